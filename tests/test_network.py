"""The network of the entity layer: what is read, how it is cut, and where its nodes are put."""

from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph

from canbo.graph import network_facts
from canbo.graph.layout import label_lines, layout
from canbo.graph.network import Edge, EdgeKind, Network, Node, NodeKind, edges, nodes, read
from canbo.graph.network_cut import Cut, NotInNetworkError, around, centres, most_linked
from canbo.ontology import table

BASE = "https://w3id.org/canbo/"
FIXTURE = Path(__file__).parent / "data" / "network.ttl"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(FIXTURE)


@pytest.fixture(scope="module")
def network(graph: Graph) -> Network:
    return read(graph)


def relations(network: Network) -> set[tuple[str, str, str]]:
    names = {node.iri: node.label for node in nodes(network)}
    return {(names[start], edge.label, names[end]) for start, end, edge in edges(network)}


def labels(network: Network) -> set[str]:
    return {node.label for node in nodes(network)}


def test_every_relation_of_the_entity_layer_is_an_edge(network: Network) -> None:
    meeting = "Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ 19"
    programme = "Chương trình hành động thực hiện Nghị quyết số 98-NQ/TW"
    assert relations(network) == {
        ("Hoàng Thị Ỷ", "Bí thư", "Huyện ủy Sơn Khê"),
        ("Lò Văn Đước", "nguyên Chủ tịch", "UBND huyện Sơn Khê"),
        ("Hoàng Thị Ỷ", "chủ trì", meeting),
        ("Mạc Đình Ân", "phát biểu", "Kỳ họp"),
        ("Huyện ủy Sơn Khê", "tổ chức", meeting),
        ("Huyện ủy Sơn Khê", "phụ trách", "Sơn Khê"),
        ("UBND huyện Sơn Khê", "phụ trách", "Sơn Khê"),
        (meeting, "thông qua, ban hành", programme),
        (meeting, "bàn, quán triệt", "98-NQ/TW"),
        (programme, "thực hiện", "98-NQ/TW"),
        ("Kỳ họp", "diễn ra tại", "Gia Định"),
        ("Sơn Khê", "thuộc", "Gia Định"),
    }


def test_a_place_where_nothing_happened_is_left_out(graph: Graph, network: Network) -> None:
    assert "Không Ai" in FIXTURE.read_text(encoding="utf-8")
    assert "Không Ai" not in labels(network)


def test_edges_carry_the_statements_of_their_own_relation(network: Network) -> None:
    stated = {edge.kind: edge.statements for _, _, edge in edges(network) if edge.kind is not EdgeKind.GOVERNS}
    assert stated[EdgeKind.CHAIRS] == (f"{BASE}article/a1/participation/1",)
    assert stated[EdgeKind.ADOPTS] == (f"{BASE}article/a1/instrument/1",)
    assert stated[EdgeKind.DISCUSSES] == (f"{BASE}article/a1/instrument/2",)
    assert stated[EdgeKind.APPLIES] == (f"{BASE}article/a1/instrument/1",)


def test_a_place_carries_the_figures_about_it(network: Network) -> None:
    place = next(node for node in nodes(network) if node.label == "Sơn Khê")
    assert place.statements == (f"{BASE}article/a1/figure/1",)


def test_a_fact_has_its_article_and_the_words_in_their_sentence(graph: Graph) -> None:
    iri = f"{BASE}article/a1/office/1"
    fact = network_facts.facts(graph, [iri, f"{BASE}article/none/office/1"])[iri]
    assert (fact.document, fact.date, fact.heading) == ("a1", "2024-01-05", "Chức vụ")
    assert fact.sentence[fact.begin : fact.end] == fact.quote == "Hoàng Thị Ỷ, Bí thư Huyện ủy"
    assert ("Tình trạng", "đương nhiệm") in fact.cells
    figure = network_facts.facts(graph, [f"{BASE}article/a1/figure/1"])[f"{BASE}article/a1/figure/1"]
    assert ("Giá trị", "101,50%") in figure.cells  # as printed, not 101.5
    assert (figure.begin, figure.end) == (0, 0)


def test_words_that_are_not_at_their_offset_are_not_highlighted(graph: Graph) -> None:
    text = FIXTURE.read_text(encoding="utf-8").replace("nif:beginIndex 109", "nif:beginIndex 112")
    iri = f"{BASE}article/a1/office/1"
    fact = network_facts.facts(Graph().parse(data=text, format="turtle"), [iri])[iri]
    assert (fact.begin, fact.end) == (0, 0)


