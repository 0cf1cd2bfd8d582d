"""The fact table `participants`: who chairs, speaks at or attends the article's main meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from canbo.extractors.cast import Cast
from canbo.extractors.context import Context
from canbo.extractors.document import Document, Kind
from canbo.extractors.person_mentions import Holders, PersonMention, find_people
from canbo.extractors.statements import Meeting, Office, Participation
from canbo.extractors.talk import Talk
from canbo.extractors.triggers import Trigger
from canbo.ontology import table

_TABLE = table("parts")
_PARTS = ("chairs", "attends", "speaks")


def _joined(patterns: list[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


# a name and its offices, then at most a few adverbs, then the verb
_ADVERB = rf"(?:(?:{_joined(_TABLE['adverbs'])})\s+)"
_VERB = {
    part: re.compile(rf"\s*(?:,|-\s)?\s*{_ADVERB}{{0,3}}(?:{_joined(_TABLE['verbs'][part])})(?!\w)", re.IGNORECASE)
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
# Where none of these words stands, no opening is looked for.
_OPENS = {part: Trigger(rf"(?:{_joined(words)})(?!\w)") for part, words in _TABLE["opening"].items()}
_SPEAKS_NEXT = re.compile(
    rf"(?:^|[.\"]\s*|;\s*)(?:{_joined(_TABLE['opening']['speaks'])})(?!\w)[^;:]{{0,90}}?,?\s*$", re.IGNORECASE
)
# "Đại diện Ban Tổ chức Tỉnh ủy có đồng chí A": who is there, not who speaks
_PRESENT = re.compile(r"\b(?:có|gồm)\s+(?:các\s+)?$", re.IGNORECASE)
_OTHER = re.compile(rf"\s*,?\s*{_ADVERB}{{0,3}}(?:{_joined(_TABLE['none'])})(?!\w)", re.IGNORECASE)
_LIST = re.compile(
    r"\s*(?:,|;|và|cùng|-|/)?\s*(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s*:?\s*)?(?:\S+\s+){0,1}", re.IGNORECASE
)
_DO = re.compile(
    r"\b(?:do|dưới sự (?:chủ trì|điều hành) của)\s+(?:các\s+)?(?:đồng chí|đ/c|ông|bà)?\s*:?\s*$",
    re.IGNORECASE,
)
# "Theo Đại tá Hồ Sỹ Nghĩa, …"; "Cùng dự họp, Chủ tịch UBND quận … cho hay"
_ACCORDING = re.compile(r"(?:^|[.;,:\"]\s*)(?:(?:còn|cũng|và|nhưng|song|riêng)\s+)?theo\s+$", re.IGNORECASE)
_ALSO_THERE = re.compile(r"(?:^|[.\"]\s*)(?:cùng |tham |đến )?dự[^,;.:]{0,40},\s*$", re.IGNORECASE)
# "Chủ trì hội nghị, Bí thư Huyện ủy A nêu rõ …"
_CHAIRING = re.compile(r"(?:^|[.\"]\s*)(?:đồng )?(?:chủ trì|chủ tọa|điều hành)[^,;.:]{0,60},\s*$", re.IGNORECASE)
# "Hội nghị diễn ra dưới sự chủ trì của A và B": the people behind it, as far as they are joined in one list
_UNDER = {part: Trigger(rf"(?:{_joined(_TABLE['under'][part])})\s+(?:các\s+)?:?\s*") for part in ("chairs", "attends")}
# "Diễn văn của Chủ tịch UBND huyện A ôn lại …"
_WORDS_OF = re.compile(rf"(?<!\w)(?:{_joined(_TABLE['words']['speaks'])}) của\s+(?:đại biểu\s+)?$", re.IGNORECASE)
# "ông A ngậm ngùi: "…"", "bà B hỏi dồn: "…"": a few small words, then what is said
_QUOTING = re.compile(r"\s*,?\s*(?:[^\W\d_A-ZĐ][^\W\d_]*\s+){0,4}[^\W\d_A-ZĐ][^\W\d_]*\s*:\s*\"")
# ", chủ cơ sở chế biến gỗ, cho biết": an apposition that no table of offices has, closed by its second comma
_APPOSITION = re.compile(r"(?:\s*,\s*[^,;.:()\"]{2,80}){1,3},(?=\s)")
# " thú y xã Tà Hộc,": the rest of an office whose body no table has
_UNFINISHED = re.compile(r"(?:\s[^,;.:()\"]{2,60})?(?:\s*,\s*[^,;.:()\"]{2,80}){0,2},(?=\s)")
# "kể với chúng tôi bên hành lang", "trao đổi với phóng viên": not at the meeting
_TO_REPORTERS = Trigger(
    r"(?:với (?:chúng tôi|phóng viên|pv|nhà báo|báo giới)|phỏng vấn|bên (?:lề|hành lang)|qua điện thoại)\b"
)
# " - Tổ trưởng Tổ hợp tác số 3 cho biết": the same without the second comma; it begins with a capital
_TITLED = {
    part: re.compile(
        rf"(?:\s*[,-]\s*|\s)(?:(?-i:[A-ZĐ])|(?<=phụ trách )|(?<=chuyên trách ))[^,;.:()\"]{{2,70}}?\s"
        rf"(?:{_joined(_TABLE['verbs'][part])})(?!\w)",
        re.IGNORECASE,
    )
    for part in _PARTS
}
# ", cán bộ hưu trí phản ánh", "-già làng Kon Sơn đề nghị": what a person is who holds no office, in small letters
_CALLED = {
    part: re.compile(
        rf"\s*[,-]\s*(?:{_joined(_TABLE['called'])})(?!\w)[^,;.:()\"]{{0,60}}?,?\s"
        rf"(?:{_joined(_TABLE['verbs'][part])})(?!\w)",
        re.IGNORECASE,
    )
    for part in ("attends", "speaks")
}


_Part = tuple[PersonMention, str, str]


def read(
    document: Document, context: Context, cast: Cast, offices: list[Office], main: Meeting | None
) -> list[Participation]:
    """Return each person's parts in the main meeting, in order; without a main meeting nobody takes part."""
    if main is None:
        return []
    holders = Holders.of(offices, cast, context)
    found: dict[tuple[str, str], Participation] = {}
    listed = ""  # the part that a list of bullets goes on with: "Dự kỳ họp có:" above them
    talk = Talk()
    aside: tuple[int, set[str]] = (-1, set())  # the paragraph in which some talk to reporters, and who
    for scene in cast:
        text = scene.sentence.text
        mentions = find_people(text, scene.people, holders)
        pronoun = talk.pronoun(scene.sentence)
        if pronoun and not any(m.begin < pronoun.end() for m in mentions):
            mentions.insert(0, PersonMention(talk.person, 0, pronoun.end(), named=False))
        if scene.sentence.kind is not Kind.ITEM:
            listed = _announced(text, listed)
        parts = [*_parts(text, mentions)]
        if listed and scene.sentence.kind is Kind.ITEM:
            parts += [(mention, listed, f"part.{listed}.list") for mention in mentions[:1]]
        if _TO_REPORTERS.search(text):
            aside = scene.sentence.block, {m.person for m in mentions}
        outside = aside[1] if aside[0] == scene.sentence.block else set()
        for mention, part, rule in parts:
            if mention.person in outside and part == "speaks":
                continue  # "trao đổi với phóng viên, ông A cho biết …. "…", ông A nói."
            evidence = document.evidence(scene.sentence, mention.begin, _clause_end(text, mention.end))
            row = Participation(evidence=evidence, rule=rule, person=mention.person, part=part)
            found.setdefault((row.person, part), row)
        talk.hear(scene.sentence, [m.person for m, part, _ in parts if part != "attends"], mentions)
    return list(found.values())


