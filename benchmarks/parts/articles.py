"""What other programs of this folder measure: reading, linking anew, and one more article."""

from __future__ import annotations

from pathlib import Path

from .process import Row


def read(_folder: Path, _size: int, task: str) -> Row:
    """Read the articles of the examples once, with all warm; a tagger takes seconds for one."""
    import reading

    return reading.measured(task, reading.bundled([reading.ROOT / "examples" / "articles"]), 1)


def link(folder: Path, size: int, _variant: str) -> Row:
    """Link a store anew."""
    import linking

    return linking.whole(folder, size)


def add(folder: Path, size: int, _variant: str) -> Row:
    """Add articles one at a time."""
    import linking

    return linking.more(folder, size)
