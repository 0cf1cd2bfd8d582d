"""Answers as text: tables, CSV, TSV, JSON and RDF."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest

from canbo.graph.query import Cell, Solutions, Triples, Truth
from canbo.graph.results import FORMATS, as_text, display_width, value
from canbo.graph.sparql import QueryError

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def answer(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("a", "b")) -> Solutions:
    return Solutions(columns, iter(rows))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (ox.NamedNode("urn:a"), "urn:a"),
        (ox.Literal("Bí thư", language="vi"), "Bí thư"),
        (typed("832270966973", "decimal"), "832270966973"),
        (typed("47.30", "decimal"), "47.3"),
        (typed("100.0", "decimal"), "100"),
        (typed("-33.330", "decimal"), "-33.33"),
        (typed("1.5E3", "double"), "1500"),
        (typed("1E-7", "double"), "0.0000001"),
        (typed("INF", "double"), "INF"),
        (typed("17", "integer"), "17"),
        (typed("2023", "gYear"), "2023"),
        (typed("2023-07-06", "date"), "2023-07-06"),
        (ox.Literal("1.50"), "1.50"),
    ],
)
def test_cells(cell: Cell, text: str) -> None:
    assert value(cell) == text


def test_csv_is_read_back() -> None:
    cells = ['a "quoted", one', "two\nlines"], ["", "Đặng Thị Ứng; …"]
    text = as_text(answer(*(tuple(map(ox.Literal, row)) for row in cells)), "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *cells]
    assert "\r" not in text


def test_tsv_has_one_line_for_each_row() -> None:
    text = as_text(answer((ox.Literal("a\tb\nc\\d"), None)), "tsv")
    assert text == "a\tb\na\\tb\\nc\\\\d\t\n"


def test_json_values_are_native_and_exact() -> None:
    row = (typed("104.11", "decimal"), typed("832270966973.00", "decimal"), typed("17", "integer"), None,
           typed("true", "boolean"), typed("0.12345678901234567890123", "decimal"), ox.Literal("Bí thư"))  # fmt: skip
    names = tuple("abcdefg")
    wanted = {
        "a": 104.11,
        "b": 832270966973,
        "c": 17,
        "d": None,
        "e": True,
        "f": "0.12345678901234567890123",
        "g": "Bí thư",
    }
    assert json.loads(as_text(answer(row, row, columns=names), "json")) == [wanted, wanted]
    assert [json.loads(line) for line in as_text(answer(row, row, columns=names), "jsonl").splitlines()] == [
        wanted,
        wanted,
    ]
    assert json.loads(as_text(answer(columns=names), "json")) == []
    assert "Bí thư" in as_text(answer(row, columns=names), "json")


def test_sparql_json_is_what_oxigraph_reads() -> None:
    row = (ox.NamedNode("urn:a"), ox.Literal("Bí thư", language="vi"), typed("1.5", "decimal"), ox.Literal("x"), None)
    text = as_text(answer(row, columns=tuple("abcde")), "sparql-json")
    read = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(solution) for solution in read] == [row]


def test_truth() -> None:
    assert as_text(Truth(True)) == "true\n"
    assert as_text(Truth(False), "json") == "false\n"
    assert json.loads(as_text(Truth(True), "sparql-json")) == {"head": {}, "boolean": True}


def test_triples_are_sorted_and_read_back() -> None:
    made = [ox.Triple(ox.NamedNode(f"urn:{name}"), ox.NamedNode("urn:p"), ox.Literal("Ứ")) for name in "bab"]
    for form, wanted in (("", ox.RdfFormat.TURTLE), ("ntriples", ox.RdfFormat.N_TRIPLES)):
        text = as_text(Triples(iter(made)), form)
        assert {quad.triple for quad in ox.parse(text, format=wanted)} == set(made)
        assert text == as_text(Triples(iter(reversed(made))), form)


def test_every_format_is_written_or_refused() -> None:
    for form in FORMATS:
        given = Triples(iter(())) if form in ("turtle", "ntriples") else answer((None, None))
        as_text(given, form)
        other = answer((None, None)) if isinstance(given, Triples) else Triples(iter(()))
        with pytest.raises(QueryError, match="choose --format"):
            as_text(other, form)


def test_table_lines_up_by_display_width() -> None:
    composed, decomposed, wide = "Ứng", "U\u031b\u0301ng", "漢字"
    assert [display_width(text) for text in (composed, decomposed, wide)] == [3, 3, 4]
    rows = [
        (ox.Literal(name), typed(number, "decimal"))
        for name, number in ((composed, "5"), (decomposed, "12.5"), (wide, "100"))
    ]
    lines = as_text(answer(*rows, columns=("name", "value"))).splitlines()
    assert lines[0] == "name  value"
    assert lines[1] == "----  -----"
    assert {display_width(line) for line in lines} == {11}
    assert lines[2] == "Ứng       5"


def test_table_fits_the_terminal() -> None:
    row = (ox.Literal("Hội nghị lần thứ 17 Ban Chấp hành Đảng bộ huyện"), ox.Literal("ngắn"), ox.Literal("x" * 200))
    text = as_text(answer(row, columns=("meeting", "b", "quote")), "table", 60)
    assert max(map(display_width, text.splitlines())) == 60
    assert "ngắn" in text
    assert text.count("…") == 2
    whole = as_text(answer(row, columns=("meeting", "b", "quote")), "table")
    assert "x" * 200 in whole


def test_table_of_one_line_for_each_row_even_with_line_ends() -> None:
    assert len(as_text(answer((ox.Literal("a\nb"), None))).splitlines()) == 3


def test_empty_table_has_its_header() -> None:
    assert as_text(answer()) == "a  b\n-  -\n"
    assert as_text(answer(), "csv") == "a,b\n"
