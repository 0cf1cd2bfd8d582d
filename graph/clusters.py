"""Sets of things that are one: a union-find whose result does not depend on the order of joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """Members in disjoint sets; each begins alone."""

    def __init__(self, members: Iterable[T]) -> None:
        self._above: dict[T, T] = {member: member for member in members}

    def root(self, member: T) -> T:
        """Return the member that stands for the set of `member`."""
        top = member
        while self._above[top] != top:
            top = self._above[top]
        while self._above[member] != top:
            self._above[member], member = top, self._above[member]
        return top

    def join(self, members: Iterable[T]) -> None:
        """Make all of these one set."""
        roots = [self.root(member) for member in members]
        for root in roots[1:]:
            self._above[self.root(root)] = self.root(roots[0])

    def sets(self) -> list[list[T]]:
        """Return the sets; members and sets are in the order in which the members came."""
        found: dict[T, list[T]] = defaultdict(list)
        for member in self._above:
            found[self.root(member)].append(member)
        return list(found.values())
