"""Pieces of patterns that several readers share: capitals, capitalised runs, alternations of table words."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Every upper-case letter of the Latin blocks that Vietnamese and the names of its peoples use.
UPPER = "".join(
    chr(c) for c in range(0x41, 0x1EFA) if chr(c).isupper() and chr(c).isalpha() and c not in range(0x370, 0x1E00)
)
# A capitalised word: `Páo`, `H'Yâo`, `K'Rứ`, `A`.
# "K' Văn Rứ": the prefix may stand apart from the name
CAP = rf"(?:[KH]'(?= [{UPPER}])|[{UPPER}][^\W\d_]*(?:'[^\W\d_]+)*)"
CAPITALISED = re.compile(rf"{CAP}(?!\w)")


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of the words, longest first; a space in a word matches any run of spaces."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches one of the words as whole words, in any case."""
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


def skip(text: str, pos: int) -> int:
    """Return the position of the first character at or behind `pos` that is no space."""
    while pos < len(text) and text[pos] == " ":
        pos += 1
    return pos


def capitalised_run(text: str, pos: int, most: int) -> list[tuple[int, int]]:
    """Return the (begin, end) of up to `most` capitalised words from `pos` on, single spaces between them."""
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