_LIST_HEAD = re.compile(r"(?:về phía|đại biểu|thành phần|các ông|các đồng chí|các đ/c)[^.;]{0,80}:$", re.IGNORECASE)


def _announced(text: str, before: str) -> str:
    """Return the part that the bullets behind this sentence have; empty where it announces no list of people.

    "Về phía xã có các ông, bà:" goes on with the part of the sentence before it.
    """
    if not text.endswith(":"):
        return ""
    for part, opening in _OPENING.items():
        if _OPENS[part].may_match(text) and opening.search(text):
            return part
    return (before or "attends") if _LIST_HEAD.search(text) else ""


_CLAUSE_END = re.compile(r"[,;:.!?\"]")


def _clause_end(text: str, pos: int) -> int:
    """Return where the clause behind a person ends, its verb included; the mark right behind the name is passed."""
    match = _CLAUSE_END.search(text, min(pos + 2, len(text)))
    return match.start() if match else len(text)


def _parts(text: str, mentions: list[PersonMention]) -> Iterator[_Part]:
    given: set[int] = set()
    if _TO_REPORTERS.search(text):
        return
    for part, opening in _OPENING.items():
        for match in opening.finditer(text) if _OPENS[part].may_match(text) else ():
            for mention in _listed(text, mentions, match.end()):
                if mention.begin not in given:
                    given.add(mention.begin)
                    yield mention, part, f"part.{part}.opening"
    for part, under in _UNDER.items():
        for match in under.finditer(text):
            for mention in _run(text, mentions, match.end()):
                given.add(mention.begin)
                yield mention, part, f"part.{part}.under"
    for i, mention in enumerate(mentions):
        yield from _as_subject(text, mentions, i, given)
        before = text[: mention.begin]
        if _OTHER.match(text, mention.end):
            continue
        if (
            _OPENS["speaks"].may_match(text)
            and _SPEAKS_NEXT.search(before[-110:])
            and not _PRESENT.search(before[-30:])
            and not any(m.end <= mention.begin and m.end > mention.begin - 110 for m in mentions[:i])
        ):
            yield mention, "speaks", "part.speaks.opening"
        if _ACCORDING.search(before[-12:]):
            yield mention, "speaks", "part.speaks.according"
        if _ALSO_THERE.search(before[-60:]):
            yield mention, "attends", "part.attends.opening"
        if _CHAIRING.search(before[-80:]):
            yield mention, "chairs", "part.chairs.opening"
        if _WORDS_OF.search(before[-60:]):
            yield mention, "speaks", "part.speaks.words"


