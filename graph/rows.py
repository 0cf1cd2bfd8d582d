"""The statements of a store, read back as frozen rows for the linking of entities.

IRIs are strings here; an empty string means that the statement says nothing of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.namespaces import CANBO, NOT_STATED, STATED_IN, TYPE, VOCABULARIES, term, text
from canbo.ontology import table

_Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article: its document name, the place it is about and when it speaks."""

    iri: str
    name: str
    about: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Row:
    """What every statement has.

    `place` is a gazetteer or article place; empty where not stated or open. `unnamed` tells that the statement is of a
    unit that the article never names, and `scope` whose unnamed unit that is: an article, its own unless another
    article's is known to be the same.
    """

    iri: str
    article: ArticleRow
    place: str
    place_name: str
    unnamed: bool
    scope: str


@dataclass(frozen=True, slots=True)
class OfficeRow(Row):
    """An office statement; `role` is the concept, or empty. `since` and `until` are stated days, months or years."""

    person: str
    role_name: str
    role: str
    body: str
    status: str
    since: str
    until: str
    begun_by: str
    ended_by: str
    term: str


@dataclass(frozen=True, slots=True)
class MeetingRow(Row):
    """A meeting statement; `kind` is the concept, or empty."""

    title: str
    kind: str
    body: str
    ordinal: str
    date: str
    term: str
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
    term: str
    mention: str
    meeting: str
    applies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow(Row):
    """A figure statement, as far as linking needs it."""

    indicator: str


