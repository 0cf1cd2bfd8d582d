from __future__ import annotations

import pytest

from canbo.extractors.periods import Calendar, likely_year, mentions


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2023, huyện", "2023"),
        ("Trong 6 tháng đầu năm 2024, thu", "2024-H1"),
        ("6 tháng cuối năm 2024", "2024-H2"),
        ("Trong quí I năm 2022, huyện", "2022-Q1"),
        ("quý 1-2016", "2016-Q1"),
        ("9 tháng năm 2023", "2023-M9"),
        ("trong tháng 5/2024", "2024-05"),
        ("tính đến ngày 30/6/2024 tổng thu", "2024-06-30"),
        ("đến cuối tháng 6", "2020-06-30"),
        ("giai đoạn 2020 - 2025", "2020-2025"),
        ("tính đến ngày 31-10 mới giải ngân", "2020-10-31"),
    ],
)
def test_period_of_a_phrase(text: str, period: str) -> None:
    assert [m.period for m in mentions(text, 2020)] == [period]


@pytest.mark.parametrize(
    "text",
    [
        "tăng so với năm 2022",
        "so với cùng kỳ năm 2022",
        "từ năm 2008 đến nay",
        "đến ngày 31/2/2024",
        "nhiệm kỳ 2020-2025",
    ],
)
def test_what_a_figure_is_compared_with_is_no_period(text: str) -> None:
    assert mentions(text, 2023) == []


def test_year_named_later_in_the_sentence_fills_in() -> None:
    found = mentions("kiểm điểm 6 tháng đầu năm, thống nhất phương hướng 6 tháng cuối năm 2023", 2020)
    assert [(m.period, m.planned) for m in found] == [("2023-H1", False), ("2023-H2", True)]


def test_report_and_plan_of_a_summing_up() -> None:
    calendar = Calendar(["Hội nghị tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024."], None)
    calendar.enter("Thu ngân sách đạt 30 tỷ đồng.")
    assert (calendar.at(20, target=False), calendar.at(20, target=True)) == ("2023", "2024")


def test_period_goes_on_to_the_next_sentence() -> None:
    calendar = Calendar(["Sơ kết công tác năm 2024."], 2024)
    calendar.enter("Quý 1/2024 thu 5 tỷ đồng.")
    calendar.leave()
    calendar.enter("Chi 3 tỷ đồng.")
    assert calendar.at(5, target=False) == "2024-Q1"


def test_heading_of_a_list_of_targets_sets_their_year() -> None:
    calendar = Calendar(["Tổng kết năm 2022."], 2022)
    calendar.enter("Một số chỉ tiêu chủ yếu năm 2023:")
    calendar.leave()
    calendar.enter("Trồng 50 ha rừng.")
    assert calendar.at(6, target=True) == "2023"
    assert calendar.at(6, target=False) == "2022"


def test_congress_reports_on_the_term_before() -> None:
    calendar = Calendar(["Đại hội Đảng bộ xã lần thứ V, nhiệm kỳ 2025 - 2030 khai mạc."], 2025)
    calendar.enter("Kết nạp 52 đảng viên.")
    assert (calendar.at(9, target=False), calendar.at(9, target=True)) == ("2020-2025", "2025-2030")


def test_year_to_come_begins_the_future() -> None:
    calendar = Calendar(["Tổng kết năm 2022."], 2022)
    calendar.enter("Năm 2023, thu ngân sách tăng 5%.")
    assert calendar.future() == 0
    calendar.enter("Năm 2022, thu ngân sách tăng 5%.")
    assert calendar.future() == -1


def test_likely_year_is_the_one_reported_on() -> None:
    assert likely_year(["Năm 2022 thu 5 tỷ đồng.", "Trong năm 2022, chi 3 tỷ.", "Phấn đấu năm 2023 thu 9 tỷ."]) == 2022
    assert likely_year(["Cầu bắc năm 1972 đã cũ."]) is None
    assert likely_year(["Năm 2022 thu 5 tỷ đồng."], ["Cập nhật: 19-11-2023"]) == 2023


def test_history_in_the_opening_is_not_the_period() -> None:
    calendar = Calendar(["Năm 2005, xã còn nghèo.", "Năm 2017, xã đã khá."], 2017)
    assert calendar.reported == "2017"
