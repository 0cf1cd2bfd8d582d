"""From paths to a store: read, extract, map, validate, keep, link."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from canbo import __version__
from canbo.extractors.article import Article
from canbo.extractors.document import Document
from canbo.extractors.errors import CanboError
from canbo.graph.admission import admit
from canbo.graph.cluster import read_on
from canbo.graph.extraction import Extracted, Text, read_text, unread
from canbo.graph.feed import Progress, find_feed
from canbo.graph.linking.judgements import Judgements, read_judgements
from canbo.graph.linking.run import Before, Linked, before, is_linked, link, relink
from canbo.graph.mapping import article_quads
from canbo.graph.marker import fingerprint
from canbo.graph.reading import ReadError, Source, read_document
from canbo.graph.status import table_counts
from canbo.graph.store import Store, judgements_file, open_store
from canbo.graph.summary import Refused, Remark, Summary

# Articles validated and stored at a time: shapes cost half as much as one by one, and Ctrl-C waits for one batch.
BATCH = 50


def build(
    paths: Sequence[str | Path],
    store: Store | str | Path,
    *,
    progress: Progress | None = None,
    unread: TextIO | None = None,
    again: bool = False,
    judgements: str | Path | None = None,
    cluster: str | None = None,
) -> Summary:
    """Read the articles at `paths` (see `find_feed`) into `store` and link them; return what was done.

    An article that is in the store with the same text and was read by the same rules is left alone, unless `again`
    or `unread` asks to read it. `unread` gets one line (document, tab, offset, tab, sentence) for each sentence that
    yielded nothing. `judgements` is the file of the user's decisions on who is who; where it is None, the one of the
    store (`canbo.graph.settings.judgements`). `cluster` is the address of a Dask scheduler whose workers read the
    articles (`canbo.graph.cluster`). A failure in one article stops no other. Ctrl-C keeps what is finished and sets
    `Summary.interrupted`. Raises ReadError before anything is done for a path that is missing, StoreError for a store
    that cannot be written, ClusterError for a cluster that cannot be used.
    """
    feed = find_feed(paths)
    with _opened(store) as opened:
        run = _Run(opened, unread, again or unread is not None, _judgements(opened, judgements))
        items = feed.items(progress)
        try:
            if cluster is None:
                for item in items:
                    run.take(item)
            else:
                for one in read_on(cluster, run.wanted(items), opened.iris.base):
                    run.keep(one)
        except KeyboardInterrupt:
            run.interrupted = True
        run.finish()
        return run.summary()


def _judgements(store: Store, file: str | Path | None) -> Judgements:
    """Return the judgements in `file`, or in the one that belongs to the store; none for a store in memory."""
    if file is None and store.beside is None:
        return Judgements()
    return read_judgements(Path(file) if file is not None else judgements_file(store))


@contextlib.contextmanager
def _opened(store: Store | str | Path) -> Iterator[Store]:
    if isinstance(store, Store):
        yield store
    else:
        with open_store(store, "write") as opened:
            yield opened


@dataclass
class _Run:
    """One build: articles are extracted one by one, then validated and stored in batches."""

    store: Store
    unread: TextIO | None
    again: bool
    judgements: Judgements
    interrupted: bool = False
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    failures: list[Remark] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    encodings: list[Remark] = field(default_factory=list)
    unread_count: int = 0

    def __post_init__(self) -> None:
        self._waiting: list[tuple[Article, list[ox.Quad]]] = []
        self._stored = self.store.articles()
        if not self._stored:
            self.store.note(rules=fingerprint())
        # Articles that other rules have read are read again, until one run has seen all of the store.
        self._same_rules = self.store.marker.rules == fingerprint()
        self._before: dict[str, Before] = {}
        # Where an earlier run was cut off before it linked, nobody knows what it had touched.
        self._linked = is_linked(self.store) and bool(self._stored)
        self._said = Linked()

    def take(self, item: Source | Text | Remark) -> None:
        """Read and map one article; store the batch when it is full."""
        text = self._text(item)
        if text is None:
            return
        try:
            article = read_text(text)
        except CanboError as error:
            self.failures.append(Remark(text.shown, str(error)))
            return
        self._note_unread(article.document.name, unread(article))
        self._waiting.append((article, article_quads(article, self.store.iris)))
        if len(self._waiting) >= BATCH:
            self._store_batch()

    def wanted(self, items: Iterable[Source | Text | Remark]) -> Iterator[Text]:
        """Yield the texts that are to be read, for a reader elsewhere."""
        return (text for item in items if (text := self._text(item)) is not None)

    def keep(self, one: Extracted) -> None:
        """Store what a reader elsewhere has found in an article."""
        if one.error:
            self.failures.append(Remark(one.shown or one.name, one.error))
            return
        self._note_unread(one.name, one.unread)
        self._put(one.name, one.quads())
        self._count(one.name, one.statements, one.refused)

    def finish(self) -> None:
        """Store what is waiting and link the articles."""
        self._store_batch()
        seen = {*self.added, *self.changed, *self.unchanged}
        if not self.interrupted and not self._same_rules and seen >= set(self._stored):
            self.store.note(rules=fingerprint())
        self._said = (
            link(self.store, self._before, self.judgements) if self._linked else relink(self.store, self.judgements)
        )

    def summary(self) -> Summary:
        """Return what was done."""
        return Summary(
            added=tuple(self.added),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            empty=tuple(self.empty),
            rows=table_counts(self.store),
            failures=tuple(self.failures),
            refused=tuple(self.refused),
            encodings=tuple(self.encodings),
            unread=self.unread_count,
            interrupted=self.interrupted,
            contradictions=tuple(one.line() for one in self._said.contradictions),
            dangling=tuple(map(str, self._said.dangling)),
        )

    def _text(self, item: Source | Text | Remark) -> Text | None:
        """Return the text of an article that is to be read, None where there is none or it need not be."""
        if isinstance(item, Remark):
            self.failures.append(item)
            return None
        try:
            document = read_document(item) if isinstance(item, Source) else item.document()
        except ReadError as error:
            self.failures.append(Remark(item.shown, str(error).removeprefix(f"{item.shown}: ")))
            return None
        if document.encoding not in ("utf-8", "utf-8-sig"):
            self.encodings.append(Remark(item.shown, f"read as {document.encoding}"))
        if self._is_unchanged(document):
            self.unchanged.append(document.name)
            if self._is_read(document) and not self.again:
                return None
        return Text(document.name, document.text, item.shown) if isinstance(item, Source) else item

    def _is_unchanged(self, document: Document) -> bool:
        stored = self._stored.get(document.name)
        return stored is not None and stored.sha256 == document.sha256

    def _is_read(self, document: Document) -> bool:
        """Tell whether the stored statements of an unchanged article are what reading it again would give."""
        return self._same_rules and self._stored[document.name].version == __version__

    def _note_unread(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        self.unread_count += len(found)
        if self.unread is not None:
            for begin, sentence in found:
                self.unread.write(f"{name}\t{begin}\t{sentence}\n")

    def _store_batch(self) -> None:
        """Validate and store the waiting articles. After Ctrl-C it is called once more: nothing is lost or doubled."""
        if not self._waiting:
            return
        admitted = admit(self._waiting)
        for one in admitted:
            self._put(one.name, one.quads)
        stored, self._waiting = self._waiting, []
        for (article, _), one in zip(stored, admitted, strict=True):
            self._count(one.name, len(article.statements), one.refused)

    def _put(self, name: str, quads: Iterable[ox.Quad]) -> None:
        self.store.note(entities=False)
        if self._linked:
            iri = self.store.iris.article(name)
            self._before.setdefault(iri, before(self.store, iri))
        self.store.replace_article(name, quads)

    def _count(self, name: str, statements: int, refused: tuple[Refused, ...]) -> None:
        self.refused += refused
        if not statements:
            self.empty.append(name)
        if name in self.unchanged:
            return
        (self.changed if name in self._stored else self.added).append(name)
