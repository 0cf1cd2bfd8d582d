"""The store: a directory that says what it is, articles replaced whole, and what cannot be opened."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from canbo.graph.iris import Iris
from canbo.graph.linking.run import relink
from canbo.graph.mapping import article_quads
from canbo.graph.store import Store, StoreError, open_store

from .handmade import TEXT, article, office, sin_ho

IRIS = Iris("https://w3id.org/canbo/")


def content(store: Store) -> set[ox.Quad]:
    return set(store.oxigraph)


def put(store: Store, *names: str) -> None:
    for name in names:
        store.replace_article(name, article_quads(sin_ho(name), store.iris))


def test_what_is_written_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", "write") as store:
        put(store, "a")
        written = content(store)
    with open_store(tmp_path / "s") as store:
        assert content(store) == written
        assert list(store.articles()) == ["a"]
        assert store.articles()["a"].sha256 == sin_ho("a").document.sha256


def test_an_article_is_replaced_exactly() -> None:
    with open_store(mode="memory") as store:
        put(store, "a", "a2", "b")
        others = {q for q in content(store) if not str(q.subject.value).startswith(f"{IRIS.article('a')}")}
        others |= {q for q in content(store) if q.subject.value.startswith(IRIS.article("a2"))}
        changed = article("a", office("Lò Văn Tám", "Bí thư", "Huyện ủy"), text=TEXT + " Thêm.")
        store.replace_article("a", article_quads(changed, store.iris))
        assert content(store) == others | set(article_quads(changed, store.iris))


def test_an_article_is_removed_whole_with_its_own_places() -> None:
    with open_store(mode="memory") as store:
        put(store, "b")
        before = content(store)
        odd = article("a", office("Lò Văn Tám", "Bí thư", "Đảng ủy xã", "Không Có Thật"))
        store.replace_article("a", article_quads(odd, store.iris))
        assert store.remove_article("a")
        assert content(store) == before
        assert not store.remove_article("a")


def test_removing_an_article_leaves_the_entity_layer_to_its_rebuilding() -> None:
    with open_store(mode="memory") as store:
        put(store, "b")
        relink(store)
        before = content(store)
        store.replace_article("a", article_quads(sin_ho("a"), store.iris))
        relink(store)
        store.remove_article("a")
        relink(store)
        assert content(store) == before


def test_the_same_rdflib_api_sees_the_store() -> None:
    with open_store(mode="memory") as store:
        put(store, "a")
        name = URIRef("https://w3id.org/canbo/def#personName")
        assert store.graph.value(URIRef(IRIS.article("a") + "/office/1"), name) == Literal("Giàng A Páo")
        rows = list(store.graph.query("SELECT ?n WHERE { ?s canbo:personName ?n ; a canbo:OfficeStatement }"))
        assert [row[0] for row in rows] == [Literal("Giàng A Páo")]  # type: ignore[index]
        assert len(store.graph) == len(store.oxigraph)


def test_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="canbo build"):
        open_store(tmp_path / "nothing")


def test_a_directory_that_is_not_a_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for mode in ("read", "write"):
        with pytest.raises(StoreError, match="not a canbo store"):
            open_store(tmp_path, mode)  # type: ignore[arg-type]
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("mine")
    for mode in ("read", "write"):
        with pytest.raises(StoreError, match=str(tmp_path / "s")):
            open_store(tmp_path / "s", mode)  # type: ignore[arg-type]


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way, for root too")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "s", "write")


def test_a_database_that_cannot_be_written(tmp_path: Path) -> None:
    open_store(tmp_path / "s", "write").close()
    lock = tmp_path / "s" / "oxigraph" / "LOCK"
    lock.unlink()
    lock.mkdir()  # in the way, for root too
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(tmp_path / "s", "write")


def test_a_damaged_database(tmp_path: Path) -> None:
    open_store(tmp_path / "s", "write").close()
    (tmp_path / "s" / "oxigraph" / "CURRENT").write_text("nonsense")
    for mode in ("read", "write"):
        with pytest.raises(StoreError, match="cannot be"):
            open_store(tmp_path / "s", mode)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ('{"format": 99, "base": "x"}', "store format 99"),
        ('{"format": 99, "new": 1}', "store format 99"),
        ("{", "damaged"),
        ("[1]", "damaged"),
    ],
)
def test_a_marker_that_is_not_understood(tmp_path: Path, marker: str, message: str) -> None:
    (tmp_path / "canbo.json").write_text(marker)
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path)


def test_another_base_is_another_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path / "s", "write").close()
    monkeypatch.setenv("CANBO_BASE", "http://example.org/")
    with pytest.raises(StoreError, match="CANBO_BASE"):
        open_store(tmp_path / "s", "write")
    with open_store(tmp_path / "s") as store:
        assert store.iris.base == "https://w3id.org/canbo/"


HOLD = """
import sys
from canbo.graph.store import open_store
with open_store(sys.argv[1], "write") as store:
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_one_process_writes_others_read(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", "write") as store:
        put(store, "a")
        written = content(store)
    command = [sys.executable, "-c", HOLD, str(tmp_path / "s")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="another process"):
            open_store(tmp_path / "s", "write")
        with open_store(tmp_path / "s") as store:
            assert content(store) == written
        other.communicate("\n")
    open_store(tmp_path / "s", "write").close()


def test_the_marker_is_whole_or_absent(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", "write") as store:
        store.note(entities=False)
        assert json.loads((tmp_path / "s" / "canbo.json").read_text())["entities"] is False
        assert replace(store.marker, entities=True) != store.marker


def test_a_closed_store_says_so() -> None:
    store = open_store(mode="memory")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles()
