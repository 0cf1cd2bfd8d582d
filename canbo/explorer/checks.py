"""Facts that do not agree: two holders of one office, two values of one figure, rates that do not follow.

These look at all figures of a store, so they are made with the search index: the figures go through a table of SQLite,
which sorts them on disk, where a query over the graph would hold them all in memory. Nothing here says who is right.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pyoxigraph as ox

from canbo.explorer.asking import Answered, ask, load, stream
from canbo.graph.namespaces import term
from canbo.graph.query import Cell
from canbo.graph.results import value

MOST = 5000  # rows of one check that are kept
_OFF = 1.0  # percentage points by which a rate may be off: articles round
_TABLE = """
CREATE TEMP TABLE figures (fact, place, indicator, period, measure, value REAL, unit, basis, article);
"""
_INDEX = "CREATE INDEX temp.by_article ON figures (article, indicator, period, measure)"
_DIFFER = """
SELECT place, p.label, f.indicator, i.label, period, measure, unit, basis, MIN(value), MAX(value),
  COUNT(DISTINCT article)
FROM figures AS f JOIN things AS p ON p.iri = f.place JOIN things AS i ON i.iri = f.indicator
GROUP BY place, f.indicator, period, measure, unit, basis
HAVING MIN(value) <> MAX(value) AND COUNT(DISTINCT article) > 1
ORDER BY p.sort, i.sort, period, measure, place, f.indicator LIMIT ?
"""
_DIFFER_COLUMNS = (
    "place", "place_name", "indicator", "indicator_name", "period", "measure", "unit", "basis", "lowest", "highest",
    "articles",
)  # fmt: skip
# Of all levels and targets that an article gives, those that come nearest to its rate.
_RATES = """
SELECT a.fact, i.label, a.period, v.value, t.value, t.unit, a.value, v.value / t.value * 100, v.fact, t.fact,
  MIN(ABS(v.value / t.value * 100 - a.value)) AS off
FROM figures AS a
JOIN figures AS t
  ON t.article = a.article AND t.indicator = a.indicator AND t.period = a.period AND t.measure = 'target'
JOIN figures AS v
  ON v.article = a.article AND v.indicator = a.indicator AND v.period = a.period AND v.measure = 'value'
JOIN things AS i ON i.iri = a.indicator
WHERE a.measure = 'attainment' AND t.value > 0 AND t.unit = v.unit AND t.place = v.place AND a.place = v.place
GROUP BY a.fact HAVING off > ? ORDER BY a.article, a.fact LIMIT ?
"""
_RATES_COLUMNS = (
    "fact", "indicator_name", "period", "value", "target", "unit", "rate", "worked_out", "value_fact", "target_fact",
)  # fmt: skip
_HOLDERS_COLUMNS = (
    "post", "office", "person", "person_name", "tenure", "first", "last", "other", "other_name", "other_tenure",
    "other_first", "other_last",
)  # fmt: skip


def checks(db: sqlite3.Connection, data: ox.Store) -> Iterator[Answered]:
    """Yield the checks of a store; `db` is an index that has its things."""
    yield _holders(data)
    yield ask(data, "checks-totals", {}, MOST)
    yield from _figures(db, data)


def _holders(data: ox.Store) -> Answered:
    holders: dict[Cell, list[tuple[Cell, ...]]] = defaultdict(list)
    for row in stream(data, "checks-holders"):
        holders[row[0]].append(row)
    found = []
    for rows in holders.values():
        for one, other in combinations(sorted(rows, key=lambda row: (value(row[5]), value(row[2]))), 2):
            if one[3] != other[3] and value(other[5]) <= value(one[6]):
                post, office, tenure, person, name, first, last = one
                found.append((post, office, person, name, tenure, first, last, *(other[n] for n in (3, 4, 2, 5, 6))))
    found.sort(key=lambda row: (value(row[1]), value(row[0]), value(row[5])))
    return _answered("checks-holders", "checks-holders", _HOLDERS_COLUMNS, found)


def _figures(db: sqlite3.Connection, data: ox.Store) -> Iterator[Answered]:
    db.executescript(_TABLE)
    rows = ([value(cell) for cell in row] for row in stream(data, "checks-figures"))
    db.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute(_INDEX)
    differ = [_typed(row, {0, 2}) for row in db.execute(_DIFFER, (MOST,))]
    yield _answered("checks-figures", "checks-figures", _DIFFER_COLUMNS, differ)
    rates = [_typed(row[:-1], {0, 8, 9}) for row in db.execute(_RATES, (_OFF, MOST))]
    yield _answered("checks-rates", "checks-figures", _RATES_COLUMNS, rates)
    db.execute("DROP TABLE figures")


def _typed(row: tuple[object, ...], nodes: set[int]) -> tuple[Cell, ...]:
    """Return a row of the table as terms: nodes at these places, numbers as decimals."""
    made: list[Cell] = []
    for at, cell in enumerate(row):
        if at in nodes:
            made.append(ox.NamedNode(str(cell)))
        elif isinstance(cell, float):
            made.append(ox.Literal(f"{round(cell, 6):f}".rstrip("0").rstrip("."), datatype=term("xsd:decimal")))
        else:
            made.append(ox.Literal(cell) if isinstance(cell, int) else ox.Literal(str(cell or "")))
    return tuple(made)


def _answered(name: str, query: str, columns: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Answered:
    text = "\n".join(line for line in load(query).text.splitlines() if not line.startswith("#+")).strip()
    return Answered(name, load(query).summary, text, columns, tuple(rows[:MOST]), len(rows) >= MOST)
