"""Check a store, or RDF files, against the shapes of canbo.

Without FILE the store is checked; files are checked together, as one set of data. Each finding names the article,
the words, what is wrong and what to do, in Vietnamese and English. A violation is what `canbo build` keeps out of a
store; a warning is worth a look and no more. Exit status 0: nothing is violated. 1: something is, or there is
nothing to check.

  canbo validate --store canbo-store
  canbo validate export.ttl --format json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "check a store or RDF files against the shapes"
_FORMATS = ("text", "json", "turtle")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "files",
        nargs="*",
        default=[],
        metavar="FILE",
        type=Path,
        help="an RDF file: .ttl, .nt, .nq, .trig, .jsonld or .rdf",
    )
    what.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument("--format", choices=_FORMATS, default="text", help="form of the report (default: text)")


def run(args: argparse.Namespace) -> int:
    """Validate, print the report and return the exit status."""
    from canbo.graph.store import open_store
    from canbo.graph.validation import validate, validate_files
    from canbo.graph.validation_report import render

    if args.files:
        report = validate_files(args.files)
    else:
        with open_store(args.store, mode="read") as store:
            report = validate(store.graph)
    sys.stdout.write(render(report, args.format))
    if not report.statements:
        print("canbo: there is not one statement of an article to check", file=sys.stderr)
        return 1
    return 0 if report.conforms else 1
