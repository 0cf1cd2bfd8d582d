"""Figures over years as bars: what was reached beside what was to be reached, drawn on the server."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from canbo.explorer.links import View
from canbo.explorer.words import number

HEIGHT = 150  # of the bars
TOP = 22  # above them, for their numbers
_COLUMN = 110
_BAR = 36  # room for a number of five characters
_BARS = 3  # of one year
_YEAR = re.compile(r"\d{4}")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A bar: `kind` is value or target, `url` leads to the words that state it."""

    kind: str
    x: float
    y: float
    height: float
    shown: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its bars; `attained` are the rates at which a plan was fulfilled, with the plan they are against."""

    year: str
    middle: float
    columns: Sequence[Column]
    attained: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Chart:
    """The figures of one indicator and unit of measure for one place."""

    key: str
    name: str
    unit: str
    years: Sequence[Year]

    @property
    def width(self) -> int:
        """Return the width of the picture in pixels."""
        return _COLUMN * len(self.years)

    @property
    def height(self) -> int:
        """Return its height, with room for numbers above and years below."""
        return TOP + HEIGHT + 24

    @property
    def ground(self) -> int:
        """Return where the bars stand."""
        return TOP + HEIGHT


def charts(rows: Iterable[Row], view: View, *, least: int = 2, most: int = 12) -> list[Chart]:
    """Return a chart for each indicator and unit with figures of at least `least` years, those with most years first.

    Rows are of one place. Levels and targets in one unit stand in one chart; rates of fulfilment (`attainment`) below
    the year they are of. Negative figures and periods other than years are in the tables only.
    """
    levels: dict[tuple[str, str], list[Row]] = defaultdict(list)
    rates: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not _YEAR.fullmatch(row["period"]):
            continue
        if row["measure"] == "attainment":
            rates[row.get("indicator", ""), row["period"]].append(row)
        elif row["measure"] in ("value", "target") and Decimal(row["value"]) >= 0:
            levels[row.get("indicator", ""), row["unit"]].append(row)
    made = []
    for (key, unit), found in levels.items():
        years = sorted({row["period"] for row in found})
        if len(years) >= least:
            of_year = [([row for row in found if row["period"] == year], rates.get((key, year), [])) for year in years]
            bars = _years(of_year, max(Decimal(row["value"]) for row in found) or Decimal(1), view)
            made.append(Chart(key, found[0].get("indicator_name", ""), unit, list(bars)))
    return sorted(made, key=lambda one: (-len(one.years), one.name, one.unit))[:most]


def _years(of_year: Sequence[tuple[list[Row], list[Row]]], top: Decimal, view: View) -> Iterator[Year]:
    for at, (rows, rates) in enumerate(of_year):
        # One figure told by several articles is one bar; figures that differ stand side by side.
        told = {(row["measure"], Decimal(row["value"])): row for row in rows}
        order = sorted(told, key=lambda one: (one[0] != "target", one[1]))[:_BARS]
        middle = _COLUMN * at + _COLUMN / 2
        left = middle - _BAR * len(order) / 2
        columns = [_column(told[one], left + _BAR * n, float(one[1] / top), view) for n, one in enumerate(order)]
        attained = {(row["value"], row["basis"]): row for row in rates}
        yield Year(rows[0]["period"], middle, columns, list(attained.values()))


def _column(row: Row, x: float, part: float, view: View) -> Column:
    title = " ".join(row["quote"].split())
    url = view.links.words(row["document"], row["begin"], row["end"])
    height = max(part * HEIGHT, 1)
    return Column(row["measure"], x, TOP + HEIGHT - height, height, number(row["value"], view.lang), title, url)
