"""Vietnamese numbers: the decimal comma, points and spaces that group, and the few that are written in English."""

from __future__ import annotations

import re
from decimal import Decimal

# "3.807,927", "832.270.966.973", "1.870", "0,83", "07"; the longest amount of money in dong has some 20 characters.
NUMBER = r"\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,6})?(?![\d])|\d{1,3}(?:,\d{3}){2,6}(?!\d)|\d{1,15}(?:[.,]\d{1,6})?"

_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+")


def parse(text: str) -> Decimal:
    """Return the value of a number as an article prints it; `text` must match `NUMBER`.

    `1.870` is 1870 and `104,11` is 104.11, as Vietnamese has it. A point that does not stand before three digits
    is a decimal point (`4.5`), and so is one behind a lone zero (`0.125`); two or more commas group (`1,250,000`).
    """
    if _COMMAS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _POINTS.fullmatch(text) and not text.startswith("0."):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", "."))
