"""Meetings: which statements tell of one gathering.

Compared are statements of one unit (or of one body of the country) that share a day, a number in a series, or a name
that has its year. Days or numbers that differ keep them apart; two signs make them one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import pyoxigraph as ox

from canbo.graph.iris import Iris, dated, local_names, slug
from canbo.graph.keys import name_key
from canbo.graph.linking.bodies import article_slug, body_key, body_node, place_slug, term_local
from canbo.graph.linking.clusters import Clusters
from canbo.graph.linking.judged import Judged
from canbo.graph.linking.links import MEETINGS, possible
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.score import Part, Score, Verdict
from canbo.graph.linking.times import years_apart
from canbo.graph.namespaces import term
from canbo.graph.rows import MeetingRow, ParticipationRow, Row
from canbo.graph.scopes import is_lasting_series, scope_of
from canbo.ontology import table

FOLDER = "meeting"
PARTICIPATION = "participation"
_XSD_INTEGER = term("xsd:integer")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS = 4 / 365.25  # a meeting of several days: one article gives the first, another the last
# Returns the participations of the article of a meeting statement that are in that meeting.
PartsOf = Callable[[MeetingRow], list[ParticipationRow]]


@dataclass(slots=True)
class MeetingEntity:
    """A meeting: its statements, and which it may be."""

    local: str
    rows: list[MeetingRow]
    links: list[tuple[MeetingEntity, Score]] = field(default_factory=list)


class MeetingLinker:
    """Tells which meeting statements are of one meeting."""

    def __init__(self, iris: Iris, parts_of: PartsOf) -> None:
        self._iris = iris
        self._parts_of = parts_of

    def keys(self, row: Row) -> tuple[str, ...]:
        """Return what statements must share to be compared."""
        if not isinstance(row, MeetingRow):
            return ()
        where = self._where(row)
        if where is None:
            return ()
        kind = row.kind.rpartition("/")[2]
        keys = [f"day|{where}|{row.date}"] if row.date else []
        if row.ordinal:
            year = "" if is_lasting_series(row.kind) else _year(row)
            if year or is_lasting_series(row.kind):
                keys.append(f"number|{where}|{kind}|{row.ordinal}|{year}")
        if _YEAR.search(row.title):
            keys.append(f"title|{where}|{slug(row.title)}")
        return tuple(keys)

    def entities(self, rows: Iterable[Row], judged: Judged) -> list[MeetingEntity]:
        """Return the meetings of a closed set of statements."""
        of = {row.iri: row for row in sorted(rows, key=lambda r: r.iri) if isinstance(row, MeetingRow)}
        clusters = Clusters(of)
        judged.apply(clusters)
        unsure = self._join(clusters, of)
        sets = [[of[iri] for iri in members] for members in clusters.sets()]
        local = local_names({one[0].iri: self._readable(one) for one in sets})
        found = [MeetingEntity(local[one[0].iri], one) for one in sets]
        by_root = {clusters.root(one.rows[0].iri): one for one in found}
        for (one, other), score in sorted(unsure.items()):
            by_root[one].links.append((by_root[other], score))
        return found

    def _join(self, clusters: Clusters[str], of: dict[str, MeetingRow]) -> dict[tuple[str, str], Score]:
        shared: dict[str, list[str]] = defaultdict(list)
        for iri, row in of.items():
            for key in self.keys(row):
                shared[key].append(iri)
        pairs = {pair for iris in shared.values() for pair in combinations(iris, 2)}
        scores = {pair: score for pair in sorted(pairs) if (score := self.compare(of[pair[0]], of[pair[1]])).verdict}
        ordered = sorted(scores.items(), key=lambda item: (-item[1].value, item[0]))
        members = {iri: [iri] for iri in of}
        for (one, other), score in ordered:
            a, b = clusters.root(one), clusters.root(other)
            if score.verdict is not Verdict.SAME or a == b:
                continue
            rows_a = [of[i] for i in of if clusters.root(i) == a] if len(of) < 200 else [of[i] for i in members[a]]
            rows_b = [of[i] for i in of if clusters.root(i) == b] if len(of) < 200 else [of[i] for i in members[b]]
            if any(_differ(x, y) for x in rows_a for y in rows_b):
                continue
            if clusters.join(a, b):
                root = clusters.root(a)
                members[root] = sorted({r.iri for r in (*rows_a, *rows_b)})
        unsure: dict[tuple[str, str], Score] = {}
        for (one, other), score in ordered:
            a, b = sorted((clusters.root(one), clusters.root(other)))
            if a != b and not clusters.are_apart(a, b) and not _differ(of[one], of[other]):
                unsure.setdefault((a, b), score)
        return unsure

    def compare(self, one: MeetingRow, other: MeetingRow) -> Score:
        """Compare two statements of one unit."""
        if _differ(one, other):
            return Score(0.0, None, (Part("day-or-number-differs", "", -1.0),))
        parts = []
        if one.date and other.date:
            same = one.date == other.date
            parts.append(Part("same-day" if same else "days-next-to-each-other", one.date, 0.45 if same else 0.2))
        if one.ordinal and one.ordinal == other.ordinal:
            parts.append(Part("same-number", one.ordinal, 0.45))
        bodies = _family(one.body), _family(other.body)
        if all(bodies):
            parts.append(
                Part("same-body", one.body, 0.45)
                if bodies[0] == bodies[1]
                else Part("other-body", f"{one.body} / {other.body}", -0.6)
            )
        near = _overlap(one.title, other.title)
        if near >= 0.5:
            parts.append(Part("title", f"{near:.2f} of the words", 0.3 if near < 1 else 0.45))
        elif near == 0 and _bare(one.title) and _bare(other.title):
            parts.append(Part("title-differs", "", -0.3))
        people = self._people(one) & self._people(other)
        if people:
            parts.append(Part("same-people", ", ".join(sorted(people)[:3]), 0.3 if len(people) == 1 else 0.45))
        value = max(0.0, min(0.99, sum(part.weight for part in parts)))
        verdict = Verdict.SAME if value >= 0.75 else Verdict.UNSURE if value >= 0.45 else None
        return Score(value, verdict, tuple(parts))

    def _people(self, row: MeetingRow) -> set[str]:
        return {name_key(part.person) for part in self._parts_of(row)}

    def _where(self, row: MeetingRow) -> str | None:
        """Return the unit whose meeting it is; where it is none's, the body of the country that holds it."""
        key = body_key(row)
        if row.place:
            return row.place.removeprefix(self._iris.base)
        if (key is not None and key.central) or scope_of(row.title).central:
            return "country"
        return row.scope.removeprefix(self._iris.base)

    def quads(
        self, one: MeetingEntity, persons: Callable[[str], ox.NamedNode | None],
        instruments: Callable[[MeetingRow], Iterable[tuple[str, ox.NamedNode]]],
    ) -> Iterator[ox.Quad]:  # fmt: skip
        """Yield the description of a meeting, who took part, and what it adopted and discussed."""
        node = self._iris.entity(FOLDER, one.local)
        title = _title(one.rows)
        yield from Described(node, "schema:Event", title, (row.iri for row in one.rows)).quads()
        yield ox.Quad(node, term("schema:name"), ox.Literal(title))
        for key in {key for row in one.rows for key in self.keys(row)}:
            yield ox.Quad(node, term("linkKey"), ox.Literal(key))
        days = sorted({row.date for row in one.rows if row.date})
        if days:
            yield ox.Quad(node, term("schema:startDate"), dated(days[0]))
        for row in one.rows:
            yield from self._of_row(node, row)
            for how, instrument in instruments(row):
                yield ox.Quad(node, term(how), instrument)
        yield from self._participations(one, node, title, persons)
        for other, score in one.links:
            far = self._iris.entity(FOLDER, other.local)
            yield from possible(self._iris, MEETINGS, node, far, score, (one.rows[0].iri, other.rows[0].iri))

    def _of_row(self, node: ox.NamedNode, row: MeetingRow) -> Iterator[ox.Quad]:
        body = body_key(row)
        if body is not None:
            yield ox.Quad(node, term("schema:organizer"), body_node(body, self._iris))
        if row.kind:
            yield ox.Quad(node, term("schema:additionalType"), ox.NamedNode(row.kind))
        if row.place:
            yield ox.Quad(node, term("place"), ox.NamedNode(row.place))
        if row.ordinal:
            yield ox.Quad(node, term("ordinal"), ox.Literal(row.ordinal, datatype=_XSD_INTEGER))
        local = term_local(row, self._iris)
        if local:
            yield ox.Quad(node, term("inTerm"), self._iris.entity("body-in-term", local))

    def _participations(
        self, one: MeetingEntity, meeting: ox.NamedNode, title: str, persons: Callable[[str], ox.NamedNode | None]
    ) -> Iterator[ox.Quad]:
        grouped: dict[tuple[ox.NamedNode, str], list[ParticipationRow]] = defaultdict(list)
        for row in one.rows:
            for part in self._parts_of(row):
                person = persons(part.iri)
                if person is not None:
                    grouped[person, part.part].append(part)
        for (person, how), parts in grouped.items():
            text = f"{_local(person.value)} {one.local} {_local(how)}"
            node = self._iris.entity(PARTICIPATION, slug(text))
            label = f"{min(part.person for part in parts)}: {title}"
            yield from Described(node, "Participation", label, (part.iri for part in parts), searched=False).quads()
            yield ox.Quad(node, term("participant"), person)
            yield ox.Quad(node, term("inMeeting"), meeting)
            if how:
                yield ox.Quad(node, term("part"), ox.NamedNode(how))

    def _readable(self, one: list[MeetingRow]) -> str:
        row = min(one, key=lambda r: (not r.date, r.iri))
        kind = row.kind.rpartition("/")[2]
        ordinal = next((r.ordinal for r in one if r.ordinal), "")
        date = min((r.date for r in one if r.date), default="")
        if row.place and date:
            return " ".join((kind, ordinal, name_key(row.body), place_slug(row.place, self._iris), date))
        number = row.iri.rpartition("/")[2]
        return " ".join((kind, ordinal, name_key(row.body), article_slug(row.article.iri), number))


