"""From what an article states to triples, as docs/model.md lays them out.

The columns of `ontology/facts.toml` drive the mapping: a column has a property for what the article says and may
have another for the concept it means. Triples are pyoxigraph quads of the default graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from canbo import __version__
from canbo.extractors.article import Article
from canbo.extractors.statements import (
    Evidence,
    Figure,
    Instrument,
    Meeting,
    Office,
    Participation,
    Span,
    Statement,
    plain,
)
from canbo.graph.concepts import concept
from canbo.graph.iris import Iris, dated
from canbo.graph.namespaces import NOT_STATED
from canbo.graph.places import Places
from canbo.graph.resolution import MOST_CANDIDATES, Reason
from canbo.graph.scopes import NOWHERE, scope_of
from canbo.graph.triples import TYPE, Triple, quads, quoted, word
from canbo.ontology import table

_XSD_INTEGER = word("xsd:integer")
_XSD_DECIMAL = word("xsd:decimal")
_TRUE = quoted("true", word("xsd:boolean"))


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    property: str
    concept: str
    scheme: str


@dataclass(frozen=True, slots=True)
class _Table:
    """A fact table as words: its class and its columns."""

    of: str
    columns: tuple[_Column, ...]


@cache
def _table(name: str) -> _Table:
    told = table("facts")[name]
    columns = (
        _Column(
            row["name"],
            word(row["property"]),
            word(row["concept"]) if "concept" in row else "",
            row.get("scheme", ""),
        )
        for row in told["columns"]
    )
    return _Table(word(told["class"]), tuple(columns))


def article_triples(article: Article, iris: Iris) -> list[Triple]:
    """Return the triples of everything that `article` states, its text and its evidence included.

    Statements are numbered within their table by the place of their evidence, so the result does not depend on
    the order in which they were read.
    """
    return _Mapper(article, iris).triples()


def article_quads(article: Article, iris: Iris) -> list[ox.Quad]:
    """Return the same triples for a store of pyoxigraph, in its default graph."""
    return quads(article_triples(article, iris))


def statement_nodes(article: Article, iris: Iris) -> dict[ox.NamedNode, Statement]:
    """Return the statements of `article` by their nodes, as `article_triples` numbers them."""
    base = iris.article(article.document.name)
    nodes: dict[ox.NamedNode, Statement] = {}
    counts: dict[str, int] = defaultdict(int)
    for statement in _in_order(article.statements):
        path = table("facts")[statement.table]["path"]
        counts[path] += 1
        nodes[ox.NamedNode(f"{base}/{path}/{counts[path]}")] = statement
    return nodes


def _in_order(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield each statement once, by its words and table; only where these are the same, by what it says."""
    for _, alike in groupby(sorted(dict.fromkeys(statements), key=_place), key=_place):
        same = list(alike)
        yield from same if len(same) == 1 else sorted(same, key=_order)


def _place(statement: Statement) -> tuple[int, int, str]:
    words = statement.evidence.words
    return words.begin, words.end, statement.table


def _order(statement: Statement) -> tuple[Any, ...]:
    return tuple(statement.row().values()), statement.rule


