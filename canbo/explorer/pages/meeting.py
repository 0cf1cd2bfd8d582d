"""A meeting: who took part, what was adopted, which figures were reported, and the articles that tell it."""

from __future__ import annotations

from starlette.responses import RedirectResponse

from canbo.explorer.grouping import grouped
from canbo.explorer.page import Asked, Page, missing, page_routes, redirect_routes

_PARTS = ("participants", "instruments", "articles", "reports", "links")
# Who chairs comes first.
_ORDER = ("chairs", "speaks", "attends")


def meeting(asked: Asked) -> Page:
    """Return the page of a meeting."""
    node = asked.node("meeting")
    about = asked.ask("meeting", node=node)
    if not about.cells:
        raise missing(asked)
    answers = {name: asked.ask(f"meeting-{name}", node=node) for name in _PARTS}
    # Asked for with the articles at hand: from the meeting on, a query looked at every figure of the store.
    reports = [row["article"] for row in answers["reports"].rows]
    answers["figures"] = asked.ask("article-figures", node=reports or [node])
    parts = {part: [row for row in answers["participants"].rows if row["part"].endswith(f"/{part}")] for part in _ORDER}
    label = about.first["label"]
    values = {
        "label": label,
        "about": about.first,
        **answers,
        "parts": [(part, grouped(rows, "person")) for part, rows in parts.items() if rows],
        "dealt": grouped(answers["instruments"].rows, "instrument"),
        "possible": grouped(answers["links"].rows, "link"),
        "links_to": answers["links"],
    }
    values.pop("links")
    return Page("meeting.html", label, tuple(answers.values()), node, values)


def participation(asked: Asked) -> RedirectResponse:
    """Lead from a part taken to the meeting."""
    found = asked.ask("participation", node=asked.node("participation"))
    if not found.cells:
        raise missing(asked)
    return RedirectResponse(asked.snapshot.links.url(found.first["meeting"]), 303)


ROUTES = [*page_routes("/meeting/{id}", meeting), *redirect_routes("/participation/{id}", participation)]
