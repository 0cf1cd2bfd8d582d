"""Sentences that are small tables: who a figure belongs to, and what is only said in passing."""

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one verb or noun for several names
        ("Đàn trâu, bò trên 3.200 con.", [("đàn trâu, bò", "value", "3200", "con")]),
        ("Nông, lâm nghiệp giảm 0,6%.", [("nông, lâm nghiệp", "change", "-0.6", "%")]),
        ("Có 100% chi, đảng bộ học tập nghị quyết.", [("chi, đảng bộ học tập nghị quyết", "value", "100", "%")]),
        # how a sum is reckoned is no part of it
        (
            "Giá trị sản xuất (giá so sánh 2010) ước 410 tỷ đồng, đạt 71% kế hoạch.",
            [("giá trị sản xuất", "value", "410", "tỷ đồng"), ("giá trị sản xuất", "attainment", "71", "%")],
        ),
        # a headless sum goes on
        (
            "Trồng mới quế 40 ha; lũy kế toàn huyện 310 ha.",
            [("trồng mới quế", "value", "40", "ha"), ("trồng mới quế", "value", "310", "ha")],
        ),
        # who speaks is no indicator
        ("Giám đốc Sở Lê Văn Lượng cho biết tổng đàn lợn tăng 3%.", [("tổng đàn lợn", "change", "3", "%")]),
        # a lone verb takes the name before it
        (
            "Vốn sự nghiệp là khâu yếu, mới giải ngân 31%.",
            [("giải ngân vốn sự nghiệp", "attainment", "31", "%")],
        ),
        # the words behind a quantity are its own
        (
            "Gieo trồng 410 ha ngô lai đạt 96% kế hoạch.",
            [("gieo trồng ngô lai", "value", "410", "ha"), ("gieo trồng ngô lai", "attainment", "96", "%")],
        ),
        # behind brackets as before them
        (
            "Kết nạp 26 đảng viên (trong đó 15 đảng viên là người Thái), đạt 86% chỉ tiêu.",
            [
                ("kết nạp đảng viên", "value", "26", "đảng viên"),
                ("đảng viên là người Thái", "value", "15", "đảng viên"),
                ("kết nạp đảng viên", "attainment", "86", "%"),
            ],
        ),
        # two counts share the words behind the second
        (
            "Đã có 2 xã và 9 bản được công nhận đạt chuẩn.",
            [
                ("xã được công nhận đạt chuẩn", "value", "2", "xã"),
                ("bản được công nhận đạt chuẩn", "value", "9", "bản"),
            ],
        ),
        # the number of what is named
        (
            "Số doanh nghiệp thành lập là 41, giảm 9 doanh nghiệp so với cùng kỳ.",
            [
                ("số doanh nghiệp thành lập", "value", "41", "doanh nghiệp"),
                ("số doanh nghiệp thành lập", "change", "-9", "doanh nghiệp"),
            ],
        ),
        # harm names whom it counts
        (
            "Tai nạn xảy ra 9 vụ, làm chết 4 người; so với cùng kỳ giảm 3 vụ (25%), tăng 2 người bị thương.",
            [
                ("tai nạn xảy ra", "value", "9", "vụ"),
                ("làm chết người", "value", "4", "người"),
                ("tai nạn xảy ra", "change", "-3", "vụ"),
                ("tai nạn xảy ra", "change", "-25", "%"),
                ("người bị thương", "change", "2", "người"),
            ],
        ),
        ("Đón 20.000 lượt khách/năm.", [("đón lượt khách", "value", "20000", "lượt khách/năm")]),
        ("Bình quân 11,3 tiêu chí/xã.", [("tiêu chí bình quân mỗi xã", "value", "11.3", "tiêu chí/xã")]),
        ("Giai đoạn 2015 - 2017 toàn huyện trồng 80 ha quế.", [("trồng quế", "value", "80", "ha")]),
    ],
)
def test_whose_figure_it_is(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Tỷ lệ hộ nghèo giảm từ 34,05% đầu năm 2016 xuống còn 9,8%.", "value", "34.05"),
        ("Tỷ lệ hộ khá là 20%, cao hơn năm trước 1,7 điểm phần trăm.", "change", "1.7"),
        ("Tội phạm là 20 vụ, giảm so với cùng kỳ 3 vụ.", "change", "-3"),
        ("Vốn đầu tư công giải ngân 41,7%.", "attainment", "41.7"),
        ("Thu phí đạt 18 tỷ đồng (kế hoạch là 20).", "target", "20"),
        ("Giá trị sản xuất tăng 6,1%/năm (Nghị quyết 6,0%/năm).", "target", "6"),
        ("Huyện cần chuyển 40 ha lúa sang trồng màu.", "target", "40"),
        ("Đại hội nhất trí các chỉ tiêu chính, gồm: thu ngân sách 60 tỷ đồng.", "target", "60"),
        ("Giảm 0,3‰ tỷ lệ sinh.", "change", "-0.3"),
    ],
)
def test_what_it_measures(text: str, measure: str, value: str) -> None:
    assert (measure, value) in [(m, v) for _, m, v, _ in rows(text)]


