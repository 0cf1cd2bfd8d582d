"""Events: what happened where and when, and with whom. The same key is always the same event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any
from zlib import crc32

from canbo.ontology.gazetteer import REFORM, Level, Unit
from corpus.careers import BEGIN, TURN
from corpus.cast import Actor, Casting, Move, known_seats, posts_of
from corpus.data import table
from corpus.dice import Weighted, dice
from corpus.people import Change
from corpus.places import Province
from corpus.world import Home, World

_YEARS = Weighted(range(2012, 2027), [10, 10, 12, 15, 17, 17, 19, 22, 25, 28, 31, 35, 40, 42, 26])
_DISTRICTS_END = date(2025, 6, 20)
_SETTLING = date(2025, 7, 8)  # of new units: the first articles
_COMMUNE_SHARE = 0.8  # of the articles since then


@dataclass(frozen=True)
class Event:
    """Something to write of. `day` is its first day; `ordinal` its number in a series, 0 where it has none."""

    key: str
    kind: str
    home: Home
    day: date
    ordinal: int
    people: dict[str, Actor]
    speakers: tuple[Actor, ...] = ()
    guests: tuple[Actor, ...] = ()
    voters: tuple[Actor, ...] = ()
    moves: tuple[Move, ...] = ()
    instrument: dict[str, str] = field(default_factory=dict)
    communes: tuple[Unit, ...] = ()

    @property
    def unit(self) -> Unit:
        """Return the unit it belongs to."""
        return self.home.unit

    @property
    def plan(self) -> dict[str, Any]:
        """Return what `phrases.toml` says of its kind."""
        found: dict[str, Any] = table("phrases")["kinds"][self.kind]
        return found


def draw_event(world: World, random: Random) -> Event:
    """Return an event that papers write of: first its time, then its kind, then its place."""
    day = _day(random)
    if day >= _SETTLING:
        level = Level.COMMUNE if random.random() < _COMMUNE_SHARE else Level.PROVINCE
        homes = world.new_communes if level is Level.COMMUNE else world.new_provinces
        kind = _kinds(level).draw(random)
    else:
        kind = _kinds(None).draw(random)
        levels = table("phrases")["kinds"][kind]["levels"]
        level = Level(Weighted(list(levels), list(levels.values())).draw(random))
        homes = world.provinces if level is Level.PROVINCE else world.districts
    return make_event(world, kind, homes.draw(random), day)


def _day(random: Random) -> date:
    year = _YEARS.draw(random)
    first, last = date(year, 1, 4), min(date(year, 12, 28), date(2026, 6, 20))
    day = date.fromordinal(random.randint(first.toordinal(), last.toordinal()))
    return _SETTLING if _DISTRICTS_END < day < _SETTLING else day


@cache
def _kinds(level: Level | None) -> Weighted[str]:
    """Return the kinds of a level since the reform; without one, those before it."""
    rows = table("phrases")["kinds"]
    fitting = [
        k
        for k, row in rows.items()
        if (Level.COMMUNE not in row["levels"] if level is None else level in row["levels"])
    ]
    return Weighted(fitting, [rows[kind]["weight"] for kind in fitting])


def make_event(world: World, kind: str, home: Home, about: date) -> Event:
    """Return the event of a kind in `home` that is nearest to a date."""
    slot, day, ordinal = _schedule(kind, home, about)
    key = f"{kind}/{home.unit.id}/{slot}"
    random = dice(world.seed, key)
    maker = _Maker(world, kind, home, day, key, random)
    return maker.event(ordinal)


def _schedule(kind: str, home: Home, about: date) -> tuple[str, date, int]:
    """Return which one of a series is meant, its day and its number.

    Conferences come each quarter, sessions each half year, congresses once in a term.
    """
    unit = home.unit
    key = crc32(unit.id.encode())
    if kind.endswith("dai-hoi"):
        year = 2025 if about >= _SETTLING else 2020 if about.year >= 2018 else 2015
        month = {Level.PROVINCE: 10, Level.COMMUNE: 8}.get(unit.level, 7)
        number = 1 if unit.level is Level.COMMUNE else 14 + key % 12 + (year - 2015) // 5
        return str(year), date(year, month, 3 + key % 24), number
    if kind.endswith("ky-hop"):
        month = 7 if about.month <= 7 else 12
        term = 2021 if (about.year, month) >= (2021, 7) else 2016 if (about.year, month) >= (2016, 7) else 2011
        halves = (about.year - term) * 2 + (month == 12)
        day = _kept(date(about.year, month, 4 + (key + halves) % 20), home)
        return f"{about.year}-{month}", day, 1 + halves + halves // 2
    if kind in ("hoi-nghi", "xa-moi", "ket-qua"):
        quarter = (about.month - 1) // 3
        start = 2025 if unit.reformed else 2020 if about.year >= 2021 else 2015 if about.year >= 2016 else 2010
        day = date(about.year, quarter * 3 + 1, 6) + timedelta(days=(key + about.year + quarter * 7) % 70)
        return f"{about.year}-{quarter}", _kept(day, home), max((about.year - start) * 4 + quarter - 2, 1)
    return about.isoformat()[:7], _kept(about, home), 0


def _kept(day: date, home: Home) -> date:
    """Return a day on which the unit is there: the nearest one, and no Sunday."""
    # Thừa Thiên Huế ended half a year before the others
    last = _DISTRICTS_END if home.above.until >= REFORM else date(2024, 12, 20)
    day = max(day, _SETTLING) if home.unit.reformed else min(day, last)
    return day + timedelta(days=-1 if day.weekday() == 6 else 0)


@dataclass
class _Maker:
    world: World
    kind: str
    home: Home
    day: date
    key: str
    random: Random

    def __post_init__(self) -> None:
        self._plan: dict[str, Any] = table("phrases")["kinds"][self.kind]
        self._register = self.world.register(self.home.region)
        self._casting = Casting(self._register, self.home, max(self.day.toordinal(), BEGIN + 1), self.random)

    def event(self, ordinal: int) -> Event:
        moves = self._moves() if self._plan.get("appointed") else ()
        people = self._people()
        for move in reversed(moves):
            if move.taken:  # who retires does not thank for a new office
                people["a1"] = move.actor
        return Event(
            key=self.key,
            kind=self.kind,
            home=self.home,
            day=self.day,
            ordinal=ordinal,
            people=people,
            guests=self._guests(),
            speakers=self._speakers(),
            voters=self._voters(),
            moves=moves,
            instrument=self._instrument(),
            communes=self._communes(),
        )

    def _people(self) -> dict[str, Actor]:
        found: dict[str, Actor] = {}
        if self._plan.get("visitor"):
            found["visitor"] = self._visitor()
        if self._plan.get("deputies"):
            for deputy in self._casting.some(self.home.above, table("phrases")["speakers"]["deputies"], 1):
                found["deputy"] = deputy
        for role, names in self._plan["people"].items():
            actor = self._casting.holder(self.home.unit, names)
            if actor is not None:
                found[role] = actor
        return found

    def _visitor(self) -> Actor:
        names = table("phrases")["speakers"]["visitors"]
        if self.home.unit.level is not Level.PROVINCE and self.random.random() < 0.88:
            found = self._casting.some(self.home.above, known_seats(self.home.above, names), 1)
            if found:
                return found[0]
        return self._leader()

    def _leader(self) -> Actor:
        return self._casting.leader(self.random.choice(self.world.leaders_on(self.day.toordinal())))

    def _guests(self) -> tuple[Actor, ...]:
        if self.random.random() * 100 >= self._plan.get("guests", 0):
            return ()
        if self.home.unit.level is Level.PROVINCE:
            return (self._leader(),) if self.random.random() < 0.5 else ()
        names = known_seats(self.home.above, table("phrases")["speakers"]["guests"])
        found = self._casting.some(self.home.above, names, self.random.choice((1, 1, 1, 2)))
        former = self._casting.former(self.home.unit, "bi-thu") if self.random.random() < 0.2 else None
        return (*found, *([former] if former else ()))

    def _speakers(self) -> tuple[Actor, ...]:
        names = known_seats(self.home.unit, table("phrases")["speakers"][self.home.unit.level])
        found = self._casting.some(self.home.unit, names, self._plan["speakers"] + 2)
        if self.home.unit.level is Level.DISTRICT:
            for commune in self._communes()[:2]:
                actor = self._casting.holder(commune, self.random.choice((["bi-thu"], ["chu-tich"])))
                found += [actor] if actor else []
        elif self.home.unit.level is Level.PROVINCE and self.home.province is not None:
            for district in self.random.sample(self.home.province.districts, 2):
                # a district of before 2025 may have been merged by the time
                actor = self._casting.holder(district, ["bi-thu"]) if district.valid(self.day.isoformat()) else None
                found += [actor] if actor else []
        self.random.shuffle(found)
        return tuple(found)

    def _voters(self) -> tuple[Actor, ...]:
        province = (self.home.province or self.home.region.provinces[0]).unit.name
        return tuple(self._casting.voter(f"{self.key}/{n}", province) for n in range(self._plan.get("voters", 0)))

    def _communes(self) -> tuple[Unit, ...]:
        province: Province | None = self.home.province
        if province is None or self.home.unit.level is not Level.DISTRICT:
            return ()
        found = list(province.communes[self.home.unit.id])
        dice(self.key, "communes").shuffle(found)
        return tuple(found)

    def _instrument(self) -> dict[str, str]:
        known = [
            row for row in table("world")["instrument"] if row["since"] < (self.day - timedelta(days=20)).isoformat()
        ]
        # What is new is told everywhere; older ones come back when they are reviewed.
        return dict(self.random.choice(known[-3:] if self.random.random() < 0.7 else known)) if known else {}

    def _moves(self) -> tuple[Move, ...]:
        day = self.day.toordinal()
        since = max(day - 75, TURN if self.home.unit.reformed else BEGIN)
        found = [one for one in self.world.changes(self.home, since, day) if one.left or one.to]
        self.random.shuffle(found)
        moves: list[Move] = []
        for change in found:
            if len(moves) < 3 and all(change.person.id != move.actor.person.id for move in moves):
                moves.append(self._move(change))
                self._casting.take(moves[-1].actor)
        return tuple(moves)

    def _move(self, change: Change) -> Move:
        above = self.home.above
        left = posts_of(change.left, change.person, above) if change.left else ()
        taken = posts_of(change.to, change.person, above) if change.to else ()
        return Move(Actor(change.person, taken or left), left, taken)
