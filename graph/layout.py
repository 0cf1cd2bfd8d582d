"""Where the nodes of a network stand: a spring layout with room for every label, the same on every run.

Positions are in points, x to the right and y downwards, from the top left corner; picture and page use the
same.
"""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass

import networkx as nx

from canbo.graph.network import Network, Node, nodes

FONT = 8.0  # points
MARK = 20.0  # width and height of a node's mark
_CHAR = 0.58 * FONT  # mean width of a character of DejaVu Sans
_LINE = 1.25 * FONT
_WRAP = 21  # characters in a line of a label
_LINES = 3
_GAP = 14.0  # between boxes
_ROUNDS = 400
_SPREAD = 4.0  # how far nodes push each other, in shares of an even spread
_DRAW = 0.35  # 0 leaves distances as they are, 1 puts all on a circle


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place: centre of its mark, its label in lines below it, and the half width of all that."""

    x: float
    y: float
    lines: tuple[str, ...]
    half: float

    @property
    def top(self) -> float:
        """Return the upper border."""
        return self.y - MARK / 2

    @property
    def bottom(self) -> float:
        """Return the lower border, below the label."""
        return self.y + MARK / 2 + 3 + _LINE * len(self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes by IRI and the size of the whole, in points."""

    boxes: dict[str, Box]
    width: float
    height: float


def label_lines(node: Node) -> tuple[str, ...]:
    """Return the label of a node as short lines, `…` where it is longer; a meeting's last is its date."""
    date = _day(node.detail) if node.kind == "meeting" else ""
    room = _LINES - bool(date)
    lines = textwrap.wrap(node.label, _WRAP, break_long_words=True, break_on_hyphens=False)
    if len(lines) > room:
        lines = [
            *lines[: room - 1],
            textwrap.shorten(lines[room - 1], _WRAP - 2, placeholder="").rstrip(" ,") + " …",
        ]
    return (*lines, date) if date else tuple(lines)


def layout(network: Network, ratio: float = 1.5) -> Layout:
    """Return places for all nodes; `ratio` is the wished width over height."""
    groups = sorted(nx.weakly_connected_components(network), key=lambda group: (-len(group), min(group)))
    placed = [_group(network.subgraph(group), ratio) for group in groups]
    return _packed(placed, ratio)


def _day(date: str) -> str:
    """Return an ISO date as Vietnamese write it: `2023-07-06` is `06/07/2023`."""
    return "/".join(reversed(date.split("-"))) if date[:4].isdigit() else ""


def _group(part: Network, ratio: float) -> dict[str, Box]:
    """Return the boxes of one connected group, around any origin."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(node.iri for node in nodes(part))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in part.edges() if a != b}))
    count = len(simple)
    spread = nx.spring_layout(simple, seed=7, iterations=300, k=_SPREAD / count**0.5) if count > 1 else {}
    lying = _lying({iri: _drawn_in(float(x), float(y)) for iri, (x, y) in spread.items()})
    scale = 56.0 * count**0.5
    boxes = []
    for node in nodes(part):
        lines = label_lines(node)
        x, y = lying.get(node.iri, (0.0, 0.0))
        half = max(MARK, *(_CHAR * len(line) for line in lines)) / 2
        boxes.append((node.iri, Box(x * scale * ratio**0.5, y * scale / ratio**0.5, lines, half)))
    return dict(zip((iri for iri, _ in boxes), _apart([box for _, box in boxes]), strict=True))


def _drawn_in(x: float, y: float) -> tuple[float, float]:
    """Move what is far from the middle nearer to it: a few loose ends must not make all the rest small."""
    far = math.hypot(x, y)
    shrunk = far**-_DRAW if far else 1.0
    return x * shrunk, y * shrunk


def _lying(spread: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Turn the group so that its longest axis lies across the page, which is wider than high."""
    xx = sum(x * x for x, _ in spread.values())
    yy = sum(y * y for _, y in spread.values())
    xy = sum(x * y for x, y in spread.values())
    angle = math.atan2(2 * xy, xx - yy) / 2  # of the first principal axis; the layout's middle is 0, 0
    cos, sin = math.cos(angle), math.sin(angle)
    return {iri: (x * cos + y * sin, y * cos - x * sin) for iri, (x, y) in spread.items()}


def _apart(boxes: list[Box]) -> list[Box]:
    """Push boxes apart, each pair along the axis on which they overlap least, until none overlap."""
    xs, ys = [box.x for box in boxes], [(box.top + box.bottom) / 2 for box in boxes]
    heights = [(box.bottom - box.top) / 2 for box in boxes]
    for _ in range(_ROUNDS):
        moved = False
        for i in range(len(boxes)):
            for j in range(i + 1, len(boxes)):
                over_x = boxes[i].half + boxes[j].half + _GAP - abs(xs[i] - xs[j])
                over_y = heights[i] + heights[j] + _GAP - abs(ys[i] - ys[j])
                if over_x <= 0.01 or over_y <= 0.01:
                    continue
                moved = True
                if over_x < over_y:
                    push = over_x / 2 if xs[i] > xs[j] else -over_x / 2
                    xs[i], xs[j] = xs[i] + push, xs[j] - push
                else:
                    push = over_y / 2 if ys[i] > ys[j] else -over_y / 2
                    ys[i], ys[j] = ys[i] + push, ys[j] - push
        if not moved:
            break
    return [
        Box(x, box.y + y - (box.top + box.bottom) / 2, box.lines, box.half)
        for box, x, y in zip(boxes, xs, ys, strict=True)
    ]


def _packed(groups: list[dict[str, Box]], ratio: float) -> Layout:
    """Set the groups side by side in rows, the largest first, with a margin around all."""
    sizes = [_bounds(group) for group in groups]
    area = sum((right - left + 3 * _GAP) * (bottom - top + 3 * _GAP) for left, top, right, bottom in sizes)
    row_width = max([(area * ratio) ** 0.5, *(right - left for left, _, right, _ in sizes)])
    boxes: dict[str, Box] = {}
    x = y = height = widest = 0.0
    for group, (left, top, right, bottom) in zip(groups, sizes, strict=True):
        if x and x + right - left > row_width:
            x, y, height = 0.0, y + height + 3 * _GAP, 0.0
        for iri, box in group.items():
            boxes[iri] = Box(
                round(box.x - left + x + _GAP, 1),
                round(box.y - top + y + _GAP, 1),
                box.lines,
                round(box.half, 1),
            )
        x += right - left + 3 * _GAP
        widest = max(widest, x)
        height = max(height, bottom - top)
    return Layout(boxes, round(widest, 1), round(y + height + 2 * _GAP, 1))


def _bounds(group: dict[str, Box]) -> tuple[float, float, float, float]:
    boxes = group.values()
    return (
        min(box.x - box.half for box in boxes),
        min(box.top for box in boxes),
        max(box.x + box.half for box in boxes),
        max(box.bottom for box in boxes),
    )
