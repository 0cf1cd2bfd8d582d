"""Parts of a network: what lies around a person, a place or a resolution, and what a picture has room for."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import networkx as nx

from canbo.extractors.errors import CanboError
from canbo.graph.network import EdgeKind, Network, Node, NodeKind, inward, nodes
from canbo.ontology import gazetteer
from canbo.ontology.folding import fold, spelling

DEFAULT_DEPTH = 2


class NotInNetworkError(CanboError):
    """Nothing in the store has the name or number that was asked for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What to show: everything within `depth` steps of any of the named; all, where nothing is named."""

    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()
    depth: int = DEFAULT_DEPTH


def centres(network: Network, cut: Cut) -> list[str]:
    """Return the IRIs of the nodes that a cut names, sorted.

    A name is matched with its accents; where nothing has it, without (`Nong Binh Cuong`); a resolution by
    its number, or the beginning of it, or words of its title. Raises `NotInNetworkError` for a name that
    nothing has.
    """
    asked = [(NodeKind.PERSON, name) for name in cut.persons]
    asked += [(NodeKind.PLACE, name) for name in cut.places]
    asked += [(NodeKind.INSTRUMENT, number) for number in cut.resolutions]
    return sorted({iri for kind, name in asked for iri in _named(network, kind, name)})


def around(network: Network, starts: Iterable[str], depth: int) -> Network:
    """Return the part of a network within `depth` steps of the starts, in either direction of an edge.

    A province is shown but not passed through: by way of it every district would be near to every other.
    """
    starts = list(starts)
    reached = set(starts)
    edge_of_reach = list(starts)
    for _ in range(depth):
        passed = [iri for iri in edge_of_reach if iri in starts or not _is_above(network, iri)]
        edge_of_reach = sorted({n for iri in passed for n in nx.all_neighbors(network, iri)} - reached)
        reached.update(edge_of_reach)
    return _part(network, reached)


def most_linked(network: Network, most: int, starts: Iterable[str] = ()) -> Network:
    """Return at most `most` nodes that hang together: outwards from the starts, or the most linked node.

    Of the nodes that touch what is taken already, the one with most edges comes next; so a picture of a
    large store shows its core and no loose ends. Nodes are compared by IRI where edges are equal.
    """
    if len(network) <= most:
        return network
    rank = sorted(network, key=lambda iri: (-network.degree(iri), iri))
    place = {iri: number for number, iri in enumerate(rank)}
    taken: set[str] = set()
    for first in [*sorted(starts), *rank]:
        queue = [place[first]] if first not in taken else []
        while queue and len(taken) < most:
            iri = rank[heapq.heappop(queue)]
            if iri not in taken:
                taken.add(iri)
                for other in nx.all_neighbors(network, iri):
                    heapq.heappush(queue, place[other])
    return _part(network, taken)


def _is_above(network: Network, iri: str) -> bool:
    """Tell whether other places are part of this one."""
    return any(edge.kind is EdgeKind.PART_OF for edge in inward(network, iri))


def _part(network: Network, chosen: set[str]) -> Network:
    part: Network = network.subgraph(chosen).copy()
    return part


def _named(network: Network, kind: NodeKind, name: str) -> list[str]:
    of_kind = [node for node in nodes(network) if node.kind is kind]
    for matches in _INSTRUMENT_WAYS if kind is NodeKind.INSTRUMENT else _NAME_WAYS:
        found = [node.iri for node in of_kind if matches(node, name)]
        if found:
            return found
    near = ", ".join(_nearest(of_kind, name))
    raise NotInNetworkError(
        f"the store has no {_WHAT[kind]} {name!r}" + (f"; it has {near}" if near else f", and no {_WHAT[kind]} at all")
    )


_WHAT = {
    NodeKind.PERSON: "person",
    NodeKind.PLACE: "place",
    NodeKind.INSTRUMENT: "resolution or other instrument",
}
_Way = Callable[[Node, str], bool]


def _all_names(node: Node) -> tuple[str, ...]:
    return (node.label, *node.names)


def _as_unit(node: Node, name: str) -> bool:
    """Match `huyện Ngân Sơn`, `xã Ngân Sơn` and `TP.HCM` as the gazetteer does, before and since the reform."""
    if node.kind is not NodeKind.PLACE:
        return False
    id_ = node.iri.rpartition("/")[2]
    unit = gazetteer.by_id(id_)
    return unit is not None and unit in gazetteer.find(name, unit.level, on=gazetteer.REFORM if unit.reformed else "")


_NAME_WAYS: tuple[_Way, ...] = (
    lambda node, name: spelling(name) in map(spelling, _all_names(node)),
    _as_unit,
    lambda node, name: fold(name) in map(fold, _all_names(node)),
)
_INSTRUMENT_WAYS: tuple[_Way, ...] = (
    lambda node, name: _number(node.label) == _number(name),
    lambda node, name: _number(node.label).startswith(_number(name) + "-"),
    lambda node, name: fold(name) in node.key,
)


def _number(text: str) -> str:
    """Return a number without spaces, in capitals, with plain hyphens: `11 – nq/tw` is `11-NQ/TW`."""
    return "".join(text.upper().replace("–", "-").split())


def _nearest(of_kind: list[Node], name: str) -> list[str]:
    """Return up to five names that share a word with `name`, else the first five."""
    words = set(fold(name).split())
    sharing = [node for node in of_kind if words & set(node.key.split())]
    return sorted({node.label for node in sharing or of_kind})[:5]
