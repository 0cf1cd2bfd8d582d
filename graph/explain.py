"""An article explained: its text, every fact in its place, the rule that made it, and what was not read.

Facts are those of the store; sentences that yielded nothing are not stored, so the stored text is read again for them.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document, Kind
from canbo.extractors.errors import CanboError
from canbo.extractors.statements import Span
from canbo.graph.concepts import labels
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads
from canbo.graph.marker import fingerprint
from canbo.graph.namespaces import DERIVED, STATED_IN, TYPE, term, text
from canbo.graph.results import value
from canbo.graph.settings import base
from canbo.graph.store import Store
from canbo.ontology import table

_NEAR = 5  # names that an unknown one is told of


class ExplainError(CanboError):
    """An article cannot be explained; the message says why."""


class UnknownArticleError(ExplainError):
    """The store has no article of this name."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text in Vietnamese and in English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a fact says in one column: `value` as the store has it, `shown` as readers should see it."""

    name: str
    value: str
    shown: Label


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement in its place: `number` counts the facts shown, from 1, by the place of their words.

    `words` and `sentence` are code-point offsets into the article's text; `table` is a fact table of
    ontology/facts.toml, `statement` the IRI of its node.
    """

    number: int
    statement: str
    table: str
    rule: str
    cells: tuple[Cell, ...]
    words: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article with its facts.

    `unread` are the sentences with a figure, an office or an instrument number that yielded no fact; `headings` and
    `debris` are what the reader took for headings and for parts of the page. `remarks` are keys of the remarks in
    ontology/tables/explain.toml. `tables` are the fact tables that were asked for, all where none was.
    """

    name: str
    text: str
    headline: str
    place: str
    as_of: str
    facts: tuple[Fact, ...]
    unread: tuple[Span, ...]
    headings: tuple[Span, ...] = ()
    debris: tuple[Span, ...] = ()
    remarks: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the words at `span`, as printed."""
        return self.text[span.begin : span.end]


def explain_article(article: Article, tables: Collection[str] = ()) -> Explanation:
    """Return what an article states that was read just now; it is mapped in memory as a store would have it."""
    wanted = _wanted(tables)
    iris = Iris(base())
    data = ox.Store()
    data.extend(article_quads(article, iris))
    facts = _facts(data, iris.article(article.document.name), article.document, wanted)
    return _explanation(article, facts, _unread(article), (), wanted)


def explain_stored(store: Store, name: str, tables: Collection[str] = ()) -> Explanation:
    """Return what the store holds of the article called `name`.

    UnknownArticleError where there is none, ExplainError where the store has not its text.
    """
    wanted = _wanted(tables)
    iri = store.iris.article(name)
    data = store.oxigraph
    if ox.Quad(ox.NamedNode(iri), TYPE, term("schema:NewsArticle")) not in data:
        raise _unknown(store, name)
    whole = _value(data, ox.NamedNode(f"{iri}/text"), term("nif:isString"))
    if not whole:
        raise ExplainError(f"{name}: the store has not the text of this article; build it again from the file")
    document = Document(name, whole)
    article = read_article(document)
    unread = _unread(article)
    remarks: tuple[str, ...] = ()
    if store.marker.rules != fingerprint():
        remarks = ("other_rules",)
        told = [fact.sentence for fact in _facts(data, iri, document, _wanted(()))]
        unread = tuple(s for s in unread if not any(s.begin < t.end and t.begin < s.end for t in told))
    return _explanation(article, _facts(data, iri, document, wanted), unread, remarks, wanted)


def _wanted(tables: Collection[str]) -> tuple[str, ...]:
    known = list(table("facts"))
    for name in tables:
        if name not in known:
            raise ExplainError(f"there is no fact table {name!r}: choose from {', '.join(known)}")
    return tuple(name for name in known if name in tables or not tables)


def _unknown(store: Store, name: str) -> UnknownArticleError:
    names = list(store.articles())
    near = difflib.get_close_matches(name, names, _NEAR, 0.5) or names[:_NEAR]
    told = f"; it has {len(names)}, for example {', '.join(near)}" if near else "; it is empty"
    return UnknownArticleError(
        f"no article is called {name!r} in the store {store.path or 'in memory'}{told} (a file must end with .txt)"
    )


def _explanation(
    article: Article,
    facts: tuple[Fact, ...],
    unread: tuple[Span, ...],
    remarks: tuple[str, ...],
    tables: tuple[str, ...],
) -> Explanation:
    document = article.document
    kinds = [(s.kind, document.span(s.begin, s.end)) for s in document.sentences]
    return Explanation(
        name=document.name,
        text=document.text,
        headline=article.metadata.title or document.title,
        place=f"{article.level} {article.place}".strip() if article.place else "",
        as_of=article.as_of,
        facts=facts,
        unread=unread,
        headings=tuple(span for kind, span in kinds if kind is Kind.HEADING),
        debris=tuple(span for kind, span in kinds if kind is Kind.DEBRIS),
        remarks=remarks,
        tables=tables,
    )


def _unread(article: Article) -> tuple[Span, ...]:
    return tuple(article.document.span(s.begin, s.end) for s in article.unread)


def _facts(data: ox.Store, article: str, document: Document, tables: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return the facts of these tables by the place of their words."""
    classes = {term(table("facts")[name]["class"]).value: name for name in tables}
    found = []
    for stated in data.quads_for_pattern(None, STATED_IN, ox.NamedNode(article)):
        node = stated.subject
        for typed in data.quads_for_pattern(node, TYPE, None):
            if isinstance(node, ox.NamedNode) and text(typed.object) in classes:
                found.append(_fact(data, node, classes[text(typed.object)], document))
    order = list(table("facts"))
    found.sort(key=lambda f: (f.words, order.index(f.table), len(f.statement), f.statement))
    return tuple(
        Fact(number, f.statement, f.table, f.rule, f.cells, f.words, f.sentence) for number, f in enumerate(found, 1)
    )


