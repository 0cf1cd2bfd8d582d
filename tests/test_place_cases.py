"""Hard place names, from the text of an article to the node: what each means, and the reason that is given."""

from __future__ import annotations

import pytest

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.graph.bridge import memory_graph
from canbo.graph.catalogue import load
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import SCHEMES, term
from canbo.graph.places import Places
from canbo.graph.query import run
from canbo.graph.resolution import MOST_CANDIDATES, Reason
from canbo.graph.scopes import scope_of
from canbo.graph.validation import validate
from canbo.ontology import gazetteer, table

from .test_entities import linked, nodes, values

BASE = "https://w3id.org/canbo/"
DAY = "Hội nghị tổng kết năm\n\n{head}Ngày {day}, {words}"
CHAIRED = " Đồng chí Nguyễn Văn An, Bí thư {} phát biểu."
CHAU_THANH = "Huyện ủy Châu Thành tổ chức hội nghị tổng kết." + CHAIRED.format("Huyện ủy")


def article(words: str, day: str = "15/12/2023", head: str = "") -> Article:
    return read_article(Document.of("a", DAY.format(head=head, day=day, words=words)))


def office(words: str, day: str = "15/12/2023", head: str = "", person: str = "Nguyễn Văn An") -> tuple[str, str]:
    """Return the local name of the place of a person's first office (or of all candidates), and the reason."""
    quads = article_quads(article(words, day, head), Iris(BASE))
    told = [q.subject for q in quads if q.predicate == term("personName") and q.object.value == person]
    (node, *_) = [n for n in told if "/office/" in n.value]
    places = [
        q.object.value for q in quads if q.subject == node and q.predicate in (term("place"), term("placeCandidate"))
    ]
    why = [q.object.value.rpartition("/")[2] for q in quads if q.subject == node and q.predicate == term("placeReason")]
    return ", ".join(p.removeprefix(f"{BASE}place/").removeprefix(BASE) for p in places), ", ".join(why)


# ---- Châu Thành: ten districts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "head", "reason"),
    [
        (CHAU_THANH.replace("Châu Thành", "Châu Thành, tỉnh Kiên Giang"), "", "in-province"),
        (CHAU_THANH.replace("Châu Thành", "Châu Thành (Kiên Giang)"), "", "in-province"),
        (f"tại xã Minh Hòa, huyện Châu Thành, Kiên Giang, {CHAU_THANH}", "", "in-province"),
        (f"các xã Minh Hòa, Mong Thọ A, huyện Châu Thành, tỉnh Kiên Giang dự. {CHAU_THANH}", "", "in-province"),
        (f"{CHAU_THANH} Bà Lê Thị Hoa, Phó Bí thư Tỉnh ủy Kiên Giang dự.", "", "office"),
        (CHAU_THANH, "Kiên Giang - ", "dateline"),
        (CHAU_THANH, "(Báo Kiên Giang) - ", "source"),
        (f"{CHAU_THANH}\n\nTheo Báo Kiên Giang", "", "source"),
        (f"{CHAU_THANH}\n\nNguồn: baokiengiang.vn", "", "source"),
        (f"{CHAU_THANH} Huyện Châu Thành nhận cờ của tỉnh Kiên Giang. Tỉnh Kiên Giang khen.", "", "body"),
    ],
)
def test_what_tells_which_of_the_ten(words: str, head: str, reason: str) -> None:
    assert office(words, head=head) == ("chau-thanh-905", reason)


def test_a_headline_tells_which() -> None:
    text = f"Kiên Giang: Châu Thành tổng kết năm\n\nNgày 15/12/2023, {CHAU_THANH}"
    found = Places(read_article(Document.of("a", text)), Iris(BASE)).resolve("Châu Thành", scope_of("Huyện ủy"))
    assert found.unit is not None
    assert (found.unit.id, found.reason, found.detail) == ("chau-thanh-905", Reason.TITLE, "Kiên Giang")


