"""The simulated country as a whole: its regions, made when first asked for, and the leaders of the centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from canbo.ontology.gazetteer import Unit
from corpus.careers import Careers
from corpus.data import table
from corpus.dice import Weighted, dice
from corpus.people import Change, Person, Register
from corpus.places import Province, Region, regions


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader of the centre and the seats that the person held: seat, first day, last day."""

    person: Person
    posts: tuple[tuple[str, int, int], ...]

    def seat(self, day: int) -> str:
        """Return the seat held on a day; empty where there was none."""
        return next((seat for seat, begin, end in self.posts if begin <= day <= end), "")


@dataclass(frozen=True, slots=True)
class Home:
    """A unit that articles are about, and what is above it. `province` is that of before the reform."""

    unit: Unit
    region: Region
    province: Province | None = None

    @property
    def above(self) -> Unit:
        """Return the province of the unit in its own time."""
        return self.province.unit if self.province is not None else self.region.unit


class World:
    """Everything that articles may speak of. It is the same for the same seed; its size does not grow with articles."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._registers: dict[str, Register] = {}

    def register(self, region: Region) -> Register:
        """Return who held what in a region."""
        if region.key not in self._registers:
            self._registers[region.key] = Careers(self.seed, region).register
        return self._registers[region.key]

    def changes(self, home: Home, begin: int, end: int) -> list[Change]:
        """Return the changes of office in a province from a day until before another, in order."""
        found = self.register(home.region).changes.get(home.above.id, [])
        return sorted((one for one in found if begin <= one.day < end), key=lambda one: (one.day, one.person.id))

    @cached_property
    def leaders(self) -> tuple[Leader, ...]:
        """Return the leaders of the centre."""
        found = []
        for n, row in enumerate(table("names")["leaders"], 1):
            posts = tuple((seat, _day(begin), _day(end)) for seat, begin, end in row["posts"])
            found.append(Leader(Person(f"c-{n:02d}", row["name"], row.get("female", False), 1960), posts))
        return tuple(found)

    def leaders_on(self, day: int) -> list[Leader]:
        """Return the leaders in office on a day."""
        return [leader for leader in self.leaders if leader.seat(day)]

    @cached_property
    def districts(self) -> Weighted[Home]:
        """Return the districts, by how much is written of them."""
        return self._weighed(
            [
                Home(d, region, province)
                for region in regions()
                for province in region.provinces
                for d in province.districts
            ]
        )

    @cached_property
    def provinces(self) -> Weighted[Home]:
        """Return the provinces of before the reform, by how much is written of them."""
        return self._weighed([Home(p.unit, region, p) for region in regions() for p in region.provinces], 0.3)

    @cached_property
    def new_provinces(self) -> Weighted[Home]:
        """Return the provinces since the reform, by how much is written of them."""
        return self._weighed([Home(region.unit, region) for region in regions()], 0.3)

    @cached_property
    def new_communes(self) -> Weighted[Home]:
        """Return the communes since the reform, by how much is written of them."""
        return self._weighed([Home(commune, region) for region in regions() for commune in region.communes])

    def _weighed(self, homes: list[Home], spread: float = 0.7) -> Weighted[Home]:
        # Some papers write daily and put all of it online, others do not.
        loud = {region.key: dice(self.seed, "paper", region.key).lognormvariate(0, 0.5) for region in regions()}
        return Weighted(
            homes, [loud[h.region.key] * dice(self.seed, "unit", h.unit.id).lognormvariate(0, spread) for h in homes]
        )


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
