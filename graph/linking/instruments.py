"""Instruments: number and issuer, or a title that a unit or term makes unique; else one for each article.

`43-NQ/TW` alone names several resolutions, one in each term that counted so far. An article that gives no more than the
number may mean any of them; two signs beside the number (the subject, the numbers it is named along with, the year in
which it was new) say which.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

import pyoxigraph as ox

from canbo.graph.iris import Iris, dated, local_names, slug
from canbo.graph.keys import name_key
from canbo.graph.linking.bodies import article_slug, place_slug, place_unit
from canbo.graph.linking.clusters import Clusters
from canbo.graph.linking.judged import Judged
from canbo.graph.linking.links import INSTRUMENTS, possible
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.score import Part, Score, Verdict
from canbo.graph.linking.times import years_apart
from canbo.graph.namespaces import term
from canbo.graph.rows import InstrumentRow, Row
from canbo.graph.scopes import Scope, scope_of
from canbo.ontology import gazetteer, table

FOLDER = "instrument"
_TERM = re.compile(r"khóa [ivxl\d]+|nhiệm kỳ \d{4}|\d{4}")
_WITH_NUMBER = re.compile(r",?\s*(?:nhiệm kỳ\s+)?\(?\d{4}\s*[-–]\s*\d{4}\)?")
_NEW = 1.5  # years for which an article that names no date is taken to mean the latest instrument of the number
# Returns the numbers of the instruments that an article names, and the articles that name one of a number.
Numbers = Callable[[str], frozenset[str]]
Naming = Callable[[str], frozenset[str]]


@dataclass(slots=True)
class InstrumentEntity:
    """An instrument: its statements, and what it may be."""

    local: str
    rows: list[InstrumentRow]
    links: list[tuple[InstrumentEntity, Score]] = field(default_factory=list)


class InstrumentLinker:
    """Tells which instrument statements are of one instrument."""

    def __init__(self, iris: Iris, numbers: Numbers, naming: Naming) -> None:
        self._iris = iris
        self._numbers = numbers
        self._naming = naming

    def keys(self, row: Row) -> tuple[str, ...]:
        """Return what statements must share to be compared."""
        if not isinstance(row, InstrumentRow):
            return ()
        identity = self._identity(row)
        keys = ["instrument|" + "|".join(identity)] if identity else []
        if number := _party_number(row):
            keys.append(f"number|{number}")
        return tuple(keys)

    def entities(self, rows: Iterable[Row], judged: Judged) -> list[InstrumentEntity]:
        """Return the instruments of a closed set of statements."""
        of = {row.iri: row for row in sorted(rows, key=lambda r: r.iri) if isinstance(row, InstrumentRow)}
        clusters = Clusters(of)
        judged.apply(clusters)
        grouped: dict[tuple[str, ...], list[InstrumentRow]] = defaultdict(list)
        for row in of.values():
            identity = self._identity(row)
            if identity:
                grouped[identity].append(row)
        for same in grouped.values():
            for part in _by_date(same):
                clusters.join_all(row.iri for row in part)
        unsure = self._bare(clusters, of)
        sets = [[of[iri] for iri in members] for members in clusters.sets()]
        local = local_names({one[0].iri: self._readable(one) for one in sets})
        found = [InstrumentEntity(local[one[0].iri], one) for one in sets]
        by_root = {clusters.root(one.rows[0].iri): one for one in found}
        for (one, other), score in sorted(unsure.items()):
            if clusters.root(one) != clusters.root(other):
                by_root[clusters.root(one)].links.append((by_root[clusters.root(other)], score))
        return found

    def quads(self, one: InstrumentEntity, nodes: Callable[[str], ox.NamedNode | None]) -> Iterator[ox.Quad]:
        """Yield the description of an instrument; `nodes` finds the instrument of a statement."""
        node = self._iris.entity(FOLDER, one.local)
        yield from Described(node, "Instrument", _label(one.rows), (row.iri for row in one.rows)).quads()
        for key in {key for row in one.rows for key in self.keys(row)}:
            yield ox.Quad(node, term("linkKey"), ox.Literal(key))
        numbers = {row.number for row in one.rows if row.number}
        if numbers:  # "05" of one article is "05-CT/TW" of another
            yield ox.Quad(node, term("eli:id_local"), ox.Literal(max(numbers, key=lambda n: (len(n), n))))
        titles = [row.title for row in one.rows if row.title]
        if titles:
            title = min(titles, key=lambda t: (-titles.count(t), t))
            yield ox.Quad(node, term("eli:title"), ox.Literal(title, language="vi"))
        for row in one.rows:
            yield from self._of_row(node, row)
            for applied in map(nodes, row.applies):
                if applied is not None and applied != node:
                    yield ox.Quad(node, term("eli:applies"), applied)
        for other, score in one.links:
            far = self._iris.entity(FOLDER, other.local)
            yield from possible(self._iris, INSTRUMENTS, node, far, score, (one.rows[0].iri, other.rows[0].iri))

    def _of_row(self, node: ox.NamedNode, row: InstrumentRow) -> Iterator[ox.Quad]:
        if row.kind:
            yield ox.Quad(node, term("eli:type_document"), ox.NamedNode(row.kind))
        if row.issuer:
            yield ox.Quad(node, term("issuerName"), ox.Literal(row.issuer))
        if row.term:
            yield ox.Quad(node, term("termName"), ox.Literal(row.term))
        if row.date:
            yield ox.Quad(node, term("eli:date_document"), dated(row.date))

    def _identity(self, row: InstrumentRow) -> tuple[str, ...]:
        """Return what tells the instrument from all others by itself; empty where that is not enough."""
        number, issuer = row.number.casefold(), slug(row.issuer) if row.issuer else ""
        if number:
            if _matches("central_numbers", row.number):
                return ("number", number)
            if not issuer:
                return ()
            whose = self._whose(row, row.issuer)
            counted = row.date or _matches("term_numbers", row.number) or _TERM.search(name_key(row.issuer))
            if whose is None or not counted:
                return ()
            return ("issued", number, slug(row.kind_name), issuer, whose)
        title = name_key(row.title)
        if _matches("central_titles", title):
            return ("title", slug(_naming(title)))
        if _matches("local_titles", title):
            whose = self._whose(row, row.issuer or row.title)
            if whose is not None:
                return ("title", slug(_naming(title)), whose)
        return ()

    def _whose(self, row: InstrumentRow, words: str) -> str | None:
        """Return the unit whose instrument it is, empty for the country, None where that is not known."""
        scope = scope_of(words)
        if scope.central:
            return ""
        return self._unit_at(row.article.about, scope) or None if scope.local else None

    def _unit_at(self, place: str, scope: Scope) -> str:
        """Return the unit of a scope's levels that a place is or lies in, or an empty string."""
        unit = place_unit(place, self._iris) if place else None
        while unit is not None:
            if unit.level in scope.levels and (not scope.kinds or unit.kind in scope.kinds or len(scope.levels) == 1):
                return self._iris.place(unit).value
            unit = gazetteer.above(unit)
        return ""

    def _bare(self, clusters: Clusters[str], of: dict[str, InstrumentRow]) -> dict[tuple[str, str], Score]:
        """Join the statements that give a number of the Party alone with the instrument that two signs speak for."""
        numbered: dict[str, list[InstrumentRow]] = defaultdict(list)
        for row in of.values():
            if number := _party_number(row):
                numbered[number].append(row)
        unsure: dict[tuple[str, str], Score] = {}
        for same in numbered.values():
            known: dict[str, list[InstrumentRow]] = defaultdict(list)
            for row in same:
                known[clusters.root(row.iri)].append(row)
            full = {root: rows for root, rows in known.items() if any(self._identity(r) or r.date for r in rows)}
            self._variants(clusters, full)
            full = {root: rows for root, rows in full.items() if clusters.root(root) == root}
            for root in set(known) - set(full):
                if clusters.root(root) in full:
                    full[clusters.root(root)] = full[clusters.root(root)] + known.pop(root)
            for root, rows in sorted(known.items()):
                if root in full:
                    continue
                scores = [(self._score(rows, full[far]), far) for far in sorted(full)]
                best = sorted((s for s in scores if s[0].verdict), key=lambda s: (-s[0].value, s[1]))
                sure = [s for s in best if s[0].verdict is Verdict.SAME]
                # Two that fit equally well leave it open.
                if sure and (len(best) == 1 or best[1][0].value < sure[0][0].value):
                    clusters.join(sure[0][1], root)
                else:
                    unsure |= {(root, far): score for score, far in best}
            self._titled([rows for root, rows in sorted(known.items()) if root not in full], clusters)
        return unsure

    def _variants(self, clusters: Clusters[str], full: dict[str, list[InstrumentRow]]) -> None:
        """Join what is one instrument by issuers written in two ways: with the term and without, in full and short."""
        scores = {pair: self._score(full[pair[0]], full[pair[1]]) for pair in combinations(sorted(full), 2)}
        sure = [(pair, score) for pair, score in scores.items() if score.verdict is Verdict.SAME]
        for (one, other), _ in sorted(sure, key=lambda item: (-item[1].value, item[0])):
            a, b = clusters.root(one), clusters.root(other)
            if a != b and self._score(full[a], full[b]).verdict is not None and clusters.join(a, b):
                full[clusters.root(a)] = full[a] + full[b]

    def _titled(self, sets: list[list[InstrumentRow]], clusters: Clusters[str]) -> None:
        """Join the statements of a number that give the same subject: in two terms a number has two subjects."""
        by_title: dict[str, list[str]] = defaultdict(list)
        for rows in sets:
            for title in {slug(row.title) for row in rows if row.title}:
                by_title[title].append(rows[0].iri)
        for _, iris in sorted(by_title.items()):
            clusters.join_all(iris)

    def _score(self, rows: list[InstrumentRow], known: list[InstrumentRow]) -> Score:
        parts: list[Part] = []
        for compared in (_compare_days, _compare_issuers, _compare_subjects):
            found = compared(rows, known)
            if found is not None and found.weight < 0:
                return Score(0.0, None, (found,))
            parts += [found] if found is not None else []
        along = {n for r in rows for n in self._numbers(r.article.iri)} - {rows[0].number, known[0].number}
        # Asked number by number: all articles name `43-NQ/TW`, and what they name beside it would take long to read.
        articles = {r.article.iri for r in known} if along else set()
        shared = {number for number in along if not articles.isdisjoint(self._naming(number))}
        if shared:
            parts.append(Part("named-along-with", ", ".join(sorted(shared)[:3]), 0.45))
        value = min(0.99, sum(part.weight for part in parts))
        return Score(value, Verdict.SAME if value >= 0.85 else Verdict.UNSURE if parts else None, tuple(parts))

    def _readable(self, one: list[InstrumentRow]) -> str:
        identities = sorted(identity for row in one if (identity := self._identity(row)))
        if not identities:
            row = one[0]
            return f"{row.number or slug(row.title or row.kind_name)} {article_slug(row.article.iri)} {_index(row.iri)}"
        kind, number, *rest = identities[0]
        whose = place_slug(rest[-1], self._iris) if rest and rest[-1] else ""
        dates = sorted({row.date for row in one if row.date})
        issuer = rest[1] if kind == "issued" else ""
        # The day is part of the name only where it tells two of one number and issuer apart.
        same = f"{number} {issuer} {whose}"
        return same if not dates else f"{same} {dates[0]}" if kind == "issued" and _needs_day(identities[0]) else same