@pytest.mark.parametrize(
    "words",
    [
        CHAU_THANH,
        # a place named in passing, or a newspaper that the text only speaks of, decides nothing
        f"{CHAU_THANH} Hàng được bày ở hội chợ tỉnh Long An.",
        f"{CHAU_THANH} Phóng viên Báo Long An dự và đưa tin về hội nghị này.",
    ],
)
def test_with_nothing_it_stays_open_with_ten_candidates(words: str) -> None:
    places, reason = office(words)
    assert reason == "several"
    assert set(places.split(", ")) == {unit.id for unit in gazetteer.find("Châu Thành", "huyện")}
    assert len(places.split(", ")) == 10


def test_two_of_one_name_in_an_article_are_told_apart_by_their_own_words() -> None:
    words = (
        "ông Nguyễn Văn An, Chủ tịch UBND huyện Châu Thành, tỉnh Kiên Giang và bà Trần Thị Bích, Chủ tịch UBND huyện "
        "Châu Thành (tỉnh Tiền Giang) ký kết. Ông Lê Văn Cường, Bí thư Huyện ủy Châu Thành dự."
    )
    assert office(words) == ("chau-thanh-905", "in-province")
    assert office(words, person="Trần Thị Bích") == ("chau-thanh-821", "in-province")
    assert office(words, person="Lê Văn Cường") == ("chau-thanh-821, chau-thanh-905", "several")


def test_the_province_of_the_newspaper_is_that_of_its_committee() -> None:
    words = f"{CHAU_THANH} Bà Lê Thị Hoa, Phó Bí thư Tỉnh ủy dự."
    assert office(words, head="(Báo Kiên Giang) - ", person="Lê Thị Hoa") == ("kien-giang-91", "")
    words = "Tỉnh ủy tổ chức hội nghị tổng kết." + CHAIRED.format("Tỉnh ủy")
    assert office(words, head="BBK - ") == ("bac-kan-06", "type-word")
    assert office(words, "15/12/2025", head="BBK - ") == ("thai-nguyen-19-2025", "date")
    assert office(words) == ("def#notStated", "not-stated")


# ---- One name before and after, as a district and as a commune ------------------------------------------------------

TINH_UY = " Bà Lê Thị Hoa, Phó Bí thư Tỉnh ủy dự."


@pytest.mark.parametrize(
    ("words", "day", "place", "province"),
    [
        ("Huyện ủy Ngân Sơn họp." + CHAIRED.format("Huyện ủy"), "15/12/2023", "ngan-son-062", "bac-kan-06"),
        ("ông Nguyễn Văn An, Bí thư Đảng ủy xã Ngân Sơn.", "15/12/2025", "ngan-son-01954-2025", "thai-nguyen-19-2025"),
        ("có ông Nguyễn Văn An, nguyên Bí thư Huyện ủy Ngân Sơn.", "15/12/2025", "ngan-son-062", "thai-nguyen-19-2025"),
    ],
)  # fmt: skip
def test_ngan_son(words: str, day: str, place: str, province: str) -> None:
    assert office(words + TINH_UY, day)[0] == place
    assert office(words + TINH_UY, day, person="Lê Thị Hoa")[0] == province


