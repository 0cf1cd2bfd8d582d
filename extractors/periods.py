"""Periods: the time a figure is about, read from the words of its sentence or carried from those before."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:\s*(?:[-/,.]|năm|của năm)?\s*(?P<{{}}>{_YEAR}))?"
_COUNT = {"ba": 3, "sáu": 6, "chín": 9}
_QUARTER = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
}
_MENTION = re.compile(
    r"\b(?:"
    rf"(?:đến|đến hết|tính từ|hết)(?: hết)? ngày "
    rf"(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<daymonth>\d{{1,2}})(?:\s?[/.-]\s?(?P<dayyear>{_YEAR}))?"
    rf"|(?:đến hết|đến cuối|hết|cuối) tháng (?P<endmonth>\d{{1,2}}){_OF_YEAR.format('endyear')}"
    rf"|(?P<months>\d{{1,2}}|ba|sáu|chín) tháng (?:đầu|qua|năm)(?: của)?(?: năm)?{_OF_YEAR.format('monthsyear')}"
    rf"|(?:0?6|sáu) tháng (?P<second>cuối)(?: của)? năm{_OF_YEAR.format('secondyear')}"
    rf"|qu[ýí] (?P<quarter>iv|i{{1,3}}|[1-4])\b{_OF_YEAR.format('quarteryear')}"
    rf"|(?:trong |của |tháng )?tháng (?P<month>\d{{1,2}})(?!\d){_OF_YEAR.format('monthyear')}"
    rf"|(?:giai đoạn|(?:trong|cả|giữa) nhiệm kỳ|năm học)(?: năm)? (?P<from>{_YEAR})\s*-\s*(?P<to>{_YEAR})"
    rf"|(?:năm|trong) (?P<year>{_YEAR})(?!\s*-\s*{_YEAR})"
    r")",
    re.IGNORECASE,
)
# "so với cùng kỳ năm 2022", "từ năm 2008 đến nay", "Luật Ngân sách năm 2015", "kế hoạch năm 2023" name no period.
_NOT_HERE = re.compile(
    r"(?:so với|so|cùng kỳ|cùng kỳ của|kể từ|từ|từ đầu|luật [^,.;]{0,40}|hiến pháp|sinh|bằng|đến hết ngày|khóa|với"
    r"|thực hiện năm|cuối|đầu|vượt|quyết định [^,.;]{0,20}|nghị quyết [^,.;]{0,20})\s*$",
    re.IGNORECASE,
)
_ALWAYS_HERE = re.compile(r"(?:kết quả thực hiện|tình hình thực hiện|nghị quyết)\s*$", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:phương hướng|phấn đấu|(?<!chương trình )mục tiêu(?! quốc gia)|dự kiến|đề ra|đặt ra"
    r"|đề nghị|yêu cầu|tập trung)\b",
    re.IGNORECASE,
)
_TASK = re.compile(r"\b(?:nhiệm vụ|triển khai|kế hoạch|chỉ tiêu|hết|cuối|trước)\b|\bđến\s*$", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:tổng kết|sơ kết|kết quả|đánh giá|kiểm điểm|thực hiện|tính đến|báo cáo|tính|trong)\b", re.IGNORECASE
)
# A congress for a term reports on the term before it.
_CONGRESS = re.compile(
    rf"(?<!nghị quyết )\bđại hội (?!đồng|thi đua)[^.;:]{{0,80}}nhiệm kỳ ({_YEAR})\s*-\s*({_YEAR})", re.IGNORECASE
)
_REACH = 60  # characters before a mention that say whether it is reported on or planned


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a sentence at `begin`; `planned` where the words before it speak of what is to come."""

    begin: int
    period: str
    planned: bool


def mentions(text: str, year: int | None) -> list[Mention]:
    """Return the periods that a sentence names, in order.

    `year` fills in what the words leave out (`6 tháng đầu năm`); without it such a mention is no period. A year
    that is named further on in the sentence goes first: `6 tháng đầu năm, … 6 tháng cuối năm 2023`.
    """
    found: list[Mention] = []
    matches = [
        m
        for m in _MENTION.finditer(text)
        if not _NOT_HERE.search(before := text[max(0, m.start() - _REACH) : m.start()]) or _ALWAYS_HERE.search(before)
    ]
    named = next((int(y.group(1)) for m in matches if (y := re.search(rf"({_YEAR})$", m.group()))), None)
    for match in matches:
        before = text[max(0, match.start() - _REACH) : match.start()]
        period = _period(match, named or year)
        if period:
            found.append(Mention(match.start(), period, _planned(before)))
    return found


def _planned(before: str) -> bool:
    clause = re.split(r"[;.]", before)[-1]
    report = max((m.end() for m in _REPORT.finditer(clause)), default=-1)
    return any(m.end() > report for p in (_PLAN, _TASK) for m in p.finditer(clause))


