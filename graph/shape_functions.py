"""The shapes of a graph, compiled to functions of triples: what `canbo.graph.conformance` asks of an article.

All here are words of N-Triples (`canbo.graph.triples`); what a word stands for is looked at where a constraint is about
it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from canbo.graph.triples import TYPE, Triple, Value, is_iri, value_of, word
from canbo.graph.verdicts import (
    LOGIC,
    VALUES,
    ShapeError,
    Test,
    Verdict,
    every,
    have_own_languages,
    is_before,
)

Path = Callable[["Data", str], list[str]]  # the values of a focus node
Check = Callable[["Data", str, list[str]], Verdict]
Shape = Callable[["Data", str], Verdict]

SH = "http://www.w3.org/ns/shacl#"
_SILENT = {"path", "targetClass", "message", "severity", "deactivated"}
_COUNTS = ("minCount", "maxCount")
_MANY = 1 << 30  # more values than any node has
_KEPT = 1 << 10  # values of a property of which it is known whether they conform: most come again and again
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Data:
    """Triples by subject and property, each of them once, and nodes by class; all are words of N-Triples."""

    values: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Data:
        """Return these triples."""
        data = cls()
        values = data.values
        for subject, predicate, value in triples:
            of_node = values.get(subject)
            if of_node is None:
                of_node = values[subject] = {}
            known = of_node.get(predicate)
            if known is None:
                of_node[predicate] = [value]
            elif value not in known:
                known.append(value)
        for subject, of_node in values.items():
            for name in of_node.get(TYPE, ()):
                data.classes[name].add(subject)
        return data

    @property
    def plain(self) -> bool:
        """Tell whether every subject has an IRI."""
        return all(map(is_iri, self.values))

    def of_node(self, node: str, predicate: str) -> list[str]:
        """Return the values of a property."""
        found = self.values.get(node)
        return found.get(predicate, []) if found else []


# ---- the shapes of a class ----------------------------------------------------------------------
@dataclass(slots=True)
class _Demands:
    """What shapes demand of the values of one path: their number, each value alone, and what needs the other data."""

    least: int = 0
    most: int = _MANY
    tests: list[Test] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def add(self, other: _Demands) -> None:
        """Demand what `other` does, too."""
        self.least, self.most = max(self.least, other.least), min(self.most, other.most)
        self.tests += other.tests
        self.checks += other.checks

    def of_value(self, word: str) -> Verdict:
        """Return whether a value, looked at alone, conforms."""
        value = value_of(word)
        return every(test(value) for test in self.tests)

    def of_one(self, value: Value) -> Verdict:
        """Return whether a value conforms that is the only one, where nothing needs other data."""
        return self.least <= 1 <= self.most and every(test(value) for test in self.tests)

    def passes(self, word: str) -> bool:
        """Tell whether a value, looked at alone, certainly conforms."""
        value = value_of(word)
        return all(test(value) for test in self.tests)

    def verdict(self, data: Data, focus: str, values: list[str]) -> Verdict:
        """Return whether the values of a node conform."""
        if not self.least <= len(values) <= self.most:
            return False
        return every((every(map(self.of_value, values)), *(check(data, focus, values) for check in self.checks)))


class ClassShapes:
    """All shapes of a class, by property: a node is asked for what it has, and for what it must have.

    Most properties that shapes speak of are missing at most nodes, and a missing one conforms or not whatever the
    data are: a count tells, or a value that must be there.
    """

    def __init__(self) -> None:
        self._own = _Demands()
        self._properties: dict[str, _Demands] = defaultdict(_Demands)
        self._others: list[Shape] = []

    def add_own(self, demands: _Demands) -> None:
        """Add what is demanded of the node itself, of which there is one."""
        self._own.add(demands)

    def add_property(self, predicate: str, demands: _Demands) -> None:
        """Add what is demanded of the values of a property."""
        self._properties[predicate].add(demands)

    def add_other(self, shape: Shape) -> None:
        """Add a shape with a longer path."""
        self._others.append(shape)

    @cached_property
    def _asked(self) -> dict[str, tuple[int, int, Callable[[str], bool], list[Check]]]:
        """Return for each property how many values there may be, and what is demanded of each and of all."""
        return {
            name: (one.least, one.most, lru_cache(_KEPT)(one.passes), one.checks)
            for name, one in self._properties.items()
        }

    @cached_property
    def _needed(self) -> frozenset[str]:
        """Return the properties that must not be missing."""
        return frozenset(name for name, one in self._properties.items() if not one.verdict(_NO_DATA, "", []))

    def hold(self, data: Data, node: str) -> bool:
        """Tell whether a node certainly conforms to all shapes."""
        has = data.values[node]
        if not self._needed <= has.keys():
            return False
        asked = self._asked
        for name, values in has.items():
            if name not in asked:
                continue
            least, most, test, checks = asked[name]
            if not least <= len(values) <= most:
                return False
            for value in values:
                if not test(value):
                    return False
            for check in checks:
                if not check(data, node, values):
                    return False
        own = self._own.passes(node) and all(check(data, node, [node]) for check in self._own.checks)
        return own and all(shape(data, node) for shape in self._others)


# ---- shapes as functions ------------------------------------------------------------------------
class Shapes:
    """Compiles the shapes of a graph."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for subject, predicate, value in triples:
            self._values[subject].setdefault(predicate, []).append(value)

    def of(self, node: str, name: str) -> list[str]:
        """Return what a shape says of one of SHACL's properties."""
        return self._values[node].get(f"<{SH}{name}>", [])

    def add_to(self, shapes: ClassShapes, node: str) -> None:
        """Add a shape to those of a class."""
        paths = self.of(node, "path")
        if not paths:
            shapes.add_own(self._demands(node))
        elif is_iri(paths[0]):
            shapes.add_property(paths[0], self._demands(node))
        else:
            shapes.add_other(self.shape(node))

    def shape(self, node: str) -> Shape:
        """Return a shape as a function of a node."""
        paths = self.of(node, "path")
        path = self._path(paths[0]) if paths else None
        demands = self._demands(node)

        def verdict(data: Data, focus: str) -> Verdict:
            return demands.verdict(data, focus, [focus] if path is None else path(data, focus))

        return verdict

    def _path(self, node: str) -> Path:
        if is_iri(node):
            return lambda data, focus: data.of_node(focus, node)
        alternatives = self.of(node, "alternativePath")
        steps = [self._path(one) for one in self._list(alternatives[0] if alternatives else node)]
        if alternatives:
            return lambda data, focus: _once(value for step in steps for value in step(data, focus))

        def sequence(data: Data, focus: str) -> list[str]:
            found = [focus]
            for step in steps:
                found = _once(value for one in found for value in step(data, one))
            return found

        return sequence

    def _demands(self, node: str) -> _Demands:
        demands = _Demands()
        for predicate, parameters in self._values[node].items():
            name = value_of(predicate).text.removeprefix(SH)
            if name in _SILENT or predicate == TYPE:
                continue
            for parameter in parameters:
                if name in _COUNTS:
                    limit = int(value_of(parameter).text)
                    demands.add(_Demands(least=limit) if name == "minCount" else _Demands(most=limit))
                elif (test := self._test(name, parameter)) is not None:
                    demands.tests.append(test)
                else:
                    demands.checks.append(self._check(node, name, parameter))
        return demands

    def _test(self, name: str, parameter: str) -> Test | None:
        """Return a constraint that is about each value alone, None for another one."""
        if name in VALUES:
            return VALUES[name](value_of(parameter))
        if name == "in":
            return frozenset(map(value_of, self._list(parameter))).__contains__
        if name in LOGIC:
            parts = self._parts(name, parameter)
            alone = [self._demands(one) for one in parts if not self.of(one, "path")]
            if len(alone) == len(parts) and not any(one.checks for one in alone):
                join = LOGIC[name]
                return lambda value: join(one.of_one(value) for one in alone)
        return None

    def _parts(self, name: str, parameter: str) -> list[str]:
        return [parameter] if name == "not" else list(self._list(parameter))

    def _check(self, node: str, name: str, parameter: str) -> Check:
        if name == "class":
            return lambda data, focus, values: data.classes.get(parameter, _NONE).issuperset(values)
        if name == "hasValue":
            return lambda data, focus, values: parameter in values
        if name == "uniqueLang":
            return lambda data, focus, values: have_own_languages(values)
        if name in ("lessThan", "lessThanOrEquals"):
            equal = name == "lessThanOrEquals"
            return lambda data, focus, values: every(
                is_before(value_of(one), value_of(two), equal)
                for one in values
                for two in data.of_node(focus, parameter)
            )
        if name in LOGIC:
            shapes = [self.shape(one) for one in self._parts(name, parameter)]
            join = LOGIC[name]
            return lambda data, focus, values: every(join(shape(data, value) for shape in shapes) for value in values)
        raise ShapeError(f"{node}: canbo.graph.conformance does not know sh:{name}; add it there")

    def _list(self, node: str) -> Iterator[str]:
        while node != word("rdf:nil"):
            cell = self._values[node]
            yield cell[word("rdf:first")][0]
            node = cell[word("rdf:rest")][0]


def _once(found: Iterable[str]) -> list[str]:
    """Return each value once, in the order in which they come."""
    return list(dict.fromkeys(found))


_NO_DATA = Data()  # for what does not look at them
