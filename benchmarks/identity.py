"""Scores who is who: the pairs of tests/identity/pairs.tsv against the graph that canbo builds.

    python benchmarks/identity.py              # the table, by kind and half
    python benchmarks/identity.py --errors A   # the pairs of half A that came out wrong (never look at B)

A pair is right as `same` where both mentions lead to one node, as `not` where they lead to two. A mention that was not
read at all has no node: it costs recall, never precision. `unsure` pairs must not be one node either.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

import canbo
from canbo.graph.concepts import labels
from canbo.graph.keys import name_key
from canbo.graph.namespaces import DERIVED, STATED_IN, term, text
from canbo.graph.store import Store

TOP = Path(__file__).resolve().parents[1]
GOLD = TOP / "tests" / "identity"
FOLDERS = (GOLD / "articles", TOP / "examples" / "articles", TOP / "tests" / "golden" / "articles")
SHARED = TOP.parent / "shared" / "evaluation" / "dev" / "articles"


@dataclass(frozen=True)
class Pair:
    """A line of the gold: two mentions and whether they are the same."""

    kind: str
    verdict: str
    one: tuple[str, str, str]
    other: tuple[str, str, str]
    note: str
    half: str


def pairs() -> list[Pair]:
    """Return the gold."""
    with (GOLD / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Pair(r["kind"], r["verdict"], (r["document"], r["mention"], r["context"]),
             (r["other_document"], r["other_mention"], r["other_context"]), r["note"], r["half"])
        for r in rows
    ]  # fmt: skip


def build() -> Store:
    """Return a store of all articles of the gold that are here."""
    store = canbo.open_store(mode="memory")
    folders = [*FOLDERS, SHARED] if SHARED.exists() else list(FOLDERS)
    seen: set[str] = set()
    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    canbo.build([file for file in files if not (file.name in seen or seen.add(file.name))], store)  # type: ignore[func-returns-value]
    return store


class Nodes:
    """Finds the node of a mention."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._data = store.oxigraph
        self.documents = set(store.articles())

    def of(self, kind: str, mention: tuple[str, str, str]) -> str:
        """Return the IRI of the node that a mention leads to, empty where it was not read."""
        find = {"person": self._person, "body": self._body, "meeting": self._meeting, "place": self._place,
                "instrument": self._instrument}[kind]  # fmt: skip
        return find(*mention)

    def _statements(self, document: str) -> list[ox.NamedNode]:
        article = ox.NamedNode(self._store.iris.article(document))
        found = [q.subject for q in self._data.quads_for_pattern(None, STATED_IN, article)]
        return sorted((one for one in found if isinstance(one, ox.NamedNode)), key=lambda n: n.value)

    def _value(self, node: ox.NamedNode, name: str) -> str:
        return next((text(q.object) for q in self._data.quads_for_pattern(node, term(name), None)), "")

    def _with(self, document: str, **wanted: str) -> list[ox.NamedNode]:
        found = self._statements(document)
        for name, value in wanted.items():
            found = [one for one in found if name_key(self._value(one, name)) == name_key(value)]
        return found

    def _entity(self, statements: Iterable[ox.NamedNode], folder: str) -> str:
        below = f"{self._store.iris.base}{folder}/"
        for statement in statements:
            for quad in self._data.quads_for_pattern(None, DERIVED, statement):
                if text(quad.subject).startswith(below):
                    return text(quad.subject)
        return ""

    def _person(self, document: str, name: str, _context: str) -> str:
        return self._entity(self._with(document, personName=name), "person")

    def _body(self, document: str, name: str, place: str) -> str:
        return self._entity(self._with(document, bodyName=name, placeName=place), "body")

    def _meeting(self, document: str, title: str, day: str) -> str:
        meetings = [one for one in self._statements(document) if "/meeting/" in one.value]
        titles = {one: name_key(self._value(one, "title")) for one in meetings}
        # Titles are cut in more than one way: the one that is longest, or the only one of the day, is meant.
        alike = [
            one
            for one in meetings
            if titles[one].startswith(name_key(title)) or name_key(title).startswith(titles[one])
        ]
        of_day = [one for one in meetings if day and self._value(one, "date") == day]
        exact = [one for one in meetings if titles[one] == name_key(title)]
        both = [one for one in alike if one in of_day]
        best = exact or both or (of_day if len(of_day) == 1 else sorted(alike, key=lambda one: -len(titles[one])))
        return self._entity(best, "meeting")

    def _instrument(self, document: str, name: str, _issuer: str) -> str:
        return self._entity(self._with(document, number=name) or self._with(document, title=name), "instrument")

    def _place(self, document: str, name: str, word: str) -> str:
        if not name:
            article = ox.NamedNode(self._store.iris.article(document))
            for statement in self._statements(document):
                unit = self._entity([statement], "unnamed-unit")
                if unit and f"/{'huyen' if word != 'xã' else 'xa'}-" in unit:
                    return self._value(ox.NamedNode(unit), "resolvedTo") or unit
            return self._value(article, "about")
        nodes = {self._value(one, "place") for one in self._with(document, placeName=name)}
        about = self._value(ox.NamedNode(self._store.iris.article(document)), "about")
        if about and name_key(self._value(ox.NamedNode(about), "skos:prefLabel")) == name_key(name):
            nodes.add(about)
        kinds = {node: self._kind(node) for node in sorted(nodes - {""})}
        of_kind = [node for node, kind in kinds.items() if kind == word.lower()]
        return of_kind[0] if of_kind else ""

    def _kind(self, node: str) -> str:
        kind = self._value(ox.NamedNode(node), "placeKind")
        word = labels(kind).get("vi", "").lower() if kind else ""
        return word.replace("thành phố trực thuộc trung ương", "thành phố")


