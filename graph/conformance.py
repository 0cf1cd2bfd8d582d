"""Whether an article's triples certainly conform: the shapes of `ontology/shapes/`, compiled to functions.

pyshacl took more than half of the time of a build. Nearly all articles conform, so here the question is only that, and
the answer has three values: yes; no; or that this cannot tell (an odd number, two dates of unlike precision). Anything
but yes is for `canbo.graph.validation`, with pyshacl, which says what is wrong and decides. tests/test_conformance.py
compares both on bad data of every kind. A construct that is not known here is an error, never passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256

import pyoxigraph as ox

from canbo.extractors.errors import CanboError
from canbo.graph.namespaces import TYPE, VOCABULARIES, term
from canbo.ontology import turtle, turtle_names

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Verdict = bool | None
Path = Callable[["Data", str], list[Term]]  # the values of a focus node
Check = Callable[["Data", str, list[Term]], Verdict]
Shape = Callable[["Data", Term], Verdict]

_SH = "http://www.w3.org/ns/shacl#"
_XSD = VOCABULARIES["xsd"]
_STRING, _DATE = _XSD + "string", _XSD + "date"
_NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII)
_LEXICAL = {
    "integer": re.compile(r"-?\d{1,40}", re.ASCII), "decimal": _NUMBER, "boolean": re.compile("true|false"),
    "gYear": re.compile(r"[12]\d{3}", re.ASCII), "gYearMonth": re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII),
}  # fmt: skip
_NUMBERS = {_XSD + "integer", _XSD + "decimal"}
_SILENT = {"path", "targetClass", "message", "severity", "deactivated"}


class ShapeError(CanboError):
    """A shape has a construct that this module does not know."""


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
    words = _text(stored[0])
    if _text(stated[0]) != sha256(words.encode()).hexdigest() or _text(length[0]) != str(len(words)):
        return False
    names = tuple(term(f"nif:{name}").value for name in ("beginIndex", "endIndex", "anchorOf"))
    for span in data.classes.get(term("nif:String").value, ()):
        found = [data.of_node(span, name) for name in names]
        if any(len(one) != 1 for one in found):
            return False
        begin, end = int(_text(found[0][0])), int(_text(found[1][0]))  # the shapes have seen that they are integers
        if not 0 <= begin < end <= len(words) or words[begin:end] != _text(found[2][0]):
            return False
    return True


# ---- shapes as functions ------------------------------------------------------------------------
@cache
def _shapes() -> dict[str, tuple[Shape, ...]]:
    """Return the shapes whose violation keeps something out, by the class that they are about."""
    quads = [q for name in turtle_names("shapes") for q in ox.parse(turtle(name).encode(), format=ox.RdfFormat.TURTLE)]
    graph = _Shapes(quads)
    found: dict[str, list[Shape]] = defaultdict(list)
    for node in sorted({_text(q.subject) for q in quads if q.predicate.value == f"{_SH}targetClass"}):
        severity = [_text(one).removeprefix(_SH) for one in graph.of(node, "severity")]
        if severity in ([], ["Violation"]) and not graph.of(node, "deactivated"):
            shape = graph.shape(node)
            for name in graph.of(node, "targetClass"):
                found[_text(name)].append(shape)
    return {name: tuple(shapes) for name, shapes in found.items()}


class _Shapes:
    """Compiles the shapes of a graph."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        for quad in quads:
            self._values[_text(quad.subject)].setdefault(quad.predicate.value, []).append(quad.object)

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
            return _all(check(data, name, values) for check in checks)

        return verdict

    def _path(self, node: Term) -> Path:
        if isinstance(node, ox.NamedNode):
            predicate = node.value
            return lambda data, focus: data.of_node(focus, predicate)
        alternatives = self.of(_text(node), "alternativePath")
        steps = [self._path(one) for one in self._list(alternatives[0] if alternatives else node)]
        if alternatives:
            return lambda data, focus: _once(value for step in steps for value in step(data, focus))

        def sequence(data: Data, focus: str) -> list[Term]:
            nodes = [focus]
            found: list[Term] = []
            for step in steps:
                found = _once(value for one in nodes for value in step(data, one))
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
        if name in _COUNTS:
            limit, holds = int(_text(parameter)), _COUNTS[name]
            return lambda data, focus, values: holds(len(values), limit)
        if name in _VALUES:
            test = _VALUES[name](parameter)
            return lambda data, focus, values: _all(test(value) for value in values)
        if name == "class":
            of = _text(parameter)
            return lambda data, focus, values: all(
                isinstance(one, ox.NamedNode) and one.value in data.classes.get(of, ()) for one in values
            )
        if name == "in":
            known = set(self._list(parameter))
            return lambda data, focus, values: all(value in known for value in values)
        if name == "hasValue":
            return lambda data, focus, values: parameter in values
        if name == "uniqueLang":
            return lambda data, focus, values: _have_own_languages(values)
        if name in ("lessThan", "lessThanOrEquals"):
            other, equal = _text(parameter), name == "lessThanOrEquals"
            return lambda data, focus, values: _all(
                _before(one, two, equal) for one in values for two in data.of_node(focus, other)
            )
        if name in _LOGIC:
            parts = [self.shape(_text(one)) for one in ([parameter] if name == "not" else self._list(parameter))]
            join = _LOGIC[name]
            return lambda data, focus, values: _all(join(part(data, value) for part in parts) for value in values)
        raise ShapeError(f"{node}: canbo.graph.conformance does not know sh:{name}; add it there")

    def _list(self, node: Term) -> Iterator[Term]:
        while _text(node) != term("rdf:nil").value:
            cell = self._values[_text(node)]
            yield cell[term("rdf:first").value][0]
            node = cell[term("rdf:rest").value][0]


