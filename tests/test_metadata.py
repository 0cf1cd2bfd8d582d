"""Headline, date of the page, newspaper code and byline; breadcrumbs and banners are no headlines."""

from __future__ import annotations

import pytest

from canbo.extractors.document import Document, Kind
from canbo.extractors.metadata import Metadata, read

PAGE = """TRANG THÔNG TIN ĐIỆN TỬ HUYỆN NẬM PỒ
Trang chủ » Tin tức » Chính trị
Thứ hai, 21/11/2022
Huyện ủy triển khai nhiệm vụ năm 2023
Cập nhật: 19-11-2022 17:40
ĐBP - Sáng 18/11, Huyện ủy tổ chức hội nghị.
Toàn cảnh Hội nghị
Hội nghị thông qua nghị quyết.
Tin, ảnh: Khánh Duy
[Trở về] [Đầu trang]
Các tin đã đưa:
Đại hội Đảng bộ xã (ngày 01/01/2020)
"""


def page(text: str) -> Metadata:
    return read(Document.of("x", text))


def test_whole_page() -> None:
    assert page(PAGE) == Metadata("Huyện ủy triển khai nhiệm vụ năm 2023", "2022-11-19", "ĐBP", "Khánh Duy")


def test_nothing_said() -> None:
    assert page("Huyện có 12 xã. Thu ngân sách đạt kế hoạch.") == Metadata("", "", "", "")


@pytest.mark.parametrize(
    "line",
    [
        "Trang chủ » Tin tức",
        "Tin tức » Chính trị » Xây dựng Đảng",
        "Thời sự > Chính trị",
        "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH LAI CHÂU",
        "Trang thông tin điện tử huyện Sìn Hồ",
        "[Trở về] [Đầu trang]",
        "Về đầu trang",
    ],
)
def test_furniture(line: str) -> None:
    assert Document.of("x", line).sentences[0].kind is Kind.DEBRIS


@pytest.mark.parametrize(
    "line",
    [
        'Hội nghị triển khai chuyên đề "Học và làm theo Bác" năm 2023',
        "Cổng thông tin điện tử huyện hoạt động trở lại",
        "In trang phục truyền thống thành di sản",
    ],
)
def test_headline_is_kept(line: str) -> None:
    assert page(line + "\nSáng nay, huyện tổ chức hội nghị.").title == line


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Thứ tư, 14/09/2022 08:15", "2022-09-14"),
        ("Cập nhật: 19-11-2022 17:40", "2022-11-19"),
        ("17:05, 04/12/2024", "2024-12-04"),
        ("Báo Nhà Nông Chủ nhật, ngày 20/11/2022 18:05 PM", "2022-11-20"),
        ("Tác giả: Ban Biên tập | Ngày đăng: 20/11/2022 | Tin hoạt động", "2022-11-20"),
        ("20/11/2022", "2022-11-20"),
    ],
)
def test_published(line: str, date: str) -> None:
    assert page(f"Tin huyện\n{line}\nHuyện có 12 xã.").published == date


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("BBK - Chiều 10/01, Huyện ủy họp.", "BBK"),
        ("(TTĐT) - Sáng ngày 06/7/2023, Huyện ủy họp.", "TTĐT"),
        ("QBĐT - Ngày 5-7, Huyện ủy họp.", "QBĐT"),
        ("HĐND - UBND huyện tổ chức hội nghị.", ""),
        ("HĐND – cơ quan quyền lực.", ""),
    ],
)
def test_publisher(line: str, code: str) -> None:
    assert page(f"Tin huyện\n{line}").publisher == code


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Minh Thà", "Minh Thà"),
        ("L.PHƯƠNG", "L.PHƯƠNG"),
        ("Thanh Huyền - Quốc Định", "Thanh Huyền - Quốc Định"),
        ("Bài và ảnh: Lò Thị Ún", "Lò Thị Ún"),
        ("Theo Khánh Hồng/Dân Trí", "Khánh Hồng/Dân Trí"),
        ("Toàn cảnh Hội nghị", ""),
        ("Đồng chí Bí thư phát biểu", ""),
    ],
)
def test_byline(line: str, names: str) -> None:
    assert page(f"Tin huyện\nHuyện có 12 xã.\n{line}").byline == names


@pytest.mark.parametrize(
    "line", ["Huyện họp Chủ nhật, ngày 20/11/2022 để bàn ba việc.", "Nghị quyết ban hành 20/11/2022"]
)
def test_a_date_in_a_sentence_is_not_the_pages(line: str) -> None:
    assert page(f"Tin huyện\n{line}\nHuyện có 12 xã.").published == ""
