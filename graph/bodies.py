"""Bodies: a name and the unit it governs. A body of a unit that no article names is scoped to its article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from canbo.graph.concepts import concept
from canbo.graph.iris import Iris, local_names, slug
from canbo.graph.keys import name_key
from canbo.graph.namespaces import term
from canbo.graph.nodes import Described, Names
from canbo.graph.rows import ArticleRow, MeetingRow, OfficeRow, Rows
from canbo.graph.scopes import body_kind, scope_of


@dataclass(frozen=True, slots=True)
class BodyKey:
    """What tells bodies apart: the name, and the unit (`place`), the country (all empty) or the article.

    `written` is the name of a place of which it is open what unit it means.
    """

    name: str
    place: str = ""
    article: str = ""
    written: str = ""

    @property
    def identity(self) -> str:
        """Return the key as one string."""
        return f"{self.name}|{self.place}|{self.article}|{self.written}"

    @property
    def scoped(self) -> bool:
        """Tell whether the body is known in one article only, because its unit is not named or open."""
        return bool(self.article)


def body_key(row: OfficeRow | MeetingRow) -> BodyKey | None:
    """Return the body of a statement, or None where it names none.

    A place that is only the article's own (`article/NAME/place/…`) is different in every article already.
    """
    if not row.body:
        return None
    if row.place:
        return BodyKey(name_key(row.body), place=row.place)
    if not row.place_name and scope_of(row.body).central:
        return BodyKey(name_key(row.body))
    return BodyKey(name_key(row.body), article=row.article.iri, written=name_key(row.place_name))


@dataclass(slots=True)
class _Told:
    written: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    articles: dict[str, ArticleRow] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


class Bodies:
    """All bodies of a store, with their nodes."""

    def __init__(self, rows: Rows, iris: Iris, names: Names) -> None:
        self._iris = iris
        self._names = names
        self._told: dict[BodyKey, _Told] = defaultdict(_Told)
        named: tuple[OfficeRow | MeetingRow, ...] = (*rows.offices, *rows.meetings)
        for row in named:
            key = body_key(row)
            if key is not None:
                told = self._told[key]
                told.written.append(row.body)
                told.places.add(row.place_name)
                told.articles[row.article.iri] = row.article
                told.sources.append(row.iri)
        readable = {key.identity: self._readable(key) for key in self._told}
        self._local = local_names(readable)

    def node(self, key: BodyKey) -> ox.NamedNode:
        """Return the node of a body."""
        return self._iris.entity("body", self.local(key))

    def local(self, key: BodyKey) -> str:
        """Return the last part of the IRI of a body, for the IRIs of its posts."""
        return self._local[key.identity]

    def label(self, key: BodyKey) -> str:
        """Return the name of a body with its unit: `Huyện ủy Ngân Sơn`."""
        told = self._told[key]
        name = most_written(told.written)
        place = next((p for p in sorted(told.places) if p), "")
        if key.scoped:
            article = next(iter(told.articles.values())).name
            return f"{name}{' ' + place if place else ''} (chưa rõ nơi, bài {article})"
        return f"{name} {place}" if place else name

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the description of all bodies."""
        for key, told in self._told.items():
            node = Described(self.node(key), "org:FormalOrganization", self.label(key), told.sources)
            yield from node.quads()
            yield ox.Quad(node.node, term("skos:prefLabel"), ox.Literal(self.label(key), language="vi"))
            kind = body_kind(key.name)
            classification = concept("body-kind", kind) if kind else None
            if classification is not None:
                yield ox.Quad(node.node, term("org:classification"), classification)
            if key.place:
                yield ox.Quad(node.node, term("governs"), ox.NamedNode(key.place))

    def _readable(self, key: BodyKey) -> str:
        where = self._names.place(key.place) if key.place else ""
        article = next(iter(self._told[key].articles.values())).name if key.scoped else ""
        return f"{slug(key.name)} {where} {key.written} {article}"


def most_written(written: list[str]) -> str:
    """Return the form that is written most often; of equals the first in order."""
    return min(Counter(written).items(), key=lambda item: (-item[1], item[0]))[0]
