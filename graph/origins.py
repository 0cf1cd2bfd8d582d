"""Which file each article of a store was read from: what `canbo build --prune` compares folders with.

Paths are no data: they stand in `sources.jsonl` beside the database, never in the graph, so that the same articles
give the same export wherever they lie. A line is added before its article is stored. An article without a line (it
came from standard input, or another program wrote the store) is never pruned.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from canbo.graph.marker import StoreError

NAME = "sources.jsonl"


class Origins:
    """The files of the articles of the store in directory `folder`; of a store in memory where it is None."""

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / NAME
        self._paths: dict[str, str] = {}
        self._longer = False  # the file has lines that others have replaced, or one that was cut off
        if self._file is not None and self._file.exists():
            self._read(self._file)

    def note(self, found: Iterable[tuple[str, Path | None]]) -> None:
        """Keep the files of articles, given by document name, before these are stored."""
        new = {name: place(path) for name, path in found if path is not None}
        new = {name: path for name, path in new.items() if self._paths.get(name) != path}
        if not new:
            return
        self._longer = self._longer or bool(new.keys() & self._paths.keys())
        self._paths |= new
        if self._file is not None:
            try:
                with self._file.open("a", encoding="ascii") as out:
                    out.writelines(map(_line, new.items()))
            except OSError as error:
                raise StoreError(f"{self._file} cannot be written: {error.strerror}") from error

    def below(self, folders: Iterable[str | Path]) -> dict[str, str]:
        """Return the files of articles that are, or were, somewhere below one of these folders."""
        heads = tuple(os.path.join(os.path.realpath(folder), "") for folder in folders)  # noqa: PTH118 - keeps the slash
        return {name: path for name, path in self._paths.items() if path.startswith(heads)}

    def forget(self, names: Iterable[str]) -> None:
        """Forget the files of these articles, and what was written twice."""
        gone = set(names)
        here = {name: path for name, path in self._paths.items() if name not in gone}
        if len(here) == len(self._paths) and not self._longer:
            return
        self._paths = here
        self._longer = False
        if self._file is None:
            return
        beside = self._file.with_name(f"{NAME}.new")
        try:
            with beside.open("w", encoding="ascii") as out:
                out.writelines(map(_line, sorted(here.items())))
            beside.replace(self._file)
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror}") from error

    def _read(self, file: Path) -> None:
        for line in file.read_text(encoding="ascii", errors="replace").splitlines():
            try:
                name, path = json.loads(line)
            except (ValueError, TypeError):  # a build was killed in the middle of this line
                self._longer = True
                continue
            self._longer = self._longer or name in self._paths
            self._paths[str(name)] = str(path)


def place(file: Path) -> str:
    """Return the absolute path of a file, its folder without symbolic links: one from wherever it is seen."""
    return str(Path(_real(file.parent)) / file.name)


def _line(item: tuple[str, str]) -> str:
    return json.dumps(item) + "\n"


@lru_cache(maxsize=4096)
def _real(folder: Path) -> str:
    return os.path.realpath(folder)
