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


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # a deputy has the body of the head named before
        (
            "Bà Lò Thị Mai, Chủ tịch Ủy ban MTTQ tỉnh Sơn La và các Phó Chủ tịch: Cầm Văn Đôi, Vì Thị Lan chủ trì.",
            {("Cầm Văn Đôi", "Phó Chủ tịch", "Ủy ban MTTQ tỉnh"), ("Vì Thị Lan", "Phó Chủ tịch", "Ủy ban MTTQ tỉnh")},
        ),
        # where each of several has an office of his own
        (
            "Dự có các Ủy viên Ban Thường vụ Tỉnh ủy Sơn La Cầm Văn Đôi, Chủ tịch HĐND tỉnh và Vì Thị Lan, "
            "Giám đốc Sở Nội vụ.",
            {("Cầm Văn Đôi", "Ủy viên Ban Thường vụ", "Tỉnh ủy"), ("Vì Thị Lan", "Ủy viên Ban Thường vụ", "Tỉnh ủy")},
        ),
        # the permanent one of two
        (
            "Cùng điều hành có hai Phó Bí thư Huyện ủy Mai Sơn là ông Cầm Văn Đôi (Thường trực) và ông Lò Văn Pậu.",
            {("Cầm Văn Đôi", "Phó Bí thư Thường trực", "Huyện ủy"), ("Lò Văn Pậu", "Phó Bí thư", "Huyện ủy")},
        ),
        # several one after another
        (
            "Về dự có nguyên Bí thư Huyện ủy Mai Sơn các thời kỳ: Cầm Văn Đôi, Lò Văn Pậu.",
            {("Cầm Văn Đôi", "Bí thư", "Huyện ủy"), ("Lò Văn Pậu", "Bí thư", "Huyện ủy")},
        ),
        # another group of people begins behind the semicolon
        (
            "Dự có các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy Sơn La: Vì Thị Lan, Giám đốc Sở Nội vụ; "
            "cùng đại diện các sở; các đồng chí nguyên Bí thư Huyện ủy Mai Sơn: Lò Văn Pậu, Hà Văn Tính.",
            {("Vì Thị Lan", "Ủy viên Ban Thường vụ", "Tỉnh ủy"), ("Lò Văn Pậu", "Bí thư", "Huyện ủy")},
        ),
        # a district's seat goes with the district's office
        (
            "Tố cáo ông Cầm Văn Đôi, Huyện ủy viên, Chủ tịch UBND huyện Mai Sơn là sai.",
            {("Cầm Văn Đôi", "Huyện ủy viên", "Huyện ủy"), ("Cầm Văn Đôi", "Chủ tịch", "UBND huyện")},
        ),
        # ministers: the ministry that the article names
        (
            "Bộ trưởng Bộ Y tế Lê Văn Hoàng chủ trì. Thứ trưởng Trần Thị Mai trình bày.",
            {("Lê Văn Hoàng", "Bộ trưởng", "Bộ Y tế"), ("Trần Thị Mai", "Thứ trưởng", "Bộ Y tế")},
        ),
        (
            "Thăm ông Hà Văn Tính, 82 tuổi, nguyên Bí thư Huyện ủy Mai Sơn.",
            {("Hà Văn Tính", "Bí thư", "Huyện ủy")},
        ),
        (
            "Điều động bà Vì Thị Lan tham gia Ban Chấp hành, Ban Thường vụ và giữ chức Bí thư Huyện ủy Mai Sơn.",
            {("Vì Thị Lan", "Ủy viên Ban Thường vụ", "Huyện ủy"), ("Vì Thị Lan", "Bí thư", "Huyện ủy")},
        ),
        (
            "Ông Lò Văn Pậu thôi tham gia BCH Đảng bộ huyện Mai Sơn.",
            {("Lò Văn Pậu", "Ủy viên Ban Chấp hành", "Đảng bộ huyện")},
        ),
    ],
)
def test_offices_shared_and_left_out(text: str, rows: set[tuple[str, str, str]]) -> None:
    assert rows <= {(person, role, body) for person, role, body, _, _ in posts(text)}


def test_another_group_does_not_share_the_title() -> None:
    text = (
        "Dự có các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy Sơn La: Vì Thị Lan; Cầm Văn Đôi; "
        "cùng đại diện các sở; các đồng chí nguyên Bí thư Huyện ủy Mai Sơn: Lò Văn Pậu, Hà Văn Tính."
    )
    assert {row[0] for row in posts(text) if row[1] == "Ủy viên Ban Thường vụ"} == {"Vì Thị Lan", "Cầm Văn Đôi"}


