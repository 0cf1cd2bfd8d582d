"""What is no reported figure: stories, prices, gifts, seats, rules; and how sure a figure is that may be one."""

from __future__ import annotations

import re

from canbo.extractors.figure_clauses import Clause, Frame
from canbo.extractors.figure_phrases import has_action, is_head, is_rate, opening_action, starts_with_action
from canbo.extractors.figure_subjects import COUNTS, Subject
from canbo.ontology import table

_WORDS = table("measures")
_STORY = re.compile(_WORDS["stories"], re.IGNORECASE)
_EXCLUDED = re.compile(_WORDS["excluded"], re.IGNORECASE)
_SEATS = re.compile(_WORDS["seats"], re.IGNORECASE)
_HONOURS = re.compile(_WORDS["honours"], re.IGNORECASE)
_RULES = re.compile(_WORDS["rules"], re.IGNORECASE)
_AWARDS = re.compile(_WORDS["awards"], re.IGNORECASE)
_PRICES = tuple(f"/{word}" for word in _WORDS["prices"])
_REACHED = frozenset(_WORDS["reached"])
_PROJECTS = re.compile(_WORDS["projects"], re.IGNORECASE)
# "giá khi ấy 180 triệu đồng", "mức áp giá 24 triệu đồng", but "giá trị", "tổng trị giá", "chỉ số giá"
_PRICED = re.compile(
    r"(?<!\w)(?<!đánh )(?<!đấu )(?<!định )(?<!chỉ số )(?<!theo )(?<!trị )(?<!trợ )(?<!ổn )giá"
    r"(?! (?:trị|so sánh|hiện hành|cố định|thực tế|rừng|cả))(?!\w)",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?<!\w)(?:tặng|thưởng)(?!\w)", re.IGNORECASE)  # "tặng huyện bức tranh và 200 triệu đồng"
_AWARD_REACH = 80
_SMALL = {"đồng": 1, "nghìn đồng": 1000, "ngàn đồng": 1000}
_LEAST_SUM = 1_000_000  # đồng; what a place or body reports is more
# "cùng Chủ tịch UBND 19 xã", "hệ thống loa của 17 xã": how many there are is said in passing
_OF_BODIES = re.compile(r"(?<!\w)(?:UBND|HĐND|Chủ tịch|Bí thư|lãnh đạo|đại diện|(?<!số )của)\s$", re.IGNORECASE)
_STATES = frozenset(("có", "còn", "gồm"))


def story_begin(text: str) -> int:
    """Return where a sentence begins to tell one person's or family's story; its length if it does not."""
    story = _STORY.search(text)
    if story is None:
        return len(text)
    # "đàn lợn 35 con của anh": the whole clause is about him
    return max((text.rfind(mark, 0, story.start()) for mark in ",;:"), default=-1) + 1


def excluded(text: str, clause: Clause) -> bool:
    """Tell whether the clause measures a thing, a price, a wage, a sentence: never a figure."""
    q = clause.quantity
    if q.unit.endswith(_PRICES) and not q.unit.endswith("/người/tháng"):
        return True
    if q.unit in _SMALL and q.value * _SMALL[q.unit] < _LEAST_SUM:
        return True  # "bát thắng cố 50.000 đồng", "giá cát 700 nghìn đồng một khối"
    if q.total is None and q.kind in COUNTS and _OF_BODIES.search(text, max(0, q.start - 20), q.start):
        return True
    if q.kind == "money" and _PRICED.search(text, clause.begin, q.start):
        return True
    return _EXCLUDED.search(text, clause.begin, q.end + len(clause.behind)) is not None


def sureness(text: str, clause: Clause, subject: Subject, item: bool) -> int:
    """Return how sure a level is a figure of a report: 3 plainly, 2 likely, 1 where its company tells, 0 not."""
    q = clause.quantity
    if _passing(text, clause):
        return 0
    if q.total is not None:
        return 3
    if q.unit == "m2":
        return 1
    if q.kind == "percent":
        if q.value == 100 and not clause.words:
            return 1
        return 3 if is_rate(subject.head) or not subject.own else 2
    if not subject.own:
        return 2
    if q.kind in COUNTS:
        return _count(clause, subject.head or subject.phrase, item)
    if q.kind in ("length", "volume"):
        return 2 if starts_with_action(subject.head) else 0
    if _PROJECTS.search(clause.head):
        return 1
    if q.kind == "money" and clause.frame is Frame.NONE and subject.head == opening_action(subject.head):
        return 1  # "hỗ trợ 62 tỷ đồng" does not say what for
    if is_head(subject.head):
        return 3 if clause.words else 2
    return 2 if has_action(subject.head) else 1


def _passing(text: str, clause: Clause) -> bool:
    """Tell whether a quantity is one that no report counts: what a rule allows, what is asked for, awards."""
    q = clause.quantity
    if _RULES.search(clause.lead) or _RULES.search(text, clause.begin, q.begin):
        return True
    if q.kind in COUNTS and _AWARDS.search(text, max(0, clause.begin - _AWARD_REACH), q.end + _AWARD_REACH):
        return True
    if q.unit in _REACHED and q.total is None:
        return not {"đạt", "hoàn thành", "vượt", "tăng", "giảm"} & set(clause.words)
    return q.kind == "money" and _GIVEN.search(clause.head) is not None


def _count(clause: Clause, head: str, item: bool) -> int:
    around = f"{clause.head} {clause.behind[:40]}"
    if _HONOURS.search(around):
        return 2
    if _SEATS.search(around):
        return 0
    if starts_with_action(head) or (item and clause.mark == ":"):
        return 2
    if head and clause.frame is Frame.LEVEL and not _STATES & set(clause.words):
        return 2
    return 1
