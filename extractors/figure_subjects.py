"""Whose figure it is: the indicator of a clause, its own words or those of the clauses before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
_REACHED_UNITS = tuple(_WORDS["reached"])
_HAPPENED = frozenset(_WORDS["happened"])
_STATE_OF = re.compile(r"(?:tình trạng|tình hình|nạn)\s+([^.;:]+?)[\s:(]*$", re.IGNORECASE)
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
    the counting noun last used and `frame` that of the clause before; `counted` says that the
    clause before was a count, `verb` is that of the counts (`kiểm tra 27 tổ chức đảng và 143 đảng viên`), `of_unit`
    the indicator that each counting noun counted.
    """

    phrase: str = ""
    begin: int = 0
    level: bool = False
    unit: str = ""
    frame: Frame = Frame.NONE
    counted: bool = False
    verb: str = ""
    of_unit: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicator of one clause.

    `own` is false where it is the one of the clause before. `planned` says that the words before the number name
    it as the plan (`kế hoạch giao 120 ha`); `basis` is a comparison that stands in front. `share` says that a
    percentage only gives the count before it once more (`41 tổ chức vững mạnh (70,7%)`).
    """

    phrase: str
    begin: int
    own: bool
    head: str = ""
    planned: bool = False
    basis: str = ""
    share: bool = False


def subject_of(clause: Clause, state: State, item: bool) -> Subject:
    """Return the indicator of a clause; its phrase is empty where the sentence names none."""
    q = clause.quantity
    if clause.head == "/" and state.phrase:  # "96 lượt/1.150 lượt người"
        return Subject(state.phrase, state.begin, False)
    words, planned, basis = clause.head, False, ""
    if q.total is None and (plan := _planned(clause)) is not None:
        words, planned = words[:plan], True
    if (before := _BEFORE.match(words)) is not None:
        words, basis = "", before.group("basis")
    head = head_phrase(words)
    tail = "" if planned or basis_of(clause.behind)[0] else tail_phrase(clause.behind)
    phrase, begin, own = _phrase(clause, head, tail, state, item)
    bare = clause.mark == "(" and clause.frame is Frame.NONE and not clause.behind.strip(" ).,;")
    share = bare and state.counted and not own and q.kind == "percent" and q.value < 100
    return Subject(phrase, begin, own, head, planned, basis, share)


def _planned(clause: Clause) -> int | None:
    """Return where in the head the words begin that name the number as the plan, None where they do not."""
    plan = _PLANNED.search(clause.head)
    if plan is not None and (clause.frame is Frame.NONE or not clause.head[: plan.start()].strip()):
        return plan.start()
    if clause.head or clause.mark != "(" or clause.frame is not Frame.NONE or clause.quantity.kind == "percent":
        return None
    # "đạt 86 triệu đồng, vượt mục tiêu đề ra (80 triệu đồng)"
    return 0 if _PLANNED.search(clause.lead.rstrip(" (")) is not None else None


def _phrase(clause: Clause, head: str, tail: str, state: State, item: bool) -> tuple[str, int, bool]:
    q = clause.quantity
    wordy = q.kind in COUNTS and len(tail.split()) > 1 and not item
    if not head and clause.mark == ":" and not wordy and (label := label_phrase(clause.lead)):
        return label, clause.lead_begin, True
    head, begin = _lead_in(clause, head, tail, state)
    if q.kind == "percent":
        return _share(clause, head, tail, begin, state)
    if q.kind in COUNTS:
        return _count(clause, head, tail, begin, state)
    if head:
        return f"{head} {tail if clause.frame is Frame.NONE else ''}".strip(), begin, True
    if state.phrase and (clause.frame is not Frame.NONE or not tail) and not _fresh(clause):
        return state.phrase, state.begin, False
    return tail, begin, True


def _lead_in(clause: Clause, head: str, tail: str, state: State) -> tuple[str, int]:
    """Return the head of a clause and where it begins, with what the clauses before it lend it."""
    lead, begin = clause.lead, clause.lead_begin
    framed = clause.frame is not Frame.NONE
    if not head and not tail and not state.phrase and (framed or basis_of(clause.behind)[0] == "plan"):
        return lead_phrase(lead), begin
    named = not head and clause.mark == "," and clause.head[:1].isupper()
    if named and (framed or clause.quantity.qualifier == "about") and is_head(name := lead_phrase(lead)):
        return f"{name}, {clause.head}", begin  # "lượng khách đến Vịnh Xanh, Hòn Dấu ước 4 vạn lượt"
    if head.lower() in _HAPPENED and not tail and clause.mark in (":", "("):
        happened = _STATE_OF.search(lead)
        name = head_phrase(happened.group(1)) if happened is not None else lead_phrase(lead)
        return (name, begin) if name else (head, clause.begin)
    if head and clause.mark == "," and is_rate_list(lead):
        return f"{lead_phrase(lead)}, {head}", begin
    return head, clause.begin


# "giảm 3,1% hộ nghèo", "tăng 6,4% về số doanh nghiệp": the move is of what stands behind
_ABOUT = re.compile(
    r"(?:về (?=(?:số|lượng|giá trị|diện tích|sản lượng|doanh thu|kim ngạch|vốn|tổng))"
    r"|(?=(?:hộ|tỷ lệ|tỉ lệ|số|tổng|lượng|diện tích|sản lượng|chi phí|thời gian|tội phạm|người)(?!\w)))",
    re.IGNORECASE,
)


# "100% nội dung đạt yêu cầu, 82,4% khá, giỏi"
_GRADE = re.compile(
    r"(?:khá|giỏi|tốt|xuất sắc|trung bình|loại khá|loại giỏi)(?:$|[\s,]+(?:giỏi|và|trở))", re.IGNORECASE
)


def _fresh(clause: Clause) -> bool:
    """Tell whether something new begins with the clause, so that a level goes on about nothing before."""
    return (clause.mark in ("", ":", ";") or clause.mark[0] in ".!?…") and clause.frame not in _MOVED


def _share(clause: Clause, head: str, tail: str, begin: int, state: State) -> tuple[str, int, bool]:
    """A percentage is of what stands before it, or of what stands behind (`95% hộ gia đình`)."""
    if head and not (tail and clause.frame is Frame.NONE):
        return head, begin, True
    if tail and clause.frame in (Frame.UP, Frame.DOWN) and (about := _ABOUT.match(tail)) is not None:
        return tail[about.end() :], begin, True
    if tail and state.phrase and _GRADE.match(tail):
        return f"{state.phrase} {tail}", state.begin, False
    if tail and (clause.frame is Frame.NONE or not state.phrase or _fresh(clause)):
        verb = head if starts_with_action(head) else "hoàn thành" if "hoàn thành" in clause.words else ""
        return f"{verb} {tail}".strip(), begin, True
    return state.phrase, state.begin, False


def _count(clause: Clause, head: str, tail: str, begin: int, state: State) -> tuple[str, int, bool]:
    """A count is of its verb with its noun (`kết nạp 130 đảng viên mới`), or of its noun (`214 hộ thiếu đất ở`)."""
    q = clause.quantity
    if q.total is not None and q.unit.startswith(_REACHED_UNITS):
        return f"{q.unit} {tail_phrase(clause.behind)}".strip(), begin, True
    if q.total is not None and clause.mark == "(" and not head and not tail and state.phrase:
        return state.phrase, state.begin, False
    if head and tail and _STATES & set(clause.words) and not is_head(head):
        return f"{q.unit} {tail}", begin, True
    if head:
        spoken = len(head.split()) > 1 and not tail and (q.unit in _GENERIC or "cho" in clause.words)
        named = clause.frame is not Frame.NONE
        if named or spoken or q.unit in head.lower():
            return f"{head} {'' if named else tail}".strip(), begin, True
        return f"{head} {q.unit} {tail}".strip(), begin, True
    if not tail and clause.frame in _MOVED and q.unit in state.of_unit and q.unit != state.unit:
        return *state.of_unit[q.unit], False
    if state.phrase and clause.frame in _MOVED and (not tail or q.unit == state.unit):
        return state.phrase, state.begin, False
    if state.phrase and not tail and not _fresh(clause) and (clause.frame is not Frame.NONE or q.unit == state.unit):
        return state.phrase, state.begin, False
    verb = state.verb if clause.mark in (",", "và", "&") and state.counted else ""
    return f"{verb} {q.unit} {tail}".strip(), begin, True