@pytest.mark.parametrize(
    ("words", "day", "place", "reason"),
    [
        ("Tỉnh ủy Lào Cai họp." + CHAIRED.format("Tỉnh ủy"), "15/12/2025", "lao-cai-15-2025", "date"),
        ("Tỉnh ủy Lào Cai họp." + CHAIRED.format("Tỉnh ủy"), "15/12/2023", "lao-cai-10", "type-word"),
        ("có ông Nguyễn Văn An, nguyên Bí thư Tỉnh ủy Yên Bái.", "15/12/2025", "yen-bai-15", "type-word"),
        ("Đảng ủy phường Yên Bái họp." + CHAIRED.format("Đảng ủy phường"), "15/12/2025", "yen-bai-04252-2025", ""),
        ("Đảng ủy đặc khu Phú Quốc họp." + CHAIRED.format("Đảng ủy đặc khu"), "15/12/2025", "phu-quoc-31078-2025", ""),
        ("Huyện ủy Yên Dũng họp." + CHAIRED.format("Huyện ủy"), "15/12/2023", "yen-dung-221", ""),
        ("Thị ủy Cửa Lò họp." + CHAIRED.format("Thị ủy"), "15/12/2023", "cua-lo-413", ""),
        ("Huyện ủy Việt Yên họp." + CHAIRED.format("Huyện ủy"), "15/12/2022", "viet-yen-222", ""),
        ("Tỉnh ủy Thừa Thiên Huế họp." + CHAIRED.format("Tỉnh ủy"), "15/12/2023", "thua-thien-hue-46", ""),
        ("Thành ủy Huế họp." + CHAIRED.format("Thành ủy"), "15/12/2023", "hue-474", "date"),
        ("Thành ủy Huế họp." + CHAIRED.format("Thành ủy"), "15/3/2025", "hue-46", ""),
    ],
)  # fmt: skip
def test_units_that_were_merged_renamed_or_dissolved(words: str, day: str, place: str, reason: str) -> None:
    assert office(words, day) == (place, reason)


# ---- Names that provinces share with their cities -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "province", "city"),
    [
        ("Bắc Kạn", "bac-kan-06", "bac-kan-058"),
        ("Hà Giang", "ha-giang-02", "ha-giang-024"),
        ("Cao Bằng", "cao-bang-04", "cao-bang-040"),
        ("Vĩnh Long", "vinh-long-86", "vinh-long-855"),
        ("Hòa Bình", "hoa-binh-17", "hoa-binh-148"),
        ("Thái Nguyên", "thai-nguyen-19", "thai-nguyen-164"),
    ],
)
def test_province_and_city_of_one_name(name: str, province: str, city: str) -> None:
    words = f"Thành ủy {name} tổ chức hội nghị tổng kết.{CHAIRED.format('Thành ủy')}{TINH_UY}"
    assert office(words) == (city, "type-word")
    assert office(words, person="Lê Thị Hoa") == (province, "type-word")
    words = f"ông Nguyễn Văn An, Chủ tịch UBND thành phố {name} phát biểu. Bà Lê Thị Hoa, Giám đốc Sở Nội vụ {name} dự."
    assert office(words) == (city, "type-word")
    assert office(words, person="Lê Thị Hoa")[0] == province


def test_a_bare_name_is_the_province_and_a_ward_of_the_name_is_not() -> None:
    found = Places(article("huyện Na Rì tổ chức hội nghị."), Iris(BASE)).resolve("Bắc Kạn")
    assert found.unit is not None
    assert (found.unit.id, found.reason) == ("bac-kan-06", Reason.PROVINCE_FIRST)
    words = "ông Nguyễn Văn An, Bí thư Đảng ủy phường Bắc Kạn và bà Lê Thị Hoa, Phó Bí thư Tỉnh ủy dự."
    assert office(words, "15/12/2025", person="Lê Thị Hoa")[0] == "thai-nguyen-19-2025"


# ---- Names with numbers, short names, names that are words or persons -----------------------------------------------


