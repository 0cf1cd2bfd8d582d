"""Terms and periods in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from canbo.ontology.gazetteer import Level, Unit

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Term:
    """The terms of a unit's Party committee and council: years and numbers."""

    party: str
    state: str
    party_ordinal: str
    state_ordinal: str


def roman(number: int) -> str:
    """Return a number in Roman letters; empty for 0."""
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


def terms(unit: Unit, day: date) -> Term:
    """Return the terms that a day falls in. Councils of the south were counted anew in 1975."""
    key = crc32(unit.id.encode())
    party = next(year for year in (2025, 2020, 2015, 2010) if (day.year, day.month) >= (year, 7))
    state = next(year for year in (2026, 2021, 2016, 2011) if (day.year, day.month) >= (year, 6))
    if unit.level is Level.COMMUNE:
        return Term("2025 - 2030", f"{state} - {state + 5}", "I", "I" if state == 2021 else "II")
    base = (17, 18, 9, 8)[key % 4] + (state - 2011) // 5
    return Term(
        f"{party} - {party + 5}", f"{state} - {state + 5}", roman(14 + key % 12 + (party - 2015) // 5), roman(base)
    )


def period(day: date) -> tuple[int, int, str]:
    """Return what a meeting of this day looks back on: year, months of it, and words without the year."""
    if day.month <= 2:
        return day.year - 1, 12, ""
    if day.month == 12:
        return day.year, 12, ""
    if day.month in (6, 7):
        return day.year, 6, "6 tháng đầu năm"
    if day.month in (3, 4):
        return day.year, 3, "quý I"
    months = 9 if day.month in (10, 11) else day.month - 1
    return day.year, months, f"{months} tháng đầu năm"
