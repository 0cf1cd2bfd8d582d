"""The page of an explained article: its marks, its escaping, what it loads, whether it can be read."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import canbo as api
from canbo.graph.explain_page import page
from canbo.ontology import table

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
DECISIONS = ROOT / "examples" / "articles" / "02-bac-kan-quyet-dinh-can-bo.txt"


class _Page(HTMLParser):
    """The page as a browser has it: elements with their attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.lines: list[str] = []
        self.words: dict[str, str] = {}
        self._open: list[str] = []
        self._over: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in ("meta", "input"):
            self._open.append(tag)
        if "article" in self._open and tag == "p":
            self.lines.append("")
        if tag == "a":
            self._over = attributes.get("data-of", "").split()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "a":
            self._over = []

    def handle_data(self, data: str) -> None:
        if "article" in self._open and "p" in self._open:
            self.lines[-1] += data
            for anchor in self._over:
                self.words[anchor] = self.words.get(anchor, "") + data


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem[:2])
def test_the_page_has_every_line_and_marks_exactly_the_words_of_each_fact(file: Path) -> None:
    explained = api.explain(file)
    shown = _Page(page(explained))
    assert shown.lines == [line for line in explained.text.split("\n") if line.strip()]
    for fact in explained.facts:
        assert squeezed(shown.words[f"f{fact.number}"]) == squeezed(explained.quote(fact.words))
    for number, span in enumerate(explained.unread, 1):
        assert squeezed(shown.words[f"u{number}"]) == squeezed(explained.quote(span))
    ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {a["href"] for tag, a in shown.elements if tag == "a"}
    named = {word for _, a in shown.elements for word in a.get("aria-describedby", "").split()}
    assert {target.removeprefix("#") for target in targets} | named <= set(ids)


HOSTILE = (
    '<script>alert(1)</script> & "x" \' $text ${style}\n'
    "Bí thư Huyện ủy Ngân Sơn Nông Bình Cương </article><img src=http://evil.example/x onerror=alert(1)> "
    "chủ trì hội nghị.\n"
    "Thu ngân sách </script><style>@import url(//evil.example)</style> đạt 12,5 tỷ đồng.\n"
)


def test_markup_in_an_article_stays_text() -> None:
    explained = api.explain(api.read(HOSTILE, '"><script>alert(2)</script>'))
    html = page(explained)
    shown = _Page(html)
    assert shown.lines == HOSTILE.strip().split("\n")
    tags = [tag for tag, _ in shown.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("article"), tags.count("img")) == (1, 1, 1, 0)
    assert explained.facts
    assert not [name for _, attributes in shown.elements for name in attributes if name.startswith("on")]


def test_the_page_asks_the_network_for_nothing_and_runs_only_its_own_script() -> None:
    html = page(api.explain(DECISIONS))
    assert not re.search(r"https?://|url\(|@import|\bsrc\s*=", html)
    assert set(re.findall(r"href=\"(.)", html)) == {"#"}
    assert " style=" not in html
    for kind, tag in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        (allowed,) = re.findall(kind + r" ([^;]*);", html)
        (held,) = re.findall(tag, html, re.DOTALL)
        assert allowed == f"'sha256-{base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()}'"
    assert "default-src 'none'" in html and "unsafe" not in html


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_letters_can_be_read_on_every_tint() -> None:
    style = (ROOT / "graph" / "web" / "looks.css").read_text(encoding="utf-8")
    ink, quiet, ground = (re.findall(rf"--{name}: (#\w+)", style)[0] for name in ("ink", "quiet", "ground"))
    assert _contrast(quiet, ground) >= 4.5
    assert _contrast(ink, "#ffe25c") >= 4.5
    for look in table("explain")["tables"].values():
        assert min(_contrast(look["colour"], "#ffffff"), _contrast(look["colour"], look["tint"])) >= 4.5
        assert _contrast(ink, look["tint"]) >= 4.5


def test_tables_columns_and_values_have_their_names_in_both_languages() -> None:
    words: dict[str, Any] = table("explain")
    facts = table("facts")
    assert list(words["tables"]) == list(facts)
    columns = {column["name"] for fact in facts.values() for column in fact["columns"]}
    assert columns == set(words["columns"])
    assert columns <= set(table("network")["columns"])


def test_every_text_of_the_page_is_used() -> None:
    source = (ROOT / "graph" / "explain_page.py").read_text(encoding="utf-8")
    assert [key for key in table("explain")["words"] if f'"{key}"' not in source and f"'{key}'" not in source] == []