def _compare_subjects(rows: list[InstrumentRow], known: list[InstrumentRow]) -> Part | None:
    titles, others = ({slug(r.title) for r in found if r.title} for found in (rows, known))
    if not titles or not others:
        return None
    near = max(_overlap(a, b) for a in titles for b in others)
    if near < 0.3:
        return Part("other-subject", f"{min(titles)} / {min(others)}", -1.0)
    return Part("same-subject", f"{near:.2f} of the words", 0.9 if near >= 0.6 else 0.4)


def _compare_days(rows: list[InstrumentRow], known: list[InstrumentRow]) -> Part | None:
    days, others = {r.date for r in rows if r.date}, {r.date for r in known if r.date}
    if days and others:
        return Part("same-day", min(days & others), 0.9) if days & others else Part("other-day", "", -1.0)
    day = min(days | others, default="")
    dated_rows = known if others else rows
    said = sorted(r.article.as_of for r in (rows if others else known) if r.article.as_of)
    if not day or not said:
        return None
    if said[0] < day[: len(said[0])]:
        return Part("named-before-its-day", f"{said[0]} < {day}", -1.0)
    if years_apart(day, said[0]) <= _NEW and dated_rows:
        return Part("new-then", f"{day}, named {said[0]}", 0.45)
    return None


