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
from canbo.extractors.figure_phrases import head_phrase, opening_action
from canbo.extractors.figure_subjects import COUNTS, State, Subject, subject_of
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
    """A figure before it has a place and a period; `begin` and `end` count the characters of the sentence.

    `year` is the one that the column of a table names.
    """

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
    year: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a line that ends with a colon says of the list items after it, and what the sentence before said."""

    target: bool = False
    plan_list: bool = False
    open: bool = False

    def enter(self, text: str, item: bool, future: int = -1) -> Listing:
        """Return the state for the sentence `text`, seen from the state before it; `future` as in `drafts`."""
        plan = _PLAN_LIST.search(text) is not None
        if text.rstrip().endswith(":"):
            return Listing(_targets(text, False, future)(len(text)), plan, True)
        if item and self.open:
            return self
        if not item:
            return Listing(False, plan or (self.plan_list and "trong đó" in text[:20].lower()), False)
        return Listing(False, plan, False)


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
        elif (parts := _of_all(text, clause)) is not None:
            result.append(parts)
        elif q.kind not in _SKIPPED:
            result.extend(_read(text, clause, state, _Scope(is_target(q.start), listing.plan_list, item)))
    return result


# "Trong 22 chỉ tiêu của nghị quyết, có 14 chỉ tiêu vượt, 5 chỉ tiêu đạt và 3 chỉ tiêu không đạt"
_ALL = re.compile(
    r"\b(?:trong(?: số| tổng số)?|tổng số|có|với)\s+(\d{1,3})\s+(?:chỉ tiêu|tiêu chí)(?P<name>[^,;:.()\d]{0,80})", re.I
)
_REACHED = re.compile(
    r"\s*(?:(?:đã|cơ bản|thực hiện|chủ yếu|đều)\s)*"
    r"(?:đạt(?: và vượt|, vượt| hoặc vượt)?|vượt|hoàn thành(?: vượt)?|(?:không|chưa) (?:đạt|hoàn thành))(?!\w)",
    re.IGNORECASE,
)


def _of_all(text: str, clause: Clause) -> Draft | None:
    """Read how many of the targets named before are reached; None where the clause does not say that."""
    q = clause.quantity
    if q.unit not in ("chỉ tiêu", "tiêu chí") or q.total is not None:
        return None
    reached = _REACHED.match(text, q.end)
    whole = _ALL.search(text, max(0, q.start - _EVIDENCE_REACH), q.begin)
    if reached is None or whole is None or whole.end(1) > q.start or Decimal(whole.group(1)) < q.value:
        return None
    named = re.split(r"\s(?:có|đã|thì|đề ra|đặt ra|chủ yếu)(?!\w)", whole.group("name"))[0].strip()
    name = " ".join(f"{q.unit} {named} {reached.group().strip()}".split())
    reading = Reading("achieved", q.value, "", "figure.achieved", 3, total=Decimal(whole.group(1)))
    return _draft(text, q, reading, name, (whole.start(), reached.end()))


def _read(text: str, clause: Clause, state: State, scope: _Scope) -> list[Draft]:
    q = clause.quantity
    subject = subject_of(clause, state, scope.item)
    if not subject.phrase:
        return []
    target = scope.target or subject.planned or _MUST.search(text, clause.begin, q.start) is not None
    clause = _moved_on(clause, subject, state)
    readings = decide(clause, subject, target, state.level and not subject.own, scope.plan_list)
    sure = sureness(text, clause, subject, scope.item)
    sure = max(sure, 2) if sure and target else sure  # a plan is never told in passing
    begin = subject.begin
    state.frame = clause.frame
    if subject.planned:
        readings = [replace(r, rule="figure.quota") for r in readings]
    if subject.own:
        state.phrase, state.begin, state.level = subject.phrase, begin, False
    state.level = state.level or q.kind != "percent"
    if q.kind in COUNTS:
        state.unit = q.unit
        state.verb = opening_action(subject.head) if subject.head else state.verb if state.counted else ""
        state.of_unit.setdefault(q.unit, (subject.phrase, begin))
    state.counted = q.kind in COUNTS and q.total is None
    if q.end - begin > _EVIDENCE_REACH:
        begin = clause.begin
    end = q.end + len(clause.behind.rstrip()) if any(r.basis for r in readings) else q.end
    result = []
    for decided in readings:
        level = decided.measure in ("value", "target", "achieved")
        reading = replace(decided, sure=min(decided.sure, sure) if level or not sure else decided.sure)
        name = _name(reading, subject.phrase, clause, target)
        result.append(_draft(text, q, reading, name, (begin, end)))
    return result


# "đến cuối năm phải có 5 xã đạt chuẩn"
_MUST = re.compile(r"\bphải\b", re.IGNORECASE)


def _moved_on(clause: Clause, subject: Subject, state: State) -> Clause:
    """The second count goes on with the move of the first: `(tăng 9 vụ, 11 đối tượng so với cùng kỳ)`."""
    bare = clause.frame is Frame.NONE and not clause.head and clause.mark in (",", "và", "&")
    if bare and state.frame in (Frame.UP, Frame.DOWN) and basis_of(clause.behind)[0] == "earlier":
        return replace(clause, frame=state.frame)
    return clause


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
    listed = clause.depth > 0 or _PARTS.search(text, max(0, q.start - _PARTS_REACH), q.start) is not None
    if not (listed and state.unit and state.phrase and head and clause.frame is Frame.NONE):
        return []
    head = _PARTS.sub("", f" {head}").strip() or head
    if clause.behind.strip(" ).,;") or len(head.split()) > 5:
        return []
    reading = Reading("value", q.value, state.unit, "figure.breakdown", 2, qualifier=q.qualifier)
    return [_draft(text, q, reading, f"{state.phrase} {head}", (state.begin, q.end))]


# "…, gồm khiển trách 118, cảnh cáo 41": the parts of the count before
_PARTS = re.compile(r"(?:^|[\s,;:)])(?:gồm|bao gồm|trong đó|cụ thể)(?:\s*:|\s+có)?\s+", re.IGNORECASE)
_PARTS_REACH = 120


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
