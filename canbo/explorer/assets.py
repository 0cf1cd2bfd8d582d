"""Style sheets and scripts: files of the package, served from memory under URLs that change with their content."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from canbo.graph.iris import digest
from canbo.graph.looks import colours, looks

_FOREVER = "public, max-age=31536000, immutable"


def _file(name: str) -> str:
    return (files("canbo.explorer") / "static" / name).read_text(encoding="utf-8")


def _web(name: str) -> str:
    return (files("canbo.graph") / "web" / name).read_text(encoding="utf-8")


# What `canbo explain` has too comes first, what is the explorer's own may then say otherwise.
_MADE: dict[str, tuple[str, Callable[[], str]]] = {
    "explorer.css": ("text/css; charset=utf-8", lambda: looks() + colours() + _file("explorer.css")),
    "explain.js": ("text/javascript; charset=utf-8", lambda: _web("explain.js")),
}


@cache
def content(name: str) -> bytes:
    """Return the bytes of an asset; KeyError for a name that is none."""
    return _MADE[name][1]().encode()


@cache
def url(name: str) -> str:
    """Return the URL of an asset."""
    return f"/static/{name}?v={digest(content(name).decode())}"


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _MADE:
        raise HTTPException(404)
    return Response(content(name), media_type=_MADE[name][0], headers={"cache-control": _FOREVER})


ROUTES: tuple[BaseRoute, ...] = (Route("/static/{name}", _serve),)
