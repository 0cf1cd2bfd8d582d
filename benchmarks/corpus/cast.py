"""The people of an event: who they are and which offices an article may name them with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from zlib import crc32

from canbo.ontology.gazetteer import Level, Unit
from corpus.names import draw_name
from corpus.people import Chair, Person, Register, Tenure
from corpus.places import committee, word, youth
from corpus.seats import Office, central_offices, seats
from corpus.world import Home, Leader

CURRENT, FORMER = "current", "former"
_PREFIX = {Level.PROVINCE: "t", Level.DISTRICT: "h"}


@dataclass(frozen=True, slots=True)
class Post:
    """An office of a unit; of none (`unit` is None) where it is one of the centre."""

    office: Office
    unit: Unit | None
    status: str = CURRENT

    @property
    def role(self) -> str:
        """Return the role as the fact tables have it."""
        return self._filled(self.office.role)

    @property
    def body(self) -> str:
        """Return the body as the fact tables have it."""
        return self._filled(self.office.body)

    def _filled(self, text: str) -> str:
        if self.unit is None or "{" not in text:
            return text
        return text.format(c=committee(self.unit), l=word(self.unit), doan=youth(self.unit))


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at an event, with the offices that tell who it is; none for a voter."""

    person: Person
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """An appointment: from which offices to which (none where the person retires)."""

    actor: Actor
    left: tuple[Post, ...]
    taken: tuple[Post, ...]


def prefix(unit: Unit) -> str:
    """Return how the seats of a unit's level begin: `h-bi-thu`, since the reform `m-bi-thu`."""
    return _PREFIX.get(unit.level) or ("m" if unit.reformed else "x")


def posts_of(
    chair: Chair, person: Person, above: Unit, acting: bool = False, status: str = CURRENT
) -> tuple[Post, ...]:
    """Return the offices that a chair brings with it, membership of the committee above first."""
    if acting and chair.seat.acting is not None:
        return (Post(chair.seat.acting, chair.unit, status),)
    own = tuple(Post(office, chair.unit, status) for office in chair.seat.offices)
    if status == CURRENT and chair.seat.central and crc32(person.id.encode()) % 3:
        return (Post(Office(chair.seat.central, "Ban Chấp hành Trung ương Đảng", chair.seat.central), None), *own)
    if status == CURRENT and crc32(person.id.encode()) % 100 < chair.seat.above:
        return (Post(Office("{c} viên", "{c}", "{c} viên"), above), *own)
    return own


class Casting:
    """Finds the people for an event in `home` on a day; nobody is found twice."""

    def __init__(self, register: Register, home: Home, day: int, random: Random) -> None:
        self._register = register
        self._home = home
        self._day = day
        self._random = random
        self._taken: set[str] = set()

    def holder(self, unit: Unit, names: list[str]) -> Actor | None:
        """Return the holder of the first of these seats (without the level's prefix) that is filled."""
        for name in names:
            found = self._register.holder(unit, f"{prefix(unit)}-{name}", self._day)
            if found is not None and found.person.id not in self._taken:
                return self._actor(found)
        return None

    def some(self, unit: Unit, names: list[str], count: int) -> list[Actor]:
        """Return the holders of up to `count` of these seats, in a random order."""
        tried = self._random.sample(names, min(len(names), count + 2))
        found = [actor for name in tried if (actor := self.holder(unit, [name])) is not None]
        for actor in found[count:]:
            self._taken.discard(actor.person.id)
        return found[:count]

    def former(self, unit: Unit, name: str) -> Actor | None:
        """Return the last one who held a seat before, as a former holder."""
        found = self._register.earlier(unit, f"{prefix(unit)}-{name}", self._day)
        if found is None or found.person.id in self._taken:
            return None
        self._taken.add(found.person.id)
        offices = posts_of(found.chair, found.person, self._home.above, status=FORMER)
        return Actor(found.person, offices[-1:])

    def leader(self, leader: Leader) -> Actor:
        """Return a leader of the centre."""
        seat = leader.seat(self._day)
        return Actor(leader.person, tuple(Post(office, None) for office in central_offices(seat)))

    def voter(self, key: str, province: str) -> Actor:
        """Return somebody without an office, who is nobody else."""
        female = self._random.random() < 0.35
        name = draw_name(self._random, province, female)
        year = date.fromordinal(self._day).year
        return Actor(Person(f"v-{crc32(f'{key}|{name}'.encode()):08x}", name, female, year - 55))

    def take(self, actor: Actor) -> None:
        """Note that somebody is there already."""
        self._taken.add(actor.person.id)

    def _actor(self, tenure: Tenure) -> Actor:
        self._taken.add(tenure.person.id)
        return Actor(tenure.person, posts_of(tenure.chair, tenure.person, self._home.above, tenure.acting))


def known_seats(unit: Unit, names: list[str]) -> list[str]:
    """Return those of `names` that the units of this level and time have."""
    start, all_ = prefix(unit), seats()
    return [name for name in names if f"{start}-{name}" in all_]
