"""Load shards into a new store and link them.

FOLDER is what canbo build --shards has written, here or at a URL that fsspec opens. Each file is checked against the
hash that it was written with. Exit status 0: the store has all of them.
"""

from __future__ import annotations

import argparse

SUMMARY = "put shards of N-Quads (canbo build --shards) into a new store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="FOLDER", help="a folder that canbo build --shards has written")
    parser.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument(
        "--judgements", metavar="FILE",
        help="the file of your decisions on who is who (default: the store's name with .judgements.tsv beside it)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Load and link; 1 where judgements contradict one another."""
    from pathlib import Path

    from canbo.commands.link import remarks
    from canbo.graph.linking.judgements import read_judgements
    from canbo.graph.shards import load_shards
    from canbo.graph.store import judgements_file, open_store

    with open_store(args.store, "write") as store:
        judgements = read_judgements(Path(args.judgements) if args.judgements else judgements_file(store))
        found, linked = load_shards(args.folder, store, judgements)
    print(f"articles: {found.articles} in {len(found.shards)} shards, {found.triples} triples")
    for line in remarks(linked):
        print(line)
    return 1 if linked.contradictions else 0
