"""Accuracy on every set of gold: `make accuracy`.

Builds a store of each set with the installed command, writes the five fact tables, and scores them with the scorer of
the contract (`score.py` beside FACTS.md, given as `--scorer` or found beside the project). Prints one table of F1, and
the share of right details. Exit status 1 where a figure is below the one in `accuracy_levels.json`; `--record` writes
what was found there. `--report SET` tells the worst articles of a set and its errors by cause and by rule, `--errors
SET` lists every missed and wrong row; neither is given for the set that nobody looks into.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from accuracy_report import report

ROOT = Path(__file__).parents[1]
LEVELS = Path(__file__).with_name("accuracy_levels.json")
BLIND = "heldout3"
SHARED = ROOT.parent / "shared" / "evaluation"
CANBO = Path(sys.executable).with_name("canbo")
TABLES = ("posts", "meetings", "participants", "resolutions", "indicators")
# Name, folder with articles/ and gold/, expression for the documents of the set.
SETS = (
    ("dev", SHARED / "dev", ""),
    ("seeds", SHARED / "dev", "^00"),
    ("examples", ROOT / "examples", ""),
    ("golden", ROOT / "tests" / "golden", "^h_"),
    ("regions", ROOT / "tests" / "regions", ""),
    ("heldout", ROOT / "tests" / "heldout", ""),
    ("heldout2", ROOT / "tests" / "heldout2", ""),
    ("heldout3", ROOT / "tests" / "heldout3", ""),
)


def main() -> int:
    """Score the sets and print the table; 1 where a set that is there could not be built."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--scorer", type=Path, default=SHARED / "score.py")
    parser.add_argument("--errors", metavar="SET", default="")
    parser.add_argument("--report", metavar="SET", default="")
    parser.add_argument("--record", action="store_true", help="make these figures the level that must be kept")
    args = parser.parse_args()
    if not args.scorer.is_file():
        print(f"no scorer at {args.scorer}: name one with --scorer", file=sys.stderr)
        return 1
    print(f"{'set':10}{'articles':>9}" + "".join(f"{t:>14}" for t in TABLES) + f"{'macro F1':>10}")
    details: dict[str, dict[str, Any]] = {}
    for name, folder, documents in SETS:
        if not (folder / "gold").is_dir():
            print(f"{name:10} not here: {folder.name}")
            continue
        asked = "" if name == BLIND else "errors" if name == args.errors else "report" if name == args.report else ""
        found, count = score(folder, documents, args.scorer, asked)
        print(f"{name:10}{count:9}" + "".join(f"{found[t]['f1']:14.3f}" for t in TABLES) + f"{found['macro_f1']:10.3f}")
        details[name] = found
    print("\ndetails right on matched rows")
    for name, found in details.items():
        shown = [f"{t}.{c} {v:.2f}" for t in TABLES for c, v in found[t]["details"].items() if v is not None]
        print(f"{name:10} " + "  ".join(shown))
    return level({name: {t: round(found[t]["f1"], 3) for t in TABLES} for name, found in details.items()}, args.record)


def level(found: dict[str, dict[str, float]], record: bool) -> int:
    """Return 1 where a figure is below its recorded level, which is named; or make these the level."""
    kept: dict[str, dict[str, float]] = json.loads(LEVELS.read_text(encoding="utf-8")) if LEVELS.is_file() else {}
    if record:
        LEVELS.write_text(json.dumps(kept | found, indent=1) + "\n", encoding="utf-8")
        return 0
    fallen = [
        f"{name} {table}: {value:.3f}, was {kept[name][table]:.3f}"
        for name, tables in found.items()
        for table, value in tables.items()
        if value < kept.get(name, {}).get(table, 0.0)
    ]
    for line in fallen:
        print(f"below the recorded level: {line}", file=sys.stderr)
    return 1 if fallen else 0


def score(folder: Path, documents: str, scorer: Path, asked: str) -> tuple[dict[str, Any], int]:
    """Build, query and score one set; return the scorer's figures and the number of articles."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        command = [CANBO, "build", folder / "articles", "--store", out / "s"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode not in (0, 1):  # 1: a statement was kept out; the summary on standard output says which
            sys.exit(done.stderr)
        for table in TABLES:
            with (out / f"{table}.csv").open("w", encoding="utf-8") as file:
                subprocess.run(
                    [CANBO, "query", table, "--store", out / "s", "--format", "csv"], stdout=file, check=True
                )
        command = [sys.executable, scorer, "--gold", folder / "gold", "--predicted", out, "--documents", documents]
        command += ["--json", out / "figures.json", *(["--errors"] if asked == "errors" else [])]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if asked == "errors":
            print(printed)
        if asked == "report":
            print("\n".join(report(scorer, folder / "gold", out, documents)))
        count = int(next(line for line in printed.splitlines() if line.endswith(" articles")).split()[0])
        return json.loads((out / "figures.json").read_text(encoding="utf-8")), count


if __name__ == "__main__":
    sys.exit(main())
