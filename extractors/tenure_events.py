"""Whether a sentence says that a person takes or leaves an office, and how (`ontology/tables/tenure_events.toml`).

`Bí thư Huyện ủy` is no event and neither is `hiện giữ chức Bí thư`; `được bầu giữ chức`, `thôi giữ chức`, `nghỉ hưu`
and `điều động đồng chí A, …, giữ chức …` are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.names import HONORIFIC, RANK, Name
from canbo.extractors.offices import OfficeList, OfficePhrase
from canbo.extractors.people import People
from canbo.extractors.triggers import Trigger
from canbo.extractors.words import any_of, pattern
from canbo.ontology import table

_TABLE = table("tenure_events")
_AROUND = _TABLE["around"]


def _words(patterns: list[str]) -> str:
    return "|".join(patterns)


# One group for each event; what begins with the same word is tried longest first.
_BEGUN = Trigger(
    r"(?:"
    + "|".join(
        rf"(?P<{entry['event']}>{any_of(entry['words'])})"
        for entry in sorted(_TABLE["begun"], key=lambda entry: entry["event"])
    )
    + r")(?!\w)(?! cử)"
)
_REASONS = [
    (entry["event"], re.compile(rf"(?<!\w)(?:{_words(entry['words'])})(?!\w)", re.IGNORECASE))
    for entry in _TABLE["ended"]
]
LEFT = Trigger(rf"(?:{_words(table('posts')['left'])})(?!\w)")
_TAKES = pattern(_AROUND["takes"])
_STEPS = pattern(_AROUND["steps"])
_HOLDS = pattern(_AROUND["holds"])
_PROPOSED = pattern(_AROUND["proposed"])
_NOT_YET = re.compile(
    rf"(?<!\w)(?:{any_of(_AROUND['not_yet'])})\s(?:việc\s)?(?:(?:cho|được|bị)\s)?"
    r"(?:(?:Ban Thường vụ|BTV|HĐND|UBND)\s(?:\S+\s){1,3})?$",
    re.IGNORECASE,
)
# Between the verb and whom it is about: "bầu bổ sung các đồng chí", "điều động, luân chuyển 02 cán bộ: Thượng tá"
_ADDRESS = re.compile(
    rf"(?:\s|,|:|\d+|các|hai|ba|lại|bổ sung|thêm|cán bộ|đối với|và|{HONORIFIC.pattern}|{RANK.pattern})*",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|;|và)\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?", re.IGNORECASE)
# "đồng chí Lò Văn Hặc, Phó Bí thư Huyện ủy, nghỉ hưu theo chế độ từ ngày …", "… đã từ trần hồi 5 giờ"
_GOES = re.compile(
    r"\s*[,)]?\s*(?:(?:đã|được|vừa|chính thức|về|đến tuổi)\s+){0,3}"
    rf"(?:{'|'.join(f'(?P<{event}>{rule.pattern})' for event, rule in _REASONS if event != 'transferred')})",
    re.IGNORECASE,
)
# "quyết định nghỉ hưu đối với đồng chí A, Trưởng Ban Dân vận Huyện ủy, từ ngày …"
_SENT = re.compile(
    rf"(?:{dict(_REASONS)['retired'].pattern})[^,;:.]{{0,30}}\s(?:đối với|cho)\s(?:đồng chí|đ/c|ông|bà)\s$",
    re.IGNORECASE,
)
_QUYEN = re.compile(r"(?:quyền|q\.)\s", re.IGNORECASE)
_REACH = 90
BEGINS = frozenset(["post.appointed", "post.pronoun", "post.elected"])


@dataclass(frozen=True, slots=True)
class Telling:
    """A name and an office that `posts` joined in a sentence, by which `rule`; `former` as it read the status."""

    text: str
    people: People
    name: Name
    office: OfficePhrase
    rule: str
    former: bool

    @property
    def row(self) -> OfficeList:
        """Return the row of offices that the office stands in."""
        at = self.office.begin
        found = next((r for r in self.people.offices if r.begin <= at < r.end), None)
        return found or OfficeList((self.office,), at, self.office.end)

    @property
    def clause(self) -> int:
        """Return where the clause begins that has both name and office: behind the last semicolon."""
        return self.text.rfind(";", 0, min(self.name.begin, self.office.begin)) + 1

    @property
    def floor(self) -> int:
        """Return where the words begin that join the office to its person: behind the office or name before it."""
        row = self.row
        ends = [r.end for r in self.people.offices if r.end <= row.begin]
        ends += [n.end for n in self.people.names if n.end <= row.begin]
        return max([self.clause, *ends])


@dataclass(frozen=True, slots=True)
class Event:
    """A taking or leaving: the concept, where its verb begins, and where the words behind it begin."""

    name: str
    verb: int
    behind: int


def begun(telling: Telling) -> Event | None:
    """Return how the person took the office, where the sentence states that, else None."""
    row = telling.row
    if telling.rule == "post.given":
        return Event("assigned", row.end, telling.name.end)
    if telling.rule not in BEGINS:
        return None
    taken = _taken(telling)
    if taken is None or not _happened(telling, taken[1]):
        return None
    event = "acting" if _QUYEN.match(telling.text, telling.office.begin) else taken[0]
    return Event(event, taken[1], row.end)


def _taken(telling: Telling) -> tuple[str, int] | None:
    """Return the event and where its verb is: right before the office, before the name, or in the decision's name."""
    text, floor, begin = telling.text, telling.floor, telling.row.begin
    quyen = _QUYEN.match(text, begin)  # "được giao quyền Chủ tịch": the verb ends within the office
    between = list(_BEGUN.finditer(text, floor, quyen.end() if quyen else begin))
    if between:
        return _event(between[-1])
    if telling.rule == "post.pronoun" or _HOLDS.search(text, floor, begin):
        return None
    first = _first_name(telling)
    before = list(_BEGUN.finditer(text, telling.clause, first))
    if before and _ADDRESS.fullmatch(text, before[-1].end(), first):
        return _event(before[-1])
    # "Quyết định … về luân chuyển cán bộ: đồng chí A thôi giữ chức …, giữ chức …; đồng chí B giữ chức …"
    colon = text.find(":", 0, first)
    heading = list(_BEGUN.finditer(text, 0, max(colon, 0))) if "quyết định" in text[: max(colon, 0)].lower() else []
    if heading:
        return _event(heading[-1])
    # "đồng chí A thôi giữ chức Phó Bí thư Huyện ủy, giữ chức Giám đốc Sở Nội vụ"
    left = LEFT.search(text, telling.name.end, begin)
    another = any(telling.name.end <= n.begin < begin for n in telling.people.names)
    return None if left is None or another else ("assigned", begin)


