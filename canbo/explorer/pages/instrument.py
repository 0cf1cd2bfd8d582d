"""A resolution or other instrument: what it carries out, what carries it out, meetings, places, where it is named."""

from __future__ import annotations

from canbo.explorer.page import Asked, Page, missing, page_routes

_PARTS = ("above", "below", "meetings", "places", "evidence")


def instrument(asked: Asked) -> Page:
    """Return the page of an instrument."""
    node = asked.node("instrument")
    about = asked.ask("instrument", node=node)
    if not about.cells:
        raise missing(asked)
    answers = {name: asked.ask(f"instrument-{name}", node=node) for name in _PARTS}
    label = about.first["label"]
    titles = sorted({row["title"] for row in about.rows if row["title"]}, key=len)
    values = {"label": label, "about": about.first, "titles": titles, **answers}
    return Page("instrument.html", label, (answers["evidence"], *(answers[name] for name in _PARTS[:-1])), node, values)


ROUTES = page_routes("/instrument/{id}", instrument)
