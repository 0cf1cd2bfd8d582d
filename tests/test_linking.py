"""Linking across articles: who is one by what sign, judgements, and that the order of articles does not matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canbo.extractors.article import Article
from canbo.extractors.statements import Instrument, Office
from canbo.graph.linking import judgements as j
from canbo.graph.linking.judgements import JudgementError, Judgements, parse
from canbo.graph.linking.run import Before, Linked, before, link, relink
from canbo.graph.linking.times import before as earlier
from canbo.graph.linking.times import years_apart
from canbo.graph.mapping import article_quads
from canbo.graph.rows import Reader
from canbo.graph.store import Store, open_store

from .handmade import article, office, sin_ho
from .test_entities import linked, meeting, nodes, secretary, values

RARE = "Giàng Seo Phử"
COMMON = "Nguyễn Văn Hùng"


def people(*articles: Article) -> int:
    return len(nodes(linked(*articles), "foaf:Person"))


def held(name: str, *offices: Office, as_of: str = "2023-05-10", place: str = "", level: str = "") -> Article:
    return article(name, *offices, as_of=as_of, place=place, level=level)


# ---- persons -------------------------------------------------------------------------------------------------------
def test_a_rare_name_in_two_offices_of_one_district_is_one_person_a_common_one_among_officials_is_not() -> None:
    def two(person: str) -> int:
        one = held("a", office(person, "Trưởng phòng", "Phòng Nội vụ", "Sìn Hồ"))
        other = held("b", office(person, "Chánh Văn phòng", "Văn phòng HĐND và UBND huyện", "Sìn Hồ"), as_of="2022")
        return people(one, other)

    assert two(RARE) == 1
    assert two(COMMON) == 2


def test_a_common_name_among_the_leaders_of_a_district_is_one_person() -> None:
    one = held("a", office(COMMON, "Phó Bí thư", "Huyện ủy", "Sìn Hồ"), as_of="2021-01-14")
    other = held("b", office(COMMON, "Bí thư", "Huyện ủy", "Sìn Hồ"), as_of="2023-07-11")
    assert people(one, other) == 1


def test_the_same_leading_office_of_two_districts_on_one_day_is_two_persons_even_with_a_third_in_between() -> None:
    here = held("a", office(RARE, "Tỉnh ủy viên", "Tỉnh ủy", "Lai Châu"), office(RARE, "Bí thư", "Huyện ủy", "Sìn Hồ"))
    there = held(
        "b", office(RARE, "Tỉnh ủy viên", "Tỉnh ủy", "Lai Châu"), office(RARE, "Bí thư", "Huyện ủy", "Tam Đường")
    )
    assert people(here, there) == 2


def test_a_move_from_district_to_province_is_unsure_until_an_article_says_it() -> None:
    district = held("a", office(RARE, "Bí thư", "Huyện ủy", "Sìn Hồ"), as_of="2019")
    province = held("b", office(RARE, "Phó Chủ tịch", "UBND tỉnh", "Lai Châu"), as_of="2022")
    store = linked(district, province)
    assert len(nodes(store, "foaf:Person")) == 2
    (found,) = nodes(store, "PossibleIdentity")
    assert len(values(store, found, "between")) == 2
    assert any("unit-within" in reason for reason in values(store, found, "because"))
    told = held(
        "c",
        office(RARE, "Bí thư", "Huyện ủy", "Sìn Hồ", "former"),
        office(RARE, "Phó Chủ tịch", "UBND tỉnh", "Lai Châu"),
    )
    assert people(district, province, told) == 1


def test_a_secretary_before_the_reform_and_of_a_commune_that_replaced_the_district_is_one_person() -> None:
    district = held("a", office(RARE, "Bí thư", "Huyện ủy", "Ngân Sơn"), as_of="2024-01-10")
    commune = held("b", office(RARE, "Bí thư", "Đảng ủy xã", "Ngân Sơn"), as_of="2025-09-18")
    store = linked(district, commune)
    assert len(nodes(store, "foaf:Person")) == 1
    assert len(nodes(store, "org:Post")) == 2


def test_names_that_differ_in_an_accent_are_unsure_only_with_the_same_office() -> None:
    one = held("a", office("Lò Văn Phương", "Bí thư", "Huyện ủy", "Sìn Hồ"))
    slip = held("b", office("Lò Văn Phường", "Bí thư", "Huyện ủy", "Sìn Hồ"))
    other = held("b", office("Lò Văn Phường", "Phó Chủ tịch", "UBND huyện", "Tam Đường"))
    assert len(nodes(linked(one, slip), "PossibleIdentity")) == 1
    assert len(nodes(linked(one, slip), "foaf:Person")) == 2
    assert nodes(linked(one, other), "PossibleIdentity") == []


# ---- units without a name -------------------------------------------------------------------------------------------
def unnamed(name: str, *persons: str, as_of: str = "2023-05-10") -> Article:
    roles = (("Bí thư", "Huyện ủy"), ("Chủ tịch", "UBND huyện"), ("Chủ tịch", "HĐND huyện"))
    return held(name, *(office(p, *role) for p, role in zip(persons, roles, strict=False)), as_of=as_of)


def named(name: str, *persons: str, place: str = "Sìn Hồ", as_of: str = "2023-07-01") -> Article:
    found = unnamed(name, *persons, as_of=as_of)
    return replace(found, statements=tuple(replace(s, place=place) for s in found.statements))  # type: ignore[call-arg]


def test_two_officials_tell_which_district_is_meant_and_one_leaves_it_unsure() -> None:
    store = linked(unnamed("a", "Lò Văn Hặc", RARE), named("b", "Lò Văn Hặc", RARE))
    assert values(store, "unnamed-unit/huyen-a", "resolvedTo") == ["place/sin-ho-108"]
    assert len(values(store, "unnamed-unit/huyen-a", "because")) == 2
    assert nodes(store, "org:FormalOrganization") == ["body/huyen-uy-sin-ho-108", "body/ubnd-huyen-sin-ho-108"]
    store = linked(unnamed("a", "Lò Văn Hặc"), named("b", "Lò Văn Hặc"))
    assert values(store, "unnamed-unit/huyen-a", "resolvedTo") == []
    links = [values(store, one, "between") for one in nodes(store, "PossibleIdentity")]
    assert ["place/sin-ho-108", "unnamed-unit/huyen-a"] in links


def test_the_province_is_a_second_sign_and_another_province_speaks_against() -> None:
    here = article(
        "a", office("Lò Văn Hặc", "Bí thư", "Huyện ủy"), office("Lò Văn Hặc", "Tỉnh ủy viên", "Tỉnh ủy", "Lai Châu")
    )
    assert values(linked(here, named("b", "Lò Văn Hặc")), "unnamed-unit/huyen-a", "resolvedTo") == ["place/sin-ho-108"]
    there = article(
        "a", office("Lò Văn Hặc", "Bí thư", "Huyện ủy"), office("Lò Văn Hặc", "Tỉnh ủy viên", "Tỉnh ủy", "Hà Giang")
    )
    store = linked(there, named("b", "Lò Văn Hặc"))
    assert values(store, "unnamed-unit/huyen-a", "resolvedTo") == []
    assert not any(
        "unnamed-unit" in end for one in nodes(store, "PossibleIdentity") for end in values(store, one, "between")
    )


def test_two_articles_without_a_name_may_share_a_district_and_signs_for_two_districts_decide_nothing() -> None:
    store = linked(unnamed("a", "Lò Văn Hặc", RARE), unnamed("b", "Lò Văn Hặc", RARE))
    assert values(store, "unnamed-unit/huyen-b", "resolvedTo") == ["unnamed-unit/huyen-a"]
    assert len(nodes(store, "org:FormalOrganization")) == 2
    store = linked(
        unnamed("a", "Lò Văn Hặc", RARE, "Lù A Chinh"),
        named("b", "Lò Văn Hặc", RARE),
        named("c", "Lò Văn Hặc", RARE, place="Tam Đường"),
    )
    assert values(store, "unnamed-unit/huyen-a", "resolvedTo") == []


def test_offices_that_are_more_than_a_term_apart_say_nothing_of_an_unnamed_district() -> None:
    store = linked(unnamed("a", "Lò Văn Hặc", RARE, as_of="2012"), named("b", "Lò Văn Hặc", RARE, as_of="2023"))
    assert values(store, "unnamed-unit/huyen-a", "resolvedTo") == []


# ---- time ---------------------------------------------------------------------------------------------------------
def test_a_successor_gives_the_days_between_which_the_post_changed_hands() -> None:
    store = linked(
        secretary("a", "Sìn Hồ", "Lò Văn Hặc", as_of="2021-03"),
        secretary("b", "Sìn Hồ", "Lò Văn Hặc", as_of="2023-11-12"),
        secretary("c", "Sìn Hồ", RARE, as_of="2024-01-05"),
    )
    (found,) = nodes(store, "Succession")
    assert (values(store, found, "windowFrom"), values(store, found, "windowTo")) == (["2023-11-12"], ["2024-01-05"])


def test_dates_too_coarse_to_tell_who_came_first_give_no_succession() -> None:
    store = linked(
        secretary("a", "Sìn Hồ", "Lò Văn Hặc", as_of="2023"), secretary("b", "Sìn Hồ", RARE, as_of="2023-05-01")
    )
    assert nodes(store, "Succession") == []


def test_a_holder_who_may_have_come_between_two_leaves_open_who_followed_whom() -> None:
    store = linked(
        secretary("a", "Sìn Hồ", "Lò Văn Hặc", as_of="2023-02-01"),
        secretary("b", "Sìn Hồ", RARE, as_of="2023"),
        secretary("c", "Sìn Hồ", "Lù A Chinh", as_of="2025-01-08"),
    )
    found = [values(store, one, "predecessor")[0] for one in nodes(store, "Succession")]
    assert not any("hac" in one for one in found)


@pytest.mark.parametrize(
    ("held_on", "left_on", "status", "as_of"),
    [
        (["2023-05-01"], [], "current", "2023-05-01"),
        ([""], [], "current", ""),
        (["2023-05-01"], ["2024"], "former", "2024"),
        (["2024-05-01"], ["2023-01-01"], "unknown", ""),
        (["2023-05-01"], [""], "unknown", ""),
        ([], ["2022-02"], "former", "2022-02"),
    ],
)
def test_status_is_the_latest_word_and_never_follows_from_silence(
    held_on: list[str], left_on: list[str], status: str, as_of: str
) -> None:
    told = [secretary(f"h{n}", "Sìn Hồ", as_of=day) for n, day in enumerate(held_on)]
    told += [secretary(f"l{n}", "Sìn Hồ", status="former", as_of=day) for n, day in enumerate(left_on)]
    store = linked(*told)
    (tenure,) = nodes(store, "org:Membership")
    assert values(store, tenure, "status") == [f"status/{status}"]
    assert values(store, tenure, "statusAsOf") == ([as_of] if as_of else [])


def test_partial_dates_are_compared_as_far_as_they_go() -> None:
    assert earlier("2023-02", "2023-03-01")
    assert not earlier("2023", "2023-03-01")
    assert years_apart("2020", "2022-06") == pytest.approx(1.41, abs=0.01)
    assert years_apart("2020-02", "2020") == 0


# ---- meetings and instruments ---------------------------------------------------------------------------------------
def test_the_committee_and_its_executive_hold_one_meeting_a_day_but_council_and_committee_two() -> None:
    committee = meeting("a", "Hội nghị sơ kết 6 tháng đầu năm", ordinal=None, body="Ban Chấp hành Đảng bộ huyện")
    executive = meeting("b", "Hội nghị sơ kết 6 tháng", ordinal=None, body="Huyện ủy")
    council = meeting("c", "Hội nghị tiếp xúc cử tri", ordinal=None, body="HĐND huyện")
    assert len(nodes(linked(committee, executive), "schema:Event")) == 1
    assert len(nodes(linked(committee, council), "schema:Event")) == 2


def test_a_title_with_its_year_makes_one_meeting_of_dated_and_undated() -> None:
    title = "Hội nghị tổng kết công tác năm 2023"
    dated, undated = meeting("a", title, ordinal=None), meeting("b", title, ordinal=None, date="")
    other_year = meeting("b", "Hội nghị tổng kết công tác năm 2022", ordinal=None, date="")
    assert len(nodes(linked(dated, undated), "schema:Event")) == 1
    assert len(nodes(linked(dated, other_year), "schema:Event")) == 2


def resolution(name: str, as_of: str = "2024-01-10", **columns: object) -> Article:
    found = next(s for s in sin_ho().statements if isinstance(s, Instrument))
    fields = {"number": "43-NQ/TW", "issuer": "", "mention": "cited", "applies": ()} | columns
    return article(name, replace(found, **fields), as_of=as_of)  # type: ignore[arg-type]


FULL = {
    "issuer": "Ban Chấp hành Trung ương Đảng khóa XIII",
    "date": "2023-11-24",
    "title": "về phát huy sức mạnh đại đoàn kết toàn dân tộc",
}


def test_a_bare_number_needs_two_signs() -> None:
    def count(*articles: Article) -> tuple[int, int]:
        store = linked(*articles)
        return len(nodes(store, "Instrument")), len(nodes(store, "PossibleIdentity"))

    full = resolution("a", **FULL)
    assert count(full, resolution("b")) == (2, 1)  # new then, and no more
    assert count(full, resolution("b", title="về phát huy sức mạnh đại đoàn kết toàn dân tộc")) == (1, 0)
    assert count(full, resolution("b", title="về công tác dân vận trong tình hình mới")) == (2, 0)
    assert count(full, resolution("b", as_of="2021-05-05")) == (2, 0)


def test_issuers_written_in_two_ways_are_one_and_two_terms_are_two() -> None:
    short = resolution("b", issuer="BCH Trung ương (khóa XIII)", title="về phát huy sức mạnh đại đoàn kết")
    other = resolution("c", issuer="Ban Chấp hành Trung ương Đảng khóa X", as_of="2009")
    assert len(nodes(linked(resolution("a", **FULL), short), "Instrument")) == 1
    assert len(nodes(linked(resolution("a", **FULL), other), "Instrument")) == 2


# ---- judgements -----------------------------------------------------------------------------------------------------
def said(verdict: str, one: str, other: str, name: str = "Nguyễn Văn An") -> str:
    return f"{verdict}\tperson\t{one}\t{name}\t{other}\t{name}\t2026-03-01\thoa\tasked"


def judged(*lines: str, articles: tuple[Article, ...]) -> tuple[Store, Linked]:
    store = open_store(mode="memory")
    for one in articles:
        store.replace_article(one.document.name, article_quads(one, store.iris))
    return store, relink(store, Judgements(map(parse, lines)))


def test_a_positive_judgement_joins_and_is_transitive() -> None:
    three = tuple(secretary(n, p) for n, p in (("a", "Sìn Hồ"), ("b", "Ngân Sơn"), ("c", "Na Rì")))
    assert len(nodes(judged(articles=three)[0], "foaf:Person")) == 3
    store, found = judged(said("same", "a", "b"), said("same", "b", "c"), articles=three)
    assert len(nodes(store, "foaf:Person")) == 1
    assert found == Linked()


def test_two_names_that_are_judged_one_person_are_compared_with_nobody_by_the_other_name() -> None:
    told = (secretary("a", "Sìn Hồ"), held("b", office(RARE, "Bí thư", "Huyện ủy", "Sìn Hồ")))
    line = "same\tperson\ta\tNguyễn Văn An\tb\tGiàng Seo Phử\t2026-03-01\thoa\tasked"
    store, _ = judged(line, articles=(*told, held("c", office(RARE, "Phó Bí thư", "Huyện ủy", "Ngân Sơn"))))
    assert len(nodes(store, "foaf:Person")) == 2
    assert nodes(store, "PossibleIdentity") == []


def test_a_negative_judgement_blocks_whatever_the_score() -> None:
    both = secretary("a", "Sìn Hồ"), secretary("b", "Sìn Hồ")
    assert len(nodes(judged(articles=both)[0], "foaf:Person")) == 1
    store, _ = judged(said("not same", "a", "b"), articles=both)
    assert len(nodes(store, "foaf:Person")) == 2


def test_a_contradiction_is_reported_and_nothing_of_it_applied() -> None:
    three = tuple(secretary(n, p) for n, p in (("a", "Sìn Hồ"), ("b", "Ngân Sơn"), ("c", "Na Rì")))
    lines = said("same", "a", "b"), said("same", "b", "c"), said("not same", "a", "c")
    store, found = judged(*lines, articles=three)
    assert [one.line() for one in found.contradictions] == [lines[2]]
    assert len(nodes(store, "foaf:Person")) == 3


def test_a_judgement_on_what_no_article_has_is_reported_and_kept() -> None:
    _, found = judged(said("same", "a", "zz"), articles=(secretary("a", "Sìn Hồ"),))
    assert [str(one) for one in found.dangling] == ["'Nguyễn Văn An' in zz"]


def test_an_unnamed_district_can_be_told_and_the_line_deleted_again() -> None:
    store = open_store(mode="memory")
    one = secretary("a", "")
    store.replace_article("a", article_quads(one, store.iris))
    relink(store)
    before_ = set(store.oxigraph)
    line = "same\tplace\ta\thuyện\t-\tsin-ho-108\t2026-03-01\thoa\tphoto"
    link(store, {}, Judgements([parse(line)]))
    assert nodes(store, "org:FormalOrganization") == ["body/huyen-uy-sin-ho-108"]
    link(store, {}, Judgements())
    assert set(store.oxigraph) == before_


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("maybe\tperson\ta\tA B\tb\tA B", "is no verdict"),
        ("same\tdog\ta\tA B\tb\tA B", "is no kind"),
        ("same\tperson\ta", "3 fields"),
        ("same\tperson\ta\tA B\ta\tA B", "both sides"),
        ("same\tperson\ta\t\tb\tA B", "must be given"),
    ],
)
def test_a_line_that_is_no_judgement_is_named(tmp_path: Path, line: str, what: str) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text(f"# head\n\n{line}\n", encoding="utf-8")
    with pytest.raises(JudgementError, match=rf"judgements\.tsv, line 3: .*{what}"):
        j.read_judgements(file)


def test_judgements_are_appended_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    one, other = parse(said("same", "a", "b")), parse(said("unsure", "a", "c"))
    j.append(file, [one])
    j.append(file, [other])
    assert set(j.read_judgements(file).all) == {one, other}
    assert file.read_text(encoding="utf-8").startswith("# verdict\t")
    assert not j.read_judgements(tmp_path / "none.tsv").all


# ---- the layer is a function of statements and judgements ----------------------------------------------------
# One name written in two ways, one that is common, one that is not: in two provinces, in the country, in no named unit.
PERSONS = ("Lò Văn Hặc", "Lo Văn Hặc", RARE, "Nguyễn Văn An")
DAYS = ("", "2023", "2023-05-10", "2024-01-05")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    name = draw(st.sampled_from("abcdef"))
    offices = draw(st.lists(st.builds(
        office, st.sampled_from(PERSONS), st.sampled_from(("Bí thư", "Phó Bí thư")),
        st.sampled_from(("Huyện ủy", "Ban Tổ chức")),
        st.sampled_from(("", "Sìn Hồ", "Tam Đường", "Ngân Sơn")), st.sampled_from(("current", "former")),
    ), min_size=1, max_size=3))  # fmt: skip
    extra = draw(
        st.sampled_from(
            ((), meeting(name).statements, resolution(name, **FULL).statements, resolution(name).statements)
        )
    )
    return article(name, *offices, *extra, as_of=draw(st.sampled_from(DAYS)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles(), min_size=1, max_size=7), st.sets(st.sampled_from("abcdef"), max_size=3))
def test_article_by_article_gives_the_same_bytes_as_all_at_once(told: list[Article], removed: set[str]) -> None:
    lines = Judgements([parse(said("not same", "a", "b")), parse(said("same", "c", "d"))])
    step = open_store(mode="memory")
    relink(step, lines)
    for one in told:
        iri = step.iris.article(one.document.name)
        changed = {iri: before(step, iri)}
        step.replace_article(one.document.name, article_quads(one, step.iris))
        link(step, changed, lines)
    gone = {step.iris.article(name): before(step, step.iris.article(name)) for name in removed}
    for name in removed:
        step.remove_article(name)
    link(step, gone, lines)
    whole = open_store(mode="memory")
    for one in reversed(list({one.document.name: one for one in told}.values())):
        if one.document.name not in removed:
            whole.replace_article(one.document.name, article_quads(one, whole.iris))
    relink(whole, lines)
    assert sorted(map(str, set(step.oxigraph) ^ set(whole.oxigraph))) == []


def test_an_article_reads_again_only_what_its_officials_have_been_said_of_there() -> None:
    store = open_store(mode="memory")
    for n in range(12):
        place = ("Sìn Hồ", "Ngân Sơn", "Krông Năng", "Thăng Bình")[n % 4]
        one = held(f"a{n}", office(COMMON, "Bí thư", "Huyện ủy", place), as_of=f"20{10 + n}")
        store.replace_article(one.document.name, article_quads(one, store.iris))
    relink(store)
    new = held("new", office(COMMON, "Chủ tịch", "UBND huyện", "Sìn Hồ"))
    store.replace_article("new", article_quads(new, store.iris))
    with patch.object(Reader, "_read", autospec=True, side_effect=Reader._read) as read:
        link(store, {store.iris.article("new"): Before()})
    documents = {call.args[1].split("/article/")[1].split("/")[0] for call in read.call_args_list}
    assert documents == {"new", "a0", "a4", "a8"}


def test_the_second_of_a_name_changes_the_iri_of_the_first_and_its_going_changes_it_back() -> None:
    store = open_store(mode="memory")

    def names() -> list[str]:
        return sorted(one.rpartition("/")[2] for one in nodes(store, "foaf:Person"))

    def put(one: Article) -> None:
        iri = store.iris.article(one.document.name)
        changed = {iri: before(store, iri)}
        store.replace_article(one.document.name, article_quads(one, store.iris))
        link(store, changed)

    put(held("a", office(COMMON, "Bí thư", "Huyện ủy", "Sìn Hồ")))
    assert names() == ["nguyen-van-hung"]
    put(held("b", office(COMMON, "Bí thư", "Huyện ủy", "Ngân Sơn")))
    first, second = names()
    assert first.startswith("nguyen-van-hung-") and second.startswith("nguyen-van-hung-")
    put(held("b", office("Giàng A Páo", "Bí thư", "Huyện ủy", "Ngân Sơn")))
    assert names() == ["giang-a-pao", "nguyen-van-hung"]


def test_before_of_an_article_that_is_not_there_is_empty() -> None:
    store = open_store(mode="memory")
    assert before(store, store.iris.article("a")) == Before()
