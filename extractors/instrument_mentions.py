"""Instruments named in one sentence, each by a rule of its own; `canbo.extractors.instruments` joins them.

`instrument.numbered` reads `Nghị quyết số 43-NQ/TW …`, `instrument.event` what a meeting passed (`Nghị quyết Đại
hội Đảng bộ huyện lần thứ XVIII`), `instrument.issuer` what is known by who issued it and about what,
`instrument.law` a law, `instrument.programme` a programme that carries another one out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from canbo.extractors.document import Sentence
from canbo.extractors.instrument_numbers import FULL, Number, read_numbers, tidy
from canbo.extractors.instrument_tail import Tail, issued_before, read_issuer, read_tail, title_end
from canbo.extractors.meeting_mentions import Mention, find_mentions
from canbo.extractors.words import any_of, pattern, skip
from canbo.ontology import table

_TABLE = table("instruments")
_KINDS: dict[str, str] = {w.lower(): entry["vi"] for entry in _TABLE["kind"] for w in entry["words"]}
_CODES: dict[str, str] = {c.upper(): entry["vi"] for entry in _TABLE["kind"] for c in entry["codes"]}
_KIND = pattern(_KINDS)
_CTR = re.compile(r"(?<!\w)chương trình(?=\s(?:số\s)?\d{1,5}\s?[-/]\s?(?:CTr|CTHĐ|CTR))", re.IGNORECASE)
# "5 năm thực hiện NQ19-NQ/TW"
_STUCK = re.compile(r"(?<!\w)(?:NQ|CT|QĐ|KL|KH)(?=\d{1,4}\s?[-/]\s?[A-ZĐ])")
_NO_LETTERS = frozenset(["nq", "ct", "qđ", "kl", "kh", "nđ", "cthđ"])


@dataclass(frozen=True, slots=True)
class Found:
    """An instrument as one mention names it; `begin`, `end` are offsets into the text of its sentence.

    `subject` is the offset where its title begins, where there is one: what stands behind it is named within it.
    `said` is the offset before which a verb says how the article speaks of it, where that is not `begin`.
    """

    sentence: Sentence
    begin: int
    end: int
    kind: str
    rule: str
    number: str = ""
    title: str = ""
    issuer: str = ""
    date: str = ""
    subject: int = -1
    said: int = -1


def find_instruments(sentence: Sentence) -> Iterator[Found]:
    """Yield the instruments that a sentence names, in order; one named in another's title comes by itself too."""
    found = list(_scan(sentence))
    for i in reversed(range(len(found) - 1)):
        item, after = found[i], found[i + 1]
        alone = item.number and after.number and not item.issuer and not item.title
        # "Nghị quyết 45, Kết luận 81 của Bộ Chính trị": the issuer behind the last is everyone's
        if alone and _NEXT.fullmatch(sentence.text, item.end, after.begin):
            found[i] = replace(item, issuer=after.issuer)
    yield from found
    yield from _coded(sentence)


_NEXT = re.compile(r"\s?(?:,|;|và)\s(?:các\s)?", re.IGNORECASE)


def _scan(sentence: Sentence) -> Iterator[Found]:
    text = sentence.text
    events = {m.begin: m for m in find_mentions(sentence)}
    for match in _matches(text):
        kind = _KINDS.get(" ".join(match.group().lower().split()), "Chương trình hành động")
        numbers = read_numbers(text, skip(text, match.end()))
        if numbers and _fits(text, match, numbers):
            yield from _numbered(sentence, match.start(), kind, numbers)
        else:
            yield from _named(sentence, match, kind, events)


def _matches(text: str) -> list[re.Match[str]]:
    return sorted([*_KIND.finditer(text), *_CTR.finditer(text), *_STUCK.finditer(text)], key=lambda m: m.start())


def _fits(text: str, match: re.Match[str], numbers: list[Number]) -> bool:
    """Tell whether a number alone is a number of an instrument: `Nghị quyết 32` is, `quy định 3 nội dung` is not."""
    if numbers[0].full:
        return True
    said = text[match.end() : numbers[0].begin].strip().lower().startswith("số")
    return said or (match.group()[0].isupper() and numbers[0].begin - match.end() == 1)


def _numbered(sentence: Sentence, begin: int, kind: str, numbers: list[Number]) -> Iterator[Found]:
    tail = read_tail(sentence.text, numbers[-1].end)
    issuer = tail.issuer or issued_before(sentence.text, begin)
    # "các Nghị quyết số 18, 19-NQ/TW, ngày 25-10-2017": the day of both
    several = _PLURAL.search(sentence.text, max(0, begin - 20), begin) is not None
    for number in numbers:
        code = re.search(r"[-/]([A-ZĐ]+)\d{0,2}(?=[-/]|$)", number.text)
        # The words decide, save for "Chương trình số 3303/CTr-UBND" and a list under another kind's name.
        known = _CODES.get(code.group(1), kind) if code else kind
        right = known if kind == "Kế hoạch" and known == "Chương trình hành động" else kind
        end = tail.end if number is numbers[-1] else number.end
        last = number is numbers[-1] or len(numbers) == 1
        title = tail.title if last else ""
        subject = tail.end - len(tail.title) if title else -1
        yield Found(
            sentence, begin if number is numbers[0] else number.begin, end, right, "instrument.numbered",
            number.text, title, issuer, tail.date if last or several else "", subject,
        )  # fmt: skip


