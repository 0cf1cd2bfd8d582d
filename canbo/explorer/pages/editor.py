"""The SPARQL editor: YASGUI over `/sparql`, with the terms of the graph to complete and the catalogue as examples."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from canbo.explorer.asked_queries import example, groups
from canbo.explorer.dataset import partitions
from canbo.explorer.guard import POLICY
from canbo.explorer.page import asked_of, language
from canbo.explorer.rendering import rendered
from canbo.explorer.words import say
from canbo.graph.catalogue import Query, load
from canbo.graph.namespaces import PREFIXES

NAVIGATION = (("sparql", "/editor"),)
# The one style element that a library of the editor (column-resizer) makes, by its hash: the handles between columns.
GRIPS = "sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk="
_POLICY = POLICY.replace("style-src 'self'", f"style-src 'self' '{GRIPS}'")


def _editor(request: Request) -> Response:
    lang = language(request)
    asked = asked_of(request)
    values: dict[str, object] = {"page": {"title": say("sparql", lang), "about": ""}, "base": asked.snapshot.links.base}
    response = rendered(request, "editor.html", values, lang=lang)
    response.headers["content-security-policy"] = _POLICY
    return response


def _terms(request: Request) -> Response:
    """Return what the editor's script needs: prefixes, the terms that the data use, and the examples."""
    counts = partitions(request)
    told = {
        "prefixes": PREFIXES,
        "classes": [iri for iri, _ in counts["class"]],
        "properties": [iri for iri, _ in counts["property"]],
        "examples": examples(language(request)),
    }
    return JSONResponse(told, headers={"vary": "cookie"})


@cache
def examples(lang: str) -> list[dict[str, object]]:
    """Return the groups of the catalogue, each query as it is run with its examples for the parameters it needs."""
    return [
        {"title": group[lang], "queries": [_example(load(name), lang) for name in held]} for group, held in groups()
    ]


def _example(query: Query, lang: str) -> dict[str, str]:
    title = query.question if lang == "vi" else query.summary
    return {"name": query.name, "title": title, "text": example(query)}


ROUTES: tuple[BaseRoute, ...] = (Route("/editor", _editor), Route("/editor.json", _terms))
