"""An explained article as one self-contained page: it loads nothing, and tells the browser to allow nothing.

Its parts (`lines`, `switches`, `cards`, `unread`) are HTML in which all text of the article is escaped; the explorer's
page of an article is made of the same.

The page is whole without its script: marked words and facts are links to one another, and style alone hides fact tables
and changes the language. The script adds what needs one: facts beside the words pointed at, all words of a fact marked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from canbo.extractors.statements import Span
from canbo.graph.explain import Cell, Explanation, Fact, Label
from canbo.graph.looks import LANES, colours, looks
from canbo.graph.offline import policy
from canbo.graph.segments import Segment, lanes, segments
from canbo.ontology import table


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a URL."""

    url: str
    text: str


def page(explained: Explanation) -> str:
    """Return the page; the same explanation gives the same page. All text of the article is escaped."""
    web = Path(__file__).parent / "web"
    style = looks() + (web / "explain.css").read_text(encoding="utf-8") + colours()
    script = (web / "explain.js").read_text(encoding="utf-8")
    parts = {
        "policy": policy([script], [style]),
        "style": style,
        "script": script,
        "title": _escaped(explained.headline or explained.name),
        "about": _escaped(" · ".join(filter(None, (explained.name, explained.place, explained.as_of)))),
        "remarks": "".join(f'<p class="remark" role="note">{_said("remarks", key)}</p>' for key in explained.remarks),
        "tables": "\n  ".join(switches(explained)),
        "text": "\n".join(lines(explained)),
        "debris": f'<p class="note">{_said("words", "debris")}</p>' if explained.debris else "",
        "cards": cards(explained),
        "unread": unread(explained),
        "facts": f"{_said('words', 'facts')} ({len(explained.facts)})",
    }
    parts |= {key: _said("words", key) for key in ("language", "legend", "article", "how", "close")}
    return Template((web / "explain.html").read_text(encoding="utf-8")).substitute(parts)


def lines(explained: Explanation, shown: Span | None = None, sentence: Span | None = None) -> Iterator[str]:
    """Yield a paragraph for each line of the text that is not empty, its words as links to their facts.

    `shown` are words that a reader was sent to, `sentence` is what they stand in: both are marked. A place in the text
    has the id `char0-12`, so that an address can name it.
    """
    return _Text(explained, shown, sentence).lines()


class _Text:
    """Writes the text of the article, line by line, as segments that link to their facts."""

    def __init__(self, explained: Explanation, shown: Span | None, sentence: Span | None) -> None:
        self._explained = explained
        self._facts = explained.facts
        self._spans = [*(fact.words for fact in explained.facts), *explained.unread]
        self._lanes = lanes([fact.words for fact in explained.facts])
        self._seen: set[int] = set()
        self._placed: set[Span] = set()
        self._shown = shown
        self._sentence = sentence

    def lines(self) -> Iterator[str]:
        """Yield a paragraph for each line of the text that is not empty."""
        text = self._explained.text
        lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        cuts = {edge for line in lines for edge in (line.begin, line.end)}
        cuts |= {edge for span in (self._shown, self._sentence) if span for edge in (span.begin, span.end)}
        found = iter(segments(len(text), self._spans, cuts))
        segment = next(found, None)
        for line in lines:
            parts = []
            while segment is not None and segment.begin < line.end:
                if segment.begin >= line.begin:
                    parts.append(self._segment(segment))
                segment = next(found, None)
            if text[line.begin : line.end].strip():
                yield f"<p{self._kind(line)}>{''.join(parts)}</p>"

    def _kind(self, line: Span) -> str:
        for kind, spans in (("heading", self._explained.headings), ("debris", self._explained.debris)):
            if any(span.begin < line.end and line.begin < span.end for span in spans):
                return f' class="{kind}"'
        return ""

    def _segment(self, segment: Segment) -> str:
        words = _escaped(self._explained.text[segment.begin : segment.end])
        words = self._place(segment) + self._told(segment, words)
        if not segment.covers:
            return words
        facts = [n for n in segment.covers if n < len(self._facts)]
        unread = [n - len(self._facts) for n in segment.covers if n >= len(self._facts)]
        new = [n for n in segment.covers if n not in self._seen]
        self._seen.update(new)
        order = [self._anchor(n) for n in self._by_length(segment.covers)]
        marks = "".join(map(self._mark, new))
        ends = [n for n in facts if self._facts[n].words.end == segment.end]
        numbers = "".join(
            f'<i class="n t-{self._facts[n].table}" data-n="{self._facts[n].number}" aria-hidden="true"></i>'
            for n in ends
        )
        # one stop of the tab key for each fact: where its words begin
        stop = "" if new else ' tabindex="-1"'
        return (
            f'{marks}<a class="{self._classes(facts, unread)}" href="#{order[0]}" data-of="{" ".join(order)}"'
            f' aria-describedby="{" ".join(order)}"{stop}>{words}</a>{numbers}'
        )

    def _place(self, segment: Segment) -> str:
        """Return what an address can name, where words that have no fact begin."""
        if self._shown is None or segment.begin != self._shown.begin or self._shown in self._placed:
            return ""
        if any(fact.words == self._shown for fact in self._facts):
            return ""
        self._placed.add(self._shown)
        return f'<i class="at" id="char{self._shown.begin}-{self._shown.end}"></i>'

    def _told(self, segment: Segment, words: str) -> str:
        for span, kind in ((self._shown, "shown"), (self._sentence, "told")):
            if span is not None and span.begin <= segment.begin and segment.end <= span.end:
                return f'<mark class="{kind}">{words}</mark>'
        return words

    def _mark(self, number: int) -> str:
        """Return the anchors of a fact where its words begin; words of several facts have their place once."""
        anchor = self._anchor(number)
        span = self._spans[number]
        made = f'<i class="at" id="w-{anchor}"></i>'
        if span in self._placed:
            return made
        self._placed.add(span)
        return f'<i class="at" id="char{span.begin}-{span.end}" data-of="{anchor}"></i>' + made

    def _by_length(self, covers: Iterable[int]) -> list[int]:
        """Return what covers a segment, shortest first: it is what a reader who points there means."""
        return sorted(covers, key=lambda n: (self._spans[n].end - self._spans[n].begin, n))

    def _anchor(self, number: int) -> str:
        if number < len(self._facts):
            return f"f{self._facts[number].number}"
        return f"u{number - len(self._facts) + 1}"

    def _classes(self, facts: Collection[int], unread: Collection[int]) -> str:
        names = {f"t-{self._facts[n].table}" for n in facts}
        names |= {f"l{self._lanes[n]}-{self._facts[n].table}" for n in facts if self._lanes[n] < LANES}
        return " ".join(["seg", *sorted(names), *(["unread"] if unread else [])])


