"""Mentions of gatherings in one sentence: kind, name, number, holder, and what the words around say of it.

`Sáng 06/7, Huyện ủy tổ chức Hội nghị lần thứ 17 (mở rộng)` is a named mention with an organiser before it,
`tại hội nghị` a bare one. Words: `ontology/tables/meetings.toml`. Which mentions are one meeting is decided
in `canbo.extractors.meetings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canbo.extractors.bodies import Body, read_body
from canbo.extractors.document import Kind, Sentence
from canbo.extractors.ordinals import NUMBER, ORDINAL, value
from canbo.extractors.terms import Term, name_of, read_term, term_at
from canbo.extractors.triggers import Trigger
from canbo.extractors.words import UPPER, any_of, pattern, skip
from canbo.ontology import table

_TABLE = table("meetings")
_KINDS = {word: entry for entry in _TABLE["kind"] for word in entry["words"]}
_ONLY = {
    entry["only_for"]: re.compile(rf"\s(?:{any_of(entry['only'])})(?!\w)", re.IGNORECASE)
    for entry in _TABLE["kind"]
    if "only" in entry
}
_KIND = pattern(_KINDS)
_TOPIC = re.compile(rf"(?:{any_of(_TABLE['name']['topics'])})(?!\w)", re.IGNORECASE)
_ACT = re.compile(rf"(?:{any_of(_TABLE['name']['acts'])})(?!\w)", re.IGNORECASE)
# The topic ends at a mark, before a verb of the sentence, before a date, and before a capital behind a comma.
_END = re.compile(
    rf"[;:!?]|\.(?=\s|$)|\.\.|,?\s\(?(?=(?:ngày \d|năm học|{any_of(_TABLE['name']['ends'])})(?!\w))"
    rf"|\s-\s(?![^\W\dA-ZĐ_])|,\s(?-i:(?=[{UPPER}][^{UPPER}]))",
    re.IGNORECASE,
)
_AROUND = _TABLE["around"]


def _before(words: list[str], more: str = "") -> Trigger:
    return Trigger(rf"{more}\s*$", words)


_ATTEND = frozenset(_AROUND["attend"])
_ORGANISE = _before([w for w in _AROUND["organise"] if w not in _ATTEND], r"(?:\s(?:trọng thể|một))?")
_PLURAL = re.compile(rf"(?:(?<!\w)(?:{any_of(_AROUND['plural'])})|\d)(?:\s(?:cuộc|buổi|lượt))?\s*$", re.IGNORECASE)
_ASIDE = _before(_AROUND["aside"])
_HERE = _before(_AROUND["here"])
_DAY = _before(["ngày", "tuần"])
_HELD = re.compile(rf",?\s(?:đã\s)?(?:{any_of(_AROUND['held'])})(?!\w)", re.IGNORECASE)
_IN_NAME = _before(
    ["nghị quyết", "kết luận", "văn kiện", "thông báo", "quyết định", "báo cáo chính trị", "tinh thần", "chương trình"],
    r"(?:\s(?:của|thực hiện|tại))?",
)
_WINDOW = 90
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Mention:
    """A gathering mentioned; `begin` and `end` are offsets into the text of its sentence.

    `title` is the words as written; `named` is false for a kind alone (`tại hội nghị`). `organised`: a verb
    of holding stands right before it, `held`: right behind it; `here`: the words before tie it to the event
    that is reported; `aside`: they put it before or after that event; `inside`: it stands in the name of a
    resolution; `plural`: it is several, or none in particular. `term`: the term in its name or right behind.
    """

    sentence: Sentence
    begin: int
    end: int
    kind: str
    title: str
    named: bool = False
    topic: bool = False
    ordinal: int | None = None
    body: Body | None = None
    organised: bool = False
    held: bool = False
    here: bool = False
    aside: bool = False
    inside: bool = False
    plural: bool = False
    term: str = ""


def find_mentions(sentence: Sentence) -> Iterator[Mention]:
    """Yield the gatherings that a sentence mentions, in order."""
    text = sentence.text
    for match in _KIND.finditer(text):
        word = match.group().lower()
        if word in _ONLY and not _ONLY[word].match(text, match.end()):
            continue
        yield _mention(sentence, match)


def _mention(sentence: Sentence, match: re.Match[str]) -> Mention:
    text = sentence.text
    window = (text, max(0, match.start() - _WINDOW), match.start())
    name = _Name(text, match.end())
    name.read()
    organised = _ORGANISE.search(*window) is not None
    if name.topic and not organised and _is_act(sentence, match, name):
        name.drop_topic()
    named = name.topic or name.fixed
    return Mention(
        sentence,
        match.start(),
        name.end,
        str(_KINDS[" ".join(match.group().lower().split())]["id"]),
        text[match.start() : name.end].strip(" ,"),
        named=named,
        topic=name.topic,
        ordinal=name.ordinal,
        body=name.body,
        organised=organised,
        held=_HELD.match(text, name.end) is not None,
        here=_HERE.search(*window) is not None,
        aside=_ASIDE.search(*window) is not None,
        inside=named and _IN_NAME.search(*window) is not None,
        plural=_PLURAL.search(*window) is not None or _DAY.search(*window) is not None,
        term=name_of(_term(text, match.start(), name)),
    )


def _term(text: str, begin: int, name: _Name) -> Term | None:
    """Return the meeting's own term; one in its topic is of what it is about (`tổng kết bầu cử nhiệm kỳ 2021-2026`)."""
    if name.topic:
        return read_term(text[begin : name.topic_begin])
    return read_term(text[begin : name.end]) or term_at(text, name.end)


