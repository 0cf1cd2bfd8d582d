"""Which unit a figure is about, where an article about a district speaks of others."""

from __future__ import annotations

import pytest

from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.figure_places import Places

_PLACES = {"tỉnh": "Sơn La", "huyện": "Mai Sơn", "xã": "Cò Nòi"}


def place(text: str, number: str) -> str:
    document = Document.of("a", text)
    places = Places(Context(document, places=_PLACES, level="huyện", year=2023, word="huyện"))
    for sentence in document.body:
        places.enter(sentence)
        if number in sentence.text:
            return places.at(sentence, sentence.text.index(number) + len(number))
        places.at(sentence, len(sentence.text))
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Thu ngân sách đạt 90 tỷ đồng.", "90", "Mai Sơn"),
        ("Toàn tỉnh giảm 3% hộ nghèo.", "3%", "Sơn La"),
        ("Đến nay, xã đạt 15/19 tiêu chí.", "15/19", "Cò Nòi"),
        # nouns that are counted are no subject
        ("Đã có 17/19 xã, thị trấn hoàn thành 80% kế hoạch.", "80%", "Mai Sơn"),
        ("Huyện sớm giao chỉ tiêu cho các xã, thị trấn, nhất là giảm 0,9% hộ nghèo.", "0,9%", "Mai Sơn"),
        # a commune's clause ends where the list goes on about the whole
        ("Xã Chiềng Mung đạt 14/19 tiêu chí, tăng 5 tiêu chí; kết nạp 118 đảng viên.", "5", "Chiềng Mung"),
        ("Xã Chiềng Mung đạt 14/19 tiêu chí, tăng 5 tiêu chí; kết nạp 118 đảng viên.", "118", "Mai Sơn"),
        ("Có 780 hộ thiếu nước, nhiều nhất là xã Chiềng Mung (140 hộ).", "140", "Chiềng Mung"),
        # a body that acts
        ("UBKT Tỉnh ủy tiếp nhận 134 đơn.", "134", "Sơn La"),
        ("Từ đầu năm đến nay Biên phòng tỉnh bắt 27 vụ.", "27", "Sơn La"),
        ("Ông Lò Văn A, Tỉnh ủy viên, dự; huyện kết nạp 27 đảng viên.", "27", "Mai Sơn"),
        # who reports
        ("Bí thư Đảng ủy xã Chiềng Mung Lò Văn A phản ánh có tới 40% diện tích thiếu nước.", "40%", "Chiềng Mung"),
        ("Bí thư Đảng ủy xã Chiềng Mung Lò Văn A đề nghị huyện giải ngân 40% vốn.", "40%", "Mai Sơn"),
        ("Bí thư Đảng ủy xã Chiềng Mung Lò Văn A cho hay toàn huyện có 12 doanh nghiệp.", "12", "Mai Sơn"),
        # the nation
        ("Tổng sản phẩm trong nước tăng 6,9%.", "6,9%", ""),
        ("Tỷ lệ này cao hơn bình quân cả nước 2%.", "2%", "Mai Sơn"),
    ],
)
def test_place_of_a_figure(text: str, number: str, expected: str) -> None:
    assert place(text, number) == expected


def test_an_official_of_the_province_goes_on_to_the_end_of_the_paragraph() -> None:
    text = "Phó Chủ tịch UBND tỉnh Lò Văn A thông tin: GRDP tăng 5,8%. Thu nội địa đạt 437 tỷ đồng."
    text += "\n\nKết nạp 31 đảng viên."
    assert [place(text, number) for number in ("5,8%", "437", "31")] == ["Sơn La", "Sơn La", "Mai Sơn"]


def test_an_official_of_a_commune_speaks_for_his_sentence() -> None:
    text = "Chủ tịch UBND xã Chiềng Mung Lò Văn A cho biết xã có 57 hộ nghèo. Thu ngân sách đạt 437 tỷ đồng."
    assert [place(text, number) for number in ("57", "437")] == ["Chiềng Mung", "Mai Sơn"]
