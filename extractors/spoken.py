"""When an article speaks: the date of its page, a full date in its opening, else the year it reports on."""

from __future__ import annotations

import re

from canbo.extractors.dates import DateMention, find_dates
from canbo.extractors.document import Document
from canbo.extractors.periods import likely_year

_LEAD_BLOCKS = 4
# The date of an instrument or a birth is not when the article speaks: "Quy định số 181-QĐ/TW, ngày 30-3-2013".
_OTHER_DATE = re.compile(
    r"\bsinh\b[^.]*$"
    r"|\b(?:nghị quyết|quyết định|chỉ thị|kết luận|quy định|thông báo|hướng dẫn|kế hoạch|công văn|số)\b[^.;]{0,50}$",
    re.IGNORECASE,
)


def spoken_on(document: Document, published: str) -> str:
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


def own_dates(document: Document, context_length: int = 80) -> list[DateMention]:
    """Return the full dates of an article that are no date of an instrument or a birth, in order."""
    return [
        date
        for sentence in document.sentences
        for date in find_dates(sentence.text)
        if date.iso and not _OTHER_DATE.search(sentence.text[max(0, date.begin - context_length) : date.begin])
    ]
