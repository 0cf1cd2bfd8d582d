"""Reading on a real Dask cluster: a scheduler and two workers, one of which is killed in the middle."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from canbo.api import build, export
from canbo.extractors.document import Document
from canbo.graph import cluster as module
from canbo.graph.cluster import ClusterError, read_on
from canbo.graph.extraction import Task, Text, extract
from canbo.graph.reading import Source, find_sources
from canbo.graph.settings import DEFAULT_BASE
from canbo.graph.shards import write_shards
from canbo.graph.summary import Remark

from .servers import free_port

pytest.importorskip("distributed", reason="there is no Dask: pip install 'canbo[cluster]'")

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
# Reads as read_batch does, and dies of one text as a process does that runs out of memory.
DEADLY = """
import os, signal
from canbo.graph.extraction import extract
from canbo.graph.marker import fingerprint

def read_batch(tasks):
    if any(task.item.text == "DIE" for task in tasks):
        os.kill(os.getpid(), signal.SIGKILL)
    return fingerprint(), [extract(task) for task in tasks]
"""


class Cluster:
    """A scheduler on loopback and its workers, each a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-jupyter")
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self) -> None:
        options = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--memory-limit", "0", "--death-timeout", "60"]
        self.workers.append(self._start("worker", self.address, *options))

    def kill_worker(self) -> None:
        os.killpg(self.workers.pop(0).pid, signal.SIGKILL)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{words[0]}-{time.monotonic_ns()}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
                cwd=self.folder, stdout=log, stderr=log, start_new_session=True,
                env=os.environ | {"PYTHONPATH": str(self.folder)},
            )  # fmt: skip
        self._all = [*getattr(self, "_all", []), process]
        return process

    def stop(self) -> None:
        for process in self._all:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    found = Cluster(folder)
    try:
        found.add_worker()
        found.add_worker()
        yield found
    finally:
        found.stop()


def tasks(copies: int = 1) -> list[Task]:
    """Return what is to be done with them."""
    return [Task(text, DEFAULT_BASE) for text in texts(copies)]


def texts(copies: int = 1) -> list[Text]:
    """Return the examples, several times over under other names."""
    return [Text(f"{file.stem}-{n}", file.read_text(encoding="utf-8")) for n in range(copies) for file in EXAMPLES]


def test_a_build_on_a_cluster_is_byte_for_byte_the_local_one_though_a_worker_is_killed(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    folder = tmp_path / "articles"
    folder.mkdir()
    for text in texts(2):
        (folder / f"{text.name}.txt").write_text(text.text, encoding="utf-8")
    names: list[str] = []

    def progress(done: int, total: int, name: str) -> None:
        names.append(name)
        if done == 14:
            cluster.kill_worker()

    there = build([folder], tmp_path / "there", cluster=cluster.address, progress=progress)
    here = build([folder], tmp_path / "here")
    assert there == here and there.complete
    assert names == sorted(names)
    assert len(cluster.workers) == 1
    for where in ("there", "here"):
        export(tmp_path / where, tmp_path / f"{where}.ttl", with_text=True)
    assert (tmp_path / "there.ttl").read_bytes() == (tmp_path / "here.ttl").read_bytes()
    again = build([folder], tmp_path / "there", cluster=cluster.address)
    assert len(again.unchanged) == 28 and not again.changed


def test_results_come_in_order_and_are_those_of_this_process(cluster: Cluster, tmp_path: Path) -> None:
    # A file is read here, what the store has goes nowhere, and a row that is none is told of in its place.
    known = Document.of("known", "như cũ").sha256
    wanted = [
        Task(Remark("a.jsonl, row 1", "broken"), DEFAULT_BASE),
        *(Task(source, DEFAULT_BASE) for source in find_sources(EXAMPLES[:3])),
        Task(Text("known", "như cũ"), DEFAULT_BASE, known),
        Task(Source("gone", tmp_path / "gone.txt"), DEFAULT_BASE),
        *tasks(2),
        Task(Text("known", "như cũ"), DEFAULT_BASE, known, again=True),
    ]
    found = list(read_on(cluster.address, wanted))
    assert found == [extract(task) for task in wanted]
    assert [found[n].triples is None for n in (0, 1, 4, 5, -1)] == [True, False, True, True, False]
    assert found[1].path == EXAMPLES[0] and found[4].same and found[-1].same


def test_shards_are_the_same_wherever_they_were_read(cluster: Cluster, tmp_path: Path) -> None:
    folder = ROOT / "examples" / "articles"
    here = write_shards([folder], str(tmp_path / "here"), articles=5)
    there = write_shards([folder], str(tmp_path / "there"), articles=5, cluster=cluster.address)
    assert there == here and [shard.articles for shard in here.shards] == [5, 5, 4]
    for file in (tmp_path / "here").iterdir():
        assert (tmp_path / "there" / file.name).read_bytes() == file.read_bytes()


def test_no_more_is_read_than_the_cluster_is_ahead(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 1)
    asked: list[str] = []

    def told() -> Iterator[Task]:
        for task in tasks(10):
            asked.append(task.name)
            yield task

    found = read_on(cluster.address, told())
    next(found)
    assert len(asked) <= 7
    found.close()


def test_an_article_that_kills_every_worker_is_named(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scheduler gives a task up after it has killed four workers; what else was in its batch is read."""
    monkeypatch.setattr(module, "BATCH", 4)
    (cluster.folder / "deadly.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(cluster.folder))
    monkeypatch.setattr(module, "read_batch", importlib.import_module("deadly").read_batch)
    for _ in range(8):
        cluster.add_worker()
    wanted = [*tasks()[:3], Task(Text("poison", "DIE"), DEFAULT_BASE)]
    found = list(read_on(cluster.address, wanted))
    assert [one.failure is None for one in found] == [True, True, True, False]
    assert found[3].failure is not None and "has died" in found[3].failure.text and found[3].name == "poison"
    assert found[:3] == [extract(task) for task in wanted[:3]]


def test_workers_that_cannot_run_it_are_told_of(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "only_here.py").write_text("def read_batch(tasks): ...", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(module, "read_batch", importlib.import_module("only_here").read_batch)
    with pytest.raises(ClusterError, match=r"cannot run canbo .*: install this version of it there"):
        list(read_on(cluster.address, tasks()[:1]))


def test_without_a_scheduler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_CONNECT", "1s")
    with pytest.raises(ClusterError, match=r"there is no Dask scheduler at tcp://127\.0\.0\.1:9 "):
        build(EXAMPLES[:1], tmp_path / "store", cluster="tcp://127.0.0.1:9")
    with pytest.raises(ClusterError, match="there is no Dask scheduler at nonsense"):
        build(EXAMPLES[:1], tmp_path / "store", cluster="nonsense://x")


def test_without_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK", 0.1)
    found = Cluster(tmp_path)
    try:
        with pytest.raises(ClusterError, match=r"has no worker: start some with dask worker"):
            build(EXAMPLES[:1], tmp_path / "store", cluster=found.address)
    finally:
        found.stop()


def test_workers_with_other_rules_are_not_taken(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "fingerprint", lambda: "others")
    with pytest.raises(ClusterError, match="have another canbo"):
        list(read_on(cluster.address, tasks()[:1]))
