"""Bases: the plan or the earlier period that a percentage is measured against."""

from __future__ import annotations

import re
from functools import lru_cache

from canbo.ontology import table

_WORDS = table("measures")
_PLAN = re.compile(_WORDS["plan"], re.IGNORECASE)
_EARLIER = re.compile(_WORDS["earlier"], re.IGNORECASE)
_STRICT = re.compile(rf"\s*(?:{_WORDS['earlier_strict']})", re.IGNORECASE)
_LEAD = re.compile(r"\s*(?:(?:so với|so|của|theo|trong|với)\s+)?", re.IGNORECASE)
_BASIS_END = re.compile(
    r"\s(?:đạt|tăng|giảm|bằng|vượt|trong đó|do|vì|để|nhưng|mà|và|với|kể từ|thì|là|đã|được)(?!\w)",
    re.IGNORECASE,
)
_MAX_BASIS = 12  # words
_KEPT = 256  # clauses: what stands behind a figure is asked for by several rules


@lru_cache(_KEPT)
def basis_of(behind: str) -> tuple[str, str]:
    """Return what the words behind a percentage compare it with: `("plan" | "earlier" | "", the words)`."""
    text = behind.lstrip()
    kind = ""
    if _PLAN.match(text):
        kind = "plan"
    elif _EARLIER.match(text) or _STRICT.match(text):
        kind = "earlier"
    if not kind:
        return "", ""
    lead = _LEAD.match(text)
    words = text[lead.end() if lead else 0 :]
    stop = _BASIS_END.search(words)
    return kind, " ".join(words[: stop.start() if stop else None].split()[:_MAX_BASIS]).strip(' .,;:()"-')
