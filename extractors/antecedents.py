"""Who a pronoun or an office alone means, at the head of a sentence: the person whom the paragraph spoke of last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from canbo.extractors.cast import Scene
from canbo.extractors.context import Context
from canbo.extractors.held_posts import PAST, Held
from canbo.extractors.names import Name
from canbo.extractors.office_bodies import body_and_place
from canbo.extractors.statements import Office

_HEAD = re.compile(r"\s*(?:nữ|vị|đồng chí|tân)?\s*", re.IGNORECASE)


@dataclass
class Antecedent:
    """The person last spoken of in a paragraph, by name or by office; empty where there is none."""

    person: str = ""
    block: int = -1

    def hear(self, scene: Scene, context: Context, offices: Iterable[Office]) -> None:
        """Take note of a sentence; `offices` are those that the article stated before it."""
        if scene.sentence.block != self.block:
            self.person, self.block = "", scene.sentence.block
        if scene.people.names:
            self.person = scene.people.names[-1].text
        elif meant := _meant(scene, context, offices, self.person):
            self.person = meant


def _meant(scene: Scene, context: Context, offices: Iterable[Office], person: str) -> str:
    """Return the one holder of an office that a sentence begins with: `Tân Chủ tịch UBND tỉnh sinh năm 1973`."""
    row = next(iter(scene.people.offices), None)
    if row is None or not _HEAD.fullmatch(scene.sentence.text, 0, row.begin):
        return ""
    office = row.offices[0]
    body, _ = body_and_place(office, context)
    holders = {
        o.person
        for o in offices
        if o.role == office.role and o.status == "current" and (office.body is None or o.body == body)
    }
    return next(iter(holders)) if len(holders) == 1 else person if person in holders else ""


# "Bà từng kinh qua các chức vụ: Phó Chánh án …": the person is the last one named in the paragraph
_PRONOUN = re.compile(r"(?:Ông|Bà|Anh|Chị|Đồng chí)\s+(?:đã\s+)?(?:từng|nguyên|hiện|trước|là|được|giữ|kinh qua)\b")


def read_pronoun(scene: Scene, person: str) -> list[Held]:
    """Return the offices of a sentence whose subject is a pronoun, or an office alone, for the `person` before it.

    "Tân Chủ tịch UBND tỉnh từng là Bí thư Tỉnh đoàn": the first row is the subject.
    """
    text, rows = scene.sentence.text, scene.people.offices
    if not person or not rows:
        return []
    begin = 0
    if later := _PRONOUN_BEHIND.match(text):
        rows = tuple(row for row in rows if row.begin >= later.end())
        if not rows:
            return []
        begin = later.start("verb")
    elif not _PRONOUN.match(text):
        if len(rows) < 2 or not _ONCE_WAS.fullmatch(text, rows[0].end, rows[1].begin):
            return []
        begin, rows = rows[0].end, rows[1:]
    name = Name(person, rows[0].begin, rows[0].begin)
    former = PAST.search(text, begin, rows[0].begin) is not None
    return [Held(name, office, former or office.former, "post.pronoun") for row in rows for office in row.offices]


# "Trước khi về tỉnh, bà từng là Bí thư Huyện đoàn, rồi Phó Chủ tịch UBND huyện"
_PRONOUN_BEHIND = re.compile(
    r"[^,;:.\"]{3,80},\s+(?:ông|bà|anh|chị|đồng chí)\s+(?:đã\s+|cũng\s+)?(?P<verb>từng)\s+"
    r"(?:là|giữ|làm|đảm nhiệm|kinh qua)\s",
    re.IGNORECASE,
)
# "Nữ Bí thư 46 tuổi từng là Chủ tịch UBND thị trấn"
_ONCE_WAS = re.compile(
    r"(?:\s+\d+ tuổi)?(?:\s+này)?,?\s+(?:đã\s+)?từng (?:là|giữ|làm|đảm nhiệm|đảm nhận|kinh qua)\s+"
    r"(?:các\s+)?(?:(?:chức vụ|chức danh|chức|vị trí)\s*:?\s*)?",
    re.IGNORECASE,
)
