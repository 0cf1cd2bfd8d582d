"""How two bearers of one name are compared: by what is said of each beside the name.

Two mentions in different articles are one person if what they share (an office, a unit, a meeting) is held by so few
people that another bearer of the name among them is improbable; an office that nobody can hold along with another
keeps them apart. The estimate is stated in full with each decision: `expected` is how many other bearers of the name
the shared signs would fit, `prior` how often a person of whom one is known turns up with the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from canbo.graph.iris import Iris
from canbo.graph.linking.bodies import place_unit
from canbo.graph.linking.commonness import local_share, share
from canbo.graph.linking.profiles import Claim, Profile, conflicts, related, unit_of, within
from canbo.graph.linking.score import NOTHING, Part, Score, Verdict
from canbo.graph.linking.times import years_apart
from canbo.ontology import gazetteer, table
from canbo.ontology.gazetteer import Level

SURE = 0.9
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
                yield share_office(mine, name)
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


def may_be_of_open_unit(name: str) -> bool:
    """Tell whether the office of an unnamed unit can say anything of this name: of a common one it fits too many."""
    return 1.0 / (1.0 + float(_pools()["open_office"]) * share(name)) >= _POSSIBLE


def share_office(claim: Claim, name: str) -> Score:
    """Compare two bearers of a name who hold this office, by how many hold it at some time."""
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
    pool = _people(one, other, level, gap)
    # Two departments have two staffs; who moves from one to the other is the exception.
    prior = _prior(gap) * (_pools()["moved"] if not (one.leading or other.leading) and one.body != other.body else 1.0)
    return _estimate(name, "same-unit", one.place.rpartition("/")[2], pool, prior, 1.0)


def _share_area(one: Claim, other: Claim, name: str, gap: float, iris: Iris) -> Iterator[Score]:
    mine, theirs = unit_of(one, iris), unit_of(other, iris)
    if mine is None or theirs is None:
        return
    pools = _pools()
    if related(mine, theirs):
        if one.open_office == other.open_office:
            yield _estimate(name, "successor-office", f"{one.role} {theirs.id}", _holders_of(one), _prior(gap), 1.0)
        # A district has several successors: whoever leads one of them may have the name.
        pool = _people(one, other, mine.level.value, gap) * max(
            1, len(gazetteer.successors(mine)), len(gazetteer.successors(theirs))
        )
        yield _estimate(name, "successor-unit", theirs.id, pool, _prior(gap), 1.0)
    elif within(mine, theirs):
        yield _estimate(name, "unit-within", f"{mine.id} / {theirs.id}", pools["nested"], pools["nested_prior"], _MOST)


def _people(one: Claim, other: Claim, level: str, gap: float) -> float:
    """Return how many people of a unit two offices like these fit."""
    pools = _pools()
    if not (one.leading and other.leading):
        return float(pools["officials"][level])
    found = float(pools["members" if one.seat or other.seat else "leaders"][level])
    return found if gap <= pools["years"] else found * float(pools["long_ago"])


def _estimate(name: str, sign: str, detail: str, pool: float, prior: float, most: float) -> Score:  # noqa: PLR0917
    expected = pool * local_share(name)
    value = min(prior / (prior + expected), most)
    verdict = Verdict.SAME if value >= SURE else Verdict.UNSURE if value >= _POSSIBLE else None
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
