"""Patterns that are tried at the words they may begin with find what `re` finds at every letter."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.extractors import article
from canbo.extractors.document import Document
from canbo.extractors.firsts import beginnings
from canbo.extractors.triggers import Trigger

ROOT = Path(__file__).parents[1]
# Those of all rule modules: importing the reader has made them.
TRIGGERS = [found for found in gc.get_objects() if isinstance(found, Trigger) and article]


def spans(trigger: Trigger, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in trigger.finditer(text)]


def plainly(trigger: Trigger, text: str) -> list[tuple[int, int]]:
    """What `re` finds, where a word begins: rules never mean the inside of one."""
    found = re.finditer(trigger.pattern, text, re.IGNORECASE)
    return [m.span() for m in found if not (m.start() and re.match(r"\w\w", text[m.start() - 1 : m.start() + 1]))]


def sentences() -> list[str]:
    files = sorted(ROOT.glob("examples/articles/*.txt")) + sorted(ROOT.glob("tests/*/articles/*.txt"))
    return sorted({s.text for f in files[::4] for s in Document.of("a", f.read_text(encoding="utf-8")).sentences})


def test_there_are_triggers() -> None:
    assert len(TRIGGERS) > 20


def test_triggers_find_in_articles_what_their_patterns_find() -> None:
    texts = sentences()
    for trigger in TRIGGERS:
        wrong = [text for text in texts if spans(trigger, text) != plainly(trigger, text)]
        assert not wrong, (trigger.pattern[:80], wrong[0][:200])


WORDS = [
    "đồng chí", "Bí thư", "Ủy viên", "đạt", "năm 2023", "6 tháng đầu năm", "TPHCM", "q. 7", "xã hội", "đ/c", "TS.",
    "ngày 5/7", "chỉ tiêu", "thôi giữ chức", "trên 90 CV", "tỷ lệ 1/500", ",", ".", "-", "(", "x", "'", "/", "giao:",
]  # fmt: skip


@given(st.lists(st.sampled_from([*WORDS, *(w.upper() for w in WORDS)]), max_size=12), st.sampled_from([" ", "", "  "]))
@settings(max_examples=60, deadline=None)
def test_triggers_find_in_any_text_what_their_patterns_find(words: list[str], joint: str) -> None:
    text = joint.join(words)
    for trigger in TRIGGERS:
        assert spans(trigger, text) == plainly(trigger, text), trigger.pattern[:80]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"\b(?:tỉnh|thành phố) ủy", ("thành", "tỉnh")),
        (r"(?:đến |về )?(?:tham )?dự(?! án)", ("dự", "tham", "về", "đến")),
        (r"\b\d{1,2}(?:/\d+)?\s?%", ("0",)),
        (r"(?<!không )[đd]ạt+", ("dạt", "đạt")),
        (r"(?:Bí|Phó bí) thư", ("bí", "phó")),
        (r"\s*đạt", ()),
        (r"[^,;]{2,5} đạt", ()),
        (r"(?:xã)?", ()),
    ],
)
def test_a_pattern_tells_with_which_words_it_begins(pattern: str, found: tuple[str, ...]) -> None:
    assert beginnings(pattern) == found


def test_a_window_is_one_for_triggers_too() -> None:
    trigger = Trigger(r"(?!\w)", ["bí thư", "thư ký"])
    text = "bí thư ký Bí thư"
    assert [m.span() for m in trigger.finditer(text)] == [(0, 6), (10, 16)]
    assert [m.span() for m in trigger.each(text)] == [(0, 6), (3, 9), (10, 16)]
    assert trigger.search(text, 1) is not None and trigger.search(text, 4, 15) is None
    assert trigger.match(text, 3) is not None and trigger.match(text, 1) is None
    with pytest.raises(ValueError, match="must begin with a letter"):
        Trigger("", ["- a"])
