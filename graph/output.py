"""Files that are written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from canbo.extractors.errors import CanboError


class ExportError(CanboError):
    """A file cannot be written; the message says what to do."""


@contextmanager
def opened(file: str | Path) -> Iterator[BinaryIO]:
    """Give a stream to write `file` (`-`: standard output) with; the file appears when the block ends without error."""
    if str(file) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(file)
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if beside.is_file():
            beside.unlink()
