"""Bodies: the phrase that names a Party committee, council, department or organ, and the unit it governs.

The grammar is small and composes: a committee stands alone (`Huyện ủy Ngân Sơn`), a governing body takes a level
and a name (`UBND huyện Sìn Hồ`), an organ belongs to a body (`Ủy ban Kiểm tra` + `Huyện ủy`), a department has a
field of work and may belong to a body (`Ban` + `Dân vận` + `Tỉnh ủy`). Words: `ontology/tables/bodies.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from canbo.extractors.triggers import Trigger
from canbo.extractors.units import Unit, as_written, known_prefix, level_of, read_level, read_name
from canbo.extractors.words import any_of, capitalised_run, pattern, skip
from canbo.ontology import gazetteer, table

_TABLE = table("bodies")


def _heads(group: str) -> tuple[Trigger, dict[str, dict[str, Any]]]:
    words = {word: entry for entry in _TABLE[group] for word in entry["words"]}
    return Trigger(r"(?!\w)", words, before=""), words


_CENTRAL = _heads("central")
_COMMITTEE = _heads("committee")
_GOVERNING = _heads("governing")
_ORGAN = _heads("organ")
_DEPARTMENT = _heads("department")
_SHORT: dict[str, str] = _TABLE["fields"]["short"]
_FIELDS = {name.lower(): name for name in _TABLE["fields"]["names"]} | {k.lower(): v for k, v in _SHORT.items()}
_FIELD = Trigger(r"(?![\w&])", _FIELDS, before="")
# A field that no table has: words up to a mark, a verb or the owner (`Ban Chỉ đạo các Chương trình mục tiêu
# quốc gia huyện`). It begins with a capital or `các`.
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|-|\d+")
_STOP = Trigger(r"(?!\w)", _TABLE["stops"], before="")
_MOST_WORDS = 12
_OF = re.compile(r"(?:của|thuộc)\s+", re.IGNORECASE)
# "Đồn Biên phòng CKQT Lao Bảo": a post of the border guard has the name of its place, no field
_IS_BORDER = re.compile(r"Biên phòng\s")
_BORDER_WORDS = frozenset(["phòng", "cửa", "khẩu", "quốc", "tế", "cảng"])
_CKQT = re.compile(r"(?<!\w)CKQT(?!\w)")
_TRUNG_UONG = re.compile(r"\s+(?:Trung ương|TW)(?!\w)")
_HAMLET = re.compile(r"\s+(?:khu phố|tổ dân phố|thôn|ấp|bản|buôn|làng|xóm|khóm|khu)\s+(?:\d+\s*,?\s*)?", re.IGNORECASE)
# Departments whose field may begin with a small letter: "Ban Quản lý dự án đầu tư xây dựng huyện".
_SMALL = frozenset({"Ban Chỉ đạo", "Ban Quản lý", "Trung tâm", "Hiệp hội"})
# Units of the forces, whose name may be a number: "Phó Tư lệnh Vùng 3 Hải quân", "Trung đoàn 812"
_NUMBERED = frozenset(
    {"Vùng", "Quân khu", "Quân đoàn", "Binh đoàn", "Sư đoàn", "Lữ đoàn", "Trung đoàn", "Tiểu đoàn", "Hải đội"}
)
_SO = re.compile(r"\s*,?\s*(?:thuộc\s+)?(?=Sở )")
# "Phó Vụ trưởng Vụ Địa phương I, Ban Tổ chức Trung ương"
_CENTRAL_OWNER = re.compile(r"\s*[,(]?\s*(?:thuộc\s+|của\s+)?(?=(?:Ban|Bộ|Ủy ban|Văn phòng|Tổng cục|Thanh tra)\s)")
_COUNTRY = re.compile(rf"({any_of(_TABLE['countries'])})(?!\w)")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the fact tables write it, without place. `word` is the level word of the unit it governs
    (`huyện`, `thành phố`, `trung ương`), empty where the phrase does not say; `place` the unit's name if named."""

    name: str
    word: str = ""
    place: str = ""
    begin: int = 0
    end: int = 0

    @property
    def level(self) -> str:
        """Return tỉnh, huyện, xã, trung ương or an empty string."""
        return self.word if self.word == "trung ương" else level_of(self.word, self.place)


def read_body(text: str, pos: int) -> Body | None:
    """Read a body at `pos` of clean text; offsets are into `text`. None where no body begins there."""
    return (
        _central(text, pos)
        or _committee(text, pos)
        or _governing(text, pos)
        or _organ(text, pos)
        or _department(text, pos)
    )


_ANY_HEAD = pattern((*_COMMITTEE[1], *_GOVERNING[1]))


def find_bodies(text: str) -> Iterator[Unit]:
    """Yield the unit of every committee or governing body that is named with its place (`Huyện ủy Ngân Sơn`)."""
    pos = 0
    for match in _ANY_HEAD.each(text):
        if match.start() < pos:
            continue
        body = read_body(text, match.start())
        pos = max(match.end(), body.end if body else 0)
        # with a level word the unit is found by itself
        if body is not None and body.place and read_level(text, skip(text, match.end())) is None:
            yield Unit(body.place, body.word, body.level, body.begin, body.end)


