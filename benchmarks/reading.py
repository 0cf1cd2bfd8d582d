"""How fast articles are read on one core: `make bench-read`.

    python benchmarks/reading.py [--rounds 3] [FOLDER ...]

Each article of the bundled sets (or of the folders named) is read, and read and mapped to RDF; then its words are
segmented, and its names tagged, by underthesea, where that is installed (`pip install -r requirements/bench.txt`; it is
no requirement of canbo). Printed are articles a second, by processor time and by the clock, for the articles as they
are and for articles of 3.5 KB. One warm-up loads tables and models, with other articles than those that are timed; of
the rounds the fastest counts for each article, because other work on the machine only ever adds.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from parts.process import Row, memory

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads

ROOT = Path(__file__).parents[1]
SETS = (*(ROOT / part / "articles" for part in ("examples", "tests/golden", "tests/regions")),)
DEV = ROOT.parent / "shared" / "evaluation" / "dev" / "articles"
IRIS = Iris("https://w3id.org/canbo/")
KILOBYTES = 3.5
Task = Callable[[str], object]


def read(text: str) -> object:
    """Read one article."""
    return read_article(Document.of("article", text))


def read_and_map(text: str) -> object:
    """Read one article and map it to RDF."""
    return article_quads(read_article(Document.of("article", text)), IRIS)


def segmentation() -> Task:
    """Return the tokeniser of underthesea; ImportError where it is not installed."""
    found: Task = importlib.import_module("underthesea").word_tokenize
    return found


def tagging() -> Task:
    """Return the tagger of underthesea; ImportError where it is not installed."""
    found: Task = importlib.import_module("underthesea").ner
    return found


TASKS: dict[str, Callable[[], Task]] = {
    "canbo: read": lambda: read,
    "canbo: read and map to RDF": lambda: read_and_map,
    "underthesea: word segmentation": segmentation,
    "underthesea: named entities": tagging,
}


def measured(name: str, texts: list[str], rounds: int) -> Row:
    """Return articles a second of a task, by the processor and by the clock, as they are and of 3.5 KB."""
    task = TASKS[name]()
    task("Huyện ủy tổ chức hội nghị.")
    cpu, clock = seconds(task, texts, rounds)
    scale = sum(len(text.encode()) for text in texts) / 1000 / KILOBYTES
    return {
        "articles": len(texts), "s": clock, "cpu": cpu, "as they are": len(texts) / cpu, "of 3.5 KB": scale / cpu,
        "by the clock": scale / clock, "memory": memory(),
    }  # fmt: skip


def bundled(folders: Sequence[Path] = ()) -> list[str]:
    """Return the texts of the bundled articles, or of those below folders."""
    files = sorted(file for folder in folders or (*SETS, DEV) for file in folder.rglob("*.txt"))
    return [file.read_text(encoding="utf-8") for file in files]


def seconds(task: Task, texts: list[str], rounds: int) -> tuple[float, float]:
    """Return (processor, clock) seconds for all texts: of each text the least of the rounds."""
    half = len(texts) // 2
    least = [(float("inf"), float("inf"))] * len(texts)
    for _ in range(rounds):
        for timed, warm in ((range(half), texts[half:]), (range(half, len(texts)), texts[:half])):
            for text in warm:
                task(text)  # so that what is kept of an article is not there any more when its turn comes
            for number in timed:
                clock, processor = time.perf_counter(), time.process_time()
                task(texts[number])
                spent = time.process_time() - processor, time.perf_counter() - clock
                least[number] = min(least[number][0], spent[0]), min(least[number][1], spent[1])
    return sum(one for one, _ in least), sum(one for _, one in least)


def _of(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts = bundled(args.folders)
    if len(texts) < 2:
        print("fewer than two articles: name a folder with some", file=sys.stderr)
        return 2
    size = sum(len(text.encode()) for text in texts) / 1000
    print(f"Python {platform.python_version()}, {_of('canbo')}, {_of('underthesea')}, {os.cpu_count()} cores, one used")
    print(f"{len(texts)} articles, {size / len(texts):.2f} KB each; load {os.getloadavg()[0]:.1f} at the beginning\n")
    print(f"{'articles a second':34}{'as they are':>12}{'of 3.5 KB':>11}{'of 3.5 KB, by the clock':>25}")
    for name in TASKS:
        try:
            row = measured(name, texts, args.rounds)
        except (ImportError, OSError) as error:
            print(f"{name} is left out: {error} (pip install -r requirements/bench.txt)", file=sys.stderr)
            continue
        print(f"{name:34}{row['as they are']:12.1f}{row['of 3.5 KB']:11.1f}{row['by the clock']:25.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
