"""The units of the simulated country, from the gazetteer: all provinces and districts, some communes.

A region is a province of today with the provinces that became it: careers do not leave it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from canbo.ontology.gazetteer import REFORM, Level, Unit, above, by_code, kinds, predecessors, successors, units
from corpus.dice import dice

COMMUNES = 4  # of a district before the reform
NEW_COMMUNES = 24  # of an old province since then
CENTRAL_CITY = "thanh-pho-trung-uong"
_COMMITTEES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}
_YOUTH = {
    "tỉnh": "Tỉnh đoàn",
    "thành phố": "Thành đoàn",
    "huyện": "Huyện đoàn",
    "quận": "Quận đoàn",
    "thị xã": "Thị đoàn",
}


@dataclass(frozen=True)
class Province:
    """A province before the reform, with its districts and, by district, some of its communes."""

    unit: Unit
    districts: tuple[Unit, ...]
    communes: dict[str, tuple[Unit, ...]]


@dataclass(frozen=True)
class Region:
    """A province since the reform, the provinces that became it, and some of its communes."""

    unit: Unit
    provinces: tuple[Province, ...]
    communes: tuple[Unit, ...]

    @property
    def key(self) -> str:
        """Return what names it: the code of today's province."""
        return self.unit.code

    @cached_property
    def districts_of(self) -> dict[str, list[Unit]]:
        """Return for each new commune the old districts that its area lay in."""
        return {commune.id: _districts_of(commune) for commune in self.communes}


def word(unit: Unit) -> str:
    """Return the type word of a unit: `huyện`, `thành phố`."""
    return kinds()[unit.kind].word


def committee(unit: Unit) -> str:
    """Return what the Party committee of a unit is called: `Huyện ủy`, `Đảng ủy xã`."""
    return f"Đảng ủy {word(unit)}" if unit.level is Level.COMMUNE else _COMMITTEES[word(unit)]


def youth(unit: Unit) -> str:
    """Return what the youth union of a unit is called: `Huyện đoàn`."""
    return "Đoàn Thanh niên" if unit.level is Level.COMMUNE else _YOUTH[word(unit)]


def code(unit: Unit) -> str:
    """Return the symbol of its Party committee in numbers of instruments: `HU` in `12-CTr/HU`."""
    if unit.level is Level.COMMUNE:
        return "ĐU"
    return {"Tỉnh ủy": "TU", "Thành ủy": "TU" if unit.level is Level.PROVINCE else "ThU", "Huyện ủy": "HU"}.get(
        committee(unit), "QU" if word(unit) == "quận" else "TxU"
    )


@cache
def regions() -> tuple[Region, ...]:
    """Return the regions by code."""
    under: dict[str, list[Unit]] = defaultdict(list)
    seen = set()
    for unit in sorted(units(Level.PROVINCE), key=lambda one: (one.code, one.until)):
        # Thừa Thiên Huế became Huế half a year before the reform: here it is what it was in most of the time.
        if unit.code not in seen:
            seen.add(unit.code)
            under[next(one.code for one in successors(unit, REFORM))].append(unit)
    return tuple(
        Region(new, tuple(_province(old) for old in under[new.code]), _new_communes(new, len(under[new.code])))
        for new in units(Level.PROVINCE, True)
    )


def _named(unit: Unit) -> bool:
    """Return whether a unit has a name: `Quận 7` and `Phường 12` are left out."""
    return not unit.name[0].isdigit()


@cache
def _below() -> tuple[dict[str, list[Unit]], dict[str, list[Unit]], dict[str, list[Unit]]]:
    found: tuple[dict[str, list[Unit]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    lists = (units(Level.DISTRICT), units(Level.COMMUNE), units(Level.COMMUNE, True))
    for under, listed in zip(found, lists, strict=True):
        for unit in listed:
            if _named(unit):
                under[unit.parent].append(unit)
    return found[0], found[1], found[2]


def _province(unit: Unit) -> Province:
    districts, communes, _ = _below()
    mine = tuple(d for d in districts[unit.code] if d.until >= REFORM)  # some were merged in the last half year
    return Province(unit, mine, {d.id: _some(communes[d.code], COMMUNES, d.id) for d in mine})


def _some(found: list[Unit], most: int, name: str) -> tuple[Unit, ...]:
    lasting = [unit for unit in found if unit.valid("2020") and (unit.reformed or unit.until >= REFORM)]
    return tuple(dice("communes", name).sample(lasting, min(most, len(lasting))))


def _new_communes(new: Unit, provinces: int) -> tuple[Unit, ...]:
    found = _below()[2][new.code]
    return tuple(dice("communes", new.id).sample(found, min(NEW_COMMUNES * provinces, len(found))))


def _districts_of(commune: Unit) -> list[Unit]:
    found = {}
    for old in predecessors(commune):
        home = old if old.level is Level.DISTRICT else above(old)
        if home is not None and home.level is Level.DISTRICT:
            found[home.id] = home
    return sorted(found.values(), key=lambda unit: unit.id)


def province_before(commune: Unit) -> Unit | None:
    """Return the old province of a new commune, where its area lay in one."""
    codes = sorted({district.parent for district in _districts_of(commune)})
    return next(iter(by_code(codes[0], Level.PROVINCE)), None) if codes else None