def read_organ_rest(head: str, text: str, pos: int) -> Body | None:
    """Read the rest of a body whose first word the office has taken: `Trưởng Ban` + ` Dân vận Tỉnh ủy` at `pos`."""
    start = skip(text, pos)
    if text[start : start + len(head)].lower() == head.lower():
        # "Phó Trưởng Ban Thường trực Ban Dân vận Tỉnh ủy" says the word again
        return read_body(text, start)
    joined = f"{head} {text[start:]}"
    body = read_body(joined, 0)
    if body is None:
        return None
    shift = start - len(head) - 1
    return replace(body, begin=pos, end=max(body.end + shift, pos))


def _match(group: tuple[Trigger, dict[str, dict[str, Any]]], text: str, pos: int) -> tuple[dict[str, Any], int] | None:
    match = group[0].match(text, pos) if group[0].may_match(text) else None
    if match is None:
        return None
    return group[1][" ".join(match.group(1).lower().split())], match.end()


def _central(text: str, pos: int) -> Body | None:
    found = _match(_CENTRAL, text, pos)
    if found is None:
        return None
    entry, end = found
    country = _COUNTRY.match(text, skip(text, end))
    if country and country.group(1) != "Việt Nam":
        return Body(entry["vi"], "trung ương", country.group(1), pos, country.end())
    return Body(entry["vi"], "trung ương", "", pos, country.end() if country else end)


def _committee(text: str, pos: int) -> Body | None:
    found = _match(_COMMITTEE, text, pos)
    if found is None:
        return None
    entry, end = found
    # "Bí thư Tỉnh ủy tỉnh Bà Rịa - Vũng Tàu", "Thành ủy TP.HCM": the level may be said twice
    again = read_level(text, skip(text, end))
    start = skip(text, again[1] if again else end)
    if again and text[start : start + 1].isdigit():
        place = read_name(text, start, again[0])  # "Bí thư Quận ủy Quận 7"
    else:
        place = _place(text, start, entry["level"])
    return (
        Body(entry["vi"], entry["level"], place[0], pos, place[1])
        if place
        else Body(entry["vi"], entry["level"], "", pos, end)
    )


def _place(text: str, pos: int, word: str) -> tuple[str, int] | None:
    """Read a name behind a committee: only one that the gazetteer has, because a person's name may follow."""
    level = level_of(word, "")
    known = known_prefix(text, pos, ("tỉnh", "huyện") if word == "thành phố" else (level,))
    return None if known is None else (as_written(text[pos : known[1]], known[0].name), known[1])


def _governing(text: str, pos: int) -> Body | None:
    found = _match(_GOVERNING, text, pos)
    if found is None:
        return None
    entry, end = found
    above = _SO.match(text, end) if entry["vi"] in ("Thanh tra", "Đảng ủy", "Công đoàn") else None
    if above and (office := _department(text, above.end())):
        # "Chánh Thanh tra Sở Giao thông vận tải"
        return replace(office, name=f"{entry['vi']} {office.name}", begin=pos)
    hamlet = _HAMLET.match(text, end) if entry["vi"] == "Chi bộ" else None
    if hamlet:
        # "Bí thư Chi bộ khu phố Tân Hòa Nguyễn Thị Mười Hai"
        named = read_name(text, hamlet.end(), "xã")
        return Body(entry["vi"], "", "", pos, named[1] if named else hamlet.end())
    body = _of_unit(Body(entry["vi"], entry.get("level", ""), "", pos, end), text)
    if body.name.startswith("Bộ Chỉ huy Quân sự ") and body.level != "tỉnh":
        # `BCH Quân sự` is the command of a province or of a district
        return replace(body, name=body.name.replace("Bộ", "Ban", 1))
    return body


def _of_unit(body: Body, text: str) -> Body:
    """Add the level word and name of the unit behind a body, if they stand there."""
    start = skip(text, body.end)
    level = read_level(text, start)
    if level is not None:
        word, end = level
        named = read_name(text, skip(text, end), word)
        place, end = named or ("", end)
        return Body(f"{body.name} {word}", word, place, body.begin, end)
    known = known_prefix(text, start)
    if known is not None and not body.word:
        unit, end = known
        word = gazetteer.kinds()[unit.kind].word
        return Body(f"{body.name} {word}", word, as_written(text[start:end], unit.name), body.begin, end)
    if known is not None and body.word:
        return replace(body, place=as_written(text[start : known[1]], known[0].name), end=known[1])
    return body


def _organ(text: str, pos: int) -> Body | None:
    found = _match(_ORGAN, text, pos)
    if found is None:
        return None
    entry, end = found
    owner = _owner(text, end) or (_department(text, skip(text, end)) if entry["vi"] == "Ban Cán sự đảng" else None)
    if owner is None and (central := _TRUNG_UONG.match(text, end)):
        return Body(f"{entry['vi']} Trung ương", "trung ương", "", pos, central.end())  # "UBKT Trung ương"
    if owner is None:
        return _of_unit(Body(entry["vi"], "", "", pos, end), text)
    return replace(owner, name=f"{entry['vi']} {owner.name}", begin=pos)


