"""Instruments: number and issuer, or a title that a unit or term makes unique; else one for each article.

`43-NQ/TW` alone names several resolutions, one in each term that counted so far; two articles that give the
number without an issuer are therefore not said to mean one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import pyoxigraph as ox

from canbo.graph.bodies import most_written
from canbo.graph.iris import Iris, dated, local_names, slug
from canbo.graph.keys import name_key
from canbo.graph.meetings import Meetings
from canbo.graph.namespaces import term
from canbo.graph.nodes import Described, Names
from canbo.graph.rows import InstrumentRow, Rows
from canbo.graph.scopes import Scope, scope_of
from canbo.ontology import table

_TERM = re.compile(r"khóa [ivxl\d]+|nhiệm kỳ \d{4}|\d{4}")
# Returns the unit of the levels of a scope that the place of an article is or lies in, or an empty string.
UnitAt = Callable[[str, Scope], str]


class Instruments:
    """All instruments of a store, with their nodes."""

    def __init__(self, rows: Rows, iris: Iris, names: Names, meetings: Meetings, unit_at: UnitAt) -> None:
        self._iris = iris
        self._names = names
        self._meetings = meetings
        self._unit_at = unit_at
        grouped: dict[tuple[str, ...], list[InstrumentRow]] = defaultdict(list)
        for row in rows.instruments:
            grouped[self._key(row)].append(row)
        self._sets = [one for key, group in grouped.items() for one in _by_date(key, group)]
        local = local_names({one[0].iri: self._readable(one[0]) for one in self._sets})
        self._local = {row.iri: local[one[0].iri] for one in self._sets for row in one}

    def node(self, statement: str) -> ox.NamedNode:
        """Return the node of an instrument statement's instrument."""
        return self._iris.entity("instrument", self._local[statement])

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the description of all instruments, and what meetings adopted and discussed."""
        for one in self._sets:
            node = self.node(one[0].iri)
            yield from Described(node, "Instrument", _label(one), (row.iri for row in one)).quads()
            titles = [row.title for row in one if row.title]
            if titles:
                yield ox.Quad(node, term("eli:title"), ox.Literal(most_written(titles), language="vi"))
            for row in one:
                yield from self._of_row(node, row)

    def _of_row(self, node: ox.NamedNode, row: InstrumentRow) -> Iterator[ox.Quad]:
        if row.number:
            yield ox.Quad(node, term("eli:id_local"), ox.Literal(row.number))
        if row.kind:
            yield ox.Quad(node, term("eli:type_document"), ox.NamedNode(row.kind))
        if row.issuer:
            yield ox.Quad(node, term("issuerName"), ox.Literal(row.issuer))
        if row.date:
            yield ox.Quad(node, term("eli:date_document"), dated(row.date))
        for applied in row.applies:
            if applied in self._local and self.node(applied) != node:
                yield ox.Quad(node, term("eli:applies"), self.node(applied))
        mention = row.mention.rpartition("/")[2]
        meeting = row.meeting or (self._meetings.main(row.article.iri) if mention == "discussed" else "")
        if mention in ("adopted", "discussed") and self._meetings.local(meeting):
            yield ox.Quad(self._meetings.node(meeting), term(mention), node)

    def _key(self, row: InstrumentRow) -> tuple[str, ...]:
        """Return what tells the instrument from all others; article-scoped where that is not enough."""
        number, issuer = row.number.casefold(), name_key(row.issuer)
        alone = ("article", row.article.iri, number, name_key(row.kind_name), name_key(row.title) or row.iri)
        if number:
            if _matches("central_numbers", row.number):
                return ("number", number)
            if not issuer:
                return alone
            whose = self._whose(row, row.issuer)
            counted = row.date or _matches("term_numbers", row.number) or _TERM.search(issuer)
            if whose is None or not counted:
                return alone
            return ("issued", number, name_key(row.kind_name), issuer, whose)
        if _matches("central_titles", name_key(row.title)):
            return ("title", name_key(row.title))
        if _matches("local_titles", name_key(row.title)):
            whose = self._whose(row, row.issuer or row.title)
            if whose is not None:
                return ("title", name_key(row.title), whose)
        return alone

    def _whose(self, row: InstrumentRow, words: str) -> str | None:
        """Return the unit whose instrument it is, empty for the country, None where that is not known."""
        scope = scope_of(words)
        if scope.central:
            return ""
        return self._unit_at(row.article.about, scope) or None if scope.local else None

    def _readable(self, row: InstrumentRow) -> str:
        key = self._key(row)
        if key[0] == "article":
            return f"{row.number or slug(row.title or row.kind_name)} {row.article.name}"
        whose = self._names.place(key[-1]) if len(key) > 2 and key[-1] else ""
        issuer = slug(row.issuer) if key[0] == "issued" else ""
        return f"{row.number or slug(row.title)} {issuer} {whose}"


def _by_date(key: tuple[str, ...], group: list[InstrumentRow]) -> list[list[InstrumentRow]]:
    """Part a group by date. Undated ones are the only dated one; where there are two, each stays by itself."""
    dates = sorted({row.date for row in group} - {""})
    if len(dates) <= 1 or key[0] == "article":
        return [group]
    parts = [[row for row in group if row.date == date] for date in dates]
    undated: dict[str, list[InstrumentRow]] = defaultdict(list)
    for row in group:
        if not row.date:
            undated[row.article.iri].append(row)
    return parts + list(undated.values())


def _label(one: list[InstrumentRow]) -> str:
    row = max(one, key=lambda r: (len(r.title), r.title, r.kind_name))
    if not row.number:
        return row.title or row.kind_name
    return f"{row.kind_name} {row.number}{' ' + row.title if row.title else ''}"


def _matches(name: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(name))


@cache
def _patterns(name: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in table("linking")["instruments"][name]]
