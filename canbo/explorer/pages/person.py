"""A person: offices on a timeline, meetings, articles, namesakes and who may be the same."""

from __future__ import annotations

from starlette.responses import RedirectResponse

from canbo.explorer.grouping import distinct, grouped
from canbo.explorer.offices import timeline
from canbo.explorer.page import Asked, Page, missing, page_routes, redirect_routes


def person(asked: Asked) -> Page:
    """Return the page of a person."""
    node = asked.node("person")
    about = asked.ask("person", node=node)
    if not about.cells:
        raise missing(asked)
    offices, evidence, changes, meetings, namesakes, links = (
        asked.ask(f"person-{name}", node=node)
        for name in ("offices", "evidence", "changes", "meetings", "namesakes", "links")
    )
    label = about.first["label"]
    rows = [{**row, "office": row["office"].removeprefix(f"{label}: ")} for row in offices.rows]
    articles = distinct([*evidence.rows, *meetings.rows], "document")
    values = {
        "label": label,
        "also": [row["also"] for row in about.rows if row["also"]],
        "offices": offices,
        "evidence": evidence,
        "changes": changes,
        "meetings": meetings,
        "namesakes": namesakes,
        "links_to": links,
        "timeline": timeline(rows, asked.view, evidence.rows, changes.rows),
        "met": grouped(meetings.rows, "meeting"),
        "others": grouped(namesakes.rows, "other"),
        "possible": grouped(links.rows, "link"),
        "articles": articles,
    }
    return Page("person.html", label, (offices, evidence, changes, meetings, namesakes, links), node, values)


def tenure(asked: Asked) -> RedirectResponse:
    """Lead from an office that somebody held to the person."""
    found = asked.ask("tenure", node=asked.node("tenure"))
    if not found.cells:
        raise missing(asked)
    return RedirectResponse(asked.snapshot.links.url(found.first["person"]), 303)


ROUTES = [*page_routes("/person/{id}", person), *redirect_routes("/tenure/{id}", tenure)]
