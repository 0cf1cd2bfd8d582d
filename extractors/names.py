"""Personal names: one string, as written, without address, rank or degree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from canbo.extractors.triggers import Trigger
from canbo.extractors.words import capitalised_run, skip
from canbo.ontology import gazetteer, table

_TABLE = table("names")
SURNAMES = frozenset(_TABLE["surnames"])
HONORIFIC = Trigger(r"(?![\w/])", _TABLE["honorifics"], before=r"(?<![\w/])")
_RANK = Trigger(r"(?!\w)\.?,?\s*-?\s*", _TABLE["ranks"], before="")
RANK = Trigger(r"(?!\w)\.?", _TABLE["ranks"])
_NEXT_SENTENCE = re.compile(rf"(?:{'|'.join(_TABLE['not_last'])})")
_MOST_RANKS = 6  # `Thiếu tướng, GS.TS, NGND, Thầy thuốc …`; more is a list of ranks
_MOST = 5
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name in a sentence; `begin` and `end` are offsets into the sentence's text."""

    text: str
    begin: int
    end: int


def skip_rank(text: str, pos: int) -> int:
    """Return the position behind ranks and degrees at `pos` (`Thượng tá, TS. `)."""
    for _ in range(_MOST_RANKS):
        match = _RANK.match(text, pos)
        if match is None:
            break
        pos = skip(text, match.end())
    return pos


def read_name(text: str, pos: int) -> Name | None:
    """Read a full name (two to five syllables) at `pos`, ranks before it skipped."""
    from canbo.extractors.offices import role_at

    address = HONORIFIC.match(text, pos)
    pos = skip_rank(text, skip(text, address.end()) if address else pos)
    run = capitalised_run(text, pos, _MOST + 1)
    if len(run) == 1 and "'" in text[slice(*run[0])]:
        # "K'Nhiên": one word may be a full name where it has the prefix of its people
        begin, end = run[0]
        return Name(text[begin:end], begin, end) if end - begin > _FEWEST + 1 else None
    for i in range(_FEWEST, len(run)):
        if role_at(text, run[i][0]) is not None:
            run = run[:i]
            break
    if not _FEWEST <= len(run) <= _MOST or role_at(text, pos) is not None:
        return None
    if len(run) > _FEWEST and _NEXT_SENTENCE.match(text, run[-1][0]):
        # "Trần Văn Khoa Chiều nay …": captions are glued to the next sentence without a mark
        run.pop()
    begin, end = run[0][0], run[-1][1]
    return Name(title_case(text[begin:end]), begin, end) if _plausible(text, run) else None


def _plausible(text: str, run: list[tuple[int, int]]) -> bool:
    words = [text[begin:end] for begin, end in run]
    if gazetteer.find(" ".join(words)):
        # "Bí thư Hà Nội": a province or district, and no person of that name
        return False
    # `UBND`, `HTX`, `BQL`: an abbreviation among words of mixed case is no syllable of a name
    mixed = any(not w.isupper() for w in words)
    return (
        not (mixed and any(len(w) > 1 and w.isupper() and "'" not in w for w in words)) and words[0] not in _not_names()
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_TABLE["not_first"])


def title_case(name: str) -> str:
    """Return a name printed in capitals as it is usually written: `LÊ HẢI ĐƯỜNG` is `Lê Hải Đường`."""
    if name != name.upper() or " " not in name:
        return name
    return " ".join("'".join(part.capitalize() for part in word.split("'")) for word in name.split(" "))


def looks_like_person(name: str) -> bool:
    """Tell whether capitalised words read as a person's name: two to five, the first a family name."""
    words = name.split(" ")
    return _FEWEST <= len(words) <= _MOST and words[0] in SURNAMES
