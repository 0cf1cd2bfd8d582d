"""Show an article with every fact in its place, the rule that made it, and what was not read.

ARTICLE is the name of a document in the store, the path of a .txt file, or - for standard input; a file needs no
store. Text shows the number of a fact behind its words, and [?] behind a sentence that has a figure, an office or the
number of an instrument and yielded nothing. HTML is one page that needs no network.

  canbo explain dev_01 --store canbo-store
  canbo explain article.txt -o page.html
  canbo explain dev_01 --table posts --table participants --format json
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "show an article with every fact in its place and the rule that made it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("article", metavar="ARTICLE", help="a document of the store, a .txt file, or -")
    parser.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; its ending gives the format")
    parser.add_argument("--format", default="", help="text, html or json, whatever the ending")
    parser.add_argument(
        "--table", metavar="NAME", action="append", default=[],
        help="show the facts of this table only (posts, meetings, …); may be given again",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Explain the article; 1 where the store has none of this name."""
    from canbo.graph import settings
    from canbo.graph.explain import UnknownArticleError
    from canbo.graph.explaining import explain, format_of, rendered, write
    from canbo.ontology import table

    form = format_of(args.output, args.format)
    try:
        explained = explain(args.article, args.store, args.table)
    except UnknownArticleError as error:
        print(f"canbo: {error}", file=sys.stderr)
        return 1
    for key in explained.remarks:
        print(f"canbo: {table('explain')['remarks'][key]['en']}", file=sys.stderr)
    if args.output not in (None, "-"):
        write(explained, args.output, form)
        print(f"{args.output}: {len(explained.facts)} facts, {len(explained.unread)} not read", file=sys.stderr)
    else:
        print(rendered(explained, form, colour=settings.colour(sys.stdout.isatty())), end="")
    return 0
