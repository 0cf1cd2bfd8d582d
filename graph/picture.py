"""The network as a picture: SVG or PNG through matplotlib, in its DejaVu font, the same bytes every time."""

from __future__ import annotations

import io
import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from canbo.extractors.errors import CanboError
from canbo.graph.layout import FONT, MARK, Box, Layout, layout
from canbo.graph.network import Edge, EdgeKind, Network, Node, NodeKind, edges, nodes
from canbo.ontology import table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

MOST = 80  # nodes that a picture on one page has room for
_SIDE = 178.0  # points, for the legend
_TOP = 44.0  # for the title
_DPI = 110
_INK = "#22303a"
_QUIET = "#5f6b73"
_MARKS = {"ellipse": "o", "round-rectangle": "s", "hexagon": "H", "diamond": "D", "triangle": "^"}


class PictureError(CanboError):
    """A picture cannot be drawn on this machine."""


def picture(network: Network, form: str, title: str, remark: str = "", centres: Collection[str] = ()) -> bytes:
    """Return the picture of a network as `svg` or `png`; `remark` says below the title what was left out.

    `centres` are the IRIs of nodes to mark, around which the network was cut.

    Letters are drawn as outlines, so Vietnamese shows where no font is installed; in SVG each node and edge
    has its full name as `<title>`, which browsers show under the pointer and search engines and screen
    readers read.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise PictureError("pictures need matplotlib: pip install 'canbo[draw]', or draw an .html file") from error
    where = layout(network)
    height = max(where.height, _legend_height(network)) + _TOP
    # The salt makes the ids inside an SVG the same on every run; they would be random.
    with matplotlib.rc_context({"svg.hashsalt": "canbo", "svg.fonttype": "path", "path.simplify": False}):
        figure = Figure(figsize=((where.width + _SIDE) / 72, height / 72), facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, where.width + _SIDE), ylim=(height, 0))
        axes.axis("off")
        _Painter(axes, network, where, centres).paint(title, remark)
        out = io.BytesIO()
        metadata = {"Date": None, "Creator": "canbo"} if form == "svg" else {"Software": None}
        figure.savefig(out, format=form, dpi=_DPI, metadata=metadata)
    return _with_titles(out.getvalue(), network) if form == "svg" else out.getvalue()


def _legend_height(network: Network) -> float:
    kinds = {node.kind for node in nodes(network)} | {edge.kind for _, _, edge in edges(network)}
    return 70.0 + 17.0 * len(kinds)


class _Painter:
    """Draws one network on axes whose unit is the point, y downwards."""

    def __init__(self, axes: Axes, network: Network, where: Layout, centres: Collection[str]) -> None:
        self.centres = centres
        self.axes = axes
        self.network = network
        self.where = where
        self.look: dict[str, Any] = table("network")
        # What edge labels must not cover: (left, top, right, bottom).
        self.taken = [_area(box) for box in where.boxes.values()]

    def paint(self, title: str, remark: str) -> None:
        self.text(_SIDE + 14, 20, title, size=12, weight="bold", ha="left")
        if remark:
            self.text(_SIDE + 14, 35, remark, size=7.5, colour=_QUIET, ha="left")
        drawn = list(self.parallel())
        for start, end, edge, bend in drawn:
            self.edge(start, end, edge, bend)
        for node in nodes(self.network):
            self.node(node)
        for start, end, edge, bend in drawn:
            if edge.kind is EdgeKind.HOLDS:
                self.edge_label(start, end, edge, bend)
        self.legend()

    def parallel(self) -> Iterator[tuple[str, str, Edge, float]]:
        """Yield each edge with its bend, so that several between two nodes lie side by side."""
        together: defaultdict[tuple[str, str], list[tuple[str, str, Edge]]] = defaultdict(list)
        for start, end, edge in edges(self.network):
            together[min(start, end), max(start, end)].append((start, end, edge))
        for group in together.values():
            for number, (start, end, edge) in enumerate(group):
                bend = 0.16 * (number - (len(group) - 1) / 2)
                yield start, end, edge, bend if start < end else -bend

    def edge(self, start: str, end: str, edge: Edge, bend: float) -> None:
        from matplotlib.patches import FancyArrowPatch

        style = self.look["edges"][edge.kind]
        dashed = style["dashed"] or edge.former
        arrow = FancyArrowPatch(
            self.at(start),
            self.at(end),
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-|>,head_length=3.2,head_width=1.6",
            shrinkA=MARK / 2,
            shrinkB=MARK / 2 + 1,
            linewidth=1.0,
            linestyle=(0, (4, 2.5)) if dashed else "solid",
            color=style["colour"],
            alpha=0.75,
            zorder=1,
        )
        arrow.set_gid(_gid(start, end, edge))
        self.axes.add_patch(arrow)

    def node(self, node: Node) -> None:
        box = self.where.boxes[node.iri]
        style = self.look["nodes"][node.kind]
        if node.iri in self.centres:
            self.mark(box.x + _SIDE, box.y + _TOP, style | {"colour": "#f0b400"}, MARK + 7)
        self.mark(box.x + _SIDE, box.y + _TOP, style, MARK, _gid(node.iri))
        for number, line in enumerate(box.lines):
            y = box.y + _TOP + MARK / 2 + 3 + 1.25 * FONT * (number + 0.5)
            dated = number and number == len(box.lines) - 1 and node.kind is NodeKind.MEETING
            self.text(box.x + _SIDE, y, line, halo=True, colour=_QUIET if dated else _INK)

    def mark(self, x: float, y: float, style: dict[str, str], size: float, gid: str = "") -> None:
        # A diamond or triangle looks smaller than a square of its width.
        shape = _MARKS[style["shape"]]
        size *= {"D": 0.72, "s": 0.85, "o": 0.9}.get(shape, 1.0)
        (line,) = self.axes.plot(
            [x], [y], shape, markersize=size, color=style["colour"], markeredgecolor="white", zorder=3
        )
        if gid:
            line.set_gid(gid)

    def edge_label(self, start: str, end: str, edge: Edge, bend: float) -> None:
        """Write an office beside its line, where it covers nothing; leave it out where there is no room."""
        label = textwrap.shorten(edge.label, 26, placeholder=" …")
        (x1, y1), (x2, y2) = self.at(start), self.at(end)
        half, tall = 0.29 * 6.5 * len(label), 4.5
        for part in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73):
            # A quadratic curve passes half as far from the chord as its control point.
            off = 2 * part * (1 - part) * bend
            x = x1 + (x2 - x1) * part + off * (y2 - y1)
            y = y1 + (y2 - y1) * part - off * (x2 - x1)
            area = (x - _SIDE - half, y - _TOP - tall, x - _SIDE + half, y - _TOP + tall)
            if not any(_cover(area, other) for other in self.taken):
                self.taken.append(area)
                self.text(
                    x,
                    y,
                    label,
                    size=6.5,
                    halo=True,
                    colour=self.look["edges"]["holds"]["colour"],
                    style="italic",
                )
                return

    def legend(self) -> None:
        y = 20.0
        self.text(16, y, "Chú giải", size=10, weight="bold", ha="left")
        present = {node.kind for node in nodes(self.network)}
        for kind in (kind for kind in NodeKind if kind in present):
            y += 17
            self.mark(25, y, self.look["nodes"][kind], 13)
            count = sum(node.kind is kind for node in nodes(self.network))
            self.text(42, y, f"{kind.vi} ({count})", ha="left")
        y += 8
        used = {edge.kind for _, _, edge in edges(self.network)}
        for edge_kind in (kind for kind in EdgeKind if kind in used):
            y += 17
            style = self.look["edges"][edge_kind]
            line = (0, (4, 2.5)) if style["dashed"] else "solid"
            self.axes.plot([16, 36], [y, y], color=style["colour"], linewidth=1.6, linestyle=line)
            self.text(42, y, edge_kind.vi, ha="left")
        if any(edge.former for _, _, edge in edges(self.network)):
            self.axes.plot([16, 36], [y + 17, y + 17], color=_QUIET, linewidth=1.6, linestyle=(0, (4, 2.5)))
            self.text(42, y + 17, "chức vụ cũ (nguyên)", ha="left")

    def at(self, iri: str) -> tuple[float, float]:
        box = self.where.boxes[iri]
        return box.x + _SIDE, box.y + _TOP

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = FONT,
        colour: str = _INK,
        ha: str = "center",
        weight: str = "normal",
        style: str = "normal",
        halo: bool = False,
    ) -> None:
        # A white ground instead of a stroke round the letters, which would make an SVG four times as large.
        ground = {"facecolor": "white", "edgecolor": "none", "alpha": 0.72, "pad": 0.6} if halo else None
        font = _font(size, weight, style)
        self.axes.text(x, y, text, ha=ha, va="center", color=colour, zorder=4, font=font, parse_math=False, bbox=ground)


def _font(size: float, weight: str, style: str) -> FontProperties:
    """Return DejaVu Sans from the file that comes with matplotlib: the fonts of the machine do not matter."""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    name = {"bold": "DejaVuSans-Bold", "italic": "DejaVuSans-Oblique"}
    file = name.get(weight) or name.get(style) or "DejaVuSans"
    return FontProperties(fname=str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{file}.ttf"), size=size)


def _area(box: Box) -> tuple[float, float, float, float]:
    return box.x - box.half, box.top, box.x + box.half, box.bottom


def _cover(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _gid(*parts: str | Edge) -> str:
    return "|".join(p if isinstance(p, str) else f"{p.kind}|{p.label}" for p in parts)


_SVG = "http://www.w3.org/2000/svg"


def _with_titles(svg: bytes, network: Network) -> bytes:
    """Return the SVG with the full name of every node and edge as the title of its group."""
    labels = {node.iri: node.label for node in nodes(network)}
    titles = {_gid(node.iri): ", ".join(filter(None, (node.label, node.detail))) for node in nodes(network)}
    for start, end, edge in edges(network):
        titles[_gid(start, end, edge)] = f"{labels[start]}: {edge.label}: {labels[end]}"
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(svg)
    number = 0
    for group in root.iter(f"{{{_SVG}}}g"):
        title = titles.get(group.get("id", ""))
        if title is not None:
            number += 1
            group.set("id", f"item-{number}")
            element = ElementTree.Element(f"{{{_SVG}}}title")
            element.text = title
            group.insert(0, element)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
