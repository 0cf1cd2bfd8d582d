from __future__ import annotations

import time

import pytest

from canbo.extractors import figures
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.quantities import find
from canbo.extractors.statements import Figure, plain

_PLAIN = "Tổng thu đạt 9 tỷ đồng, đạt 90% dự toán; tổng chi đạt 8 tỷ đồng, đạt 80% dự toán. "  # an article that reports


def read(text: str) -> list[Figure]:
    document = Document.of("a", text)
    return figures.read(document, Context(document, places={"huyện": "Sìn Hồ"}, level="huyện", year=2023))


def rows(text: str) -> list[tuple[str, str, str, str]]:
    return [(f.indicator, f.measure, plain(f.value), f.unit) for f in read(text)]


def reported(text: str) -> list[tuple[str, str, str, str]]:
    """Return the figures of `text` in an article that has plain figures besides."""
    return rows(_PLAIN + text)[4:]


def test_amount_attainments_and_change_are_rows_of_one_group() -> None:
    found = read(
        "Thu ngân sách đạt 31,4 tỷ đồng (đạt 48,3% dự toán tỉnh giao; bằng 55% dự toán của huyện), "
        "tăng 2% so với cùng kỳ."
    )
    assert [(f.measure, plain(f.value), f.basis) for f in found] == [
        ("value", "31.4", ""),
        ("attainment", "48.3", "dự toán tỉnh giao"),
        ("attainment", "55", "dự toán của huyện"),
        ("change", "2", "cùng kỳ"),
    ]
    assert {f.indicator for f in found} == {"thu ngân sách"}
    assert len({f.group for f in found}) == 1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Thu ngân sách bằng 112,6% so với cùng kỳ.", ("thu ngân sách", "ratio", "112.6", "%")),
        ("Thu ngân sách vượt 12,5% dự toán tỉnh giao.", ("thu ngân sách", "attainment", "112.5", "%")),
        ("Thu ngân sách giảm 3,4% so với năm 2022.", ("thu ngân sách", "change", "-3.4", "%")),
        ("Tỷ lệ hộ nghèo giảm còn 12,5%.", ("tỷ lệ hộ nghèo", "value", "12.5", "%")),
        ("Tốc độ tăng trưởng kinh tế đạt 7,5%.", ("tốc độ tăng trưởng kinh tế", "value", "7.5", "%")),
        ("Trồng rừng đạt 120%.", ("trồng rừng", "attainment", "120", "%")),
        ("Giá trị sản xuất bình quân tăng 10,2%/năm.", ("giá trị sản xuất", "change", "10.2", "%/năm")),
        ("Công nghiệp - xây dựng chiếm 42,1%.", ("công nghiệp - xây dựng", "value", "42.1", "%")),
        ("Đã kết nạp được 215 đảng viên mới.", ("kết nạp đảng viên mới", "value", "215", "đảng viên")),
        ("Trồng mới 52 ha chè.", ("trồng mới chè", "value", "52", "ha")),
        ("Giải ngân đạt 31,2% kế hoạch vốn.", ("giải ngân", "attainment", "31.2", "%")),
        ("Gieo trồng cao hơn 1,03% so với cùng kỳ.", ("gieo trồng", "change", "1.03", "%")),
        ("95% hộ gia đình đạt gia đình văn hóa.", ("hộ gia đình", "value", "95", "%")),
    ],
)
def test_measure_of_a_clause(text: str, row: tuple[str, str, str, str]) -> None:
    assert reported(text) == [row]


def test_part_of_a_whole() -> None:
    (figure,) = read("Huyện hoàn thành và vượt 27/34 chỉ tiêu nghị quyết.")
    assert (figure.measure, figure.value, figure.total, figure.unit) == ("achieved", 27, 34, "")
    assert figure.indicator == "chỉ tiêu hoàn thành và vượt nghị quyết"


def test_quota_is_a_result_and_a_target() -> None:
    assert rows("Tỷ lệ tham gia bảo hiểm chưa đạt, chỉ đạt 93,2%/95% chỉ tiêu.") == [
        ("tỷ lệ tham gia bảo hiểm", "value", "93.2", "%"),
        ("tỷ lệ tham gia bảo hiểm", "target", "95", "%"),
    ]
    assert [r[1:3] for r in rows("Kết nạp 74/150 đảng viên mới.")] == [("value", "74"), ("target", "150")]


