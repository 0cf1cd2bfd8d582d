"""What the lines before say of a figure: targets or results, a list of plan results."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from canbo.extractors.triggers import Trigger
from canbo.ontology import table

_WORDS = table("measures")
_TARGET = Trigger(f"(?:{_WORDS['target']})")
_REPORT = Trigger(f"(?:{_WORDS['report']})")
_NO_TARGET = re.compile(
    r"(?:kết quả|tình hình thực hiện|đã hoàn thành|đã thực hiện|đạt và vượt|vượt)[^.;:]{0,30}$"
    # "đạt 112,6% dự toán huyện phấn đấu": the plan that the result is measured against
    r"|\d% (?:so với )?(?:dự toán|kế hoạch|chỉ tiêu|mức)(?: [^\W\d]+){0,3} $",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAN_LIST = Trigger(
    r"(?:chỉ tiêu[^.;]{0,60}(?:đạt và vượt|đạt, vượt|vượt|hoàn thành)"
    r"|(?:đạt và vượt|vượt|hoàn thành)[^.;]{0,40}chỉ tiêu)"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a line that ends with a colon says of the list items after it, and what the sentence before said."""

    target: bool = False
    plan_list: bool = False
    open: bool = False

    def enter(self, text: str, item: bool, future: int = -1, heading: bool = False) -> Listing:
        """Return the state for the sentence `text`, seen from the state before it; `future` as in `drafts`.

        A heading that speaks of targets (`MỤC TIÊU ĐẾN NĂM 2030`) opens a list as a line with a colon does.
        """
        plan = _PLAN_LIST.search(text) is not None
        if heading and not any(c.isdigit() for c in _YEAR.sub("", text)) and targets(text, False, future)(len(text)):
            return Listing(True, False, True)
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
