"""Cycles are looked for rarely while a store is built, and as before afterwards."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import canbo
from canbo.graph.collector import rare_collections

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"


def test_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="no end"), rare_collections():
        assert gc.get_threshold() > before
        raise ValueError("no end")
    assert gc.get_threshold() == before


def test_a_build_looks_rarely(tmp_path: Path) -> None:
    seen: list[tuple[int, ...]] = []
    before = gc.get_threshold()
    canbo.build([ARTICLES], tmp_path / "store", progress=lambda *_: seen.append(gc.get_threshold()))
    assert seen
    assert all(one > before for one in seen)
    assert gc.get_threshold() == before