def _differ(one: MeetingRow, other: MeetingRow) -> bool:
    """Tell whether day, number or kind keep two statements apart."""
    if one.ordinal and other.ordinal and one.ordinal != other.ordinal:
        return True
    if one.kind != other.kind and one.kind and other.kind:
        return True
    if one.date and other.date and one.date != other.date:
        return not (one.ordinal and one.ordinal == other.ordinal and years_apart(one.date, other.date) <= _DAYS)
    if one.article == other.article:
        return True  # an article has one statement for each meeting
    years = {*_YEAR.findall(one.title)}, {*_YEAR.findall(other.title)}
    return bool(years[0] and years[1] and not years[0] & years[1])


def _family(body: str) -> str:
    """Return the body, or the committee that it is one of the organs of: a committee meets as its executive, too."""
    name = name_key(body)
    for family, words in table("linking")["families"].items():
        if any(name.startswith(word) for word in words):
            return str(family)
    return name


def _bare(title: str) -> set[str]:
    """Return the words of a title that say something: not its type, number or dates."""
    return {w for w in name_key(title).split() if not w.isdigit()} - set(table("linking")["title_fillers"])


def _overlap(one: str, other: str) -> float:
    a, b = _bare(one), _bare(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _year(row: MeetingRow) -> str:
    return row.date[:4] or (row.article.as_of[:4] if row.main else "")


def _title(one: list[MeetingRow]) -> str:
    # The longest form says most: "Hội nghị" in one article, "Hội nghị tổng kết công tác năm 2023" in another.
    longest = max(len(row.title) for row in one)
    return min(row.title for row in one if len(row.title) == longest)


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
