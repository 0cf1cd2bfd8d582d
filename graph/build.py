"""From paths to a store: read, extract, map, validate, keep, link."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from canbo import __version__
from canbo.graph.changes import ChangesFile, compare, count
from canbo.graph.collector import rare_collections
from canbo.graph.dispatch import reader
from canbo.graph.extraction import Extract, Item, Task
from canbo.graph.feed import Progress, find_feed
from canbo.graph.incoming import Incoming
from canbo.graph.linking.judgements import Judgements, read_judgements
from canbo.graph.linking.run import Before, Linked, before, is_linked, link, relink
from canbo.graph.marker import fingerprint
from canbo.graph.origins import place
from canbo.graph.output import opened
from canbo.graph.partition import Quads
from canbo.graph.reading import Source
from canbo.graph.status import table_counts
from canbo.graph.store import Store, StoredArticle, disk, judgements_file, open_store
from canbo.graph.summary import FactCount, Refused, Remark, Summary
from canbo.ontology import table

# Piece by piece, an article costs three times as much as in a layer that is built anew (docs/benchmarks.md): where a
# third of the store has changed, all is linked anew, but for so few that either way takes seconds.
_ANEW = 3
_FEW = 200


def build(
    paths: Sequence[str | Path],
    store: Store | str | Path,
    *,
    progress: Progress | None = None,
    unread: TextIO | None = None,
    again: bool = False,
    judgements: str | Path | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    prune: bool = False,
    changes: str | Path | None = None,
) -> Summary:
    """Read the articles at `paths` (see `find_feed`) into `store` and link them; return what was done.

    An article that is in the store with the same text and was read by the same rules is left alone, unless `again`
    or `unread` asks to read it. `unread` gets one line (document, tab, offset, tab, sentence) for each sentence that
    yielded nothing. `judgements` is the file of the user's decisions on who is who; where it is None, the one of the
    store (`canbo.graph.settings.judgements`). `jobs` is the number of processes that read, `cluster` the address of a
    Dask scheduler whose workers read instead; neither changes the result. `prune` takes out the articles that were read
    from somewhere below the folders among `paths` and whose files are gone. `changes` is a file for what the build did,
    as JSON. A failure in one article stops no other. Ctrl-C keeps what is finished and sets `Summary.interrupted`.
    Raises ReadError before anything is done for a path that is missing, StoreError for a store that cannot be written,
    ClusterError for a cluster that cannot be used, DispatchError for `jobs` and `cluster` together.
    """
    feed = find_feed(paths)
    read = reader(feed.processes(jobs), cluster)
    folders = [path for path in paths if Path(path).is_dir()] if prune else []
    with _opened(store) as to, _changes(changes) as told, rare_collections():
        with disk(to):
            run = _Run(to, unread, again or unread is not None, _judgements(to, judgements), told)
            try:
                tasks = (run.task(item) for item in feed.items())
                with contextlib.closing(read(tasks)) as found:
                    for one in feed.told(found, progress):
                        run.take(one)
                run.prune(feed.sources, folders)
            except KeyboardInterrupt:
                run.interrupted = True
            run.finish()
            summary = run.summary()
        if told is not None:
            told.end(summary)
        return summary


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


@contextlib.contextmanager
def _changes(file: str | Path | None) -> Iterator[ChangesFile | None]:
    if file is None:
        yield None
        return
    with opened(file) as out:
        yield ChangesFile(out)


@dataclass
class _Run:
    """One build: what is extracted goes into the store, article by article, and is linked at the end."""

    store: Store
    unread: TextIO | None
    again: bool
    judgements: Judgements
    told: ChangesFile | None
    interrupted: bool = False
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    failures: list[Remark] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    encodings: list[Remark] = field(default_factory=list)
    passed_over: list[Remark] = field(default_factory=list)
    unread_count: int = 0

    def __post_init__(self) -> None:
        self._seen: list[tuple[str, Path | None]] = []  # files of articles that are left alone
        self._elsewhere: set[str] = set()  # articles that were read out of a table, or from standard input
        self._facts = {name: FactCount() for name in table("facts")}
        self._stored: dict[str, StoredArticle | None] = {}  # what has been looked up
        empty = self.store.is_empty()
        if empty:
            self.store.note(rules=fingerprint())
        # Articles that other rules have read are read again, until one run has seen all of the store.
        self._same_rules = self.store.marker.rules == fingerprint()
        self._before: dict[str, Before] = {}
        # Where an earlier run was cut off before it linked, nobody knows what it had touched.
        self._linked = is_linked(self.store) and not empty
        self._rows = dict(self.store.marker.rows) if self.store.marker.entities else {}
        self._said = Linked()
        self._incoming = Incoming(self.store)

    def task(self, item: Item) -> Task:
        """Return what is to be done with a file or text."""
        task = Task(item, self.store.iris.base)
        stored = None if isinstance(item, Remark) else self._known(item.name)
        if stored is None:
            return task
        again = self.again or not self._same_rules or stored.version != __version__
        return replace(task, sha256=stored.sha256, again=again)

    def take(self, found: Extract) -> None:
        """Store what was extracted from one article."""
        if found.failure is not None:
            self.failures.append(found.failure)
            return
        if found.encoding is not None:
            self.encodings.append(found.encoding)
        if found.passed_over is not None:
            self.passed_over.append(found.passed_over)
        if found.path is None:
            self._elsewhere.add(found.name)
        if found.triples is None:
            self._seen.append((found.name, found.path))
        else:
            self.store.origins.note([(found.name, found.path)])
            self.store.refusals.note(found.name, found.refused)
            self._put(found.name, found.triples, found.counts if not found.refused else None)
        self._count(found)

    def prune(self, sources: Sequence[Source], folders: Sequence[str | Path]) -> None:
        """Take out the articles from below `folders` whose files are gone, or are called otherwise now."""
        here = {place(source.path): source.name for source in sources if source.path is not None}
        below = self.store.origins.below(folders) if folders else {}
        for name in sorted(
            name for name, path in below.items() if here.get(path) != name and name not in self._elsewhere
        ):
            if name not in self.added and self._known(name) is None:
                continue
            self.store.refusals.note(name, ())
            self._put(name, b"")
            self.removed.append(name)

    def finish(self) -> None:
        """Link the articles, and note what the store is now."""
        self._incoming.flush()
        self.store.origins.note(self._seen)
        self.store.origins.forget([*self.removed, *self._elsewhere])
        if not self.interrupted and not self._same_rules and self._has_seen_all():
            self.store.note(rules=fingerprint())
        # Noted before the marker says again that all is well: a run that is cut off here has nothing counted. After
        # Ctrl-C all is counted: it may have come between an article and its number.
        rows = {name: self._rows.get(name, 0) + one.added - one.gone for name, one in self._facts.items()}
        self.store.note(rows=rows if self._rows and not self.interrupted else table_counts(self.store))
        if self._linked and not self._has_changed_much():
            self._said = link(self.store, self._before, self.judgements)
        else:
            self._said = relink(self.store, self.judgements)

    def _has_changed_much(self) -> bool:
        """Tell whether so many articles are new, changed or gone that linking them all anew takes less time."""
        changed = len(self._before)
        if changed < _FEW:
            return False
        most = changed * _ANEW
        return sum(1 for _ in islice(self.store.names(), most)) < most

    def _has_seen_all(self) -> bool:
        """Tell whether this run has been at each article of the store; most find one soon that it has not."""
        seen = {*self.added, *self.changed, *self.unchanged}
        return all(name in seen for name in self.store.names())

    def _known(self, name: str) -> StoredArticle | None:
        """Return what the store had of an article when this run began."""
        if name not in self._stored:
            self._stored[name] = self.store.stored(name)
        return self._stored[name]

    def summary(self) -> Summary:
        """Return what was done."""
        return Summary(
            added=tuple(self.added),
            changed=tuple(self.changed),
            removed=tuple(self.removed),
            unchanged=tuple(self.unchanged),
            empty=tuple(self.empty),
            rows=self.store.marker.rows,
            facts=self._facts,
            failures=tuple(self.failures),
            refused=tuple(self.refused),
            encodings=tuple(self.encodings),
            passed_over=tuple(self.passed_over),
            unread=self.unread_count,
            interrupted=self.interrupted,
            contradictions=tuple(one.line() for one in self._said.contradictions),
            dangling=tuple(map(str, self._said.dangling)),
        )

    def _put(self, name: str, triples: bytes, counts: dict[str, int] | None = None) -> None:
        """Put in `triples` for what the store has of an article, and note what changes thereby.

        `counts` are their statements by fact table, where these are known; then a new article need not be looked into.
        """
        self._incoming.settle(name)
        old = self.store.article(name)
        new = None
        if old or counts is None or self.told is not None:
            new = {ox.Quad(t.subject, t.predicate, t.object) for t in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)}
            if old == new:
                return
        self.store.note(entities=False)
        if self._linked:
            iri = self.store.iris.article(name)
            self._before.setdefault(iri, before(self.store, iri))
        if old and new is not None:
            self.store.swap(old, new)
        else:
            self._incoming.put(name, triples)
        self._tell(name, old, new, counts or {})

    def _tell(self, name: str, old: Quads, new: Quads | None, counts: dict[str, int]) -> None:
        if new is None:
            for facts, number in counts.items():
                self._facts[facts] += FactCount(added=number)
            return
        found = compare(old, new)
        count(found, self._facts)
        if self.told is not None:
            self.told.article(name, found)

    def _count(self, found: Extract) -> None:
        name = found.name
        self.refused += found.refused
        self.unread_count += len(found.unread)
        if self.unread is not None:
            self.unread.writelines(f"{name}\t{begin}\t{words}\n" for begin, words in found.unread)
        if found.triples is not None and not found.statements:
            self.empty.append(name)
        group = self.unchanged if found.same else self.changed if self._known(name) is not None else self.added
        group.append(name)
