"""Periods that are counted back from the day on which an article speaks: `3 tháng qua`, `từ năm 2011 đến nay`."""

from __future__ import annotations

_LATE = 10  # from this day on a report may count its month as over


def last_months(count: int, today: str) -> str:
    """Return the period of the last `count` months before `today` (ISO date), `""` where it is none that has a name.

    `3 tháng qua` in a report of October are quarter III, in one of early April they are the first three months; half
    a year that ends with December is the second half.
    """
    year, month, day = (int(part) for part in today.split("-"))
    ends = (month, month - 1) if day >= _LATE else (month - 1,)
    for end in ends:
        of, last = (year, end) if end else (year - 1, 12)
        if count == last:
            return {6: f"{of}-H1", 12: str(of)}.get(count, f"{of}-M{count}")
        if count == 3 and last % 3 == 0:
            return f"{of}-Q{last // 3}"
        if count == 6 and last == 12:
            return f"{of}-H2"
    return ""


def first_months(count: int, year: int | None) -> str:
    """Return the first `count` months of a year: what `9 tháng qua` are where no day is known."""
    if year is None or not 1 <= count <= 12:
        return ""
    return f"{year}-H1" if count == 6 else f"{year}-M{count}"


def since(year: int, now: int | None) -> str:
    """Return the years from `year` to that of the article, `""` where these are no span of years."""
    return f"{year}-{now}" if now is not None and year < now else ""
