"""The careers of a region from 2012 to 2026: appointments, promotions, transfers, retirements, acting holders.

Every chair has a holder whose time runs out at some day; congresses and elections cut it short. A vacancy is filled
from the same unit, from the same office of another district, from below, or by somebody new; whoever is taken leaves a
vacancy in turn. On 1 July 2025 districts and old provinces end, and their holders go to the new units.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from datetime import date

from canbo.ontology.gazetteer import REFORM, Level, Unit
from corpus.dice import dice
from corpus.names import draw_name
from corpus.people import Chair, Change, Person, Register, Tenure
from corpus.places import Region, province_before
from corpus.seats import Seat, seats

BEGIN = date(2012, 1, 2).toordinal()
TURN = date.fromisoformat(REFORM).toordinal()
END = date(2026, 7, 1).toordinal()
_SETTLED = 200  # days that somebody stays before the next step
_CONGRESSES = {Level.COMMUNE: (3, 5), Level.DISTRICT: (6, 8), Level.PROVINCE: (9, 11)}  # months of 2015 and 2020
_RENEWED = 0.4  # of the seats at a congress or an election


class Careers:
    """The simulation of one region; `register` is its result."""

    def __init__(self, seed: object, region: Region) -> None:
        self.register = Register()
        self._region = region
        self._random = dice(seed, "careers", region.key)
        self._now: dict[str, Tenure] = {}
        self._chairs: dict[str, Chair] = {}
        self._of_unit: dict[str, list[Chair]] = defaultdict(list)
        self._alike: dict[tuple[str, str], list[Chair]] = defaultdict(list)
        self._ranked: dict[tuple[str, int], list[Chair]] = defaultdict(list)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._home: dict[str, str] = {}  # province (by id) of a unit, whose people its officials are
        self._province: dict[str, str] = {}  # name of that province before the reform
        self._queue: list[tuple[int, int, str, Tenure | None]] = []
        self._count = 0
        self._persons = 0
        self._before()
        self._run(TURN)
        self._reform()
        self._run(END)

    def _before(self) -> None:
        for province in self._region.provinces:
            own = [
                province.unit,
                *province.districts,
                *(c for d in province.districts for c in province.communes[d.id]),
            ]
            for unit in own:
                self._open(unit, province.unit.id, province.unit.name, [s for s in seats().values() if s.old])
        for key in list(self._chairs):
            self._seat(self._chairs[key], self._newcomer(self._chairs[key], BEGIN), BEGIN, first=True)
            self._plan_renewals(self._chairs[key])

    def _open(self, unit: Unit, home: str, province: str, kinds: list[Seat]) -> None:
        self._home[unit.id], self._province[unit.id] = home, province
        for seat in kinds:
            if seat.level is unit.level:
                chair = Chair(unit, seat)
                self._chairs[chair.key] = chair
                self._of_unit[unit.id].append(chair)
                self._alike[home, seat.id].append(chair)
                self._ranked[home, seat.rank].append(chair)

    def _plan_renewals(self, chair: Chair) -> None:
        months = _CONGRESSES[chair.unit.level] if chair.seat.wing == "party" else (6, 7)
        years = {"party": (2015, 2020), "state": (2016, 2021)}.get(chair.seat.wing, ())
        for year in years:
            if self._random.random() < _RENEWED:
                day = date(year, self._random.choice(months), self._random.randint(5, 28)).toordinal()
                self._push(day, chair.key, None)

    def _push(self, day: int, key: str, tenure: Tenure | None) -> None:
        self._count += 1
        heapq.heappush(self._queue, (day, self._count, key, tenure))

    def _run(self, until: int) -> None:
        while self._queue and self._queue[0][0] < until:
            day, _, key, tenure = heapq.heappop(self._queue)
            holder = self._now.get(key)
            if key not in self._chairs or (tenure is not None and tenure is not holder):
                continue  # that holder has gone already
            if holder is None or holder.acting:
                self._fill(self._chairs[key], day)
            elif day - holder.begin > _SETTLED:
                self._expire(holder, day)

    def _expire(self, tenure: Tenure, day: int) -> None:
        """The time of a holder is up: another time, retirement, an exchange of two districts, or away."""
        chair, random = tenure.chair, self._random
        age = date.fromordinal(day).year - tenure.person.born
        chance = random.random()
        if age < 57 and chance < 0.3:
            self._plan(tenure, day)
        elif age < 56 and chance < 0.5 and chair.seat.rank > 1 and self._exchange(tenure, day):
            return
        else:
            self._leave(tenure, day, None, gone=age >= 55)
            self._fill(chair, day)

    def _exchange(self, tenure: Tenure, day: int) -> bool:
        """Two holders of the same office take each other's: the rotation of cadres."""
        alike = self._alike[self._home[tenure.chair.unit.id], tenure.chair.seat.id]
        other = self._now.get(self._random.choice(alike).key)
        if other is None or other.acting or other is tenure or day - other.begin < _SETTLED:
            return False
        for one in (tenure, other):
            self._leave(one, day, None)
        self._take(tenure.chair, other.person, day, other.chair)
        self._take(other.chair, tenure.person, day, tenure.chair)
        return True

    def _fill(self, chair: Chair, day: int) -> None:
        """A vacancy: somebody comes at once, or the chair waits and may have an acting holder meanwhile."""
        random = self._random
        if chair.seat.rank > 1 and chair.key not in self._now and random.random() < 0.3:
            self._push(day + random.randint(25, 150), chair.key, None)
            colleagues = self._of_unit[chair.unit.id]
            deputies = [c for c in colleagues if c.seat.rank == chair.seat.rank - 1 and not c.seat.ranks]
            stand_in = self._settled(random.choice(deputies), day) if deputies else None
            if chair.seat.acting is not None and stand_in is not None and random.random() < 0.6:
                acting = Tenure(stand_in.person, chair, day, acting=True)
                self._now[chair.key] = acting
                self.register.tenures[chair.key].append(acting)
            return
        former = self._now.pop(chair.key, None)
        if former is not None:
            former.end = day
        found = self._successor(chair, day)
        if found is None:
            self._take(chair, self._newcomer(chair, day), day, None)
            return
        left = found.chair
        self._leave(found, day, chair)
        self._take(chair, found.person, day, left)
        self._fill(left, day + random.randint(0, 40))

    def _successor(self, chair: Chair, day: int) -> Tenure | None:
        """Return somebody in office who is taken, or None where somebody new comes."""
        random, rank, home = self._random, chair.seat.rank, self._home[chair.unit.id]
        chance = random.random()
        if rank <= 1 or (rank == 2 and chance < 0.7):
            return None
        if chance < 0.5:
            below = [c for c in self._of_unit[chair.unit.id] if 1 <= rank - c.seat.rank <= 2]
        elif chance < 0.65:
            below = self._alike[home, chair.seat.id]
        elif chance < 0.85:
            below = self._ranked[home, rank - 1] + self._ranked[home, rank - 2]
        else:
            return None
        for _ in range(4):
            found = self._settled(random.choice(below), day) if below else None
            if found is not None and found.chair != chair and self._fits(chair.seat, found.person, day):
                return found
        return None

    def _settled(self, chair: Chair, day: int) -> Tenure | None:
        found = self._now.get(chair.key)
        return found if found is not None and not found.acting and day - found.begin > _SETTLED else None

    def _fits(self, seat: Seat, person: Person, day: int) -> bool:
        age = date.fromordinal(day).year - person.born
        return (
            age < 57
            and bool(seat.ranks) == bool(person.rank)
            and (person.female or not seat.female)
            and not (seat.young and age > 38)
        )

    def _leave(self, tenure: Tenure, day: int, to: Chair | None, gone: bool = False) -> None:
        tenure.end = day
        self._now.pop(tenure.chair.key, None)
        if gone and to is None:
            self._note(Change(day, tenure.person, tenure.chair, None))

    def _take(self, chair: Chair, person: Person, day: int, left: Chair | None) -> None:
        self._seat(chair, person, day)
        self._note(Change(day, person, left, chair))

    def _note(self, change: Change) -> None:
        chair = change.to or change.left
        if chair is not None and chair.seat.rank >= 3 and change.day < END:
            self.register.changes[self._home[chair.unit.id]].append(change)

    def _seat(self, chair: Chair, person: Person, day: int, first: bool = False) -> None:
        tenure = Tenure(person, chair, day)
        self._now[chair.key] = tenure
        self._names[chair.unit.id].add(person.name)
        self.register.tenures[chair.key].append(tenure)
        self._plan(tenure, day, first)

    def _plan(self, tenure: Tenure, day: int, first: bool = False) -> None:
        years = tenure.chair.seat.years * self._random.uniform(0.1 if first else 0.45, 1.0 if first else 1.7)
        self._push(day + int(365 * years) + 20, tenure.chair.key, tenure)

    def _newcomer(self, chair: Chair, day: int) -> Person:
        """Return somebody new. In one unit two of a name are made only rarely: they would be called by nicknames."""
        random, seat = self._random, chair.seat
        female = seat.female or (not seat.ranks and random.random() < 0.24)
        province, known = self._province[chair.unit.id], self._names[chair.unit.id]
        name = draw_name(random, province, female)
        if name in known and random.random() < 0.8:
            name = draw_name(random, province, female)
        age = random.randint(26, 34) if seat.young else random.randint(33 + seat.rank, 46 + seat.rank)
        self._persons += 1
        id_ = f"p{self._region.key}-{self._persons:05d}"
        rank = random.choice(seat.ranks) if seat.ranks else ""
        return Person(id_, name, female, date.fromordinal(day).year - age, rank)

    def _reform(self) -> None:
        """End districts and old units, and let their people take the new ones."""
        pools: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for tenure in self._now.values():
            tenure.end = TURN
            if not tenure.acting:
                pools[tenure.chair.unit.id, tenure.chair.seat.id].append(tenure.person)
        for known in (self._now, self._chairs, self._of_unit, self._alike, self._ranked):
            known.clear()
        self._queue.clear()
        new = [seat for seat in seats().values() if seat.new]
        self._open(self._region.unit, self._region.unit.id, self._region.provinces[0].unit.name, new)
        for commune in self._region.communes:
            before = province_before(commune) or self._region.provinces[0].unit
            self._open(commune, self._region.unit.id, before.name, new)
        # Provinces first: who gets no seat there may still be found for a commune.
        for chair in sorted(self._chairs.values(), key=lambda one: -one.seat.rank):
            heir = self._heir(chair, pools)
            self._take(chair, heir or self._newcomer(chair, TURN), TURN, None)

    def _heir(self, chair: Chair, pools: dict[tuple[str, str], list[Person]]) -> Person | None:
        if chair.unit.level is Level.PROVINCE:
            wanted = [(one.unit.id, chair.seat.id) for one in self._region.provinces]
            wanted += [(one.unit.id, "t-tuyen-giao") for one in self._region.provinces if not chair.seat.old]
            self._random.shuffle(wanted)
        else:
            homes = self._region.districts_of[chair.unit.id]
            homes = [*homes, *(c for p in self._region.provinces for d in homes for c in p.communes.get(d.id, ()))]
            wanted = [(home.id, seat) for home in homes for seat in chair.seat.heirs]
        for one in wanted:
            for person in pools[one]:
                if self._fits(chair.seat, person, TURN):
                    pools[one].remove(person)
                    return person
        return None
