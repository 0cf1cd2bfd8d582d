"""Reading an article: from its document to everything it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from canbo.extractors import figures, instruments, meetings, metadata, participants, posts
from canbo.extractors.cast import read_cast
from canbo.extractors.clues import Clues, read_dateline, read_source
from canbo.extractors.context import Context, read_context
from canbo.extractors.document import Document, Kind, Sentence
from canbo.extractors.metadata import Metadata
from canbo.extractors.offices import find_roles
from canbo.extractors.spoken import spoken_on
from canbo.extractors.statements import Meeting, Statement
from canbo.extractors.units import speaking_on


@dataclass(frozen=True)
class Article:
    """What was read from an article.

    `place` is the unit it is about, without type word, `level` that unit's level (`tỉnh`, `huyện`, `xã`), `as_of`
    when the article speaks (ISO date or a part of one); empty where not known. `unread` are the sentences with a
    figure, an office or an instrument number that yielded no statement. `clues` tell which unit a name means.
    """

    document: Document
    metadata: Metadata = field(default_factory=lambda: Metadata("", "", "", ""))
    place: str = ""
    level: str = ""
    as_of: str = ""
    statements: tuple[Statement, ...] = ()
    unread: tuple[Sentence, ...] = ()
    clues: Clues = field(default_factory=Clues)


def read_article(document: Document) -> Article:
    """Return what the article states, table by table."""
    page = metadata.read(document)
    on = spoken_on(document, page.published)
    with speaking_on(on):
        source = read_source(document, page.publisher)
        context = read_context(document, page.published, int(on[:4]) if on else None, on, source)
        clues = Clues(on, source, read_dateline(document, context.mentions), context.mentions)
        return _read(document, page, context, clues)


def _read(document: Document, page: Metadata, context: Context, clues: Clues) -> Article:
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
        clues=clues,
    )


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
