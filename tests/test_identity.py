"""Who is who, against the gold of identities: no namesakes merged, most of what is the same found.

Floors below what is measured (docs/linking.md); `python benchmarks/identity.py` prints the table.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def identity() -> ModuleType:
    spec = importlib.util.spec_from_file_location("canbo_identity", TOP / "benchmarks" / "identity.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_nothing_is_merged_that_is_not_the_same_and_most_is_found(identity: ModuleType) -> None:
    with identity.build() as store:
        nodes = identity.Nodes(store)
        outcomes = [(pair, identity.outcome(pair, nodes)) for pair in identity.pairs()]
    here = [(pair, said) for pair, said in outcomes if said != "absent"]
    assert len(here) > 250
    merged = [pair for pair, said in here if said == "merged"]
    same = [said for pair, said in here if pair.verdict == "same"]
    assert len(merged) <= 2, merged
    assert same.count("right") / len(same) >= 0.82


def test_the_gold_is_large_enough_and_its_halves_are_apart(identity: ModuleType) -> None:
    pairs = identity.pairs()
    assert sum(pair.verdict == "same" for pair in pairs) >= 60
    assert sum(pair.verdict == "not" for pair in pairs) >= 60
    new = {
        half: {d for p in pairs if p.half == half for d in (p.one[0], p.other[0]) if d.startswith("i_")}
        for half in "AB"
    }
    assert not new["A"] & new["B"]
