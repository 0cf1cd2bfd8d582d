"""Administrative units as articles name them: a level word and a name (`huyện Sìn Hồ`, `TP.Tân An`, `quận 7`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from canbo.extractors.triggers import Trigger
from canbo.extractors.words import CAP, any_of, capitalised_run, skip
from canbo.ontology import gazetteer, table
from canbo.ontology.folding import fold

# The level of each level word; `thành phố` is a province-level city or a district-level one, by its name.
LEVELS = {
    "tỉnh": "tỉnh", "huyện": "huyện", "quận": "huyện", "thị xã": "huyện",
    "xã": "xã", "phường": "xã", "thị trấn": "xã", "đặc khu": "xã",
}  # fmt: skip
_WORD: dict[str, str] = dict(table("bodies")["levels"])
# `hợp tác xã` and `thông tấn xã` are no communes.
# "TP.Tân An", "TP Hà Nội", "Tp. Hồ Chí Minh", "thị xã Ba Đồn", "TX. Ba Đồn"
# "TPHCM": the short forms may be glued to the name.
_SHORT = any_of(word for word in _WORD if word not in ("q.", "xã"))
LEVEL_WORD = Trigger(rf"(?<!tấn )(?<!tác )({_SHORT}|xã(?![\w'])(?!\s+hội)|q\.(?=\s?[\dA-ZĐ]))\.?")
_NUMBER = re.compile(r"\d{1,2}(?!\d|[.,/]\d|\s?%|\s*(?:tháng|năm|xã|phường))")
_HYPHENATED = re.compile(rf"\s?-\s?({CAP}(?: {CAP})?)")
_LOWER = re.compile(r" [^\W\d_]+")
_MOST_SYLLABLES = 4
_MOST_IN_CAPITALS = 3
# When the article that is being read speaks. Every reader of bodies and names asks for units, so it is no argument.
_ON: ContextVar[str] = ContextVar("on", default="")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit named in a text. `word` is its level word in full, `level` one of tỉnh, huyện, xã."""

    name: str
    word: str
    level: str
    begin: int
    end: int


@contextmanager
def speaking_on(date: str) -> Iterator[None]:
    """Read in this block as an article of `date` (ISO, or a part of one) does: from July 2025 on it has new units too.

    Units until the reform stay known, as articles go on to name them. Without a date only they are known.
    """
    before = _ON.set(date)
    try:
        yield
    finally:
        _ON.reset(before)


def units_named(name: str, level: str) -> list[gazetteer.Unit]:
    """Return the units of this name and level that the article may mean, those valid at its time first."""
    return list(_units_on(name, level, _ON.get()))


@lru_cache(maxsize=1 << 14)
def _units_on(name: str, level: str, on: str) -> tuple[gazetteer.Unit, ...]:
    """Return the same for a date; every capitalised word of an article is asked for, most of them again and again."""
    old = gazetteer.find(name, level=level)
    if not on or on + "~" < gazetteer.REFORM:
        return tuple(old)
    new = (unit for unit in gazetteer.find(name, level=level, on=on) if unit.reformed)
    return (*new, *old)


@lru_cache(maxsize=1 << 14)
def _bare_on(name: str, level: str, on: str) -> tuple[gazetteer.Unit, ...]:
    """Return the units that a name without level word may mean: a commune, where it has the name of a district gone."""
    units = _units_on(name, level, on)
    if level == "huyện" and units and on and not any(unit.valid(on) for unit in units):
        # "Đảng ủy Ngân Sơn" in 2026; names of communes alone would be too many, and those of persons among them
        return tuple(gazetteer.find(name, level="xã", on=on)) or units
    return units


def level_of(word: str, name: str) -> str:
    """Return the level of a unit by its level word; a `thành phố` is a province where the gazetteer has it so."""
    if word == "thành phố":
        return "tỉnh" if _is_central_city(name) else "huyện"
    return LEVELS.get(word, "")


def _is_central_city(name: str) -> bool:
    """Tell whether `thành phố` and this name are a centrally run city: Huế was a city of a province before 2025."""
    central = any(unit.kind == "thanh-pho-trung-uong" for unit in units_named(name, "tỉnh"))
    if not central or not (on := _ON.get()):
        return central
    return not any(unit.kind == "thanh-pho" and unit.valid(on) for unit in units_named(name, "huyện"))


def read_level(text: str, pos: int) -> tuple[str, int] | None:
    """Read a level word at `pos`: (the word in full, the position behind it)."""
    match = LEVEL_WORD.match(text, pos)
    return None if match is None else (_WORD[" ".join(match.group(1).lower().split())], match.end())


