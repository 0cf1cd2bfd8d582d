"""Exports: the same bytes for the same graph, and the graph back from every format."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from canbo.extractors.article import Article
from canbo.graph.export import ExportError, Format, export, format_of
from canbo.graph.linking.run import relink
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import term
from canbo.graph.sorting import in_order
from canbo.graph.store import Store, StoreError, open_store

from .handmade import article, office, sin_ho

PARSERS = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
TRICKY = 'Giàng "A" \\Páo\n\t <b>&amp;</b> ]]> 🙂 \u2028 \u0301'


def filled(*articles: Article) -> Store:
    store = open_store(mode="memory")
    for one in articles:
        store.replace_article(one.document.name, article_quads(one, store.iris))
    relink(store)
    return store


def examples() -> list[Article]:
    odd = article("bài 1/ 100%", office(TRICKY, "Bí thư", "Huyện ủy", "Không Có Thật", status="former"), as_of="2023")
    return [sin_ho("a.b"), sin_ho("a"), odd]


def parsed(file: Path, kind: str) -> Graph:
    if kind in ("nquads", "trig"):
        return Graph().parse(data=file.read_bytes(), format=kind)
    return Graph().parse(file, format=kind)


@pytest.mark.parametrize("ending", PARSERS)
def test_every_format_gives_the_same_graph_back(ending: str, tmp_path: Path) -> None:
    file, plain = tmp_path / f"g.{ending}", tmp_path / "g.nt"
    with filled(*examples()) as store:
        count = export(store, file, with_text=True)
        assert count == len(store.oxigraph)
        plain.write_bytes(ox.serialize(_triples(store), format=ox.RdfFormat.N_TRIPLES))
    found = parsed(file, PARSERS[ending])
    assert len(found) == count
    assert isomorphic(found, Graph().parse(plain))


def _triples(store: Store) -> list[ox.Triple]:
    return [ox.Triple(q.subject, q.predicate, q.object) for q in store.oxigraph]


@pytest.mark.parametrize("ending", PARSERS)
def test_the_bytes_do_not_depend_on_the_order_of_building(ending: str, tmp_path: Path) -> None:
    for name, articles in (("one", examples()), ("two", examples()[::-1])):
        with filled(*articles) as store:
            export(store, tmp_path / f"{name}.{ending}")
            export(store, tmp_path / f"{name}-again.{ending}")
    contents = {file.read_bytes() for file in tmp_path.iterdir()}
    assert len(contents) == 1


def test_turtle_is_readable(tmp_path: Path) -> None:
    with filled(sin_ho()) as store:
        export(store, tmp_path / "g.ttl")
    text = (tmp_path / "g.ttl").read_text()
    assert text.startswith("@base <https://w3id.org/canbo/> .\n@prefix ")
    assert "\n<article/sin_ho/office/1> a canbo:OfficeStatement ;\n" in text
    assert "    canbo:role role:chu-tich ;\n" in text
    assert "sdmx-measure:obsValue 47.3 ;" in text
    assert 'canbo:date "2023-07-06"^^xsd:date ;' in text
    assert "<https://w3id.org/canbo/article" not in text


def test_the_text_of_articles_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    with filled(sin_ho()) as store:
        export(store, tmp_path / "g.nt")
        export(store, tmp_path / "t.nt", with_text=True)
    assert "nif-core#isString" not in (tmp_path / "g.nt").read_text()
    assert "nif-core#isString" in (tmp_path / "t.nt").read_text()


def test_without_evidence_no_link_leads_nowhere(tmp_path: Path) -> None:
    with filled(sin_ho()) as store:
        export(store, tmp_path / "g.nt", with_evidence=False)
        statements = store.iris.node("article/sin_ho/office/1").value
    text = (tmp_path / "g.nt").read_text()
    assert "/span/" not in text
    assert "nif-core#String" not in text
    assert f"{term('prov:wasDerivedFrom')} <{statements}>" in text  # entities keep theirs


@pytest.mark.parametrize(
    ("file", "name", "wanted"),
    [
        ("g.ttl", "", Format.TURTLE), ("g", "", Format.TURTLE), ("-", "", Format.TURTLE),
        ("g.JSONLD", "", Format.JSON_LD),
        ("g.xml", "", Format.RDF_XML), ("g.dat", "nt", Format.N_TRIPLES), ("g.ttl", "json-ld", Format.JSON_LD),
    ],
)  # fmt: skip
def test_the_format_is_the_named_one_or_the_endings(file: str, name: str, wanted: Format) -> None:
    assert format_of(file, name) is wanted


def test_an_unknown_format_and_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="'pdf' is no format"):
        format_of("g.pdf")
    (tmp_path / "in_the_way").write_text("")
    with filled(sin_ho()) as store, pytest.raises(ExportError, match="cannot be written"):
        export(store, tmp_path / "in_the_way" / "g.ttl")


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "g.nt").write_text("old")
    store = filled(sin_ho())
    store.close()
    with pytest.raises(StoreError, match="closed"):
        export(store, tmp_path / "g.nt")
    assert [file.name for file in tmp_path.iterdir()] == ["g.nt"]
    assert (tmp_path / "g.nt").read_text() == "old"


def test_a_large_export_is_not_superlinear(tmp_path: Path) -> None:
    """100,000 triples take seconds, not the minute of a pretty writer; the bound is wide on purpose."""
    with open_store(mode="memory") as store:
        for n in range(1000):
            store.oxigraph.extend(article_quads(sin_ho(f"a{n}"), store.iris))
        begin = time.process_time()
        count = export(store, tmp_path / "g.ttl")
        assert count > 100_000
        assert time.process_time() - begin < 30


def test_what_is_sorted_in_files_is_what_is_sorted_in_memory() -> None:
    records = [(f"<{n * 7919 % 1000:03}>", bytes([n % 256]) * 300) for n in range(1000)]
    assert list(in_order(records)) == [content for _, content in sorted(records)]
    assert list(in_order(records, run=20_000)) == [content for _, content in sorted(records)]
    assert list(in_order([])) == []


@pytest.mark.parametrize("ending", PARSERS)
def test_a_store_on_disk_and_one_in_memory_give_the_same_bytes(ending: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "s", "write") as disk, filled(*examples()) as memory:
        for one in examples():
            disk.replace_article(one.document.name, article_quads(one, disk.iris))
        relink(disk)
        for evidence in (True, False):
            export(disk, tmp_path / f"disk.{ending}", with_evidence=evidence)
            export(memory, tmp_path / f"memory.{ending}", with_evidence=evidence)
            assert (tmp_path / f"disk.{ending}").read_bytes() == (tmp_path / f"memory.{ending}").read_bytes()
