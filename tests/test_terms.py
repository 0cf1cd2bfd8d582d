"""Terms of office in their spellings, and what looks like a term and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.extractors.ordinals import roman, value
from canbo.extractors.terms import Term, read_term, term_at


@pytest.mark.parametrize(
    ("text", "expected", "name"),
    [
        ("khóa XXII", Term(22, None, None), "khóa XXII"),
        ("khoá 22", Term(22, None, None), "khóa XXII"),
        ("nhiệm kỳ 2020 - 2025", Term(None, 2020, 2025), "2020-2025"),
        ("nhiệm kỳ 2020–2025", Term(None, 2020, 2025), "2020-2025"),
        ("khóa 2021-2026", Term(None, 2021, 2026), "2021-2026"),
        ("khóa XX, nhiệm kỳ 2021-2026", Term(20, 2021, 2026), "2021-2026"),
        ("khóa XX (nhiệm kỳ 2021 - 2026)", Term(20, 2021, 2026), "2021-2026"),
        ("khóa XX (2021 - 2026)", Term(20, 2021, 2026), "2021-2026"),
        ("nhiệm kỳ 2021-2026, khóa XX", Term(20, 2021, 2026), "2021-2026"),
        ("lần thứ XVIII, nhiệm kỳ 2020 - 2025", Term(18, 2020, 2025), "2020-2025"),
        ("Đại hội Đảng bộ xã lần thứ 12 (nhiệm kỳ 2025 - 2030)", Term(12, 2025, 2030), "2025-2030"),
        ("Hội nghị lần thứ 17, nhiệm kỳ 2020 - 2025", Term(None, 2020, 2025), "2020-2025"),
        ("Hội nghị lần thứ IX, Ban Chấp hành Đảng bộ khóa XIV", Term(14, None, None), "khóa XIV"),
        ("HĐND huyện nhiệm kỳ 2004 - 2011", Term(None, 2004, 2011), "2004-2011"),
        ("nhiệm kỳ XI", Term(11, None, None), "khóa XI"),
        ("Quốc hội khóa thứ XV", Term(15, None, None), "khóa XV"),
    ],
)
def test_terms(text: str, expected: Term, name: str) -> None:
    found = read_term(text)
    assert found == expected
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị lần thứ XVII",
        "Đại hội Đảng bộ huyện lần thứ XXIII",
        "khai giảng khóa bồi dưỡng",
        "khóa 3 tháng",
        "khóa 45 lớp trung cấp",
        "nhiệm kỳ qua",
        "giai đoạn 2020 - 2025",
        "nhiệm kỳ 2020 - 2050",
        "nhiệm kỳ 2025 - 2020",
        "khóa IVIXABC",
        "bế khóa",
    ],
)
def test_no_terms(text: str) -> None:
    assert read_term(text) is None


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        (" khóa XXII, nhiệm kỳ 2020 - 2025 chủ trì", "2020-2025"),
        (", nhiệm kỳ 2020-2025; giữ chức", "2020-2025"),
        (" (khóa X)", "khóa X"),
        (", nhiệm kỳ 2020-2025 của Đảng bộ tỉnh", None),
        (" trình bày báo cáo nhiệm kỳ 2020-2025", None),
        ("khóa X", None),
    ],
)
def test_a_term_behind_an_office(behind: str, name: str | None) -> None:
    office = "Bí thư Huyện ủy"
    found = term_at(office + behind, len(office))
    assert (found.name if found else None) == name


@given(st.integers(min_value=1, max_value=89))
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:
    assert value(roman(number)) == number


@given(st.text(alphabet="khóa nhiệmỳ lầnthứ 20-5XIV(),", max_size=80))
def test_every_term_that_is_read_has_a_name(text: str) -> None:
    found = read_term(text)
    assert found is None or found.name
