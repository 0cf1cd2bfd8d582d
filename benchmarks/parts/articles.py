"""What other programs of this folder measure: reading, linking anew, and one more article."""

from __future__ import annotations

from pathlib import Path

from .process import Row


def read(_folder: Path, _size: int, task: str) -> Row:
    """Read the bundled articles, each once with all warm."""
    import reading

    return reading.measured(task, reading.bundled(), 1)


def link(folder: Path, size: int, _variant: str) -> Row:
    """Link a store anew."""
    import linking

    return linking.whole(folder, size)


def add(folder: Path, size: int, _variant: str) -> Row:
    """Add articles one at a time."""
    import linking

    return linking.more(folder, size)
