"""Who holds which office: one sentence for each rule."""

from __future__ import annotations

import pytest

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.extractors.statements import Office


def posts(text: str) -> list[tuple[str, str, str, str, str]]:
    article = read_article(Document.of("a", text))
    return [(o.person, o.role, o.body, o.place, o.status) for o in article.statements if isinstance(o, Office)]


def rules(text: str) -> set[str]:
    return {s.rule for s in read_article(Document.of("a", text)).statements if isinstance(s, Office)}


@pytest.mark.parametrize(
    ("rule", "text", "rows"),
    [
        (
            "post.apposition",
            "Đồng chí Giàng A Páo - Phó Bí thư Thường trực Huyện uỷ Sìn Hồ, Chủ tịch HĐND huyện phát biểu.",
            [
                ("Giàng A Páo", "Phó Bí thư Thường trực", "Huyện ủy", "Sìn Hồ", "current"),
                ("Giàng A Páo", "Chủ tịch", "HĐND huyện", "Sìn Hồ", "current"),
            ],
        ),
        (
            "post.prefix",
            "Bí thư Huyện ủy Vân Hồ Mùa A Sống phát biểu.",
            [("Mùa A Sống", "Bí thư", "Huyện ủy", "Vân Hồ", "current")],
        ),
        (
            "post.shared",
            "Dự có các Phó Chủ tịch HĐND tỉnh Hà Nam: Đinh Thị Lụa, Trần Xuân Dưỡng.",
            [
                ("Đinh Thị Lụa", "Phó Chủ tịch", "HĐND tỉnh", "Hà Nam", "current"),
                ("Trần Xuân Dưỡng", "Phó Chủ tịch", "HĐND tỉnh", "Hà Nam", "current"),
            ],
        ),
        (
            "post.appointed",
            "Các đồng chí Tơ Ngôl Đình và Pơloong Chiến được bầu giữ chức Phó Bí thư Huyện ủy Nam Giang.",
            [
                ("Tơ Ngôl Đình", "Phó Bí thư", "Huyện ủy", "Nam Giang", "current"),
                ("Pơloong Chiến", "Phó Bí thư", "Huyện ủy", "Nam Giang", "current"),
            ],
        ),
        (
            "post.left",
            "Kỳ họp miễn nhiệm chức danh Phó Chủ tịch UBND thị xã Ba Đồn đối với ông Cao Xuân Tín.",
            [("Cao Xuân Tín", "Phó Chủ tịch", "UBND thị xã", "Ba Đồn", "former")],
        ),
        (
            "post.elected",
            "Hội nghị bầu bổ sung đồng chí Vàng Thị Mỷ vào Ban Thường vụ Huyện ủy Sìn Hồ.",
            [("Vàng Thị Mỷ", "Ủy viên Ban Thường vụ", "Huyện ủy", "Sìn Hồ", "current")],
        ),
        (
            "post.replaced",
            "Bà Lê Thị Hoa giữ chức Bí thư Quận ủy Hải Châu thay ông Trần Văn Nam.",
            [
                ("Trần Văn Nam", "Bí thư", "Quận ủy", "Hải Châu", "former"),
                ("Lê Thị Hoa", "Bí thư", "Quận ủy", "Hải Châu", "current"),
            ],
        ),
        (
            "post.given",
            "Chức Bí thư Quận ủy Ngũ Hành Sơn được giao cho ông Nguyễn Tri Phú.",
            [("Nguyễn Tri Phú", "Bí thư", "Quận ủy", "Ngũ Hành Sơn", "current")],
        ),
        (
            "post.pronoun",
            "Bà Thái Phan Nhi sinh năm 1976. Bà từng kinh qua các chức vụ: Phó Chủ tịch UBND quận Sơn Trà.",
            [("Thái Phan Nhi", "Phó Chủ tịch", "UBND quận", "Sơn Trà", "former")],
        ),
    ],
)
def test_each_rule_reads_its_phrase(rule: str, text: str, rows: list[tuple[str, str, str, str, str]]) -> None:
    assert sorted(posts(text)) == sorted(rows)
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ông Trần Văn Nam được giới thiệu giữ chức Bí thư Quận ủy Hải Châu.",
        "Bí thư Hà Nội yêu cầu các đơn vị vào cuộc.",
        "Các đại biểu thảo luận sôi nổi về vai trò của bí thư cấp ủy.",
        "ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ HUYỆN NAM GIANG LẦN THỨ XX",
    ],
)
def test_what_is_no_office_gives_no_row(text: str) -> None:
    assert posts(text) == []


def test_a_shared_title_ends_at_the_semicolon_behind_a_list() -> None:
    text = (
        "Cùng dự có các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy: Giám đốc Sở Nội vụ Lê Văn An, "
        "Giám đốc Sở Tài chính Trần Bình Hà; Phó Giám đốc Sở Y tế Phan Huy Lộc."
    )
    members = [person for person, role, *_ in posts(text) if role == "Ủy viên Ban Thường vụ"]
    assert members == ["Lê Văn An", "Trần Bình Hà"]


def test_a_given_name_is_the_person_named_before() -> None:
    text = (
        "Ông Mai Xuân Lực, Trưởng Ban Dân vận Thành ủy Cần Thơ dự. "
        "Ông Lực từng giữ chức Giám đốc Sở GTVT, Bí thư Quận ủy Ninh Kiều."
    )
    former = [(person, role) for person, role, _, _, status in posts(text) if status == "former"]
    assert former == [("Mai Xuân Lực", "Giám đốc"), ("Mai Xuân Lực", "Bí thư")]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Châu Phúc Đạt, Phó Chủ tịch HĐND thị xã Tân Châu (trước đó là Chủ tịch UBND phường Long Thạnh).",
        "Từng gắn bó với Tân Châu trên cương vị Chủ tịch UBND phường Long Thạnh, ông Châu Phúc Đạt xúc động.",
        "Cựu Chủ tịch UBND phường Long Thạnh (cũ) Châu Phúc Đạt nghỉ hưu.",
    ],
)
def test_what_the_article_puts_into_the_past_is_former(text: str) -> None:
    assert ("Châu Phúc Đạt", "Chủ tịch", "UBND phường", "Long Thạnh", "former") in posts(text)


def test_names_of_all_peoples_and_shapes() -> None:
    text = (
        "Dự có bà H'Yâo Knul, Trưởng Ban Dân vận Tỉnh ủy Đắk Lắk; ông Y Suôn Byă, Bí thư Huyện ủy Krông Bông; "
        "Đại tá Điểu K'Rứ, Chỉ huy trưởng Ban CHQS huyện; TS. LÊ HẢI ĐƯỜNG, nguyên Giám đốc Sở Xây dựng."
    )
    assert [row[0] for row in posts(text)] == ["H'Yâo Knul", "Y Suôn Byă", "Điểu K'Rứ", "Lê Hải Đường"]


def test_an_unnamed_district_stays_unnamed() -> None:
    text = "Đồng chí Lê Văn Tường, TUV, Bí thư Huyện ủy nêu việc cần làm của huyện."
    assert [(role, place) for _, role, _, place, _ in posts(text)] == [("Tỉnh ủy viên", ""), ("Bí thư", "")]
