"""Posts and tenures: who holds what, with the time that articles attest, never more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from canbo.graph.bodies import Bodies, BodyKey, body_key
from canbo.graph.concepts import concept
from canbo.graph.iris import Iris, dated, local_names, slug
from canbo.graph.keys import name_key
from canbo.graph.namespaces import CONCEPTS, term
from canbo.graph.nodes import Described
from canbo.graph.persons import Persons
from canbo.graph.rows import OfficeRow, Rows
from canbo.ontology import table


@dataclass(frozen=True, slots=True)
class _Post:
    role: str  # key of its name
    body: BodyKey


@dataclass(frozen=True, slots=True)
class _Tenure:
    person: str  # last part of the person's IRI
    role: str
    body: BodyKey | None


class Tenures:
    """The posts and tenures of a store."""

    def __init__(self, rows: Rows, iris: Iris, persons: Persons, bodies: Bodies) -> None:
        self._iris = iris
        self._persons = persons
        self._bodies = bodies
        self._posts: dict[_Post, list[OfficeRow]] = defaultdict(list)
        self._tenures: dict[_Tenure, list[OfficeRow]] = defaultdict(list)
        for row in rows.offices:
            body = body_key(row)
            role = name_key(row.role_name)
            self._tenures[_Tenure(persons.local(row), role, body)].append(row)
            if body is not None and not _is_seat(row.role):
                self._posts[_Post(role, body)].append(row)
        self._post_names = local_names({_identity(p): self._post_text(p) for p in self._posts})
        self._tenure_names = local_names({_identity(t): self._tenure_text(t) for t in self._tenures})

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the description of all posts and tenures."""
        for post, rows in self._posts.items():
            yield from self._of_post(post, rows)
        for tenure, rows in self._tenures.items():
            yield from self._of_tenure(tenure, rows)

    def _of_post(self, post: _Post, rows: list[OfficeRow]) -> Iterator[ox.Quad]:
        node = self._post_node(post)
        label = f"{rows[0].role_name} {self._bodies.label(post.body)}"
        yield from Described(node, "org:Post", label, (row.iri for row in rows), searched=False).quads()
        yield ox.Quad(node, term("org:postIn"), self._bodies.node(post.body))
        if rows[0].role:
            yield ox.Quad(node, term("org:role"), ox.NamedNode(rows[0].role))
        for row in rows:
            yield ox.Quad(node, term("org:heldBy"), self._persons.node(row))

    def _of_tenure(self, tenure: _Tenure, rows: list[OfficeRow]) -> Iterator[ox.Quad]:
        node = self._iris.entity("tenure", self._tenure_names[_identity(tenure)])
        label = f"{rows[0].person}: {rows[0].role_name}"
        label += f" {self._bodies.label(tenure.body)}" if tenure.body else ""
        yield from Described(node, "org:Membership", label, (row.iri for row in rows), searched=False).quads()
        yield ox.Quad(node, term("org:member"), self._persons.node(rows[0]))
        if rows[0].role:
            yield ox.Quad(node, term("org:role"), ox.NamedNode(rows[0].role))
        if tenure.body is not None:
            yield ox.Quad(node, term("org:organization"), self._bodies.node(tenure.body))
            post = _Post(tenure.role, tenure.body)
            if post in self._posts:
                yield ox.Quad(node, term("inPost"), self._post_node(post))
        yield from _time(node, rows)

    def _post_node(self, post: _Post) -> ox.NamedNode:
        return self._iris.entity("post", self._post_names[_identity(post)])

    def _post_text(self, post: _Post) -> str:
        return f"{slug(post.role)} {self._bodies.local(post.body)}"

    def _tenure_text(self, tenure: _Tenure) -> str:
        body = self._bodies.local(tenure.body) if tenure.body else ""
        return f"{tenure.person} {slug(tenure.role)} {body}"


def _identity(thing: _Post | _Tenure) -> str:
    body = thing.body.identity if thing.body else ""
    person = thing.person if isinstance(thing, _Tenure) else ""
    return f"{person}|{thing.role}|{body}"


def _time(node: ox.NamedNode, rows: list[OfficeRow]) -> Iterator[ox.Quad]:
    """Yield status and attested time. `nguyên Bí thư` attests no day in office, so only current ones count."""
    said = {row.status for row in rows}
    status = concept("status", said.pop() if len(said) == 1 else "unknown")
    if status is not None:
        yield ox.Quad(node, term("status"), status)
    days = [row.article.as_of for row in rows if row.status == "current" and row.article.as_of]
    if days:
        # A bare year is some day of it: where the year has a dated article, that is first and last.
        yield ox.Quad(node, term("attestedFirst"), dated(min(days, key=lambda day: day.ljust(10, "9"))))
        yield ox.Quad(node, term("attestedLast"), dated(max(days)))


@cache
def _is_seat(role: str) -> bool:
    """Tell whether many hold this role at a time, so that there is no single post; unknown roles count as seats."""
    name = role.removeprefix(f"{CONCEPTS}role/")
    if not name or (name.startswith("pho-") and not name.endswith("thuong-truc")):
        return True  # deputies are several; only a permanent deputy is one
    return next((bool(row.get("seat")) for row in table("roles")["role"] if row["id"] == name), True)
