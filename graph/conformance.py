"""Whether an article's triples certainly conform: the shapes of `ontology/shapes/`, compiled to functions.

pyshacl took more than half of the time of a build. Nearly all articles conform, so here the question is only that, and
the answer has three values: yes; no; or that this cannot tell (an odd number, two dates of unlike precision). Anything
but yes is for `canbo.graph.validation`, with pyshacl, which says what is wrong and decides. tests/test_conformance.py
compares both on bad data of every kind. A construct that is not known here is an error, never passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

import pyoxigraph as ox

from canbo.graph.namespaces import TYPE, term
from canbo.graph.verdicts import (
    COUNTS,
    LOGIC,
    VALUES,
    ShapeError,
    Term,
    Verdict,
    every,
    have_own_languages,
    is_before,
    lexical,
    once,
)
from canbo.ontology import turtle, turtle_names

Path = Callable[["Data", str], list[Term]]  # the values of a focus node
Check = Callable[["Data", str, list[Term]], Verdict]
Shape = Callable[["Data", Term], Verdict]

_SH = "http://www.w3.org/ns/shacl#"
_SILENT = {"path", "targetClass", "message", "severity", "deactivated"}


@dataclass(slots=True)
class Data:
    """Triples by subject and property, and nodes by class."""

    values: dict[str, dict[str, list[Term]]] = field(default_factory=lambda: defaultdict(dict))
    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    plain: bool = True  # every subject has an IRI

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Data:
        """Return these triples, each of them once."""
        data = cls()
        for quad in quads:
            subject = quad.subject
            if not isinstance(subject, ox.NamedNode):
                data.plain = False
                continue
            data.values[subject.value].setdefault(quad.predicate.value, []).append(quad.object)
            if quad.predicate == TYPE and isinstance(quad.object, ox.NamedNode):
                data.classes[quad.object.value].add(subject.value)
        return data

    def of_node(self, node: str, predicate: str) -> list[Term]:
        """Return the values of a property."""
        found = self.values.get(node)
        return found.get(predicate, []) if found else []


def conforms(quads: Iterable[ox.Quad]) -> bool:
    """Tell whether the triples of an article certainly have no violation, of shapes or of quotes."""
    data = Data.of(set(quads))
    if not data.plain:
        return False
    for name, shapes in _shapes().items():
        for node in data.classes.get(name, ()):
            focus = ox.NamedNode(node)
            if not all(shape(data, focus) for shape in shapes):
                return False
    return all(_is_exact(data, text) for text in data.classes.get(term("nif:Context").value, ()))


def _is_exact(data: Data, text: str) -> bool:
    """Tell whether the hash and length of a text and the quotes from it are right; canbo.graph.quotes says which."""
    stored = data.of_node(text, term("nif:isString").value)
    stated = data.of_node(text, term("sha256").value)
    length = data.of_node(text, term("length").value)
    if not len(stored) == len(stated) == len(length) == 1:
        return False
    words = lexical(stored[0])
    if lexical(stated[0]) != sha256(words.encode()).hexdigest() or lexical(length[0]) != str(len(words)):
        return False
    names = tuple(term(f"nif:{name}").value for name in ("beginIndex", "endIndex", "anchorOf"))
    for span in data.classes.get(term("nif:String").value, ()):
        found = [data.of_node(span, name) for name in names]
        if any(len(one) != 1 for one in found):
            return False
        begin, end = int(lexical(found[0][0])), int(lexical(found[1][0]))  # the shapes have seen that they are integers
        if not 0 <= begin < end <= len(words) or words[begin:end] != lexical(found[2][0]):
            return False
    return True


# ---- shapes as functions ------------------------------------------------------------------------
@cache
def _shapes() -> dict[str, tuple[Shape, ...]]:
    """Return the shapes whose violation keeps something out, by the class that they are about."""
    quads = [q for name in turtle_names("shapes") for q in ox.parse(turtle(name).encode(), format=ox.RdfFormat.TURTLE)]
    graph = _Shapes(quads)
    found: dict[str, list[Shape]] = defaultdict(list)
    for node in sorted({lexical(q.subject) for q in quads if q.predicate.value == f"{_SH}targetClass"}):
        severity = [lexical(one).removeprefix(_SH) for one in graph.of(node, "severity")]
        if severity in ([], ["Violation"]) and not graph.of(node, "deactivated"):
            shape = graph.shape(node)
            for name in graph.of(node, "targetClass"):
                found[lexical(name)].append(shape)
    return {name: tuple(shapes) for name, shapes in found.items()}


class _Shapes:
    """Compiles the shapes of a graph."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        for quad in quads:
            self._values[lexical(quad.subject)].setdefault(quad.predicate.value, []).append(quad.object)

    def of(self, node: str, name: str) -> list[Term]:
        """Return what a shape says of one of SHACL's properties."""
        return self._values[node].get(_SH + name, [])

    def shape(self, node: str) -> Shape:
        """Return a shape as a function of a node."""
        paths = self.of(node, "path")
        path = self._path(paths[0]) if paths else None
        checks = tuple(self._checks(node))

        def verdict(data: Data, focus: Term) -> Verdict:
            name = focus.value if isinstance(focus, ox.NamedNode) else ""
            values = [focus] if path is None else path(data, name)
            return every(check(data, name, values) for check in checks)

        return verdict

    def _path(self, node: Term) -> Path:
        if isinstance(node, ox.NamedNode):
            predicate = node.value
            return lambda data, focus: data.of_node(focus, predicate)
        alternatives = self.of(lexical(node), "alternativePath")
        steps = [self._path(one) for one in self._list(alternatives[0] if alternatives else node)]
        if alternatives:
            return lambda data, focus: once(value for step in steps for value in step(data, focus))

        def sequence(data: Data, focus: str) -> list[Term]:
            nodes = [focus]
            found: list[Term] = []
            for step in steps:
                found = once(value for one in nodes for value in step(data, one))
                nodes = [one.value for one in found if isinstance(one, ox.NamedNode)]
            return found

        return sequence

    def _checks(self, node: str) -> Iterator[Check]:
        for predicate, parameters in self._values[node].items():
            name = predicate.removeprefix(_SH)
            if name in _SILENT or predicate == TYPE.value:
                continue
            for parameter in parameters:
                yield self._check(node, name, parameter)

    def _check(self, node: str, name: str, parameter: Term) -> Check:
        if name in COUNTS:
            limit, holds = int(lexical(parameter)), COUNTS[name]
            return lambda data, focus, values: holds(len(values), limit)
        if name in VALUES:
            test = VALUES[name](parameter)
            return lambda data, focus, values: every(test(value) for value in values)
        if name == "class":
            of = lexical(parameter)
            return lambda data, focus, values: all(
                isinstance(one, ox.NamedNode) and one.value in data.classes.get(of, ()) for one in values
            )
        if name == "in":
            known = set(self._list(parameter))
            return lambda data, focus, values: all(value in known for value in values)
        if name == "hasValue":
            return lambda data, focus, values: parameter in values
        if name == "uniqueLang":
            return lambda data, focus, values: have_own_languages(values)
        if name in ("lessThan", "lessThanOrEquals"):
            other, equal = lexical(parameter), name == "lessThanOrEquals"
            return lambda data, focus, values: every(
                is_before(one, two, equal) for one in values for two in data.of_node(focus, other)
            )
        if name in LOGIC:
            parts = [self.shape(lexical(one)) for one in ([parameter] if name == "not" else self._list(parameter))]
            join = LOGIC[name]
            return lambda data, focus, values: every(join(part(data, value) for part in parts) for value in values)
        raise ShapeError(f"{node}: canbo.graph.conformance does not know sh:{name}; add it there")

    def _list(self, node: Term) -> Iterator[Term]:
        while lexical(node) != term("rdf:nil").value:
            cell = self._values[lexical(node)]
            yield cell[term("rdf:first").value][0]
            node = cell[term("rdf:rest").value][0]
