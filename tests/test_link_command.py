"""`canbo link` as a user has it: list, review, explain, undo."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SECRETARY = (
    "Chiều 10/01/2024, Huyện ủy {} tổ chức Hội nghị tổng kết công tác năm 2023. "
    "Đồng chí {}, Bí thư Huyện ủy chủ trì hội nghị.\n"
)
DEPUTY = (
    "Ngày 12/6/2022, UBND tỉnh Lai Châu tổ chức Hội nghị chuyên đề. "
    "Đồng chí {}, Phó Chủ tịch UBND tỉnh chủ trì hội nghị.\n"
)


def canbo(*args: str, answers: str = "", status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "canbo", *args],
        input=answers,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def store(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "huyen.txt").write_text(SECRETARY.format("Sìn Hồ", "Giàng Seo Phử"), encoding="utf-8")
    (articles / "tinh.txt").write_text(DEPUTY.format("Giàng Seo Phử"), encoding="utf-8")
    canbo("build", str(articles), "--store", str(tmp_path / "store"))
    return tmp_path / "store"


def people(store: Path) -> int:
    return canbo("query", "namesakes", "--store", str(store), "--format", "csv").count("person/")


def test_review_writes_a_line_and_links_and_deleting_it_undoes(store: Path) -> None:
    assert "unit-within" in canbo("link", "--unsure", "--store", str(store))
    assert people(store) == 2
    told = canbo("link", "--review", "--author", "hoa", "--store", str(store), answers="same\nthe paper said so\n")
    assert "“Đồng chí Giàng Seo Phử, Bí thư Huyện ủy chủ trì hội nghị.”" in told
    file = store.with_name("store.judgements.tsv")
    line = file.read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert line[:2] == ["same", "person"]
    assert {tuple(line[2:4]), tuple(line[4:6])} == {("huyen", "Giàng Seo Phử"), ("tinh", "Giàng Seo Phử")}
    assert line[7:] == ["hoa", "the paper said so"]
    assert people(store) == 0
    assert "unsure: 0" in canbo("link", "--unsure", "--store", str(store))
    file.write_text("", encoding="utf-8")
    canbo("link", "--store", str(store))
    assert people(store) == 2


def test_what_was_judged_unsure_is_not_asked_again(store: Path) -> None:
    canbo("link", "--review", "--store", str(store), answers="u\n\n")
    assert "1 of 1" not in canbo("link", "--review", "--store", str(store))
    assert people(store) == 2


def test_the_end_of_input_keeps_what_was_decided(store: Path) -> None:
    canbo("link", "--review", "--store", str(store), answers="")
    assert not store.with_name("store.judgements.tsv").exists()


def test_explain_says_what_was_compared(store: Path) -> None:
    told = canbo("link", "--explain", "huyen:Giàng Seo Phử", "tinh:giàng seo phử", "--store", str(store))
    assert "not linked" in told
    assert "unsure because unit-within" in told
    assert "expected" in told
    assert "is not in the store" in canbo("link", "--explain", "huyen:Ai Đó", "tinh:X", "--store", str(store), status=2)


def test_a_contradiction_ends_with_status_1_and_names_the_line(store: Path) -> None:
    file = store.with_name("store.judgements.tsv")
    name = "huyen\tGiàng Seo Phử\ttinh\tGiàng Seo Phử"
    file.write_text(f"same\tperson\t{name}\nnot same\tperson\t{name}\n", encoding="utf-8")
    assert "contradiction" in canbo("link", "--store", str(store), status=1)
    file.write_text("same\tperson\n", encoding="utf-8")
    assert "line 1" in canbo("link", "--store", str(store), status=2)


def test_build_uses_the_judgements_and_again_gives_the_same(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text("same\tperson\thuyen\tGiàng Seo Phử\ttinh\tGiàng Seo Phử\n", encoding="utf-8")
    canbo("build", str(tmp_path / "articles"), "--store", str(store), "--judgements", str(file))
    assert people(store) == 0
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    canbo("export", str(one), "--store", str(store))
    canbo("link", "--again", "--store", str(store), "--judgements", str(file))
    canbo("export", str(two), "--store", str(store))
    assert one.read_bytes() == two.read_bytes()
