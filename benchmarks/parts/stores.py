"""What is measured on: the corpus of a folder, and the stores that are built of it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import canbo

from .process import say

if TYPE_CHECKING:
    from canbo.graph.summary import Summary

MORE = 7  # articles beyond those of the store, to add one at a time
SEED = 7


def articles(folder: Path, size: int) -> Path:
    """Return the corpus of a folder, made anew where it is too small. It begins the same whatever its size."""
    from corpus.write import write_corpus  # not for those who only ask where things are: it takes memory

    path = folder / "corpus"
    done = path / "made"
    if not done.is_file() or int(done.read_text(encoding="utf-8")) < size + MORE:
        if path.exists():
            shutil.rmtree(path)
        say(f"writing {size + MORE} articles")
        write_corpus(path, SEED, size + MORE)
        done.write_text(f"{size + MORE}\n", encoding="utf-8")
    return path


def files(folder: Path, first: int, last: int) -> list[Path]:
    """Return the articles of the corpus from number `first` to `last`, which is not among them."""
    return sorted((folder / "corpus").glob("*/*.txt"))[first:last]


def store_of(folder: Path, size: int) -> Path:
    """Return where the store of a size is."""
    return folder / f"store-{size}"


def build(folder: Path, size: int) -> Summary:
    """Build the store of a size, or bring it up to date where articles or rules are other ones now."""
    say(f"building the store of {size} articles")
    began = time.perf_counter()
    jobs = os.cpu_count() or 1
    summary = canbo.build(files(folder, 0, size), store_of(folder, size), progress=_progress, jobs=jobs)
    say(f"{len(summary.added)} added, {len(summary.changed)} changed, in {time.perf_counter() - began:.0f} s")
    return summary


@contextmanager
def copied(folder: Path, size: int) -> Iterator[Path]:
    """Copy the store of a size, to change it."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        copy = Path(scratch) / "store"
        shutil.copytree(store_of(folder, size), copy)
        yield copy


def _progress(done: int, count: int, _: str) -> None:
    if done % 1000 == 0:
        say(f"  {done} of {count}")
