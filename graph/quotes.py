"""What core SHACL cannot check: that quotes stand in the text at their offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from rdflib import RDF, Graph, URIRef
from rdflib.term import Literal, Node

from canbo.graph.findings import Fault
from canbo.graph.namespaces import VOCABULARIES

_NIF = VOCABULARIES["nif"]
_CANBO = VOCABULARIES["canbo"]
_CONTEXT = URIRef(_NIF + "Context")
_REFERENCE = URIRef(_NIF + "referenceContext")
_IS_STRING = URIRef(_NIF + "isString")
_BEGIN = URIRef(_NIF + "beginIndex")
_END = URIRef(_NIF + "endIndex")
_ANCHOR = URIRef(_NIF + "anchorOf")
_SHA256 = URIRef(_CANBO + "sha256")
_LENGTH = URIRef(_CANBO + "length")


def check_quotes(data: Graph) -> Iterator[Fault]:
    """Yield the faults of all texts in `data`, in no order: quotes, offsets, hash and length of the text.

    Where the text itself is not in `data`, offsets are checked against its length alone.
    Offsets count code points of the NFC text. What has no offset or no quote is left to the shapes.
    """
    for node in data.subjects(RDF.type, _CONTEXT):
        if isinstance(node, URIRef):
            stored = data.value(node, _IS_STRING)
            text = None if stored is None else str(stored)
            if text is not None and not _is_exact(data, node, text):
                yield Fault(str(node), "", "text-exact")
            length = _number(data.value(node, _LENGTH)) if text is None else len(text)
            yield from _of_spans(data, node, text, length)


def _is_exact(data: Graph, node: URIRef, text: str) -> bool:
    stated, length = data.value(node, _SHA256), _number(data.value(node, _LENGTH))
    return (stated is None or str(stated) == hashlib.sha256(text.encode()).hexdigest()) and (
        length is None or length == len(text)
    )


def _of_spans(data: Graph, node: URIRef, text: str | None, length: int | None) -> Iterator[Fault]:
    for span in data.subjects(_REFERENCE, node):
        begin, end = _number(data.value(span, _BEGIN)), _number(data.value(span, _END))
        words = data.value(span, _ANCHOR)
        if begin is None or end is None or words is None or not isinstance(span, URIRef):
            continue
        if length is not None and end > length:
            yield Fault(str(span), str(end), "span-inside")
        elif text is not None and begin < end and text[max(begin, 0) : end] != str(words):
            yield Fault(str(span), str(words), "span-exact")


def _number(value: Node | None) -> int | None:
    number = value.toPython() if isinstance(value, Literal) else None
    return number if isinstance(number, int) else None
