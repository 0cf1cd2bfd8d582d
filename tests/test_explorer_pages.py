"""The explorer's pages: what they show, that every link leads somewhere, and that article text stays text."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import canbo
from canbo.explorer import asking
from canbo.explorer.calendar import scale
from canbo.explorer.charts import charts
from canbo.explorer.links import Links, View
from canbo.explorer.precedence import ranked
from canbo.graph.store import open_store

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/canbo/"
NGAN_SON = "place/ngan-son-062"
PAGES = (
    "/", "/checks", "/list?kind=person", "/search?q=ngan+son", "/person/trieu-tien-luu", "/place/ngan-son-062",
    "/body/huyen-uy-ngan-son-062", "/meeting/hoi-nghi-huyen-uy-ngan-son-062-2024-01-10",
    "/instrument/43-nq-tw-ban-chap-hanh-trung-uong-dang-khoa-xiii", "/indicator/thu-ngan-sach",
    "/indicator/thu-ngan-sach?place=place%2Fngan-son-062", "/article/05-ngan-son-tong-ket-2024", "/article/hostile",
)  # fmt: skip


class Shown(HTMLParser):
    """A page as a browser has it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        self.ids += [found["id"]] if "id" in found else []
        if tag not in ("meta", "link", "input", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [found["href"] for tag, found in self.tags if tag == "a"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_well_formed_and_its_links_lead_somewhere(site: TestClient, path: str, lang: str) -> None:
    page = site.get(path, headers={"cookie": f"lang={lang}"})
    assert page.status_code == 200
    shown = Shown(page.text)
    assert len(shown.ids) == len(set(shown.ids))
    assert [tag for tag, _ in shown.tags].count("h1") == 1
    assert not [name for _, found in shown.tags for name in found if name == "style" or name.startswith("on")]
    for target in {urljoin(f"http://127.0.0.1{path}", link) for link in shown.links}:
        parts = urlsplit(target)
        assert parts.netloc == "127.0.0.1", target
        if lang == "vi":
            assert parts.fragment in ("", *_ids(site, target.partition("#")[0])), target


_KNOWN: dict[str, list[str]] = {}


def _ids(site: TestClient, target: str) -> list[str]:
    """Return the places that a page has; pages lead to the same pages again and again, so each is got once."""
    if target not in _KNOWN:
        answer = site.get(target)
        assert answer.status_code == 200, target
        is_page = answer.headers["content-type"].startswith("text/html")
        _KNOWN[target] = Shown(answer.text).ids if is_page else []
    return _KNOWN[target]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_its_twins(site: TestClient, path: str) -> None:
    for link in Shown(site.get(path).text).links:
        name, _, asked = link.partition("?")
        if name.endswith((".json", ".csv", ".ttl")):
            answer = site.get(link)
            assert answer.status_code == 200, link
            kind = answer.headers["content-type"]
            assert kind.startswith({"n": "application/json", "v": "text/csv", "l": "text/turtle"}[name[-1]]), asked
    for form in ("json", "csv"):
        assert any(f".{form}" in link for link in Shown(site.get(path).text).links)


def test_a_number_leads_to_the_sentence_that_states_it(site: TestClient) -> None:
    page = Shown(site.get(f"/indicator/thu-ngan-sach?place={NGAN_SON}").text)
    link = next(one for one in page.links if "?at=" in one)
    article = site.get(link)
    shown = Shown(article.text)
    assert link.partition("#")[2] in shown.ids
    assert '<mark class="shown">' in article.text and '<mark class="told">' in article.text


def test_a_person_has_offices_meetings_and_who_came_before(site: TestClient) -> None:
    page = site.get("/person/trieu-tien-luu").text
    for wanted in ("Bí thư Huyện ủy Ngân Sơn", "Chủ tịch HĐND huyện Ngân Sơn", "/person/nong-binh-cuong", "bar-change"):
        assert wanted in page
    told = site.get("/person/trieu-tien-luu.json").json()["answers"]
    assert {row["before_name"] for row in told["person-changes"]["rows"]} == {"Nông Bình Cương"}
    assert all(row["quote"] and row["document"] for row in told["person-evidence"]["rows"])


def test_namesakes_are_told_apart(site: TestClient) -> None:
    hits = site.get("/search.json?q=nguyen van hung&kind=person").json()["answers"]["search"]["rows"]
    same = [row["node"].removeprefix(BASE) for row in hits if row["label"] == "Nguyễn Văn Hùng"]
    assert len(same) == 2
    assert f'href="/{same[1]}"' in site.get(f"/{same[0]}").text


def test_a_unit_has_leaders_charts_and_what_became_of_it(site: TestClient) -> None:
    page = site.get(f"/{NGAN_SON}").text
    wanted = ("/person/trieu-tien-luu", "bar-target", "bar-value", "dự toán tỉnh giao", "/place/bang-van-01942-2025")
    assert [one for one in wanted if one not in page] == []
    assert f'href="/{NGAN_SON}"' in site.get("/place/bang-van-01942-2025").text


def test_a_resolution_leads_to_what_carries_it_out(site: TestClient) -> None:
    told = site.get(PAGES[8] + ".json").json()["answers"]
    assert len(told["instrument-below"]["rows"]) >= 4
    assert {row["place_name"] for row in told["instrument-places"]["rows"]} >= {"Ngân Sơn", "Na Rì"}


def test_statements_and_offices_lead_to_where_they_are_shown(site: TestClient) -> None:
    to_words = site.get("/article/05-ngan-son-tong-ket-2024/office/1", follow_redirects=False)
    assert to_words.status_code == 303
    assert re.fullmatch(r"/article/05-ngan-son-tong-ket-2024\?at=\d+-\d+#char\d+-\d+", to_words.headers["location"])
    post = site.get("/post/bi-thu-huyen-uy-ngan-son-062", follow_redirects=False)
    assert post.headers["location"] == "/body/huyen-uy-ngan-son-062"
    tenure = site.get("/tenure/trieu-tien-luu-bi-thu-huyen-uy-ngan-son-062", follow_redirects=False)
    assert tenure.headers["location"] == "/person/trieu-tien-luu"
    for path in ("/post/x", "/tenure/x", "/participation/x", "/article/x/office/1", "/article/hostile/a%22b/1"):
        assert site.get(path).status_code == 404


def test_markup_of_an_article_is_text_on_every_page(site: TestClient) -> None:
    for path in (*PAGES, "/list?kind=article", "/search?q=script", "/person/nong-binh-cuong"):
        shown = Shown(site.get(path).text)
        scripts = [found for tag, found in shown.tags if tag == "script"]
        assert all(found.get("src", "").startswith("/static/") for found in scripts), path
        assert "img" not in [tag for tag, _ in shown.tags], path
    article = Shown(site.get("/article/hostile").text)
    assert "<script>alert(1)</script>" in article.text and "{{ 7*7 }}" in article.text and "49" not in article.text


@pytest.mark.parametrize("at", ["0-5", "5-0", "x", "-1-5", "0-99999999", "9" * 50 + "-1", "<script>", "100-142"])
def test_any_place_may_be_asked_for(site: TestClient, at: str) -> None:
    answer = site.get("/article/hostile", params={"at": at})
    assert answer.status_code == 200
    Shown(answer.text)


def test_an_article_whose_text_is_not_in_the_store_still_has_its_facts(tmp_path: Path) -> None:
    from canbo.explorer.app import application

    articles = sorted((ROOT / "examples" / "articles").glob("*.txt"))
    canbo.build(articles[:1], tmp_path / "store")
    with open_store(tmp_path / "store", "write") as store:
        text = ox.NamedNode("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString")
        for quad in list(store.oxigraph.quads_for_pattern(None, text, None)):
            store.oxigraph.remove(quad)
    with TestClient(application(tmp_path / "store"), "http://127.0.0.1") as client:
        name = articles[0].stem
        assert "canbo build" in client.get(f"/article/{name}").text
        assert client.get(f"/article/{name}.json").json()["answers"]["article-facts"]["rows"]


def test_disagreements_have_the_words_of_both_sides(site: TestClient) -> None:
    told = site.get("/checks.json").json()["answers"]
    rows = told["checks-figures"]["rows"]
    assert rows and all(row["lowest"] < row["highest"] for row in rows)
    page = site.get("/checks").text
    assert page.count('class="case"') == len(rows) + len(told["checks-holders"]["rows"])
    assert "29,35" in page and "29,53" in page


def test_a_rate_that_does_not_follow_from_level_and_target_is_found(tmp_path: Path) -> None:
    from canbo.explorer.app import application

    text = (
        "Ngày 08/01/2024, Huyện ủy Ngân Sơn tổ chức Hội nghị tổng kết công tác năm 2023.\n"
        "Năm 2023, thu ngân sách trên địa bàn đạt 50 tỷ đồng, kế hoạch 100 tỷ đồng, đạt 90% kế hoạch.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    canbo.build([tmp_path / "a.txt"], tmp_path / "store")
    with TestClient(application(tmp_path / "store"), "http://127.0.0.1") as client:
        (row,) = client.get("/checks.json").json()["answers"]["checks-rates"]["rows"]
        assert (row["value"], row["target"], row["rate"], row["worked_out"]) == (50, 100, 90, 50)
        page = client.get("/checks").text
        for fact in ("fact", "value_fact", "target_fact"):
            link = f"/{row[fact].removeprefix(BASE)}"
            assert f'href="{link}"' in page
            assert "đạt" in client.get(link).text


@pytest.mark.parametrize("name", [one for one in asking.names() if not one.startswith(("index-", "checks-", "home-"))])
def test_queries_of_pages_do_not_go_over_the_whole_store(name: str, explorer_store: Path) -> None:
    query = asking.load(name)
    values = {one.name: one.example for one in query.parameters}
    with canbo.open_store(explorer_store) as store:
        run = asking.triples if query.form == "CONSTRUCT" else asking.ask
        begun = time.process_time()
        run(store.oxigraph, name, values)
        assert time.process_time() - begun < 0.3


def test_a_line_of_time_keeps_the_precision_of_its_days() -> None:
    line = scale(["2023-07-01", "2024", ""])
    assert line is not None
    assert (line.first, line.last) == (2023, 2025)
    assert line.at("2023") == 0 and line.at("2024") == 50 and line.at("2024", end=True) == 100
    assert line.bar("seen", "2023-07-01", "2023-07-01", "").width > 0.5
    assert scale(["", "quý 1"]) is None


def _figure(year: str, measure: str, number: str, unit: str = "tỷ đồng") -> dict[str, str]:
    return {
        "indicator": "i", "indicator_name": "thu", "period": year, "measure": measure, "value": number, "unit": unit,
        "basis": "", "document": "a", "begin": "0", "end": "3", "quote": "thu",
    }  # fmt: skip


def test_a_chart_has_levels_beside_targets_and_rates_apart() -> None:
    rows = [
        _figure("2022", "value", "40"), _figure("2023", "target", "50"), _figure("2023", "value", "100"),
        _figure("2023", "attainment", "200", "%"), _figure("2023", "value", "100"), _figure("2023-H1", "value", "7"),
    ]  # fmt: skip
    (chart,) = charts(rows, View(Links(BASE), "vi"))
    assert [year.year for year in chart.years] == ["2022", "2023"]
    assert [(bar.kind, bar.height) for bar in chart.years[1].columns] == [("target", 75), ("value", 150)]
    assert [row["value"] for row in chart.years[1].attained] == ["200"]
    assert charts(rows[:1], View(Links(BASE), "vi")) == []


@pytest.mark.parametrize(
    ("iri", "url"),
    [
        (f"{BASE}person/a", "/person/a"),
        (f"{BASE}article/Bài%20báo/place/x", "/article/B%C3%A0i%20b%C3%A1o/place/x"),
        (f"{BASE}role/bi-thu", ""),
        ("https://other.example/person/a", ""),
        ("", ""),
    ],
)
def test_a_thing_has_the_path_of_its_iri(iri: str, url: str) -> None:
    assert Links(BASE).url(iri) == url


ODD = (
    "x", "%00", "%0d%0aSet-Cookie:a=b", "%22%3E%3Cscript%3E", "%3E%20.%20%7D", "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "a%2Fb",
    "%C4%90%C3%A0", "%FF", "a" * 3000, "{7*7}", "a'b", "a\\b", "a%5Cb", "%25", "%EF%BF%BF", "%ED%A0%80", "<>", "a|b",
    "a`b",
)  # fmt: skip


@pytest.mark.parametrize(
    "folder", ["person", "place", "body", "meeting", "instrument", "indicator", "article", "post", "tenure"]
)
def test_no_address_brings_a_fault(site: TestClient, folder: str) -> None:
    for name in ODD:
        for ending in (
            "",
            ".json",
            ".csv",
            ".ttl",
            "?lang=en&at=1-2&page=-1&table=x&place=%00",
            "/place/x",
            "/office/1",
        ):
            answer = site.get(f"/{folder}/{name}{ending}", follow_redirects=False)
            assert answer.status_code in (404, 303, 307), (name, ending)
            assert not re.search(r"Traceback|site-packages|\.rq\b", answer.text)


@pytest.mark.parametrize("path", ["/search", "/list", "/checks", "/indicator/thu-ngan-sach", "/"])
def test_no_parameter_brings_a_fault(site: TestClient, path: str) -> None:
    for name in ("q", "kind", "page", "place", "lang", "table", "x"):
        for value in ("", "\0", "٣", "9" * 4000, "-1", '"', "<script>", "\ud800", "é" * 300, "a\r\nb"):
            for twin in ("", ".json"):
                target = ("/home" if path == "/" and twin else path) + twin
                answer = site.get(f"{target}?{name}={quote(value, errors='surrogatepass')}")
                assert answer.status_code in (200, 400, 404), (target, name, value)
                assert twin or "<script>" not in answer.text


def test_offices_stand_by_precedence(site: TestClient) -> None:
    page = site.get(f"/{NGAN_SON}").text
    offices = ["Bí thư Huyện ủy", "Phó Bí thư Thường trực Huyện ủy", "Chủ tịch HĐND huyện", "Chủ tịch UBND huyện"]
    at = [page.index(f">{office} Ngân Sơn</h3>") for office in offices]
    assert at == sorted(at)
    rows = site.get(f"/{NGAN_SON}.json").json()["answers"]["place-leaders"]["rows"]
    assert list(dict.fromkeys(row["kind"].rpartition("/")[2] for row in rows)) == ["party", "state", "armed-forces"]


def test_heads_precede_their_deputies_and_acting_heads_stand_beside_them() -> None:
    names = ["role", "office", "post", "first", "person"]
    roles = ["uy-vien", "pho-chu-tich", "quyen-chu-tich", "pho-chu-tich-thuong-truc", "unheard-of", "chu-tich"]
    cells = tuple(tuple(map(ox.Literal, (f"{BASE}role/{role}", role, role, "2024", role))) for role in roles)
    told = ranked(asking.Answered("x", "", "", tuple(names), cells), 5)
    assert [row["office"] for row in told.rows] == [
        "chu-tich", "quyen-chu-tich", "pho-chu-tich-thuong-truc", "pho-chu-tich", "uy-vien"
    ]  # fmt: skip
    assert told.cut
    assert not ranked(replace(told, cut=False), 5).cut


def test_twins_of_the_first_page_have_all_rows(site: TestClient) -> None:
    shown = Shown(site.get("/").text)
    articles = site.get("/home.csv?table=home-latest").text.splitlines()
    assert len(articles) == 1 + 15
    assert len(site.get("/home.json").json()["answers"]["home-latest"]["rows"]) == 15
    assert sum(link.startswith("/article/") for link in shown.links) < 15


def test_an_indicator_says_where_its_table_ends(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/indicator/thu-ngan-sach"
    all_rows = site.get(f"{path}.csv").text.splitlines()[1:]
    assert "remark" not in site.get(path).text
    monkeypatch.setattr("canbo.explorer.page.SHOWN", 2)
    assert "Bảng dưới chỉ có 2 số liệu" in site.get(path).text
    assert "Bảng dưới" not in site.get(f"{path}?place={NGAN_SON}").text
    assert site.get(f"{path}.csv").text.splitlines()[1:] == all_rows
    # A unit is found however many stand before it.
    monkeypatch.setattr("canbo.explorer.page.SHOWN", 1)
    for row in site.get(f"{path}.json").json()["answers"]["indicator-places"]["rows"]:
        assert site.get(path, params={"place": row["place"].removeprefix(BASE)}).status_code == 200
    for wrong in ("place/nowhere", "x y", "<", "../.."):
        assert site.get(path, params={"place": wrong}).status_code == 404


def test_words_lead_to_where_an_article_has_them(site: TestClient) -> None:
    path = "/article/05-ngan-son-tong-ket-2024"
    page = site.get(path, params={"words": "Nghị quyết số 18-NQ/TW"})
    assert re.search(r"at=\d+-\d+$", str(page.url).partition("#")[0])
    assert "Nghị quyết số 18-NQ/TW" in "".join(re.findall(r'<mark class="shown">([^<]*)', page.text))
    # Words that the article has not are no fault.
    assert site.get(path, params={"words": "nowhere"}).status_code == 200


def test_a_quote_of_an_answer_leads_to_its_words(site: TestClient) -> None:
    page = Shown(site.get("/queries/targets-missed", params={"place": "ngan son"}).text)
    links = [link for link in page.links if "?words=" in link]
    assert len(links) > 10
    for link in links:
        assert "?at=" in str(site.get(link).url)
