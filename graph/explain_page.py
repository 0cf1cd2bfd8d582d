"""An explained article as one self-contained page: it loads nothing, and tells the browser to allow nothing.

The page is whole without its script: marked words and facts are links to one another, and style alone hides fact tables
and changes the language. The script adds what needs one: facts beside the words pointed at, all words of a fact marked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from string import Template

from canbo.extractors.statements import Span
from canbo.graph.explain import Cell, Explanation, Fact, Label
from canbo.graph.looks import LANES, colours, looks
from canbo.graph.offline import policy
from canbo.graph.segments import Segment, lanes, segments
from canbo.ontology import table


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
        "tables": "\n  ".join(_switches(explained)),
        "text": "\n".join(_Text(explained).lines()),
        "debris": f'<p class="note">{_said("words", "debris")}</p>' if explained.debris else "",
        "cards": "\n".join(_card(explained, fact) for fact in explained.facts)
        or f"<li>{_said('words', 'nothing')}</li>",
        "unread": _unread(explained),
        "facts": f"{_said('words', 'facts')} ({len(explained.facts)})",
    }
    parts |= {key: _said("words", key) for key in ("language", "legend", "article", "how", "close")}
    return Template((web / "explain.html").read_text(encoding="utf-8")).substitute(parts)


class _Text:
    """Writes the text of the article, line by line, as segments that link to their facts."""

    def __init__(self, explained: Explanation) -> None:
        self._explained = explained
        self._facts = explained.facts
        self._spans = [*(fact.words for fact in explained.facts), *explained.unread]
        self._lanes = lanes([fact.words for fact in explained.facts])
        self._seen: set[int] = set()

    def lines(self) -> Iterator[str]:
        """Yield a paragraph for each line of the text that is not empty."""
        text = self._explained.text
        lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        cuts = {edge for line in lines for edge in (line.begin, line.end)}
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
        if not segment.covers:
            return words
        facts = [n for n in segment.covers if n < len(self._facts)]
        unread = [n - len(self._facts) for n in segment.covers if n >= len(self._facts)]
        new = [n for n in segment.covers if n not in self._seen]
        self._seen.update(new)
        order = [self._anchor(n) for n in self._by_length(segment.covers)]
        marks = "".join(f'<i class="at" id="w-{self._anchor(n)}"></i>' for n in new)
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


def _switches(explained: Explanation) -> Iterator[str]:
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


def _card(explained: Explanation, fact: Fact) -> str:
    anchor = f"f{fact.number}"
    return (
        f'<li class="fact t-{fact.table}" id="{anchor}" tabindex="-1"><h3><a href="#w-{anchor}">'
        f'<span class="no">{fact.number}</span>{_both(_table_name(fact.table))}</a></h3>'
        f"<dl>{''.join(map(_row, fact.cells))}</dl>"
        f'<blockquote lang="vi">{_quoted(explained, fact.words)}</blockquote>'
        f"<footer>{_said('words', 'rule')} <code>{_escaped(fact.rule)}</code></footer></li>"
    )


def _row(cell: Cell) -> str:
    return f"<dt>{_both(_column_name(cell.name))}</dt><dd>{_both(cell.shown)}</dd>"


def _unread(explained: Explanation) -> str:
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
