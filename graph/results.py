"""Answers as text: tables for people; CSV, TSV, JSON and RDF for programs.

Cells are the bare values: an IRI without brackets, a literal without datatype, nothing where the answer has none;
decimals without exponent and idle zeros. `sparql-json` keeps all of the terms.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import IO, Any

import pyoxigraph as ox

from canbo.extractors.statements import plain
from canbo.graph.namespaces import PREFIXES, VOCABULARIES
from canbo.graph.query import Answer, Cell, Solutions, Triples, Truth
from canbo.graph.sparql import QueryError

ROW_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "sparql-json")
GRAPH_FORMATS = ("turtle", "ntriples")
FORMATS = ROW_FORMATS + GRAPH_FORMATS

_XSD = VOCABULARIES["xsd"]
_FRACTIONS = {_XSD + name for name in ("decimal", "double", "float")}
_WHOLE = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger")}
_GAP = "  "
_NARROWEST = 6  # columns are never cut below this width


def write(answer: Answer, form: str, out: IO[str], width: int | None = None) -> int:
    """Write the answer and return how many rows or triples it has (1 for ASK).

    `form` is one of FORMATS, or empty: a table for rows and truth, Turtle for triples. `width` is that of the
    terminal, for tables; None leaves lines as long as they are. QueryError where the form does not fit the answer.
    """
    if isinstance(answer, Triples):
        return _write_triples(answer, form or "turtle", out)
    if form in GRAPH_FORMATS:
        raise QueryError(f"the answer has rows, no triples: choose --format {', '.join(ROW_FORMATS)}")
    if isinstance(answer, Truth):
        return _write_truth(answer, form or "table", out)
    if form in ("", "table"):
        return _write_table(answer, out, width)
    return _WRITERS[form](answer, out)


def value(cell: Cell) -> str:
    """Return a term as the text of a cell."""
    if cell is None:
        return ""
    if isinstance(cell, ox.Triple):
        return str(cell)
    if isinstance(cell, ox.Literal) and cell.datatype.value in _FRACTIONS:
        return _plain(cell.value)
    return cell.value


def _plain(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:  # INF of xsd:double
        return text
    return plain(number) if number.is_finite() else text


def _native(cell: Cell) -> Any:
    """Return a term as a value of JSON; numbers are numbers where no digit is lost."""
    text = value(cell)
    if isinstance(cell, ox.Literal):
        kind = cell.datatype.value
        if kind in _WHOLE:
            return int(text)
        if kind in _FRACTIONS and _plain(text) == text and text not in ("INF", "-INF", "NaN"):
            whole = "." not in text
            number = int(text) if whole else float(text)
            return number if whole or plain(Decimal(repr(number))) == text else text
        if kind == _XSD + "boolean":
            return text in ("true", "1")
    return None if cell is None else text


def _write_csv(answer: Solutions, out: IO[str]) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    return _count(answer, lambda row: writer.writerow([value(cell) for cell in row]))


_TSV = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _write_tsv(answer: Solutions, out: IO[str]) -> int:
    out.write("\t".join(answer.columns) + "\n")
    return _count(answer, lambda row: out.write("\t".join(value(c).translate(_TSV) for c in row) + "\n"))


def _write_json(answer: Solutions, out: IO[str]) -> int:
    rows = [_object(answer, row) for row in answer.rows]
    out.write("[" + ",".join(f"\n {_dump(row)}" for row in rows) + ("\n]\n" if rows else "]\n"))
    return len(rows)


def _write_jsonl(answer: Solutions, out: IO[str]) -> int:
    return _count(answer, lambda row: out.write(_dump(_object(answer, row)) + "\n"))


def _write_sparql_json(answer: Solutions, out: IO[str]) -> int:
    bindings = []
    for row in answer.rows:
        pairs = zip(answer.columns, row, strict=True)
        bindings.append({name: _binding(cell) for name, cell in pairs if cell is not None})
    shown = ",".join(f"\n {_dump(one)}" for one in bindings)
    out.write(f'{{"head": {_dump({"vars": list(answer.columns)})}, "results": {{"bindings": [{shown}]}}}}\n')
    return len(bindings)


_WRITERS: dict[str, Callable[[Solutions, IO[str]], int]] = {
    "csv": _write_csv,
    "tsv": _write_tsv,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "sparql-json": _write_sparql_json,
}


def _count(answer: Solutions, put: Callable[[tuple[Cell, ...]], object]) -> int:
    count = 0
    for row in answer.rows:
        put(row)
        count += 1
    return count


def _dump(something: object) -> str:
    return json.dumps(something, ensure_ascii=False)


def _object(answer: Solutions, row: tuple[Cell, ...]) -> dict[str, Any]:
    return {name: _native(cell) for name, cell in zip(answer.columns, row, strict=True)}


def _binding(cell: Cell) -> dict[str, Any]:
    """Return a term as the SPARQL 1.1 Query Results JSON Format has it."""
    if isinstance(cell, ox.NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, ox.BlankNode):
        return {"type": "bnode", "value": cell.value}
    if isinstance(cell, ox.Literal):
        found: dict[str, Any] = {"type": "literal", "value": cell.value}
        if cell.language:
            found["xml:lang"] = cell.language
        elif cell.datatype.value != _XSD + "string":
            found["datatype"] = cell.datatype.value
        return found
    return {"type": "literal", "value": str(cell)}


def _write_truth(answer: Truth, form: str, out: IO[str]) -> int:
    text = "true" if answer.value else "false"
    out.write((f'{{"head": {{}}, "boolean": {text}}}' if form == "sparql-json" else text) + "\n")
    return 1


def _write_triples(answer: Triples, form: str, out: IO[str]) -> int:
    if form not in GRAPH_FORMATS:
        raise QueryError(f"the answer is triples: choose --format {' or '.join(GRAPH_FORMATS)}")
    # Sorted, so that the same graph gives the same bytes.
    triples = sorted(set(answer.triples), key=str)
    wanted = ox.RdfFormat.TURTLE if form == "turtle" else ox.RdfFormat.N_TRIPLES
    data = ox.serialize(triples, format=wanted, prefixes=PREFIXES if form == "turtle" else None)
    out.write((data or b"").decode())
    return len(triples)


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes: combining marks none, East Asian wide letters two."""
    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf") else _letter_width(c) for c in text
    )


