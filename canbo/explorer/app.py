"""The application: all route modules, errors as pages, the guard in front."""

from __future__ import annotations

import importlib
import json
from collections.abc import Collection
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from canbo.explorer import assets, pages
from canbo.explorer.guard import Guard
from canbo.explorer.page import TWINS, language
from canbo.explorer.rendering import rendered
from canbo.explorer.snapshot import Snapshot, Snapshots
from canbo.explorer.words import say
from canbo.graph.sparql import QueryError


def application(store: Path | str | None, names: Collection[str] = (), *, addresses: bool = False) -> Guard:
    """Return the explorer of a store directory as an ASGI application.

    `names` are host names under which it may be asked for besides those of loopback, `addresses` lets addresses in
    figures pass too. StoreError where the store cannot be opened.
    """
    routes: list[BaseRoute] = [*assets.ROUTES]
    navigation: list[tuple[str, str]] = []
    modules = [importlib.import_module(f"canbo.explorer.pages.{name}") for name in pages.MODULES]
    for module in modules:
        routes += module.ROUTES
        navigation += getattr(module, "NAVIGATION", ())

    def prepare(snapshot: Snapshot) -> None:
        for module in modules:
            if hasattr(module, "prepare"):
                module.prepare(snapshot)

    handlers = {HTTPException: _http_error, QueryError: _query_error, Exception: _fault}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.state.snapshots = Snapshots(store, prepare)
    app.state.navigation = tuple(navigation)
    return Guard(app, names, addresses)


def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    lang = language(request)
    # Starlette's own messages are English words of the standard; a page's own stand in the language asked for.
    own = error.status_code == 404 and error.detail != "Not Found"
    known = {404: "no_page", 405: "no_method"}.get(error.status_code, "fault")
    return _error(request, error.status_code, error.detail if own else say(known, lang), dict(error.headers or {}))


def _query_error(request: Request, error: Exception) -> Response:
    return _error(request, 400, say("bad_value", language(request)), {})


def _fault(request: Request, error: Exception) -> Response:
    # The trace goes to the terminal by the server; the reader gets neither it nor a path.
    return _error(request, 500, say("fault", language(request)), {})


def _error(request: Request, status: int, text: str, headers: dict[str, str]) -> Response:
    lang = language(request)
    if request.url.path.endswith(tuple(f".{form}" for form in TWINS)):
        told = json.dumps({"status": status, "error": text}, ensure_ascii=False)
        return Response(told, status, headers, media_type="application/json")
    response = rendered(request, "error.html", {"text": text, "status": status}, lang=lang, status=status)
    response.headers.update(headers)
    return response
