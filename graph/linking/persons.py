"""Persons: the same name is not the same person.

Within an article a name is one person (a `Mention`). Which mentions in different articles are one is decided among
those that hang together by what they may be compared by (`reach`): a name and a province of today, a name and an office
of the country. How two are compared stands in `comparison`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import pyoxigraph as ox

from canbo.graph.iris import Iris
from canbo.graph.keys import name_key, search_key
from canbo.graph.linking.bodies import best_written
from canbo.graph.linking.clusters import Clusters
from canbo.graph.linking.comparison import SURE, compare, share_office
from canbo.graph.linking.judged import Judged
from canbo.graph.linking.links import PERSONS, possible
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.profiles import (
    Claim,
    Mention,
    Profile,
    conflicts,
    exclude,
    meeting_points,
    profile,
    total,
)
from canbo.graph.linking.score import Score, Verdict
from canbo.graph.linking.tenures import tenure_quads, tenures
from canbo.graph.namespaces import term
from canbo.graph.rows import OfficeRow, ParticipationRow, Row

FOLDER = "person"
PersonRow = OfficeRow | ParticipationRow


def mention(row: PersonRow) -> Mention:
    """Return the person of a statement as its article knows them."""
    return row.article.iri, name_key(row.person)


def name_of(row: PersonRow) -> str:
    """Return the key that names must share to be compared: without accents, of which a page may have lost some."""
    return search_key(row.person)


@dataclass(slots=True, eq=False)
class Person:
    """A person: the mentions that are one, their statements, what is said in sum, and who else it may be.

    `local`, the last part of the IRI, is set when all persons of the name are known.
    """

    name: str
    rows: list[PersonRow]
    profile: Profile
    keys: set[str] = field(default_factory=set)  # what it is found by: see `reach`
    local: str = ""
    links: list[tuple[Person, Score]] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """Return what tells the person from others: the first of the statements."""
        return self.rows[0].iri


def persons(of: Mapping[Mention, list[PersonRow]], iris: Iris, judged: Judged) -> list[Person]:
    """Return the persons of a closed set of mentions, with those that may be one linked, but without local names."""
    profiles = {one: profile_of(found) for one, found in sorted(of.items())}
    clusters, merged, unsure = _linked(profiles, iris, judged)
    found = {}
    for members in clusters.sets():
        root = clusters.root(members[0])
        rows = sorted((row for one in members for row in of[one]), key=lambda r: r.iri)
        found[root] = Person(_name(rows), rows, merged[root])
    for (one, other), score in unsure.items():
        found[one].links.append((found[other], score))
    return list(found.values())


def person_of(rows: Iterable[PersonRow]) -> Person:
    """Return the person of these statements."""
    found = sorted(rows, key=lambda row: row.iri)
    return Person(_name(found), found, total(profile_of(of) for of in by_mention(found).values()))


def quads(person: Person, iris: Iris) -> Iterator[ox.Quad]:
    """Yield the description of a person, the tenures, and who it may be."""
    node = iris.entity(FOLDER, person.local)
    yield from Described(node, "foaf:Person", person.name, (row.iri for row in person.rows)).quads()
    yield ox.Quad(node, term("foaf:name"), ox.Literal(person.name))
    for other in sorted({row.person for row in person.rows} - {person.name}):
        yield ox.Quad(node, term("skos:altLabel"), ox.Literal(other, language="vi"))
    for key in person.keys:
        yield ox.Quad(node, term("linkKey"), ox.Literal(key))
    offices = [row for row in person.rows if isinstance(row, OfficeRow)]
    yield from tenure_quads(person.local, person.name, tenures(offices), iris)
    for other_person, score in person.links:
        sources = (person.identity, other_person.identity)
        yield from possible(iris, PERSONS, node, iris.entity(FOLDER, other_person.local), score, sources)


def compare_rows(ones: Iterable[Row], others: Iterable[Row], iris: Iris) -> Iterator[Score]:
    """Yield the scores of all pairs of mentions in two sets of statements; none where they are not of persons."""
    sides = [by_mention(rows) for rows in (ones, others)]
    for one, mine in sorted(sides[0].items()):
        for other, theirs in sorted(sides[1].items()):
            if one != other:
                yield compare(one[1], profile_of(mine), other[1], profile_of(theirs), iris)


def by_mention(rows: Iterable[Row]) -> dict[Mention, list[PersonRow]]:
    """Return the statements of persons by mention."""
    of: dict[Mention, list[PersonRow]] = defaultdict(list)
    for row in rows:
        if isinstance(row, OfficeRow | ParticipationRow):
            of[mention(row)].append(row)
    return of


def profile_of(rows: Iterable[PersonRow]) -> Profile:
    """Return what statements say of one bearer of a name."""
    found = list(rows)
    offices = [row for row in found if isinstance(row, OfficeRow)]
    return profile(offices, [row for row in found if isinstance(row, ParticipationRow)])


def _name(rows: list[PersonRow]) -> str:
    # "NÔNG BÌNH CƯƠNG" stands in headings: a form with small letters is the name where there is one.
    written = [row.person for row in rows]
    counted: dict[str, int] = defaultdict(int)
    for form in written:
        counted[form] += 1
    most = max(n for form, n in counted.items() if form.isupper() == all(map(str.isupper, counted)))
    return best_written(
        form for form, n in counted.items() if n == most and form.isupper() == all(map(str.isupper, counted))
    )


_Linked = tuple[Clusters[Mention], dict[Mention, Profile], dict[tuple[Mention, Mention], Score]]


def _linked(profiles: dict[Mention, Profile], iris: Iris, judged: Judged) -> _Linked:
    clusters = Clusters(profiles)
    judged.apply(clusters)
    _join_alike(clusters, profiles, iris)
    merged = _sums(clusters, profiles)
    _join_offices(clusters, merged, profiles, iris)
    merged = _sums(clusters, profiles)
    unsure = _join_scored(clusters, merged, iris)
    return clusters, merged, unsure


def _sums(clusters: Clusters[Mention], profiles: dict[Mention, Profile]) -> dict[Mention, Profile]:
    return {clusters.root(members[0]): total(profiles[m] for m in members) for members in clusters.sets()}


def _join_alike(clusters: Clusters[Mention], profiles: dict[Mention, Profile], iris: Iris) -> None:
    """Join at once the mentions of which the very same is said, where that decides: a leader has thousands."""
    alike: dict[tuple[str, tuple[Claim, ...]], list[Mention]] = defaultdict(list)
    for one, found in profiles.items():
        if any(claim.known and share_office(claim, one[1]).value >= SURE for claim in found.claims):
            alike[one[1], tuple(sorted(found.claims))].append(one)
    for (_, claims), mentions in sorted(alike.items()):
        if not any(exclude(*pair, iris) for pair in combinations(claims, 2)):
            clusters.join_all(mentions)


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
        if share_office(claim, name).value < SURE:
            continue
        first = mentions[0]
        for other in mentions[1:]:
            a, b = clusters.root(first), clusters.root(other)
            if a == b or any(conflicts(merged[a], merged[b], iris)):
                continue
            if clusters.join(first, other):
                root = clusters.root(first)
                merged[root] = total((merged.pop(a), merged.pop(b)))


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
            merged[clusters.root(a)] = total((merged.pop(a), merged.pop(b)))
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
            at[f"{search_key(one[1])}|{point}"].append(one)
    return sorted({pair for mentions in at.values() for pair in combinations(mentions, 2)})
