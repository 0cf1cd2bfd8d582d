"""Numbers of instruments in every spelling: `43-NQ/TW`, `11 – NQ/TW`, `30a/2008/NQ-CP`, `18, 19-NQ/TW`, `05`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.words import any_of
from canbo.ontology import table

_TABLE = table("instruments")
_CODE = r"(?-i:[A-ZĐƯ][A-Za-zĐđƯư]{0,8}(?:\.[A-Za-zĐđƯư]{1,4})?\d{0,2})"
_DIGITS = r"\d{1,5}(?-i:[a-zđ]{1,2}|[A-Z])?"
# "Chỉ thị 25 CT/TW": the mark before the code left out, where the code is one of a kind
_KNOWN = any_of(code for entry in _TABLE["kind"] for code in entry["codes"])
_FIRST = rf"(?:\s?[-/]\s?{_CODE}|\s(?-i:{_KNOWN})(?=\s?[-/]\s?[A-ZĐƯ]))"
_FULL = rf"{_DIGITS}(?:/(?:19|20)\d\d)?{_FIRST}(?:\s?[-/]\s?{_CODE}){{0,3}}(?![\w/])"
# A number alone is none where a thing counted follows: "quyết định 12 nội dung", "Kế hoạch 5 năm".
_SHORT = rf"{_DIGITS}(?:/(?:19|20)\d\d)?(?![\w%/]|[.,-]\d|\s?%)"
_UNIT = rf"(?!\s(?:{any_of(_TABLE['around']['units'])})(?!\w))"
NUMBER = re.compile(rf"(?:{_FULL}|(?!(?:19|20)\d\d(?!\d)){_SHORT}{_UNIT})")
_AFTER_SO = re.compile(rf"(?:{_FULL}|{_SHORT})")
FULL = re.compile(_FULL)
_NO_MARK = re.compile(rf"(?<=[\da-zđ])\s(?=(?:{_KNOWN})\s?[-/])")
_SO = re.compile(r"số\s?:?\s?", re.IGNORECASE)
_NEXT = re.compile(r"\s?(?:,|và|;|&)\s(?:số\s)?", re.IGNORECASE)
_MOST = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number: `text` in upper case without spaces, offsets of its words in the sentence."""

    text: str
    begin: int
    end: int

    @property
    def full(self) -> bool:
        """Tell whether the number says its kind and issuer (`43-NQ/TW`), not digits only (`43`)."""
        return bare(self.text) != self.text.lstrip("0")


def bare(number: str) -> str:
    """Return what a number begins with, without leading zeros: `30A` of `30A/2008/NQ-CP`."""
    match = re.match(r"0*(\d+[A-Z]?)(?=[-/]|$)", number)
    return match.group(1) if match else number


def tidy(number: str) -> str:
    """Return a number as the fact tables write it: `11 – NQ/TW` and `11 NQ/TW` are `11-NQ/TW`."""
    number = _NO_MARK.sub("-", number)
    return re.sub(r"\s", "", number).upper()


def read_numbers(text: str, pos: int) -> list[Number]:
    """Return the numbers at `pos`, behind the kind: one, or a list that shares its code (`18, 19-NQ/TW`)."""
    so = _SO.match(text, pos)
    match = _AFTER_SO.match(text, so.end()) if so else NUMBER.match(text, pos)
    found: list[Number] = []
    while match is not None and len(found) < _MOST:
        found.append(Number(tidy(match.group()), match.start(), match.end()))
        after = _NEXT.match(text, match.end())
        match = NUMBER.match(text, after.end()) if after else None
        # "Nghị quyết 32, 15 xã": without code or "số" the next number belongs to something else
        if match and after and "số" not in after.group().lower() and not _coded(text, match):
            match = None
    return _share(found)


def _coded(text: str, number: re.Match[str]) -> bool:
    """Tell whether a number, or the last one of the list it goes on with, has a code."""
    match: re.Match[str] | None = number
    for _ in range(_MOST):
        if match is None:
            return False
        if FULL.match(text, match.start()):
            return True
        after = _NEXT.match(text, match.end())
        match = NUMBER.match(text, after.end()) if after else None
    return False


def _share(numbers: list[Number]) -> list[Number]:
    """Give the code of the number behind to those that have none: `18, 19-NQ/TW` is `18-NQ/TW, 19-NQ/TW`."""
    code = ""
    result = []
    for number in reversed(numbers):
        if number.full:
            match = re.match(r"\d+[A-Z]?", number.text)
            code = number.text[match.end() :] if match else ""
            result.append(number)
        else:
            result.append(Number(number.text + code, number.begin, number.end))
    return result[::-1]
