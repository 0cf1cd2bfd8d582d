"""The meetings that an article reports or refers to (`ontology/tables/meetings.toml`, FACTS.md).

Mentions are gathered to meetings: what has the same kind and number is one meeting, a bare `tại hội nghị` is
the one that the article reports. That main meeting is a row always; others are rows only where they are named
cleanly, by a number (`Đại hội Đảng bộ huyện lần thứ XVIII`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from canbo.extractors.bodies import Body
from canbo.extractors.context import Context
from canbo.extractors.document import Document, Kind
from canbo.extractors.meeting_dates import date_of, lead_date
from canbo.extractors.meeting_facts import council, delegation, in_full, opening, organiser, place_of, teller
from canbo.extractors.meeting_mentions import Mention, find_mentions
from canbo.extractors.meeting_visits import find_visit
from canbo.extractors.normalise import fold
from canbo.extractors.statements import Meeting

# A meeting of these kinds whose holder no verb tells is held by whom the headline or the opening speaks of.
_OF_COMMITTEES = frozenset(["hoi-nghi", "phien-hop", "hop-bao", "cuoc-hop", "le"])
# More than these no article has; they bound the time for a file that is none.
_MOST_GROUPS = 60
_MOST_MENTIONS = 200
_LEAD_SENTENCES = 6


# "HĐND huyện khai mạc kỳ họp cuối năm" in the headline is the session that has its number below
_SEASON = re.compile(
    r"(?:Kỳ họp|Phiên họp)(?: thường lệ| thường kỳ)?(?: (?:đầu|giữa|cuối) năm)?(?:,? năm \d{4}| \d{4})?",
    re.IGNORECASE,
)


@dataclass
class _Group:
    """The mentions of one meeting, with what tells it from others of its kind."""

    kind: str
    mentions: list[Mention] = field(default_factory=list)
    ordinal: int | None = None
    body: Body | None = None
    score: int = 0

    def add(self, mention: Mention) -> None:
        if len(self.mentions) < _MOST_MENTIONS:
            self.mentions.append(mention)
        self.ordinal = self.ordinal if self.ordinal is not None else mention.ordinal
        self.body = self.body or mention.body

    def takes(self, mention: Mention) -> bool:
        if self.kind != mention.kind or _apart(self.body, mention.body):
            return False
        if self.ordinal is not None and mention.ordinal is not None:
            return self.ordinal == mention.ordinal
        if _SEASON.fullmatch(mention.title) or _SEASON.fullmatch(self.mentions[0].title):
            return not mention.inside and not mention.aside and not any(m.inside or m.aside for m in self.mentions)
        if mention.inside != all(m.inside for m in self.mentions):
            return False
        return any(_alike(m.title, mention.title) for m in self.mentions[:3])


def read(document: Document, context: Context) -> list[Meeting]:
    """Return the meetings of an article in order of their words; at most one is `main`."""
    mentions = [m for s in document.body for m in find_mentions(s)]
    order = {id(s): i for i, s in enumerate(document.body)}
    groups = _groups(m for m in mentions if m.named and not m.plural)
    bare = [m for m in mentions if _is_bare(m)]
    for group in groups:
        group.score = sum(_weight(m, order[id(m.sentence)]) for m in group.mentions)
    main = _main(groups, bare)
    rows = [_row(document, context, g, mentions, main=g is main) for g in groups if g is main or g.ordinal is not None]
    if main is not None and main not in groups:
        rows.append(_row(document, context, main, mentions, main=True))
    if main is None:
        visit = find_visit(document)
        if visit is not None:
            rows.append(visit.statement(document, context))
    return sorted(rows, key=lambda row: row.evidence.words)


def _is_bare(mention: Mention) -> bool:
    return not mention.named and not mention.plural and not mention.aside


def main_meeting(meetings: Iterable[Meeting]) -> Meeting | None:
    """Return the meeting that the article reports, or None."""
    return next((m for m in meetings if m.main), None)


def _groups(mentions: Iterable[Mention]) -> list[_Group]:
    groups: list[_Group] = []
    for mention in mentions:
        group = next((g for g in groups if g.takes(mention)), None)
        if group is None:
            if len(groups) == _MOST_GROUPS:
                break
            group = _Group(mention.kind)
            groups.append(group)
        group.add(mention)
    return groups


def _apart(a: Body | None, b: Body | None) -> bool:
    """Tell whether two holders cannot be one (`HĐND tỉnh`, `Quốc hội`); places count where both are named."""
    if a is None or b is None:
        return False
    if a.place and b.place and a.place != b.place:
        return True
    return not _alike(a.name, b.name)


def _alike(a: str, b: str) -> bool:
    """Tell whether one name has most words of the other: titles are shortened, seldom changed."""
    x, y = set(fold(a).split()), set(fold(b).split())
    return len(x & y) >= 0.6 * min(len(x), len(y))


def _weight(mention: Mention, place: int) -> int:
    """Return how much a named mention says that its meeting is the one reported."""
    if mention.inside:
        return -2
    if mention.aside:
        return -4
    weight = 3 * mention.organised + 3 * mention.held + 2 * mention.here
    if mention.sentence.kind is Kind.HEADING and place < _LEAD_SENTENCES:
        weight += 2
    if place < _LEAD_SENTENCES and (mention.organised or mention.held or mention.here):
        weight += 2
    return weight + (2 if organiser(mention) is not None else 0)


_BARE_HERE = 3
_LEAST = 2


def _main(groups: list[_Group], bare: list[Mention]) -> _Group | None:
    """Return the meeting reported: the named one with most evidence, bare mentions of its kind included."""
    kinds: Counter[str] = Counter()
    for mention in bare:
        kinds[mention.kind] += _BARE_HERE if mention.here else 1
    if any(m.kind == "tiep-xuc-cu-tri" for m in bare) or any(g.kind == "tiep-xuc-cu-tri" for g in groups):
        del kinds["ky-hop"]  # at a meeting with voters `kỳ họp` is the session before or after it
    for group in groups:
        if group.score >= 0 and any(not m.inside and not m.aside for m in group.mentions):
            group.score += min(kinds.get(group.kind, 0), 9)
    best = max(groups, key=lambda g: g.score, default=None)
    kind = max(sorted(kinds), key=lambda k: kinds[k], default="")
    if best is not None and best.score >= _LEAST and (best.kind == kind or best.score >= kinds.get(kind, 0)):
        return best
    numbered = [g for g in groups if g.kind == kind and g.ordinal is not None and _leads(g)]
    if kind and kinds[kind] >= _BARE_HERE and len(numbered) == 1:
        # "ra thông báo kết quả Kỳ họp thứ 28. Tại kỳ họp, …": it is the one whose results the article tells
        return numbered[0]
    if kind and kinds[kind] >= _BARE_HERE:
        group = _Group(kind)
        for mention in bare:
            if mention.kind == kind:
                group.add(mention)
        return group
    return None


def _leads(group: _Group) -> bool:
    """Tell whether the first mention of a group has its results: the announcement is what the article reports."""
    first = group.mentions[0]
    return _RESULTS.search(first.sentence.text, 0, first.begin) is not None


_RESULTS = re.compile(r"(?<!\w)(?:thông báo|thông cáo|công bố)(?: về)?(?: kết quả)?(?: của)?\s*$", re.IGNORECASE)


def _row(document: Document, context: Context, group: _Group, others: list[Mention], main: bool) -> Meeting:
    bare = [m for m in others if _is_bare(m)]
    best = max(group.mentions, key=_telling)
    around = [*group.mentions, *(m for m in bare[:_MOST_MENTIONS] if m.kind == group.kind)]
    around = [m for m in around if not _elsewhere(m, context)]
    body = group.body or (_holder(document, group, around) if main else None)
    body = in_full(body, context) if body is not None else None
    title = _title(best)
    return Meeting(
        evidence=document.evidence(best.sentence, best.begin, max(best.end, best.begin + 1)),
        rule=_rule(best),
        title=title,
        body=body.name if body is not None else "",
        place=place_of(body, title, context, visit=group.kind == "buoi-lam-viec") if body is not None or main else "",
        ordinal=group.ordinal,
        date=_date(document, context, group, others, title) if main else "",
        main=main,
        term=_term(best, group),
    )


def _elsewhere(mention: Mention, context: Context) -> bool:
    """Tell whether a bare mention is of a gathering of another unit: `Huyện ủy Mường Khương cũng tổ chức hội nghị`."""
    body = None if mention.named else organiser(mention)
    if body is None or not body.place:
        return False
    own = context.places.get(body.level, "")
    return bool(own) and fold(own) != fold(body.place)


def _term(best: Mention, group: _Group) -> str:
    """Return the term a meeting is named with, by its years where any mention has them."""
    said = [m.term for m in (best, *group.mentions) if m.term]
    return next((term for term in said if term[0].isdigit()), said[0] if said else "")


def _holder(document: Document, group: _Group, around: list[Mention]) -> Body | None:
    """Return who holds the meeting reported: the organiser, else whom the headline begins with."""
    named = next(filter(None, map(organiser, around)), None)
    if named is None and group.kind == "ky-hop":
        return council(document)
    if named is None and group.kind in ("tiep-xuc-cu-tri", "buoi-lam-viec"):
        return next(filter(None, (delegation(s.text, len(s.text)) for s in document.body[:_LEAD_SENTENCES])), None)
    return named or (opening(document) or teller(document) if group.kind in _OF_COMMITTEES else None)


def _telling(mention: Mention) -> tuple[bool, bool, int]:
    """Order mentions by how well their words name the meeting: not in capitals, organised, longest."""
    return (mention.title != mention.title.upper(), not mention.inside, len(mention.title))


def _title(mention: Mention) -> str:
    words = mention.title if mention.title != mention.title.upper() else mention.title.lower()
    return words[:1].upper() + words[1:]


def _rule(mention: Mention) -> str:
    if not mention.named:
        return "meeting.bare"
    if mention.inside:
        return "meeting.instrument"
    if mention.organised or mention.held:
        return "meeting.organised"
    return "meeting.heading" if mention.sentence.kind is Kind.HEADING else "meeting.named"


def _date(document: Document, context: Context, group: _Group, others: list[Mention], title: str) -> str:
    for mention in group.mentions:
        if not mention.inside and not mention.aside and (date := date_of(mention, context, title)):
            return date
    lead = next((s for s in document.body if s.kind is Kind.PROSE), None)
    if lead is not None and (date := lead_date(lead, context, title)):
        return date
    # "cuộc họp giao ban với các sở" far above, "Sáng 6-2, … chủ trì hội nghị giao ban với các sở" at the end
    alike = (m for m in others if not m.inside and not m.aside and not m.plural and _alike(m.title, title))
    return next(filter(None, (date_of(m, context, title) for m in alike)), "")
