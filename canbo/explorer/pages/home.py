"""The first page: what is in the store, and ways in."""

from __future__ import annotations

from functools import partial

from canbo.explorer.asking import SHOWN, ask
from canbo.explorer.page import Asked, Page, page_routes
from canbo.explorer.snapshot import Snapshot
from canbo.ontology import table

NAVIGATION = (("home", "/"),)
# The queries of the page with the number of rows that are shown.
_COUNTS = {"home-counts": SHOWN, "home-statements": SHOWN, "home-span": SHOWN, "home-latest": 8}


def prepare(snapshot: Snapshot) -> None:
    """Count what is in the store: the counts go over all of it, so they are made once for each state."""
    for name, most in _COUNTS.items():
        snapshot.kept(name, partial(ask, snapshot.store.oxigraph, name, {}, most))


def home(asked: Asked) -> Page:
    """Return the first page."""
    counts, tables, span, latest = (
        asked.snapshot.kept(name, partial(asked.ask, name, most)) for name, most in _COUNTS.items()
    )
    numbers = {row["kind"].rpartition("/")[2].rpartition("#")[2]: row["number"] for row in counts.rows}
    values = {
        "numbers": numbers,
        "facts": table("facts"),
        "statements": {row["kind"].rpartition("#")[2]: row["number"] for row in tables.rows},
        "span": span.first,
        "latest": latest,
        "accuracy": table("explorer")["accuracy"],
        "counts": counts,
    }
    return Page("home.html", asked.say("title"), (counts, tables, span, latest), "", values)


ROUTES = page_routes("/", home, twins="/home")