class Reader:
    """Reads rows and keeps them; an IRI that is no statement of the store has none.

    Values that many statements have are kept once.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._articles: dict[str, ArticleRow] = {}
        self._rows: dict[str, Row | None] = {}
        self._statements: dict[str, list[str]] = {}
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        self._naming: dict[str, frozenset[str]] = {}

    def articles(self) -> list[str]:
        """Return the IRIs of all articles, sorted."""
        found = self._store.quads_for_pattern(None, TYPE, term("schema:NewsArticle"))
        return sorted(text(quad.subject) for quad in found)

    def statements(self, article: str) -> list[str]:
        """Return the IRIs of the statements of an article, sorted."""
        if article not in self._statements:
            found = self._store.quads_for_pattern(None, STATED_IN, ox.NamedNode(article))
            self._statements[article] = sorted(text(quad.subject) for quad in found)
        return self._statements[article]

    def offices(self, article: str) -> list[OfficeRow]:
        """Return the office statements of an article."""
        iris = [iri for iri in self.statements(article) if f"/{_OFFICE}/" in iri]
        self.fetch(iris)
        return [row for row in map(self.row, iris) if isinstance(row, OfficeRow)]

    def numbers(self, article: str) -> frozenset[str]:
        """Return the numbers of the instruments that an article names."""
        if article not in self._numbers:
            rows = map(self.row, (iri for iri in self.statements(article) if f"/{_INSTRUMENT}/" in iri))
            self._numbers[article] = frozenset(row.number for row in rows if isinstance(row, InstrumentRow)) - {""}
        return self._numbers[article]

    def naming(self, number: str) -> frozenset[str]:
        """Return the IRIs of the articles that name an instrument of this number."""
        if number not in self._naming:
            found = self._store.quads_for_pattern(None, term("number"), ox.Literal(number))
            self._naming[number] = frozenset(text(quad.subject).rsplit("/", 2)[0] for quad in found)
        return self._naming[number]

    def row(self, iri: str) -> Row | None:
        """Return the statement of this IRI, or None."""
        if iri not in self._rows:
            self._rows[iri] = self._read(iri)
        return self._rows[iri]

    def article(self, iri: str) -> ArticleRow:
        """Return the article of this IRI."""
        if iri not in self._articles:
            v = self._values(iri)
            self._articles[iri] = ArticleRow(iri, _one(v, "identifier"), _one(v, "about"), _one(v, "asOf"))
        return self._articles[iri]

    def _read(self, iri: str) -> Row | None:
        if f"/{_FIGURE}/" in iri:
            return self._figure(iri)
        name = _PATHS.get(iri.rsplit("/", 2)[-2] if iri.count("/") > 1 else "")
        v = self._values(iri) if name is not None else {}
        if name is None or "statedIn" not in v:
            return None
        common = _common(iri, self.article(v["statedIn"][0]), _one(v, "place"), _one(v, "placeName"))
        return TABLES[name](common, [_one(v, column) for column in _COLUMNS[name]], v.get("applies", ()))

    def fetch(self, iris: Iterable[str]) -> None:
        """Read these statements, but figures, with one query for each fact table, as far as they are not known yet."""
        missing: dict[str, list[str]] = defaultdict(list)
        for iri in set(iris):
            if iri not in self._rows:
                missing[iri.rsplit("/", 2)[-2]].append(iri)
        for name in TABLES:
            wanted = missing.get(table("facts")[name]["path"], [])
            if wanted:
                self._rows.update(dict.fromkeys(wanted))
                self._rows.update((row.iri, row) for row in self._table(name, wanted))

    def _table(self, name: str, wanted: Iterable[str] = ()) -> Iterator[Row]:
        """Yield the rows of a fact table: all, or those of some statements."""
        make, facts, columns = TABLES[name], table("facts")[name], ("place", "placeName", *_COLUMNS[name])
        some = " ".join(str(ox.NamedNode(iri)) for iri in wanted)
        which = f"VALUES ?row {{ {some} }} ?row {STATED_IN} ?article" if some else f"?row a {term(facts['class'])}"
        values = " ".join(f"OPTIONAL {{ ?row {term(column)} ?{column} }}" for column in columns)
        shown = " ".join(f"?{column}" for column in columns)
        found = self._store.query(f"SELECT ?row {shown} {{ {which} . {values} }}")
        assert isinstance(found, ox.QuerySolutions)
        seen, kept = "", self._texts.setdefault  # a value is the same string wherever it is said
        for one in found:
            iri, *said = one
            if iri.value == seen:  # of two values of a property, the first counts
                continue
            seen = iri.value
            place, place_name, *v = [kept(value.value, value.value) if value else "" for value in said]
            applied = self._applied(iri) if name == "resolutions" else ()
            yield make(_common(seen, self.article(seen.rsplit("/", 2)[0]), place, place_name), v, applied)

    def _applied(self, statement: ox.NamedNode) -> list[str]:
        return [text(quad.object) for quad in self._store.quads_for_pattern(statement, term("applies"), None)]

    def _figure(self, iri: str) -> Row | None:
        """Return a figure: half of all statements, of which linking needs two properties out of twenty."""
        article = self.article(iri.rsplit("/", 2)[0])
        node = ox.NamedNode(iri)
        indicator, place = (
            next((text(quad.object) for quad in self._store.quads_for_pattern(node, name, None)), "")
            for name in (_INDICATOR, _PLACE)
        )
        if not indicator:
            return None
        unnamed = place == _UNNAMED
        return FigureRow(iri, article, "" if unnamed else place, "", unnamed, article.iri, indicator)

    def _values(self, iri: str) -> _Values:
        """Return the values of a node by the local name of the property; names are unique over statements."""
        found: _Values = defaultdict(list)
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None):
            name = _LOCAL.get(quad.predicate.value)
            if name is not None:
                found[name].append(text(quad.object))
        return found


_Common = tuple[str, ArticleRow, str, str, bool, str]


def _common(iri: str, article: ArticleRow, place: str, place_name: str) -> _Common:
    unnamed = place == _UNNAMED
    return iri, article, "" if unnamed else place, place_name, unnamed, article.iri


_Maker = Callable[[_Common, Sequence[str], Iterable[str]], Row]


def _office(common: _Common, values: Sequence[str], _: Iterable[str]) -> OfficeRow:
    return OfficeRow(*common, *values)


def _meeting(common: _Common, values: Sequence[str], _: Iterable[str]) -> MeetingRow:
    title, kind, body, ordinal, date, term_, main = values
    return MeetingRow(*common, title, kind, body, ordinal, date, term_, main != "")


def _participation(common: _Common, values: Sequence[str], _: Iterable[str]) -> ParticipationRow:
    return ParticipationRow(*common, *values)


def _instrument(common: _Common, values: Sequence[str], applies: Iterable[str]) -> InstrumentRow:
    number, kind_name, kind, title, issuer, date, term_, mention, meeting = values
    carried_out = tuple(sorted(applies))
    return InstrumentRow(*common, number, kind_name, kind, title, issuer, date, term_, mention, meeting, carried_out)


# The properties of statements of which there is one value at most, in the order of the fields of their rows.
_COLUMNS = {
    "posts": (
        "personName", "roleName", "role", "bodyName", "statusName", "since", "until", "begunBy", "endedBy", "termName",
    ),
    "meetings": ("title", "meetingKind", "bodyName", "ordinal", "date", "termName", "main"),
    "participants": ("personName", "part", "inMeeting"),
    "resolutions": ("number", "kindName", "kind", "title", "issuerName", "date", "termName", "mention", "inMeeting"),
}  # fmt: skip
TABLES: dict[str, _Maker] = {
    "posts": _office, "meetings": _meeting, "participants": _participation, "resolutions": _instrument,
}  # fmt: skip
_PATHS = {table("facts")[name]["path"]: name for name in TABLES}
_OFFICE = table("facts")["posts"]["path"]
_INSTRUMENT = table("facts")["resolutions"]["path"]
_FIGURE = table("facts")["indicators"]["path"]
_UNNAMED = NOT_STATED.value
_INDICATOR, _PLACE = term("indicatorName"), term("place")
_OTHERS = ("statedIn", "place", "placeName", "about", "asOf", "applies")
_NAMES = (*_OTHERS, *(name for names in _COLUMNS.values() for name in names))
_LOCAL = {CANBO + name: name for name in _NAMES} | {VOCABULARIES["dcterms"] + "identifier": "identifier"}


def _one(values: _Values, name: str) -> str:
    found = values.get(name)
    return found[0] if found else ""
