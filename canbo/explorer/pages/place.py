"""A unit: who led it, what it held and adopted, its figures over years, its neighbours, what the reform made of it."""

from __future__ import annotations

from canbo.explorer.asking import MOST
from canbo.explorer.charts import charts
from canbo.explorer.grouping import grouped
from canbo.explorer.offices import timeline
from canbo.explorer.page import Asked, Page, missing, page_routes
from canbo.explorer.precedence import ranked

_PARTS = (
    "evidence",
    "changes",
    "meetings",
    "instruments",
    "figures",
    "articles",
    "before",
    "after",
    "neighbours",
    "parts",
)


def place(asked: Asked) -> Page:
    """Return the page of a unit, or of a place that one article alone knows."""
    return _page(asked, asked.node("place"))


def article_place(asked: Asked) -> Page:
    """Return the page of a place that one article alone knows."""
    article = asked.snapshot.store.iris.article(str(asked.path["name"]))
    return _page(asked, f"{article}/place/{asked.node('').rpartition('/')[2]}")


def _page(asked: Asked, node: str) -> Page:
    about = asked.ask("place", node=node)
    if not about.cells:
        raise missing(asked)
    leaders = ranked(asked.ask("place-leaders", MOST, node=node), asked.most)
    answers = {"leaders": leaders, **{name: asked.ask(f"place-{name}", node=node) for name in _PARTS}}
    figures = answers["figures"].rows
    label = about.first["label"]
    values = {
        "label": label,
        "about": about.first,
        "about_path": node.removeprefix(asked.snapshot.store.marker.base),
        "also": sorted({row["also"] for row in about.rows} - {"", label}),
        **answers,
        "timeline": timeline(leaders.rows, asked.view, answers["evidence"].rows, answers["changes"].rows),
        "charts": charts(figures, asked.view),
        "indicators": grouped(figures, "indicator"),
    }
    return Page("place.html", label, tuple(answers.values()), node, values)


ROUTES = [*page_routes("/place/{id}", place), *page_routes("/article/{name}/place/{id}", article_place)]
