"""The fact table `participants`: who chairs, speaks at or attends the article's main meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canbo.extractors.cast import Cast
from canbo.extractors.document import Document, Kind
from canbo.extractors.names import HONORIFIC, RANK, Name
from canbo.extractors.people import People
from canbo.extractors.statements import Meeting, Office, Participation
from canbo.ontology import table

_TABLE = table("parts")
_PARTS = ("chairs", "attends", "speaks")


def _joined(patterns: list[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


# a name and its offices, then at most a few adverbs, then the verb
_ADVERB = rf"(?:(?:{_joined(_TABLE['adverbs'])})\s+)"
_VERB = {
    part: re.compile(rf"\s*,?\s*{_ADVERB}{{0,3}}(?:{_joined(_TABLE['verbs'][part])})(?!\w)", re.IGNORECASE)
    for part in _PARTS
}
_AND_VERB = {
    part: re.compile(rf"[^,;.]{{0,40}}?\s(?:và|,)\s+(?:{_joined(_TABLE['verbs'][part])})(?!\w)", re.IGNORECASE)
    for part in _PARTS
}
# "Dự hội nghị có", "Chủ trì buổi làm việc là", "Cùng dự:"; no mark may stand before có or the colon. A capital begins
# an opening too, where a caption is glued to the sentence.
_OPENING = {
    part: re.compile(
        rf"(?:^|[.;:,\"]\s*|[-*+•]\s*|\s(?=(?-i:[CDĐKTV])))(?:{_joined(_TABLE['opening'][part])})(?!\w)[^.;:]{{0,80}}?(?:\bcó\b|\bgồm\b|\blà\b|:)",
        re.IGNORECASE,
    )
    for part in ("chairs", "attends")
}
_SPEAKS_NEXT = re.compile(
    rf"(?:^|[.\"]\s*|;\s*)(?:{_joined(_TABLE['opening']['speaks'])})(?!\w)[^;:]{{0,90}}?,?\s*$", re.IGNORECASE
)
_OTHER = re.compile(rf"\s*,?\s*{_ADVERB}{{0,3}}(?:{_joined(_TABLE['none'])})(?!\w)", re.IGNORECASE)
_LIST = re.compile(
    r"\s*(?:,|;|và|cùng|-|/)?\s*(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s*:?\s*)?(?:\S+\s+){0,1}", re.IGNORECASE
)
_DO = re.compile(
    r"\b(?:do|dưới sự (?:chủ trì|điều hành) của)\s+(?:các\s+)?(?:đồng chí|đ/c|ông|bà)?\s*:?\s*$",
    re.IGNORECASE,
)
# "Theo Đại tá Hồ Sỹ Nghĩa, …"; "Cùng dự họp, Chủ tịch UBND quận … cho hay"
_ACCORDING = re.compile(r"(?:^|[.;,:\"]\s*)theo\s+$", re.IGNORECASE)
_ALSO_THERE = re.compile(r"(?:^|[.\"]\s*)(?:cùng |tham |đến )?dự[^,;.:]{0,40},\s*$", re.IGNORECASE)
_CHAIRED_BY = re.compile(r"\bdưới sự (?:chủ trì|điều hành|chủ tọa) của\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A person in a sentence with the offices beside the name: the noun phrase that may be a subject."""

    person: str
    begin: int
    end: int


def read(document: Document, cast: Cast, offices: list[Office], main: Meeting | None) -> list[Participation]:
    """Return each person's parts in the main meeting, in order; without a main meeting nobody takes part."""
    if main is None:
        return []
    holders = _holders(offices)
    found: dict[tuple[str, str], Participation] = {}
    listed = ""  # the part that a list of bullets goes on with: "Dự kỳ họp có:" above them
    for scene in cast:
        mentions = _mentions(scene.sentence.text, scene.people, holders)
        if scene.sentence.kind is not Kind.ITEM:
            listed = _announced(scene.sentence.text, listed)
        parts = [*_parts(scene.sentence.text, mentions)]
        if listed and scene.sentence.kind is Kind.ITEM:
            parts += [(mention, listed, f"part.{listed}.list") for mention in mentions[:1]]
        for mention, part, rule in parts:
            evidence = document.evidence(scene.sentence, mention.begin, _clause_end(scene.sentence.text, mention.end))
            row = Participation(evidence=evidence, rule=rule, person=mention.person, part=part)
            found.setdefault((row.person, part), row)
    return list(found.values())


_LIST_HEAD = re.compile(r"(?:về phía|đại biểu|thành phần|các ông|các đồng chí|các đ/c)[^.;]{0,80}:$", re.IGNORECASE)


def _announced(text: str, before: str) -> str:
    """Return the part that the bullets behind this sentence have; empty where it announces no list of people.

    "Về phía xã có các ông, bà:" goes on with the part of the sentence before it.
    """
    if not text.endswith(":"):
        return ""
    for part, opening in _OPENING.items():
        if opening.search(text):
            return part
    return (before or "attends") if _LIST_HEAD.search(text) else ""


_CLAUSE_END = re.compile(r"[,;:.!?\"]")


def _clause_end(text: str, pos: int) -> int:
    """Return where the clause behind a person ends, its verb included; the mark right behind the name is passed."""
    match = _CLAUSE_END.search(text, min(pos + 2, len(text)))
    return match.start() if match else len(text)


