"""Persons: the same name is not the same person.

Within an article a name is one person. Two mentions in different articles are one person if what they share beside the
name (an office, a unit, a meeting) is held by so few people that another bearer of the name among them is improbable;
an office that nobody can hold along with another keeps them apart. The estimate is stated in full with each decision:
`expected` is how many other bearers of the name the shared signs would fit, `prior` how often a person of whom one is
known turns up with the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pyoxigraph as ox

from canbo.graph.iris import Iris, local_names
from canbo.graph.keys import name_key, search_key
from canbo.graph.linking.bodies import best_written, place_unit
from canbo.graph.linking.clusters import Clusters
from canbo.graph.linking.commonness import share
from canbo.graph.linking.judged import Judged
from canbo.graph.linking.links import PERSONS, possible
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.profiles import (
    Claim,
    Mention,
    Profile,
    conflicts,
    meeting_points,
    profile,
    related,
    unit_of,
    within,
)
from canbo.graph.linking.score import NOTHING, Part, Score, Verdict
from canbo.graph.linking.tenures import tenure_quads, tenures
from canbo.graph.linking.times import years_apart
from canbo.graph.namespaces import term
from canbo.graph.rows import OfficeRow, ParticipationRow, Row
from canbo.ontology import table
from canbo.ontology.gazetteer import Level

FOLDER = "person"
_Row = OfficeRow | ParticipationRow


def mention(row: _Row) -> Mention:
    """Return the person of a statement as its article knows them."""
    return row.article.iri, name_key(row.person)


def keys(row: Row) -> tuple[str, ...]:
    """Return what persons of statements must share to be compared: the name without accents."""
    return (f"person|{search_key(row.person)}",) if isinstance(row, OfficeRow | ParticipationRow) else ()


@dataclass(slots=True)
class Person:
    """A person: the mentions that are one, and their statements."""

    local: str
    name: str
    rows: list[_Row]
    links: list[tuple[Person, Score]] = field(default_factory=list)


def persons(rows: Iterable[Row], iris: Iris, judged: Judged) -> list[Person]:
    """Return the persons of a closed set of statements: all those with their names."""
    of: dict[Mention, list[_Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r.iri):
        if isinstance(row, OfficeRow | ParticipationRow):
            of[mention(row)].append(row)
    profiles = {one: _profile(found) for one, found in sorted(of.items())}
    clusters, unsure = _linked(profiles, iris, judged)
    sets = clusters.sets()
    found = [sorted((row for one in members for row in of[one]), key=lambda r: r.iri) for members in sets]
    identity = [rows_[0].iri for rows_ in found]
    names = [_name(rows_) for rows_ in found]
    local = local_names(dict(zip(identity, names, strict=True)))
    result = [Person(local[i], name, rows_) for i, name, rows_ in zip(identity, names, found, strict=True)]
    by_root = {clusters.root(members[0]): person for members, person in zip(sets, result, strict=True)}
    for (one, other), score in unsure.items():
        by_root[one].links.append((by_root[other], score))
    return result


def quads(person: Person, iris: Iris, extra_keys: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield the description of a person, the tenures, and who it may be."""
    node = iris.entity(FOLDER, person.local)
    yield from Described(node, "foaf:Person", person.name, (row.iri for row in person.rows)).quads()
    yield ox.Quad(node, term("foaf:name"), ox.Literal(person.name))
    for other in sorted({row.person for row in person.rows} - {person.name}):
        yield ox.Quad(node, term("skos:altLabel"), ox.Literal(other, language="vi"))
    for key in {key for row in person.rows for key in keys(row)} | set(extra_keys):
        yield ox.Quad(node, term("linkKey"), ox.Literal(key))
    offices = [row for row in person.rows if isinstance(row, OfficeRow)]
    yield from tenure_quads(person.local, person.name, tenures(offices), iris)
    for other_person, score in person.links:
        sources = (person.rows[0].iri, other_person.rows[0].iri)
        yield from possible(iris, PERSONS, node, iris.entity(FOLDER, other_person.local), score, sources)


def compare_rows(ones: Iterable[Row], others: Iterable[Row], iris: Iris) -> Iterator[Score]:
    """Yield the scores of all pairs of mentions in two sets of statements; none where they are not of persons."""
    sides: list[dict[Mention, list[_Row]]] = [defaultdict(list), defaultdict(list)]
    for side, rows in zip(sides, (ones, others), strict=True):
        for row in rows:
            if isinstance(row, OfficeRow | ParticipationRow):
                side[mention(row)].append(row)
    for one, mine in sorted(sides[0].items()):
        for other, theirs in sorted(sides[1].items()):
            if one != other and mine and theirs:
                yield compare(one[1], _profile(mine), other[1], _profile(theirs), iris)


