"""Who chairs, speaks at and attends the main meeting."""

from __future__ import annotations

import pytest

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.extractors.statements import Participation

_MEETING = "Sáng 06/7/2023, Huyện ủy Sìn Hồ tổ chức Hội nghị sơ kết 6 tháng đầu năm. "


def parts(text: str) -> set[tuple[str, str]]:
    article = read_article(Document.of("a", _MEETING + text))
    return {(p.person, p.part) for p in article.statements if isinstance(p, Participation)}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Dự hội nghị có đồng chí Lò Văn Hặc, Phó Bí thư Tỉnh ủy; đồng chí Hoàng Quốc Thịnh.",
            {("Lò Văn Hặc", "attends"), ("Hoàng Quốc Thịnh", "attends")},
        ),
        (
            "Các đồng chí: Nguyễn Trọng Khải - Bí thư Huyện ủy; Giàng A Páo - Chủ tịch HĐND huyện chủ trì Hội nghị.",
            {("Nguyễn Trọng Khải", "chairs"), ("Giàng A Páo", "chairs")},
        ),
        (
            "Hội nghị do đồng chí Trịnh Đăng Khoa - Chủ tịch UBND huyện và Thượng tá Điểu K'Rứ - "
            "Chỉ huy trưởng Ban CHQS huyện đồng chủ trì.",
            {("Trịnh Đăng Khoa", "chairs"), ("Điểu K'Rứ", "chairs")},
        ),
        ("Phát biểu tại hội nghị, đồng chí Võ Hữu Lâm biểu dương kết quả.", {("Võ Hữu Lâm", "speaks")}),
        (
            "Bí thư Huyện ủy Nguyễn Trọng Khải dự và phát biểu chỉ đạo.",
            {("Nguyễn Trọng Khải", "attends"), ("Nguyễn Trọng Khải", "speaks")},
        ),
        ("Ông Mai Văn Nam, cử tri thôn Khóa, phản ánh đường xấu.", {("Mai Văn Nam", "speaks")}),
        ("Cùng dự họp, Chủ tịch UBND huyện Tống Duy Ngọc ngồi hàng đầu.", {("Tống Duy Ngọc", "attends")}),
        ("Theo Đại tá Hồ Sỹ Nghĩa, đã cứu 27 ngư dân.", {("Hồ Sỹ Nghĩa", "speaks")}),
        (
            "Dự có các ông, bà:\n- Trần Văn Hiếu - Bí thư Đảng ủy xã;\n- H'Wê Niê Kdăm - Chủ tịch UBND xã;",
            {("Trần Văn Hiếu", "attends"), ("H'Wê Niê Kdăm", "attends")},
        ),
        ("Đồng chí Võ Hữu Lâm trao quà cho các gia đình chính sách.", set()),
    ],
)
def test_each_part_is_read(text: str, rows: set[tuple[str, str]]) -> None:
    assert parts(text) == rows


def test_an_office_alone_is_the_person_who_holds_it() -> None:
    text = "Dự có ông Lò Văn Hặc, Bí thư Huyện ủy. Bí thư Huyện ủy yêu cầu các xã vào cuộc."
    assert ("Lò Văn Hặc", "speaks") in parts(text)


def test_without_a_meeting_nobody_takes_part() -> None:
    article = read_article(Document.of("a", "Ông Lò Văn Hặc cho biết giá sắn đã giảm."))
    assert not [s for s in article.statements if isinstance(s, Participation)]
