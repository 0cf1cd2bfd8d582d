"""An explained article as text for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from canbo.extractors.statements import Span
from canbo.graph.explain import Explanation, Fact
from canbo.graph.segments import Segment, segments
from canbo.ontology import table

# A terminal obeys control codes (`ESC [ 2 J` clears it) and turns letters round at bidirectional overrides; what is
# printed here was written by others. Tabs and line feeds stay; a carriage return would write over its line.
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNREAD_MARK = "[?]"
_UNDERLINE = "4"
_DIM = "2"
_BOLD = "1"

_Paint = Callable[[str, str], str]


def lines(explained: Explanation, *, colour: bool = False) -> Iterator[str]:
    """Yield the lines of the article with its facts marked, then the facts and what was not read.

    A fact has its number in brackets behind its last word, an unread sentence `[?]`; with `colour` the words have the
    colour of their table (the shortest fact wins where several share a word), and unread sentences are underlined.
    """
    paint = _painted if colour else _plain
    yield from _marked(explained, paint).split("\n")
    yield ""
    counts = {name: sum(fact.table == name for fact in explained.facts) for name in explained.tables}
    told = ", ".join(paint(f"{name} {count}", _code(name)) for name, count in counts.items())
    yield paint(f"{len(explained.facts)} facts", _BOLD) + (f": {told}" if told else "")
    for fact in explained.facts:
        yield from _listed(explained, fact, paint)
    if explained.unread:
        yield ""
        yield (
            paint(f"{len(explained.unread)} not read", _BOLD) + f" {_UNREAD_MARK}, and looking as if they stated facts:"
        )
        yield from (f"    {_one_line(explained, span)}" for span in explained.unread)


def as_json(explained: Explanation) -> str:
    """Return the explanation as JSON; offsets are code points of `text`, ends are exclusive."""
    data: dict[str, Any] = {
        "document": explained.name,
        "headline": explained.headline,
        "place": explained.place,
        "as_of": explained.as_of,
        "text": explained.text,
        "facts": [
            {
                "number": fact.number,
                "statement": fact.statement,
                "table": fact.table,
                "columns": {cell.name: cell.value for cell in fact.cells},
                "rule": fact.rule,
                "begin": fact.words.begin,
                "end": fact.words.end,
                "words": explained.quote(fact.words),
                "sentence": {"begin": fact.sentence.begin, "end": fact.sentence.end},
            }
            for fact in explained.facts
        ],
        "unread": [{"begin": s.begin, "end": s.end, "text": explained.quote(s)} for s in explained.unread],
        "remarks": [table("explain")["remarks"][key]["en"] for key in explained.remarks],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _marked(explained: Explanation, paint: _Paint) -> str:
    """Return the text of the article with marks."""
    spans = [*(fact.words for fact in explained.facts), *explained.unread]
    ends: dict[int, str] = {}
    for fact in explained.facts:
        ends[fact.words.end] = ends.get(fact.words.end, "") + paint(f"[{fact.number}]", _DIM)
    for span in explained.unread:
        ends[span.end] = ends.get(span.end, "") + paint(_UNREAD_MARK, _DIM)
    parts = []
    for segment in segments(len(explained.text), spans):
        words = clean(explained.text[segment.begin : segment.end])
        code = _look(explained, segment, spans)
        # a colour is ended before the line is: pagers begin each line anew
        parts.append("\n".join(paint(line, code) if line.strip() else line for line in words.split("\n")))
        parts.append(ends.get(segment.end, ""))
    return "".join(parts).strip("\n")


def _look(explained: Explanation, segment: Segment, spans: Sequence[Span]) -> str:
    """Return the SGR codes of a segment; empty where nothing is over it."""
    facts = [n for n in segment.covers if n < len(explained.facts)]
    codes = [_UNDERLINE] if len(facts) < len(segment.covers) else []
    if facts:
        shortest = min(facts, key=lambda n: (spans[n].end - spans[n].begin, n))
        codes.append(_code(explained.facts[shortest].table))
    return ";".join(codes)


def _listed(explained: Explanation, fact: Fact, paint: _Paint) -> Iterator[str]:
    yield f"[{fact.number}] {paint(fact.table, _code(fact.table))}  {fact.rule}"
    yield "    " + "; ".join(f"{cell.name} {clean(cell.shown.en)}" for cell in fact.cells)
    yield f'    "{_one_line(explained, fact.words)}"'


def _one_line(explained: Explanation, span: Span) -> str:
    return " ".join(clean(explained.quote(span)).split())


def clean(text: str) -> str:
    """Return `text` with a replacement character for each code that a terminal would obey."""
    return _CONTROL.sub("\ufffd", text.replace("\r", ""))


def _code(name: str) -> str:
    return str(table("explain")["tables"][name]["terminal"])


def _plain(text: str, code: str) -> str:
    return text


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if code else text
