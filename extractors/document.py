"""The document: one article as rules read it, with sentences, and a way back to the source's offsets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from canbo.extractors import debris
from canbo.extractors.normalise import Clean, clean, nfc
from canbo.extractors.statements import Evidence, Span


class Kind(StrEnum):
    """What a block of text is; a sentence has the kind of its block."""

    PROSE = "prose"
    HEADING = "heading"  # titles, section heads and captions: no sentence mark at the end
    ITEM = "item"  # a bullet of a list
    ROW = "row"  # a line of a table, cells apart by tabs or bars
    DEBRIS = "debris"  # buttons, related links, counters: read for dates and sources only
    DATA = "data"  # too long for a sentence; no rule reads it


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean text; `begin` and `end` are offsets into `Document.clean.text`."""

    text: str
    begin: int
    kind: Kind
    block: int  # number of its paragraph, from 0; debris has that of the paragraph behind it

    @property
    def end(self) -> int:
        """Return the clean offset behind the last character."""
        return self.begin + len(self.text)


@dataclass(frozen=True)
class Document:
    """An article. `text` is its NFC source, whose code points all offsets in statements count.

    `name` is the file name without its ending; `path` and `encoding` say where and how it was read.
    """

    name: str
    text: str
    path: str = ""
    encoding: str = "utf-8"

    @classmethod
    def of(cls, name: str, text: str, path: str = "", encoding: str = "utf-8") -> Document:
        """Return the document for a text in any Unicode form."""
        return cls(name=name, text=nfc(text), path=path, encoding=encoding)

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the NFC text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def clean(self) -> Clean:
        """Return the clean view that rules read."""
        return clean(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return all sentences in order, debris included (its kind says so), without what no rule reads."""
        return tuple(s for s in self._all if s.kind is not Kind.DATA)

    @cached_property
    def data(self) -> tuple[Sentence, ...]:
        """Return what was taken for data and not read: lines without an end of a sentence for pages."""
        return tuple(s for s in self._all if s.kind is Kind.DATA)

    @cached_property
    def _all(self) -> tuple[Sentence, ...]:
        return tuple(_sentences(self.clean.text))

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """Return the sentences that state facts: all but debris."""
        return tuple(s for s in self.sentences if s.kind is not Kind.DEBRIS)

    @property
    def title(self) -> str:
        """Return the headline: the first heading of the article, else an empty string."""
        first = next(iter(self.body), None)
        return first.text if first is not None and first.kind is Kind.HEADING else ""

    def span(self, begin: int, end: int) -> Span:
        """Return the source span of clean offsets `begin` to `end` (exclusive)."""
        return self.clean.span(begin, end)

    def evidence(self, sentence: Sentence, begin: int, end: int) -> Evidence:
        """Return the evidence for a fact in `sentence`; `begin` and `end` are offsets into `sentence.text`."""
        words = self.span(sentence.begin + begin, sentence.begin + end)
        whole = self._spans.get(sentence.begin)
        if whole is None or whole[0] is not sentence:
            whole = self._spans[sentence.begin] = sentence, self.span(sentence.begin, sentence.end)
        return Evidence(words, whole[1])

    @cached_property
    def _spans(self) -> dict[int, tuple[Sentence, Span]]:
        """Return the spans of sentences that facts stand in: most have several."""
        return {}

    def quote(self, span: Span) -> str:
        """Return the words of the source at `span`, as printed."""
        return self.text[span.begin : span.end]


# Characters: the longest sentences of articles have 1,000, a list of 5,000 names has 90,000. What is longer is a file
# of data or a page without marks.
LONGEST = 100_000
# A sentence ends at . ! ? … before white space and a capital, digit, quote or dash.
# Each run of marks is looked at once, or a line of dots would take a time that grows with its square.
_END = re.compile(r"(?:\./\.|(?<![.!?…])[.!?…]++)['\")\]]*+(?=\s+[\"'(\[-]?\s?[^\W_])")
# ... but not behind these: "TP. Hà Nội", "TS. Lê A", "Q. 7", "A. Lăng Tuấn", "1. Kết quả".
_NO_END = re.compile(
    r"(?:\b(?:TP|Tp|tp|TX|TT|T\.P|TS|ThS|Ths|PGS|GS|BS|KS|LS|Ông|Q|P|H|Tr|St|No|Đ|s|v\.v|[A-HJ-UWYZĐ])|^\d{1,2})\.$"
)


def _sentences(text: str) -> Iterator[Sentence]:
    begin = number = 0
    related = False
    for block in text.split("\n"):
        related = related or debris.starts_related(block)
        cuts = list(_cuts(block))
        kind = Kind.DEBRIS if related or debris.is_debris(block) else _kind(block, len(cuts))
        if kind in (Kind.ROW, Kind.DEBRIS):
            cuts = [(0, len(block))] if block else []
        for start, end in cuts:
            sort = kind if end - start <= LONGEST else Kind.DATA
            yield Sentence(block[start:end], begin + start, sort, number)
        begin += len(block) + 1
        number += kind is not Kind.DEBRIS


_OPENING_MARKS = re.compile(r"[ \"'(\[-]*")


def skip_space(text: str, pos: int) -> int:
    """Return the position of the first character at or behind `pos` that is no white space."""
    while pos < len(text) and text[pos].isspace():
        pos += 1
    return pos


def _cuts(block: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(block):
        end = match.end()
        # the window keeps a page without line breaks linear; no abbreviation is longer
        if block[match.start()] == "." and _NO_END.search(block[max(start, end - 8) : match.start() + 1]):
            continue
        following = _OPENING_MARKS.match(block, end)
        assert following is not None
        if not block[following.end() : following.end() + 1].islower():
            yield start, end
            start = skip_space(block, end)
    if block[start:].strip():
        yield start, len(block)


_BULLET = re.compile(r"[-+*•▪●◦]\s*\S")
_ROW_BARS = re.compile(r"(?:[^|]*\|){2,}")
_SENTENCE_END = re.compile(r"[.!?…;:,]['\")]*$")


_LONGEST_HEADING = 300


def _kind(block: str, sentences: int) -> Kind:
    """Return the kind of a block that is no debris and has so many sentences."""
    # bars in a whole article on one line are its buttons ("Bình luận (0) | Thích | Chia sẻ"), no table
    barred = len(block) <= _LONGEST_HEADING and _ROW_BARS.match(block) and any(c.isdigit() for c in block)
    if "\t" in block or barred:
        return Kind.ROW
    if _BULLET.match(block):
        return Kind.ITEM
    if sentences == 1 and debris.is_caption(block):
        return Kind.HEADING
    # an article on one line may end without a mark; what has sentences inside is no heading
    prose = len(block) > _LONGEST_HEADING or sentences > 1
    return Kind.PROSE if prose or _SENTENCE_END.search(block) else Kind.HEADING
