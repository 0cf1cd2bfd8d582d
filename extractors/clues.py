"""What an article says that tells which unit a name means: its date, source, dateline, and all units it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from canbo.extractors.document import Document, Kind
from canbo.extractors.mentions import Mention
from canbo.extractors.units import known_prefix
from canbo.extractors.words import any_of
from canbo.ontology import gazetteer, table
from canbo.ontology.folding import spelling


@dataclass(frozen=True)
class Clues:
    """`spoken_on` is when the article speaks, as far as known before it is read (ISO date or a part of one).

    `source` is the province of its newspaper, `dateline` the unit at the head of its opening (`Ngân Sơn - …`),
    `mentions` are all units that it names, in order; empty or None where there is none.
    """

    spoken_on: str = ""
    source: str = ""
    dateline: Mention | None = None
    mentions: tuple[Mention, ...] = ()


_NEWSPAPERS = table("newspapers")
# "Theo Báo Kiên Giang", "Nguồn: baohatinh.vn", "BÁO ẤP BẮC", "Đài PT-TH Lạng Sơn"
_PAPER = re.compile(
    r"\W*(?:theo\s+|nguồn(?:\s+tin)?\s*:?\s*)?"
    r"(?:báo(?:\s+điện\s+tử)?|đài\s+(?:pt\s?-?\s?th|phát\s+thanh\s*(?:,|-|và)?\s*truyền\s+hình))\s+(?:tỉnh\s+)?",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(rf"({any_of(_NEWSPAPERS['names'])})(?!\w)", re.IGNORECASE)
_SITE = re.compile(r"(?<![\w@])bao([a-z]{4,12})\.(?:com\.|org\.)?vn\b", re.IGNORECASE)
_LONGEST = 80
_LAST = 4


def read_source(document: Document, publisher: str) -> str:
    """Return the province whose newspaper or broadcaster an article is from, or an empty string.

    `publisher` is what `metadata` found (`BBK`, `Báo Gia Lai`). Else the banner above the article and the line that
    names the source are read; a newspaper that the text mentions is not its source.
    """
    if publisher in _NEWSPAPERS["codes"]:
        return str(_NEWSPAPERS["codes"][publisher])
    return next(filter(None, map(_province, _lines(document, publisher))), "")


def _lines(document: Document, publisher: str) -> Iterator[str]:
    yield publisher
    lead = next((s.block for s in document.body if s.kind is Kind.PROSE), 0)
    for sentence in document.sentences:
        if sentence.kind is Kind.DEBRIS and (sentence.block < lead or sentence.text[:5].lower() == "nguồn"):
            yield sentence.text[:_LONGEST]
    for sentence in (*document.body[:1], *document.body[-_LAST:]):
        if len(sentence.text) <= _LONGEST:
            yield sentence.text


def _province(line: str) -> str:
    site = _SITE.search(line)
    if site:
        return _sites().get(site[1].lower(), "")
    paper = _PAPER.match(line)
    if paper is None:
        return ""
    other = _OTHER_NAME.match(line, paper.end())
    if other:
        return _other_names()[spelling(other[1])]
    known = known_prefix(line, paper.end(), ("tỉnh",))
    return known[0].name if known is not None else ""


@cache
def _sites() -> dict[str, str]:
    """Return the provinces by their names as sites write them: `hatinh`, where no two have the same."""
    found = {key.replace(" ", ""): units for key, units in gazetteer.provinces().items()}
    return {key: units[0].name for key, units in found.items() if len(units) == 1}


@cache
def _other_names() -> dict[str, str]:
    return {spelling(name): province for name, province in _NEWSPAPERS["names"].items()}


# "Ngân Sơn - Ngày 15/12", "(Kiên Giang) - Sáng nay"
_DASH = re.compile(r"\)?\s?-\s?(?=[^\W\da-z])")


def read_dateline(document: Document, mentions: tuple[Mention, ...]) -> Mention | None:
    """Return the unit that stands alone before a dash at the head of the opening, or None."""
    lead = next((s for s in document.body if s.kind is Kind.PROSE), None)
    if lead is None:
        return None
    for mention in mentions:
        at = mention.begin - lead.begin
        if at in (0, 1) and lead.text[:at] in ("", "(") and _DASH.match(lead.text, mention.end - lead.begin):
            return mention
    return None
