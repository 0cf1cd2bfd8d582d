"""The vocabulary: OWL ontology, concept schemes, shapes, rule tables and gazetteer, as data files.

Nothing here knows of articles or stores. `table` and `lines` read the data once and keep it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the rule table `ontology/tables/<name>.toml` (or `ontology/<name>.toml` for `facts`)."""
    folder = files(__name__)
    path = folder / f"{name}.toml" if name == "facts" else folder / "tables" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a data file below `ontology/`, without comment lines (`#`) and empty ones."""
    text = (files(__name__) / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def turtle(name: str) -> str:
    """Return the text of a Turtle file below `ontology/`, for example `canbo.ttl` or `shapes/posts.ttl`."""
    return (files(__name__) / name).read_text(encoding="utf-8")


def turtle_names(folder: str = "") -> list[str]:
    """Return the names of the Turtle files in `ontology/<folder>`, sorted, as `turtle` takes them."""
    where = files(__name__) / folder if folder else files(__name__)
    prefix = f"{folder}/" if folder else ""
    return sorted(prefix + entry.name for entry in where.iterdir() if entry.name.endswith(".ttl"))
