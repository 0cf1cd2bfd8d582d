"""Opening a store on a server: what the server says of it, who may write, and whether the copy is up to date."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

from canbo.graph import settings
from canbo.graph.directory import lock_directory, recover
from canbo.graph.iris import digest
from canbo.graph.marker import Marker
from canbo.graph.remote import copy, state
from canbo.graph.remote.client import Client
from canbo.graph.remote.endpoint import Endpoint, RemoteError, endpoint
from canbo.graph.remote.pending import drop_pending, read_pending
from canbo.graph.remote.reader import RemoteReader
from canbo.graph.remote.writer import RemoteWriter, deliver, first_marker, new_state
from canbo.graph.store import Store


def open_remote(url: str, mode: str, *, take_over: bool = False) -> Store:
    """Open the store at the SPARQL endpoint `url` to read or to write.

    `take_over` takes the place of a writer of another machine that has gone. RemoteError says why it cannot be opened.
    """
    client = Client(endpoint(url))
    try:
        return _writer(client, take_over) if mode == "write" else _reader(client)
    except BaseException:
        client.close()
        raise


def _reader(client: Client) -> Store:
    found = state.read(client)
    if found.marker is None:
        raise RemoteError(
            f"there is no store on {_shown(client.endpoint)}; make one with canbo build PATH... --store URL"
        )
    return RemoteReader(client, found.marker, found.state)


def _writer(client: Client, take_over: bool) -> Store:
    folder = copy.folder_of(client.endpoint)
    local = lock_directory(folder)  # has the lock of this machine
    try:
        writer = f"{socket.gethostname()} {digest(str(folder.absolute()), 8)}"
        _claim(client, writer, take_over)
        try:
            marker = _up_to_date(client, local, folder)
        except BaseException:
            state.release(client, writer)
            raise
        database = local.oxigraph
    except BaseException:
        local.close()
        raise
    marker.write(folder)
    store = RemoteWriter(client, database, marker, folder, writer)
    with contextlib.ExitStack() as failing:
        failing.enter_context(store)
        recover(store)  # on the server, too
        failing.pop_all()
    return store


def _claim(client: Client, writer: str, take_over: bool) -> None:
    other = state.claim(client, writer, over=take_over)
    if other:
        raise RemoteError(
            f"the store on {_shown(client.endpoint)} is being written from {other.partition(' ')[0]}; wait until that "
            "has finished, or, where it was cut off for good, take over with: canbo link --take-over"
        )


def _up_to_date(client: Client, local: Store, folder: Path) -> Marker:
    """Bring working copy and server to the same state; return the store's marker."""
    _finish(client, local, folder)
    found = state.read(client)
    if found.marker is None:
        if client.count():
            raise RemoteError(
                f"{_shown(client.endpoint)} has triples and is no canbo store: name another graph with "
                "?default-graph-uri=IRI in the URL"
            )
        marker, first = Marker(base=settings.base()), new_state()
        first_marker(marker, client, first)
        copy.pull(client, local.oxigraph, first, folder)
        return marker
    if found.is_torn:
        raise RemoteError(
            f"a change of the store on {_shown(client.endpoint)} was cut off half way on another machine: run "
            "canbo build there once more, which completes it, or empty the graph and build it anew"
        )
    if copy.state_of(local.oxigraph) != found.state:
        copy.pull(client, local.oxigraph, found.state, folder)
    return found.marker


def _finish(client: Client, local: Store, folder: Path) -> None:
    """Complete the change that an earlier run from here was at when it was cut off."""
    change = read_pending(folder)
    if change is None:
        return
    here, there = copy.state_of(local.oxigraph), state.read(client).state
    if here != change.after and there in (change.before, change.after, f"~{change.after}"):
        deliver(client, change)
        if here == change.before:  # else a disk has lost power, and the copy is fetched anew
            copy.apply(local.oxigraph, change.gone, change.come, change.after)
    drop_pending(folder)


def _shown(where: Endpoint) -> str:
    return f"{where.name} (graph {where.graph})" if where.graph else where.name
