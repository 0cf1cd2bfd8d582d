"""A validation report as text in Vietnamese and English, as JSON, and as the SHACL report graph in Turtle."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from canbo.graph.findings import SHAPES, Finding, Report, Severity
from canbo.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

_SEVERITY_VI = {Severity.VIOLATION: "VI PHẠM", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "LƯU Ý"}
_LONGEST = 240  # characters of a quote or value in the text; JSON and Turtle have them whole


def render(report: Report, form: str) -> str:
    """Return `report` as `text`, `json` or `turtle`, with a line end; equal reports give equal bytes."""
    return FORMATS[form](report)


def as_text(report: Report) -> str:
    """Return the report for people: article by article, the worst first, then a summary."""
    lines: list[str] = []
    ordered = sorted(report.findings, key=lambda found: found.article)
    for article, findings in groupby(ordered, key=lambda found: found.article):
        lines.append(f"== {article or '(không thuộc bài nào / of no article)'}")
        for found in findings:
            lines += [*_lines(found), ""]
    return "\n".join([*lines, *_summary(report)]) + "\n"


def as_json(report: Report) -> str:
    """Return the report as one JSON object with the fields of `Finding` under `findings`."""
    content = {
        "conforms": report.conforms,
        "statements": report.statements,
        "violations": len(report.violations),
        "findings": [asdict(found) for found in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_turtle(report: Report) -> str:
    """Return the report as a SHACL report (`sh:ValidationReport`) in Turtle."""
    return report_graph(report).serialize(format="turtle")


def report_graph(report: Report) -> Graph:
    """Return the SHACL report; `sh:conforms` is SHACL's: false where there is any result, even a warning."""
    from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (PREFIXES | {"sh": str(SH), "cs": SHAPES}).items():
        graph.bind(prefix, namespace)
    node = BNode("report")
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(not report.findings)))
    for number, found in enumerate(report.findings):
        result = BNode(f"r{number:06}")
        graph.add((node, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, URIRef(found.node)))
        graph.add((result, SH.resultSeverity, SH[found.severity.capitalize()]))
        graph.add((result, SH.sourceShape, URIRef(SHAPES + found.shape)))
        component = SH[found.component] if found.component else URIRef(SHAPES + "QuoteConstraintComponent")
        graph.add((result, SH.sourceConstraintComponent, component))
        graph.add((result, SH.resultMessage, Literal(found.message_vi, lang="vi")))
        graph.add((result, SH.resultMessage, Literal(found.message_en, lang="en")))
        if found.path and "/" not in found.path:
            graph.add((result, SH.resultPath, graph.namespace_manager.expand_curie(found.path)))
        if found.value:
            graph.add((result, SH.value, Literal(found.value)))
    return graph


FORMATS: dict[str, Callable[[Report], str]] = {"text": as_text, "json": as_json, "turtle": as_turtle}


def _lines(found: Finding) -> Iterator[str]:
    place = " ".join(part for part in (found.table, found.column or found.path) if part)
    yield f"{_SEVERITY_VI[found.severity]} / {found.severity.upper()}  {place}  [{found.shape}]"
    if found.value:
        yield f"    giá trị / value: {_short(found.value)}"
    yield f"    vi: {found.message_vi}"
    yield f"    en: {found.message_en}"
    if found.quote:
        yield f"    trích / quote: “{_short(found.quote)}”"
    if found.sentence and found.sentence != found.quote:
        yield f"    câu / sentence: “{_short(found.sentence)}”"
    yield f"    {found.node}"


def _summary(report: Report) -> Iterator[str]:
    bad = len(report.violations)
    other = len(report.findings) - bad
    yield (
        f"{report.statements} phát biểu, {bad} vi phạm, {other} cảnh báo / "
        f"{report.statements} statements, {bad} violations, {other} warnings"
    )
    yield "Đạt / conforms" if report.conforms else "Không đạt / does not conform"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