def _holders(offices: list[Office]) -> dict[str, str]:
    """Return who is meant by an office alone (`Bí thư Huyện ủy`), where one person of the article holds it."""
    holders: dict[str, set[str]] = {}
    for office in offices:
        if office.status == "current":
            holders.setdefault(f"{office.role} {office.body}".lower(), set()).add(office.person)
    return {key: people.pop() for key, people in holders.items() if len(people) == 1}


def _parts(text: str, mentions: list[_Mention]) -> Iterator[tuple[_Mention, str, str]]:
    given: set[int] = set()
    for part, opening in _OPENING.items():
        for match in opening.finditer(text):
            for mention in _listed(text, mentions, match.end()):
                if mention.begin not in given:
                    given.add(mention.begin)
                    yield mention, part, f"part.{part}.opening"
    for i, mention in enumerate(mentions):
        yield from _as_subject(text, mentions, i, given)
        before = text[: mention.begin]
        if _OTHER.match(text, mention.end):
            continue
        if _SPEAKS_NEXT.search(before[-110:]) and not any(
            m.end <= mention.begin and m.end > mention.begin - 110 for m in mentions[:i]
        ):
            yield mention, "speaks", "part.speaks.opening"
        if _ACCORDING.search(before[-12:]):
            yield mention, "speaks", "part.speaks.according"
        if _ALSO_THERE.search(before[-60:]):
            yield mention, "attends", "part.attends.opening"
        if _CHAIRED_BY.search(before[-60:]):
            yield mention, "chairs", "part.chairs.under"


def _as_subject(text: str, mentions: list[_Mention], i: int, given: set[int]) -> Iterator[tuple[_Mention, str, str]]:
    mention = mentions[i]
    for part, verb in _VERB.items():
        match = verb.match(text, mention.end)
        if match is None:
            continue
        for subject in _together(text, mentions, i, part):
            if not (part == "attends" and subject.begin in given):
                yield subject, part, f"part.{part}.verb"
        for other, pattern in _AND_VERB.items():
            if other != part and pattern.match(text, match.end()):
                yield mention, other, f"part.{other}.verb"
        return


def _together(text: str, mentions: list[_Mention], i: int, part: str) -> list[_Mention]:
    """Return the mention and those joined to it in one list (`A - …; B - …; C - … chủ trì Hội nghị`).

    Who speaks is joined by `và` and `cùng` only: what stands before a comma may be another clause.
    """
    subjects = [mentions[i]]
    for mention in reversed(mentions[:i]):
        between = text[mention.end : subjects[0].begin]
        if not _LIST.fullmatch(between) or (part == "speaks" and not re.match(r"\s*,?\s*(?:và|cùng)\b", between)):
            break
        subjects.insert(0, mention)
    return subjects


def _listed(text: str, mentions: list[_Mention], begin: int) -> list[_Mention]:
    """Return the people of the list that an opening announces: to the end of the sentence or another verb."""
    found = []
    for mention in mentions:
        if mention.begin < begin:
            continue
        found.append(mention)
        if any(verb.match(text, mention.end) for part, verb in _VERB.items() if part != "attends"):
            # "…; đồng chí C chủ trì": the list ended before its last member
            found.pop()
            break
    return found


def _mentions(text: str, people: People, holders: dict[str, str]) -> list[_Mention]:
    """Join each name with the offices beside it; an office alone stands for the person who holds it."""
    mentions = []
    used: set[int] = set()
    for name in people.names:
        begin, end = _around(text, name, people, used)
        mentions.append(_Mention(name.text, begin, end))
    for row in people.offices:
        if row.begin in used:
            continue
        last = row.offices[-1]
        body = last.body.name if last.body else ""
        person = holders.get(f"{last.role} {body}".lower())
        if person is not None:
            mentions.append(_Mention(person, row.begin, row.end))
    return sorted(mentions, key=lambda m: m.begin)


_BESIDE = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?[,(-]?\s*(?:là\s+)?")
_ADDRESS = re.compile(rf"(?:(?:{HONORIFIC.pattern}|{RANK.pattern})\s*)+$", re.IGNORECASE)
# "(bên trái)", ", cử tri buôn Khóa,"
_ASIDE = re.compile(
    r"\s*\([^()]{0,60}\)"
    r"|\s*,\s*(?:cử tri|thôn|tổ|ngụ|trú|ở|đại diện|chủ hộ)\s[^,;.()]{2,50},"
    r"|\s*,\s*phụ trách\s[^,;.()]{2,50}?(?=\s(?:đến |tham |cùng )?dự\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\s*[,-]?\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?(?:\S+\s+)?", re.IGNORECASE)


def _around(text: str, name: Name, people: People, used: set[int]) -> tuple[int, int]:
    begin, end = name.begin, name.end
    for row in people.offices:
        if row.end <= name.begin and _BEFORE.fullmatch(text, row.end, name.begin) and row.begin not in used:
            begin = row.begin
            used.add(row.begin)
        elif row.begin >= end and _BESIDE.fullmatch(text, end, row.begin):
            end = row.end + (1 if text[row.end : row.end + 1] == ")" else 0)
            used.add(row.begin)
    address = _ADDRESS.search(text, 0, begin)
    aside = _ASIDE.match(text, end)
    return address.start() if address else begin, aside.end() if aside else end
