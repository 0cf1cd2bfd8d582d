"""A build from files: again and again the same, a changed article replaced, Ctrl-C without loss."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from canbo.commands import build as command
from canbo.explorer.app import application
from canbo.extractors.article import read_article
from canbo.graph.admission import admit
from canbo.graph.build import build
from canbo.graph.iris import Iris
from canbo.graph.linking.run import relink
from canbo.graph.mapping import article_quads, article_triples
from canbo.graph.namespaces import term
from canbo.graph.reading import ReadError, find_sources, read_document
from canbo.graph.shape_messages import in_vietnamese
from canbo.graph.status import status, table_counts
from canbo.graph.store import Store, open_store
from canbo.graph.triples import value_of, word

from .handmade import TEXT as HANDMADE
from .handmade import article, office, sin_ho

TEXT = """Huyện ủy Sìn Hồ tổ chức hội nghị lần thứ {n}

Ngày 06/7/2023, Huyện ủy Sìn Hồ tổ chức Hội nghị lần thứ {n}. Đồng chí Giàng A Páo, \
Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện chủ trì hội nghị. \
Dự hội nghị có đồng chí Lò Văn Tám, Phó Chủ tịch UBND huyện.

6 tháng đầu năm, thu ngân sách trên địa bàn đạt {n},5 tỷ đồng, bằng 101,08% dự toán. \
Hội nghị đã thông qua Nghị quyết số {n}-NQ/HU.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    for n in range(10, 16):
        (found / f"{n}.txt").write_text(TEXT.format(n=n))
    return found


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(mode="memory") as opened:
        yield opened


def content(store: Store) -> set[ox.Quad]:
    return set(store.oxigraph)


def test_a_folder_becomes_a_linked_store(folder: Path, store: Store) -> None:
    summary = build([folder], store)
    assert summary.added == tuple(str(n) for n in range(10, 16))
    assert summary.complete
    assert summary.rows["posts"] > 0
    found = status(store)
    assert found.articles == 6
    assert found.linked
    assert found.entities["foaf:Person"] > 0


def test_building_again_changes_nothing(folder: Path, store: Store) -> None:
    build([folder], store)
    before = content(store)
    summary = build([folder], store)
    assert (summary.added, summary.changed, len(summary.unchanged)) == ((), (), 6)
    assert content(store) == before
    assert len(build([folder], store, again=True).unchanged) == 6
    assert content(store) == before


def test_a_changed_article_is_replaced_exactly(folder: Path, store: Store) -> None:
    build([folder], store)
    (folder / "12.txt").write_text(TEXT.format(n=99))
    summary = build([folder], store)
    assert summary.changed == ("12",)
    with open_store(mode="memory") as fresh:
        build([folder], fresh)
        assert content(store) == content(fresh)


def test_the_order_of_building_does_not_matter(folder: Path, store: Store) -> None:
    build([folder], store)
    files = sorted(folder.iterdir(), reverse=True)
    with open_store(mode="memory") as other:
        for file in files:
            build([file], other)
        assert content(store) == content(other)


def test_what_fails_is_named_and_the_rest_goes_in(folder: Path, store: Store) -> None:
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "empty.txt").write_text("")
    (folder / "wide.txt").write_bytes(TEXT.format(n=20).encode("utf-16"))
    summary = build([folder], store)
    assert [Path(one.source).name for one in summary.failures] == ["bad.txt", "empty.txt"]
    assert "wide" in summary.added
    assert [one.text for one in summary.encodings] == ["read as utf-16"]
    assert not summary.complete
    assert len(store.articles()) == 7


def test_data_that_no_rule_reads_is_told(folder: Path, store: Store) -> None:
    """What stands before and behind it is read all the same."""
    (folder / "data.txt").write_text(TEXT.format(n=20) + "\n\n" + "0123456789 " * 12_000 + "\n\n" + TEXT.format(n=21))
    summary = build([folder], store)
    (told,) = summary.passed_over
    assert Path(told.source).name == "data.txt"
    assert "131,999 characters from offset " in told.text
    assert f"offset {(folder / 'data.txt').read_text().index('0123456789 0123')} on" in told.text
    assert "data" in summary.added
    assert "data" not in summary.empty
    assert summary.complete


def test_an_article_without_a_statement_is_named(folder: Path, store: Store) -> None:
    (folder / "poem.txt").write_text("Trời xanh, mây trắng, nắng vàng.\n")
    assert build([folder], store).empty == ("poem",)


