"""Unsure cases for a person to decide, and the reasons for what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.extractors.errors import CanboError
from canbo.graph.keys import name_key
from canbo.graph.linking import persons
from canbo.graph.linking.bodies import place_unit
from canbo.graph.linking.judgements import NO_DOCUMENT, Judgement, Reference, parse
from canbo.graph.linking.score import Verdict
from canbo.graph.linking.unnamed import FOLDER as UNNAMED
from canbo.graph.linking.unnamed import level_of
from canbo.graph.namespaces import DERIVED, TYPE, term, text
from canbo.graph.rows import FigureRow, InstrumentRow, MeetingRow, OfficeRow, ParticipationRow, Reader, Row
from canbo.graph.store import Store


class ExplainError(CanboError):
    """What is to be explained is not in the store."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One side of a case: how judgements speak of it, and the sentence that states it."""

    reference: Reference
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """Two entities that may be one."""

    kind: str
    score: str
    reasons: tuple[str, ...]
    mentions: tuple[Mention, Mention]

    def judgement(self, verdict: Verdict, day: str, author: str, reason: str) -> Judgement:
        """Return the decision on this case as a judgement."""
        one, other = (mention.reference for mention in self.mentions)
        return Judgement(verdict, one, other, day, author, reason)


def cases(store: Store) -> Iterator[Case]:
    """Yield the possible identities in a store that no judgement speaks of, the most probable first."""
    data = store.oxigraph
    judged = {frozenset((one.one.key, one.other.key)) for one in _judged(data)}
    reader = Reader(data)
    found = []
    for quad in data.quads_for_pattern(None, TYPE, term("PossibleIdentity")):
        case = _case(store, reader, text(quad.subject))
        if case is not None and frozenset(m.reference.key for m in case.mentions) not in judged:
            found.append((-float(case.score), text(quad.subject), case))
    for _, _, case in sorted(found, key=lambda one: one[:2]):
        yield case


def _judged(data: ox.Store) -> Iterator[Judgement]:
    for quad in data.quads_for_pattern(None, TYPE, term("Judgement")):
        yield from (parse(line) for line in _values(data, quad.subject, "rdfs:label"))


def _values(data: ox.Store, node: object, name: str) -> list[str]:
    """Return the values of a property of a node, sorted."""
    if not isinstance(node, ox.NamedNode):
        return []
    return sorted(text(quad.object) for quad in data.quads_for_pattern(node, term(name), None))


def _case(store: Store, reader: Reader, link: str) -> Case | None:
    data, node = store.oxigraph, ox.NamedNode(link)
    sources = _values(data, node, "prov:wasDerivedFrom")
    mentions = [_mention(store, reader, side, sources) for side in _values(data, node, "between")]
    if len(mentions) != 2 or mentions[0] is None or mentions[1] is None:
        return None
    score, reasons = _values(data, node, "score")[0], _values(data, node, "because")
    return Case(mentions[0].reference.kind, score, tuple(reasons), (mentions[0], mentions[1]))


def _mention(store: Store, reader: Reader, side: str, sources: list[str]) -> Mention | None:
    node = ox.NamedNode(side)
    own = {text(q.object) for q in store.oxigraph.quads_for_pattern(node, DERIVED, None)}
    unit = place_unit(side, store.iris)
    if unit is not None:
        return Mention(Reference("place", NO_DOCUMENT, unit.id), unit.name)
    rows = [row for iri in sorted(sources) if iri in own and (row := reader.row(iri)) is not None]
    rows = rows or [row for iri in sorted(own) if (row := reader.row(iri)) is not None][:1]
    if not rows:
        return None
    unnamed = side.startswith(f"{store.iris.base}{UNNAMED}/")
    return Mention(_unnamed(rows[0]) if unnamed else reference(rows[0]), quote(store.oxigraph, rows[0].iri))


def _unnamed(row: Row) -> Reference:
    level = level_of(row)
    return Reference("place", row.article.name, level.value if level is not None else "huyện")


