"""A chart of an answer, where its columns allow one: lines over years, or bars.

Figures of different measures or units are never in one chart: the commonest pair is drawn, and the chart says which.
Only whole years make lines, as the figures of a part of a year are no level of the year.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.explorer.asking import Answered
from canbo.explorer.shown import heading
from canbo.explorer.words import number
from canbo.graph.namespaces import VOCABULARIES
from canbo.ontology import table

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 76, 30, 14, 34
ROW = 24  # height of a bar with its gap
LABEL = 236  # width of the labels of bars
MOST_BARS, MOST_LINES = 30, 8
_XSD = VOCABULARIES["xsd"]
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float")}
_COUNTS = ("statements", "articles", "times", "persons", "instruments", "meetings", "figures", "score")
_SERIES = ("place_name", "indicator_name", "basis", "qualifier")
_LONGEST = 34  # characters of a label
_TICKS = 4
_UNSAID = "–"  # a series that does not say by what it differs from the others


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label; x, y and length are pixels."""

    label: str
    shown: str
    y: float
    x: float
    length: float


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its points as (x, y, year, number) and the number of its colour."""

    label: str
    colour: int
    points: tuple[tuple[float, float, str, str], ...]

    @property
    def path(self) -> str:
        """Return the points as SVG has them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in self.points)


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart: either bars or lines, with ticks as (place, text)."""

    title: str
    height: int
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    years: tuple[tuple[float, str], ...] = ()
    levels: tuple[tuple[float, str], ...] = ()
    zero: float = 0.0


Row = dict[str, str]


def plot(answer: Answered, lang: str) -> Plot | None:
    """Return the chart of an answer, None where it has nothing to draw."""
    numeric = [
        name
        for place, name in enumerate(answer.columns)
        if any(_is_number(row[place]) for row in answer.cells)
        and all(row[place] is None or _is_number(row[place]) for row in answer.cells)
    ]
    if "value" in numeric:
        return _figures(answer, lang)
    counted = next((name for name in _COUNTS if name in numeric), "")
    label = answer.columns[0] if answer.columns else ""
    named = [(row[label], float(row[counted])) for row in answer.rows if row[label] and row[counted]] if counted else []
    # Counts are of what the first column names; where it names a thing twice they are of something else.
    if label in numeric or len({name for name, _ in named}) < len(named):
        return None
    return _bars(sorted(named, key=lambda one: -one[1]), f"{heading(counted, lang)} – {heading(label, lang)}", lang)


def _figures(answer: Answered, lang: str) -> Plot | None:
    unit = next((name for name in ("unit_name", "unit") if name in answer.columns), "")
    kinds = Counter((row.get("measure", ""), row.get(unit, "")) for row in answer.rows if row["value"])
    measure, of = min(kinds, key=lambda kind: (-kinds[kind], kind))
    drawn = [
        row for row in answer.rows if row["value"] and (row.get("measure", ""), row.get(unit, "")) == (measure, of)
    ]
    title = ", ".join(filter(None, (_measure(measure, lang) or heading("value", lang), of)))
    varied = [name for name in _SERIES if name in answer.columns and len({row[name] for row in drawn}) > 1]
    lines = _series(drawn, varied)
    if any(len(points) > 1 for points in lines.values()):
        return _lined(lines, title, lang)
    label = [name for name in (*varied, "period") if name in answer.columns]
    named = [(" · ".join(row[name] for name in label if row[name]), float(row["value"])) for row in drawn]
    return _bars(named, title, lang)


def _series(rows: list[Row], varied: list[str]) -> dict[str, dict[int, float]]:
    """Return for each series its figures by year; of several for a year the first."""
    found: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row in rows:
        if re.fullmatch(r"[0-9]{4}", row.get("period", "")) and math.isfinite(float(row["value"])):
            label = " · ".join(row[name] for name in varied if row[name])
            found[label].setdefault(int(row["period"]), float(row["value"]))
    return found


def _lined(series: dict[str, dict[int, float]], title: str, lang: str) -> Plot:
    chosen = sorted(series, key=lambda label: (-len(series[label]), label))[:MOST_LINES]
    years = sorted({year for label in chosen for year in series[label]})
    levels = _levels([value for label in chosen for value in series[label].values()])
    span = max(1, years[-1] - years[0])

    def x(year: int) -> float:
        return LEFT + (year - years[0]) / span * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return TOP + (levels[-1] - value) / (levels[-1] - levels[0]) * (HEIGHT - TOP - BOTTOM)

    def line(place: int, label: str) -> Line:
        points = (
            (x(year), y(value), str(year), number(_plain(value), lang)) for year, value in sorted(series[label].items())
        )
        return Line(label or (_UNSAID if len(chosen) > 1 else title), place, tuple(points))

    lines = tuple(line(place, label) for place, label in enumerate(chosen))
    step = -(-len(years) // 12)
    ticks = tuple((x(year), str(year)) for year in years[::step])
    return Plot(title, HEIGHT, (), lines, ticks, tuple((y(level), number(_plain(level), lang)) for level in levels))


def _bars(named: Sequence[tuple[str, float]], title: str, lang: str) -> Plot | None:
    # A figure that an answer gives once for each person of a meeting is one bar.
    named = [one for one in dict.fromkeys(named) if math.isfinite(one[1])][:MOST_BARS]
    if len(named) < 2:
        return None
    low, high = min(0.0, *(value for _, value in named)), max(0.0, *(value for _, value in named))
    room = (WIDTH - LABEL - 120) / ((high - low) or 1)
    zero = LABEL - low * room
    bars = tuple(
        Bar(_short(label), number(_plain(value), lang), place * ROW, zero + min(0.0, value) * room, abs(value) * room)
        for place, (label, value) in enumerate(named)
    )
    return Plot(title, len(bars) * ROW + 6, bars, zero=zero)


def _levels(values: list[float]) -> list[float]:
    """Return round numbers from below the least to above the greatest value, and 0 where it is not far."""
    low, high = min(values), max(values)
    low = 0.0 if 0 <= low <= (high - low) * 2 else low
    high = high if high > low else low + 1
    step = 10 ** math.floor(math.log10((high - low) / _TICKS))
    step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= _TICKS)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [place * step for place in range(first, last + 1)]


def _measure(measure: str, lang: str) -> str:
    values: dict[str, str] = {}
    if lang == "vi":
        values = table("network")["values"]
    return values.get(measure, measure)


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"


def _is_number(cell: object) -> bool:
    return isinstance(cell, ox.Literal) and cell.datatype.value in _NUMBERS
