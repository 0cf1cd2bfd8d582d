"""Places across the reform of 1 July 2025: what a name means at the date of the article, and what became of a unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.extractors.statements import Office
from canbo.extractors.units import find_units, speaking_on
from canbo.graph.bridge import memory_graph
from canbo.graph.catalogue import load
from canbo.graph.network import read
from canbo.graph.network_cut import Cut, NotInNetworkError, centres
from canbo.graph.query import run
from canbo.graph.validation import validate

from .handmade import article, office
from .test_entities import linked, nodes, values
from .test_mapping import values as stated

BASE = "https://w3id.org/canbo/"


def place(body: str, name: str, as_of: str) -> str:
    found = article("a", office("Nguyễn Văn An", "Bí thư", body, name), as_of=as_of)
    return ", ".join(stated(found, "/office/1", "place")).removeprefix(BASE).removeprefix("place/")


def text(words: str) -> Article:
    return read_article(Document.of("a", words))


# ---- What a name means ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "name", "as_of", "local"),
    [
        ("Huyện ủy", "Ngân Sơn", "2023-07-06", "ngan-son-062"),
        ("Đảng ủy xã", "Ngân Sơn", "2025-09-15", "ngan-son-01954-2025"),
        ("Đảng ủy xã", "Ngân Sơn", "2025-06-30", "article/a/place/ngan-son"),  # no commune of that name yet
        ("Huyện ủy", "Ngân Sơn", "2025-09-15", "ngan-son-062"),  # "nguyên Bí thư Huyện ủy Ngân Sơn"
        ("Tỉnh ủy", "Thái Nguyên", "2024", "thai-nguyen-19"),
        ("Tỉnh ủy", "Thái Nguyên", "2026", "thai-nguyen-19-2025"),
        ("Tỉnh ủy", "Thái Nguyên", "", "thai-nguyen-19"),
        ("Tỉnh ủy", "Thái Nguyên", "2025", ""),  # one or the other
        ("Thành ủy", "Thái Nguyên", "2026", "thai-nguyen-164"),  # the city that was, not the province that is
        ("Tỉnh ủy", "Thừa Thiên Huế", "2023-07", "thua-thien-hue-46"),
    ],
)
def test_a_name_is_a_unit_that_existed_then(body: str, name: str, as_of: str, local: str) -> None:
    assert place(body, name, as_of) == local


def test_a_bare_name_is_the_commune_where_the_district_is_gone() -> None:
    one = office("Nguyễn Văn An", "Bí thư", "Đảng ủy", "Ngân Sơn")
    assert stated(article("a", one, as_of="2026-02"), "/office/1", "place") == {f"{BASE}place/ngan-son-01954-2025"}
    assert stated(article("a", one, as_of="2024-02"), "/office/1", "place") == {f"{BASE}place/ngan-son-062"}


def test_the_day_of_publication_tells_which_half_of_2025() -> None:
    found = article("a", office("Nguyễn Văn An", "Bí thư", "Tỉnh ủy", "Thái Nguyên"), as_of="2025")
    dated = replace(found, metadata=replace(found.metadata, published="2025-08-12"))
    assert stated(dated, "/office/1", "place") == {f"{BASE}place/thai-nguyen-19-2025"}


def test_a_district_that_is_named_tells_the_edition_of_2025() -> None:
    offices = (
        office("Nguyễn Văn An", "Bí thư", "Tỉnh ủy", "Thái Nguyên"),
        office("Trần Văn Bình", "Bí thư", "Huyện ủy", "Võ Nhai"),
    )
    found = article("a", *offices, as_of="2025")
    places = stated(found, "/office/1", "place") | stated(found, "/office/2", "place")
    assert places == {f"{BASE}place/thai-nguyen-19", f"{BASE}place/vo-nhai-170"}


def test_namesakes_of_a_renamed_province_are_told_apart() -> None:
    offices = (
        office("Nguyễn Văn An", "Bí thư", "Tỉnh ủy", "Thừa Thiên Huế"),
        office("Trần Văn Bình", "Bí thư", "Đảng ủy xã", "Quảng Phú"),
    )
    for as_of in ("2023-07-06", ""):
        found = article("a", *offices, as_of=as_of)
        assert stated(found, "/office/2", "place") == {f"{BASE}place/quang-phu-19897"}, as_of


# ---- What is read -----------------------------------------------------------------------------------------------

REPORT = (
    "Ngân Sơn tổng kết công tác năm\n\n"
    "Ngày 15/9/{}, Đảng ủy Ngân Sơn tổ chức Hội nghị tổng kết. Đồng chí Nguyễn Văn An, Bí thư Đảng ủy xã phát biểu."
)


def test_the_same_words_are_of_a_district_and_of_a_commune() -> None:
    before, after = text(REPORT.format(2023)), text(REPORT.format(2025))
    assert (before.place, before.level) == ("Ngân Sơn", "huyện")
    assert (after.place, after.level) == ("Ngân Sơn", "xã")
    offices = [s.place for s in after.statements if isinstance(s, Office)]
    assert offices == ["Ngân Sơn"]


def names(words: str, on: str = "") -> list[str]:
    with speaking_on(on):
        return [unit.name for unit in find_units(words)]


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("Bí thư Đảng ủy phường Hà Giang 1 Trần Văn Bình", "Hà Giang 1"),
        ("Bí thư Đảng ủy phường Nguyễn Bỉnh Khiêm Trần Thị Mai", "Nguyễn Bỉnh Khiêm"),
        ("Bí thư Đảng ủy xã Chân Mây - Lăng Cô", "Chân Mây - Lăng Cô"),
    ],
)
def test_names_of_new_communes_end_where_they_end(words: str, new: str) -> None:
    assert names(words, "2025-07-01") == [new]
    assert names(words, "2026") == [new]
    assert names(words) == names(words, "2023-07-06") != [new]


def test_the_date_holds_for_one_article_only() -> None:
    assert text("Ngày 15/9/2025, Bí thư Đảng ủy phường Hà Giang 1 Trần Văn Bình phát biểu.").statements
    assert names("phường Hà Giang 1") == names("phường Hà Giang 1", "2023")


PROVINCES = "Ngày {}, đồng chí Nguyễn Văn An, Bí thư {} phát biểu. {} có 120 hộ nghèo. Tỉnh ủy dự."


@pytest.mark.parametrize(
    ("day", "secretary", "subject", "province"),
    [
        ("15/9/2023", "Huyện ủy Ngân Sơn", "Huyện Ngân Sơn", "Bắc Kạn"),
        ("15/9/2023", "Huyện ủy A Lưới", "Huyện A Lưới", "Thừa Thiên Huế"),
        ("15/9/2025", "Đảng ủy xã Ngân Sơn", "Xã Ngân Sơn", "Thái Nguyên"),
    ],
)
def test_the_province_is_that_of_the_date(day: str, secretary: str, subject: str, province: str) -> None:
    found = text(f"{PROVINCES.format(day, secretary, subject)} Đồng chí Trần Văn Bình, Phó Bí thư Tỉnh ủy phát biểu.")
    assert [s.place for s in found.statements if isinstance(s, Office) and s.body == "Tỉnh ủy"] == [province]


# ---- The graph --------------------------------------------------------------------------------------------------


def two_articles() -> tuple[Article, Article]:
    return (
        article("a", office("Nguyễn Văn An", "Bí thư", "Huyện ủy", "Ngân Sơn"), as_of="2023-07-06"),
        article("b", office("Trần Văn Bình", "Bí thư", "Đảng ủy xã", "Ngân Sơn"), as_of="2025-09-15"),
    )


def test_a_district_is_replaced_by_the_communes_of_its_area() -> None:
    store = linked(two_articles()[0])
    communes = values(store, "place/ngan-son-062", "dcterms:isReplacedBy")
    assert len(communes) == 5
    assert "place/ngan-son-01954-2025" in communes
    for commune in communes:
        assert values(store, commune, "dcterms:isPartOf") == ["place/thai-nguyen-19-2025"]
        assert "place/ngan-son-062" in values(store, commune, "dcterms:replaces")
    assert values(store, "place/bac-kan-06", "dcterms:isReplacedBy") == ["place/thai-nguyen-19-2025"]
    assert values(store, "place/bac-kan-06", "dcterms:isPartOf") == []


def test_the_graph_has_no_more_units_than_these() -> None:
    store = linked(two_articles()[0])
    # district, province, five communes and their province
    assert len(nodes(store, "schema:AdministrativeArea")) == 8
    # nothing replaced the units since the reform, and what they replaced is not drawn in
    store = linked(two_articles()[1])
    assert nodes(store, "schema:AdministrativeArea") == ["place/ngan-son-01954-2025", "place/thai-nguyen-19-2025"]


def test_units_have_the_time_in_which_they_were_valid() -> None:
    store = linked(*two_articles(), article("c", office("Lê Văn Cường", "Bí thư", "Tỉnh ủy", "Thừa Thiên Huế")))
    assert values(store, "place/ngan-son-062", "schema:validThrough") == ["2025-06-30"]
    assert values(store, "place/ngan-son-062", "schema:validFrom") == []
    assert values(store, "place/ngan-son-01954-2025", "schema:validFrom") == ["2025-07-01"]
    assert values(store, "place/ngan-son-01954-2025", "schema:validThrough") == []
    # gone by that month, on which day is not known
    assert values(store, "place/thua-thien-hue-46", "schema:validThrough") == ["2025-01"]


def test_what_was_gone_before_the_reform_leads_to_what_is() -> None:
    store = linked(article("c", office("Lê Văn Cường", "Bí thư", "Tỉnh ủy", "Thừa Thiên Huế"), as_of="2023"))
    assert values(store, "place/thua-thien-hue-46", "dcterms:isReplacedBy") == ["place/hue-46"]
    assert values(store, "place/hue-46", "dcterms:isReplacedBy") == ["place/hue-46-2025"]


def test_units_and_their_successors_conform_to_the_shapes() -> None:
    assert validate(memory_graph(linked(*two_articles()).oxigraph)).violations == ()


def test_district_and_commune_are_apart_in_the_network() -> None:
    network = read(memory_graph(linked(*two_articles()).oxigraph))
    assert centres(network, Cut(places=("Ngân Sơn",))) == [
        f"{BASE}place/ngan-son-01954-2025",
        f"{BASE}place/ngan-son-062",
    ]
    assert centres(network, Cut(places=("huyện Ngân Sơn",))) == [f"{BASE}place/ngan-son-062"]
    assert centres(network, Cut(places=("xã Ngân Sơn",))) == [f"{BASE}place/ngan-son-01954-2025"]
    # what only replaced a unit is no part of the network
    with pytest.raises(NotInNetworkError):
        centres(network, Cut(places=("Nà Phặc",)))


# ---- The question -----------------------------------------------------------------------------------------------


def replaced(name: str, *articles: Article) -> list[tuple[str, ...]]:
    answer = run(linked(*articles).oxigraph, load("replaced-by"), {"place": name})
    return [tuple("" if cell is None else cell.value for cell in row) for row in answer.rows]


def test_what_became_of_a_district() -> None:
    rows = replaced("Ngân Sơn", *two_articles())
    assert len(rows) == 5
    assert ("Ngân Sơn", "huyen", "062", "Ngân Sơn", "xa", "Thái Nguyên") in rows
    assert {row[5] for row in rows} == {"Thái Nguyên"}


def test_what_became_of_a_province_and_of_one_that_had_been_renamed() -> None:
    assert replaced("Bắc Kạn", *two_articles()) == [("Bắc Kạn", "tinh", "06", "Thái Nguyên", "tinh", "")]
    renamed = article("c", office("Lê Văn Cường", "Bí thư", "Tỉnh ủy", "Thừa Thiên Huế"), as_of="2023")
    assert replaced("Thừa Thiên Huế", renamed) == [("Thừa Thiên Huế", "tinh", "46", "Huế", "thanh-pho-trung-uong", "")]
