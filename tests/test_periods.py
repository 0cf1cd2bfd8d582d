from __future__ import annotations

import pytest

from canbo.extractors.figure_calendar import Calendar
from canbo.extractors.periods import likely_year, mentions


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


@pytest.mark.parametrize(
    ("text", "period", "planned"),
    [
        ("đánh giá tình hình thực hiện nhiệm vụ 9 tháng và bàn việc tới", "2020-M9", False),
        ("bàn nhiệm vụ quý IV", "2020-Q4", True),
        ("Nửa đầu năm nay, huyện", "2020-H1", False),
        ("Kết quả giám sát 9 tháng", "2020-M9", False),
        ("đến 30/9/2020 kết nạp", "2020-09-30", False),
        ("đến cuối năm 2021 phải có", "2021", True),
    ],
)
def test_spans_that_reports_are_made_for(text: str, period: str, planned: bool) -> None:
    assert [(m.period, m.planned) for m in mentions(text, 2020)] == [(period, planned)]


@pytest.mark.parametrize(
    "text",
    ["sau 3 tháng vận hành", "chậm 9 tháng, dân kêu", "gấp 3 lần năm 2012", "tăng so với ước thực hiện năm 2019"],
)
def test_what_only_lasts_or_is_compared_with_is_no_period(text: str) -> None:
    assert mentions(text, 2020) == []


def test_half_year_that_is_over_is_reported_whatever_the_words_say() -> None:
    calendar = Calendar(["Bàn nhiệm vụ 6 tháng đầu năm và 6 tháng cuối năm 2018."], 2018, "2018-07-11")
    assert (calendar.reported, calendar.planned) == ("2018-H1", "2018")


def test_period_of_one_figure_is_of_that_one_alone() -> None:
    calendar = Calendar(["Tổng kết năm 2018."], 2018)
    text = "Tỷ lệ hộ nghèo giảm từ 63,8% năm 2015 xuống 46,9%."
    calendar.enter(text)
    assert calendar.at(text.index(" năm"), target=False) == "2015"
    assert calendar.at(len(text), target=False) == "2018"


@pytest.mark.parametrize(
    "text",
    [
        "Tính đến ngày 30/6, thu 5 tỷ đồng.",
        "Riêng quý I, thu 5 tỷ đồng.",
        "Năm 1972, làng bị bom.",
        "Doanh thu gấp đôi trong năm 2022.",
    ],
)
def test_what_does_not_go_on_to_the_next_sentence(text: str) -> None:
    calendar = Calendar(["Sơ kết 6 tháng đầu năm 2023."], 2023)
    calendar.enter(text)
    calendar.leave()
    calendar.enter("Chi 3 tỷ đồng.")
    assert calendar.at(5, target=False) == "2023-H1"


def test_years_within_the_account_of_a_term() -> None:
    calendar = Calendar(["Đại hội Đảng bộ phường lần thứ I, nhiệm kỳ 2025 - 2030."], 2025)
    calendar.enter("Năm 2024 đón 8 vạn khách; hiện có 3 chợ.")
    assert (calendar.at(25, target=False), calendar.at(40, target=False)) == ("2024", "2025")
    calendar.leave()
    calendar.enter("Kết nạp 52 đảng viên.")
    assert calendar.at(9, target=False) == "2020-2025"


def test_each_year_of_a_plan_for_a_term_is_the_term() -> None:
    calendar = Calendar(["Đại hội Đảng bộ phường lần thứ I, nhiệm kỳ 2025 - 2030."], 2025)
    calendar.enter("Đại hội xác định đến năm 2030:")
    calendar.leave()
    for text, period in (("Thu nhập đạt 95 triệu đồng.", "2030"), ("Mỗi năm kết nạp 60 người.", "2025-2030")):
        calendar.enter(text)
        assert calendar.at(20, target=True) == period


def test_second_half_begins_the_future_of_the_first() -> None:
    calendar = Calendar(["Sơ kết 6 tháng đầu năm 2018."], 2018)
    calendar.enter("Riêng 6 tháng cuối năm kết nạp 72 đảng viên.")
    assert calendar.future() == 6


def test_plan_alone_names_the_year() -> None:
    assert likely_year(["Triển khai nhiệm vụ quý IV-2019."]) == 2019


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Thu ngân sách 4 tháng được 41 tỷ đồng", "2023-M4"),
        ("Kết quả 10 tháng, số liệu như sau", "2023-M10"),
        ("GRDP cả năm tăng 9%", "2023"),
        ("Vụ đông xuân 2015 - 2016 gieo cấy 80 ha", "2015-2016"),
        ("giảm từ 34% đầu năm 2016 xuống 9%", "2016"),
    ],
)
def test_months_done_whole_years_and_seasons(text: str, period: str) -> None:
    assert [m.period for m in mentions(text, 2023)] == [period]


@pytest.mark.parametrize(
    "text", ["đạt 60% kế hoạch cả năm", "khách qua cầu 30 tháng 4 tăng", "dự án kéo dài thêm 4 tháng được duyệt"]
)
def test_what_names_no_period(text: str) -> None:
    assert mentions(text, 2023) == []


def test_quarter_within_nine_months_does_not_go_on() -> None:
    calendar = Calendar(["Sơ kết 9 tháng đầu năm 2023."], 2023)
    calendar.enter("9 tháng tăng 8%; quý III, GRDP tăng 11%.")
    calendar.leave()
    calendar.enter("Chi 3 tỷ đồng.")
    assert calendar.at(5, target=False) == "2023-M9"


def test_headline_on_a_quarter_of_a_report_on_nine_months() -> None:
    calendar = Calendar(["Khởi sắc trong quý III", "Họp báo về tình hình 9 tháng năm 2023."], 2023)
    assert calendar.reported == "2023-M9"


def test_months_that_are_over_by_today_are_of_this_year() -> None:
    calendar = Calendar(["Xã có 90 hộ, năm 2016 đạt 9 tiêu chí."], 2017, "2017-06-05")
    calendar.enter("5 tháng đầu năm, huyện kỷ luật 12 đảng viên.")
    assert calendar.at(40, target=False) == "2017-M5"
    calendar = Calendar(["Tổng kết năm 2016."], 2016, "2017-01-05")
    calendar.enter("6 tháng đầu năm, huyện kỷ luật 12 đảng viên.")
    assert calendar.at(40, target=False) == "2016-H1"


def test_now_is_the_time_of_the_article_and_not_of_the_history_before() -> None:
    calendar = Calendar(["Sơ kết công tác năm 2024."], 2024)
    calendar.enter("Năm 2023, tỷ lệ hộ nghèo còn 9%.")
    calendar.leave()
    calendar.enter("Đến nay có 5 xã đạt chuẩn.")
    assert calendar.at(12, target=False) == "2024"


def test_items_of_a_list_are_of_the_day_above_it() -> None:
    calendar = Calendar(["Sơ kết công tác năm 2024."], 2024)
    calendar.enter("Tính đến ngày 15/11/2024, huyện giải ngân 158 tỷ đồng. Trong đó:")
    calendar.leave()
    calendar.enter("• Giảm nghèo: 49 tỷ đồng", item=True)
    assert calendar.at(20, target=False) == "2024-11-15"
    calendar.leave()
    calendar.enter("Chi 3 tỷ đồng.")
    assert calendar.at(5, target=False) == "2024"
