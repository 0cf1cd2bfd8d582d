"""The working copy of a store on a server: an embedded store that has the server's triples, and the state they are of.

Linking asks the store some hundred small questions for each article; at one round trip each, a million articles would
take weeks (docs/remote.md has the figures). So they are asked here, and the server gets the changes only.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from canbo.graph import settings
from canbo.graph.namespaces import CANBO, text
from canbo.graph.remote.changes import Quads, requests, within
from canbo.graph.remote.client import Client
from canbo.graph.remote.endpoint import Endpoint, RemoteError

# In a named graph, so that it changes in one transaction with the triples and no reader takes it for one of them.
_HERE = ox.NamedNode(f"{CANBO}workingCopy")
_STATE = ox.NamedNode(f"{CANBO}storeState")
_GRAPH_FILE = "graph.rdf"


def folder_of(endpoint: Endpoint) -> Path:
    """Return the directory of the working copy; it is an ordinary store."""
    return settings.working_copies() / endpoint.local_name


def state_of(database: ox.Store) -> str:
    """Return the state that the copy has, empty where it has none."""
    return next((text(q.object) for q in database.quads_for_pattern(None, _STATE, None, _HERE)), "")


def apply(database: ox.Store, gone: Quads, come: Quads, state: str) -> None:
    """Do a change and note the state it leads to, in one transaction."""
    database.update(" ;\n".join([*requests(gone, come, ""), *_set_state(state)]))


def load(database: ox.Store, come: Iterable[ox.Quad], state: str) -> None:
    """Put many triples in, then note the state it leads to."""
    database.bulk_extend(come)
    database.update(" ;\n".join(_set_state(state)))


def pull(client: Client, database: ox.Store, state: str, folder: Path) -> None:
    """Make the copy what the server has; `folder` has room for all of it as text for a while."""
    database.clear()
    expected = client.count()
    if expected:
        file = folder / _GRAPH_FILE
        try:
            database.bulk_load(path=str(file), format=client.fetch(file))
        except (SyntaxError, ValueError) as error:
            raise RemoteError(f"{client.endpoint.name} sent what is no RDF: {error}") from None
        finally:
            file.unlink(missing_ok=True)
    if len(database) != expected:
        raise RemoteError(
            f"{client.endpoint.name} has {expected} triples and sent {len(database)}: somebody writes to it just now "
            "(try again), or it cuts long answers off (docs/remote.md says how to let them through)"
        )
    database.update(" ;\n".join(_set_state(state)))


def _set_state(state: str) -> list[str]:
    graph, subject = _HERE.value, f"{_HERE} {_STATE}"
    return [
        f"DELETE WHERE {{ {within(graph, f'{subject} ?old')} }}",
        f"INSERT DATA {{ {within(graph, f'{subject} {ox.Literal(state)}')} }}",
    ]
