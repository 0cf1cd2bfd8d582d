"""The query operation of the SPARQL 1.1 Protocol, for a service that only reads one graph.

https://www.w3.org/TR/sparql11-protocol/#query-operation — the three ways to send a query, and what is wrong with a
request before its query is looked at. Clients may not choose another data set (2.1.4 lets a service refuse that).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from canbo.explorer.accepting import preferred
from canbo.explorer.worker import GRAPHS, ROWS

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_DATASET = ("default-graph-uri", "named-graph-uri")
# What a type is also asked for as; it then is what the answer is called.
_ALSO = {"application/json": "application/sparql-results+json", "application/xml": "application/sparql-results+xml"}
_ALSO_GRAPH = {"text/plain": "application/n-triples", "application/xml": "application/rdf+xml"}


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 (an answer to the client, no fault)
    """A request that is answered with an error: the status of HTTP, what is wrong, and headers besides."""

    status: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The media types to answer in: what the worker is asked for, and what the answer is called."""

    rows: str
    graph: str
    called: dict[str, str]


def wanted(accept: str | None) -> Wanted:
    """Return in what a client takes rows and triples; empty where it takes none of what there is."""
    rows = preferred(accept, [*ROWS, *_ALSO])
    graph = preferred(accept, [*GRAPHS, *_ALSO_GRAPH])
    called = {_ALSO.get(rows, rows): rows} | {_ALSO_GRAPH.get(graph, graph): graph}
    return Wanted(_ALSO.get(rows, rows), _ALSO_GRAPH.get(graph, graph), called)


async def query_of(request: Request, most: int) -> str | None:
    """Return the query that a request sends, None where a GET sends none (it asks for the service description).

    Refused for what is no query operation; a query may have `most` bytes.
    """
    asked = _pairs(request.scope["query_string"])
    if request.method != "POST":
        return _only(asked, optional=True)
    kind, charset = _content_type(request)
    if kind not in (FORM, QUERY):
        raise Refused(415, f"send a query as {FORM} or as {QUERY}", {"accept-post": f"{FORM}, {QUERY}"})
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, "send the query without a content encoding", {"accept-encoding": "identity"})
    if charset not in ("", "utf-8"):
        raise Refused(400, "the query has to be sent as UTF-8")
    body = await _body(request, most)
    if kind == FORM:
        return _only(_pairs(body))
    _check(asked)
    if any(name == "query" for name, _ in asked):
        raise Refused(400, "the query is in the body and in the address")
    return _text(body)


def _only(pairs: list[tuple[str, str]], optional: bool = False) -> str | None:
    """Return the one query among parameters."""
    _check(pairs)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Refused(400, "there is more than one query")
    if not queries and not optional:
        raise Refused(400, "there is no parameter query")
    return queries[0] if queries else None


def _check(pairs: Iterable[tuple[str, str]]) -> None:
    names = {name for name, _ in pairs}
    if names & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise Refused(400, "this service only reads: there is no update operation")
    if names & set(_DATASET):
        raise Refused(400, "this service has one data set, its default graph: leave out " + " and ".join(_DATASET))


def _content_type(request: Request) -> tuple[str, str]:
    """Return media type and charset of the body, in lower case."""
    kind, *parameters = request.headers.get("content-type", "").split(";")
    given = dict(one.strip().lower().partition("=")[::2] for one in parameters)
    charset = given.get("charset", "").strip('"')
    try:
        return kind.strip().lower(), codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return kind.strip().lower(), "unknown"


async def _body(request: Request, most: int) -> bytes:
    too_large = Refused(413, f"a query may have {most} bytes")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length[:18]) > most:
        raise too_large
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise too_large
    except ClientDisconnect:
        raise Refused(400, "the request broke off") from None
    return body


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Refused(400, "the parameters are not URL-encoded UTF-8") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the query is not UTF-8") from None
