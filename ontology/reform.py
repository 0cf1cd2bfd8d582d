"""Who replaced whom: on 1 July 2025 (`ontology/places/succession.tsv`) and in the years before it.

Old communes and new ones are many to many. The tables are read at the first call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from canbo.ontology import lines
from canbo.ontology.units import REFORM, Level, Unit, above, by_code, file_of, level_of, units


class Share(StrEnum):
    """How much of an old unit went to a new one.

    `PERHAPS`: the packages tell only the district that a commune lay in, so the new communes there are candidates.
    """

    WHOLE = "whole"
    PART = "part"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Succession:
    """One unit took over all or part of another."""

    old: Unit
    new: Unit
    share: Share


_Table = dict[str, list[Succession]]


def succession(unit: Unit) -> list[Succession]:
    """Return by whom a unit was directly replaced, by code; empty for one that exists.

    A province became a province and a commune one or more communes. A district became the new communes that have
    all or part of one of its communes (`WHOLE`: nothing of another district), as no unit took its place. A unit that
    was gone before the reform became one of its own edition.
    """
    if unit.reformed:
        return []
    known = _earlier()[0].get(unit.id) or _tables()[0].get(unit.id, [])
    if known or unit.level is not Level.DISTRICT:
        return known
    return _of_district(unit)


def predecession(unit: Unit) -> list[Succession]:
    """Return whom a unit directly replaced, by code: provinces or communes (a district, where an island had none)."""
    return (_tables() if unit.reformed else _earlier())[1].get(unit.id, [])


def successors(unit: Unit, on: str = "") -> list[Unit]:
    """Return the units that directly replaced this one; with `on` those that replaced them, until one was valid then.

    `on` is an ISO date or a part of one. A unit that is valid then, or later, is its own successor then.
    """
    if not on:
        return [one.new for one in succession(unit)]
    found: dict[Unit, None] = {}
    open_ = [unit]
    while open_:
        one = open_.pop(0)
        if one.valid(on) or one.since > on:
            found[one] = None
        else:
            open_ += [later.new for later in succession(one)]
    return list(found)


def predecessors(unit: Unit) -> list[Unit]:
    """Return the units that this one directly replaced, as `predecession` tells them."""
    return [one.old for one in predecession(unit)]


def _of_district(district: Unit) -> list[Succession]:
    found: dict[str, Unit] = {}
    for commune in _communes().get(district.code, []):
        for one in succession(commune):
            if one.new.reformed and one.share is not Share.PERHAPS:
                found[one.new.code] = one.new
    return [Succession(district, found[code], _share_of(district, found[code])) for code in sorted(found)]


def _share_of(district: Unit, commune: Unit) -> Share:
    inside = all(above(one.old) == district for one in predecession(commune) if one.share is not Share.PERHAPS)
    return Share.WHOLE if inside else Share.PART


@cache
def _communes() -> dict[str, list[Unit]]:
    """Return the communes of the eve of the reform by district."""
    found: dict[str, list[Unit]] = {}
    for unit in units(Level.COMMUNE):
        if unit.until == REFORM:
            found.setdefault(unit.parent, []).append(unit)
    return found


@cache
def _tables() -> tuple[_Table, _Table]:
    """Return the successions of the reform by the id of the old and of the new unit."""
    return _both_ways(_reform())


@cache
def _earlier() -> tuple[_Table, _Table]:
    """Return the successions from before the reform by the id of the earlier and of the later unit."""
    return _both_ways(one for level in Level for one in _mergers(level))


def _both_ways(pairs: Iterator[Succession]) -> tuple[_Table, _Table]:
    by_old: _Table = {}
    by_new: _Table = {}
    for one in pairs:
        by_old.setdefault(one.old.id, []).append(one)
        by_new.setdefault(one.new.id, []).append(one)
    return by_old, by_new


def _reform() -> Iterator[Succession]:
    for line in lines("places/succession.tsv"):
        code, *columns = line.split("\t")
        (new,) = by_code(code, level_of(code), reformed=True)
        for share, codes in zip(Share, columns, strict=False):
            for old in codes.split():
                # first of its code: the unit of the eve of the reform
                yield Succession(by_code(old, level_of(old))[0], new, share)


def _mergers(level: Level) -> Iterator[Succession]:
    rows = lines(f"places/{file_of(level)}.tsv")
    last = 6 if level is Level.PROVINCE else 7
    for unit, line in zip(units(level), rows, strict=True):
        cells = line.split("\t")
        codes = cells[last].split() if len(cells) > last else []
        for code in codes:
            yield Succession(unit, by_code(code, level)[0], Share.WHOLE if len(codes) == 1 else Share.PART)
