"""Spelling keys of Vietnamese names: tone marks in today's places, and search keys without accents.

The lowest layer, because the gazetteer and the rules that read articles must fold names in the same way.
"""

from __future__ import annotations

import re
import unicodedata

# Old and new places of the tone mark; the new one is used in open syllables only (`hòa` but `hoàn`, `quý`).
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONES = {new: old for old, new in _TONES.items()}
_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_TONES) + r")(?!\w)", re.IGNORECASE)
_OLD_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_OLD_TONES) + r")(?!\w)", re.IGNORECASE)
_HORN = re.compile(r"(?<![qQ])[uU](?=[ơờớởỡợ][^\W\d_])")
_APOSTROPHES = re.compile(r"['’‘ʼ´`′]\s*")
# A word of the Highlands' languages (water), written both ways for one and the same unit: Đắk Hà, Đăk Hà.
_DAK = re.compile(r"\bđăk\b")
_NO_WORD = re.compile(r"[\W_]+")
# The combining marks that Latin letters have.
_MARK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")


def respell(text: str) -> str:
    """Put tone marks where today's spelling has them (`Uỷ ban`: `Ủy ban`); NFC in, length stays.

    A horn that was left out is set as well: no word has `uơ` before another letter (`thuờng`, `truởng`).
    """
    return _HORN.sub(lambda match: "ư" if match.group() == "u" else "Ư", _TONE.sub(_new_tone, text))


def old_spelling(text: str) -> str:
    """Put tone marks where they stood before (`Hòa Bình`: `Hoà Bình`), as many newspapers still write; the inverse."""
    return _OLD_TONE.sub(lambda match: _as_written(match.group(), _OLD_TONES), text)


def _new_tone(match: re.Match[str]) -> str:
    return _as_written(match.group(), _TONES)


def _as_written(found: str, table: dict[str, str]) -> str:
    return "".join(n.upper() if o.isupper() else n for o, n in zip(found, table[found.lower()], strict=True))


def fold(text: str) -> str:
    """Return a key for comparing and search: lower case, no accents, `đ` as `d`, single spaces."""
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _NO_WORD.sub(" ", _MARK.sub("", text)).strip()


def spelling(text: str) -> str:
    """Return a key that keeps accents: lower case, tone marks respelled, hyphens, dots and apostrophes gone.

    `Thừa Thiên - Huế` and `Thừa Thiên Huế`, `Hoà Bình` and `HÒA BÌNH`, `Ea H’leo` and `Ea H'Leo` are one.
    """
    text = _DAK.sub("đắk", respell(unicodedata.normalize("NFC", text).lower()))
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()