def _compare_issuers(rows: list[InstrumentRow], known: list[InstrumentRow]) -> Part | None:
    terms, others = ({t for r in found for t in _TERM.findall(name_key(r.issuer))} for found in (rows, known))
    if terms and others:
        return Part("same-term", min(terms & others), 0.9) if terms & others else Part("other-term", "", -1.0)
    names, far = ({_office_of(r.issuer) for r in found if r.issuer} for found in (rows, known))
    if names and far:
        return Part("same-issuer", min(names & far), 0.45) if names & far else Part("other-issuer", "", -1.0)
    return None


def _office_of(issuer: str) -> str:
    """Return an issuer without its term and the words that are left out at will: `BCH Trung ương (khóa XII)`."""
    name = name_key(issuer)
    for word, full in table("linking")["instruments"]["issuer_words"].items():
        name = name.replace(word, full)
    return " ".join(re.sub(r"[()]|khóa [ivxl\d]+", " ", name).split())


def _party_number(row: InstrumentRow) -> str:
    """Return the number of an instrument of the central Party, a short one (`05` of the Politburo) in full."""
    if row.number.isdigit() and scope_of(row.issuer).central:
        short = table("linking")["instruments"]["short"].get(slug(row.kind_name))
        return f"{row.number}-{short}/tw" if short else ""
    return row.number.casefold() if _matches("party_numbers", row.number) else ""


def _naming(title: str) -> str:
    """Return a title without what is said along with a number: `Đại hội … lần thứ XXII, nhiệm kỳ 2020 - 2025`."""
    return _WITH_NUMBER.sub("", title) if "lần thứ" in title else title


def _needs_day(identity: tuple[str, ...]) -> bool:
    return not _matches("term_numbers", identity[1])


def _index(iri: str) -> str:
    return iri.rpartition("/")[2]


def _overlap(one: str, other: str) -> float:
    a, b = set(one.split("-")), set(other.split("-"))
    return len(a & b) / min(len(a), len(b))


def _by_date(group: list[InstrumentRow]) -> list[list[InstrumentRow]]:
    """Part a group by date. Undated ones are the only dated one; where there are two, each stays by itself."""
    dates = sorted({row.date for row in group} - {""})
    if len(dates) <= 1:
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
