"""Answers that take too long for a page: made with the search index, kept in its file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

import pyoxigraph as ox

from canbo.explorer.asking import Answered
from canbo.graph.query import Cell

SCHEMA = "CREATE TABLE answers (name TEXT PRIMARY KEY, answer TEXT NOT NULL);"


def keep(db: sqlite3.Connection, answers: Iterable[Answered]) -> None:
    """Write answers into the file of an index."""
    db.executemany("INSERT INTO answers VALUES (?, ?)", ((one.name, _written(one)) for one in answers))


def read(text: str, name: str) -> Answered:
    """Return an answer as it was written."""
    told = json.loads(text)
    cells = tuple(tuple(map(_cell, row)) for row in told["cells"])
    return Answered(name, told["summary"], told["sparql"], tuple(told["columns"]), cells, told["cut"])


def _written(one: Answered) -> str:
    cells = [[_plain(cell) for cell in row] for row in one.cells]
    told = {"summary": one.summary, "sparql": one.sparql, "columns": one.columns, "cells": cells, "cut": one.cut}
    return json.dumps(told, ensure_ascii=False)


def _plain(cell: Cell) -> list[str] | None:
    if isinstance(cell, ox.NamedNode):
        return [cell.value]
    if isinstance(cell, ox.Literal):
        return [cell.value, cell.datatype.value, cell.language or ""]
    return None


def _cell(told: list[str] | None) -> Cell:
    if told is None:
        return None
    if len(told) == 1:
        return ox.NamedNode(told[0])
    value, datatype, lang = told
    return ox.Literal(value, language=lang) if lang else ox.Literal(value, datatype=ox.NamedNode(datatype))
