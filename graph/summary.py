"""What a build did, for people and programs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one file or article: why it failed, or in what encoding it was."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement, or a value of the article itself, kept out of the store because it does not conform.

    `table` is its fact table (`article` for the article's own), `quote` the words that it was read from, `values`
    what is wrong, `reasons` what the shapes say.
    """

    article: str
    table: str
    node: str
    quote: str
    values: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactCount:
    """How many statements of a fact table came, went, and stayed with another value (figures only)."""

    added: int = 0
    gone: int = 0
    changed: int = 0

    def __add__(self, other: FactCount) -> FactCount:
        """Return both together."""
        return FactCount(self.added + other.added, self.gone + other.gone, self.changed + other.changed)


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a build. `added`, `changed`, `removed`, `unchanged` and `empty` (without a statement) are names.

    `rows` counts the statements now in the store by fact table, `facts` those that came and went (see
    `canbo.graph.changes`); `unread` the sentences with a figure, an office or an
    instrument number that yielded nothing, in the articles that were read. `interrupted`: Ctrl-C ended the build; what
    was finished by then is in the store. `passed_over` tells of long stretches without an end of a sentence, which
    no rule reads. `contradictions` are judgements that others contradict, `dangling` the
    mentions of judgements that no article of the store has.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    facts: dict[str, FactCount] = field(default_factory=dict)
    failures: tuple[Remark, ...] = ()
    refused: tuple[Refused, ...] = ()
    encodings: tuple[Remark, ...] = ()
    passed_over: tuple[Remark, ...] = ()
    unread: int = 0
    interrupted: bool = False
    contradictions: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """Return how many articles were looked at without a failure."""
        return len(self.added) + len(self.changed) + len(self.unchanged)

    @property
    def complete(self) -> bool:
        """Tell whether everything that was given is in the store."""
        return not (self.failures or self.refused or self.interrupted)
