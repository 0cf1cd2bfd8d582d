"""The statements of a store, read back as frozen rows for the linking of entities.

IRIs are strings here; an empty string means that the statement says nothing of it. Rows come sorted by IRI, so that
everything built from them is the same whatever order the articles were read in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.namespaces import CANBO, NOT_STATED, TYPE, VOCABULARIES, term, text

_Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article: its document name, the place it is about and when it speaks."""

    iri: str
    name: str
    about: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Row:
    """What every statement has. `place` is a gazetteer or article place; empty where not stated or open."""

    iri: str
    article: ArticleRow
    place: str
    place_name: str


@dataclass(frozen=True, slots=True)
class OfficeRow(Row):
    """An office statement; `role` is the concept, or empty."""

    person: str
    role_name: str
    role: str
    body: str
    status: str


@dataclass(frozen=True, slots=True)
class MeetingRow(Row):
    """A meeting statement; `kind` is the concept, or empty."""

    title: str
    kind: str
    body: str
    ordinal: str
    date: str
    main: bool


@dataclass(frozen=True, slots=True)
class ParticipationRow(Row):
    """A participation statement; `meeting` is the statement of the meeting, or empty."""

    person: str
    part: str
    meeting: str


@dataclass(frozen=True, slots=True)
class InstrumentRow(Row):
    """An instrument statement; `applies` are statements, `meeting` the one that adopted it."""

    number: str
    kind_name: str
    kind: str
    title: str
    issuer: str
    date: str
    mention: str
    meeting: str
    applies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow(Row):
    """A figure statement, as far as linking needs it."""

    indicator: str


@dataclass(frozen=True, slots=True)
class Rows:
    """All statements of a store, and the versions that read its articles."""

    articles: tuple[ArticleRow, ...]
    offices: tuple[OfficeRow, ...]
    meetings: tuple[MeetingRow, ...]
    participations: tuple[ParticipationRow, ...]
    instruments: tuple[InstrumentRow, ...]
    figures: tuple[FigureRow, ...]
    builds: tuple[str, ...]
    candidates: tuple[str, ...]  # the units that places which are open may be


def read_rows(store: ox.Store) -> Rows:
    """Return all statements of the store."""
    articles = {row.iri: row for row in _articles(store)}

    def told(name: str) -> Iterator[tuple[Row, _Values]]:
        for iri in _instances(store, term(name)):
            values = _values(store, iri)
            place = values.get("place", "")
            article = articles[values["statedIn"]]
            known = "" if place == NOT_STATED.value else place
            yield Row(iri, article, known, values.get("placeName", "")), values

    return Rows(
        articles=tuple(articles.values()),
        offices=tuple(_office(row, v) for row, v in told("OfficeStatement")),
        meetings=tuple(_meeting(row, v) for row, v in told("MeetingStatement")),
        participations=tuple(_participation(row, v) for row, v in told("ParticipationStatement")),
        instruments=tuple(_instrument(row, v, store) for row, v in told("InstrumentStatement")),
        figures=tuple(FigureRow(*_common(row), v.get("indicatorName", "")) for row, v in told("FigureStatement")),
        builds=tuple(sorted({text(q.object) for q in store.quads_for_pattern(None, _GENERATED, None)})),
        candidates=tuple(sorted({text(q.object) for q in store.quads_for_pattern(None, term("placeCandidate"), None)})),
    )


_GENERATED = term("prov:wasGeneratedBy")


def _common(row: Row) -> tuple[str, ArticleRow, str, str]:
    return row.iri, row.article, row.place, row.place_name


def _office(row: Row, v: _Values) -> OfficeRow:
    names = ("personName", "roleName", "role", "bodyName", "statusName")
    return OfficeRow(*_common(row), *(v.get(name, "") for name in names))


def _meeting(row: Row, v: _Values) -> MeetingRow:
    title, kind, body = v.get("title", ""), v.get("meetingKind", ""), v.get("bodyName", "")
    return MeetingRow(*_common(row), title, kind, body, v.get("ordinal", ""), v.get("date", ""), main="main" in v)


def _participation(row: Row, v: _Values) -> ParticipationRow:
    return ParticipationRow(*_common(row), v.get("personName", ""), v.get("part", ""), v.get("inMeeting", ""))


def _instrument(row: Row, v: _Values, store: ox.Store) -> InstrumentRow:
    applied = store.quads_for_pattern(ox.NamedNode(row.iri), term("applies"), None)
    return InstrumentRow(
        *_common(row),
        number=v.get("number", ""),
        kind_name=v.get("kindName", ""),
        kind=v.get("kind", ""),
        title=v.get("title", ""),
        issuer=v.get("issuerName", ""),
        date=v.get("date", ""),
        mention=v.get("mention", ""),
        meeting=v.get("inMeeting", ""),
        applies=tuple(sorted(text(quad.object) for quad in applied)),
    )


def _articles(store: ox.Store) -> Iterator[ArticleRow]:
    for iri in _instances(store, term("schema:NewsArticle")):
        v = _values(store, iri)
        yield ArticleRow(iri, v.get("identifier", ""), v.get("about", ""), v.get("asOf", ""))


def _instances(store: ox.Store, cls: ox.NamedNode) -> list[str]:
    return sorted(text(quad.subject) for quad in store.quads_for_pattern(None, TYPE, cls))


_SKIPPED = {TYPE.value, term("prov:wasDerivedFrom").value, CANBO + "rule"}


def _values(store: ox.Store, iri: str) -> _Values:
    """Return the values of a node by the local name of the property; names are unique over statements."""
    found = {}
    for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None):
        name = quad.predicate.value
        if name not in _SKIPPED:
            found[_local(name)] = text(quad.object)
    return found


def _local(iri: str) -> str:
    for begin in (CANBO, VOCABULARIES["dcterms"]):
        if iri.startswith(begin):
            return iri[len(begin) :]
    return iri
