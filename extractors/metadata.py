"""What a page says about itself: headline, date of publication, code of the newspaper, byline.

Page furniture is debris for all other rules; here it is read for the date. The patterns are in
`ontology/tables/debris.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors import debris
from canbo.extractors.dates import find_dates
from canbo.extractors.document import Document, Kind, Sentence
from canbo.ontology import table


@dataclass(frozen=True)
class Metadata:
    """The page: `published` is ISO, `publisher` the dateline code as printed (`BBK`); all may be empty."""

    title: str
    published: str
    publisher: str
    byline: str


def read(document: Document) -> Metadata:
    """Return what the page of `document` says about itself."""
    return Metadata(_title(document), _published(document), _publisher(document), _byline(document))


_MAX_TITLE = 200
# A headline that ends like a sentence: "Vì sao huyện còn 8 chỉ tiêu chưa đạt?"
_ASKS = re.compile(r"(?:[?!…]|\.\.)['\")]*$")


def _title(document: Document) -> str:
    body = document.body
    if document.title:
        # A page without line breaks gives one long block; its first sentence is no headline.
        return document.title if len(document.title) <= _MAX_TITLE else ""
    alone = len(body) > 1 and body[0].block != body[1].block
    if alone and len(body[0].text) <= _MAX_TITLE and _ASKS.search(body[0].text):
        return body[0].text
    return ""


_LABELLED = re.compile("|".join(table("debris")["dated"]), re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:hg]\d{2}\b")


def _published(document: Document) -> str:
    dates: list[tuple[int, str]] = []
    for sentence in document.sentences:
        if debris.starts_related(sentence.text):
            break
        if sentence.kind is not Kind.DEBRIS:
            continue
        for date in find_dates(sentence.text):
            if date.iso:
                # "Cập nhật: 19-11-2022" before "14/09/2022 08:15" before a date alone, which may be today's.
                rank = 0 if _LABELLED.match(sentence.text) else 1 if _CLOCK.search(sentence.text) else 2
                dates.append((rank, date.iso))
    return min(dates, key=lambda found: found[0])[1] if dates else ""


# "BBK - Chiều 10/01", "(TTĐT) - Sáng", "(Báo Gia Lai) - Ngày", "ĐLO- Con đường"
_CODE = re.compile(
    r"(?:\((?P<name>[A-ZĐ][\w. ]{1,30})\)|(?P<code>[A-ZĐ][A-Za-zĐđƯư0-9.]{0,9}[A-ZĐ]))"
    r"\s?-\s?(?P<rest>[^\W\d]\w*)"
)
_ORGANS = frozenset(table("debris")["organs"])
_HEAD = 8


def _publisher(document: Document) -> str:
    for sentence in document.body[:_HEAD]:
        match = _CODE.match(sentence.text)
        if match is None:
            continue
        code = str(match["name"] or match["code"])
        rest = str(match["rest"])
        if code not in _ORGANS and not (len(rest) > 1 and rest.isupper()):
            return code
    return ""


_SIGNED = re.compile("|".join(table("debris")["signed"]), re.IGNORECASE)
_NAME = r"[A-ZĐÀ-Ỹ](?:[\w']*|(?:\.[A-ZĐÀ-Ỹ]\w*)+)"
_FULL = rf"{_NAME}(?: {_NAME}){{0,4}}"
# "Thanh Huyền - Quốc Định", "Nguyễn Hoài - Văn phòng Huyện ủy"
_NAMES = re.compile(rf"{_FULL}(?:(?:\s?[,/&+-]\s?| và ){_FULL}){{0,5}}(?: - .{{3,40}}| \(.{{2,40}}\))?$")
_TAIL = 4
_MAX_BYLINE = 80


def _byline(document: Document) -> str:
    for sentence in reversed(document.body[-_TAIL:]):
        name = _signature(sentence)
        if name:
            return name
    return ""


def _signature(sentence: Sentence) -> str:
    """Return the names of a line such as `Tin, ảnh: Khánh Duy`, or an empty string if it is no byline."""
    label = _SIGNED.match(sentence.text)
    if sentence.kind is not Kind.HEADING and label is None:
        return ""
    text = sentence.text[label.end() if label else 0 :].strip(" .()")
    # "Toàn cảnh Hội nghị" is a caption: in a name every word begins with a capital, and there are two.
    fits = len(text) <= _MAX_BYLINE and _NAMES.match(text) is not None
    return text if fits and (label or " " in text or "." in text) else ""
