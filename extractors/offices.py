"""Offices: a role and the body it belongs to, alone or in a row (`TUV, Bí thư Huyện ủy, Chủ tịch HĐND huyện`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from canbo.extractors.bodies import Body, read_body, read_organ_rest
from canbo.extractors.terms import name_of, term_at
from canbo.extractors.triggers import Trigger
from canbo.extractors.words import skip
from canbo.ontology import table

_ROLES: dict[str, dict[str, Any]] = {}
for _role in table("roles")["role"]:
    for _word in (
        _role["vi"].lower(),
        *_role.get("aliases", ()),
        *([_role["notation"].lower()] if "notation" in _role else ()),
    ):
        _ROLES.setdefault(_word, _role)
_ROLE = Trigger(r"(?![\w/])", _ROLES, before=r"(?<![\w'])")
# "Quyết định 338/QĐ-TTg" names no Prime Minister.
_NUMBER = re.compile(r"/[A-ZĐ]{1,6}-$")
_DUTY = re.compile(r"(?<!\w)(?:chức|nhiệm|thường)\s$", re.IGNORECASE)
# Before a role: the person has left it (`nguyên`), or holds it in another way than by election.
_FORMER = re.compile(r"(?:nguyên|cựu)\s+(?:là\s+)?", re.IGNORECASE)
_CAPACITY = re.compile(r"(?:tân|quyền|q\.)\s*", re.IGNORECASE)
# Between the offices of one person: "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện", "Giám đốc kiêm Bí thư Chi bộ"
# "Phó Chủ tịch UBND tỉnh (nguyên Bí thư Huyện ủy Tam Đường)", "Phó Chủ tịch UBND xã, rồi Chủ tịch UBND xã Kim Lư"
_NEXT = re.compile(
    r"\s*(?:,|;|-|/|\((?=nguyên|cựu|kiêm|đồng thời|hiện))?\s*"
    r"(?:đồng thời là\s+|đồng thời\s+|kiêm\s+|và là\s+|và\s+|là\s+|rồi\s+(?:là\s+)?)?",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*,?\s*(?:của\s+)?", re.IGNORECASE)
# "phụ trách", "khóa XII", "nhiệm kỳ 2020 - 2025", "chuyên trách" may follow an office and tell no other
_TAIL_WORDS = r"(?:khóa\s+[IVXL\d]+|nhiệm kỳ\s+\d{4}\s*-\s*\d{4}|phụ trách|chuyên trách|đương nhiệm)"
_TAIL = re.compile(rf"\s*,?\s*(?:\({_TAIL_WORDS}\)|{_TAIL_WORDS})", re.IGNORECASE)
# "Phó Chánh Văn phòng phụ trách Văn phòng Tỉnh ủy", "Phó Trưởng Đoàn chuyên trách Đoàn ĐBQH tỉnh"
_IN_CHARGE = re.compile(r"\s+(?:phụ trách|chuyên trách|phụ trách chung)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """One office as read: `body` is None where the words name none. Offsets are into the sentence's text."""

    role: str
    body: Body | None
    former: bool
    begin: int
    end: int
    default_body: str = ""
    alone: bool = False  # an office of no body, as the State President's
    term: str = ""  # `2020-2025` or `khóa XXII`, where it stands right behind


@dataclass(frozen=True, slots=True)
class OfficeList:
    """Offices of one person that stand in a row."""

    offices: tuple[OfficePhrase, ...]
    begin: int
    end: int


def role_at(text: str, pos: int) -> re.Match[str] | None:
    """Return the match of a role at `pos`, or None."""
    return _ROLE.match(text, pos) if _ROLE.may_match(text) else None


def find_roles(text: str) -> Iterator[re.Match[str]]:
    """Yield the roles of a sentence in order; one may begin within another (`Ủy viên Ban Thường vụ`)."""
    for match in _ROLE.each(text):
        begin = match.start()
        if text[begin : begin + 2].lower() == "vụ" and _DUTY.search(text, max(0, begin - 8), begin):
            continue  # "giữ chức vụ Phó Bí thư": no `vụ phó`
        if text[begin : begin + 5].lower() == "quyền" and text[:begin].lower().endswith("ủy "):
            continue  # "Thừa ủy quyền Chủ tịch UBND huyện": no acting chairman
        if text[begin - 1 : begin] == "-" and _NUMBER.search(text, max(0, begin - 12), begin):
            continue
        yield match


