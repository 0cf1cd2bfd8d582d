"""Link the statements of all articles again, decide the unsure cases, or say why two things are one.

Without options, the entity layer is brought in line with the judgements; `--again` builds all of it anew, with the same
result. `--review` walks through the cases of which nobody can be sure and writes what you decide to the file of
judgements, one line each; to undo a decision delete its line and link again. `--explain A B` compares two mentions,
each given as DOCUMENT:NAME, or two entities, given by the last part of their IRIs (person/nong-binh-cuong).
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canbo.graph.linking.review import Case
    from canbo.graph.linking.run import Linked

SUMMARY = "link persons, meetings and instruments across articles; review who is who"
_CHOICES = {"s": "same", "n": "not same", "u": "unsure", "k": "skip", "q": "quit"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--store", metavar="STORE", help="a directory or a server's URL (default: CANBO_STORE or canbo-store)"
    )
    parser.add_argument(
        "--judgements", metavar="FILE",
        help="the file of judgements (default: CANBO_JUDGEMENTS, or the store's name with .judgements.tsv beside it)",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="build the whole entity layer anew")
    parser.add_argument(
        "--take-over", action="store_true",
        help="write to a store on a server although another machine does: only where that one has gone for good",
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--unsure", action="store_true", help="list the cases that are unsure, best first")
    what.add_argument("--review", action="store_true", help="decide the unsure cases one by one in the terminal")
    what.add_argument("--explain", nargs=2, metavar=("A", "B"), help="say why two things are one, or are not")
    parser.add_argument("--author", default="", help="who decides, for --review (default: the user's login name)")


def run(args: argparse.Namespace) -> int:
    """Link, and do what was asked; exit status 1 where judgements contradict one another or nothing was found."""
    from pathlib import Path

    from canbo.graph.linking.judgements import read_judgements
    from canbo.graph.linking.review import cases, explain
    from canbo.graph.linking.run import is_linked, link, relink
    from canbo.graph.store import judgements_file, open_store

    if args.explain:
        with open_store(args.store) as store:
            for line in explain(store, *args.explain):
                print(line)
        return 0
    if args.unsure:
        with open_store(args.store) as store:
            found = list(cases(store))
        for case in found:
            print(*_shown(case), sep="\n")
        print(f"unsure: {len(found)}", file=sys.stderr)
        return 0
    with open_store(args.store, "write", take_over=args.take_over) as store:
        file = Path(args.judgements) if args.judgements else judgements_file(store)
        if args.review:
            _review(list(cases(store)), file, args.author)
        judgements = read_judgements(file)
        whole = args.again or not is_linked(store)
        linked = relink(store, judgements) if whole else link(store, {}, judgements)
        print(f"judgements: {len(judgements.all)} in {file}")
        for line in remarks(linked):
            print(line)
        print(f"unsure: {sum(1 for _ in cases(store))} cases; see them with --unsure, decide them with --review")
    return 1 if linked.contradictions else 0


def remarks(linked: Linked) -> Iterator[str]:
    """Yield what is wrong with the judgements."""
    for one in linked.contradictions:
        yield f"contradiction: {one.line()!r} is against other lines that make both the same; none of them was applied"
    for mention in linked.dangling:
        yield f"no article has {mention}"


def _review(found: list[Case], file: Path, author: str) -> None:  # type: ignore[name-defined]  # noqa: F821
    """Ask for each case and write each answer at once, so that nothing is lost where the terminal is closed."""
    import datetime
    import getpass

    from canbo.graph.linking.judgements import append
    from canbo.graph.linking.score import Verdict

    who = author or getpass.getuser()
    for number, case in enumerate(found, 1):
        print(f"\n{number} of {len(found)}", *_shown(case), sep="\n")
        answer = _ask()
        if answer == "quit":
            return
        if answer != "skip":
            reason = input("reason (may be empty): ").strip()
            day = datetime.date.today().isoformat()
            append(file, [case.judgement(Verdict(answer), day, who, reason)])


def _ask() -> str:
    while True:
        try:
            answer = input("(s)ame, (n)ot same, (u)nsure, s(k)ip, (q)uit: ").strip().lower()
        except EOFError:
            return "quit"
        if answer[:1] in _CHOICES and answer in ("", answer[:1], _CHOICES.get(answer[:1], "")):
            return _CHOICES[answer[:1]]


def _shown(case: Case) -> Iterator[str]:
    yield f"{case.kind} {case.score}  {'; '.join(case.reasons)}"
    for mention in case.mentions:
        yield f"  {mention.reference.document}: {mention.reference.words}"
        yield f"    “{mention.quote}”"
