"""A small graph, written by hand after docs/model.md, that conforms to every shape; tests break it in one place."""

from __future__ import annotations

import hashlib

TEXT = (
    "Đồng chí Giàng A Páo, Bí thư Huyện ủy Sìn Hồ chủ trì hội nghị. Thu ngân sách đạt 101,08% dự toán tỉnh giao. "
    "Có 26/34 chỉ tiêu đạt. Hội nghị thông qua Nghị quyết 12-NQ/HU để thực hiện Nghị quyết 43-NQ/TW."
)

PREFIXES = """
@prefix canbo: <https://w3id.org/canbo/def#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#> .
@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .
@prefix sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/canbo/> .
"""

_ARTICLE = f"""
<article/a1> a schema:NewsArticle ; dcterms:identifier "a1" ; schema:headline "Tin hội nghị" ;
    schema:datePublished "2023-07-06"^^xsd:date ; canbo:about <place/sin-ho-108> ;
    canbo:asOf "2023-07"^^xsd:gYearMonth .
<article/a1/text> a canbo:TextSnapshot, nif:Context ; prov:specializationOf <article/a1> ;
    prov:wasGeneratedBy <build/0.1.0> ; canbo:sha256 "{hashlib.sha256(TEXT.encode()).hexdigest()}" ;
    canbo:length {len(TEXT)} ; nif:isString "{TEXT}" .
<build/0.1.0> a prov:Activity ; prov:wasAssociatedWith <software/canbo-0.1.0> .
"""

_STATEMENTS = """
<article/a1/office/1> a canbo:OfficeStatement ; canbo:statedIn <article/a1> ; canbo:rule "post.apposition" ;
    prov:wasDerivedFrom SPAN_OFFICE ; canbo:personName "Giàng A Páo" ; canbo:roleName "Bí thư" ;
    canbo:role <role/bi-thu> ; canbo:bodyName "Huyện ủy" ; canbo:placeName "Sìn Hồ" ;
    canbo:place <place/sin-ho-108> ; canbo:statusName "current" ; canbo:status <status/current> ;
    canbo:since "2020-08-14"^^xsd:date ; canbo:until "2025-06-30"^^xsd:date ; canbo:begunBy <tenure-event/elected> ;
    canbo:endedBy <tenure-event/retired> ; canbo:termName "2020-2025" .
<article/a1/meeting/1> a canbo:MeetingStatement ; canbo:statedIn <article/a1> ; canbo:rule "meeting.main" ;
    prov:wasDerivedFrom SPAN_MEETING ; canbo:title "Hội nghị" ; canbo:meetingKind <meeting-kind/hoi-nghi> ;
    canbo:bodyName "Ban Thường vụ Huyện ủy" ; canbo:ordinal 17 ; canbo:date "2023-07-05"^^xsd:date ; canbo:main true .
<article/a1/participation/1> a canbo:ParticipationStatement ; canbo:statedIn <article/a1> ; canbo:rule "part.verb" ;
    prov:wasDerivedFrom SPAN_PART ; canbo:personName "Giàng A Páo" ; canbo:partName "chairs" ;
    canbo:part <part/chairs> ; canbo:inMeeting <article/a1/meeting/1> .
<article/a1/instrument/1> a canbo:InstrumentStatement ; canbo:statedIn <article/a1> ; canbo:rule "doc.number" ;
    prov:wasDerivedFrom SPAN_ADOPTED ; canbo:number "12-NQ/HU" ; canbo:kindName "Nghị quyết" ;
    canbo:kind <kind/nghi-quyet> ; canbo:mention <mention/adopted> ; canbo:inMeeting <article/a1/meeting/1> ;
    canbo:applies <article/a1/instrument/2> .
<article/a1/instrument/2> a canbo:InstrumentStatement ; canbo:statedIn <article/a1> ; canbo:rule "doc.number" ;
    prov:wasDerivedFrom SPAN_CITED ; canbo:number "43-NQ/TW" ; canbo:kindName "Nghị quyết" ;
    canbo:kind <kind/nghi-quyet> ; canbo:title "về Chiến lược" ; canbo:issuerName "Bộ Chính trị" ;
    canbo:mention <mention/implemented> .
<article/a1/figure/1> a canbo:FigureStatement ; canbo:statedIn <article/a1> ; canbo:rule "fig.percent" ;
    prov:wasDerivedFrom SPAN_PERCENT ; canbo:indicatorName "thu ngân sách" ; canbo:measureName "attainment" ;
    canbo:measure <measure/attainment> ; sdmx-measure:obsValue 101.08 ; canbo:valueText "101,08%" ;
    canbo:unitName "%" ; sdmx-attribute:unitMeasure <unit/percent> ; canbo:qualifierName "exact" ;
    canbo:qualifier <qualifier/exact> ; canbo:periodName "2023-H1" ; sdmx-dimension:refPeriod <period/2023-H1> ;
    canbo:basis "dự toán tỉnh giao" ; canbo:figureGroup 1 .
<article/a1/figure/2> a canbo:FigureStatement ; canbo:statedIn <article/a1> ; canbo:rule "fig.achieved" ;
    prov:wasDerivedFrom SPAN_ACHIEVED ; canbo:indicatorName "chỉ tiêu đạt" ; canbo:measureName "achieved" ;
    canbo:measure <measure/achieved> ; sdmx-measure:obsValue 26.0 ; canbo:total 34.0 ; canbo:valueText "26/34" ;
    canbo:qualifierName "exact" ; canbo:qualifier <qualifier/exact> .
"""

