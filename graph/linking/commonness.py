"""How common a name is: what share of all people bears it, estimated from its words.

The shares are in `ontology/tables/commonness.toml`. Words are taken as independent of one another, which errs to the
side of rarity; the thresholds of `persons` leave room for that.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from canbo.graph.keys import name_key
from canbo.ontology import table


def local_share(name: str) -> float:
    """Return the estimated share of people with this full name where it is at home: `Giàng A Páo` in Lai Châu."""
    shares = table("commonness")
    listed = name_key(name).split()[:1] and name_key(name).split()[0] in shares["family"]
    return share(name) * (1.0 if listed else float(shares["other"]["crowded"]))


@cache
def share(name: str) -> float:
    """Return the estimated share of people with this full name, between 0 and 1: `Nguyễn Văn Hùng` 0.002."""
    words = name_key(name).split()
    shares = table("commonness")
    if len(words) < 2:
        return 0.05
    found = _of(shares["family"], words[0], shares["other"]["family"])
    found *= _of(shares["given"], words[-1], shares["other"]["given"])
    if len(words) == 2:
        return found * float(shares["other"]["two_words"])
    for word in words[1:-1]:
        found *= _of(shares["middle"], word, shares["other"]["middle"])
    return max(found, 1e-7)


def _of(shares: dict[str, Any], word: str, other: float) -> float:
    return float(shares.get(word, other))
