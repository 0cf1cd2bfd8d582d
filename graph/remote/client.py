"""A SPARQL server over HTTP: queries, updates, whole graphs; retries, time limits, and errors one can act on.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox

from canbo import __version__
from canbo.graph import settings
from canbo.graph.namespaces import VOCABULARIES
from canbo.graph.remote.access import access
from canbo.graph.remote.endpoint import Endpoint, RemoteError, is_loopback
from canbo.graph.sparql import form_of

_TRIES = 5
_PAUSE = 0.5  # seconds before the second try; doubled before each further one
_LONGEST_PAUSE = 30.0  # what is waited at most where the server says how long (Retry-After)
_AGAIN = {502, 503, 504}
_CONNECT = 10.0
_SAID = 300  # characters of a server's message that are shown
_NT = "application/n-triples"
_ROWS = "application/sparql-results+json"
_TRIPLES = f"{_NT}, text/turtle;q=0.5"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
_CUT_OFF = "x-sparql-maxrows"  # Virtuoso: there would be more rows than its ResultSetMaxRows lets through
_BOOLEAN = VOCABULARIES["xsd"] + "boolean"

Found = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]


class Client:
    """Speaks to one server; `server` is what that calls itself, once it has answered.

    Everything that is sent can be sent twice: that is what makes trying again sound. Updates are made of
    DELETE DATA, INSERT DATA and DELETE WHERE only, without blank nodes.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.server = ""
        mounts = {f"all://{endpoint.host}": None} if is_loopback(endpoint.host) and ":" not in endpoint.host else None
        self._http = httpx.Client(
            auth=access(endpoint.host),
            timeout=httpx.Timeout(settings.remote_timeout(), connect=_CONNECT),
            follow_redirects=False,  # credentials go where the user said, nowhere else
            headers={"User-Agent": f"canbo/{__version__}"},
            mounts=mounts,
        )

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None, graph: str | None = None) -> Found:
        """Return the answer to a query on the store's graph, or another; rows and triples are those of pyoxigraph."""
        body = {"query": _with_prefixes(query, prefixes or {})}
        if asked := self.endpoint.graph if graph is None else graph:
            body["default-graph-uri"] = asked
        # Virtuoso would answer CONSTRUCT with something like rows if that were accepted, too.
        headers = _FORM | {"Accept": _TRIPLES if form_of(query) in ("CONSTRUCT", "DESCRIBE") else _ROWS}
        response = self._send("POST", self.endpoint.query, content=urlencode(body).encode(), headers=headers)
        if _CUT_OFF in response.headers:
            raise RemoteError(
                f"{self.endpoint.name} cut its answer off after {response.headers[_CUT_OFF]} rows: "
                "raise ResultSetMaxRows in its virtuoso.ini, or ask for fewer rows with LIMIT"
            )
        return self._answer(response)

    def update(self, text: str) -> None:
        """Run an update, which must be one that can be run twice."""
        self._send("POST", self.endpoint.update, content=text.encode(), headers=_UPDATE)

    def count(self) -> int:
        """Return how many triples the store's graph has."""
        found = self.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert isinstance(found, ox.QuerySolutions)
        return int(next(iter(found))["n"].value)

    def fetch(self, file: Path) -> ox.RdfFormat:
        """Write the store's graph to `file`, as it comes, and return what it is: N-Triples, or Turtle."""
        asked: dict[str, str] = {}
        if self.endpoint.data:
            url, method, what = f"{self.endpoint.data}?{self._graph_parameter()}", "GET", {}
        else:
            asked["query"] = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
            if self.endpoint.graph:
                asked["default-graph-uri"] = self.endpoint.graph
            url, method, what = self.endpoint.query, "POST", _FORM
        content = urlencode(asked).encode() if asked else None
        response = self._send(method, url, into=file, content=content, headers=what | {"Accept": _TRIPLES})
        return ox.RdfFormat.TURTLE if _kind(response) == "text/turtle" else ox.RdfFormat.N_TRIPLES

    def add(self, triples: bytes) -> bool:
        """Add triples (N-Triples) to the store's graph in one go; False where the server has no such way."""
        if not self.endpoint.data:
            return False
        url = f"{self.endpoint.data}?{self._graph_parameter()}"
        self._send("POST", url, content=triples, headers={"Content-Type": _NT})
        return True

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _graph_parameter(self) -> str:
        return urlencode({"graph": self.endpoint.graph}) if self.endpoint.graph else "default"

    def _send(self, method: str, url: str, into: Path | None = None, **what: Any) -> httpx.Response:
        for left in reversed(range(_TRIES)):
            try:
                response = self._once(method, url, into, what)
            except (httpx.ReadTimeout, httpx.WriteTimeout):
                # The server may still be at it: asking again would only give it more to do.
                raise RemoteError(
                    f"{url} has not answered within {settings.remote_timeout():g} seconds: "
                    "try again later, or set CANBO_REMOTE_TIMEOUT higher"
                ) from None
            except httpx.TransportError as error:
                if not left or _is_certificate(error):
                    raise self._unreachable(url, error) from None
                self._wait(left, None)
                continue
            if response.status_code in _AGAIN and left:
                self._wait(left, response.headers.get("retry-after"))
                continue
            if response.is_success:
                return response
            raise self._refused(url, response)
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, method: str, url: str, into: Path | None, what: dict[str, Any]) -> httpx.Response:
        with self._http.stream(method, url, **what) as response:
            self.server = response.headers.get("server", "")
            if into is None or not response.is_success:
                response.read()
                return response
            try:
                with into.open("wb") as out:
                    for piece in response.iter_bytes():
                        out.write(piece)
            except OSError as error:
                raise RemoteError(f"{into} cannot be written: {error.strerror or error}") from error
            return response

    @staticmethod
    def _wait(left: int, asked: str | None) -> None:
        pause = _PAUSE * 2 ** (_TRIES - 1 - left)
        if asked is not None and asked.isdigit():
            pause = min(max(pause, float(asked)), _LONGEST_PAUSE)
        time.sleep(pause)

    def _unreachable(self, url: str, error: httpx.TransportError) -> RemoteError:
        if _is_certificate(error):
            return RemoteError(
                f"the certificate of {self.endpoint.host} is not trusted ({error}); where it is of your own "
                "authority, name the authority's file in SSL_CERT_FILE"
            )
        return RemoteError(
            f"{url} cannot be reached, {_TRIES} times tried: {error or type(error).__name__}; is the server up, and "
            "the address right?"
        )

    def _refused(self, url: str, response: httpx.Response) -> RemoteError:
        code = response.status_code
        said = _said(response)
        if code in (401, 403):
            return RemoteError(
                f"{url} does not let us in ({code}): set CANBO_REMOTE_USER and CANBO_REMOTE_PASSWORD, or "
                f"CANBO_REMOTE_TOKEN, or write {self.endpoint.host} into ~/.netrc, for one who may do this"
            )
        if code in (404, 405):
            return RemoteError(
                f"{url} is not there ({code}): give the server's SPARQL address, and those of updates and graphs in "
                "CANBO_REMOTE_UPDATE and CANBO_REMOTE_DATA (docs/remote.md has them for several servers)"
            )
        if response.is_redirect:
            return RemoteError(
                f"{url} sends us on to {response.headers.get('location')}: give that address, if it is right"
            )
        if code in _AGAIN:
            return RemoteError(f"{url} is not available ({code}), {_TRIES} times tried; try again later. {said}")
        return RemoteError(f"{url} answered {code}: {said}")

    def _answer(self, response: httpx.Response) -> Found:
        kind = _kind(response)
        try:
            if kind == _ROWS:
                return ox.parse_query_results(_standard(response.content), ox.QueryResultsFormat.JSON)
            if kind in (_NT, "text/plain", "text/turtle"):
                form = ox.RdfFormat.TURTLE if kind == "text/turtle" else ox.RdfFormat.N_TRIPLES
                return iter([quad.triple for quad in ox.parse(response.content, form)])
        except SyntaxError as error:
            raise RemoteError(f"{self.endpoint.name} answered what is not {kind}: {error}") from None
        raise RemoteError(f"{self.endpoint.name} answered {kind or 'without a type'}: is this a SPARQL address?")


