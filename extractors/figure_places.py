"""The place a figure is about, in an article that speaks of several.

Read in this order, the nearest to the figure first: a unit that is the subject of its clause (`toàn tỉnh`, `xã A đạt`),
a body that acts (`Công an tỉnh bắt giữ`), the unit of the official who reports (`Chủ tịch UBND quận B cho hay`), the
nation (`cả nước`); else the article's own unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.context import Context
from canbo.extractors.document import Sentence
from canbo.extractors.triggers import Trigger
from canbo.extractors.units import LEVELS, unit_at

_WORD = (
    r"(?P<word>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn"
    r"|(?:tỉnh|thành|huyện|thị|quận) [uủ][ỷy](?! viên))(?!\w)"
)
_OF_COMMITTEE = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "thị": "thị xã", "quận": "quận"}
# "toàn tỉnh giảm …", "đến nay xã đạt 15/19 tiêu chí", "Tỷ lệ hộ nghèo của xã còn 2,14%", not "19 xã, thị trấn"
_SUBJECT = re.compile(
    r"(?:(?:^|(?<!xã)(?<!phường)(?<!huyện)[,;:]\s)"
    r"(?:đến nay,?\s|hiện nay,?\s|hiện,?\s|năm qua,?\s|năm \d{4},?\s|riêng\s)?"
    r"|\b(?:toàn|của|trong|địa bàn)\s)"
    rf"{_WORD}(?!\s+hội)(?![-,])",
    re.IGNORECASE,
)
# "UBKT Tỉnh ủy tiếp nhận 134 đơn", "từ đầu năm đến nay Biên phòng tỉnh đã cứu 27 ngư dân"
_ACTOR = re.compile(
    r"(?:^|[,;:]\s|\b(?:nay|qua|biết|rằng|năm \d{4}),?\s)"
    r"(?:UBKT|Ủy ban Kiểm tra|UBND|HĐND|Công an|(?:Bộ đội )?Biên phòng|BĐBP|Bộ CHQS|Tòa án|Viện KSND)\s"
    rf"{_WORD}",
    re.IGNORECASE,
)
# "nhiều nhất là xã A Lâm (140 hộ)": a bracket right behind a unit is of it
_BRACKETED = re.compile(
    rf"(?<!\w)(?<!\d )(?<!các ){_WORD}\s(?-i:[A-ZĐÀ-Ỹ])[^,;:.()]{{1,30}}\s\((?=[^()]*$)", re.IGNORECASE
)
_REPORTS = Trigger(r"(?:cho biết|cho hay|báo cáo|thông tin|nêu(?! trên)|phản ánh|trình bày|thừa nhận|chia sẻ)(?!\w)")
_OFFICE = Trigger(
    r"(?:Chủ tịch|Bí thư|Giám đốc|Viện trưởng|Chánh án|Chánh Văn phòng|Chủ nhiệm|Trưởng)\s"
    rf"(?:[^\s,;:.()]+\s){{0,6}}?{_WORD}"
)
# What every unit begins with: a sentence without any of these has the place of the article.
_UNIT_WORD = Trigger(r"(?:tỉnh|thành|huyện|quận|thị|xã|phường)(?![\w-])")
_OFFICE_REACH = 160
# "tổng sản phẩm trong nước tăng 6,98%"; "cao hơn bình quân cả nước" only compares
_NATION = re.compile(
    r"(?<!so với )(?<!bình quân )(?<!trung bình )(?<!chung )(?<!\d )(?<!nhất )"
    r"(?:\bcả nước|\btoàn quốc|tổng sản phẩm trong nước)(?!\w)",
    re.IGNORECASE,
)
_NATION_WORD = Trigger(r"(?:nước|quốc)(?!\w)")  # what each of these ends with
_RANK = {"xã": 0, "huyện": 1, "tỉnh": 2}


@dataclass(slots=True)
class Places:
    """Where the figures of an article are, sentence by sentence.

    An official of a higher unit than the article's goes on reporting to the end of the paragraph: `Phó Chủ tịch UBND
    tỉnh thông tin: … GRDP tăng 5,8%. Thu nội địa đạt …` in an article about a commune.
    """

    context: Context
    block: int = -1
    reporting: str = ""

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence."""
        if sentence.block != self.block:
            self.block, self.reporting = sentence.block, ""

    def at(self, sentence: Sentence, offset: int) -> str:
        """Return the place of the figure that ends at `offset` of the sentence, `""` for the nation."""
        text = sentence.text
        found = (
            [(match.start(), "") for match in _NATION.finditer(text, 0, offset)] if _NATION_WORD.may_match(text) else []
        )
        if _UNIT_WORD.may_match(text):
            found += [self._subject(text, match, offset) for match in _SUBJECT.finditer(text, 0, offset)]
            found += [self._subject(text, match, offset) for match in _ACTOR.finditer(text, 0, offset)]
            if (bracket := _BRACKETED.search(text, 0, offset)) is not None:
                found.append(self._subject(text, bracket, offset))
            found.append(self._reporter(text, offset))
        last = max((one for one in found if one[0] >= 0), default=(-1, self.reporting or self.context.place))
        return last[1]

    def _subject(self, text: str, match: re.Match[str], offset: int) -> tuple[int, str]:
        name, level = self._unit(text, match)
        lower = _RANK.get(level, 3) < _RANK.get(self.context.level, -1)
        if lower and ";" in text[match.end() : offset]:
            return -1, ""  # "xã A đạt 14/19 tiêu chí; kết nạp 118 đảng viên": the list is of the whole again
        return match.start("word"), name

    def _reporter(self, text: str, offset: int) -> tuple[int, str]:
        verb = None
        for match in _REPORTS.finditer(text, 0, offset):
            verb = match
        if verb is None:
            return -1, ""
        low = max(0, verb.start() - _OFFICE_REACH)
        office = None
        for match in _OFFICE.finditer(text, low, verb.start()):
            office = match
        if office is None or ";" in text[office.end() : verb.start()]:
            return -1, ""
        name, level = self._unit(text, office)
        if not name:
            return -1, ""
        if _RANK.get(level, -1) > _RANK.get(self.context.level, 3):
            self.reporting = name
        else:
            self.reporting = ""
        return verb.start(), name

    def _unit(self, text: str, match: re.Match[str]) -> tuple[str, str]:
        """Return the name of the unit that a level word stands for, and its level."""
        word = match.group("word").lower()
        if word[-1] in "yỷ" and " " in word and word.split()[1][0] in "uủ":
            word = _OF_COMMITTEE[word.split()[0]]
        unit = unit_at(text, match.start("word"))
        if unit is not None:
            return unit.name, unit.level
        level = LEVELS.get(word, "")
        if word == "thành phố":
            return self.context.city or self.context.place, self.context.level
        return self.context.places.get(level, self.context.place), level
