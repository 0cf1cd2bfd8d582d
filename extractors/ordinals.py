"""Ordinals of meetings and terms: `lần thứ 19`, `lần thứ XIX`, `thứ Năm`, `Trung ương 8`, `khóa XXII`."""

from __future__ import annotations

import re

_WORDS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mươi": 10, "mốt": 1, "lăm": 5,
}  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
# Roman numerals are capitals only: "lần thứ i" is none, and "thứ V" is five.
NUMBER = rf"(?:\d{{1,3}}(?![\w/]|[.,]\d)|(?-i:[IVXL]{{1,7}})(?!\w)|(?:{_WORD})(?: (?:{_WORD})){{0,2}}(?!\w))"
ORDINAL = re.compile(rf"(?:lần(?: thứ)?|thứ) (?P<number>{NUMBER})", re.IGNORECASE)


def value(number: str) -> int | None:
    """Return the number that digits, a Roman numeral or words say, or None (`XIX` and `mười chín` are 19)."""
    if number.isdigit():
        return int(number)
    if all(letter in _ROMAN for letter in number):
        return _roman(number)
    total = 0
    for word in number.lower().split():
        if word not in _WORDS:
            return None
        digit = _WORDS[word]
        # "hai mươi mốt": the tens word multiplies what stands before it
        total = (total or 1) * 10 if word in ("mười", "mươi") else total + digit
    return total or None


def _roman(number: str) -> int:
    digits = [_ROMAN[letter] for letter in number]
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


_LETTERS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Return the Roman numeral of a number below 90, as terms are counted with: 22 is `XXII`."""
    written = ""
    for worth, letters in _LETTERS:
        times, number = divmod(number, worth)
        written += letters * times
    return written