@pytest.mark.parametrize(
    ("words", "place", "reason"),
    [
        ("Thành ủy TP.HCM họp." + CHAIRED.format("Thành ủy"), "ho-chi-minh-79", ""),
        ("ông Nguyễn Văn An, Chủ tịch UBND TPHCM dự.", "ho-chi-minh-79", ""),
        ("ông Nguyễn Văn An, Giám đốc Sở Y tế Sài Gòn dự.", "ho-chi-minh-79", ""),
        ("ông Nguyễn Văn An, Phó Chủ tịch UBND quận 7 dự.", "7-778", ""),
        ("ông Nguyễn Văn An, Bí thư Quận ủy Quận 7 và bà Lê Thị Hoa, Bí thư Quận ủy Gò Vấp dự.", "7-778", ""),
        ("ông Nguyễn Văn An, Chủ tịch UBND phường 12, quận Gò Vấp dự.", "12-26881", "in-district"),
        ("ông Nguyễn Văn An, Chủ tịch UBND phường 12 quận 10 dự.", "12-27172", "in-district"),
        ("ông Nguyễn Văn An, Chủ tịch UBND xã Tân Tiến, huyện Văn Giang dự.", "tan-tien-12043", "in-district"),
        ("ở xã Minh Khai, huyện Thạch An, ông Nguyễn Văn An, Bí thư Đảng ủy xã nói", "minh-khai-01795", "in-district"),
        ("ông Nguyễn Văn An, Chủ tịch UBND xã Hòa Bình, huyện Bình Gia dự.", "hoa-binh-06103", "in-district"),
        ("ông Nguyễn Văn An, Chủ tịch UBND xã Tự Do, huyện Quảng Hòa tự do phát biểu.", "tu-do-01609", "in-district"),
        ("ông Nguyễn Văn An, Chủ tịch UBND phường Lê Lợi, thành phố Vinh dự.", "le-loi-16669", "in-district"),
        ("Chủ tịch UBND xã Nguyễn Phích, ông Nguyễn Văn An dự.", "nguyen-phich-32053", ""),
        ("Bí thư Đảng ủy xã Nguyễn Phích Nguyễn Văn An dự.", "nguyen-phich-32053", ""),
    ],
)  # fmt: skip
def test_numbers_short_names_words_and_persons(words: str, place: str, reason: str) -> None:
    assert office(words) == (place, reason)


def test_a_namesake_is_a_person_and_a_place() -> None:
    words = "bà Nguyễn Thị Minh Khai, Chủ tịch UBND xã Minh Khai, huyện Thạch An và ông Lê Lợi, Bí thư Huyện ủy dự."
    assert office(words, person="Nguyễn Thị Minh Khai")[0] == "minh-khai-01795"
    assert office(words, person="Lê Lợi")[0] == "thach-an-053"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Huyện ủy Thống Nhất họp." + CHAIRED.format("Huyện ủy"), "thong-nhat-738"),
        ("Đảng ủy phường Thống Nhất, thành phố Biên Hòa họp." + CHAIRED.format("Đảng ủy phường"), "thong-nhat-26029"),
        ("tại đường Thống Nhất, Khách sạn Thống Nhất, Huyện ủy Na Rì họp." + CHAIRED.format("Huyện ủy"), "na-ri-066"),
        ("Thống nhất ý chí, huyện Na Rì họp. Các ý kiến thống nhất." + CHAIRED.format("Huyện ủy"), "na-ri-066"),
        ("tại số 9 đường Thống Nhất, Thành ủy Hà Giang họp." + CHAIRED.format("Thành ủy"), "ha-giang-024"),
    ],
)
def test_thong_nhat_is_a_district_a_ward_a_street_and_a_word(words: str, place: str) -> None:
    assert office(words)[0] == place


# ---- What is said beside a name must be true of the unit ------------------------------------------------------------


def test_a_commune_that_no_edition_has_in_the_district_said_is_no_other() -> None:
    # merged long ago; those of the name in other provinces are not meant
    words = "ông Nguyễn Văn An, Chủ tịch UBND xã Tân Tiến, huyện Bạch Thông dự."
    assert office(words) == ("article/a/place/tan-tien", "unknown")


def test_communes_of_a_dissolved_district_are_where_they_were() -> None:
    # since 2025 in the city of Bắc Giang
    words = "ông Nguyễn Văn An, Chủ tịch UBND xã Tân Liễu, huyện Yên Dũng dự."
    (unit,) = gazetteer.find("Tân Liễu", "xã")
    assert office(words) == (unit.id, "")


