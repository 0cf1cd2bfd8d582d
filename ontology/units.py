"""Administrative units as the gazetteer's files have them: levels, kinds, validity, and lookup by code.

The files in `ontology/places/` are written from published packages (docs/gazetteer.md). There are two editions:
the units until 30 June 2025 (three levels) and those since 1 July 2025 (no districts). Each file is read at the
first call that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from canbo.ontology import lines, table
from canbo.ontology.folding import fold

REFORM = "2025-07-01"  # first day of the units that replaced provinces, districts and communes


class Level(StrEnum):
    """The three levels of units; since the reform there are no districts."""

    PROVINCE = "tỉnh"
    DISTRICT = "huyện"
    COMMUNE = "xã"


_FILES = {Level.PROVINCE: "provinces", Level.DISTRICT: "districts", Level.COMMUNE: "communes"}
_LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}  # by digits of a code


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit in the time in which it had this name, and one parent.

    `code` is that of the statistics office (2, 3 or 5 digits by level), `name` has no type word (`7` for
    `Quận 7`), `kind` is a key of `kinds()`, `parent` the code of the unit above in the same edition (empty for a
    province, a province's for a commune since the reform) and `key` the name folded for search.

    It was valid from `since` until the day before `until`, ISO dates or months (then by that month: `2025-01`);
    empty `since` is not known, empty `until` means that it exists. `former` is the kind it had in the edition of
    2023 (`huyen` of a town), if another. Codes are reused (`46` is `Thừa Thiên Huế`, `Huế` and `Huế` since the
    reform), so `id` names the unit: its name, its code and, since the reform, `2025`: `thai-nguyen-19-2025`.
    """

    code: str
    name: str
    kind: str
    level: Level
    parent: str
    key: str
    until: str = ""
    former: str = ""
    since: str = ""
    id: str = ""

    @property
    def reformed(self) -> bool:
        """Return whether the unit is one of those since the reform."""
        return self.since == REFORM

    def valid(self, on: str) -> bool:
        """Return whether the unit existed on a date, or on any day of a part of one (`2023-07`, `2025`)."""
        # "~" is greater than all that may follow: the part of a date begins before `since` and ends behind it
        return self.since <= on + "~" and (not self.until or _first_day(on) < _first_day(self.until))


def _first_day(part: str) -> str:
    return (part + "-01-01")[:10]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit: level, Vietnamese type word (`thị xã`), abbreviations (`tx`) and English term."""

    id: str
    level: Level
    word: str
    short: tuple[str, ...]
    en: str


Index = dict[str, list[Unit]]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of units by id (`huyen`, `quan`, …), from `ontology/tables/place_kinds.toml`."""
    return {
        key: Kind(key, Level(row["level"]), row["word"], tuple(row["short"]), row["en"])
        for key, row in table("place_kinds").items()
    }


def file_of(level: Level) -> str:
    """Return the name of a level's file and table of aliases: `provinces`."""
    return _FILES[level]


@cache
def units(level: Level, reformed: bool = False) -> tuple[Unit, ...]:
    """Return all units of a level by code, until the reform or (`reformed`) since then.

    Of those that share a code in one edition, the one that lasted longer comes first.
    """
    if reformed:
        none = level is Level.DISTRICT
        return () if none else tuple(_new_unit(line, level) for line in lines(f"places/{_FILES[level]}-2025.tsv"))
    seen: set[str] = set()
    found = []
    for line in lines(f"places/{_FILES[level]}.tsv"):
        unit = _old_unit(line.split("\t"), level, seen)
        seen.add(unit.id)
        found.append(unit)
    return tuple(found)


def _old_unit(cells: list[str], level: Level, seen: set[str]) -> Unit:
    code, name, kind, *rest = cells
    parent = "" if level is Level.PROVINCE else rest.pop(0)
    until, former, since = (*rest, "", "", "")[:3]
    key = fold(name)
    id_ = f"{key.replace(' ', '-')}-{code}"
    if id_ in seen:  # two names under one code that differ in accents only
        id_ = f"{id_}-until-{until}"
    return Unit(code, name, kind, level, parent, key, until or REFORM, former, since, id_)


def _new_unit(line: str, level: Level) -> Unit:
    code, name, kind, parent = (*line.split("\t"), "")[:4]
    key = fold(name)
    return Unit(code, name, kind, level, parent, key, since=REFORM, id=f"{key.replace(' ', '-')}-{code}-2025")


def index(pairs: Iterable[tuple[str, Unit]]) -> Index:
    """Return the units by key, each once under one key, in the order in which they come."""
    found: Index = {}
    for key, unit in pairs:
        under = found.setdefault(key, [])
        if unit not in under:
            under.append(unit)
    return found


@cache
def _by_code(level: Level, reformed: bool) -> Index:
    return index((unit.code, unit) for unit in units(level, reformed))


def by_code(code: str, level: Level | str, *, reformed: bool = False) -> list[Unit]:
    """Return the units with this code in an edition, the longer-lived one first; empty for an unknown code."""
    return _by_code(Level(level), reformed).get(code, [])


def above(unit: Unit) -> Unit | None:
    """Return the unit that this one is part of in its own edition; None for a province and where not known."""
    level = _LEVELS.get(len(unit.parent))
    return None if level is None else next(iter(by_code(unit.parent, level, reformed=unit.reformed)), None)


def level_of(code: str) -> Level:
    """Return the level that a code has by its length: 2, 3 or 5 digits."""
    return _LEVELS[len(code)]