@pytest.mark.parametrize("word", ["chức vụ", "nhiệm vụ"])
def test_a_duty_is_no_head_of_a_department(word: str) -> None:
    text = f"Ông Lò Văn Pậu được bầu giữ {word} Phó Chủ tịch UBND huyện Mai Sơn."
    assert [row[1:3] for row in posts(text)] == [("Phó Chủ tịch", "UBND huyện")]


def test_a_minister_of_no_ministry_is_of_the_government() -> None:
    text = "Bộ trưởng Bộ Nội vụ Lê Vĩnh Hoàng; Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Mai Tiến Lâm dự."
    assert ("Mai Tiến Lâm", "Bộ trưởng", "Chính phủ", "", "current") in posts(text)


def test_an_instrument_number_is_no_office() -> None:
    text = "Theo Quyết định 51/QĐ-TTg, Phó Giám đốc Sở Xây dựng Lò Văn Pậu cho biết."
    assert [row[1] for row in posts(text)] == ["Phó Giám đốc"]


def test_the_end_of_a_name_is_the_person_named_in_full() -> None:
    text = (
        "Bà Trần Lê Hà Giang, Giám đốc Sở Y tế Sơn La dự. Bà Hà Giang hiện là Bí thư Đảng ủy Sở Y tế. "
        "Ông K' Văn Brếp, Bí thư Huyện ủy Mai Sơn dự."
    )
    assert {row[0] for row in posts(text)} == {"Trần Lê Hà Giang", "K' Văn Brếp"}


def test_an_unnamed_district_stays_unnamed() -> None:
    text = "Đồng chí Lê Văn Tường, TUV, Bí thư Huyện ủy nêu việc cần làm của huyện."
    assert [(role, place) for _, role, _, place, _ in posts(text)] == [("Tỉnh ủy viên", ""), ("Bí thư", "")]


ELECTED = (
    "Kỳ họp bầu ông Lò Văn Bình, Bí thư Huyện ủy Na Rì và bà Hà Thị Nga, Giám đốc Sở Tư pháp làm Phó Chủ tịch UBND"
)


def test_elected_together_each_with_an_office_behind_the_name() -> None:
    rows = posts(f"{ELECTED} tỉnh.")
    assert [r[0] for r in rows if r[1] == "Phó Chủ tịch"] == ["Lò Văn Bình", "Hà Thị Nga"]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lò Văn Bình, Bí thư Huyện ủy Na Rì và bà Hà Thị Nga, Giám đốc Sở Tư pháp làm Phó Chủ tịch UBND tỉnh.",
        "Ông Lò Văn Bình, Bí thư Huyện ủy Na Rì, cho biết kỳ họp bầu bà Hà Thị Nga, Giám đốc Sở Tư pháp làm Phó Chủ"
        " tịch UBND tỉnh.",
    ],
)
def test_who_only_stands_before_the_elected_is_not_elected(text: str) -> None:
    assert [r[0] for r in posts(text) if r[1] == "Phó Chủ tịch"] == ["Hà Thị Nga"]


def test_several_are_named_behind_their_office_and_its_verb() -> None:
    rows = posts(
        "Hai Phó Chủ tịch UBND tỉnh Lạng Sơn được bầu bổ sung là ông Lò Văn Bình, Giám đốc Sở Tư pháp và bà Hà Thị Nga."
    )
    assert [r[0] for r in rows if r[1] == "Phó Chủ tịch"] == ["Lò Văn Bình", "Hà Thị Nga"]


def test_who_is_replaced_may_have_a_rank_before_the_name() -> None:
    rows = posts(
        "Đại tá Võ Văn Hận giữ chức Phó Giám đốc Công an tỉnh Kiên Giang, thay Đại tá Lữ Văn Bậc chuyển ngành."
    )
    assert {(r[0], r[4]) for r in rows} == {("Võ Văn Hận", "current"), ("Lữ Văn Bậc", "former")}


