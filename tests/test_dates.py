"""Dates in their spellings, and what looks like a date and is none."""

from __future__ import annotations

import time

import pytest

from canbo.extractors.dates import DateMention, find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của", "2023-11-24"),
        ("Sáng ngày 06/7/2023, Ban Chấp hành", "2023-07-06"),
        ("ngày 30-3-2013", "2013-03-30"),
        ("ngày 10.6.2017", "2017-06-10"),
        ("ngày 7 tháng 2 năm 2017", "2017-02-07"),
        ("trong 2 ngày 19 và 20-12-2018, tại", "2018-12-19"),
        ("trong các ngày 28 và 29-7-2015", "2015-07-28"),
        ("từ ngày 10 đến ngày 12/7/2023", "2023-07-10"),
        ("từ ngày 5/7-7/7/2023", "2023-07-05"),
        ("ngày 12/7/2023 - tại hội trường", "2023-07-12"),
        ("17:05, 04/12/2024", "2024-12-04"),
        ("Thứ tư, 14/09/2022 08:15", "2022-09-14"),
        ("Cập nhật: 19-11-2022 17:40", "2022-11-19"),
        ("ngày 5/7 năm 2019", "2019-07-05"),
        ("tháng 6/2024", "2024-06"),
        ("tháng 6 năm 2024", "2024-06"),
        ("năm 2023, huyện", "2023"),
    ],
)
def test_partial(text: str, expected: str) -> None:
    (date,) = find_dates(text)
    assert date.partial == expected
    assert date.iso == (expected if len(expected) == 10 else "")


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [
        ("Chiều 10/01, Huyện ủy tổ chức", 10, 1),
        ("ngày 2.6, tại hội trường", 2, 6),
        ("do Quận ủy tổ chức ngày 12-4.", 12, 4),
        ("từ ngày 5-7/7", 5, 7),
        ("trong ngày 5 và 6/7", 5, 7),
        ("Sáng nay (15/5), Quốc hội", 15, 5),
        ("Hôm nay, 3/8, tại", 3, 8),
        ("ngày 3 tháng 2", 3, 2),
    ],
)
def test_day_without_year(text: str, day: int, month: int) -> None:
    (date,) = find_dates(text)
    assert (date.day, date.month, date.year) == (day, month, None)
    assert date.partial == ""


@pytest.mark.parametrize(
    "text",
    [
        "đạt 26/34 chỉ tiêu", "có 4/15 dự án", "11/11 xã", "tăng 2,5/3%", "25/2021/NQ-HĐND", "318/QĐ-TTg",
        "30a/2008/NQ-CP", "nhiệm kỳ 2015-2020", "giai đoạn 2021 - 2025", "ngày 31/2", "quý 2-2016",
        "5 năm 2016-2020", "1.047 tỷ đồng", "số 08/11", "trong 9 tháng đầu năm", "tỷ lệ 5-7%",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_offsets_take_in_the_word_for_day() -> None:
    text = "Sáng ngày 06/7/2023, hội nghị"
    (date,) = find_dates(text)
    assert text[date.begin : date.end] == "ngày 06/7/2023"
    assert date == DateMention(5, 19, 2023, 7, 6)


def test_several_in_order() -> None:
    dates = find_dates("Ngày 10/01/2014 tổng kết năm 2013, hoàn thành trước ngày 31/12.")
    assert [d.partial for d in dates] == ["2014-01-10", "2013", ""]


@pytest.mark.parametrize("piece", ["1", "1/", "1, ", "NGÀY ", "ngày 1 và ", "tháng ", "A"])
def test_long_lines_are_linear(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    find_dates(text)
    assert time.process_time() - start < 2
