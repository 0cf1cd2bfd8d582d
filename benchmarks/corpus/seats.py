"""Seats: what one person holds at a time, as `world.toml` declares it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from canbo.ontology.gazetteer import REFORM, Level
from corpus.data import table


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a seat. `role` and `body` are as the fact tables have them, `words` as articles do.

    In `body` and `words`: `{c}` the Party committee, `{l}` the type word, `{p}` the unit's name with a space before it.
    """

    role: str
    body: str
    words: str


@dataclass(frozen=True)
class Seat:
    """A seat in every unit of a level, from before (`since` empty) or after the reform on.

    `rank` orders careers, `years` is the mean time in it, `wing` says what renews it: `party` a congress, `state` an
    election. `heirs` are the seats from which its first holder came at the reform.
    """

    id: str
    level: Level
    rank: int
    years: float
    wing: str
    offices: tuple[Office, ...]
    acting: Office | None = None
    above: int = 0
    central: str = ""
    ranks: tuple[str, ...] = ()
    female: bool = False
    young: bool = False
    since: str = ""
    until: str = ""
    heirs: tuple[str, ...] = ()

    @property
    def old(self) -> bool:
        """Return whether it existed before the reform."""
        return not self.since

    @property
    def new(self) -> bool:
        """Return whether it exists since the reform; no district does."""
        return self.until != REFORM and self.level is not Level.DISTRICT


@cache
def seats() -> dict[str, Seat]:
    """Return the seats by id; of several of one kind each has its number (`h-truong-phong-3`)."""
    found = {}
    for row in table("world")["seat"]:
        fields: list[str] = row.get("fields") or [""] * row.get("count", 1)
        for n, field in enumerate(fields, 1):
            id_ = row["id"] if len(fields) == 1 else f"{row['id']}-{n}"
            found[id_] = _seat(row, id_, field)
    return found


@cache
def central_offices(id_: str) -> tuple[Office, ...]:
    """Return the offices of a seat of the whole country."""
    return tuple(_office(line, "") for line in table("world")["central"][id_])


def _seat(row: dict[str, Any], id_: str, field: str) -> Seat:
    plain = {key: row[key] for key in ("above", "central", "female", "young", "since", "until") if key in row}
    return Seat(
        id=id_,
        level=Level(row["level"]),
        rank=row["rank"],
        years=row["years"],
        wing=row["wing"],
        offices=tuple(_office(line, field) for line in row["offices"]),
        acting=_office(row["acting"], field) if "acting" in row else None,
        ranks=tuple(row.get("ranks", ())),
        heirs=tuple(row.get("heirs", ())),
        **plain,
    )


def _office(line: str, field: str) -> Office:
    role, body, words = line.replace("{f}", field).split(" | ")
    return Office(role, body, words)
