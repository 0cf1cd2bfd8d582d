"""Figures of one sentence: each clause gets its indicator, its own or the one before it, and is then decided."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from canbo.extractors import quantities
from canbo.extractors.figure_bases import basis_of
from canbo.extractors.figure_clauses import Clause, Frame, clauses
from canbo.extractors.figure_doubts import excluded, story_begin, sureness
from canbo.extractors.figure_listing import Listing, targets
from canbo.extractors.figure_measures import Reading, decide
from canbo.extractors.figure_phrases import head_phrase, opening_action, tail_phrase
from canbo.extractors.figure_relations import InTurn, in_turn, shared_tail, shows_share, threshold
from canbo.extractors.figure_subjects import COUNTS, State, Subject, planned_at, subject_of
from canbo.extractors.triggers import Trigger
from canbo.ontology import table

_WORDS = table("measures")
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
    is_target = targets(text, listing.target, future)
    story = story_begin(text)
    turn = in_turn(text, found)
    state = State()
    result: list[Draft] = []
    before: quantities.Quantity | None = None
    outer: tuple[str, int, bool] | None = None
    parts = clauses(text, found)
    for number, part in enumerate(parts):
        clause, q = part, part.quantity
        if (shared := shared_tail(text, part, parts[number + 1 : number + 3])) and not head_phrase(part.head):
            clause = replace(part, behind=shared)
        if turn is not None and q in turn.quantities:
            continue
        if clause.depth and outer is None:
            outer = (state.phrase, state.begin, state.level)
        elif not clause.depth and outer is not None:
            # "kết nạp 26 đảng viên (15 đảng viên là nữ), đạt 86% chỉ tiêu": behind the brackets as before them
            (state.phrase, state.begin, state.level), outer = outer, None
        if q.start > story or excluded(text, clause):
            state.phrase, state.level = "", False
        elif not q.unit and q.total is None:
            result.extend(_bare(text, clause, state))
        elif (reached := _of_all(text, clause)) is not None:
            if result and (result[-1].value, result[-1].unit) == (reached.total, q.unit):
                result.pop()  # the whole is no figure of its own
            result.append(reached)
        elif q.kind not in _SKIPPED and not threshold(clause, before):
            result.extend(_read(text, clause, state, _Scope(is_target(q.start), listing.plan_list, item)))
        before = q
    return result if turn is None else result + _in_turn(text, turn, result)


_COMPARED = {"plan": "attainment", "earlier": "ratio"}


def _in_turn(text: str, turn: InTurn, result: list[Draft]) -> list[Draft]:
    """Give each figure behind `lần lượt` to the name that it is of, in order."""
    levels = [d for d in result if d.measure in ("value", "target") and d.end <= turn.begin]
    count = len(turn.quantities)
    names = turn.names or tuple(d.indicator for d in levels[-count:])
    if len(names) < count:
        return []
    drafts = []
    for q, name in zip(turn.quantities, names, strict=True):
        measure = "change" if turn.move else _COMPARED.get(turn.kind, "value")
        value = -q.value if turn.move < 0 else q.value
        reading = Reading(measure, value, q.unit, "figure.in-turn", 3, turn.basis, qualifier=q.qualifier)
        drafts.append(_draft(text, q, reading, name, (turn.begin, q.end)))
    return drafts


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
        return _out_of(text, clause)
    reached = _REACHED.match(text, q.end)
    whole = _ALL.search(text, max(0, q.start - _EVIDENCE_REACH), q.begin)
    if reached is None or whole is None or whole.end(1) > q.start or Decimal(whole.group(1)) < q.value:
        return None
    named = re.split(r"\s(?:có|đã|thì|đề ra|đặt ra|chủ yếu)(?!\w)", whole.group("name"))[0].strip()
    name = " ".join(f"{q.unit} {named} {reached.group().strip()}".split())
    reading = Reading("achieved", q.value, "", "figure.achieved", 3, total=Decimal(whole.group(1)))
    return _draft(text, q, reading, name, (whole.start(), reached.end()))


# "trong 17 kiến nghị của cử tri đã có 12 kiến nghị được giải quyết": the part and the whole have one noun
_OUT_OF = re.compile(r"\btrong(?: số| tổng số)? (\d{1,5}) (?P<counted>[^\d,;:.()]{2,90})$", re.IGNORECASE)


def _out_of(text: str, clause: Clause) -> Draft | None:
    q = clause.quantity
    tail = tail_phrase(clause.behind)
    if q.kind not in COUNTS or q.total is not None or not tail:
        return None
    whole = _OUT_OF.search(text, max(0, q.start - _EVIDENCE_REACH), q.start)
    if whole is None or not f"{whole.group('counted')} ".startswith(f"{q.unit} ") or Decimal(whole.group(1)) < q.value:
        return None
    reading = Reading("achieved", q.value, "", "figure.achieved", 3, total=Decimal(whole.group(1)))
    return _draft(text, q, reading, f"{q.unit} {tail}", (whole.start(), q.end + len(clause.behind.rstrip())))


def _read(text: str, clause: Clause, state: State, scope: _Scope) -> list[Draft]:
    q = clause.quantity
    subject = subject_of(clause, state, scope.item)
    if not subject.phrase:
        return []
    target = scope.target or subject.planned or _is_must(text, clause)
    clause = _moved_on(clause, subject, state)
    subject = _share_of(clause, subject, state)
    readings = decide(clause, subject, target, state.level and not subject.own, scope.plan_list)
    sure = sureness(text, clause, subject, scope.item)
    sure = max(sure, 2) if sure and target else sure  # a plan is never told in passing
    begin = subject.begin
    state.frame = clause.frame
    if subject.planned:
        readings = [replace(r, rule="figure.quota") for r in readings]
    if subject.own:
        state.level = False
    state.phrase, state.begin = subject.phrase, begin
    state.level = state.level or q.kind != "percent"
    state.measured = q.unit or state.measured
    if q.kind in COUNTS and q.total is None and clause.frame not in (Frame.UP, Frame.DOWN):
        state.counts.append((q.value, q.unit, subject.phrase))
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
        doubted = decided.sure > sure and (level or not sure)
        reading = replace(decided, sure=sure) if doubted else decided
        name = _name(reading, subject.phrase, clause, target)
        result.append(_draft(text, q, reading, name, (begin, end)))
    return result


# "đến cuối năm phải có 5 xã đạt chuẩn", "huyện cần chuyển 400 ha", "sẽ thay 340 hố ga"
_MUST = Trigger(r"(?:phải\b|cần(?! cù| thiết)\b|sẽ\b)")
# "giảm ít nhất 20% số vụ": of a result nobody says so
_LEAST = Trigger(r"(?:ít nhất|tối thiểu)\b")
_MUST_BEHIND = re.compile(r"[^,;:.]{0,40}\bphải\b", re.IGNORECASE)  # "100% chi bộ phải sinh hoạt"
_PAST = Trigger(r"(?:đã|có|được)\b")


def _is_must(text: str, clause: Clause) -> bool:
    q = clause.quantity
    if _MUST.search(text, clause.begin, q.start) is not None:
        return True
    if q.kind == "percent" and _MUST_BEHIND.match(clause.behind) is not None:
        return True
    return _LEAST.search(text, q.start, q.begin) is not None and not _PAST.search(text, clause.begin, q.start)


def _share_of(clause: Clause, subject: Subject, state: State) -> Subject:
    """`xảy ra 14 vụ, làm rõ 12 vụ, đạt 85,7%`: what the counts show is a rate, no percent of a plan."""
    q = clause.quantity
    if q.kind != "percent" or subject.own or len(state.counts) < 2 or basis_of(clause.behind)[0]:
        return subject
    (whole, unit, name), (part, other, done) = state.counts[-2:]
    if unit != other or not shows_share(q.value, whole, part):
        return subject
    return replace(subject, phrase=f"tỷ lệ {done} {name}" if done != name else f"tỷ lệ {name}", share=True)


def _moved_on(clause: Clause, subject: Subject, state: State) -> Clause:
    """The second figure goes on with the move of the first: `tăng 9 vụ, 11 đối tượng so với …`, `giảm 5 vụ (10%)`."""
    if clause.mark == "(" and subject.share and state.frame in (Frame.UP, Frame.DOWN):
        return replace(clause, frame=state.frame)
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
    """A list in brackets leaves its unit out: `27 đảng viên (khiển trách 18, cảnh cáo 07)`, `(kế hoạch là 180)`."""
    q = clause.quantity
    if state.phrase and state.measured and planned_at(clause) is not None and not clause.behind.strip(" ).,;"):
        plan = Reading("target", q.value, state.measured, "figure.quota", 3, qualifier=q.qualifier)
        return [_draft(text, q, plan, state.phrase, (state.begin, q.end))]
    head = head_phrase(clause.head)
    if (unit := _COUNTED.match(head)) is not None and clause.frame is Frame.LEVEL and quantities.is_unit(unit.group(1)):
        reading = Reading("value", q.value, unit.group(1), "figure.value", 3, qualifier=q.qualifier)
        state.phrase, state.begin, state.unit, state.level = head, clause.begin, unit.group(1), True
        return [_draft(text, q, reading, head, (clause.begin, q.end))]
    listed = clause.depth > 0 or _PARTS.search(text, max(0, q.start - _PARTS_REACH), q.start) is not None
    if not (listed and state.unit and state.phrase and head and clause.frame is Frame.NONE):
        return []
    head = _PARTS.sub("", f" {head}").strip() or head
    if clause.behind.strip(" ).,;") or len(head.split()) > 5:
        return []
    reading = Reading("value", q.value, state.unit, "figure.breakdown", 2, qualifier=q.qualifier)
    return [_draft(text, q, reading, f"{state.phrase} {head}", (state.begin, q.end))]


# "Số doanh nghiệp thành lập mới là 41"
_COUNTED = re.compile(r"(?:tổng )?số ([^\W\d_]+(?: [^\W\d_]+)?)(?=\s|$)", re.IGNORECASE)
# "…, gồm khiển trách 118, cảnh cáo 41": the parts of the count before
_PARTS = re.compile(r"(?:^|[\s,;:)])(?:gồm|bao gồm|trong đó|cụ thể|hình thức)(?:\s*:|\s+có)?\s+", re.IGNORECASE)
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
