"""What lies around things: neighbours, paths, the words behind relations, and the page that draws them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

import canbo
from canbo.explorer.neighbours import MOST_AROUND, Part, around, between, path, things
from canbo.graph.network import EdgeKind, edges, read

BASE = "https://w3id.org/canbo/"
CUONG = "person/nong-binh-cuong"


@pytest.fixture(scope="module")
def found(explorer_store: Path) -> Part:
    with canbo.open_store(explorer_store) as store:
        people = [BASE + CUONG]
        return around(store.oxigraph, people, 2)


def test_neighbours_are_those_of_the_network(explorer_store: Path) -> None:
    """The relations of every thing, asked one at a time, are those that the whole network has."""
    with canbo.open_store(explorer_store) as store:
        network = read(store.graph)
        told = {(start, end, edge.kind) for start, end, edge in edges(network)}
        asked = set()
        for iri in network:
            part = around(store.oxigraph, [iri], 1, each=10_000)
            asked |= {(one.start, one.end, one.kind) for one in part.relations}
    assert not told - asked


def test_names_and_kinds_are_those_of_the_network(explorer_store: Path) -> None:
    with canbo.open_store(explorer_store) as store:
        network = read(store.graph)
        found = things(store.oxigraph, list(network))
        wrong = {
            iri: (found[iri].label, network.nodes[iri]["node"].label)
            for iri in network
            if (found[iri].kind, found[iri].label)
            != (network.nodes[iri]["node"].kind, network.nodes[iri]["node"].label)
        }
    assert not wrong


def test_a_path_is_a_shortest_one(explorer_store: Path) -> None:
    with canbo.open_store(explorer_store) as store:
        network = read(store.graph)
        weak = {EdgeKind.PART_OF, EdgeKind.GOVERNS, EdgeKind.LOCATED}
        ties: nx.Graph[str] = nx.Graph((a, b) for a, b, edge in edges(network) if edge.kind not in weak)
        people = sorted(iri for iri in ties if "/person/" in iri)[:12]
        compared = 0
        for one in people:
            for other in people:
                steps = path(store.oxigraph, one, other)
                if nx.has_path(ties, one, other):
                    compared += 1
                    assert len(steps) == nx.shortest_path_length(ties, one, other) + 1
                    part = between(store.oxigraph, steps)
                    joined = {frozenset((each.start, each.end)) for each in part.relations}
                    assert all(frozenset(pair) in joined for pair in pairwise(steps))
        assert compared > len(people)
        assert path(store.oxigraph, people[0], BASE + "person/nobody") == []


def test_relations_have_office_and_time(found: Part) -> None:
    held = [one for one in found.relations if one.kind is EdgeKind.HOLDS and one.start == BASE + CUONG]
    assert {(one.label("vi"), one.label("en")) for one in held} >= {("Bí thư", "Secretary")}
    assert all(one.first and one.last >= one.first and one.nodes for one in held)


def test_of_many_neighbours_the_latest_are_shown(explorer_store: Path) -> None:
    with canbo.open_store(explorer_store) as store:
        whole = around(store.oxigraph, [BASE + CUONG], 1)
        cut = around(store.oxigraph, [BASE + CUONG], 1, each=2)
        one = around(store.oxigraph, [BASE + CUONG], 1, each=1)
    assert (len(one.things), one.more) == (2, {BASE + CUONG: len(whole.things) - 1})
    assert len(cut.things) == 3
    dates = {each.end: each.last for each in whole.relations}
    assert max(dates.values()) in {each.last for each in one.relations}
    assert MOST_AROUND > 2


def test_the_data_of_the_graph(site: TestClient) -> None:
    told = site.get("/graph.json", params={"node": CUONG}).json()
    assert told["nodes"][0]["id"] == BASE + CUONG and told["nodes"][0]["label"] == "Nông Bình Cương"
    assert told["nodes"][0]["url"] == f"/{CUONG}"
    ids = {one["id"] for one in told["nodes"]}
    assert all({one["from"], one["to"]} <= ids for one in told["edges"])
    deeper = site.get("/graph.json", params={"node": BASE + CUONG, "depth": 2}).json()
    assert len(deeper["nodes"]) > len(told["nodes"])
    ends = {one["id"] for one in deeper["nodes"] if one["kind"] == "person"} - {BASE + CUONG}
    route = site.get("/graph.json", params={"from": CUONG, "to": sorted(ends)[0]}).json()
    assert route["nodes"][0]["id"] == BASE + CUONG and route["nodes"][-1]["id"] == sorted(ends)[0]


def test_the_words_behind_a_relation(site: TestClient) -> None:
    edge = next(one for one in site.get("/graph.json", params={"node": CUONG}).json()["edges"] if one["nodes"])
    told = site.get("/graph/words.json", params={"node": edge["nodes"]}).json()["words"]
    assert told and all(one["quote"] and one["url"].startswith("/article/") for one in told)


@pytest.mark.parametrize(
    "asked",
    ["", "node=", "node=person/nobody", "node=%3Cx%3E", "node=%00", "node=http://[", "node=//", "depth=9",
     "from=a&to=b", "node=x&depth=x&most=-1", "from=person/nong-binh-cuong", "node=" + "a" * 3000, "node=\ud7ff",
     "node=a%20b"],
)  # fmt: skip
def test_what_is_not_there_is_said(site: TestClient, asked: str) -> None:
    assert site.get(f"/graph.json?{asked}").status_code == 404
    assert site.get(f"/graph?{asked}").status_code == 200
    assert site.get(f"/graph/words.json?{asked}").json() == {"words": []}


def test_the_page_has_its_relations_without_a_script(site: TestClient) -> None:
    page = site.get("/graph", params={"node": CUONG}).text
    assert f'<a href="/{CUONG}">Nông Bình Cương</a>' in page and "<td>Bí thư" in page
    assert 'href="/graph?node=' in site.get("/graph").text
