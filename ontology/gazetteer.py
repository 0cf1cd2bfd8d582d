"""The gazetteer: provinces, districts and communes of Viet Nam until the reform of 1 July 2025.

The files in `ontology/places/` are written from published packages (docs/gazetteer.md). Provinces and
districts are read at the first call that needs them, the eleven thousand communes only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from canbo.ontology import lines, table
from canbo.ontology.folding import fold, spelling


class Level(StrEnum):
    """The three levels of units."""

    PROVINCE = "tỉnh"
    DISTRICT = "huyện"
    COMMUNE = "xã"


_FILES = {Level.PROVINCE: "provinces", Level.DISTRICT: "districts", Level.COMMUNE: "communes"}
# Above each level; a province has no unit above it.
_ABOVE = {Level.DISTRICT: Level.PROVINCE, Level.COMMUNE: Level.DISTRICT}


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit.

    `code` is that of the statistics office (2, 3 or 5 digits by level), `name` has no type word (`7` for
    `Quận 7`), `kind` is a key of `kinds()`, `parent` the code of the unit above (empty for a province) and
    `key` the name folded for search. `until` is empty for a unit that existed in January 2025, else the month
    (`2025-01`) by which it was gone or renamed; `former` is the kind it had in the edition before (`huyen` of
    a town), if another. Two units may share a code, where a name was changed: `Thừa Thiên Huế`, `Huế` (46).
    """

    code: str
    name: str
    kind: str
    level: Level
    parent: str
    key: str
    until: str = ""
    former: str = ""


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


@cache
def units(level: Level) -> tuple[Unit, ...]:
    """Return all units of a level by code; of those that share a code, the valid one comes first."""
    return tuple(_unit(line.split("\t"), level) for line in lines(f"places/{_FILES[level]}.tsv"))


def _unit(cells: list[str], level: Level) -> Unit:
    code, name, kind, *rest = cells
    parent = "" if level is Level.PROVINCE else rest.pop(0)
    until, former = (*rest, "", "")[:2]
    return Unit(code, name, kind, level, parent, fold(name), until, former)


def provinces() -> Index:
    """Return the provinces by folded key; a key has more than one unit where names differ in accents only."""
    return _by_key(Level.PROVINCE)


def districts() -> Index:
    """Return the districts by folded key (`chau thanh` has ten)."""
    return _by_key(Level.DISTRICT)


def communes() -> Index:
    """Return the communes by folded key; the first call reads them (about 0.06 s)."""
    return _by_key(Level.COMMUNE)


@cache
def _by_key(level: Level) -> Index:
    return _index((unit.key, unit) for unit in units(level))


@cache
def _by_spelling(level: Level) -> Index:
    return _index([(spelling(unit.name), unit) for unit in units(level)] + _aliases(level))


@cache
def _by_folded_spelling(level: Level) -> Index:
    return _index((fold(key), unit) for key, found in _by_spelling(level).items() for unit in found)


@cache
def _by_code(level: Level) -> Index:
    return _index((unit.code, unit) for unit in units(level))


def _aliases(level: Level) -> list[tuple[str, Unit]]:
    written: dict[str, list[str]] = table("place_aliases").get(_FILES[level], {})
    return [
        (spelling(alias), by_code(code, level)[-1])  # the older name, where a code has two: TT Huế
        for code, aliases in written.items()
        for alias in aliases
    ]


def _index(pairs: Iterable[tuple[str, Unit]]) -> Index:
    index: Index = {}
    for key, unit in pairs:
        found = index.setdefault(key, [])
        if unit not in found:
            found.append(unit)
    return index


def by_code(code: str, level: Level | str) -> list[Unit]:
    """Return the units with this code, the valid one first; empty for an unknown code."""
    return _by_code(Level(level)).get(code, [])


def find(name: str, level: Level | str | None = None, *, folded: bool = False) -> list[Unit]:
    """Return the units of this name, aliases included; without `level` provinces and districts are searched.

    Case, hyphens, dots and the place of tone marks do not matter; accents do (`Ngan Son` finds nothing) if
    not `folded`. A type word in front (`huyện`, `TP.`) keeps the units of that kind, now or formerly.
    """
    searched = (Level.PROVINCE, Level.DISTRICT) if level is None else (Level(level),)
    kind_ids, bare = _split(spelling(name))
    found: list[Unit] = []
    for one in searched:
        found += _lookup(spelling(name), one, folded)
        if kind_ids:
            found += [u for u in _lookup(bare, one, folded) if u.kind in kind_ids or u.former in kind_ids]
    return list(dict.fromkeys(found))


def _lookup(key: str, level: Level, folded: bool) -> list[Unit]:
    return (_by_folded_spelling(level).get(fold(key)) if folded else _by_spelling(level).get(key)) or []


def _split(key: str) -> tuple[frozenset[str], str]:
    """Return the kinds that the type word at the start may mean, and the rest: `thành phố huế`, `tp huế`."""
    for word, ids in _type_words().items():
        if key.startswith(word + " "):
            return ids, key[len(word) + 1 :]
    return frozenset(), key


@cache
def _type_words() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for kind in kinds().values():
        for word in (kind.word, *kind.short):
            words.setdefault(word, set()).add(kind.id)
    return {word: frozenset(ids) for word, ids in words.items()}


def province_of(unit: Unit, on: str = "") -> Unit | None:
    """Return the province of a unit (a province is its own), or None where no package knows it.

    `on` is an ISO date or a part of one (`2023-07`): the province then has the name it had at that time,
    `Thừa Thiên Huế` before 2025. Without it, the name of January 2025.
    """
    above = unit
    while above.level in _ABOVE:
        found = by_code(above.parent, _ABOVE[above.level])
        if not found:
            return None
        above = found[0]
    if not on:
        return above
    # Same code, several names: the one that ended first after `on`.
    dated = sorted(by_code(above.code, Level.PROVINCE), key=lambda u: u.until or "9999")
    return next(u for u in dated if on < (u.until or "9999"))
