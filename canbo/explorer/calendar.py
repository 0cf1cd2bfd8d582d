"""Time as a line: days, months and years of the graph as places from 0 to 100 per cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_MOST_TICKS = 9
_LEAST = 0.7  # per cent: what is shorter cannot be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a line. `kind`: seen (articles show it), said (an article states the day) or change."""

    kind: str
    x: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A day on a line, for example of an article; `url` leads to its words."""

    x: float
    title: str
    url: str = ""
    kind: str = "current"


@dataclass(frozen=True, slots=True)
class Track:
    """What is drawn on one line."""

    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from the beginning of the first year to the end of the last."""

    first: int
    last: int
    ticks: Sequence[tuple[float, str]] = field(default=())

    def at(self, day: str, *, end: bool = False) -> float:
        """Return the place of an ISO day, month or year; of the latter two the beginning, or their `end`."""
        return round(100 * (moment(day, end=end) - self.first) / (self.last - self.first), 3)

    def bar(self, kind: str, begin: str, end: str, title: str) -> Bar:
        """Return the stretch between two days, wide enough to be seen."""
        x, until = self.at(begin), self.at(end, end=True)
        return Bar(kind, min(x, 100 - _LEAST), max(until - x, _LEAST), title)


def moment(day: str, *, end: bool = False) -> float:
    """Return an ISO day, month or year as a year with its part."""
    parts = [int(one) for one in day.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if end else 1)
    number = parts[2] if len(parts) > 2 else (31 if end else 1)
    return parts[0] + (month - 1) / 12 + (number - (0 if end else 1)) / 372


def is_day(day: str) -> bool:
    """Tell whether a text is an ISO day, month or year."""
    return bool(day) and all(part.isdigit() for part in day.split("-"))


def scale(days: Iterable[str]) -> Scale | None:
    """Return the line that has all these days; None where there is none."""
    known = [day for day in days if is_day(day)]
    if not known:
        return None
    first = int(min(moment(day) for day in known))
    last = int(max(moment(day, end=True) for day in known) - 0.001) + 1
    step = max(1, -(-(last - first) // _MOST_TICKS))
    ticks = [(round(100 * (year - first) / (last - first), 3), str(year)) for year in range(first, last, step)]
    return Scale(first, last, tuple(ticks))
