"""How long the questions of the catalogue take on a store: `python benchmarks/queries.py --store DIR [--json FILE]`.

Each question is asked for several values of its parameters, drawn from the store (places, persons, numbers of
instruments, indicators, articles, from the one most is said of to the rarest), and all rows are read. A parameter that
is not required is given where it is the first of these, as somebody does who asks about something. Printed are the
median and the 95th percentile of elapsed time, and the median of processor time, after one run that warms the caches.
`--whole` asks the questions that need no parameter without any, over the whole store: most of those count all of it.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from parts.process import Row

import canbo
from canbo.graph.catalogue import Query, load, names
from canbo.graph.namespaces import term, text
from canbo.graph.query import Answer, Solutions, Triples, run
from canbo.graph.store import Store
from canbo.graph.terms import Type

VALUES = 20  # so that the 95th percentile is not the worst
_SOURCES = {
    Type.PLACE: "placeName",
    Type.PERSON: "personName",
    Type.NUMBER: "number",
    Type.STRING: "dcterms:identifier",
}
_NAMED = {"indicator": "indicatorName"}
_FIXED = {"date": "2021-06-15", "year": "2021"}


def main() -> int:
    """Ask every question and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--whole", action="store_true", help="without parameters, those that need none")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for all values of one question")
    parser.add_argument("--json", type=Path, metavar="FILE")
    args = parser.parse_args()
    rows: list[Row] = []
    with canbo.open_store(args.store) as store:
        values = all_values(store)
        print(f"{len(store.articles()):,} articles, {len(store.oxigraph):,} triples")
        print(f"{'question':24}{'asked':>7}{'rows':>9}{'median, ms':>12}{'p95, ms':>10}{'cpu, ms':>10}")
        for name in args.only or names():
            query = load(name)
            if args.whole and any(one.required for one in query.parameters):
                continue
            asked = [{}] if args.whole else parameters(query, values)
            row = measured(query, asked, args.limit, partial(in_oxigraph, store, query))
            rows.append(row)
            print(f"{row['question']:24}" + "".join(f"{row[key]:>{width}}" for key, width in _WIDTHS), flush=True)
    for limit in (200, 1000):
        slow = [row["question"] for row in rows if row["median" if limit == 200 else "p95"] > limit]
        print(f"{'median' if limit == 200 else 'p95'} over {limit} ms: {', '.join(slow) or 'none'}")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


_WIDTHS = (("asked", 7), ("rows", 9), ("median", 12), ("p95", 10), ("cpu", 10))


def all_values(store: Store) -> dict[str, list[str]]:
    """Return what the store has to ask about, by property."""
    return {what: _values(store, what) for what in sorted({*_SOURCES.values(), *_NAMED.values()})}


def _values(store: Store, what: str) -> list[str]:
    """Return values of a property from the most frequent one to the rarest, evenly drawn by rank."""
    counted = Counter(text(q.object) for q in store.oxigraph.quads_for_pattern(None, term(what), None))
    ranked = [value for value, _ in counted.most_common() if value]
    step = max(1, len(ranked) // VALUES)
    return ranked[::step][:VALUES]


def measured(query: Query, asked: list[dict[str, str]], limit: float, ask: Callable[[dict[str, str]], int]) -> Row:
    """Ask a question with all parameters, for `limit` seconds at most; `ask` returns how many rows came."""
    took, cpu, counts = [], [], []
    began = time.perf_counter()
    for warm, given in enumerate((asked[0], *asked)):
        start, process = time.perf_counter(), time.process_time()
        count = ask(given)
        if warm or len(asked) == 1:
            took.append(1000 * (time.perf_counter() - start))
            cpu.append(1000 * (time.process_time() - process))
            counts.append(count)
        if time.perf_counter() - began > limit and took:
            break
    p95 = sorted(took)[math.ceil(0.95 * len(took)) - 1]
    return {
        "question": query.name,
        "asked": len(took),
        "rows": max(counts),
        "first": counts[0],
        "median": round(statistics.median(took), 1),
        "p95": round(p95, 1),
        "cpu": round(statistics.median(cpu), 1),
    }


def _count(answer: Answer) -> int:
    if isinstance(answer, Solutions):
        return sum(1 for _ in answer.rows)
    return sum(1 for _ in answer.triples) if isinstance(answer, Triples) else 1


def parameters(query: Query, values: dict[str, list[str]]) -> list[dict[str, str]]:
    """Return what a question is asked with, once for each value."""
    found: list[dict[str, str]] = []
    for n in range(VALUES):
        given = {}
        for one in query.parameters:
            source = _NAMED.get(one.name) or _SOURCES.get(one.type)
            if source is not None and values[source]:
                given[one.name] = values[source][n % len(values[source])]
            elif one.required or one.name in _FIXED:
                given[one.name] = _FIXED.get(one.name, one.example)
        # One thing is asked about; a second one would leave no row.
        about = next((p.name for p in query.parameters if p.required), next(iter(given), ""))
        kept = {p.name for p in query.parameters if p.required or p.name in ("date", about)}
        found.append({name: value for name, value in given.items() if name in kept})
    return [dict(one) for one in dict.fromkeys(tuple(sorted(given.items())) for given in found)]


def in_oxigraph(store: Store, query: Query, given: dict[str, str]) -> int:
    """Ask the store and return how many rows there are."""
    return _count(run(store.engine, query, given))


if __name__ == "__main__":
    sys.exit(main())
