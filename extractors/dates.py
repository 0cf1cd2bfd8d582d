"""Dates as newspapers write them: `ngày 24/11/2023`, `chiều 10/01`, `19 và 20-12-2018`, `tháng 6/2024`.

Reads clean text (`canbo.extractors.normalise`); offsets are offsets into the text given. A date of several
days is its first day. A fraction (`26/34 chỉ tiêu`), a number of an instrument (`25/2021/NQ-HĐND`) and a term
(`nhiệm kỳ 2015-2020`) are no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from canbo.extractors.triggers import Trigger

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class DateMention:
    """A date in a text: offsets `begin` to `end` (exclusive) and the parts that are written, else None.

    The offsets take in the word `ngày`, `tháng` or `năm` but not the part of the day (`chiều`).
    """

    begin: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str:
        """Return `YYYY-MM-DD`, or an empty string where a part is not written."""
        return self.partial if self.day is not None else ""

    @property
    def partial(self) -> str:
        """Return what is known from the year on (`2024`, `2024-06`, `2024-06-30`), or an empty string."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04}"]
        for part in (self.month, self.day):
            if part is None:
                break
            parts.append(f"{part:02}")
        return "-".join(parts)


# "chiều 10/01", "sáng nay (5-7)", "Thứ tư, 14/09": what lets a day and a month without a year be a date.
_CUE = (
    r"(?:(?:sáng|trưa|chiều|tối|đêm|khuya|hôm|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
    r"(?:\s(?:nay|qua|mai|sớm))?[\s,]{1,2}\(?)"
)
_DAY_WORD = r"(?:ngày(?:\s(?:mồng|mùng|hôm nay))?[\s,(]{1,2})"
# "19 và 20-12-2018", "5-7/7", "ngày 10 đến ngày 12/7": more days before the month.
_MORE = r"(?:(?:\s?,\s?|\svà\s|\s?-\s?|\sđến\s)(?:ngày\s)?\d{1,2}(?!\d)){0,5}"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
# "từ ngày 5/7-7/7/2023", "ngày 30/6 đến 2/7"
_TO = rf"(?:(?:\s?-\s?|\sđến\s)(?:ngày\s)?\d{{1,2}}[/.-]{_MONTH})?"
_NUMERIC = rf"\s?[/.-]\s?(?P<month>{_MONTH}){_TO}(?:\s?[/.-]\s?(?P<year>{_YEAR})|\snăm\s(?P<year1>{_YEAR}))?"
_WORDED = rf"\stháng\s(?P<month2>{_MONTH})(?:(?:,?\snăm\s|\s?[/-]\s?)(?P<year2>{_YEAR}))?"
_DATE = Trigger(
    # not behind a clock: "17:05, 04/12/2024"
    rf"(?:(?<!\d:)(?<![\w/.,%-])(?:{_CUE}?(?P<word>{_DAY_WORD})|(?P<part>{_CUE}))?(?P<day>\d{{1,2}})(?!\d){_MORE}"
    # "5/7%", "25/2021/NQ-HĐND" and "1/2/3" are none.
    rf"(?:{_NUMERIC}|{_WORDED})(?!\s?%|/?\d|[/.,-]\d|\s?[/-]\s?(?-i:[A-ZĐ]{{2}}))"
    rf"|(?<!\w)tháng\s(?P<month3>{_MONTH})(?:(?:,?\snăm\s|\s?[/.-]\s?)(?P<year3>{_YEAR}))?(?!\s?[/-]\s?\d)"
    rf"|(?<!\w)năm\s(?P<year4>{_YEAR})(?!\s?[-/]\s?\d))",
    before="",
)
_KEPT = 128  # texts that several fact tables ask for


def find_dates(text: str) -> list[DateMention]:
    """Return the dates of clean `text` in order; a month without a year and a year alone are mentions too."""
    return list(_dates(text))


@lru_cache(_KEPT)
def _dates(text: str) -> tuple[DateMention, ...]:
    return tuple(mention for match in _DATE.finditer(text) if (mention := _mention(match)) is not None)


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    year = parts["year"] or parts["year1"] or parts["year2"] or parts["year3"] or parts["year4"]
    month = parts["month"] or parts["month2"] or parts["month3"]
    day = parts["day"]
    if day is None:
        return DateMention(match.start(), match.end(), _int(year), _int(month), None)
    if not 1 <= int(day) <= _DAYS[int(month) - 1]:
        return None
    # "5/7 chỉ tiêu" is a fraction, "5 tháng 7 ngày" a duration: without a year a cue must say it is a date.
    if year is None and not (parts["word"] or parts["part"]):
        return None
    begin = match.start("word") if parts["word"] else match.start("day")
    return DateMention(begin, match.end(), _int(year), _int(month), int(day))


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
