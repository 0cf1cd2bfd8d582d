"""The catalogue as forms: every question can be asked, answers are tables, charts and files, and nothing breaks it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from canbo.explorer.app import application
from canbo.explorer.asked_queries import groups
from canbo.explorer.asking import Answered
from canbo.explorer.limited import Limits
from canbo.explorer.plot import Plot, plot
from canbo.graph.catalogue import load, names
from canbo.graph.terms import Type
from canbo.ontology import table

CATALOGUE = table("catalogue")


def test_every_query_is_in_one_group_and_all_its_words_are_there() -> None:
    assert sorted(name for _, held in groups() for name in held) == sorted(names())
    assert set(CATALOGUE["types"]) == {str(one) for one in Type}
    parameters = {one.name for name in names() for one in load(name).parameters}
    columns = {one.name for name in names() for one in load(name).columns}
    assert set(CATALOGUE["parameters"]) == parameters
    assert set(CATALOGUE["columns"]) == columns
    words = [*CATALOGUE["groups"], *CATALOGUE["parameters"].values(), *CATALOGUE["types"].values()]
    assert all(one["vi"] and one["en"] for one in [*words, *CATALOGUE["columns"].values()])


def test_the_list_leads_to_every_question(site: TestClient) -> None:
    page = site.get("/queries").text
    assert all(f'href="/queries/{name}"' in page for name in names())
    assert load("officials").question in page
    english = site.get("/queries?lang=en").text
    site.cookies.clear()
    assert load("officials").summary[1:] in english


@pytest.mark.parametrize("name", names())
def test_every_question_can_be_asked(site: TestClient, name: str) -> None:
    query = load(name)
    values = {one.name: one.example for one in query.parameters if one.required}
    page = site.get(f"/queries/{name}", params=values)
    assert page.status_code == 200 and query.question in page.text
    if query.form == "CONSTRUCT":
        assert "@prefix" in page.text
        assert len(list(ox.parse(site.get(f"/queries/{name}.ttl").content, format=ox.RdfFormat.TURTLE))) > 10
        return
    rows = list(csv.DictReader(io.StringIO(site.get(f"/queries/{name}.csv", params=values).text)))
    told = site.get(f"/queries/{name}.json", params=values).json()["answers"][name]
    assert len(told["rows"]) == len(rows) and told["complete"]
    assert f"{len(rows):,} dòng".replace(",", ".") in page.text
    assert page.text.count("<tr>") == (len(rows) + 1 if rows else 0)


def test_a_question_waits_for_what_it_needs(site: TestClient) -> None:
    page = site.get("/queries/officials").text
    assert "required" in page and "<table" not in page
    assert "<table" not in site.get("/queries/officials?place=").text
    assert site.get("/queries/officials.csv").status_code == 404
    assert site.get("/queries/nothing").status_code == 404


def test_names_lead_to_their_pages_and_words_to_the_article(site: TestClient) -> None:
    page = site.get("/queries/officials", params={"place": "ngan son", "date": "2023-12"}).text
    assert re.search(r'<td><a href="/person/[a-z0-9-]+">Nông Bình Cương</a>', page)
    assert "person_node" not in page.partition("<pre>")[0]
    page = site.get("/queries/posts").text
    assert re.search(r'<td class="words"><a href="/article/[^"]+\?at=\d+-\d+#char', page)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("officials?place=Ng%C3%A2n+S%C6%A1n&date=gestern", "2023-12-31"),
        ("targets-missed?year=20x3", "bốn chữ số"),
        ("fact?fact=nothing", "một IRI"),
        ("officials?place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&date=x", "&lt;script&gt;"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(site: TestClient, path: str, said: str) -> None:
    page = site.get(f"/queries/{path}")
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.text and said in page.text and "<script>alert" not in page.text


@pytest.mark.parametrize("value", ['"', "\\", "'''", "} INSERT", "\x00", "\ufffe", "�", "a" * 5000, "ạ" * 300, "<x>"])
def test_no_value_gets_out_of_its_place(site: TestClient, value: str) -> None:
    for name in ("officials", "career", "articles", "fact", "compare-districts", "meetings-on-resolution", "posts"):
        query = load(name)
        answer = site.get(f"/queries/{name}", params=dict.fromkeys((one.name for one in query.parameters), value))
        assert answer.status_code == 200, (name, value)


def test_text_of_articles_is_text(site: TestClient) -> None:
    pages = [
        site.get(f"/queries/{path}").text
        for path in ("posts", "indicators", "articles", "evidence?person=nong+binh+cuong")
    ]
    assert not any("<img src=x" in page or "<script>alert" in page for page in pages)
    assert any("&lt;script&gt;alert" in page or "&lt;img src=x" in page for page in pages)


def test_a_question_that_takes_too_long_is_stopped_and_told(explorer_store: Path) -> None:
    with TestClient(application(explorer_store, limits=Limits(seconds=0.001)), "http://127.0.0.1") as client:
        page = client.get("/queries/rules")
        assert page.status_code == 504 and "quá lâu" in page.text
        assert client.get("/queries/rules.json").json()["status"] == 504


def test_a_long_answer_is_cut_on_the_page_only(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canbo.explorer.asked_queries.SHOWN", 3)
    assert "3 dòng đầu" in site.get("/queries/roles").text
    assert len(list(csv.reader(io.StringIO(site.get("/queries/roles.csv").text)))) > 5


# --- charts --------------------------------------------------------------------------------------------------------


def _answer(columns: str, *rows: tuple[str | float, ...]) -> Answered:
    cells = tuple(tuple(ox.Literal(one) for one in row) for row in rows)
    return Answered("made", "", "", tuple(columns.split()), cells)


def test_years_make_lines_and_parts_of_years_do_not() -> None:
    found = plot(
        _answer(
            "period value unit measure place_name",
            ("2021", 10.0, "tỷ đồng", "value", "A"), ("2023", 30.0, "tỷ đồng", "value", "A"),
            ("2024-H1", 900.0, "tỷ đồng", "value", "A"), ("2021", 5.0, "tỷ đồng", "value", "B"),
            ("2023", 99.0, "%", "attainment", "A"),
        ),
        "vi",
    )  # fmt: skip
    assert isinstance(found, Plot)
    assert [line.label for line in found.lines] == ["A", "B"]
    assert [point[2:] for point in found.lines[0].points] == [("2021", "10"), ("2023", "30")]
    assert "tỷ đồng" in found.title and "mức đạt được" in found.title
    (x1, y1, *_), (x2, y2, *_) = found.lines[0].points
    assert x1 < x2 and y1 > y2


def test_counts_make_bars_from_zero() -> None:
    found = plot(_answer("role_name statements", ("Bí thư", 4), ("Chủ tịch", 8), ("x" * 90, 2)), "vi")
    assert found is not None
    assert [bar.shown for bar in found.bars] == ["8", "4", "2"]
    assert [round(bar.length / found.bars[0].length, 2) for bar in found.bars] == [1.0, 0.5, 0.25]
    assert len(found.bars[2].label) < 50


def test_counts_of_things_that_are_named_twice_make_no_bars() -> None:
    assert plot(_answer("certainty name articles", ("certain", "A", 4), ("certain", "B", 8)), "vi") is None


def test_a_negative_bar_is_on_the_other_side() -> None:
    found = plot(_answer("place_name value", ("A", -5.0), ("B", 5.0)), "vi")
    assert found is not None
    first, second = found.bars
    assert first.x + first.length == pytest.approx(found.zero) == pytest.approx(second.x)
    assert first.shown == "-5"


@pytest.mark.parametrize(
    "answer",
    [_answer("name"), _answer("name", ("A",)), _answer("value"), _answer("value", (1.0,)),
     _answer("name statements", ("A", 3)), _answer("name begin end", ("A", 1, 2), ("B", 1, 2)),
     _answer("period value", ("2023", float("nan")), ("2024", float("inf")))],
)  # fmt: skip
def test_there_is_no_chart_of_nothing(answer: Answered) -> None:
    assert plot(answer, "vi") is None


def test_a_chart_of_equal_values_has_an_axis() -> None:
    found = plot(_answer("period value", ("2022", 7.0), ("2023", 7.0)), "vi")
    assert found is not None and len(found.levels) >= 2


class _Svg(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)


@pytest.fixture
def charted(site: TestClient) -> Iterator[str]:
    yield site.get("/queries/roles").text


def test_the_chart_is_on_the_page(charted: str) -> None:
    parser = _Svg()
    parser.feed(charted)
    assert parser.tags.count("rect") >= 5 and "svg" in parser.tags
