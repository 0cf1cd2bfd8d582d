"""Keys that are stored beside names: one to search without accents, one to sort the Vietnamese way."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from canbo.ontology.folding import fold, respell

_KEPT = 65_536  # keys of names are asked for again and again while articles are linked
# The letters that follow another in the Vietnamese alphabet, as that letter and z, which no Vietnamese word has:
# ăn is after any word in a, so SPARQL's ORDER BY over code points puts them right.
_LETTERS = {"ă": "az", "â": "azz", "đ": "dz", "ê": "ez", "ô": "oz", "ơ": "ozz", "ư": "uz"}
# The order of tones in Vietnamese dictionaries: level, falling, dipping, broken, rising, heavy.
_TONES = {"̀": "1", "̉": "2", "̃": "3", "́": "4", "̣": "5"}


@lru_cache(maxsize=_KEPT)
def search_key(text: str) -> str:
    """Return the key for search: lower case without accents, `Nông Bình Cương` is `nong binh cuong`."""
    return fold(text)


@lru_cache(maxsize=_KEPT)
def sort_key(text: str) -> str:
    """Return a key whose code-point order is the Vietnamese order: letters first, then tones by syllable."""
    words = []
    tones = []
    for word in "".join(c if c.isalnum() else " " for c in _nfc(text).lower()).split():
        letters, tone = _syllable(word)
        words.append(letters)
        tones.append(tone)
    return " ".join(words) + "|" + "".join(tones)


@lru_cache(maxsize=_KEPT)
def name_key(text: str) -> str:
    """Return the key under which two written names are one: case, spaces and the place of tone marks do not matter."""
    return " ".join(respell(_nfc(text).casefold()).split())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=_KEPT)
def _syllable(word: str) -> tuple[str, str]:
    letters = []
    tone = "0"
    for char in word:
        marks = unicodedata.normalize("NFD", char)
        tone = next((_TONES[m] for m in marks if m in _TONES), tone)
        bare = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
        letters.append(_LETTERS.get(bare, bare))
    return "".join(letters), tone