_OF = re.compile(r"\s(?:của\s)?(?:các\s)?")
_CENTRAL = re.compile(
    r"\s(?:Trung ương|TW|T\.Ư)(?:\sĐảng)?\s(?:lần\s)?(?:thứ\s)?(?:\d{1,2}|[IVX]{1,5})(?![\w/])"
    r"(?:,?\s\(?khóa\s[IVX]{1,6}\)?)?"
)
_TERM_YEAR = re.compile(r"\snăm (?:19|20)\d\d(?!\d|\s?[-/]\s?\d)")
_PLURAL = re.compile(r"(?:các|những|nhiều|một số|\d+)\s(?:dự thảo\s)?$", re.IGNORECASE)


def _named(sentence: Sentence, match: re.Match[str], kind: str, events: dict[int, Mention]) -> list[Found]:
    text, begin, end = sentence.text, match.start(), match.end()
    if match.group().lower() in ("luật", "bộ luật"):
        return list(filter(None, [_law(sentence, match)]))
    if match.group().lower() in _NO_LETTERS - {"nq"} or kind not in _NAMED_KINDS:
        return []
    if central := _CENTRAL.match(text, end):
        return [_event(sentence, begin, central.end(), kind, text[end : central.end()].strip())]
    of = _OF.match(text, end)
    event = events.get(of.end()) if of else None
    if event is not None and event.named:
        return [_event(sentence, begin, event.end, kind, event.title)]
    if kind in _PROGRAMMES and (programmes := _programmes(sentence, match, kind)):
        return programmes
    if _PLURAL.search(text[max(0, begin - 20) : begin]):
        return []
    return list(filter(None, [_issued(sentence, match, kind) or _passed(sentence, match, kind)]))


_NAMED_KINDS = frozenset(["Nghị quyết", "Chỉ thị", "Quyết định", "Kết luận", "Chương trình hành động", "Kế hoạch"])
_PROGRAMMES = frozenset(["Chương trình hành động", "Kế hoạch"])


def _event(sentence: Sentence, begin: int, end: int, kind: str, issuer: str) -> Found:
    """`Nghị quyết Đại hội Đảng bộ huyện lần thứ XX`: the meeting is the issuer."""
    text = sentence.text
    about = re.compile(r"\s(?=về\s|\")").match(text, end)
    if about:
        end = title_end(text, about.end())
    return Found(sentence, begin, end, kind, "instrument.event", title=_phrase(text, begin, end, kind), issuer=issuer)


def _phrase(text: str, begin: int, end: int, kind: str) -> str:
    words = text[begin:end].strip(" ,")
    # "NQ Trung ương 4": the naming phrase begins with the kind in full
    first = words.split(" ", 1)[0]
    if first.lower() in _NO_LETTERS:
        words = kind + words[len(first) :]
    return words[:1].upper() + words[1:]


def _issued(sentence: Sentence, match: re.Match[str], kind: str) -> Found | None:
    """`Nghị quyết năm 2012 của Ban Chấp hành Đảng bộ thành phố`, `Nghị quyết của Quốc hội về …`."""
    text = sentence.text
    tail = read_tail(text, match.end())
    issuer = tail.issuer
    if not issuer and kind == "Nghị quyết":
        tail, issuer = _direct(text, match.end(), tail)
    subject = tail.title.lower()
    if not issuer or not ((issuer[0].isupper() and (tail.year or subject)) or "khóa" in issuer):
        return None
    if not match.group()[0].isupper() and not tail.year:
        return None
    title = _phrase(text, match.start(), tail.end, kind)
    return Found(
        sentence, match.start(), tail.end, kind, "instrument.issuer", title=title, issuer=issuer, date=tail.date,
        subject=tail.end - len(tail.title) if tail.title else -1,
    )  # fmt: skip


def _direct(text: str, pos: int, tail: Tail) -> tuple[Tail, str]:
    """Read an issuer right behind the kind: `Nghị quyết Huyện ủy năm 2023`, `Nghị quyết HĐND tỉnh về …`."""
    direct = read_issuer(text, pos, loose=False)
    return (read_tail(text, direct[1]), direct[0]) if direct and text[pos : pos + 1] == " " else (tail, "")


_CARRIES = re.compile(
    rf"(?P<of>\scủa\s[^,;.:]{{3,60}}?)?\s(?:thực hiện|triển khai thực hiện|triển khai|cụ thể hóa)"
    rf"\s(?:các\s)?(?=(?:{any_of(_KINDS)})\s)",
    re.IGNORECASE,
)
_KIND_WORD = re.compile(rf"(?:{any_of(_KINDS)})\s", re.IGNORECASE)
# "hai dự thảo Chương trình hành động thực hiện Nghị quyết số 57 …; Nghị quyết số 59 …"
_SEVERAL = re.compile(r"(?<!\w)(?:0?[2-9]|hai|ba|bốn|các)\s(?:dự thảo\s)?$", re.IGNORECASE)


