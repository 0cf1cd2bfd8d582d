"""The store: an embedded Oxigraph directory, one default graph, seen through pyoxigraph and through rdflib.

A store directory has the marker `canbo.json` and the database in `oxigraph/`. One process writes at a time; readers
are never disturbed: what they have opened stays as it was, and while a store is being changed, until statements and
entities belong together again, they are given `before/`, a snapshot of what was there (hard links to the same files).
See docs/store.md.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.iris import Iris
from canbo.graph.marker import NAME, Marker, StoreError, read_marker
from canbo.graph.namespaces import term, text
from canbo.graph.origins import Origins
from canbo.graph.partition import Quads, stored, swap
from canbo.graph.refusals import Refusals

if TYPE_CHECKING:
    from rdflib import Graph

Mode = Literal["read", "write", "memory"]
DATABASE = "oxigraph"  # where the database is in a store directory
_BEFORE = "before"
_FAULTS = (OSError, RuntimeError)  # RuntimeError: "Corruption: CURRENT file does not end with newline"
_CHUNK = 50_000  # triples taken out at a time
_TRIES = 5  # a reader may open while the writer swaps files: it tries again, `_PAUSE` seconds later
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the store: document name, SHA-256 of its text, and the program version that read it."""

    name: str
    sha256: str
    version: str


class Store:
    """An open store; a context manager that closes it. Use `open_store` to get one."""

    def __init__(self, database: ox.Store, marker: Marker, path: Path | None, writable: bool) -> None:
        self._database: ox.Store | None = database
        self._graph: Graph | None = None
        self._origins: Origins | None = None
        self._refusals: Refusals | None = None
        self.marker = marker
        self.path = path
        self.writable = writable
        self.iris = Iris(marker.base)

    @property
    def oxigraph(self) -> ox.Store:
        """Return the database itself, for SPARQL and quads."""
        if self._database is None:
            raise StoreError(f"the store {self.path or 'in memory'} has been closed")
        return self._database

    @property
    def graph(self) -> Graph:
        """Return the default graph as an rdflib graph with all prefixes bound; it is not a copy."""
        if self._graph is None:
            from canbo.graph.bridge import default_graph

            self._graph = default_graph(self.oxigraph)
        return self._graph

    @property
    def origins(self) -> Origins:
        """Return which files the articles were read from."""
        if self._origins is None:
            self._origins = Origins(self.path)
        return self._origins

    @property
    def refusals(self) -> Refusals:
        """Return what was read and kept out because it does not conform."""
        if self._refusals is None:
            self._refusals = Refusals(self.path)
        return self._refusals

    def articles(self) -> dict[str, StoredArticle]:
        """Return the articles in the store by document name, sorted."""
        names = {text(q.subject): text(q.object) for q in self._quads("dcterms:identifier")}
        hashes = {text(q.subject): text(q.object) for q in self._quads("sha256")}
        builds = {text(q.subject): text(q.object) for q in self._quads("prov:wasGeneratedBy")}
        found = {}
        for quad in self._quads("prov:specializationOf"):
            snapshot, article = text(quad.subject), text(quad.object)
            if article in names and snapshot in hashes:
                version = builds.get(snapshot, "").rpartition("/")[2]
                found[names[article]] = StoredArticle(names[article], hashes[snapshot], version)
        return dict(sorted(found.items()))

    def stored(self, name: str) -> StoredArticle | None:
        """Return the article called `name`, or None where it is not in the store; at no cost that grows with it."""
        snapshot = ox.NamedNode(f"{self.iris.article(name)}/text")
        said = {text(q.predicate): text(q.object) for q in self.oxigraph.quads_for_pattern(snapshot, None, None)}
        sha256 = said.get(term("sha256").value)
        build = said.get(term("prov:wasGeneratedBy").value, "")
        return None if sha256 is None else StoredArticle(name, sha256, build.rpartition("/")[2])

    def is_empty(self) -> bool:
        """Tell whether no article is in the store."""
        return next(iter(self._quads("prov:specializationOf")), None) is None

    def article(self, name: str) -> Quads:
        """Return the triples of the article called `name`; none where it is not in the store."""
        return stored(self.oxigraph, self.iris.article(name))

    def replace_article(self, name: str, quads: Iterable[ox.Quad]) -> None:
        """Put in the triples of the article called `name` for those that are there, in one transaction."""
        swap(self.oxigraph, self.article(name), quads)

    def remove_article(self, name: str) -> Quads:
        """Take out the article called `name`, in one transaction; return what it had."""
        old = self.article(name)
        swap(self.oxigraph, old, ())
        return old

    def note(
        self,
        *,
        rules: str | None = None,
        entities: bool | None = None,
        links: str | None = None,
        rows: dict[str, int] | None = None,
    ) -> None:
        """Change what the marker says of rules, entity layer or statements."""
        marker = self.marker
        if rows is not None:
            marker = replace(marker, rows=rows)
        if rules is not None:
            marker = replace(marker, rules=rules)
        if entities is not None:
            marker = replace(marker, entities=entities)
        if links is not None:
            marker = replace(marker, links=links)
        if marker != self.marker and self.path is not None:
            with disk(self):
                if self.marker.entities and not marker.entities:
                    self._keep_for_readers(self.path)
                # What the marker says must not be on disk before what it says it of.
                self.oxigraph.flush()
                marker.write(self.path)
                if marker.entities:
                    shutil.rmtree(self.path / _BEFORE, ignore_errors=True)
        self.marker = marker

    def _keep_for_readers(self, folder: Path) -> None:
        """Keep a snapshot of the database; it appears whole or not at all, and is dropped by the next whole build."""
        if next(iter(self.oxigraph), None) is not None:
            shutil.rmtree(folder / _BEFORE, ignore_errors=True)
            self.oxigraph.backup(str(folder / _BEFORE))

    def close(self) -> None:
        """Write what is not yet on disk and give the directory free."""
        try:
            if self._database is not None and self.writable and self.path is not None:
                with disk(self):
                    self._database.flush()
        finally:
            self._release()

    def _release(self) -> None:
        if self._graph is not None:
            self._graph.close()
        self._graph = None
        self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:  # a disk that is full would only fail again, and hide the first error
            self._release()

    def _quads(self, name: str) -> Iterable[ox.Quad]:
        return self.oxigraph.quads_for_pattern(None, term(name), None)


