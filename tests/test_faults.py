"""What a store survives: kills, a full disk, readers beside a writer. Real processes; `make faults` does more of it."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from canbo.graph.build import build
from canbo.graph.store import Store, StoreError, open_store

from .handmade import sin_ho
from .test_build import TEXT

FAULTS = Path(__file__).parents[1] / "benchmarks" / "faults.py"


def content(store: Store) -> set[ox.Quad]:
    return set(store.oxigraph)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    for n in range(10, 22):
        (found / f"{n}.txt").write_text(TEXT.format(n=n))
    return found


def test_twenty_kills_at_random_moments(tmp_path: Path) -> None:
    command = [sys.executable, FAULTS, "--kills", "20", "--articles", "8", "--every", "5", "--folder", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no half article" in done.stdout


def test_what_a_killed_build_left_of_entities_goes_before_the_next(folder: Path, tmp_path: Path) -> None:
    """Of a node whose triples went in two transactions, the one with the type may be missing."""
    build([folder], tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        whole = content(store)
    with open_store(tmp_path / "s", "write") as store:
        store.note(entities=False)
        store.oxigraph.update("DELETE WHERE { ?s a <http://xmlns.com/foaf/0.1/Person> }")
        person = store.iris.entity("person", "khong-co-ai")
        store.oxigraph.add(ox.Quad(person, ox.NamedNode("http://xmlns.com/foaf/0.1/name"), ox.Literal("Không Có Ai")))
    build([folder], tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        assert content(store) == whole


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from canbo.cli import main
main(["build", sys.argv[2], "--store", sys.argv[3]])
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system cannot limit the size of files")
@pytest.mark.parametrize("room", [100, 70_000, 140_000, 300_000])
def test_a_full_disk_is_told_and_leaves_whole_articles(room: int, folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(room), str(folder), str(tmp_path / "s")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert str(tmp_path / "s") in done.stderr
    assert "Traceback" not in done.stderr
    with open_store(mode="memory") as fresh:
        build([folder], fresh)
        if room > 70_000:  # there is a database
            with open_store(tmp_path / "s") as store:
                for name in fresh.articles():
                    assert store.article(name) in (set(), fresh.article(name))
        build([folder], tmp_path / "s")
        with open_store(tmp_path / "s") as store:
            assert content(store) == content(fresh)


WRITER = """
import sys
from canbo.graph.build import build
def told(done, count, name):
    print(done, flush=True)
    sys.stdin.readline()
build([sys.argv[1]], sys.argv[2], progress=told, again=True)
"""
READER = """
import sys
from canbo.graph.store import open_store
with open_store(sys.argv[1]) as store:
    first = set(store.oxigraph)
    print(len(first), flush=True)
    for line in sys.stdin:
        print(set(store.oxigraph) == first, flush=True)
"""


def started(code: str, *args: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str], line: str = "") -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    if line:
        process.stdin.write(line)
        process.stdin.flush()
    return process.stdout.readline().strip()


def test_readers_see_what_was_there_until_a_build_is_through(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    build([folder], path)
    with open_store(path) as store:
        old = content(store)
    with started(READER, path) as reader, started(WRITER, folder, path) as writer:
        assert said(reader) == str(len(old))
        (folder / "10.txt").write_text(TEXT.format(n=99))
        (folder / "11.txt").write_text(TEXT.format(n=98))
        for n in range(1, 13):
            assert said(writer, "" if n == 1 else "\n") == str(n)
            with open_store(path) as store:  # one that opens in the middle
                assert content(store) == old
        assert said(reader, "\n") == "True"
        with pytest.raises(StoreError, match=f"{path} is being written by another process; wait"):
            open_store(path, "write")
        writer.communicate("\n")
        assert writer.returncode == 0
        assert said(reader, "\n") == "True"  # what it has opened stays
        with open_store(path) as store, open_store(mode="memory") as fresh:
            build([folder], fresh)
            assert content(store) == content(fresh) != old
        reader.communicate()


def test_readers_see_what_was_there_after_a_kill_too(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    build([folder], path)
    with open_store(path) as store:
        old = content(store)
    code = (
        "import os, sys; from canbo.graph.store import open_store; store = open_store(sys.argv[1], 'write'); "
        "store.note(entities=False); store.remove_article('10'); os.kill(os.getpid(), 9)"
    )
    with started(code, path) as killed:
        killed.wait()
    with open_store(path) as store:
        assert content(store) == old
    with open_store(path, "write") as store:
        assert "10" not in store.articles()
    build([folder], path)
    assert not (path / "before").exists()
    with open_store(path) as store:
        assert content(store) == old


def test_a_snapshot_that_a_kill_left_behind_is_not_taken_for_the_store(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "s", "write") as store:
        store.replace_article("a", set(sin_quads(store)))
        store.oxigraph.backup(str(tmp_path / "s" / "before"))
        store.remove_article("a")
    with open_store(tmp_path / "s") as store:
        assert content(store) == set()


def sin_quads(store: Store) -> list[ox.Quad]:
    from canbo.graph.mapping import article_quads

    return article_quads(sin_ho("a"), store.iris)
