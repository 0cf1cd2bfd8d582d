"""From what a user writes for a parameter to a typed RDF term."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pyoxigraph as ox

from canbo.extractors.statements import plain
from canbo.graph.iris import dated
from canbo.graph.keys import search_key
from canbo.graph.namespaces import term
from canbo.graph.sparql import QueryError

Term = ox.Literal | ox.NamedNode


class Type(StrEnum):
    """What kind of term a parameter is; `TYPES` says how it is written."""

    STRING = "string"
    PLACE = "place"
    PERSON = "person"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    INTEGER = "integer"
    DECIMAL = "decimal"
    IRI = "iri"
    TERM = "term"


TYPES = {
    Type.STRING: "text, compared as it is",
    Type.PLACE: "a unit, with or without its type word, accents and case do not matter: `Ngân Sơn`, `ngan son`",
    Type.PERSON: "a person's name, accents and case do not matter: `nong binh cuong`",
    Type.NAME: "words of a name, accents and case do not matter: `thu ngan sach`",
    Type.NUMBER: "the number of an instrument: `43-NQ/TW`, `43 – nq/tw`",
    Type.DATE: "a day, month or year: `2023-12-31`, `2023-12`, `2023`",
    Type.YEAR: "a year of four digits: `2023`",
    Type.INTEGER: "a whole number: `19`",
    Type.DECIMAL: "a number with a decimal point: `104.11`",
    Type.IRI: "an absolute IRI: `https://w3id.org/canbo/person/…`",
    Type.TERM: 'text, or a term as in N-Triples: `<https://…>`, `"2023-07-06"^^<…#date>`, `"Sìn Hồ"@vi`',
}

_XSD_INTEGER, _XSD_DECIMAL, _XSD_YEAR = term("xsd:integer"), term("xsd:decimal"), term("xsd:gYear")
# "tịnh" and "quan" begin names of districts (Tịnh Biên, Quan Sơn): a type word counts only with its accents where
# it would be one of those without.
_TYPE_WORD = re.compile(
    r"(?:tỉnh|thành phố|thanh pho|tp|huyện|huyen|thị xã|thi xa|tx|quận|xã|phường|thị trấn|thi tran|tt)\b\.?\s*(?=\w)"
)
_DASHES = re.compile(r"\s*[-–—−‐‑]\s*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def to_term(kind: Type, value: str, name: str) -> Term:
    """Return the term for `value` of parameter `name`; QueryError says what is expected."""
    try:
        if not value.strip():
            raise ValueError("empty")
        return _READERS[kind](unicodedata.normalize("NFC", value.strip()))
    except (ValueError, SyntaxError):
        raise QueryError(f"--{name} {value!r}: expected {TYPES[kind]}") from None


def place_key(value: str) -> str:
    """Return the search key of a place name without its type word: `Huyện Ngân Sơn` is `ngan son`."""
    return search_key(_TYPE_WORD.sub("", value.lower(), count=1) if _TYPE_WORD.match(value.lower()) else value)


def _key(text: str) -> ox.Literal:
    if not text:
        raise ValueError("nothing left to search for")
    return ox.Literal(text)


def _number(value: str) -> ox.Literal:
    number = "".join(_DASHES.sub("-", value).upper().split())
    return _key(number if any(map(str.isalnum, number)) else "")


def _date(value: str) -> ox.Literal:
    if not _DATE.fullmatch(value):
        raise ValueError(value)
    date.fromisoformat((value + "-01-01")[:10])
    return dated(value)


def _year(value: str) -> ox.Literal:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise ValueError(value)
    return ox.Literal(value, datatype=_XSD_YEAR)


def _integer(value: str) -> ox.Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise ValueError(value)
    return ox.Literal(str(int(value)), datatype=_XSD_INTEGER)


def _decimal(value: str) -> ox.Literal:
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value):
        raise ValueError(value)
    return ox.Literal(plain(Decimal(value)), datatype=_XSD_DECIMAL)


def _iri(value: str) -> ox.NamedNode:
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:.", bare):
        raise ValueError(value)
    return ox.NamedNode(bare)


def _term(value: str) -> Term:
    if not value.startswith(("<", '"')):
        return ox.Literal(value)
    line = f"<urn:x> <urn:x> {value} ."
    found = [quad.object for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES)]
    if len(found) == 1 and isinstance(found[0], ox.Literal | ox.NamedNode):
        return found[0]
    raise ValueError(value)


_READERS: dict[Type, Callable[[str], Term]] = {
    Type.STRING: ox.Literal,
    Type.PLACE: lambda value: _key(place_key(value)),
    Type.PERSON: lambda value: _key(search_key(value)),
    Type.NAME: lambda value: _key(search_key(value)),
    Type.NUMBER: _number,
    Type.DATE: _date,
    Type.YEAR: _year,
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.IRI: _iri,
    Type.TERM: _term,
}
