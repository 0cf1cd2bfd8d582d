"""When a meeting is: its day from the sentences that mention it, the year from what else fixes it.

The year of a day and month follows, in this order, from the same day written in full, the date of the page, a full
date in the opening, the term that a congress begins, the years in the meeting's name, those in its sentence, and the
year that the article reports on. A year before the newest instrument that the article names is none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from canbo.extractors.context import Context
from canbo.extractors.dates import DateMention, find_dates
from canbo.extractors.document import Sentence
from canbo.extractors.meeting_mentions import Mention
from canbo.extractors.spoken import own_dates, spoken_on

_INSTRUMENT = re.compile(r"\d[\w/.-]*[-/][A-ZĐ]+[\w/-]*,?\s*(?:ngày\s)?$")


def date_of(mention: Mention, context: Context, title: str) -> str:
    """Return the ISO date of a meeting from the sentence that reports it, or an empty string."""
    start = max(0, mention.begin - _WINDOW)
    text = mention.sentence.text[start : mention.end + _WINDOW]
    date = next(_days(text), None)
    return iso(date, context, title, mention.sentence.text) if date is not None else ""


# A day that is another one's: "sau phiên trù bị chiều 5/8", "tính đến ngày 15/11"
_OTHER_DAY = re.compile(r"(?:trù bị|trước đó|sinh|tính đến|đến hết|trước|cập nhật)[^,;.]{0,25}$", re.IGNORECASE)
# "Báo Điện tử, ngày 20/12 - Ngày 18/12, …": the page's day before the meeting's
_DATELINE = re.compile(r"\s*-\s*(?:ngày|sáng|chiều|tối|trong|vào)\s", re.IGNORECASE)


def _days(text: str) -> Iterator[DateMention]:
    """Yield the dates with a day that may be a meeting's: none of an instrument, a dateline or a deadline."""
    for date in find_dates(text):
        before = text[max(0, date.begin - 40) : date.begin]
        if date.day is None or _INSTRUMENT.search(before) or _OTHER_DAY.search(before):
            continue
        if not _DATELINE.match(text, date.end):
            yield date


_LEAD = 60
_WINDOW = 400


def lead_date(sentence: Sentence, context: Context, title: str) -> str:
    """Return the ISO date that a sentence opens with (`Chiều 10/01, …`), or a full one in it; else an empty string."""
    dates = list(_days(sentence.text[: 2 * _WINDOW]))
    date = next((d for d in dates if d.begin < _LEAD), None) or next((d for d in dates if d.iso), None)
    if date is not None and (day := iso(date, context, title, sentence.text)):
        return day
    return _today(sentence.text, context)


_TODAY = re.compile(r"(?<!\w)(?:sáng|trưa|chiều|tối|hôm|ngày hôm)\s(?P<word>nay|qua)(?!\w)", re.IGNORECASE)


def _today(text: str, context: Context) -> str:
    """Return the day of `sáng nay`, `chiều qua` in an opening: the page's, or the day before it."""
    match = _TODAY.search(text, 0, _WINDOW)
    if match is None or len(context.published) < 10:
        return ""
    day = datetime.date.fromisoformat(context.published[:10])
    return (day - datetime.timedelta(days=match["word"].lower() == "qua")).isoformat()


def iso(date: DateMention, context: Context, title: str, said: str = "") -> str:
    """Return the ISO form of a date; its year may follow from the page, the meeting's name, the sentence `said`."""
    if date.iso or date.month is None or date.day is None:
        return date.iso
    year = _fixed_year(date, context, title) or _told_year(date.month, context, title, said)
    return f"{year:04}-{date.month:02}-{date.day:02}" if year else ""


_TERM_YEARS = re.compile(r"((?:19|20)\d\d)\s?-\s?(?:19|20)\d\d")
_LATE, _EARLY, _HALF = 10, 3, 6


