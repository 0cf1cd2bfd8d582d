"""What a quantity measures: level, target, attainment, change, ratio, or part of a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from canbo.extractors.figure_bases import basis_of
from canbo.extractors.figure_clauses import Clause, Frame
from canbo.extractors.figure_phrases import is_rate, is_work
from canbo.extractors.figure_subjects import Subject
from canbo.ontology import table

_WORDS = table("measures")
_QUOTA = re.compile(r"\s*(?:kế hoạch|chỉ tiêu|nghị quyết|dự toán|mục tiêu)", re.IGNORECASE)
# "xuống còn 46,9% năm 2018": when it was so, no comparison
_BARE_YEAR = re.compile(
    r"\s*\(?(?:(?:vào |trong |cuối |đầu )*năm \d{4}"
    r"|(?:vào |hồi )?đầu (?:năm|nhiệm kỳ)(?=\)?,? (?:xuống|lên|còn|giảm|tăng)(?!\w)))",
    re.IGNORECASE,
)
# "tốc độ tăng giá trị sản xuất bình quân 14,7%/năm" is a level
_PACE = re.compile(r"\b(?:tốc độ|nhịp độ|mức|tỷ lệ|tỉ lệ|chỉ số)(?: \w+)? (?:tăng|giảm)\b", re.IGNORECASE)
# "vốn đầu tư công giải ngân 41,7%": of the plan for the year
_DISBURSED = re.compile(r"(?<!\w)giải ngân(?!\w)", re.IGNORECASE)
# "kết nạp 74/150 đảng viên", "giới thiệu việc làm cho 812/1.000 lượt người": so many of a quota, not of a whole
_QUOTA_WORK = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS['quota_work'])})(?!\w)", re.IGNORECASE)
# "xây dựng 12/30 căn nhà theo kế hoạch năm"
_BY_PLAN = re.compile(
    r"(?<!\w)(?:theo kế hoạch|theo chỉ tiêu|đi làm việc ở nước ngoài|đi xuất khẩu lao động)(?!\w)", re.I
)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of a clause: `sure` is 3 for a plain report, 2 for a likely one and 1 where only its company tells.

    `basis` is what a percentage is measured against, as written; `rule` the id of the rule that decided.
    """

    measure: str
    value: Decimal
    unit: str
    rule: str
    sure: int
    basis: str = ""
    total: Decimal | None = None
    qualifier: str = "exact"


def decide(clause: Clause, subject: Subject, target: bool, after_level: bool, plan_list: bool) -> list[Reading]:
    """Return the figures that a clause states about its subject.

    `target` says that the clause stands among targets, `after_level` that the same indicator has just been given
    an amount, `plan_list` that the sentence lists results of a plan.
    """
    q = clause.quantity
    qualifier = _qualifier(clause, target)
    if q.total is not None:
        readings = _parts(clause, target)
    elif q.kind == "percent":
        readings = [_percent(clause, subject, target, after_level, plan_list)]
    else:
        readings = [r] if (r := _amount(clause, target)) is not None else []
    readings = [r if r.qualifier == qualifier else replace(r, qualifier=qualifier) for r in readings]
    if q.upper is not None and readings:  # "giảm từ 2 - 3%": a row for each end
        sign = -1 if readings[0].value < 0 else 1
        readings.append(replace(readings[0], value=sign * q.upper))
    return readings


# "tăng từ 60% lên 80%", "từ 5 đến 7%": no least
_UP_TO = re.compile(r"[\s(]*(?:lên|xuống|còn|đến|tới|-|sang|năm|đầu|cuối)(?!\w)", re.IGNORECASE)


def _qualifier(clause: Clause, target: bool) -> str:
    """Return how exact the number is: `vượt 600 tỷ đồng` and the target `từ 96,5%` are more than the number."""
    q = clause.quantity
    if q.qualifier != "exact":
        return q.qualifier
    if clause.about:
        return "about"
    if (
        clause.frame is Frame.BEYOND
        and q.total is None
        and q.kind != "percent"
        and basis_of(clause.behind)[0] != "plan"
    ):
        return "over"
    least = target and q.upper is None and clause.words[-1:] == ("từ",) and not _UP_TO.match(clause.behind)
    return "over" if least else "exact"


