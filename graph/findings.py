"""What validation finds: values in a stable order, without anything of how they were found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from canbo.graph.namespaces import PREFIXES

SHAPES = "https://w3id.org/canbo/shape#"


class Severity(StrEnum):
    """How bad a finding is; SHACL's three severities."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not conform.

    `article` is the document name, empty where no article is concerned; `table` is the fact table of the
    statement, `entities` for the entity layer, `article` for the article, its text and its evidence. `node`
    is the IRI that was checked; `statements` are the IRIs of the statements that fall with it. `path` is the
    property as a prefixed name, `column` the column of the fact table, `value` what stands there; all three
    may be empty. `quote` and `sentence` are the words of the article. `shape` and `component` are local names
    of the shape (`posts-role`) and of the SHACL constraint (`MinCountConstraintComponent`).
    """

    article: str
    table: str
    node: str
    statements: tuple[str, ...]
    path: str
    column: str
    value: str
    severity: Severity
    message_vi: str
    message_en: str
    quote: str
    sentence: str
    shape: str
    component: str


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, worst first, then by article and node. `statements` is how many were checked."""

    findings: tuple[Finding, ...]
    statements: int

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Return the findings that make data not conform."""
        return tuple(found for found in self.findings if found.severity is Severity.VIOLATION)

    @property
    def conforms(self) -> bool:
        """Tell whether nothing is violated; warnings do not count."""
        return not self.violations

    @property
    def rejected(self) -> frozenset[str]:
        """Return the IRIs of the statements that must stay out of the store."""
        return frozenset(iri for found in self.violations for iri in found.statements)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong that core SHACL cannot find: the node, the value, and the shape that says what."""

    node: str
    value: str
    shape: str


_RANK = {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 2}


def order(found: Finding) -> tuple[object, ...]:
    """Return the key that sorts findings: worst first, then by article, table and node."""
    # "…/office/10" comes behind "…/office/9".
    parts = tuple((int(p), "") if p.isdigit() else (-1, p) for p in found.node.replace("-", "/").split("/"))
    return (_RANK[found.severity], found.article, found.table, parts, found.shape, found.path, found.value)


def prefixed(iri: str) -> str:
    """Return an IRI as a prefixed name where it is a term or a concept, else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
