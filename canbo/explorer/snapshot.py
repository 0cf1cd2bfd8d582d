"""The store as it was at one moment, opened anew after a build has finished.

A reader of the database sees it as it was when it was opened. While a build is writing, the marker says that the entity
layer is behind; until it has caught up, readers keep the snapshot from before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from canbo.explorer.links import Links
from canbo.extractors.errors import CanboError
from canbo.graph.marker import NAME, StoreError, read_marker
from canbo.graph.store import Store, open_store

_EVERY = 1.0  # seconds between two looks at the marker
_Made = TypeVar("_Made")
State = tuple[int, int, int]


class Snapshot:
    """An open store with what is worked out of it once: `kept` remembers that for as long as the snapshot lives."""

    def __init__(self, store: Store, state: State) -> None:
        self.store = store
        self.state = state
        self.links = Links(store.marker.base)
        self._kept: dict[str, object] = {}
        self._lock = threading.RLock()

    def kept(self, key: str, make: Callable[[], _Made]) -> _Made:
        """Return what `make` returned for this key; it runs once."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            return cast("_Made", self._kept[key])


class Snapshots:
    """Gives the newest finished snapshot of a store directory.

    `prepare` works out beforehand what pages need of a snapshot; a new one is shown when that is done, and made in a
    thread of its own meanwhile.
    """

    def __init__(self, folder: Path | str | None, prepare: Callable[[Snapshot], None]) -> None:
        store = open_store(folder)
        if store.path is None:
            raise StoreError("the explorer shows a store directory")
        self.folder = store.path
        self._prepare = prepare
        self._now = Snapshot(store, _state(self.folder))
        self._prepare(self._now)
        self._looked = time.monotonic()
        self._lock = threading.Lock()

    def current(self) -> Snapshot:
        """Return the snapshot to answer a request with."""
        if time.monotonic() - self._looked >= _EVERY and self._lock.acquire(blocking=False):
            self._looked = time.monotonic()
            threading.Thread(target=self._look, daemon=True).start()
        return self._now

    def _look(self) -> None:
        """Open the store anew where a build has finished since."""
        try:
            state = _state(self.folder)
            if state != self._now.state and read_marker(self.folder).entities:
                made = Snapshot(open_store(self.folder), state)
                self._prepare(made)
                # Requests that are under way still read the old one: it closes when the last of them has let it go.
                self._now = made
        except (CanboError, OSError):
            pass  # taken away or half written: what was opened can still be read
        finally:
            self._lock.release()


def _state(folder: Path) -> State:
    """Return what changes whenever a writer has been at the store: its marker, and the first file of its database."""
    marker, current = (folder / NAME).stat(), (folder / "oxigraph" / "CURRENT").stat()
    return marker.st_mtime_ns, marker.st_size, current.st_mtime_ns
