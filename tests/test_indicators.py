"""Standard indicators: which phrases are one, which must not be, and that the table and its SKOS form hold together."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from canbo.graph.concepts import concept, labels
from canbo.graph.namespaces import CANBO, CONCEPTS
from canbo.ontology import table, turtle
from canbo.ontology.indicators import indicators, key, standard

from .indicator_pairs import APART, NOTHING, ONE

ROOT = Path(__file__).resolve().parents[1]
GOLD = (ROOT / "examples" / "gold", ROOT / "tests" / "golden" / "gold")
# The development set is not in the repository; where it lies beside it, its phrases count, too.
SHARED = ROOT.parent / "shared" / "evaluation" / "dev" / "gold"
SCHEME = URIRef(f"{CONCEPTS}standard-indicator")
UNIT_KIND = URIRef(f"{CANBO}unitKind")


# ---- Phrases ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("phrase", "id_"), ONE)
def test_phrase_is_the_indicator(phrase: str, id_: str) -> None:
    assert standard(phrase) == id_


@pytest.mark.parametrize(("phrase", "other"), APART)
def test_two_things_are_not_one(phrase: str, other: str) -> None:
    assert standard(phrase) or standard(other), "a pair of which neither is known says nothing"
    assert standard(phrase) != standard(other)


@pytest.mark.parametrize("phrase", NOTHING)
def test_what_could_be_two_things_or_is_of_one_article_is_none(phrase: str) -> None:
    assert standard(phrase) is None


def test_the_hand_made_lists_are_as_long_as_they_should_be() -> None:
    assert len({phrase for phrase, _ in ONE}) >= 80
    assert len({frozenset(pair) for pair in APART}) >= 60


def test_every_name_is_its_indicator() -> None:
    for one in indicators().values():
        assert {standard(name) for name in one.names} == {one.id}


@pytest.mark.parametrize("filler", ["tổng {}", "ước {}", "{} trên địa bàn huyện", "{} của toàn tỉnh", "{} năm 2023"])
def test_a_filler_changes_no_name(filler: str) -> None:
    for one in indicators().values():
        for name in one.names:
            assert standard(filler.format(name)) == one.id, filler.format(name)


def test_only_a_rate_is_the_same_when_averaged() -> None:
    for one in indicators().values():
        for averaged in (f"{one.vi} bình quân", f"bình quân {one.vi}"):
            if standard(averaged) == one.id:
                assert one.rate, averaged


# ---- Gold -------------------------------------------------------------------------------------------------------


@cache
def _figures() -> tuple[dict[str, Any], ...]:
    files = {path.name: path for folder in (*GOLD, SHARED) if folder.is_dir() for path in sorted(folder.glob("*.json"))}
    rows = (json.loads(path.read_text(encoding="utf-8"))["indicators"] for path in files.values())
    return tuple(row for some in rows for row in some)


def test_coverage_of_the_gold() -> None:
    """Two figures of three have a standard indicator; docs/indicators.md states the counts."""
    counted = Counter(row["indicator"] for row in _figures())
    known = [phrase for phrase in counted if standard(phrase)]
    rows = sum(counted[phrase] for phrase in known)
    print(f"{len(known)} of {len(counted)} phrases, {rows} of {counted.total()} figures")
    assert len(known) >= 0.4 * len(counted)
    assert rows >= 0.65 * counted.total()


def test_levels_in_the_gold_have_the_kind_of_unit() -> None:
    """A phrase that was joined with another thing shows in its unit: a rate in dong, a revenue in hectares."""
    kinds = {spelled: unit["kind"] for unit in table("units")["unit"] for spelled in _spellings(unit)}
    odd = []
    for row in _figures():
        id_ = standard(row["indicator"])
        if id_ is None or row["measure"] not in ("value", "target") or row["unit"] not in kinds:
            continue
        wanted, got = indicators()[id_].unit, kinds[row["unit"]]
        if wanted in ("percent", "money", "area", "mass") and wanted != got and row["unit"] != "%":
            odd.append((row["indicator"], wanted, row["unit"]))
        if wanted == "percent" and got != "percent":
            odd.append((row["indicator"], wanted, row["unit"]))
    assert odd == []


def _spellings(unit: dict[str, Any]) -> list[str]:
    return [unit["vi"].lower(), *unit.get("aliases", ())]


# ---- Speed ------------------------------------------------------------------------------------------------------


def test_a_look_up_is_fast() -> None:
    phrases = [row["indicator"] for row in _figures()]
    for look_up, limit in ((standard.__wrapped__, 60e-6), (standard, 5e-6)):
        taken = []
        for _ in range(5):
            begin = time.perf_counter()
            for phrase in phrases:
                look_up(phrase)
            taken.append((time.perf_counter() - begin) / len(phrases))
        assert min(taken) < limit


def test_the_table_is_read_when_first_asked_for() -> None:
    code = (
        "import canbo.ontology.indicators, canbo.graph.concepts; "
        "from canbo.ontology import table; print(table.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


# ---- The table --------------------------------------------------------------------------------------------------


def test_no_name_belongs_to_two() -> None:
    declared = [*table("indicators")["field"], *table("indicators")["indicator"]]
    names = Counter(key(name) for row in declared for name in (row["vi"], *row.get("alt", ())))
    assert [name for name, times in names.items() if times > 1] == []
    for column in ("id", "en"):
        assert [v for v, times in Counter(row[column] for row in declared).items() if times > 1] == []


def test_ids_are_slugs() -> None:
    assert all(id_.isascii() and id_ == id_.lower() and " " not in id_ for id_ in indicators())


def test_broader_is_there_and_ends_in_a_field() -> None:
    fields = {row["id"] for row in table("indicators")["field"]}
    for id_ in indicators():
        seen = [id_]
        while seen[-1] not in fields:
            above = indicators()[seen[-1]].broader
            assert above in fields | indicators().keys(), seen
            assert above not in seen, seen
            seen.append(above)


def test_unit_kinds_are_those_declared_and_all_are_used() -> None:
    assert {one.unit for one in indicators().values()} == {row["id"] for row in table("indicators")["unit-kind"]}


def test_words_and_fillers_are_written_as_keys() -> None:
    words = table("indicators")["words"]
    # A word that is replaced must not come back by another replacement: keys of keys are themselves.
    assert [word for word, wanted in words.items() if key(wanted) != wanted] == []
    for run in ("head", "tail", "average"):
        fillers = table("indicators")["fillers"][run]
        assert len(set(fillers)) == len(fillers)
        assert [filler for filler in fillers if "{level}" not in filler and key(filler) != filler] == []


# ---- SKOS -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def skos() -> Graph:
    graph = Graph().parse(data=turtle("indicators.ttl"), format="turtle")
    return graph.parse(data=turtle("schemes.ttl"), format="turtle")


def test_scheme_has_every_indicator_with_its_names(skos: Graph) -> None:
    members = set(skos.subjects(SKOS.inScheme, SCHEME))
    tops = set(skos.objects(SCHEME, SKOS.hasTopConcept))
    assert tops == {URIRef(f"{SCHEME}/{row['id']}") for row in table("indicators")["field"]}
    assert members - tops == {URIRef(f"{SCHEME}/{id_}") for id_ in indicators()}
    for id_, one in indicators().items():
        node = URIRef(f"{SCHEME}/{id_}")
        assert {str(label) for label in skos.objects(node, SKOS.altLabel)} == set(one.alt)
        assert skos.value(node, SKOS.broader) in members
        assert (node, SKOS.topConceptOf, SCHEME) not in skos
        assert (skos.value(node, UNIT_KIND), RDF.type, SKOS.Concept) in skos


def test_no_label_of_the_scheme_belongs_to_two_concepts(skos: Graph) -> None:
    found = Counter(
        (key(str(label)), getattr(label, "language", None))
        for node in skos.subjects(SKOS.inScheme, SCHEME)
        for property_ in (SKOS.prefLabel, SKOS.altLabel)
        for label in skos.objects(node, property_)
    )
    assert [label for label, times in found.items() if times > 1] == []


def test_concept_and_its_labels() -> None:
    node = concept("indicator-scheme", "Tổng thu NSNN trên địa bàn huyện")
    assert node is not None
    assert node.value == f"{SCHEME}/thu-ngan-sach"
    assert labels(node.value)["vi"] == "thu ngân sách nhà nước trên địa bàn"
    assert concept("indicator-scheme", "diện tích hành tím") is None
    kind = concept("unit-kind", "money")
    assert kind is not None
    assert labels(kind.value)["en"] == "amount of money"