@pytest.mark.parametrize(
    ("cut", "label"),
    [
        (Cut(persons=("Hoàng Thị Ỷ",)), "Hoàng Thị Ỷ"),
        (Cut(persons=("hoàng ỷ",)), "Hoàng Thị Ỷ"),
        (Cut(persons=("lo van duoc",)), "Lò Văn Đước"),
        (Cut(places=("SƠN KHÊ",)), "Sơn Khê"),
        (Cut(resolutions=("98 - nq/tw",)), "98-NQ/TW"),
        (Cut(resolutions=("98",)), "98-NQ/TW"),
        (Cut(resolutions=("phat trien mien nui",)), "98-NQ/TW"),
    ],
)
def test_what_a_cut_names_is_found(network: Network, cut: Cut, label: str) -> None:
    (iri,) = centres(network, cut)
    assert network.nodes[iri]["node"].label == label


def test_a_name_that_nobody_has_is_an_error_with_those_that_are_near(network: Network) -> None:
    with pytest.raises(NotInNetworkError, match="'Hoàng Thị Hoa'; it has Hoàng Thị Ỷ"):
        centres(network, Cut(persons=("Hoàng Thị Hoa",)))


def test_depth_counts_steps_in_either_direction(network: Network) -> None:
    start = centres(network, Cut(persons=("Lò Văn Đước",)))
    assert labels(around(network, start, 1)) == {"Lò Văn Đước", "UBND huyện Sơn Khê"}
    assert labels(around(network, start, 2)) == {"Lò Văn Đước", "UBND huyện Sơn Khê", "Sơn Khê"}


def test_a_province_is_shown_but_not_passed_through(network: Network) -> None:
    start = centres(network, Cut(persons=("Lò Văn Đước",)))
    far = labels(around(network, start, 9))
    assert "Gia Định" in far and "Mạc Đình Ân" not in far
    through = around(network, centres(network, Cut(places=("Gia Định",))), 2)
    assert "Mạc Đình Ân" in labels(through)


def crowd(size: int) -> Network:
    """Return a made-up network of meetings with everyone of a district at each, and long names."""
    network: Network = nx.MultiDiGraph()
    for number in range(size):
        kind = list(NodeKind)[number % 5]
        label = f"Hội nghị Ban Chấp hành Đảng bộ huyện Sơn Khê lần thứ {number}" if number % 5 > 2 else f"Lò {number}"
        network.add_node(f"n{number:03}", node=Node(f"n{number:03}", kind, label, "2024-01-05"))
    for number in range(1, size):
        for other in {number // 2, number // 3, number % 7}:
            edge = Edge(EdgeKind.HOLDS, "Phó Bí thư Thường trực")
            network.add_edge(f"n{number:03}", f"n{other:03}", key="holds", edge=edge)
    return network


@pytest.mark.parametrize("size", [1, 2, 60])
def test_no_two_labels_overlap(size: int) -> None:
    where = layout(crowd(size))
    boxes = list(where.boxes.values())
    assert len(boxes) == size
    for i, one in enumerate(boxes):
        assert one.x - one.half >= 0 and one.x + one.half <= where.width
        assert one.top >= 0 and one.bottom <= where.height
        for other in boxes[i + 1 :]:
            apart = abs(one.x - other.x) >= one.half + other.half
            assert apart or one.bottom <= other.top or other.bottom <= one.top


def test_the_layout_is_the_same_whatever_the_order_of_nodes() -> None:
    network = crowd(30)
    turned: Network = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert layout(turned) == layout(network)


def test_a_large_network_is_cut_to_a_core_that_hangs_together() -> None:
    core = most_linked(crowd(200), 50)
    assert len(core) == 50
    assert nx.is_weakly_connected(core)
    assert "n199" in most_linked(crowd(200), 10, ["n199"])


def test_long_labels_are_cut_and_a_meeting_ends_with_its_date() -> None:
    node = Node(
        "m", NodeKind.MEETING, "Hội nghị tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024", "2024-01-05"
    )
    lines = label_lines(node)
    assert len(lines) == 3 and lines[1].endswith("…") and lines[2] == "05/01/2024"


def test_every_kind_has_its_look_and_every_column_its_name() -> None:
    look = table("network")
    assert set(look["nodes"]) == set(NodeKind)
    assert set(look["edges"]) == set(EdgeKind)
    for name, facts in table("facts").items():
        assert name in look["tables"]
        assert {column["name"] for column in facts["columns"]} <= set(look["columns"])
