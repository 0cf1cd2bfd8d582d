"""Search in the explorer: accents, slips, order, speed, and the index that follows the store."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import canbo
from canbo.explorer.index import KINDS, Thing, _write, index_file, things
from canbo.explorer.lookup import Lookup
from canbo.explorer.words import LANGUAGES
from canbo.graph.keys import sort_key


@pytest.fixture(scope="module")
def index(explorer_store: Path) -> Lookup:
    with canbo.open_store(explorer_store) as store:
        return Lookup(index_file(explorer_store, store.oxigraph, "test"))


@pytest.mark.parametrize(
    ("asked", "kind", "first", "slips"),
    [
        ("nong binh cuong", "person", "Nông Bình Cương", False),
        ("NÔNG BÌNH CƯƠNG", "person", "Nông Bình Cương", False),
        ("cuong nong", "person", "Nông Bình Cương", False),
        ("nong bin", "person", "Nông Bình Cương", False),
        ("dinh van quyen", "person", "Đinh Văn Quyền", False),
        ("nog binh cuong", "person", "Nông Bình Cương", True),
        ("nong bihn cuong", "person", "Nông Bình Cương", True),
        ("nong binh cuowng", "person", "Nông Bình Cương", True),
        ("ngan son", "place", "Ngân Sơn", False),
        ("huyện ủy ngân sơn", "body", "Huyện ủy Ngân Sơn", False),
        ("thu ngan sach", "indicator", "thu ngân sách nhà nước trên địa bàn", False),
    ],
)
def test_names_are_found_with_and_without_accents_and_with_a_slip(
    index: Lookup, asked: str, kind: str, first: str, slips: bool
) -> None:
    found = index.search(asked)
    assert found.hits[kind][0].label == first
    assert found.slips is slips


def test_an_instrument_is_found_by_its_number(index: Lookup) -> None:
    for asked in ("43-NQ/TW", "43 nq tw"):
        assert "43-NQ/TW" in index.search(asked).hits["instrument"][0].label


@pytest.mark.parametrize(
    "asked", ["", "   ", '"', "* OR name:", "'; DROP TABLE things; --", "(", "NEAR(", "\0", "đ" * 5000]
)
def test_what_is_typed_is_never_a_query_of_the_index(index: Lookup, asked: str) -> None:
    index.search(asked)
    assert index.search("nong binh cuong")


def test_written_accents_come_first_and_an_exact_name_before_a_longer_one(tmp_path: Path) -> None:
    names = ("Đinh Văn Hùng", "Định Văn Hưng", "Dinh Van Hung", "Đinh Văn Hưng Thịnh")
    made = [Thing("person", f"urn:{number}", name, "", "", 9 - number, name) for number, name in enumerate(names)]
    _write(tmp_path / "i", made, "s")
    index = Lookup(tmp_path / "i")
    assert index.search("Dinh Van Hung").hits["person"][0].label == "Dinh Van Hung"
    assert index.search("Định Văn Hưng").hits["person"][0].label == "Định Văn Hưng"
    assert index.search("dinh van hung").hits["person"][-1].label == "Đinh Văn Hưng Thịnh"


def test_lists_are_in_vietnamese_order(index: Lookup) -> None:
    names = [hit.label for hit in index.listed("person", 0, 500)]
    assert names == sorted(names, key=sort_key)
    assert len(names) == index.count("person") > 60
    assert index.listed("person", 10, 5) == index.listed("person", 0, 500)[10:15]


def test_a_common_word_among_many_names_takes_no_longer_than_a_tenth_of_a_second(tmp_path: Path) -> None:
    # What 100,000 articles hold: the commonest family name, middle name and given name in a third of all names.
    family, middle, given = ("Nguyễn", "Trần", "Lê"), ("Văn", "Thị", "Đức"), ("Hùng", "Dũng", "Lan", "Hạnh")
    names = (
        Thing(
            "person", f"urn:{n}", f"{family[n % 3]} {middle[n // 3 % 3]} {given[n // 9 % 4]} {n // 36}", "", "", 1, ""
        )
        for n in range(200_000)
    )
    _write(tmp_path / "i", names, "s")
    index = Lookup(tmp_path / "i")
    for asked in ("n", "nguyen van hung", "hung", "nguyen van hugn 4000", "zzzz"):
        begun = time.process_time()
        index.search(asked)
        assert time.process_time() - begun < 0.1, asked


def test_the_index_is_made_once_for_a_state_of_the_store(explorer_store: Path) -> None:
    with canbo.open_store(explorer_store) as store:
        file = index_file(explorer_store, store.oxigraph, "one")
        made = file.stat().st_ino
        assert index_file(explorer_store, store.oxigraph, "one").stat().st_ino == made
        assert index_file(explorer_store, store.oxigraph, "two").stat().st_ino != made
        file.write_bytes(b"no database")
        assert Lookup(index_file(explorer_store, store.oxigraph, "two")).search("nong binh cuong")
        assert {one.kind for one in things(store.oxigraph)} == set(KINDS)
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [path.name for path in explorer_store.glob("*.sqlite*")] == ["explorer.sqlite"]


def test_the_page_shows_hits_that_lead_on(site: TestClient) -> None:
    for lang in LANGUAGES:
        page = site.get(f"/search?q=nong binh cuong&lang={lang}").text
        assert '<a href="/person/nong-binh-cuong">Nông Bình Cương</a>' in page
    rows = site.get("/search.json?q=nong binh cuong").json()["answers"]["search"]
    assert rows["rows"][0]["label"] == "Nông Bình Cương" and "CONTAINS" in rows["sparql"]
    assert "person,https://w3id.org/canbo/person/nong-binh-cuong" in site.get("/search.csv?q=nong binh cuong").text
    assert "/list?kind=place&amp;page" not in site.get("/list?kind=person").text
    assert site.get("/list?kind=nothing").status_code == 400
    for page_number in ("0", "-1", "99999999999999999999", "x", "²"):
        assert site.get("/list", params={"kind": "person", "page": page_number}).status_code == 200


def test_markup_that_is_searched_for_stays_text(site: TestClient) -> None:
    page = site.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>" not in page and "&lt;script&gt;" in page
