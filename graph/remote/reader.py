"""A store on a server, open for reading: queries are answered there; what reads the graph as a whole gets a copy."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.marker import Marker, StoreError
from canbo.graph.query import Engine
from canbo.graph.remote import copy
from canbo.graph.remote.client import Client
from canbo.graph.store import DATABASE, Store

# Virtuoso 7.2.5 took the total of another sentence in targets-missed, and left rows out of figures-now and leaders.
_WRONG = ("Virtuoso",)


class RemoteReader(Store):
    """A store on a server, read only; `state` is the one it was in when it was opened."""

    def __init__(self, client: Client, marker: Marker, state: str) -> None:
        super().__init__(ox.Store(), marker, None, writable=False)
        self._client = client
        self._state = state
        self._copy: ox.Store | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def engine(self) -> Engine:
        """Return the server, or a copy where the server is known to answer wrongly."""
        wanted = settings.remote_queries() or ("copy" if self._client.server.startswith(_WRONG) else "server")
        return self._client if wanted == "server" else self.oxigraph

    @property
    def shown(self) -> str:
        """Return the server."""
        return self._client.endpoint.name

    @property
    def beside(self) -> Path:
        """Return the name of the server in the current directory."""
        return Path(self._client.endpoint.local_name)

    @property
    def oxigraph(self) -> ox.Store:
        """Return a copy: the working copy where it is up to date, else one that is there until this store is closed."""
        if self._database is None:
            raise StoreError(f"the store {self.shown} has been closed")
        if self._copy is None:
            self._copy = self._working_copy() or self._pulled()
        return self._copy

    def _release(self) -> None:
        """Close the connections and take the copy away."""
        super()._release()
        self._copy = None
        self._client.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _working_copy(self) -> ox.Store | None:
        folder = copy.folder_of(self._client.endpoint)
        if not folder.exists():
            return None
        try:
            found = ox.Store.read_only(str(folder / DATABASE))
        except (OSError, RuntimeError):  # being made, or written: then it is not what the server has either
            return None
        return found if copy.state_of(found) == self._state else None

    def _pulled(self) -> ox.Store:
        self._folder = tempfile.TemporaryDirectory(prefix="canbo-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        database = ox.Store(str(folder / DATABASE))
        copy.pull(self._client, database, self._state, folder)
        return database
