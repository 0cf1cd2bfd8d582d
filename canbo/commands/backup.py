"""Write all of a store, with your decisions on who is who, to the new directory DIR.

It can be made while the store is being built or read. On the disk of the store it shares the files of the database and
takes next to no room; give a directory on another disk against the loss of this one. `canbo restore DIR` makes a
store of it again.
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "copy a store to a new directory, while it is used"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", help="a directory that does not exist yet")
    parser.add_argument("--store", metavar="DIR", help="the store directory (default: CANBO_STORE or canbo-store)")


def run(args: argparse.Namespace) -> int:
    """Back up and return the exit status."""
    from canbo.graph.backup import backup
    from canbo.graph.store import open_store

    with open_store(args.store) as store:
        done = backup(store, args.folder)
    also = " and your judgements" if done.judgements else ""
    print(f"{done.articles} articles{also} backed up to {args.folder}", file=sys.stderr)
    return 0