def _profile(rows: list[_Row]) -> Profile:
    offices = [row for row in rows if isinstance(row, OfficeRow)]
    parts = [row for row in rows if isinstance(row, ParticipationRow)]
    return profile(offices, parts)


def _name(rows: list[_Row]) -> str:
    # "NÔNG BÌNH CƯƠNG" stands in headings: a form with small letters is the name where there is one.
    written = [row.person for row in rows]
    counted: dict[str, int] = defaultdict(int)
    for form in written:
        counted[form] += 1
    most = max(n for form, n in counted.items() if form.isupper() == all(map(str.isupper, counted)))
    return best_written(
        form for form, n in counted.items() if n == most and form.isupper() == all(map(str.isupper, counted))
    )


def _linked(
    profiles: dict[Mention, Profile], iris: Iris, judged: Judged
) -> tuple[Clusters[Mention], dict[tuple[Mention, Mention], Score]]:
    clusters = Clusters(profiles)
    judged.apply(clusters)
    merged: dict[Mention, Profile] = {}
    for members in clusters.sets():
        merged[clusters.root(members[0])] = _sum(profiles[m] for m in members)
    _join_offices(clusters, merged, profiles, iris)
    merged = {}
    for members in clusters.sets():
        merged[clusters.root(members[0])] = _sum(profiles[m] for m in members)
    return clusters, _join_scored(clusters, merged, iris)


def _sum(found: Iterable[Profile]) -> Profile:
    total = Profile()
    for one in found:
        total.add(one)
    return total


def _join_offices(
    clusters: Clusters[Mention], merged: dict[Mention, Profile], profiles: dict[Mention, Profile], iris: Iris
) -> None:
    """Join the mentions that share an office which decides by itself; a name has hundreds, too many for all pairs."""
    holders: dict[tuple[str, Claim], list[Mention]] = defaultdict(list)
    for one, found in profiles.items():
        for claim in found.claims:
            if claim.known:
                holders[one[1], claim].append(one)
    for (name, claim), mentions in sorted(holders.items()):
        if _share_office(claim, name).value < _SURE:
            continue
        first = mentions[0]
        for other in mentions[1:]:
            a, b = clusters.root(first), clusters.root(other)
            if a == b or any(conflicts(merged[a], merged[b], iris)):
                continue
            if clusters.join(first, other):
                root = clusters.root(first)
                total = _sum((merged.pop(a), merged.pop(b)))
                merged[root] = total


def _join_scored(
    clusters: Clusters[Mention], merged: dict[Mention, Profile], iris: Iris
) -> dict[tuple[Mention, Mention], Score]:
    """Join the pairs whose score suffices, best first; return those that stay unsure, by the roots of their sets."""
    scores: list[tuple[Score, Mention, Mention]] = []
    for one, other in _comparable(merged, iris):
        score = compare(one[1], merged[one], other[1], merged[other], iris)
        if score.verdict is not None:
            scores.append((score, one, other))
    scores.sort(key=lambda found: (-found[0].value, found[1:]))
    for score, one, other in scores:
        a, b = clusters.root(one), clusters.root(other)
        if score.verdict is not Verdict.SAME or a == b or any(conflicts(merged[a], merged[b], iris)):
            continue
        if clusters.join(a, b):
            merged[clusters.root(a)] = _sum((merged.pop(a), merged.pop(b)))
    unsure: dict[tuple[Mention, Mention], Score] = {}
    for score, one, other in scores:
        a, b = sorted((clusters.root(one), clusters.root(other)))
        if a != b and not clusters.are_apart(a, b) and not any(conflicts(merged[a], merged[b], iris)):
            unsure.setdefault((a, b), score)
    return unsure


def _comparable(merged: dict[Mention, Profile], iris: Iris) -> list[tuple[Mention, Mention]]:
    """Return the pairs that some sign may be between: a common name has hundreds of bearers all over the country."""
    at: dict[str, list[Mention]] = defaultdict(list)
    for one, found in sorted(merged.items()):
        for point in meeting_points(found, iris):
            at[point].append(one)
    pairs: set[tuple[Mention, Mention]] = set()
    for point, mentions in at.items():
        kind, _, office = point.partition(" ")
        if kind != "any":
            pairs.update(combinations(mentions, 2))
        if kind == "open":
            pairs.update((min(a, b), max(a, b)) for a in mentions for b in at.get(f"any {office}", ()) if a != b)
    return sorted(pairs)


_SURE = 0.9
_POSSIBLE = 0.25
_MOST = 0.89  # of what no sign but a nested unit, an open office or a slip of an accent supports


