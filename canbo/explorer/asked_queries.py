"""Readers' own questions: queries of the catalogue with the values of a form, run in workers that can be stopped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox
from starlette.exceptions import HTTPException

from canbo.explorer.asking import MOST, SHOWN, Answered, bound
from canbo.explorer.limited import Job, Outcome
from canbo.explorer.page import Asked
from canbo.graph.catalogue import Parameter, Query
from canbo.graph.query import Cell
from canbo.graph.sparql import QueryError
from canbo.graph.terms import to_term
from canbo.ontology import table

LONGEST = 300  # characters of a value
_STATUS = {"late": 504, "busy": 503, "lost": 503, "fault": 503, "large": 400, "refused": 400}
_TURTLE_SHOWN = 200  # triples of a page


@cache
def groups() -> tuple[tuple[Mapping[str, str], tuple[str, ...]], ...]:
    """Return the groups of the catalogue: their names by language, and the names of their queries."""
    return tuple((one, tuple(one["queries"])) for one in table("catalogue")["groups"])


def given(query: Query, form: Mapping[str, str]) -> dict[str, str]:
    """Return the values that a form has for a query; an empty field has none."""
    found = {one.name: form.get(one.name, "").strip()[:LONGEST] for one in query.parameters}
    return {name: value for name, value in found.items() if value}


def wrong(query: Query, values: Mapping[str, str]) -> dict[str, Parameter]:
    """Return the parameters whose values are of the wrong form."""
    found = {}
    for one in query.parameters:
        if one.name in values:
            try:
                to_term(one.type, values[one.name], one.name)
            except QueryError:
                found[one.name] = one
    return found


def answered(asked: Asked, query: Query, values: Mapping[str, str]) -> Answered:
    """Return the rows of a query, as many as a page shows, or a twin has."""
    text = bound(query, values)
    outcome = _run(asked, Job(text, most=SHOWN if asked.form == "html" else MOST))
    columns, cells = _rows(outcome.body, query)
    return Answered(query.name, query.summary, text, columns, cells, outcome.cut)


def _rows(body: bytes, query: Query) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    # A function of its own, as solutions must die in the thread that made them (canbo.explorer.asking).
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError(f"{query.where}: only SELECT has rows")
    return tuple(one.value for one in found.variables), tuple(tuple(solution) for solution in found)


def triples(asked: Asked, query: Query, values: Mapping[str, str]) -> tuple[str, str, bool]:
    """Return the Turtle that a CONSTRUCT query makes, the query as it was run, and whether there is more."""
    text = bound(query, values)
    outcome = _run(asked, Job(text, most=_TURTLE_SHOWN if asked.form == "html" else MOST))
    return outcome.body.decode(), text, outcome.cut


def example(query: Query) -> str:
    """Return a query as it is run with the examples of the parameters that it needs."""
    return bound(query, {one.name: one.example for one in query.parameters if one.required})


def _run(asked: Asked, job: Job) -> Outcome:
    outcome = asked.pool.run(job, asked.snapshot.state)
    if outcome.status == "done":
        return outcome
    status = _STATUS[outcome.status]
    words = {"late": "query_late", "busy": "query_busy", "large": "query_large", "lost": "query_large"}
    told = asked.say(words.get(outcome.status, "query_fault"))
    raise HTTPException(status, told, {"retry-after": "5"} if outcome.status == "busy" else None)