def outcome(pair: Pair, nodes: Nodes) -> str:
    """Return `right`, `missed`, `merged`, `unread` or `absent` (an article that is not here)."""
    if not {pair.one[0], pair.other[0]} <= nodes.documents:
        return "absent"
    one, other = nodes.of(pair.kind, pair.one), nodes.of(pair.kind, pair.other)
    if pair.verdict == "same":
        return "right" if one and one == other else "missed" if one and other else "unread"
    return "merged" if one and one == other else "right"


def table(found: list[tuple[Pair, str]]) -> list[str]:
    """Return the table: pairs, precision and recall of `same` by kind and half."""
    lines = [f"{'kind':<12}{'half':<6}{'same':>6}{'not':>6}{'precision':>11}{'recall':>8}{'unread':>8}"]
    kinds = ["person", "body", "meeting", "place", "instrument", "all"]
    for kind in kinds:
        for half in ("A", "B", "AB"):
            mine = [(p, o) for p, o in found if kind in (p.kind, "all") and p.half in half and o != "absent"]
            counts = Counter((p.verdict == "same", o) for p, o in mine)
            same = sum(n for (is_same, _), n in counts.items() if is_same)
            right, merged = counts[True, "right"], counts[False, "merged"]
            precision = right / (right + merged) if right + merged else 1.0
            recall, unread = right / max(same, 1), counts[True, "unread"]
            numbers = f"{same:>6}{len(mine) - same:>6}{precision:>11.3f}{recall:>8.3f}{unread:>8}"
            lines.append(f"{kind:<12}{half:<6}{numbers}")
    return lines


def main() -> None:
    """Print the table, and the errors of one half if asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=("A", "B"), help="print what came out wrong in this half")
    args = parser.parse_args()
    with build() as store:
        nodes = Nodes(store)
        found = [(pair, outcome(pair, nodes)) for pair in pairs()]
        print("\n".join(table(found)))
        absent = sum(o == "absent" for _, o in found)
        if absent:
            print(f"{absent} pairs left out: their articles are not here", file=sys.stderr)
        for pair, said in found:
            if args.errors == pair.half and said not in ("right", "absent"):
                print(said, pair.kind, pair.verdict, pair.one, pair.other, pair.note, sep=" | ")
                print("    ", nodes.of(pair.kind, pair.one), "  ", nodes.of(pair.kind, pair.other))


if __name__ == "__main__":
    main()
