"""The triples of an article as the words of N-Triples: what is stored, and what is checked before.

A word is a string, made once and shared: an article has 800 triples but few properties, classes and concepts. To make
an object of pyoxigraph for each of them, to take it apart again for the shapes and to write it took more time than
all that is decided about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from canbo.graph.namespaces import VOCABULARIES, term

Triple = tuple[str, str, str]  # each as N-Triples writes it: `<https://…>`, `"19"^^<…#integer>`

_STRING = VOCABULARIES["xsd"] + "string"
_LANGUAGE_STRING = VOCABULARIES["rdf"] + "langString"
_ESCAPE = re.compile(r'\\(?:([tbnrf"\'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_MEANS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_KEPT = 1 << 12  # words of which the value is kept: those of one article, at which several shapes look


class Value(NamedTuple):
    """What a word stands for: an IRI (`datatype` is empty), a blank node (`_:`), or a literal."""

    text: str
    datatype: str = ""
    language: str = ""

    @property
    def is_iri(self) -> bool:
        """Tell whether it is an IRI."""
        return not self.datatype

    @property
    def is_blank(self) -> bool:
        """Tell whether it is a blank node."""
        return self.datatype == "_:"


@cache
def word(name: str) -> str:
    """Return the word for a prefixed name (`org:Post`); a name without prefix is a term of canbo."""
    return str(term(name))


TYPE = word("rdf:type")


def is_iri(word: str) -> bool:
    """Tell whether a word is an IRI."""
    return word[0] == "<"


def quoted(value: str, datatype: str = "") -> str:
    """Return the word for a literal; `datatype` is a word too."""
    plain = value.isprintable() and '"' not in value and "\\" not in value
    literal = f'"{value}"' if plain else str(ox.Literal(value))  # pyoxigraph knows what is to be escaped
    return f"{literal}^^{datatype}" if datatype else literal


@lru_cache(_KEPT)
def value_of(word: str) -> Value:
    """Return what a word stands for."""
    if word[0] == "<":
        return Value(word[1:-1])
    if word[0] != '"':
        return Value(word, "_:")
    end = word.rindex('"')
    text, kind = word[1:end], word[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_meant, text)
    if not kind:
        return Value(text, _STRING)
    return Value(text, _LANGUAGE_STRING, kind[1:]) if kind[0] == "@" else Value(text, kind[3:-1])


def _meant(match: re.Match[str]) -> str:
    one, short, long = match.groups()
    return _MEANS.get(one, one) if one else chr(int(short or long, 16))


def written(triples: Iterable[Triple]) -> bytes:
    """Return triples as N-Triples."""
    return "".join([f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples]).encode()


def quads(triples: Iterable[Triple]) -> list[ox.Quad]:
    """Return triples as pyoxigraph has them."""
    found = ox.parse(written(triples), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(one.subject, one.predicate, one.object) for one in found]


def triples_of(found: Iterable[ox.Quad]) -> list[Triple]:
    """Return quads of pyoxigraph as triples."""
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in found]
