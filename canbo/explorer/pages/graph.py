"""The graph page: a network that grows from what a reader searches, and the data behind it.

`/graph.json?node=IRI&depth=1` has what lies around things, `/graph.json?from=IRI&to=IRI` a shortest path between two,
`/graph/words.json?node=IRI` the words of articles behind a relation. IRIs may be given without the base of the store.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from canbo.explorer.lookup import lookup
from canbo.explorer.neighbours import MOST, MOST_AROUND, MOST_STEPS, Part, around, between, path, quotes
from canbo.explorer.page import asked_of, language
from canbo.explorer.rendering import rendered
from canbo.explorer.snapshot import Snapshot
from canbo.explorer.words import say
from canbo.ontology import table

NAVIGATION = (("graph", "/graph"),)
DEEPEST = 3
_MOST_GIVEN = 300  # things that a request may name
_LONGEST = 1000  # characters of an IRI
_SHOWN = 300  # relations in the table of the page
# Words that the page's script shows.
_SAID = (
    "graph_expand", "graph_more", "graph_all", "graph_remove", "graph_page", "graph_to", "graph_none", "graph_from",
    "graph_full", "graph_count", "graph_words", "graph_former", "graph_copied", "graph_relations",
)  # fmt: skip
_BEGIN = 8


def _graph(request: Request) -> Response:
    lang = language(request)
    snapshot = asked_of(request).snapshot
    part = _asked(request, snapshot)
    values: dict[str, object] = {
        "page": {"title": say("graph", lang), "about": ""},
        "links": snapshot.links,
        "part": part,
        "relations": part.relations[:_SHOWN],
        "begin": [] if part.things else _begin(snapshot),
        "set_up": _set_up(snapshot, lang),
    }
    return rendered(request, "graph.html", values, lang=lang)


def _set_up(snapshot: Snapshot, lang: str) -> dict[str, object]:
    """Return what the page's script needs before it asks for data; it stands in an attribute."""
    look = table("network")
    words = table("explorer")["words"]
    return {
        "base": snapshot.links.base,
        "nodes": {kind: {**one, "name": one[lang]} for kind, one in look["nodes"].items()},
        "edges": {kind: {**one, "name": one[lang]} for kind, one in look["edges"].items()},
        "words": {key.removeprefix("graph_"): words[key][lang] for key in _SAID},
    }


def _data(request: Request) -> Response:
    """Return what lies around things, or a path between two."""
    snapshot = asked_of(request).snapshot
    part = _asked(request, snapshot)
    if not part.things:
        return JSONResponse({"error": "nothing of this is in the graph"}, 404)
    return JSONResponse(_told(part, snapshot, language(request)), headers={"vary": "cookie"})


def _asked(request: Request, snapshot: Snapshot) -> Part:
    asked = request.query_params
    data = snapshot.store.oxigraph
    ends = _iris(asked.getlist("from")[:1] + asked.getlist("to")[:1], snapshot.links.base)
    part = between(data, path(data, *ends)) if len(ends) == 2 else Part()
    nodes = _iris(asked.getlist("node")[:_MOST_GIVEN], snapshot.links.base)
    if not nodes:
        return part
    depth = _number(asked.get("depth", ""), 1, DEEPEST)
    found = around(data, nodes, depth, _number(asked.get("most", ""), MOST_AROUND, MOST))
    known = {**part.things, **found.things}
    return Part(known, list(dict.fromkeys([*part.relations, *found.relations])), found.more)


def _iris(given: Iterable[str], base: str) -> list[str]:
    """Return IRIs in full; what cannot be one is left out."""
    full = (one if "://" in one else base + one for one in given if one)
    return [one for one in full if len(one) < _LONGEST and _is_iri(one)]


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _number(text: str, default: int, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _told(part: Part, snapshot: Snapshot, lang: str) -> dict[str, object]:
    nodes = [
        {
            "id": one.iri, "kind": one.kind, "label": one.label, "detail": one.detail,
            "url": snapshot.links.url(one.iri), "more": part.more.get(one.iri, 0),
        }
        for one in part.things.values()
    ]  # fmt: skip
    edges = [
        {
            "from": one.start, "to": one.end, "kind": one.kind, "label": one.label(lang), "former": one.former,
            "first": one.first, "last": one.last, "nodes": one.nodes,
        }
        for one in part.relations
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges, "most": MOST, "steps": MOST_STEPS}


def _words(request: Request) -> Response:
    """Return the words behind a relation, with where an article shows them."""
    snapshot = asked_of(request).snapshot
    nodes = _iris(request.query_params.getlist("node"), snapshot.links.base)
    found = quotes(snapshot.store.oxigraph, nodes) if nodes else []
    told = [{**one, "url": snapshot.links.words(one["document"], one["begin"], one["end"])} for one in found]
    return JSONResponse({"words": told})


def _begin(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return some people to begin with: those of whom articles say most."""
    return [(hit.iri, hit.label) for hit in lookup(snapshot).foremost("person", _BEGIN)]


ROUTES: tuple[BaseRoute, ...] = (
    Route("/graph", _graph),
    Route("/graph.json", _data),
    Route("/graph/words.json", _words),
)
