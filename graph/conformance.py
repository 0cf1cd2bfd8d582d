"""Whether an article's triples certainly conform: the shapes of `ontology/shapes/`, compiled to functions.

pyshacl took more than half of the time of a build. Nearly all articles conform, so here the question is only that, and
the answer has three values: yes; no; or that this cannot tell (an odd number, two dates of unlike precision). Anything
but yes is for `canbo.graph.validation`, with pyshacl, which says what is wrong and decides. tests/test_conformance.py
compares both on bad data of every kind. A construct that is not known here is an error, never passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

import pyoxigraph as ox

from canbo.graph.shape_functions import SH, ClassShapes, Data, Shapes
from canbo.graph.triples import Triple, triples_of, value_of, word
from canbo.ontology import turtle, turtle_names


def conforms(triples: Iterable[Triple]) -> bool:
    """Tell whether the triples of an article certainly have no violation, of shapes or of quotes."""
    data = Data.of(triples)
    if not data.plain:
        return False
    for name, shapes in _shapes().items():
        for node in data.classes.get(name, ()):
            if not shapes.hold(data, node):
                return False
    return all(_is_exact(data, text) for text in data.classes.get(word("nif:Context"), ()))


_SPAN = tuple(word(f"nif:{name}") for name in ("beginIndex", "endIndex", "anchorOf"))


def _is_exact(data: Data, text: str) -> bool:
    """Tell whether the hash and length of a text and the quotes from it are right; canbo.graph.quotes says which."""
    stored = data.of_node(text, word("nif:isString"))
    stated = data.of_node(text, word("sha256"))
    length = data.of_node(text, word("length"))
    if not len(stored) == len(stated) == len(length) == 1:
        return False
    words = value_of(stored[0]).text
    if value_of(stated[0]).text != sha256(words.encode()).hexdigest() or value_of(length[0]).text != str(len(words)):
        return False
    for span in data.classes.get(word("nif:String"), ()):
        begins, ends, quotes = (data.of_node(span, name) for name in _SPAN)
        if not len(begins) == len(ends) == len(quotes) == 1:
            return False
        # the shapes have seen that they are integers
        begin, end = int(value_of(begins[0]).text), int(value_of(ends[0]).text)
        if not 0 <= begin < end <= len(words) or words[begin:end] != value_of(quotes[0]).text:
            return False
    return True


@cache
def _shapes() -> dict[str, ClassShapes]:
    """Return the shapes whose violation keeps something out, by the class that they are about."""
    texts = (ox.parse(turtle(name).encode(), format=ox.RdfFormat.TURTLE) for name in turtle_names("shapes"))
    triples = [triple for quads in texts for triple in triples_of(quads)]
    graph = Shapes(triples)
    found: dict[str, ClassShapes] = defaultdict(ClassShapes)
    for node in sorted({subject for subject, predicate, _ in triples if predicate == f"<{SH}targetClass>"}):
        severity = graph.of(node, "severity")
        if severity in ([], [f"<{SH}Violation>"]) and not graph.of(node, "deactivated"):
            for name in graph.of(node, "targetClass"):
                graph.add_to(found[name], node)
    return dict(found)