def _is_act(sentence: Sentence, match: re.Match[str], name: _Name) -> bool:
    """Tell whether the words behind the kind say what the meeting did: `Hội nghị thông qua nghị quyết`."""
    if _ACT.match(sentence.text, name.topic_begin) is None:
        return False
    # "Kỳ họp thứ 4 khai mạc", "Hội nghị lần thứ 19 thông qua": with its number a name is complete
    if name.fixed:
        return True
    head = sentence.text[: match.start()].rstrip()
    subject = not head or head[-1] in ',;:"-.'
    return subject and sentence.kind is not Kind.HEADING and _HELD.match(sentence.text, name.end) is None


_BRACKETS = re.compile(r"\((?:mở rộng|(?:khóa|nhiệm kỳ|lần|đợt)\s[^()]{1,30})\)", re.IGNORECASE)
_ANY_BRACKETS = re.compile(r"\([^()]{1,40}\)")
_TERM = re.compile(rf"(?:khóa|nhiệm kỳ)\s(?:{NUMBER}|\d{{4}}\s?-\s?\d{{4}})", re.IGNORECASE)
# "Hội nghị Trung ương 8 (khóa XII)", "Hội nghị lần thứ tám Ban Chấp hành Trung ương"
_CENTRAL = re.compile(r"(?:Trung ương|TW|T\.Ư)(?: (?:lần )?(?:thứ )?(?P<number>\d{1,2}|[IVX]{1,5}))?(?!\w)")
_PARTY = re.compile(r"(?:của )?Đảng(?: cộng sản Việt Nam)?(?! (?:bộ|ủy)|\w)", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:trực tuyến(?: toàn quốc| toàn tỉnh)?|toàn quốc|toàn thể|đại biểu|chuyên đề|thường (?:lệ|kỳ|niên)"
    r"|bất thường|giữa nhiệm kỳ|cấp cao|các cấp|mở rộng|đột xuất)(?!\w)",
    re.IGNORECASE,
)
# "Đại hội XIII thành công", "sau đại hội 30 ngày": digits count what follows where it is a word in small letters
_CONGRESS = re.compile(rf"(?P<number>[IVX]{{1,6}}(?=[\s,.;)]|$)|\d{{1,2}}(?=[,.;)]|$|\s+[{UPPER}(]))")
# "Hội nghị đối thoại doanh nghiệp lần 2 năm 2019": the number ends the topic
_COUNTED = re.compile(rf"\s{ORDINAL.pattern}(?:,?\s(?:năm\s)?\d{{4}}|$)", re.IGNORECASE)
_OF = re.compile(r"của\s+(?=\w)")


