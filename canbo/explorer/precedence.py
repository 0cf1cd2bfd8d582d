"""In which order offices stand on a page: the Party first, the head of a body before its deputies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from canbo.explorer.asking import Answered
from canbo.ontology import table

Row = Mapping[str, str]
_ACTING = "quyen-"  # an acting head stands beside the head
_STANDING = "-thuong-truc"  # a standing deputy before the other deputies


def ranked(answer: Answered, most: int) -> Answered:
    """Return an answer with its offices by precedence, the holders of one office by time, at most `most` rows.

    Its columns are `kind` and `body_name` (where it has several bodies), `role`, `office`, `post`, `first`, `person`.
    """
    order = sorted(range(len(answer)), key=[_place(row) for row in answer.rows].__getitem__)
    cells = tuple(answer.cells[at] for at in order[:most])
    return replace(answer, cells=cells, cut=answer.cut or len(order) > most)


def _place(row: Row) -> tuple[object, ...]:
    body = row.get("body_name", "")
    office = (_role(row["role"]), row["office"], row["post"])
    return (_kind(row.get("kind", "")), _body(body), body, *office, row["first"], row["person"])


def _kind(iri: str) -> int:
    """Return the place of a kind of body: the order of ontology/tables/concepts.toml, the Party first."""
    return _at(_kinds(), iri.rpartition("/")[2])


def _body(name: str) -> int:
    beginnings: list[str] = table("explorer")["precedence"]["bodies"]
    return next((at for at, one in enumerate(beginnings) if name.startswith(one)), len(beginnings))


def _role(iri: str) -> tuple[int, bool]:
    """Return the place of an office: the order of ontology/tables/roles.toml, where each head precedes its deputies."""
    name = iri.rpartition("/")[2]
    acting = name.startswith(_ACTING)
    held = name.removeprefix(_ACTING)
    deputy = held.removesuffix(_STANDING)
    if held != deputy and held.startswith("pho-"):
        return (_at(_roles(), deputy), False)
    return (_at(_roles(), held), acting or held.startswith("pho-"))


def _at(places: Mapping[str, int], name: str) -> int:
    return places.get(name, len(places))


@cache
def _kinds() -> Mapping[str, int]:
    return {one["id"]: at for at, one in enumerate(table("concepts")["body-kind"])}


@cache
def _roles() -> Mapping[str, int]:
    return {one["id"]: at for at, one in enumerate(table("roles")["role"])}