def compare(name: str, one: Profile, other_name: str, other: Profile, iris: Iris) -> Score:
    """Compare two bearers of a name (keys of names; they may differ in accents) by what is said of each."""
    clash = next(conflicts(one, other, iris), None)
    if clash is not None:
        return Score(0.0, None, (Part("held-at-once", f"{clash[0].role} / {clash[1].role}", -1.0),))
    found = max(_signs(name, one, other, iris), key=lambda score: score.value, default=NOTHING)
    if name == other_name or found.verdict is None:
        return found
    accents = Part("accents-differ", f"{name} / {other_name}", -0.1)
    if not any(part.id == "same-office" for part in found.parts):
        return NOTHING
    return Score(min(found.value, _MOST), Verdict.UNSURE, (*found.parts, accents))


def _signs(name: str, one: Profile, other: Profile, iris: Iris) -> Iterator[Score]:
    gap = _gap(one, other)
    yield from _share_article_area(name, one, other, iris)
    yield from _share_article_area(name, other, one, iris)
    for mine in one.claims:
        for theirs in other.claims:
            if mine == theirs and mine.known:
                yield _share_office(mine, name)
            elif mine.open_office == theirs.open_office and not (mine.known and theirs.known):
                if gap <= _pools()["years"] and (mine.kind, mine.single) == (theirs.kind, theirs.single):
                    yield _estimate(name, "same-office-of-open-unit", mine.role, _pools()["open_office"], 1.0, _MOST)
            elif mine.place and mine.place == theirs.place:
                yield _share_unit(mine, theirs, name, gap, iris)
            elif mine.known and theirs.known and mine.place and theirs.place:
                yield from _share_area(mine, theirs, name, gap, iris)


def _share_article_area(name: str, one: Profile, other: Profile, iris: Iris) -> Iterator[Score]:
    """Compare somebody who is named without an office of a known unit: by the unit that the article is about."""
    if one.known:
        return
    for area in sorted(one.areas):
        unit = place_unit(area, iris)
        there = any(claim.place == area for claim in other.claims) or (not other.known and area in other.areas)
        if unit is not None and there:
            prior = _pools()["area_prior"]
            yield _estimate(name, "article-about-unit", unit.id, _pools()["officials"][unit.level.value], prior, 1.0)


def _share_office(claim: Claim, name: str) -> Score:
    return _estimate(name, "same-office", f"{claim.role} {claim.body.rstrip('|')}", _holders_of(claim), 1.0, 1.0)


def _holders_of(claim: Claim) -> float:
    pools = _pools()
    pool = (
        pools["single_office"]
        if claim.single
        else pools["deputies"]
        if claim.role.startswith("pho-")
        else pools["seats"]
    )
    return float(pool if claim.place or claim.single else pools["central_seats"])


def _share_unit(one: Claim, other: Claim, name: str, gap: float, iris: Iris) -> Score:
    unit = unit_of(one, iris)
    level = unit.level.value if unit is not None else Level.COMMUNE.value
    few = one.leading and other.leading
    pool = _pools()["leaders" if few else "officials"][level]
    # Two departments have two staffs; who moves from one to the other is the exception.
    prior = _prior(gap) * (_pools()["moved"] if not (one.leading or other.leading) and one.body != other.body else 1.0)
    return _estimate(name, "same-unit", one.place.rpartition("/")[2], pool, prior, 1.0)


def _share_area(one: Claim, other: Claim, name: str, gap: float, iris: Iris) -> Iterator[Score]:
    mine, theirs = unit_of(one, iris), unit_of(other, iris)
    if mine is None or theirs is None:
        return
    pools = _pools()
    if related(mine, theirs):
        few = one.leading and other.leading
        if one.open_office == other.open_office:
            yield _estimate(name, "successor-office", f"{one.role} {theirs.id}", _holders_of(one), _prior(gap), 1.0)
        yield _estimate(
            name,
            "successor-unit",
            theirs.id,
            pools["leaders" if few else "officials"][mine.level.value],
            _prior(gap),
            1.0,
        )
    elif within(mine, theirs):
        yield _estimate(name, "unit-within", f"{mine.id} / {theirs.id}", pools["nested"], pools["nested_prior"], _MOST)


def _estimate(name: str, sign: str, detail: str, pool: float, prior: float, most: float) -> Score:  # noqa: PLR0917
    expected = pool * share(name)
    value = min(prior / (prior + expected), most)
    verdict = Verdict.SAME if value >= _SURE else Verdict.UNSURE if value >= _POSSIBLE else None
    parts = (
        Part(sign, detail, round(value, 3)),
        Part("name", f"expected {expected:.4f} others of this name among {pool:g}, prior {prior:g}", 0.0),
    )
    return Score(value, verdict, parts)


def _prior(gap: float) -> float:
    return next(float(row["prior"]) for row in _pools()["gap"] if gap <= row["years"])


def _gap(one: Profile, other: Profile) -> float:
    days, others = one.days, other.days
    if not days or not others:
        return 0.0
    return min(years_apart(a, b) for a in (days[0], days[-1]) for b in (others[0], others[-1]))


def _pools() -> dict[str, Any]:
    found: dict[str, Any] = table("linking")["pools"]
    return found
