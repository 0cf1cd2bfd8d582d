"""The benchmark of everything: what it writes has the shape that is read, and its counts are right. No times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from canbo.graph.catalogue import names

BENCH = Path(__file__).parents[1] / "benchmarks" / "bench.py"
PARTS = ("build", "queries", "validate", "export")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("bench")
    command = [sys.executable, BENCH, "--folder", folder, "--sizes", "8", "16", "--json", folder / "bench.json"]
    hurried = os.environ | {"CANBO_BENCH_PATIENCE": "0.7"}  # ten questions take rdflib longer than anybody waits
    done = subprocess.run([*command, "--only", *PARTS], capture_output=True, text=True, check=False, env=hurried)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
    assert all(f"\n{part}\n" in done.stdout for part in PARTS)
    assert "not measured: pyrudof" in done.stdout or any(
        row["variant"] == "pyrudof" and "ms each" in row for row in found["parts"]["validate"]["rows"]
    )
    return found


def rows(told: Any, part: str, variant: str) -> list[Any]:
    return [row for row in told["parts"][part]["rows"] if row["variant"] == variant and "why" not in row]


def test_it_says_what_the_figures_depend_on(told: Any) -> None:
    assert list(told["parts"]) == list(PARTS)
    assert told["sizes"] == [8, 16]
    assert {"canbo", "pyoxigraph", "rdflib", "pyshacl"} <= set(told["versions"])


def test_builds_have_all_articles_and_the_same_triples(told: Any) -> None:
    for jobs in ("1 process", "2 processes"):
        assert [(row["size"], row["added"], row["failures"]) for row in rows(told, "build", jobs)] == [
            (8, 8, 0),
            (16, 16, 0),
        ]
    one, two = ([row["triples"] for row in rows(told, "build", jobs)] for jobs in ("1 process", "2 processes"))
    assert one == two
    assert one[0] < one[1]


def test_every_question_is_asked_of_each_size(told: Any) -> None:
    asked = rows(told, "queries", "Oxigraph")
    assert [row["question"] for row in asked] == [*names(), *names()]
    assert all(row["asked"] and row["p95"] >= row["median"] for row in asked)


def test_rdflib_finds_as_many_rows_where_it_can_answer(told: Any) -> None:
    known = {(row["size"], row["question"]): row["first"] for row in rows(told, "queries", "Oxigraph")}
    found = {(row["size"], row["question"]): row["first"] for row in rows(told, "queries", "rdflib")}
    assert len(found) > len(names()) / 2
    assert {key: known[key] for key in found} == found


@pytest.mark.parametrize("way", ["compiled shapes", "pyshacl, parsed shapes", "pyshacl, naive call"])
def test_all_made_up_articles_conform_whoever_asks(told: Any, way: str) -> None:
    assert [(row["articles"], row["conform"]) for row in rows(told, "validate", way)] == [(16, 16)]


def test_both_exports_have_the_same_triples_and_grow(told: Any) -> None:
    turtle, quads = ([row["triples"] for row in rows(told, "export", format)] for format in ("Turtle", "N-Quads"))
    assert turtle == quads
    assert all(set(one) >= {"variant", "s", "cpu", "memory"} for one in told["parts"]["export"]["growth"])
    assert len(told["parts"]["export"]["growth"]) == 2
