"""The words of N-Triples are those that pyoxigraph writes, and mean what it reads."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.graph.triples import Value, quads, quoted, triples_of, value_of, word, written

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SUBJECT, PREDICATE = ox.NamedNode("https://example.org/ế"), ox.NamedNode("https://example.org/p")


@given(TEXT)
def test_a_literal_is_written_as_pyoxigraph_writes_it_and_read_back(text: str) -> None:
    assert quoted(text) == str(ox.Literal(text))
    assert quoted(text, word("xsd:date")) == str(ox.Literal(text, datatype=ox.NamedNode(f"{XSD}date")))
    assert value_of(quoted(text)) == Value(text, f"{XSD}string")


def test_every_character_is_escaped_as_pyoxigraph_does() -> None:
    text = "".join(map(chr, (*range(0x300), *range(0x2000, 0x2100), 0xFEFF, 0xFFFE, 0xFFFF)))
    assert quoted(text) == str(ox.Literal(text))
    assert value_of(quoted(text)).text == text


@pytest.mark.parametrize(
    ("found", "value"),
    [
        ("<https://example.org/a>", Value("https://example.org/a")),
        ("_:a", Value("_:a", "_:")),
        ('"Sìn Hồ"@vi', Value("Sìn Hồ", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "vi")),
        (f'"19"^^<{XSD}integer>', Value("19", f"{XSD}integer")),
        (r'"\"x\"^^<y>\u0041\U00000042\\n"', Value('"x"^^<y>AB\\n', f"{XSD}string")),
    ],
)
def test_what_a_word_stands_for(found: str, value: Value) -> None:
    assert value_of(found) == value


@given(TEXT)
def test_triples_are_stored_as_they_are(text: str) -> None:
    found = [ox.Quad(SUBJECT, PREDICATE, ox.Literal(text)), ox.Quad(SUBJECT, PREDICATE, SUBJECT)]
    assert quads(triples_of(found)) == found
    assert written(triples_of(found)) == ox.serialize((one.triple for one in found), format=ox.RdfFormat.N_TRIPLES)