_ENTITIES = """
<person/giang-a-pao> a foaf:Person ; rdfs:label "Giàng A Páo"@vi ; foaf:name "Giàng A Páo" ;
    canbo:searchKey "giang a pao" ; prov:wasDerivedFrom <article/a1/office/1> .
<body/huyen-uy-sin-ho> a org:FormalOrganization ; rdfs:label "Huyện ủy Sìn Hồ"@vi ;
    skos:prefLabel "Huyện ủy Sìn Hồ"@vi ; org:classification <body-kind/party> ; canbo:governs <place/sin-ho-108> ;
    prov:wasDerivedFrom <article/a1/office/1> .
<post/bi-thu-huyen-uy-sin-ho> a org:Post ; rdfs:label "Bí thư Huyện ủy Sìn Hồ"@vi ;
    org:postIn <body/huyen-uy-sin-ho> ; org:role <role/bi-thu> ; org:heldBy <person/giang-a-pao> ;
    prov:wasDerivedFrom <article/a1/office/1> .
<tenure/t1> a org:Membership ; rdfs:label "Giàng A Páo: Bí thư"@vi ; org:member <person/giang-a-pao> ;
    org:organization <body/huyen-uy-sin-ho> ; org:role <role/bi-thu> ; canbo:inPost <post/bi-thu-huyen-uy-sin-ho> ;
    canbo:status <status/current> ; canbo:attestedFirst "2023-07-06"^^xsd:date ;
    canbo:attestedLast "2024-01-10"^^xsd:date ; prov:wasDerivedFrom <article/a1/office/1> .
<meeting/m1> a schema:Event ; rdfs:label "Hội nghị"@vi ; schema:name "Hội nghị" ;
    schema:startDate "2023-07-05"^^xsd:date ; canbo:ordinal 17 ; schema:organizer <body/huyen-uy-sin-ho> ;
    canbo:adopted <instrument/i1> ; canbo:discussed <instrument/i2> ; prov:wasDerivedFrom <article/a1/meeting/1> .
<participation/p1> a canbo:Participation ; rdfs:label "Giàng A Páo: Hội nghị"@vi ;
    canbo:participant <person/giang-a-pao> ; canbo:inMeeting <meeting/m1> ; canbo:part <part/chairs> ;
    prov:wasDerivedFrom <article/a1/participation/1> .
<instrument/i1> a canbo:Instrument ; rdfs:label "Nghị quyết 12-NQ/HU"@vi ; eli:id_local "12-NQ/HU" ;
    eli:type_document <kind/nghi-quyet> ; eli:date_document "2023-07-05"^^xsd:date ; eli:applies <instrument/i2> ;
    prov:wasDerivedFrom <article/a1/instrument/1> .
<instrument/i2> a canbo:Instrument ; rdfs:label "Nghị quyết 43-NQ/TW"@vi ; eli:id_local "43-NQ/TW" ;
    prov:wasDerivedFrom <article/a1/instrument/2> .
<indicator/thu-ngan-sach> a canbo:Indicator ; rdfs:label "thu ngân sách"@vi ; skos:prefLabel "thu ngân sách"@vi ;
    prov:wasDerivedFrom <article/a1/figure/1> .
<tenure/t2> a org:Membership ; rdfs:label "Lò Văn Hặc: Bí thư"@vi ; org:member <person/giang-a-pao> ;
    canbo:status <status/former> ; prov:wasDerivedFrom <article/a1/office/1> .
<succession/s1> a canbo:Succession ; rdfs:label "Lò Văn Hặc → Giàng A Páo"@vi ;
    canbo:ofPost <post/bi-thu-huyen-uy-sin-ho> ; canbo:predecessor <tenure/t2> ; canbo:successor <tenure/t1> ;
    canbo:windowFrom "2022"^^xsd:gYear ; canbo:windowTo "2023-07-06"^^xsd:date ;
    prov:wasDerivedFrom <article/a1/office/1> .
<body-in-term/b1> a canbo:BodyInTerm ; rdfs:label "Huyện ủy Sìn Hồ, nhiệm kỳ 2020-2025"@vi ;
    prov:specializationOf <body/huyen-uy-sin-ho> ; canbo:termName "2020-2025" ;
    prov:wasDerivedFrom <article/a1/meeting/1> .
<unnamed-unit/huyen-a1> a canbo:UnnamedUnit ; rdfs:label "huyện không nêu tên, bài a1"@vi ;
    canbo:resolvedTo <place/sin-ho-108> ; prov:wasDerivedFrom <article/a1/office/1> .
<person-link/l1> a canbo:PossibleIdentity ; rdfs:label "giang-a-pao ? giang-a-pao-2"@vi ;
    canbo:between <person/giang-a-pao>, <person/giang-a-pao-2> ; canbo:score 0.7 ; canbo:because "same-unit (+0.70)" ;
    prov:wasDerivedFrom <article/a1/office/1> .
<place/sin-ho-108> a schema:AdministrativeArea ; rdfs:label "Sìn Hồ"@vi ; skos:prefLabel "Sìn Hồ"@vi ;
    canbo:placeKind <place-kind/huyen> ; skos:notation "108"^^canbo:gsoCode ; dcterms:isPartOf <place/lai-chau-12> .
<place/lai-chau-12> a schema:AdministrativeArea ; rdfs:label "Lai Châu"@vi ; skos:prefLabel "Lai Châu"@vi .
"""

