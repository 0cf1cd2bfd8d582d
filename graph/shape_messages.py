"""What the shapes say, in the other language: refusals are kept with the English message."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pyoxigraph as ox

from canbo.ontology import turtle, turtle_names

_MESSAGE = ox.NamedNode("http://www.w3.org/ns/shacl#message")


def in_vietnamese(message: str) -> str:
    """Return the Vietnamese message of the shape that has this English one; the message itself where there is none."""
    return _messages().get(message, message)


@cache
def _messages() -> dict[str, str]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in turtle_names("shapes"):
        for quad in ox.parse(turtle(name).encode(), format=ox.RdfFormat.TURTLE):
            if quad.predicate == _MESSAGE and isinstance(quad.object, ox.Literal):
                found[str(quad.subject)][quad.object.language or ""] = quad.object.value
    return {said["en"]: said["vi"] for said in found.values() if {"en", "vi"} <= said.keys()}
