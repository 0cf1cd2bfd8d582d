"""What stands behind the number or kind of an instrument: its date, who issued it, what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.bodies import read_body
from canbo.extractors.dates import find_dates
from canbo.extractors.ordinals import NUMBER
from canbo.extractors.words import UPPER, any_of, skip
from canbo.ontology import table

_TABLE = table("instruments")
_AROUND = _TABLE["around"]
KINDS = any_of(word for entry in _TABLE["kind"] for word in entry["words"])
_DATE = re.compile(r"[\s,(]*(?:ban hành\s|ra\s|ký\s)?(?=ngày\s|\d)", re.IGNORECASE)
_YEAR = re.compile(r"\s(?:năm (?P<year>(?:19|20)\d\d))(?!\d|\s?[-/]\s?\d)")
_OF = re.compile(r"\)?,?\s(?:của|do)\s(?:các\s)?", re.IGNORECASE)
_SUBJECT = re.compile(rf"\)?[,:]?\s(?=(?:{any_of(_AROUND['subjects'])})(?!\w)|\")", re.IGNORECASE)
_TITLE_END = re.compile(
    rf"[;:!?]|\.(?=\s|$)|\.\.|\./|,?\s(?=(?:và\s)?(?:các\s)?(?:{KINDS})\s(?:số|\d))"
    rf"|,\s(?=(?:{any_of(_AROUND['ends'])})(?!\w))|,\s(?-i:(?=[{UPPER}][^\W\d_{UPPER}]))"
    r"|\s\(|\s(?=(?:đã|gắn với|góp phần|nhằm|sẽ)\s)",
    re.IGNORECASE,
)
# A quotation is the subject as a whole; one that ends in a comma is not closed where it should be.
_QUOTE = re.compile(r'(?:về\s)?"[^"]{3,300}(?<![\s,])"', re.IGNORECASE)
# "Chương trình hành động số 02 thực hiện Nghị quyết số 57-NQ/TW": the subject is the instrument carried out
_CARRIES_OUT = re.compile(
    rf"(?:triển khai thực hiện|thực hiện|triển khai|cụ thể hóa)\s(?:{KINDS})\s(?:số\s)?"
    r"\d+[a-z]?(?:[-/][\w/-]*\w)?(?![\w/])",
    re.IGNORECASE,
)
_LONGEST = 320
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Tail:
    """Date (ISO or empty), issuer and subject as written; `end` is the offset behind the last of them."""

    date: str
    issuer: str
    title: str
    end: int
    year: str = ""


def read_tail(text: str, pos: int) -> Tail:
    """Read `, ngày 24/11/2023 của Bộ Chính trị về …` at `pos`; the parts come in any order and may be missing."""
    date = issuer = title = year = ""
    for _ in range(4):
        if not date and (found := _date(text, pos)):
            date, pos = found
        elif not issuer and (named := _issuer(text, pos)):
            issuer, pos = named
        elif not year and (match := _YEAR.match(text, pos)):
            year, pos = match["year"], match.end()
        else:
            break
    subject = _SUBJECT.match(text, pos)
    if subject is not None:
        end = title_end(text, subject.end())
        title, pos = text[subject.end() : end].strip(), end
        if _CARRIES_OUT.match(text, subject.end()):
            # the date and issuer behind are those of the instrument that is carried out
            return Tail(date, issuer, title, pos, year)
        # a quotation that does not end where the subject ends
        title = title.replace('"', "") if title.count('"') % 2 else title
        if not date and (found := _date(text, pos)):
            date, pos = found
        if not issuer and (named := _issuer(text, pos)):
            issuer, pos = named
    return Tail(date, issuer, title, pos, year)


def _date(text: str, pos: int) -> tuple[str, int] | None:
    start = _DATE.match(text, pos)
    if start is None:
        return None
    for date in find_dates(text[start.end() : start.end() + _NEAR]):
        if date.begin == 0 and date.iso:
            return date.iso, start.end() + date.end
        break
    return None


def title_end(text: str, pos: int) -> int:
    """Return where the subject that begins at `pos` ends; a quotation is taken whole."""
    limit = min(len(text), pos + _LONGEST)
    quote = _QUOTE.match(text, pos)
    if quote is not None:
        return quote.end()
    carried = _CARRIES_OUT.match(text, pos)
    if carried is not None:
        return carried.end()
    # the first word may be a kind itself: "ban hành Quy định số 08"
    end = _TITLE_END.search(text, min(pos + 3, limit), limit)
    return end.start() if end else limit


def _issuer(text: str, pos: int) -> tuple[str, int] | None:
    of = _OF.match(text, pos)
    return read_issuer(text, of.end()) if of is not None else None


_PERSON = re.compile(rf"(?:{any_of(_AROUND['persons'])})\s?")
_TERM = re.compile(rf"(?:,?\s\(?(?:khóa|nhiệm kỳ)\s(?:\d{{4}}\s?-\s?\d{{4}}|{NUMBER})\)?)", re.IGNORECASE)
_LOOSE = re.compile(rf"(?:{any_of(_AROUND['loose'])})(?![\w/])")
_ISSUER_END = re.compile(rf"[,;:.\"()!?]|\s(?=(?:{any_of(_AROUND['issuer_ends'])})(?!\w))|\s-\s|$", re.IGNORECASE)
_MOST_WORDS = 9


def read_issuer(text: str, pos: int, loose: bool = True) -> tuple[str, int] | None:
    """Read who issued an instrument at `pos`, as written with its term: (issuer, end).

    With `loose` words that name no known body count too, where they begin with a capital (`Tổng cục Thuế`).
    """
    start = skip(text, pos)
    person = _PERSON.match(text, start)
    body = read_body(text, person.end() if person else start)
    if body is not None:
        end = body.end
    elif person is not None:
        end = person.end()
    elif match := _LOOSE.match(text, start):
        end = match.end()
    else:
        stop = _ISSUER_END.search(text, start, start + 90)
        end = stop.start() if stop else start
        words = text[start:end].split()
        if not loose or not words or len(words) > _MOST_WORDS or not words[0][0].isupper():
            return None
    term = _TERM.match(text, end)
    # "HĐND tỉnh khóa X" but not "Đại hội các cấp, nhiệm kỳ": a term behind a comma belongs to the sentence
    if term is not None and text[end] != ",":
        end = term.end() - (term.group().endswith(")") and "(" not in term.group())
    issuer = text[start:end].strip(" .,")
    return (issuer, end) if issuer else None


# "Chính phủ ban hành Nghị quyết 100/NQ-CP"
_ISSUED = re.compile(r"\s(?:đã\s|vừa\s)?(?:ban hành|ký|ký ban hành|ra|có)\s$", re.IGNORECASE)
# "Chủ tịch UBND tỉnh Lê Văn A đã ban hành": whoever issues in person, between office and verb
_NAME = re.compile(rf"\s(?:[{UPPER}][^\W\d_{UPPER}]*\s?){{2,5}}$")
_BEFORE = 90


def issued_before(text: str, begin: int) -> str:
    """Return who issued the instrument at `begin` where a verb right before it says so, else an empty string."""
    verb = _ISSUED.search(text, max(0, begin - 30), begin)
    if verb is None:
        return ""
    start = max(0, verb.start() - _BEFORE)
    for word in re.compile(rf"(?<![\w.])[{UPPER}]").finditer(text, start, verb.start()):
        issuer = read_issuer(text, word.start(), loose=False)
        if issuer is None:
            continue
        if skip(text, issuer[1]) == verb.start() + 1 or _NAME.fullmatch(text, issuer[1], verb.start()):
            return issuer[0]
    return ""
