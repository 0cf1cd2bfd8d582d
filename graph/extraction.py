"""From a file to the triples that go into the store: read, extract, map, validate. It needs no store.

That is most of the work of a build, and none of it depends on another article: `canbo.graph.workers` does it in other
processes. What goes to them and comes back is small and of plain values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pyoxigraph as ox

from canbo.extractors.article import Article, read_article
from canbo.extractors.errors import CanboError
from canbo.graph.admission import admit
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads
from canbo.graph.reading import ReadError, Source, read_document
from canbo.graph.summary import Refused, Remark


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. `sha256` is that of the text which the store has of it; if it is the same and `again` is not
    set, there is nothing to do. `base` begins the IRIs."""

    source: Source
    base: str
    sha256: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """What became of a file.

    `failure` says why it could not be read. `same` tells that its text is what the store has. `triples` are those that
    conform, as N-Triples, None where nothing had to be read; `counts` the statements among them by fact table;
    `unread` has offset and words of the sentences that look like facts and yielded none.
    """

    source: Source
    failure: Remark | None = None
    encoding: Remark | None = None
    same: bool = False
    triples: bytes | None = None
    statements: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    unread: tuple[tuple[int, str], ...] = ()
    refused: tuple[Refused, ...] = ()


def extract(task: Task) -> Extract:
    """Read a file and return what is to be stored of it; a file that cannot be read is a failure, not an error."""
    source = task.source
    try:
        document = read_document(source)
        same = document.sha256 == task.sha256
        article = read_article(document) if task.again or not same else None
    except ReadError as error:
        return Extract(source, failure=Remark(source.shown, str(error).removeprefix(f"{source.shown}: ")))
    except CanboError as error:
        return Extract(source, failure=Remark(source.shown, str(error)))
    odd = document.encoding not in ("utf-8", "utf-8-sig")
    encoding = Remark(source.shown, f"read as {document.encoding}") if odd else None
    if article is None:
        return Extract(source, encoding=encoding, same=same)
    (admitted,) = admit([(article, article_quads(article, Iris(task.base)))])
    return Extract(
        source,
        encoding=encoding,
        same=same,
        triples=_written(admitted.quads),
        statements=len(article.statements),
        counts=dict(Counter(statement.table for statement in dict.fromkeys(article.statements))),
        unread=tuple(_unread(article)),
        refused=admitted.refused,
    )


def _written(quads: list[ox.Quad]) -> bytes:
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""


def _unread(article: Article) -> list[tuple[int, str]]:
    return [
        (article.document.span(sentence.begin, sentence.end).begin, " ".join(sentence.text.split()))
        for sentence in article.unread
    ]
