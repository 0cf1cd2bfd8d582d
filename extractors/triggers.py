"""Patterns that are tried only where a word of the sentence stands that they may begin with.

`re` tries every alternative at every letter. A sentence's words are few: they are found once, and a table says of each
word which patterns may begin with it. A pattern that no word of the sentence may begin costs one look-up; the others
are matched at these words only. The matches are those that `re` finds for patterns that begin with a word.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from canbo.extractors.firsts import beginnings, plain_word

_WORD = re.compile(r"\w+")
_END = sys.maxsize
_VOCABULARY = 50_000  # words of which it is known which patterns they begin; then it is learned anew
_KEPT = 512  # sentences of an article, looked at again by each fact table

_all: list[Trigger] = []
_begun: dict[str, tuple[int, ...]] = {}  # word in lower case: numbers of the patterns that may begin with it
_Places = list[tuple[int, str]]


@lru_cache(_KEPT)
def places_of(text: str) -> dict[int, _Places]:
    """Return, by the number of a pattern, where the words of a text are that it may begin with, and these words.

    They are in lower case, and kept for the next pattern that asks.
    """
    places: dict[int, _Places] = {}
    known = _begun.get
    for match in _WORD.finditer(text):
        word = match.group().lower()
        numbers = known(word)
        if numbers is None:
            numbers = _learn(word)
        if numbers:
            place = (match.start(), word)
            for number in numbers:
                if number in places:
                    places[number].append(place)
                else:
                    places[number] = [place]
    return places


def _learn(word: str) -> tuple[int, ...]:
    """Find out which patterns can begin with a word."""
    if len(_begun) > _VOCABULARY:
        _begun.clear()
    plain = plain_word(word)
    numbers = _begun[word] = tuple(trigger.number for trigger in _all if trigger.may_begin(word, plain))
    return numbers


class Trigger:
    """A pattern, any case, whose matches begin where a word begins.

    With `words` the pattern is one of them (group 1) and `after`; else it is `after` alone, and what it may begin
    with is read out of it. It has the methods of `re.Pattern` that rules use, and `pattern` to build others with.
    """

    def __init__(self, after: str, words: Iterable[str] = (), before: str = r"(?<!\w)") -> None:
        self._before = before
        self._after = after
        self._words: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            first = _WORD.match(word)
            if first is None:
                raise ValueError(f"a trigger must begin with a letter or digit: {word!r}")
            self._words.setdefault(first.group().lower(), []).append(word)
        self._parts: dict[str, re.Pattern[str]] = {}
        self.number = len(_all)
        _all.append(self)
        _begun.clear()  # what was learned does not know of this one
        places_of.cache_clear()

    @cached_property
    def pattern(self) -> str:
        """Return the pattern as `re` reads it."""
        return self._pattern([word for words in self._words.values() for word in words])

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return beginnings(self.pattern)

    def _pattern(self, words: list[str]) -> str:
        return f"{self._before}{f'({any_of(words)})' if words else ''}{self._after}"

    def _part(self, word: str) -> re.Pattern[str]:
        """Return the pattern to try at a word that one of the words begins with."""
        part = self._parts.get(word)
        if part is None:
            part = self._parts[word] = re.compile(self._pattern(self._words[word]), re.IGNORECASE)
        return part

    def may_begin(self, word: str, plain: str) -> bool:
        """Tell whether the pattern can begin with a word, given in lower case and as `plain_word` has it."""
        if self._words:
            return word in self._words
        return not self._beginnings or plain.startswith(self._beginnings)

    def may_match(self, text: str) -> bool:
        """Tell whether a word stands in `text` that the pattern may begin with: a cheap look before a dear one."""
        return self.number in places_of(text)

    def match(self, text: str, pos: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match at `pos`, or None."""
        word = _WORD.match(text, pos)
        first = word.group().lower() if word is not None else ""
        if self._words:
            return self._part(first).match(text, pos, end) if first in self._words else None
        if first and self.number not in (_begun[first] if first in _begun else _learn(first)):
            return None
        return self._whole.match(text, pos, end)

    def search(self, text: str, pos: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match that begins at or behind `pos` and ends by `end`, or None."""
        places = places_of(text).get(self.number)
        return None if places is None else next(self._each(places, text, pos, end), None)

    def finditer(self, text: str, pos: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return the matches in order that do not overlap."""
        places = places_of(text).get(self.number)
        return iter(()) if places is None else self._apart(places, text, pos, end)

    def each(self, text: str, pos: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return the match at every place that has one, in order; the next may begin within the last."""
        places = places_of(text).get(self.number)
        return iter(()) if places is None else self._each(places, text, pos, end)

    def _apart(self, places: _Places, text: str, pos: int, end: int) -> Iterator[re.Match[str]]:
        for match in self._each(places, text, pos, end):
            if match.start() >= pos:
                pos = match.end()
                yield match

    def _each(self, places: _Places, text: str, pos: int, end: int) -> Iterator[re.Match[str]]:
        whole = None if self._words else self._whole
        parts = self._parts
        for at in range(bisect_left(places, (pos, "")) if pos else 0, len(places)):
            place, word = places[at]
            if place >= end:
                return
            match = (whole or parts.get(word) or self._part(word)).match(text, place, end)
            if match is not None:
                yield match


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of the words, longest first; a space in a word matches any run of spaces."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)
