"""A body: who was shown in its offices, and the meetings it held."""

from __future__ import annotations

from starlette.responses import RedirectResponse

from canbo.explorer.asking import MOST
from canbo.explorer.offices import timeline
from canbo.explorer.page import Asked, Page, missing, page_routes, redirect_routes
from canbo.explorer.precedence import ranked


def body(asked: Asked) -> Page:
    """Return the page of a body."""
    node = asked.node("body")
    about = asked.ask("body", node=node)
    if not about.cells:
        raise missing(asked)
    members = ranked(asked.ask("body-members", MOST, node=node), asked.most)
    evidence, changes, meetings = (asked.ask(f"body-{name}", node=node) for name in ("evidence", "changes", "meetings"))
    label = about.first["label"]
    values = {
        "label": label,
        "about": about.first,
        "members": members,
        "meetings": meetings,
        "timeline": timeline(members.rows, asked.view, evidence.rows, changes.rows),
    }
    return Page("body.html", label, (members, evidence, changes, meetings), node, values)


def post(asked: Asked) -> RedirectResponse:
    """Lead from an office to the body it belongs to."""
    found = asked.ask("post", node=asked.node("post"))
    if not found.cells:
        raise missing(asked)
    return RedirectResponse(asked.snapshot.links.url(found.first["body"]), 303)


ROUTES = [*page_routes("/body/{id}", body), *redirect_routes("/post/{id}", post)]