def open_store(path: Path | str | None = None, mode: Mode = "read") -> Store:
    """Open the store in directory `path` (default: `CANBO_STORE`); `memory` needs no path and leaves no trace.

    `write` makes the directory where there is none. StoreError says why a directory cannot be opened.
    """
    if mode == "memory":
        return Store(ox.Store(), Marker(base=settings.base()), None, writable=True)
    folder = Path(path) if path is not None else settings.store()
    return _writer(folder) if mode == "write" else _reader(folder)


@contextmanager
def disk(store: Store) -> Iterator[None]:
    """Turn what goes wrong in writing to the disk of `store` into a StoreError that says what to do."""
    try:
        yield
    except BrokenPipeError:  # of what is printed, not of the disk
        raise
    except OSError as error:
        raise StoreError(
            f"the store {store.path or 'in memory'} cannot be written: {error}; each article is in it whole or not at "
            "all: mend that (make room on the disk?) and run the same command again"
        ) from error


def judgements_file(store: Store) -> Path:
    """Return the file of judgements that belongs to a store directory (`settings.judgements`)."""
    return settings.judgements(store.path or settings.store())


def _reader(folder: Path) -> Store:
    if not folder.exists():
        raise StoreError(f"there is no store {folder}; make one with: canbo build PATH... --store {folder}")
    for left in reversed(range(_TRIES)):
        marker = read_marker(folder)
        try:
            if not marker.entities and (folder / _BEFORE).exists():
                before = ox.Store.read_only(str(folder / _BEFORE))
                # Which rules read its articles is not known: the marker may speak of those that came after.
                return Store(before, replace(marker, entities=True, rules=""), folder, writable=False)
            return Store(ox.Store.read_only(str(folder / DATABASE)), marker, folder, writable=False)
        except _FAULTS as error:
            if not left:
                raise StoreError(f"the store {folder} cannot be read: {error}") from error
            time.sleep(_PAUSE)
    raise AssertionError("unreachable: the last try returns or raises")


def _writer(folder: Path) -> Store:
    marker = _prepare(folder)
    try:
        database = ox.Store(str(folder / DATABASE))
    except _FAULTS as error:
        said = str(error).lower()
        if "lock hold by current process" in said:
            raise StoreError(f"the store {folder} is open for writing in this program already") from None
        if "temporarily unavailable" in said:  # what the lock file of RocksDB says on POSIX systems
            raise StoreError(
                f"the store {folder} is being written by another process; wait until it has finished"
            ) from None
        raise StoreError(f"the store {folder} cannot be written: {error}") from error
    store = Store(database, marker, folder, writable=True)
    if not marker.entities:
        with disk(store):
            _recover(store)
    return store


def _recover(store: Store) -> None:
    """Take out the entity layer where a build was cut off: nobody knows what of it is there, nor of which statements.

    By the names of subjects, not by their types: of a node whose triples went in two transactions the type may be gone.
    """
    below = f"{store.iris.base}article/"
    every = store.oxigraph.quads_for_pattern(None, None, None)
    while chunk := list(islice((quad for quad in every if not text(quad.subject).startswith(below)), _CHUNK)):
        swap(store.oxigraph, chunk, ())


def _prepare(folder: Path) -> Marker:
    """Return the marker of the store to write, made new in a directory that is missing or empty."""
    if (folder / NAME).exists():
        marker = read_marker(folder)
        if marker.base != settings.base():
            raise StoreError(
                f"the IRIs of the store {folder} begin with {marker.base}, not with {settings.base()}: "
                "set CANBO_BASE to that, or build into another directory"
            )
        return marker
    marker = Marker(base=settings.base())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(entry.name != f"{NAME}.new" for entry in folder.iterdir()):
            raise StoreError(f"{folder} is not a canbo store and not empty: choose another directory with --store")
        marker.write(folder)
    except FileExistsError:
        raise StoreError(f"{folder} is a file: a store is a directory") from None
    except OSError as error:
        raise StoreError(f"the store {folder} cannot be made: {error.strerror}") from error
    return marker