def test_targets_of_the_next_year() -> None:
    found = read("Tổng kết năm 2023. Năm 2024 phấn đấu thu ngân sách 430 tỷ đồng, tỷ lệ hộ nghèo còn dưới 1,2%.")
    assert [(f.indicator, f.measure, f.qualifier, f.period) for f in found] == [
        ("thu ngân sách", "target", "exact", "2024"),
        ("tỷ lệ hộ nghèo", "target", "under", "2024"),
    ]


def test_planned_increase_names_the_increase() -> None:
    assert reported("Phấn đấu giá trị sản xuất tăng 16%.") == [("tăng giá trị sản xuất", "target", "16", "%")]


def test_items_below_a_heading_of_targets_are_targets() -> None:
    text = "Tổng kết năm 2023.\nMột số chỉ tiêu chủ yếu năm 2024:\n- Thu ngân sách 60 tỷ đồng.\n- Kết nạp 20 đảng viên."
    assert [(f.measure, f.period) for f in read(text)] == [("target", "2024"), ("target", "2024")]


def test_plan_in_brackets() -> None:
    assert rows("Tổng giá trị sản xuất đạt 5.120 tỷ đồng (kế hoạch 5.000 tỷ đồng).") == [
        ("tổng giá trị sản xuất", "value", "5120", "tỷ đồng"),
        ("tổng giá trị sản xuất", "target", "5000", "tỷ đồng"),
    ]


def test_label_of_an_item_and_breakdown_in_brackets() -> None:
    found = rows(
        "Kết quả năm 2023:\n"
        "- Thi hành kỷ luật: 27 đảng viên (khiển trách 20, cảnh cáo 07), tăng 05 đảng viên so với năm 2022;"
    )
    assert found == [
        ("thi hành kỷ luật", "value", "27", "đảng viên"),
        ("thi hành kỷ luật khiển trách", "value", "20", "đảng viên"),
        ("thi hành kỷ luật cảnh cáo", "value", "7", "đảng viên"),
        ("thi hành kỷ luật", "change", "5", "đảng viên"),
    ]


def test_table_with_a_header() -> None:
    text = (
        "Kết quả năm 2023:\nTT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tĐạt (%)\n"
        "1\tTỷ lệ hộ nghèo\t%\t1,50\t1,38\n2\tThu ngân sách\ttỷ đồng\t412\t389,7\t94,6"
    )
    assert rows(text) == [
        ("tỷ lệ hộ nghèo", "target", "1.5", "%"),
        ("tỷ lệ hộ nghèo", "value", "1.38", "%"),
        ("thu ngân sách", "target", "412", "tỷ đồng"),
        ("thu ngân sách", "value", "389.7", "tỷ đồng"),
        ("thu ngân sách", "attainment", "94.6", "%"),
    ]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("đạt trên", "over"),
        ("đạt khoảng hơn", "over"),
        ("không dưới", "over"),
        ("gần", "under"),
        ("khoảng", "about"),
        ("ước đạt", "about"),
        ("ước đạt trên", "over"),
        ("đạt", "exact"),
    ],
)
def test_qualifier(words: str, qualifier: str) -> None:
    (figure,) = read(f"Tổng thu ngân sách {words} 323 tỷ đồng.")
    assert figure.qualifier == qualifier


