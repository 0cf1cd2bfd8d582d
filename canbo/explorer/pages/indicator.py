"""An indicator over places and years: table, chart, and the units that have figures of it."""

from __future__ import annotations

from canbo.explorer.charts import charts
from canbo.explorer.page import Asked, Page, missing, page_routes


def indicator(asked: Asked) -> Page:
    """Return the page of an indicator, of one unit with `?place=` (what follows the folder in the unit's IRI)."""
    node = asked.node("indicator")
    about = asked.ask("indicator", node=node)
    if not about.cells:
        raise missing(asked)
    places = asked.ask("indicator-places", node=node)
    wanted = asked.query.get("place", "")
    base = asked.snapshot.store.marker.base
    chosen = next((row for row in places.rows if row["place"] == base + wanted), None)
    if wanted and chosen is None:
        raise missing(asked)
    if chosen is None:
        figures = asked.ask("indicator-figures", node=node)
    else:
        figures = asked.ask("indicator-of-place", node=node, place=chosen["place"])
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


ROUTES = page_routes("/indicator/{id}", indicator)
