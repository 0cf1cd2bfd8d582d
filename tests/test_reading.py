"""Files to documents: encodings, names, and what is refused."""

from __future__ import annotations

import gzip
import io
import sys
import unicodedata
from pathlib import Path

import pytest

from canbo.graph.reading import ReadError, Source, find_sources, read_document

TEXT = "Sáng 06/7, Huyện ủy Sìn Hồ tổ chức hội nghị. Đồng chí Giàng A Páo, Phó Bí thư, phát biểu tại hội nghị.\n"


def read(path: Path) -> str:
    return read_document(Source(path.stem, path)).text


def cp1258(text: str) -> bytes:
    """Return text as Windows wrote it: vowels whole, tone marks behind them."""
    tones = "̣̀́̃̉"
    out = ""
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(p for p in parts if p in tones)
        out += unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones)) + tone
    return out.encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (cp1258(TEXT), "cp1258"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text_and_is_named(data: bytes, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    document = read_document(Source("a", tmp_path / "a.txt"))
    assert document.text == TEXT
    assert document.encoding == encoding


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("﻿\n".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, "binary"),
        (gzip.compress(TEXT.encode() * 20), "binary"),
        (bytes(1000), "binary"),
        (b"\xff\xfea", "damaged"),
        ("cafés, crème brûlée à la carte".encode("latin-1"), "save it again as UTF-8"),
    ],
)
def test_what_is_no_article_is_refused_with_its_name(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(ReadError, match=reason) as caught:
        read(tmp_path / "a.txt")
    assert str(tmp_path / "a.txt") in str(caught.value)


def test_stray_control_codes_become_spaces_and_move_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x0c" + TEXT.encode() * 3 + b"\x01")
    assert read(tmp_path / "a.txt") == f" {TEXT * 3} "


def test_a_20_mb_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode() * (20_000_000 // len(TEXT.encode())))
    with pytest.raises(ReadError, match=r"20 MB is more than an article has .4 MB.*CANBO_MAX_MB"):
        read(tmp_path / "a.txt")
    monkeypatch.setenv("CANBO_MAX_MB", "30")
    assert read(tmp_path / "a.txt").startswith(TEXT)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-16"))))
    (source,) = find_sources(["-"])
    document = read_document(source)
    assert (document.name, document.text, document.encoding) == ("stdin", TEXT, "utf-16")


def test_a_folder_gives_its_articles_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name in ("2.txt", "1.TXT", "b/c/3.txt", "notes.md", ".hidden.txt", ".git/4.txt"):
        (tmp_path / name).write_text(TEXT)
    assert [source.name for source in find_sources([tmp_path])] == ["1", "2", "3"]


def test_a_named_file_may_have_any_ending_and_comes_once(tmp_path: Path) -> None:
    (tmp_path / "bài 1.text").write_text(TEXT)
    found = find_sources([tmp_path / "bài 1.text", str(tmp_path / "bài 1.text")])
    assert [source.name for source in found] == ["bài 1"]


def test_files_that_share_a_name_get_as_many_folders_as_they_need(tmp_path: Path) -> None:
    for name in ("x/2023/1.txt", "y/2023/1.txt", "y/2024/1.txt", "2.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "2.text").write_text(TEXT)
    names = [source.name for source in find_sources([tmp_path, tmp_path / "2.text"])]
    assert len(set(names)) == 5
    assert {"2024/1", "x/2023/1", "y/2023/1"} <= set(names)


def test_a_missing_path_and_a_folder_without_articles(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=f"{tmp_path}/none.txt: there is no such"):
        find_sources([tmp_path / "none.txt"])
    with pytest.raises(ReadError, match=f"{tmp_path}: there is no .txt file"):
        find_sources([tmp_path])
    with pytest.raises(ReadError, match="nothing to read"):
        find_sources([])


def test_a_folder_called_txt_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ReadError, match=r"there is no \.txt file"):
        find_sources([tmp_path])
