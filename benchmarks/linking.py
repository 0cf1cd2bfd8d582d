"""Measures linking: the whole store anew, and one more article: `make bench-link`.

    python benchmarks/linking.py --sizes 1000 10000 --folder FOLDER [--json FILE]

Stores of synthetic articles (benchmarks/recast.py) are made below FOLDER and kept for the next run. Linking is measured
in a fresh process for each size: seconds, the most memory in MB, and the median of seven articles that are added one at
a time. The exponent says how a time grows with the number of articles: 1 is in proportion, 0 not at all.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from canbo.graph.linking.run import before, link, relink
from canbo.graph.mapping import article_quads
from canbo.graph.store import Store, open_store

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recast

SEED = 7
_MORE = 7


def make(folder: Path, size: int) -> Path:
    """Make the store of this size, without entities, unless it is there."""
    path = folder / f"store-{size}"
    done = path / "made"
    if not done.exists():
        with open_store(path, "write") as store:
            made = recast.articles(0, size, SEED)
            store.oxigraph.bulk_extend(quad for article in made for quad in article_quads(article, store.iris))
        done.touch()
    return path


def measure(path: Path, size: int) -> dict[str, Any]:
    """Link a store anew, then add articles one at a time."""
    with open_store(path, "write") as store:
        statements = len(store.oxigraph)
        began = time.perf_counter()
        relink(store)
        whole = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        more = [_add(store, article) for article in recast.articles(size, _MORE, SEED)]
        return {
            "articles": size,
            "triples": len(store.oxigraph),
            "statement triples": statements,
            "whole": round(whole, 2),
            "memory": round(memory),
            "one more": round(statistics.median(more), 4),
            "most": round(max(more), 4),
        }


def _add(store: Store, article: Any) -> float:
    iri = store.iris.article(article.document.name)
    quads = article_quads(article, store.iris)
    began = time.perf_counter()
    held = before(store, iri)
    store.replace_article(article.document.name, quads)
    link(store, {iri: held})
    return time.perf_counter() - began


def exponent(found: list[dict[str, Any]], what: str) -> float:
    """Return the power of the number of articles by which a figure grows from the first size to the last."""
    one, other = found[0], found[-1]
    return math.log(other[what] / one[what]) / math.log(other["articles"] / one["articles"])


def main() -> None:
    """Make the stores, measure each in a process of its own, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(make(args.folder, args.measure), args.measure)))
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    found = []
    for size in args.sizes:
        make(args.folder, size)
        command = [sys.executable, __file__, "--folder", str(args.folder), "--measure", str(size)]
        found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    head = ("articles", "triples", "whole", "memory", "one more", "most")
    print("  ".join(f"{name:>10}" for name in head))
    for row in found:
        print("  ".join(f"{row[name]:>10}" for name in head))
    if len(found) > 1:
        print(f"growth: whole n^{exponent(found, 'whole'):.2f}, one more n^{exponent(found, 'one more'):.2f}")
    if args.json:
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "pyoxigraph": version("pyoxigraph")}
        told = {"date": date.today().isoformat(), "canbo": version("canbo"), **machine, "sizes": found}
        args.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
