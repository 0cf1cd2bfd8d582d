"""Rows of answers put together for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, str]


def grouped(rows: Iterable[Row], key: str) -> list[Sequence[Row]]:
    """Return the rows in groups of one value of `key`, groups and rows in the order they come."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return list(found.values())


def distinct(rows: Iterable[Row], key: str) -> list[Row]:
    """Return the first row of each value of `key`."""
    return [group[0] for group in grouped(rows, key)]
