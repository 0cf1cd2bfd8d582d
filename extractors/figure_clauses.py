"""Clauses of a sentence that hold a quantity: what stands before it, how it is framed, what stands behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum

from canbo.extractors.quantities import Quantity
from canbo.ontology import table

_WORDS = table("measures")
_LEVEL = frozenset(_WORDS["level"])
_UP = frozenset(_WORDS["up"])
_DOWN = frozenset(_WORDS["down"])
_FILLER = frozenset(_WORDS["filler"])
_PAIRS = frozenset(w for key in ("level", "up", "down", "filler") for w in _WORDS[key] if " " in w)

_KEPT = frozenset(_WORDS["kept"])

# Marks that end a clause; a comma inside a number is part of a quantity and never looked at.
_MARK = re.compile(r"[,;:()](?!\d)|[;:()]|\s-\s(?!(?:19|20)\d\d(?!\d))|\.{3}|…|[.!?] ")
_HARD = frozenset(";:.!?…")
# "đạt 48,3% dự toán và bằng 112,6%": behind a quantity these words begin the next clause.
_JOINT = re.compile(
    r"(?<!\sso)\s(?:và|với|còn|nhưng|song|trong đó|trong khi|nâng|đưa|riêng|tương ứng|đồng thời|để)(?=\s)",
    re.IGNORECASE,
)
# "tốc độ tăng 5%" is a level, not an increase.
_NOUN_BEFORE = re.compile(r"(?:tốc độ|mức|tỷ lệ|tỉ lệ|chỉ số|độ|giá trị)$", re.IGNORECASE)
# "tốc độ tăng trưởng kinh tế (GRDP) của tỉnh": brackets without a figure, verb or mark belong to the phrase
_SPELT = re.compile(r"(?<=\w )\([^\W\d_][^()\d,;:]{0,24}\)(?= \w)")
# "(giá so sánh 2010)", "(kể cả vốn kéo dài)": how it is reckoned, no figure
_RECKONED = re.compile(rf"\((?:{_WORDS['reckoned']})[^()%]{{0,60}}\)", re.IGNORECASE)
# "xã, phường", "chi, đảng bộ": the comma is part of the name
_NAMES = re.compile(rf"(?<!\w)(?:{_WORDS['joined']})(?!\w)", re.IGNORECASE)
_HEAD_REACH = 260
_TAIL_REACH = 160


# "giảm từ 28,9% năm 2022 xuống còn 24,6%": both are levels
_TO_LEVEL = re.compile(
    r"[\s(]*(?:(?:vào |trong |cuối |đầu )*năm \d{4}|(?:đầu|cuối) (?:năm|nhiệm kỳ))?[\s),]*"
    r"(?:(?:giảm|tăng|kéo|nâng|hạ)\s)?(?:xuống|lên|còn|sang)(?!\w)",
    re.IGNORECASE,
)


# "cao hơn năm trước 1,7 điểm phần trăm", "giảm so với cùng kỳ 3 vụ": the comparison stands before the number
_COMPARED = re.compile(
    r"(?:^|\s)(?P<move>cao|nhiều|thấp|ít|tăng|giảm)(?:\shơn)?\s(?:so\s(?:với\s)?)?"
    r"(?P<basis>(?:cùng kỳ|đầu năm|(?:năm|tháng|quý|nhiệm kỳ|khóa|vụ) (?:trước|ngoái|\d))[^,;]{0,30})$",
    re.IGNORECASE,
)


class Frame(StrEnum):
    """How a quantity is said of what stands before it."""

    NONE = "none"  # 52 ha chè
    LEVEL = "level"  # đạt, còn, là
    EQUAL = "equal"  # bằng
    BEYOND = "beyond"  # vượt
    UP = "up"  # tăng
    DOWN = "down"  # giảm


@dataclass(frozen=True, slots=True)
class Clause:
    """A quantity with its surroundings; all offsets count the characters of the sentence.

    `head` are the words before the frame and `begin` where they start; `behind` the words after the quantity up
    to the end of the clause. `mark` is the mark or word before the clause (`""` at the start of a sentence),
    `depth` is 1 inside brackets, `about` says that the frame has `ước`.
    """

    quantity: Quantity
    begin: int
    head: str
    frame: Frame
    about: bool
    behind: str
    mark: str
    depth: int
    words: tuple[str, ...]
    lead: str
    lead_begin: int


def clauses(text: str, quantities: list[Quantity]) -> list[Clause]:
    """Return one clause for each quantity of a sentence, in order."""
    marks = _marks(text, quantities)
    begins = [end for _, end, _ in marks]
    opens = [0]
    for _, _, mark in marks:
        opens.append(max(0, opens[-1] + (mark == "(") - (mark == ")")))
    result: list[Clause] = []
    for number, quantity in enumerate(quantities):
        at = bisect_right(begins, quantity.start)
        left, mark = (marks[at - 1][1], marks[at - 1][2]) if at else (0, "")
        previous = max((x.end for x in quantities[:number][-3:] if x.unit or x.total is not None), default=0)
        if previous > left:
            left, mark = _joint(text, previous, quantity.start)
        behind = at
        right = marks[at][0] if at < len(marks) else len(text)
        while behind < len(marks) and right < quantity.end:
            behind += 1
            right = marks[behind][0] if behind < len(marks) else len(text)
        following = next((x.start for x in quantities[number + 1 : number + 3] if x.unit), len(text))
        if following < right:
            right = _behind_end(text, quantity.end, following)
        depth = min(opens[bisect_right(begins, quantity.start)], 1)
        left = max(left, quantity.start - _HEAD_REACH)
        lead_begin = _lead(marks, at, previous, left)
        clause = _clause(text, quantity, left, right)
        result.append(replace(clause, mark=mark, depth=depth, lead=text[lead_begin:left], lead_begin=lead_begin))
    return result


def _lead(marks: list[tuple[int, int, str]], at: int, previous: int, left: int) -> int:
    """Return where the lead of a clause begins; `marks[at - 1]` is the mark before the clause."""
    begin = max(0, previous, left - _HEAD_REACH)
    for _, end, mark in reversed(marks[max(0, at - 9) : max(0, at - 1)]):
        if mark[0] in _HARD:
            return max(begin, end)
    return begin


def _marks(text: str, quantities: list[Quantity]) -> list[tuple[int, int, str]]:
    """Return (begin, end, mark) of the marks outside quantities."""
    starts = [q.begin for q in quantities]
    result = []
    spelt = {at for m in _SPELT.finditer(text) for at in (m.start(), m.end() - 1)}
    spelt |= {at for pattern in (_RECKONED, _NAMES) for m in pattern.finditer(text) for at in range(m.start(), m.end())}
    for match in _MARK.finditer(text):
        if match.start() in spelt:
            continue
        at = bisect_right(starts, match.start()) - 1
        if match.group().strip() == "-" and text[match.end() : match.end() + 1].islower():
            continue  # "công nghiệp - xây dựng"
        if at < 0 or match.start() >= quantities[at].end:
            result.append((match.start(), match.end(), match.group().strip()))
    return result


def _joint(text: str, begin: int, end: int) -> tuple[int, str]:
    """Return where the clause of a second quantity begins that no mark parts from the first, and its joint."""
    joints = list(_JOINT.finditer(text, begin, end))
    return (joints[-1].end(), joints[-1].group().strip().lower()) if joints else (begin, "&")


def _behind_end(text: str, begin: int, end: int) -> int:
    joint = _JOINT.search(text, begin, end)
    return joint.start() if joint else end


def _clause(text: str, quantity: Quantity, left: int, right: int) -> Clause:
    before = text[left : quantity.start]
    words = before.split()
    taken: list[str] = []
    while words:
        last = words[-1].lower().strip('"')
        pair = f"{words[-2].lower()} {last}" if len(words) > 1 else ""
        if pair in _KEPT or " ".join(words[-3:]).lower() in _KEPT:
            break
        if pair in _PAIRS:
            taken[:0] = [pair]
            del words[-2:]
        elif last in _LEVEL or last in _UP or last in _DOWN or last in _FILLER:
            taken.insert(0, last)
            words.pop()
        else:
            break
    head = " ".join(words)
    frame = _frame(taken)
    if frame in (Frame.UP, Frame.DOWN) and taken[-1] == "từ" and _TO_LEVEL.match(text, quantity.end):
        frame = Frame.LEVEL
    if frame is Frame.NONE and (before_it := _COMPARED.search(head)) is not None:
        frame = Frame.DOWN if before_it.group("move").lower() in ("thấp", "ít", "giảm") else Frame.UP
        head = f"{head[: before_it.start()]} so với {before_it.group('basis')}".strip()
    if frame in (Frame.UP, Frame.DOWN) and _NOUN_BEFORE.search(head):
        moved = [w for w in taken if w in _UP or w in _DOWN]
        head, frame = f"{head} {moved[0]}", Frame.LEVEL
    behind = text[quantity.end : min(right, quantity.end + _TAIL_REACH)]
    begin = left + len(before) - len(before.lstrip())
    return Clause(quantity, begin, head, frame, "ước" in taken, behind, "", 0, tuple(taken), "", left)


def _frame(words: list[str]) -> Frame:
    moves = [w for w in words if w in _UP or w in _DOWN]
    if moves:
        after = words[words.index(moves[-1]) + 1 :]
        if {"còn", "lên", "xuống", "đạt"} & set(after):
            return Frame.LEVEL
        return Frame.UP if moves[-1] in _UP else Frame.DOWN
    if "vượt" in words:
        return Frame.BEYOND
    if "bằng" in words or "=" in words:
        return Frame.EQUAL
    return Frame.LEVEL if _LEVEL & set(words) else Frame.NONE
