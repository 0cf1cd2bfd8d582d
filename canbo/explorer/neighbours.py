"""What lies around a thing in the graph: people, bodies, places, meetings and instruments, and how they are related.

The same relations as in `canbo.graph.network`, asked for a few things at a time: the whole network of a large store is
never in memory. Each relation has the time it is attested for, where there is one, and the nodes whose statements it
rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from canbo.graph.concepts import labels
from canbo.graph.namespaces import PREFIXES, term
from canbo.graph.network import EdgeKind, NodeKind
from canbo.graph.results import value
from canbo.ontology import table

MOST_AROUND = 60  # neighbours of one thing, unless more are asked for
MOST = 2000  # things in one answer
MOST_STEPS = 8  # relations of a path
_AT_ONCE = 200  # things that one query asks for
_REACHED = 20_000  # things that are looked at for a path
FACTS = 3  # nodes that are named of one relation

# ?from ?to and, where there are: ?what (a concept), ?label, ?status, ?first, ?last. ?node is what has statements.
_EDGES: dict[EdgeKind, str] = {
    EdgeKind.HOLDS: """?node org:member ?from ; org:organization ?to .
        OPTIONAL { ?node org:role ?what } OPTIONAL { ?node rdfs:label ?label } OPTIONAL { ?node canbo:status ?status }
        OPTIONAL { ?node canbo:attestedFirst ?first } OPTIONAL { ?node canbo:attestedLast ?last }""",
    EdgeKind.ATTENDS: """?node canbo:participant ?from ; canbo:inMeeting ?to ; canbo:part ?what .
        OPTIONAL { ?to schema:startDate ?first }""",
    EdgeKind.ORGANISES: "?to schema:organizer ?from . BIND(?to AS ?node) OPTIONAL { ?to schema:startDate ?first }",
    EdgeKind.LOCATED: """?from canbo:place ?to ; a schema:Event . BIND(?from AS ?node)
        FILTER NOT EXISTS { ?from schema:organizer ?body . ?body canbo:governs ?to }
        OPTIONAL { ?from schema:startDate ?first }""",
    EdgeKind.ADOPTS: "?from canbo:adopted ?to . BIND(?to AS ?node) OPTIONAL { ?from schema:startDate ?first }",
    EdgeKind.DISCUSSES: "?from canbo:discussed ?to . BIND(?to AS ?node) OPTIONAL { ?from schema:startDate ?first }",
    EdgeKind.APPLIES: "?from eli:applies ?to ; a canbo:Instrument . BIND(?from AS ?node)",
    EdgeKind.GOVERNS: "?from canbo:governs ?to . BIND(?from AS ?node)",
    EdgeKind.PART_OF: "?from dcterms:isPartOf ?to ; a schema:AdministrativeArea .",
}
_CLASSES = {
    "foaf:Person": NodeKind.PERSON,
    "org:FormalOrganization": NodeKind.BODY,
    "schema:AdministrativeArea": NodeKind.PLACE,
    "schema:Event": NodeKind.MEETING,
    "canbo:Instrument": NodeKind.INSTRUMENT,
}
_PARTS = {kind.value: kind for kind in (EdgeKind.CHAIRS, EdgeKind.SPEAKS, EdgeKind.ATTENDS)}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its name, and what tells it from its namesakes (date, title)."""

    iri: str
    kind: NodeKind
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of two things. `what` is a concept (office, part) where it has one; dates are ISO dates or empty."""

    start: str
    end: str
    kind: EdgeKind
    what: str = ""
    text: str = ""
    former: bool = False
    first: str = ""
    last: str = ""
    nodes: tuple[str, ...] = ()

    def label(self, lang: str) -> str:
        """Return how the one is related to the other: the office, or the name of the kind."""
        if self.kind is EdgeKind.HOLDS:
            named = labels(self.what).get(lang) or labels(self.what).get("vi", "") if self.what else ""
            return named or self.text.partition(": ")[2] or self.text
        return str(table("network")["edges"][self.kind][lang])


@dataclass
class Part:
    """A part of the graph; `more` has for things whose neighbours are not all there how many there are."""

    things: dict[str, Thing] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)


def around(data: ox.Store, starts: Sequence[str], depth: int, each: int = MOST_AROUND) -> Part:
    """Return what lies within `depth` steps of the starts: of each thing at most `each` neighbours, the latest."""
    part = Part()
    found: set[Relation] = set()
    reached = list(dict.fromkeys(starts))
    seen = set(reached)
    waiting = list(reached)
    for _ in range(depth):
        further: list[str] = []
        for start, relations in _by_start(data, waiting).items():
            others = _others(start, relations)
            kept = set(list(others)[:each])
            if len(others) > len(kept):
                part.more[start] = len(others)
            found |= {one for other in kept for one in others[other]}
            further += [one for one in others if one in kept and one not in seen]
            seen |= kept
        waiting = list(dict.fromkeys(further))[: max(0, MOST - len(reached))]
        reached += waiting
    part.things = things(data, reached)
    part.relations = _between(found, part.things)
    return part


def path(data: ox.Store, start: str, end: str) -> list[str]:
    """Return the things on a shortest path between two, both included; empty where there is none of MOST_STEPS.

    Being in the same place is the weakest tie there is: places are passed through only where there is no other way.
    """
    return _path(data, start, end, {EdgeKind.PART_OF, EdgeKind.GOVERNS, EdgeKind.LOCATED}) or _path(
        data, start, end, {EdgeKind.PART_OF}
    )


def _path(data: ox.Store, start: str, end: str, without: set[EdgeKind]) -> list[str]:
    """Search from both ends, a step at a time from the end that has reached less."""
    if start == end:
        return [start]
    before: tuple[dict[str, str], dict[str, str]] = ({start: ""}, {end: ""})
    fronts = [[start], [end]]
    for _ in range(MOST_STEPS):
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        fronts[side] = _step(data, fronts[side], before[side], without)
        meeting = next((one for one in fronts[side] if one in before[1 - side]), "")
        if meeting:
            return [*reversed(_back(before[0], meeting)), *_back(before[1], meeting)[1:]]
        if not fronts[side] or len(before[side]) > _REACHED:
            return []
    return []


def _step(data: ox.Store, front: list[str], before: dict[str, str], without: set[EdgeKind]) -> list[str]:
    """Return what is one relation further than the front, and note from where it was reached."""
    reached: list[str] = []
    here = set(front)
    for relation in _relations(data, front, without):
        for one, other in ((relation.start, relation.end), (relation.end, relation.start)):
            if one in here and other not in before:
                before[other] = one
                reached.append(other)
    return reached


def _back(before: dict[str, str], at: str) -> list[str]:
    found = [at]
    while before[found[-1]]:
        found.append(before[found[-1]])
    return found


def between(data: ox.Store, iris: Sequence[str]) -> Part:
    """Return things with the relations that they have to one another."""
    found = things(data, iris)
    return Part(found, _between(_relations(data, list(found)), found))


def quotes(data: ox.Store, nodes: Sequence[str]) -> list[dict[str, str]]:
    """Return the words that state what the nodes of a relation say: document, day, quote and its offsets."""
    found = _select(data, _QUOTES, list(nodes)[:FACTS])
    return [one for one in found if one.keys() >= {"document", "quote", "begin", "end"}]


def things(data: ox.Store, iris: Iterable[str]) -> dict[str, Thing]:
    """Return those of the IRIs that are people, bodies, places, meetings or instruments, in the order given."""
    wanted = list(dict.fromkeys(iris))
    found: dict[str, Thing] = {}
    for some in _parts(wanted):
        for row in _select(data, _THINGS, some):
            kind = _KINDS[row["class"]]
            label = row.get("label") or row["node"].rsplit("/", 1)[-1]
            number, title = row.get("number", ""), row.get("title", "")
            if kind is NodeKind.INSTRUMENT:
                label, detail = number or title or label, title if number else ""
            else:
                detail = row.get("day", "")
            found.setdefault(row["node"], Thing(row["node"], kind, label, detail))
    return {iri: found[iri] for iri in wanted if iri in found}


def _between(relations: Iterable[Relation], known: Mapping[str, Thing]) -> list[Relation]:
    """Return the relations whose both ends are known, one for each kind and office, ordered."""
    return sorted({one for one in relations if one.start in known and one.end in known}, key=_order)


def _order(one: Relation) -> tuple[str, ...]:
    return (one.start, one.end, one.kind, one.what, one.text)


def _by_start(data: ox.Store, nodes: Sequence[str]) -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = {node: [] for node in nodes}
    for one in _relations(data, nodes, set()):
        for end in {one.start, one.end} & found.keys():
            found[end].append(one)
    return found


def _others(start: str, relations: list[Relation]) -> dict[str, list[Relation]]:
    """Return the neighbours of a thing with the relations to each: the latest first, then those with more relations."""
    found: defaultdict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        found[one.end if one.start == start else one.start].append(one)
    latest = {other: max(one.last or one.first for one in ones) for other, ones in found.items()}
    order = sorted(found, key=lambda other: (latest[other], len(found[other]), other), reverse=True)
    return {other: found[other] for other in order if other != start}


def _relations(data: ox.Store, nodes: Sequence[str], without: Collection[EdgeKind] = ()) -> list[Relation]:
    """Return all relations that one of the nodes is an end of."""
    found: dict[tuple[str, ...], tuple[Relation, list[str]]] = {}
    for some in _parts(nodes):
        for kind in _EDGES:
            if kind in without:
                continue
            for row in _select(data, _TEXTS[kind], some):
                of = _PARTS.get(row.get("what", "").rsplit("/", 1)[-1], kind) if kind is EdgeKind.ATTENDS else kind
                what, former = row.get("what", ""), row.get("status", "").endswith("/former")
                first = row.get("first", "")
                one = Relation(
                    row["from"], row["to"], of, what, row.get("label", ""), former, first, row.get("last", first)
                )
                found.setdefault((*_order(one), first, one.last, str(former)), (one, []))[1].append(row.get("node", ""))
    return [replace(one, nodes=tuple(sorted(set(filter(None, states))))[:FACTS]) for one, states in found.values()]


def _parts(nodes: Sequence[str]) -> Iterator[list[str]]:
    for begin in range(0, len(nodes), _AT_ONCE):
        yield list(nodes[begin : begin + _AT_ONCE])


def _select(data: ox.Store, text: str, nodes: Sequence[str]) -> list[dict[str, str]]:
    """Return the solutions of a query whose `%s` are data blocks of nodes; what has no value is left out."""
    # The terms of data blocks, written by the engine that reads them.
    block = " ".join(str(ox.NamedNode(node)) for node in nodes)
    found = data.query(text.replace("%s", block), prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)  # all texts here are SELECT
    names = [one.value for one in found.variables]
    return [
        {name: value(cell) for name, cell in zip(names, solution, strict=True) if cell is not None}
        for solution in found
    ]


def _both_ways(pattern: str) -> str:
    ways = (f"{{ VALUES ?{end} {{ %s }} {pattern} }}" for end in ("from", "to"))
    return f"SELECT DISTINCT ?from ?to ?what ?label ?status ?first ?last ?node {{ {' UNION '.join(ways)} }}"


_TEXTS = {kind: _both_ways(pattern) for kind, pattern in _EDGES.items()}
_KINDS = {term(name).value: kind for name, kind in _CLASSES.items()}
_QUOTES = """
    SELECT DISTINCT ?document ?day ?quote ?begin ?end {
      VALUES ?node { %s } ?node prov:wasDerivedFrom ?fact . ?fact canbo:statedIn ?article ; prov:wasDerivedFrom ?span .
      ?span nif:anchorOf ?quote ; nif:beginIndex ?begin ; nif:endIndex ?end . ?article dcterms:identifier ?document
      OPTIONAL { ?article canbo:asOf ?day }
    } ORDER BY DESC(STR(?day)) ?document ?begin LIMIT 20"""
_THINGS = f"""
    SELECT ?node ?class ?label ?number ?title ?day {{
      VALUES ?node {{ %s }} VALUES ?class {{ {" ".join(_CLASSES)} }} ?node a ?class .
      OPTIONAL {{ ?node foaf:name|skos:prefLabel|schema:name ?name }} OPTIONAL {{ ?node rdfs:label ?other }}
      OPTIONAL {{ ?node eli:id_local ?number }} OPTIONAL {{ ?node eli:title ?title }}
      OPTIONAL {{ ?node schema:startDate ?day }} BIND(COALESCE(?name, ?other) AS ?label)
    }}"""
