"""Who holds a meeting, where it belongs and when it is: read from the sentences that mention it."""

from __future__ import annotations

import re

from canbo.extractors.bodies import Body
from canbo.extractors.context import Context
from canbo.extractors.dates import DateMention, find_dates
from canbo.extractors.document import Document, Sentence
from canbo.extractors.meeting_mentions import Mention, read_holder
from canbo.extractors.mentions import behind_above
from canbo.extractors.units import LEVELS, find_units
from canbo.extractors.words import UPPER, any_of
from canbo.ontology import table

_AROUND = table("meetings")["around"]
_VERBS = any_of(w for w in _AROUND["organise"] if w not in _AROUND["attend"])
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)", re.IGNORECASE)
_BY = re.compile(r",?\s(?:năm \d{4}\s)?do\s+(?:Thường trực\s)?", re.IGNORECASE)
_WORD_START = re.compile(rf"(?<![\w.])[{UPPER}]")
# Between organiser and verb only the term or a helper may stand: "khóa XX, nhiệm kỳ 2020 - 2025 đã tổ chức"
_BETWEEN = re.compile(
    r"[\s,]*(?:\(?(?:khóa|nhiệm kỳ)[IVXLC\d\s-]{1,20}\)?[\s,]*){0,2}(?:\(mở rộng\)[\s,]*)?"
    r"(?:(?:đã|vừa|sẽ|long trọng|chính thức|phối hợp (?:với|cùng) .{3,120})\s*)?",
    re.IGNORECASE,
)
_BEFORE = 260
# An office before the body makes its holder the subject: "Bí thư Huyện ủy chủ trì".
_OFFICE = re.compile(
    r"(?:bí thư|chủ tịch|ủy viên|trưởng ban|trưởng|chánh văn phòng|đại biểu|giám đốc|lãnh đạo|phó|thành viên"
    r"|đại diện|tại|hội trường|trụ sở|điểm cầu|với|của|phòng họp)\s*$",
    re.IGNORECASE,
)


def organiser(mention: Mention) -> Body | None:
    """Return the body that holds it (`Huyện ủy tổ chức hội nghị`, `do Huyện ủy tổ chức`), or None."""
    text = mention.sentence.text
    by = _BY.match(text, mention.end)
    if by is not None:
        return read_holder(text, by.end())
    start = max(0, mention.begin - _BEFORE)
    verbs = list(_VERB.finditer(text, start, mention.begin))
    if verbs and not _cut(text, verbs[-1].end(), mention.begin):
        found = subject(text, verbs[-1].start())
        if found is not None:
            return found
    return _speaking(text, mention.end)


def _cut(text: str, begin: int, end: int) -> bool:
    return any(mark in text[begin:end] for mark in (";", ". ", ":"))


def subject(text: str, verb: int) -> Body | None:
    """Return the body that is the subject of the verb at `verb`: nothing but its term stands in between."""
    start = max(0, verb - _BEFORE)
    found = None
    pos = start
    while match := _WORD_START.search(text, pos, verb):
        body = read_holder(text, match.start())
        pos = match.end()
        if body is None or body.end > verb:
            continue
        pos = behind_above(text, body.end) if body.place else body.end
        if _BETWEEN.fullmatch(text, pos, verb) and not _OFFICE.search(text[max(0, body.begin - 30) : body.begin]):
            found = found or body
    return found


# "tại hội nghị, Ban Chấp hành bàn thêm ba việc": a committee that acts at the meeting holds it.
_COLLECTIVE = re.compile(r",\s(?=(?:Ban Chấp hành|BCH|Ban Thường vụ|BTV|HĐND|Hội đồng)\s)")


def _speaking(text: str, end: int) -> Body | None:
    match = _COLLECTIVE.match(text, end)
    return read_holder(text, match.end()) if match else None


def opening(document: Document) -> Body | None:
    """Return the body that the headline begins with: `Thành ủy Tân An tổng kết năm 2012`, `HĐND thị xã: Bế mạc …`."""
    return read_holder(document.title, 0) if document.title else None


_COUNCIL = re.compile(r"(?<!\w)(?:HĐND|Hội đồng nhân dân)(?!\w)")


def council(document: Document) -> Body | None:
    """Return the council that the article speaks of first: a session (`Kỳ họp thứ 8`) is a council's."""
    for sentence in document.body:
        match = _COUNCIL.search(sentence.text)
        if match is not None:
            return read_holder(sentence.text, match.start())
    return None


def place_of(body: Body | None, title: str, context: Context) -> str:
    """Return the unit a meeting belongs to: the body's, a working session's own, else the article's."""
    if body is not None:
        if body.place:
            return body.place
        if body.word == "thành phố":
            return context.city or context.places.get("huyện", context.places.get("tỉnh", ""))
        return context.places.get(LEVELS.get(body.word, ""), "")
    unit = next(iter(find_units(title)), None)
    return unit.name if unit is not None else context.place


_INSTRUMENT = re.compile(r"\d[\w/.-]*[-/][A-ZĐ]+[\w/-]*,?\s*(?:ngày\s)?$")


def date_of(mention: Mention, context: Context, title: str) -> str:
    """Return the ISO date of a meeting from the sentence that reports it, or an empty string."""
    start = max(0, mention.begin - _WINDOW)
    text = mention.sentence.text[start : mention.end + _WINDOW]
    for date in find_dates(text):
        if date.day is None or _INSTRUMENT.search(text[max(0, date.begin - 30) : date.begin]):
            continue
        return iso(date, context, title)
    return ""


_LEAD = 60
_WINDOW = 400


def lead_date(sentence: Sentence, context: Context, title: str) -> str:
    """Return the ISO date that a sentence opens with (`Chiều 10/01, …`), or an empty string."""
    date = next((d for d in find_dates(sentence.text[: 2 * _LEAD]) if d.day is not None), None)
    return iso(date, context, title) if date is not None and date.begin < _LEAD else ""


def iso(date: DateMention, context: Context, title: str) -> str:
    """Return the ISO form of a date; its year may follow from the page, the meeting's name or the article."""
    if date.iso or date.month is None or date.day is None:
        return date.iso
    year = _year(date, context, title)
    return f"{year:04}-{date.month:02}-{date.day:02}" if year else ""


_YEAR = re.compile(r"(?<!\d)(?<!\d{4}-)(?<!\d{4} - )((?:19|20)\d\d)(?!\d|\s?-\s?\d)")
_LATE, _EARLY = 10, 3


def _year(date: DateMention, context: Context, title: str) -> int | None:
    month, day = date.month or 0, date.day or 0
    if len(context.published) >= 10:
        year = int(context.published[:4])
        return year if (month, day) <= (int(context.published[5:7]), int(context.published[8:10])) else year - 1
    years = sorted({int(y) for y in _YEAR.findall(title)})
    reviews = "tổng kết" in title.lower()
    # "tổng kết năm 2023, triển khai nhiệm vụ năm 2024" is late in 2023 or early in 2024; the month decides.
    if len(years) >= 2 or (years and reviews):
        last = years[-1] if len(years) >= 2 else years[0] + 1
        return last - 1 if month >= _LATE else last if month <= _EARLY else context.year
    return context.year or (years[0] if years else None)
