"""Who is who in a store, against the truth of the corpus it was built from: pairs of mentions of one name.

A mention is a name in an article. Two mentions of one name are a pair; it is right to make them one node where the
truth has one person. Pairs of different names are no question here, and a name that two people of one article share
is left out.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from canbo.graph.keys import name_key
from canbo.graph.namespaces import DERIVED, STATED_IN, TYPE, term, text
from canbo.graph.store import Store

Mention = tuple[str, str]  # document, key of the name


@dataclass(frozen=True, slots=True)
class Known:
    """What the truth says of a mention: the person, and the unit of the person's main office there, if any."""

    person: str
    place: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that are one person in truth, that the store has as one, and that are so in both."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Return the share of right ones among those found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of those that were found; 1 where there is none."""
        return self.right / self.true if self.true else 1.0

    def __sub__(self, other: Pairs) -> Pairs:
        return Pairs(self.true - other.true, self.found - other.found, self.right - other.right)


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of all mentions, of those that name the same unit, and of the others; and how many mentions were read."""

    all: Pairs
    one_unit: Pairs
    mentions: int
    read: int

    @property
    def elsewhere(self) -> Pairs:
        """Return the pairs whose mentions name different units, or one of them none."""
        return self.all - self.one_unit


def known(truth: Path, documents: Iterable[str]) -> dict[Mention, Known]:
    """Return what `truth.tsv` says of the mentions in these documents."""
    wanted = set(documents)
    persons: dict[Mention, set[str]] = defaultdict(set)
    places: dict[Mention, str] = {}
    with truth.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["document"] in wanted:
                mention = row["document"], name_key(row["person_name"])
                persons[mention].add(row["person"])
                places[mention] = row["place"] or places.get(mention, "")  # the last office is the main one
    return {mention: Known(next(iter(ids)), places[mention]) for mention, ids in persons.items() if len(ids) == 1}


def nodes(store: Store) -> dict[Mention, str]:
    """Return the person of each mention in the store: the node that has a statement with this name."""
    data = store.oxigraph
    documents = {
        text(q.subject): text(q.object) for q in data.quads_for_pattern(None, term("dcterms:identifier"), None)
    }
    stated = {text(q.subject): documents[text(q.object)] for q in data.quads_for_pattern(None, STATED_IN, None)}
    named = {text(q.subject): text(q.object) for q in data.quads_for_pattern(None, term("personName"), None)}
    found = {}
    for person in data.quads_for_pattern(None, TYPE, term("foaf:Person")):
        for source in data.quads_for_pattern(person.subject, DERIVED, None):
            statement = text(source.object)
            if statement in named:
                found[stated[statement], name_key(named[statement])] = text(person.subject)
    return found


def score(truth: dict[Mention, Known], found: dict[Mention, str]) -> Score:
    """Return the pairs; a mention that was not read is with nobody, and costs recall."""
    everywhere = _pairs(truth, found, by_place=False)
    return Score(everywhere, _pairs(truth, found, by_place=True), len(truth), sum(one in found for one in truth))


def _pairs(truth: dict[Mention, Known], found: dict[Mention, str], by_place: bool) -> Pairs:
    """Count pairs by the sizes of groups, as there are millions of them."""
    true: Counter[tuple[str, ...]] = Counter()
    made: Counter[tuple[str, ...]] = Counter()
    both: Counter[tuple[str, ...]] = Counter()
    for (document, name), one in truth.items():
        if by_place and not one.place:
            continue
        group = (name, one.place) if by_place else (name,)
        node = found.get((document, name))
        true[*group, one.person] += 1
        if node is not None:
            made[*group, node] += 1
            both[*group, one.person, node] += 1
    return Pairs(*(sum(n * (n - 1) // 2 for n in counted.values()) for counted in (true, made, both)))
