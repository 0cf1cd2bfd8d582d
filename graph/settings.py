"""The settings: the only place that reads environment variables.

| variable | meaning | default |
|---|---|---|
| `CANBO_BASE` | what the IRIs of data begin with; ends with `/` or `#` | `https://w3id.org/canbo/` |
| `CANBO_STORE` | the store directory, where a command names none | `canbo-store` |
| `CANBO_JUDGEMENTS` | the file of decisions on who is who | the store's name with `.judgements.tsv`, beside it |
| `CANBO_MAX_MB` | an article file over this size is refused, not read | `4` |
| `NO_COLOR` | where it is not empty, no colours are printed (no-color.org); nor where `TERM` is `dumb` | |
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from canbo.extractors.errors import CanboError

DEFAULT_BASE = "https://w3id.org/canbo/"
DEFAULT_STORE = "canbo-store"
DEFAULT_MAX_MB = "4"
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", re.IGNORECASE)


class SettingError(CanboError):
    """An environment variable has a value that cannot be used."""


def base() -> str:
    """Return what the IRIs of data begin with."""
    value = os.environ.get("CANBO_BASE") or DEFAULT_BASE
    if not _BASE.fullmatch(value):
        raise SettingError(f"CANBO_BASE is {value!r}: it must be an absolute IRI that ends with / or #")
    return value


def store() -> Path:
    """Return the store directory to use where a command names none."""
    return Path(os.environ.get("CANBO_STORE") or DEFAULT_STORE)


def judgements(store: Path) -> Path:
    """Return the file of judgements for a store directory: beside it, so that it outlives the store."""
    value = os.environ.get("CANBO_JUDGEMENTS")
    return Path(value) if value else store.with_name(f"{store.name}.judgements.tsv")


def max_bytes() -> int:
    """Return the size in bytes over which a file is taken for something else than an article."""
    value = os.environ.get("CANBO_MAX_MB") or DEFAULT_MAX_MB
    try:
        size = float(value)
    except ValueError:
        size = 0
    if not 0 < size < float("inf"):
        raise SettingError(f"CANBO_MAX_MB is {value!r}: it must be a number of megabytes over 0")
    return int(size * 1_000_000)


def colour(terminal: bool) -> bool:
    """Tell whether to print in colours; `terminal` tells whether the output is one."""
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