def read_name(text: str, pos: int, word: str) -> tuple[str, int] | None:
    """Read the name of a unit at `pos`, behind its level word: (name, end).

    A name that the gazetteer has at that level ends where the gazetteer says; else where the capitals end, or
    before what must be a person's name (`xã Tân Lập Trần Thị Mai`).
    """
    number = _NUMBER.match(text, pos) if word in ("quận", "phường") else None
    if number:
        return str(int(number.group())), number.end()
    run = capitalised_run(text, pos, _MOST_SYLLABLES + 2)
    if not run:
        return None
    if len(run) == 1 and (slip := _LOWER.match(text, run[0][1])):
        # "thành phố Đà nẵng": a slip of the pen that the gazetteer can confirm
        name = text[pos : slip.end()]
        if gazetteer.find(name, level=level_of(word, name) or None):
            return gazetteer.find(name, level=level_of(word, name) or None)[0].name, slip.end()
    known = _known(text, run, word)
    if known is not None:
        return known
    words = [text[begin:end] for begin, end in run]
    alone = LEVELS.get(word) == "huyện" and len(words) == 1  # "M.Đăng - Q.Khải" signs the article
    if word in ("tỉnh", "thành phố") or alone or (words[0] in _surnames() and len(words) > 2):
        # the gazetteer has every province and city; what else is capitalised here is a person
        return None
    run = run[:_MOST_SYLLABLES]
    for i in range(1, len(run)):
        if words[i] in _surnames() and len(words) - i >= 2:
            run = run[:i]
            break
    name = text[run[0][0] : run[-1][1]]
    if name.isupper() and len(name) > 2 and (LEVELS.get(word) != "xã" or len(run) > _MOST_IN_CAPITALS):
        return None  # a headline in capitals: "ĐẢNG BỘ THỊ XÃ TỔNG KẾT NĂM"
    return name.title() if name.isupper() and len(name) > 2 else name, run[-1][1]


def known_prefix(text: str, pos: int, levels: tuple[str, ...] = ()) -> tuple[gazetteer.Unit, int] | None:
    """Read the longest gazetteer name at `pos` that stands without a level word (`Huyện ủy Ngân Sơn`).

    Without `levels` it is a province or district, or what has the district's name when the article speaks.
    """
    run = capitalised_run(text, pos, _MOST_SYLLABLES + 1)
    if not run:
        return None
    named, on = _units_on if levels else _bare_on, _ON.get()
    for end in _ends(text, run):
        for level in filter(None, levels or ("tỉnh", "huyện")):
            units = named(text[pos:end], level, on)
            if units:
                return units[0], end
    return None


def _known(text: str, run: list[tuple[int, int]], word: str) -> tuple[str, int] | None:
    for end in _ends(text, run):
        name = text[run[0][0] : end]
        level = level_of(word, name)
        units = units_named(name, level) if level else []
        if units:
            rest = [begin for begin, _ in run if begin > end]
            if level == "xã" and len(rest) == 1:
                # one more capital is no person's name, so the commune's name is longer than any known one
                return None
            return as_written(name, units[0].name), end
    return None


def as_written(name: str, official: str) -> str:
    """Return the name as the article spells it (`Đăk Glei`), or the official one for an alias or capitals."""
    return name if fold(name) == fold(official) and not name.isupper() else official


def _ends(text: str, run: list[tuple[int, int]]) -> list[int]:
    """Return where a name that begins with `run` may end, longest first; a hyphen or number may go on.

    "Bà Rịa - Vũng Tàu", "phường Hà Giang 1".
    """
    if not run:
        return []
    ends = [end for _, end in run]
    number = _NUMBER.match(text, ends[-1] + 1) if text[ends[-1] : ends[-1] + 1] == " " else None
    if number:
        ends.append(number.end())
    hyphen = _HYPHENATED.match(text, ends[-1])
    if hyphen:
        ends.extend([hyphen.start(1) + len(hyphen.group(1).split(" ")[0]), hyphen.end()])
    return sorted(set(ends), reverse=True)


def find_units(text: str) -> Iterator[Unit]:
    """Yield every unit named with its level word, in order."""
    pos = 0
    for match in LEVEL_WORD.each(text):
        if match.start() < pos:
            continue
        unit = _unit(text, match)
        pos = match.end() if unit is None else unit.end
        if unit is not None:
            yield unit


def unit_at(text: str, pos: int) -> Unit | None:
    """Return the unit that is named with its level word at `pos`, or None."""
    match = LEVEL_WORD.match(text, pos)
    return None if match is None else _unit(text, match)


def _unit(text: str, match: re.Match[str]) -> Unit | None:
    word = _WORD[" ".join(match.group(1).lower().split())]
    named = read_name(text, skip(text, match.end()), word)
    return None if named is None else Unit(named[0], word, level_of(word, named[0]), match.start(), named[1])


@cache
def _surnames() -> frozenset[str]:
    return frozenset(table("names")["surnames"])