def _period(match: re.Match[str], year: int | None) -> str:
    named = {key: text for key, text in match.groupdict().items() if text}
    own = next((int(named[k]) for k in named if k.endswith("year")), year)
    if "from" in named:
        return f"{named['from']}-{named['to']}"
    if own is None:
        return ""
    if "day" in named:
        return _date(own, int(named["daymonth"]), int(named["day"]))
    if "endmonth" in named:
        month = int(named["endmonth"])
        return _date(own, month, calendar.monthrange(own, month)[1]) if 1 <= month <= 12 else ""
    if "months" in named:
        months = _COUNT.get(named["months"].lower()) or int(named["months"])
        return f"{own}-H1" if months == 6 else f"{own}-M{months}" if 1 <= months <= 12 else ""
    if "second" in named:
        return f"{own}-H2"
    if "quarter" in named:
        return f"{own}-Q{_QUARTER[named['quarter'].lower()]}"
    if "month" in named:
        month = int(named["month"])
        return f"{own}-{month:02}" if 1 <= month <= 12 else ""
    return str(own)


def _date(year: int, month: int, day: int) -> str:
    valid = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if valid else ""


# "Ngày 28-12-2012, …", "Cập nhật: 19/11/2022": the date of the event or the page, not of an instrument.
_DATE = re.compile(rf"(?<!/TW, ngày )(?<!/TU, ngày )\b\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?({_YEAR})\b")
_HISTORY = 1990  # years up to here are told of, not reported on
_DATED = 3  # votes of such a date


def likely_year(texts: Iterable[str], dated: Iterable[str] = ()) -> int | None:
    """Return the year an article speaks from, by the years its sentences report on; the first of equals.

    `dated` are the lines that may hold the date of the event or of the page.
    """
    votes: dict[int, int] = {}
    for text in dated:
        if (date := _DATE.search(text)) is not None:
            votes[int(date.group(1))] = votes.get(int(date.group(1)), 0) + _DATED
    for text in texts:
        for mention in mentions(text, None):
            year = int(mention.period[:4])
            if not mention.planned and len(mention.period) < 9 and year > _HISTORY:
                votes[year] = votes.get(year, 0) + 1
    return max(votes, key=lambda year: votes[year]) if votes else None


class Calendar:
    """What period a figure is about, sentence by sentence.

    `reported` is the period an article gives an account of, `planned` the one its targets are for. Both are set
    at the start from the article's first sentences and go on until a sentence names another.
    """

    def __init__(self, opening: Iterable[str], year: int | None) -> None:
        self.year = year
        self.reported = ""
        self.planned = ""
        for text in opening:
            if (term := _CONGRESS.search(text)) is not None and not self.reported:
                start, end = int(term.group(1)), int(term.group(2))
                self.reported, self.planned = f"{2 * start - end}-{start}", f"{start}-{end}"
            for mention in mentions(text, year):
                self._open(mention)
        if not self.reported and year is not None:
            self.reported = str(year)
        self._main = self.reported
        self.planned = self.planned or self.reported[:4]
        self._here: list[Mention] = []
        self._colon = False

    def _open(self, mention: Mention) -> None:
        year = int(mention.period[:4])
        if self.year is not None and not self.year - 1 <= year <= self.year + 1:
            return  # history, or a vision of 2045
        if mention.planned:
            self.planned = self.planned or mention.period[:4]
        elif not self.reported and "-" not in mention.period[5:] and len(mention.period) < 9:
            self.reported = mention.period

    def enter(self, text: str) -> None:
        """Begin a sentence."""
        year = int(self.reported[:4]) if self.reported else self.year
        self._here = mentions(text, year)
        self._colon = text.rstrip().endswith(":")

    def future(self) -> int:
        """Return where the sentence begins to speak of a year after the one reported, -1 where it does not."""
        main = int(self._main[-4:] if len(self._main) == 9 else self._main[:4]) if self._main else 0
        now = max(main, self.year or 0)
        for mention in self._here:
            year = int(mention.period[:4])
            plan = year > main and self.planned.startswith(str(year)) and mention.period[4:] in ("", "-H2")
            if main and (year > now or plan):
                return mention.begin
        return -1

    def leave(self) -> None:
        """End a sentence: what it named goes on, a day or month only as far as the next."""
        future = self.future()
        if self._colon and self._here and (self._here[-1].planned or 0 <= future <= self._here[-1].begin):
            self.planned = self._here[-1].period  # "Chỉ tiêu chủ yếu năm 2023:" and a list
        for mention in self._here:
            if 0 <= future <= mention.begin:
                break
            if not mention.planned and len(mention.period) < 9:
                self.reported = mention.period

    def at(self, offset: int, target: bool) -> str:
        """Return the period in force at `offset` of the sentence, for a target or for a result."""
        before = [m for m in self._here if m.begin < offset]
        if target:
            if before:
                return before[-1].period
            return self.planned
        named = [m for m in before if not m.planned] or before
        return named[-1].period if named else self.reported
