"""Papers and how each of them writes: address, dates, spelling, what surrounds an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from canbo.ontology.gazetteer import Unit
from corpus.data import table
from corpus.dice import dice

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True)
class Paper:
    """A paper. `address` is `party` (đồng chí) or `civil` (ông, bà); `old` the spelling `uỷ`, `hoà`."""

    name: str
    code: str
    address: str
    separator: str
    padded: bool
    old: bool
    local: bool

    def day(self, day: date, *, year: bool = True) -> str:
        """Return a date as this paper writes it: `05/01/2023`, `5-1`."""
        numbers = [f"{day.day:02d}" if self.padded else str(day.day), str(day.month)]
        if self.padded and day.month < 3:  # 12/01 but 12/7: a single 1 or 2 may be misread as 11 or 12
            numbers[1] = f"{day.month:02d}"
        return self.separator.join([*numbers, str(day.year)] if year else numbers)

    def moment(self, day: date, random: Random) -> str:
        """Return the line that says when the page was put online."""
        shown = f"{day.day:02d}/{day.month:02d}/{day.year}"
        clock = f"{random.randint(6, 21):02d}:{random.randint(0, 59):02d}"
        return random.choice(
            (f"{_WEEKDAYS[day.weekday()]}, {shown} | {clock}", f"{shown} {clock}", f"Ngày đăng: {shown}")
        )


def papers(seed: int, above: Unit, unit: Unit, event: str) -> list[Paper]:
    """Return the papers that may tell an event, the one that does so first in front."""
    initials = "".join(part[0] for part in above.name.replace("-", " ").split()).upper()
    local = _paper(seed, f"Báo {above.name}", f"B{initials}", True, 0.85)
    portal = _paper(seed, f"Cổng TTĐT {unit.name}", "TTĐT", True, 0.9)
    names = table("world")["papers"]["national"]
    random = dice(seed, event, "papers")
    national = [_paper(seed, name, "".join(part[0] for part in name.split()).upper(), False, 0.25) for name in names]
    first = [local, portal] if random.random() < 0.7 else [portal, local]
    random.shuffle(national)
    return [*first, *national]


def _paper(seed: int, name: str, code: str, local: bool, party: float) -> Paper:
    random = dice(seed, "style", name)
    return Paper(
        name=name,
        code=code,
        address="party" if random.random() < party else "civil",
        separator=random.choice("///-"),
        padded=random.random() < 0.4,
        old=random.random() < 0.22,
        local=local,
    )
