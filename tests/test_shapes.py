"""Every shape: a datum that it refuses fails, and the report names the shape; good data conform."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from canbo.graph.findings import SHAPES, Severity
from canbo.graph.validation import shapes, validate
from canbo.ontology import table

from .sample_graph import good

GOOD = good()

# For each shape what is put for what in the good graph. "" is replaced at the end of the graph: triples are added.
CASES: dict[str, tuple[str, str]] = {
    "article-iri": ("", "<x/a2> a schema:NewsArticle ; dcterms:identifier 'a2' ."),
    "article-identifier": (' ; dcterms:identifier "a1"', ""),
    "article-headline": ("", "<article/a1> schema:headline 'Tin khác' ."),
    "article-published": ('datePublished "2023-07-06"', 'datePublished "2023-02-30"'),
    "article-published-year": ('datePublished "2023-07-06"', 'datePublished "1023-07-06"'),
    "article-as-of": ('asOf "2023-07"^^xsd:gYearMonth', 'asOf "tháng 7"'),
    "article-about": ("", "<article/a1> canbo:about <place/lai-chau-12> ."),
    "text-article": ("prov:specializationOf <article/a1>", "prov:specializationOf <person/giang-a-pao>"),
    "text-sha256": ('canbo:sha256 "', 'canbo:sha256 "Z'),
    "text-length": ("canbo:length ", "canbo:length -"),
    "text-run": (" prov:wasGeneratedBy <build/0.1.0> ;", ""),
    "text-exact": ("chủ trì hội nghị", "chủ trì hội nghi"),
    "span-iri": ("", "<article/a1/words/1> a nif:String ."),
    "span-text": ("", "<article/a1/span/9-44> nif:referenceContext <person/giang-a-pao> ."),
    "span-begin": ("nif:beginIndex 9 ", "nif:beginIndex -9 "),
    "span-end": ("nif:endIndex 44 ", 'nif:endIndex "44" '),
    "span-order": ("nif:endIndex 44 ", "nif:endIndex 9 "),
    "span-quote": ('nif:anchorOf "Giàng A Páo, Bí thư Huyện ủy Sìn Hồ"', 'nif:anchorOf " "'),
    "span-sentence": ("nif:sentence <article/a1/span/0-62>", "nif:sentence <article/a1/text>"),
    "span-inside": ("nif:endIndex 44 ", "nif:endIndex 4400 "),
    "span-exact": ('nif:anchorOf "Giàng A Páo, Bí', 'nif:anchorOf "Giàng A Pao, Bí'),
    "statement-article": ('canbo:statedIn <article/a1> ; canbo:rule "post', 'canbo:rule "post'),
    "statement-rule": (' canbo:rule "post.apposition" ;', ""),
    "statement-evidence": ('"post.apposition" ;\n    prov:wasDerivedFrom <article/a1/span/9-44> ;', '"p" ;'),
    "statement-sentence": (" nif:sentence <article/a1/span/0-62> ;", ""),
    "person-name": (' canbo:personName "Giàng A Páo" ; canbo:roleName', " canbo:roleName"),
    "person-name-plausible": ('personName "Giàng A Páo" ; canbo:role', 'personName "Páo" ; canbo:role'),
    "person-name-office": ('personName "Giàng A Páo" ; canbo:role', 'personName "Phó Chủ tịch" ; canbo:role'),
    "body-name": ('bodyName "Huyện ủy"', 'bodyName " "'),
    "body-name-spelling": ('bodyName "Huyện ủy"', 'bodyName "Huyện uỷ"'),
    "place-name": ('placeName "Sìn Hồ"', 'placeName ""'),
    "place-name-type": ('placeName "Sìn Hồ"', 'placeName "huyện Sìn Hồ"'),
    "place": ('"Sìn Hồ" ;\n    canbo:place <place/sin-ho-108>', '"Sìn Hồ" ;\n    canbo:place "Sìn Hồ"'),
    "place-candidate": ("", "<article/a1/office/1> canbo:placeCandidate <body/huyen-uy-sin-ho> ."),
    "place-reason": ("", "<article/a1/office/1> canbo:placeReason <place-kind/huyen> ."),
    "date": ('canbo:date "2023-07-05"', 'canbo:date "2023-06-31"'),
    "date-year": ('canbo:date "2023-07-05"', 'canbo:date "3023-07-05"'),
    "posts-iri": ("<article/a1/office/1> a", "<office/1> a"),
    "posts-role": ('roleName "Bí thư"', 'roleName "bí thư"'),
    "posts-role-known": ('"Bí thư" ;\n    canbo:role <role/bi-thu> ;', '"Bí thư" ;'),
    "posts-role-concept": ('"Bí thư" ;\n    canbo:role <role/bi-thu> ;', '"Bí thư" ; canbo:role "bí thư" ;'),
    "posts-body-missing": (' canbo:bodyName "Huyện ủy" ;', ""),
    "posts-status": ('statusName "current"', 'statusName "acting"'),
    "posts-status-concept": (
        "canbo:status <status/current> ;\n    canbo:since",
        "canbo:status <status/unknown> ;\n canbo:since",
    ),
    "posts-since": ('since "2020-08-14"^^xsd:date', 'since "2020-08-14"'),
    "posts-until": ('until "2025-06-30"^^xsd:date', 'until "30/6/2025"'),
    "posts-order": ('until "2025-06-30"', 'until "2020-06-30"'),
    "posts-begun": ("<tenure-event/elected>", "<tenure-event/retired>"),
    "posts-ended": ("<tenure-event/retired>", '"nghỉ hưu"'),
    "term": ('termName "2020-2025"', 'termName "nhiệm kỳ 2020 - 2025"'),
    "meetings-iri": ("<article/a1/meeting/1> a", "<article/a1/meeting/0> a"),
    "meetings-title": ('canbo:title "Hội nghị"', 'canbo:title "17 hội nghị"'),
    "meetings-title-long": ('canbo:title "Hội nghị"', f'canbo:title "Hội nghị {"rất dài " * 60}"'),
    "meetings-kind-known": (" canbo:meetingKind <meeting-kind/hoi-nghi> ;", ""),
    "meetings-kind-concept": ("<meeting-kind/hoi-nghi>", '"hội nghị"'),
    "meetings-ordinal": ('Huyện ủy" ; canbo:ordinal 17', 'Huyện ủy" ; canbo:ordinal 2023'),
    "meetings-main": ("canbo:main true", 'canbo:main "yes"'),
    "participants-iri": ("<article/a1/participation/1> a", "<article/a1/office/2> a"),
    "participants-part": ('partName "chairs"', 'partName "sleeps"'),
    "participants-part-concept": ("canbo:part <part/chairs> ; canbo:inMeeting <article", "canbo:inMeeting <article"),
    "participants-meeting": ("inMeeting <article/a1/meeting/1> .", "inMeeting <meeting/m1> ."),
    "participants-meeting-known": (" ; canbo:inMeeting <article/a1/meeting/1> .", " ."),
    "resolutions-iri": ("<article/a1/instrument/2> a", "<article/a1/instrument/x> a"),
    "resolutions-identified": (' canbo:number "12-NQ/HU" ;', ""),
    "resolutions-number": ('canbo:number "43-NQ/TW"', 'canbo:number "43 – NQ/TW"'),
    "resolutions-kind": ('"43-NQ/TW" ; canbo:kindName "Nghị quyết"', '"43-NQ/TW" ; canbo:kindName "nghị quyết"'),
    "resolutions-kind-known": ("canbo:kind <kind/nghi-quyet> ; canbo:title", "canbo:title"),
    "resolutions-kind-concept": ("canbo:kind <kind/nghi-quyet> ; canbo:title", 'canbo:kind "nq" ; canbo:title'),
    "resolutions-title": ('canbo:title "về Chiến lược"', 'canbo:title " "'),
    "resolutions-title-long": ('canbo:title "về Chiến lược"', f'canbo:title "về {"rất dài " * 60}"'),
    "resolutions-issuer": ('issuerName "Bộ Chính trị"', 'issuerName "  "'),
    "resolutions-issuer-of": ('issuerName "Bộ Chính trị"', 'issuerName "của Bộ Chính trị"'),
    "resolutions-mention": ("<mention/implemented>", "<mention/forgotten>"),
    "resolutions-applies": ("canbo:applies <article/a1/instrument/2>", "canbo:applies <article/a1/office/1>"),
    "resolutions-meeting": ("inMeeting <article/a1/meeting/1> ;", "inMeeting <article/a1/office/1> ;"),
    "indicators-iri": ("<article/a1/figure/1> a", "<article/a1/number/1> a"),
    "indicators-indicator": ('indicatorName "thu ngân sách"', 'indicatorName "2023"'),
    "indicators-indicator-long": ('indicatorName "thu ngân sách"', f'indicatorName "thu {"rất dài " * 40}"'),
    "indicators-measure": ('measureName "attainment"', 'measureName "percent"'),
    "indicators-measure-concept": ("canbo:measure <measure/attainment> ; ", ""),
    "indicators-value": ("obsValue 101.08", "obsValue 101.08e0"),
    "indicators-value-text": (' ; canbo:valueText "101,08%"', ""),
    "indicators-unit": ('unitName "%"', 'unitName " "'),
    "indicators-unit-known": (" sdmx-attribute:unitMeasure <unit/percent> ;", ""),
    "indicators-unit-concept": ("unitMeasure <unit/percent>", 'unitMeasure "%"'),
    "indicators-percent": ('unitName "%"', 'unitName "tỷ đồng"'),
    "indicators-negative": ("obsValue 101.08", "obsValue -101.08"),
    "indicators-total": ("canbo:total 34.0", "canbo:total 0.0"),
    "indicators-total-size": ("canbo:total 34.0", "canbo:total 25.0"),
    "indicators-total-measure": (" canbo:total 34.0 ;", ""),
    "indicators-qualifier": (
        '<unit/percent> ; canbo:qualifierName "exact"',
        '<unit/percent> ; canbo:qualifierName "so"',
    ),
    "indicators-qualifier-concept": ("canbo:qualifier <qualifier/exact> ; canbo:period", "canbo:period"),
    "indicators-period": ('periodName "2023-H1"', 'periodName "6 tháng đầu năm"'),
    "indicators-period-year": ('periodName "2023-H1"', 'periodName "1023-H1"'),
    "indicators-basis": ('basis "dự toán tỉnh giao"', 'basis ""'),
    "indicators-group": ("figureGroup 1", "figureGroup 0"),
    "entity-iri": ("<indicator/thu-ngan-sach> a", "<chi-so/thu-ngan-sach> a"),
    "entity-label": (' rdfs:label "Giàng A Páo"@vi ;', ""),
    "entity-source": ("prov:wasDerivedFrom <article/a1/figure/1>", "prov:wasDerivedFrom <article/a1>"),
    "person-foaf-name": ('foaf:name "Giàng A Páo"', 'foaf:name "Páo"'),
    "body-label": (' skos:prefLabel "Huyện ủy Sìn Hồ"@vi ;', ""),
    "body-classification": ("org:classification <body-kind/party>", "org:classification <role/bi-thu>"),
    "body-governs": ("", "<body/huyen-uy-sin-ho> canbo:governs <place/lai-chau-12> ."),
    "post-body": ("org:postIn <body/huyen-uy-sin-ho> ; ", ""),
    "post-role": ("org:role <role/bi-thu> ; org:heldBy", "org:heldBy"),
    "tenure-member": ("org:member <person/giang-a-pao>", "org:member <body/huyen-uy-sin-ho>"),
    "tenure-body": ("org:organization <body/huyen-uy-sin-ho>", "org:organization <person/giang-a-pao>"),
    "tenure-role": ("org:role <role/bi-thu> ; canbo:inPost", 'org:role "Bí thư" ; canbo:inPost'),
    "tenure-post": ("canbo:inPost <post/bi-thu-huyen-uy-sin-ho>", "canbo:inPost <body/huyen-uy-sin-ho>"),
    "tenure-status": ("canbo:status <status/current> ; canbo:attested", "canbo:attested"),
    "tenure-first": ('attestedFirst "2023-07-06"^^xsd:date', 'attestedFirst "2023-07-06"'),
    "tenure-last": ('attestedLast "2024-01-10"^^xsd:date', 'attestedLast "10/1/2024"'),
    "tenure-order": ('attestedLast "2024-01-10"', 'attestedLast "2022-01-10"'),
    "succession-post": ("canbo:ofPost <post/bi-thu-huyen-uy-sin-ho> ; ", ""),
    "succession-tenures": ("canbo:predecessor <tenure/t2> ; ", ""),
    "succession-window": ('windowFrom "2022"^^xsd:gYear', 'windowFrom "2022"'),
    "body-in-term": ("prov:specializationOf <body/huyen-uy-sin-ho> ; ", ""),
    "unnamed-unit": ("", "<unnamed-unit/huyen-a1> canbo:resolvedTo <place/lai-chau-12> ."),
    "possible-identity": ("canbo:score 0.7 ; ", ""),
    "event-name": ('; schema:name "Hội nghị"', ""),
    "event-date": ('startDate "2023-07-05"^^xsd:date', 'startDate "2023-07"^^xsd:gYearMonth'),
    "event-ordinal": ("", "<meeting/m1> canbo:ordinal 18 ."),
    "event-adopted": ("canbo:adopted <instrument/i1>", "canbo:adopted <person/giang-a-pao>"),
    "event-discussed": ("canbo:discussed <instrument/i2>", "canbo:discussed <person/giang-a-pao>"),
    "participation-person": ("canbo:participant <person/giang-a-pao> ; ", ""),
    "participation-meeting": ("canbo:inMeeting <meeting/m1>", "canbo:inMeeting <article/a1/meeting/1>"),
    "participation-part": ("canbo:part <part/chairs> ;\n", "canbo:part <status/current> ;\n"),
    "instrument-identified": (' ; eli:id_local "43-NQ/TW"', ""),
    "instrument-number": ("", '<instrument/i2> eli:id_local "44-NQ/TW" .'),
    "instrument-kind": ("", "<instrument/i1> eli:type_document <kind/chi-thi> ."),
    "instrument-date": ("", '<instrument/i1> eli:date_document "2023-07-06"^^xsd:date .'),
    "instrument-applies": ("eli:applies <instrument/i2>", "eli:applies <meeting/m1>"),
    "indicator-label": (' ; skos:prefLabel "thu ngân sách"@vi', ""),
    "area-iri": ("", '<noi/lai-chau> a schema:AdministrativeArea ; skos:prefLabel "Lai Châu"@vi .'),
    "area-label": (' skos:prefLabel "Lai Châu"@vi', " rdfs:comment 'x'"),
    "area-kind": ("<place-kind/huyen>", "<status/current>"),
    "area-code": ('"108"^^canbo:gsoCode', '"108"'),
    "area-part": ("dcterms:isPartOf <place/lai-chau-12>", "dcterms:isPartOf <body/huyen-uy-sin-ho>"),
    "area-from": ("", "<place/sin-ho-108> schema:validFrom '2025-07-01' ."),
    "area-through": ("", "<place/sin-ho-108> schema:validThrough '2025-01'^^xsd:gYearMonth, '2025-06-30'^^xsd:date ."),
    "area-replaced": ("", "<place/sin-ho-108> dcterms:isReplacedBy <body/huyen-uy-sin-ho> ."),
    "area-replaces": ("", "<place/sin-ho-108> dcterms:replaces <body/huyen-uy-sin-ho> ."),
}


def _graph(old: str = "", new: str = "") -> Graph:
    if not old:
        return Graph().parse(data=f"{GOOD}\n{new}", format="turtle")
    assert old in GOOD, f"the good graph has no {old!r}"
    return Graph().parse(data=GOOD.replace(old, new, 1), format="turtle")


def _all() -> set[str]:
    kinds = (SH.PropertyShape, SH.NodeShape)
    nodes = {s for kind in kinds for s in shapes().subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return {str(node).removeprefix(SHAPES) for node in nodes}


def test_good_data_conform_without_a_warning() -> None:
    report = validate(_graph())
    assert report.findings == ()
    assert report.conforms
    assert report.statements == 7


def test_every_shape_has_a_case() -> None:
    assert set(CASES) == _all()


@pytest.mark.parametrize("shape", CASES)
def test_shape_refuses_its_bad_datum(shape: str) -> None:
    found = [f for f in validate(_graph(*CASES[shape])).findings if f.shape == shape]
    assert found, f"{shape} does not find it"
    stated = shapes().value(URIRef(SHAPES + shape), SH.severity) or SH.Violation
    assert {f.severity for f in found} == {Severity(str(stated).rpartition("#")[2].lower())}


@pytest.mark.parametrize("shape", sorted(CASES))
def test_shape_says_what_is_wrong_and_what_to_do(shape: str) -> None:
    messages = {
        m.language: str(m) for m in shapes().objects(URIRef(SHAPES + shape), SH.message) if isinstance(m, Literal)
    }
    assert set(messages) == {"vi", "en"}
    for message in messages.values():
        # One sentence for each.
        assert len(re.findall(r"[.;…](?: |$)", message)) >= 2, message


def test_shapes_are_core_shacl() -> None:
    assert not list(shapes().subject_objects(SH.sparql))
    assert not list(shapes().subject_objects(SH.js))


@pytest.mark.parametrize("name", sorted(table("facts")))
def test_every_column_has_a_shape(name: str) -> None:
    """ontology/facts.toml is the declaration: each column is checked, and a required one is required."""
    facts: dict[str, Any] = table("facts")[name]
    cls = URIRef("https://w3id.org/canbo/def#" + facts["class"])
    own = set(shapes().subjects(SH.targetClass, cls))
    for column in facts["columns"]:
        of_column = [s for s in own if shapes().value(s, SH.path) == _term(column["property"])]
        assert of_column, f"{name}.{column['name']} has no shape"
        least = [shapes().value(s, SH.minCount) for s in of_column if shapes().value(s, SH.severity) is None]
        assert (Literal(1) in least) == column.get("required", False), f"{name}.{column['name']}"
        if "concept" in column:
            assert any(shapes().value(s, SH.path) == _term(column["concept"]) for s in own), column["concept"]


def _term(name: str) -> URIRef:
    spaces = {
        "": "https://w3id.org/canbo/def#",
        "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
        "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    }
    prefix, _, local = name.rpartition(":")
    return URIRef(spaces[prefix] + local)
