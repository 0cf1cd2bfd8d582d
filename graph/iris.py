"""IRIs: readable slugs below one base, a short hash where a slug alone would not be unique."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from canbo.graph.namespaces import VOCABULARIES
from canbo.ontology.folding import fold
from canbo.ontology.gazetteer import Unit

_LONGEST = 90  # characters of a slug; what is longer is cut and gets a hash of the whole


def digest(text: str, length: int = 8) -> str:
    """Return the first `length` hexadecimal digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@cache
def slug(text: str) -> str:
    """Return `text` as a part of an IRI: `Huyện ủy Ngân Sơn` is `huyen-uy-ngan-son`; never empty."""
    words = fold(text).replace(" ", "-")
    if not words:
        return f"x-{digest(text)}"
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip('-')}-{digest(words)}"


def escaped(name: str) -> str:
    """Return a file name as a part of an IRI, one for one: letters stay, all but `-._` is percent-encoded."""
    name = unicodedata.normalize("NFC", name)
    if not name.strip("."):
        return name.replace(".", "%2E") or "%20"  # "." and ".." would be path segments
    return "".join(c if c.isalnum() or c in "-._" else _percent(c) for c in name)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def local_names(readable: Mapping[str, str]) -> dict[str, str]:
    """Return a local name for each identity: the slug of its readable text, with a hash where two share it.

    `readable` maps identities (any string that tells two things apart) to what a reader should see. The result
    depends on the set alone, never on its order.
    """
    slugs = {identity: slug(text) for identity, text in readable.items()}
    sharing: dict[str, int] = defaultdict(int)
    for one in slugs.values():
        sharing[one] += 1
    return {i: one if sharing[one] == 1 else f"{one}-{digest(i)}" for i, one in slugs.items()}


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs of data below `base` (which ends with `/` or `#`)."""

    base: str

    def node(self, path: str) -> ox.NamedNode:
        """Return the node of a path below the base."""
        return ox.NamedNode(self.base + path)

    def article(self, name: str) -> str:
        """Return the IRI of the article of this document name; its other nodes are below it."""
        return f"{self.base}article/{escaped(name)}"

    def entity(self, folder: str, local: str) -> ox.NamedNode:
        """Return the node of an entity, for example of `person`, `nong-binh-cuong`."""
        return ox.NamedNode(f"{self.base}{folder}/{local}")

    def place(self, unit: Unit) -> ox.NamedNode:
        """Return the node of a unit: `place/ngan-son-062`, since the reform `place/ngan-son-01942-2025`."""
        return ox.NamedNode(f"{self.base}place/{unit.id}")

    def period(self, name: str) -> ox.NamedNode:
        """Return the node of a period as fact tables write it: `period/2024-H1`."""
        return ox.NamedNode(f"{self.base}period/{escaped(name)}")


@cache
def dated(value: str) -> ox.Literal:
    """Return an ISO date as a literal whose datatype is its precision: year, month or day.

    Anything else stays a string, which the shapes refuse.
    """
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    kind = kinds.get(len(value), "string") if value.replace("-", "").isdigit() else "string"
    return ox.Literal(value, datatype=ox.NamedNode(VOCABULARIES["xsd"] + kind))
