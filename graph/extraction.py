"""Texts in, statements out: what a build does with an article before the store, apart from any store.

`extract` takes and returns plain values that can be pickled, so it runs where a caller likes: in this process, in
worker processes, on the machines of a cluster. What it returns depends on its arguments and on the rules only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.extractors.errors import CanboError
from canbo.graph.admission import admit
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads
from canbo.graph.summary import Refused


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an article besides its text; it is taken where the text itself does not say."""

    title: str = ""
    published: str = ""
    publisher: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """An article to read: its document name and its text, and where that came from."""

    name: str
    text: str
    shown: str = ""
    page: Page = Page()

    def document(self) -> Document:
        """Return the document."""
        return Document.of(self.name, self.text, path=self.shown)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an article states, and conforms, as N-Triples; what did not conform and what yielded nothing.

    `statements` counts what was read, refused ones included; `unread` has offset and sentence. `error` says why
    there is nothing, where the article could not be read.
    """

    name: str
    shown: str = ""
    triples: bytes = b""
    statements: int = 0
    unread: tuple[tuple[int, str], ...] = ()
    refused: tuple[Refused, ...] = ()
    error: str = ""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the triples."""
        yield from ox.parse(self.triples, ox.RdfFormat.N_TRIPLES)


def extract(texts: Sequence[Text], base: str) -> list[Extracted]:
    """Read articles and check what they state, in one batch; the same number of results, in the same order.

    `base` is what the IRIs of data begin with. A failure in one article stops no other.
    """
    iris = Iris(base)
    read: dict[int, tuple[Article, list[ox.Quad]]] = {}
    failed: dict[int, str] = {}
    for n, text in enumerate(texts):
        try:
            article = read_text(text)
        except CanboError as error:
            failed[n] = str(error)
        else:
            read[n] = article, article_quads(article, iris)
    admitted = dict(zip(read, admit(list(read.values())), strict=True)) if read else {}
    return [
        Extracted(text.name, text.shown, error=failed[n])
        if n in failed
        else _extracted(text, read[n][0], admitted[n].quads, admitted[n].refused)
        for n, text in enumerate(texts)
    ]


def read_text(text: Text) -> Article:
    """Return what one article states."""
    return _with_page(read_article(text.document()), text.page)


def unread(article: Article) -> tuple[tuple[int, str], ...]:
    """Return offset and text of each sentence that looks like a fact and yielded none."""
    return tuple(
        (article.document.span(sentence.begin, sentence.end).begin, " ".join(sentence.text.split()))
        for sentence in article.unread
    )


def _extracted(text: Text, article: Article, quads: Sequence[ox.Quad], refused: tuple[Refused, ...]) -> Extracted:
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Extracted(text.name, text.shown, written, len(article.statements), unread(article), refused)


def _with_page(article: Article, page: Page) -> Article:
    """Return the article with what its page is known to say, where its text does not say it."""
    if page == Page():
        return article
    said = article.metadata
    known = replace(
        said,
        title=said.title or page.title,
        published=said.published or page.published,
        publisher=said.publisher or page.publisher,
        byline=said.byline or page.byline,
    )
    return replace(article, metadata=known, as_of=article.as_of or page.published)
