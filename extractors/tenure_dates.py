"""When an office began and ended, as far as an article states it.

A date is taken that stands with the event (`từ ngày 01/12/2023`, `tháng 9/2019`, `năm 2015`), else the day of the
meeting that the article reports, where the event happens at it. No date is inferred from anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from canbo.extractors.careers import SPAN
from canbo.extractors.context import Context
from canbo.extractors.dates import DateMention, find_dates
from canbo.extractors.meeting_dates import iso
from canbo.extractors.offices import OfficeList
from canbo.extractors.ordinals import ORDINAL, value
from canbo.extractors.statements import Meeting
from canbo.extractors.tenure_events import BEGINS, Event, Telling, begun, ended, next_person, next_step
from canbo.extractors.words import any_of, pattern
from canbo.ontology import table

_AROUND = table("tenure_events")["around"]
_EARLIER = pattern(_AROUND["earlier"])
_DECIDED = pattern(_AROUND["decided"])
_OTHER = re.compile(rf"(?<!\w)(?:{any_of(_AROUND['dated'])})(?!\w)[^.;:]{{0,60}}$", re.IGNORECASE)
# "Sáng 12/11, …", "; đến tháng 5/2020 thì được bầu …", "ông A từ tháng 8/2015 được …"
_OPENS = re.compile(
    r"(?:^|[,;:(\"-])\s*(?:(?:cũng|vào|hồi|kể|từ|đến|trong|sang|tới|hôm|sáng|trưa|chiều|tối|nay|ngày|thứ|đầu|giữa|cuối"
    r"|hai|ba|tư|năm|sáu|bảy)[\s,(]+){0,5}$|(?<!\w)(?:từ|vào)\s(?:(?:đầu|giữa|cuối)\s)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:đầu|giữa|cuối|hết)?\s*", re.IGNORECASE)
_MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?![\d/])")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?![\d/]|\s?-\s?\d)")
_FROM = re.compile(r"(?<!\w)(?:kể từ|bắt đầu từ|từ)\s+(?=\w)", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|đến|tới)\s*(?:hết\s)?(?=\w)", re.IGNORECASE)
# Right behind the office or the verb: "(tháng 9/2019)", "vào năm 2015", "theo chế độ từ ngày …"
_DIRECT = re.compile(r"\s*,?\s*\(?(?:(?:vào|trong|hồi)\s)?(?=ngày|tháng|năm)", re.IGNORECASE)
_TODAY = re.compile(r"(?<!\w)(?:sáng|trưa|chiều|tối|hôm) nay(?!\w)", re.IGNORECASE)
_GATHERING = re.compile(
    r"(?<!\w)(?P<kind>đại hội|hội nghị|kỳ họp|phiên họp)(?:\s(?P<first>lần thứ nhất|thứ nhất|lần thứ I(?!\w)))?(?!\w)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\s*,?\s*\(?")
_IN_NAME = re.compile(r"(?:nghị quyết|thực hiện|văn kiện|báo cáo|chuẩn bị|tổ chức|tiến tới|phục vụ)\s$", re.IGNORECASE)
_WHERE = re.compile(r"(?<!\w)(?:tại|ở|trong)\s$", re.IGNORECASE)
# "giữ chức Phó Chủ tịch HĐND thay ông B được điều động về trung ương": B went some other day
_INSTEAD = re.compile(r"(?<!\w)thay(?: thế)?(?: cho)?\s+(?:đồng chí|đ/c|ông|bà)\s[^,;]*$", re.IGNORECASE)
_REMOVED = re.compile(r"miễn nhiệm|bãi nhiệm", re.IGNORECASE)
# "5/2005 - 6/2010: Phó Chủ tịch UBND xã, rồi Chủ tịch UBND xã Kim Lư"
_THEN = re.compile(r"(?<!\w)rồi\s", re.IGNORECASE)
_WINDOW = 48
_FAR = 2000  # characters before a verb in which its sentence may begin with a date
_OTHER_REACH = 120
_EARLIEST = "1930"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a sentence: the article, the meeting it reports, the two sentences before."""

    context: Context
    main: Meeting | None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """When and how an office began and ended; empty where the sentence does not state it."""

    since: str = ""
    until: str = ""
    begun_by: str = ""
    ended_by: str = ""