def _fact(data: ox.Store, node: ox.NamedNode, name: str, document: Document) -> Fact:
    words = _node(data, node, DERIVED)
    span = _span(data, words)
    if words is None or span is None or document.quote(span) != _value(data, words, term("nif:anchorOf")):
        raise ExplainError(
            f"{document.name}: the words of {node.value} are not where the store says; look with canbo validate"
        )
    sentence = _span(data, _node(data, words, term("nif:sentence"))) or span
    cells = (*_columns(data, node, name), *_more(data, node))
    return Fact(0, node.value, name, _value(data, node, term("rule")), cells, span, sentence)


def _columns(data: ox.Store, node: ox.NamedNode, name: str) -> Iterator[Cell]:
    coded = table("network")["values"]
    for column in table("facts")[name]["columns"]:
        held = _value(data, node, term(column["property"]))
        if not held:
            continue
        shown = Label(held, held)
        if column.get("scheme") in _CODED:
            shown = Label(str(coded.get(held, held)), held)
        elif column["name"] == "value":  # as printed: stores keep numbers by value
            printed = _value(data, node, term("valueText")) or held
            shown = Label(printed, printed)
        yield Cell(column["name"], held, shown)


# Columns whose values are codes (`chairs`) and not words of the article.
_CODED = {"status", "part", "measure", "qualifier"}


def _more(data: ox.Store, node: ox.NamedNode) -> Iterator[Cell]:
    """Yield what the statement says beyond the columns of its table."""
    for row in table("explain")["more"]:
        held = sorted(text(quad.object) for quad in data.quads_for_pattern(node, term(row["property"]), None))
        if held:
            shown = [_meant(data, one, row) for one in held]
            yield Cell(row["name"], " ".join(held), Label(*("; ".join(t) for t in zip(*shown, strict=True))))


def _meant(data: ox.Store, held: str, row: dict[str, Any]) -> tuple[str, str]:
    if row["as"] == "concept":
        known = labels(held)
        return known.get("vi", held), known.get("en", held)
    if row["as"] == "statement":
        other = ox.NamedNode(held)
        held = _value(data, other, term("number")) or _value(data, other, term("title")) or held
    return held, held


def _node(data: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | None:
    found = next(iter(data.quads_for_pattern(subject, predicate, None)), None)
    return found.object if found is not None and isinstance(found.object, ox.NamedNode) else None


def _value(data: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> str:
    found = next(iter(data.quads_for_pattern(subject, predicate, None)), None)
    return value(found.object) if found is not None else ""


def _span(data: ox.Store, node: ox.NamedNode | None) -> Span | None:
    if node is None:
        return None
    begin, end = (_value(data, node, term(f"nif:{name}")) for name in ("beginIndex", "endIndex"))
    return Span(int(begin), int(end)) if begin.isdigit() and end.isdigit() else None
