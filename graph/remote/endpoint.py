"""Where a SPARQL server takes queries, updates and whole graphs, out of the one URL that a user gives."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit, urlunsplit

from canbo.graph import settings
from canbo.graph.iris import digest
from canbo.graph.marker import StoreError


class RemoteError(StoreError):
    """A server cannot be used as a store; the message names the server and says what to do."""


_SCHEMES = ("http", "https")
_GRAPH = "default-graph-uri"
# Path of the queries, then the paths of the updates and of the Graph Store Protocol (none: not used).
_LAYOUTS = (
    (r"/query", "/update", "/store"),  # Oxigraph
    (r"/sparql-auth/?", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
    (r"(/repositories/[^/]+)", r"\1/statements", r"\1/rdf-graphs/service"),  # GraphDB and RDF4J
    (r"(/[^/]+)/(?:sparql|query)", r"\1/update", r"\1/data"),  # Fuseki
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a store on a server; `graph` is the named graph that it is in, empty for the default graph.

    `data` is the address of the Graph Store Protocol, empty where it is not known.
    """

    query: str
    update: str
    data: str
    graph: str

    @property
    def name(self) -> str:
        """Return what messages call the server."""
        return self.query

    @property
    def host(self) -> str:
        """Return the host name."""
        return urlsplit(self.query).hostname or ""

    @property
    def local_name(self) -> str:
        """Return a file name that is this store's alone."""
        readable = re.sub(r"[^A-Za-z0-9.-]+", "-", urlsplit(self.query).netloc).strip("-")
        return f"{readable}-{digest(f'{self.query} {self.graph}', 12)}"


def endpoint(url: str) -> Endpoint:
    """Return the addresses for the URL of a SPARQL query endpoint.

    `?default-graph-uri=IRI` in the URL names the graph. RemoteError for a URL that has a password, is no http(s)
    URL, or would send what it sends unencrypted to another machine.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.username or parts.password or "@" in parts.netloc:
        raise RemoteError(
            f"the URL of the store on {host} has a user or password in it, which others could read on this machine: "
            "put them in CANBO_REMOTE_USER and CANBO_REMOTE_PASSWORD, or into ~/.netrc"
        )
    if parts.scheme.lower() not in _SCHEMES or not host:
        raise RemoteError(f"{url} is no address of a SPARQL server: give https://HOST/PATH")
    if parts.scheme.lower() == "http" and not is_loopback(host):
        raise RemoteError(f"{url} is not encrypted: use https:// (http:// is for servers on this machine)")
    asked = parse_qs(parts.query, keep_blank_values=True)
    if set(asked) - {_GRAPH} or len(asked.get(_GRAPH, [])) > 1 or parts.fragment:
        raise RemoteError(f"{url}: of parameters, the URL of a store may have one {_GRAPH}=IRI only")
    graph = asked.get(_GRAPH, [""])[0]
    if graph and not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", graph, re.IGNORECASE):
        raise RemoteError(f"{url}: {graph!r} is no absolute IRI of a graph")
    update, data = _layout(parts.path)

    def at(path: str) -> str:
        return urlunsplit((parts.scheme.lower(), parts.netloc, path, "", ""))

    return Endpoint(
        at(parts.path or "/"),
        _given(settings.remote_update(), at(update or "/"), host),
        _given(settings.remote_data(), at(data) if data else "", host),
        graph,
    )


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _layout(path: str) -> tuple[str, str]:
    for pattern, update, data in _LAYOUTS:
        found = re.fullmatch(pattern, path)
        if found is not None:
            return found.expand(update), found.expand(data)
    return path, ""


def _given(setting: str, default: str, host: str) -> str:
    """Return the address that a setting names; it must be on the same host, as it gets the same credentials."""
    if not setting:
        return default
    parts = urlsplit(setting)
    if parts.username or parts.password or "@" in parts.netloc:
        raise RemoteError("CANBO_REMOTE_UPDATE and CANBO_REMOTE_DATA must not have a user or password in them")
    if parts.hostname != host or (parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host))):
        raise RemoteError(f"{setting} must be an https:// address on {host}, as the store is")
    return setting
