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


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # who is there
        ("Về phía huyện có các đồng chí: Mùa A Sống; Vàng Thị Mỷ.",
         {("Mùa A Sống", "attends"), ("Vàng Thị Mỷ", "attends")}),
        ("Tiếp và làm việc với đoàn có ông Mùa A Sống - Bí thư Huyện ủy.", {("Mùa A Sống", "attends")}),
        ("Hội nghị có sự tham dự của đồng chí Mùa A Sống.", {("Mùa A Sống", "attends")}),
        ("Bà Vàng Thị Mỷ (Phó Chủ tịch HĐND huyện, mới nhận nhiệm vụ) và ông Mùa A Sống cùng dự.",
         {("Vàng Thị Mỷ", "attends"), ("Mùa A Sống", "attends")}),
        ("ĐẾN DỰ HỘI NGHỊ CÓ:\n- Mùa A Sống, Phó Bí thư Tỉnh ủy\n- Vàng Thị Mỷ, Phó Chủ tịch HĐND tỉnh",
         {("Mùa A Sống", "attends"), ("Vàng Thị Mỷ", "attends")}),
        ("Đồng chí Mùa A Sống, Trưởng Ban Dân vận Tỉnh ủy, phụ trách địa bàn huyện đến dự.",
         {("Mùa A Sống", "attends")}),
        ("Bí thư Huyện ủy Mùa A Sống cùng các đồng chí trong Ban Thường vụ dự.", {("Mùa A Sống", "attends")}),
        ("Đại diện Ban Tổ chức Tỉnh ủy có đồng chí Mùa A Sống.", {("Mùa A Sống", "attends")}),
        # who chairs
        ("Hội nghị diễn ra dưới sự chủ trì của các đồng chí: Mùa A Sống, Bí thư Huyện ủy; Vàng Thị Mỷ.",
         {("Mùa A Sống", "chairs"), ("Vàng Thị Mỷ", "chairs")}),
        ("Quyết định phân công ông Mùa A Sống điều hành hoạt động của UBND huyện.", set()),
        ("Chủ trì hội nghị, Bí thư Huyện ủy Mùa A Sống vui mừng.", {("Mùa A Sống", "chairs")}),
        # who speaks
        ("Ông Mùa A Sống, 71 tuổi, già bản Nà Mo, được mời phát biểu.", {("Mùa A Sống", "speaks")}),
        ("Ông Mùa A Sống - Tổ trưởng Tổ hợp tác Nà Mo cho biết đã đủ vốn.", {("Mùa A Sống", "speaks")}),
        ("Chị Vàng Thị Mỷ, cán bộ thú y xã, ngậm ngùi: \"Trâu chết hết\".", {("Vàng Thị Mỷ", "speaks")}),
        ("Diễn văn của Chủ tịch UBND huyện Mùa A Sống ôn lại chặng đường.", {("Mùa A Sống", "speaks")}),
        ("Còn theo ông Mùa A Sống, đường đã xuống cấp.", {("Mùa A Sống", "speaks")}),
        ("Các đồng chí: Mùa A Sống (Bí thư Đảng ủy xã), Vàng Thị Mỷ đã làm rõ thêm.",
         {("Mùa A Sống", "speaks"), ("Vàng Thị Mỷ", "speaks")}),
        ("Đồng chí Mùa A Sống chủ trì. Đồng chí nhấn mạnh ba việc.",
         {("Mùa A Sống", "chairs"), ("Mùa A Sống", "speaks")}),
        # who does not
        ("Cử tri Nậm Cha kiến nghị về điện. Xã Nậm Cha có 12 bản, thuộc xã Nậm Cha cũ.", set()),
        ("Ông Mùa A Sống, chủ một hộ ở bản, kể với chúng tôi bên hành lang.", set()),
        ("\"Tôi và anh Mùa A Sống sẽ trả lời dân\", ông Vàng Văn Pó nói.", {("Vàng Văn Pó", "speaks")}),
    ],
)  # fmt: skip
def test_parts_in_many_shapes(text: str, rows: set[tuple[str, str]]) -> None:
    assert parts(text) == rows


@pytest.mark.parametrize(
    "again",
    [
        "Đồng chí Phó Bí thư Thường trực nhấn mạnh ba việc.",
        "Phó Bí thư Thường trực Tỉnh ủy nhấn mạnh ba việc.",
        "Trưởng Ban Dân tộc tỉnh nhấn mạnh ba việc.",
        "Kết luận, đồng chí Trưởng đoàn nhấn mạnh ba việc.",
        "Ông Phú Lĩnh nhấn mạnh ba việc.",
        "Ông Lĩnh nhấn mạnh ba việc.",
    ],
)
def test_who_is_meant_by_less_than_the_name(again: str) -> None:
    text = (
        "Trưởng đoàn là đồng chí Đỗ Phú Lĩnh, Phó Bí thư Thường trực Tỉnh ủy, Trưởng Ban Dân tộc tỉnh. "
        "Dự có ông Mùa A Sống, Phó Bí thư Huyện ủy; bà Vàng Thị Mỷ, Phó Chủ tịch UBND tỉnh.\n\n"
    )
    assert ("Đỗ Phú Lĩnh", "speaks") in parts(text + again)


