"""With which words a pattern can begin: read out of the pattern itself, so that tables of rules need not say it twice.

The tree that `re` makes of a pattern is walked up to the first thing that is no letter or digit. Where the module that
makes it is not there (it is not part of the public interface), or the pattern is too free, nothing is known, and the
pattern is tried at every word.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

_DIGITS = re.compile(r"\d")
_MOST = 600  # beginnings; a pattern with more is as good as any
_SET = 40  # letters of a set that are told apart


@dataclass(frozen=True, slots=True)
class _Heads:
    """Beginnings of a part of a pattern: those that end in it and those that what follows goes on with."""

    closed: frozenset[str]
    open: frozenset[str]

    def then(self, other: _Heads) -> _Heads:
        def joined(ends: Iterable[str]) -> frozenset[str]:
            return frozenset(a + b for a in self.open for b in ends)

        return _Heads(self.closed | joined(other.closed), joined(other.open))

    def __or__(self, other: _Heads) -> _Heads:
        return _Heads(self.closed | other.closed, self.open | other.open)


_EMPTY = _Heads(frozenset(), frozenset([""]))
_ANYTHING = _Heads(frozenset([""]), frozenset())


def plain_word(word: str) -> str:
    """Return a word as beginnings are written: in lower case, every digit a 0."""
    return _DIGITS.sub("0", word.lower())


def beginnings(pattern: str) -> tuple[str, ...]:
    """Return with what the words begin that `pattern`, in any case, can begin with; empty where that is not known."""
    parser = _parser()
    if parser is None:
        return ()
    heads = _sequence(parser.parse(pattern, re.IGNORECASE))
    found = heads.closed | heads.open
    return () if "" in found or len(found) > _MOST else tuple(sorted(found))


@cache
def _parser() -> Any:
    try:
        return importlib.import_module("re._parser")
    except ImportError:
        return None


def _sequence(items: Iterable[Any]) -> _Heads:
    heads = _EMPTY
    for code, value in items:
        heads = heads.then(_item(str(code), value))
        if not heads.open or len(heads.open) > _MOST:
            return _Heads(heads.closed | heads.open, frozenset())
    return heads


def _item(code: str, value: Any) -> _Heads:
    if code in ("AT", "ASSERT", "ASSERT_NOT"):
        return _EMPTY
    if code == "LITERAL":
        return _letter(chr(value))
    if code == "IN":
        return _set(value)
    if code == "SUBPATTERN":
        return _sequence(value[-1])
    if code == "BRANCH":
        found = [_sequence(one) for one in value[1]]
        return _Heads(frozenset().union(*(f.closed for f in found)), frozenset().union(*(f.open for f in found)))
    if code in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        once = _sequence(inner)
        if most != 1:  # what comes a second time is not followed
            once = _Heads(once.closed | once.open, frozenset())
        return once if least else once | _EMPTY
    return _ANYTHING


def _letter(char: str) -> _Heads:
    if not (char.isalnum() or char == "_"):
        return _ANYTHING
    return _Heads(frozenset(), frozenset([plain_word(char)]))


def _set(members: Iterable[Any]) -> _Heads:
    found = _Heads(frozenset(), frozenset())
    for code, value in members:
        if str(code) == "LITERAL":
            found = found | _letter(chr(value))
        elif str(code) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found = found | _letter("0")
        elif str(code) == "RANGE" and value[1] - value[0] < _SET:
            for char in range(value[0], value[1] + 1):
                found = found | _letter(chr(char))
        else:
            return _ANYTHING
    return found
