"""Kills builds at random moments and looks at what is left: `make faults`.

    python benchmarks/faults.py [--kills 200] [--articles 40] [--seed 1] [--every 4] [--folder FOLDER]

Two versions of a folder (articles changed, gone and new) are built in turn into one store, with `--prune`, and each
build is killed (SIGKILL) after a random time; every third time the end of the write-ahead log is cut off too, which is
what a power cut may do to what was never synced, and every tenth time there is no store before. After each kill the
store must open and hold whole articles only, of one version or the other. After every `--every` kills a build is let
through: its export must be, byte for byte, that of a build into an empty store that nobody killed.
Exit status 1 where anything of this is not so.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from corpus.write import articles as made_up

from canbo.graph.export import export
from canbo.graph.store import Store, open_store

# The parent counts the time from "go", when everything is imported and the store is about to be opened.
BUILD = """
import sys
from canbo.graph.build import build
from canbo.graph.store import Store
import canbo.graph.validation
Store.batch = 1_500_000  # so that a small build puts articles in several times
print("go", flush=True)
build([sys.argv[1]], sys.argv[2], prune=True, jobs=int(sys.argv[3]))
"""
Quads = frozenset[ox.Quad]


@dataclass
class Version:
    """A folder of articles and what a build that nobody killed makes of it."""

    folder: Path
    articles: dict[str, Quads] = field(default_factory=dict)
    everything: Quads = frozenset()
    export: bytes = b""


class FaultError(Exception):
    """Something is not as it must be."""


def main() -> int:
    """Run it and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, metavar="N")
    parser.add_argument("--articles", type=int, default=40, metavar="N", help="articles in a version (default 40)")
    parser.add_argument("--every", type=int, default=4, metavar="N", help="a build is let through after N kills")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="every second build has N workers (default 2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as scratch:
        try:
            print(_Faults(Path(scratch), args.articles, args.every, args.jobs, args.seed).run(args.kills))
        except FaultError as fault:
            print(f"FAULT: {fault}")
            return 1
    return 0


