"""One article's statements as triples: docs/model.md, property by property."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from canbo.extractors.article import Article
from canbo.graph.bridge import memory_graph
from canbo.graph.iris import Iris, dated
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import CANBO, VOCABULARIES, term
from canbo.graph.validation import validate
from canbo.ontology import table, turtle

from .handmade import TEXT, article, evidence, office, sin_ho

IRIS = Iris("https://w3id.org/canbo/")
BASE = "https://w3id.org/canbo/article/sin_ho"


def values(found: Article, path: str, name: str) -> set[str]:
    node = ox.NamedNode(f"{IRIS.article(found.document.name)}{path}")
    quads = article_quads(found, IRIS)
    return {q.object.value for q in quads if q.subject == node and q.predicate == term(name)}


def test_the_article_says_what_it_is_about_and_when() -> None:
    assert values(sin_ho(), "", "dcterms:identifier") == {"sin_ho"}
    assert values(sin_ho(), "", "about") == {"https://w3id.org/canbo/place/sin-ho-108"}
    assert values(sin_ho(), "", "asOf") == {"2023-07-06"}
    assert values(sin_ho(), "", "schema:publisher") == {"BLC"}
    assert values(sin_ho(), "/text", "length") == {str(len(TEXT))}


def test_offices() -> None:
    assert values(sin_ho(), "/office/1", "personName") == {"Giàng A Páo"}
    assert values(sin_ho(), "/office/1", "role") == {"https://w3id.org/canbo/role/chu-tich"}
    assert values(sin_ho(), "/office/1", "place") == {"https://w3id.org/canbo/place/sin-ho-108"}
    assert values(sin_ho(), "/office/1", "status") == {"https://w3id.org/canbo/status/current"}


def test_how_an_office_began_and_ended_and_in_which_term() -> None:
    stated = replace(
        office("Giàng A Páo", "Chủ tịch", "HĐND huyện", "Sìn Hồ"),
        since="2016-06",
        until="2021-07-01",
        begun_by="elected",
        ended_by="retired",
        term="2016-2021",
    )
    found = article("a", stated)
    assert values(found, "/office/1", "since") == {"2016-06"}
    assert values(found, "/office/1", "until") == {"2021-07-01"}
    assert values(found, "/office/1", "begunBy") == {"https://w3id.org/canbo/tenure-event/elected"}
    assert values(found, "/office/1", "endedBy") == {"https://w3id.org/canbo/tenure-event/retired"}
    assert values(found, "/office/1", "termName") == {"2016-2021"}
    dates = {q.object for q in article_quads(found, IRIS) if q.predicate in (term("since"), term("until"))}
    assert dates == {dated("2016-06"), dated("2021-07-01")}
    assert validate(memory_graph(article_quads(found, IRIS))).violations == ()
    for name in ("since", "until", "begunBy", "endedBy", "termName"):
        assert values(sin_ho(), "/office/1", name) == set()


def test_meetings_and_instruments_have_the_term_of_their_body() -> None:
    terms = {"meetings": "2020-2025", "resolutions": "khóa XIII"}
    found = sin_ho()
    found = replace(
        found, statements=tuple(replace(s, term=terms[s.table]) if s.table in terms else s for s in found.statements)
    )
    assert values(found, "/meeting/1", "termName") == {"2020-2025"}
    assert values(found, "/instrument/2", "termName") == {"khóa XIII"}
    assert validate(memory_graph(article_quads(found, IRIS))).violations == ()


def test_the_words_and_their_sentence_are_evidence() -> None:
    (span,) = values(sin_ho(), "/office/1", "prov:wasDerivedFrom")
    words = "Giàng A Páo, Chủ tịch HĐND huyện"
    begin = TEXT.index(words)
    assert span == f"{BASE}/span/{begin}-{begin + len(words)}"
    assert values(sin_ho(), f"/span/{begin}-{begin + len(words)}", "nif:anchorOf") == {words}
    (sentence,) = values(sin_ho(), f"/span/{begin}-{begin + len(words)}", "nif:sentence")
    assert values(sin_ho(), sentence.removeprefix(BASE), "nif:anchorOf") == {
        "Đồng chí Giàng A Páo, Chủ tịch HĐND huyện, chủ trì."
    }


def test_figures_keep_what_was_printed() -> None:
    assert values(sin_ho(), "/figure/1", "sdmx-measure:obsValue") == {"47.3"}
    assert values(sin_ho(), "/figure/1", "valueText") == {"47,30 tỷ đồng"}
    assert values(sin_ho(), "/figure/2", "sdmx-attribute:unitMeasure") == {"https://w3id.org/canbo/unit/percent"}
    assert values(sin_ho(), "/figure/2", "sdmx-dimension:refPeriod") == {"https://w3id.org/canbo/period/2023-H1"}


def test_what_belongs_to_the_main_meeting_points_at_it() -> None:
    assert values(sin_ho(), "/participation/1", "inMeeting") == {f"{BASE}/meeting/1"}
    assert values(sin_ho(), "/instrument/1", "inMeeting") == {f"{BASE}/meeting/1"}
    assert values(sin_ho(), "/instrument/2", "inMeeting") == set()
    assert values(sin_ho(), "/instrument/1", "applies") == {f"{BASE}/instrument/2"}


def test_numbers_follow_the_text_not_the_order_of_reading() -> None:
    found = sin_ho()
    backwards = replace(found, statements=tuple(reversed(found.statements)))
    assert set(article_quads(found, IRIS)) == set(article_quads(backwards, IRIS))


def test_every_column_of_the_fact_tables_is_mapped() -> None:
    quads = article_quads(sin_ho(), IRIS)
    used = {q.predicate for q in quads}
    for facts in table("facts").values():
        for column in facts["columns"]:
            if column["name"] != "total":  # of `achieved` figures only
                assert term(column["property"]) in used, column["name"]


def test_an_unnamed_district_is_not_stated_and_a_central_body_has_no_place() -> None:
    found = article("a", office("A B", "Bí thư", "Huyện ủy"), office("A B", "Bộ trưởng", "Bộ Nội vụ"))
    places = {p for n in (1, 2) for p in values(found, f"/office/{n}", "place")}
    assert places == {CANBO + "notStated"}


def test_an_unknown_place_is_the_articles_own() -> None:
    found = article("a", office("A B", "Bí thư", "Đảng ủy xã", "Không Có Thật"))
    assert values(found, "/office/1", "place") == {"https://w3id.org/canbo/article/a/place/khong-co-that"}


def test_a_place_that_may_be_several_units_stays_open() -> None:
    found = article("a", office("A B", "Bí thư", "Huyện ủy", "Châu Thành"))
    assert values(found, "/office/1", "placeName") == {"Châu Thành"}
    assert values(found, "/office/1", "place") == set()


def test_the_province_of_the_article_decides_between_namesakes() -> None:
    found = article(
        "a",
        office("A B", "Bí thư", "Huyện ủy", "Châu Thành"),
        office("A B", "Tỉnh ủy viên", "Tỉnh ủy", "Long An"),
    )
    places = {p for n in (1, 2) for p in values(found, f"/office/{n}", "place")}
    assert len([p for p in places if "/place/chau-thanh-" in p]) == 1


@pytest.mark.parametrize(
    ("body", "place", "code"), [("UBND tỉnh", "Bắc Kạn", "06"), ("UBND thành phố", "Bắc Kạn", "058")]
)
def test_the_body_tells_the_level_of_a_place(body: str, place: str, code: str) -> None:
    found = article("a", office("A B", "Chủ tịch", body, place))
    assert values(found, "/office/1", "place") == {f"https://w3id.org/canbo/place/bac-kan-{code}"}


def test_the_type_word_before_the_name_tells_the_level_of_a_figure() -> None:
    text = "Thành phố Bắc Kạn thu ngân sách 12 tỷ đồng."
    figure = next(s for s in sin_ho().statements if s.table == "indicators")
    stated = replace(figure, place="Bắc Kạn", evidence=evidence("12 tỷ đồng", text))
    found = article("a", stated, text=text)
    assert values(found, "/figure/1", "place") == {"https://w3id.org/canbo/place/bac-kan-058"}


def test_a_commune_is_found_where_the_article_is_about_it() -> None:
    figure = next(s for s in sin_ho().statements if s.table == "indicators")
    found = article("a", replace(figure, place="Ia Tul"), place="Ia Tul", level="xã")
    (place,) = values(found, "/figure/1", "place")
    assert place == values(found, "", "about").pop()
    assert place.startswith("https://w3id.org/canbo/place/ia-tul-")


def test_the_whole_article_conforms_to_the_shapes() -> None:
    report = validate(memory_graph(article_quads(sin_ho(), IRIS)))
    assert report.violations == ()
    assert report.statements == 7


def test_every_term_used_is_declared() -> None:
    ontology = Graph().parse(data=turtle("canbo.ttl"), format="turtle")
    quads = article_quads(sin_ho(), IRIS)
    used = {q.predicate.value for q in quads}
    used |= {q.object.value for q in quads if q.predicate.value == str(RDF.type)}
    own = {iri for iri in used if not iri.startswith(VOCABULARIES["rdf"])}
    missing = {iri for iri in own if (URIRef(iri), RDF.type, None) not in ontology}
    assert not missing
