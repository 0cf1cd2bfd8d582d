"""The explorer's frame: twins, languages, headers, hosts, errors, and the command that serves it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import canbo as api
from canbo.explorer import asking, words
from canbo.explorer.app import application
from canbo.explorer.guard import host_name, is_loopback
from canbo.graph.catalogue import projected
from canbo.graph.sparql import check, tokens, variables
from canbo.ontology import table

ROOT = Path(__file__).parents[1]
CANBO = Path(sys.executable).with_name("canbo")
EXPLORER = ROOT / "canbo" / "explorer"


def test_the_first_page_tells_what_is_in_the_store(site: TestClient) -> None:
    page = site.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="vi">' in page.text and "<b>15</b> <span>Bài báo" in page.text
    figures = table("explorer")["accuracy"]
    (readme,) = re.findall(r"\*\*held out\*\*.*", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert list(figures) == list(table("facts"))
    assert all(f"| {one} |" in readme for one in figures.values())


def test_a_page_has_twins_with_the_queries_behind_it(site: TestClient) -> None:
    told = site.get("/home.json").json()
    counts = told["answers"]["home-counts"]
    assert {"kind": "https://schema.org/NewsArticle", "number": 15} in counts["rows"]
    assert counts["sparql"].startswith("PREFIX") and counts["complete"]
    answer = site.get("/home.csv?table=home-statements")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert set(rows[0]) == {"kind", "number"} and len(rows) == 5
    assert site.get("/home.csv?table=nothing").status_code == 404
    assert site.get("/home.ttl").status_code == 404


def test_the_language_is_switched_and_remembered(explorer_store: Path) -> None:
    with TestClient(application(explorer_store), "http://127.0.0.1") as client:
        assert "Trang đầu" in client.get("/").text
        english = client.get("/?lang=en")
        assert '<html lang="en">' in english.text and "Home" in english.text
        assert "HttpOnly" in english.headers["set-cookie"]
        assert '<html lang="en">' in client.get("/").text
        assert '<html lang="vi">' in client.get("/?lang=vi").text
        assert '<html lang="vi">' in client.get("/?lang=xx").text


def test_every_word_is_there_in_both_languages_and_used() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in EXPLORER.rglob("*") if path.suffix in (".py", ".html")
    )
    for key, texts in table("explorer")["words"].items():
        assert set(texts) == set(words.LANGUAGES), key
        holes = [set(re.findall(r"{(\w+)}", text)) for text in texts.values()]
        assert holes[0] == holes[1], key
        # what a meeting did with an instrument is put together from the answer
        used = f"'{key}'" in source or f'"{key}"' in source or ("'how_' ~" in source and key.startswith("how_"))
        assert used, f"{key} is not used"


@pytest.mark.parametrize(("value", "vi", "en"), [("1234567.5", "1.234.567,5", "1,234,567.5"), ("-12", "-12", "-12")])
def test_numbers_are_written_as_readers_write_them(value: str, vi: str, en: str) -> None:
    assert (words.number(value, "vi"), words.number(value, "en")) == (vi, en)


def test_days_keep_their_precision() -> None:
    shown = [words.day(one, "vi") for one in ("2023-07-06", "2023-07", "2023", "quý 1")]
    assert shown == ["06/07/2023", "07/2023", "2023", "quý 1"]


@pytest.mark.parametrize("path", ["/", "/home.json", "/nothing", "/static/explorer.css", "/home.csv?table=x"])
def test_every_answer_tells_browsers_to_load_nothing_else(site: TestClient, path: str) -> None:
    headers = site.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_no_template_has_script_or_style_of_its_own() -> None:
    for path in (EXPLORER / "templates").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|\|\s*safe|autoescape|https?://", text), (
            path
        )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200), ("127.0.0.1:8765", 200), ("localhost:1", 200), ("[::1]:8765", 200), ("LOCALHOST.", 200),
        ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example:8765", 421), ("", 421),
        ("192.168.1.5", 421),
    ],
)  # fmt: skip
def test_another_host_name_is_refused(site: TestClient, host: str, status: int) -> None:
    answer = site.get("/", headers={"host": host})
    assert answer.status_code == status
    assert "content-security-policy" in answer.headers


def test_beyond_loopback_addresses_pass_and_foreign_names_do_not(explorer_store: Path) -> None:
    app = application(explorer_store, {"archive.example"}, addresses=True)
    with TestClient(app, "http://127.0.0.1") as client:
        hosts = ("192.168.1.5:8765", "archive.example", "evil.example")
        assert [client.get("/", headers={"host": one}).status_code for one in hosts] == [200, 200, 421]
    assert host_name("[FE80::1]:80") == "fe80::1"
    assert [is_loopback(one) for one in ("127.0.0.9", "::1", "localhost", "0.0.0.0", "example")] == [True] * 3 + [
        False
    ] * 2


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/person/nobody", "/static/../app.py", "/static/app.py", "/%00", "/person/%0a", "/" + "x" * 5000],
)
def test_what_is_not_there_is_a_page_without_paths_or_traces(site: TestClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert 'lang="vi"' in answer.text
    assert not re.search(r"Traceback|\.py\b|site-packages|/tmp/", answer.text)


def test_nothing_can_be_written(site: TestClient) -> None:
    assert [site.request(method, "/").status_code for method in ("POST", "PUT", "DELETE", "PATCH")] == [405] * 4


def test_a_fault_is_a_page_that_tells_nothing(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("/secret/path")

    monkeypatch.setattr("canbo.explorer.page.asked_of", fault)
    answer = site.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "content-security-policy" in answer.headers


@pytest.mark.parametrize("name", asking.names())
def test_queries_read_only_and_have_a_head(name: str) -> None:
    query = asking.load(name)
    check(query.text, query.where)
    assert query.summary
    assert {one.name for one in query.parameters} <= set(variables(query.text))
    if query.form == "SELECT":
        found = [token.text for token in tokens(query.text) if token.kind == "word"]
        assert found.count("LIMIT") == found.count("SELECT") - 1 or "LIMIT" not in found, "the page sets the limit"
        missing = set(projected(query.text)) - set(table("explorer")["columns"])
        assert not missing, "columns without a heading in ontology/tables/explorer.toml"


def test_the_explorer_shows_what_was_built_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = sorted((ROOT / "examples" / "articles").glob("*.txt"))
    api.build(articles[:1], tmp_path / "store")
    monkeypatch.setattr("canbo.explorer.snapshot._EVERY", 0.0)
    with TestClient(application(tmp_path / "store"), "http://127.0.0.1") as client:
        assert "<b>1</b> <span>Bài báo" in client.get("/").text
        api.build(articles[:2], tmp_path / "store")
        until = time.monotonic() + 20
        while "<b>2</b> <span>Bài báo" not in client.get("/").text:
            assert time.monotonic() < until, "the new state is not shown"
            time.sleep(0.05)
        shutil.rmtree(tmp_path / "store")
        assert "<b>2</b> <span>Bài báo" in client.get("/").text


def test_serve_prints_its_address_and_answers(explorer_store: Path) -> None:
    command = [str(CANBO), "serve", "--store", str(explorer_store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            address = running.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*/", address)
            with urllib.request.urlopen(address + "home.json", timeout=20) as answer:
                assert json.load(answer)["answers"]
                assert "server" not in answer.headers
        finally:
            running.terminate()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--store", "no-such-store"], "no-such-store"),
        (["--port", "70000"], "70000"),
        (["--store", "STORE", "--host", "not.a.host.invalid"], "not.a.host.invalid"),
    ],
)
def test_what_cannot_be_served_ends_with_2_and_says_why(args: list[str], said: str, explorer_store: Path) -> None:
    command = [str(CANBO), "serve", *(str(explorer_store) if word == "STORE" else word for word in args)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_without_its_libraries_serve_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from canbo import cli

    monkeypatch.setattr("canbo.commands.serve._LIBRARIES", ("no_such_library",))
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve"])
    assert ended.value.code == 2


def test_another_address_is_told_what_it_means(explorer_store: Path) -> None:
    command = [str(CANBO), "serve", "--store", str(explorer_store), "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        time.sleep(0.2)
        running.terminate()
        assert "without a password" in running.stderr.read()
