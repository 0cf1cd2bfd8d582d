"""The marker file that makes a directory a store: its format, who wrote it, and with what."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from canbo import __version__
from canbo.extractors.errors import CanboError

FORMAT = 1
NAME = "canbo.json"
# The modules of canbo.graph that decide what an article's triples are.
_MAKERS = {
    "concepts",
    "conformance",
    "extraction",
    "verdicts",
    "iris",
    "keys",
    "mapping",
    "namespaces",
    "nearness",
    "places",
    "resolution",
    "scopes",
    "shape_functions",
    "triples",
    "validation",
    "validation_reader",
    "findings",
    "quotes",
}


class StoreError(CanboError):
    """A store cannot be opened: it is none, of another format, in use, or not to be written."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What a store says of itself.

    `base` begins its data IRIs. `rules` is the fingerprint of the rules that read all its articles, empty where
    not one and the same did. `entities` tells whether the entity layer belongs to the statements that are there,
    `links` is the fingerprint of the rules that built it, empty where none was ever begun. `rows` counts the statements
    that are there then, by fact table; it is empty where nobody has counted.
    """

    base: str
    rules: str = ""
    entities: bool = True
    links: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT
    canbo: str = __version__

    def write(self, folder: Path) -> None:
        """Write the marker into the store directory, whole or not at all."""
        beside = folder / f"{NAME}.new"
        with beside.open("w", encoding="utf-8") as out:
            out.write(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")
            out.flush()
            os.fsync(out.fileno())
        beside.replace(folder / NAME)
        _sync(folder)


def read_marker(folder: Path) -> Marker:
    """Return the marker of a store directory; StoreError where there is none that this program understands."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{folder} is not a canbo store: it has no {NAME}") from None
    except OSError as error:
        raise StoreError(f"{folder / NAME} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _damaged(str(folder / NAME), error) from None
    return marker_of(text, str(folder), str(folder / NAME))


def marker_of(text: str, where: str, what: str = "") -> Marker:
    """Return the marker that `text` is; messages call the store `where` and the text `what`."""
    found: Any = None
    try:
        found = json.loads(text)
        marker = Marker(**found)
    except (ValueError, TypeError) as error:
        version = found.get("format") if isinstance(error, TypeError) and isinstance(found, dict) else None
        if version is not None and version != FORMAT:
            raise _other_format(where, version) from None
        raise _damaged(what or f"the marker of {where}", error) from None
    if marker.format != FORMAT:
        raise _other_format(where, marker.format)
    return marker


def _damaged(what: str, error: Exception) -> StoreError:
    return StoreError(f"{what} is damaged ({error}); build the store again elsewhere")


def _other_format(where: str, version: object) -> StoreError:
    return StoreError(
        f"{where} has store format {version}, and canbo {__version__} reads format {FORMAT}; "
        "build it again from the articles, in another "
        + (f"directory: canbo build PATH... --store {where}-{FORMAT}" if "://" not in where else "graph")
    )


def _sync(folder: Path) -> None:
    """Have the names in a folder on disk: a power cut must not bring back the marker of before."""
    if os.name == "posix":  # elsewhere a folder cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@cache
def fingerprint() -> str:
    """Return a hash of all rules, tables and code that turn an article into triples.

    The version alone would not do: while rules are being written it stays, and articles that were read by
    yesterday's rules must be read again.
    """
    found = hashlib.sha256()
    for package in ("canbo.extractors", "canbo.ontology"):
        for path, entry in _walk(files(package), ""):
            if path.endswith((".py", ".toml", ".tsv", ".ttl")):
                found.update(path.encode() + b"\0" + entry.read_bytes())
    for path, entry in _walk(files("canbo.graph"), ""):
        if path.removesuffix(".py") in _MAKERS:
            found.update(entry.read_bytes())
    return found.hexdigest()[:16]


@cache
def linking_fingerprint() -> str:
    """Return a hash of all rules, tables and code that turn statements into entities."""
    found = hashlib.sha256(fingerprint().encode())
    for path, entry in _walk(files("canbo.graph.linking"), ""):
        if path.endswith(".py"):
            found.update(path.encode() + b"\0" + entry.read_bytes())
    return found.hexdigest()[:16]


def _walk(folder: Traversable, above: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _walk(entry, f"{above}{entry.name}/")
        elif entry.is_file():
            found.append((above + entry.name, entry))
    return found
