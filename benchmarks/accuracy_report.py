"""What goes wrong in a set of gold: its worst articles, errors by cause, and wrong rows by the rule that made them.

A wrong row and a missed one of the same article that agree in all but some columns are one error, caused by these
columns; what is left over was not in the gold, or not read.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

_WORST = 8
_MOST = 15
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Error:
    """One error: article, fact table, what caused it, and the rule of the wrong row (empty for a missed one)."""

    document: str
    table: str
    cause: str
    rule: str


def report(scorer: Path, gold: Path, tables: Path, documents: str) -> Iterator[str]:
    """Yield the lines of the report on the fact tables in the folder `tables`, against the gold files in `gold`."""
    found = list(_errors(_module(scorer), gold, tables, documents))
    yield f"{len(found)} errors"
    by_article = Counter(one.document for one in found)
    yield "worst articles: " + ", ".join(f"{name} {count}" for name, count in by_article.most_common(_WORST))
    yield "by cause:"
    yield from (f"  {n:4} {t}: {cause}" for (t, cause), n in _counted((one.table, one.cause) for one in found))
    yield "wrong rows by rule:"
    yield from (f"  {n:4} {rule}" for rule, n in _counted(one.rule for one in found if one.rule))


def _counted(found: Iterator[Any]) -> list[tuple[Any, int]]:
    return Counter(found).most_common(_MOST)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer_of_the_contract", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _errors(scorer: ModuleType, gold: Path, tables: Path, documents: str) -> Iterator[Error]:
    predicted = scorer.read_tables(tables)
    for table, columns in scorer.TABLES.items():
        rules = _rules(tables / f"{table}.csv", columns)
        for file in sorted(gold.glob("*.json")):
            told = json.loads(file.read_text(encoding="utf-8"))
            document = told["document"]
            if not re.search(documents, document):
                continue
            rows: list[Row] = predicted[table].get(document, [])
            pairs = scorer.match(table, told[table], rows)
            missed = [g for i, g in enumerate(told[table]) if i not in {i for i, _ in pairs} and not g.get("optional")]
            wrong = [row for j, row in enumerate(rows) if j not in {j for _, j in pairs}]
            for row in wrong:
                near = max(missed, key=lambda g: _alike(g, row, columns), default=None)
                rule = rules.get((document, *(row[c] for c in columns)), "")
                if near is None or _alike(near, row, columns) * 2 < len(columns):
                    yield Error(document, table, "not in the gold", rule)
                    continue
                missed.remove(near)
                yield Error(document, table, "other " + ", ".join(c for c in columns if near[c] != row[c]), rule)
            yield from (Error(document, table, "not read", "") for _ in missed)


def _alike(gold: Row, row: Row, columns: list[str]) -> int:
    return sum(gold[c] == row[c] for c in columns)


def _rules(file: Path, columns: list[str]) -> dict[tuple[str, ...], str]:
    """Return the rule of each row of a fact table, by document and columns."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            (row["document"], *((row[c] or "").strip() for c in columns)): row["rule"] for row in csv.DictReader(lines)
        }
