"""The order in which articles are read, and in how many runs, does not matter: exports have the same bytes."""

from __future__ import annotations

import random
from pathlib import Path

from canbo.api import build, export, open_store

TOP = Path(__file__).parents[1]
FOLDERS = (TOP / "examples" / "articles", TOP / "tests" / "identity" / "articles")
FILES = sorted(file for folder in FOLDERS for file in folder.glob("*.txt"))


def exported(runs: list[list[Path]], folder: Path) -> bytes:
    """Build the runs one after the other into a new store and return its Turtle."""
    store = folder / "store"
    for files in runs:
        build(files, store)
    with open_store(store) as opened:
        export(opened, folder / "graph.ttl", with_text=True)
    return (folder / "graph.ttl").read_bytes()


def test_any_order_in_one_run_or_many_gives_the_same_bytes(tmp_path: Path) -> None:
    shuffled = random.Random(11).sample(FILES, len(FILES))
    ways = {
        "at-once": [FILES],
        "in-four-runs": [shuffled[n::4] for n in range(4)],
        "changed-in-between": [[*shuffled[:20]], shuffled[10:], list(reversed(shuffled))],
    }
    found = {}
    for name, runs in ways.items():
        (tmp_path / name).mkdir()
        found[name] = exported(runs, tmp_path / name)
    assert len(found["at-once"]) > 100_000
    assert found["at-once"] == found["in-four-runs"] == found["changed-in-between"]


def test_an_article_that_changes_and_changes_back_leaves_no_trace(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for file in FILES[:12]:
        (articles / file.name).write_bytes(file.read_bytes())
    store = tmp_path / "store"
    build([articles], store)
    with open_store(store) as opened:
        export(opened, tmp_path / "one.ttl", with_text=True)
    changed = articles / FILES[0].name
    changed.write_bytes(FILES[13].read_bytes())
    build([articles], store)
    changed.write_bytes(FILES[0].read_bytes())
    build([articles], store)
    with open_store(store) as opened:
        export(opened, tmp_path / "two.ttl", with_text=True)
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()
