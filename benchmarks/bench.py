"""All that is measured side by side, in one run: `make bench`.

    python benchmarks/bench.py [--folder FOLDER] [--sizes 100 1000] [--only PART ...] [--json FILE]

Parts: reading beside underthesea; whole build with one process and two; the same triples into rdflib and Oxigraph;
every question of the catalogue; validation four ways; export; linking; one more article; start-up of the commands. Each
measurement has a process of its own, so that time and memory are its own: `s` is elapsed, `cpu` processor time,
`memory` the most that the process had, in MB. What cannot be measured says why, and the rest goes on. Growth is the
fitted exponent of the number of articles: 1 is in proportion, 0 not at all.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from parts import stores
from parts.process import Row, fresh, machine, say
from parts.table import PARTS, growth, lines

_LIMIT = 900.0  # seconds for one process


def main() -> int:
    """Measure, print the tables and keep them as JSON; 1 where a part has no figure at all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where corpus and stores are kept (default: nowhere)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="numbers of articles")
    parser.add_argument(
        "--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART", help=", ".join(PARTS)
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)  # what a fresh process does: part, size, variant
    args = parser.parse_args()
    with nullcontext(args.folder) if args.folder else tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if args.step:
            part, size, variant = args.step
            print(json.dumps(_step(folder, part, int(size), variant)))
            return 0
        folder.mkdir(parents=True, exist_ok=True)
        return _run(folder, sorted(set(args.sizes)), [name for name in PARTS if name in args.only], args.json)


def _run(folder: Path, sizes: list[int], names: list[str], file: Path | None) -> int:
    told: dict[str, Any] = {"date": date.today().isoformat(), **machine(), "seed": stores.SEED, "sizes": sizes}
    told["load"] = round(os.getloadavg()[0], 1)
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    print(f"{told['date']}, {told['system']}, {told['cores']} cores, load {told['load']}")
    print(f"Python {told['python']}, {versions}")
    _measured(folder, "make-articles", sizes[-1], "")
    told["parts"] = {}
    ready: set[tuple[str, int]] = set()
    for name in names:
        rows = _part(folder, name, sizes, ready)
        grown = growth(PARTS[name], rows)
        told["parts"][name] = {"rows": rows, "growth": grown}
        print("\n".join(lines(name, rows, grown)), flush=True)
        if file is not None:
            file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(any(all("why" in row for row in part["rows"]) for part in told["parts"].values()))


def _part(folder: Path, name: str, sizes: list[int], ready: set[tuple[str, int]]) -> list[Row]:
    part = PARTS[name]
    rows: list[Row] = []
    for size in part.sizes(sizes):
        for need in part.needs:
            if (need, size) not in ready:
                _measured(folder, f"make-{need}", size, "")
                ready.add((need, size))
        for variant in part.variants:
            rows += _measured(folder, name, size, variant)
    return rows


def _measured(folder: Path, name: str, size: int, variant: str) -> list[Row]:
    """Do one step in a fresh process; where it fails, the row says why."""
    say(f"{name} {size} {variant}")
    what = {"size": size, "variant": variant}
    try:
        found = fresh([__file__, "--folder", str(folder), "--step", name, str(size), variant], _LIMIT)
    except RuntimeError as error:
        return [what | {"why": str(error)}]
    return [what | row for row in (found if isinstance(found, list) else [found])]


def _step(folder: Path, name: str, size: int, variant: str) -> Row | list[Row]:
    if name == "make-articles":
        return {"corpus": str(stores.articles(folder, size))}
    if name == "make-store":
        return {"failures": len(stores.build(folder, size).failures)}
    if name == "make-triples":
        from parts import loading

        return {"file": str(loading.written(folder, size))}
    return PARTS[name].run(folder, size, variant)


if __name__ == "__main__":
    sys.exit(main())
