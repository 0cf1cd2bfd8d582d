"""The Python API: what the commands do, as functions. Each opens what it is given as a path.

import canbo

canbo.build(["articles/"], "my-store")
with canbo.open_store("my-store") as store:
    for row in canbo.query(store, "officials", place="ngan son", date="2023-12-15"):
        print(row["name"], row["role_name"], row["certainty"])
    canbo.export(store, "graph.ttl")
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.graph.backup import Backup, restore
from canbo.graph.backup import backup as backup_store
from canbo.graph.build import build
from canbo.graph.catalogue import load, load_file
from canbo.graph.drawing import Drawn
from canbo.graph.drawing import draw as draw_graph
from canbo.graph.explain import Explanation
from canbo.graph.explaining import explain as explain_one
from canbo.graph.explaining import write as write_explained
from canbo.graph.export import export as export_store
from canbo.graph.findings import Report
from canbo.graph.network_cut import DEFAULT_DEPTH, Cut
from canbo.graph.query import Solutions, run
from canbo.graph.results import value
from canbo.graph.sparql import QueryError
from canbo.graph.store import Store, open_store
from canbo.graph.validation import validate as validate_graph

__all__ = ["backup", "build", "draw", "explain", "export", "open_store", "query", "read", "restore", "validate"]

Where = Store | str | Path


def read(text: str, name: str = "text") -> Article:
    """Return what one article states, without any store: statements with evidence (`Article.statements`)."""
    return read_article(Document.of(name, text))


def query(where: Where, name: str | Path, **parameters: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a SELECT query as dictionaries of strings; an empty string where there is no value.

    `name` is a query of the catalogue, or the path of an `.rq` file; parameters are given as on the command line.
    QueryError for an unknown query or parameter, a malformed query, or one that is no SELECT.
    """
    asked = load_file(name) if isinstance(name, Path) or name.endswith(".rq") else load(name)
    with _opened(where) as store:
        answer = run(store.engine, asked, parameters)
        if not isinstance(answer, Solutions):
            raise QueryError(f"{asked.where}: only SELECT has rows; use canbo.graph.query.run for ASK and CONSTRUCT")
        for row in answer.rows:
            yield {column: value(cell) for column, cell in zip(answer.columns, row, strict=True)}


def export(where: Where, file: str | Path, *, with_evidence: bool = True, with_text: bool = False) -> int:
    """Write the graph to `file` in the format of its ending and return the number of triples."""
    with _opened(where) as store:
        return export_store(store, file, with_evidence=with_evidence, with_text=with_text)


def backup(where: Where, folder: str | Path) -> Backup:
    """Write all of a store to the new directory `folder`; `restore` makes a store of it again."""
    with _opened(where) as store:
        return backup_store(store, folder)


def validate(where: Where) -> Report:
    """Check what is in the store against the shapes."""
    with _opened(where) as store:
        return validate_graph(store.graph)


def explain(
    article: str | Path | Article,
    where: Where | None = None,
    file: str | Path | None = None,
    *,
    tables: Collection[str] = (),
) -> Explanation:
    """Return an article with every fact in its place, and write it to `file` (.html, .json, else text) if given.

    `article` is a document of the store `where`, the path of a `.txt` file, or an `Article` that `read` returned; the
    last two need no store. `tables` limits the facts to fact tables (`posts`, `meetings`, …).
    """
    explained = explain_one(article, where, tables)
    if file is not None:
        write_explained(explained, file)
    return explained


def draw(
    where: Where,
    file: str | Path,
    *,
    person: str | None = None,
    place: str | None = None,
    resolution: str | None = None,
    depth: int = DEFAULT_DEPTH,
) -> Drawn:
    """Draw the network to `file` (.svg, .png, .html, .graphml), around what is named, or all of it."""
    persons, places, resolutions = ((one,) if one else () for one in (person, place, resolution))
    with _opened(where) as store:
        return draw_graph(store.graph, Path(file), Cut(persons, places, resolutions, depth))


def _opened(where: Where) -> AbstractContextManager[Store]:
    return nullcontext(where) if isinstance(where, Store) else open_store(where)
