from __future__ import annotations

import re
from decimal import Decimal

import pytest

from canbo.extractors.numbers import NUMBER, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("832.270.966.973", "832270966973"),
        ("3.807,927", "3807.927"),
        ("104,11", "104.11"),
        ("1.870", "1870"),
        ("0,83", "0.83"),
        ("0.125", "0.125"),
        ("4.5", "4.5"),
        ("07", "7"),
        ("1,250,000", "1250000"),
        ("12,345.6", "12345.6"),
    ],
)
def test_value_of_a_printed_number(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text", ["832.270.966.973", "3.807,927", "1.870", "93,2", "52", "1,250,000"])
def test_pattern_takes_the_whole_number(text: str) -> None:
    match = re.match(NUMBER, f"{text} tỷ")
    assert match is not None
    assert match.group() == text
