"""From paths to documents: which files are articles, what they are called, and their text."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from canbo.extractors.document import Document
from canbo.extractors.errors import CanboError
from canbo.graph import settings
from canbo.graph.encoding import UnreadableTextError, decode

STDIN = "-"
_STDIN_NAME = "stdin"
_ENDING = ".txt"


class ReadError(CanboError):
    """A file, folder or path cannot be read as articles; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and the document name it gets; `path` is None for standard input."""

    name: str
    path: Path | None

    @property
    def shown(self) -> str:
        """Return what a message calls it."""
        return str(self.path) if self.path is not None else "standard input"


def find_sources(paths: Sequence[str | Path]) -> list[Source]:
    """Return the articles at `paths`, sorted by name: files, all `.txt` files below folders, `-` for standard input.

    A document is called by its file name without ending; files of one run that share it get their folder before
    it (`2023/17` and `2024/17`). ReadError for a path that is missing and for a folder without articles.
    """
    if not paths:
        raise ReadError("nothing to read: name a .txt file, a folder of them, or - for standard input")
    files: dict[Path, Path] = {}
    for path in paths:
        if str(path) != STDIN:
            for file in _files(Path(path)):
                files.setdefault(file.absolute(), file)
    sources = [Source(name, files[file]) for file, name in _names(files).items()]
    if any(str(path) == STDIN for path in paths):
        if any(source.name == _STDIN_NAME for source in sources):
            raise ReadError(f"standard input is called {_STDIN_NAME}, and so is a file: read them one by one")
        sources.append(Source(_STDIN_NAME, None))
    return sorted(sources, key=lambda source: (source.name, source.shown))


def read_document(source: Source) -> Document:
    """Return the document of a source; ReadError where it is empty, too large, binary or of an unknown encoding."""
    data = _bytes(source)
    try:
        decoded = decode(data)
    except UnreadableTextError as error:
        raise ReadError(f"{source.shown}: {error}") from None
    if not decoded.text.strip():
        raise ReadError(f"{source.shown}: the file is empty")
    return Document.of(source.name, decoded.text, path=source.shown, encoding=decoded.encoding)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(_walk(path))
        if not found:
            raise ReadError(f"{path}: there is no {_ENDING} file in this folder or below it")
        yield from found
    elif path.exists():
        yield path
    else:
        raise ReadError(f"{path}: there is no such file or folder")


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise ReadError(f"{error.filename}: the folder cannot be read: {error.strerror}") from error

    for above, folders, files in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if name.lower().endswith(_ENDING) and not name.startswith("."):
                yield Path(above) / name


def _names(files: Iterable[Path]) -> dict[Path, str]:
    """Return a name for each file: its stem, with as many folders before it as tell it from the others."""
    open_: list[Path] = sorted(files)
    names: dict[Path, str] = {}
    depth = 0
    while open_:
        tried = {file: _name(file, depth) for file in open_}
        # A name that is already given must not come again.
        taken = Counter([*tried.values(), *names.values()])
        names |= {file: name for file, name in tried.items() if taken[name] == 1}
        open_ = [file for file in open_ if file not in names]
        depth += 1
        if depth > max((len(file.parts) for file in open_), default=0):
            names |= {file: file.as_posix().lstrip("/") for file in open_}  # a.txt and a.text in one folder
            break
    return names


def _name(file: Path, depth: int) -> str:
    above = file.parts[:-1][-depth:] if depth else ()
    return "/".join((*(part.strip("/") for part in above), file.stem))


def _bytes(source: Source) -> bytes:
    largest = settings.max_bytes()
    if source.path is None:
        data = sys.stdin.buffer.read(largest + 1)
        size = len(data)
    else:
        try:
            size = source.path.stat().st_size
            data = b"" if size > largest else source.path.read_bytes()
        except OSError as error:
            raise ReadError(f"{source.shown}: it cannot be read: {error.strerror}") from error
    if size > largest:
        raise ReadError(
            f"{source.shown}: {size / 1e6:.0f} MB is more than an article has ({largest / 1e6:g} MB): "
            "part it into its articles, or set CANBO_MAX_MB"
        )
    return data
