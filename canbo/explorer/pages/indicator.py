"""An indicator over places and years: table, chart, and the units that have figures of it."""

from __future__ import annotations

from dataclasses import replace

from canbo.explorer.asking import Answered
from canbo.explorer.charts import charts
from canbo.explorer.page import Asked, Page, missing, page_routes
from canbo.graph.sparql import QueryError


def indicator(asked: Asked) -> Page:
    """Return the page of an indicator, of one unit with `?place=` (what follows the folder in the unit's IRI)."""
    node = asked.node("indicator")
    about = asked.ask("indicator", node=node)
    if not about.cells:
        raise missing(asked)
    places = asked.ask("indicator-places", node=node)
    wanted = asked.query.get("place", "")
    base = asked.snapshot.store.marker.base
    figures = _of_place(asked, node, base + wanted) if wanted else _of_all(asked, node)
    chosen = figures.first if wanted else None
    label = about.first["label"]
    values = {
        "label": label,
        "also": sorted({row["also"] for row in about.rows} - {"", label}),
        "places": places,
        "chosen": chosen,
        "base": base,
        "figures": figures,
        "charts": charts(figures.rows, asked.view, least=1) if chosen else [],
    }
    title = label if chosen is None else f"{label}, {chosen['place_name']}"
    return Page("indicator.html", title, (figures, places), node, values)


def _of_place(asked: Asked, node: str, place: str) -> Answered:
    try:
        figures = asked.ask("indicator-of-place", node=node, place=place)
    except QueryError:
        raise missing(asked) from None
    if not figures.cells:
        raise missing(asked)
    return figures


def _of_all(asked: Asked, node: str) -> Answered:
    """Return the figures of all units: on the page those that the store has first, as it would have to order all."""
    if asked.form != "html":
        return asked.ask("indicator-figures", node=node)
    return replace(asked.ask("indicator-figures-some", node=node), name="indicator-figures")


ROUTES = page_routes("/indicator/{id}", indicator)
