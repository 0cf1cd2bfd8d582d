"""Make a store out of the backup DIR, which stays as it is.

A store that is there is left alone unless --replace is given. Your decisions on who is who come back where there is
no file of them; one that is there stays.
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "make a store out of a backup"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", help="what canbo backup wrote")
    parser.add_argument("--store", metavar="DIR", help="the store to make (default: CANBO_STORE or canbo-store)")
    parser.add_argument("--replace", action="store_true", help="put it in the place of the store that is there")


def run(args: argparse.Namespace) -> int:
    """Restore and return the exit status."""
    from canbo.graph import settings
    from canbo.graph.backup import restore

    target = args.store or settings.store()
    done = restore(args.folder, target, replace=args.replace)
    print(f"{done.articles} articles restored to {target}", file=sys.stderr)
    if done.judgements:
        print(f"your judgements are in {done.judgements}", file=sys.stderr)
    if done.kept:
        print(f"{done.kept} was there and stays; the backup has another file of judgements", file=sys.stderr)
    return 0
