"""Whose figure it is: the indicator of a clause, its own words or those of the clauses before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from canbo.extractors.figure_bases import basis_of
from canbo.extractors.figure_clauses import Clause, Frame
from canbo.extractors.figure_phrases import (
    head_phrase,
    is_head,
    is_rate_list,
    label_phrase,
    lead_phrase,
    listed_phrase,
    opening_action,
    starts_with_action,
    tail_phrase,
)
from canbo.extractors.quantities import kind_of, noun_of
from canbo.ontology import table

_WORDS = table("measures")
_REACHED_UNITS = tuple(_WORDS["reached"])
_HAPPENED = frozenset(_WORDS["happened"])
_HARM = frozenset(_WORDS["harm"])
_LONE = frozenset(_WORDS["lone"])
_STATE_OF = re.compile(r"(?:tình trạng|tình hình|nạn)\s+([^.;:]+?)[\s:(]*$", re.IGNORECASE)
_GENERIC = frozenset(_WORDS["generic_units"])
_PLANNED = re.compile(_WORDS["planned"], re.IGNORECASE)
# "so với cùng kỳ giảm 3 vụ": the comparison stands in front.
_BEFORE = re.compile(
    r"(?:^|\s)\W*(?:và\s+)?so (?:với )?(?P<basis>(?:cùng kỳ|năm|tháng|quý|đầu)[^,;]{0,30}?)\s*,?$", re.IGNORECASE
)
_DONE = frozenset(("đạt", "vượt", "hoàn thành"))
_MOVED = (Frame.UP, Frame.DOWN, Frame.EQUAL, Frame.BEYOND)
_STATES = frozenset(("có", "còn", "gồm"))  # "Khu vực này còn 12 hộ thiếu nước": the count is of what follows
COUNTS = ("persons", "count")


@dataclass(slots=True)
class State:
    """What the clauses of a sentence have said so far.

    `phrase` is the indicator and `begin` where its words start; `level` says that it has an amount, `unit` is
    the counting noun last used and `frame` that of the clause before; `counted` says that the
    clause before was a count, `verb` is that of the counts (`kiểm tra 27 tổ chức đảng và 143 đảng viên`), `of_unit`
    the indicator that each counting noun counted; `measured` is the unit of the last amount or count,
    `counts` are all counts with their units and indicators.
    """

    phrase: str = ""
    begin: int = 0
    level: bool = False
    unit: str = ""
    frame: Frame = Frame.NONE
    counted: bool = False
    verb: str = ""
    measured: str = ""
    of_unit: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: list[tuple[Decimal, str, str]] = field(default_factory=list)


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
    if q.total is None and (plan := planned_at(clause)) is not None:
        words, planned = words[:plan], True
    if (before := _BEFORE.search(words)) is not None:
        words, basis = words[: before.start()], before.group("basis")
    head = head_phrase(words)
    if clause.mark == "&" and head and clause.frame is not Frame.NONE and f" {head} " in f" {state.phrase} ":
        head = ""  # "gieo trồng 410 ha cây hằng năm đạt 96%": the words are those of the quantity before
    tail = "" if planned or basis_of(clause.behind)[0] else tail_phrase(clause.behind)
    phrase, begin, own = _phrase(clause, head, tail, state, item)
    bare = clause.mark == "(" and clause.frame is Frame.NONE and not clause.behind.strip(" ).,;")
    share = bare and state.counted and not own and q.kind == "percent" and q.value < 100
    return Subject(phrase, begin, own, head, planned, basis, share)


def planned_at(clause: Clause) -> int | None:
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
    reached = q.total is not None and q.unit.startswith(_REACHED_UNITS)
    if not head and clause.mark == ":" and not wordy and not reached and (label := label_phrase(clause.lead)):
        return label, clause.lead_begin, True
    head, begin = _lead_in(clause, head, tail, state)
    if q.kind == "percent":
        return _share(clause, head, tail, begin, state)
    if q.kind == "rate" and not head and not tail and "bình quân" in clause.words:
        noun, _, whole = q.unit.partition("/")
        if kind_of(noun) in COUNTS:  # "bình quân 11,3 tiêu chí/xã"
            return f"{noun} bình quân mỗi {whole}", begin, True
    if q.kind in COUNTS:
        return _count(clause, head, tail, begin, state)
    if head:
        noun = q.unit.split("/")[0] if q.kind == "rate" and opening_action(head) == head and not tail else ""
        noun = noun if kind_of(noun) in COUNTS else ""  # "đón 350.000 lượt khách/năm"
        return f"{head} {noun}{tail if clause.frame is Frame.NONE else ''}".strip(), begin, True
    summed = _SUMMED.search(clause.head) is not None
    if state.phrase and (clause.frame is not Frame.NONE or not tail) and (summed or not _fresh(clause)):
        return state.phrase, state.begin, False
    return tail, begin, True


# "tổng vốn năm 2024 là 287 tỷ đồng; giải ngân được 158 tỷ đồng"
_FUNDS = re.compile(
    r"(?:tổng |nguồn |kế hoạch |\d+ )*(?:vốn|nguồn|đầu tư công|chương trình|kinh phí)(?!\w)", re.IGNORECASE
)
# "trồng mới 640 ha; lũy kế toàn huyện 3.118 ha": the same, summed up
_SUMMED = re.compile(r"(?:lũy kế|luỹ kế|cộng dồn)(?!\w)", re.IGNORECASE)


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
    if head.lower() in _LONE and not tail:
        lent = (lead_phrase(lead) if clause.mark == "," else "", state.phrase)
        funds = next((name for name in lent if _FUNDS.match(name)), "")
        funds = re.split(r"\s(?:vẫn |mới )?là\s", funds)[0]
        return (f"{head} {funds}", begin) if funds else (head, clause.begin)
    if head and clause.mark == "," and is_rate_list(lead):
        return f"{lead_phrase(lead)}, {head}", begin
    if head and clause.mark == "," and (listed := listed_phrase(lead, head)):
        return f"{listed}, {head}", begin
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
    noun = noun_of(q.unit)
    if q.total is not None and q.unit.startswith(_REACHED_UNITS):
        return _reached(clause), begin, True
    if q.total is not None and clause.mark == "(" and not head and not tail and state.phrase:
        return state.phrase, state.begin, False
    if head and tail and _STATES & set(clause.words) and not is_head(head):
        return f"{noun} {tail}", begin, True
    if head:
        if opening_action(head).lower() in _HARM and head.lower() in _HARM and not tail:
            return f"{head} {noun}", begin, True
        if is_head(head) and not starts_with_action(head) and not tail:
            return head, begin, True  # "đàn trâu 12.000 con"
        spoken = len(head.split()) > 1 and not tail and (q.unit in _GENERIC or "cho" in clause.words)
        named = clause.frame is not Frame.NONE
        if named or spoken or q.unit in head.lower():
            return f"{head} {'' if named else tail}".strip(), begin, True
        return f"{head} {noun} {tail}".strip(), begin, True
    if not tail and clause.frame in _MOVED and q.unit in state.of_unit and q.unit != state.unit:
        return *state.of_unit[q.unit], False
    same = q.unit == state.unit and set(tail.split()) <= set(state.phrase.split())
    if state.phrase and clause.frame in _MOVED and (not tail or same):
        return state.phrase, state.begin, False
    if state.phrase and not tail and not _fresh(clause) and (clause.frame is not Frame.NONE or q.unit == state.unit):
        return state.phrase, state.begin, False
    verb = state.verb if clause.mark in (",", "và", "&") and state.counted and clause.frame not in _MOVED else ""
    return f"{verb} {noun} {tail}".strip(), begin, True


# "đạt và vượt 21/24 chỉ tiêu", "hoàn thành và vượt 27/34 chỉ tiêu"
_AND_BEYOND = re.compile(r"(?:^|\s)(đạt|hoàn thành)(?: và|,| hoặc)$", re.IGNORECASE)


def _reached(clause: Clause) -> str:
    """Return what is counted of all targets: the verb before the number says which ones (`chỉ tiêu đạt và vượt`)."""
    tail = tail_phrase(clause.behind)
    done = next((word for word in clause.words if word in _DONE), "")
    if done == "vượt" and (first := _AND_BEYOND.search(clause.head)) is not None:
        done = f"{first.group(1).lower()} và vượt"
    if any(word in tail for word in _DONE):
        done = ""
    return " ".join(f"{clause.quantity.unit} {done} {tail}".split())