def _with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """Return the query with those prefixes declared that it uses and does not declare itself."""
    declared = set(re.findall(r"\bPREFIX\s+([\w-]*):", query, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w-])([A-Za-z][\w-]*|):", query))
    lines = [f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items() if name in used - declared]
    return "\n".join([*lines, query])


def _standard(answer: bytes) -> bytes:
    """Return SPARQL JSON as the standard has it: Virtuoso says `typed-literal`, and 1 for true."""
    if b"typed-literal" not in answer and _BOOLEAN.encode() not in answer:
        return answer
    import json

    found = json.loads(answer)
    for row in found.get("results", {}).get("bindings", ()):
        for cell in row.values():
            if cell.get("type") == "typed-literal":
                cell["type"] = "literal"
            if cell.get("datatype") == _BOOLEAN:
                cell["value"] = {"1": "true", "0": "false"}.get(cell["value"], cell["value"])
    return json.dumps(found).encode()


def _kind(response: httpx.Response) -> str:
    """Return the media type of an answer, without parameters."""
    kind: str = response.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower()


def _said(response: httpx.Response) -> str:
    text = (
        re.sub(r"<[^>]*>", " ", response.text) if "html" in response.headers.get("content-type", "") else response.text
    )
    text = " ".join(text.split())
    return text if len(text) <= _SAID else text[:_SAID] + " …"


def _is_certificate(error: httpx.TransportError) -> bool:
    return "CERTIFICATE_VERIFY_FAILED" in str(error)
