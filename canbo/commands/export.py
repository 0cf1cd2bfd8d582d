"""Write the graph to FILE (or - for standard output).

The format follows from the ending: .ttl (Turtle), .nt (N-Triples), .nq (N-Quads), .trig, .jsonld, .rdf (RDF/XML). The
same graph gives the same bytes. The full text of the articles is left out unless --text asks for it.
"""

from __future__ import annotations

import argparse
import sys

from canbo.commands import remark_on

SUMMARY = "write the graph as Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="where to write; its ending gives the format")
    parser.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument("--format", default="", help="ttl, nt, nq, trig, jsonld or rdf, whatever the ending")
    parser.add_argument("--no-evidence", action="store_true", help="leave out the quoted words and links to them")
    parser.add_argument("--text", action="store_true", help="write the full text of the articles, too")


def run(args: argparse.Namespace) -> int:
    """Export and return the exit status."""
    from canbo.graph.export import export, format_of
    from canbo.graph.store import open_store

    wanted = format_of(args.file, args.format)
    with open_store(args.store) as store:
        remark_on(store)
        count = export(store, args.file, wanted, with_evidence=not args.no_evidence, with_text=args.text)
    print(f"{count} triples written to {args.file}", file=sys.stderr)
    return 0
