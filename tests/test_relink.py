"""A whole layer that is linked anew over another: what stays is not written again, and nothing of the other is left."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canbo.extractors.article import Article
from canbo.graph import build
from canbo.graph.all_rows import AllRows
from canbo.graph.linking.run import Before, link, relink
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import term
from canbo.graph.rows import Reader
from canbo.graph.store import Store, open_store

from .handmade import article, office, sin_ho
from .test_entities import meeting, secretary
from .test_linking import FULL, articles, resolution

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"


def put(store: Store, told: list[Article]) -> None:
    for one in told:
        store.replace_article(one.document.name, article_quads(one, store.iris))


def whole(told: list[Article]) -> Store:
    store = open_store(mode="memory")
    put(store, told)
    relink(store)
    return store


TOLD = [
    secretary("a", "Sìn Hồ"), secretary("b", ""), meeting("c"), resolution("d", **FULL), resolution("e"),
    article("f", office("Lò Văn Bình", "Bí thư", "Huyện ủy", "Sìn Hồ"), as_of="2019-02-01"), sin_ho("g"), sin_ho("h"),
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles(), max_size=5), st.lists(articles(), min_size=1, max_size=5))
def test_nothing_is_left_of_a_layer_that_was_of_other_articles(first: list[Article], then: list[Article]) -> None:
    store = whole(first)
    for one in first:
        store.remove_article(one.document.name)
    put(store, then)
    relink(store)
    assert sorted(map(str, set(store.oxigraph) ^ set(whole(then).oxigraph))) == []


def test_a_layer_that_stays_as_it_is_is_not_written() -> None:
    store = whole(TOLD)
    kept = set(store.oxigraph)
    with patch.object(Store, "load") as load, patch.object(Store, "unload") as unload:
        relink(store)
    assert not load.called
    assert not unload.called
    assert set(store.oxigraph) == kept


def test_what_does_not_belong_to_the_layer_goes_and_what_is_missing_comes_though_their_number_is_the_same() -> None:
    store = whole(TOLD)
    kept = set(store.oxigraph)
    person = next(quad for quad in kept if quad.predicate == term("foaf:name"))
    store.oxigraph.remove(person)
    store.oxigraph.add(ox.Quad(person.subject, term("foaf:name"), ox.Literal("Ai Đó")))
    relink(store)
    assert set(store.oxigraph) == kept


def test_all_at_once_is_the_same_as_article_by_article_for_every_fact_table() -> None:
    store = open_store(mode="memory")
    relink(store)
    for one in TOLD:
        put(store, [one])
        link(store, {store.iris.article(one.document.name): Before()})
    assert sorted(map(str, set(store.oxigraph) ^ set(whole(TOLD).oxigraph))) == []


def test_rows_read_table_by_table_fetched_or_one_by_one_are_the_same() -> None:
    store = whole(TOLD)
    every, fetched, single = AllRows(store.oxigraph), Reader(store.oxigraph), Reader(store.oxigraph)
    iris = [iri for name in single.articles() for iri in single.statements(name) if "/figure/" not in iri]
    fetched.fetch([*iris, f"{iris[0]}0"])
    assert len({iri.rsplit("/", 2)[-2] for iri in iris}) == 4
    for iri in [*iris, f"{iris[0]}0"]:
        assert every.row(iri) == fetched.row(iri) == single.row(iri)
    assert fetched.row(f"{iris[0]}0") is None
    assert [iri for name in every.articles() for iri in every.statements(name)] == iris


@pytest.mark.parametrize(("few", "anew"), [(2, True), (9, False)])
def test_where_much_has_changed_all_is_linked_anew_and_the_store_is_the_same(
    tmp_path: Path, few: int, anew: bool
) -> None:
    files = sorted(ARTICLES.glob("*.txt"))[:5]
    with patch.object(build, "_FEW", few), patch.object(build, "relink", wraps=build.relink) as relinked:
        build.build(files[:2], tmp_path / "store")
        relinked.reset_mock()  # a first build has no layer to bring up to date
        build.build(files, tmp_path / "store")
    assert relinked.called is anew
    with open_store(tmp_path / "store") as store:
        assert set(store.oxigraph) == set(whole_build(files).oxigraph)


def whole_build(files: list[Path]) -> Store:
    store = open_store(mode="memory")
    build.build(files, store)
    return store
