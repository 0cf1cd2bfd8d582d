"""Search over all names, and lists of all things of a kind."""

from __future__ import annotations

import pyoxigraph as ox

from canbo.explorer.asking import Answered, bound, load
from canbo.explorer.index import KINDS
from canbo.explorer.lookup import Found, Hit, lookup
from canbo.explorer.page import Asked, Page, page_routes
from canbo.explorer.snapshot import Snapshot
from canbo.graph.sparql import QueryError

NAVIGATION = (("lists", "/list"),)
EACH = 8  # hits of a kind when all kinds are shown
ONE = 100  # when one is
_COLUMNS = ("kind", "node", "label", "detail", "statements")
# The words for the kinds, as the tiles of the first page have them.
WORDS = {
    "person": "people", "place": "places", "body": "bodies", "meeting": "meetings", "instrument": "instruments",
    "indicator": "indicators", "article": "articles",
}  # fmt: skip


def prepare(snapshot: Snapshot) -> None:
    """Make the search index where there is none of this state of the store."""
    lookup(snapshot)


def search(asked: Asked) -> Page:
    """Return what has the words `?q=` in its name, of one kind with `?kind=`."""
    text = asked.query.get("q", "").strip()[:200]
    kind = asked.query.get("kind", "")
    kinds = (kind,) if kind in KINDS else KINDS
    found = lookup(asked.snapshot).search(text, kinds, ONE if len(kinds) == 1 or asked.form != "html" else EACH)
    answer = _answer("search", _sparql(text), [hit for hits in found.hits.values() for hit in hits])
    title = asked.say("found_title", text=text) if text else asked.say("search")
    values = {"text": text, "kind": kind, "found": found, "most": EACH, "words": WORDS, "answer": answer}
    return Page("search.html", title, (answer,), "", {**values, "shown": _shown(found)})


def _shown(found: Found) -> list[tuple[str, list[Hit]]]:
    return [(kind, hits) for kind, hits in found.hits.items() if hits]


def listing(asked: Asked) -> Page:
    """Return all things of a kind, a hundred on a page."""
    kind = asked.query.get("kind", "person")
    if kind not in KINDS:
        raise QueryError(f"there is no kind {kind!r}")
    index = lookup(asked.snapshot)
    number = max(1, int(asked.query["page"]) if asked.query.get("page", "").isdecimal() else 1)
    count = index.count(kind)
    number = min(number, max(1, -(-count // ONE)))
    hits = index.listed(kind, (number - 1) * ONE, ONE)
    answer = _answer("list", "", hits)
    values = {"kind": kind, "hits": hits, "number_of": number, "pages": -(-count // ONE), "count": count}
    return Page("list.html", asked.say(WORDS[kind]), (answer,), "", {**values, "words": WORDS, "answer": answer})


def _sparql(text: str) -> str:
    """Return a query that finds the same where there is no slip; the index is asked instead, as it is faster."""
    try:
        return bound(load("search"), {"words": text})
    except QueryError:
        return ""


def _answer(name: str, sparql: str, hits: list[Hit]) -> Answered:
    cells = tuple(
        (
            ox.Literal(hit.kind),
            ox.NamedNode(hit.iri),
            ox.Literal(hit.label),
            ox.Literal(hit.detail),
            None if hit.kind == "article" else ox.Literal(hit.weight),
        )
        for hit in hits
    )
    return Answered(name, load("search").summary, sparql, _COLUMNS, cells)


ROUTES = [*page_routes("/search", search), *page_routes("/list", listing)]
