"""Mentions of people in a sentence as noun phrases: a name with the offices beside it, an office or a pronoun alone.

Who is meant by `đồng chí Phó Bí thư Thường trực` or `Giám đốc Sở Du lịch` is known where one person of the article
holds that office; by `đồng chí Trưởng đoàn`, where the article says who leads.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from canbo.extractors.cast import Cast
from canbo.extractors.context import Context
from canbo.extractors.names import HONORIFIC, RANK, Name
from canbo.extractors.office_bodies import body_and_place
from canbo.extractors.offices import OfficeList, OfficePhrase
from canbo.extractors.people import PLURAL, People
from canbo.extractors.statements import Office
from canbo.extractors.triggers import Trigger
from canbo.extractors.words import CAP


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person in a sentence; `begin` to `end` is the noun phrase that may be a subject."""

    person: str
    begin: int
    end: int
    named: bool = True
    titled: bool = False  # an office is the last of it


_NEAR = 60  # no address or plural word is longer
_LEADER = "Trưởng Đoàn"
# "do đồng chí A, …, làm trưởng đoàn"; "Trưởng đoàn là đồng chí A"; "đồng chí A - Trưởng đoàn"
_LEADS = re.compile(r"\s*,?\s*(?:làm|là|dẫn đầu)\s+$", re.IGNORECASE)
_IS = re.compile(r"\s*(?:là|:|-)\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?(?:\S+\s+)?", re.IGNORECASE)


@dataclass
class Holders:
    """Who is meant by an office alone."""

    context: Context
    placed: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    bodied: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, offices: Iterable[Office], cast: Cast, context: Context) -> Holders:
        """Return the index of the current offices of an article, and of who leads its delegation."""
        holders = cls(context)
        for office in offices:
            if office.status != "current":
                continue
            holders.placed.setdefault((office.role, office.body, office.place), set()).add(office.person)
            holders.bodied.setdefault((office.role, office.body), set()).add(office.person)
            if office.role != _LEADER:
                holders.roles.setdefault(office.role, set()).add(office.person)
        leaders = {person for scene in cast for person in _leaders(scene.sentence.text, scene.people)}
        if leaders:
            holders.roles[_LEADER] = leaders
        return holders

    def holder(self, office: OfficePhrase) -> str:
        """Return the one person that an office without a name means, or an empty string."""
        body, place = body_and_place(office, self.context)
        if office.body is not None and office.body.place:
            return _only(self.placed.get((office.role, body, place), set()))
        named = _only(self.placed.get((office.role, body, place), set())) or _only(
            self.bodied.get((office.role, body), set())
        )
        if named or office.body is not None:
            return named
        # "đồng chí Phó Bí thư Thường trực", "vị Phó Giám đốc": no body, one holder of such an office
        return _only(self.roles.get(office.role, set()))


def _only(people: set[str]) -> str:
    return next(iter(people)) if len(people) == 1 else ""


def _leaders(text: str, people: People) -> Iterable[str]:
    for row in people.offices:
        office = row.offices[-1]
        if office.role != _LEADER or office.body is not None:
            continue
        behind = next((n for n in people.names if n.begin >= row.end), None)
        if behind is not None and _IS.fullmatch(text, row.end, behind.begin):
            yield behind.text
            continue
        before = [n for n in people.names if n.end <= row.begin]
        if before and (len(row.offices) > 1 or _LEADS.search(text, before[-1].end, row.begin)):
            yield before[-1].text


def find_people(text: str, people: People, holders: Holders) -> list[PersonMention]:
    """Join each name with the offices beside it; an office alone stands for the person who holds it."""
    mentions = []
    used: set[int] = set()
    for name in people.names:
        if _quoted(text, name.begin):
            continue  # "…, tôi và anh Bình sẽ trả lời dân", ông Mơ nói
        begin, end = _around(text, name, people, used)
        titled = any(name.end <= row.begin and row.end <= end for row in people.offices)
        mentions.append(PersonMention(name.text, begin, end, titled=titled))
    for row in people.offices:
        if row.begin in used or _quoted(text, row.begin) or PLURAL.search(text, max(0, row.begin - _NEAR), row.begin):
            continue
        person = _meant(row, holders)
        if person and not any(m.begin <= row.begin < m.end for m in mentions):
            address = _ADDRESS.search(text, max(0, row.begin - _NEAR), row.begin)
            mentions.append(PersonMention(person, address.start() if address else row.begin, row.end, named=False))
    return sorted(mentions, key=lambda m: m.begin)


def _quoted(text: str, pos: int) -> bool:
    """Tell whether `pos` is in what somebody says: a quotation that begins at its start or behind a colon."""
    begin = text.rfind('"', 0, pos)
    if begin < 0 or text.count('"', 0, pos) % 2 == 0:
        return False
    return not text[:begin].strip() or text[:begin].rstrip().endswith(":")


def _meant(row: OfficeList, holders: Holders) -> str:
    people = {holders.holder(office) for office in row.offices if not office.former}
    return _only(people - {""})


# Office or bracket behind a name: "A (thứ hai từ trái sang), Bí thư …", "B - Phó …", "C, là …"
_BESIDE_REACH = 120  # characters between a name and its office
_BESIDE = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?[,(-]?\s*(?:(?:hiện |hiện đang |nay |hiện nay )?là\s+)?")
_ADDRESS = Trigger(rf"(?:(?:{HONORIFIC.pattern}|{RANK.pattern})\s*)+$")
# "(bên trái)", ", cử tri buôn Khóa,"
_ASIDE = re.compile(
    r"\s*\([^()]{0,60}\)"
    r"|\s*,\s*(?:cử tri|thôn|tổ|ngụ|trú|ở|đại diện|chủ hộ)\s[^,;.()]{2,50},"
    r"|\s*,\s*phụ trách\s[^,;.()]{2,50}?(?=\s(?:đến |tham |cùng )?dự\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\s*[,-]?\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?(?:\S+\s+)?", re.IGNORECASE)
# "Bí thư Chi bộ bản Nà Mo, xã Tà Hộc": the units that an office is in go on behind it
_UNITS = re.compile(
    rf"(?:\s*,\s*(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|TP\.?|tỉnh|thôn|bản|ấp|khóm|buôn|làng|tổ|khu phố)"
    rf"\s*{CAP}(?:\s{CAP}){{0,3}})+"
)
# "(Phó Bí thư Đảng ủy phường B, đến trao đổi việc giáp ranh)": what else the bracket of an office holds
_BRACKET_REST = re.compile(r"[^()]{0,120}\)")


def _around(text: str, name: Name, people: People, used: set[int]) -> tuple[int, int]:
    begin, end = name.begin, name.end
    near = bisect_left(people.offices, name.begin - _BESIDE_REACH, key=lambda row: row.end)
    for row in people.offices[near:]:
        if row.begin > end + _BESIDE_REACH:
            break
        if row.end <= name.begin and _BEFORE.fullmatch(text, row.end, name.begin) and row.begin not in used:
            begin = row.begin
            used.add(row.begin)
        elif row.begin >= end and _BESIDE.fullmatch(text, end, row.begin):
            bracket = "(" in text[end : row.begin] and ")" not in text[end : row.begin]
            rest = _BRACKET_REST.match(text, row.end) if bracket else None
            end = rest.end() if rest else row.end + (text[row.end : row.end + 1] == ")")
            used.add(row.begin)
    address = _ADDRESS.search(text, max(0, begin - _NEAR), begin)
    for follows in (_UNITS, _ASIDE):
        match = follows.match(text, end)
        end = match.end() if match else end
    return address.start() if address else begin, end