def _letter_width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _write_table(answer: Solutions, out: IO[str], width: int | None) -> int:
    terms = list(answer.rows)
    cells = [[" ".join(value(cell).split()) for cell in row] for row in terms]
    widths = [max(map(display_width, column)) for column in zip(answer.columns, *cells, strict=True)]
    if width is not None:
        widths = _fitted(widths, width - len(_GAP) * (len(widths) - 1))
    right = [any(map(_is_number, column)) for column in zip(*terms, strict=True)] or [False] * len(widths)
    for line in _lines(answer.columns, cells, widths, right):
        out.write(line.rstrip() + "\n")
    return len(terms)


def _lines(columns: tuple[str, ...], cells: list[list[str]], widths: list[int], right: list[bool]) -> Iterator[str]:
    for row in (columns, ["-" * w for w in widths], *cells):
        yield _GAP.join(_padded(cell, w, r) for cell, w, r in zip(row, widths, right, strict=True))


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, ox.Literal) and cell.datatype.value in _FRACTIONS | _WHOLE


def _fitted(widths: list[int], room: int) -> list[int]:
    """Return the widths made to fit: the widest columns are cut first, none below _NARROWEST."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = max(widths)
        below = max([w for w in widths if w < widest] + [_NARROWEST])
        places = [i for i, w in enumerate(widths) if w == widest]
        cut = min(widest - below, -(-(sum(widths) - room) // len(places)))
        for i in places:
            widths[i] -= cut
    return widths


def _padded(text: str, width: int, right: bool) -> str:
    if display_width(text) > width:
        text = _cut(text, width - 1) + "…"
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def _cut(text: str, width: int) -> str:
    end = used = 0
    for end, char in enumerate(text):
        used += display_width(char)
        if used > width:
            return text[:end]
    return text[: end + 1]


def as_text(answer: Answer, form: str = "", width: int | None = None) -> str:
    """Return what `write` writes."""
    out = io.StringIO()
    write(answer, form, out, width)
    return out.getvalue()
