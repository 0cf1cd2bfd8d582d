"""Whether articles conform to the shapes: compiled shapes, pyshacl as canbo calls it, the naive call, and pyrudof."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.graph.bridge import memory_graph
from canbo.graph.conformance import conforms
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_triples
from canbo.graph.settings import DEFAULT_BASE
from canbo.graph.triples import Triple, quads, written
from canbo.graph.validation import validate
from canbo.ontology import turtle, turtle_names

from .process import Row, memory, timed
from .stores import files

MOST = 100  # articles; the naive call is slow
_BATCH = 20
Articles = list[list[Triple]]


def check(folder: Path, size: int, way: str) -> Row:
    """Check the first articles of the corpus one way; the first of all warms what is read once."""
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in files(folder, 0, min(size, MOST))]
    articles = [article_triples(read_article(Document.of(*text)), Iris(DEFAULT_BASE)) for text in texts]
    checked = WAYS[way]
    checked(articles[:1])
    row: Row = {}
    with timed(row):
        conforming = checked(articles)
    row["ms each"] = 1000 * row["cpu"] / len(articles)
    return row | {"articles": len(articles), "conform": conforming, "memory": memory()}


def _compiled(articles: Articles) -> int:
    return sum(map(conforms, articles))


def _batches(articles: Articles) -> int:
    """Count the articles without a violation; the report of a batch names those that have one."""
    bad = set()
    for begin in range(0, len(articles), _BATCH):
        batch = articles[begin : begin + _BATCH]
        report = validate(memory_graph(quad for triples in batch for quad in quads(triples)))
        bad |= {found.article for found in report.violations}
    return len(articles) - len(bad)


def _naive(articles: Articles) -> int:
    import pyshacl

    found = 0
    with tempfile.TemporaryDirectory() as scratch:
        shapes, data = Path(scratch) / "shapes.ttl", Path(scratch) / "article.nt"
        shapes.write_text("\n".join(map(turtle, turtle_names("shapes"))), encoding="utf-8")
        for triples in articles:
            data.write_bytes(written(triples))
            good, _, _ = pyshacl.validate(
                str(data), shacl_graph=str(shapes), data_graph_format="nt", allow_warnings=True
            )
            found += good
    return found


def _rudof(articles: Articles) -> int:
    """Count with pyrudof, which has no severity that lets a warning pass; shapes are read once."""
    import pyrudof

    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_shacl("\n".join(map(turtle, turtle_names("shapes"))), pyrudof.ShaclFormat.Turtle)
    found = 0
    for triples in articles:
        session.reset_data()
        session.read_data(written(triples).decode(), pyrudof.RDFFormat.NTriples)
        found += all("Violation" not in str(one.severity) for one in session.validate_shacl().violations)
    return found


WAYS: dict[str, Callable[[Articles], int]] = {
    "compiled shapes": _compiled,
    "pyshacl, parsed shapes": _batches,
    "pyshacl, naive call": _naive,
    "pyrudof": _rudof,
}
