"""Everything that is read of all articles at hand, as one file: what a change to the readers' speed must leave alone.

    python benchmarks/statements.py before.jsonl
    python benchmarks/statements.py after.jsonl --same-as before.jsonl

One line for each article: its context, metadata, clues, statements with evidence and rules, the sentences that were
not read, and a digest of its triples. With `--same-as`, status 1 and the names of the articles that differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PLACES = (ROOT / "examples", ROOT / "tests", SHARED / "evaluation", SHARED / "seeds")
BASE = "https://canbo.example/"


def articles(more: list[Path]) -> list[Path]:
    """Return the article files below the bundled and shared folders and those named, in order."""
    found = {file for place in (*PLACES, *more) for file in place.rglob("*.txt") if place.is_dir()}
    return sorted(file for file in found if file.parent.name in ("articles", "seeds"))


def line(document: Document) -> str:
    """Return what is read of an article as one line of JSON."""
    article = read_article(document)
    quads = sorted(str(quad) for quad in article_quads(article, Iris(BASE)))
    read = {"document": document.name, "triples": hashlib.sha256("\n".join(quads).encode()).hexdigest()}
    return json.dumps(read | _article(article), ensure_ascii=False)


def _article(article: Article) -> dict[str, Any]:
    kept = ("metadata", "place", "level", "as_of", "statements", "unread", "clues")
    return {name: _plain(getattr(article, name)) for name in kept}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"is": type(value).__name__} | named
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return value if isinstance(value, int | float | str | None) else str(value)


def lines(more: list[Path]) -> Iterator[str]:
    """Yield the line of each article."""
    for file in articles(more):
        yield line(Document.of(file.stem, file.read_bytes().decode("utf-8", errors="replace")))


def main() -> int:
    """Write the lines; 1 where they differ from those of `--same-as`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("more", type=Path, nargs="*", help="folders with further articles")
    parser.add_argument("--same-as", type=Path, metavar="FILE")
    args = parser.parse_args()
    found = list(lines(args.more))
    args.file.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} articles, {sum(len(json.loads(one)['statements']) for one in found)} statements")
    if args.same_as is None:
        return 0
    before = args.same_as.read_text(encoding="utf-8").splitlines()
    if len(before) != len(found):
        print(f"{len(before)} articles in {args.same_as}, {len(found)} now")
        return 1
    other = [json.loads(new)["document"] for old, new in zip(before, found, strict=True) if old != new]
    print(f"{len(other)} differ: {' '.join(other)}" if other else "the same")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
