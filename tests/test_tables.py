"""Tables of articles, and shards of what they state: as good as a folder of files and a build."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from canbo.api import build, export, open_store
from canbo.extractors.errors import CanboError
from canbo.graph.linking.judgements import Judgements
from canbo.graph.reading import ReadError
from canbo.graph.shards import MANIFEST, ShardError, load_shards, write_shards
from canbo.graph.tabular import rows

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "examples" / "articles"
ROWS = [{"document": file.stem, "text": file.read_text(encoding="utf-8")} for file in sorted(ARTICLES.glob("*.txt"))]
SAYS = "Đồng chí Giàng A Páo, Chủ tịch UBND huyện Sìn Hồ, chủ trì hội nghị."


def lines(found: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found).encode()


def exported(store: Path, tmp_path: Path) -> bytes:
    export(store, tmp_path / "graph.nq", with_text=True)
    return (tmp_path / "graph.nq").read_bytes()


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("local")
    build([ARTICLES], folder / "store")
    return exported(folder / "store", folder)


def parquet(path: Path, found: list[dict[str, Any]]) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="there is no pyarrow: pip install 'canbo[cluster]'")
    from pyarrow import parquet as written

    written.write_table(pyarrow.Table.from_pylist(found), path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.parquet", "memory://tests/a.jsonl.gz"])
def test_a_table_gives_the_graph_of_its_files(name: str, local: bytes, tmp_path: Path) -> None:
    path: Path | str = tmp_path / name
    packed = gzip.compress(lines(ROWS)) if name.endswith(".gz") else lines(ROWS)
    if name.startswith("memory:"):
        fsspec = pytest.importorskip("fsspec", reason="there is no fsspec: pip install 'canbo[cluster]'")
        path = name
        with fsspec.open(name, "wb") as out:
            out.write(packed)
    elif name.endswith(".parquet"):
        parquet(Path(path), ROWS)
    else:
        Path(path).write_bytes(packed)
    summary = build([path], tmp_path / "store")
    assert summary.complete and summary.added == tuple(row["document"] for row in ROWS)
    assert exported(tmp_path / "store", tmp_path) == local
    assert len(build([path], tmp_path / "store").unchanged) == len(ROWS)


def test_what_a_page_is_known_to_say_stands_where_its_text_does_not(tmp_path: Path) -> None:
    row = {
        "id": 17,
        "text": SAYS,
        "title": "Hội nghị",
        "published": "2023-07-06T10:00:00",
        "publisher": "BLC",
        "byline": "A",
    }
    (tmp_path / "a.jsonl").write_bytes(lines([row]))
    build([tmp_path / "a.jsonl"], tmp_path / "store")
    found = exported(tmp_path / "store", tmp_path).decode()
    assert 'article/17> <https://schema.org/headline> "Hội nghị"' in found
    assert found.count('"2023-07-06"^^<http://www.w3.org/2001/XMLSchema#date>') >= 2  # published and as of
    assert '"BLC"' in found and '"A"' in found
    dated = SAYS + "\n\nCập nhật lúc 08:00, 05/7/2023"
    (tmp_path / "a.jsonl").write_bytes(lines([row | {"text": dated}]))
    build([tmp_path / "a.jsonl"], tmp_path / "store")
    found = exported(tmp_path / "store", tmp_path).decode()
    assert 'article/17> <https://schema.org/datePublished> "2023-07-05"' in found


def test_a_row_that_is_no_article_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANBO_MAX_MB", "0.001")
    good = {"document": "good", "text": SAYS}
    bad: list[Any] = [
        {"document": "empty", "text": " "}, {"document": "none"}, {"text": SAYS}, {"document": True, "text": 3}, [1],
        {"document": "long", "text": "ă" * 600}, {"document": "dated", "text": SAYS, "published": "05/7/2023"},
        {"document": "dated", "text": SAYS, "published": "2023-02-30"}, good,
    ]  # fmt: skip
    text = lines([good]) + b"{broken\n\n\xff\xfe\n" + lines(bad) + lines([good | {"document": "also"}])
    (tmp_path / "a.jsonl").write_bytes(text)
    summary = build([tmp_path / "a.jsonl"], tmp_path / "store")
    assert summary.added == ("good", "also")
    assert [one.source.rpartition(" ")[2] for one in summary.failures] == [str(n) for n in (2, *range(4, 14))]
    assert "another article of this run has this name" in summary.failures[-1].text
    assert "no ISO date" in summary.failures[-2].text


def test_a_damaged_table_is_named_and_what_was_read_of_it_stays(tmp_path: Path) -> None:
    packed = gzip.compress(lines(ROWS), compresslevel=0)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    summary = build([tmp_path / "a.jsonl.gz", tmp_path / "b.parquet"], tmp_path / "store")
    assert [Path(one.source.partition(",")[0]).name for one in summary.failures] == ["a.jsonl.gz", "b.parquet"]
    assert 0 < len(summary.added) < len(ROWS)


def test_an_article_that_is_in_a_table_now_is_not_pruned(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(SAYS, encoding="utf-8")
    build([folder], tmp_path / "store")
    (tmp_path / "b.jsonl").write_bytes(lines([{"document": "b", "text": SAYS}]))
    (folder / "b.txt").unlink()
    (folder / "c.txt").unlink()
    summary = build([folder, tmp_path / "b.jsonl"], tmp_path / "store", prune=True)
    assert (summary.removed, summary.unchanged) == (("c",), ("a", "b"))
    # Nor later, when the table is not read: its file is no longer where the article is from.
    assert not build([folder], tmp_path / "store", prune=True).removed


def test_processes_read_tables_as_one_does(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(ROWS[:3]) + b"{broken\n" + lines(ROWS[2:5]))
    summaries = [build([tmp_path / "a.jsonl"], tmp_path / f"store{jobs}", jobs=jobs) for jobs in (1, 3)]
    assert summaries[0] == summaries[1] and len(summaries[0].added) == 5 and len(summaries[0].failures) == 2
    shards = [write_shards([tmp_path / "a.jsonl"], str(tmp_path / f"shards{jobs}"), jobs=jobs) for jobs in (1, 3)]
    assert shards[0] == shards[1]


def test_processes_here_and_a_cluster_are_not_both_asked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "canbo", "build", str(ARTICLES), "--jobs", "1", "--cluster", "tcp://127.0.0.1:9"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "--cluster: not allowed with argument --jobs" in done.stderr
    with pytest.raises(CanboError, match="not both"):
        build([ARTICLES], tmp_path / "store", jobs=2, cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("path", ["missing.jsonl", "s3://bucket/folder", "https://example.org/a.txt"])
def test_what_cannot_be_read_is_told_before_anything_is_done(path: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        build([path], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_protocol_that_is_not_there_is_a_failure() -> None:
    (found,) = rows("nonsense://bucket/a.jsonl")
    assert "nonsense" in found.text


def test_shards_give_the_graph_of_a_build(local: bytes, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        command = [sys.executable, "-m", "canbo", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert "14 read, 0 failed" in run("build", str(ARTICLES), "--shards", "shards")
    assert run("load", "shards", "--store", "store").startswith("articles: 14 in 1 shards")
    assert exported(tmp_path / "store", tmp_path) == local
    # The next build finds what it would have left itself.
    assert len(build([ARTICLES], tmp_path / "store").unchanged) == 14


def test_shards_take_no_flags_of_a_store(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "canbo", "build", str(ARTICLES), "--shards", "shards", "--prune", "--store", "s"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "leave out --store, --prune" in done.stderr
    assert not (tmp_path / "shards").exists()


def test_shards_at_a_url(local: bytes, tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="there is no fsspec: pip install 'canbo[cluster]'")
    found = write_shards([ARTICLES], "memory://tests/shards", articles=5)
    assert (found.articles, len(found.shards)) == (14, 3)
    with open_store(tmp_path / "store", "write") as store:
        load_shards("memory://tests/shards", store, Judgements())
    assert exported(tmp_path / "store", tmp_path) == local


def test_shards_that_are_not_whole_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shards"
    write_shards([ARTICLES], str(folder), articles=7)

    def load(why: str) -> None:
        with open_store(mode="memory") as store, pytest.raises(CanboError, match=why):
            load_shards(str(folder), store, Judgements())

    with pytest.raises(ShardError, match="has shards already"):
        write_shards([ARTICLES], str(folder))
    monkeypatch.setenv("CANBO_BASE", "https://example.org/")
    load("set CANBO_BASE")
    monkeypatch.delenv("CANBO_BASE")
    shard = folder / "part-00001.nq.gz"
    whole = shard.read_bytes()
    shard.write_bytes(whole[:-1] + b"x")
    load("is not what was written")
    shard.unlink()
    load("is missing")
    shard.write_bytes(whole)
    manifest = (folder / MANIFEST).read_text(encoding="utf-8")
    (folder / MANIFEST).write_text(manifest[:50], encoding="utf-8")
    load("cannot be read")
    (folder / MANIFEST).unlink()
    load("writing them was cut off")


def test_shards_are_for_a_new_store(tmp_path: Path) -> None:
    write_shards([ARTICLES], str(tmp_path / "shards"))
    with open_store(mode="memory") as store:
        load_shards(str(tmp_path / "shards"), store, Judgements())
        with pytest.raises(ShardError, match="loaded into a new one"):
            load_shards(str(tmp_path / "shards"), store, Judgements())
