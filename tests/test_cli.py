"""The command line from outside: help, exit statuses, clean output, a whole run."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "articles"
CANBO = Path(sys.executable).with_name("canbo")


def canbo(*args: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the installed command."""
    command = [str(CANBO), *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the examples, built by the command."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    done = canbo("build", EXAMPLES, "--store", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_help_names_every_command_and_loads_no_library() -> None:
    done = canbo("--help")
    assert done.returncode == 0
    for command in ("build", "query", "queries", "export", "validate", "explain", "draw", "status"):
        assert command in done.stdout
    code = "import sys, canbo.cli as c; c._parser().format_help(); print({m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/").stdout
    assert not {"'rdflib'", "'pyoxigraph'", "'networkx'", "'pyshacl'"} & set(loaded.strip("{}\n").split(", "))


@pytest.mark.parametrize("args", [[], ["nothing"], ["build"], ["export"]])
def test_wrong_usage_ends_with_2(args: list[str]) -> None:
    done = canbo(*args)
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["build", "no-such-folder"], "no-such-folder"),
        (["status", "--store", "no-such-store"], "no-such-store"),
        (["query", "officals", "--place", "x"], "officials"),
    ],
)
def test_bad_input_ends_with_2_and_says_what(args: list[str], said: str, store: Path) -> None:
    done = canbo(*args, *([] if "--store" in args or args[0] == "build" else ["--store", store]))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_rows_on_standard_output_are_clean_csv(store: Path) -> None:
    done = canbo("query", "posts", "--store", store, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0])[:6] == ["document", "person", "role", "body", "place", "status"]
    assert {"Nông Bình Cương"} & {row["person"] for row in rows}
    assert done.stderr == ""


def test_an_article_from_standard_input(tmp_path: Path) -> None:
    text = "Bí thư Huyện ủy Ngân Sơn Nông Văn Khoa chủ trì hội nghị tổng kết năm 2023."
    assert canbo("build", "-", "--store", tmp_path / "s", stdin=text).returncode == 0
    assert "Nông Văn Khoa" in canbo("query", "posts", "--store", tmp_path / "s").stdout


def test_export_draw_validate_and_status_of_a_store(store: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", "graph.nt", "net.svg", "net.png", "net.html", "net.graphml"):
        command = "export" if name.startswith("graph") else "draw"
        done = canbo(command, tmp_path / name, "--store", store)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).stat().st_size > 10_000
    assert canbo("validate", "--store", store).returncode == 0
    assert "14" in canbo("status", "--store", store).stdout


def test_output_that_nobody_reads_to_the_end_is_no_error(store: Path) -> None:
    command = f"'{CANBO}' query indicators --store '{store}' --format csv | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("document,")
    assert "Traceback" not in done.stderr


def test_a_first_build_that_was_cut_off_is_told_and_completed(tmp_path: Path) -> None:
    path = tmp_path / "s"
    canbo("build", EXAMPLES, "--store", path)
    code = (
        "import shutil, sys; from canbo.graph.store import open_store; "
        "store = open_store(sys.argv[1], 'write'); store.note(entities=False); shutil.rmtree(store.path / 'before')"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    done = canbo("query", "posts", "--store", path)
    assert "canbo build completes it" in done.stderr
    assert done.stdout
    assert canbo("build", EXAMPLES, "--store", path).returncode == 0
    assert canbo("query", "posts", "--store", path).stderr == ""
