"""How fast articles are read on one core: `make bench-read`.

    python benchmarks/reading.py [--rounds 3] [FOLDER ...]

Each article of the bundled sets (or of the folders named) is read, and read and mapped to RDF; then its words are
segmented, and its names tagged, by underthesea, where that is installed (`pip install -r requirements/bench.txt`; it is
no requirement of canbo). Printed are articles a second, by processor time and by the clock, for the articles as they
are and for articles of 3.5 KB. One warm-up loads tables and models, with other articles than those that are timed; of
the rounds the fastest counts for each article, because other work on the machine only ever adds. Start-up is the
median of processes that each do nothing else.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads

ROOT = Path(__file__).parents[1]
CANBO = Path(sys.executable).with_name("canbo")
SETS = (*(ROOT / part / "articles" for part in ("examples", "tests/golden", "tests/regions")),)
DEV = ROOT.parent / "shared" / "evaluation" / "dev" / "articles"
IRIS = Iris("https://w3id.org/canbo/")
KILOBYTES = 3.5
STARTS = 9
Task = Callable[[str], object]


def read(text: str) -> object:
    """Read one article."""
    return read_article(Document.of("article", text))


def read_and_map(text: str) -> object:
    """Read one article and map it to RDF."""
    return article_quads(read_article(Document.of("article", text)), IRIS)


def tasks() -> dict[str, Task]:
    """Return what is measured, by name; says on standard error what cannot be."""
    found: dict[str, Task] = {"canbo: read": read, "canbo: read and map to RDF": read_and_map}
    try:
        underthesea = importlib.import_module("underthesea")
        underthesea.word_tokenize("Huyện ủy tổ chức hội nghị.")
        found["underthesea: word segmentation"] = underthesea.word_tokenize
        underthesea.ner("Huyện ủy tổ chức hội nghị.")
        found["underthesea: named entities"] = underthesea.ner
    except (ImportError, OSError) as error:
        print(f"underthesea is left out: {error} (pip install -r requirements/bench.txt)", file=sys.stderr)
    return found


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


def start_up(arguments: list[str]) -> float:
    """Return the median seconds that a command takes which does nothing else."""
    took = []
    for _ in range(STARTS):
        begin = time.perf_counter()
        subprocess.run([CANBO, *arguments], check=True, capture_output=True)
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


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
    files = sorted(file for folder in args.folders or (*SETS, DEV) for file in folder.rglob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    if len(texts) < 2:
        print("fewer than two articles: name a folder with some", file=sys.stderr)
        return 2
    size = sum(len(text.encode()) for text in texts) / 1000
    print(f"Python {platform.python_version()}, {_of('canbo')}, {_of('underthesea')}, {os.cpu_count()} cores, one used")
    print(f"{len(texts)} articles, {size / len(texts):.2f} KB each; load {os.getloadavg()[0]:.1f} at the beginning\n")
    print(f"{'articles a second':34}{'as they are':>12}{'of 3.5 KB':>11}{'of 3.5 KB, by the clock':>25}")
    for name, task in tasks().items():
        processor, clock = seconds(task, texts, args.rounds)
        scale = size / KILOBYTES
        print(f"{name:34}{len(texts) / processor:12.1f}{scale / processor:11.1f}{scale / clock:25.1f}", flush=True)
    print()
    for arguments in (["--version"], ["queries"]):
        print(f"canbo {' '.join(arguments):28}{start_up(arguments):8.3f} s from start to end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
