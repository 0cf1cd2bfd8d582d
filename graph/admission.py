"""What may go into the store: an article's triples without the statements that do not conform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from canbo.extractors.article import Article
from canbo.graph.conformance import conforms
from canbo.graph.findings import Finding, Report
from canbo.graph.summary import Refused
from canbo.graph.triples import Triple, quads, triples_of
from canbo.graph.validation import accepted, validate


@dataclass(frozen=True, slots=True)
class Admitted:
    """The triples of the article called `name` that conform, and what was refused."""

    name: str
    triples: list[Triple]
    refused: tuple[Refused, ...]


def admit(batch: Sequence[tuple[Article, list[Triple]]]) -> list[Admitted]:
    """Validate the articles of a batch and return what of each conforms, in the same order.

    Those that do not certainly conform are validated in one call: their nodes are apart, so nothing in one article can
    hide a violation in another.
    """
    doubtful = [triples for _, triples in batch if not conforms(triples)]
    report = _report(doubtful) if doubtful else Report((), 0)
    refused = _refused(report)
    bad = {found.article for found in report.violations}
    return [
        Admitted(name, _accepted(triples, report) if name in bad else triples, tuple(refused.get(name, ())))
        for name, triples in ((article.document.name, triples) for article, triples in batch)
    ]


def _report(doubtful: list[list[Triple]]) -> Report:
    from canbo.graph.bridge import memory_graph

    return validate(memory_graph(quad for triples in doubtful for quad in quads(triples)))


def _accepted(triples: list[Triple], report: Report) -> list[Triple]:
    return triples_of(accepted(quads(triples), report))


def _refused(report: Report) -> dict[str, list[Refused]]:
    """Return what was refused by article: one entry for each statement, or value of an article, with all reasons."""
    grouped: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for found in report.violations:
        for node in found.statements or (found.node,):
            grouped[found.article, node].append(found)
    refused: dict[str, list[Refused]] = defaultdict(list)
    for (name, node), findings in grouped.items():
        first = findings[0]
        reasons = tuple(dict.fromkeys(found.message_en for found in findings))
        values = tuple(dict.fromkeys(found.value for found in findings if found.value))
        refused[name].append(Refused(name, first.table, node, first.quote, values, reasons))
    return refused
