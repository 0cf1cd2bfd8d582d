"""From a file or a text to the triples that go into the store: read, extract, map, validate. It needs no store.

That is most of the work of a build, and none of it depends on another article: processes of this machine
(`canbo.graph.workers`) and the machines of a cluster (`canbo.graph.cluster`) do it. What goes to them and comes back is
small and of plain values, and what comes back depends on that and on the rules only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.extractors.errors import CanboError
from canbo.graph.admission import admit
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_triples
from canbo.graph.reading import ReadError, Source, read_document
from canbo.graph.summary import Refused, Remark
from canbo.graph.triples import written


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an article besides its text; it is taken where the text itself does not say."""

    title: str = ""
    published: str = ""
    publisher: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """An article to read: its document name and its text, and where and how that was read."""

    name: str
    text: str
    shown: str = ""
    page: Page = Page()
    encoding: str = "utf-8"

    def document(self) -> Document:
        """Return the document."""
        return Document.of(self.name, self.text, path=self.shown, encoding=self.encoding)


Item = Source | Text | Remark  # a file, a text, or what is wrong where there should be one


@dataclass(frozen=True, slots=True)
class Task:
    """An article to read. `sha256` is that of the text which the store has of it; if it is the same and `again` is not
    set, there is nothing to do. `base` begins the IRIs."""

    item: Item
    base: str
    sha256: str = ""
    again: bool = False

    @property
    def name(self) -> str:
        """Return the document name, or what a message calls that which has none."""
        return self.item.source if isinstance(self.item, Remark) else self.item.name

    @property
    def path(self) -> Path | None:
        """Return the file to read, None where it is none."""
        return self.item.path if isinstance(self.item, Source) else None

    def failed(self, why: str) -> Extract:
        """Return the result that says why there is no other."""
        shown = self.name if isinstance(self.item, Remark) else self.item.shown or self.name
        return Extract(self.name, self.path, failure=Remark(shown, why))


@dataclass(frozen=True, slots=True)
class Extract:
    """What became of an article.

    `path` is the file that it was read from. `failure` says why it could not be read, `passed_over` what of its text no
    rule has read. `same` tells that its text is
    what the store has. `triples` are those that conform, as N-Triples, None where nothing had to be read; `counts` the
    statements among them by fact table; `statements` is the number of all that was read, refused ones included;
    `unread` has offset and words of the sentences that look like facts and yielded none.
    """

    name: str
    path: Path | None = None
    failure: Remark | None = None
    encoding: Remark | None = None
    passed_over: Remark | None = None
    same: bool = False
    triples: bytes | None = None
    statements: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    unread: tuple[tuple[int, str], ...] = ()
    refused: tuple[Refused, ...] = ()


def extract(task: Task) -> Extract:
    """Read an article and return what is to be stored of it; one that cannot be read is a failure, not an error."""
    loaded = load(task)
    if isinstance(loaded, Extract):
        return loaded
    text, document = loaded
    try:
        article = _with_page(read_article(document), text.page)
    except CanboError as error:
        return task.failed(str(error))
    (admitted,) = admit([(article, article_triples(article, Iris(task.base)))])
    return Extract(
        task.name,
        task.path,
        encoding=_odd(text),
        passed_over=_passed_over(text, document),
        same=document.sha256 == task.sha256,
        triples=written(admitted.triples),
        statements=len(article.statements),
        counts=dict(Counter(statement.table for statement in dict.fromkeys(article.statements))),
        unread=tuple(_unread(article)),
        refused=admitted.refused,
    )


def load(task: Task) -> tuple[Text, Document] | Extract:
    """Return the text to read, or the result where there is none or it need not be read: what takes next to no time.

    The one who has the files does this; another machine need not have them.
    """
    if isinstance(task.item, Remark):
        return task.failed(task.item.text)
    try:
        if isinstance(task.item, Source):
            document = read_document(task.item)
            text = Text(task.item.name, document.text, task.item.shown, encoding=document.encoding)
        else:
            text, document = task.item, task.item.document()
    except ReadError as error:
        return task.failed(str(error).removeprefix(f"{task.item.shown}: "))
    if not task.again and document.sha256 == task.sha256:
        return Extract(task.name, task.path, encoding=_odd(text), same=True)
    return text, document


def _passed_over(text: Text, document: Document) -> Remark | None:
    """Return that there is data in the text, which would keep a reader of sentences busy for hours."""
    if not document.data:
        return None
    characters = sum(one.end - one.begin for one in document.data)
    first = document.span(document.data[0].begin, document.data[0].end).begin
    what = f"{characters:,} characters from offset {first} on have no end of a sentence: taken for data and not read"
    return Remark(text.shown or text.name, what)


def _odd(text: Text) -> Remark | None:
    if text.encoding in ("utf-8", "utf-8-sig"):
        return None
    return Remark(text.shown, f"read as {text.encoding}")


def _unread(article: Article) -> list[tuple[int, str]]:
    return [
        (article.document.span(sentence.begin, sentence.end).begin, " ".join(sentence.text.split()))
        for sentence in article.unread
    ]


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
