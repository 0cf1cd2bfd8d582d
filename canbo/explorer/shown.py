"""Cells of an answer as readers see them: names in place of IRIs, with links, numbers and days as they write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.explorer.asking import Answered
from canbo.explorer.links import Links
from canbo.explorer.rendering import concept
from canbo.explorer.words import column, day, number
from canbo.graph.namespaces import PREFIXES, VOCABULARIES
from canbo.graph.query import Cell
from canbo.graph.results import value
from canbo.ontology import table

_XSD = VOCABULARIES["xsd"]
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
_LONG = 40  # characters; longer texts are not to be broken into columns of single words
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
# A column of IRIs is not shown where the column that names the same things is: its names are the links.
NAMED = {
    "person_node": "name", "place_node": "place_name", "candidate_node": "candidate", "one_node": "one",
    "other_node": "other", "predecessor_node": "predecessor", "successor_node": "successor", "instrument": "mention",
}  # fmt: skip
# Columns of coded values (ontology/tables/network.toml and catalogue.toml have their Vietnamese names).
_CODED = {
    "measure", "qualifier", "part", "status", "certainty", "era", "overlap", "verdict", "stage", "table", "mention",
    "why",
}  # fmt: skip
_YEARS = {"year", "code", "ordinal", "begin", "end"}  # numbers that are no quantities


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text, where it leads, and whether it is a quantity, words of an article, long, or code."""

    text: str
    link: str = ""
    kind: str = ""


def heading(name: str, lang: str) -> str:
    """Return the heading of a column of the catalogue."""
    known = table("catalogue")["columns"].get(name)
    return str(known[lang]) if known else column(name, lang)


def columns(answer: Answered) -> tuple[str, ...]:
    """Return the columns that are shown."""
    return tuple(name for name in answer.columns if NAMED.get(name) not in answer.columns)


def rows(answer: Answered, links: Links, lang: str) -> Iterator[list[Shown]]:
    """Yield the rows as they are shown."""
    made = _Table(answer, links, lang)
    for row in answer.cells:
        yield [made.cell(row, name) for name in columns(answer)]


class _Table:
    """Columns of an answer, and what leads where."""

    def __init__(self, answer: Answered, links: Links, lang: str) -> None:
        self._links = links
        self._lang = lang
        self._places = {name: place for place, name in enumerate(answer.columns)}
        here = self._places
        self._nodes = {named: node for node, named in NAMED.items() if node in here and named in here}
        self._has_words = {"document", "begin", "end"} <= here.keys()

    def cell(self, row: tuple[Cell, ...], name: str) -> Shown:
        """Return a cell with the link that it or other cells of its row give it."""
        shown = self._shown(row[self._places[name]], name)
        if not shown.text:
            return shown
        if name in self._nodes:
            return Shown(shown.text, self._links.url(self._text(row, self._nodes[name])), shown.kind)
        if name in ("document", "other_document"):
            return Shown(shown.text, self._links.article(shown.text), "doc")
        if name == "quote" and "document" in self._places:
            return Shown(shown.text, self._words(row, shown.text), "words")
        return Shown(shown.text, shown.link, "words") if name in ("quote", "sentence") else shown

    def _words(self, row: tuple[Cell, ...], quote: str) -> str:
        """Return where an article has the words of a row: their offsets, else the words themselves tell it."""
        if self._has_words:
            return self._links.words(*(self._text(row, one) for one in ("document", "begin", "end")))
        return self._links.saying(self._text(row, "document"), quote)

    def _text(self, row: tuple[Cell, ...], name: str) -> str:
        return value(row[self._places[name]])

    def _shown(self, cell: Cell, name: str) -> Shown:
        text = value(cell)
        if isinstance(cell, ox.NamedNode):
            return self._node(text)
        if isinstance(cell, ox.Literal):
            if cell.datatype.value in _NUMBERS:
                return Shown(text if name in _YEARS else number(text, self._lang), "", "num")
            if _DAY.fullmatch(text):
                return Shown(day(text, self._lang), "", "day")
        if name in _CODED:
            return Shown(_coded(text, self._lang))
        return Shown(text, "", "long" if len(text) > _LONG else "")

    def _node(self, iri: str) -> Shown:
        link = self._links.url(iri)
        if link:
            return Shown(iri.removeprefix(self._links.base), link, "code")
        if any(iri.startswith(begin) for name, begin in PREFIXES.items() if name not in VOCABULARIES):
            return Shown(concept(iri, self._lang))
        return Shown(iri, "", "code")


def _coded(code: str, lang: str) -> str:
    """Return the name of a coded value; the English is the code."""
    if lang != "vi":
        return code
    return str(table("catalogue")["values"].get(code) or table("network")["values"].get(code, code))
