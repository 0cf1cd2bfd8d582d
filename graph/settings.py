"""The settings: the only place that reads environment variables.

| variable | meaning | default |
|---|---|---|
| `CANBO_BASE` | what the IRIs of data begin with; ends with `/` or `#` | `https://w3id.org/canbo/` |
| `CANBO_STORE` | the store directory, or the URL of a SPARQL server, where a command names none | `canbo-store` |
| `CANBO_JUDGEMENTS` | the file of decisions on who is who | the store's name with `.judgements.tsv`, beside it |
| `CANBO_MAX_MB` | an article file over this size is refused, not read | `4` |
| `CANBO_REMOTE_USER`, `CANBO_REMOTE_PASSWORD` | who we are to a SPARQL server | the netrc file |
| `CANBO_REMOTE_TOKEN` | a bearer token for it, instead | |
| `CANBO_REMOTE_UPDATE`, `CANBO_REMOTE_DATA` | its addresses for updates and graphs | as its query address tells |
| `CANBO_REMOTE_TIMEOUT` | seconds that it may take to answer | `300` |
| `CANBO_REMOTE_QUERIES` | `server` or `copy`: what answers queries | the server, unless it is known to answer wrongly |
| `CANBO_CACHE` | where working copies of stores on servers are kept | `canbo` in `XDG_CACHE_HOME` or `~/.cache` |
| `NETRC` | the netrc file | `~/.netrc` |
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
DEFAULT_REMOTE_TIMEOUT = "300"
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", re.IGNORECASE)


class SettingError(CanboError):
    """An environment variable has a value that cannot be used."""


def base() -> str:
    """Return what the IRIs of data begin with."""
    value = os.environ.get("CANBO_BASE") or DEFAULT_BASE
    if not _BASE.fullmatch(value):
        raise SettingError(f"CANBO_BASE is {value!r}: it must be an absolute IRI that ends with / or #")
    return value


def store() -> str:
    """Return the store directory, or the URL of a server, to use where a command names none."""
    return os.environ.get("CANBO_STORE") or DEFAULT_STORE


def judgements(store: Path) -> Path:
    """Return the file of judgements for a store directory: beside it, so that it outlives the store."""
    value = os.environ.get("CANBO_JUDGEMENTS")
    return Path(value) if value else store.with_name(f"{store.name}.judgements.tsv")


def remote_access() -> tuple[str, str, str]:
    """Return token, user and password for a SPARQL server, empty where not set."""
    said = os.environ
    return said.get("CANBO_REMOTE_TOKEN", ""), said.get("CANBO_REMOTE_USER", ""), said.get("CANBO_REMOTE_PASSWORD", "")


def netrc() -> Path:
    """Return the file that may have user and password for a host."""
    value = os.environ.get("NETRC")
    return Path(value) if value else Path.home() / ".netrc"


def remote_update() -> str:
    """Return the address that a SPARQL server takes updates at, empty where its query address tells."""
    return os.environ.get("CANBO_REMOTE_UPDATE", "")


def remote_data() -> str:
    """Return the address of a server's Graph Store Protocol, empty where its query address tells or it has none."""
    return os.environ.get("CANBO_REMOTE_DATA", "")


def remote_timeout() -> float:
    """Return how many seconds a SPARQL server may take to answer."""
    value = os.environ.get("CANBO_REMOTE_TIMEOUT") or DEFAULT_REMOTE_TIMEOUT
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise SettingError(f"CANBO_REMOTE_TIMEOUT is {value!r}: it must be a number of seconds over 0")
    return seconds


def remote_queries() -> str:
    """Return what answers queries to a store on a server: `server`, `copy`, or empty where nobody has said."""
    value = os.environ.get("CANBO_REMOTE_QUERIES", "")
    if value not in ("", "server", "copy"):
        raise SettingError(f"CANBO_REMOTE_QUERIES is {value!r}: it must be server or copy")
    return value


def working_copies() -> Path:
    """Return the folder with the working copies of stores on servers."""
    value = os.environ.get("CANBO_CACHE")
    if value:
        return Path(value)
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "canbo"


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
