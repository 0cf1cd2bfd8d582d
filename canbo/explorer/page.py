"""A page and its twins: one handler answers, and the ending of the URL says in what form.

A handler takes an `Asked` and returns a `Page`: the answers it is made of, and what its template needs besides. HTML
shows all of it; `.json` has all answers with their queries; `.csv` has one, the first or `?table=NAME`; `.ttl` has the
triples of the thing that the page is about, with the statements and words behind it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from canbo.explorer.asking import MOST, SHOWN, Answered, ask, triples
from canbo.explorer.limited import Pool
from canbo.explorer.links import View
from canbo.explorer.rendering import rendered
from canbo.explorer.snapshot import Snapshot
from canbo.explorer.words import LANGUAGES, say
from canbo.graph.iris import escaped
from canbo.graph.query import Solutions, Triples
from canbo.graph.results import as_text

TWINS = ("json", "csv", "ttl")
_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "ttl": "text/turtle; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as handlers see it: the snapshot to answer from, the language, what the path named, and the
    workers for readers' own queries."""

    snapshot: Snapshot
    lang: str
    form: str
    path: Mapping[str, Any]
    query: Mapping[str, str]
    pool: Pool

    @property
    def data(self) -> ox.Store:
        """Return the database."""
        return self.snapshot.store.oxigraph

    def node(self, folder: str) -> str:
        """Return the IRI of the thing that the path names: the one in `folder` called `{id}`."""
        return f"{self.snapshot.store.marker.base}{folder}/{escaped(str(self.path['id']))}"

    def ask(self, name: str, most: int = 0, **values: str | Sequence[str]) -> Answered:
        """Return the answer of a query of `canbo/explorer/queries`, at most `most` or `self.most` rows of it."""
        return ask(self.data, name, values, most or self.most)

    @property
    def most(self) -> int:
        """Return how many rows of an answer are given: a twin has more than a page."""
        return SHOWN if self.form == "html" else MOST

    @property
    def view(self) -> View:
        """Return links and language."""
        return View(self.snapshot.links, self.lang)

    def say(self, key: str, **values: object) -> str:
        """Return a text of ontology/tables/explorer.toml in the language asked for."""
        return say(key, self.lang, **values)


@dataclass(frozen=True, slots=True)
class Page:
    """What a handler answers. `about` is the node that the Turtle twin describes, empty where there is no such twin."""

    template: str
    title: str
    answers: Sequence[Answered] = ()
    about: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


Handler = Callable[[Asked], Page | Response]


def missing(asked: Asked) -> HTTPException:
    """Return the error for a thing that the store does not have."""
    return HTTPException(404, asked.say("not_found"))


def page_routes(path: str, handler: Handler, twins: str = "") -> list[BaseRoute]:
    """Return the routes of a page and its twins; `twins` is the path before their endings, if it is another."""
    made: list[BaseRoute] = [Route(f"{twins or path}.{form}", _endpoint(handler, form)) for form in TWINS]
    return [*made, Route(path, _endpoint(handler, "html"))]


def redirect_routes(path: str, handler: Callable[[Asked], Response]) -> list[BaseRoute]:
    """Return the route of a thing that is shown on the page of another."""

    def endpoint(request: Request) -> Response:
        return handler(asked_of(request))

    return [Route(path, endpoint)]


def language(request: Request) -> str:
    """Return the language asked for: by `?lang=`, else by the cookie that remembers it, else Vietnamese."""
    for wanted in (request.query_params.get("lang"), request.cookies.get("lang")):
        if wanted in LANGUAGES:
            return wanted
    return LANGUAGES[0]


def asked_of(request: Request, form: str = "html") -> Asked:
    """Return a request as handlers see it."""
    snapshot: Snapshot = request.app.state.snapshots.current()
    return Asked(snapshot, language(request), form, request.path_params, request.query_params, request.app.state.pool)


def _endpoint(handler: Handler, form: str) -> Callable[[Request], Response]:
    # Not async: Starlette runs it in a thread, as queries take their time.
    def endpoint(request: Request) -> Response:
        asked = asked_of(request, form)
        page = handler(asked)
        if isinstance(page, Response):
            return page
        if form == "html":
            return rendered(request, page.template, _context(page, asked), lang=asked.lang)
        return Response(_WRITERS[form](page, asked), media_type=_TYPES[form])

    return endpoint


def _context(page: Page, asked: Asked) -> dict[str, object]:
    return {"page": page, "asked": asked, "links": asked.snapshot.links, **page.values}


def _json(page: Page, asked: Asked) -> str:
    told = {
        one.name: {
            "summary": one.summary,
            "sparql": one.sparql,
            "complete": not one.cut,
            "rows": json.loads(as_text(Solutions(one.columns, iter(one.cells)), "json")),
        }
        for one in page.answers
    }
    return json.dumps({"title": page.title, "about": page.about or None, "answers": told}, ensure_ascii=False, indent=1)


def _csv(page: Page, asked: Asked) -> str:
    wanted = asked.query.get("table", page.answers[0].name if page.answers else "")
    for one in page.answers:
        if one.name == wanted:
            return as_text(Solutions(one.columns, iter(one.cells)), "csv")
    raise HTTPException(404, asked.say("no_table", names=", ".join(one.name for one in page.answers)))


def _ttl(page: Page, asked: Asked) -> str:
    if not page.about:
        raise HTTPException(404, asked.say("no_turtle"))
    return as_text(Triples(iter(triples(asked.data, "describe", {"node": page.about}))), "turtle")


_WRITERS: dict[str, Callable[[Page, Asked], str]] = {"json": _json, "csv": _csv, "ttl": _ttl}
