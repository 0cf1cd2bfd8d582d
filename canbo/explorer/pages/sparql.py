"""`/sparql`: the endpoint by the SPARQL 1.1 Protocol, and its service description.

Errors are plain text in English, as programs are what asks here; readers have the editor and the catalogue.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Iterable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from canbo.explorer.accepting import preferred
from canbo.explorer.dataset import described, serialised
from canbo.explorer.limited import Job, Outcome, Pool
from canbo.explorer.protocol import Refused, Wanted, query_of, wanted
from canbo.explorer.worker import GRAPHS, ROWS

EDITOR = "/editor"
_LOOK = 0.5  # seconds between two looks whether the client is still there
_HEADERS = {"vary": "accept", "cache-control": "no-cache"}


async def _sparql(request: Request) -> Response:
    pool: Pool = request.app.state.pool
    try:
        text = await query_of(request, pool.limits.query_bytes)
        if text is None:
            return await run_in_threadpool(_description, request)
        if len(text.encode("utf-8", "replace")) > pool.limits.query_bytes:
            raise Refused(413, f"a query may have {pool.limits.query_bytes} bytes")
        accepted = wanted(request.headers.get("accept"))
        if not accepted.rows and not accepted.graph:
            raise _unacceptable()
        job = Job(text, accepted.rows, accepted.graph)
        state = request.app.state.snapshots.current().state
        gone = threading.Event()
        outcome = await _while_waited_for(request, gone, run_in_threadpool(pool.run, job, state, gone))
        return _answer(outcome, accepted, pool)
    except Refused as refused:
        return PlainTextResponse(f"{refused.text}\n", refused.status, {**_HEADERS, **refused.headers})


async def _while_waited_for(request: Request, gone: threading.Event, work: Awaitable[Outcome]) -> Outcome:
    """Return the outcome; `gone` is set when the client has gone, so that nobody's query does not go on."""
    task = asyncio.ensure_future(work)
    while not (await asyncio.wait({task}, timeout=_LOOK))[0]:
        if not gone.is_set() and await request.is_disconnected():
            gone.set()
    return task.result()


def _answer(outcome: Outcome, accepted: Wanted, pool: Pool) -> Response:
    limits = pool.limits
    if outcome.status == "done":
        name = accepted.called[outcome.media_type]
        charset = "; charset=utf-8" if name.startswith("text/") else ""
        return Response(outcome.body, headers={**_HEADERS, "content-type": name + charset})
    match outcome.status:
        case "refused":
            raise Refused(400, outcome.message)
        case "unacceptable":
            raise _unacceptable(GRAPHS if outcome.graph else ROWS)
        case "large":
            raise Refused(400, f"the answer has more than {limits.answer_bytes} bytes: ask for less, with LIMIT")
        case "late":
            raise Refused(504, f"the query was stopped after {limits.seconds:g} seconds: ask for less")
        case "busy":
            raise Refused(503, "too many queries at once: try again later", {"retry-after": "5"})
        case "lost":
            raise Refused(503, f"the query was stopped: it takes more than {limits.memory} bytes of memory")
    raise Refused(503, "the store cannot be read at the moment", {"retry-after": "5"})


def _unacceptable(offered: Iterable[str] = (*ROWS, *GRAPHS)) -> Refused:
    return Refused(406, "the answer can be had as " + ", ".join(offered))


def _description(request: Request) -> Response:
    """Return the service description (www.w3.org/TR/sparql11-service-description); a browser gets the editor."""
    kind = preferred(request.headers.get("accept"), [*GRAPHS, "text/html"])
    if kind == "text/html":
        return RedirectResponse(EDITOR, 303, _HEADERS)
    if not kind:
        raise _unacceptable(GRAPHS)
    return serialised(described(request), kind)


ROUTES: tuple[BaseRoute, ...] = (Route("/sparql", _sparql, methods=["GET", "POST"]),)