def read_office(text: str, pos: int) -> OfficePhrase | None:
    """Read one office at `pos`: former mark, role, body."""
    begin = pos
    former = _FORMER.match(text, pos)
    pos = former.end() if former else pos
    capacity = _CAPACITY.match(text, pos)
    match = role_at(text, pos)
    if match is None and capacity:
        match = role_at(text, capacity.end())
    if match is None:
        return None
    entry = _ROLES[" ".join(match.group(1).lower().split())]
    body = _body_of(entry, text, match.end())
    end = body.end if body else match.end()
    tail = _TAIL.match(text, end)
    return OfficePhrase(
        entry["vi"],
        body,
        former is not None,
        begin,
        tail.end() if tail else end,
        entry.get("body", ""),
        entry.get("alone", False),
        name_of(term_at(text, end)),
    )


def _body_of(entry: dict[str, Any], text: str, end: int) -> Body | None:
    charge = _IN_CHARGE.match(text, end)
    if charge is not None and (charged := read_body(text, charge.end())) is not None:
        return charged
    if "organ" in entry:
        body = read_organ_rest(entry["organ"], text, end)
        if body is not None:
            return body
    start = skip(text, end)
    of = _OF.match(text, end)
    if of and text[end : of.end()].strip() == "của":
        start = of.end()
    body = read_body(text, start)
    if body is None and text[start : start + 1] == ",":
        # "Trưởng phòng Cấp phép xây dựng, Sở Xây dựng": only a department follows its mark
        return None
    return body


def read_offices(text: str, pos: int) -> OfficeList | None:
    """Read a row of offices at `pos`; bodies that a role leaves out are taken from its neighbours."""
    first = read_office(text, pos)
    if first is None:
        return None
    found = [first]
    while True:
        joint = _NEXT.match(text, found[-1].end)
        if joint is None or joint.end() == found[-1].end:
            break
        following = read_office(text, joint.end())
        if following is None or (
            text[found[-1].end : joint.end()].strip() in (";", "") and len(found) >= 1 and _is_new(text, joint)
        ):
            break
        found.append(following)
    filled = tuple(_share_place(_fill(found)))
    return OfficeList(filled, first.begin, found[-1].end)


def _is_new(text: str, joint: re.Match[str]) -> bool:
    return ";" in joint.group()


_HEAD_OF = {"Thứ trưởng": "Bộ trưởng", "Thứ trưởng Thường trực": "Bộ trưởng"}


def share_bodies(rows: list[OfficeList]) -> list[OfficeList]:
    """Give a deputy without a body that of the head named before: `Chủ tịch Ủy ban MTTQ tỉnh A và các Phó Chủ tịch`."""
    result: list[OfficeList] = []
    heads: dict[str, Body] = {}
    for row in rows:
        offices = []
        for office in row.offices:
            head = _HEAD_OF.get(office.role) or office.role.removeprefix("Phó ").removesuffix(" Thường trực")
            deputy = head != office.role and office.body is None and not office.default_body and head in heads
            if office.body is not None:
                heads[office.role] = office.body
            offices.append(replace(office, body=heads[head]) if deputy else office)
        result.append(OfficeList(tuple(offices), row.begin, row.end))
    return result


