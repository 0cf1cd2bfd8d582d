"""The store: an embedded Oxigraph directory, one default graph, seen through pyoxigraph and through rdflib.

A store directory has the marker `canbo.json` and the database in `oxigraph/`. One process writes at a time;
readers open a snapshot beside it and are never disturbed (measured: about 0.05 s to open while a writer writes).
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.iris import Iris
from canbo.graph.marker import NAME, Marker, StoreError, read_marker
from canbo.graph.namespaces import term, text
from canbo.graph.partition import stored, swap

if TYPE_CHECKING:
    from rdflib import Graph

    from canbo.graph.query import Engine

Mode = Literal["read", "write", "memory"]
_DATABASE = "oxigraph"
_FAULTS = (OSError, RuntimeError)  # RuntimeError: "Corruption: CURRENT file does not end with newline"
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
    def engine(self) -> Engine:
        """Return what answers queries: the database, or the server that the store is on."""
        return self.oxigraph

    @property
    def beside(self) -> Path | None:
        """Return the path that files which belong to the store are called after; None for one in memory."""
        return self.path

    @property
    def graph(self) -> Graph:
        """Return the default graph as an rdflib graph with all prefixes bound; it is not a copy."""
        if self._graph is None:
            from canbo.graph.bridge import default_graph

            self._graph = default_graph(self.oxigraph)
        return self._graph

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

    def replace_article(self, name: str, quads: Iterable[ox.Quad]) -> None:
        """Put in the triples of the article called `name` for those that are there, in one transaction."""
        self.swap(stored(self.oxigraph, self.iris.article(name)), quads)

    def remove_article(self, name: str) -> bool:
        """Take out the article called `name`, in one transaction; return whether it was there."""
        old = stored(self.oxigraph, self.iris.article(name))
        self.swap(old, ())
        return bool(old)

    def swap(self, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take `old` out and put `new` in, in one transaction."""
        swap(self.oxigraph, old, new)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Put many triples in, as fast as it can be done; cut off, some of them may be there."""
        self.oxigraph.bulk_extend(quads)

    def note(self, *, rules: str | None = None, entities: bool | None = None, links: str | None = None) -> None:
        """Change what the marker says of rules or entity layer."""
        marker = self.marker
        if rules is not None:
            marker = replace(marker, rules=rules)
        if entities is not None:
            marker = replace(marker, entities=entities)
        if links is not None:
            marker = replace(marker, links=links)
        if marker != self.marker:
            self._keep(marker)
        self.marker = marker

    def close(self) -> None:
        """Write what is not yet on disk and give the directory free."""
        if self._database is not None and self.writable and self.path is not None:
            self._database.flush()
        if self._graph is not None:
            self._graph.close()
        self._graph = None
        self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self, marker: Marker) -> None:
        if self.path is not None:
            marker.write(self.path)

    def _quads(self, name: str) -> Iterable[ox.Quad]:
        return self.oxigraph.quads_for_pattern(None, term(name), None)


def open_store(path: Path | str | None = None, mode: Mode = "read", *, take_over: bool = False) -> Store:
    """Open the store in directory `path` (default: `CANBO_STORE`); `memory` needs no path and leaves no trace.

    `path` may be the URL of a SPARQL server, as a string (docs/remote.md). `write` makes the directory where there is
    none, `take_over` takes the place of a machine that has gone while it wrote to the server. StoreError says why a
    store cannot be opened.
    """
    if mode == "memory":
        return Store(ox.Store(), Marker(base=settings.base()), None, writable=True)
    where = path if path is not None else settings.store()
    if isinstance(where, str) and "://" in where:
        return _remote(where, mode, take_over)
    return open_directory(Path(where)) if mode == "write" else _reader(Path(where))


def _remote(url: str, mode: Mode, take_over: bool) -> Store:
    try:
        from canbo.graph.remote.opening import open_remote
    except ModuleNotFoundError as error:
        raise StoreError(f"a store on a server needs {error.name}: pip install 'canbo[remote]'") from None
    return open_remote(url, mode, take_over=take_over)


def judgements_file(store: Store) -> Path:
    """Return the file of judgements that belongs to a store (`settings.judgements`)."""
    return settings.judgements(store.beside or Path(settings.DEFAULT_STORE))


def _reader(folder: Path) -> Store:
    if not folder.exists():
        raise StoreError(f"there is no store {folder}; make one with: canbo build PATH... --store {folder}")
    marker = read_marker(folder)
    for left in reversed(range(_TRIES)):
        try:
            return Store(ox.Store.read_only(str(folder / _DATABASE)), marker, folder, writable=False)
        except _FAULTS as error:
            if not left:
                raise StoreError(f"the store {folder} cannot be read: {error}") from error
            time.sleep(_PAUSE)
    raise AssertionError("unreachable: the last try returns or raises")


def open_directory(folder: Path) -> Store:
    """Open the store in a directory for writing; it is made where there is none."""
    marker = _prepare(folder)
    try:
        database = ox.Store(str(folder / _DATABASE))
    except _FAULTS as error:
        said = str(error).lower()
        if "lock hold by current process" in said:
            raise StoreError(f"the store {folder} is open for writing in this program already") from None
        if "temporarily unavailable" in said:  # what the lock file of RocksDB says on POSIX systems
            raise StoreError(
                f"the store {folder} is being written by another process; wait until it has finished"
            ) from None
        raise StoreError(f"the store {folder} cannot be written: {error}") from error
    return Store(database, marker, folder, writable=True)


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
