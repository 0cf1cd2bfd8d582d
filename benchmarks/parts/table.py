"""The parts by name, what of each is done in a process of its own, and the figures as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from .process import Row, exponent
from .starting import COMMANDS

Found = Row | list[Row]


@dataclass(frozen=True)
class Part:
    """A part of the benchmark.

    `measure` names the function, as module:name, that gets folder, size and variant; it is imported only by the process
    that measures, because a process begins with the memory of the one that starts it. `growing` are the figures whose
    growth is fitted over the sizes; a part that has none is measured at one size. `needs` is what must be there.
    """

    measure: str
    variants: tuple[str, ...]
    growing: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("store",)
    at: Literal["every size", "the first", "the last"] = "every size"

    def sizes(self, every: list[int]) -> list[int]:
        """Return the sizes that it is measured at."""
        return {"every size": every, "the first": every[:1], "the last": every[-1:]}[self.at]

    def run(self, folder: Path, size: int, variant: str) -> Found:
        """Measure, in this process."""
        module, _, name = self.measure.partition(":")
        found: Found = getattr(import_module(module), name)(folder, size, variant)
        return found


_COST = ("s", "cpu", "memory")
PARTS = {
    "read": Part(
        "parts.articles:read",
        ("canbo: read", "canbo: read and map to RDF", "underthesea: word segmentation", "underthesea: named entities"),
        needs=(),
        at="the first",
    ),
    "build": Part("parts.building:build", ("1 process", "2 processes"), _COST, ()),
    "load": Part(
        "parts.loading:load",
        ("rdflib in memory", "Oxigraph in memory", "Oxigraph on disk"),
        _COST,
        ("store", "triples"),
    ),
    "queries": Part("parts.asking:ask", ("Oxigraph", "rdflib"), ("median", "p95"), ("store", "triples")),
    "validate": Part(
        "parts.validating:check",
        ("compiled shapes", "pyshacl, parsed shapes", "pyshacl, naive call", "pyrudof"),
        needs=(),
        at="the last",
    ),
    "export": Part("parts.exporting:export", ("Turtle", "N-Quads"), _COST),
    "link": Part("parts.articles:link", ("all anew",), ("whole", "cpu", "memory")),
    "add": Part("parts.articles:add", ("one article",), ("one more", "most")),
    "start": Part("parts.starting:start", tuple(COMMANDS), at="the first"),
}


def growth(part: Part, rows: Sequence[Row]) -> list[Row]:
    """Return the exponent of each growing figure, for each variant (and question) that has two sizes or more."""
    found: list[Row] = []
    for (variant, question), some in groupby(sorted(rows, key=_series), key=_series):
        whole = [row for row in some if "why" not in row]
        known = {
            what: exponent(whole, what, "size")
            for what in part.growing
            if len({row["size"] for row in whole}) > 1 and all(row[what] > 0 for row in whole)
        }
        if known:
            found.append({"variant": variant, **({"question": question} if question else {}), **known})
    return found


def _series(row: Row) -> tuple[str, str]:
    return row["variant"], row.get("question", "")


def lines(name: str, rows: Sequence[Row], grown: Sequence[Row]) -> Iterator[str]:
    """Yield a part as lines: its rows under their columns, then growth, then what could not be measured."""
    measured = [row for row in rows if "why" not in row]
    columns = list(dict.fromkeys(column for row in measured for column in row))
    yield f"\n{name}"
    cells = [columns, *([_shown(row.get(column)) for column in columns] for row in measured)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells if measured else []:
        yield "  ".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True))
    for row in grown:
        of = " ".join(str(row[key]) for key in ("variant", "question") if key in row)
        powers = ", ".join(f"{what} n^{power:.2f}" for what, power in row.items() if isinstance(power, float))
        yield f"growth, {of}: {powers}"
    for row in rows:
        if "why" in row:
            yield f"not measured: {row['variant']} {row.get('question', '')} size {row['size']}: {row['why']}"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
