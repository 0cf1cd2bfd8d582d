"""What stands on a saved page and is no part of the article: players, buttons, counters, related links."""

from __future__ import annotations

import re

from canbo.extractors.triggers import Trigger
from canbo.ontology import table

_DEBRIS = re.compile("|".join(f"(?:{p})" for p in table("debris")["line"]), re.IGNORECASE)
_CAPTION = re.compile("|".join(f"(?:{p})" for p in table("debris")["caption"]), re.IGNORECASE)
_RELATED = Trigger("|".join(f"(?:{p})" for p in table("debris")["related"]), before="")


def is_debris(block: str) -> bool:
    """Tell whether a block is page furniture: `0:00 / 2:41`, `Chia sẻ Facebook Zalo`, `Lượt xem: 318`."""
    return _DEBRIS.match(block) is not None


def is_caption(block: str) -> bool:
    """Tell whether a line is what stands below a picture, with a full stop or without: `Quang cảnh hội nghị.`"""
    return _CAPTION.match(block) is not None


def starts_related(block: str) -> bool:
    """Tell whether links to other articles begin here (`Các tin đã đưa:`); they run to the end of the page."""
    return _RELATED.match(block) is not None