@pytest.mark.parametrize("behalf", ["Thừa ủy quyền", "Được ủy quyền của", "Thay mặt"])
def test_who_speaks_for_an_office_does_not_hold_it(behalf: str) -> None:
    text = f"{behalf} Chủ tịch UBND huyện Dầu Tiếng, ông Trịnh Văn Toàn, Chánh Văn phòng HĐND huyện báo cáo."
    assert [r[1] for r in posts(text)] == ["Chánh Văn phòng"]


def test_an_acting_chairman_still_is_one() -> None:
    assert posts("Quyền Chủ tịch UBND huyện Dầu Tiếng Trịnh Văn Toàn báo cáo.")[0][1] == "Quyền Chủ tịch"


@pytest.mark.parametrize(
    ("offices", "committee"),
    [
        ("Bí thư Đảng ủy, Chính ủy Bộ Chỉ huy Quân sự tỉnh", "Đảng ủy Bộ Chỉ huy Quân sự tỉnh"),
        ("Ủy viên Ban Thường vụ Đảng ủy, Chỉ huy trưởng BĐBP tỉnh", "Đảng ủy Bộ đội Biên phòng tỉnh"),
        ("Phó Bí thư Đảng ủy, Phó Giám đốc Công an tỉnh", "Đảng ủy Công an tỉnh"),
        ("Bí thư Đảng ủy, Chủ tịch UBND xã Kim Lư", "Đảng ủy xã"),
    ],
)
def test_the_committee_within_the_other_body(offices: str, committee: str) -> None:
    assert posts(f"Đại tá Lò Văn Bình, {offices} phát biểu.")[0][2] == committee


def test_an_office_alone_is_the_subject_of_a_life() -> None:
    rows = posts(
        "HĐND tỉnh Trà Vinh bầu ông Kim Văn Rinh giữ chức Chủ tịch UBND tỉnh.\n\n"
        "Tân Chủ tịch UBND tỉnh sinh năm 1973, quê huyện Trà Cú. Ông từng là Bí thư Huyện ủy Cầu Ngang.\n"
    )
    assert ("Kim Văn Rinh", "Bí thư", "Huyện ủy", "Cầu Ngang", "former") in rows


@pytest.mark.parametrize(
    "text",
    [
        # two hold such an office: who is meant is open
        "Ông Lò Văn Bình, Phó Chủ tịch UBND huyện Na Rì và bà Hà Thị Nga, Phó Chủ tịch UBND huyện Na Rì dự.\n\n"
        "Phó Chủ tịch UBND huyện Na Rì từng là Bí thư Đảng ủy xã Kim Lư.\n",
        # the office is told something of, and is not said to have been another's
        "Ông Lò Văn Bình, Chủ tịch UBND huyện Na Rì dự.\n\n"
        "Chủ tịch UBND huyện Na Rì từng đề nghị Bí thư Đảng ủy xã Kim Lư báo cáo.\n",
    ],
)
def test_an_office_alone_whose_holder_is_open_or_that_acts(text: str) -> None:
    assert not [r for r in posts(text) if r[1] == "Bí thư"]


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        (
            "Báo cáo của Văn phòng Thị ủy (do Chánh Văn phòng Lò Văn Bình trình bày).",
            "Chánh Văn phòng",
            "Văn phòng Thị ủy",
        ),
        (
            "Điều động ông Lò Văn Bình đến công tác tại Sở Y tế, giữ chức Phó Giám đốc phụ trách Sở.",
            "Phó Giám đốc phụ trách",
            "Sở Y tế",
        ),
        (
            "Ông Lò Văn Bình, nguyên Bí thư Ban cán sự đảng, nguyên Chủ tịch UBND tỉnh dự.",
            "Bí thư",
            "Ban Cán sự đảng UBND tỉnh",
        ),
        (
            "Giám sát Ban cán sự đảng Bộ Xây dựng và các cá nhân: Lò Văn Bình, Bí thư Ban cán sự đảng, Bộ trưởng.",
            "Bộ trưởng",
            "Bộ Xây dựng",
        ),
        ("Ông Lò Văn Bình, Chủ nhiệm UBKT Trung ương chủ trì.", "Chủ nhiệm", "Ủy ban Kiểm tra Trung ương"),
        (
            "Ông Lò Văn Bình, Giám đốc Phòng giao dịch NHCSXH huyện báo cáo.",
            "Giám đốc",
            "Phòng giao dịch Ngân hàng Chính sách xã hội huyện",
        ),
        ("Ông Lò Văn Bình, Đội trưởng Đội Thanh tra Xây dựng quận nói.", "Đội trưởng", "Đội Thanh tra Xây dựng quận"),
        ("Dự có Trưởng Công an huyện Na Rì - Thượng tá Lò Văn Bình.", "Trưởng Công an", "Công an huyện"),
        ("Quyết định giao ông Lò Văn Bình quyền Chủ tịch UBND huyện Na Rì.", "Quyền Chủ tịch", "UBND huyện"),
        (
            "Trung tá Lò Văn Bình (Phó Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh) - đại biểu Quốc hội khóa XV - dự.",
            "Đại biểu Quốc hội",
            "Quốc hội",
        ),
    ],
)
def test_bodies_by_their_head_alone_and_others(text: str, role: str, body: str) -> None:
    assert ("Lò Văn Bình", role, body) in [r[:3] for r in posts(text)]


