"""Show what is in a store: articles, statements, entities, and the periods that figures are about."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from canbo.graph.status import Status

SUMMARY = "show what is in a store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(args: argparse.Namespace) -> int:
    """Print the status; exit status 1 where the store has no article."""
    from dataclasses import asdict

    from canbo.graph.status import status
    from canbo.graph.store import open_store

    with open_store(args.store) as store:
        found = status(store)
    if args.format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            print(line)
    return 0 if found.articles else 1


def _lines(found: Status) -> Iterator[str]:
    from canbo.ontology import table

    span = f", speaking from {found.first} to {found.last}" if found.first else ""
    yield f"articles: {found.articles}{span}"
    yield f"triples: {found.triples}"
    yield f"read by canbo: {', '.join(found.versions) or 'none'}"
    yield "statements:"
    for name, facts in table("facts").items():
        yield f"  {name:<13}{found.tables[name]:>8}  {facts['vi']}"
    yield "entities:" if found.linked else "entities (older than the statements; build again to link them anew):"
    for name, count in found.entities.items():
        yield f"  {name:<28}{count:>8}"
    if found.periods:
        yield "figures by period:"
        for period, count in found.periods.items():
            yield f"  {period:<13}{count:>8}"
