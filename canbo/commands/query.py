"""Run a query of the catalogue, or any query in a file, and print the answer.

  canbo query NAME [--PARAM VALUE]... [--store DIR] [--format FORMAT]
  canbo query -f FILE.rq [--PARAM VALUE]... [--store DIR] [--format FORMAT]

canbo queries lists the catalogue; canbo queries NAME explains a query and its parameters. In a FILE without a
head, every variable is a parameter. Rows go to standard output, remarks to standard error. An answer without rows is
an answer: the exit status is 0, and the table has its header only. A query that would change the store, ask another
server (SERVICE) or load a URL (FROM) is refused.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from canbo.commands import remark_on

if TYPE_CHECKING:
    from canbo.graph.catalogue import Query

SUMMARY = "answer a question of the catalogue, or run any SPARQL query"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; what follows NAME or FILE is read once the query's parameters are known."""
    _common(parser)
    parser.add_argument("-f", "--file", nargs=argparse.REMAINDER, metavar="FILE.rq", help="a query of your own")
    parser.add_argument(
        "query", nargs=argparse.REMAINDER, metavar="NAME [--PARAM VALUE]...", help="query of the catalogue"
    )


def _common(parser: argparse.ArgumentParser, absent: object = None) -> None:
    parser.add_argument(
        "--store",
        metavar="STORE",
        default=absent,
        help="a directory or a server's URL (default: CANBO_STORE or canbo-store)",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        default=absent,
        help="table, csv, tsv, json, jsonl or sparql-json; for triples turtle or ntriples",
    )
    parser.add_argument(
        "--allow-service",
        action="store_true",
        default=absent,
        help="let the query ask other servers (SERVICE) and name graphs (FROM)",
    )


def run(args: argparse.Namespace) -> int:
    """Run the query and print its answer."""
    from canbo.graph.catalogue import load, load_file
    from canbo.graph.query import run as answer_of
    from canbo.graph.results import FORMATS, write
    from canbo.graph.sparql import QueryError
    from canbo.graph.store import open_store

    words = args.file or args.query
    if not words:
        raise QueryError("name a query or give -f FILE.rq; canbo queries lists the catalogue")
    query = load_file(words[0]) if args.file else load(words[0])
    values = _read(query, words[1:], args)
    if args.format not in (None, *FORMATS):
        raise QueryError(f"--format {args.format!r}: choose one of {', '.join(FORMATS)}")
    with open_store(args.store) as store:
        remark_on(store)
        answer = answer_of(store.engine, query, values, allow_service=bool(args.allow_service))
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        count = write(answer, args.format or "", sys.stdout, width)
    if not count:
        print("canbo: nothing found", file=sys.stderr)
    return 0


def _read(query: Query, words: list[str], args: argparse.Namespace) -> dict[str, str]:
    """Return the values of the query's parameters; the options of the command go into `args`."""
    from canbo.graph.catalogue import RESERVED
    from canbo.graph.query import parameters, unknown_parameter
    from canbo.graph.sparql import QueryError

    parser = argparse.ArgumentParser(
        prog=f"canbo query {query.name if not args.file else '-f ' + args.file[0]}",
        description=query.description.replace("%", "%%"),
        epilog=query.question.replace("%", "%%"),
        allow_abbrev=False,
    )
    _common(parser, absent=argparse.SUPPRESS)
    declared = [one for one in parameters(query) if one.name not in RESERVED]
    for one in declared:
        described = f"{one.description} ({one.type}; for example {one.example})" if one.example else one.description
        parser.add_argument(
            one.option, dest=f"value_{one.name}", metavar=one.type.upper(), help=described.replace("%", "%%")
        )
    found, rest = parser.parse_known_args(words)
    if rest:
        if rest[0].startswith("--"):
            raise unknown_parameter(query, rest[0].partition("=")[0])
        raise QueryError(f"{rest[0]!r} is one word too many; write a value with its parameter: --PARAM {rest[0]!r}")
    for name in ("store", "format", "allow_service"):
        if name in found:
            setattr(args, name, getattr(found, name))
    values = {one.name: getattr(found, f"value_{one.name}") for one in declared}
    return {name: value for name, value in values.items() if value is not None}
