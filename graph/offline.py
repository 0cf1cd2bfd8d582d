"""What the HTML pages share: a policy under which they load nothing, and writing a file whole or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a content security policy under which only these scripts and styles run, nothing is fetched."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + " ".join(map(_hash, styles)),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_whole(file: Path, content: bytes) -> None:
    """Write beside the file and move: who is stopped half way keeps the old one. OSError where it cannot be."""
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
