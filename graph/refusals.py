"""What was read of the articles of a store and kept out of it, because it does not conform to the shapes.

It is no part of the graph: it stands in `refused.jsonl` beside the database, one line for an article, of which the last
counts. A line is added before its article is stored, so that a build that is killed between the two writes it again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from canbo.graph.marker import StoreError
from canbo.graph.summary import Refused

NAME = "refused.jsonl"


class Refusals:
    """What was kept out of the store in directory `folder`; of a store in memory where it is None."""

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / NAME
        self._found: dict[str, tuple[Refused, ...]] = {}
        if self._file is not None and self._file.exists():
            self._read(self._file)

    def all(self) -> tuple[Refused, ...]:
        """Return what was kept out, by article."""
        return tuple(one for _, found in sorted(self._found.items()) for one in found)

    def note(self, name: str, found: Sequence[Refused]) -> None:
        """Keep what was kept out of the article called `name`, before it is stored or taken away."""
        if self._found.get(name, ()) == tuple(found):
            return
        self._found[name] = tuple(found)
        if self._file is None:
            return
        try:
            with self._file.open("a", encoding="ascii") as out:
                out.write(_line(name, found))
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror}") from error

    def _read(self, file: Path) -> None:
        for line in file.read_text(encoding="ascii", errors="replace").splitlines():
            try:
                name, rows = json.loads(line)
                found = [Refused(name, table, node, quote, tuple(v), tuple(r)) for table, node, quote, v, r in rows]
            except (ValueError, TypeError):  # a build was killed in the middle of this line
                continue
            self._found[name] = tuple(found)


def _line(name: str, found: Sequence[Refused]) -> str:
    rows = [[one.table, one.node, one.quote, one.values, one.reasons] for one in found]
    # On a line of its own even where a build was killed in the middle of the line before.
    return f"\n{json.dumps([name, rows])}\n"
