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
from canbo.graph.namespaces import DERIVED, NOT_STATED, STATED_IN, TYPE, term
from canbo.graph.places import Places
from canbo.graph.resolution import MOST_CANDIDATES, Reason
from canbo.graph.scopes import NOWHERE, scope_of
from canbo.ontology import table

_XSD_INTEGER = term("xsd:integer")
_XSD_DECIMAL = term("xsd:decimal")
_XSD_DATE = term("xsd:date")
_TRUE = ox.Literal("true", datatype=term("xsd:boolean"))


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    property: ox.NamedNode
    concept: ox.NamedNode | None
    scheme: str


@cache
def _columns(name: str) -> tuple[_Column, ...]:
    return tuple(
        _Column(
            row["name"],
            term(row["property"]),
            term(row["concept"]) if "concept" in row else None,
            row.get("scheme", ""),
        )
        for row in table("facts")[name]["columns"]
    )


def article_quads(article: Article, iris: Iris) -> list[ox.Quad]:
    """Return the triples of everything that `article` states, its text and its evidence included.

    Statements are numbered within their table by the place of their evidence, so the result does not depend on
    the order in which they were read.
    """
    return _Mapper(article, iris).quads()


def statement_nodes(article: Article, iris: Iris) -> dict[ox.NamedNode, Statement]:
    """Return the statements of `article` by their nodes, as `article_quads` numbers them."""
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
        self._node = ox.NamedNode(self._base)
        self._text = ox.NamedNode(f"{self._base}/text")
        self._places = Places(article, iris)
        self._nodes = statement_nodes(article, iris)
        self._spans: dict[Span, ox.NamedNode] = {}
        main = (n for n, s in self._nodes.items() if isinstance(s, Meeting) and s.main)
        self._main = next(main, None)

    def quads(self) -> list[ox.Quad]:
        quads = [*self._of_article(), *self._of_text()]
        for node, statement in self._nodes.items():
            quads += self._of_statement(node, statement)
        quads += self._of_spans()
        quads += self._places.quads()
        return quads

    def _of_article(self) -> Iterator[ox.Quad]:
        article, node = self._article, self._node
        yield ox.Quad(node, TYPE, term("schema:NewsArticle"))
        yield ox.Quad(node, term("dcterms:identifier"), ox.Literal(article.document.name))
        page = article.metadata
        stated = {"headline": page.title, "author": page.byline, "publisher": page.publisher}
        for name, value in stated.items():
            if value:
                yield ox.Quad(node, term(f"schema:{name}"), ox.Literal(value))
        if page.published:
            yield ox.Quad(node, term("schema:datePublished"), dated(page.published))
        if self._places.about is not None:
            yield ox.Quad(node, term("about"), self._places.about)
        if article.as_of:
            yield ox.Quad(node, term("asOf"), dated(article.as_of))

    def _of_text(self) -> Iterator[ox.Quad]:
        document, node = self._article.document, self._text
        yield ox.Quad(node, TYPE, term("TextSnapshot"))
        yield ox.Quad(node, TYPE, term("nif:Context"))
        yield ox.Quad(node, term("prov:specializationOf"), self._node)
        yield ox.Quad(node, term("prov:wasGeneratedBy"), self._iris.node(f"build/{__version__}"))
        yield ox.Quad(node, term("sha256"), ox.Literal(document.sha256))
        yield ox.Quad(node, term("length"), _integer(len(document.text)))
        yield ox.Quad(node, term("nif:isString"), ox.Literal(document.text))

    def _of_statement(self, node: ox.NamedNode, statement: Statement) -> Iterator[ox.Quad]:
        yield ox.Quad(node, TYPE, term(table("facts")[statement.table]["class"]))
        yield ox.Quad(node, STATED_IN, self._node)
        yield ox.Quad(node, term("rule"), ox.Literal(statement.rule))
        yield ox.Quad(node, DERIVED, self._span(statement.evidence))
        for column in _columns(statement.table):
            value = getattr(statement, column.name)
            if value is not None and value != "":
                yield ox.Quad(node, column.property, _literal(column, value))
            if column.scheme == "place":
                yield from self._of_place(node, value, statement)
            elif column.concept is not None and value:
                meant = concept(column.scheme, value)
                if meant is not None:
                    yield ox.Quad(node, column.concept, meant)
        yield from self._inner(node, statement)

    def _of_place(self, node: ox.NamedNode, name: str, statement: Statement) -> Iterator[ox.Quad]:
        """Yield the place, or the units that it may be, and why; not that a name has only one unit, as most have."""
        body = statement.body if isinstance(statement, Office | Meeting) else ""
        scope = scope_of(body) if body else NOWHERE
        if not name and not scope.local:
            return  # a central body has no unit to name
        found = self._places.resolve(name, scope, statement.evidence)
        # "Bí thư Huyện ủy" of a district that the article never names
        place = self._places.node(found) if name else NOT_STATED
        if place is not None:
            yield ox.Quad(node, term("place"), place)
        for unit in found.candidates[:MOST_CANDIDATES] if found.open else ():
            yield ox.Quad(node, term("placeCandidate"), self._iris.place(unit))
        reason = concept("place-reason", found.reason)
        if reason is not None and found.reason is not Reason.ONLY_UNIT:
            yield ox.Quad(node, term("placeReason"), reason)

    def _inner(self, node: ox.NamedNode, statement: Statement) -> Iterator[ox.Quad]:
        """Yield what is beyond the columns of the fact table."""
        if isinstance(statement, Office | Meeting | Instrument) and statement.term:
            yield ox.Quad(node, term("termName"), ox.Literal(statement.term))
        if isinstance(statement, Office):
            yield from _of_office(node, statement)
        elif isinstance(statement, Meeting) and statement.main:
            yield ox.Quad(node, term("main"), _TRUE)
        elif isinstance(statement, Participation) and self._main is not None:
            yield ox.Quad(node, term("inMeeting"), self._main)
        elif isinstance(statement, Instrument):
            yield from self._of_instrument(node, statement)
        elif isinstance(statement, Figure):
            if statement.value_text:
                yield ox.Quad(node, term("valueText"), ox.Literal(statement.value_text))
            if statement.period:
                yield ox.Quad(node, term("sdmx-dimension:refPeriod"), self._iris.period(statement.period))
            if statement.group:
                yield ox.Quad(node, term("figureGroup"), _integer(statement.group))

    def _of_instrument(self, node: ox.NamedNode, statement: Instrument) -> Iterator[ox.Quad]:
        mention = concept("mention", statement.mention)
        if mention is not None:
            yield ox.Quad(node, term("mention"), mention)
        if statement.mention == "adopted" and self._main is not None:
            yield ox.Quad(node, term("inMeeting"), self._main)
        for other, told in self._nodes.items():
            if isinstance(told, Instrument) and other != node and told.key and told.key in statement.applies:
                yield ox.Quad(node, term("applies"), other)

    def _span(self, evidence: Evidence) -> ox.NamedNode:
        for span in (evidence.words, evidence.sentence):
            if span not in self._spans:
                self._spans[span] = ox.NamedNode(f"{self._base}/span/{span.begin}-{span.end}")
        return self._spans[evidence.words]

    def _of_spans(self) -> Iterator[ox.Quad]:
        for span, node in self._spans.items():
            yield ox.Quad(node, TYPE, term("nif:String"))
            yield ox.Quad(node, term("nif:referenceContext"), self._text)
            yield ox.Quad(node, term("nif:beginIndex"), _integer(span.begin))
            yield ox.Quad(node, term("nif:endIndex"), _integer(span.end))
            yield ox.Quad(node, term("nif:anchorOf"), ox.Literal(self._article.document.quote(span)))
        pairs = sorted({(s.evidence.words, s.evidence.sentence) for s in self._nodes.values()})
        # Words stand in one sentence; a reader that cuts sentences in two ways gives the first.
        for words, sentence in dict(reversed(pairs)).items():
            yield ox.Quad(self._spans[words], term("nif:sentence"), self._spans[sentence])


def _of_office(node: ox.NamedNode, statement: Office) -> Iterator[ox.Quad]:
    """Yield when and how the office began and ended, as far as the article says."""
    for name, day in (("since", statement.since), ("until", statement.until)):
        if day:
            yield ox.Quad(node, term(name), dated(day))
    for name, event in (("begunBy", statement.begun_by), ("endedBy", statement.ended_by)):
        meant = concept("event", event) if event else None
        if meant is not None:
            yield ox.Quad(node, term(name), meant)


def _literal(column: _Column, value: Any) -> ox.Literal:
    if isinstance(value, Decimal):
        return ox.Literal(plain(value), datatype=_XSD_DECIMAL)
    if isinstance(value, int):
        return _integer(value)
    return dated(value) if column.name == "date" else ox.Literal(value)


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_XSD_INTEGER)
