"""Finds statements by what they must share to be compared, and closes a set of them under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.namespaces import DERIVED, term, text
from canbo.graph.rows import Row

Keys = Callable[[Row], tuple[str, ...]]
RowOf = Callable[[str], Row | None]
_KEY = term("linkKey")


class Index:
    """Statements by key: those linked before by the keys of their entities, and those that are being linked."""

    def __init__(self, store: ox.Store, fresh: bool) -> None:
        self._store = store
        self._fresh = fresh  # nothing was linked before
        self._new: dict[str, set[str]] = defaultdict(set)

    def note(self, iri: str, keys: Iterable[str]) -> None:
        """Note the keys of a statement that is not linked yet, or has changed."""
        for key in keys:
            self._new[key].add(iri)

    def find(self, key: str) -> list[str]:
        """Return the statements that may have a key, sorted; what was linked under it before may have it no more."""
        found = set(self._new.get(key, ()))
        for quad in () if self._fresh else self._store.quads_for_pattern(None, _KEY, ox.Literal(key)):
            found.update(text(q.object) for q in self._store.quads_for_pattern(quad.subject, DERIVED, None))
        return sorted(found)


def components(seeds: Iterable[str], keys: Keys, index: Index, row_of: RowOf) -> Iterator[list[Row]]:
    """Yield the sets of statements that hang together by shared keys, as far as they reach a seed."""
    seen: set[str] = set()
    done: set[str] = set()
    for seed in sorted(seeds):
        if seed in seen:
            continue
        found: list[Row] = []
        waiting = [seed]
        seen.add(seed)
        while waiting:
            row = row_of(waiting.pop())
            mine = keys(row) if row is not None else ()
            if row is None:
                continue
            found.append(row)
            for key in mine:
                if key in done:
                    continue
                done.add(key)
                for iri in index.find(key):
                    other = row_of(iri) if iri not in seen else None
                    if other is not None and key in keys(other):
                        seen.add(iri)
                        waiting.append(iri)
        if found:
            yield sorted(found, key=lambda row: row.iri)
