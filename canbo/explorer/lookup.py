"""Looking things up in the search index: by words with or without accents, by their beginnings, with small slips."""

from __future__ import annotations

import sqlite3
import string
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from canbo.explorer import kept
from canbo.explorer.asking import Answered
from canbo.explorer.index import KINDS, index_file
from canbo.explorer.snapshot import Snapshot
from canbo.graph.marker import StoreError
from canbo.ontology.folding import fold, spelling

_LOOKED_AT = 60  # rows of one kind that are put in order; the graph says less of all others
_ALIKE = 12  # words that one word may be a slip of
_WORDS = 12  # of what is asked; more are left out
_SLIP_FROM = 3  # letters of a word that may be misspelt
_LETTERS = string.ascii_lowercase + string.digits
_COLUMNS = "id, kind, iri, label, detail, folded, sort, weight"


def lookup(snapshot: Snapshot) -> Lookup:
    """Return the search index of a snapshot, made where there is none of this state of the store."""
    store = snapshot.store
    if store.path is None:
        raise StoreError("a store in memory has no search index")
    folder = store.path
    return snapshot.kept("lookup", lambda: Lookup(index_file(folder, store.oxigraph, str(snapshot.state))))


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found."""

    kind: str
    iri: str
    label: str
    detail: str
    weight: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by kind. `slips` tells that nothing has the words as they were written, but words like them."""

    hits: dict[str, list[Hit]]
    slips: bool = False

    def __bool__(self) -> bool:
        return any(self.hits.values())


class Lookup:
    """Asks an index file; threads share it, each with a connection of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()
        ranges = self._ask("SELECT kind, first, last FROM kinds")
        self._ranges = {str(kind): (_int(first), _int(last)) for kind, first, last in ranges}
        self._words = {str(word): _int(number) for word, number in self._ask("SELECT word, number FROM words")}
        self._sorted = sorted(self._words)

    def search(self, text: str, kinds: Iterable[str] = KINDS, most: int = 8) -> Found:
        """Return the best `most` things of each kind whose names have words that begin as those of `text` do."""
        words = fold(text).split()[:_WORDS]
        if not words:
            return Found({})
        wanted = [kind for kind in kinds if kind in self._ranges]
        found = Found({kind: self._best(kind, text, [[f"{word}*"] for word in words], most) for kind in wanted})
        if found:
            return found
        slips: dict[str, list[Hit]] = {kind: [] for kind in wanted}
        for alike in self._variants(words):
            for kind in wanted:
                slips[kind] += self._best(kind, text, alike, most)
        return Found({kind: list(dict.fromkeys(hits))[:most] for kind, hits in slips.items()}, slips=True)

    def listed(self, kind: str, after: int, most: int) -> list[Hit]:
        """Return things of a kind in Vietnamese order of their names, articles the newest first, from `after` on."""
        order = "weight DESC, sort, id" if kind == "article" else "sort, id"
        asked = f"SELECT {_COLUMNS} FROM things WHERE kind = ? ORDER BY {order} LIMIT ? OFFSET ?"
        return [_hit(row) for row in self._ask(asked, (kind, most, after))]

    def answer(self, name: str) -> Answered:
        """Return an answer that was made with the index."""
        ((text,),) = self._ask("SELECT answer FROM answers WHERE name = ?", (name,))
        return kept.read(str(text), name)

    def count(self, kind: str) -> int:
        """Return how many things of a kind there are."""
        first, last = self._ranges.get(kind, (1, 0))
        return last - first + 1

    def _best(self, kind: str, text: str, words: list[list[str]], most: int) -> list[Hit]:
        folded, spelt = fold(text), spelling(text)
        looked_at = max(_LOOKED_AT, most)
        # A name that is what was asked for may be one of little weight, behind many that only have its words.
        rows = {row[0]: row for row in self._beginning(kind, folded, looked_at)}
        rows |= {row[0]: row for row in self._having(kind, words, looked_at)}

        def order(row: tuple[object, ...]) -> tuple[object, ...]:
            _, _, _, label, _, name, sort, weight = row
            same = str(name)
            accents = spelt in spelling(str(label))
            return (
                same != folded,
                not accents,
                not same.startswith(folded),
                folded not in same,
                -_int(weight),
                str(sort),
            )

        return [_hit(row) for row in sorted(rows.values(), key=order)[:most]]

    def _beginning(self, kind: str, folded: str, most: int) -> list[tuple[object, ...]]:
        asked = f"SELECT {_COLUMNS} FROM things WHERE folded >= ? AND folded < ? AND kind = ? LIMIT ?"
        return self._ask(asked, (folded, folded + "\uffff", kind, most))

    def _having(self, kind: str, words: list[list[str]], most: int) -> list[tuple[object, ...]]:
        first, last = self._ranges[kind]
        match = " AND ".join("(" + " OR ".join(_quoted(one) for one in alike) + ")" for alike in words)
        asked = (
            f"SELECT {_COLUMNS} FROM things WHERE id IN "
            "(SELECT rowid FROM names WHERE names MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?)"
        )
        return self._ask(asked, (match, first, last, most))

    def _variants(self, words: list[str]) -> Iterator[list[list[str]]]:
        """Yield what may have been meant: other words for those that the index has not, else for one of them."""
        unknown = [at for at, word in enumerate(words) if not self._begins(word)]
        for at in [unknown] if unknown else [[at] for at in range(len(words))]:
            alike = [self._near(word) if n in at else [f"{word}*"] for n, word in enumerate(words)]
            if all(alike):
                yield alike

    def _begins(self, word: str) -> bool:
        """Tell whether a word of the index begins so."""
        at = bisect_left(self._sorted, word)
        return at < len(self._sorted) and self._sorted[at].startswith(word)

    def _near(self, word: str) -> list[str]:
        """Return the words of the index that are this one but for one slip, the commonest first."""
        if len(word) < _SLIP_FROM:
            return []
        alike = {one for one in _slips(word) if one in self._words and one != word}
        return sorted(alike, key=lambda one: (-self._words[one], one))[:_ALIKE]

    def _ask(self, text: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.db = db
        return db.execute(text, values).fetchall()


def _quoted(word: str) -> str:
    """Return a folded word, with a star the beginning of one, as FTS5 reads it; it has letters and digits only."""
    return f'"{word.removesuffix("*")}"' + ("*" if word.endswith("*") else "")


def _slips(word: str) -> Iterator[str]:
    """Yield a word and all that differ from it by one letter left out, put in, changed, or two that changed places."""
    yield word
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _hit(row: tuple[object, ...]) -> Hit:
    return Hit(str(row[1]), str(row[2]), str(row[3]), str(row[4]), _int(row[7]))
