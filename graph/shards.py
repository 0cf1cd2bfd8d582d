"""Statements as files for bulk load: sharded N-Quads of many articles, written without a store, loaded into a new one.

A folder of shards has `part-00000.nq.gz`, … in the order of the articles, and `manifest.json`, written last, which
names them with their hashes and the rules that read them. The same articles give the same bytes, wherever they were
read. Entities are linked when the shards are loaded.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from canbo import __version__
from canbo.extractors.errors import CanboError
from canbo.graph import settings
from canbo.graph.dispatch import reader
from canbo.graph.extraction import Extract, Task
from canbo.graph.feed import Progress, find_feed
from canbo.graph.linking.judgements import Judgements
from canbo.graph.linking.run import Linked, relink
from canbo.graph.marker import fingerprint
from canbo.graph.store import Store
from canbo.graph.summary import Refused, Remark
from canbo.graph.tabular import is_url

SHARD = 1000  # articles: about a million triples are eight shards of 3 MB each
MANIFEST = "manifest.json"
_LOADED = 200_000  # triples put into a store at a time


class ShardError(CanboError):
    """Shards cannot be written or loaded; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of shards, with its number of articles and triples and the SHA-256 of its bytes."""

    file: str
    articles: int
    triples: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sharded:
    """What was written; `base` begins the IRIs, `rules` is the fingerprint of the rules that read the articles."""

    shards: tuple[Shard, ...]
    base: str
    rules: str
    canbo: str = __version__
    failures: tuple[Remark, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def articles(self) -> int:
        """Return how many articles are in the shards."""
        return sum(shard.articles for shard in self.shards)

    @property
    def triples(self) -> int:
        """Return how many triples are in the shards."""
        return sum(shard.triples for shard in self.shards)


def write_shards(
    paths: Sequence[str | Path],
    folder: str,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    articles: int = SHARD,
) -> Sharded:
    """Read the articles at `paths` into shards of so many articles in `folder`, a directory or a URL of fsspec.

    `jobs` processes read them, or the workers of the Dask scheduler at `cluster`. ShardError where the folder has
    shards.
    """
    feed = find_feed(paths)
    read = reader(feed.processes(jobs), cluster)
    failures: list[Remark] = []
    refused: list[Refused] = []
    place = _Place(folder)
    place.make()
    base = settings.base()
    tasks = (Task(item, base) for item in feed.items())
    shards: list[Shard] = []
    with contextlib.closing(read(tasks)) as every:
        found = _kept(feed.told(every, progress), failures, refused)
        while group := list(islice(found, articles)):
            shards.append(_write(place, f"part-{len(shards):05}.nq.gz", group))
    done = Sharded(tuple(shards), base, fingerprint(), failures=tuple(failures), refused=tuple(refused))
    said = {"base": base, "rules": done.rules, "canbo": done.canbo, "shards": [asdict(shard) for shard in shards]}
    with place.open(MANIFEST, "wb") as out:
        out.write((json.dumps(said, indent=1) + "\n").encode())
    return done


def load_shards(folder: str, store: Store, judgements: Judgements) -> tuple[Sharded, Linked]:
    """Put the shards in `folder` into `store`, which must be new, and link them.

    ShardError where the store has articles already, or a shard is missing, changed or of another base of IRIs.
    """
    place = _Place(folder)
    found = _manifest(place, store.marker.base)
    if next(iter(store.oxigraph.quads_for_pattern(None, None, None, ox.DefaultGraph())), None) is not None:
        raise ShardError("the store has articles: shards are loaded into a new one")
    store.note(entities=False, rules="", rows={})
    waiting: set[ox.Quad] = set()
    for shard in found.shards:
        waiting.update(_quads(place, shard))
        if len(waiting) >= _LOADED:
            store.load(waiting)
            waiting.clear()
    store.load(waiting)
    store.note(rules=found.rules)
    return found, relink(store, judgements)


def _kept(found: Iterable[Extract], failures: list[Remark], refused: list[Refused]) -> Iterator[Extract]:
    for one in found:
        refused += one.refused
        if one.failure is not None:
            failures.append(one.failure)
        else:
            yield one


def _write(place: _Place, name: str, group: Sequence[Extract]) -> Shard:
    # N-Triples are N-Quads of the default graph.
    lines = [b"".join(sorted((one.triples or b"").splitlines(keepends=True))) for one in group]
    packed = gzip.compress(b"".join(lines), mtime=0)
    with place.open(name, "wb") as out:
        out.write(packed)
    return Shard(name, len(group), sum(text.count(b"\n") for text in lines), hashlib.sha256(packed).hexdigest())


def _manifest(place: _Place, base: str) -> Sharded:
    try:
        with place.open(MANIFEST, "rb") as file:
            said = json.loads(file.read())
        shards = tuple(Shard(**shard) for shard in said.pop("shards"))
        found = Sharded(shards, **said)
    except FileNotFoundError:
        raise ShardError(f"{place.folder} has no {MANIFEST}: it has no shards, or writing them was cut off") from None
    except (ValueError, TypeError, KeyError) as error:
        raise ShardError(f"{place.folder}: {MANIFEST} cannot be read ({error}); write the shards again") from None
    if found.base != base:
        raise ShardError(
            f"the IRIs of {place.folder} begin with {found.base}, those of the store with {base}: set CANBO_BASE"
        )
    return found


def _quads(place: _Place, shard: Shard) -> Iterator[ox.Quad]:
    where = f"{place.folder}: {shard.file}"
    try:
        with place.open(shard.file, "rb") as file:
            packed = file.read()
    except FileNotFoundError:
        raise ShardError(f"{where} is missing; write the shards again") from None
    if hashlib.sha256(packed).hexdigest() != shard.sha256:
        raise ShardError(f"{where} is not what was written; copy or write the shards again")
    yield from ox.parse(gzip.decompress(packed), ox.RdfFormat.N_QUADS)


@dataclass(frozen=True, slots=True)
class _Place:
    """A directory here, or a URL."""

    folder: str

    def make(self) -> None:
        """Make the directory; ShardError where it has shards."""
        if not is_url(self.folder):
            try:
                Path(self.folder).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ShardError(f"{self.folder} cannot be made: {error.strerror}") from error
        try:
            with self.open(MANIFEST, "rb"):
                raise ShardError(f"{self.folder} has shards already: name another folder")
        except FileNotFoundError:
            return

    def open(self, name: str, mode: str) -> AbstractContextManager[IO[Any]]:
        """Open a file of the folder."""
        if not is_url(self.folder):
            opened: AbstractContextManager[IO[Any]] = (Path(self.folder) / name).open(mode)
            return opened
        try:
            import fsspec
        except ModuleNotFoundError:
            raise ShardError(f"{self.folder}: URLs need fsspec: pip install 'canbo[cluster]'") from None
        try:
            opened = fsspec.open(f"{self.folder.rstrip('/')}/{name}", mode)
        except (ImportError, ValueError) as error:
            raise ShardError(f"{self.folder}: {error}") from None
        return opened