def reference(row: Row) -> Reference:
    """Return how judgements speak of the thing that a statement is about."""
    document = row.article.name
    if isinstance(row, OfficeRow | ParticipationRow):
        return Reference("person", document, row.person)
    if isinstance(row, MeetingRow):
        return Reference("meeting", document, row.title)
    if isinstance(row, InstrumentRow):
        return Reference("instrument", document, row.number or row.title)
    raise TypeError(f"no judgement speaks of {type(row).__name__}")


def quote(data: ox.Store, statement: str) -> str:
    """Return the sentence that states a statement, on one line."""
    for span in _values(data, ox.NamedNode(statement), "prov:wasDerivedFrom"):
        for sentence in _values(data, ox.NamedNode(span), "nif:sentence"):
            for words in _values(data, ox.NamedNode(sentence), "nif:anchorOf"):
                return " ".join(words.split())
    return ""


def explain(store: Store, one: str, other: str) -> Iterator[str]:
    """Yield lines that say why two things are one or not: mentions as DOCUMENT:WORDS, or entities as folder/name."""
    reader = Reader(store.oxigraph)
    sides = [_rows(store, reader, name) for name in (one, other)]
    nodes = [_entity(store, rows[0]) for rows in sides]
    for name, rows, node in zip((one, other), sides, nodes, strict=True):
        yield f"{name}: {node.removeprefix(store.iris.base)}"
        for row in rows[:5]:
            yield f"  {row.article.name}: “{quote(store.oxigraph, row.iri)}”"
    yield "one and the same" if nodes[0] == nodes[1] else "not linked"
    yield from _judgements(store, sides)
    yield from _link(store, nodes)
    yield from _compared(store, sides)


def _rows(store: Store, reader: Reader, name: str) -> list[Row]:
    document, colon, words = name.partition(":")
    if colon:
        rows = [row for iri in reader.statements(store.iris.article(document)) if (row := reader.row(iri)) is not None]
        rows = [r for r in rows if not isinstance(r, FigureRow) and name_key(reference(r).words) == name_key(words)]
    else:
        node = ox.NamedNode(store.iris.base + name)
        sources = sorted(text(q.object) for q in store.oxigraph.quads_for_pattern(node, DERIVED, None))
        rows = [row for iri in sources if (row := reader.row(iri)) is not None]
    if not rows:
        raise ExplainError(
            f"{name!r} is not in the store: give DOCUMENT:NAME as an article writes it, or an entity such as "
            "person/nong-binh-cuong"
        )
    return rows


def _entity(store: Store, row: Row) -> str:
    folder = {"office": "person", "participation": "person"}.get(row.iri.rsplit("/", 2)[-2], row.iri.rsplit("/", 2)[-2])
    below = f"{store.iris.base}{folder}/"
    found = (text(q.subject) for q in store.oxigraph.quads_for_pattern(None, DERIVED, ox.NamedNode(row.iri)))
    return next((iri for iri in found if iri.startswith(below)), "")


def _judgements(store: Store, sides: list[list[Row]]) -> Iterator[str]:
    keys = {reference(row).key for rows in sides for row in rows if not isinstance(row, FigureRow)}
    for one in _judged(store.oxigraph):
        if {one.one.key, one.other.key} & keys:
            yield f"judgement: {one.line()}"


def _link(store: Store, nodes: list[str]) -> Iterator[str]:
    data = store.oxigraph
    for quad in data.quads_for_pattern(None, term("between"), ox.NamedNode(nodes[0])):
        if nodes[1] in _values(data, quad.subject, "between"):
            for reason in _values(data, quad.subject, "because"):
                yield f"unsure because {reason}"


def _compared(store: Store, sides: list[list[Row]]) -> Iterator[str]:
    """Yield the scores of the pairs of mentions of two persons."""
    seen = set()
    for score in persons.compare_rows(sides[0], sides[1], store.iris):
        if str(score) not in seen:
            seen.add(str(score))
            yield f"compared: {score}"


__all__ = ["Case", "ExplainError", "Mention", "cases", "explain", "quote", "reference"]