def read_course(telling: Telling, setting: Setting) -> Course:
    """Return what a sentence states about beginning and end of an office."""
    begin, end = begun(telling), ended(telling)
    since, until = _bounds(telling, begin, end, setting)
    if begin is not None and not since:
        since = _stated(telling, begin, setting) or _reported(telling, begin, setting)
    if end is not None and not until and telling.rule != "post.replaced":
        until = _stated(telling, end, setting) or _reported(telling, end, setting)
    since, until = _real(since), _real(until)
    if since and until and since > until[: len(since)].ljust(len(since), "9"):
        since = until = ""
    return Course(since, until, begin.name if begin else "", end.name if end else "")


def _real(day: str) -> str:
    """Return a date that can be one of an office, or an empty string: no 29/02/2023, nothing before the Party."""
    try:
        date.fromisoformat(day + "0000-01-01"[len(day) :])
    except ValueError:
        return ""
    return day if day >= _EARLIEST else ""


def _bounds(telling: Telling, begin: Event | None, end: Event | None, setting: Setting) -> tuple[str, str]:
    """Return the dates that stand with the office: behind it, or `từ … đến …` right before."""
    text, row = telling.text, telling.row
    event = begin or end
    if telling.rule == "post.career":
        # "+ Từ 1996 - 2001: Phó Giám đốc Sở …", "• 8/2020 đến nay: Phó Bí thư Huyện ủy"
        return _span(text, row, setting)
    behind = event.behind if event is not None else row.end
    found = _range(text, behind, _stop(telling, behind, event), setting, anywhere=event is not None)
    if event is None and not found[1] and (len(found[0]) == 10 or _DECIDED.search(text, 0, behind)):
        found = "", ""  # "kỷ luật đồng chí A, Bí thư Huyện ủy, từ ngày …": not when the office began
    if not any(found) and event is None and telling.rule in BEGINS:
        # "Từ tháng 5/2010 đến tháng 8/2015, ông giữ chức Phó Bí thư Huyện ủy"
        found = _range(text, telling.clause, row.begin, setting, anywhere=True, both=True)
    since, until = found
    if end is not None and begin is None:
        return "", since
    return (since, until) if begin is not None or telling.rule != "post.replaced" else ("", "")


def _span(text: str, row: OfficeList, setting: Setting) -> tuple[str, str]:
    """Return the years of a line of a career before its offices; of two held one after the other none are known."""
    span = max(SPAN.finditer(text, 0, row.begin), key=lambda s: s.start(), default=None)
    if span is None or _THEN.search(text, row.begin, row.end):
        return "", ""
    first = _when(text[: span.end("since")], span.start("since"), setting)
    last = _when(text[: span.end("until")], span.start("until"), setting) if span["until"] else None
    return first[0] if first else "", last[0] if last else ""


def _stop(telling: Telling, behind: int, event: Event | None) -> int:
    """Return where the words end that may date an event: at the next verb of taking or leaving, or the next person."""
    end = next_person(telling, behind)
    if event is not None and event.name == "transferred":
        return end  # "thôi giữ chức X, giữ chức Y từ ngày …" is one day
    return next_step(telling.text, behind, end)


def _range(text: str, begin: int, end: int, setting: Setting, *, anywhere: bool, both: bool = False) -> tuple[str, str]:
    """Return the dates of `từ X`, `từ X đến Y` between two offsets; with `both` only where both are there."""
    start = _FROM.search(text, begin, end) if anywhere else None
    if start is None:
        lead = _LEAD.match(text, begin)
        start = _FROM.match(text, lead.end() if lead else begin)
    if start is None or _OTHER.search(text, begin, start.start()):
        return "", ""
    first = _when(text, start.end(), setting)
    if first is None:
        return "", ""
    to = _TO.match(text, first[1])
    last = _when(text, to.end(), setting) if to is not None else None
    if both and last is None:
        return "", ""
    return first[0], last[0] if last else ""


def _when(text: str, pos: int, setting: Setting) -> tuple[str, int] | None:
    """Return the date at `pos` with the precision stated, and where it ends."""
    part = _PART.match(text, pos)
    start = part.end() if part else pos
    mention = next(iter(find_dates(text[start : start + _WINDOW])), None)
    if mention is not None and mention.begin == 0 and (found := _resolved(mention, setting)):
        return found, start + mention.end
    if match := _MONTH.match(text, start):
        return f"{match['year']}-{int(match['month']):02}", match.end()
    if match := _YEAR.match(text, start):
        return match["year"], match.end()
    return None