def test_in_turn_gives_each_figure_to_its_own_name() -> None:
    text = "Dạy nghề 90 người, cho vay 70 hộ, lần lượt đạt 87% và 102% kế hoạch năm."
    assert [(f.indicator, f.measure, plain(f.value), f.basis) for f in read(_PLAIN + text)[6:]] == [
        ("dạy nghề", "attainment", "87", "kế hoạch năm"),
        ("cho vay hộ", "attainment", "102", "kế hoạch năm"),
    ]
    assert rows("Tỷ trọng nông nghiệp, công nghiệp và dịch vụ lần lượt là 20%, 30%, 50%.") == [
        ("tỷ trọng nông nghiệp", "value", "20", "%"),
        ("tỷ trọng công nghiệp", "value", "30", "%"),
        ("tỷ trọng dịch vụ", "value", "50", "%"),
    ]


def test_in_turn_without_as_many_names_gives_nothing() -> None:
    assert [r for r in rows("Các ngành lần lượt đạt 87%, 90% và 102% kế hoạch.") if r[1] == "attainment"] == []


def test_share_that_the_counts_show_is_no_percent_of_a_plan() -> None:
    found = rows("Phạm pháp hình sự xảy ra 14 vụ, khám phá 12 vụ, đạt 85,7%.")
    assert found[-1] == ("tỷ lệ khám phá phạm pháp hình sự xảy ra", "value", "85.7", "%")
    assert rows("Phạm pháp hình sự xảy ra 14 vụ, khám phá 12 vụ, đạt 95,7%.")[-1][1] == "attainment"


def test_counted_targets_carry_the_verb_before_them() -> None:
    (figure,) = read("Huyện đạt và vượt 21/24 chỉ tiêu nhiệm kỳ.")
    assert figure.indicator == "chỉ tiêu đạt và vượt nhiệm kỳ"


def test_this_number_is_that_of_the_sentence_before() -> None:
    text = "Cả huyện có diện tích cam 152 ha. Đến hết năm 2023, con số ấy là 740 ha."
    assert rows(text)[-1] == ("diện tích cam", "value", "740", "ha")


@pytest.mark.parametrize(
    "text",
    [
        "Khách ăn bát phở 50.000 đồng.",
        "Giá khi ấy 180 triệu đồng.",
        "Tham dự có Chủ tịch UBND 19 xã.",
        "Hệ thống loa của 17 xã.",
        "Đoàn Chủ tịch gồm 5 đồng chí.",
        "Hội nghị truyền tới 35 điểm cầu.",
        "Trung tướng tặng huyện 200 triệu đồng.",
        "Thu thuế hụt 4 tỷ đồng so với tiến độ.",  # neither a level nor a change over time
    ],
)
def test_what_is_only_said_in_passing(text: str) -> None:
    assert rows(text) == []


def test_which_ones_a_count_counts_is_no_figure_of_its_own() -> None:
    assert rows("Còn 4 xã giải ngân dưới 30%.") == [("xã giải ngân", "value", "4", "xã")]
    assert [r[1:3] for r in rows("Kết nạp 4 đảng viên đạt trên 80% chỉ tiêu.")] == [
        ("value", "4"),
        ("attainment", "80"),
    ]


def test_price_words_in_an_indicator_are_no_price() -> None:
    assert rows("Giá trị sản xuất đạt 180 triệu đồng/ha.")[0][2] == "180"
    assert rows("Tổng trị giá hàng hóa là 18 tỷ đồng.")[0][2] == "18"


def test_numbered_items_below_targets_are_targets() -> None:
    text = "Mục tiêu đến năm 2025:\n1. Trồng rừng 310 ha.\n2. Kết nạp 60 đảng viên.\n"
    assert [(f.measure, plain(f.value)) for f in read(text)] == [("target", "310"), ("target", "60")]