def test_a_missing_path_is_told_before_anything_is_done(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        build([folder, tmp_path / "none"], tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_a_statement_that_does_not_conform_is_kept_out_with_its_evidence() -> None:
    good = office("Giàng A Páo", "Chủ tịch", "HĐND huyện", "Sìn Hồ")
    bad = office("123", "Bí thư", "Huyện ủy", "Sìn Hồ")
    iris = Iris("https://w3id.org/canbo/")
    found = [article("a", good, bad), sin_ho("b")]
    first, second = admit([(one, article_triples(one, iris)) for one in found])
    assert second.refused == ()
    assert second.triples == article_triples(found[1], iris)
    (refused,) = first.refused
    assert (refused.article, refused.table, refused.values) == ("a", "posts", ("123",))
    names = {value_of(value).text for _, predicate, value in first.triples if predicate == word("personName")}
    assert names == {"Giàng A Páo"}


def test_unread_sentences_are_written(folder: Path, store: Store) -> None:
    out = io.StringIO()
    summary = build([folder], store, unread=out)
    assert len(out.getvalue().splitlines()) == summary.unread


def test_articles_of_other_rules_are_read_again(folder: Path, store: Store) -> None:
    build([folder], store)
    before = content(store)
    store.note(rules="yesterday's")
    for name in store.articles():
        quad = ox.Quad(ox.NamedNode(store.iris.article(name)), term("schema:headline"), ox.Literal("old"))
        store.oxigraph.add(quad)
    build([folder / "10.txt"], store)
    assert store.marker.rules == "yesterday's"  # five articles are still of the old rules
    assert len(build([folder], store).unchanged) == 6
    assert content(store) == before


def test_progress_counts_every_source(folder: Path, store: Store) -> None:
    (folder / "empty.txt").write_text("")
    seen: list[tuple[int, int, str]] = []
    build([folder], store, progress=lambda *step: seen.append(step))
    assert [step[0] for step in seen] == list(range(1, 8))
    assert {step[1] for step in seen} == {7}


SLOW = """
import signal, sys, time
from canbo.graph.build import build
signal.signal(signal.SIGINT, signal.default_int_handler)  # what is started in the background is deaf to it
def progress(done, total, name):
    print(done, flush=True)
    time.sleep(0.05 if done >= 55 else 0)  # the signal is to come while there is something left to do
summary = build([sys.argv[1]], sys.argv[2], progress=progress)
print("interrupted", summary.interrupted, len(summary.added), flush=True)
"""


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    total = 150
    for n in range(total):
        (folder / f"{n:04}.txt").write_text(TEXT.format(n=n))
    command_line = [sys.executable, "-c", SLOW, str(folder), str(tmp_path / "s")]
    with subprocess.Popen(command_line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "55":
                process.send_signal(signal.SIGINT)
                break
        rest = process.stdout.read().splitlines()
    assert process.returncode == 0
    _, interrupted, added = rest[-1].split()
    assert interrupted == "True"
    assert 55 <= int(added) < total
    with open_store(tmp_path / "s") as store:
        assert len(store.articles()) == int(added)
        assert status(store).linked
        source = next(s for s in find_sources([folder]) if s.name == "0003")
        for quad in article_quads(read_article(read_document(source)), store.iris):
            assert quad in store.oxigraph
    build([folder], tmp_path / "s")
    with open_store(tmp_path / "s") as store, open_store(mode="memory") as fresh:
        build([folder], fresh)
        assert content(store) == content(fresh)


def test_the_summary_for_people(folder: Path, store: Store) -> None:
    (folder / "bad.txt").write_bytes(bytes(1000))
    text = "\n".join(command.lines(build([folder], store)))
    assert "6 read (6 added, 0 changed, 0 unchanged), 1 failed" in text
    assert "Ai giữ chức vụ nào" in text
    assert "bad.txt: it is binary" in text


def test_prune_takes_out_what_was_read_below_the_folder_and_is_gone(folder: Path, store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "30.txt").write_text(TEXT.format(n=30))
    build([folder, other], store)
    (folder / "12.txt").unlink()
    (other / "30.txt").unlink()
    assert build([folder], store).removed == ()
    summary = build([folder], store, prune=True)
    assert summary.removed == ("12",)
    assert "30" in store.articles()  # it was read from elsewhere
    with open_store(mode="memory") as fresh:
        build([folder], fresh)
        store.remove_article("30")
        relink(store)
        assert content(store) == content(fresh)


def test_statements_are_counted_as_they_come_and_go(folder: Path, store: Store) -> None:
    first = build([folder], store)
    assert first.rows == table_counts(store) and sum(first.rows.values()) > 0
    one, *others = sorted(folder.glob("*.txt"))
    one.write_text(others[0].read_text(encoding="utf-8"), encoding="utf-8")
    others[-1].unlink()
    second = build([folder], store, prune=True)
    assert second.rows == table_counts(store) != first.rows
    assert build([folder], store).rows == second.rows


def test_prune_follows_a_file_that_is_called_otherwise_now(folder: Path, store: Store) -> None:
    build([folder], store)
    (folder / "more").mkdir()
    (folder / "more" / "12.txt").write_text(TEXT.format(n=77))
    summary = build([folder], store, prune=True)
    assert summary.added == ("articles/12", "more/12")
    assert summary.removed == ("12",)
    with open_store(mode="memory") as fresh:
        build([folder], fresh)
        assert content(store) == content(fresh)


def test_where_articles_are_from_outlives_the_process_and_a_line_that_was_cut_off(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    with (tmp_path / "s" / "sources.jsonl").open("a") as out:
        out.write('["10", "/some')
    (folder / "11.txt").unlink()
    with open_store(tmp_path / "s", "write") as opened:
        assert build([folder], opened, prune=True).removed == ("11",)
    told = (tmp_path / "s" / "sources.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in told] == [[path.stem, str(path)] for path in sorted(folder.iterdir())]


def test_what_changed_in_the_facts(folder: Path, store: Store, tmp_path: Path) -> None:
    first = build([folder], store)
    assert first.facts["posts"].added == first.rows["posts"]
    assert (first.facts["posts"].gone, first.facts["indicators"].changed) == (0, 0)
    text = TEXT.format(n=12).replace("12,5 tỷ", "13,5 tỷ").replace("Lò Văn Tám", "Lò Văn Chín")
    (folder / "12.txt").write_text(text)
    (folder / "13.txt").unlink()
    (folder / "bad.txt").write_bytes(bytes(1000))
    summary = build([folder], store, prune=True, changes=tmp_path / "changes.json")
    told = json.loads((tmp_path / "changes.json").read_text())
    assert told["articles"]["changed"] == ["12"]
    assert told["articles"]["removed"] == ["13"]
    assert [Path(one["source"]).name for one in told["articles"]["failed"]] == ["bad.txt"]
    assert told["counts"]["articles"] == {"added": 0, "changed": 1, "removed": 1, "failed": 1, "unchanged": 4}
    found = {(one["article"], one["table"]): one for one in told["facts"]}
    offices = found["12", "posts"]
    assert [row["person"] for row in offices["added"]] == ["Lò Văn Chín"]
    assert [row["person"] for row in offices["gone"]] == ["Lò Văn Tám"]
    (figure,) = found["12", "indicators"]["changed"]
    assert (figure["from"]["value"], figure["to"]["value"]) == ("12.5", "13.5")
    assert found["13", "posts"]["added"] == []
    assert summary.facts["posts"].gone == 1 + len(found["13", "posts"]["gone"])
    assert summary.facts["indicators"].changed == 1
    lines = "\n".join(command.lines(summary))
    assert "figures +0 -2 1 with another value" in lines
    assert "1 removed" in lines


def test_nothing_new_changes_no_fact(folder: Path, store: Store, tmp_path: Path) -> None:
    build([folder], store)
    summary = build([folder], store, again=True, changes=tmp_path / "changes.json")
    assert json.loads((tmp_path / "changes.json").read_text())["facts"] == []
    assert "facts that changed: none" in command.lines(summary)


def test_what_is_kept_out_is_kept_beside_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(HANDMADE)
    (folder / "b.txt").write_text(TEXT.format(n=10))
    # No text gives a name of digits; what comes after the reader has to stop it all the same.
    odd = article("a", office("123", "Bí thư", "Huyện ủy", "Sìn Hồ"))
    with monkeypatch.context() as patched:
        patched.setattr(
            "canbo.graph.extraction.read_article", lambda one: odd if one.name == "a" else read_article(one)
        )
        build([folder], tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        (kept,) = store.refusals.all()
    assert (kept.article, kept.table, kept.values) == ("a", "posts", ("123",))
    assert kept.quote in HANDMADE
    with TestClient(application(tmp_path / "store"), "http://127.0.0.1") as site:
        page = site.get("/checks").text
        assert kept.quote in page
        vietnamese = in_vietnamese(kept.reasons[0])
        assert vietnamese != kept.reasons[0]
        assert escape(vietnamese) in page
        assert escape(kept.reasons[0]) in site.get("/checks?lang=en").text
        assert site.get("/checks.csv?table=checks-refused").text.splitlines()[1].startswith("a,posts,")
    # A line that a killed build has left unfinished hides nothing.
    with (tmp_path / "store" / "refused.jsonl").open("a") as out:
        out.write('["b", [["posts", ')
    (folder / "a.txt").write_text(HANDMADE + "\n")
    build([folder], tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        assert store.refusals.all() == ()
