"""Bodies: a name and the unit it governs. A body of a unit that no article names is scoped to its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.concepts import concept
from canbo.graph.iris import Iris, digest, slug
from canbo.graph.keys import name_key
from canbo.graph.linking.nodes import Described
from canbo.graph.namespaces import term
from canbo.graph.rows import InstrumentRow, MeetingRow, OfficeRow, Row
from canbo.graph.scopes import body_kind, scope_of
from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import Unit


@dataclass(frozen=True, slots=True)
class BodyKey:
    """What tells bodies apart: the name without accents; the unit (`place`), the country (all empty) or the article.

    Two names of one unit that differ in accents only are one body: no two bodies of a unit were ever seen that do,
    and a slip is common. `written` is the name of a place of which it is open what unit it means.
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

    @property
    def central(self) -> bool:
        """Tell whether the body is one of the whole country."""
        return not (self.place or self.article)


def body_key(row: OfficeRow | MeetingRow) -> BodyKey | None:
    """Return the body of a statement, or None where it names none.

    A place that is only the article's own (`article/NAME/place/…`) is different in every article already.
    """
    if not row.body:
        return None
    name = slug(row.body)
    if row.place:
        return BodyKey(name, place=row.place)
    if not row.place_name and scope_of(row.body).central:
        return BodyKey(name)
    return BodyKey(name, article=row.scope, written=slug(row.place_name) if row.place_name else "")


def place_unit(iri: str, iris: Iris) -> Unit | None:
    """Return the unit of the gazetteer that a place is, or None for one of an article."""
    below = f"{iris.base}place/"
    return gazetteer.by_id(iri.removeprefix(below)) if iri.startswith(below) else None


def article_slug(iri: str) -> str:
    """Return a part of an IRI for an article's things: its name, with a hash where the slug alone may be another's."""
    name = iri.rpartition("/article/")[2]
    short = slug(name)
    return short if short == name else f"{short}-{digest(name, 4)}"


def place_slug(iri: str, iris: Iris) -> str:
    """Return a part of an IRI for a place: the id of its unit, or its name with its article's."""
    path = iri.removeprefix(iris.base)
    if path.startswith("place/"):
        return path.removeprefix("place/")
    article, _, name = iri.rpartition("/place/")
    return f"{name}-{article_slug(article)}"


def body_local(key: BodyKey, iris: Iris) -> str:
    """Return the last part of the IRI of a body: a function of its key, so it never changes."""
    where = place_slug(key.place, iris) if key.place else ""
    article = article_slug(key.article) if key.article else ""
    return slug(" ".join(filter(None, (key.name, where, key.written, article))))


def body_node(key: BodyKey, iris: Iris) -> ox.NamedNode:
    """Return the node of a body."""
    return iris.entity("body", body_local(key, iris))


def body_label(row: OfficeRow | MeetingRow, written: str, iris: Iris) -> str:
    """Return the name of the body of `row`, written as `written`, with its unit: `Huyện ủy Ngân Sơn`."""
    key = body_key(row)
    if key is None:
        return ""
    if key.scoped:
        article = key.article.rpartition("/article/")[2]
        return f"{written}{' ' + row.place_name if row.place_name else ''} (chưa rõ nơi, bài {article})"
    unit = place_unit(key.place, iris) if key.place else None
    place = unit.name if unit is not None else row.place_name
    return f"{written} {place}" if key.place and place else written


def best_written(forms: Iterable[str]) -> str:
    """Return the form to show: one with small letters before one in capitals, then the one with most capitals."""
    return min(forms, key=lambda form: (form.isupper() and " " in form, -sum(map(str.isupper, form)), form))


class BodyKind:
    """How bodies are made of statements: see `shared.Shared`."""

    folder = "body"
    predicates = ("rdf:type", "rdfs:label", "skos:prefLabel", "searchKey", "sortKey", "org:classification", "governs")

    def __init__(self, iris: Iris) -> None:
        self._iris = iris

    def of(self, row: Row) -> tuple[str, str] | None:
        """Return the local name of the body of a statement and how it is written there."""
        if not isinstance(row, OfficeRow | MeetingRow):
            return None
        key = body_key(row)
        return (body_local(key, self._iris), row.body) if key is not None else None

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of the body of `row`, written in these forms."""
        assert isinstance(row, OfficeRow | MeetingRow)
        key = body_key(row)
        assert key is not None
        label = body_label(row, best_written(forms), self._iris)
        yield from Described(node, "org:FormalOrganization", label, ()).quads()
        yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(label, language="vi"))
        kind = body_kind(name_key(best_written(forms)))
        classification = concept("body-kind", kind) if kind else None
        if classification is not None:
            yield ox.Quad(node, term("org:classification"), classification)
        if key.place:
            yield ox.Quad(node, term("governs"), ox.NamedNode(key.place))


class TermKind:
    """Bodies in a term: `Ban Chấp hành Đảng bộ huyện khóa XXII`, a specialisation of the body; see `shared.Shared`."""

    folder = "body-in-term"
    predicates = ("rdf:type", "rdfs:label", "prov:specializationOf", "termName")

    def __init__(self, iris: Iris) -> None:
        self._iris = iris

    def of(self, row: Row) -> tuple[str, str] | None:
        """Return the local name of the body in a term that a statement is of."""
        local = term_local(row, self._iris)
        return (local, row.body) if local and isinstance(row, OfficeRow | MeetingRow) else None

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of the body in a term of `row`."""
        assert isinstance(row, OfficeRow | MeetingRow)
        key = body_key(row)
        assert key is not None
        label = f"{body_label(row, best_written(forms), self._iris)}, {term_name(row.term)}"
        yield from Described(node, "BodyInTerm", label, (), searched=False).quads()
        yield ox.Quad(node, term("prov:specializationOf"), body_node(key, self._iris))
        yield ox.Quad(node, term("termName"), ox.Literal(row.term))


def term_local(row: Row, iris: Iris) -> str:
    """Return the last part of the IRI of the body in a term of a statement, empty where it has none."""
    if isinstance(row, InstrumentRow) or not isinstance(row, OfficeRow | MeetingRow) or not row.term:
        return ""
    key = body_key(row)
    return slug(f"{body_local(key, iris)} {row.term}") if key is not None else ""


def term_name(name: str) -> str:
    """Return a term as it is read: `nhiệm kỳ 2020-2025`, `khóa XXII`."""
    return f"nhiệm kỳ {name}" if name[:1].isdigit() else name