def _resolved(mention: DateMention, setting: Setting) -> str:
    return mention.partial or iso(mention, setting.context, "")


def _stated(telling: Telling, event: Event, setting: Setting) -> str:
    """Return the date said right behind the event, or the one that opens its clause or its sentence."""
    text = telling.text
    direct = _DIRECT.match(text, event.behind)
    if direct is not None and (found := _when(text, direct.end(), setting)) is not None:
        return found[0]
    low = max(0, event.verb - _FAR)
    for mention in reversed(_dates(text, low, event.verb)):
        if not _OPENS.search(text, low, mention.begin) or _named_date(text, mention.begin):
            continue
        # a day opens a whole report ("Ngày 12/11, HĐND huyện miễn nhiệm …; bầu …"), a month or year a step of a life
        step = next_step(text, mention.end, event.verb) < event.verb or ";" in text[mention.end : event.verb]
        if (mention.day is None and step) or _EARLIER.search(text, mention.end, event.verb):
            return ""
        return _resolved(mention, setting)
    published = setting.context.published
    return published if len(published) == 10 and _TODAY.search(text, 0, event.verb) else ""


def _dates(text: str, begin: int, end: int) -> list[DateMention]:
    """Return the dates between two offsets, by their offsets in `text`."""
    found = find_dates(text[begin:end])
    return [replace(date, begin=date.begin + begin, end=date.end + begin) for date in found] if begin else found


def _named_date(text: str, begin: int) -> bool:
    """Tell whether a date is one of a decision or a birth, by the words before it."""
    return _OTHER.search(text, max(0, begin - _OTHER_REACH), begin) is not None


def _reported(telling: Telling, event: Event, setting: Setting) -> str:
    """Return the day of the meeting reported, where the event happens at it, or an empty string."""
    text, main = telling.text, setting.main
    before = text[telling.clause : event.verb]
    if (telling.former and telling.rule != "post.left") or _EARLIER.search(before) or _INSTEAD.search(before):
        return ""
    if event.name in ("retired", "died") and not _REMOVED.match(text, event.verb):
        return ""  # who retires at a conference leaves on a day that the decision names
    day = main.date if main is not None else _day_before(setting)
    others = [d for d in find_dates(text) if not _named_date(text, d.begin)]
    if not day or any(_resolved(d, setting) not in (day, day[:7], day[:4]) for d in others):
        return ""
    if main is not None and not _at(telling, event, main):
        return ""
    council = main is not None and main.title.lower().startswith(("đại hội", "kỳ họp"))
    decided = _DECIDED.search(text) or _DECIDED.search(setting.before) or (main and _named(text, main))
    return day if council or decided else ""


def _at(telling: Telling, event: Event, main: Meeting) -> bool:
    """Tell whether the gatherings that the sentence names are the one reported, or its committee's first meeting.

    One in the name of a resolution does not count, nor one of another clause unless it says where all of it happened:
    `thảo luận Nghị quyết Đại hội …; bầu bổ sung đồng chí A …`.
    """
    text, title = telling.text, main.title.lower()
    end = text.find(";", event.verb)
    for match in _GATHERING.finditer(text, 0, end if end >= 0 else len(text)):
        before = text[: match.start()]
        if _IN_NAME.search(before) or (match.start() < telling.clause and not _WHERE.search(before)):
            continue
        if match["first"] and title.startswith("đại hội"):
            continue
        number = ORDINAL.search(text, match.end(), match.end() + _WINDOW)
        said = value(number["number"]) if number else None
        if not title.startswith(match["kind"].lower()) or (said and main.ordinal and said != main.ordinal):
            return False
    return True


def _named(text: str, main: Meeting) -> bool:
    return any(main.title.lower().startswith(m["kind"].lower()) for m in _GATHERING.finditer(text))


def _day_before(setting: Setting) -> str:
    """Return the day that the sentences before open with, where they speak of a decision."""
    if not _DECIDED.search(setting.before):
        return ""
    days = [d for d in find_dates(setting.before) if d.day is not None]
    found = next((d for d in days if not _OTHER.search(setting.before[: d.begin])), None)
    return iso(found, setting.context, "") if found is not None else ""
