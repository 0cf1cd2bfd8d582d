"""The entity layer: who is one, and above all who is not."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from canbo.extractors.article import Article
from canbo.extractors.statements import Instrument, Meeting
from canbo.graph.linking.run import relink
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import TYPE, term
from canbo.graph.store import Store, open_store

from .handmade import article, office, sin_ho


def linked(*articles: Article) -> Store:
    store = open_store(mode="memory")
    for one in articles:
        store.replace_article(one.document.name, article_quads(one, store.iris))
    relink(store)
    return store


def nodes(store: Store, cls: str) -> list[str]:
    found = store.oxigraph.quads_for_pattern(None, TYPE, term(cls))
    return sorted(q.subject.value.removeprefix(store.iris.base) for q in found)


def values(store: Store, node: str, name: str) -> list[str]:
    found = store.oxigraph.quads_for_pattern(store.iris.node(node), term(name), None)
    return sorted(q.object.value.removeprefix(store.iris.base) for q in found)


def secretary(
    name: str, place: str, person: str = "Nguyễn Văn An", status: str = "current", as_of: str = ""
) -> Article:
    return article(name, office(person, "Bí thư", "Huyện ủy", place, status), as_of=as_of)


def test_two_unnamed_districts_are_never_one() -> None:
    store = linked(secretary("a", ""), secretary("b", ""))
    assert nodes(store, "org:FormalOrganization") == ["body/huyen-uy-a", "body/huyen-uy-b"]
    assert nodes(store, "org:Post") == ["post/bi-thu-huyen-uy-a", "post/bi-thu-huyen-uy-b"]
    assert len(nodes(store, "foaf:Person")) == 2
    assert nodes(store, "schema:AdministrativeArea") == []


def test_an_unnamed_district_is_not_a_named_one() -> None:
    store = linked(secretary("a", ""), secretary("b", "Sìn Hồ"))
    assert len(nodes(store, "org:FormalOrganization")) == 2
    assert len(nodes(store, "foaf:Person")) == 2


def test_a_district_name_that_stays_open_is_not_another_articles() -> None:
    store = linked(secretary("a", "Châu Thành"), secretary("b", "Châu Thành"))
    assert len(nodes(store, "org:FormalOrganization")) == 2
    assert len(nodes(store, "foaf:Person")) == 2


def test_two_open_names_in_one_article_are_two_bodies() -> None:
    one = article(
        "a", office("A B", "Bí thư", "Huyện ủy", "Châu Thành"), office("C D", "Bí thư", "Huyện ủy", "Phú Tân")
    )
    assert len(nodes(linked(one), "org:FormalOrganization")) == 2


def test_a_commune_outside_the_gazetteer_is_its_articles_own() -> None:
    one, two = (article(n, office("A B", "Bí thư", "Đảng ủy xã", "Không Có Thật")) for n in "ab")
    store = linked(one, two)
    assert len(nodes(store, "org:FormalOrganization")) == 2
    assert len(nodes(store, "foaf:Person")) == 2


def test_namesakes_of_two_districts_stay_apart() -> None:
    store = linked(secretary("a", "Sìn Hồ"), secretary("b", "Ngân Sơn"))
    people = nodes(store, "foaf:Person")
    assert len(people) == 2
    assert all(one.startswith("person/nguyen-van-an-") for one in people)


def test_one_name_and_one_district_are_one_person() -> None:
    council = article("b", office("NGUYỄN VĂN AN", "Chủ tịch", "HĐND huyện", "Sìn Hồ"))
    store = linked(secretary("a", "Sìn Hồ"), council)
    assert nodes(store, "foaf:Person") == ["person/nguyen-van-an"]
    assert values(store, "person/nguyen-van-an", "foaf:name") == ["Nguyễn Văn An"]
    assert values(store, "person/nguyen-van-an", "skos:altLabel") == ["NGUYỄN VĂN AN"]
    assert len(values(store, "person/nguyen-van-an", "prov:wasDerivedFrom")) == 2
    assert len(nodes(store, "org:Post")) == 2


def test_one_central_office_is_one_person_and_two_are_not() -> None:
    minister = office("Nguyễn Văn An", "Bộ trưởng", "Bộ Nội vụ")
    other = office("Nguyễn Văn An", "Bộ trưởng", "Bộ Y tế")
    assert len(nodes(linked(article("a", minister), article("b", minister)), "foaf:Person")) == 1
    assert len(nodes(linked(article("a", minister), article("b", other)), "foaf:Person")) == 2


def test_deputies_and_members_have_no_post() -> None:
    one = article(
        "a",
        office("A B", "Phó Bí thư", "Huyện ủy", "Sìn Hồ"),
        office("A B", "Tỉnh ủy viên", "Tỉnh ủy", "Lai Châu"),
        office("C D", "Phó Bí thư Thường trực", "Huyện ủy", "Sìn Hồ"),
    )
    store = linked(one)
    assert nodes(store, "org:Post") == ["post/pho-bi-thu-thuong-truc-huyen-uy-sin-ho-108"]
    assert len(nodes(store, "org:Membership")) == 3


def test_a_tenure_is_attested_only_while_the_office_is_held() -> None:
    store = linked(
        secretary("a", "Sìn Hồ", as_of="2023-07-06"),
        secretary("b", "Sìn Hồ", as_of="2024-01-10"),
        secretary("c", "Sìn Hồ", status="former", as_of="2025"),
    )
    (tenure,) = nodes(store, "org:Membership")
    assert values(store, tenure, "attestedFirst") == ["2023-07-06"]
    assert values(store, tenure, "attestedLast") == ["2024-01-10"]
    assert values(store, tenure, "status") == ["status/former"]
    assert values(store, tenure, "statusAsOf") == ["2025"]


def test_a_bare_year_gives_way_to_a_day_of_it() -> None:
    store = linked(secretary("a", "Sìn Hồ", as_of="2023"), secretary("b", "Sìn Hồ", as_of="2023-07-06"))
    (tenure,) = nodes(store, "org:Membership")
    assert values(store, tenure, "attestedFirst") == ["2023-07-06"]
    assert values(store, tenure, "attestedLast") == ["2023-07-06"]


def meeting(name: str, title: str = "Hội nghị lần thứ 17", **columns: object) -> Article:
    found = next(s for s in sin_ho().statements if isinstance(s, Meeting))
    return article(name, replace(found, title=title, **columns), as_of="2023-07-06")  # type: ignore[arg-type]


def test_one_meeting_told_by_two_articles_is_one() -> None:
    store = linked(meeting("a"), meeting("b", "Hội nghị lần thứ 17 (mở rộng)", ordinal=None))
    (one,) = nodes(store, "schema:Event")
    assert values(store, one, "schema:name") == ["Hội nghị lần thứ 17 (mở rộng)"]
    assert len(values(store, one, "prov:wasDerivedFrom")) == 2


def test_meetings_of_other_days_numbers_and_districts_are_others() -> None:
    assert len(nodes(linked(meeting("a"), meeting("b", date="2023-09-06", ordinal=18)), "schema:Event")) == 2
    assert len(nodes(linked(meeting("a"), meeting("b", ordinal=18)), "schema:Event")) == 2
    assert len(nodes(linked(meeting("a"), meeting("b", place="Ngân Sơn")), "schema:Event")) == 2
    assert len(nodes(linked(meeting("a", place=""), meeting("b", place="")), "schema:Event")) == 2


def test_a_number_counts_anew_in_every_term_but_not_that_of_a_congress() -> None:
    old = meeting("b", date="2018-07-06")
    assert len(nodes(linked(meeting("a"), old), "schema:Event")) == 2
    congress = {"title": "Đại hội lần thứ XVIII", "ordinal": 18, "date": "", "main": False}
    assert len(nodes(linked(meeting("a", **congress), meeting("b", **congress)), "schema:Event")) == 1  # type: ignore[arg-type]


def resolution(name: str, place: str = "Sìn Hồ", **columns: object) -> Article:
    found = next(s for s in sin_ho().statements if isinstance(s, Instrument))
    one = replace(found, mention="cited", applies=(), **columns)  # type: ignore[arg-type]
    return article(name, one, place=place, level="huyện" if place else "")


def instruments(*articles: Article) -> int:
    return len(nodes(linked(*articles), "Instrument"))


def test_a_number_alone_is_no_key() -> None:
    central = {"number": "43-NQ/TW", "issuer": ""}
    assert instruments(resolution("a", **central), resolution("b", **central)) == 2  # type: ignore[arg-type]
    with_issuer = central | {"issuer": "Ban Chấp hành Trung ương Đảng khóa XIII"}
    assert instruments(resolution("a", **with_issuer), resolution("b", **with_issuer)) == 1  # type: ignore[arg-type]


def test_a_district_resolution_is_that_districts() -> None:
    assert instruments(resolution("a"), resolution("b")) == 1
    assert instruments(resolution("a"), resolution("b", place="Ngân Sơn")) == 2
    assert instruments(resolution("a", place=""), resolution("b", place="")) == 2


def test_dates_keep_instruments_of_one_number_apart() -> None:
    one, two = resolution("a", date="2021-01-05"), resolution("b", date="2023-01-05")
    assert instruments(one, two) == 2
    assert instruments(one, resolution("b")) == 1
    assert instruments(one, two, resolution("c")) == 3


def test_numbers_that_begin_anew_every_year_need_a_date() -> None:
    state = {"number": "63/NQ-CP", "issuer": "Chính phủ"}
    bare = {"number": "05", "issuer": "Bộ Chính trị", "kind": "Chỉ thị"}
    for columns in (state, bare):
        assert instruments(resolution("a", **columns), resolution("b", **columns)) == 2  # type: ignore[arg-type]
        dated = columns | {"date": "2021-06-29"}
        assert instruments(resolution("a", **dated), resolution("b", **dated)) == 1  # type: ignore[arg-type]


def test_an_unnumbered_instrument_needs_a_place_or_term() -> None:
    congress = {"number": "", "issuer": "", "title": "Nghị quyết Đại hội Đảng bộ huyện lần thứ XVIII"}
    assert instruments(resolution("a", **congress), resolution("b", **congress)) == 1  # type: ignore[arg-type]
    assert instruments(resolution("a", place="", **congress), resolution("b", place="", **congress)) == 2  # type: ignore[arg-type]
    plenum = congress | {"title": "Nghị quyết Trung ương 4 (khóa XII)"}
    assert instruments(resolution("a", place="", **plenum), resolution("b", place="", **plenum)) == 1  # type: ignore[arg-type]
    plain = congress | {"title": "Nghị quyết chuyên đề"}
    assert instruments(resolution("a", **plain), resolution("b", **plain)) == 2  # type: ignore[arg-type]


def test_a_decree_is_its_number() -> None:
    decree = {"number": "30a/2008/NQ-CP", "issuer": ""}
    assert instruments(resolution("a", **decree), resolution("b", place="", **decree)) == 1  # type: ignore[arg-type]


def test_what_was_adopted_and_what_it_carries_out() -> None:
    store = linked(sin_ho())
    (event,) = nodes(store, "schema:Event")
    (adopted,) = values(store, event, "adopted")
    assert values(store, adopted, "eli:id_local") == ["05-NQ/HU"]
    (applied,) = values(store, adopted, "eli:applies")
    assert values(store, applied, "eli:id_local") == ["43-NQ/TW"]


def test_places_come_with_the_units_above_them() -> None:
    store = linked(sin_ho())
    old = [place for place in nodes(store, "schema:AdministrativeArea") if not place.endswith("-2025")]
    assert old == ["place/lai-chau-12", "place/sin-ho-108"]
    assert values(store, "place/sin-ho-108", "dcterms:isPartOf") == ["place/lai-chau-12"]


def test_the_layer_is_a_function_of_the_statements() -> None:
    articles = [sin_ho("x"), secretary("a", "Sìn Hồ"), secretary("b", ""), secretary("c", "Ngân Sơn"), meeting("d")]
    store = linked(*articles)
    before = set(store.oxigraph)
    relink(store)
    assert set(store.oxigraph) == before
    assert set(linked(*reversed(articles)).oxigraph) == before
    for node in ("person/nguyen-van-an", "body/huyen-uy-b"):
        for quad in list(store.oxigraph.quads_for_pattern(store.iris.node(node), None, None)):
            store.oxigraph.remove(quad)
    store.oxigraph.add(ox.Quad(store.iris.node("person/nobody"), TYPE, term("foaf:Person")))
    relink(store)
    assert set(store.oxigraph) == before
