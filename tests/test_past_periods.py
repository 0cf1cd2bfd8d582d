"""Periods counted back from the day of the article, and how far a period that a sentence names goes on."""

from __future__ import annotations

import pytest

from canbo.extractors.figure_calendar import Calendar
from canbo.extractors.past_periods import first_months, last_months, since
from canbo.extractors.periods import mentions


@pytest.mark.parametrize(
    ("count", "today", "period"),
    [
        (9, "2025-10-08", "2025-M9"),
        (6, "2024-07-03", "2024-H1"),
        (3, "2025-10-08", "2025-Q3"),
        (3, "2025-04-02", "2025-M3"),
        (3, "2025-09-29", "2025-Q3"),
        (6, "2025-12-24", "2025-H2"),
        (6, "2026-01-09", "2025-H2"),
        (3, "2026-01-09", "2025-Q4"),
        (12, "2025-12-28", "2025"),
        (4, "2025-10-08", ""),
        (3, "2025-09-02", ""),
    ],
)
def test_months_gone_by(count: int, today: str, period: str) -> None:
    assert last_months(count, today) == period


def test_without_a_day_months_gone_by_are_the_first_of_the_year() -> None:
    assert (first_months(9, 2013), first_months(6, 2013), first_months(6, None)) == ("2013-M9", "2013-H1", "")


def test_years_since() -> None:
    assert (since(2011, 2014), since(2014, 2014), since(2011, None)) == ("2011-2014", "", "")


def calendar(opening: str, *before: str, today: str = "2025-10-08") -> Calendar:
    made = Calendar([opening], int(today[:4]), today)
    for text in before:
        made.enter(text, block=1)
        made.leave()
    return made


def at(made: Calendar, text: str, number: str, block: int = 1) -> str:
    made.enter(text, block=block)
    return made.at(text.index(number) + len(number), target=False, begin=0)


def test_months_since_a_start_are_of_their_paragraph() -> None:
    made = calendar("Sơ kết 9 tháng đầu năm 2025.", "Sau 3 tháng vận hành bộ máy mới, xã nhận 512 hồ sơ.")
    assert at(made, "Trả đúng hạn 98% hồ sơ.", "98%") == "2025-Q3"
    assert at(made, "Thu ngân sách đạt 12 tỷ đồng.", "12 tỷ", block=2) == "2025-M9"


def test_months_gone_by_are_not_of_a_year_named_later() -> None:
    made = calendar("Cử tri kiến nghị trước kỳ họp.", today="2019-10-04")
    text = "9 tháng qua huyện làm mới 31 km đường; vốn nạo vét kênh chờ bố trí trong năm 2020."
    assert at(made, text, "31 km") == "2019-M9"
    assert made.future() > text.index("31")


def test_this_month_in_a_report_of_months() -> None:
    made = calendar("UBND phường họp báo cáo 10 tháng năm 2025.", today="2025-10-30")
    assert at(made, "Trong tháng xảy ra 6 vụ, giảm 3 vụ.", "6 vụ") == "2025-10"
    assert at(made, "Cả năm dự kiến 70 vụ.", "70 vụ", block=2) == "2025"


def test_since_a_year_is_a_span_and_no_year_alone() -> None:
    made = calendar("Hội nghị bàn về nhà ở cho người có công.", today="2017-07-20")
    assert at(made, "Từ năm 2013 đến nay, huyện sửa 143 căn nhà.", "143 căn") == "2013-2017"


def test_summing_up_of_several_years_reports_on_them() -> None:
    made = calendar("Huyện tổng kết 5 năm thực hiện nghị quyết giai đoạn 2016 - 2020.", today="2020-12-12")
    assert at(made, "Nhân dân hiến 24 ha đất.", "24 ha") == "2016-2020"
    assert made.planned == "2021-2025"


def test_five_years_of_an_old_span_are_not_what_a_report_is_on() -> None:
    made = calendar("Tổng kết năm 2020, nhìn lại giai đoạn 2011 - 2015.", today="2020-12-12")
    assert at(made, "Nhân dân hiến 24 ha đất.", "24 ha") == "2020"