_QUOTES = {
    "OFFICE": "Giàng A Páo, Bí thư Huyện ủy Sìn Hồ",
    "MEETING": "hội nghị",
    "PART": "Giàng A Páo, Bí thư Huyện ủy Sìn Hồ chủ trì",
    "PERCENT": "Thu ngân sách đạt 101,08%",
    "ACHIEVED": "26/34 chỉ tiêu",
    "ADOPTED": "Nghị quyết 12-NQ/HU",
    "CITED": "Nghị quyết 43-NQ/TW",
}


def good() -> str:
    """Return the graph as Turtle."""
    statements, spans = _STATEMENTS, {}
    for name, quote in _QUOTES.items():
        begin = TEXT.index(quote)
        first = max(TEXT.rfind(". ", 0, begin) + 2, 0) if ". " in TEXT[:begin] else 0
        last = TEXT.find(". ", begin)
        last = len(TEXT) if last < 0 else last + 1
        spans[begin, begin + len(quote)] = (first, last)
        statements = statements.replace(f"SPAN_{name} ", f"<article/a1/span/{begin}-{begin + len(quote)}> ")
    for sentence in list(spans.values()):
        spans.setdefault(sentence, None)
    return PREFIXES + _ARTICLE + statements + "".join(_span(*k, v) for k, v in spans.items()) + _ENTITIES


def _span(begin: int, end: int, sentence: tuple[int, int] | None) -> str:
    inside = f" nif:sentence <article/a1/span/{sentence[0]}-{sentence[1]}> ;" if sentence else ""
    return (
        f"<article/a1/span/{begin}-{end}> a nif:String ; nif:referenceContext <article/a1/text> ;{inside} "
        f'nif:beginIndex {begin} ; nif:endIndex {end} ; nif:anchorOf "{TEXT[begin:end]}" .\n'
    )
