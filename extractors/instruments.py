"""The resolutions and other instruments that an article names (`ontology/tables/instruments.toml`, FACTS.md).

Mentions of one instrument are one row: the same number, the short form of a number that is given in full
(`Nghị quyết 30a`), or a naming phrase that another one contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.instrument_mentions import Found, find_instruments
from canbo.extractors.instrument_numbers import bare
from canbo.extractors.meetings import main_meeting
from canbo.extractors.normalise import fold
from canbo.extractors.statements import Instrument, Meeting
from canbo.extractors.terms import name_of, read_term, term_at
from canbo.extractors.words import any_of
from canbo.ontology import table

_AROUND = table("instruments")["around"]


def read(document: Document, context: Context, meetings: list[Meeting]) -> list[Instrument]:
    """Return the instruments of an article in order of their words."""
    found = [f for sentence in document.body for f in find_instruments(sentence)]
    main = main_meeting(meetings)
    # "Nghị quyết về …" without number or issuer is known only where a meeting that has a holder passes it.
    council = main is not None and bool(main.body)
    found = [f for f in found if f.rule != "instrument.passed" or council]
    rows = [(f, _statement(document, f, main)) for f in _unique(found)]
    return sorted((_applying(f, row, found, rows) for f, row in rows), key=lambda row: row.evidence.words)


def _unique(found: Iterable[Found]) -> list[Found]:
    """Return one entry for each instrument, with what any of its mentions says."""
    numbered: dict[str, Found] = {}
    named: list[Found] = []
    for item in found:
        if item.number:
            before = numbered.get(item.number)
            numbered[item.number] = item if before is None else _join(before, item)
        else:
            _add_named(named, item)
    full = {(bare(n), f.kind): n for n, f in numbered.items() if bare(n) != n.lstrip("0")}
    for number in [n for n in numbered if bare(n) == n.lstrip("0")]:
        item = numbered[number]
        whole = full.get((bare(number), item.kind))
        if whole is not None:
            numbered[whole] = _join(numbered[whole], item)
            del numbered[number]
    return [*numbered.values(), *named]


_MOST_NAMED = 200


def _add_named(named: list[Found], item: Found) -> None:
    words = set(fold(item.title).split())
    for i, other in enumerate(named):
        theirs = set(fold(other.title).split())
        if item.kind == other.kind and (words <= theirs or theirs <= words):
            longer = other if len(theirs) >= len(words) else item
            named[i] = _join(longer, item if longer is other else other)
            return
    if len(named) < _MOST_NAMED:
        named.append(item)


def _join(first: Found, second: Found) -> Found:
    return replace(
        first,
        kind=first.kind if first.rule != "instrument.code" else second.kind,
        rule=first.rule if first.rule != "instrument.code" else second.rule,
        title=first.title or second.title,
        issuer=first.issuer or second.issuer,
        date=first.date or second.date,
    )


def _statement(document: Document, found: Found, main: Meeting | None) -> Instrument:
    mention = _mention(found, main is not None)
    issuer = found.issuer
    if not issuer and mention == "adopted" and main is not None:
        # A council's resolution passed at the session reported has that council as issuer.
        issuer = main.body
    return Instrument(
        evidence=document.evidence(found.sentence, found.begin, found.end),
        rule=found.rule,
        number=found.number,
        kind=found.kind,
        title=found.title,
        issuer=issuer,
        date=found.date,
        mention=mention,
        term=_term(found),
    )


# "Nghị quyết Đại hội …, nhiệm kỳ 2020-2025 về …", but not "Nghị quyết về nhân sự nhiệm kỳ 2025-2030"
_SUBJECT = re.compile(r"(?:^|\s)(?:về|thực hiện|triển khai|cụ thể hóa)\s")


def _term(found: Found) -> str:
    """Return the term of the issuer: said with it, in the naming phrase, or right behind."""
    named = _SUBJECT.split(found.title, maxsplit=1)[0]
    term = read_term(found.issuer) or read_term(named) or term_at(found.sentence.text, found.end)
    return name_of(term)


_WINDOW = 160
_WAYS = ("adopted", "issued", "implemented", "discussed", "cited")
_SAYS = re.compile("|".join(rf"(?P<{way}>(?<!\w)(?:{any_of(_AROUND[way])})(?!\w))" for way in _WAYS), re.IGNORECASE)


_MEETS = re.compile(r"(?:hội nghị|kỳ họp|đại hội|phiên họp|đại biểu)(?!\w)", re.IGNORECASE)


def _mention(found: Found, meeting: bool) -> str:
    """Return how the article speaks of an instrument, by the nearest verb before it in its sentence."""
    end = found.said if found.said >= 0 else found.begin
    text = found.sentence.text[max(0, end - _WINDOW) : end]
    said = "cited"
    for match in _SAYS.finditer(text):
        said = match.lastgroup or said
    if said == "issued":
        # "Kỳ họp đã ban hành Nghị quyết", but "Chính phủ ban hành Nghị quyết"
        said = "adopted" if _MEETS.search(text) else "cited"
    # What is not passed at a meeting that the article reports is only spoken of.
    return said if said != "adopted" or meeting else "cited"


_CARRIES = re.compile(r"(?:thực hiện|triển khai|cụ thể hóa)\b", re.IGNORECASE)


def _applying(found: Found, row: Instrument, mentions: list[Found], rows: list[tuple[Found, Instrument]]) -> Instrument:
    """Add the instruments that this one carries out: those named in its title behind `thực hiện`."""
    if found.subject < 0:
        return row
    start = found.subject
    if found.rule != "instrument.programme":
        carries = _CARRIES.search(found.sentence.text, max(0, found.subject - 25), found.end)
        if carries is None:
            return row
        start = carries.end()
    keys: list[str] = []
    for other in mentions:
        itself = (other.number, other.title) == (found.number, found.title)
        if itself or other.sentence is not found.sentence or not start <= other.begin < found.end:
            continue
        key = next((r.key for f, r in rows if f is not found and _same(f, other)), "")
        if key and key not in keys:
            keys.append(key)
    return replace(row, applies=tuple(keys))


def _same(joined: Found, mention: Found) -> bool:
    if mention.number or joined.number:
        return bare(joined.number) == bare(mention.number) and joined.kind == mention.kind
    return set(fold(mention.title).split()) <= set(fold(joined.title).split()) and mention.kind == joined.kind
