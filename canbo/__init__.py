"""canbo: a knowledge graph of Vietnamese officials, their offices, meetings, resolutions and figures.

The functions of `canbo.api` are here too: `canbo.build`, `canbo.open_store`, `canbo.query`, …
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from canbo.api import backup, build, draw, explain, export, open_store, query, read, restore, validate

__version__ = "0.1.0"
__all__ = [
    "__version__", "backup", "build", "draw", "explain", "export", "open_store", "query", "read", "restore", "validate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    # Imported when first used: `canbo --help` and `import canbo` need none of the libraries behind the functions.
    if name in __all__:
        from canbo import api

        return getattr(api, name)
    raise AttributeError(f"module 'canbo' has no attribute {name!r}")
