"""Articles are put into the store several at a time; what is in it then does not depend on how many."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from canbo.graph import store as module
from canbo.graph.build import build
from canbo.graph.export import export
from canbo.graph.incoming import Incoming
from canbo.graph.store import Store, open_store

from .test_build import TEXT


def line(n: int) -> bytes:
    return f'<urn:a{n}> <urn:p> "{n}" .\n'.encode()


def test_nothing_waits_where_nothing_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "batch", 0)
    with open_store(mode="memory") as store:
        incoming = Incoming(store)
        incoming.put("a", line(1))
        assert len(store.oxigraph) == 1


def test_what_waits_is_put_in_together_when_it_is_enough_or_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "batch", 3 * len(line(1)))
    with open_store(mode="memory") as store:
        incoming = Incoming(store)
        incoming.put("a", line(1))
        incoming.put("b", line(2))
        assert len(store.oxigraph) == 0
        incoming.settle("c")
        assert len(store.oxigraph) == 0
        incoming.put("c", line(3))
        assert len(store.oxigraph) == 3
        incoming.put("d", line(4))
        incoming.settle("d")
        assert len(store.oxigraph) == 4
        incoming.flush()
        incoming.flush()
        assert len(store.oxigraph) == 4


def test_many_triples_go_in_as_files_and_few_in_a_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways the same triples are there when the store is opened again."""
    found = []
    for least in (0, 10**9):
        monkeypatch.setattr(module, "_MANY", least)
        folder = tmp_path / str(least)
        with open_store(folder, "write") as store:
            store.add(b"".join(map(line, range(50))))
            store.add(line(7) + line(50))
        with open_store(folder) as store:
            found.append(set(store.oxigraph))
    assert found[0] == found[1]
    assert len(found[0]) == 51
    assert ox.Quad(ox.NamedNode("urn:a50"), ox.NamedNode("urn:p"), ox.Literal("50")) in found[0]


@pytest.mark.parametrize("batch", [0, 200_000, 10**9])
def test_a_build_is_the_same_however_many_are_put_in_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(Store, "batch", batch)
    monkeypatch.setattr(module, "_MANY", 100_000)
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(10, 30):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n))
    build([folder], tmp_path / "store")
    (folder / "12.txt").write_text(TEXT.format(n=99))
    (folder / "13.txt").unlink()
    (folder / "30.txt").write_text(TEXT.format(n=30))
    summary = build([folder], tmp_path / "store", prune=True)
    assert (summary.added, summary.changed, summary.removed) == (("30",), ("12",), ("13",))
    build([folder], tmp_path / "fresh")
    for name in ("store", "fresh"):
        with open_store(tmp_path / name) as store:
            export(store, tmp_path / f"{name}.nq", with_text=True)
    assert (tmp_path / "store.nq").read_bytes() == (tmp_path / "fresh.nq").read_bytes()