class _Mapper:
    def __init__(self, article: Article, iris: Iris) -> None:
        self._article = article
        self._iris = iris
        self._base = iris.article(article.document.name)
        self._node = str(ox.NamedNode(self._base))
        self._text = f"<{self._base}/text>"
        self._places = Places(article, iris)
        self._nodes = {str(node): statement for node, statement in statement_nodes(article, iris).items()}
        self._spans: dict[Span, str] = {}
        main = (n for n, s in self._nodes.items() if isinstance(s, Meeting) and s.main)
        self._main = next(main, None)

    def triples(self) -> list[Triple]:
        triples = [*self._of_article(), *self._of_text()]
        for node, statement in self._nodes.items():
            triples += self._of_statement(node, statement)
        triples += self._of_spans()
        triples += self._places.triples()
        return triples

    def _of_article(self) -> Iterator[Triple]:
        article, node = self._article, self._node
        yield node, TYPE, word("schema:NewsArticle")
        yield node, word("dcterms:identifier"), quoted(article.document.name)
        page = article.metadata
        stated = {"headline": page.title, "author": page.byline, "publisher": page.publisher}
        for name, value in stated.items():
            if value:
                yield node, word(f"schema:{name}"), quoted(value)
        if page.published:
            yield node, word("schema:datePublished"), str(dated(page.published))
        about = self._places.about
        if about is not None:
            yield node, word("about"), str(about)
        if article.as_of:
            yield node, word("asOf"), str(dated(article.as_of))

    def _of_text(self) -> Iterator[Triple]:
        document, node = self._article.document, self._text
        yield node, TYPE, word("TextSnapshot")
        yield node, TYPE, word("nif:Context")
        yield node, word("prov:specializationOf"), self._node
        yield node, word("prov:wasGeneratedBy"), str(self._iris.node(f"build/{__version__}"))
        yield node, word("sha256"), quoted(document.sha256)
        yield node, word("length"), _integer(len(document.text))
        yield node, word("nif:isString"), quoted(document.text)

    def _of_statement(self, node: str, statement: Statement) -> Iterator[Triple]:
        told = _table(statement.table)
        yield node, TYPE, told.of
        yield node, word("statedIn"), self._node
        yield node, word("rule"), quoted(statement.rule)
        yield node, word("prov:wasDerivedFrom"), self._span(statement.evidence)
        for column in told.columns:
            value = getattr(statement, column.name)
            if value is not None and value != "":
                yield node, column.property, _literal(column, value)
            if column.scheme == "place":
                yield from self._of_place(node, value, statement)
            elif column.concept and value:
                meant = concept(column.scheme, value)
                if meant is not None:
                    yield node, column.concept, str(meant)
        yield from self._inner(node, statement)

    def _of_place(self, node: str, name: str, statement: Statement) -> Iterator[Triple]:
        """Yield the place, or the units that it may be, and why; not that a name has only one unit, as most have."""
        body = statement.body if isinstance(statement, Office | Meeting) else ""
        scope = scope_of(body) if body else NOWHERE
        if not name and not scope.local:
            return  # a central body has no unit to name
        found = self._places.resolve(name, scope, statement.evidence)
        # "Bí thư Huyện ủy" of a district that the article never names
        place = self._places.node(found) if name else NOT_STATED
        if place is not None:
            yield node, word("place"), str(place)
        for unit in found.candidates[:MOST_CANDIDATES] if found.open else ():
            yield node, word("placeCandidate"), str(self._iris.place(unit))
        reason = concept("place-reason", found.reason)
        if reason is not None and found.reason is not Reason.ONLY_UNIT:
            yield node, word("placeReason"), str(reason)

    def _inner(self, node: str, statement: Statement) -> Iterator[Triple]:
        """Yield what is beyond the columns of the fact table."""
        if isinstance(statement, Office | Meeting | Instrument) and statement.term:
            yield node, word("termName"), quoted(statement.term)
        if isinstance(statement, Office):
            yield from _of_office(node, statement)
        elif isinstance(statement, Meeting) and statement.main:
            yield node, word("main"), _TRUE
        elif isinstance(statement, Participation) and self._main is not None:
            yield node, word("inMeeting"), self._main
        elif isinstance(statement, Instrument):
            yield from self._of_instrument(node, statement)
        elif isinstance(statement, Figure):
            if statement.value_text:
                yield node, word("valueText"), quoted(statement.value_text)
            if statement.period:
                yield node, word("sdmx-dimension:refPeriod"), str(self._iris.period(statement.period))
            if statement.group:
                yield node, word("figureGroup"), _integer(statement.group)

    def _of_instrument(self, node: str, statement: Instrument) -> Iterator[Triple]:
        mention = concept("mention", statement.mention)
        if mention is not None:
            yield node, word("mention"), str(mention)
        if statement.mention == "adopted" and self._main is not None:
            yield node, word("inMeeting"), self._main
        for other, told in self._nodes.items():
            if isinstance(told, Instrument) and other != node and told.key and told.key in statement.applies:
                yield node, word("applies"), other

    def _span(self, evidence: Evidence) -> str:
        for span in (evidence.words, evidence.sentence):
            if span not in self._spans:
                self._spans[span] = f"<{self._base}/span/{span.begin}-{span.end}>"
        return self._spans[evidence.words]

    def _of_spans(self) -> Iterator[Triple]:
        for span, node in self._spans.items():
            yield node, TYPE, word("nif:String")
            yield node, word("nif:referenceContext"), self._text
            yield node, word("nif:beginIndex"), _integer(span.begin)
            yield node, word("nif:endIndex"), _integer(span.end)
            yield node, word("nif:anchorOf"), quoted(self._article.document.quote(span))
        pairs = sorted({(s.evidence.words, s.evidence.sentence) for s in self._nodes.values()})
        # Words stand in one sentence; a reader that cuts sentences in two ways gives the first.
        for words, sentence in dict(reversed(pairs)).items():
            yield self._spans[words], word("nif:sentence"), self._spans[sentence]


def _of_office(node: str, statement: Office) -> Iterator[Triple]:
    """Yield when and how the office began and ended, as far as the article says."""
    for name, day in (("since", statement.since), ("until", statement.until)):
        if day:
            yield node, word(name), str(dated(day))
    for name, event in (("begunBy", statement.begun_by), ("endedBy", statement.ended_by)):
        meant = concept("event", event) if event else None
        if meant is not None:
            yield node, word(name), str(meant)


def _literal(column: _Column, value: Any) -> str:
    if isinstance(value, Decimal):
        return quoted(plain(value), _XSD_DECIMAL)
    if isinstance(value, int):
        return _integer(value)
    return str(dated(value)) if column.name == "date" else quoted(value)


def _integer(value: int) -> str:
    return quoted(str(value), _XSD_INTEGER)
