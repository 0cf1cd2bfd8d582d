"""`canbo explain` from outside: text, JSON and the page; of a store, a file and standard input."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import canbo as api
from canbo.graph.explain import ExplainError
from canbo.graph.explain_page import page
from canbo.graph.explain_text import as_json, lines
from canbo.graph.marker import read_marker

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
CANBO = Path(sys.executable).with_name("canbo")
DECISIONS = ROOT / "examples" / "articles" / "02-bac-kan-quyet-dinh-can-bo.txt"


def canbo(*args: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(CANBO), *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain") / "store"
    done = canbo("build", ROOT / "examples" / "articles", "--store", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem[:2])
def test_a_stored_article_and_its_file_have_the_same_facts(file: Path, store: Path) -> None:
    stored = canbo("explain", file.stem, "--store", store, "--format", "json")
    read = canbo("explain", file, "--format", "json")
    assert stored.returncode == read.returncode == 0, stored.stderr + read.stderr
    assert stored.stdout == read.stdout
    assert stored.stderr == ""
    found = json.loads(read.stdout)
    article = api.read(file.read_text(encoding="utf-8"), file.stem)
    assert len(found["facts"]) == len(set(article.statements))
    assert len(found["unread"]) == len(article.unread)
    for one in [*found["facts"], *found["unread"]]:
        assert found["text"][one["begin"] : one["end"]] == one.get("words", one.get("text"))
    stated = {(s.table, s.rule, s.evidence.words.begin, s.evidence.words.end) for s in article.statements}
    assert {(f["table"], f["rule"], f["begin"], f["end"]) for f in found["facts"]} == stated


def test_text_has_the_article_with_numbers_behind_the_words_and_the_list(store: Path) -> None:
    done = canbo("explain", DECISIONS.stem, "--store", store)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "đồng chí Lương Thị Kim Thoa thôi giữ chức Bí thư Huyện ủy Na Rì[20] để nghỉ hưu" in done.stdout
    assert "[20] posts  post.left\n    person Lương Thị Kim Thoa; role Bí thư; body Huyện ủy;" in done.stdout
    assert "until 2023-07-01; ended_by retired" in done.stdout
    assert "nhận nhiệm vụ mới.[?]\n" in done.stdout
    assert "2 not read [?]" in done.stdout
    article = done.stdout.split("\n30 facts:")[0]
    assert re.sub(r"\[(?:\d+|\?)\]", "", article).strip() == DECISIONS.read_text(encoding="utf-8").strip()


def test_a_terminal_gets_colours_unless_no_color_says_otherwise() -> None:
    for extra, expected in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        ours, theirs = pty.openpty()
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | extra
        with subprocess.Popen([CANBO, "explain", DECISIONS], stdout=theirs, env=env) as running:
            os.close(theirs)
            said = b""
            try:
                while part := os.read(ours, 65536):
                    said += part
            except OSError:  # what Linux says when the other end is closed
                pass
            os.close(ours)
        assert running.returncode == 0
        assert (b"\x1b[34m" in said) is expected


def test_standard_input_and_a_limit_to_tables() -> None:
    text = "Bí thư Huyện ủy Ngân Sơn Nông Bình Cương chủ trì hội nghị."
    done = canbo("explain", "-", "--table", "posts", "--format", "json", stdin=text)
    facts = json.loads(done.stdout)["facts"]
    assert [fact["table"] for fact in facts] == ["posts"]
    assert facts[0]["columns"]["person"] == "Nông Bình Cương"
    html = page(api.explain(api.read(text), tables=["posts"]))
    assert 'id="show-posts"' in html
    assert 'id="show-meetings"' not in html


def test_output_goes_to_the_file_in_the_format_of_its_ending(tmp_path: Path) -> None:
    for name, begins in (("a.html", "<!DOCTYPE html>"), ("a.json", "{"), ("a.md", "Điều động")):
        done = canbo("explain", DECISIONS, "-o", tmp_path / name)
        assert (done.returncode, done.stdout) == (0, "")
        assert "30 facts, 2 not read" in done.stderr
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert canbo("explain", DECISIONS, "--format", "html").stdout == (tmp_path / "a.html").read_text(encoding="utf-8")
    assert api.explain(DECISIONS, file=tmp_path / "b.html").facts
    assert (tmp_path / "b.html").read_bytes() == (tmp_path / "a.html").read_bytes()


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["02-bac-kan"], 1, "no article is called '02-bac-kan' in the store"),
        (["02-bac-kan-quyet-dinh"], 1, "for example 02-bac-kan-quyet-dinh-can-bo"),
        (["no-such-file.txt"], 2, "no-such-file.txt: there is no such file"),
        (["x", "--store", "no-such-store"], 2, "no-such-store"),
        ([str(DECISIONS), "--table", "people"], 2, "no fact table 'people': choose from posts, meetings"),
        ([str(DECISIONS), "--format", "pdf"], 2, "choose one of text, html, json"),
        ([str(DECISIONS), "-o", "no-such-folder/a.html"], 2, "no-such-folder/a.html: cannot be written"),
        ([str(DECISIONS.parent) + "/../articles.txt"], 2, "there is no such file"),
    ],
)
def test_what_cannot_be_explained_is_said_in_one_line(args: list[str], status: int, said: str, store: Path) -> None:
    done = canbo("explain", *args, *([] if "--store" in args else ["--store", store]))
    assert done.returncode == status
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_facts_of_other_rules_are_shown_with_a_warning(store: Path, tmp_path: Path) -> None:
    import shutil

    old = tmp_path / "old"
    shutil.copytree(store, old)
    replace(read_marker(old), rules="of yesterday").write(old)
    done = canbo("explain", DECISIONS.stem, "--store", old, "--format", "json")
    assert done.returncode == 0
    assert "read by other rules" in done.stderr
    found = json.loads(done.stdout)
    assert (len(found["facts"]), len(found["unread"])) == (30, 2)
    canbo("explain", DECISIONS.stem, "--store", old, "-o", tmp_path / "a.html")
    assert "do bộ quy tắc khác đọc" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_sentence_that_other_rules_read_is_not_called_unread(store: Path, tmp_path: Path) -> None:
    import shutil

    from canbo.graph.store import open_store

    old = tmp_path / "old"
    shutil.copytree(store, old)
    first = api.explain(DECISIONS).unread[0]
    with open_store(old, "write") as opened:
        iri = opened.iris.article(DECISIONS.stem)
        opened.oxigraph.update(f"""
            PREFIX : <https://w3id.org/canbo/def#>
            PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
            INSERT DATA {{
              <{iri}/office/99> a :OfficeStatement ; :statedIn <{iri}> ; :rule "post.lost" ;
                <http://www.w3.org/ns/prov#wasDerivedFrom> <{iri}/span/x> .
              <{iri}/span/x> nif:beginIndex {first.begin} ; nif:endIndex {first.begin + 8} ; nif:anchorOf "Đồng chí" .
            }}""")
    replace(read_marker(old), rules="of yesterday").write(old)
    explained = api.explain(DECISIONS.stem, old)
    assert "post.lost" in {fact.rule for fact in explained.facts}
    assert first not in explained.unread
    assert len(explained.unread) == 1


def test_words_that_are_not_where_the_store_says_are_an_error(store: Path, tmp_path: Path) -> None:
    import shutil

    from canbo.graph.store import open_store

    bad = tmp_path / "bad"
    shutil.copytree(store, bad)
    with open_store(bad, "write") as opened:
        opened.oxigraph.update("""
            PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
            DELETE { ?s nif:anchorOf ?w } INSERT { ?s nif:anchorOf "lời khác" } WHERE { ?s nif:anchorOf ?w }""")
    with pytest.raises(ExplainError, match="not where the store says"):
        api.explain(DECISIONS.stem, bad)


def test_control_codes_reach_no_terminal_and_no_page() -> None:
    article = api.read("Bí thư Huyện ủy Ngân Sơn Nông Bình Cương\x1b[2J chủ trì.\r\nHết\r\x9b5m\u202etrái.\x00")
    explained = api.explain(article)
    for colour in (False, True):
        said = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(lines(explained, colour=colour)))
        assert not set(said) & set("\x1b\x9b\r\u202e\x00")
    assert not set(page(explained)) & set("\x1b\x00\r")
    assert json.loads(as_json(explained))["text"] == article.document.text


def test_an_article_without_facts_is_a_page_and_a_text() -> None:
    explained = api.explain(api.read("Trời nắng đẹp."))
    assert "Không rút ra được dữ kiện nào." in page(explained)
    assert "0 facts" in "\n".join(lines(explained))
