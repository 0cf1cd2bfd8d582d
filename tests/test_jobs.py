"""Reading in other processes: the same result whatever their number, and the death of one costs one article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from canbo.graph.build import build
from canbo.graph.export import export
from canbo.graph.extraction import Task
from canbo.graph.reading import find_sources
from canbo.graph.store import open_store
from canbo.graph.workers import extract_all

from .test_build import TEXT

BASE = "https://w3id.org/canbo/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    for n in range(10, 50):
        # Long and short ones, so that workers overtake one another.
        (found / f"{n}.txt").write_text("\n\n".join(TEXT.format(n=n + i) for i in range(1 + 7 * (n % 7 == 3))))
    (found / "bad.txt").write_bytes(bytes(1000))
    (found / "wide.txt").write_bytes(TEXT.format(n=9).encode("utf-16"))
    return found


def children() -> list[int]:
    """Return the processes that this one has started and that are alive."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    return [int(row[0]) for row in rows if int(row[1]) == os.getpid() and "canbo.graph.workers" in row[3]]


def test_the_result_does_not_depend_on_the_number_of_processes(folder: Path, tmp_path: Path) -> None:
    found = {}
    for jobs in (1, 2, 3):
        with (tmp_path / f"unread{jobs}").open("w") as unread:
            summary = build([folder], tmp_path / f"s{jobs}", jobs=jobs, unread=unread)
        with open_store(tmp_path / f"s{jobs}") as store:
            export(store, tmp_path / f"{jobs}.nq", with_text=True)
        found[jobs] = (summary, (tmp_path / f"{jobs}.nq").read_bytes(), (tmp_path / f"unread{jobs}").read_text())
    assert found[1] == found[2] == found[3]
    assert len(found[1][0].added) == 41
    assert [Path(one.source).name for one in found[3][0].failures] == ["bad.txt"]
    (folder / "12.txt").write_text(TEXT.format(n=99))
    summary = build([folder], tmp_path / "s3", jobs=3)
    assert (summary.changed, len(summary.unchanged)) == (("12",), 40)
    assert children() == []


def test_a_worker_that_dies_takes_one_article_with_it(folder: Path, tmp_path: Path) -> None:
    killed = []

    def kill(done: int, count: int, name: str) -> None:
        if done in (5, 15):
            victim = children()[0]
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    summary = build([folder], tmp_path / "s", jobs=2, progress=kill)
    died = [one for one in summary.failures if "SIGKILL" in one.text]
    assert len(killed) == len(died) == 2
    assert len(summary.added) == 39
    assert all(Path(one.source).stem not in summary.added for one in died)
    build([folder], tmp_path / "s", jobs=2)
    with open_store(tmp_path / "s") as store, open_store(mode="memory") as fresh:
        build([folder], fresh)
        assert set(store.oxigraph) == set(fresh.oxigraph)


def test_no_more_than_a_window_is_read_ahead(folder: Path) -> None:
    taken = []

    def tasks() -> Iterator[Task]:
        for source in find_sources([folder]):
            taken.append(source.name)
            yield Task(source, BASE)

    results = extract_all(tasks(), 2)
    first = next(results)
    time.sleep(3)
    assert first.name == "10"
    assert len(taken) <= 17
    results.close()
    assert children() == []


def test_an_error_in_the_tasks_is_seen(folder: Path) -> None:
    def tasks() -> Iterator[Task]:
        yield Task(find_sources([folder])[0], BASE)
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        list(extract_all(tasks(), 2))
    assert children() == []


def test_ctrl_c_ends_all_processes_and_keeps_what_is_finished(folder: Path, tmp_path: Path) -> None:
    code = """
import signal, sys, time
from canbo.graph.build import build
signal.signal(signal.SIGINT, signal.default_int_handler)  # what is started in the background is deaf to it
def progress(done, total, name):
    print(done, flush=True)
    time.sleep(0.1 if done >= 10 else 0)  # the signal is to come while there is something left to do
summary = build([sys.argv[1]], sys.argv[2], jobs=2, progress=progress)
print("interrupted", summary.interrupted, len(summary.added), flush=True)
"""
    command = [sys.executable, "-c", code, str(folder), str(tmp_path / "s")]
    # A process group of its own: Ctrl-C in a terminal goes to the workers too.
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "10":
                os.killpg(process.pid, signal.SIGINT)
                break
        rest = process.stdout.read().splitlines()
    _, interrupted, added = rest[-1].split()
    assert (process.returncode, interrupted) == (0, "True")
    assert 10 <= int(added) < 41
    build([folder], tmp_path / "s", jobs=2)
    with open_store(tmp_path / "s") as store, open_store(mode="memory") as fresh:
        build([folder], fresh)
        assert set(store.oxigraph) == set(fresh.oxigraph)


def test_standard_input_is_read_whatever_the_number(tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("canbo")),
        "build",
        "-",
        "--jobs",
        "3",
        "--store",
        str(tmp_path / "s"),
    ]
    done = subprocess.run(command, input=TEXT.format(n=17), capture_output=True, text=True, check=False)
    assert "1 added" in done.stdout, done.stderr
