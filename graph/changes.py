"""What a build did to the facts: statements that an article has now and did not have before, and the other way round.

Statements are compared as rows of their fact tables, article by article: what another article states too is not
looked at. Two figures of an article are one that changed where all but value, unit, total and qualifier is the same.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import BinaryIO

import pyoxigraph as ox

from canbo.graph.namespaces import TYPE, term, text
from canbo.graph.summary import FactCount, Summary
from canbo.ontology import table

Row = tuple[tuple[str, str], ...]  # columns and what stands there, without the empty ones
_FIGURES = "indicators"
_MEASURED = {"value", "unit", "total", "qualifier"}


@dataclass(frozen=True, slots=True)
class Changed:
    """The rows of one fact table that came and went with an article, and those that stayed with another value."""

    table: str
    added: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)


def compare(old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> list[Changed]:
    """Return how the statements in the triples `new` of an article differ from those in `old`, by fact table."""
    before, now = rows(old), rows(new)
    found = []
    for name in table("facts"):
        added = sorted((now[name] - before[name]).elements())
        gone = sorted((before[name] - now[name]).elements())
        pairs = list(_pairs(gone, added)) if name == _FIGURES else []
        for was, is_ in pairs:
            gone.remove(was)
            added.remove(is_)
        if added or gone or pairs:
            found.append(Changed(name, added, gone, pairs))
    return found


def rows(quads: Iterable[ox.Quad]) -> dict[str, Counter[Row]]:
    """Return the rows of statements by fact table."""
    columns, classes = _columns(), _classes()
    tables: dict[str, str] = {}
    cells: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in quads:
        if quad.predicate == TYPE:
            name = classes.get(text(quad.object))
            if name is not None:
                tables[text(quad.subject)] = name
        elif (column := columns.get(quad.predicate.value)) is not None:
            cells[text(quad.subject)].append((column, text(quad.object)))
    found: dict[str, Counter[Row]] = {name: Counter() for name in table("facts")}
    for node, name in tables.items():
        order = {column["property"]: column["name"] for column in table("facts")[name]["columns"]}
        said = {order[prop]: value for prop, value in cells[node] if prop in order}
        found[name][tuple((column, said[column]) for column in order.values() if column in said)] += 1
    return found


def count(found: Iterable[Changed], counts: dict[str, FactCount]) -> None:
    """Add what changed in one article to the counts by fact table."""
    for one in found:
        counts[one.table] += FactCount(len(one.added), len(one.gone), len(one.changed))


class ChangesFile:
    """Writes what a build changes as one JSON document, article by article: it is never whole in memory."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._first = True
        self._write('{\n"facts": [')

    def article(self, name: str, found: Iterable[Changed]) -> None:
        """Write what changed in the article called `name`, a line for each fact table."""
        for one in found:
            told: dict[str, object] = {"article": name, "table": one.table}
            told["added"] = [dict(row) for row in one.added]
            told["gone"] = [dict(row) for row in one.gone]
            if one.table == _FIGURES:
                told["changed"] = [{"from": dict(was), "to": dict(now)} for was, now in one.changed]
            self._write(("\n" if self._first else ",\n") + _json(told))
            self._first = False

    def end(self, summary: Summary) -> None:
        """Write the articles and the counts, and end the document."""
        failed = [{"source": one.source, "text": one.text} for one in summary.failures]
        articles = {"added": summary.added, "changed": summary.changed, "removed": summary.removed, "failed": failed}
        self._write('\n],\n"articles": ' + _json(articles))
        counts = {name: len(found) for name, found in articles.items()} | {"unchanged": len(summary.unchanged)}
        self._write(
            ',\n"counts": ' + _json({"articles": counts} | {n: asdict(one) for n, one in summary.facts.items()})
        )
        self._write(',\n"complete": ' + _json(summary.complete) + "\n}\n")

    def _write(self, text_: str) -> None:
        self._out.write(text_.encode("utf-8", "backslashreplace"))  # file names may be no text


def _json(what: object) -> str:
    return json.dumps(what, ensure_ascii=False)


def _pairs(gone: list[Row], added: list[Row]) -> Iterator[tuple[Row, Row]]:
    waiting: dict[Row, list[Row]] = defaultdict(list)
    for row in added:
        waiting[_key(row)].append(row)
    for row in gone:
        if waiting[_key(row)]:
            yield row, waiting[_key(row)].pop(0)


def _key(row: Row) -> Row:
    return tuple(cell for cell in row if cell[0] not in _MEASURED)


@cache
def _columns() -> dict[str, str]:
    """Return the properties of columns by IRI, as the fact tables name them."""
    return {term(c["property"]).value: c["property"] for facts in table("facts").values() for c in facts["columns"]}


@cache
def _classes() -> dict[str, str]:
    return {term(facts["class"]).value: name for name, facts in table("facts").items()}
