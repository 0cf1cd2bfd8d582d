"""Read articles and put what they state into a store.

PATH is a .txt file, a folder (all .txt files below it) or - for standard input; or a table with the columns document
and text, as JSON Lines (.jsonl, .jsonl.gz) or .parquet, here or at a URL that fsspec opens (s3://…). An article
that is in the store already and has not changed is left alone. Exit status 0: all that was given is in the store. 1: an
article could not be read, or a statement was kept out because it does not conform; the rest is in the store.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from canbo.graph.feed import Progress
    from canbo.graph.summary import Refused, Summary

SUMMARY = "read articles into a store"
_FACTS = {
    "posts": "offices", "meetings": "meetings", "participants": "parts taken", "resolutions": "instruments",
    "indicators": "figures",
}  # fmt: skip
_SHOWN = 10  # failures and refused statements that are printed; the rest is counted


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt file, a folder of them, or -; a table")
    parser.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument(
        "--unread",
        metavar="FILE",
        help="write the sentences with a figure, an office or an instrument number that yielded nothing "
        "(document, offset, sentence); reads unchanged articles too",
    )
    parser.add_argument(
        "--judgements", metavar="FILE",
        help="the file of your decisions on who is who (default: the store's name with .judgements.tsv beside it)",
    )  # fmt: skip
    readers = parser.add_mutually_exclusive_group()
    readers.add_argument(
        "--jobs", type=int, metavar="N",
        help="read in N processes (default 1; 0: one for each core); the result is the same",
    )  # fmt: skip
    readers.add_argument(
        "--cluster", metavar="ADDRESS",
        help="read on the workers of the Dask scheduler at this address (tcp://…, tls://…) instead",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="read unchanged articles too")
    parser.add_argument(
        "--prune", action="store_true",
        help="take out the articles that were read from below the given folders and whose files are gone",
    )  # fmt: skip
    parser.add_argument(
        "--changes", metavar="FILE",
        help="write what changed as JSON: articles, and offices, figures and other statements that came and went",
    )  # fmt: skip
    parser.add_argument(
        "--shards", metavar="DIR",
        help="write what the articles state as N-Quads files for canbo load, here or at a URL, instead of into a store",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Build, print the summary and return the exit status."""
    from canbo.graph import settings
    from canbo.graph.build import build

    if args.shards:
        return _shards(args)
    store = args.store or settings.store()
    with _unread(args.unread) as unread, _progress() as progress:
        summary = build(
            args.paths, store, progress=progress, unread=unread, again=args.again, judgements=args.judgements,
            jobs=_jobs(args.jobs), cluster=args.cluster, prune=args.prune, changes=args.changes,
        )  # fmt: skip
    for line in lines(summary):
        print(line)
    if summary.interrupted:
        raise KeyboardInterrupt
    return 0 if summary.complete else 1


def _jobs(asked: int | None) -> int:
    """Return the number of processes to read in."""
    if asked is None:
        return 1
    return asked or os.cpu_count() or 1


def _shards(args: argparse.Namespace) -> int:
    """Write shards, say what was read and return the exit status."""
    from canbo.graph.shards import ShardError, write_shards

    flags = ("store", "prune", "changes", "again", "unread", "judgements")
    if given := [f"--{flag}" for flag in flags if getattr(args, flag)]:
        raise ShardError(f"--shards writes without a store, so leave out {', '.join(given)}")
    with _progress() as progress:
        found = write_shards(args.paths, args.shards, jobs=_jobs(args.jobs), cluster=args.cluster, progress=progress)
    print(f"articles: {found.articles} read, {len(found.failures)} failed")
    print(f"{found.triples} triples in {len(found.shards)} shards; load them with: canbo load {args.shards}")
    for line in _remarks("failed", [f"{one.source}: {one.text}" for one in found.failures]):
        print(line)
    for line in _remarks("kept out because they do not conform", [_refused(one) for one in found.refused]):
        print(line)
    return 1 if found.failures or found.refused else 0


def lines(summary: Summary) -> Iterator[str]:
    """Yield the summary for people."""
    from canbo.ontology import table

    yield (
        f"articles: {summary.read} read ({len(summary.added)} added, {len(summary.changed)} changed, "
        f"{len(summary.unchanged)} unchanged), {len(summary.failures)} failed, {len(summary.removed)} removed"
    )
    yield "facts that changed: " + (", ".join(_facts(summary)) or "none")
    yield "statements in the store:"
    for name, facts in table("facts").items():
        yield f"  {name:<13}{summary.rows.get(name, 0):>7}  {facts['vi']}"
    yield from _remarks("removed, as their files are gone", list(summary.removed))
    yield from _remarks("failed", [f"{one.source}: {one.text}" for one in summary.failures])
    yield from _remarks("encodings", [f"{one.source}: {one.text}" for one in summary.encodings])
    yield from _remarks("passed over", [f"{one.source}: {one.text}" for one in summary.passed_over])
    yield from _remarks("articles without a statement", list(summary.empty))
    refused = [_refused(one) for one in summary.refused]
    yield from _remarks("kept out because they do not conform", refused)
    if not refused:
        yield "conforms: all statements that were read"
    yield from _remarks("judgements that others contradict, not applied", list(summary.contradictions))
    yield from _remarks("mentions of judgements that no article has", list(summary.dangling))
    yield f"unread: {summary.unread} sentences with a figure, an office or an instrument number yielded nothing"
    if summary.interrupted:
        yield "stopped: what was finished is in the store; run the same command again for the rest"


def _facts(summary: Summary) -> Iterator[str]:
    for name, one in summary.facts.items():
        parts = (f"+{one.added}", f"-{one.gone}", f"{one.changed} with another value" if one.changed else "")
        if one.added or one.gone or one.changed:
            yield f"{_FACTS[name]} {' '.join(filter(None, parts))}"


def _refused(one: Refused) -> str:
    wrong = ", ".join(one.values)
    return f"{one.article} ({one.table}) {wrong}: {'; '.join(one.reasons)} “{one.quote}”"


def _remarks(title: str, found: list[str]) -> Iterator[str]:
    if not found:
        return
    yield f"{title}: {len(found)}"
    for line in found[:_SHOWN]:
        yield f"  {line}"
    if len(found) > _SHOWN:
        yield f"  … and {len(found) - _SHOWN} more"


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """Give a progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit="article", file=sys.stderr, leave=False) as bar:

        def show(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name[-30:], refresh=False)
            bar.update(done - bar.n)

        yield show


@contextlib.contextmanager
def _unread(file: str | None) -> Iterator[TextIO | None]:
    from canbo.graph.output import ExportError

    if file is None:
        yield None
        return
    try:
        out = sys.stdout if file == "-" else Path(file).open("w", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise ExportError(f"{file} cannot be written: {error.strerror}") from error
    try:
        yield out
    finally:
        if out is not sys.stdout:
            out.close()
