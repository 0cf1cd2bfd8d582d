"""Who holds a meeting and where it belongs: read from the sentences that mention it."""

from __future__ import annotations

import re
from dataclasses import replace

from canbo.extractors.bodies import Body, find_bodies
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.meeting_mentions import Mention, read_holder
from canbo.extractors.mentions import behind_above
from canbo.extractors.offices import committee_for
from canbo.extractors.units import LEVELS, find_units
from canbo.extractors.words import UPPER, any_of
from canbo.ontology import table

_AROUND = table("meetings")["around"]
_VERBS = any_of(w for w in _AROUND["organise"] if w not in _AROUND["attend"])
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)", re.IGNORECASE)
_BY = re.compile(r",?\s(?:năm \d{4}\s)?do\s+(?:Thường trực\s)?", re.IGNORECASE)
_WORD_START = re.compile(rf"(?<![\w.])[{UPPER}]")
# Between organiser and verb only the term or a helper may stand: "khóa XX, nhiệm kỳ 2020 - 2025 đã tổ chức"
_BETWEEN = re.compile(
    r"[\s,]*(?:\(?(?:khóa|nhiệm kỳ)[IVXLC\d\s-]{1,20}\)?[\s,]*){0,2}(?:\(mở rộng\)[\s,]*)?"
    # "Huyện ủy Sìn Hồ (Lai Châu) tổ chức", "Cục Thống kê tỉnh phối hợp Sở Công Thương tổ chức"
    r"(?:\([^()]{2,40}\)[\s,]*)?(?:(?:đã|vừa|sẽ|long trọng|chính thức|phối hợp (?:(?:với|cùng) )?.{3,120})\s*){0,2}",
    re.IGNORECASE,
)
_BEFORE = 260
# An office before the body makes its holder the subject: "Bí thư Huyện ủy chủ trì".
_OFFICE = re.compile(
    r"(?:bí thư|chủ tịch|ủy viên|trưởng ban|trưởng|chánh văn phòng|đại biểu|giám đốc|lãnh đạo|phó|thành viên"
    r"|đại diện|tại|hội trường|trụ sở|điểm cầu|với|của|phòng họp)\s*$",
    re.IGNORECASE,
)


# "Đoàn công tác của Tỉnh ủy do đồng chí A dẫn đầu có buổi làm việc với …", "tổ đại biểu Quốc hội đơn vị tỉnh B"
_DELEGATION = re.compile(
    r"(?<!\w)(?<!trưởng )(?<!phó )(?:(?P<work>(?:đoàn|tổ)\s(?:công tác|kiểm tra|giám sát|khảo sát|thẩm định|thẩm tra)"
    r"(?:\s(?:số\s\d+|liên ngành))?(?:\scủa)?\s)|(?=tổ đại biểu\s|đoàn đại biểu quốc hội|đoàn đbqh))",
    re.IGNORECASE,
)
_DELEGATED = frozenset(["buoi-lam-viec", "tiep-xuc-cu-tri"])


def delegation(text: str, end: int) -> Body | None:
    """Return whose delegation is named before `end`: it holds the working session or the meeting with voters."""
    found = None
    for match in _DELEGATION.finditer(text, 0, end):
        found = read_holder(text, match.end()) or found
    return found


def organiser(mention: Mention) -> Body | None:
    """Return the body that holds it (`Huyện ủy tổ chức hội nghị`, `do Huyện ủy tổ chức`), or None."""
    text = mention.sentence.text
    by = _BY.match(text, mention.end)
    if by is not None:
        return read_holder(text, by.end())
    start = max(0, mention.begin - _BEFORE)
    verbs = list(_VERB.finditer(text, start, mention.begin))
    if verbs and not _cut(text, verbs[-1].end(), mention.begin):
        found = subject(text, verbs[-1].start())
        if found is not None:
            return found
    if mention.kind in _DELEGATED and (sent := delegation(text, mention.begin)) is not None:
        return sent
    return _speaking(text, mention.end)


# The headline or the opening tells it by what the meeting does: "Thị ủy Vĩnh Hưng tổng kết công tác năm 2023"
_TELLS = re.compile(
    r"(?<!\w)(?:tổ chức|họp|khai mạc|bế mạc|tổng kết|sơ kết|triển khai|quán triệt|công bố|học tập|đánh giá)(?!\w)",
    re.IGNORECASE,
)
_HEAD_SENTENCES = 4


def teller(document: Document) -> Body | None:
    """Return the body that the headline or the opening has as the subject of what the meeting does."""
    for sentence in document.body[:_HEAD_SENTENCES]:
        for verb in _TELLS.finditer(sentence.text):
            body = subject(sentence.text, verb.start())
            if body is not None:
                return body
    return None