def _fixed_year(date: DateMention, context: Context, title: str) -> int | None:
    """Return the year that another date fixes: the same day in full, the page's, the opening's, the term's first."""
    month, day = date.month or 0, date.day or 0
    own = own_dates(context.document)
    if same := next((d.year for d in own if (d.month, d.day) == (month, day)), None):
        return same
    if len(page := context.published) >= 10:
        year = int(page[:4])
        return year if (month, day) <= (int(page[5:7]), int(page[8:10])) else year - 1
    opening = own[0].iso if own and own[0].iso == spoken_on(context.document, page) else ""
    if opening and int(opening[:4]) >= _newest(context):
        # a date in the opening is near the meeting's, before or after it: the nearest of the three years
        year, apart = int(opening[:4]), month - int(opening[5:7])
        return year - 1 if apart > _HALF else year + 1 if apart < -_HALF else year
    if title.lower().startswith("đại hội") and (term := _TERM_YEARS.search(title)):
        return int(term.group(1))  # a congress begins the term it is named with
    return None


# "năm 2023", "tháng 1-2017", "nhiệm vụ trọng tâm 2017"; no term and no span of years
_REVIEWED = re.compile(
    r"(?<!\w)(?:năm|tháng \d{1,2}\s?[-/]|quý \w{1,3}\s?[-/]|nhiệm vụ|trọng tâm)\s?((?:19|20)\d\d)(?!\d|\s?-\s?\d)",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"(?:triển khai|phương hướng|kế hoạch|dự toán|chương trình)[^.;]{0,60}$", re.IGNORECASE)


def _told_year(month: int, context: Context, title: str, said: str) -> int | None:
    """Return the year by what is reviewed and planned: in the meeting's name, in its sentence, in the article."""
    years = sorted({int(y) for y in _REVIEWED.findall(title)})
    # "tổng kết năm 2023, triển khai nhiệm vụ năm 2024" is late in 2023 or early in 2024; the month decides.
    if len(years) >= 2 or (years and "tổng kết" in title.lower()):
        last = years[-1] if len(years) >= 2 else years[0] + 1
        return last - 1 if month >= _LATE else last if month <= _EARLY else context.year
    least = max(_newest(context), context.year or 0)
    stated = [match for match in _REVIEWED.finditer(said) if int(match.group(1)) >= least]
    if stated:
        named = max(stated, key=lambda match: int(match.group(1)))
        late = (
            month >= _LATE
            and context.year != int(named.group(1))
            and _PLANNED.search(said, max(0, named.start() - 90), named.start())
        )
        return int(named.group(1)) - bool(late)
    if context.year and month <= _EARLY and _plans(context, context.year + 1):
        return context.year + 1
    year = context.year or (years[0] if years else _only_year(context))
    return year if year and year >= _newest(context) else None


def _plans(context: Context, year: int) -> bool:
    """Tell whether the article has plans for `year`: "thống nhất chương trình hành động năm 2023"."""
    return any(f"năm {year}" in sentence.text for sentence in context.document.body)


_IN_NUMBER = re.compile(
    r"\d/((?:19|20)\d\d)(?=/[A-ZĐ])"
    r"|(?:quyết định|nghị quyết|chỉ thị|nghị định|thông tư)\s(?:số\s)?\d+/((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def _newest(context: Context) -> int:
    """Return the year of the newest instrument that the article numbers with its year (`22/2013/QĐ-UBND`), else 0."""
    return max(
        (int(year) for s in context.document.body for years in _IN_NUMBER.findall(s.text) for year in years if year),
        default=0,
    )


_ANY_YEAR = re.compile(r"(?<![\d/-])20\d\d(?![\d/]|\s?-\s?\d)")


def _only_year(context: Context) -> int | None:
    """Return the year of an article that names no other one ("nhiệm vụ trọng tâm 2017")."""
    years = {int(year) for sentence in context.document.body for year in _ANY_YEAR.findall(sentence.text)}
    return years.pop() if len(years) == 1 else None
