"""Figures of one sentence: each clause gets its indicator, its own or the one before it, and is then decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from canbo.extractors import quantities
from canbo.extractors.figure_bases import basis_of
from canbo.extractors.figure_clauses import Clause, Frame, clauses
from canbo.extractors.figure_doubts import excluded, story_begin, sureness
from canbo.extractors.figure_measures import Reading, decide
from canbo.extractors.figure_phrases import head_phrase
from canbo.extractors.figure_subjects import COUNTS, State, subject_of
from canbo.ontology import table

_WORDS = table("measures")
_TARGET = re.compile(_WORDS["target"], re.IGNORECASE)
_REPORT = re.compile(_WORDS["report"], re.IGNORECASE)
_NO_TARGET = re.compile(
    r"(?:kết quả|tình hình thực hiện|đã hoàn thành|đã thực hiện|đạt và vượt|vượt)[^.;:]{0,30}$", re.IGNORECASE
)
_PLAN_LIST = re.compile(
    r"chỉ tiêu[^.;]{0,60}(?:đạt và vượt|đạt, vượt|vượt|hoàn thành)|(?:đạt và vượt|vượt|hoàn thành)[^.;]{0,40}chỉ tiêu",
    re.IGNORECASE,
)
_SKIPPED = ("scale", "time", "award")
_EVIDENCE_REACH = 320


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it has a place and a period; `begin` and `end` count the characters of the sentence."""

    indicator: str
    measure: str
    value: Decimal
    unit: str
    rule: str
    sure: int
    begin: int
    end: int
    text: str
    total: Decimal | None = None
    qualifier: str = "exact"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a line that ends with a colon says of the list items after it, and what the sentence before said."""

    target: bool = False
    plan_list: bool = False
    open: bool = False

    def enter(self, text: str, item: bool) -> Listing:
        """Return the state for the sentence `text`, seen from the state before it."""
        plan = _PLAN_LIST.search(text) is not None
        if text.rstrip().endswith(":"):
            return Listing(_ends_as_target(text), plan, True)
        if item and self.open:
            return self
        if not item:
            return Listing(False, plan or (self.plan_list and "trong đó" in text[:20].lower()), False)
        return Listing(False, plan, False)


def _ends_as_target(text: str) -> bool:
    return _targets(text)(len(text))


def _targets(text: str, start: bool = False, future: int = -1) -> Callable[[int], bool]:
    """Return a function that tells whether an offset of the sentence stands among targets."""
    cues = [
        (match.start(), True)
        for match in _TARGET.finditer(text)
        if not _NO_TARGET.search(text, max(0, match.start() - 40), match.start())
    ]
    cues += [(match.start(), False) for match in _REPORT.finditer(text)]
    if future >= 0:
        cues.append((future, True))
    cues.sort()

    def at(offset: int) -> bool:
        state = start
        for place, is_target in cues:
            if place >= offset:
                break
            state = is_target
        return state

    return at


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a clause stands: among targets, in a list of plan results, in an item of a list."""

    target: bool
    plan_list: bool
    item: bool


def drafts(text: str, listing: Listing, item: bool, future: int = -1) -> list[Draft]:
    """Return the figures of a sentence.

    `item` says that it is an item of a list; from offset `future` on (-1: nowhere) it speaks of a time that is
    still to come.
    """
    found = quantities.find(text)
    if not any(q.unit or q.total is not None for q in found):
        return []
    is_target = _targets(text, listing.target, future)
    story = story_begin(text)
    state = State()
    result: list[Draft] = []
    for clause in clauses(text, found):
        q = clause.quantity
        if q.start > story or excluded(text, clause):
            state.phrase, state.level = "", False
        elif not q.unit and q.total is None:
            result.extend(_bare(text, clause, state))
        elif q.kind not in _SKIPPED:
            result.extend(_read(text, clause, state, _Scope(is_target(q.start), listing.plan_list, item)))
    return result


def _read(text: str, clause: Clause, state: State, scope: _Scope) -> list[Draft]:
    q = clause.quantity
    subject = subject_of(clause, state, scope.item)
    if not subject.phrase:
        return []
    target = scope.target or subject.planned
    readings = decide(clause, subject, target, state.level and not subject.own, scope.plan_list)
    sure = sureness(text, clause, subject, scope.item)
    begin = subject.begin
    if subject.own:
        state.phrase, state.begin, state.level = subject.phrase, begin, False
    state.level = state.level or q.kind != "percent"
    if q.kind in COUNTS:
        state.unit = q.unit
    if q.end - begin > _EVIDENCE_REACH:
        begin = clause.begin
    end = q.end + len(clause.behind.rstrip()) if basis_of(clause.behind)[0] else q.end
    result = []
    for decided in readings:
        level = decided.measure in ("value", "target", "achieved")
        reading = replace(decided, sure=min(decided.sure, sure) if level or not sure else decided.sure)
        name = _name(reading, subject.phrase, clause, target)
        result.append(_draft(text, q, reading, name, (begin, end)))
    return result


def _name(reading: Reading, phrase: str, clause: Clause, target: bool) -> str:
    """A planned increase names the increase: `phấn đấu giá trị sản xuất tăng 16%` is `tăng giá trị sản xuất`."""
    if target and clause.frame in (Frame.UP, Frame.DOWN):
        word = "tăng" if clause.frame is Frame.UP else "giảm"
        return phrase if phrase.startswith(word) else f"{word} {phrase}"
    if reading.measure == "change":
        return re.sub(r"^(?:tăng|giảm)\s+(?!trưởng)", "", phrase) or phrase
    return phrase


def _bare(text: str, clause: Clause, state: State) -> list[Draft]:
    """A list in brackets leaves its unit out: `27 đảng viên (khiển trách 18, cảnh cáo 07)`."""
    head = head_phrase(clause.head)
    q = clause.quantity
    if not (clause.depth and state.unit and state.phrase and head and clause.frame is Frame.NONE):
        return []
    if clause.behind.strip(" ).,;") or len(head.split()) > 5:
        return []
    reading = Reading("value", q.value, state.unit, "figure.breakdown", 2, qualifier=q.qualifier)
    return [_draft(text, q, reading, f"{state.phrase} {head}", (state.begin, q.end))]


def _draft(text: str, q: quantities.Quantity, reading: Reading, name: str, span: tuple[int, int]) -> Draft:
    return Draft(
        indicator=name,
        measure=reading.measure,
        value=reading.value,
        unit=reading.unit,
        rule=reading.rule,
        sure=reading.sure,
        begin=min(span[0], q.start),
        end=span[1],
        text=text[q.begin : q.end].strip(),
        total=reading.total,
        qualifier=reading.qualifier,
        basis=reading.basis,
    )