def _event(match: re.Match[str]) -> tuple[str, int]:
    return str(match.lastgroup), match.start()


def _first_name(telling: Telling) -> int:
    """Return where the run of names begins that the name stands in: `bầu các đồng chí A, B, C giữ chức …`."""
    begin = telling.name.begin
    for name in reversed(telling.people.names):
        if name.end < begin - _REACH:
            break
        if name.end <= begin and _JOINT.fullmatch(telling.text, name.end, begin):
            begin = name.begin
    return begin


def _happened(telling: Telling, verb: int) -> bool:
    before = telling.text[max(telling.clause, verb - _REACH) : verb]
    return not (_NOT_YET.search(before) or _PROPOSED.search(before))


def ended(telling: Telling) -> Event | None:
    """Return how the person left the office, where the sentence states that, else None."""
    text, name, row = telling.text, telling.name, telling.row
    behind = max(name.end, row.end)
    if telling.rule == "post.left":
        verb = max((m.start() for m in LEFT.finditer(text, 0, row.begin)), default=row.begin)
        if not _happened(telling, verb):
            return None
        return Event(_reason(telling, verb, behind), verb, behind)
    if telling.rule == "post.replaced":
        stop = next((m.start() for m in re.finditer(r"[;.]", text[behind:])), len(text) - behind)
        return Event(_first_reason(text[behind : behind + min(stop, _REACH)]) or "left", row.end, behind)
    if telling.former:
        return None  # "nguyên Bí thư Huyện ủy, từ trần ngày …": the office had ended before
    goes = _GOES.match(text, behind)
    if goes is None:
        sent = _SENT.search(text, telling.clause, _first_name(telling))
        return Event("retired", sent.start(), behind) if sent is not None else None
    event = next(event for event, said in goes.groupdict().items() if said)
    return Event(event, goes.start(), goes.end())


def _reason(telling: Telling, verb: int, behind: int) -> str:
    """Return why the office was left: by the words behind, by those before, or by the name of the decision."""
    text = telling.text
    stop = next_person(telling, behind)
    after = text[behind:stop]
    if event := _first_reason(after):
        return event
    if taken := _next_office(telling, behind, stop):
        return "transferred" if taken else "left"
    start = max([telling.clause, *(n.end for n in telling.people.names if n.end < telling.name.begin)])
    colon = text.find(":", 0, verb)
    return _first_reason(text[start:verb]) or _first_reason(text[: max(colon, 0)]) or "left"


def _next_office(telling: Telling, behind: int, stop: int) -> bool:
    """Tell whether the same person takes another office right away: `thôi giữ chức X, giữ chức Y`."""
    row = next((r for r in telling.people.offices if behind < r.begin < stop), None)
    return row is not None and _TAKES.search(telling.text, behind, row.begin) is not None


def next_person(telling: Telling, pos: int) -> int:
    """Return where the words behind `pos` stop to be about the person: at the next name or semicolon."""
    text = telling.text
    semicolon = text.find(";", pos)
    # "thôi giữ chức Bí thư Huyện ủy; giữ chức Trưởng Ban Dân vận": the person is still the same
    if semicolon >= 0 and _TAKES.match(text, semicolon + 2):
        semicolon = text.find(";", semicolon + 1)
    ends = [n.begin for n in telling.people.names if n.begin >= pos]
    return min([len(text), *ends, *([semicolon] if semicolon >= 0 else [])])


def _first_reason(words: str) -> str:
    return next((event for event, rule in _REASONS if rule.search(words)), "")


def next_step(text: str, begin: int, end: int) -> int:
    """Return where the first verb of taking, holding or leaving stands between two offsets, else `end`."""
    found = (rule.search(text, begin, end) for rule in (_BEGUN, LEFT, _STEPS))
    return min((match.start() for match in found if match is not None), default=end)
