"""Standard indicators: from the phrase of an article to the one indicator that many phrases name.

Names and fillers are `ontology/tables/indicators.toml`. A phrase is an indicator only where it is one of its names, as
spelled there or with fillers around it (`tổng thu ngân sách trên địa bàn huyện năm 2023` is `thu ngân sách`). Nothing
is guessed from likeness: `thu nội địa` is not `thu ngân sách`, `số hộ nghèo` is not `tỷ lệ hộ nghèo`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from canbo.ontology import table
from canbo.ontology.folding import spelling


@dataclass(frozen=True, slots=True)
class Indicator:
    """A standard indicator.

    `broader` is the id of an indicator or a field, `unit` that of the kind of unit its level is counted in, `rate`
    tells that an average of it is of the same kind.
    """

    id: str
    vi: str
    en: str
    alt: tuple[str, ...]
    broader: str
    unit: str
    rate: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Return all Vietnamese names, the preferred one first."""
        return (self.vi, *self.alt)


@dataclass(frozen=True, slots=True)
class _Fillers:
    """Runs of words, as keys, that may stand before or after a name; `longest` is the length of the longest in words.

    `edges` holds the words that one begins or ends with, so that most phrases are left alone at once.
    """

    head: frozenset[str]
    tail: frozenset[str]
    average: frozenset[str]
    period: re.Pattern[str]
    longest: int
    edges: frozenset[str]


@lru_cache(maxsize=65536)
def standard(phrase: str) -> str | None:
    """Return the id of the indicator that a phrase of the column `indicator` names, or None where none is known."""
    known = _names()
    forms = [(key(phrase), False)]
    # The whole phrase first, then with ever more fillers gone: `tổng sản phẩm trên địa bàn` is a name as it is.
    while forms:
        for form, averaged in forms:
            found = known.get(form)
            if found is not None and (found.rate or not averaged):
                return found.id
        forms = list(dict.fromkeys(shorter for form in forms for shorter in _shorter(*form)))
    return None


@cache
def indicators() -> dict[str, Indicator]:
    """Return the standard indicators by id, in the order of their table."""
    rates = {kind["id"] for kind in table("indicators")["unit-kind"] if kind.get("rate")}
    return {
        row["id"]: Indicator(
            id=row["id"],
            vi=row["vi"],
            en=row["en"],
            alt=tuple(row.get("alt", ())),
            broader=row["broader"],
            unit=row["unit"],
            rate=row["unit"] in rates,
        )
        for row in table("indicators")["indicator"]
    }


def key(phrase: str) -> str:
    """Return the key under which two spellings of a phrase are one: `Tỉ lệ hộ tham gia BHYT`, `tỷ lệ hộ …`."""
    words = table("indicators")["words"]
    return " ".join([words.get(word, word) for word in spelling(phrase).split()])


@cache
def _names() -> dict[str, Indicator]:
    return {key(name): one for one in indicators().values() for name in one.names}


@cache
def _fillers() -> _Fillers:
    declared = table("indicators")["fillers"]

    def runs(name: str) -> frozenset[str]:
        return frozenset(key(run.replace("{level}", level)) for run in declared[name] for level in declared["levels"])

    head, tail, average = runs("head"), runs("tail"), runs("average")
    every = [run.split() for run in head | tail | average]
    return _Fillers(
        head=head,
        tail=tail,
        average=average,
        period=re.compile(f" (?:{declared['period']})$"),
        longest=max(map(len, every)),
        edges=frozenset(word for run in every for word in (run[0], run[-1])),
    )


def _shorter(form: str, averaged: bool) -> Iterator[tuple[str, bool]]:
    """Yield what is left without one filler, and whether a word for the average is among all that went."""
    fillers = _fillers()
    words = form.split()
    fitting = not fillers.edges.isdisjoint((words[0], words[-1])) if words else False
    for size in range(1, min(fillers.longest, len(words) - 1) + 1) if fitting else ():
        first, last = " ".join(words[:size]), " ".join(words[-size:])
        if first in fillers.head:
            yield " ".join(words[size:]), averaged
        if first in fillers.average:
            yield " ".join(words[size:]), True
        if last in fillers.tail:
            yield " ".join(words[:-size]), averaged
        if last in fillers.average:
            yield " ".join(words[:-size]), True
    if period := fillers.period.search(form):
        yield form[: period.start()], averaged
