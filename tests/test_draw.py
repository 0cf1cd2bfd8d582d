"""Drawing: the files that `canbo draw` writes, from a store on disk."""

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from rdflib import Graph

from canbo.cli import run
from canbo.graph.drawing import DrawError, Drawn, draw
from canbo.graph.network_cut import Cut, NotInNetworkError
from canbo.graph.store import open_store

FIXTURE = Path(__file__).parent / "data" / "network.ttl"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(FIXTURE)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    import pyoxigraph as ox

    path = tmp_path / "store"
    with open_store(path, mode="write") as opened:
        opened.oxigraph.load(FIXTURE.read_bytes(), format=ox.RdfFormat.TURTLE)
    return path


def page_data(html: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


def test_svg_is_xml_and_has_the_names(graph: Graph, tmp_path: Path) -> None:
    draw(graph, tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "Lò Văn Đước" in titles
    assert "Lò Văn Đước: nguyên Chủ tịch: UBND huyện Sơn Khê" in titles
    assert len(titles) == 11 + 12
    # Letters are outlines: a machine without Vietnamese fonts shows them all the same.
    assert not list(root.iter(f"{SVG}text"))


def test_png_is_an_image_of_some_size(graph: Graph, tmp_path: Path) -> None:
    draw(graph, tmp_path / "a.png", Cut(persons=("Hoàng Thị Ỷ",), depth=1))
    data = (tmp_path / "a.png").read_bytes()
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert data.startswith(b"\x89PNG") and width > 300 and height > 200


def test_no_letter_of_the_picture_is_missing_from_its_font(graph: Graph, tmp_path: Path) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a missing glyph
        draw(graph, tmp_path / "a.png")


def test_html_asks_the_network_for_nothing(graph: Graph, tmp_path: Path) -> None:
    draw(graph, tmp_path / "a.html")
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    # What is left of addresses are the comments of licences inside the graph library.
    own = html.split("<script>")
    assert not re.search(r"https?://", own[0] + own[-1])
    assert not re.search(r"\b(?:src|href)\s*=", own[0]) and "@import" not in own[0] and "url(" not in own[0]
    assert "default-src 'none'" in own[0] and "unsafe" not in own[0]


def test_html_policy_allows_exactly_the_scripts_that_are_there(graph: Graph, tmp_path: Path) -> None:
    import base64
    import hashlib

    draw(graph, tmp_path / "a.html")
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    for kind, tag in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style[^>]*>(.*?)</style>")):
        allowed = re.search(kind + r" ([^;]*);", html)
        assert allowed is not None
        hashes = [hashlib.sha256(text.encode()).digest() for text in re.findall(tag, html, re.DOTALL)]
        assert allowed[1].split() == [f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes]


def test_text_of_articles_is_never_markup(graph: Graph, tmp_path: Path) -> None:
    draw(graph, tmp_path / "a.html")
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<b>hội nghị</b>" not in html and "<năm>" not in html
    facts = page_data(html)["facts"]
    assert any("<b>hội nghị</b> & kết luận" in str(fact["sentence"]) for fact in facts)


def test_a_hostile_name_stays_text_in_every_form(tmp_path: Path) -> None:
    text = FIXTURE.read_text(encoding="utf-8").replace('"Mạc Đình Ân"', '"</script><img src=x onerror=alert(1)> $x$"')
    hostile = Graph().parse(data=text, format="turtle")
    for form in (".html", ".svg", ".graphml", ".png"):
        draw(hostile, tmp_path / f"a{form}")
    assert "<img" not in (tmp_path / "a.html").read_text(encoding="utf-8")
    ElementTree.parse(tmp_path / "a.svg")
    assert (
        "</script><img src=x onerror=alert(1)> $x$"
        in nx.read_graphml(tmp_path / "a.graphml").nodes.data("label")["https://w3id.org/canbo/person/mac-dinh-an"]
    )


def test_html_nodes_lead_to_their_facts(graph: Graph, tmp_path: Path) -> None:
    draw(graph, tmp_path / "a.html", Cut(persons=("Hoàng Thị Ỷ",)))
    data = page_data((tmp_path / "a.html").read_text(encoding="utf-8"))
    (node,) = [node for node in data["nodes"] if node["label"] == "Hoàng Thị Ỷ"]
    assert node["centre"] is True and node["key"] == "hoang thi y hoang y"
    numbers = node["facts"]
    assert isinstance(numbers, list)
    assert {data["facts"][n]["heading"] for n in numbers} == {"Chức vụ", "Tham gia"}


def test_graphml_is_read_again_by_networkx(graph: Graph, tmp_path: Path) -> None:
    drawn = draw(graph, tmp_path / "a.graphml")
    again = nx.read_graphml(io.BytesIO((tmp_path / "a.graphml").read_bytes()), force_multigraph=True)
    assert (again.number_of_nodes(), again.number_of_edges()) == (drawn.nodes, drawn.edges) == (11, 12)
    assert again.nodes["https://w3id.org/canbo/person/hoang-thi-y"]["label"] == "Hoàng Thị Ỷ"
    evidence = {edge["evidence"] for *_, edge in again.edges(data=True) if edge["kind"] == "holds"}
    assert "[a1] Hoàng Thị Ỷ, Bí thư Huyện ủy" in evidence


@pytest.mark.parametrize("form", [".svg", ".png", ".html", ".graphml"])
def test_two_runs_give_the_same_bytes(graph: Graph, tmp_path: Path, form: str) -> None:
    draw(graph, tmp_path / f"a{form}")
    draw(Graph().parse(FIXTURE), tmp_path / f"b{form}")
    assert (tmp_path / f"a{form}").read_bytes() == (tmp_path / f"b{form}").read_bytes()


def test_memory_and_oxigraph_draw_the_same(graph: Graph, store: Path, tmp_path: Path) -> None:
    draw(graph, tmp_path / "a.graphml")
    with open_store(store) as opened:
        draw(opened.graph, tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()


def test_a_picture_says_what_it_leaves_out(tmp_path: Path) -> None:
    turtle = FIXTURE.read_text(encoding="utf-8")
    turtle += "".join(f'<person/x{n}> a foaf:Person ; foaf:name "Lò Văn {n}" .\n' for n in range(100))
    drawn = draw(Graph().parse(data=turtle, format="turtle"), tmp_path / "a.svg")
    assert drawn.nodes == 80 and drawn.remark.startswith("Chỉ vẽ 80 trong số 111 đối tượng")
    assert draw(Graph().parse(data=turtle, format="turtle"), tmp_path / "a.graphml") == Drawn(111, 12)


def test_an_ending_that_is_no_form_is_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(DrawError, match=r"a\.pdf: the ending must be one of \.svg, \.png"):
        draw(graph, tmp_path / "a.pdf")


def test_a_file_that_cannot_be_written_is_named(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(DrawError, match=r"none.a\.graphml: cannot be written"):
        draw(graph, tmp_path / "none" / "a.graphml")


def test_an_empty_store_has_nothing_to_draw(tmp_path: Path) -> None:
    with pytest.raises(NotInNetworkError, match="build it from articles first"):
        draw(Graph(), tmp_path / "a.svg")
    assert not list(tmp_path.iterdir())


def test_the_command_writes_the_file(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "around.graphml"
    assert run(["draw", str(file), "--store", str(store), "--person", "lo van duoc", "--depth", "1"]) == 0
    assert nx.read_graphml(file).number_of_nodes() == 2
    out = capsys.readouterr()
    assert out.out == "" and "2 nodes, 1 edges" in out.err


def test_the_command_ends_with_1_where_nothing_has_the_name(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.svg"
    assert run(["draw", str(file), "--store", str(store), "--resolution", "11-NQ/TW"]) == 1
    assert "no resolution or other instrument '11-NQ/TW'" in capsys.readouterr().err
    assert not file.exists()


def test_the_command_ends_with_2_for_bad_usage(store: Path, tmp_path: Path) -> None:
    assert run(["draw", str(tmp_path / "a.pdf"), "--store", str(store)]) == 2
    assert run(["draw", str(tmp_path / "a.svg"), "--store", str(tmp_path / "none")]) == 2
    with pytest.raises(SystemExit, match="2"):
        run(["draw", str(tmp_path / "a.svg"), "--store", str(store), "--depth", "0"])
