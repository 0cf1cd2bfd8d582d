"""What the lines before say of a figure: targets or results, a list of plan results."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

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
            return Listing(targets(text, False, future)(len(text)), plan, True)
        if item and self.open:
            return self
        if not item:
            return Listing(False, plan or (self.plan_list and "trong đó" in text[:20].lower()), False)
        return Listing(False, plan, False)


def targets(text: str, start: bool = False, future: int = -1) -> Callable[[int], bool]:
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