def test_a_head_alone_with_no_fuller_name_before_it_stays_bare() -> None:
    assert posts("Chánh Văn phòng Lò Văn Bình trình bày báo cáo của Văn phòng Thị ủy.")[0][2] == "Văn phòng"


def test_offices_of_now_and_then() -> None:
    rows = posts(
        "Bí thư Huyện ủy Na Rì khi đó là ông Lò Văn Bình (nay là Phó Trưởng Ban Dân vận Tỉnh ủy) hay xuống dân."
    )
    assert [(r[1], r[4]) for r in rows] == [("Bí thư", "former"), ("Phó Trưởng Ban", "current")]


@pytest.mark.parametrize("word", ["từng", "mỗi", "mọi"])
def test_an_office_of_all_who_hold_it_is_of_no_one(word: str) -> None:
    text = f"Ông Lò Văn Bình được phân công phụ trách {word} Ủy viên Ban Thường vụ Huyện ủy Na Rì."
    assert posts(text) == []


def test_a_pronoun_behind_a_clause_is_the_person_before() -> None:
    rows = posts(
        "Bà Hà Thị Nga sinh năm 1981. Trước khi về Văn phòng Tỉnh ủy, bà từng là Bí thư Huyện đoàn Ba Tri, rồi Phó Chủ"
        " tịch UBND huyện Giồng Trôm."
    )
    assert [(r[0], r[1], r[3], r[4]) for r in rows] == [
        ("Hà Thị Nga", "Bí thư", "Ba Tri", "former"),
        ("Hà Thị Nga", "Phó Chủ tịch", "Giồng Trôm", "former"),
    ]


def test_a_pronoun_with_nobody_before_it_is_nobody() -> None:
    assert posts("Trước khi về Văn phòng Tỉnh ủy, bà từng là Bí thư Huyện đoàn Ba Tri.") == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Ông Lò Văn Bình, Giám đốc Ban Quản lý rừng phòng hộ Na Rì dự.",
            ("Giám đốc", "Ban Quản lý rừng phòng hộ", "Na Rì"),
        ),
        (
            "Ông Lò Văn Bình, cựu Giám đốc Ban Quản lý rừng phòng hộ Na Rì 7 năm trước, dự.",
            ("Giám đốc", "Ban Quản lý rừng phòng hộ", "Na Rì"),
        ),
        (
            "Ông Lò Văn Bình, Trưởng ban đại diện Hội đồng quản trị NHCSXH huyện Na Rì dự.",
            ("Trưởng Ban", "Ban Đại diện Hội đồng quản trị Ngân hàng Chính sách xã hội huyện", "Na Rì"),
        ),
        (
            "Ông Lò Văn Bình, Trưởng phòng Nông nghiệp- PTNT huyện Na Rì dự.",
            ("Trưởng phòng", "Phòng Nông nghiệp và Phát triển nông thôn huyện", "Na Rì"),
        ),
    ],
)
def test_the_place_and_the_head_of_a_board(text: str, row: tuple[str, str, str]) -> None:
    assert [r[1:4] for r in posts(text)] == [row]


def test_an_office_behind_according_to_someone_acts_itself() -> None:
    assert posts("Cũng theo ông Sơn Văn Bình, Bí thư Thành ủy Hạ Long đã có ý kiến.") == []
    assert posts("Theo ông Sơn Văn Bình, Bí thư Thành ủy Hạ Long, dự án chậm.")[0][:2] == ("Sơn Văn Bình", "Bí thư")