class _Name:
    """The name behind a kind, read piece by piece; `fixed` once a number, a holder or a term is in it."""

    def __init__(self, text: str, pos: int) -> None:
        self.text = text
        self.end = self.begin = self.topic_begin = pos
        self.ordinal: int | None = None
        self.body: Body | None = None
        self.topic = False
        self.fixed = False

    def read(self) -> None:
        """Read as many pieces as there are, then the topic (`tổng kết công tác năm 2023`)."""
        while self.end - self.begin < _LONGEST and self._piece():
            pass
        start = skip(self.text, self.end)
        topic = _TOPIC.match(self.text, start)
        if topic is None or start == self.end:
            return
        self.topic, self.topic_begin = True, start
        # "buổi tiếp xúc cử tri trước Kỳ họp thứ Năm, HĐND tỉnh khóa X"
        if nested := _KIND.match(self.text, skip(self.text, topic.end())):
            name = _Name(self.text, nested.end())
            name.read()
            self.end = name.end
            return
        stop = _END.search(self.text, topic.end(), start + _LONGEST)
        self.end = stop.start() if stop else min(len(self.text), start + _LONGEST)
        if self.ordinal is None and (counted := _COUNTED.search(self.text, start, self.end)):
            self.ordinal = value(counted["number"])

    def drop_topic(self) -> None:
        """Give the topic back to the sentence."""
        self.topic = False
        self.end = self.topic_begin
        while self.end > self.begin and self.text[self.end - 1] in " ,":
            self.end -= 1

    def _piece(self) -> bool:
        text = self.text
        comma = text.startswith(", ", self.end)
        pos = self.end + 2 if comma else skip(text, self.end)
        if pos == self.end:
            return False
        if match := _TERM.match(text, pos):
            return self._to(match.end(), fixed=True)
        if (match := (_ANY_BRACKETS if self.fixed else _BRACKETS).match(text, pos)) and not _KIND.match(text, pos + 1):
            # "Kỳ họp thứ 7 (kỳ họp thường lệ giữa năm)" is explained in its bracket, and not named
            if self.ordinal is None and (counted := ORDINAL.match(text, pos + 1)):
                self.ordinal = value(counted["number"])  # "Hội nghị (lần thứ 11) tổng kết …"
                self.fixed = True
            return self._to(match.end(), fixed=self.fixed)
        if (match := ORDINAL.match(text, pos)) or (self.end == self.begin and (match := _CONGRESS.match(text, pos))):
            self.ordinal = value(match["number"]) if self.ordinal is None else self.ordinal
            return self._to(match.end(), fixed=True)
        if not comma and (match := _WORDS.match(text, pos)):
            return self._to(match.end(), fixed=self.fixed)
        # "tại hội nghị, Ban Chấp hành bàn": a holder behind a comma needs a number
        return (not comma or self.ordinal is not None) and self._holder(pos)

    def _holder(self, pos: int) -> bool:
        if self.body is not None:
            return False
        of = _OF.match(self.text, pos)
        start = of.end() if of else pos
        body = read_holder(self.text, start)
        if body is not None:
            self.body = body
            return self._to(body.end, fixed=True)
        if match := _CENTRAL.match(self.text, start):
            self.body = Body("Ban Chấp hành Trung ương", "trung ương", "", start, match.end())
            if match["number"] and self.ordinal is None:
                self.ordinal = value(match["number"])
            return self._to(match.end(), fixed=True)
        if match := _PARTY.match(self.text, start):
            self.body = Body("Đảng", "trung ương", "", start, match.end())
            return self._to(match.end(), fixed=True)
        return False

    def _to(self, end: int, fixed: bool) -> bool:
        self.end = end
        self.fixed = self.fixed or fixed
        return True


# "Tổ đại biểu HĐND tỉnh", "Đoàn giám sát HĐND huyện"
_GROUP = re.compile(r"(?:Tổ đại biểu|Tổ ĐB|Đoàn giám sát)(?:\scủa)?\s", re.IGNORECASE)


def read_holder(text: str, pos: int) -> Body | None:
    """Read a body that may hold a meeting at `pos`, groups of delegates of a council included."""
    group = _GROUP.match(text, pos)
    body = read_body(text, group.end() if group else pos)
    if body is None or group is None:
        return body
    name = f"{group.group().strip().removesuffix(' của')} {body.name}"
    return Body(name, body.word, body.place, pos, body.end)
