"""The catalogue as forms: a question, its parameters, the answer as table and chart."""

from __future__ import annotations

from starlette.responses import Response

from canbo.explorer.asked_queries import answered, given, groups, triples, wrong
from canbo.explorer.page import Asked, Page, missing, page_routes
from canbo.explorer.plot import plot
from canbo.explorer.shown import columns, heading, rows
from canbo.graph.catalogue import Query, load, names
from canbo.ontology import table

NAVIGATION = (("questions", "/queries"),)


def queries(asked: Asked) -> Page:
    """Return the list of all questions."""
    shown = [(group[asked.lang], [load(name) for name in held]) for group, held in groups()]
    return Page("queries.html", asked.say("questions"), (), "", {"groups": shown, "table": table("catalogue")})


def query(asked: Asked) -> Page | Response:
    """Return a question as a form, with its answer where all that it needs is given."""
    if asked.path["name"] not in names():
        raise missing(asked)
    one = load(asked.path["name"])
    values = given(one, asked.query)
    faults = wrong(one, values)
    lacking = [each.name for each in one.parameters if each.required and each.name not in values and not each.default]
    ready = not faults and not lacking
    words = {"query": one, "given": values, "faults": faults, "table": table("catalogue"), "ready": ready}
    if one.form == "CONSTRUCT":
        return _graph(asked, one, words)
    if not ready:
        return Page("query.html", _title(asked, one), (), "", {**words, "answer": None})
    answer = answered(asked, one, values)
    if asked.form != "html":
        return Page("", one.question, (answer,))
    shown = {
        "answer": answer,
        "columns": columns(answer),
        "rows": list(rows(answer, asked.snapshot.links, asked.lang)),
        "heading": heading,
        "plot": plot(answer, asked.lang),
    }
    return Page("query.html", _title(asked, one), (answer,), "", {**words, **shown})


def _graph(asked: Asked, one: Query, words: dict[str, object]) -> Page | Response:
    """Return a question whose answer is triples; its twin is Turtle."""
    if not words["ready"]:
        return Page("query.html", _title(asked, one), (), "", {**words, "answer": None})
    turtle, text, cut = triples(asked, one, given(one, asked.query))
    if asked.form == "ttl":
        return Response(turtle, media_type="text/turtle; charset=utf-8")
    values = {**words, "answer": None, "turtle": turtle, "text": text, "cut": cut}
    return Page("query.html", _title(asked, one), (), "", values)


def _title(asked: Asked, one: Query) -> str:
    return one.question if asked.lang == "vi" else one.summary[:1].upper() + one.summary[1:]


ROUTES = [*page_routes("/queries", queries), *page_routes("/queries/{name}", query)]
