"""The store: an embedded Oxigraph directory, one default graph, seen through pyoxigraph and through rdflib.

A store directory has the marker `canbo.json` and the database in `oxigraph/`. One process writes at a time; readers
are never disturbed: what they have opened stays as it was, and while a store is being changed, until statements and
entities belong together again, they are given `before/`, a snapshot of what was there (hard links to the same files).
See docs/store.md.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.iris import Iris
from canbo.graph.marker import Marker, StoreError
from canbo.graph.namespaces import term, text
from canbo.graph.origins import Origins
from canbo.graph.partition import Quads, stored, swap
from canbo.graph.refusals import Refusals

if TYPE_CHECKING:
    from rdflib import Graph

    from canbo.graph.query import Engine

Mode = Literal["read", "write", "memory"]
DATABASE = "oxigraph"  # where the database is in a store directory
_MANY = 1_000_000  # bytes, ten long articles: fewer are not worth files of their own
BEFORE = "before"  # where the snapshot for readers is


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the store: document name, SHA-256 of its text, and the program version that read it."""

    name: str
    sha256: str
    version: str


class Store:
    """An open store; a context manager that closes it. Use `open_store` to get one.

    `batch` is how many bytes of new articles a build gathers before it puts them in.
    """

    # Some five hundred long articles. With 8 MB the database spent 15 ms an article on putting small files together.
    batch = 64_000_000

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
            raise StoreError(f"the store {self.shown} has been closed")
        return self._database

    @property
    def shown(self) -> str:
        """Return what messages call it."""
        return "in memory" if self.path is None else str(self.path)

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

    def names(self) -> Iterator[str]:
        """Yield the document names of the articles in the store, as they come."""
        return (text(quad.object) for quad in self._quads("dcterms:identifier"))

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
        self.swap(self.article(name), quads)

    def remove_article(self, name: str) -> Quads:
        """Take out the article called `name`, in one transaction; return what it had."""
        old = self.article(name)
        self.swap(old, ())
        return old

    def swap(self, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take `old` out and put `new` in, in one transaction."""
        swap(self.oxigraph, old, new)

    def add(self, triples: bytes) -> None:
        """Put triples in, given as N-Triples: all of them or none.

        Many are written as files of the database, which it takes in one step; a transaction costs three times as much.
        """
        put = self.oxigraph.bulk_load if len(triples) >= _MANY else self.oxigraph.load
        put(triples, format=ox.RdfFormat.N_TRIPLES)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Put many triples in, as fast as it can be done; cut off, some of them may be there."""
        self.oxigraph.bulk_extend(quads)

    def unload(self, quads: Iterable[ox.Quad]) -> None:
        """Take many triples out, as fast as it can be done; cut off, some of them may be gone."""
        for quad in quads:
            self.oxigraph.remove(quad)

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
        if marker != self.marker:
            self._keep(marker)
        self.marker = marker

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

    def _keep(self, marker: Marker) -> None:
        """Write a new marker, and see that readers have whole entities until it says that these are there again."""
        if self.path is None:
            return
        with disk(self):
            if self.marker.entities and not marker.entities:
                self._keep_for_readers(self.path)
            # What the marker says must not be on disk before what it says it of.
            self.oxigraph.flush()
            marker.write(self.path)
            if marker.entities:
                shutil.rmtree(self.path / BEFORE, ignore_errors=True)

    def _keep_for_readers(self, folder: Path) -> None:
        """Keep a snapshot of the database; it appears whole or not at all, and is dropped by the next whole build."""
        if next(iter(self.oxigraph), None) is not None:
            shutil.rmtree(folder / BEFORE, ignore_errors=True)
            self.oxigraph.backup(str(folder / BEFORE))

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
    if is_server(where):
        return _remote(str(where), mode, take_over)
    from canbo.graph import directory

    return directory.write_directory(Path(where)) if mode == "write" else directory.read_directory(Path(where))


def is_server(store: Path | str) -> bool:
    """Tell whether what a user gives as a store is the URL of a SPARQL server, and no directory."""
    return isinstance(store, str) and "://" in store


def _remote(url: str, mode: Mode, take_over: bool) -> Store:
    try:
        from canbo.graph.remote.opening import open_remote
    except ModuleNotFoundError as error:
        raise StoreError(f"a store on a server needs {error.name}: pip install 'canbo[remote]'") from None
    return open_remote(url, mode, take_over=take_over)


@contextmanager
def disk(store: Store) -> Iterator[None]:
    """Turn what goes wrong in writing to the disk of `store` into a StoreError that says what to do."""
    try:
        yield
    except BrokenPipeError:  # of what is printed, not of the disk
        raise
    except OSError as error:
        raise StoreError(
            f"the store {store.path or store.shown} cannot be written: {error}; each article is in it whole or not "
            "at all: mend that (make room on the disk?) and run the same command again"
        ) from error


def judgements_file(store: Store) -> Path:
    """Return the file of judgements that belongs to a store (`settings.judgements`)."""
    return settings.judgements(store.beside or Path(settings.DEFAULT_STORE))
