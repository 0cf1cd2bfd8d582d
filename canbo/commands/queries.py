"""List the questions of the catalogue, or explain one of them.

Without NAME, one line for each query. With NAME, what it answers, its parameters and its columns; --text prints the
SPARQL itself.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from canbo.graph.catalogue import Query

SUMMARY = "list the questions that canbo query answers"
_FORMATS = ("table", "csv", "tsv", "json", "jsonl")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="explain this query")
    parser.add_argument("--format", choices=_FORMATS, default="table", help="how to print (default: table)")
    parser.add_argument("--text", action="store_true", help="print the SPARQL text of NAME")


def run(args: argparse.Namespace) -> int:
    """Print the catalogue or one query."""
    from canbo.graph.catalogue import load, names
    from canbo.graph.sparql import QueryError

    if args.text and not args.name:
        raise QueryError("--text needs the NAME of a query")
    if args.text:
        sys.stdout.write(load(args.name).text)
    elif args.name and args.format == "table":
        print("\n".join(explained(load(args.name))))
    elif args.name:
        print(json.dumps(_described(load(args.name)), ensure_ascii=False, indent=1))
    else:
        _list([load(name) for name in names()], args.format)
    return 0


def _list(queries: list[Query], form: str) -> None:
    import pyoxigraph as ox

    from canbo.graph.query import Solutions
    from canbo.graph.results import write

    columns = ("name", "question", "summary", "parameters")
    rows = (
        tuple(map(ox.Literal, (q.name, q.question, q.summary, " ".join(p.option for p in q.parameters))))
        for q in queries
    )
    shown = Solutions(columns, rows)
    if form == "table":
        shown = Solutions(columns[:2], (row[:2] for row in rows))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    write(shown, form, sys.stdout, width)


def explained(query: Query) -> list[str]:
    """Return the lines that explain a query to its user."""
    lines = [f"{query.name}: {query.summary}", query.question, "", query.description, ""]
    if query.parameters:
        lines.append("parameters:")
    for one in query.parameters:
        need = " (needed)" if one.required else ""
        lines.append(f"  {one.option} {one.type.upper()}{need}  {one.description}; for example {one.example}")
    if query.columns:
        lines.append("columns:")
    lines += [f"  {column.name}: {column.description}" for column in query.columns]
    example = "".join(f' {one.option} "{one.example}"' for one in query.parameters if one.required)
    return [*lines, "", f"  canbo query {query.name}{example}"]


def _described(query: Query) -> dict[str, object]:
    from dataclasses import asdict

    return {key: value for key, value in asdict(query).items() if key not in ("where", "has_head")}
