"""Every query of the catalogue gives the expected answer on the bundled examples (see scripts/make_answers.py)."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from canbo.api import build, open_store
from canbo.graph.catalogue import load, names
from canbo.graph.store import Store

ROOT = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("make_answers", ROOT / "scripts" / "make_answers.py")
assert _SPEC is not None and _SPEC.loader is not None
make_answers = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_answers)

# The examples leave nothing to these: every role, kind and unit has its concept, every place name one meaning, nobody
# has judged or was in two provinces at a time, and linking is sure. tests/test_catalogue.py has rows for each.
EMPTY = frozenset({"concepts-missing", "judgements", "open-places", "possible-duplicates", "two-provinces"})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("answers") / "store"
    assert build([ROOT / "examples" / "articles"], folder).complete
    with open_store(folder) as opened:
        yield opened


@pytest.mark.parametrize("name", names())
def test_the_answer_is_the_expected_one(name: str, store: Store) -> None:
    ending = "csv" if load(name).form == "SELECT" else "nt"
    expected = (make_answers.ANSWERS / f"{name}.{ending}").read_text(encoding="utf-8")
    assert make_answers.answer(name, store) == expected
    assert len(expected.splitlines()) > 1 or name in EMPTY, "a question that the examples do not answer"


def test_no_answer_is_left_of_a_query_that_is_gone() -> None:
    assert {path.stem for path in make_answers.ANSWERS.iterdir()} == set(names())
