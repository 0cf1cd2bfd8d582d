"""Whose figure it is: the indicator of a clause, its own words or those of the clauses before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.figure_bases import basis_of
from canbo.extractors.figure_clauses import Clause, Frame
from canbo.extractors.figure_phrases import (
    head_phrase,
    is_head,
    is_rate_list,
    label_phrase,
    lead_phrase,
    starts_with_action,
    tail_phrase,
)
from canbo.ontology import table

_WORDS = table("measures")
_REACHED = frozenset(_WORDS["reached"])
_GENERIC = frozenset(_WORDS["generic_units"])
_PLANNED = re.compile(_WORDS["planned"], re.IGNORECASE)
# "so với cùng kỳ giảm 3 vụ": the comparison stands in front.
_BEFORE = re.compile(
    r"^\W*(?:và\s+)?so (?:với )?(?P<basis>(?:cùng kỳ|năm|tháng|quý|đầu)[^,;]{0,30}?)\s*,?$", re.IGNORECASE
)
_MOVED = (Frame.UP, Frame.DOWN, Frame.EQUAL, Frame.BEYOND)
_STATES = frozenset(("có", "còn", "gồm"))  # "Khu vực này còn 12 hộ thiếu nước": the count is of what follows
COUNTS = ("persons", "count")


@dataclass(slots=True)
class State:
    """What the clauses of a sentence have said so far.

    `phrase` is the indicator and `begin` where its words start; `level` says that it has an amount, `unit` is
    the counting noun last used.
    """

    phrase: str = ""
    begin: int = 0
    level: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicator of one clause.

    `own` is false where it is the one of the clause before. `planned` says that the words before the number name
    it as the plan (`kế hoạch giao 120 ha`); `basis` is a comparison that stands in front.
    """

    phrase: str
    begin: int
    own: bool
    head: str = ""
    planned: bool = False
    basis: str = ""


def subject_of(clause: Clause, state: State, item: bool) -> Subject:
    """Return the indicator of a clause; its phrase is empty where the sentence names none."""
    q = clause.quantity
    words, planned, basis = clause.head, False, ""
    if clause.frame is Frame.NONE and q.total is None and (plan := _PLANNED.search(words)) is not None:
        words, planned = words[: plan.start()], True
    if (before := _BEFORE.match(words)) is not None:
        words, basis = "", before.group("basis")
    head = head_phrase(words)
    tail = "" if planned or basis_of(clause.behind)[0] else tail_phrase(clause.behind)
    phrase, begin, own = _phrase(clause, head, tail, state, item)
    return Subject(phrase, begin, own, head, planned, basis)


def _phrase(clause: Clause, head: str, tail: str, state: State, item: bool) -> tuple[str, int, bool]:
    q = clause.quantity
    begin = clause.begin
    wordy = q.kind in COUNTS and len(tail.split()) > 1 and not item
    if not head and clause.mark == ":" and not wordy and (label := label_phrase(clause.lead)):
        return label, clause.lead_begin, True
    if not head and not state.phrase and not tail and clause.frame is not Frame.NONE:
        head, begin = lead_phrase(clause.lead), clause.lead_begin
    if head and clause.mark == "," and is_rate_list(clause.lead):
        head, begin = f"{lead_phrase(clause.lead)}, {head}", clause.lead_begin
    if q.kind == "percent":
        return _share(clause, head, tail, begin, state)
    if q.kind in COUNTS:
        return _count(clause, head, tail, begin, state)
    if head:
        return f"{head} {tail if clause.frame is Frame.NONE else ''}".strip(), begin, True
    if state.phrase and (clause.frame is not Frame.NONE or not tail) and not _fresh(clause):
        return state.phrase, state.begin, False
    return tail, begin, True


def _fresh(clause: Clause) -> bool:
    """Tell whether something new begins with the clause, so that a level goes on about nothing before."""
    return (clause.mark in ("", ":", ";") or clause.mark[0] in ".!?…") and clause.frame not in _MOVED


def _share(clause: Clause, head: str, tail: str, begin: int, state: State) -> tuple[str, int, bool]:
    """A percentage is of what stands before it, or of what stands behind (`95% hộ gia đình`)."""
    if head and not (tail and clause.frame is Frame.NONE):
        return head, begin, True
    if tail and (clause.frame is Frame.NONE or not state.phrase or _fresh(clause)):
        verb = head if starts_with_action(head) else "hoàn thành" if "hoàn thành" in clause.words else ""
        return f"{verb} {tail}".strip(), begin, True
    return state.phrase, state.begin, False


def _count(clause: Clause, head: str, tail: str, begin: int, state: State) -> tuple[str, int, bool]:
    """A count is of its verb with its noun (`kết nạp 130 đảng viên mới`), or of its noun (`214 hộ thiếu đất ở`)."""
    q = clause.quantity
    if q.total is not None and q.unit in _REACHED:
        return f"{q.unit} {tail_phrase(clause.behind)}".strip(), begin, True
    if head and tail and _STATES & set(clause.words) and not is_head(head):
        return f"{q.unit} {tail}", begin, True
    if head:
        spoken = len(head.split()) > 1 and not tail and (q.unit in _GENERIC or "cho" in clause.words)
        named = clause.frame is not Frame.NONE
        if named or spoken or q.unit in head.lower():
            return f"{head} {'' if named else tail}".strip(), begin, True
        return f"{head} {q.unit} {tail}".strip(), begin, True
    if state.phrase and clause.frame in _MOVED and (not tail or q.unit == state.unit):
        return state.phrase, state.begin, False
    if state.phrase and not tail and not _fresh(clause) and (clause.frame is not Frame.NONE or q.unit == state.unit):
        return state.phrase, state.begin, False
    return f"{q.unit} {tail}".strip(), begin, True
