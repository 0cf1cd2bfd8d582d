"""The change that is being sent to a server, on disk until the working copy has it, too.

Killed at any moment, the next run finds it and does it again, on the server and in the copy: all of it can be done
twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from canbo.graph.marker import StoreError
from canbo.graph.remote.changes import n_triples

_PENDING = "pending.json"


@dataclass(frozen=True, slots=True)
class Pending:
    """A change from one state of the store to another."""

    before: str
    after: str
    gone: frozenset[ox.Quad]
    come: frozenset[ox.Quad]

    def write(self, folder: Path) -> None:
        """Keep it, on the disk before this returns."""
        said = {"before": self.before, "after": self.after}
        said |= {"gone": n_triples(self.gone).decode(), "come": n_triples(self.come).decode()}
        _write(folder / _PENDING, json.dumps(said, ensure_ascii=False))


def read_pending(folder: Path) -> Pending | None:
    """Return the change that a run was at when it ended, None where it had finished."""
    try:
        said = json.loads((folder / _PENDING).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / _PENDING} cannot be read ({error}); delete the folder {folder}") from None
    return Pending(said["before"], said["after"], _quads(said["gone"]), _quads(said["come"]))


def drop_pending(folder: Path) -> None:
    """Forget the change: both sides have it."""
    (folder / _PENDING).unlink(missing_ok=True)


def _write(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.new")
    try:
        with beside.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror or error}") from error


def _quads(text: str) -> frozenset[ox.Quad]:
    found: Iterable[ox.Quad] = ox.parse(text.encode(), ox.RdfFormat.N_TRIPLES)
    return frozenset(found)
