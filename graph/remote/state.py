"""What a server keeps of a store beside its triples: marker, state and writer, in a named graph of their own.

The state is a name that every change renews: a working copy that has the same one has the same triples. It begins
with `~` while a change is under way that takes more than one request.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.marker import Marker, marker_of
from canbo.graph.namespaces import CANBO, text
from canbo.graph.remote.changes import within
from canbo.graph.remote.client import Client
from canbo.graph.remote.endpoint import Endpoint, RemoteError

_MARKER, _STATE, _WRITER = "storeMarker", "storeState", "storeWriter"


@dataclass(frozen=True, slots=True)
class State:
    """What a server says of a store; all empty, and the marker None, where there is no store yet.

    Of `writers` there is more than one only while two machines find out which of them may write.
    """

    marker: Marker | None = None
    state: str = ""
    writers: tuple[str, ...] = ()

    @property
    def is_torn(self) -> bool:
        """Tell whether a change is under way or was cut off."""
        return self.state.startswith("~")


def read(client: Client) -> State:
    """Return what the server says of the store."""
    graph = _graph(client.endpoint)
    found = client.query(f"SELECT ?p ?o WHERE {{ <{graph}> ?p ?o }}", graph=graph)
    assert isinstance(found, ox.QuerySolutions)
    said = sorted((text(row["p"]).removeprefix(CANBO), text(row["o"])) for row in found)
    values = dict(said)
    marker = marker_of(values[_MARKER], client.endpoint.name) if _MARKER in values else None
    if marker is not None and marker.base != settings.base():
        raise RemoteError(
            f"the IRIs of the store on {client.endpoint.name} begin with {marker.base}, not with {settings.base()}: "
            "set CANBO_BASE to that, or name another graph with ?default-graph-uri="
        )
    return State(marker, values.get(_STATE, ""), tuple(who for name, who in said if name == _WRITER))


def set_marker(endpoint: Endpoint, marker: Marker) -> list[str]:
    """Return the operations that make `marker` the store's."""
    return _set(endpoint, _MARKER, json.dumps(asdict(marker), sort_keys=True))


def set_state(endpoint: Endpoint, state: str) -> list[str]:
    """Return the operations that make `state` the store's."""
    return _set(endpoint, _STATE, state)


def claim(client: Client, writer: str, *, over: bool = False) -> str:
    """Make `writer` the one that writes, unless another does; return that other one, empty where there is none.

    With `over`, others lose their place. Two that claim at once both find the other and both withdraw: servers differ
    in what they make of a condition in an update (Virtuoso 7 inserts in spite of FILTER NOT EXISTS).
    """
    if others := [one for one in read(client).writers if one != writer]:
        if not over:
            return others[0]
        for one in others:
            release(client, one)
    client.update(f"INSERT DATA {{ {_fact(_graph(client.endpoint), _WRITER, writer)} }}")
    others = [one for one in read(client).writers if one != writer]
    if others:
        release(client, writer)
    return others[0] if others else ""


def release(client: Client, writer: str) -> None:
    """Let others write."""
    client.update(f"DELETE DATA {{ {_fact(_graph(client.endpoint), _WRITER, writer)} }}")


def _set(endpoint: Endpoint, name: str, value: str) -> list[str]:
    graph = _graph(endpoint)
    old = within(graph, f"<{graph}> <{CANBO}{name}> ?old")
    return [f"DELETE WHERE {{ {old} }}", f"INSERT DATA {{ {_fact(graph, name, value)} }}"]


def _fact(graph: str, name: str, value: str) -> str:
    return within(graph, f"<{graph}> <{CANBO}{name}> {ox.Literal(value)} .")


def _graph(endpoint: Endpoint) -> str:
    """Return the named graph of marker, state and writer."""
    return (endpoint.graph or settings.base()).rstrip("/#") + "/store"
