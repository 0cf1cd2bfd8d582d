"""Sets of things that are one: a union-find in which a judgement keeps sets apart.

Joins happen in the order in which they are asked for; who asks in a fixed order gets the same sets always.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """Members in disjoint sets; each begins alone."""

    def __init__(self, members: Iterable[T]) -> None:
        self._above: dict[T, T] = {member: member for member in members}
        self._apart: dict[T, set[T]] = defaultdict(set)

    def root(self, member: T) -> T:
        """Return the member that stands for the set of `member`."""
        top = member
        while self._above[top] != top:
            top = self._above[top]
        while self._above[member] != top:
            self._above[member], member = top, self._above[member]
        return top

    def part(self, one: T, other: T) -> bool:
        """Keep the sets of these two apart from now on; return whether they were apart."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return False
        self._apart[a].add(b)
        self._apart[b].add(a)
        return True

    def are_apart(self, one: T, other: T) -> bool:
        """Tell whether the sets of these two are kept apart."""
        return self.root(other) in self._apart[self.root(one)]

    def join(self, one: T, other: T) -> bool:
        """Make these two one set unless they are kept apart; return whether they are one now."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        self._above[b] = a
        for far in self._apart.pop(b, set()):
            self._apart[far].discard(b)
            self._apart[far].add(a)
            self._apart[a].add(far)
        return True

    def join_all(self, members: Iterable[T]) -> None:
        """Join each of these with the first, as far as nothing keeps them apart."""
        found = list(members)
        for other in found[1:]:
            self.join(found[0], other)

    def sets(self) -> list[list[T]]:
        """Return the sets; members and sets are in the order in which the members came."""
        found: dict[T, list[T]] = defaultdict(list)
        for member in self._above:
            found[self.root(member)].append(member)
        return list(found.values())