def _programmes(sentence: Sentence, match: re.Match[str], kind: str) -> list[Found]:
    """`dự thảo Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW`: known by what it carries out."""
    text, begin = sentence.text, match.start()
    carries = _CARRIES.match(text, match.end())
    if carries is None or (kind == "Kế hoạch" and not match.group()[0].isupper()):
        return []
    issuer = read_issuer(text, carries.start("of") + 5, loose=False) if carries["of"] else None
    carried = _KIND_WORD.match(text, carries.end())
    numbers = read_numbers(text, carried.end()) if carried else []
    end = numbers[-1].end if numbers else title_end(text, carries.end())
    first = Found(
        sentence, begin, end, kind, "instrument.programme", title=_phrase(text, begin, end, kind),
        issuer=issuer[0] if issuer else "", subject=carries.end(),
    )  # fmt: skip
    if not numbers or not _SEVERAL.search(text[max(0, begin - 20) : begin]):
        return [first]
    head = _phrase(text, begin, carries.end(), kind).removesuffix("các")
    return [first, *(_another(first, head, one) for one in _further(text, end))]


_FURTHER = re.compile(rf"(?:;|,|\svà)\s(?=(?:{any_of(_KINDS)})\s(?:số\s)?\d)", re.IGNORECASE)
_LONGEST_LIST = 1200


def _further(text: str, pos: int) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of the numbered instruments that the list behind `pos` goes on with."""
    for match in _FURTHER.finditer(text, pos, pos + _LONGEST_LIST):
        word = _KIND_WORD.match(text, match.end())
        numbers = read_numbers(text, word.end()) if word else []
        if numbers:
            yield match.end(), numbers[-1].end


def _another(first: Found, head: str, one: tuple[int, int]) -> Found:
    begin, end = one
    words = first.sentence.text[begin:end]
    return replace(first, begin=begin, end=end, title=f"{head.strip()} {words}", subject=begin, said=first.begin)


def _passed(sentence: Sentence, match: re.Match[str], kind: str) -> Found | None:
    """`Kỳ họp đã thông qua Nghị quyết về phân bổ vốn năm 2024`: the session that passes it identifies it."""
    text = sentence.text
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    tail = read_tail(text, match.end())
    if kind != "Nghị quyết" or not tail.title.startswith("về") or not _PASSING.search(before):
        return None
    title = _phrase(text, match.start(), tail.end, kind)
    subject = tail.end - len(tail.title)
    return Found(sentence, match.start(), tail.end, kind, "instrument.passed", title=title, subject=subject)


_BEFORE = 90
_PASSING = re.compile(r"(?:thông qua|quyết nghị)(?:\s\w+){0,4}:?\s(?:dự thảo\s)?$", re.IGNORECASE)

_LAW_YEAR = re.compile(
    r"\s(?P<name>[^;:.()\"]{2,90}?)\s(?:\(sửa đổi\)\s)?(?:năm\s)?(?P<year>(?:19|20)\d\d)(?!\d|\s?[-/]\s?\d)"
)
_LAW_END = re.compile(rf"[;:.()\"?!]|,\s(?!chống)|\s(?=(?:{any_of(_TABLE['around']['law_ends'])})(?!\w))|$")
_MOST_LAW_WORDS = 9
_LONGEST_LAW = 120


def _law(sentence: Sentence, match: re.Match[str]) -> Found | None:
    """`Luật Đất đai năm 2013`, `Bộ luật Hình sự`; a law begins with a capital and has a name."""
    text = sentence.text
    if match.group() not in ("Luật", "Bộ luật", "Bộ Luật") or text[match.end() : match.end() + 1] != " ":
        return None
    stop = _LAW_END.search(text, match.end(), match.end() + _LONGEST_LAW)
    end = stop.start() if stop else match.end()
    dated = _LAW_YEAR.match(text, match.end())
    if dated and dated.end("name") <= end + 1:
        end = dated.end()
    name = text[match.end() + 1 : end].strip()
    said = len(name.split()) if name else 0
    if not 0 < said <= _MOST_LAW_WORDS or not (name[0].isupper() or "," in name or match.group().lower() == "bộ luật"):
        return None
    return Found(sentence, match.start(), end, "Luật", "instrument.law", title=text[match.start() : end].strip())


def _coded(sentence: Sentence) -> Iterator[Found]:
    """Read numbers that stand without their kind: `theo 43-NQ/TW`."""
    text = sentence.text
    for match in FULL.finditer(text):
        code = re.search(r"[-/]([A-ZĐ]+)\d{0,2}", tidy(match.group()))
        kind = _CODES.get(code.group(1).upper()) if code else None
        if kind is not None and not text[max(0, match.start() - 1) : match.start()].strip():
            tail = read_tail(text, match.end())
            yield Found(
                sentence, match.start(), match.end(), kind, "instrument.code", tidy(match.group()),
                tail.title, tail.issuer, tail.date,
            )  # fmt: skip
