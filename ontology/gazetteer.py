"""The gazetteer: provinces, districts and communes of Viet Nam, before and after the reform of 1 July 2025.

Provinces and districts are read at the first call that needs them, the eleven thousand communes, the units since
the reform and the tables of who replaced whom (`reform.py`) only when asked for. A call that names no date means
the units until the reform.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from canbo.ontology import table
from canbo.ontology.folding import fold, spelling
from canbo.ontology.reform import (
    Share,
    Succession,
    predecession,
    predecessors,
    succession,
    successors,
)
from canbo.ontology.units import (
    REFORM,
    Index,
    Kind,
    Level,
    Unit,
    above,
    by_code,
    file_of,
    index,
    kinds,
    units,
)

__all__ = [
    "REFORM",
    "Index",
    "Kind",
    "Level",
    "Share",
    "Succession",
    "Unit",
    "above",
    "by_code",
    "by_id",
    "communes",
    "districts",
    "find",
    "kinds",
    "predecession",
    "predecessors",
    "province_of",
    "provinces",
    "succession",
    "successors",
    "units",
]


_KEPT = 1 << 14  # an article asks for the same few names at every turn


def provinces() -> Index:
    """Return the provinces by folded key; a key has more than one unit where names differ in accents only."""
    return _by_key(Level.PROVINCE)


def districts() -> Index:
    """Return the districts by folded key (`chau thanh` has ten)."""
    return _by_key(Level.DISTRICT)


def communes() -> Index:
    """Return the communes until the reform by folded key; the first call reads them (about 0.06 s)."""
    return _by_key(Level.COMMUNE)


@cache
def _by_key(level: Level) -> Index:
    return index((unit.key, unit) for unit in units(level))


@cache
def _by_spelling(level: Level, reformed: bool = False) -> Index:
    return index([(spelling(unit.name), unit) for unit in units(level, reformed)] + _aliases(level, reformed))


@cache
def _by_folded_spelling(level: Level, reformed: bool) -> Index:
    return index((fold(key), unit) for key, found in _by_spelling(level, reformed).items() for unit in found)


def _aliases(level: Level, reformed: bool = False) -> list[tuple[str, Unit]]:
    written: dict[str, list[str]] = table("place_aliases").get(file_of(level), {})
    found = []
    for code, aliases in written.items():
        unit = by_code(code, level)[-1]  # the older name, where a code has two: TT Huế
        # a code may be another unit's since the reform, so a new unit has the aliases of the old one of its name
        named = [u for u in units(level, True) if u.name == unit.name] if reformed else [unit]
        found += [(spelling(alias), one) for alias in aliases for one in named]
    return found


@cache
def _by_id(level: Level, reformed: bool) -> dict[str, Unit]:
    return {unit.id: unit for unit in units(level, reformed)}


def by_id(id_: str) -> Unit | None:
    """Return the unit of an id (`ngan-son-062`, `thai-nguyen-19-2025`), or None."""
    for level in Level:
        for reformed in (False, True):
            if id_.endswith("-2025") == reformed and id_ in _by_id(level, reformed):
                return _by_id(level, reformed)[id_]
    return None


def find(name: str, level: Level | str | None = None, *, folded: bool = False, on: str = "") -> list[Unit]:
    """Return the units of this name, aliases included; without `level` provinces and districts are searched.

    Case, hyphens, dots and the place of tone marks do not matter; accents do (`Ngan Son` finds nothing) if
    not `folded`. A type word in front (`huyện`, `TP.`) keeps the units of that kind, now or formerly.

    `on` is an ISO date or a part of one: then only units that were valid on a day of it are found (a `xã` of July
    2025 is another unit than one of June). Without it, all those until the reform, also if gone earlier.
    """
    return list(_find(name, level, folded, on))


@lru_cache(_KEPT)
def _find(name: str, level: Level | str | None, folded: bool, on: str) -> tuple[Unit, ...]:
    searched = (Level.PROVINCE, Level.DISTRICT) if level is None else (Level(level),)
    key = spelling(name)
    kind_ids, bare = _split(key)
    found: list[Unit] = []
    for one in searched:
        for reformed in _editions(on):
            found += _lookup(key, one, folded, reformed)
            if kind_ids:
                of_name = _lookup(bare, one, folded, reformed)
                found += [u for u in of_name if u.kind in kind_ids or u.former in kind_ids]
    return tuple(unit for unit in dict.fromkeys(found) if not on or unit.valid(on))


def _editions(on: str) -> tuple[bool, ...]:
    """Return the editions (`reformed`) that a date or part of one (`2025`) falls in, so that no other is read."""
    if not on or on + "~" < REFORM:
        return (False,)
    return (True,) if on >= REFORM[: len(on)] and on != REFORM[:4] else (False, True)


def _lookup(key: str, level: Level, folded: bool, reformed: bool) -> list[Unit]:
    if folded:
        return _by_folded_spelling(level, reformed).get(fold(key)) or []
    return _by_spelling(level, reformed).get(key) or []


def _split(key: str) -> tuple[frozenset[str], str]:
    """Return the kinds that the type word at the start may mean, and the rest: `thành phố huế`, `tp huế`."""
    match = _type_word().match(key)
    return (frozenset(), key) if match is None else (_type_words()[match.group()], key[match.end() + 1 :])


@cache
def _type_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, _type_words()))})(?= )")


@cache
def _type_words() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for kind in kinds().values():
        for word in (kind.word, *kind.short):
            words.setdefault(word, set()).add(kind.id)
    return {word: frozenset(ids) for word, ids in words.items()}


def province_of(unit: Unit, on: str = "") -> Unit | None:
    """Return the province of a unit (a province is its own), or None where no package knows it.

    `on` is an ISO date or a part of one (`2023-07`): the province is then the one that the unit's area was in at
    that time, by the name it had: `Thừa Thiên Huế` before 2025, `Thái Nguyên` for a district of Bắc Kạn in 2026.
    None where the area was in several: `Thái Nguyên` of 2026 in 2023. Without `on`, the province of the unit's own
    edition, by its last name.
    """
    if not on or unit.reformed in _editions(on):
        return _own_province(unit, on)
    across = (
        [one.old for one in predecession(unit) if one.share is not Share.PERHAPS]
        if unit.reformed
        else successors(unit, on)
    )
    found = {home for one in across if (home := _own_province(one, on)) is not None}
    if not found and not unit.reformed and (home := _own_province(unit)) is not None:
        found = set(successors(home, on))  # what became of the unit itself is not known
    return found.pop() if len(found) == 1 else None


def _own_province(unit: Unit, on: str = "") -> Unit | None:
    home = unit
    while home.level is not Level.PROVINCE:
        found = above(home)
        if found is None:
            return None
        home = found
    if not on or home.reformed:
        return home
    # Same code, several names: the one that ended first after `on`.
    dated = sorted(by_code(home.code, Level.PROVINCE), key=lambda u: u.until)
    return next((u for u in dated if u.valid(on)), dated[-1])
