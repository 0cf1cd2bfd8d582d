"""Terms of office: `khóa XXII`, `nhiệm kỳ 2020 - 2025`, `lần thứ XVIII, nhiệm kỳ 2020 - 2025`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.ordinals import roman, value
from canbo.extractors.triggers import Trigger

_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"(?P<{{0}}>{_YEAR})\s?(?:[-–—/]|đến)\s?(?P<{{1}}>{_YEAR})(?!\d)"
# "khóa 45 lớp trung cấp" and "khóa 3 tháng" are courses, "khóa 2021 - 2026" is a term by its years
_NUMBER = (
    r"(?:thứ\s)?(?P<{}>(?-i:[IVXL]{{1,7}})(?!\w)"
    r"|\d{{1,2}}(?![\w/]|[.,]\d|\s?-\s?\d|\s(?:tháng|tuần|ngày|năm|buổi|lớp|học viên)(?!\w)))"
)
_COURSE = r"kh(?:óa|oá)"
_JOINT = r"\s?[,(]?\s?"
_TERM = Trigger(
    rf"(?:(?P<word>{_COURSE}|nhiệm kỳ|lần thứ)\s{_NUMBER.format('first')}"
    rf"(?:{_JOINT}(?:nhiệm kỳ\s)?{_YEARS.format('begin', 'end')})?"
    rf"|(?:nhiệm kỳ|{_COURSE})\s{_YEARS.format('begin2', 'end2')}"
    rf"(?:{_JOINT}{_COURSE}\s{_NUMBER.format('second')})?)"
)
_LEAD = re.compile(r"\s?,?\s?\(?")
# "Bí thư Huyện ủy, nhiệm kỳ 2020-2025 của Đảng bộ tỉnh": the term is that of the body behind it
_OF_ANOTHER = re.compile(r"\)?\s(?:của|do)\s", re.IGNORECASE)
_GATHERING = re.compile(r"(?<!\w)(?:đại hội|hội nghị|kỳ họp|phiên họp)(?!\w)", re.IGNORECASE)
_LONGEST = 8  # years; councils of 2004 sat until 2011
_REACH = 80


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a body: its number in the series and its first and last year, each None where it is not said."""

    ordinal: int | None
    begin: int | None
    end: int | None

    @property
    def name(self) -> str:
        """Return how a term is written everywhere: by its years (`2020-2025`), else by its number (`khóa XXII`)."""
        if self.begin is not None and self.end is not None:
            return f"{self.begin}-{self.end}"
        return f"khóa {roman(self.ordinal)}" if self.ordinal is not None else ""


def read_term(text: str) -> Term | None:
    """Return the first term that `text` names, or None."""
    for match in _TERM.finditer(text):
        term = _term(text, match)
        if term is not None:
            return term
    return None


def term_at(text: str, pos: int) -> Term | None:
    """Return the term that stands right behind an office or a meeting which ends at `pos`, and is its own."""
    lead = _LEAD.match(text, pos)
    match = _TERM.match(text, lead.end()) if lead is not None else None
    if match is None or match.start() == pos or _OF_ANOTHER.match(text, match.end()):
        return None
    return _term(text, match)


def name_of(term: Term | None) -> str:
    """Return the name of a term, or an empty string for None."""
    return term.name if term is not None else ""


def _term(text: str, match: re.Match[str]) -> Term | None:
    begin, end = match["begin"] or match["begin2"], match["end"] or match["end2"]
    years = (int(begin), int(end)) if begin and 0 < int(end) - int(begin) <= _LONGEST else None
    number = match["first"] or match["second"]
    ordinal = value(number) if number else None
    if (match["word"] or "").lower() == "lần thứ" and (years is None or not _of_congress(text[: match.start()])):
        # "Hội nghị lần thứ 17, nhiệm kỳ 2020-2025": only congresses are counted as terms are
        ordinal = None
    if ordinal is None and years is None:
        return None
    return Term(ordinal, *(years or (None, None)))


def _of_congress(before: str) -> bool:
    found = _GATHERING.findall(before[-_REACH:])
    return not found or found[-1].lower() == "đại hội"
