"""The first page: what is in the store, and ways in."""

from __future__ import annotations

from canbo.explorer.asking import Answered
from canbo.explorer.index import COUNTS
from canbo.explorer.lookup import lookup
from canbo.explorer.page import Asked, Page, page_routes
from canbo.ontology import table

NAVIGATION = (("home", "/"),)


def home(asked: Asked) -> Page:
    """Return the first page."""
    index = lookup(asked.snapshot)
    counts, tables, span, latest, unread = (_whole(asked, index.answer(name)) for name in COUNTS)
    numbers = {row["kind"].rpartition("/")[2].rpartition("#")[2]: row["number"] for row in counts.rows}
    values = {
        "numbers": numbers,
        "facts": table("facts"),
        "statements": {row["kind"].rpartition("#")[2]: row["number"] for row in tables.rows},
        "span": span.first,
        "latest": latest,
        "unread": unread,
        "accuracy": table("explorer")["accuracy"],
        "counts": counts,
    }
    return Page("home.html", asked.say("title"), (counts, tables, span, latest, unread), "", values)


def _whole(asked: Asked, kept: Answered) -> Answered:
    """Return an answer for the form asked for: the index keeps what the page shows, a twin has all of it."""
    return asked.ask(kept.name) if kept.cut and asked.form != "html" else kept


ROUTES = page_routes("/", home, twins="/home")
