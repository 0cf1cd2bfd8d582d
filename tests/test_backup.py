"""Backups: all of a store, made while it is used, and a store again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import canbo
from canbo.graph.build import build
from canbo.graph.store import Store, StoreError, open_store

from .test_build import TEXT
from .test_faults import WRITER, said, started

CANBO = Path(sys.executable).with_name("canbo")


def content(store: Store) -> set[ox.Quad]:
    return set(store.oxigraph)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    for n in range(10, 14):
        (found / f"{n}.txt").write_text(TEXT.format(n=n))
    return found


def command(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(CANBO), *map(str, args)], capture_output=True, text=True, check=False)


def test_a_backup_is_not_touched_by_what_happens_later_and_comes_back(folder: Path, tmp_path: Path) -> None:
    path, saved = tmp_path / "s", tmp_path / "saved"
    build([folder], path)
    judgements = tmp_path / "s.judgements.tsv"
    judgements.write_text("# mine\n")
    done = command("backup", saved, "--store", path)
    assert done.returncode == 0, done.stderr
    assert "4 articles and your judgements" in done.stderr
    with open_store(path) as store:
        old = content(store)
    (folder / "10.txt").write_text(TEXT.format(n=99))
    (folder / "11.txt").unlink()
    build([folder], path, prune=True)
    refused = command("restore", saved, "--store", path)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    judgements.write_text("# others\n")
    done = command("restore", saved, "--store", path, "--replace")
    assert done.returncode == 0, done.stderr
    assert "stays" in done.stderr
    assert judgements.read_text() == "# others\n"
    with open_store(path) as store:
        assert content(store) == old
    # Where its articles came from is known again.
    assert build([folder], path, prune=True).removed == ("11",)
    with open_store(saved) as store:
        assert content(store) == old
    shutil.rmtree(path)
    judgements.unlink()
    assert canbo.restore(saved, path).judgements == judgements
    with open_store(path, "write") as store:
        assert content(store) == old
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["articles", "s", "s.judgements.tsv", "saved"]


def test_a_backup_beside_a_build_has_what_was_there_before_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    build([folder], path)
    with open_store(path) as store:
        old = content(store)
    (folder / "10.txt").write_text(TEXT.format(n=99))
    with started(WRITER, folder, path) as writer:
        assert said(writer) == "1"
        assert said(writer, "\n") == "2"  # the first article, which has changed, is in
        canbo.backup(path, tmp_path / "saved")
        assert json.loads((tmp_path / "saved" / "canbo.json").read_text())["rules"] == ""
        with pytest.raises(StoreError, match="is being written"):
            canbo.restore(tmp_path / "saved", path, replace=True)
        writer.communicate("\n" * 9)
    with open_store(tmp_path / "saved", "write") as store:
        assert content(store) == old


def test_what_is_in_the_way(folder: Path, tmp_path: Path) -> None:
    path, saved = tmp_path / "s", tmp_path / "saved"
    build([folder], path)
    canbo.backup(path, saved)
    with pytest.raises(StoreError, match="exists"):
        canbo.backup(path, saved)
    with pytest.raises(StoreError, match="not a canbo store"):
        canbo.restore(saved, folder, replace=True)
    assert len(list(folder.iterdir())) == 4
    with pytest.raises(StoreError, match="not a canbo store"):
        canbo.restore(folder, tmp_path / "new")
    with pytest.raises(StoreError, match="cannot be written"):
        canbo.backup(path, folder / "10.txt" / "saved")
    with open_store(mode="memory") as store, pytest.raises(StoreError, match="memory"):
        canbo.backup(store, tmp_path / "new")


def test_a_backup_of_another_format_says_what_to_run(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    canbo.backup(tmp_path / "s", tmp_path / "saved")
    marker = tmp_path / "saved" / "canbo.json"
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {"format": 99}))
    with pytest.raises(StoreError, match=r"store format 99, .* canbo build PATH"):
        canbo.restore(tmp_path / "saved", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_damaged_store_can_be_replaced(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    canbo.backup(tmp_path / "s", tmp_path / "saved")
    (tmp_path / "s" / "oxigraph" / "CURRENT").write_text("nonsense")
    assert canbo.restore(tmp_path / "saved", tmp_path / "s", replace=True).articles == 4
    with open_store(tmp_path / "s") as store:
        assert len(store.articles()) == 4
