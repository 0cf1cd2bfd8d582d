"""What each step of a large corpus costs: reading, shards, loading, and a store on a server.

`python benchmarks/scale.py --articles 2000 [--json FILE]`, with articles that make_corpus.py writes. `docs/scale.md`
works a national corpus out of these figures.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox
from corpus.write import write_corpus

from canbo.graph import shards
from canbo.graph.extraction import Task, Text, extract
from canbo.graph.linking.judgements import Judgements
from canbo.graph.settings import DEFAULT_BASE
from canbo.graph.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
_SENT = 150  # articles that are sent to a server one by one


@dataclass
class Step:
    """One step: seconds on the clock and of work, how much was done, and the most memory until then."""

    name: str
    articles: int
    triples: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    megabytes: float = 0.0  # written
    most_memory: float = 0.0  # megabytes

    def __str__(self) -> str:
        each = 1000 * self.cpu / self.articles
        return (
            f"{self.name:<28}{self.articles:>8}{self.triples:>12}{self.wall:>9.1f}{self.cpu:>9.1f}{each:>10.2f}"
            f"{self.megabytes:>9.1f}{self.most_memory:>9.0f}"
        )


HEAD = f"{'step':<28}{'articles':>8}{'triples':>12}{'s':>9}{'s of CPU':>9}{'ms/art.':>10}{'MB':>9}{'memory':>9}"


@contextmanager
def timed(steps: list[Step], name: str, articles: int) -> Iterator[Step]:
    """Time a block and print it; what it did is set by the block."""
    step = Step(name, articles)
    wall, cpu = time.perf_counter(), time.process_time()
    yield step
    step.wall, step.cpu = time.perf_counter() - wall, time.process_time() - cpu
    step.most_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps.append(step)
    print(step, flush=True)


def embedded(steps: list[Step], table: Path, folder: Path, articles: int) -> None:
    """Measure shards and loading with a store on disk; linking and export are parts of `make bench`."""
    with timed(steps, "read into shards", articles) as step:
        found = shards.write_shards([table], str(folder / "shards"))
        step.triples, step.megabytes = found.triples, _megabytes(folder / "shards")
    with open_store(folder / "store", "write") as store:
        shards.relink = lambda store, judgements: None  # type: ignore[assignment]
        with timed(steps, "load shards", articles) as step:
            shards.load_shards(str(folder / "shards"), store, Judgements())
            store.oxigraph.flush()
            step.triples, step.megabytes = found.triples, _megabytes(folder / "store")
        store.oxigraph.optimize()
    print(f"store on disk: {_megabytes(folder / 'store'):.0f} MB")


def on_servers(steps: list[Step], texts: list[Text], folder: Path) -> None:
    """Measure what it costs to send articles one by one, and in bulk, to the servers of the tests."""
    sys.path.insert(0, str(ROOT))
    from tests.servers import oxigraph, virtuoso

    found = [extract(Task(text, DEFAULT_BASE)) for text in texts]
    quads = [list(ox.parse(one.triples or b"", ox.RdfFormat.N_TRIPLES)) for one in found]
    os.environ["CANBO_CACHE"] = str(folder / "cache")
    for make in (oxigraph, virtuoso):
        with make(folder / make.__name__) as server:
            os.environ.update(server.environment)
            with open_store(server.url, "write") as store:
                _send(steps, server.name, store, quads, [one.name for one in found])


def _send(steps: list[Step], name: str, store: Store, quads: list[list[ox.Quad]], names: list[str]) -> None:
    every = [quad for some in quads for quad in some]
    with timed(steps, f"{name}: one by one", len(names)) as step:
        for article, some in zip(names, quads, strict=True):
            store.replace_article(article, some)
        step.triples = len(every)
    store.swap(every, ())
    with timed(steps, f"{name}: in bulk", len(names)) as step:
        store.load(every)
        step.triples = len(every)


def _megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def main() -> int:
    """Measure, print a table and keep it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--no-servers", action="store_true", help="leave the servers out")
    args = parser.parse_args()
    steps: list[Step] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        table = folder / "articles.jsonl"
        write_corpus(folder / "articles", 7, args.articles, table)
        print(HEAD)
        embedded(steps, table, folder, args.articles)
        if not args.no_servers:
            rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()[:_SENT]]
            on_servers(steps, [Text(row["id"], row["text"]) for row in rows], folder)
    if args.json:
        args.json.write_text(json.dumps([asdict(step) for step in steps], indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
