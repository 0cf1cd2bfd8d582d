"""The search index: names of all things of a store in an SQLite file, made from the graph and with it.

Names are folded (no accents, `đ` as `d`) before SQLite's FTS5 indexes them: its own `remove_diacritics 2` folds every
Vietnamese vowel and leaves `đ`. Rows are numbered by kind, and within a kind by how much the graph says of them, so
that the first rows of an answer are the ones to show and SQLite need not look at the others.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from canbo.explorer import kept
from canbo.explorer.asking import SHOWN, ask
from canbo.explorer.checks import checks
from canbo.explorer.kept import keep
from canbo.explorer.words import day
from canbo.graph.concepts import labels
from canbo.ontology.folding import fold

KINDS = ("person", "place", "body", "meeting", "instrument", "indicator", "article")
_FILE = "explorer.sqlite"
_VERSION = 3
_ALL = 50_000_000
# Answers of the first page, which go over the whole store, with the number of rows that are shown.
COUNTS = {"home-counts": SHOWN, "home-statements": SHOWN, "home-span": SHOWN, "home-latest": 8, "home-unread": SHOWN}
_SCHEMA = """
CREATE TABLE meta (state TEXT NOT NULL);
CREATE TABLE kinds (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE things (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, iri TEXT NOT NULL, label TEXT NOT NULL, detail TEXT NOT NULL,
  folded TEXT NOT NULL, sort TEXT NOT NULL, weight INTEGER NOT NULL
);
CREATE VIRTUAL TABLE names USING fts5(name, content='', detail='none', tokenize='ascii', prefix='1 2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(names, row);
"""
# After the rows: an index that grows with them takes longer.
_INDEXES = """
CREATE INDEX by_folded ON things (kind, folded);
CREATE INDEX by_iri ON things (iri);
CREATE INDEX by_sort ON things (kind, sort);
CREATE TABLE words AS SELECT term AS word, doc AS number FROM vocabulary;
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name: `also` are further words it is found by, `weight` how many statements there are of it.

    `sort` is its place in lists (`canbo.graph.keys.sort_key`); of an article, listed by its day, its folded title.
    """

    kind: str
    iri: str
    label: str
    detail: str
    also: str
    weight: int
    sort: str


def index_file(folder: Path, data: ox.Store, state: str) -> Path:
    """Return the index of a store directory in this state, made where there is none: in it, else where files pass."""
    state = json.dumps([_VERSION, state])
    file = folder / _FILE
    if _state_of(file) == state:
        return file
    where = folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())
    handle, name = tempfile.mkstemp(".sqlite", "canbo-explorer-", where)
    os.close(handle)
    made = Path(name)
    try:
        _write(made, things(data), state, data)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return made.replace(file) if where == folder else made


def _state_of(file: Path) -> str:
    if not file.is_file():
        return ""
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(file)) as found:
        return str(found.execute("SELECT state FROM meta").fetchone()[0])
    return ""


def _write(file: Path, found: Iterable[Thing], state: str, data: ox.Store | None = None) -> None:
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + kept.SCHEMA + _SCHEMA)
        number = 0
        kinds: dict[str, tuple[int, int]] = {}
        for number, one in enumerate(found, 1):
            folded = fold(one.label)
            row = (number, one.kind, one.iri, one.label, one.detail, folded, one.sort, one.weight)
            db.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            db.execute("INSERT INTO names (rowid, name) VALUES (?, ?)", (number, f"{folded} {fold(one.also)}"))
            kinds[one.kind] = (kinds.get(one.kind, (number, 0))[0], number)
        db.executemany("INSERT INTO kinds VALUES (?, ?, ?)", ((kind, *ends) for kind, ends in kinds.items()))
        db.executescript(_INDEXES)
        db.execute("INSERT INTO names (names) VALUES ('optimize')")
        if data is not None:
            keep(db, (ask(data, name, {}, most) for name, most in COUNTS.items()))
            keep(db, checks(db, data))
        db.execute("INSERT INTO meta VALUES (?)", (state,))
        db.commit()


def things(data: ox.Store) -> Iterator[Thing]:
    """Yield all things of a store, by kind and within a kind those first that most is said of."""
    makers = {
        "person": _persons, "place": _places, "body": _bodies, "meeting": _meetings, "instrument": _instruments,
        "indicator": _indicators, "article": _articles,
    }  # fmt: skip
    for kind in KINDS:
        merged: dict[str, Thing] = {}
        for one in makers[kind](data):
            # A row for each other name of the thing.
            before = merged.get(one.iri)
            also = one.also if before is None else f"{before.also} {one.also}"
            merged[one.iri] = replace(one, also=also)
        yield from sorted(merged.values(), key=lambda one: (-one.weight, one.sort, one.iri))


def _rows(data: ox.Store, kind: str) -> list[dict[str, str]]:
    return ask(data, f"index-{kind}", {}, _ALL).rows


def _detail(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _persons(data: ox.Store) -> Iterator[Thing]:
    offices: dict[str, tuple[str, str]] = {}
    for row in _rows(data, "office"):
        told = (row["last"], row["office"].partition(": ")[2])
        offices[row["node"]] = max(offices.get(row["node"], ("", "")), told)
    for row in _rows(data, "person"):
        detail = offices.get(row["node"], ("", ""))[1]
        yield Thing(
            "person", row["node"], row["label"], detail, f"{row['also']} {detail}", int(row["weight"]), row["sort"]
        )


def _places(data: ox.Store) -> Iterator[Thing]:
    for row in _rows(data, "place"):
        kind = labels(row["kind"]).get("vi", "") if row["kind"] else ""
        until = f"đến {day(row['until'], 'vi')}" if row["until"] else ""
        also = f"{row['also']} {kind} {row['above']}"
        yield Thing(
            "place",
            row["node"],
            row["label"],
            _detail(kind, row["above"], until),
            also,
            int(row["weight"]),
            row["sort"],
        )


def _bodies(data: ox.Store) -> Iterator[Thing]:
    for row in _rows(data, "body"):
        yield Thing("body", row["node"], row["label"], row["place"], row["also"], int(row["weight"]), row["sort"])


def _meetings(data: ox.Store) -> Iterator[Thing]:
    for row in _rows(data, "meeting"):
        when = day(row["day"], "vi")
        also = f"{row['place']} {row['organiser']} {when} {row['day'][:4]}"
        detail = _detail(when, row["organiser"] or row["place"])
        yield Thing("meeting", row["node"], row["label"], detail, also, int(row["weight"]), row["sort"])


def _instruments(data: ox.Store) -> Iterator[Thing]:
    for row in _rows(data, "instrument"):
        detail = _detail(row["issuer"], day(row["day"], "vi"))
        also = f"{row['number']} {row['issuer']}"
        yield Thing("instrument", row["node"], row["label"], detail, also, int(row["weight"]), row["sort"])


def _indicators(data: ox.Store) -> Iterator[Thing]:
    for row in _rows(data, "indicator"):
        yield Thing("indicator", row["node"], row["label"], "", row["also"], int(row["weight"]), row["sort"])


def _articles(data: ox.Store) -> Iterator[Thing]:
    for row in _rows(data, "article"):
        # The newest first, whether its day, month or year is known.
        when = int("".join(f"{row['day']}-00-00".split("-")[:3])) if row["day"] else 0
        detail = _detail(day(row["day"], "vi"), row["place"])
        also = f"{row['document']} {row['place']}"
        title = row["headline"] or row["document"]
        yield Thing("article", row["node"], title, detail, also, when, fold(title))
