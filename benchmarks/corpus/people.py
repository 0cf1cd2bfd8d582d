"""Persons, what they hold and for how long. Days are ordinals of `datetime.date`."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from canbo.ontology.gazetteer import Unit
from corpus.seats import Seat


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody; `born` is a year, `rank` a military or police one, where there is any."""

    id: str
    name: str
    female: bool
    born: int
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat of one unit: what can be held."""

    unit: Unit
    seat: Seat

    @property
    def key(self) -> str:
        """Return what names it."""
        return f"{self.unit.id}/{self.seat.id}"


@dataclass(slots=True)
class Tenure:
    """A person in a chair from the day `begin` on, until the day before `end`."""

    person: Person
    chair: Chair
    begin: int
    end: int = 0
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody takes `to` (or retires, where it is None) and leaves `left`, where there is one."""

    day: int
    person: Person
    left: Chair | None
    to: Chair | None


@dataclass
class Register:
    """Who held what when, in one region."""

    tenures: dict[str, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    changes: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))

    def holder(self, unit: Unit, seat: str, day: int) -> Tenure | None:
        """Return who held a seat of a unit on a day; None where it was vacant."""
        found = self.tenures.get(f"{unit.id}/{seat}", ())
        place = bisect_right(found, day, key=lambda tenure: tenure.begin) - 1
        if place < 0 or (found[place].end and found[place].end <= day):
            return None
        return found[place]

    def earlier(self, unit: Unit, seat: str, day: int) -> Tenure | None:
        """Return the last one who had left a seat by that day, and now holds no other."""
        ended = [t for t in self.tenures.get(f"{unit.id}/{seat}", ()) if t.end and t.end <= day and not t.acting]
        return ended[-1] if ended else None

    def all(self) -> Iterator[Tenure]:
        """Yield all tenures."""
        for found in self.tenures.values():
            yield from found
