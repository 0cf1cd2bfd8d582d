"""Drawing: from a store's graph to a file with the network or a part of it. `canbo draw` calls `draw`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from canbo.extractors.errors import CanboError
from canbo.graph import network_facts, page, picture
from canbo.graph.graphml import graphml
from canbo.graph.network import Network, edges, nodes, read
from canbo.graph.network_cut import Cut, NotInNetworkError, around, centres, most_linked
from canbo.graph.offline import write_whole

if TYPE_CHECKING:
    from rdflib import Graph

FORMS = (".svg", ".png", ".html", ".graphml")
_MOST = {".svg": picture.MOST, ".png": picture.MOST, ".html": page.MOST}
_TITLE = "Mạng lưới cán bộ, cơ quan, hội nghị và nghị quyết"


class DrawError(CanboError):
    """The file cannot be written, or its ending names no form of drawing."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: numbers of nodes and edges, and a Vietnamese remark where not all is shown."""

    nodes: int
    edges: int
    remark: str = ""


def draw(graph: Graph, file: Path, cut: Cut | None = None) -> Drawn:
    """Write the network of a store's graph to `file`, in the form of its ending (`FORMS`).

    The same graph and cut give the same bytes. Raises `DrawError` for another ending or a file that cannot
    be written, `NotInNetworkError` where the graph has nothing to draw or nothing of a name in the cut; the
    file is then left as it was.
    """
    cut = cut or Cut()
    form = file.suffix.lower()
    if form not in FORMS:
        raise DrawError(f"{file}: the ending must be one of {', '.join(FORMS)}")
    whole = read(graph)
    if not whole:
        raise NotInNetworkError(
            "the store has no persons, bodies, meetings or resolutions: build it from articles first"
        )
    starts = centres(whole, cut)
    wanted = around(whole, starts, cut.depth) if starts else whole
    shown = most_linked(wanted, _MOST.get(form, len(wanted)), starts)
    remark = _remark(len(shown), len(wanted))
    title = _title(whole, starts)
    if form in (".svg", ".png"):
        content = picture.picture(shown, form[1:], title, remark, starts)
    else:
        facts = network_facts.facts(graph, _statements(shown))
        content = graphml(shown, facts) if form == ".graphml" else page.page(shown, facts, title, remark, starts)
    _write(file, content)
    return Drawn(len(shown), shown.number_of_edges(), remark)


def _statements(network: Network) -> set[str]:
    """Return the IRIs of all statements that nodes and edges rest on."""
    found = {statement for node in nodes(network) for statement in node.statements}
    return found | {statement for _, _, edge in edges(network) for statement in edge.statements}


def _title(network: Network, starts: list[str]) -> str:
    names = sorted({node.label for node in nodes(network) if node.iri in starts})
    return f"Mạng lưới quanh {', '.join(names)}" if names else _TITLE


def _remark(shown: int, wanted: int) -> str:
    if shown == wanted:
        return ""
    return (
        f"Chỉ vẽ {shown} trong số {wanted} đối tượng, là những đối tượng có nhiều quan hệ nhất. "
        "Thu hẹp bằng --person, --place, --resolution, --depth; tệp .graphml có đủ."
    )


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        raise DrawError(f"{file}: cannot be written: {error.strerror}") from error
