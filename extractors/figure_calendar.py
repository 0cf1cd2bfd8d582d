"""The calendar of an article: which period a figure is about, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from canbo.extractors.periods import LAST, NOW, TERM, Mention, end_of, mentions, start_of

_YEAR = r"(?:19|20)\d\d"
# A congress for a term reports on the term before it.
_CONGRESS = re.compile(
    rf"(?<!nghị quyết )\bđại hội (?!đồng|thi đua)[^.;:]{{0,80}}nhiệm kỳ ({_YEAR})\s*-\s*({_YEAR})", re.IGNORECASE
)
# "Riêng trong tháng 5, …": the rest of the article is not about May.
_ALONE = re.compile(r"\b(?:riêng|chỉ tính|nhất là|nhìn lại|trước đó|trong đó)\b[^,;.]{0,20}$", re.IGNORECASE)
# "bình quân mỗi năm kết nạp 60 đảng viên" in a plan for a term is of the whole term.
_WHOLE_TERM = re.compile(r"\b(?:mỗi|hằng|hàng) năm\b|\bnhiệm kỳ\b", re.IGNORECASE)
_LONGER = {"Q2": "H1", "Q3": "M9"}
_TERM_LENGTH = 9  # "2020-2025"
_TIGHT_REACH = 14  # characters behind a figure in which its own period begins


class Calendar:
    """What period a figure is about, sentence by sentence.

    `reported` is the period an article gives an account of, `planned` the one its targets are for. Both are set
    at the start from the article's first sentences and go on until a sentence names another. `today` is the ISO
    date on which the article speaks, `""` where it is not known.
    """

    def __init__(self, opening: Iterable[str], year: int | None, today: str = "") -> None:
        self.year = year
        self.today = today
        self.reported = ""
        self.planned = ""
        self.term = ("", "")  # the term reported on and the term to come
        self._main = ""
        self._listed = ""  # the period of a list, said in the line above it
        for text in opening:
            if (term := _CONGRESS.search(text)) is not None and not self.reported:
                start, end = int(term.group(1)), int(term.group(2))
                self.reported, self.planned = f"{2 * start - end}-{start}", f"{start}-{end}"
                self.term = (self.reported, self.planned)
            for mention in self._read(text, year):
                self._open(mention)
        if not self.reported and year is not None:
            self.reported = str(year)
        self._main = self.reported
        self.planned = self.planned or self.reported[:4]
        self._text = ""
        self._here: list[Mention] = []
        self._sets_plan = False

    def _read(self, text: str, year: int | None) -> list[Mention]:
        """Return the mentions of a sentence, with what the date of the article says about them."""
        found = []
        for mention in mentions(text, year):
            if mention.period == TERM:
                found.append(replace(mention, period=self.term[0]))
            elif mention.period == LAST:
                found.append(replace(mention, period=str(self.year - 1) if self.year else ""))
            elif mention.period == NOW:
                if self.term[0] and self.year is not None:
                    found.append(replace(mention, period=str(self.year)))
                elif self._main and self.reported != self._main:
                    found.append(replace(mention, period=self._main))
            else:
                found.append(self._dated(mention))
        return found

    def _year_of(self, text: str, year: int | None) -> int | None:
        """Return the year of `5 tháng đầu năm`: this one where they are over by today, else the one reported."""
        if not self.today or year is None or year >= int(self.today[:4]):
            return year
        this = int(self.today[:4])
        parts = [m for m in mentions(text, this) if m.period[5:6] in ("M", "H")]
        # no month is over a month before its report: a report of January on the year before stays there
        return (
            this if parts and all(m.period[:4] == str(this) and end_of(m.period) < self.today for m in parts) else year
        )

    def _dated(self, mention: Mention) -> Mention:
        """A half-year or quarter that is over in a month is reported on, one that is not is planned."""
        if not self.today or len(mention.period) != len("2024-H1") or not mention.period[5].isalpha():
            return mention
        soon = f"{self.today[:5]}{int(self.today[5:7]) + 1:02}{self.today[7:]}"
        return replace(mention, planned=end_of(mention.period) > soon)

    def _open(self, mention: Mention) -> None:
        if not mention.period:
            return
        year = int(mention.period[:4])
        if self.year is not None and not self.year - 1 <= year <= self.year + 1:
            return  # history, or a vision of 2045
        if mention.planned:
            self.planned = self.planned or mention.period[:4]
        elif _LONGER.get(self.reported[5:]) == mention.period[5:] and mention.period[:4] == self.reported[:4]:
            self.reported = mention.period  # "khởi sắc quý III" in the headline of a report on nine months
        elif not self.reported and "-" not in mention.period[5:] and len(mention.period) < _TERM_LENGTH:
            self.reported = mention.period

    def enter(self, text: str, heading: bool = False, item: bool = False) -> None:
        """Begin a sentence; a heading sets the plan of what follows as a line with a colon does.

        An item of a list is of the day that the line above the list names.
        """
        self._text = text
        self._listed = self._listed if item else ""
        year = int(self.reported[:4]) if self.reported else self.year
        self._here = self._read(text, self._year_of(text, year))
        self._sets_plan = heading or text.rstrip().endswith(":")

    def future(self) -> int:
        """Return where the sentence begins to speak of a time after the one reported, -1 where it does not."""
        if not self._main:
            return -1
        main = int(end_of(self._main)[:4])
        now = max(main, self.year or 0)
        for mention in self._here:
            if not mention.period or mention.tight:
                continue
            year = int(mention.period[:4])
            plan = year > main and self.planned.startswith(str(year)) and mention.period[4:] in ("", "-H2")
            part = len(self._main) == len("2024-H1") and mention.period[5:6] in ("H", "Q")
            if year > now or plan or (part and start_of(mention.period) > end_of(self._main)):
                return mention.begin
        return -1

    def leave(self) -> None:
        """End a sentence: the period that it leads with goes on."""
        future = self.future()
        if self._sets_plan and self._here and (self._here[-1].planned or 0 <= future <= self._here[-1].begin):
            self.planned = self._here[-1].period  # "Chỉ tiêu chủ yếu năm 2023:" and a list
        if self._text.rstrip().endswith(":") and self._here and not self._here[-1].planned:
            self._listed = self._here[-1].period
        for mention in self._here:
            if 0 <= future <= mention.begin:
                break
            if not mention.planned and self._goes_on(mention):
                self.reported = mention.period

    def _goes_on(self, mention: Mention) -> bool:
        if not mention.period or mention.tight or mention.period[5:].replace("-", "").isdigit():
            return False  # a term, a month, a day: of this sentence only
        if self._main and not -1 <= int(mention.period[:4]) - int(end_of(self._main)[:4]) <= 1:
            return False  # history that is told in between
        if len(self._main) == _TERM_LENGTH:
            return False  # "năm 2024 đón 8,2 triệu lượt khách" in the account of a term
        if self._main[5:6] in ("M", "H") and mention.period[5:6] == "Q":
            return False  # "… trong đó quý III tăng 11%" in the account of nine months
        return mention.leads and not _ALONE.search(self._text, 0, mention.begin)

    def at(self, offset: int, target: bool, begin: int = 0) -> str:
        """Return the period in force at `offset` of the sentence, for a target or for a result.

        `begin` is where the words about the figure begin.
        """
        tight = next((m for m in self._here if m.tight and offset <= m.begin <= offset + _TIGHT_REACH), None)
        if tight is not None:
            return tight.period
        before = [m for m in self._here if m.begin < offset and not m.tight]
        if target:
            if self.term[1] and _WHOLE_TERM.search(self._text, begin, offset + 30):
                return self.term[1]
            return before[-1].period if before else self.planned
        now = max(int(end_of(self._main)[:4]) if self._main else 0, self.year or 0)
        before = [m for m in before if not now or not m.period or int(m.period[:4]) <= now]
        named = [m for m in before if not m.planned] or before
        named = [m for m in named if m.leads or m.planned or ";" not in self._text[m.begin : begin]]
        return named[-1].period if named else self._listed or self.reported
