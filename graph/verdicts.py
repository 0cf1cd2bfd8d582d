"""The constraints of core SHACL on values, with a third answer for what these functions cannot tell.

They are exact where they say yes or no, so that `sh:not` can turn it round; an odd number or date is neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from canbo.extractors.errors import CanboError
from canbo.graph.namespaces import VOCABULARIES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Verdict = bool | None
_SH = "http://www.w3.org/ns/shacl#"
_XSD = VOCABULARIES["xsd"]
_STRING, _DATE = _XSD + "string", _XSD + "date"
_NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII)
_LEXICAL = {
    "integer": re.compile(r"-?\d{1,40}", re.ASCII), "decimal": _NUMBER, "boolean": re.compile("true|false"),
    "gYear": re.compile(r"[12]\d{3}", re.ASCII), "gYearMonth": re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII),
}  # fmt: skip
_NUMBERS = {_XSD + "integer", _XSD + "decimal"}


class ShapeError(CanboError):
    """A shape has a construct that this module does not know."""


# ---- three values ------------------------------------------------------------------------
def every(found: Iterable[Verdict]) -> Verdict:
    """Return whether all hold."""
    verdict: Verdict = True
    for one in found:
        if one is False:
            return False
        if one is None:
            verdict = None
    return verdict


def some(found: Iterable[Verdict]) -> Verdict:
    """Return whether one holds at least."""
    verdict: Verdict = False
    for one in found:
        if one:
            return True
        if one is None:
            verdict = None
    return verdict


def exactly_one(found: Iterable[Verdict]) -> Verdict:
    """Return whether one holds and no other."""
    verdicts = list(found)
    return None if None in verdicts else verdicts.count(True) == 1


def not_every(found: Iterable[Verdict]) -> Verdict:
    """Return whether one does not hold at least."""
    verdict = every(found)
    return None if verdict is None else not verdict


# ---- values ------------------------------------------------------------------------
def _datatype(parameter: Term) -> Callable[[Term], Verdict]:
    of = lexical(parameter)
    form = _LEXICAL.get(of.removeprefix(_XSD))

    def test(value: Term) -> Verdict:
        if not isinstance(value, ox.Literal) or value.datatype.value != of:
            return False
        if of == _DATE:
            return True if _is_day(value.value) else None
        if form is not None:
            return True if form.fullmatch(value.value) else None
        return True if of == _STRING or not of.startswith(_XSD) else None

    return test


def _pattern(parameter: Term) -> Callable[[Term], Verdict]:
    pattern = re.compile(lexical(parameter))
    return lambda value: not isinstance(value, ox.BlankNode) and pattern.search(lexical(value)) is not None


def _length(parameter: Term, least: bool) -> Callable[[Term], Verdict]:
    limit = int(lexical(parameter))
    return lambda value: len(lexical(value)) >= limit if least else len(lexical(value)) <= limit


def _bound(parameter: Term, holds: Callable[[Decimal, Decimal], bool]) -> Callable[[Term], Verdict]:
    limit = Decimal(lexical(parameter))

    def test(value: Term) -> Verdict:
        number = _number(value)
        return None if number is None else holds(number, limit)

    return test


def _node_kind(parameter: Term) -> Callable[[Term], Verdict]:
    if lexical(parameter) != f"{_SH}IRI":
        raise ShapeError(f"canbo.graph.conformance does not know the node kind {lexical(parameter)}; add it there")
    return lambda value: isinstance(value, ox.NamedNode)


COUNTS: dict[str, Callable[[int, int], bool]] = {"minCount": int.__ge__, "maxCount": int.__le__}
VALUES: dict[str, Callable[[Term], Callable[[Term], Verdict]]] = {
    "datatype": _datatype,
    "pattern": _pattern,
    "nodeKind": _node_kind,
    "minLength": lambda parameter: _length(parameter, least=True),
    "maxLength": lambda parameter: _length(parameter, least=False),
    "minInclusive": lambda parameter: _bound(parameter, Decimal.__ge__),
    "maxInclusive": lambda parameter: _bound(parameter, Decimal.__le__),
    "minExclusive": lambda parameter: _bound(parameter, Decimal.__gt__),
}
LOGIC: dict[str, Callable[[Iterable[Verdict]], Verdict]] = {
    "and": every,
    "or": some,
    "xone": exactly_one,
    "not": not_every,
}


def is_before(one: Term, two: Term, equal: bool) -> Verdict:
    """Return whether a day or number comes before another; other values cannot be told."""
    if all(isinstance(v, ox.Literal) and v.datatype.value == _DATE and _is_day(v.value) for v in (one, two)):
        return lexical(one) <= lexical(two) if equal else lexical(one) < lexical(two)
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


def have_own_languages(values: list[Term]) -> bool:
    """Return whether no two values have one language."""
    spoken = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
    return len(spoken) == len(set(spoken))


def once(found: Iterable[Term]) -> list[Term]:
    """Return each value once, in the order in which they come."""
    return list(dict.fromkeys(found))


def lexical(node: Term) -> str:
    """Return the IRI of a node or the lexical form of a literal."""
    return "" if isinstance(node, ox.Triple) else node.value
