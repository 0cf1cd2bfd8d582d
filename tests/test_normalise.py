"""The clean text: what is folded, and that every character still knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.extractors.normalise import clean, fold, nfc, respell


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Huyện uỷ Hoà Bình", "Huyện ủy Hòa Bình"),
        ("quý khách, hoàn thành, thuỷ sản", "quý khách, hoàn thành, thủy sản"),
        ("THUỶ", "THỦY"),
        ("Ngân\u00a0Sơn\u200b – “hội nghị”", 'Ngân Sơn - "hội nghị"'),
        ("năm 2013.Đồng chí Lê A,TUV,Bí thư", "năm 2013. Đồng chí Lê A, TUV, Bí thư"),
        ("TP.HCM, Q.7, H.Ân, 3,4 tỷ, 1.200", "TP.HCM, Q.7, H.Ân, 3,4 tỷ, 1.200"),
        ("nhiều    dấu\u3000cách", "nhiều dấu cách"),
    ],
)
def test_clean_folds_spelling_and_signs(written: str, read: str) -> None:
    assert clean(nfc(written)).text == read


def test_hard_wraps_inside_a_name_are_undone() -> None:
    source = "Dự hội nghị có đồng chí Lò Văn\nHặc, Phó Trưởng ban\nDân vận và nhiều\nđại biểu các\nxã."
    assert clean(source).text == source.replace("\n", " ")


@pytest.mark.parametrize(
    "source",
    [
        "Kết quả:\n- Thu ngân sách đạt 101%;\n- Trồng rừng đạt 120%.",
        "Tiêu đề bài viết\n\nĐoạn đầu tiên.",
        "a\tb\tc\nd\te\tf",
    ],
)
def test_lists_paragraphs_and_tables_keep_their_lines(source: str) -> None:
    assert clean(source).text == source.replace("\n\n", "\n")


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300).map(nfc)


@given(_TEXT)
def test_every_clean_character_comes_from_the_source(source: str) -> None:
    view = clean(source)
    assert len(view.origin) == len(view.text)
    assert list(view.origin) == sorted(view.origin)
    assert all(0 <= place < len(source) for place in view.origin)
    for char, place in zip(view.text, view.origin, strict=True):
        if char.isalnum():
            # a tone mark may move between the two letters of `oà`, `uỷ`; the letter itself stays
            assert fold(char) == fold(source[place]) or source[place].lower() in "oueyòóỏõọùúủũụ" + char.lower()


@given(st.text(max_size=100))
def test_respelling_keeps_the_length_and_is_stable(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    once = respell(text)
    assert len(once) == len(text)
    assert respell(once) == once
