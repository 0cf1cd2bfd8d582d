"""A score that explains itself: what was compared, what it says, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What is said of two mentions: one and the same, not the same, or nobody knows."""

    SAME = "same"
    NOT_SAME = "not same"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One sign: its id, what it saw, and its weight in the score of its kind."""

    id: str
    detail: str
    weight: float

    def __str__(self) -> str:
        return f"{self.id} ({self.weight:+.2f}): {self.detail}" if self.detail else f"{self.id} ({self.weight:+.2f})"


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison of two things: `value` from 0 to 1, the verdict, and the signs that led there."""

    value: float
    verdict: Verdict | None
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        said = self.verdict.value if self.verdict else "no link"
        return f"{said} {self.value:.3f}: " + "; ".join(map(str, self.parts))


NOTHING = Score(0.0, None, ())
