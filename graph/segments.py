"""Spans that overlap and nest, as stretches that do not: what can be coloured one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from canbo.extractors.statements import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that no span begins or ends inside; `covers` are the positions of the spans over it."""

    begin: int
    end: int
    covers: tuple[int, ...]


def segments(length: int, spans: Sequence[Span], cuts: Iterable[int] = ()) -> list[Segment]:
    """Return a text of `length` code points as segments in order, without gap; `cuts` are further places to part it.

    What a span has outside the text is left out; an empty span covers nothing.
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        begin, end = max(span.begin, 0), min(span.end, length)
        if begin < end:
            begins.setdefault(begin, []).append(number)
            ends.setdefault(end, []).append(number)
    places = sorted({0, length, *begins, *ends, *(cut for cut in cuts if 0 < cut < length)})
    found = []
    over: set[int] = set()
    for begin, end in pairwise(places):
        over.difference_update(ends.get(begin, ()))
        over.update(begins.get(begin, ()))
        found.append(Segment(begin, end, tuple(sorted(over))))
    return found


def lanes(spans: Sequence[Span]) -> list[int]:
    """Return a lane for each span, from 0, so that no two spans in a lane share a letter.

    Short spans have the low lanes: a line under an office stands nearer to its words than the one under the whole list.
    """
    order = sorted(range(len(spans)), key=lambda n: (spans[n].end - spans[n].begin, spans[n], n))
    taken: list[list[Span]] = []
    found = [0] * len(spans)
    for number in order:
        span = spans[number]
        lane = next((at for at, lane in enumerate(taken) if _is_free(lane, span)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].insert(bisect_left(taken[lane], span), span)
        found[number] = lane
    return found


def _is_free(lane: list[Span], span: Span) -> bool:
    """Tell whether `span` fits between the spans of a lane, which are in order and apart."""
    at = bisect_left(lane, span)
    return (at == 0 or lane[at - 1].end <= span.begin) and (at == len(lane) or span.end <= lane[at].begin)
