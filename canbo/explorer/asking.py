"""Asking the store for what a page shows: small queries in files, each with the node it is about bound first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

import pyoxigraph as ox

from canbo.graph.catalogue import Query, parse
from canbo.graph.namespaces import PREFIXES
from canbo.graph.query import Cell, terms
from canbo.graph.results import value
from canbo.graph.sparql import QueryError, activate, bind, written

SHOWN = 500  # rows that a page shows of one answer
MOST = 100_000  # rows or triples that a twin has
Values = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one query: its text as it was run, and its rows. `cut` tells that there are more rows."""

    name: str
    summary: str
    sparql: str
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    cut: bool = False

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the rows as templates use them: texts by column, an empty text where there is no value."""
        return [dict(zip(self.columns, map(value, row), strict=True)) for row in self.cells]

    @property
    def first(self) -> dict[str, str]:
        """Return the first row; one of empty texts where there is none."""
        return next(iter(self.rows), dict.fromkeys(self.columns, ""))

    def __len__(self) -> int:
        return len(self.cells)


@cache
def names() -> tuple[str, ...]:
    """Return the names of the explorer's queries, sorted."""
    found = files("canbo.explorer.queries").iterdir()
    return tuple(sorted(entry.name.removesuffix(".rq") for entry in found if entry.name.endswith(".rq")))


@cache
def load(name: str) -> Query:
    """Return a query of the explorer."""
    text = (files("canbo.explorer.queries") / f"{name}.rq").read_text(encoding="utf-8")
    return parse(text, name, f"explorer/{name}.rq")


def ask(data: ox.Store, name: str, values: Values, most: int = SHOWN) -> Answered:
    """Return the answer of a SELECT query of the explorer, at most `most` rows of it.

    QueryError where a value does not fit its parameter.
    """
    query = load(name)
    # One row more tells whether there are more.
    text = f"{bound(query, values)}\nLIMIT {most + 1}"
    columns, cells = _solutions(data, text, query)
    return Answered(name, query.summary, text, columns, cells[:most], len(cells) > most)


def _solutions(data: ox.Store, text: str, query: Query) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    # A function of its own: the parser's exceptions keep the frames that called it until the garbage is collected, by
    # whichever thread, and pyoxigraph's solutions must die in the thread that made them.
    found = data.query(text, prefixes=PREFIXES)
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError(f"{query.where}: only SELECT has rows")
    return tuple(one.value for one in found.variables), tuple(tuple(solution) for solution in found)


def stream(data: ox.Store, name: str) -> Iterator[tuple[Cell, ...]]:
    """Yield all rows of a SELECT query of the explorer without parameters, as they come."""
    query = load(name)
    found = data.query(bound(query, {}), prefixes=PREFIXES)
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError(f"{query.where}: only SELECT has rows")
    for solution in found:
        yield tuple(solution)


def triples(data: ox.Store, name: str, values: Mapping[str, str], most: int = MOST) -> tuple[ox.Triple, ...]:
    """Return the triples that a CONSTRUCT query of the explorer makes."""
    return _triples(data, bound(load(name), values), load(name), most)


def _triples(data: ox.Store, text: str, query: Query, most: int) -> tuple[ox.Triple, ...]:
    found = data.query(text, prefixes=PREFIXES)
    if not isinstance(found, ox.QueryTriples):
        raise QueryError(f"{query.where}: only CONSTRUCT has triples")
    return tuple(islice(found, most))


def bound(query: Query, values: Values) -> str:
    """Return a query without its head and with its parameters bound: as it is run, and as readers of a page see it.

    A parameter with several values must have a data block in the query, `VALUES ?node { UNDEF }`.

    Queries of the explorer are its own and were checked to read only by its tests, so they are not parsed here again.
    """
    text = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+")).strip()
    several = {name: list(held) for name, held in values.items() if not isinstance(held, str)}
    first = {name: held if isinstance(held, str) else held[0] for name, held in values.items()}
    given = terms(query, first)
    text = bind(activate(text, given), given, query.where)
    for name, held in several.items():
        each = [written(terms(query, {**first, name: one})[name]) for one in held]
        text = text.replace(f"VALUES ?{name} {{ {each[0]} }}", f"VALUES ?{name} {{ {' '.join(each)} }}")
    return text
