"""The `indicators` fact table: figures reported for a place, body or programme over a period.

A sentence is read as a small table. Its quantities are found first; each one's clause gives the frame (`đạt`,
`tăng`, `bằng`, …) and the phrase before and behind it; a clause without a phrase of its own goes on about the
indicator before it (`thu ngân sách 31,4 tỷ đồng, đạt 48,3% dự toán`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from canbo.extractors import figure_tables, periods
from canbo.extractors.context import Context
from canbo.extractors.dates import find_dates
from canbo.extractors.document import Document, Kind, Sentence
from canbo.extractors.figure_calendar import Calendar
from canbo.extractors.figure_listing import Listing
from canbo.extractors.figure_sentences import Draft, drafts
from canbo.extractors.statements import Figure

_MAX_SENTENCE = 20_000  # characters; a longer line is data or garbage, no sentence
_REPORTING = 4  # plain figures that make an article one that reports figures
_TWINS = 50  # figures of one value that are looked at for a repetition
_OPENING = 6  # sentences at the start that say which period the article reports
_WORD = re.compile(r"[^\W\d_]{2}")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\d{1,2}[.)/] \w")  # "2. Trạm Y tế: …"
# "cả huyện có 152 ha cây ăn quả. Đến hết năm, con số ấy là 740 ha"
_PRONOUN = re.compile(r"(?:con số|tỷ lệ|số) (?:ấy|này|đó)", re.IGNORECASE)
_TRIGGER = re.compile(r"\d[\d.,]{0,24}\s?(?:[^\W\d_]|[%‰/-])")  # a number with a unit, or a part of a whole


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: Sentence
    draft: Draft
    period: str
    group: int


def read(document: Document, context: Context) -> list[Figure]:
    """Return the figures that the article states, in the order of its text."""
    if _DIGIT.search(document.clean.text) is None:
        return []
    found = list(_find(document, context))
    known = sum(f.draft.sure == 3 for f in found)
    reporting = {f.sentence.begin for f in found if f.draft.sure == 3}
    kept = []
    for one in found:
        # Counts in passing are figures where the article or the sentence reports figures.
        needed = 1 if known >= _REPORTING or one.sentence.begin in reporting else 2
        if one.draft.sure >= needed:
            kept.append(one)
    return [_figure(document, context, f) for f in _once(kept)]


def _once(found: list[_Found]) -> list[_Found]:
    """Drop what an article says twice (headline and text, lead and text); the text's wording stays."""
    result: list[_Found] = []
    places: dict[tuple[object, ...], list[int]] = {}
    for one in found:
        draft = one.draft
        twins = places.setdefault((draft.value, draft.measure, draft.unit, draft.total), [])
        twin = next((n for n in twins[-_TWINS:] if _same(one, result[n])), None)
        if twin is None:
            twins.append(len(result))
            result.append(one)
        elif result[twin].sentence.kind is Kind.HEADING and result[twin].sentence.block == 0:
            result[twin] = one
    return result


def _same(one: _Found, other: _Found) -> bool:
    lines = {one.sentence.kind, other.sentence.kind}
    if one.period != other.period and Kind.HEADING not in lines:
        return False  # "kết nạp 110 đảng viên" as the plan of two years
    x, y = set(one.draft.indicator.lower().split()), set(other.draft.indicator.lower().split())
    return one.sentence is not other.sentence and len(x & y) * 3 >= 2 * min(len(x), len(y))


def _find(document: Document, context: Context) -> Iterator[_Found]:
    body = [s for s in document.body if len(s.text) <= _MAX_SENTENCE and _WORD.search(s.text)]
    year = context.year or (int(context.published[:4]) if context.published else None)
    year = year or periods.likely_year((s.text for s in body if _DIGIT.search(s.text)), _dated(document))
    calendar = Calendar((s.text for s in body[:_OPENING]), year, _today(document, context, year))
    listing = Listing()
    columns: figure_tables.Columns | None = None
    group = 0
    last = ""
    for sentence in body:
        text = sentence.text
        item = sentence.kind is Kind.ITEM or _NUMBERED.match(text) is not None
        calendar.enter(text, sentence.kind is Kind.HEADING, item)
        if sentence.kind is Kind.ROW:
            columns = figure_tables.header(text) or columns
            rows = _row(sentence, columns)
        else:
            columns = figure_tables.header(text) if text.count("|") > 1 else None
            usable = _TRIGGER.search(text) is not None
            future = calendar.future()
            listing = listing.enter(text, item, future)
            rows = drafts(text, listing, item, future) if usable else []
        names: dict[str, int] = {}
        for draft in rows:
            if not any(c.isalpha() for c in draft.indicator):
                continue  # "96,3 tỷ đồng/ KH 118 tỷ đồng": what stands before the second figure names nothing
            last = last if last and _PRONOUN.fullmatch(draft.indicator) else draft.indicator
            if last not in names:
                group += 1
                names[last] = group
            yield _Found(sentence, replace(draft, indicator=last), _period(calendar, draft), names[last])
        calendar.leave()


def _period(calendar: Calendar, draft: Draft) -> str:
    target = draft.measure == "target"
    if target and draft.rule == "figure.quota":  # a plan beside its result is of the year reported on
        return _whole(calendar.at(draft.end, False, draft.begin))
    period = calendar.at(draft.end, target and draft.rule != "figure.table", draft.begin)
    if draft.year and not period.startswith(draft.year):
        return draft.year  # the column says "KH 2015"
    if target and draft.rule == "figure.table":
        return _whole(period)  # "Kế hoạch năm" beside "10 tháng"
    return period


def _whole(period: str) -> str:
    """Return the year or term that a period is part of: what a plan beside its result is for."""
    return period if len(period) == len("2020-2025") else period[:4]


def _today(document: Document, context: Context, year: int | None) -> str:
    """Return the date on which the article speaks: of the page, else the first day that its opening names."""
    if context.published or year is None:
        return context.published
    for sentence in document.body[:_OPENING]:
        for date in find_dates(sentence.text[:_MAX_SENTENCE]):
            if date.day is not None and date.month is not None and date.year in (None, year):
                return f"{year}-{date.month:02}-{date.day:02}"
    return ""


def _dated(document: Document) -> list[str]:
    """Return the lines around the article and its first sentences, short enough to be lines of text."""
    around = [s.text for s in document.sentences if s.kind is Kind.DEBRIS]
    return [t for t in (*around, *(s.text for s in document.body[:3])) if len(t) <= _MAX_SENTENCE]


def _row(sentence: Sentence, columns: figure_tables.Columns | None) -> list[Draft]:
    return [
        Draft(
            indicator=cell.indicator[0].lower() + cell.indicator[1:],
            measure=cell.measure,
            value=cell.value,
            unit=cell.unit,
            rule="figure.table",
            sure=3,
            begin=0,
            end=cell.end,
            text=sentence.text[cell.begin : cell.end],
            qualifier="about" if cell.about else "exact",
            year=cell.year,
        )
        for cell in figure_tables.row(sentence.text, columns)
    ]


def _figure(document: Document, context: Context, found: _Found) -> Figure:
    draft = found.draft
    return Figure(
        evidence=document.evidence(found.sentence, draft.begin, draft.end),
        rule=draft.rule,
        indicator=draft.indicator,
        measure=draft.measure,
        value=draft.value,
        unit=draft.unit,
        total=draft.total,
        qualifier=draft.qualifier,
        place=context.place_at(found.sentence, draft.end),
        period=found.period,
        basis=draft.basis,
        value_text=draft.text,
        group=found.group,
    )
