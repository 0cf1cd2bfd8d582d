"""Tables of figures as articles print them: units in brackets, plan, result and next plan, wrapped lines."""

from __future__ import annotations

from canbo.extractors import figures
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.statements import Figure, plain

_HEAD = "Huyện Sìn Hồ tổng kết năm 2013, kết quả như sau:\n\n"


def read(text: str) -> list[Figure]:
    document = Document.of("a", text)
    return figures.read(document, Context(document, places={"huyện": "Sìn Hồ"}, level="huyện", year=2013))


def cells(text: str) -> list[tuple[str, str, str, str, str]]:
    return [(f.indicator, f.measure, plain(f.value), f.unit, f.period) for f in read(_HEAD + text)]


def test_unit_in_brackets_behind_the_name_with_plan_result_and_next_plan() -> None:
    table = "| Chỉ tiêu | KH 2013 | TH 2013 | KH 2014 |\n| Đàn lợn (nghìn con) | 21 | 22,4 | 25 |"
    assert cells(table) == [
        ("đàn lợn", "target", "21", "nghìn con", "2013"),
        ("đàn lợn", "value", "22.4", "nghìn con", "2013"),
        ("đàn lợn", "target", "25", "nghìn con", "2014"),
    ]


def test_words_in_brackets_that_are_no_unit_stay_in_the_name() -> None:
    table = "Chỉ tiêu\tĐVT\tKế hoạch\tThực hiện\nTrồng rừng (cả phân tán)\tha\t120\t131"
    assert cells(table)[0][0] == "trồng rừng (cả phân tán)"


def test_unit_in_the_head_of_a_column() -> None:
    table = "| Nội dung | KH 2013 (ha) | TH 2013 (ha) | Đạt (%) |\n| Cây ngô | 410 | 400 | 97,6 |"
    assert [c[1:4] for c in cells(table)] == [
        ("target", "410", "ha"),
        ("value", "400", "ha"),
        ("attainment", "97.6", "%"),
    ]


def test_column_of_a_comparison_with_a_year_is_of_the_year_reported() -> None:
    table = "Chỉ tiêu\tĐVT\tTH 2013\tSo với năm 2012 (%)\nThu ngân sách\ttỷ đồng\t51\t112,5"
    assert cells(table)[1] == ("thu ngân sách", "ratio", "112.5", "%", "2013")


def test_column_of_months_is_a_result_and_the_plan_is_of_the_year() -> None:
    text = "Xã họp sơ kết 10 tháng đầu năm 2013.\n\nChỉ tiêu\tĐơn vị\tKế hoạch năm\t10 tháng\n"
    found = [(f.measure, plain(f.value), f.period) for f in read(text + "Dạy nghề\tngười\t90\t71")]
    assert found == [("target", "90", "2013"), ("value", "71", "2013-M10")]


def test_percentage_beside_months_is_of_these_months() -> None:
    table = "| Chỉ tiêu | Đơn vị | Kế hoạch | 10 tháng | Đạt (%) |\n| Đàn lợn | con | 210 | 200 | 95,2 |"
    assert [(c[1], c[4]) for c in cells(table)] == [
        ("target", "2013"),
        ("value", "2013-M10"),
        ("attainment", "2013-M10"),
    ]


def test_head_without_a_digit_names_the_columns() -> None:
    table = "| Chỉ tiêu | Đơn vị | Thực hiện | Kế hoạch |\n|---|---|---|---|\n| Trồng rừng | ha | 131 | 120 |"
    assert [c[1:3] for c in cells(table)] == [("value", "131"), ("target", "120")]


def test_rows_in_an_article_that_is_cut_at_a_width_stay_rows() -> None:
    text = (
        "Ngày 27/12/2013, Ban Chấp hành Đảng bộ huyện Sìn Hồ tổ chức\nhội nghị tổng kết công tác năm, bàn phương\n"
        "hướng của năm tới và nêu các con số chính của\nbảng sau:\n| Chỉ tiêu | ĐVT | KH 2013 | TH 2013 |\n"
        "| Trồng rừng | ha | 120 | 131 |\n| Kết nạp đảng viên | đảng viên | 90 | 97 |\n"
    )
    assert [(f.indicator, f.measure, plain(f.value)) for f in read(text)] == [
        ("trồng rừng", "target", "120"),
        ("trồng rừng", "value", "131"),
        ("kết nạp đảng viên", "target", "90"),
        ("kết nạp đảng viên", "value", "97"),
    ]
