"""What mentions of a name say of its bearer: offices with their time, units, and where he or she was.

A profile is that of one mention, or of several that are one person; two profiles are compared by `persons`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from canbo.graph.iris import Iris, slug
from canbo.graph.linking.bodies import body_key, place_unit
from canbo.graph.linking.tenures import is_seat, is_single
from canbo.graph.linking.times import before
from canbo.graph.rows import OfficeRow, ParticipationRow
from canbo.graph.scopes import body_kind
from canbo.ontology import gazetteer, table
from canbo.ontology.gazetteer import Level, Unit

Mention = tuple[str, str]  # article, key of the name


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """An office as far as it can be compared: role and body; `place` is empty for the country or where not known.

    `known` tells that the body is one of a named unit or of the country, so that two claims are of one office.
    """

    role: str
    body: str
    place: str
    known: bool
    single: bool
    kind: str  # what kind of body: party, state, …
    committee: bool  # of a Party committee itself: held along with other offices
    leading: bool  # of the committee, council or executive of a unit: few people
    seat: bool  # one of the many of a committee or council (`Tỉnh ủy viên`), not of its standing committee

    @property
    def open_office(self) -> tuple[str, str]:
        """Return role and name of the body, whatever unit it is of."""
        return self.role, self.body.partition("|")[0]


@dataclass(slots=True)
class Profile:
    """What is said of one bearer of a name."""

    claims: dict[Claim, list[str]] = field(default_factory=dict)  # with the days on which the office is held
    areas: set[str] = field(default_factory=set)  # the units that the articles are about

    @property
    def known(self) -> bool:
        """Tell whether some office of a known unit, or of the country, is said of this bearer of the name."""
        return any(claim.known for claim in self.claims)

    @property
    def days(self) -> list[str]:
        """Return all days on which some office is held."""
        return sorted({day for days in self.claims.values() for day in days})


def total(found: Iterable[Profile]) -> Profile:
    """Return what several profiles say that are of one person."""
    claims: dict[Claim, set[str]] = defaultdict(set)
    sum_ = Profile()
    for one in found:
        for claim, days in one.claims.items():
            claims[claim].update(days)
        sum_.areas |= one.areas
    sum_.claims = {claim: sorted(days) for claim, days in sorted(claims.items())}
    return sum_


def profile(offices: Iterable[OfficeRow], parts: Iterable[ParticipationRow]) -> Profile:
    """Return the profile of a mention from its statements."""
    found = Profile()
    for row in offices:
        claim = claim_of(row)
        if claim is not None:
            days = found.claims.setdefault(claim, [])
            if row.status == "current" and row.article.as_of:
                days.append(row.article.as_of)
            days += [day for day in (row.since, row.until) if day]
            days.sort()
    found.claims = dict(sorted(found.claims.items()))
    found.areas = {row.article.about for row in (*offices, *parts) if row.article.about}
    return found


def claim_of(row: OfficeRow) -> Claim | None:
    """Return the office of a statement as a claim, None for one of no body."""
    key = body_key(row)
    if key is None:
        return None
    name = row.body.lower()
    words = table("linking")["leading"]
    committee = any(name.startswith(word) for word in words["committee"])
    leading = committee or any(name.startswith(word) for word in words["other"])
    return Claim(
        role=slug(row.role_name),
        body=key.identity,
        place=key.place,
        known=not key.scoped,
        single=is_single(row.role),
        kind=body_kind(row.body),
        committee=committee,
        leading=leading,
        seat=leading and is_seat(row.role) and "ban-thuong-vu" not in slug(row.role_name),
    )


def unit_of(claim: Claim, iris: Iris) -> Unit | None:
    """Return the unit of the gazetteer that the body of a claim governs."""
    return _unit(claim.place, iris) if claim.place else None


@cache
def _unit(place: str, iris: Iris) -> Unit | None:
    return place_unit(place, iris)


def meeting_points(found: Profile, iris: Iris) -> set[str]:
    """Return what two profiles must share for a sign that decides to be between them.

    Units that lie in one another, or replaced one another, are in one province of today; offices of the country are
    compared one by one.
    """
    points: set[str] = set()
    for claim in found.claims:
        if claim.place:
            points.add(f"area {_today(claim.place, iris)}")
        elif claim.known:
            points.add(f"office {claim.role} {claim.body}")
    return points | {f"area {_today(area, iris)}" for area in found.areas if not found.known}


def open_offices(found: Profile) -> tuple[set[str], set[str]]:
    """Return the offices, of whatever unit, that a profile has of an unnamed unit, and those of known ones."""
    both: tuple[set[str], set[str]] = (set(), set())
    for claim in found.claims:
        both[claim.known].add(" ".join(claim.open_office))
    return both


@cache
def _today(place: str, iris: Iris) -> str:
    """Return the province of today that a place is in, or the place itself where that is not known."""
    unit = place_unit(place, iris)
    home = gazetteer.province_of(unit, gazetteer.REFORM) if unit is not None else None
    return home.id if home is not None else place


def conflicts(one: Profile, other: Profile, iris: Iris) -> Iterator[tuple[Claim, Claim]]:
    """Yield offices of two profiles that nobody holds at one time, where articles show both at one time."""
    for mine, days in one.claims.items():
        for theirs, other_days in other.claims.items():
            if days and other_days and exclude(mine, theirs, iris) and _together(days, other_days):
                yield mine, theirs


def _together(days: list[str], others: list[str]) -> bool:
    """Tell whether two stretches of time overlap for certain, so that none was over when the other began."""
    return not (before(days[-1], others[0]) or before(others[-1], days[0])) and (
        _inside(days, others) or _inside(others, days) or bool(set(days) & set(others))
    )


def _inside(days: list[str], others: list[str]) -> bool:
    return before(days[0], others[0]) and before(others[-1], days[-1])


def exclude(one: Claim, other: Claim, iris: Iris) -> bool:
    """Tell whether two offices are two full-time jobs in two places."""
    if one.body == other.body or not (one.known and other.known):
        return False
    if not (one.place and other.place):
        return False  # central offices go along with local ones: a minister sits for a province
    if one.place == other.place:
        return not (one.committee or other.committee) and one.single and other.single and not _paired(one, other)
    mine, theirs = unit_of(one, iris), unit_of(other, iris)
    if mine is None or theirs is None:
        return False
    if mine.level is theirs.level:
        return not related(mine, theirs) and (one.leading or other.leading)
    return not (one.committee or other.committee) and not within(mine, theirs) and (one.single or other.single)


def _paired(one: Claim, other: Claim) -> bool:
    """Tell whether two single offices of one unit are of one house: the council and its delegation, Front and union."""
    return one.kind != other.kind or one.leading or other.leading


@cache
def within(one: Unit, other: Unit) -> bool:
    """Tell whether one of two units lies in the other."""
    return any(_inside_of(a, b) for a, b in ((one, other), (other, one)))


def _inside_of(low: Unit, high: Unit) -> bool:
    while (above := gazetteer.above(low)) is not None:
        if above == high:
            return True
        low = above
    return False


@cache
def related(one: Unit, other: Unit) -> bool:
    """Tell whether one of two units replaced the other, or they are one by another name."""
    return one == other or other in gazetteer.successors(one) or one in gazetteer.successors(other)


__all__ = [
    "Claim", "Level", "Mention", "Profile", "claim_of", "conflicts", "exclude", "meeting_points", "open_offices",
    "profile", "related", "total", "unit_of", "within",
]  # fmt: skip
