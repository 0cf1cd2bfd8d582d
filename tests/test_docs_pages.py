"""The pages that are written by scripts/make_docs.py are those it writes today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["queries.md", "facts.md", "indicators.md"])
def test_page_is_up_to_date(name: str) -> None:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == module.PAGES[name](), (
        "run: python scripts/make_docs.py"
    )
