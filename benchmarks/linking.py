"""Measures linking, with the articles of `corpus`: `make bench-link`.

    python benchmarks/linking.py --folder FOLDER [--sizes 1000 10000] [--truth] [--json FILE]

Stores of 1,000 and 10,000 articles are built below FOLDER and kept; the next run builds again only what has changed.
In fresh processes, and on copies of the stores: linking the whole store anew (seconds, the most memory in MB), and
adding one more article with `canbo.build` (the median of seven different ones, and how much of it was reading). Growth
is the fitted exponent of the number of articles: 1 is in proportion, 0 not at all. `--truth` scores the persons of
each store against the truth of the corpus instead.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from corpus import score
from parts import process, stores
from parts.process import Row, exponent, machine, memory
from parts.stores import MORE, SEED, articles, files, store_of

import canbo
from canbo.graph.linking.run import relink
from canbo.graph.store import Store

_COLUMNS = ("articles", "triples", "whole", "cpu", "memory", "before", "one more", "most", "reading")
_UNITS = {"whole": "s", "cpu": "s", "memory": "MB", "before": "MB", "one more": "s", "most": "s", "reading": "s"}
_WIDTHS = (9, 9, 6, 10, 11, 9, 7)
_GROWING = ("whole", "cpu", "memory", "one more")


def main() -> int:
    """Build what is missing, measure or score, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where corpus and stores are kept")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000], metavar="N")
    parser.add_argument("--truth", action="store_true", help="precision and recall of who is who, instead of times")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)  # what a fresh process does, and with which size
    args = parser.parse_args()
    if args.step:
        print(json.dumps(_STEPS[args.step[0]](args.folder, int(args.step[1]))))
        return 0
    sizes = sorted(args.sizes)
    articles(args.folder, sizes[-1])
    for size in sizes:
        fresh(args.folder, "build", size)
    rows = [truth(args.folder, size) if args.truth else measured(args.folder, size) for size in sizes]
    show = show_truth if args.truth else show_times
    show(rows)
    growth = {} if args.truth or len(rows) < 2 else {what: exponent(rows, what) for what in _GROWING}
    if growth:
        print("growth: " + ", ".join(f"{what} n^{power:.2f}" for what, power in growth.items()))
    if args.json:
        told = {"date": date.today().isoformat(), **machine(), "seed": SEED, "sizes": rows, "growth": growth}
        args.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def fresh(folder: Path, step: str, size: int) -> Row:
    """Do a step in a process of its own and return what it found."""
    found: Row = process.fresh([__file__, "--folder", str(folder), "--step", step, str(size)])
    return found


def build(folder: Path, size: int) -> Row:
    """Build the store of a size, or bring it up to date."""
    return {"failures": len(stores.build(folder, size).failures)}


def measured(folder: Path, size: int) -> Row:
    """Measure one size, each way in a process of its own and on a copy of the store."""
    return {"articles": size} | fresh(folder, "whole", size) | fresh(folder, "more", size)


def whole(folder: Path, size: int) -> Row:
    """Link a store anew; memory is that of the process at most, and before it began to link."""

    def link(store: Store) -> Row:
        before = memory()
        began, cpu = time.perf_counter(), time.process_time()
        relink(store)
        took = {"whole": time.perf_counter() - began, "cpu": time.process_time() - cpu}
        return {"triples": len(store.oxigraph), **took, "memory": memory(), "before": before}

    return _on_copy(folder, size, link)


def more(folder: Path, size: int) -> Row:
    """Add articles one at a time, with all that `canbo.build` does; how long reading them takes is measured apart."""

    def add(store: Store) -> Row:
        added, read = [], []
        for file in files(folder, size, size + MORE):
            began = time.perf_counter()
            summary = canbo.build([file], store)
            added.append(time.perf_counter() - began)
            if len(summary.added) != 1:
                raise SystemExit(f"{file} was not added: the store has it already, or it failed")
            began = time.perf_counter()
            canbo.read(file.read_text(encoding="utf-8"), file.stem)
            read.append(time.perf_counter() - began)
        return {"one more": statistics.median(added), "most": max(added), "reading": statistics.median(read)}

    return _on_copy(folder, size, add)


def _on_copy(folder: Path, size: int, what: Callable[[Store], Row]) -> Row:
    with stores.copied(folder, size) as copy, canbo.open_store(copy, "write") as store:
        return what(store)


def truth(folder: Path, size: int) -> Row:
    """Score the persons of a store."""
    documents = [file.stem for file in files(folder, 0, size)]
    with canbo.open_store(store_of(folder, size)) as store:
        found = score.score(score.known(folder / "corpus" / "truth.tsv", documents), score.nodes(store))
    rows: Row = {"articles": size, "mentions": found.mentions, "read": found.read}
    for name, pairs in (("all", found.all), ("one unit", found.one_unit), ("elsewhere", found.elsewhere)):
        rows[name] = {"pairs": pairs.true, "precision": pairs.precision, "recall": pairs.recall}
    return rows


def show_times(rows: list[Row]) -> None:
    """Print what was measured."""
    heads = [f"{name}, {_UNITS[name]}" if name in _UNITS else name for name in _COLUMNS]
    print("  ".join(f"{head:>11}" for head in heads))
    for row in rows:
        print("  ".join(f"{_shown(row[name]):>11}" for name in _COLUMNS))


def show_truth(rows: list[Row]) -> None:
    """Print how well who is who was told."""
    heads = ("articles", "mentions", "read", "pairs", "one person", "precision", "recall")
    print("  ".join(f"{head:>{width}}" for head, width in zip(heads, _WIDTHS, strict=True)))
    for row in rows:
        for name in ("all", "one unit", "elsewhere"):
            pairs = row[name]
            read = f"{row['read'] / row['mentions']:.3f}"
            cells = (row["articles"], row["mentions"], read, name, pairs["pairs"])
            cells += (f"{pairs['precision']:.4f}", f"{pairs['recall']:.4f}")
            print("  ".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)))


def _shown(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}" if value < 10 else f"{value:.1f}"


_STEPS: dict[str, Callable[[Path, int], Row]] = {"build": build, "whole": whole, "more": more}

if __name__ == "__main__":
    sys.exit(main())
