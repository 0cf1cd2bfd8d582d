"""The fact table `posts`: who holds, or held, which office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from canbo.extractors.bodies import read_body
from canbo.extractors.cast import Cast, Scene
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.names import Name, skip_rank
from canbo.extractors.office_bodies import body_and_place
from canbo.extractors.offices import OfficeList, OfficePhrase
from canbo.extractors.people import PLURAL, People
from canbo.extractors.statements import Meeting, Office
from canbo.extractors.tenure_dates import Setting, read_course
from canbo.extractors.tenure_events import Telling
from canbo.extractors.terms import name_of, term_at
from canbo.extractors.words import pattern
from canbo.ontology import table

_TABLE = table("posts")
# "đồng chí Lò Văn Hặc - Phó Trưởng Ban …", "ông Đặng Hoài Phong (bên trái), …"
_APPOSITION = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:,|-|\(|–)\s*(?:là\s+|hiện là\s+|hiện đang là\s+)?|\s+là\s+|\s*,?\s*hiện là\s+",
    re.IGNORECASE,
)
# "Bí thư Huyện ủy Phan Thị Tuyết Nhung", "Chủ tịch UBND tỉnh, ông Trần Văn Khoa", "Bí thư Tỉnh ủy - đồng chí …"
_PREFIX = re.compile(
    r"\s*(?:\((?:cũ|trước đây)\)\s*)?|\s*[,-]?\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)(?:\S+\s+)?", re.IGNORECASE
)
_SHARED = re.compile(r"\s*:\s*(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s*:?\s*)?|\s*(?:gồm|là)\s*:?\s*", re.IGNORECASE)
_APPOINTED = re.compile(
    rf"(?:{'|'.join(_TABLE['appointed'])})\s*(?:{'|'.join(_TABLE['office_words'])})?\s*$", re.IGNORECASE
)
# "được giao quyền Chủ tịch UBND huyện": `quyền` is read as part of the office
_ACTING = re.compile(r"(?<!\w)được giao(?: giữ)?\s*$", re.IGNORECASE)
_QUYEN = re.compile(r"(?:quyền|q\.)\s", re.IGNORECASE)
_LEFT = re.compile(rf"(?:{'|'.join(_TABLE['left'])})\s*(?:{'|'.join(_TABLE['office_words'])})?\s*$", re.IGNORECASE)
_NOMINATED = pattern(_TABLE["nominated"])
_PAST = pattern(_TABLE["past"])
# "Từng gắn bó với huyện trên cương vị Bí thư Huyện ủy, đồng chí …"
_ONCE = re.compile(r"\b(?:từng|trước đây|trước đó)\b[^,;.:]{0,60}$", re.IGNORECASE)
_ELECTED = re.compile(r"\bbầu\b|\bchỉ định\b", re.IGNORECASE)
# "giữ chức Trưởng Ban Tuyên giáo Thành ủy thay ông Nguyễn Văn A"
_REPLACED = re.compile(r"\s*,?\s*thay(?: thế)?(?: cho)?\s+(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE)
# "Chức Bí thư Quận ủy Ngũ Hành Sơn được giao cho ông Nguyễn Văn A"
_GIVEN_TO = re.compile(r"\s*,?\s*(?:được )?giao(?: lại)? cho\s+(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE)
_TOWARDS = re.compile(r"[^.;]{0,40}?(?:đối với|cho)\s+(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """A name and an office that belong together, and why (`rule`)."""

    name: Name
    office: OfficePhrase
    former: bool
    rule: str


def read(document: Document, context: Context, cast: Cast, main: Meeting | None) -> list[Office]:
    """Return the offices that the article states, one for each person and office, in order.

    `main` is the meeting that the article reports: what begins or ends at it has its day.
    """
    found: dict[tuple[str, str, str, str], Office] = {}
    before: Scene | None = None
    told = ""
    for scene in cast:
        held_here = _read_scene(scene) or _read_pronoun(scene, before)
        before = scene if scene.people.names else before
        for held in held_here:
            office = _statement(document, context, scene, held, Setting(context, main, told))
            if office.body in ("", "Chi bộ") and not held.office.alone:
                continue  # "các đại biểu A, B": a word for people, no office of a body; a cell of a hamlet
            key = (office.person, office.role, office.body, office.place)
            found[key] = _join(found[key], office) if key in found else office
        told = f"{told.rpartition(_BREAK)[2]}{_BREAK}{scene.sentence.text}"
    return _without_vaguer(list(found.values()))


_BREAK = "\n"


def _join(first: Office, again: Office) -> Office:
    """Return one statement of two: the one that says the office was left, else that tells how it began or ended."""
    left = again.status == "former" and again.rule == "post.left" and first.rule != "post.left"
    tells = again.status == first.status and _events(again) > _events(first)
    kept, other = (again, first) if left or tells else (first, again)
    return replace(
        kept,
        since=kept.since or other.since,
        until=kept.until or other.until,
        begun_by=kept.begun_by or other.begun_by,
        ended_by=kept.ended_by or other.ended_by,
        term=kept.term or other.term,
    )


def _events(office: Office) -> int:
    return bool(office.begun_by) + bool(office.ended_by)


def _read_scene(scene: Scene) -> list[Held]:
    """Return which name holds which office according to one sentence."""
    text, people = scene.sentence.text, scene.people
    if not people.names:
        return []
    found: list[Held] = []
    for row in people.offices:
        found += _holders(text, people, row)
    return found + list(_elected_to(text, people))


# "Bà từng kinh qua các chức vụ: Phó Chánh án …": the person is the last one named in the paragraph
_PRONOUN = re.compile(r"(?:Ông|Bà|Anh|Chị|Đồng chí)\s+(?:đã\s+)?(?:từng|nguyên|hiện|trước|là|được|giữ|kinh qua)\b")


def _read_pronoun(scene: Scene, before: Scene | None) -> list[Held]:
    """Return the offices of a sentence whose subject is a pronoun for the last person named before it."""
    text, rows = scene.sentence.text, scene.people.offices
    if before is None or not rows or before.sentence.block != scene.sentence.block or not _PRONOUN.match(text):
        return []
    person = before.people.names[-1]
    name = Name(person.text, rows[0].begin, rows[0].begin)
    found: list[Held] = []
    former = _PAST.search(text, 0, rows[0].begin) is not None
    for row in rows:
        found += _all([name], row, "post.pronoun", former)
    return found


_SEAT = re.compile(r"\bvào\s+(Ban Thường vụ|Ban Chấp hành|BTV|BCH)\s+", re.IGNORECASE)


def _elected_to(text: str, people: People) -> Iterator[Held]:
    """Read "bầu bổ sung đồng chí A … vào Ban Thường vụ Huyện ủy": a seat without the word for it."""
    for match in _SEAT.finditer(text):
        body = read_body(text, match.end())
        left = [n for n in people.names if n.end <= match.start()]
        if body is None or not left or not _ELECTED.search(text, 0, left[-1].begin):
            continue
        seat = (
            "Ủy viên Ban Chấp hành" if match.group(1).lower() in ("ban chấp hành", "bch") else "Ủy viên Ban Thường vụ"
        )
        term = name_of(term_at(text, body.end))
        office = OfficePhrase(seat, body, False, match.start(), body.end, term=term)
        yield Held(left[-1], office, False, "post.elected")


def _holders(text: str, people: People, row: OfficeList) -> Iterator[Held]:
    """Yield who holds the offices of one row: by a verb, by a name before it, or by a name behind it."""
    left = [n for n in people.names if n.end <= row.begin]
    right = [n for n in people.names if n.begin >= row.end]
    before = text[: row.begin]
    given = _GIVEN_TO.match(text, row.end)
    if given and right and right[0].begin == skip_rank(text, given.end()):
        yield from _all(right[:1], row, "post.given", False)
        return
    replaced = _REPLACED.match(text, row.end)
    if replaced and right and right[0].begin == skip_rank(text, replaced.end()):
        yield from _all(right[:1], row, "post.replaced", True)
    if verb := _LEFT.search(before):
        towards = [n for n in right if _TOWARDS.fullmatch(text, row.end, n.begin)]
        for name in towards[:1] or left[-1:]:
            yield from _all([name], row, "post.left", True)
        return
    acting = _ACTING.search(before) if _QUYEN.match(text, row.begin) else None
    if left and (verb := _APPOINTED.search(before) or acting):
        start = max([left[-1].end, *(r.end for r in people.offices if r.end <= verb.start())])
        if not _NOMINATED.search(text, max(0, verb.start() - 40), row.begin):
            former = _PAST.search(text, min(start, verb.start()), row.begin) is not None
            yield from _all(_subjects(text, left, verb.start()), row, "post.appointed", former)
        return
    behind = right[0] if right and _PREFIX.fullmatch(text, row.end, right[0].begin) else None
    # "trước ý kiến của bà Lan, Phó Chủ tịch HĐND tỉnh Trần Văn Khoa nói thêm": a name right behind takes the office
    adjacent = behind is not None and "," not in text[row.end : behind.begin]
    if left and not adjacent and _APPOSITION.fullmatch(text, left[-1].end, row.begin):
        yield from _all(_sharing(text, left), row, "post.apposition", False)
        return
    shared = _SHARED.match(text, row.end)
    if right and shared and PLURAL.search(before) and ":" in text[row.end : right[0].begin]:
        yield from _all(_scope(text, right, row.end), row, "post.shared", False)
        return
    if right and PLURAL.search(before) and not text[row.end : right[0].begin].strip(" "):
        yield from _all(_run(text, right), row, "post.shared", False)
        return
    if behind is not None:
        yield from _all([behind], row, "post.prefix", _ONCE.search(before) is not None)


def _all(names: Iterable[Name], row: OfficeList, rule: str, former: bool) -> Iterator[Held]:
    for name in names:
        for office in row.offices:
            yield Held(name, office, former or office.former, rule)


_TOGETHER = re.compile(r"\s*(?:,|và)\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?", re.IGNORECASE)


def _subjects(text: str, left: list[Name], verb: int) -> list[Name]:
    """Return who was appointed: the last name before the verb, and those joined to it (`A và B được bầu …`)."""
    subjects = [left[-1]]
    if text[left[-1].end : verb].strip():
        return subjects
    for name in reversed(left[:-1]):
        if not _TOGETHER.fullmatch(text, name.end, subjects[0].begin):
            break
        subjects.insert(0, name)
    return subjects


_EACH = re.compile(r"(?:các|hai|ba)\s+(?:đồng chí|đ/c|ông|bà)\s*:?\s*$", re.IGNORECASE)


def _sharing(text: str, left: list[Name]) -> list[Name]:
    """Return whom an office behind names belongs to: the last, or all of `các đ/c A, B - nguyên Phó Bí thư`."""
    run = left[-1:]
    for name in reversed(left[:-1]):
        if not _TOGETHER.fullmatch(text, name.end, run[0].begin):
            break
        run.insert(0, name)
    return run if len(run) > 1 and _EACH.search(text[: run[0].begin]) else left[-1:]


def _run(text: str, right: list[Name]) -> list[Name]:
    """Return the names of `các Phó Chủ tịch UBND tỉnh A, B và C`."""
    run = right[:1]
    for name in right[1:]:
        if not _TOGETHER.fullmatch(text, run[-1].end, name.begin):
            break
        run.append(name)
    return run


def _scope(text: str, right: list[Name], begin: int) -> list[Name]:
    """Return the names that a shared title with a colon covers.

    "các đồng chí Ủy viên Trung ương Đảng: A, B; C": where several names stand before the first semicolon it ends
    the list; else semicolons part the persons and the title covers all of them.
    """
    end = text.find(";", begin)
    first = [n for n in right if end < 0 or n.begin < end]
    return first if len(first) > 1 else right


def _statement(document: Document, context: Context, scene: Scene, held: Held, setting: Setting) -> Office:
    office = held.office
    body, place = body_and_place(office, context)
    begin, end = min(held.name.begin, office.begin), max(held.name.end, office.end)
    telling = Telling(scene.sentence.text, scene.people, held.name, office, held.rule, held.former)
    course = read_course(telling, setting)
    return Office(
        evidence=document.evidence(scene.sentence, begin, end),
        rule=held.rule,
        person=held.name.text,
        role=office.role,
        body=body,
        place=place,
        status="former" if held.former else "current",
        since=course.since,
        until=course.until,
        begun_by=course.begun_by,
        ended_by=course.ended_by,
        term=office.term,
    )


def _without_vaguer(offices: list[Office]) -> list[Office]:
    """Drop an office without body or place where the same person holds it with one."""
    result = []
    for office in offices:
        better = any(
            o is not office and o.person == office.person and o.role == office.role and o.status == office.status
            and ((office.body == "" and o.body != "") or (o.body == office.body and not office.place and o.place))
            for o in offices
        )  # fmt: skip
        if not better:
            result.append(office)
    return result
