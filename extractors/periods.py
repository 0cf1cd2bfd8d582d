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
    "cuối": 4,
}
_MENTION = re.compile(
    r"\b(?:"
    rf"(?:đến|đến hết|tính từ|hết)(?: hết)? (?:ngày )?"
    rf"(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<daymonth>\d{{1,2}})(?:\s?[/.-]\s?(?P<dayyear>{_YEAR}))?(?![\d/%])"
    rf"|(?:đến hết|đến cuối|hết|cuối) tháng (?P<endmonth>\d{{1,2}}){_OF_YEAR.format('endyear')}"
    rf"|(?P<months>\d{{1,2}}|ba|sáu|chín) tháng (?:đầu|qua|năm)(?: của)?(?: năm)?{_OF_YEAR.format('monthsyear')}"
    # "kết quả 9 tháng", "sau 9 tháng": of these spans only the ones that reports are made for
    r"|(?P<span>6|9|10|11|sáu|chín) tháng(?=\s*(?:[,.;:)(]|$|và(?!\w)))"
    # "thu ngân sách 4 tháng được 41 tỷ đồng"
    r"|(?P<done>\d{1,2}) tháng(?= (?:tăng|giảm|đạt|ước|được|thu)(?!\w))"
    rf"|nửa (?P<half>đầu|cuối)(?: của)? năm(?: nay)?{_OF_YEAR.format('halfyear')}"
    rf"|(?:0?6|sáu) tháng (?P<second>cuối)(?: của)? năm{_OF_YEAR.format('secondyear')}"
    rf"|qu[ýí] (?P<quarter>iv|i{{1,3}}|[1-4]|cuối)\b(?: năm(?= nay))?{_OF_YEAR.format('quarteryear')}"
    rf"|(?<!\d )(?:trong |của |tháng )?tháng (?P<month>\d{{1,2}})(?!\d){_OF_YEAR.format('monthyear')}"
    rf"|(?:giai đoạn|(?:trong|cả|giữa) nhiệm kỳ|năm học|vụ [^\W\d]{{2,6}}(?: [^\W\d]{{2,6}})?)"
    rf"(?: năm)? (?P<from>{_YEAR})\s*-\s*(?P<to>{_YEAR})"
    r"|(?P<term>(?:cả|trong|toàn|hết) nhiệm kỳ(?: qua| vừa qua)?|nhiệm kỳ (?:vừa )?qua|(?:trong |qua )?5 năm(?: qua)?)"
    rf"(?! \d|,? {_YEAR})"
    r"|(?P<now>đến nay|hiện nay|hiện(?= (?:có|còn|đã)))"
    r"|năm (?P<last>ngoái)"
    # "GRDP cả năm tăng 9%", not "đạt 60% kế hoạch cả năm"
    r"|(?P<whole>(?<!kế hoạch )(?<!dự toán )(?<!nghị quyết )cả năm)(?! (?:19|20)\d\d)"
    rf"|(?:năm|trong) (?P<year>{_YEAR})(?!\s*-\s*{_YEAR})"
    r")",
    re.IGNORECASE,
)
# "so với cùng kỳ năm 2022", "từ năm 2008 đến nay", "Luật Ngân sách năm 2015", "gấp 3 lần năm 2012" name no period.
_NOT_HERE = re.compile(
    r"(?:so với[^,;.()]{0,25}|so|cùng kỳ|cùng kỳ của|kể từ|từ|từ đầu|luật [^,.;]{0,40}|hiến pháp|sinh|bằng"
    r"|đến hết ngày|khóa|với|thực hiện năm|(?<!đến )(?<!vào )cuối|đầu|vượt|quyết định [^,.;]{0,20}|lần"
    r"|nghị quyết [^,.;]{0,20}|trước|khởi công|dự án [^,.;]{0,30})\s*$",
    re.IGNORECASE,
)
_ALWAYS_HERE = re.compile(
    r"\d%\s*\(?(?:vào |hồi )?(?:đầu|cuối)\s*$|(?:kết quả thực hiện|tình hình thực hiện|nghị quyết)\s*$", re.IGNORECASE
)
# "từ năm 2008 đến nay" is no day
_SINCE = re.compile(r"(?:\d{4}|\d/\d{1,2}|tháng \d{1,2}|đầu (?:năm|nhiệm kỳ)),?\s*$", re.IGNORECASE)
# "hơn 9 tháng", "mỗi 6 tháng" are how long something took.
_LASTING = re.compile(r"(?:hơn|gần|suốt|mỗi|cứ|vòng|hạn|tới|chậm|cho|lại|đi|còn|tù|án|\d)\s*$", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:phương hướng|phấn đấu|(?<!chương trình )mục tiêu(?! quốc gia)|dự kiến|đề ra|đặt ra"
    r"|đề nghị|yêu cầu|tập trung)\b",
    re.IGNORECASE,
)
_TASK = re.compile(r"\b(?:nhiệm vụ|triển khai|kế hoạch|chỉ tiêu|hết|cuối|trước)\b|\bđến\s*$", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:tổng kết|sơ kết|kết quả|đánh giá|kiểm điểm|thực hiện|tính đến|báo cáo|tính|trong)\b", re.IGNORECASE
)
# "đánh giá tình hình thực hiện nhiệm vụ 9 tháng": what is weighed is done, tasks or not, up to the next part.
_WEIGHED = re.compile(
    r"\b(?:tổng kết|sơ kết|kết quả|tình hình|đánh giá|kiểm điểm)\b"
    r"(?:(?!\b(?:và|bàn|triển khai|phương hướng|phấn đấu|mục tiêu|đề ra|kế hoạch)\b)[^;.,]){0,60}$",
    re.IGNORECASE,
)
_REACH = 60  # characters before a mention that say whether it is reported on or planned