# ---- three values ------------------------------------------------------------------------
def _all(found: Iterable[Verdict]) -> Verdict:
    verdict: Verdict = True
    for one in found:
        if one is False:
            return False
        if one is None:
            verdict = None
    return verdict


def _any(found: Iterable[Verdict]) -> Verdict:
    verdict: Verdict = False
    for one in found:
        if one:
            return True
        if one is None:
            verdict = None
    return verdict


def _one(found: Iterable[Verdict]) -> Verdict:
    every = list(found)
    return None if None in every else every.count(True) == 1


def _not(found: Iterable[Verdict]) -> Verdict:
    verdict = _all(found)
    return None if verdict is None else not verdict


# ---- values ------------------------------------------------------------------------
def _datatype(parameter: Term) -> Callable[[Term], Verdict]:
    of = _text(parameter)
    lexical = _LEXICAL.get(of.removeprefix(_XSD))

    def test(value: Term) -> Verdict:
        if not isinstance(value, ox.Literal) or value.datatype.value != of:
            return False
        if of == _DATE:
            return True if _is_day(value.value) else None
        if lexical is not None:
            return True if lexical.fullmatch(value.value) else None
        return True if of == _STRING or not of.startswith(_XSD) else None

    return test


def _pattern(parameter: Term) -> Callable[[Term], Verdict]:
    pattern = re.compile(_text(parameter))
    return lambda value: not isinstance(value, ox.BlankNode) and pattern.search(_text(value)) is not None


def _length(parameter: Term, least: bool) -> Callable[[Term], Verdict]:
    limit = int(_text(parameter))
    return lambda value: len(_text(value)) >= limit if least else len(_text(value)) <= limit


def _bound(parameter: Term, holds: Callable[[Decimal, Decimal], bool]) -> Callable[[Term], Verdict]:
    limit = Decimal(_text(parameter))

    def test(value: Term) -> Verdict:
        number = _number(value)
        return None if number is None else holds(number, limit)

    return test


def _node_kind(parameter: Term) -> Callable[[Term], Verdict]:
    if _text(parameter) != f"{_SH}IRI":
        raise ShapeError(f"canbo.graph.conformance does not know the node kind {_text(parameter)}; add it there")
    return lambda value: isinstance(value, ox.NamedNode)


_COUNTS: dict[str, Callable[[int, int], bool]] = {"minCount": int.__ge__, "maxCount": int.__le__}
_VALUES: dict[str, Callable[[Term], Callable[[Term], Verdict]]] = {
    "datatype": _datatype,
    "pattern": _pattern,
    "nodeKind": _node_kind,
    "minLength": lambda parameter: _length(parameter, least=True),
    "maxLength": lambda parameter: _length(parameter, least=False),
    "minInclusive": lambda parameter: _bound(parameter, Decimal.__ge__),
    "maxInclusive": lambda parameter: _bound(parameter, Decimal.__le__),
    "minExclusive": lambda parameter: _bound(parameter, Decimal.__gt__),
}
_LOGIC: dict[str, Callable[[Iterable[Verdict]], Verdict]] = {"and": _all, "or": _any, "xone": _one, "not": _not}


def _before(one: Term, two: Term, equal: bool) -> Verdict:
    if all(isinstance(v, ox.Literal) and v.datatype.value == _DATE and _is_day(v.value) for v in (one, two)):
        return _text(one) <= _text(two) if equal else _text(one) < _text(two)
    first, second = _number(one), _number(two)
    if first is None or second is None:
        return None
    return first <= second if equal else first < second


def _number(value: Term) -> Decimal | None:
    if isinstance(value, ox.Literal) and value.datatype.value in _NUMBERS and _NUMBER.fullmatch(value.value):
        return Decimal(value.value)
    return None


@cache
def _is_day(value: str) -> bool:
    if not re.fullmatch(r"[12]\d{3}-\d\d-\d\d", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _have_own_languages(values: list[Term]) -> bool:
    spoken = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
    return len(spoken) == len(set(spoken))


def _once(found: Iterable[Term]) -> list[Term]:
    return list(dict.fromkeys(found))


def _text(node: Term) -> str:
    return "" if isinstance(node, ox.Triple) else node.value