# "giao Giám đốc Sở Xây dựng A báo cáo tiến độ": some other day
_TOLD_TO = re.compile(r"(?<!\w)(?:giao|phân công)(?: cho)?\s+$", re.IGNORECASE)


def _as_subject(text: str, mentions: list[PersonMention], i: int, given: set[int]) -> Iterator[_Part]:
    mention = mentions[i]
    if _TOLD_TO.search(text, max(0, mention.begin - 12), mention.begin):
        return
    for part, match in _deeds(text, mentions, i):
        for subject in _together(text, mentions, i, part):
            if not (part == "attends" and subject.begin in given):
                yield subject, part, f"part.{part}.verb"
        for other, pattern in _AND_VERB.items():
            if other != part and pattern.match(text, match.end()):
                yield mention, other, f"part.{other}.verb"
        return
    aside = (_UNFINISHED if mention.titled else _APPOSITION).match(text, mention.end)
    says = _QUOTING.match(text, mention.end) or (aside and _QUOTING.match(text, aside.end()))
    if says and not _OTHER.match(text, mention.end):
        yield mention, "speaks", "part.speaks.quote"


def _deeds(text: str, mentions: list[PersonMention], i: int) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the verbs, with their part, whose subject is the mention: right behind it, else behind an apposition."""
    mention = mentions[i]
    for part in _PARTS:
        if match := _VERB[part].match(text, mention.end):
            yield part, match
            return
    if not mention.named:
        return
    following = mentions[i + 1].begin if i + 1 < len(mentions) else len(text)
    aside = (_UNFINISHED if mention.titled else _APPOSITION).match(text, mention.end, following)
    for part in _PARTS:
        if aside is not None and (match := _VERB[part].match(text, aside.end())):
            yield part, match
            return
    for part in _PARTS:
        called = _CALLED[part].match(text, mention.end, following) if part in _CALLED else None
        if match := _TITLED[part].match(text, mention.end, following) or called:
            yield part, match
            return


def _together(text: str, mentions: list[PersonMention], i: int, part: str) -> list[PersonMention]:
    """Return the mention and those joined to it in one list (`A - …; B - …; C - … chủ trì Hội nghị`).

    Who speaks is joined by `và` and `cùng`: what stands before a comma may be another clause. Only behind `các đồng
    chí` do commas join speakers, too.
    """
    subjects = [mentions[i]]
    joined = 0
    for mention in reversed(mentions[:i]):
        between = text[mention.end : subjects[0].begin]
        if not _LIST.fullmatch(between):
            break
        subjects.insert(0, mention)
        if joined == len(subjects) - 2 and _AND.match(between):
            joined += 1
    if part != "speaks" or _SEVERAL.search(text, max(0, subjects[0].begin - 40), subjects[0].begin + 12):
        return subjects
    return subjects[len(subjects) - 1 - joined :]


_AND = re.compile(r"\s*,?\s*(?:và|cùng)\b")
_SEVERAL = re.compile(
    r"(?:^|[,.;:]\s*|có\s+)(?:các|hai|ba)\s+(?:đồng chí|đ/c|ông|bà|vị|đại biểu)\s*:?\s*", re.IGNORECASE
)


def _run(text: str, mentions: list[PersonMention], begin: int) -> list[PersonMention]:
    """Return the people of the list that begins at `begin`, as far as they are joined."""
    run: list[PersonMention] = []
    for mention in mentions:
        if mention.begin < begin:
            continue
        if not _LIST.fullmatch(text, run[-1].end if run else begin, mention.begin):
            break
        run.append(mention)
    return run


def _listed(text: str, mentions: list[PersonMention], begin: int) -> list[PersonMention]:
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
