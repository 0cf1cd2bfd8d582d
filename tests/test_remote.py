"""A store on a real server: the same graph and the same answers as a local one, whatever happens on the way."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from canbo.api import backup, build, export, open_store, query, restore, validate
from canbo.commands import remark_on
from canbo.graph.catalogue import names
from canbo.graph.iris import Iris
from canbo.graph.linking.judgements import Judgements
from canbo.graph.linking.run import before, link
from canbo.graph.marker import StoreError
from canbo.graph.namespaces import TYPE
from canbo.graph.remote import changes, state, writer
from canbo.graph.remote.endpoint import RemoteError, endpoint
from canbo.graph.remote.opening import open_remote
from canbo.graph.shards import load_shards, write_shards
from canbo.graph.status import status, table_counts
from canbo.graph.store import Store

from .servers import Server, oxigraph, virtuoso

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "examples" / "articles"
_SPEC = importlib.util.spec_from_file_location("make_answers", ROOT / "scripts" / "make_answers.py")
assert _SPEC is not None and _SPEC.loader is not None
make_answers = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_answers)


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def server(running: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server, with our own cache of working copies; its graphs are empty afterwards."""
    monkeypatch.setenv("CANBO_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CANBO_REMOTE_QUERIES", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    yield running
    graph = endpoint(running.url).graph
    with writer.Client(endpoint(running.url)) as client:
        base = graph or "https://w3id.org/canbo"
        client.update(f"CLEAR SILENT GRAPH <{base.rstrip('/')}/store>")
        client.update(f"CLEAR SILENT GRAPH <{graph}>" if graph else "CLEAR SILENT DEFAULT")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("local") / "store"
    assert build([ARTICLES], folder).complete
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Four of the articles, to be changed at will."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for file in sorted(ARTICLES.glob("*.txt"))[2:6]:
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


class Killed(BaseException):
    """As far as can be had without a process of its own: nothing more is done."""


def from_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Go on as another machine would, which has no working copy."""
    monkeypatch.setenv("CANBO_CACHE", str(tmp_path / "elsewhere"))


def exported(where: Store | Path | str, tmp_path: Path) -> bytes:
    file = tmp_path / "graph.ttl"
    export(where, file, with_text=True)
    return file.read_bytes()


def rebuilt(few: Path, tmp_path: Path) -> bytes:
    """Return what a new local store of the same articles exports."""
    folder = tmp_path / f"again-{time.monotonic_ns()}"
    build([few], folder)
    return exported(folder, tmp_path)


def test_a_build_on_a_server_is_byte_for_byte_the_local_one(
    server: Server, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = build([ARTICLES], server.url)
    assert summary.complete and len(summary.added) == 14
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == exported(local, tmp_path)
    assert not (tmp_path / "elsewhere").exists()  # reading leaves nothing behind

    with open_store(local) as here, open_store(server.url) as there:
        assert status(there) == status(here)
        for name in names():
            told, expected = (sorted(make_answers.answer(name, store).splitlines()) for store in (there, here))
            assert _unordered(told) == _unordered(expected), name
    assert validate(server.url).conforms
    again = build([ARTICLES], server.url)
    assert (len(again.unchanged), len(again.added), len(again.changed)) == (14, 0, 0)


def _unordered(lines: list[str]) -> list[list[str]]:
    """Return lines as bags of letters: the order within GROUP_CONCAT is left to the engine (SPARQL 1.1, 18.5.1.7)."""
    return [sorted(line) for line in lines]


def test_a_changed_article_replaces_its_own_facts(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([few], server.url)
    file = sorted(few.glob("*.txt"))[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: len(text) // 2], encoding="utf-8")
    assert build([few], server.url).changed == (file.stem,)
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_another_machine_goes_on_where_one_has_stopped(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *rest = sorted(few.glob("*.txt"))
    build([first], server.url)
    from_elsewhere(monkeypatch, tmp_path)
    assert len(build(rest, server.url).added) == 3
    monkeypatch.setenv("CANBO_CACHE", str(tmp_path / "cache"))  # whose copy is behind now
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)
    assert len(build([few], server.url).unchanged) == 4


def test_a_change_too_large_for_one_request_goes_in_several(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_REQUEST", 2000)
    build([few], server.url)
    file = sorted(few.glob("*.txt"))[0]
    file.write_text("Không còn gì.", encoding="utf-8")
    build([few], server.url)
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_shards_are_loaded_onto_a_server(
    server: Server, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_REQUEST", 2000)  # the bulk way is for more than that
    write_shards([ARTICLES], str(tmp_path / "shards"), articles=5)
    with open_store(server.url, "write") as store:
        load_shards(str(tmp_path / "shards"), store, Judgements())
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == exported(local, tmp_path)


def test_a_graph_can_be_had_without_the_graph_store_protocol(server: Server, few: Path, tmp_path: Path) -> None:
    build([few], server.url)
    found = []
    for place in (endpoint(server.url), replace(endpoint(server.url), data="")):
        with writer.Client(place) as client:
            client.fetch(tmp_path / "graph.nt")
            found.append(set(ox.parse(path=str(tmp_path / "graph.nt"))))
            assert len(found[-1]) == client.count()
    assert found[0] == found[1]


def test_a_store_that_another_machine_left_half_changed_is_not_built_upon(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([few], server.url)
    with writer.Client(endpoint(server.url)) as client:
        client.update(" ;\n".join(state.set_state(endpoint(server.url), "~half")))
    from_elsewhere(monkeypatch, tmp_path)
    with pytest.raises(RemoteError, match="was cut off half way on another machine"):
        build([few], server.url)


def test_an_article_is_removed(server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([few], server.url)
    file = sorted(few.glob("*.txt"))[-1]
    iri = Iris("https://w3id.org/canbo/").article(file.stem)
    with open_store(server.url, "write") as store:
        old = {iri: before(store, iri)}
        assert store.remove_article(file.stem)
        link(store, old)
    file.unlink()
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_what_a_build_did_is_told_and_pruned_as_locally(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = sorted(few.glob("*.txt"))
    text = second.read_text(encoding="utf-8")
    for where in (server.url, "here"):
        build([few], where, jobs=2)
    first.unlink()
    second.write_text(text[: len(text) // 2], encoding="utf-8")
    told = [build([few], where, prune=True, changes=f"{n}.json") for n, where in enumerate((server.url, "here"))]
    assert told[0] == told[1] and told[0].removed == (first.stem,) and told[0].changed == (second.stem,)
    assert any(one.gone for one in told[0].facts.values())
    assert Path("0.json").read_bytes() == Path("1.json").read_bytes()
    from_elsewhere(monkeypatch, tmp_path)
    with open_store(server.url) as there:
        assert there.marker.rows == table_counts(there) == told[0].rows
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)
    # Which files were read is known where they were read.
    second.unlink()
    assert not build([few], server.url, prune=True).removed


def test_an_entity_layer_that_was_cut_off_is_taken_out(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where a build was killed between the requests that take a layer out: nodes are there without their types."""
    build([few], server.url)
    with open_store(server.url, "write") as store:
        store.note(entities=False)
        below = f"{store.iris.base}person/"
        types = [q for q in store.oxigraph.quads_for_pattern(None, TYPE, None) if q.subject.value.startswith(below)]
        assert types
        store.swap(types, ())
    with open_store(server.url) as reader:
        remark_on(reader)
    assert f"a build of {endpoint(server.url).name} is running or was cut off" in capsys.readouterr().err
    assert build([few], server.url).complete
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_who_wants_a_directory_is_told(server: Server, few: Path, tmp_path: Path) -> None:
    build([few], server.url)
    with open_store(server.url) as store, pytest.raises(StoreError, match="is no directory"):
        backup(store, tmp_path / "backup")
    build([few], tmp_path / "here")
    with open_store(tmp_path / "here") as store:
        backup(store, tmp_path / "backup")
    with pytest.raises(StoreError, match="is a server"):
        restore(tmp_path / "backup", server.url)


@pytest.mark.parametrize("sent", [False, True], ids=["before", "after"])
def test_a_change_that_was_cut_off_is_completed(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: bool
) -> None:
    deliver, count = writer.deliver, iter(range(100))

    def cut_off(*args: object) -> None:
        if next(count) == 2:
            if sent:
                deliver(*args)  # type: ignore[arg-type]
            raise Killed
        deliver(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(writer, "deliver", cut_off)
        build([few], server.url)
    assert list((tmp_path / "cache").glob("*/pending.json"))
    assert build([few], server.url).complete
    assert not list((tmp_path / "cache").glob("*/pending.json"))
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_a_change_is_completed_though_the_copy_was_lost(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where power goes: the change is on disk, the copy's last transactions are not, the server is half way."""
    deliver, count = writer.deliver, iter(range(100))

    def cut_off(client: writer.Client, change: writer.Pending) -> None:
        if next(count) == 2:
            client.update(" ;\n".join(state.set_state(client.endpoint, f"~{change.after}")))
            raise Killed
        deliver(client, change)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(writer, "deliver", cut_off)
        build([few], server.url)
    (folder,) = (tmp_path / "cache").glob("*/oxigraph")
    ox.Store(str(folder)).clear()
    assert build([few], server.url).complete
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


@pytest.mark.parametrize("sent", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
def test_ctrl_c_within_a_change_leaves_server_and_copy_alike(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: bool, times: int
) -> None:
    deliver, count = writer.deliver, iter(range(100))

    def cut_off(client: writer.Client, change: writer.Pending) -> None:
        n = next(count)
        if sent or not 2 <= n < 2 + times:
            deliver(client, change)
        if 2 <= n < 2 + times:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writer, "deliver", cut_off)
        if times == 1:  # what was begun is ended, and linked
            summary = build([few], server.url)
            assert summary.interrupted and len(summary.added) == 2
        else:
            with pytest.raises(RemoteError, match="run the same command again"):
                build([few], server.url)
    if times == 1:
        here = exported(server.url, tmp_path)
        with monkeypatch.context() as patched:
            from_elsewhere(patched, tmp_path)
            assert exported(server.url, tmp_path) == here
            with open_store(server.url) as store:
                assert store.marker.rows == table_counts(store)
    assert build([few], server.url).complete
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_killed_at_any_moment_the_next_build_completes_it(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-m", "canbo", "build", str(few), "--store", server.url]
    for n in range(6):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
        time.sleep(0.6 + 0.35 * n)
        process.kill()
        process.wait()
    assert build([few], server.url).complete
    from_elsewhere(monkeypatch, tmp_path)
    assert exported(server.url, tmp_path) == rebuilt(few, tmp_path)


def test_one_machine_writes_at_a_time_and_readers_go_on(
    server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([few], server.url)
    with open_store(server.url, "write"):
        with pytest.raises(StoreError, match="is open for writing in this program"):
            open_store(server.url, "write")
        from_elsewhere(monkeypatch, tmp_path)
        with pytest.raises(RemoteError, match=r"is being written from .* canbo link --take-over"):
            open_store(server.url, "write")
        assert list(query(server.url, "articles"))
        with open_remote(server.url, "write", take_over=True) as taken:
            assert len(taken.articles()) == 4


def test_a_graph_of_something_else_is_left_alone(server: Server, few: Path) -> None:
    with pytest.raises(RemoteError, match="there is no store on"):
        open_store(server.url)
    place = endpoint(server.url)
    with writer.Client(place) as client:
        triple = "<https://example.org/a> <https://example.org/b> 1"
        client.update(
            f"INSERT DATA {{ GRAPH <{place.graph}> {{ {triple} }} }}" if place.graph else f"INSERT DATA {{ {triple} }}"
        )
        with pytest.raises(RemoteError, match="has triples and is no canbo store"):
            build([few], server.url)
        assert client.count() == 1


def test_the_commands_take_the_url(server: Server, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "canbo", *words], capture_output=True, text=True, check=False, env=os.environ
        )

    done = run("build", str(few), "--store", server.url)
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("CANBO_STORE", server.url)
    assert "articles: 4" in run("status").stdout
    assert run("query", "officials", "--place", "ngan son", "--format", "csv").stdout.startswith("certainty,")
    assert run("link").stdout.startswith("judgements: 0 in 127.0.0.1-")
    assert run("validate").returncode == 0
    assert run("explain", sorted(few.glob("*.txt"))[0].stem).returncode == 0
    assert run("export", "graph.nt").returncode == 0
    assert run("draw", "graph.graphml").returncode == 0
