"""How far a change of persons reaches: which mentions are compared anew, and who is renamed or may be who thereby.

A mention hangs together with those of its name that share a point with it: a province of today, or an office of the
country. So an article costs what its officials have been said of there, not what all bearers of their names have. Two
things are looked up beyond: who else may be a person known by the office of an unnamed unit (unsure at most, so nobody
is joined by it), and whether the name is somebody else's too, which shows in the IRI.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.iris import Iris, digest, slug
from canbo.graph.keys import name_key
from canbo.graph.linking.clusters import Clusters
from canbo.graph.linking.comparison import compare, may_be_of_open_unit
from canbo.graph.linking.delta import Delta
from canbo.graph.linking.judged import Judged
from canbo.graph.linking.persons import (
    FOLDER,
    Person,
    PersonRow,
    by_mention,
    mention,
    name_of,
    person_of,
    persons,
    profile_of,
)
from canbo.graph.linking.profiles import Mention, meeting_points, open_offices
from canbo.graph.linking.score import Score
from canbo.graph.namespaces import term, text
from canbo.graph.rows import Row

_KEY = term("linkKey")
# What keys begin with: mentions that share one are compared and may be joined; …
_AT, JUDGED = "at|", "judged|"
# … persons that share one have a name in common, or hold the office of an unnamed unit and such an office.
_NAMED, _OPEN, _KNOWN = "named|", "open|", "known|"
_Of = dict[Mention, list[PersonRow]]


class Reach:
    """The persons that a change touches."""

    def __init__(
        self, delta: Delta, judged: Callable[[list[Row]], Judged], judged_keys: Callable[[Iterable[Row]], set[str]]
    ) -> None:
        self._delta = delta
        self._iris: Iris = delta.iris
        self._judged = judged
        self._judged_keys = judged_keys
        self._of: _Of = {}
        self._keys: dict[Mention, set[str]] = {}
        self._new: dict[str, set[Mention]] = defaultdict(set)
        self._gone: dict[ox.NamedNode, set[Mention]] = {}  # persons of the store that are built again, or are no more
        self._seen: set[Mention] = set()

    def persons(self, statements: Iterable[str]) -> list[Person]:
        """Return all persons whose node may change where these statements are new, changed or gone."""
        touched = sorted(statements)
        seeds = self._noted(touched)
        old = {node for iri in touched for node in self._delta.derived(iri, (FOLDER,))}
        for node in old:
            seeds |= self._compared_with(node)
        found = self._components(seeds)
        while renamed := self._renamed(found):  # may reach others of the name in turn
            found += self._components({one for node in renamed for one in self._take(node)})
        self._name(found)
        self._open_units(found)
        return found

    # ---- mentions that hang together ---------------------------------------------------------------------------------
    def _noted(self, touched: Iterable[str]) -> set[Mention]:
        """Note the mentions of which a statement is new or changed; return them."""
        mentions = set(by_mention(filter(None, map(self._delta.row, touched))))
        for article in sorted({article for article, _ in mentions}):
            rows = filter(None, map(self._delta.row, self._delta.reader.statements(article)))
            self._of |= {one: found for one, found in by_mention(rows).items() if one in mentions}
        for one in mentions:
            for key in self._keys_of(one):
                self._new[key].add(one)
        return mentions

    def _keys_of(self, one: Mention) -> set[str]:
        if one not in self._keys:
            rows = self._of[one]
            points = meeting_points(profile_of(rows), self._iris)
            self._keys[one] = {f"{_AT}{name_of(rows[0])}|{point}" for point in points} | self._judged_keys(rows)
        return self._keys[one]

    def _take(self, node: ox.NamedNode) -> set[Mention]:
        """Have a person of the store built again; return the mentions that it is made of now."""
        if node not in self._gone:
            found = by_mention(filter(None, map(self._delta.row, self._delta.sources(node))))
            for one, rows in found.items():
                self._of.setdefault(one, rows)
            self._gone[node] = set(found)
        return self._gone[node]

    def _compared_with(self, node: ox.NamedNode) -> set[Mention]:
        """Take a person whose statements change; return its mentions and all that it was compared with before."""
        found = set(self._take(node))
        for key in self._link_keys(node, (_AT, JUDGED)):
            found |= self._at(key)
        return found

    def _at(self, key: str) -> set[Mention]:
        """Return the mentions with a key: new ones, and all of the persons in the store that have it."""
        found = set(self._new.get(key, ()))
        for node in self._nodes(key):
            found |= self._take(node)
        return found

    def _components(self, seeds: Iterable[Mention]) -> list[Person]:
        return [person for one in sorted(seeds) for person in self._component(one)]

    def _component(self, seed: Mention) -> list[Person]:
        """Return the persons among all mentions that hang together with one; none where that has been done."""
        waiting, members, done = [seed], _Of(), set[str]()
        while waiting:
            one = waiting.pop()
            if one not in self._seen:
                self._seen.add(one)
                members[one] = self._of[one]
                for key in self._keys_of(one) - done:
                    done.add(key)
                    waiting += self._at(key)
        if not members:
            return []
        rows: list[Row] = sorted((row for found in members.values() for row in found), key=lambda row: row.iri)
        found = persons(members, self._iris, self._judged(rows))
        for person in found:
            mentions = {mention(row) for row in person.rows}
            person.keys = {key for one in mentions for key in self._keys[one]} | _beyond(person)
        return found

    def _nodes(self, key: str) -> Iterator[ox.NamedNode]:
        """Yield the persons in the store that have a key."""
        for quad in self._delta.look(None, _KEY, ox.Literal(key)):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def _link_keys(self, node: ox.NamedNode, kinds: tuple[str, ...]) -> list[str]:
        keys = (text(quad.object) for quad in self._delta.look(node, _KEY, None))
        return sorted(key for key in keys if key.startswith(kinds))

    # ---- names -------------------------------------------------------------------------------------------------------
    def _renamed(self, found: list[Person]) -> list[ox.NamedNode]:
        """Return the persons of the store whose name is now theirs alone, or no more."""
        if self._delta.fresh:
            return []
        count = Counter(slug(person.name) for person in found)
        names = {key.removeprefix(_NAMED) for node in self._gone for key in self._link_keys(node, (_NAMED,))}
        renamed = []
        for name in sorted(count.keys() | names):
            others = self._others(name)
            alone = count[name] + len(others) == 1
            renamed += [node for node in others if (node.value.rpartition("/")[2] == name) != alone]
        return renamed

    def _others(self, name: str) -> list[ox.NamedNode]:
        """Return up to two persons of the store that have a name (a slug) and stay as they are; more do not matter."""
        found: list[ox.NamedNode] = []
        for node in self._nodes(f"{_NAMED}{name}"):
            if node not in self._gone:
                found.append(node)
            if len(found) > 1:
                break
        return found

    def _name(self, found: list[Person]) -> None:
        count = Counter(slug(person.name) for person in found)
        for person in found:
            name = slug(person.name)
            alone = count[name] == 1 and not self._others(name)
            person.local = name if alone else f"{name}-{digest(person.identity)}"

    # ---- offices of unnamed units ------------------------------------------------------------------------------------
    def _open_units(self, found: list[Person]) -> None:
        """Link those who hold the office of an unnamed unit with those of their name who hold such an office."""
        here: dict[str, list[Person]] = defaultdict(list)
        for person in found:
            for key in person.keys:
                if key.startswith((_OPEN, _KNOWN)):
                    here[key].append(person)
        kept: dict[ox.NamedNode, Person] = {}
        done = {_pair(person, other) for person in found for other, _ in person.links}
        for person in found:
            for key in sorted(_facing(person.keys)):
                for other in (*here[key], *self._kept(key, kept)):
                    pair = _pair(person, other)
                    if other is not person and pair not in done:
                        done.add(pair)
                        score = self._open_score(*sorted((person, other), key=lambda one: one.identity))
                        person.links += [(other, score)] if score is not None else []

    def _kept(self, key: str, kept: dict[ox.NamedNode, Person]) -> Iterator[Person]:
        """Yield the persons of the store that have a key and stay as they are."""
        for node in self._nodes(key):
            if node in self._gone:
                continue
            if node not in kept:
                rows = by_mention(filter(None, map(self._delta.row, self._delta.sources(node))))
                kept[node] = person_of([row for found in rows.values() for row in found])
                kept[node].local = node.value.rpartition("/")[2]
            yield kept[node]

    def _open_score(self, one: Person, other: Person) -> Score | None:
        score = compare(name_key(one.name), one.profile, name_key(other.name), other.profile, self._iris)
        if score.verdict is None:
            return None
        rows: list[Row] = [*one.rows, *other.rows]
        clusters = Clusters(sorted(by_mention(rows)))
        self._judged(rows).apply(clusters)
        return None if clusters.are_apart(mention(one.rows[0]), mention(other.rows[0])) else score


def _pair(one: Person, other: Person) -> tuple[str, str]:
    return min(one.identity, other.identity), max(one.identity, other.identity)


def _beyond(person: Person) -> set[str]:
    """Return the keys by which a person is found though not compared: the name in the IRI, and offices of any unit."""
    keys = {f"{_NAMED}{slug(person.name)}"}
    name = name_key(person.name)
    if may_be_of_open_unit(name):
        open_, known = open_offices(person.profile)
        keys |= {f"{_OPEN}{name}|{office}" for office in open_} | {f"{_KNOWN}{name}|{office}" for office in known}
    return keys


def _facing(keys: set[str]) -> set[str]:
    """Return the keys of those who may be one with a person of these: two offices, one of an unnamed unit at least."""
    offices = {key.removeprefix(_OPEN) for key in keys if key.startswith(_OPEN)}
    found = {f"{kind}{office}" for office in offices for kind in (_OPEN, _KNOWN)}
    return found | {f"{_OPEN}{key.removeprefix(_KNOWN)}" for key in keys if key.startswith(_KNOWN)}