_ALONE = frozenset(["Ban Chấp hành", "Ban Thường vụ", "Thường trực"])


def in_full(body: Body, context: Context) -> Body:
    """Return `Ban Chấp hành` or `Ban Thường vụ` alone as that of the article's own committee."""
    if body.name not in _ALONE or not context.word:
        return body
    if body.name == "Ban Chấp hành":
        return replace(body, name=f"Ban Chấp hành Đảng bộ {context.word}", word=context.word)
    return replace(body, name=f"{body.name} {committee_for(context.word)}", word=context.word)


def _cut(text: str, begin: int, end: int) -> bool:
    return any(mark in text[begin:end] for mark in (";", ". ", ":"))


def subject(text: str, verb: int) -> Body | None:
    """Return the body that is the subject of the verb at `verb`: nothing but its term stands in between."""
    start = max(0, verb - _BEFORE)
    found = None
    pos = start
    while match := _WORD_START.search(text, pos, verb):
        body = read_holder(text, match.start())
        pos = match.end()
        if body is None or body.end > verb:
            continue
        pos = behind_above(text, body.end) if body.place else body.end
        if _BETWEEN.fullmatch(text, pos, verb) and not _OFFICE.search(text[max(0, body.begin - 30) : body.begin]):
            found = found or body
    return found


# "tại hội nghị, Ban Chấp hành bàn thêm ba việc": a committee that acts at the meeting holds it.
_COLLECTIVE = re.compile(r",\s(?=(?:Ban Chấp hành|BCH|Ban Thường vụ|BTV|HĐND|Hội đồng)\s)")


def _speaking(text: str, end: int) -> Body | None:
    match = _COLLECTIVE.match(text, end)
    return read_holder(text, match.end()) if match else None


def opening(document: Document) -> Body | None:
    """Return the body that the headline begins with: `Thành ủy Tân An tổng kết năm 2012`, `HĐND thị xã: Bế mạc …`."""
    return read_holder(document.title, 0) if document.title else None


_COUNCIL = re.compile(r"(?<!\w)(?:HĐND|Hội đồng nhân dân)(?!\w)")


def council(document: Document) -> Body | None:
    """Return the council that the article speaks of first: a session (`Kỳ họp thứ 8`) is a council's."""
    for sentence in document.body:
        match = _COUNCIL.search(sentence.text)
        if match is not None:
            return read_holder(sentence.text, match.start())
    return None


def place_of(body: Body | None, title: str, context: Context, *, visit: bool = False) -> str:
    """Return the unit a meeting belongs to: the body's, else the article's; that of a `visit` is the unit visited."""
    if visit:
        return _visited(title, context)
    if body is not None:
        if body.place:
            return body.place
        if body.word == "thành phố":
            return context.city or context.places.get("huyện", context.places.get("tỉnh", ""))
        delegates = body.name.lower().startswith("tổ đại biểu")
        if (not body.word and not _CENTRAL.match(body.name)) or (delegates and body.word == "trung ương"):
            return context.place  # "tổ đại biểu Quốc hội": the delegates of a part of the country
        return context.places.get(LEVELS.get(body.word, ""), "")
    unit = next(iter(find_units(title)), None)
    return unit.name if unit is not None else context.place


def _visited(title: str, context: Context) -> str:
    """Return the unit that a working session was at: `Buổi làm việc với Huyện ủy A`, `với lãnh đạo quận`."""
    if (unit := next((u for u in (*find_units(title), *find_bodies(title))), None)) is not None:
        return unit.name
    if (bare := _VISITED.search(title)) is None:
        return context.place
    level = LEVELS.get(bare["word"].lower(), "") or _COMMITTEE_LEVEL.get(bare["word"].lower(), "")
    return context.places.get(level, context.place)


_CENTRAL = re.compile(
    r"(?:Bộ|Quốc hội|Chính phủ|Ban Bí thư|Ủy ban Thường vụ Quốc hội|Văn phòng Chính phủ|Trung ương)(?!\w)"
)
_VISITED = re.compile(
    r"\b(?:với|tại)\s(?:lãnh đạo\s|cử tri\s|(?:Ban )?Thường (?:vụ|trực)\s|UBND\s|HĐND\s)?"
    r"(?P<word>tỉnh ủy|huyện ủy|quận ủy|thị ủy|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn)(?!\w)",
    re.IGNORECASE,
)
_COMMITTEE_LEVEL = {"tỉnh ủy": "tỉnh", "huyện ủy": "huyện", "quận ủy": "huyện", "thị ủy": "huyện"}
