"""One module for each command of the command line.

A command module has `SUMMARY` (one line of help), `arguments(parser)` and `run(args) -> int`, the exit status. It
parses, calls one function of the library and prints. It imports what is heavy inside `run`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from canbo.graph.store import Store


def remark_on(store: Store) -> None:
    """Say on standard error where a store has no entities yet, so that no answer is taken for a whole one."""
    if not store.marker.entities:
        which = "a" if store.path is None else "the first"  # a server has no snapshot of what was there before
        print(
            f"canbo: {which} build of {store.shown} is running or was cut off: persons, posts, meetings and all else "
            "across articles are not there yet; canbo build completes it",
            file=sys.stderr,
        )