def test_range_is_two_rows() -> None:
    assert [(plain(f.value), f.qualifier) for f in read("Phấn đấu tỷ lệ hộ nghèo giảm từ 2 - 3%.")] == [
        ("2", "exact"),
        ("3", "exact"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 30/6/2024 và sáng 22-5 họp lúc 11 giờ 15 phút.",
        "Theo Nghị quyết số 43-NQ/TW, Quyết định 655/QĐ-UBND, Điều 74, khoản 4.",
        "Ông Nam, 61 tuổi, gia đình ông trồng 2 ha cà phê, thu 300 triệu đồng.",
        "Giá sắn còn 2.300 đồng/kg.",
        "Con đường dài 3,2 km, rộng 6 m.",
        "Đoàn trao 50 suất quà, mỗi suất 500 nghìn đồng.",
        "Dự hội nghị có 250 đại biểu.",
        "Có 03 tập thể, 05 cá nhân được tặng Giấy khen.",
        "Quy hoạch phải bảo đảm 3 tiêu chí.",
        "Bị cáo bị phạt 12 năm tù vì chiếm đoạt 15 tỷ đồng.",
        "Điện thoại: 0912.345.678.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert reported(text) == []


def test_counts_in_passing_need_a_report() -> None:
    text = "Khu vực này còn 12 hộ thiếu nước."
    assert rows(text) == []
    assert reported(text) == [("hộ thiếu nước", "value", "12", "hộ")]


def test_headline_and_text_state_a_figure_once() -> None:
    (figure,) = read("Thu ngân sách hơn 163 tỷ đồng\n\nTổng thu ngân sách trên địa bàn đạt hơn 163 tỷ đồng.")
    assert figure.indicator == "tổng thu ngân sách trên địa bàn"


def test_evidence_quotes_the_source() -> None:
    text = "Năm qua,\u00a0thu ngân\u200b sách đạt 31,4 tỷ đồng, bằng 48% dự toán."
    document = Document.of("a", text)
    found = figures.read(document, Context(document, places={}, year=2023))
    quotes = [document.quote(f.evidence.words) for f in found]
    assert all(quote.startswith("thu ngân\u200b sách") for quote in quotes)
    assert quotes[1].endswith("48% dự toán.") or quotes[1].endswith("48% dự toán")
    assert [f.value_text for f in found] == ["31,4 tỷ đồng", "48%"]


def test_place_is_the_articles_own() -> None:
    assert {f.place for f in read("Tổng thu ngân sách đạt 3 tỷ đồng.")} == {"Sìn Hồ"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("100 triệu đồng/ha/năm", "triệu đồng/ha/năm"),
        ("1,2 triệu lượt khách", "triệu lượt khách"),
        ("62,5 tạ/ha", "tạ/ha"),
        ("4.871 lượt cán bộ, đảng viên", "lượt cán bộ, đảng viên"),
        ("08/08 đơn", "đơn"),
        ("120kg", "kg"),
    ],
)
def test_unit_as_written(text: str, unit: str) -> None:
    assert [q.unit for q in find(text)] == [unit]


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "1," * 500_000, "1, " * 330_000, "A" * 1_000_000, "đạt 5% " * 140_000]
)
def test_a_megabyte_of_one_thing_is_read_quickly(text: str) -> None:
    document = Document.of("a", text)
    assert document.body
    begin = time.process_time()
    figures.read(document, Context(document, places={}, year=2023))
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Tốc độ tăng trưởng kinh tế (GRDP) của tỉnh đạt 9,8%.",
            ("tốc độ tăng trưởng kinh tế (GRDP) của tỉnh", "value", "9.8"),
        ),
        ("Tốc độ tăng giá trị sản xuất bình quân 14,7%.", ("tốc độ tăng giá trị sản xuất", "value", "14.7")),
        ("Giảm 3,1% hộ nghèo.", ("hộ nghèo", "change", "-3.1")),
        ("Đến cuối năm phải có 5 xã đạt chuẩn.", ("xã đạt chuẩn", "target", "5")),
        ("Biên phòng tỉnh đã cứu 27 ngư dân.", ("cứu ngư dân", "value", "27")),
        ("Tình trạng trộm cắp nông sản: xảy ra 9 vụ.", ("trộm cắp nông sản", "value", "9")),
        (
            "Quỹ Vì người nghèo của huyện vận động 1,2 tỷ đồng.",
            ("quỹ Vì người nghèo của huyện vận động", "value", "1.2"),
        ),
        ("Đón khách ở Vịnh Xanh, lượng khách đến Vịnh Xanh, Hòn Dấu ước 400 lượt.", None),
    ],
)
def test_phrase_and_measure(text: str, row: tuple[str, str, str] | None) -> None:
    found = [r[:3] for r in reported(text)]
    assert found == [row or ("lượng khách đến Vịnh Xanh, Hòn Dấu", "value", "400")]


def test_from_one_level_to_another() -> None:
    found = read("Tỷ lệ hộ nghèo giảm từ 28,9% năm 2022 xuống còn 24,6% năm 2023.")
    assert [(f.measure, plain(f.value), f.period) for f in found] == [
        ("value", "28.9", "2022"),
        ("value", "24.6", "2023"),
    ]


def test_what_the_speaker_asks_for_is_a_target() -> None:
    found = read(
        "Tổng kết năm 2023. Đồng chí Bí thư yêu cầu thu ngân sách không dưới 17 tỷ đồng; kết nạp 72 đảng viên."
    )
    assert [f.measure for f in found] == ["target", "target"]
    assert rows("Đến năm 2025 phải đạt 80% dân số; trong khi huyện hiện mới đạt 63,4%.")[1][1:3] == ("value", "63.4")


