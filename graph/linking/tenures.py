"""Tenures: who held what, with the time that articles attest and state, never more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from canbo.graph.concepts import concept, labels
from canbo.graph.iris import Iris, dated, local_names, slug
from canbo.graph.keys import search_key
from canbo.graph.linking.bodies import BodyKey, body_key, body_label, body_local, body_node, term_local
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.times import before, begin
from canbo.graph.namespaces import CONCEPTS, term
from canbo.graph.rows import OfficeRow
from canbo.ontology import table

FOLDER = "tenure"


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office that a person holds or held: its statements, all with this role and body."""

    role: str
    body: BodyKey | None
    rows: tuple[OfficeRow, ...]


def holder_key(person: str, body: str) -> str:
    """Return what office statements of a name and a body are found by, whatever unit the body is of."""
    return f"holder|{search_key(person)}|{slug(body)}"


def tenures(rows: Iterable[OfficeRow]) -> list[Tenure]:
    """Return the tenures of one person."""
    grouped: dict[tuple[str, BodyKey | None], list[OfficeRow]] = defaultdict(list)
    for row in rows:
        grouped[slug(row.role_name), body_key(row)].append(row)
    return [Tenure(role, body, tuple(found)) for (role, body), found in grouped.items()]


def tenure_quads(person: str, name: str, found: list[Tenure], iris: Iris) -> Iterator[ox.Quad]:
    """Yield the description of the tenures of the person with this local name, and who holds which post."""
    texts = {_identity(one): f"{person} {one.role} {body_local(one.body, iris) if one.body else ''}" for one in found}
    local = local_names(texts)
    for one in found:
        yield from _of_tenure(
            iris.entity(FOLDER, local[_identity(one)]), iris.entity("person", person), name, one, iris
        )


def _of_tenure(node: ox.NamedNode, person: ox.NamedNode, name: str, one: Tenure, iris: Iris) -> Iterator[ox.Quad]:
    row = one.rows[0]
    label = f"{name}: {role_label(row)}"
    label += f" {body_label(row, row.body, iris)}" if one.body else ""
    yield from Described(node, "org:Membership", label, (r.iri for r in one.rows), searched=False).quads()
    for key in {holder_key(r.person, r.body) for r in one.rows}:
        yield ox.Quad(node, term("linkKey"), ox.Literal(key))
    yield ox.Quad(node, term("org:member"), person)
    if row.role:
        yield ox.Quad(node, term("org:role"), ox.NamedNode(row.role))
    if one.body is not None:
        yield ox.Quad(node, term("org:organization"), body_node(one.body, iris))
        post = post_local(row, iris)
        if post:
            yield ox.Quad(node, term("inPost"), iris.entity("post", post))
            yield ox.Quad(iris.entity("post", post), term("org:heldBy"), person)
    for local in sorted({term_local(r, iris) for r in one.rows} - {""}):
        yield ox.Quad(node, term("inTerm"), iris.entity("body-in-term", local))
    yield from _time(node, one.rows)


def _time(node: ox.NamedNode, rows: tuple[OfficeRow, ...]) -> Iterator[ox.Quad]:
    """Yield status, attested time and stated time. `nguyên Bí thư` attests no day in office; current ones do."""
    days = sorted({row.article.as_of for row in rows if row.status == "current" and row.article.as_of}, key=begin)
    if days:
        # A bare year is some day of it: where the year has a dated article, that is first and last.
        first, last = min(days, key=lambda day: day.ljust(10, "9")), max(days)
        yield ox.Quad(node, term("attestedFirst"), dated(first))
        yield ox.Quad(node, term("attestedLast"), dated(last))
    since, until = stated({row.since for row in rows}), stated({row.until for row in rows})
    for name, value in (("since", since), ("until", until)):
        if value:
            yield ox.Quad(node, term(name), dated(value))
    for name in ("begun_by", "ended_by"):
        said = {getattr(row, name) for row in rows} - {""}
        if len(said) == 1:
            yield ox.Quad(node, term({"begun_by": "begunBy", "ended_by": "endedBy"}[name]), ox.NamedNode(said.pop()))
    status, as_of = status_of(rows, until)
    found = concept("status", status)
    if found is not None:
        yield ox.Quad(node, term("status"), found)
    if as_of:
        yield ox.Quad(node, term("statusAsOf"), dated(as_of))


def status_of(rows: Iterable[OfficeRow], until: str) -> tuple[str, str]:
    """Return the status of a tenure and the day whose word it is: what the latest articles say, never what they omit.

    `current` means that the latest word on the office shows it held, on that day. `former`: the latest word says it
    is over. `unknown`: some say so and some so, and no date tells which came last.
    """
    held = sorted({row.article.as_of for row in rows if row.status == "current"}, key=begin)
    left = sorted({row.article.as_of for row in rows if row.status == "former"}, key=begin)
    if not left:
        last = held[-1] if held else ""
        over = until and last and before(until, last)
        return ("unknown" if over else "former" if until else "current"), until or last
    if not held:
        return "former", left[-1]
    if not (all(held) and all(left)):
        return "unknown", ""
    if begin(held[-1]) <= begin(left[0]):
        return "former", left[-1]
    return "unknown", ""


def stated(days: set[str]) -> str:
    """Return the day that articles state, the most exact of those that agree; empty where they do not agree."""
    found = sorted(days - {""}, key=len)
    if not found:
        return ""
    return found[-1] if all(found[-1].startswith(day) for day in found) else ""


def post_local(row: OfficeRow, iris: Iris) -> str:
    """Return the last part of the IRI of the post of a statement; empty for a seat that many hold, or of no body."""
    key = body_key(row)
    if key is None or not is_single(row.role):
        return ""
    return slug(f"{slug(row.role_name)} {body_local(key, iris)}")


def role_label(row: OfficeRow) -> str:
    """Return the name of the role: of its concept, else as written."""
    return (labels(row.role).get("vi") if row.role else "") or row.role_name


def _identity(one: Tenure) -> str:
    return f"{one.role}|{one.body.identity if one.body else ''}"


@cache
def is_seat(role: str) -> bool:
    """Tell whether a role (a concept) is a seat that many hold at a time, as that of a member of a committee."""
    name = role.removeprefix(f"{CONCEPTS}role/")
    return next((bool(row.get("seat")) for row in table("roles")["role"] if row["id"] == name), False)


@cache
def is_single(role: str) -> bool:
    """Tell whether one person holds this role (a concept) of a body at a time; unknown roles count as seats."""
    name = role.removeprefix(f"{CONCEPTS}role/")
    if not name or (name.startswith("pho-") and not name.endswith("thuong-truc")):
        return False  # deputies are several; only a permanent deputy is one
    return not next((bool(row.get("seat")) for row in table("roles")["role"] if row["id"] == name), True)
