"""Posts, single offices of a body, and who followed whom in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from canbo.graph.iris import Iris, dated, slug
from canbo.graph.linking.bodies import best_written, body_key, body_label, body_node
from canbo.graph.linking.delta import Delta
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.tenures import FOLDER as TENURES
from canbo.graph.linking.tenures import office_label, post_local
from canbo.graph.linking.times import before, begin, end
from canbo.graph.namespaces import DERIVED, term, text
from canbo.graph.rows import OfficeRow, Row

SUCCESSION = "succession"
_IN_POST = term("inPost")
_OF_HOLDING = tuple(map(term, ("org:member", "attestedFirst", "attestedLast", "since", "until")))


class PostKind:
    """How posts are made of statements: see `shared.Shared`."""

    folder = "post"
    predicates = ("rdf:type", "rdfs:label", "org:postIn", "org:role")

    def __init__(self, iris: Iris) -> None:
        self._iris = iris

    def of(self, row: Row) -> tuple[str, str] | None:
        """Return the local name of the post of an office statement and how its body is written there."""
        local = post_local(row, self._iris) if isinstance(row, OfficeRow) else ""
        return (local, row.body) if local and isinstance(row, OfficeRow) else None

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of the post of `row`, its body written in these forms."""
        assert isinstance(row, OfficeRow)
        key = body_key(row)
        assert key is not None
        label = office_label(row, body_label(row, best_written(forms), self._iris))
        yield from Described(node, "org:Post", label, (), searched=False).quads()
        yield ox.Quad(node, term("org:postIn"), body_node(key, self._iris))
        if row.role:
            yield ox.Quad(node, term("org:role"), ox.NamedNode(row.role))


@dataclass(frozen=True, slots=True)
class Holding:
    """A tenure of a post: from when to when it is known to last, empty where nothing is known."""

    tenure: str
    person: str
    first: str
    last: str
    since: str
    until: str
    source: str

    @property
    def begin(self) -> str:
        """Return the earliest day on which the office is known to be held."""
        return self.since or self.first

    @property
    def end(self) -> str:
        """Return the latest day on which the office is known to be held."""
        return self.until or self.last


def holdings(store: ox.Store, post: ox.NamedNode) -> list[Holding]:
    """Return the tenures of a post that are in the store."""
    nodes = [quad.subject for quad in store.quads_for_pattern(None, _IN_POST, post)]
    return [_holding(text(node), store.quads_for_pattern(node, None, None)) for node in nodes]


class Holdings:
    """The tenures of posts that are made while the whole layer is built anew: they need not be read back."""

    def __init__(self) -> None:
        self._found: dict[ox.NamedNode, list[Holding]] = defaultdict(list)

    def note(self, quads: Iterable[ox.Quad]) -> None:
        """Note the tenures of posts that these triples describe in full."""
        of: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            of[text(quad.subject)].append(quad)
        for tenure, found in of.items():
            for quad in found:
                if quad.predicate == _IN_POST and isinstance(quad.object, ox.NamedNode):
                    self._found[quad.object].append(_holding(tenure, found))

    def by_post(self) -> Iterator[tuple[ox.NamedNode, list[Holding]]]:
        """Yield the posts with their tenures."""
        yield from self._found.items()


def _holding(tenure: str, quads: Iterable[ox.Quad]) -> Holding:
    said: dict[ox.NamedNode, str] = {}
    source = ""
    for quad in quads:
        value = text(quad.object)
        said[quad.predicate] = value
        if quad.predicate == DERIVED and (not source or value < source):
            source = value
    person, first, last, since, until = (said.get(name, "") for name in _OF_HOLDING)
    return Holding(tenure, person, first, last, since, until, source)


def successions(holders: Iterable[Holding], post: ox.NamedNode, iris: Iris) -> Iterator[ox.Quad]:
    """Yield who followed whom in a post: holders next to one another in time, with the days between which it changed.

    Nothing is said where two holders' times overlap, or where dates are too coarse to tell which came first.
    """
    known = [one for one in holders if one.begin and one.end]
    found = sorted(known, key=lambda one: (begin(one.begin), end(one.end), one.tenure))
    for one, other in pairwise(found):
        if one.person == other.person or not _follows(one, other) or any(_between(one, other, far) for far in found):
            continue
        node = iris.entity(SUCCESSION, slug(f"{_local(one.tenure)} {_local(other.tenure)}"))
        label = f"{_local(one.person)} → {_local(other.person)}"
        yield from Described(node, "Succession", label, (one.source, other.source), searched=False).quads()
        yield ox.Quad(node, term("ofPost"), post)
        yield ox.Quad(node, term("predecessor"), ox.NamedNode(one.tenure))
        yield ox.Quad(node, term("successor"), ox.NamedNode(other.tenure))
        yield ox.Quad(node, term("windowFrom"), dated(one.end))
        yield ox.Quad(node, term("windowTo"), dated(other.begin))


def link(delta: Delta, made: Holdings) -> None:
    """Link who followed whom in all posts of which a tenure changes: `made` where the whole layer is built anew."""
    if delta.whole is not None:
        for post, found in made.by_post():
            delta.add(successions(found, post, delta.iris))
        return
    changed = _changed(delta)
    delta.apply()
    for post in changed:
        for quad in delta.look(None, term("ofPost"), post):
            if isinstance(quad.subject, ox.NamedNode):
                delta.drop(quad.subject)
        delta.add(successions(holdings(delta.store, post), post, delta.iris))


def _changed(delta: Delta) -> list[ox.NamedNode]:
    """Return the posts of which a tenure changes."""
    below = f"{delta.iris.base}{TENURES}/"
    changed = delta.changed()
    found = {quad.object for quad in changed if quad.predicate == _IN_POST}
    for node in {quad.subject for quad in changed if text(quad.subject).startswith(below)}:
        found.update(quad.object for quad in delta.look(node, _IN_POST, None))
    return sorted((post for post in found if isinstance(post, ox.NamedNode)), key=lambda post: post.value)


def _follows(one: Holding, other: Holding) -> bool:
    return before(one.end, other.begin) or bool(one.until and one.until == other.since)


def _between(one: Holding, other: Holding, far: Holding) -> bool:
    """Tell whether a third holding may lie between two: `2023` of an article with no more than a year."""
    return far not in (one, other) and end(far.end) >= begin(one.end) and begin(far.begin) <= end(other.begin)


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
