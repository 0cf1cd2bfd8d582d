"""From an article's text to a clean view of it that remembers where every character came from.

Two texts exist. The *source* is the article in Unicode NFC; every offset that leaves this package counts code
points of it. The *clean* text is what rules read: zero-width characters are gone, every kind of space is one
space, hard line wraps are undone, dashes and quotation marks are unified and tone marks stand where today's
spelling puts them (`uỷ` is `ủy`, `hoà` is `hòa`). Nothing else changes, so clean text still reads as written.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise

from canbo.extractors.statements import Span
from canbo.ontology.folding import fold, respell

__all__ = ["Clean", "clean", "fold", "nfc", "respell"]

# U+00AD soft hyphen, U+200B-U+200F, U+2060, U+FEFF: invisible, and found inside names of copied pages.
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_UNIFIED = str.maketrans("–—−‐‑“”„«»‘’ʼ´`′\t", "-----\"\"\"\"\"''''''\t")
_SPACES = re.compile(r"[^\S\n\t]+")


def nfc(text: str) -> str:
    """Return the article's text as offsets count it: Unicode NFC with `\\n` line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Clean:
    """Clean text and, for each of its characters, the offset of that character in the source."""

    text: str
    origin: array[int]

    def span(self, begin: int, end: int) -> Span:
        """Return the source span of the clean characters `begin` to `end` (exclusive, not empty)."""
        return Span(self.origin[begin], self.origin[end - 1] + 1)


def clean(source: str) -> Clean:
    """Return the clean view of `source` (NFC). Blocks (paragraphs, headings, list items) are apart by `\\n`."""
    chars: list[str] = []
    origin = array("l")
    for line, offset in _blocks(source):
        if chars:
            chars.append("\n")
            origin.append(offset)
        for char, place in line:
            chars.append(char)
            origin.append(place)
    _part_words(chars, origin)
    return Clean(respell("".join(chars)), origin)


# "năm 2013.Đồng chí Lê A,TUV,Bí thư": a mark without the space behind it. A dot parts words only behind a small
# letter or a year, so that `TP.HCM`, `Q.7` and `H.Ân` stay.
_GLUED = re.compile(
    r"(?<=\w[,;])(?=[^\W\d_])|(?<=[^\W\d_]\))(?=[^\W\d_])|(?<=[\da-zà-ỹđ]{2}\.)(?=[A-ZĐÀ-Ỹ][^\W\d_]|Ở\s)"
)


def _part_words(chars: list[str], origin: array[int]) -> None:
    """Insert the missing spaces; an inserted space has the place of the mark before it."""
    for match in reversed(list(_GLUED.finditer("".join(chars)))):
        chars.insert(match.start(), " ")
        origin.insert(match.start(), origin[match.start() - 1])


_Chars = list[tuple[str, int]]


def _blocks(source: str) -> list[tuple[_Chars, int]]:
    """Return the logical lines of the source as (characters with their offsets, offset of the line)."""
    lines = _tidy_lines(source)
    wrapped = _is_wrapped([text for text, _, _ in lines])
    blocks: list[tuple[_Chars, int]] = []
    before = ""
    for text, chars, offset in lines:
        if text and before and blocks and _joins(before, text, wrapped):
            blocks[-1][0].append((" ", chars[0][1] - 1))
            blocks[-1][0].extend(chars)
        elif text:
            blocks.append((chars, offset))
        before = text
    return blocks


def _tidy_lines(source: str) -> list[tuple[str, _Chars, int]]:
    """Return each physical line as (tidy text, its characters with source offsets, offset of the line)."""
    result = []
    offset = 0
    for line in source.split("\n"):
        chars: _Chars = []
        for place, char in enumerate(line.translate(_UNIFIED), offset):
            if ord(char) in _INVISIBLE:
                continue
            if char.isspace() and char != "\t":
                if chars and not chars[-1][0].isspace():
                    chars.append((" ", place))
            elif char == "\t" or char.isprintable():
                chars.append((char, place))
        while chars and chars[-1][0].isspace():
            chars.pop()
        result.append(("".join(char for char, _ in chars), chars, offset))
        offset += len(line) + 1
    return result


_ENDS = re.compile(r"[.!?:;…]['\")]*$|\./\.$")
_STARTS = re.compile(r"[-+*•▪●◦>»]|\d{1,2}[.)/] |[a-zđ]\) |[IVX]+\. |\(?(?:Ảnh|Tin|Nguồn|Theo|Tag)\b.{0,3}:")
# "| Thu ngân sách | tỷ đồng | 178 |": a row of a table in an article that is cut at a width
_BARRED = re.compile(r"\|(?:[^|]*\|){2,}$")
_MIN_WRAPS = 2
_FULL_LINE = 60


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether the lines are cut at a width, not at paragraphs: many lines go on in lower case."""
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    goes_on = sum(b[0].islower() and not _STARTS.match(b) for _, b in pairs)
    return goes_on >= _MIN_WRAPS and goes_on * 4 >= len(pairs)


def _joins(before: str, text: str, wrapped: bool) -> bool:
    """Tell whether line `text` goes on with the sentence of line `before` (there is no empty line between)."""
    if "\t" in before or "\t" in text or _BARRED.match(text) or _BARRED.match(before):
        return False
    if _STARTS.match(text):
        # "Trưởng phòng Tài chính\n- Kế hoạch huyện": a dash cut from its word opens no list
        goes_on = wrapped and len(before) >= _FULL_LINE and text.startswith("- ") and not _STARTS.match(before)
        return goes_on and not _ENDS.search(before)
    if wrapped:
        # "Tráng A\nDơ, Trưởng Ban": a name may be cut, so capitals join too unless a sentence has ended.
        return not _ENDS.search(before) or text[0].islower()
    return text[0].islower() and not _ENDS.search(before)