def test_an_office_of_two_means_neither() -> None:
    text = "Dự có ông Mùa A Sống, Phó Chủ tịch UBND huyện; bà Vàng Thị Mỷ, Phó Chủ tịch UBND huyện. "
    assert not {p for p in parts(text + "Phó Chủ tịch UBND huyện cho biết đã đủ vốn.") if p[1] == "speaks"}


def test_an_office_alone_is_the_person_who_holds_it() -> None:
    text = "Dự có ông Lò Văn Hặc, Bí thư Huyện ủy. Bí thư Huyện ủy yêu cầu các xã vào cuộc."
    assert ("Lò Văn Hặc", "speaks") in parts(text)


def test_without_a_meeting_nobody_takes_part() -> None:
    article = read_article(Document.of("a", "Ông Lò Văn Hặc cho biết giá sắn đã giảm."))
    assert not [s for s in article.statements if isinstance(s, Participation)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # a person's calling in small letters, the name closed by a comma or a dash without spaces
        ("Ông Lò Văn Bình, hộ nghèo bản Nà Mo đề nghị hỗ trợ vốn.", {("Lò Văn Bình", "speaks")}),
        ("Ông Lò Văn Bình-già làng Kon Sơn đề nghị cấp đất.", {("Lò Văn Bình", "speaks")}),
        ("Ông Lò Văn Bình, người có uy tín của bản tham dự.", {("Lò Văn Bình", "attends")}),
        # what is told behind the calling is no talk
        ("Ông Lò Văn Bình, hộ nghèo bản Nà Mo nuôi 12 con bò.", set()),
        # an opening clause has the subject of the pronoun behind it
        (
            "Đồng chí Lò Văn Bình kết luận. Nói chuyện với cán bộ hai xã, đồng chí nhắc lại đợt lũ.",
            {("Lò Văn Bình", "speaks")},
        ),
        (
            "Các đại biểu Lò Văn Bình, Hà Thị Nga tiếp xúc hơn 150 cử tri.",
            {
                ("Lò Văn Bình", "attends"),
                ("Hà Thị Nga", "attends"),
            },
        ),
        ("Đồng chí Lò Văn Bình bàn cách giữ rừng.", {("Lò Văn Bình", "speaks")}),
        ("Đồng chí Lò Văn Bình bàn giao 12 căn nhà.", set()),
        # `Đoàn` is a family name, too
        ("Còn đại biểu Đoàn Minh Khôi, Giám đốc Sở Y tế trả lời về thuốc.", {("Đoàn Minh Khôi", "speaks")}),
    ],
)
def test_who_holds_no_office_and_who_is_meant_by_a_pronoun(text: str, rows: set[tuple[str, str]]) -> None:
    assert parts(text) == rows


def test_a_pronoun_behind_a_clause_needs_someone_who_spoke() -> None:
    assert parts("Ngày mai họp tiếp.\n\nNói chuyện với cán bộ hai xã, đồng chí nhắc lại đợt lũ.") == set()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # who is given a task reports on another day
        ("Đồng chí chủ trì giao Giám đốc Sở Xây dựng Lò Văn Bình báo cáo tiến độ 15 ngày một lần.", set()),
        ("Giám đốc Sở Xây dựng Lò Văn Bình báo cáo tiến độ.", {("Lò Văn Bình", "speaks")}),
        (
            "Trung tá Lò Văn Bình (Phó Giám đốc Công an tỉnh) - đại biểu Quốc hội khóa XV - tham dự.",
            {("Lò Văn Bình", "attends")},
        ),
        ("Ông Lò Văn Bình, Chủ tịch UBND xã Kim Lư thì than khó vì hồ sơ nhiều.", {("Lò Văn Bình", "speaks")}),
    ],
)
def test_tasks_and_dashes(text: str, rows: set[tuple[str, str]]) -> None:
    assert parts(text) == rows


def test_who_talks_to_reporters_goes_on_talking_to_them() -> None:
    outside = "Trao đổi với phóng viên, ông Lò Văn Bình, Chủ tịch UBND huyện cho biết đã đôn đốc. "
    assert parts(f'{outside}"Chậm ngày nào phạt ngày đó", ông Bình nói.') == set()
    assert parts(f"{outside}\n\nTại hội nghị, ông Lò Văn Bình nói về tiến độ.") == {("Lò Văn Bình", "speaks")}
