"""Accuracy against gold, through the command line, as the README states it.

The floors are well below what is measured (docs/accuracy.md): they tell a broken rule from a changed one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "evaluation"
TABLES = ("posts", "meetings", "participants", "resolutions", "indicators")
CANBO = Path(sys.executable).with_name("canbo")


def figures(articles: Path, gold: Path, tmp_path: Path, documents: str = "") -> dict[str, dict[str, float]]:
    """Build, query the five tables and score them; the scorer's figures."""
    if not (SHARED / "score.py").is_file():
        pytest.skip("no scorer beside the project")
    store = tmp_path / "store"
    done = subprocess.run([CANBO, "build", articles, "--store", store], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for table in TABLES:
        with (tmp_path / f"{table}.csv").open("w", encoding="utf-8") as out:
            subprocess.run([CANBO, "query", table, "--store", store, "--format", "csv"], stdout=out, check=True)
    command = [sys.executable, SHARED / "score.py", "--gold", gold, "--predicted", tmp_path]
    command += ["--json", tmp_path / "figures.json", "--documents", documents]
    subprocess.run(command, capture_output=True, check=True)
    found: dict[str, dict[str, float]] = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("articles", "gold", "documents", "macro", "least"),
    [
        (SHARED / "dev" / "articles", SHARED / "dev" / "gold", "", 0.90, 0.80),
        (SHARED / "dev" / "articles", SHARED / "dev" / "gold", "^00", 0.95, 0.90),
        (ROOT / "examples" / "articles", ROOT / "examples" / "gold", "", 0.93, 0.85),
    ],
    ids=["dev", "seeds", "examples"],
)
def test_no_table_falls_below_its_floor(
    articles: Path, gold: Path, documents: str, macro: float, least: float, tmp_path: Path
) -> None:
    found = figures(articles, gold, tmp_path, documents)
    assert found["macro_f1"] >= macro
    assert all(found[table]["f1"] >= least for table in TABLES)
