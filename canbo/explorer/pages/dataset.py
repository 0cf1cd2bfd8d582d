"""`/dataset`: what the data are, as VoID and DCAT; `/.well-known/void` leads there (https://www.w3.org/TR/void/#well-known)."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from canbo.explorer.accepting import preferred
from canbo.explorer.dataset import described, serialised
from canbo.explorer.worker import GRAPHS


def _dataset(request: Request) -> Response:
    kind = preferred(request.headers.get("accept"), [*GRAPHS, "text/html"])
    if kind == "text/html":  # a browser: the first page tells the same in words
        return serialised(described(request), "text/turtle")
    if not kind:
        raise HTTPException(406)
    return serialised(described(request), kind)


def _well_known(request: Request) -> Response:
    return RedirectResponse("/dataset", 303)


ROUTES: tuple[BaseRoute, ...] = (Route("/dataset", _dataset), Route("/.well-known/void", _well_known))