def _owner(text: str, end: int) -> Body | None:
    """Read the body that an organ or department belongs to (`Tỉnh ủy`, `của HĐND thị xã`, `Trung ương`)."""
    start = skip(text, end)
    of = _OF.match(text, start)
    start = of.end() if of else start
    return (
        _central(text, start)
        or _committee(text, start)
        or _governing(text, start)
        or (_organ(text, start) if of else None)
    )


def _department(text: str, pos: int) -> Body | None:
    found = _match(_DEPARTMENT, text, pos)
    if found is None:
        return None
    entry, end = found
    if entry["vi"] == "Đoàn" and _is_person(text, pos) and not _FIELD.match(text, skip(text, end)):
        return None  # "đại biểu Đoàn Minh Khởi": a family name
    field = _field(text, skip(text, end), small=entry["vi"] in _SMALL, kind=entry["vi"])
    if field is None:
        return None
    name, end = field
    body = Body(f"{entry['vi']} {name}", entry["level"], "", pos, end)
    if name.endswith("Trung ương"):
        return replace(body, word="trung ương")
    owner = _owner(text, end) if entry["vi"] not in ("Sở", "Bộ") else None
    above = _SO.match(text, end) if entry["vi"] in ("Phòng", "Trung tâm", "Chi cục") else None
    if entry["vi"] in ("Vụ", "Cục"):
        above = _CENTRAL_OWNER.match(text, end)
    if above and (office := _central(text, above.end()) or _department(text, above.end())):
        # "Trưởng phòng Cấp phép xây dựng, Sở Xây dựng"
        return replace(office, name=f"{body.name} {office.name}", begin=pos)
    if owner is not None:
        return replace(owner, name=f"{body.name} {owner.name}", begin=pos)
    unit = _of_unit(body, text)
    # `Sở Xây dựng Hà Nội` and `Sở Nội vụ tỉnh`: a department of a province keeps its name without the level
    return replace(unit, name=body.name) if entry["vi"] == "Sở" else unit


def _field(text: str, pos: int, *, small: bool, kind: str) -> tuple[str, int] | None:
    """Read the field of work at `pos`; a ministry has no other fields than the table's."""
    known = _FIELD.match(text, pos) if kind != "Đội" else None  # "Đội Thanh tra Xây dựng quận"
    if known and not _IS_BORDER.match(text, pos) and not _goes_on(text, known.end()):
        return _FIELDS[" ".join(known.group(1).lower().split())], known.end()
    if kind == "Bộ" or _is_person(text, pos):
        return None
    begin, end, count = pos, pos, 0
    while count < _MOST_WORDS:
        word = _WORD.match(text, pos)
        if word is None or _ends_field(text, word, first=count == 0, small=small):
            break
        if kind == "Đồn" and word.group().islower() and word.group() not in _BORDER_WORDS:
            break
        end, pos, count = word.end(), skip(text, word.end()), count + 1
    return (_CKQT.sub("Cửa khẩu Quốc tế", text[begin:end]), end) if count else None


_JOINED = re.compile(r"\s(?:và|-)\s(?=[^\W\d_])")


def _goes_on(text: str, pos: int) -> bool:
    """Tell whether a field is longer than the table's (`Kinh tế và Ngân sách`): no office, body or person follows."""
    joint = _JOINED.match(text, pos)
    if joint is None or not text[joint.end()].isupper() or _STOP.match(text, joint.end()):
        return False
    run = capitalised_run(text, joint.end(), 3)
    if run and text[slice(*run[0])] in table("names")["surnames"] and len(run) > 1:
        return False
    heads = (_COMMITTEE, _GOVERNING, _CENTRAL, _ORGAN, _DEPARTMENT)
    return all(group[0].match(text, joint.end()) is None for group in heads)


def _is_person(text: str, pos: int) -> bool:
    """Tell whether a person's name stands where a field could: "Phó Trưởng Ban Lò Văn Bình"."""
    run = capitalised_run(text, pos, 5)
    return len(run) > 2 and text[slice(*run[0])] in table("names")["surnames"]


def _ends_field(text: str, word: re.Match[str], *, first: bool, small: bool) -> bool:
    said = word.group().lower()
    if first:
        return (
            not (small or word.group()[0].isupper() or word.group().isdigit() or said == "các")
            or _STOP.match(text, word.start()) is not None
        )
    if word.group() == "Sở" or _is_person(text, word.start()):
        return True  # "Trưởng phòng Kế hoạch - Tài chính Sở Y tế"
    if _STOP.match(text, word.start()) or read_level(text, word.start()) is not None:
        return True
    return any(group[0].match(text, word.start()) is not None for group in (_COMMITTEE, _GOVERNING, _CENTRAL))
