"""What must hold of any text: no exception but our own, offsets inside it, quotes equal to it, and an end in time."""

from __future__ import annotations

import importlib.util
import itertools
import math
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
# Seconds; on one core all of it takes a tenth. A reader whose time grows with the square of a text takes hours.
PATIENCE = 900


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzz = load(ROOT / "scripts" / "fuzz.py")
ARTICLES = [f.read_text(encoding="utf-8") for f in sorted(ROOT.glob("examples/articles/*.txt"))]


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_texts_made_at_random_break_nothing(seed: int) -> None:
    for name, text in itertools.islice(fuzz.texts(seed, ARTICLES), 70):
        assert not fuzz.broken(text, slow=math.inf), (name, text[:300])


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_characters_break_nothing(text: str) -> None:
    assert not fuzz.broken(text, slow=math.inf)


@pytest.mark.parametrize("text", ["bhxh việt nam Pháp"])
def test_what_once_broke_the_reader(text: str) -> None:
    assert not fuzz.broken(text, slow=math.inf)


def test_the_same_seed_gives_the_same_texts() -> None:
    first, again = (list(itertools.islice(fuzz.texts(5, ARTICLES), 20)) for _ in range(2))
    assert first == again


def test_what_breaks_is_seen_and_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(document: object) -> object:
        if "đạt" in str(getattr(document, "text", "")):
            raise ZeroDivisionError("đạt")
        raise fuzz.CanboError("not this time")

    monkeypatch.setattr(fuzz, "read_article", read)
    reason = fuzz.broken("Thu ngân sách đạt 5%.")
    assert reason.startswith("ZeroDivisionError")
    assert fuzz.smaller("Thu ngân sách đạt 5%.", reason) == "đạt"
    assert fuzz.broken("Thu ngân sách.") == ""


def test_megabytes_of_one_word_and_thousands_of_names_come_to_an_end() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "hostile.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
