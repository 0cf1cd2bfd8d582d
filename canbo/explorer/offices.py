"""Offices on a timeline: from when to when articles show somebody in an office, and what they state of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from canbo.explorer.calendar import Bar, Dot, Scale, Track, scale
from canbo.explorer.links import View
from canbo.explorer.words import day, say

_FORMER = "former"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """An office that somebody held: its row, what is drawn of it, and the words that state it."""

    row: Row
    track: Track
    evidence: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Offices over one line of time; `scale` is None where no day is known."""

    scale: Scale | None
    held: Sequence[Held]


def timeline(rows: Iterable[Row], view: View, evidence: Sequence[Row] = (), changes: Sequence[Row] = ()) -> Timeline:
    """Return the offices of `rows` (`tenure`, `first`, `last`, `since`, `until`, `day`, `status`) over one line.

    `evidence` are statements with `tenure`, `day`, `status` and their words; `changes` are the windows in which the
    office changed hands (`mine`, `from`, `to`).
    """
    rows = list(rows)
    known = [row[name] for row in rows for name in ("first", "last", "since", "until", "day")]
    known += [row["day"] for row in evidence]
    known += [row[name] for row in changes for name in ("from", "to")]
    line = scale(known)
    held = []
    for row in rows:
        told = [one for one in evidence if one["tenure"] == row["tenure"]]
        windows = [one for one in changes if one["mine"] == row["tenure"]]
        track = Track()
        if line is not None:
            bars = (*_stated(line, row, view.lang), *_changes(line, windows, view.lang), *_seen(line, row, view.lang))
            track = Track(bars, tuple(_dots(line, row, told, view)))
        held.append(Held(row, track, told))
    return Timeline(line, held)


def _stated(line: Scale, row: Row, lang: str) -> Iterator[Bar]:
    """Yield what lies between a stated day and what articles show themselves."""
    since, until, first, last = row["since"], row["until"], row["first"], row["last"]
    end = first or until or since
    if since and since <= end:
        yield line.bar("said", since, end, say("said_since", lang, day=day(since, lang)))
    if until and last and last < until:
        yield line.bar("said", last, until, say("said_until", lang, day=day(until, lang)))


def _changes(line: Scale, windows: Iterable[Row], lang: str) -> Iterator[Bar]:
    for one in windows:
        title = say("changed", lang, first=day(one["from"], lang), last=day(one["to"], lang))
        yield line.bar("change", one["from"], one["to"], title)


def _seen(line: Scale, row: Row, lang: str) -> Iterator[Bar]:
    first, last = row["first"], row["last"]
    if first and last:
        yield line.bar("seen", first, last, say("seen", lang, first=day(first, lang), last=day(last, lang)))


def _dots(line: Scale, row: Row, evidence: Sequence[Row], view: View) -> Iterator[Dot]:
    """Yield the articles of an office; without any, the day of the latest word on it."""
    dated = [one for one in evidence if one["day"]]
    for one in dated:
        title = f"{day(one['day'], view.lang)}: {' '.join(one['quote'].split())[:160]}"
        url = view.links.words(one["document"], one["begin"], one["end"])
        yield Dot(line.at(one["day"]), title, url, status(one["status"]))
    if not dated and not row["first"] and row["day"]:
        yield Dot(line.at(row["day"]), day(row["day"], view.lang), "", status(row["status"]))


def status(iri: str) -> str:
    """Return current, former or unknown for a concept of the scheme of statuses."""
    return iri.rpartition("/")[2] or "unknown"