def _parts(clause: Clause, target: bool) -> list[Reading]:
    """`26/34 chỉ tiêu` is a part; `93,2%/95% chỉ tiêu`, `87/80` and `kết nạp 74/150` are a result and its quota."""
    q = clause.quantity
    total = q.total or Decimal(0)
    recruits = q.kind in ("persons", "count") and (
        _QUOTA_WORK.search(clause.head) is not None or (q.value < total and _BY_PLAN.search(clause.behind) is not None)
    )
    quota = q.quota or q.kind == "percent" or q.value > total or recruits or q.kind in ("money", "area", "mass", "rate")
    if quota or (q.unit not in ("chỉ tiêu", "tiêu chí") and _QUOTA.match(clause.behind)):
        unit = q.unit
        return [
            Reading("value", q.value, unit, "figure.quota", 3),
            Reading("target", total, unit, "figure.quota", 3),
        ]
    if target:
        return [Reading("target", q.value, q.unit, "figure.target", 2 if q.unit else 1)]
    return [Reading("achieved", q.value, "", "figure.achieved", 3 if q.unit else 1, total=q.total)]


def _percent(clause: Clause, subject: Subject, target: bool, after_level: bool, plan_list: bool) -> Reading:
    q = clause.quantity
    kind, basis = basis_of(clause.behind)
    basis = basis or subject.basis
    frame, phrase = clause.frame, subject.phrase
    if frame in (Frame.LEVEL, Frame.NONE) and _BARE_YEAR.match(clause.behind):
        kind, basis = "", ""
    if target:
        return Reading("target", q.value, q.unit, "figure.target", 3, basis)
    if frame in (Frame.UP, Frame.DOWN) or (frame is Frame.NONE and _moves(clause)):
        value = -q.value if frame is Frame.DOWN or _moves(clause) == "giảm" else q.value
        return Reading("change", value, q.unit, "figure.change", 3, basis)
    if frame is Frame.BEYOND and q.value < _HUNDRED and (kind == "plan" or not kind):
        return Reading("attainment", _HUNDRED + q.value, q.unit, "figure.beyond", 3 if kind else 2, basis)
    if kind == "plan":
        return Reading("attainment", q.value, q.unit, "figure.attainment", 3, basis)
    if kind == "earlier":
        return Reading("ratio", q.value, q.unit, "figure.ratio", 3, basis)
    if subject.share or "chiếm" in clause.words or clause.behind.strip(' .,;:)"'):
        return Reading("value", q.value, q.unit, "figure.share", 2)
    if after_level and not is_rate(phrase):
        return Reading("attainment", q.value, q.unit, "figure.attainment", 3)
    if (plan_list and (q.value >= _HUNDRED or not is_rate(phrase))) or (q.value > _HUNDRED and frame is not Frame.NONE):
        return Reading("attainment", q.value, q.unit, "figure.attainment", 3)
    if is_rate(phrase):
        return Reading("value", q.value, q.unit, "figure.rate", 3)
    if _DISBURSED.search(phrase) or (is_work(phrase) and frame in (Frame.LEVEL, Frame.EQUAL)):
        return Reading("attainment", q.value, q.unit, "figure.attainment", 2)
    return Reading("value", q.value, q.unit, "figure.rate", 2 if frame is not Frame.NONE else 1)


def _amount(clause: Clause, target: bool) -> Reading | None:
    q = clause.quantity
    kind, basis = basis_of(clause.behind)
    if target:
        return Reading("target", q.value, q.unit, "figure.target", 2, basis)
    if clause.frame in (Frame.BEYOND, Frame.UP, Frame.DOWN) and kind == "plan":
        return None  # "vượt 2.300 tấn so với kế hoạch" is neither the level nor a change over time
    move = _moves(clause) if clause.frame is Frame.NONE and kind == "earlier" else ""
    if clause.frame in (Frame.UP, Frame.DOWN) or move:
        down = clause.frame is Frame.DOWN or move == "giảm"
        return Reading("change", -q.value if down else q.value, q.unit, "figure.change", 3 if kind else 2, basis)
    return Reading("value", q.value, q.unit, "figure.value", 3)


def _moves(clause: Clause) -> str:
    """Return `tăng` or `giảm` where the clause begins with it: `giảm tỷ lệ hộ nghèo 3%`."""
    words = clause.head.split()
    if _PACE.search(clause.head):
        return ""
    for word in words[:4]:
        if word.lower() in ("giảm", "tăng") and clause.frame is Frame.NONE:
            after = words[words.index(word) + 1 : words.index(word) + 2]
            return "" if after == ["trưởng"] else word.lower()
    return ""
