"""The report of a validation, what it keeps out of the store, its forms, and `canbo validate`."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph, Literal

from canbo import cli
from canbo.graph.bridge import default_graph
from canbo.graph.store import open_store
from canbo.graph.validation import Severity, accepted, validate
from canbo.graph.validation_report import FORMATS, render, report_graph

from .sample_graph import good

GOOD = good()
BAD = GOOD.replace('statusName "current"', 'statusName "acting"')
WARNED = GOOD.replace(' canbo:bodyName "Huyện ủy" ;', "")
OFFICE = "https://w3id.org/canbo/article/a1/office/1"


def _graph(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def _store(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)
    return store


def test_finding_names_article_column_words_and_remedy() -> None:
    (found,) = validate(_graph(BAD)).findings
    assert (found.article, found.table, found.column, found.value) == ("a1", "posts", "status", "acting")
    assert (found.node, found.statements) == (OFFICE, (OFFICE,))
    assert found.quote == "Giàng A Páo, Bí thư Huyện ủy Sìn Hồ"
    assert found.sentence == "Đồng chí Giàng A Páo, Bí thư Huyện ủy Sìn Hồ chủ trì hội nghị."
    assert "Sửa quy tắc" in found.message_vi
    assert "Mend the rule" in found.message_en
    assert (found.severity, found.shape, found.path) == (Severity.VIOLATION, "posts-status", "canbo:statusName")


def test_a_misspelt_keyword_cannot_be_given() -> None:
    """pyshacl.validate(data, shacl_grph=…) says that everything conforms; validate takes the data alone."""
    assert list(inspect.signature(validate).parameters) == ["data"]
    with pytest.raises(TypeError):
        validate(_graph(BAD), shacl_grph=Graph())  # type: ignore[call-arg]
    assert not validate(_graph(BAD)).conforms


def test_warning_is_reported_and_keeps_nothing_out() -> None:
    report = validate(_graph(WARNED))
    assert [found.shape for found in report.findings] == ["posts-body-missing"]
    assert report.conforms
    assert report.rejected == frozenset()


def test_oxigraph_and_memory_give_the_same_report() -> None:
    for turtle in (GOOD, BAD, WARNED):
        assert validate(default_graph(_store(turtle))) == validate(_graph(turtle))


def test_validation_changes_nothing() -> None:
    graph = _graph(BAD)
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_bad_evidence_rejects_its_statement() -> None:
    # The quote of the span of the meeting is another word than the text has there.
    report = validate(_graph(GOOD.replace('nif:anchorOf "hội nghị" ', 'nif:anchorOf "đại hội" ')))
    assert [(f.shape, f.table, f.value) for f in report.findings] == [("span-exact", "meetings", "đại hội")]
    assert report.rejected == {"https://w3id.org/canbo/article/a1/meeting/1"}


def test_bad_sentence_rejects_all_statements_in_it() -> None:
    sentence = 'nif:anchorOf "Đồng chí Giàng A Páo'
    report = validate(_graph(GOOD.replace(sentence, 'nif:anchorOf "Đ/c Giàng A Páo')))
    assert {iri.partition("a1/")[2] for iri in report.rejected} == {"office/1", "meeting/1", "participation/1"}


def test_quote_is_checked_in_code_points() -> None:
    """A letter outside the Basic Multilingual Plane is one code point in Python and two units in JavaScript."""
    text = "𠀀 Hội nghị"
    head, *_ = GOOD.partition("<article/a1>")
    span = '<article/x/span/2-10> a nif:String ; nif:referenceContext <article/x/text> ; nif:anchorOf "Hội nghị" ;'
    data = f"""{head}
        <article/x/text> a nif:Context ; nif:isString "{text}" .
        {span} nif:beginIndex 2 ; nif:endIndex 10 ."""
    assert not [f for f in validate(_graph(data)).findings if f.shape == "span-exact"]
    moved = data.replace("beginIndex 2", "beginIndex 3").replace("endIndex 10", "endIndex 9")
    assert [f.node for f in validate(_graph(moved)).findings if f.shape == "span-exact"]


def test_offsets_are_checked_without_the_text() -> None:
    begin = GOOD.index(" ; nif:isString")
    end = GOOD.index(" .\n", begin)
    without = GOOD[:begin] + GOOD[end:]
    assert validate(_graph(without)).findings == ()
    report = validate(_graph(without.replace("nif:endIndex 44 ", "nif:endIndex 4400 ")))
    assert "span-inside" in {found.shape for found in report.findings}


def test_entity_finding_leads_to_its_article_but_rejects_no_statement() -> None:
    report = validate(_graph(GOOD.replace('foaf:name "Giàng A Páo"', 'foaf:name "Páo"')))
    (found,) = report.findings
    assert (found.table, found.article, found.statements) == ("entities", "a1", ())
    assert found.quote == "Giàng A Páo, Bí thư Huyện ủy Sìn Hồ"
    assert report.rejected == frozenset()


def test_order_is_stable_and_numbers_count_as_numbers() -> None:
    many = [
        f"<article/a1/office/{n}> a canbo:OfficeStatement ; canbo:statedIn <article/a1> ; canbo:rule 'r' ."
        for n in (10, 9, 2)
    ]
    reports = [validate(_graph("\n".join([GOOD, *order]))) for order in (many, many[::-1])]
    assert reports[0] == reports[1]
    nodes = [f.node.rpartition("/")[2] for f in reports[0].violations if f.shape == "posts-status"]
    assert nodes == ["2", "9", "10"]


# ---- What goes into the store ---------------------------------------------------------------------------------


def test_accepted_leaves_out_the_statement_its_links_and_its_evidence() -> None:
    bad = GOOD.replace('canbo:title "Hội nghị"', 'canbo:title "17 hội nghị"')
    quads = list(_store(bad))
    kept = accepted(quads, validate(_graph(bad)))
    text = "\n".join(str(quad) for quad in kept)
    assert "a1/meeting/1" not in text  # nor what the participation and the instrument said of it
    assert "span/53-61" not in text  # its words; the sentence is needed by the office
    assert "span/0-62" in text
    assert "a1/office/1>" in text
    assert "a1/participation/1>" in text


def test_accepted_leaves_out_an_impossible_value_of_the_article_alone() -> None:
    bad = GOOD.replace('datePublished "2023-07-06"', 'datePublished "2023-02-30"')
    quads = list(_store(bad))
    report = validate(_graph(bad))
    assert not report.conforms
    kept = accepted(quads, report)
    assert len(quads) - len(kept) == 1
    assert "2023-02-30" not in "\n".join(str(quad) for quad in kept)


def test_accepted_keeps_everything_that_conforms() -> None:
    quads = list(_store(WARNED))
    assert accepted(quads, validate(_graph(WARNED))) == quads


# ---- The forms of a report --------------------------------------------------------------------------------------


def test_text_speaks_vietnamese_and_english() -> None:
    text = render(validate(_graph(BAD)), "text")
    assert "== a1" in text
    assert "VI PHẠM / VIOLATION  posts status  [posts-status]" in text
    assert "giá trị / value: acting" in text
    assert "“Giàng A Páo, Bí thư Huyện ủy Sìn Hồ”" in text
    assert text.endswith("Không đạt / does not conform\n")
    assert render(validate(_graph(GOOD)), "text").endswith("Đạt / conforms\n")


def test_json_has_all_fields() -> None:
    report = json.loads(render(validate(_graph(BAD)), "json"))
    assert (report["conforms"], report["violations"], report["statements"]) == (False, 1, 7)
    assert report["findings"][0]["article"] == "a1"
    assert report["findings"][0]["severity"] == "violation"


def test_turtle_is_a_shacl_report() -> None:
    graph = Graph().parse(data=render(validate(_graph(BAD)), "turtle"), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == Literal(False)
    result = graph.value(node, SH.result)
    assert str(graph.value(result, SH.focusNode)) == OFFICE
    assert graph.value(result, SH.resultSeverity) == SH.Violation
    assert {m.language for m in graph.objects(result, SH.resultMessage)} == {"vi", "en"}  # type: ignore[attr-defined]
    assert str(graph.value(result, SH.resultPath)).endswith("#statusName")


@pytest.mark.parametrize("form", FORMATS)
def test_equal_data_give_equal_bytes(form: str) -> None:
    broken = BAD.replace('partName "chairs"', 'partName "sleeps"').replace("figureGroup 1", "figureGroup 0")
    one, other = (render(validate(_graph(broken)), form) for _ in range(2))
    assert one == other


def test_report_graph_of_evidence_has_its_own_component() -> None:
    report = validate(_graph(GOOD.replace('nif:anchorOf "hội nghị" ', 'nif:anchorOf "đại hội" ')))
    graph = report_graph(report)
    (component,) = graph.objects(None, SH.sourceConstraintComponent)
    assert str(component).endswith("QuoteConstraintComponent")


# ---- canbo validate ---------------------------------------------------------------------------------------------


def test_command_checks_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "data.ttl"
    path.write_text(GOOD, encoding="utf-8")
    assert cli.run(["validate", str(path)]) == 0
    path.write_text(BAD, encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["validate", str(path), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["shape"] == "posts-status"


def test_command_checks_several_files_as_one(tmp_path: Path) -> None:
    store = _store(GOOD)
    for name, keep in (("articles.nt", True), ("entities.nq", False)):
        quads = [q for q in store if ("/article/" in str(q.subject)) is keep]
        form = ox.RdfFormat.N_TRIPLES if name.endswith("nt") else ox.RdfFormat.N_QUADS
        data = [q.triple for q in quads] if keep else quads
        (tmp_path / name).write_bytes(ox.serialize(data, format=form))
    assert cli.run(["validate", str(tmp_path / "articles.nt"), str(tmp_path / "entities.nq")]) == 0


def test_command_checks_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "store", "write") as store:
        store.oxigraph.load(BAD.encode(), ox.RdfFormat.TURTLE)
    assert cli.run(["validate", "--store", str(tmp_path / "store")]) == 1
    assert "posts-status" in capsys.readouterr().out


def test_command_says_when_there_is_nothing_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    assert cli.run(["validate", str(path)]) == 1
    assert "not one statement" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.ttl", "<a> <b> .", "line 1"),
        ("letter.docx", "…", "no RDF file"),
        ("missing.ttl", None, "No such file"),
    ],
)
def test_command_names_the_file_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert cli.run(["validate", str(path)]) == 2
    error = capsys.readouterr().err
    assert str(path) in error
    assert said in error
