"""Write a folder of made-up articles for the benchmarks: `python benchmarks/make_corpus.py --articles 10000 FOLDER`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from corpus.write import write_corpus


def main() -> int:
    """Write the corpus and say how large it is; 2 where the folder is not empty."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or empty folder")
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same bytes (default 7)")
    parser.add_argument("--jsonl", type=Path, metavar="FILE", help="the articles as lines of JSON (id, text) too")
    args = parser.parse_args()
    if args.folder.exists() and any(args.folder.iterdir()):
        print(f"{args.folder} is not empty: name a new folder", file=sys.stderr)
        return 2
    begin = time.perf_counter()
    size = write_corpus(args.folder, args.seed, args.articles, args.jsonl)
    took = time.perf_counter() - begin
    print(
        f"{args.articles} articles, {size / 1e6:.1f} MB ({size / max(args.articles, 1) / 1000:.2f} KB each), "
        f"{args.articles / took:.0f} articles/s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