def test_plan_beside_the_result() -> None:
    assert [r[1:3] for r in rows("Thu ngân sách 96,3 tỷ đồng/ KH 118 tỷ đồng, đạt 81,6%.")] == [
        ("value", "96.3"),
        ("target", "118"),
        ("attainment", "81.6"),
    ]
    assert rows("Tỷ lệ thu gom rác mới đạt 84%, trong khi chỉ tiêu là 90%.")[1][:3] == (
        "tỷ lệ thu gom rác",
        "target",
        "90",
    )


def test_targets_out_of_all_of_them() -> None:
    found = read("Trong 22 chỉ tiêu Nghị quyết có 14 chỉ tiêu vượt,5 chỉ tiêu đạt và 3 chỉ tiêu không đạt.")
    assert [(f.measure, plain(f.value), f.total) for f in found] == [
        ("achieved", "14", 22),
        ("achieved", "5", 22),
        ("achieved", "3", 22),
    ]


def test_second_count_goes_on_with_the_verb_and_the_move_of_the_first() -> None:
    found = rows("Bắt giữ 47 vụ, 52 đối tượng ma túy (tăng 9 vụ, 11 đối tượng so với cùng kỳ).")
    assert [r[1:3] for r in found] == [("value", "47"), ("value", "52"), ("change", "9"), ("change", "11")]
    assert found[1][0] == "bắt giữ đối tượng ma túy"


def test_parts_of_a_count_without_brackets() -> None:
    found = rows("Thi hành kỷ luật 196 đảng viên, gồm khiển trách 118, cảnh cáo 41.")
    assert [r[:3] for r in found[1:]] == [
        ("thi hành kỷ luật đảng viên khiển trách", "value", "118"),
        ("thi hành kỷ luật đảng viên cảnh cáo", "value", "41"),
    ]


def test_columns_of_a_table_name_their_years() -> None:
    found = read(
        "Tổng kết năm 2023.\n| STT | Chỉ tiêu | Đơn vị | KH 2023 | Ước TH 2023 | KH 2024 |\n"
        "| 1 | Trường đạt chuẩn | trường | 62 | 61 | 66 |"
    )
    assert [(f.measure, plain(f.value), f.qualifier, f.period) for f in found] == [
        ("target", "62", "exact", "2023"),
        ("value", "61", "about", "2023"),
        ("target", "66", "exact", "2024"),
    ]


def test_one_plan_in_two_years_is_two_figures() -> None:
    found = read("Năm 2023 kết nạp 104/110 đảng viên mới. Năm 2024 phấn đấu kết nạp 110 đảng viên mới.")
    assert [f.period for f in found if f.measure == "target"] == ["2023", "2024"]


@pytest.mark.parametrize(
    "text",
    [
        "Trong 2 ngày 31/7 và 1/8 họp; trước 15/11 phải xong.",
        "Trang trại 1.200 con của ông thu 300 triệu đồng.",
        "Ông vay 20 triệu đồng nuôi vịt.",
        "Ba lò đốt rác bỏ không, mỗi lò hơn 2 tỷ đồng.",
        "Quy hoạch chi tiết tỷ lệ 1/500.",
        "Chỉ định Ban Chấp hành Đảng bộ gồm 33 đồng chí.",
        "Tặng Giấy khen cho 12 tổ chức đảng và 26 đảng viên xuất sắc.",
        "Kỳ họp thông qua 25 nghị quyết.",
        "Sở hứa sẽ đưa 5 trạm bơm xuống.",
    ],
)
def test_what_is_no_figure_either(text: str) -> None:
    assert reported(text) == []


def test_quantities_that_a_slash_or_a_unit_parts() -> None:
    assert [(q.value, q.unit, q.total) for q in find("tuần tra 96 lượt/1.150 lượt người")] == [
        (96, "lượt", None),
        (1150, "lượt người", None),
    ]
    assert [(q.value, q.unit, q.total) for q in find("có 300 tàu trên 90 CV")] == [(300, "tàu", None)]
    assert [q.unit for q in find("năm 2019 tỷ lệ hộ nghèo 12%")] == ["%"]
    assert [q.qualifier for q in find("đạt từ 96% quân số trở lên")] == ["over"]
