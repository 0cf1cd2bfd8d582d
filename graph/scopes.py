"""Whose a body is: the level of the unit it governs, or the whole country, told by the words of its name.

The words are data: `ontology/tables/linking.toml`. A name such as `Huyện ủy` says which level, never which unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from canbo.graph.keys import name_key
from canbo.ontology import table
from canbo.ontology.gazetteer import Level


@dataclass(frozen=True, slots=True)
class Scope:
    """What the words of a name say of its unit: levels to look in, kinds to prefer, or that it is central."""

    levels: tuple[Level, ...] = ()
    kinds: frozenset[str] = frozenset()
    central: bool = False

    def __bool__(self) -> bool:
        return bool(self.levels) or self.central

    @property
    def local(self) -> bool:
        """Tell whether the name is one of a unit, so that it means nothing without knowing which."""
        return bool(self.levels)


NOWHERE = Scope()
_CENTRAL = Scope(central=True)


@cache
def scope_of(name: str) -> Scope:
    """Return the scope of a body's or instrument's name: `UBND huyện` is of a district, `Chính phủ` is central."""
    text = name_key(name)
    for entry, pattern in _units():
        if pattern.search(text):
            return Scope(tuple(map(Level, entry["levels"])), frozenset(entry["kinds"]))
    for level, pattern in _heads():
        if pattern.match(text):
            return Scope((level,))
    central = table("linking")["central"]
    if not _words(central["not_heads"]).match(text) and (
        _words(central["words"]).search(text) or _words(central["heads"]).match(text)
    ):
        return _CENTRAL
    return NOWHERE


@cache
def body_kind(name: str) -> str:
    """Return the id of the body's kind (`party`, `state`, …), or an empty string where no word tells."""
    text = name_key(name)
    for entry in table("linking")["body_kind"]:
        if _words(entry["words"]).search(text):
            return str(entry["id"])
    return ""


def is_lasting_series(kind: str) -> bool:
    """Tell whether gatherings of this kind (its concept) are numbered once and for all, not anew in every term."""
    return kind.rpartition("/")[2] in table("linking")["series"]["lasting"]


def _words(words: list[str]) -> re.Pattern[str]:
    return _pattern(tuple(words))


@cache
def _pattern(words: tuple[str, ...], after: tuple[str, ...] = (), before: tuple[str, ...] = ()) -> re.Pattern[str]:
    behind = "".join(rf"(?<!\b{re.escape(word)} )" for word in after)
    ahead = rf"(?!\s+(?:{'|'.join(map(re.escape, before))})\b)" if before else ""
    return re.compile(rf"{behind}\b(?:{'|'.join(map(re.escape, words))})\b{ahead}")


@cache
def _units() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    return [
        (entry, _pattern(tuple(entry["words"]), tuple(entry.get("not_after", ())), tuple(entry.get("not_before", ()))))
        for entry in table("linking")["unit"]
    ]


@cache
def _heads() -> list[tuple[Level, re.Pattern[str]]]:
    return [(Level(level), _words(words)) for level, words in table("linking")["heads"].items()]


def scope_before(sentence: str, name: str) -> Scope:
    """Return what the type word before a name in a sentence tells."""
    words = _words_before(sentence, name)
    if not words:
        return NOWHERE
    one, two = scope_of(words[-1]), scope_of(" ".join(words))
    # "trên địa bàn huyện Sìn Hồ": the word before the name; "thị xã Sơn Tây": the two before it.
    nearest = two if words[-1].lower() in ("xã", "phố", "trấn", "khu") and two.levels else one
    return nearest if nearest.kinds else NOWHERE


_BEFORE = re.compile(r"([^\W\d]+(?: [^\W\d]+)?)\s+$")
_NOT_BEHIND = re.compile(r"\w")
_REACH = 60  # two words are no longer


def _words_before(sentence: str, name: str) -> list[str]:
    """Return the one or two words before the first place in a sentence where the name has any."""
    at = sentence.find(name)
    while at >= 0:
        before = _BEFORE.search(sentence, max(0, at - _REACH), at)
        if before is not None and not _NOT_BEHIND.match(sentence, at + len(name)):
            return before[1].split()
        at = sentence.find(name, at + 1)
    return []
