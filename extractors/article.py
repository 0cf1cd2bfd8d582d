"""Reading an article: from its document to everything it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from canbo.extractors import figures, instruments, meetings, metadata, participants, posts
from canbo.extractors.cast import read_cast
from canbo.extractors.context import Context, read_context
from canbo.extractors.dates import find_dates
from canbo.extractors.document import Document, Kind, Sentence
from canbo.extractors.metadata import Metadata
from canbo.extractors.offices import find_roles
from canbo.extractors.periods import likely_year
from canbo.extractors.statements import Meeting, Statement
from canbo.extractors.units import speaking_on


@dataclass(frozen=True)
class Article:
    """What was read from an article.

    `place` is the unit it is about, without type word, `level` that unit's level (`tỉnh`, `huyện`, `xã`), `as_of`
    when the article speaks (ISO date or a part of one); empty where not known. `unread` are the sentences with a
    figure, an office or an instrument number that yielded no statement.
    """

    document: Document
    metadata: Metadata = field(default_factory=lambda: Metadata("", "", "", ""))
    place: str = ""
    level: str = ""
    as_of: str = ""
    statements: tuple[Statement, ...] = ()
    unread: tuple[Sentence, ...] = ()


def read_article(document: Document) -> Article:
    """Return what the article states, table by table."""
    page = metadata.read(document)
    on = _spoken_on(document, page.published)
    with speaking_on(on):
        context = read_context(document, page.published, int(on[:4]) if on else None, on)
        return _read(document, page, context)


def _read(document: Document, page: Metadata, context: Context) -> Article:
    cast = read_cast(document)
    gatherings = meetings.read(document, context)
    main = meetings.main_meeting(gatherings)
    offices = posts.read(document, context, cast, main)
    statements: tuple[Statement, ...] = (
        *offices,
        *gatherings,
        *participants.read(document, context, cast, offices, main),
        *instruments.read(document, context, gatherings),
        *figures.read(document, context),
    )
    return Article(
        document=document,
        metadata=page,
        place=context.place,
        level=context.level,
        as_of=_as_of(context, main),
        statements=statements,
        unread=_unread(document, statements),
    )


_LEAD_BLOCKS = 4
# The date of an instrument or a birth is not when the article speaks: "Quy định số 181-QĐ/TW, ngày 30-3-2013".
_OTHER_DATE = re.compile(
    r"\bsinh\b[^.]*$"
    r"|\b(?:nghị quyết|quyết định|chỉ thị|kết luận|quy định|thông báo|hướng dẫn|kế hoạch|công văn|số)\b[^.;]{0,50}$",
    re.IGNORECASE,
)


def _spoken_on(document: Document, published: str) -> str:
    """Return when the article speaks, as far as known before it is read: the date of its page, a full date in its
    opening, else the year that most of its sentences report on ("Năm 2023, huyện … đã thực hiện đạt và vượt …")."""
    if published:
        return published
    for sentence in document.body:
        if sentence.block >= _LEAD_BLOCKS:
            break
        for date in find_dates(sentence.text):
            if date.day is not None and date.year is not None:
                before = sentence.text[max(0, date.begin - 80) : date.begin]
                if not _OTHER_DATE.search(before):
                    return date.iso
    year = likely_year(s.text for s in document.body)
    return str(year) if year else ""


def _as_of(context: Context, main: Meeting | None) -> str:
    if main is not None and main.date:
        return main.date
    return context.published or (str(context.year) if context.year else "")


_FIGURE = re.compile(
    r"\d\s?%|\d[\d.,]*\s(?:tỷ|triệu|ha|tấn|hộ|xã|người|lao động|chỉ tiêu|đảng viên)(?!\w)"
    r"|\d+/\d+\s(?:chỉ tiêu|xã|tiêu chí)"
)
_NUMBER = re.compile(r"\d+[a-z]?(?:/\d{4})?\s?[-/]\s?[A-ZĐ][A-ZĐa-zđ]{1,4}[-/][A-ZĐ]{2}")


def _unread(document: Document, statements: tuple[Statement, ...]) -> tuple[Sentence, ...]:
    """Return the sentences that look as if they stated a fact and yielded none."""
    read = {s.evidence.sentence for s in statements}
    return tuple(
        s
        for s in document.body
        if s.kind is not Kind.HEADING
        and document.span(s.begin, s.end) not in read
        and (_FIGURE.search(s.text) or _NUMBER.search(s.text) or find_roles(s.text, 0))
    )
