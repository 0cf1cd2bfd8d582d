"""A store directory: opened to read or to write, made where there is none, mended where a build was cut off."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.marker import NAME, Marker, StoreError, read_marker
from canbo.graph.sparql import written
from canbo.graph.store import BEFORE, DATABASE, Store, disk

_FAULTS = (OSError, RuntimeError)  # RuntimeError: "Corruption: CURRENT file does not end with newline"
_TRIES = 5  # a reader may open while the writer swaps files: it tries again, `_PAUSE` seconds later
_PAUSE = 0.1


def read_directory(folder: Path) -> Store:
    """Open the store in a directory for reading; while it is being written, the snapshot from before."""
    if not folder.exists():
        raise StoreError(f"there is no store {folder}; make one with: canbo build PATH... --store {folder}")
    for left in reversed(range(_TRIES)):
        marker = read_marker(folder)
        try:
            if not marker.entities and (folder / BEFORE).exists():
                before = ox.Store.read_only(str(folder / BEFORE))
                # Which rules read its articles is not known: the marker may speak of those that came after.
                return Store(before, replace(marker, entities=True, rules=""), folder, writable=False)
            return Store(ox.Store.read_only(str(folder / DATABASE)), marker, folder, writable=False)
        except _FAULTS as error:
            if not left:
                raise StoreError(f"the store {folder} cannot be read: {error}") from error
            time.sleep(_PAUSE)
    raise AssertionError("unreachable: the last try returns or raises")


def write_directory(folder: Path) -> Store:
    """Open the store in a directory for writing; it is made where there is none, and mended where one was cut off."""
    store = lock_directory(folder)
    recover(store)
    return store


def lock_directory(folder: Path) -> Store:
    """Open a directory for writing as it is, which no other process can then do."""
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
    return Store(database, marker, folder, writable=True)


def recover(store: Store) -> None:
    """Take out the entity layer where a build was cut off: nobody knows what of it is there, nor of which statements.

    By the names of subjects, not by their types: of a node whose triples went in two transactions the type may be gone.
    """
    if store.marker.entities or not store.marker.links:
        return
    below = written(ox.Literal(f"{store.iris.base}article/"))
    # The database looks through its subjects three times as fast as they can be looked at here. Other graphs than the
    # default one are no statements: a working copy notes its state in one.
    found = store.oxigraph.query(f"SELECT DISTINCT ?node {{ ?node ?p ?o FILTER(!STRSTARTS(STR(?node), {below})) }}")
    assert isinstance(found, ox.QuerySolutions)
    nodes = [solution["node"] for solution in found]
    with disk(store):
        for node in nodes:
            store.unload(store.oxigraph.quads_for_pattern(node, None, None, ox.DefaultGraph()))


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