# "Năm 2023, …", "…; đến ngày 30/6, …", "Đồng chí Hà cho biết, năm 2024 …": the period opens its clause.
_LEADS = re.compile(r"(?:^|[,;:.(\"“]\s*)(?:[^\s,;:()]+\s+){0,3}$")
# "giảm từ 14,7% (năm 2011)", "33 triệu đồng năm 2024": the period of this one figure.
_TIGHT = re.compile(
    r"\d[\d.,]*\s?(?:%|(?:(?:tỷ|tỉ|triệu|nghìn) )?đồng(?:/[^\s,;()]{1,12}){0,2})\s*"
    r"\(?(?:vào |trong |của |hồi )?(?:đầu |cuối )?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a sentence at `begin`; `planned` where the words before it speak of what is to come.

    `leads` says that it opens a clause, `tight` that it stands right behind a figure and is of that one alone.
    `period` is `TERM` for `nhiệm kỳ qua`, `NOW` for `hiện nay`, `LAST` for `năm ngoái`.
    """

    begin: int
    period: str
    planned: bool
    leads: bool = False
    tight: bool = False


TERM, NOW, LAST = "term", "now", "last"


def mentions(text: str, year: int | None) -> list[Mention]:
    """Return the periods that a sentence names, in order.

    `year` fills in what the words leave out (`6 tháng đầu năm`); without it such a mention is no period. A year
    that is named further on in the sentence goes first: `6 tháng đầu năm, … 6 tháng cuối năm 2023`.
    """
    found: list[Mention] = []
    matches = [m for m in _MENTION.finditer(text) if _here(text, m)]
    named = next((int(y.group(1)) for m in matches if (y := re.search(rf"({_YEAR})$", m.group()))), None)
    for match in matches:
        before = text[max(0, match.start() - _REACH) : match.start()]
        period = _period(match, named or year)
        if period:
            leads, tight = _LEADS.search(before) is not None, _TIGHT.search(before) is not None
            found.append(Mention(match.start(), period, _planned(before), leads, tight))
    return found


def _here(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    if (match.group("span") or match.group("done")) and _LASTING.search(before):
        return False
    if match.group("now") and _SINCE.search(before):
        return False
    return not _NOT_HERE.search(before) or _ALWAYS_HERE.search(before) is not None


def _planned(before: str) -> bool:
    clause = re.split(r"[;.]", before)[-1]
    if _WEIGHED.search(clause):
        return False
    report = max((m.end() for m in _REPORT.finditer(clause)), default=-1)
    return any(m.end() > report for p in (_PLAN, _TASK) for m in p.finditer(clause))


def _period(match: re.Match[str], year: int | None) -> str:
    named = {key: text for key, text in match.groupdict().items() if text}
    own = next((int(named[k]) for k in named if k.endswith("year")), year)
    if "from" in named:
        return f"{named['from']}-{named['to']}"
    if "term" in named or "now" in named:
        return TERM if "term" in named else NOW
    if "last" in named:
        return LAST
    if own is None:
        return ""
    if "day" in named:
        return _date(own, int(named["daymonth"]), int(named["day"]))
    if "endmonth" in named:
        month = int(named["endmonth"])
        return _date(own, month, calendar.monthrange(own, month)[1]) if 1 <= month <= 12 else ""
    if "half" in named:
        return f"{own}-H1" if named["half"].lower() == "đầu" else f"{own}-H2"
    if "months" in named or "span" in named or "done" in named:
        word = named.get("months") or named.get("span") or named["done"]
        months = _COUNT.get(word.lower()) or int(word)
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
    plans: dict[int, int] = {}
    for text in dated:
        if (date := _DATE.search(text)) is not None:
            votes[int(date.group(1))] = votes.get(int(date.group(1)), 0) + _DATED
    for text in texts:
        for mention in mentions(text, None):
            year = int(mention.period[:4]) if mention.period[0] in "12" else 0
            if len(mention.period) < 9 and year > _HISTORY:
                cast = plans if mention.planned else votes
                cast[year] = cast.get(year, 0) + 1
    votes = votes or plans  # "triển khai nhiệm vụ quý IV-2019" is all that names a year
    return max(votes, key=lambda year: votes[year]) if votes else None


_ENDS = {"H1": "06-30", "H2": "12-31", "Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}
_STARTS = {"H2": "07-01", "Q2": "04-01", "Q3": "07-01", "Q4": "10-01"}


def start_of(period: str) -> str:
    """Return the first day of a period, as an ISO date."""
    part = period[5:]
    if len(part) == 2 and part.isdigit():
        return f"{period}-01"
    return period if len(period) == 10 else f"{period[:4]}-{_STARTS.get(part, '01-01')}"


def end_of(period: str) -> str:
    """Return the last day of a period, as an ISO date (the 31st of every month will do for comparing)."""
    part = period[5:]
    if len(period) == 9:
        return f"{part}-12-31"
    if part[:1] == "M":
        return f"{period[:4]}-{int(part[1:]):02}-31"
    if len(part) == 2 and part.isdigit():
        return f"{period}-31"
    return period if len(period) == 10 else f"{period[:4]}-{_ENDS.get(part, '12-31')}"