def test_month_of_a_flood_goes_on_to_the_end_of_the_paragraph() -> None:
    made = calendar("Tổng kết năm 2025.", "Trận lũ đầu tháng 11 cuốn trôi 12 căn nhà.", today="2025-12-24")
    assert at(made, "Thiệt hại trên 4 tỷ đồng.", "4 tỷ") == "2025-11"
    assert at(made, "Kết nạp 30 đảng viên.", "30", block=2) == "2025"


def test_a_day_is_of_its_sentence_and_of_the_list_behind_it() -> None:
    made = calendar("Tổng kết năm 2024.", "Tính đến ngày 15/11/2024, huyện giải ngân 58 tỷ đồng.", today="2024-12-02")
    assert at(made, "Kết nạp 30 đảng viên.", "30") == "2024"
    made = calendar("Tổng kết năm 2024.", "Tính đến ngày 15/11/2024, huyện giải ngân 58 tỷ đồng.", "Trong đó:")
    made.enter("Giao thông: 9 tỷ đồng", item=True, block=2)
    assert made.at(20, target=False) == "2024-11-15"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("tỷ lệ hộ nghèo cuối năm 2018 còn 39%", ["2018"]),
        ("giảm 3% so với cuối năm 2018", []),
        ("đăng ký 68 tỷ đồng, gấp đôi năm ngoái", []),
        ("giảm từ 9.200 ha năm 2015 xuống còn 5.480 ha", ["2015"]),
        ("quyết định nhiệm vụ năm 2022", ["2022"]),
        ("giao chỉ tiêu 2022: thu 60 tỷ đồng", ["2022"]),
        ("còn 45% hộ nghèo (cuối năm 2017)", ["2017"]),
        ("theo quyết định phê duyệt năm 2022", []),
    ],
)
def test_what_names_a_period(text: str, periods: list[str]) -> None:
    assert [m.period for m in mentions(text, 2020)] == periods


def test_year_of_the_level_before_is_of_that_level_alone() -> None:
    made = calendar("Cử tri kiến nghị trước kỳ họp.", today="2019-10-04")
    text = "Diện tích mía giảm từ 9.200 ha năm 2015 xuống còn 5.480 ha."
    assert (at(made, text, "9.200 ha"), at(made, text, "5.480 ha")) == ("2015", "2019")


def test_ten_years_of_work_and_the_debts_of_a_day() -> None:
    made = calendar(
        "Huyện tổng kết 10 năm thực hiện chỉ thị.", "Đến 31/7/2024, vốn đạt 412 tỷ đồng.", today="2024-08-14"
    )
    assert at(made, "Doanh số cho vay 10 năm là 794 tỷ đồng.", "794") == "2014-2024"
    assert at(made, "Nợ quá hạn chiếm 0,1%.", "0,1%") == "2024-07-31"
    assert at(made, "Nhờ đó, 320 hộ thoát nghèo.", "320", block=2) == "2014-2024"
    assert at(made, "Toàn huyện còn 87 hộ nghèo.", "87", block=2) == "2024"


def test_the_year_before_is_reported_on_where_an_account_is_given() -> None:
    told = calendar("Năm 2024, thị xã đón 3 triệu lượt khách.", today="2025-03-25")
    assert at(told, "Hiện kết nạp 30 đảng viên.", "30", block=2) == "2025"
    given = calendar("Hội nghị tổng kết công tác năm 2024.", today="2025-01-05")
    assert at(given, "Kết nạp 30 đảng viên.", "30", block=2) == "2024"


def test_month_of_rain_in_the_opening_is_not_what_is_reported_on() -> None:
    told = calendar("Đầu tháng 4, mưa trái mùa làm hư lúa.", today="2022-10-05")
    assert at(told, "Huyện kết nạp 30 đảng viên.", "30", block=2) == "2022"
    given = calendar("UBND phường họp thường kỳ tháng 10.", today="2022-10-30")
    assert at(given, "Phường nhận 30 hồ sơ.", "30", block=2) == "2022-10"
