"""Figures that other figures of the sentence explain: `lần lượt`, thresholds, and shares that arithmetic shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from canbo.extractors.figure_bases import basis_of
from canbo.extractors.figure_clauses import Clause
from canbo.extractors.figure_phrases import head_phrase, is_head
from canbo.extractors.figure_subjects import COUNTS
from canbo.extractors.quantities import Quantity

_IN_TURN = re.compile(r"(?<!\w)lần lượt(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;)?\s*(?:và\s*)?(?:(?:đạt|là|tăng|giảm|bằng)\s*)?$", re.IGNORECASE)
_TO_FIRST = re.compile(r"[^\d,;:.()]{0,40}$")
_UP = re.compile(r"(?<!\w)tăng\s*$", re.IGNORECASE)
_DOWN = re.compile(r"(?<!\w)giảm\s*$", re.IGNORECASE)
_NAMES = re.compile(r",\s*(?:và\s+)?|\s+và\s+")
# "tỷ trọng nông nghiệp, công nghiệp, dịch vụ": the first words are everyone's
_SHARED = re.compile(r"(?:tỷ trọng|tỉ trọng|tỷ lệ|tỉ lệ|tổng|số|diện tích|sản lượng|giá trị)\s", re.IGNORECASE)
_FEWEST, _MOST = 2, 6


@dataclass(frozen=True, slots=True)
class InTurn:
    """Quantities that `lần lượt` gives to as many names before it.

    `names` are those of the words before it, empty where the figures before it are meant; `move` is 1 for `tăng`, -1
    for `giảm`, 0 for a level; `kind` and `basis` are those of `basis_of`, said once behind the last.
    """

    quantities: tuple[Quantity, ...]
    names: tuple[str, ...]
    begin: int
    move: int
    kind: str
    basis: str


def in_turn(text: str, quantities: list[Quantity]) -> InTurn | None:
    """Return what `lần lượt` says: `dạy nghề 90 người, cho vay 70 hộ, lần lượt đạt 87% và 102% kế hoạch`."""
    said = _IN_TURN.search(text)
    if said is None:
        return None
    run: list[Quantity] = []
    for quantity in quantities:
        if quantity.start < said.end():
            continue
        gap = (
            _BETWEEN.match(text, run[-1].end, quantity.start)
            if run
            else _TO_FIRST.match(text, said.end(), quantity.start)
        )
        if gap is None or not quantity.unit or (run and quantity.unit != run[0].unit):
            break
        run.append(quantity)
    if not _FEWEST <= len(run) <= _MOST:
        return None
    lead = text[said.start() : run[0].start]
    before = text[max(0, said.start() - len("tăng ")) : said.start()]
    move = 1 if _UP.search(lead) or _UP.search(before) else -1 if _DOWN.search(lead) or _DOWN.search(before) else 0
    kind, basis = basis_of(text[run[-1].end :])
    return InTurn(tuple(run), _names(text, said.start(), len(run)), said.start(), move, kind, basis)


def _names(text: str, end: int, count: int) -> tuple[str, ...]:
    """Return the names that a list before `end` gives, where it has as many as there are figures."""
    begin = max((text.rfind(mark, 0, end) for mark in ";:."), default=-1) + 1
    head = re.sub(r"\s(?:tăng|giảm|đạt|chiếm|là)\s*$", "", text[begin:end].rstrip(" ,"))
    parts = [part for part in _NAMES.split(head.strip()) if part]
    if any(c.isdigit() for c in head) or len(parts) != count:
        return ()
    first = head_phrase(parts[0])
    shared = _SHARED.match(first)
    prefix = shared.group() if shared is not None else ""
    return (first, *(part if is_head(part) else f"{prefix}{part}" for part in parts[1:]))


_AND = re.compile(r"\s*(?:\([^()]*\)\s*)?và\s+")
_BRACKET = re.compile(r"\s*\([^()]*\)(?=\s\w)")
_TAIL_END = re.compile(r"[,;:.()]|\d|$")


def shared_tail(text: str, clause: Clause, following: list[Clause]) -> str:
    """Return the words that say what a count counts where they stand behind the next one or behind a bracket.

    `2 xã và 33 bản được công nhận đạt chuẩn`, `38 xã (43,02%) được công nhận`; an empty string where there are none.
    """
    q = clause.quantity
    if q.kind not in COUNTS or clause.behind.strip():
        return ""
    for other in following[:2]:
        if q.total is None and other.quantity.kind in COUNTS and _AND.fullmatch(text, q.end, other.quantity.start):
            return "" if head_phrase(other.head) else other.behind
    bracket = _BRACKET.match(text, q.end)
    if bracket is None:
        return ""
    end = _TAIL_END.search(text, bracket.end())
    return text[bracket.end() : end.start() if end else None]


def threshold(clause: Clause, before: Quantity | None) -> bool:
    """Tell whether a percentage only says which ones the count before it counts: `4 xã giải ngân dưới 30%`."""
    q = clause.quantity
    if q.kind not in ("percent", "money") or basis_of(clause.behind)[0]:
        return False
    counted = before is not None and before.kind in COUNTS
    return counted and clause.mark == "&" and q.qualifier in ("over", "under")


def shows_share(value: Decimal, whole: Decimal, part: Decimal) -> bool:
    """Tell whether a percentage is the part of the whole that the counts before it are: 12 of 14 is 85,7%."""
    if not 0 < part < whole:
        return False
    digits = max(0, -int(value.as_tuple().exponent))
    return abs(part * 100 / whole - value) <= Decimal(10) ** -digits
