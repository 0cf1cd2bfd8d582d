"""Pieces of patterns that several readers share: capitals, capitalised runs, alternations of table words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from canbo.extractors.triggers import Trigger, any_of

__all__ = ["CAP", "CAPITALISED", "UPPER", "any_of", "capitalised_run", "pattern", "skip"]

# Every upper-case letter of the Latin blocks that Vietnamese and the names of its peoples use.
UPPER = "".join(
    chr(c) for c in range(0x41, 0x1EFA) if chr(c).isupper() and chr(c).isalpha() and c not in range(0x370, 0x1E00)
)
# A capitalised word: `Páo`, `H'Yâo`, `K'Rứ`, `A`.
# "K' Văn Rứ": the prefix may stand apart from the name
CAP = rf"(?:[KH]'(?= [{UPPER}])|[{UPPER}][^\W\d_]*(?:'[^\W\d_]+)*)"
CAPITALISED = re.compile(rf"{CAP}(?!\w)")
_LONGEST_RUN = 8  # words that any reader asks for
_KEPT = 512  # sentences, as of triggers


def pattern(words: Iterable[str]) -> Trigger:
    """Return a pattern that matches one of the words as whole words, in any case."""
    return Trigger(r"(?!\w)", words)


def skip(text: str, pos: int) -> int:
    """Return the position of the first character at or behind `pos` that is no space."""
    while pos < len(text) and text[pos] == " ":
        pos += 1
    return pos


def capitalised_run(text: str, pos: int, most: int) -> list[tuple[int, int]]:
    """Return the (begin, end) of up to `most` capitalised words from `pos` on, single spaces between them."""
    if not text[pos : pos + 1].isupper():
        return []  # most places that are asked for have a small letter
    runs = _runs(text)
    run = runs.get(pos)
    if run is None or most > _LONGEST_RUN:
        run = runs[pos] = _run(text, pos, max(most, _LONGEST_RUN))
    return run[:most]


@lru_cache(_KEPT)
def _runs(text: str) -> dict[int, list[tuple[int, int]]]:
    """Return the runs of a sentence that are known, by where they begin: readers of names and places ask again."""
    return {}


def _run(text: str, pos: int, most: int) -> list[tuple[int, int]]:
    run: list[tuple[int, int]] = []
    while len(run) < most:
        match = CAPITALISED.match(text, pos)
        if match is None:
            break
        run.append(match.span())
        pos = match.end()
        if text[pos : pos + 1] != " ":
            break
        pos += 1
    return run
