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

# Every white space but the tab is a space here. Invisible characters (soft hyphen U+00AD, U+200B-U+200F, U+2060,
# U+FEFF: found inside names of copied pages) are not printable, which is how they are known.
_WHITE = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_WHITE += "".join(map(chr, range(0x2000, 0x200B)))
_UNIFIED = str.maketrans("–—−‐‑“”„«»‘’ʼ´`′" + _WHITE, "-----\"\"\"\"\"''''''" + " " * len(_WHITE))
_OTHER = re.compile(f"[{re.escape(''.join(map(chr, _UNIFIED)))}]")
_PIECE = re.compile(r"\t| +|[^\t ]+(?: [^\t ]+)*")


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
    texts: list[str] = []
    origin = array("l")
    for block in _blocks(source):
        if texts:
            texts.append("\n")
            origin.append(block[0].offset)
        for number, line in enumerate(block):
            if number:  # a hard wrap undone: the space has the place of the line end
                texts.append(" ")
                origin.append(line.origin[0] - 1)
            texts.append(line.text)
            origin += line.origin
    text, origin = _part_words("".join(texts), origin)
    return Clean(respell(text), origin)


# "năm 2013.Đồng chí Lê A,TUV,Bí thư": a mark without the space behind it. A dot parts words only behind a small
# letter or a year, so that `TP.HCM`, `Q.7` and `H.Ân` stay.
# Every pattern over the whole text begins with a set of characters, for which `re` has a fast way.
_GLUED = re.compile(
    r"[,;).](?:(?<=\w[,;])|(?<=[^\W\d_]\))|(?<=\d%\.)(?=[A-ZĐÀ-Ỹ])|(?<=[\da-zà-ỹđ]{2}\.)(?=[A-ZĐÀ-Ỹ][^\W\d_]|Ở\s))"
    r"(?=[^\W\d_])"
)


def _part_words(text: str, origin: array[int]) -> tuple[str, array[int]]:
    """Insert the missing spaces; an inserted space has the place of the mark before it."""
    texts: list[str] = []
    places = array("l")
    begin = 0
    for match in _GLUED.finditer(text):
        end = match.end()
        texts += (text[begin:end], " ")
        places += origin[begin:end]
        places.append(origin[end - 1])
        begin = end
    if not texts:
        return text, origin
    return "".join((*texts, text[begin:])), places + origin[begin:]


@dataclass(frozen=True, slots=True)
class _Line:
    """A physical line: tidy text, the source offset of each of its characters, the offset of the line."""

    text: str
    origin: array[int]
    offset: int


_EMPTY = _Line("", array("l"), 0)


def _blocks(source: str) -> list[list[_Line]]:
    """Return the logical lines of the source, each as the physical lines it is made of."""
    lines = _tidy_lines(source)
    texts = [line.text for line in lines]
    layout = _Layout(_is_wrapped(texts), _is_parted(texts))
    blocks: list[list[_Line]] = []
    before = ""
    for line, after in zip(lines, [*texts[1:], ""], strict=True):
        if line.text and before and blocks and _joins(before, line.text, after, layout):
            blocks[-1].append(line)
        elif line.text:
            blocks.append([line])
        before = line.text
    return blocks


def _tidy_lines(source: str) -> list[_Line]:
    lines = []
    offset = 0
    places = array("l", range(len(source)))
    for line in source.split("\n"):
        if not line:
            lines.append(_EMPTY)
            offset += 1
            continue
        unified = line.translate(_UNIFIED) if _OTHER.search(line) else line
        lines.append(_tidy(unified, offset, places))
        offset += len(line) + 1
    return lines


def _tidy(line: str, offset: int, places: array[int]) -> _Line:
    """Return a line without what is invisible, with single spaces and none at its ends."""
    if line.isprintable() and "  " not in line:
        text = line.strip()
        begin = offset + (line[:1] == " ")
        return _Line(text, places[begin : begin + len(text)], offset)
    pieces: list[str] = []
    origin = array("l")
    for match in _PIECE.finditer(line):
        piece, place = match.group(), offset + match.start()
        if piece[0] == " ":
            if pieces and not pieces[-1].isspace():
                pieces.append(" ")
                origin.append(place)
        elif piece == "\t" or piece.isprintable():
            pieces.append(piece)
            origin += places[place : place + len(piece)]
        else:
            for at, char in enumerate(piece, place):
                if char.isprintable() and not (char == " " and pieces[-1:] in ([], [" "], ["\t"])):
                    pieces.append(char)
                    origin.append(at)
    text = "".join(pieces).rstrip()
    return _Line(text, origin[: len(text)], offset)


_ENDS = re.compile(r"[.!?:;…]['\")]*$|\./\.$")
_STARTS = re.compile(
    r"[-+*•▪●◦>»]|\d{1,2}(?:[.)/]|-(?= [^\W\da-z])) |[a-zđ]\) |[IVX]+\. |\(?(?:Ảnh|Tin|Nguồn|Theo|Tag)\b.{0,3}:"
)
_MIN_WRAPS = 2
_MIN_PARAGRAPHS = 3
_FULL_LINE = 60


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is laid out: its lines are cut at a width; empty lines part its paragraphs."""

    wrapped: bool
    parted: bool


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether the lines are cut at a width, not at paragraphs: many lines go on in lower case."""
    pairs = [(a, b) for a, b in pairwise(lines) if a and b and not (_is_row(a) or _is_row(b) or _STARTS.match(b))]
    goes_on = sum(b[0].islower() for _, b in pairs)
    return goes_on >= _MIN_WRAPS and goes_on * 4 >= len(pairs)


def _is_parted(lines: list[str]) -> bool:
    """Tell whether empty lines part the paragraphs, so that within them no line end means anything."""
    return sum(bool(b) and not a for a, b in pairwise(["", *lines])) >= _MIN_PARAGRAPHS


def _is_row(line: str) -> bool:
    """Tell whether a line is a row of a table: "| Thu ngân sách | tỷ đồng | 178 |"."""
    return "\t" in line or _BARRED.match(line) is not None


_BARRED = re.compile(r"[^|]*\|[^|]*\|")
# "kinh tế\n- xã hội", "Đ/c Lò Văn A\n- Bí thư": a dash within a sentence and no bullet of a list.
_DASH = re.compile(r"[-*+] (?:[a-zà-ỹđ]|(?:nguyên )?(?:Phó |Ủy viên|Bí thư|Chủ tịch|Trưởng|Giám đốc))")


def _joins(before: str, text: str, after: str, layout: _Layout) -> bool:
    """Tell whether line `text` goes on with the sentence of line `before` (there is no empty line between)."""
    if _is_row(before) or _is_row(text):
        return False
    ended = _ENDS.search(before) is not None
    if _STARTS.match(text):
        # "Trưởng phòng Tài chính\n- Kế hoạch huyện": a dash cut from its word opens no list
        full = len(before) >= _FULL_LINE and text.startswith("- ")
        goes_on = layout.wrapped and not ended and not _STARTS.match(before)
        return goes_on and (full or _DASH.match(text) is not None)
    if not ended or not layout.wrapped:
        # "Tráng A\nDơ, Trưởng Ban": a name may be cut, so where lines are cut capitals join too.
        return not ended and (layout.wrapped or text[0].islower())
    # "Dự có: TS.\nLê A;\nB": where paragraphs are parted otherwise, a mark is no end. A last line without one signs.
    goes_on = bool(after) or before[-1] in ":;" or _ENDS.search(text) is not None
    return text[0].islower() or (layout.parted and goes_on)
