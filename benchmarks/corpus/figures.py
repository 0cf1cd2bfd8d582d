"""Figures: indicators of a unit with values that develop over the years, against plans, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log
from zlib import crc32

from canbo.ontology.gazetteer import Level, Unit
from corpus.data import table
from corpus.dice import dice

FIRST, LAST = 2011, 2026
_SIZE = {Level.PROVINCE: 9.0, Level.DISTRICT: 1.0, Level.COMMUNE: 0.12}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator. `kind` is `level` (a sum over the year), `share` (percent) or `stock` (what stands at any time)."""

    name: str
    kind: str
    unit: str
    base: float
    spread: float
    growth: float
    digits: int
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is reported: the value, what was planned for the year, and the value of a year before."""

    indicator: Indicator
    value: float
    plan: float
    before: float

    @property
    def attained(self) -> float:
        """Return the percentage of the plan."""
        return self.value / self.plan * 100

    @property
    def change(self) -> float:
        """Return the change against a year before: percentage points for a share, else percent."""
        return self.value - self.before if self.indicator.kind == "share" else (self.value / self.before - 1) * 100


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return all indicators."""
    rows = table("world")["indicator"]
    return tuple(Indicator(**(row | {"plans": tuple(row.get("plans", ()))})) for row in rows)


@lru_cache(maxsize=8192)
def _series(seed: int, unit: str, level: Level, place: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the values and plans of the years from FIRST to LAST."""
    indicator = indicators()[place]
    random = dice(seed, "figures", unit, place)
    value = indicator.base * exp(random.uniform(-1, 1) * log(indicator.spread))
    if indicator.kind == "level" or indicator.unit == "con":
        value *= _SIZE[level]
    growth = indicator.growth + random.uniform(-0.3, 0.3) * abs(indicator.growth)
    values, plans = [], []
    for _ in range(FIRST, LAST + 1):
        values.append(min(value, 99.6) if indicator.kind == "share" else value)
        plans.append(value / random.gauss(1.02, 0.07))
        value *= 1 + (growth + random.gauss(0, abs(growth) * 0.5)) / 100
    return tuple(values), tuple(plans)


def figure(seed: int, unit: Unit, place: int, year: int, months: int) -> Figure:
    """Return the figure of the indicator at `place` for the first `months` of a year."""
    indicator = indicators()[place]
    values, plans = _series(seed, unit.id, unit.level, place)
    part = months / 12 if indicator.kind == "level" else 1.0
    n = year - FIRST
    # some months go better than others; a whole generator for one number would cost more than the rest of the article
    wobble = 1.0 if months == 12 else 0.93 + crc32(f"{seed}{unit.id}{place}{year}{months}".encode()) % 140 / 1000
    value = max(values[n] * part * (wobble if indicator.kind == "level" else 1), 10**-indicator.digits)
    return Figure(indicator, value, plans[n], max(values[n - 1] * part, 10**-indicator.digits))


def written(value: float, digits: int) -> str:
    """Return a number as it is written in Vietnamese: `1.234,5`; idle zeros are left out."""
    text = f"{value:,.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return text.translate({ord(","): ".", ord("."): ","})
