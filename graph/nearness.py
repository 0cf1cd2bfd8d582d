"""What an article says of where a place is, in the order in which it decides: units named beside the name, units of
its bodies and offices, headline, dateline, newspaper, and whatever else it names.

Each of these leaves of the units that share a name those that lie in one of its own, districts before provinces; where
none does it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from canbo.graph.resolution import Reason
from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import Level, Unit

ELSEWHERE = 2


@dataclass(frozen=True)
class Near:
    """Units that a place may lie in, and the reason that they give; `on` is when the article speaks."""

    reason: Reason
    units: tuple[Unit, ...]
    on: str = ""

    def narrow(self, found: list[Unit]) -> tuple[list[Unit], Reason, str]:
        """Return those of `found` that lie in one of these units, the reason, and the name of that unit.

        All of `found` where none does.
        """
        for level, homes in self._homes:
            left = [unit for unit in found if lies_in(unit, self.on) & homes.keys()]
            if left and len(left) < len(found):
                names = {homes[id_] for unit in left for id_ in lies_in(unit, self.on) & homes.keys()}
                return left, self._why(level), ", ".join(sorted(names))
        return found, self.reason, ""

    def _why(self, level: Level) -> Reason:
        """Return in-district for a province of `xã X, huyện Y, tỉnh Z` if the district decided."""
        beside = self.reason is Reason.IN_PROVINCE and level is Level.DISTRICT
        return Reason.IN_DISTRICT if beside else self.reason

    @property
    def districts(self) -> bool:
        """Tell whether a district is among these units."""
        return bool(self._homes[0][1])

    def rank(self, unit: Unit) -> int:
        """Return how near a unit is: 0 in one of the districts, 1 in one of the provinces, else ELSEWHERE."""
        within = lies_in(unit, self.on)
        ranks = {Level.DISTRICT: 0, Level.PROVINCE: 1}
        return next((ranks[level] for level, homes in self._homes if within & homes.keys()), ELSEWHERE)

    @cached_property
    def _homes(self) -> tuple[tuple[Level, dict[str, str]], ...]:
        """Return the names of districts and of provinces by their ids; provinces are those of then, too."""
        named = [unit for unit in self.units if unit.level is Level.DISTRICT]
        heirs = {lasting(heir): unit.name for unit in named for heir in _taken_over_by(unit)}
        districts = {**heirs, **{lasting(unit): unit.name for unit in named}}
        own = (gazetteer.province_of(unit) for unit in self.units)
        then = (gazetteer.province_of(unit, self.on) for unit in self.units)
        provinces = {lasting(unit): unit.name for unit in own if unit is not None}
        provinces_then = {lasting(unit): unit.name for unit in then if unit is not None}
        return (Level.DISTRICT, districts), (Level.PROVINCE, provinces), (Level.PROVINCE, provinces_then)


def _taken_over_by(district: Unit) -> list[Unit]:
    """Return the districts of the eve of the reform that one has become part of: they have its communes since."""
    if district.until == gazetteer.REFORM or district.reformed:
        return []
    return [unit for unit in gazetteer.successors(district, "2025-06") if unit.level is Level.DISTRICT]


def decide(found: list[Unit], evidence: Iterable[Near]) -> tuple[list[Unit], Reason, str]:
    """Return what the evidence leaves of `found`, the reason of the last step that left less, and its detail."""
    reason, detail = Reason.SEVERAL, ""
    for near in evidence:
        if len(found) == 1:
            break
        left, why, name = near.narrow(found)
        if len(left) < len(found):
            found, reason, detail = left, why, name
    return found, reason, detail


def lies_in(unit: Unit, on: str) -> set[str]:
    """Return the ids of the district and province that a unit belongs to, and of its province at the time."""
    above = gazetteer.above(unit)
    homes = (gazetteer.province_of(unit), gazetteer.province_of(unit, on))
    return {lasting(home) for home in (above, *homes) if home is not None}


def lasting(unit: Unit) -> str:
    """Return the id of a unit by its last name under its code: `Huế` for `Thừa Thiên Huế`."""
    return gazetteer.by_code(unit.code, unit.level, reformed=unit.reformed)[0].id
