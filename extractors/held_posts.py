"""Which name holds which office according to one sentence, and by what words (`rule`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from canbo.extractors.bodies import read_body
from canbo.extractors.cast import Scene
from canbo.extractors.names import RANK, Name, skip_rank
from canbo.extractors.offices import OfficeList, OfficePhrase
from canbo.extractors.people import PLURAL, PLURAL_BEHIND, People
from canbo.extractors.terms import name_of, term_at
from canbo.extractors.triggers import Trigger
from canbo.extractors.words import pattern
from canbo.ontology import table

_TABLE = table("posts")
# "đồng chí Lò Văn Hặc - Phó Trưởng Ban …", "ông Đặng Hoài Phong (bên trái), …"
_AGE = r"(?:,\s*(?:\d+ tuổi|sinh năm \d{4}|SN \d{4}|(?:người )?dân tộc [^,;.()]{2,15})\s*)?"
_APPOSITION = re.compile(
    # "ông Lò Văn Bình, 82 tuổi, nguyên Bí thư …", "bà Mai (sinh năm 1976), Trưởng phòng …"
    # "ông Lò Văn Bình (nay là Phó Giám đốc Sở …)", "Trung tá A (Phó Chỉ huy trưởng …) - đại biểu Quốc hội"
    rf"\s*(?:\([^()]{{0,80}}\)\s*)?{_AGE}(?:,|-|\(|–)\s*(?:(?:hiện |hiện đang |nay |hiện nay )?là\s+)?"
    r"|\s+là\s+|\s*,?\s*hiện là\s+",
    re.IGNORECASE,
)
# "Bí thư Huyện ủy Phan Thị Tuyết Nhung", "Chủ tịch UBND tỉnh, ông Trần Văn Khoa", "Bí thư Tỉnh ủy - đồng chí …"
_PREFIX = re.compile(
    r"\s*(?:\((?:cũ|trước đây)\)\s*)?|\s*[,-]?\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)(?:\S+\s+)?", re.IGNORECASE
)
# "Trưởng Công an huyện - Thượng tá Võ Văn Nhựt"
_DASH_RANK = re.compile(rf"\s*-\s*(?:(?:{RANK.pattern})\s*)+", re.IGNORECASE)
# "Bí thư Huyện ủy khi đó là ông Trần Văn Tài"
_THEN = re.compile(r"\s*,?\s*(?:khi|lúc|hồi|thời) (?:đó|ấy) là\s+(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE)
# "Theo ông Sơn, Bí thư Thành ủy đã có ý kiến": the office is of somebody else, who acts
_ACCORDING = Trigger(r"theo\s+(?:đồng chí|đ/c|ông|bà)\s+$")
_DID = re.compile(r"\s+(?:đã|sẽ|đang|vừa|cũng)\s", re.IGNORECASE)
_SHARED = re.compile(r"\s*:\s*(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s*:?\s*)?|\s*(?:gồm|là)\s*:?\s*", re.IGNORECASE)
# "hai Phó Bí thư Huyện ủy là ông A (…) và ông B", "các Phó Chủ tịch UBND tỉnh A và B"; "hai Phó Chủ tịch UBND huyện
# được bầu bổ sung là ông A, Trưởng phòng Nội vụ và bà B"
_SHARED_BY = re.compile(
    r"\s*(?:(?:mới |vừa )?được (?:bầu|bổ nhiệm|chỉ định|phê chuẩn|phân công)(?: bổ sung| thêm| lại)?\s+(?=là|gồm))?"
    r"(?:là\s+|gồm\s+)?(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s+)?(?:\S+\s+)?",
    re.IGNORECASE,
)
_APPOINTED = Trigger(rf"(?:{'|'.join(_TABLE['appointed'])})\s*(?:{'|'.join(_TABLE['office_words'])})?\s*$")
# "được giao quyền Chủ tịch UBND huyện": `quyền` is read as part of the office
_ACTING = re.compile(r"(?<!\w)được giao(?: giữ)?\s*$", re.IGNORECASE)
# "Quyết định … giao bà Hà Thị Nga quyền Chủ tịch UBND huyện"
_GIVES = re.compile(r"(?:.*\W)?giao\s+(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE | re.DOTALL)
_QUYEN = re.compile(r"(?:quyền|q\.)\s", re.IGNORECASE)
_LEFT = Trigger(rf"(?:{'|'.join(_TABLE['left'])})\s*(?:{'|'.join(_TABLE['office_words'])})?\s*$")
_NOMINATED = pattern(_TABLE["nominated"])
PAST = pattern(_TABLE["past"])
# "Từng gắn bó với huyện trên cương vị Bí thư Huyện ủy, đồng chí …"
_ONCE = re.compile(r"\b(?:từng|trước đây|trước đó)\b[^,;.:]{0,60}$", re.IGNORECASE)
_ELECTED = re.compile(r"\bbầu\b|\bchỉ định\b", re.IGNORECASE)
# "giữ chức Trưởng Ban Tuyên giáo Thành ủy thay ông Nguyễn Văn A"; "giữ chức Phó Chỉ huy trưởng, thay Đại tá B"
_REPLACED = re.compile(
    rf"\s*,?\s*thay(?: thế)?(?: cho)?\s+(?:(?:đồng chí|đ/c|ông|bà)\s+|(?={RANK.pattern}))", re.IGNORECASE
)
# "Chức Bí thư Quận ủy Ngũ Hành Sơn được giao cho ông Nguyễn Văn A"
_GIVEN_TO = re.compile(r"\s*,?\s*(?:được )?giao(?: lại)? cho\s+(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE)
# "Thừa ủy quyền Chủ tịch UBND huyện, ông A báo cáo": the office is another's
_ON_BEHALF = re.compile(r"(?<!\w)(?:(?:thừa |được )?ủy quyền|thay mặt)(?: của)?\s+$", re.IGNORECASE)
_REACH = 200  # more characters than the words between an office and its verb have
_TOWARDS = re.compile(r"[^.;]{0,40}?(?:đối với|cho)\s+(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """A name and an office that belong together, and why (`rule`)."""

    name: Name
    office: OfficePhrase
    former: bool
    rule: str


def read_scene(scene: Scene) -> list[Held]:
    """Return which name holds which office according to one sentence."""
    text, people = scene.sentence.text, scene.people
    if not people.names:
        return []
    found: list[Held] = []
    for row in people.offices:
        if _ANY.search(text, max(0, row.begin - 8), row.begin):
            continue
        found += _holders(text, people, row)
    return [_with_committee(h, found) for h in found] + list(_elected_to(text, people))


# "ông A hứa sẽ phân công từng Ủy viên Ban Thường vụ": of all who hold it
_ANY = re.compile(r"(?<!\w)(?:từng|mỗi|mọi)\s+$", re.IGNORECASE)
_BARE_ROLE = re.compile(r"(?:Phó )?Bí thư|Ủy viên Ban (?:Thường vụ|Chấp hành)")


def _with_committee(held: Held, found: list[Held]) -> Held:
    """Give a bare Party office the committee of the person's other office in the sentence.

    "Chức Bí thư Quận ủy được giao cho bà A, hiện là Phó Bí thư Thường trực".
    """
    if held.office.body is not None or not _BARE_ROLE.match(held.office.role):
        return held
    bodies = [
        h.office.body
        for h in found
        if h.name.begin == held.name.begin and h.office.body is not None and _BARE_ROLE.match(h.office.role)
    ]
    return replace(held, office=replace(held.office, body=bodies[0])) if bodies else held


_SEAT = Trigger(r"(?:vào|tham gia)\s+(?:(?:Ban Chấp hành|BCH)\s*(?:,|và)\s*)?(Ban Thường vụ|Ban Chấp hành|BTV|BCH)\s+")
_OUT_OF = re.compile(r"(?:thôi|không|cho rút khỏi|rút khỏi)\s+$", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:điều động|luân chuyển|chỉ định|phân công|tăng cường)\b", re.IGNORECASE)


def _elected_to(text: str, people: People) -> Iterator[Held]:
    """Read "bầu bổ sung đồng chí A … vào Ban Thường vụ Huyện ủy": a seat without the word for it."""
    for match in _SEAT.finditer(text):
        left = [n for n in people.names if n.end <= match.start()]
        if not left:
            continue
        out = _OUT_OF.search(text, 0, match.start()) is not None
        body = read_body(text, match.end())
        if body is None and _MOVED.search(text, 0, match.start()):
            # "điều động đồng chí A tham gia Ban Chấp hành, Ban Thường vụ và giữ chức Bí thư Huyện ủy B"
            body = next((r.offices[0].body for r in people.offices if r.begin >= match.end()), None)
        joined = _ELECTED.search(text, 0, left[-1].begin) or _MOVED.search(text, 0, match.start())
        if body is None or not (joined or out):
            continue
        seat = (
            "Ủy viên Ban Chấp hành" if match.group(1).lower() in ("ban chấp hành", "bch") else "Ủy viên Ban Thường vụ"
        )
        term = name_of(term_at(text, body.end))
        office = OfficePhrase(seat, body, False, match.start(), body.end, term=term)
        yield Held(left[-1], office, out, "post.left" if out else "post.elected")


def _holders(text: str, people: People, row: OfficeList) -> Iterator[Held]:
    """Yield who holds the offices of one row: by a verb, by a name before it, or by a name behind it."""
    left = [n for n in people.names if n.end <= row.begin]
    right = [n for n in people.names if n.begin >= row.end]
    low = max(0, row.begin - _REACH)
    given = _GIVEN_TO.match(text, row.end)
    if given and right and right[0].begin == skip_rank(text, given.end()):
        yield from _all(right[:1], row, "post.given", False)
        return
    replaced = _REPLACED.match(text, row.end)
    if replaced and right and right[0].begin == skip_rank(text, replaced.end()):
        yield from _all(right[:1], row, "post.replaced", True)
    if verb := _LEFT.search(text, low, row.begin):
        near = (n for n in right if n.begin <= row.end + _REACH)
        towards = [n for n in near if _TOWARDS.fullmatch(text, row.end, n.begin)]
        for name in towards[:1] or left[-1:]:
            yield from _all([name], row, "post.left", True)
        return
    acting = _ACTING.search(text, low, row.begin) if _QUYEN.match(text, row.begin) else None
    if left and (verb := _APPOINTED.search(text, low, row.begin) or acting):
        start = max([left[-1].end, *(r.end for r in people.offices if r.end <= verb.start())])
        if not _NOMINATED.search(text, max(0, verb.start() - 40), row.begin):
            former = PAST.search(text, min(start, verb.start()), row.begin) is not None
            yield from _all(_subjects(text, left, verb.start(), people), row, "post.appointed", former)
        return
    if left and _given_acting(text, low, left[-1], row):
        yield from _all(left[-1:], row, "post.appointed", False)
        return
    if right and _THEN.fullmatch(text, row.end, right[0].begin):
        yield from _all(right[:1], row, "post.then", True)
        return
    behind = right[0] if right and _joined(text, row.end, right[0].begin) else None
    # "trước ý kiến của bà Lan, Phó Chủ tịch HĐND tỉnh Trần Văn Khoa nói thêm": a name right behind takes the office
    adjacent = behind is not None and "," not in text[row.end : behind.begin]
    if left and _DID.match(text, row.end) and _ACCORDING.search(text, max(0, left[-1].begin - 20), left[-1].begin):
        return
    if left and not adjacent and _APPOSITION.fullmatch(text, left[-1].end, row.begin):
        yield from _all(_sharing(text, left), row, "post.apposition", False)
        return
    shared = PLURAL_BEHIND.match(text, row.end) or _SHARED.match(text, row.end)
    plural = PLURAL.search(text, low, row.begin) or PLURAL_BEHIND.match(text, row.end)
    if right and shared and plural and ":" in text[row.end : right[0].begin]:
        yield from _all(_scope(text, right, row.end), row, "post.shared", False)
        return
    if right and plural and _SHARED_BY.fullmatch(text, row.end, right[0].begin):
        for name in _run(text, right, people):
            yield from _all([name], _permanent(text, name, row), "post.shared", False)
        return
    if behind is not None and not (_ON_BEHALF.search(text, low, row.begin) and not adjacent):
        yield from _all([behind], row, "post.prefix", _ONCE.search(text, low, row.begin) is not None)


def _given_acting(text: str, low: int, name: Name, row: OfficeList) -> bool:
    """Tell whether a name and an acting office stand behind `giao`."""
    adjacent = _QUYEN.match(text, row.begin) is not None and not text[name.end : row.begin].strip()
    return adjacent and _GIVES.fullmatch(text, low, name.begin) is not None


def _joined(text: str, end: int, begin: int) -> bool:
    """Tell whether the words between an office and a name behind it join them."""
    return bool(_PREFIX.fullmatch(text, end, begin) or _DASH_RANK.fullmatch(text, end, begin))


def _all(names: Iterable[Name], row: OfficeList, rule: str, former: bool) -> Iterator[Held]:
    for name in names:
        for office in row.offices:
            yield Held(name, office, former or office.former, rule)


_PERMANENT = re.compile(r"\s*\(Thường trực\)", re.IGNORECASE)


def _permanent(text: str, name: Name, row: OfficeList) -> OfficeList:
    """Return the office of one of `hai Phó Bí thư Huyện ủy là ông A (Thường trực) và ông B`."""
    if not _PERMANENT.match(text, name.end):
        return row
    offices = tuple(replace(o, role=f"{o.role} Thường trực") if o.role.startswith("Phó ") else o for o in row.offices)
    return replace(row, offices=offices)


_TOGETHER = re.compile(r"\s*(?:,|và)\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?", re.IGNORECASE)


def _subjects(text: str, left: list[Name], verb: int, people: People) -> list[Name]:
    """Return who was appointed: the last name before the verb, and those joined to it (`A và B được bầu …`).

    Behind `bầu` each may have an office of its own: `bầu ông A, Bí thư Huyện ủy và bà B, Giám đốc Sở Tư pháp làm …`.
    """
    subjects = [left[-1]]
    elects = _ELECTS.search(text, max(0, left[0].begin - _REACH), verb)
    if not elects and text[left[-1].end : verb].strip():
        return subjects
    for name in reversed(left[:-1]):
        if elects and name.begin < elects.end():
            break
        end, between = _behind(text, name, people, subjects[0].begin)
        joined = _TOGETHER if end == name.end else _AND_ALSO
        if not joined.fullmatch(between) or (end > name.end and not elects):
            break
        subjects.insert(0, name)
    return subjects


def _behind(text: str, name: Name, people: People, until: int) -> tuple[int, str]:
    """Return where a name and the office behind it end, and what stands from there to `until`."""
    own = next((r for r in people.offices if name.end <= r.begin and r.end <= until), None)
    end = own.end if own is not None and _APPOSITION.fullmatch(text, name.end, own.begin) else name.end
    return end, text[end:until]


_ELECTS = re.compile(r"(?<!\w)(?<!được )(?:bầu|chỉ định|bổ nhiệm|phê chuẩn)(?: bổ sung| thêm)?\s", re.IGNORECASE)
_AND_ALSO = re.compile(r"\s*,?\s*và\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?", re.IGNORECASE)


_EACH = re.compile(r"(?:các|hai|ba)\s+(?:đồng chí|đ/c|ông|bà)\s*:?\s*$", re.IGNORECASE)


def _sharing(text: str, left: list[Name]) -> list[Name]:
    """Return whom an office behind names belongs to: the last, or all of `các đ/c A, B - nguyên Phó Bí thư`."""
    run = left[-1:]
    for name in reversed(left[:-1]):
        if not _TOGETHER.fullmatch(text, name.end, run[0].begin):
            break
        run.insert(0, name)
    return run if len(run) > 1 and _EACH.search(text, max(0, run[0].begin - _REACH), run[0].begin) else left[-1:]


_BRACKET = re.compile(r"\s*\([^()]{1,80}\)")


def _run(text: str, right: list[Name], people: People) -> list[Name]:
    """Return the names of `các Phó Chủ tịch UBND tỉnh A, B và C`, each with its own office or bracket behind it."""
    run = right[:1]
    for name in right[1:]:
        end = run[-1].end
        own = next((r for r in people.offices if r.begin >= end and _APPOSITION.fullmatch(text, end, r.begin)), None)
        end = own.end if own is not None and own.end <= name.begin else end
        bracket = _BRACKET.match(text, run[-1].end)
        end = bracket.end() if bracket else end
        if not _TOGETHER.fullmatch(text, end, name.begin):
            break
        run.append(name)
    return run


# "…; cùng đại diện các ban Đảng; các đồng chí nguyên Bí thư Huyện ủy: …": another group of people begins
_OTHERS = re.compile(r";\s*(?:cùng\s+|và\s+)*(?:các|đại diện|lãnh đạo|nguyên|cựu|những|cùng)\s", re.IGNORECASE)


def _scope(text: str, right: list[Name], begin: int) -> list[Name]:
    """Return the names that a shared title with a colon covers.

    "các đồng chí Ủy viên Trung ương Đảng: A, B; C": where several names stand before the first semicolon it ends
    the list; else semicolons part the persons and the title covers all of them.
    """
    other = _OTHERS.search(text, begin)
    right = [n for n in right if other is None or n.begin < other.start()]
    end = text.find(";", begin)
    first = [n for n in right if end < 0 or n.begin < end]
    return first if len(first) > 1 else right
