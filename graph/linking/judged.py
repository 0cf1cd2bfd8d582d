"""Judgements on the mentions of one closed set of statements: applied before anything else is decided.

Positive ones are transitive. A negative one blocks: sets that it keeps apart are not joined, by whatever score. Where
a file says both that two mentions are one, by a chain of judgements, and that they are not, that is a contradiction:
it is reported, and no judgement of that chain is applied, because nobody but the user can tell which one is wrong.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from canbo.graph.linking.clusters import Clusters
from canbo.graph.linking.judgements import Judgement
from canbo.graph.linking.score import Verdict

T = TypeVar("T", bound=Hashable)


@dataclass
class Judged:
    """The judgements on some mentions; `members` gives for a reference's key the members of the clusters it means."""

    judgements: Iterable[Judgement] = ()
    members: Mapping[str, tuple[Hashable, ...]] = field(default_factory=dict)
    contradictions: list[Judgement] = field(default_factory=list)

    def apply(self, clusters: Clusters[T]) -> None:
        """Join what is judged the same and part what is judged not to be; note the contradictions."""
        pairs = [
            (one, self.members.get(one.one.key, ()), self.members.get(one.other.key, ())) for one in self.judgements
        ]
        trial: Clusters[Hashable] = Clusters({m for _, a, b in pairs for m in (*a, *b)})
        for judgement, ones, others in pairs:
            if judgement.verdict is Verdict.SAME:
                trial.join_all((*ones, *others))
        wrong = set()
        for judgement, ones, others in pairs:
            if judgement.verdict is not Verdict.NOT_SAME or not (ones and others):
                continue
            if trial.root(ones[0]) == trial.root(others[0]):
                wrong.add(trial.root(ones[0]))
                self.contradictions.append(judgement)
        for judgement, ones, others in pairs:
            if not (ones and others) or trial.root(ones[0]) in wrong:
                continue
            if judgement.verdict is Verdict.SAME:
                clusters.join_all((*ones, *others))  # type: ignore[arg-type]
        for judgement, ones, others in pairs:
            if ones and others and judgement.verdict is Verdict.NOT_SAME:
                for a in ones:
                    for b in others:
                        clusters.part(a, b)  # type: ignore[arg-type]


NONE = Judged()
