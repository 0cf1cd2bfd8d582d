"""Bytes to text: which encoding an article is in, told by its bytes, never guessed silently.

UTF-8 and UTF-16 with or without a byte-order mark, and windows-1258, the Vietnamese code page of older Windows.
Anything else is refused: an article read in a wrong encoding would give wrong names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

# Where the letters of articles are: Latin with its additions, combining marks, punctuation, currency, arrows.
_EXPECTED = ((0x20, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (0x2000, 0x2700), (0xFE00, 0xFF00))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# What XML cannot hold becomes a space, so that no offset moves: form feeds of scanned pages, stray control codes.
_SPACED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF], " ")
_MOST_CONTROLS = 0.01
_LEAST_EXPECTED = 0.9
_SAMPLE = 65536
# U+0300, U+0301, U+0303, U+0309, U+0323: windows-1258 writes tone marks behind their letter.
_TONES = frozenset("̣̀́̃̉")


class UnreadableTextError(ValueError):
    """The bytes are not text in an encoding that articles come in; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was in, as Python calls it (`utf-8`, `utf-8-sig`, `utf-16`, `utf-16-le`, `cp1258`)."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of `data` and its encoding; UnreadableTextError where it is binary or of no known encoding."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _checked(data, encoding)
    if b"\0" in data:
        return _without_mark(data)
    try:
        return _checked(data, "utf-8")
    except UnicodeDecodeError as error:
        return _code_page(data, error.start)


def _checked(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        raise UnreadableTextError(
            f"it begins like {encoding} but byte {error.start} is not: the file is damaged, save it again as UTF-8"
        ) from error
    if not _is_text(text):
        raise UnreadableTextError("it is binary, not text")
    return Decoded(text.translate(_SPACED), encoding)


def _without_mark(data: bytes) -> Decoded:
    """Return UTF-16 text that has no byte-order mark: every second byte of plain letters is zero."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _is_text(text) and _is_expected(text):
            return Decoded(text.translate(_SPACED), encoding)
    raise UnreadableTextError("it is binary, not text")


def _code_page(data: bytes, bad: int) -> Decoded:
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    # What tells it from other code pages: tone marks that stand behind letters.
    toned = sum(b in _TONES and a.isalpha() for a, b in pairwise(text))
    stray = sum(b in _TONES and not a.isalpha() for a, b in pairwise(text))
    if not text or not _is_text(text):
        raise UnreadableTextError("it is binary, not text")
    if not toned or stray > toned:
        raise UnreadableTextError(
            f"byte {bad} is not UTF-8, and it is neither UTF-16 nor windows-1258: save it again as UTF-8"
        )
    return Decoded(unicodedata.normalize("NFC", text.translate(_SPACED)), "cp1258")


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= len(sample) * _MOST_CONTROLS


def _is_expected(text: str) -> bool:
    sample = text[:_SAMPLE]
    known = sum(c in "\t\r\n" or any(a <= ord(c) < b for a, b in _EXPECTED) for c in sample)
    return known >= len(sample) * _LEAST_EXPECTED
