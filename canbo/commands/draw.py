"""Draw the network of people, bodies, places, meetings and resolutions.

The ending of FILE decides the form: .svg or .png is a picture, .html one interactive page that needs no
network, .graphml a file for Gephi, yEd, Cytoscape or networkx. Without --person, --place or --resolution
the whole store is drawn; a picture or page that would be too large shows what is linked most, and says so.

  canbo draw network.svg --store canbo-store
  canbo draw around.html --person "Nông Bình Cương" --depth 2
  canbo draw resolution.png --resolution 43-NQ/TW --depth 1
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from canbo.commands import remark_on
from canbo.graph import settings

SUMMARY = "draw the network as .svg, .png, .html or .graphml"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="what to write: .svg, .png, .html or .graphml")
    parser.add_argument(
        "--store",
        metavar="STORE",
        help=f"the store (default: CANBO_STORE, else {settings.DEFAULT_STORE})",
    )
    again = "may be given again"
    parser.add_argument("--person", metavar="NAME", action="append", default=[], help=f"draw around them; {again}")
    parser.add_argument("--place", metavar="NAME", action="append", default=[], help=f"draw around it; {again}")
    parser.add_argument("--resolution", metavar="NUMBER", action="append", default=[], help=f"draw around it; {again}")
    parser.add_argument(
        "--depth", metavar="N", type=_depth, default=None, help="steps from what is drawn around (default: 2)"
    )


def run(args: argparse.Namespace) -> int:
    """Draw the store into the file; 1 where the store has nothing to draw or no such name."""
    from canbo.graph.drawing import draw
    from canbo.graph.network_cut import DEFAULT_DEPTH, Cut, NotInNetworkError
    from canbo.graph.store import open_store

    depth = DEFAULT_DEPTH if args.depth is None else args.depth
    cut = Cut(tuple(args.person), tuple(args.place), tuple(args.resolution), depth)
    with open_store(args.store or settings.store(), mode="read") as store:
        remark_on(store)
        try:
            drawn = draw(store.graph, args.file, cut)
        except NotInNetworkError as error:
            print(f"canbo: {error}", file=sys.stderr)
            return 1
    if drawn.remark:
        print(drawn.remark, file=sys.stderr)
    print(f"{args.file}: {drawn.nodes} nodes, {drawn.edges} edges", file=sys.stderr)
    return 0


def _depth(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 20:
        raise argparse.ArgumentTypeError(f"{text!r}: a number of steps from 1 to 20")
    return int(text)
