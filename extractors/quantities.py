"""Quantities: a number with its unit, a part of a whole (`26/34 chỉ tiêu`), a range, and how exact it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from canbo.extractors.numbers import NUMBER, parse
from canbo.ontology import table

_UNITS = table("units")
_WORDS = table("measures")


def _any(words: list[str]) -> str:
    """Return an alternation of `words`, longest first, spaces of any width."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=len, reverse=True))


_KINDS: dict[str, str] = {
    name.lower(): unit["kind"] for unit in _UNITS["unit"] for name in (unit["vi"], *unit.get("aliases", ()))
}
_SCALE = _any(_UNITS["scale"])
_NO_UNIT = r"(?<=t[ỷỉ])\s(?:lệ|trọng|suất)(?!\w)"  # "năm 2019 tỷ lệ hộ nghèo", but "3 dự án trọng điểm"
_UNIT = re.compile(
    rf"\s*((?:(?:{_SCALE})\s+)?(?:{_any(list(_KINDS))})(?:(?<=[%‰])|(?!\w))(?!{_NO_UNIT})(?:\s?/\s?(?:{_any(_UNITS['per'])})(?!\w))*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?<![\w.-])(?<!\d,)(?:{NUMBER})(?![\d:])")
_MASKED = re.compile("|".join(f"(?:{p})" for p in _WORDS["masked"]), re.IGNORECASE)
_OF = re.compile(
    r"\s*(?:/|trên tổng số|trong tổng số|trong số|trên)\s*(?:tổng số\s*)?"
    rf"(?P<plan>(?:{_any(_WORDS['quota'])})\s*:?\s*)?"
    rf"(?P<total>{NUMBER})(?![\d/])",
    re.IGNORECASE,
)
_TO = re.compile(rf"\s*(?:-|đến)\s*({NUMBER})(?![\d/])", re.IGNORECASE)
_QUALIFIERS: dict[str, str] = {w: q["id"] for q in _WORDS["qualifier"] for w in q["words"]}
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?:{_any(list(_QUALIFIERS))})\s+)+$", re.IGNORECASE
)
_QUALIFIER = re.compile(rf"(?<!\w)(?:{_any(list(_QUALIFIERS))})(?!\w)", re.IGNORECASE)
_BEHIND = (
    (re.compile(rf"\s*(?:{_any(_WORDS['over_behind'])})", re.IGNORECASE), "over"),
    (re.compile(rf"\s*(?:{_any(_WORDS['under_behind'])})", re.IGNORECASE), "under"),
)
# "từ 96% quân số trở lên": the noun stands in between
_FROM = re.compile(r"\btừ\s*$", re.IGNORECASE)
_UP = re.compile(r"\s*(?:[^\s,;.()]+\s+){1,5}trở lên(?!\w)", re.IGNORECASE)
_QUALIFIER_REACH = 32  # characters before a number in which its qualifiers stand


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit in a sentence; offsets count the characters of the sentence.

    `start` is where its qualifiers begin (`begin` where it has none), `end` is behind its unit and words like
    `trở lên`. `unit` is lower case as written; `kind` is that of `ontology/tables/units.toml`, `""` for a bare
    number. `total` is the whole of a part, `upper` the upper end of a range; `quota` says that the words call the
    whole a plan (`91 đảng viên/KH 120 đảng viên`).
    """

    start: int
    begin: int
    end: int
    value: Decimal
    unit: str = ""
    kind: str = ""
    total: Decimal | None = None
    upper: Decimal | None = None
    qualifier: str = "exact"
    quota: bool = False


def find(text: str) -> list[Quantity]:
    """Return the quantities of a sentence in order; dates, ordinals, instrument numbers and the like are none."""
    masks = _masks(text)
    found: list[Quantity] = []
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end or match.start() in masks or _part_of_word(text, match.start(), end):
            continue
        quantity = _quantity(text, match)
        found.append(quantity)
        end = quantity.end
    return found


def _part_of_word(text: str, begin: int, end: int) -> bool:
    """Tell whether a slash before a number makes it a part of something, not the second of two quantities."""
    return text[begin - 1 : begin] == "/" and end != begin - 1


def noun_of(unit: str) -> str:
    """Return what a unit counts, without the word that scales it (`triệu lượt khách` counts `lượt khách`)."""
    return re.sub(rf"^(?:{_SCALE}) (?=\S)", "", unit)


def is_unit(text: str) -> bool:
    """Tell whether words are a unit and nothing else (`tỷ đồng`, `triệu con`, `%`)."""
    return _UNIT.fullmatch(text) is not None


def kind_of(unit: str) -> str:
    """Return the kind of a unit as written (`triệu lượt khách` counts persons), `rate` for one per another."""
    unit = " ".join(unit.lower().split())
    if unit in _KINDS:
        return _KINDS[unit]
    first = re.sub(rf"^(?:{_SCALE}) ", "", unit.split("/")[0].strip())
    kind = _KINDS.get(first, "count") if unit else ""
    return "rate" if "/" in unit and kind != "percent" else kind


def _masks(text: str) -> set[int]:
    return {place for match in _MASKED.finditer(text) for place in range(match.start(), match.end())}


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    value, end, unit = parse(match.group()), match.end(), ""
    total = upper = None
    quota = False
    if (ahead := _UNIT.match(text, end)) is not None:
        unit, end = ahead.group(1), ahead.end()
    if (of := _OF.match(text, end)) is not None and not _two(text, of, unit, value):
        total, end, quota = parse(of.group("total")), of.end(), of.group("plan") is not None
    elif (to := _TO.match(text, end)) is not None and _UNIT.match(text, to.end()) is not None:
        upper, end = parse(to.group(1)), to.end()
    if (total is not None or upper is not None) and (ahead := _UNIT.match(text, end)) is not None:
        unit, end = unit or ahead.group(1), ahead.end()
    start, qualifier = _qualifier(text, match.start())
    for pattern, behind in _BEHIND:
        if (words := pattern.match(text, end)) is not None:
            qualifier, end = behind, words.end()
    if qualifier == "exact" and _FROM.search(text, max(0, start - 4), start) and _UP.match(text, end):
        qualifier = "over"
    unit = re.sub(r"\s*/\s*", "/", " ".join(unit.lower().split()))
    return Quantity(start, match.start(), end, value, unit, kind_of(unit), total, upper, qualifier, quota)


def _two(text: str, of: re.Match[str], unit: str, value: Decimal) -> bool:
    """Tell whether what looks like part and whole are two quantities: `96 lượt/1.150 lượt người`, `trên 90 CV`."""
    ahead = _UNIT.match(text, of.end())
    if unit and ahead is not None and ahead.group(1).lower() != unit.lower() and "/" in of.group():
        return kind_of(ahead.group(1)) != kind_of(unit) or ahead.group(1).lower().startswith(f"{unit.lower()} ")
    return "/" not in of.group() and parse(of.group("total")) < value


def _qualifier(text: str, begin: int) -> tuple[int, str]:
    """Return where the qualifiers before `begin` start and what they say; the last one decides (`khoảng hơn`)."""
    low = max(0, begin - _QUALIFIER_REACH)
    before = _BEFORE.search(text[low:begin])
    if before is None:
        return begin, "exact"
    last = list(_QUALIFIER.finditer(before.group()))[-1].group()
    return low + before.start(), _QUALIFIERS[" ".join(last.lower().split())]


def spans(quantities: list[Quantity]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each quantity, qualifiers included."""
    yield from ((q.start, q.end) for q in quantities)