def test_a_meeting_has_the_body_before_the_units_above_it() -> None:
    quads = article_quads(article("Huyện ủy Châu Thành, tỉnh Kiên Giang tổ chức Hội nghị lần thứ 9."), Iris(BASE))
    assert [q.object.value for q in quads if q.predicate == term("bodyName")] == ["Huyện ủy"]


# ---- The resolution, the graph and the question ---------------------------------------------------------------------


def test_a_resolution_explains_itself() -> None:
    places = Places(article(CHAU_THANH, head="(Báo Kiên Giang) - "), Iris(BASE))
    found = places.resolve("Châu Thành", scope_of("Huyện ủy"))
    assert found.unit is not None and found.candidates == (found.unit,)
    assert (found.name, found.unit.id, found.reason, found.detail, found.open) == (
        "Châu Thành", "chau-thanh-905", "source", "Kiên Giang", False,
    )  # fmt: skip
    assert places.resolve("").reason is Reason.NOT_STATED
    unknown = places.resolve("Lũng Nào Đó", scope_of("Đảng ủy xã"))
    assert (unknown.unit, unknown.candidates, unknown.reason) == (None, (), Reason.UNKNOWN)


def test_candidates_come_nearest_first_and_no_more_than_stated() -> None:
    words = "ông Nguyễn Văn An, Chủ tịch UBND xã Hòa Bình dự."
    found = Places(article(words), Iris(BASE)).resolve("Hòa Bình", scope_of("UBND xã"))
    assert found.open and len(found.candidates) > MOST_CANDIDATES
    places, _ = office(words)
    assert len(places.split(", ")) == MOST_CANDIDATES
    words = "ông Nguyễn Văn An, Chủ tịch UBND huyện Châu Thành dự. Hàng được bày ở hội chợ tỉnh Trà Vinh."
    assert office(words)[0].split(", ")[0] == "chau-thanh-847"


def test_every_reason_is_a_concept() -> None:
    assert [row["id"] for row in table("concepts")["place-reason"]] == [str(reason) for reason in Reason]
    assert "place-reason" in SCHEMES


def test_newspapers_are_of_provinces_that_there_are() -> None:
    papers = table("newspapers")
    for province in (*papers["codes"].values(), *papers["names"].values()):
        assert len(gazetteer.find(province, "tỉnh")) == 1, province


def test_candidates_are_described_and_asked_for() -> None:
    store = linked(article(CHAU_THANH))
    units = nodes(store, "schema:AdministrativeArea")
    assert {f"place/{unit.id}" for unit in gazetteer.find("Châu Thành", "huyện")} <= set(units)
    assert values(store, "place/chau-thanh-905", "dcterms:isPartOf") == ["place/kien-giang-91"]
    assert validate(memory_graph(store.oxigraph)).violations == ()
    answer = run(store.oxigraph, load("open-places"), {})
    rows = [dict(zip(answer.columns, ("" if c is None else c.value for c in row), strict=True)) for row in answer.rows]
    assert len(rows) == 10
    assert {row["above"] for row in rows} >= {"Kiên Giang", "Tiền Giang", "Trà Vinh"}
    assert {(row["document"], row["name"], row["reason"], row["statements"]) for row in rows} == {
        ("a", "Châu Thành", "several", "2")
    }
    assert all(row["quote"] in DAY.format(head="", day="15/12/2023", words=CHAU_THANH) for row in rows)
    assert len(list(run(store.oxigraph, load("open-places"), {"place": "chau thanh"}).rows)) == 10
    assert list(run(store.oxigraph, load("open-places"), {"place": "Ngân Sơn"}).rows) == []


def test_a_unit_has_both_spellings() -> None:
    store = linked(article("Tỉnh ủy Hoà Bình họp." + CHAIRED.format("Tỉnh ủy")))
    assert values(store, "place/hoa-binh-17", "skos:prefLabel") == ["Hòa Bình"]
    assert values(store, "place/hoa-binh-17", "skos:altLabel") == ["Hoà Bình"]
    assert values(store, "place/hoa-binh-17", "searchKey") == ["hoa binh"]
