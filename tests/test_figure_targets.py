"""Plans beside results, quotas, names before brackets, and what only looks like a figure of a place."""

from __future__ import annotations

import pytest

from canbo.extractors import figures
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.statements import Figure, plain

_PLAIN = "Tổng thu đạt 9 tỷ đồng, đạt 90% dự toán; tổng chi đạt 8 tỷ đồng, đạt 80% dự toán. "  # an article that reports


def read(text: str) -> list[Figure]:
    document = Document.of("a", text)
    return figures.read(document, Context(document, places={"huyện": "Sìn Hồ"}, level="huyện", year=2023))


def rows(text: str) -> list[tuple[str, str, str, str]]:
    """Return the figures of `text` in an article that has plain figures besides."""
    return [(f.indicator, f.measure, plain(f.value), f.unit) for f in read(_PLAIN + text)[4:]]


def measures(text: str) -> list[tuple[str, str]]:
    return [(measure, value) for _, measure, value, _ in rows(text)]


def test_heading_of_targets_opens_a_list_of_them() -> None:
    text = _PLAIN + "\n\nMỤC TIÊU ĐẾN NĂM 2030\n• Tỷ lệ đô thị hóa 72%;\n• Trồng rừng 300 ha."
    text += "\n\nKẾT QUẢ\n• Trồng rừng 210 ha."
    found = [(f.measure, plain(f.value), f.period) for f in read(text)[4:]]
    assert found == [("target", "72", "2030"), ("target", "300", "2030"), ("value", "210", "2023")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm nay huyện đặt chỉ tiêu trồng 30 ha rừng.", [("target", "30")]),
        ("Huyện sẽ xây 12 nhà văn hóa.", [("target", "12")]),
        ("Huyện đã xây 12 nhà văn hóa.", [("value", "12")]),
        ("Các xã giảm ít nhất 20% số vụ vi phạm.", [("target", "20")]),
        ("Có ít nhất 20 hộ thoát nghèo.", [("value", "20")]),
        # the plan that a result is measured against makes it no target
        (
            "Thu ngân sách đạt 112% dự toán huyện phấn đấu và tăng 41% so với cùng kỳ.",
            [("attainment", "112"), ("change", "41")],
        ),
        # so many of a quota, and of a whole
        ("Giới thiệu việc làm cho 812/1.000 lượt người.", [("value", "812"), ("target", "1000")]),
        ("Kiểm đếm 812/1.000 hộ dân.", [("achieved", "812")]),
        ("Xây dựng 12/30 căn nhà theo kế hoạch năm.", [("value", "12"), ("target", "30")]),
        ("Diễn tập cho 4/4 xã theo kế hoạch.", [("achieved", "4")]),
        # a part and a whole with one noun
        ("Trong 17 kiến nghị của cử tri đã có 12 kiến nghị được giải quyết xong.", [("achieved", "12")]),
        ("Kết luận hội nghị, Bí thư Huyện ủy giao các xã thu ngân sách 40 tỷ đồng.", [("target", "40")]),
        ("Trong tháng 11, 100% chi bộ phải sinh hoạt chuyên đề.", [("target", "100")]),
        ("Có 12 nhà phải di dời.", [("value", "12")]),
        # the year and the unit before a plan name nothing
        ("Tỷ lệ hộ nghèo còn 7,5%; năm nay huyện đặt chỉ tiêu giảm thêm 2%.", [("value", "7.5"), ("target", "2")]),
        # a level of the term's first day is compared with nothing
        ("Tỷ lệ hộ nghèo giảm từ 6,8% đầu nhiệm kỳ xuống còn 1,7%.", [("value", "6.8"), ("value", "1.7")]),
    ],
)
def test_plan_and_result(text: str, expected: list[tuple[str, str]]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chỉ tiêu chưa đạt là thu gom rác tại nguồn (62%/70%) và tỷ lệ giải ngân vốn (91%).",
            [("thu gom rác tại nguồn", "62"), ("thu gom rác tại nguồn", "70"), ("tỷ lệ giải ngân vốn", "91")],
        ),
        # a bracket right behind a quantity goes on about it
        ("Kết nạp 25 đảng viên (đạt 83% chỉ tiêu).", [("kết nạp đảng viên", "25"), ("kết nạp đảng viên", "83")]),
        # the full stop has lost its space
        (
            "Tỷ lệ bao phủ bảo hiểm y tế 91%.Tai nạn giao thông xảy ra 21 vụ.",
            [("tỷ lệ bao phủ bảo hiểm y tế", "91"), ("tai nạn giao thông xảy ra", "21")],
        ),
        # work behind a percentage
        (
            "Cấp thêm 3 tỷ đồng làm đường, phấn đấu hoàn thành 100% việc cắm mốc.",
            [("cấp làm đường", "3"), ("hoàn thành việc cắm mốc", "100")],
        ),
        (
            "Tỷ lệ hộ nghèo còn 7,5%, năm nay phấn đấu giảm 2%.",
            [("tỷ lệ hộ nghèo", "7.5"), ("giảm tỷ lệ hộ nghèo", "2")],
        ),
        # one sum in two units
        ("Thu ngân sách 47 tỷ 620 triệu đồng.", [("thu ngân sách", "47.62")]),
        # an age says which group is meant
        ("Tỷ lệ huy động trẻ 3 - 5 tuổi ra lớp 97%.", [("tỷ lệ huy động trẻ 3 - 5 tuổi ra lớp", "97")]),
    ],
)
def test_whose_figure_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, value) for name, _, value, _ in rows(text)] == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Duy trì 79 tổ, chốt kiểm dịch.", ["tổ, chốt kiểm dịch"]),
        ("Kiểm tra 4 tổ chức đảng, 12 đảng viên.", ["tổ chức đảng", "đảng viên"]),
        ("Kết nạp 12 đảng viên, tăng 3 đảng viên so với cùng kỳ.", ["đảng viên", "đảng viên"]),
    ],
)
def test_two_nouns_may_count_together(text: str, unit: list[str]) -> None:
    assert [row[3] for row in rows(text)] == unit


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Thu ngân sách vượt 600 tỷ đồng.", "over"),
        ("Thu ngân sách đạt 600 tỷ đồng.", "exact"),
        ("Phấn đấu tỷ lệ bao phủ bảo hiểm y tế từ 96,5%.", "over"),
        ("Phấn đấu nâng tỷ lệ bao phủ bảo hiểm y tế từ 90% lên 96%.", "exact"),
    ],
)
def test_how_exact(text: str, qualifier: str) -> None:
    assert {f.qualifier for f in read(_PLAIN + text)[4:]} == {qualifier}


@pytest.mark.parametrize(
    "text",
    [
        "Phòng nghỉ cuối tuần lên tới 1,8 triệu đồng/đêm.",
        "Ghe 20 tấn không vào được.",
        "Nước lũ làm sạt 300 m bờ sông.",
        "Hơn 180 cử tri của ba xã có mặt.",
        "Cử tri Lò Văn A phản ánh: 40 ha lúa của bản phải bỏ hoang.",
        '"Sáu công mía lỗ 14 triệu đồng, tôi đốn bỏ phân nửa", ông nói.',
        "Với 2 sào ao và 300 con vịt, ông dành dụm 45 triệu đồng.",
        "Đơn vị nào giải ngân dưới 90% thì không được khen.",
        "Quốc hội thông qua 13 dự án luật.",
        "Nhà trai khiêng xe qua 3 con suối.",
        "Chị Hà kể: năm 2017, chị có 11 con bò.",
        "Hồ sơ nhận từ 01/7 đến 30/11/2022.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert rows(text) == []
