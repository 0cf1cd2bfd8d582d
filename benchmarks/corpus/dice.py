"""Chance that is the same for the same seed: generators named by what they decide."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def dice(*names: object) -> Random:
    """Return a generator for what `names` name: the same names give the same numbers, on every machine.

    A text seeds it by its SHA-512, so PYTHONHASHSEED has no part in it.
    """
    return Random("|".join(map(str, names)))


class Weighted(Generic[T]):
    """Things to draw from, each with its weight."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self.items = items
        self._sums = list(accumulate(weights))

    def draw(self, random: Random) -> T:
        """Return one of the things."""
        return self.items[min(bisect(self._sums, random.random() * self._sums[-1]), len(self.items) - 1)]


def falling(items: Sequence[T], offset: float = 3) -> Weighted[T]:
    """Return things whose frequency falls with their place: the n-th (from 0) has weight 1/(n + offset)."""
    return Weighted(items, [1 / (n + offset) for n in range(len(items))])
