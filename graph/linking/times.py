"""Days as articles give them: a year, a month or a day, compared without making them more exact than they are."""

from __future__ import annotations

from datetime import date

_LAST = {4: "-12-31", 7: "-31"}


def begin(day: str) -> str:
    """Return the first day that a date may mean: of `2023` the first of January."""
    return day + {4: "-01-01", 7: "-01"}.get(len(day), "")


def end(day: str) -> str:
    """Return a day at or after the last that a date may mean: of `2023-02` the 31st, which compares rightly."""
    return day + _LAST.get(len(day), "")


def before(one: str, other: str) -> bool:
    """Tell whether `one` is before `other` for certain; both are known."""
    return end(one) < begin(other)


def years_apart(one: str, other: str) -> float:
    """Return the least number of years between two dates, 0 where they may be one."""
    if before(one, other):
        early, late = end(one), begin(other)
    elif before(other, one):
        early, late = end(other), begin(one)
    else:
        return 0.0
    return (_ordinal(late) - _ordinal(early)) / 365.25


def _ordinal(day: str) -> int:
    year, month, number = (int(part) for part in day.split("-"))
    while True:
        try:
            return date(year, month, number).toordinal()
        except ValueError:  # the 31st of a short month
            number -= 1
