"""The first page: what is in the store, and ways in."""

from __future__ import annotations

from canbo.explorer.page import Asked, Page, page_routes
from canbo.ontology import table

NAVIGATION = (("home", "/"),)
_LATEST = 8


def home(asked: Asked) -> Page:
    """Return the first page. Its counts go over the whole store: they are worked out once for each state of it."""
    kept = asked.snapshot.kept
    counts = kept("home-counts", lambda: asked.ask("home-counts"))
    tables = kept("home-statements", lambda: asked.ask("home-statements"))
    span = kept("home-span", lambda: asked.ask("home-span"))
    latest = kept("home-latest", lambda: asked.ask("home-latest", _LATEST))
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