_COMMITTEE_ROLES = re.compile(
    r"(?:Phó )?Bí thư(?: Thường trực| Thứ nhất)?$|Ủy viên Ban Thường vụ$|Ủy viên Ban Chấp hành$"
)
PARTY_ORGANS = frozenset(table("bodies")["party_organs"])
# "Bí thư Đảng ủy, Giám đốc Sở Y tế", "Bí thư Đảng ủy, Chính ủy Bộ Chỉ huy Quân sự tỉnh": within the other
_WITH_PARTY = ("Sở ", "Bộ Chỉ huy Quân sự", "Bộ đội Biên phòng", "Bộ Chỉ huy Bộ đội Biên phòng", "Công an tỉnh")
_COMMITTEE_OF = {
    "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy", "quận": "Quận ủy",
    "xã": "Đảng ủy xã", "phường": "Đảng ủy phường", "thị trấn": "Đảng ủy thị trấn", "đặc khu": "Đảng ủy đặc khu",
}  # fmt: skip
_OWNER = re.compile(r"(Tỉnh ủy|Thành ủy|Huyện ủy|Thị ủy|Quận ủy|Đảng ủy (?:xã|phường|thị trấn|đặc khu))$")


_WORD_OF = {name: word for word, name in _COMMITTEE_OF.items()}


def committee_for(word: str) -> str:
    """Return the Party committee of a level word: `thị xã` has the `Thị ủy`; empty for an unknown level."""
    return _COMMITTEE_OF.get(word, "")


def _fill(found: list[OfficePhrase]) -> list[OfficePhrase]:
    """Give a Party office without a body the committee that its neighbours show.

    "Phó Bí thư, Chủ tịch UBND huyện": the Huyện ủy. "Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Tỉnh ủy": the
    Tỉnh ủy. "Bí thư Đảng ủy, Chủ tịch HĐND xã": the Đảng ủy xã.
    """
    result = list(found)
    for i, phrase in enumerate(found):
        body = phrase.body
        if body is not None and body.name in PARTY_ORGANS:
            # "Trưởng Ban Dân vận, Chủ tịch Ủy ban MTTQ tỉnh": the Ban Dân vận of the Tỉnh ủy
            other = _neighbour(found, i)
            if other is not None and (committee := committee_for(other.word)):
                result[i] = replace(phrase, body=replace(other, name=f"{body.name} {committee}"))
            continue
        bare = body is not None and body.name in ("Đảng ủy", "Đảng bộ", "Chi bộ") and not body.word
        if (body is not None and not bare) or phrase.default_body or not _COMMITTEE_ROLES.match(phrase.role):
            continue
        other = _neighbour(found, i)
        if other is not None:
            result[i] = replace(phrase, body=_committee_of(other, bare, body))
    return result


def _share_place(found: list[OfficePhrase]) -> list[OfficePhrase]:
    """Give offices of one level the place that one of them names (`Phó Bí thư Huyện ủy, Chủ tịch UBND huyện A`)."""
    bodies = [f.body for f in found if f.body is not None and f.body.place]
    named = {b.level: b.place for b in bodies} | {b.word: b.place for b in bodies}
    result = []
    for phrase in found:
        body = phrase.body
        if body is not None and not body.place:
            # "Thành ủy, Chủ tịch Ủy ban MTTQ TPHCM": which level a `thành phố` has, only its name tells
            place = named.get(body.word if body.word == "thành phố" else body.level, "")
            result.append(replace(phrase, body=replace(body, place=place)) if place else phrase)
        elif body is None and (word := _WORD_OF.get(phrase.default_body)) and word in named:
            # "Huyện ủy viên, Chủ tịch UBND huyện A": the seat is in the committee of that district
            committee = Body(phrase.default_body, word, named[word], phrase.begin, phrase.end)
            result.append(replace(phrase, body=committee))
        else:
            result.append(phrase)
    return result


def _neighbour(found: list[OfficePhrase], i: int) -> Body | None:
    """Return the nearest body with a known level: of the offices behind, then of those before."""
    return next((f.body for f in (*found[i + 1 :], *reversed(found[:i])) if f.body is not None and f.body.word), None)


def _committee_of(other: Body, bare: bool, body: Body | None) -> Body | None:
    owner = _OWNER.search(other.name)
    if owner and not bare:
        return replace(other, name=owner.group(1))
    if bare and body is not None and other.name.startswith(_WITH_PARTY):
        return replace(other, name=f"{body.name} {other.name}")
    if bare and body is not None and other.level != "xã":
        return body
    name = committee_for(other.word)
    return replace(other, name=name) if name else body
