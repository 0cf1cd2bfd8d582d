"""The constraints of core SHACL on values, with a third answer for what these functions cannot tell.

They are exact where they say yes or no, so that `sh:not` can turn it round; an odd number or date is neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from canbo.extractors.errors import CanboError
from canbo.graph.namespaces import VOCABULARIES
from canbo.graph.triples import Value, value_of

Verdict = bool | None
Test = Callable[[Value], Verdict]
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
def _datatype(parameter: Value) -> Test:
    of = parameter.text
    form = _LEXICAL.get(of.removeprefix(_XSD))

    def test(value: Value) -> Verdict:
        if value.datatype != of:
            return False
        if of == _DATE:
            return True if _is_day(value.text) else None
        if form is not None:
            return True if form.fullmatch(value.text) else None
        return True if of == _STRING or not of.startswith(_XSD) else None

    return test


def _pattern(parameter: Value) -> Test:
    pattern = re.compile(parameter.text)
    return lambda value: pattern.search(value.text) is not None and not value.is_blank


def _length(parameter: Value, least: bool) -> Test:
    limit = int(parameter.text)
    return lambda value: len(value.text) >= limit if least else len(value.text) <= limit


def _bound(parameter: Value, holds: Callable[[Decimal, Decimal], bool]) -> Test:
    limit = Decimal(parameter.text)

    def test(value: Value) -> Verdict:
        number = _number(value)
        return None if number is None else holds(number, limit)

    return test


def _node_kind(parameter: Value) -> Test:
    if parameter.text != f"{_SH}IRI":
        raise ShapeError(f"canbo.graph.conformance does not know the node kind {parameter.text}; add it there")
    return lambda value: value.is_iri


VALUES: dict[str, Callable[[Value], Test]] = {
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


def is_before(one: Value, two: Value, equal: bool) -> Verdict:
    """Return whether a day or number comes before another; other values cannot be told."""
    if _is_date(one) and _is_date(two):
        return one.text <= two.text if equal else one.text < two.text
    first, second = _number(one), _number(two)
    if first is None or second is None:
        return None
    return first <= second if equal else first < second


def _is_date(value: Value) -> bool:
    return value.datatype == _DATE and _is_day(value.text)


def _number(value: Value) -> Decimal | None:
    if value.datatype in _NUMBERS and _NUMBER.fullmatch(value.text):
        return Decimal(value.text)
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


def have_own_languages(words: Iterable[str]) -> bool:
    """Return whether no two values have one language."""
    spoken = [language.lower() for word in words if (language := value_of(word).language)]
    return len(spoken) == len(set(spoken))
