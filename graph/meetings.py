"""Meetings: one for kind, body, place and date (or number in its series); else one for each article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from canbo.graph.bodies import Bodies, body_key, most_written
from canbo.graph.clusters import Clusters
from canbo.graph.iris import Iris, dated, local_names
from canbo.graph.keys import name_key
from canbo.graph.namespaces import term
from canbo.graph.nodes import Described, Names
from canbo.graph.rows import MeetingRow, Rows
from canbo.graph.scopes import is_lasting_series

_XSD_INTEGER = term("xsd:integer")
_Key = tuple[str, ...]


class Meetings:
    """All meetings of a store, with their nodes."""

    def __init__(self, rows: Rows, iris: Iris, names: Names, bodies: Bodies) -> None:
        self._iris = iris
        self._names = names
        self._bodies = bodies
        by_iri = {row.iri: row for row in rows.meetings}
        self._sets = [[by_iri[iri] for iri in sorted(iris_)] for iris_ in _linked(rows.meetings)]
        local = local_names({one[0].iri: self._readable(one) for one in self._sets})
        self._local = {row.iri: local[one[0].iri] for one in self._sets for row in one}
        self._main = {row.article.iri: row.iri for row in reversed(rows.meetings) if row.main}

    def local(self, statement: str) -> str:
        """Return the last part of the IRI of a meeting statement's meeting, empty for no statement that is there."""
        return self._local.get(statement, "")

    def node(self, statement: str) -> ox.NamedNode:
        """Return the node of a meeting statement's meeting."""
        return self._iris.entity("meeting", self._local[statement])

    def main(self, article: str) -> str:
        """Return the statement of the meeting that the article reports, or an empty string."""
        return self._main.get(article, "")

    def label(self, statement: str) -> str:
        """Return the name of a meeting statement's meeting."""
        local = self._local[statement]
        return next(_title(one) for one in self._sets if self._local[one[0].iri] == local)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the description of all meetings."""
        for one in self._sets:
            node = self.node(one[0].iri)
            title = _title(one)
            yield from Described(node, "schema:Event", title, (row.iri for row in one)).quads()
            yield ox.Quad(node, term("schema:name"), ox.Literal(title))
            for row in one:
                yield from self._of_row(node, row)

    def _of_row(self, node: ox.NamedNode, row: MeetingRow) -> Iterator[ox.Quad]:
        body = body_key(row)
        if body is not None:
            yield ox.Quad(node, term("schema:organizer"), self._bodies.node(body))
        if row.kind:
            yield ox.Quad(node, term("schema:additionalType"), ox.NamedNode(row.kind))
        if row.place:
            yield ox.Quad(node, term("place"), ox.NamedNode(row.place))
        if row.date:
            yield ox.Quad(node, term("schema:startDate"), dated(row.date))
        if row.ordinal:
            yield ox.Quad(node, term("ordinal"), ox.Literal(row.ordinal, datatype=_XSD_INTEGER))

    def _readable(self, one: list[MeetingRow]) -> str:
        row = one[0]
        kind = row.kind.rpartition("/")[2]
        ordinal = next((r.ordinal for r in one if r.ordinal), "")
        date = next((r.date for r in one if r.date), "")
        place = self._names.place(row.place) if row.place else ""
        if not (place and (date or ordinal)):
            place = row.article.name
        return " ".join((kind, ordinal, name_key(row.body), place, date))


def _title(one: list[MeetingRow]) -> str:
    # The longest form says most: "Hội nghị" in one article, "Hội nghị tổng kết công tác năm 2023" in another.
    longest = max(len(row.title) for row in one)
    return most_written([row.title for row in one if len(row.title) == longest])


def _linked(rows: tuple[MeetingRow, ...]) -> list[list[str]]:
    clusters = Clusters(row.iri for row in rows)
    # First the dated ones: a day holds one meeting of a kind and body, unless their numbers say otherwise.
    for same in _groups(rows, _by_date).values():
        numbers = sorted({row.ordinal for row in same} - {""})
        for number in numbers:
            allowed = {number, ""} if len(numbers) == 1 else {number}
            clusters.join(row.iri for row in same if row.ordinal in allowed)
        if len(numbers) != 1:
            clusters.join(row.iri for row in same if not row.ordinal)
    # Then the numbered ones: a number is of a year (every term counts anew) unless the series is lasting.
    for same in _groups(rows, _by_number).values():
        if len({row.date for row in same} - {""}) <= 1:
            clusters.join(row.iri for row in same)
    return clusters.sets()


def _groups(rows: tuple[MeetingRow, ...], key: Callable[[MeetingRow], _Key | None]) -> dict[_Key, list[MeetingRow]]:
    found: dict[_Key, list[MeetingRow]] = defaultdict(list)
    for row in rows:
        value = key(row)
        if value is not None:
            found[value].append(row)
    return found


def _where(row: MeetingRow) -> _Key | None:
    """Return kind, holder and place, or None where they do not tell the meeting from another unit's."""
    body = body_key(row)
    if body is None:
        # "Lễ công bố huyện đạt chuẩn": without a holder, the name and the place must tell.
        return (row.kind, name_key(row.title), row.place) if row.place else None
    return None if body.scoped else (row.kind, body.identity, row.place)


def _by_date(row: MeetingRow) -> _Key | None:
    where = _where(row)
    return (*where, row.date) if where and row.date else None


def _by_number(row: MeetingRow) -> _Key | None:
    where = _where(row)
    if not where or not row.ordinal:
        return None
    if is_lasting_series(row.kind):
        return (*where, row.ordinal)
    year = row.date[:4] or (row.article.as_of[:4] if row.main else "")
    return (*where, row.ordinal, year) if year else None