class _Faults:
    def __init__(self, scratch: Path, count: int, every: int, jobs: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._scratch = scratch
        self._store = scratch / "store"
        self._articles = scratch / "articles"
        self._every = every
        self._jobs = jobs
        self._found: Counter[str] = Counter()
        self._span = 1.0  # seconds; follows the builds, as the machine is not always the same
        self._versions = [self._reference(one) for one in versions(scratch, count, seed)]

    def run(self, kills: int) -> str:
        """Kill that often; return what happened, or raise FaultError."""
        began = time.perf_counter()
        while self._found["kills"] < kills:
            if self._random.random() < 0.1:
                shutil.rmtree(self._store, ignore_errors=True)
                self._found["builds from nothing"] += 1
            version = self._random.choice(self._versions)
            if not self._kill(version):
                continue
            if self._found["kills"] % 3 == 0:
                self._cut_log()
            self._look()
            if self._found["kills"] % 20 == 0:
                print(f"{self._found['kills']} kills", file=sys.stderr, flush=True)
            if self._found["kills"] % self._every == 0:
                self._complete(version)
        took = time.perf_counter() - began
        said = ", ".join(f"{count} {what}" for what, count in self._found.items())
        return f"{said}; no store lost, no half article, every export as without kills; {took:.0f} s"

    def _kill(self, version: Version) -> bool:
        """Start a build and kill it after a random time; return whether it was still at work."""
        self._show(version)
        jobs = self._random.choice((1, self._jobs))
        # A little longer than such builds take, so that the last moments are hit too.
        with self._started(self._store, jobs) as process:
            try:
                process.wait(timeout=self._random.uniform(0, self._span))
            except subprocess.TimeoutExpired:
                process.kill()
                self._found["kills"] += 1
                self._span *= 1.1
                return True
        if process.returncode:
            raise FaultError(f"after {self._found['kills']} kills a build of {version.folder.name} failed")
        self._found["builds that were through before"] += 1
        self._span /= 1.6
        return False

    def _cut_log(self) -> None:
        logs = sorted((self._store / "oxigraph").glob("*.log"))
        if logs and logs[-1].stat().st_size:
            size = logs[-1].stat().st_size
            keep = self._random.randrange(size)
            with logs[-1].open("r+b") as log:
                log.truncate(keep)
            self._found["cut logs"] += 1

    def _look(self) -> None:
        """Check that the store has whole articles only."""
        if not (self._store / "oxigraph" / "CURRENT").exists():
            self._found["kills before there was a database"] += 1
            return
        if (self._store / "before").exists():
            with open_store(self._store) as store:
                if not any(_all(store) == version.everything for version in self._versions):
                    raise FaultError(f"after {self._found['kills']} kills readers do not see what was there before")
            self._found["looks at what was there before"] += 1
        with open_store(self._store, "write") as store:  # as the next build does
            whole = 0
            for name in {name for version in self._versions for name in version.articles}:
                found = frozenset(store.article(name))
                whole += len(found)
                if found and not any(found == version.articles.get(name) for version in self._versions):
                    raise FaultError(f"after {self._found['kills']} kills {name} is not whole: {len(found)} triples")
            if whole != sum(1 for _ in _statements(store)):
                raise FaultError(f"after {self._found['kills']} kills there are triples of no article")

    def _complete(self, version: Version) -> None:
        """Let a build through and compare."""
        with self._started(self._store, 1) as process:
            process.wait()
        if process.returncode:
            raise FaultError(f"after {self._found['kills']} kills the next build failed")
        if self._exported(self._store) != version.export:
            raise FaultError(f"after {self._found['kills']} kills the export of {version.folder.name} is another")
        self._found["builds let through"] += 1

    def _reference(self, folder: Path) -> Version:
        path = self._scratch / f"{folder.name}-store"
        version = Version(folder)
        self._show(version)
        with self._started(path, 1) as process:
            if process.wait():
                raise FaultError(f"{folder} cannot be built")
        with open_store(path) as store:
            version.articles = {name: frozenset(store.article(name)) for name in store.articles()}
            version.everything = _all(store)
        version.export = self._exported(path)
        return version

    def _show(self, version: Version) -> None:
        """Put the articles of a version where articles are read from."""
        shutil.rmtree(self._articles, ignore_errors=True)
        shutil.copytree(version.folder, self._articles)

    def _started(self, store: Path, jobs: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-c", BUILD, str(self._articles), str(store), str(jobs)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        if process.stdout.readline() != "go\n":
            raise FaultError("a build did not start")
        return process

    def _exported(self, path: Path) -> bytes:
        file = self._scratch / "export.nt"
        with open_store(path) as store:
            export(store, file, with_text=True)
        return file.read_bytes()


def versions(scratch: Path, count: int, seed: int) -> list[Path]:
    """Write two versions of a folder: an eighth of the first is gone in the second, a quarter changed, some is new."""
    one, two = scratch / "one", scratch / "two"
    one.mkdir()
    two.mkdir()
    texts = [(name, text.text) for name, text in made_up(seed, count + count // 4)]
    for number, (name, text) in enumerate(texts):
        if number < count:
            (one / f"{name}.txt").write_text(text, encoding="utf-8")
        if number % 8 == 1:
            continue
        other = texts[(number * 7 + 1) % count][1] if number % 4 == 0 else text
        (two / f"{name}.txt").write_text(other, encoding="utf-8")
    return [one, two]


def _all(store: Store) -> Quads:
    return frozenset(store.oxigraph)


def _statements(store: Store) -> list[ox.Quad]:
    below = f"{store.iris.base}article/"
    return [quad for quad in store.oxigraph if quad.subject.value.startswith(below)]


if __name__ == "__main__":
    sys.exit(main())
