"""Running queries: of the catalogue or of any file, with parameters as typed terms, read-only.

    with open_store("store") as store:
        answer = run(store.engine, load("officials"), {"place": "Ngân Sơn"})

`prepare` gives the bound text for any other engine, an rdflib graph for example.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from canbo.graph.catalogue import Parameter, Query
from canbo.graph.namespaces import PREFIXES
from canbo.graph.sparql import QueryError, activate, bind, check, variables
from canbo.graph.terms import Term, Type, to_term

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to SELECT: rows have a term or None for each column. Rows are read once, as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE. Triples are read once, as they come."""

    triples: Iterator[ox.Triple]


Answer = Solutions | Truth | Triples


class Engine(Protocol):
    """What answers queries: `pyoxigraph.Store`, or a server."""

    def query(
        self, query: str, *, prefixes: dict[str, str] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
        """Return the answer to a query on the store's graph."""
        ...


def run(store: Engine, query: Query, values: Mapping[str, str] | None = None, *, allow_service: bool = False) -> Answer:
    """Run a query on a store and return its answer; `values` are parameters by name, as a user writes them.

    QueryError: the query is malformed, would change the store or call out (unless `allow_service`), a parameter is
    unknown, missing or of the wrong form.
    """
    text = prepare(query, values, allow_service=allow_service)
    try:
        found = store.query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        # rdflib's grammar has accepted it: only where the two read SPARQL differently.
        raise QueryError(f"{query.where}: {error}") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"{query.where} cannot be run: {error}") from error
    if isinstance(found, ox.QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, ox.QuerySolutions):
        return _solutions(found, query)
    return Triples(found)


def prepare(query: Query, values: Mapping[str, str] | None = None, *, allow_service: bool = False) -> str:
    """Return the text to run: checked, with the lines for its parameters, and with their terms in data blocks."""
    given = terms(query, values or {})
    text = activate(query.text, given)
    check(text, query.where, allow_service)
    return bind(text, given, query.where)


def parameters(query: Query) -> tuple[Parameter, ...]:
    """Return the parameters of a query; each variable of a file without a head is one, of type `term`."""
    if query.has_head:
        return query.parameters
    return tuple(Parameter(name, Type.TERM, f"?{name} of the query") for name in variables(activate(query.text)))


def terms(query: Query, values: Mapping[str, str]) -> dict[str, Term]:
    """Return the terms of all parameters that have a value, defaults included."""
    known = {one.name: one for one in parameters(query)}
    for name in values:
        if name not in known:
            raise unknown_parameter(query, name)
    missing = [one for one in known.values() if one.required and one.name not in values and not one.default]
    if missing:
        needed = " ".join(f'{one.option} "{one.example}"' for one in missing)
        raise QueryError(f"{query.where} needs {needed} (or another value); see: canbo queries {query.name}")
    given = {name: values.get(name, one.default) for name, one in known.items() if name in values or one.default}
    return {name: to_term(known[name].type, value, name.replace("_", "-")) for name, value in given.items()}


def unknown_parameter(query: Query, name: str) -> QueryError:
    """Return the error for a parameter that the query does not have, with those that are alike."""
    options = [one.option for one in parameters(query)]
    wanted = "--" + name.lstrip("-").replace("_", "-")
    close = difflib.get_close_matches(wanted, options, n=3, cutoff=0.5)
    has = f"it has {', '.join(options)}" if options else "it has none"
    hint = f"did you mean {', '.join(close)}?" if close else has
    return QueryError(f"{query.where} has no parameter {wanted}; {hint}")


def _solutions(found: ox.QuerySolutions, query: Query) -> Solutions:
    columns = tuple(variable.value for variable in found.variables)
    return Solutions(columns, _rows(found, query))


def _rows(found: ox.QuerySolutions, query: Query) -> Iterator[tuple[Cell, ...]]:
    try:
        for solution in found:
            yield tuple(solution)
    except (OSError, RuntimeError) as error:  # a SERVICE that was allowed and does not answer
        raise QueryError(f"{query.where} cannot be run: {error}") from error