def switches(explained: Explanation) -> Iterator[str]:
    """Yield a box to hide each fact table, and one for what was not read, with their counts."""
    for name in explained.tables:
        count = sum(fact.table == name for fact in explained.facts)
        yield _switch(name, f't-{name}">{_both(_table_name(name))}', count)
    if explained.unread:
        yield _switch("unread", f'dotted">{_said("words", "unread")}', len(explained.unread))


def _switch(name: str, label: str, count: int) -> str:
    return (
        f'<label><input type="checkbox" id="show-{name}" checked> <b class="{label}</b>'
        f' <span class="count">{count}</span></label>'
    )


def cards(explained: Explanation, links: Mapping[str, Sequence[Link]] | None = None) -> str:
    """Return a card for each fact; `links` are what the fact leads to, by the IRI of its statement."""
    made = [_card(explained, fact, (links or {}).get(fact.statement, ())) for fact in explained.facts]
    return "\n".join(made) or f"<li>{_said('words', 'nothing')}</li>"


def _card(explained: Explanation, fact: Fact, links: Sequence[Link]) -> str:
    anchor = f"f{fact.number}"
    leads = "".join(f'<a href="{_escaped(one.url)}">{_escaped(one.text)}</a>' for one in links)
    things = f'<p class="things">{leads}</p>' if leads else ""
    return (
        f'<li class="fact t-{fact.table}" id="{anchor}" tabindex="-1"><h3><a href="#w-{anchor}">'
        f'<span class="no">{fact.number}</span>{_both(_table_name(fact.table))}</a></h3>'
        f"<dl>{''.join(map(_row, fact.cells))}</dl>"
        f'<blockquote lang="vi">{_quoted(explained, fact.words)}</blockquote>'
        f"{things}"
        f"<footer>{_said('words', 'rule')} <code>{_escaped(fact.rule)}</code></footer></li>"
    )


def _row(cell: Cell) -> str:
    return f"<dt>{_both(_column_name(cell.name))}</dt><dd>{_both(cell.shown)}</dd>"


def unread(explained: Explanation) -> str:
    """Return the sentences that yielded nothing, with their heading; nothing where there are none."""
    if not explained.unread:
        return ""
    cards = "\n".join(
        f'<li class="fact miss" id="u{number}" tabindex="-1"><h3><a href="#w-u{number}"><span class="no">?</span>'
        f"{_said('words', 'unread')}</a></h3>"
        f'<blockquote lang="vi">{_quoted(explained, span)}</blockquote></li>'
        for number, span in enumerate(explained.unread, 1)
    )
    return (
        f'<h2 class="more">{_said("words", "unread")} ({len(explained.unread)})</h2>'
        f'<p class="how">{_said("words", "unread_note")}</p>\n<ol>\n{cards}\n</ol>'
    )


def _quoted(explained: Explanation, span: Span) -> str:
    return _escaped(" ".join(explained.quote(span).split()))


def _table_name(name: str) -> Label:
    return Label(table("network")["tables"][name], table("explain")["tables"][name]["en"])


def _column_name(name: str) -> Label:
    for row in table("explain")["more"]:
        if row["name"] == name:
            return Label(row["vi"], row["en"])
    return Label(table("network")["columns"][name], table("explain")["columns"][name])


def _said(part: str, key: str) -> str:
    said = table("explain")[part][key]
    return _both(Label(said["vi"], said["en"]))


def _both(label: Label) -> str:
    """Return a text in both languages, of which the style shows one."""
    if label.vi == label.en:
        return _escaped(label.vi)
    return (
        f'<span class="vi" lang="vi">{_escaped(label.vi)}</span><span class="en" lang="en">{_escaped(label.en)}</span>'
    )


def _escaped(text: str) -> str:
    """Return text that is markup nowhere; what HTML cannot hold is a replacement character, as browsers show it."""
    return html.escape(re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", text.replace("\r", "")))
