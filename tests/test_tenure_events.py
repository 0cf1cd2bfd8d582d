"""When and how an office began or ended, and in which term: what a sentence states and what it does not."""

from __future__ import annotations

import pytest

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.extractors.statements import Instrument, Meeting, Office
from canbo.ontology import table

CONFERENCE = "Sáng 12/11/2023, Huyện ủy Sìn Hồ tổ chức Hội nghị tổng kết công tác năm 2023. "
SESSION = "Ngày 12/7/2023, HĐND huyện Sìn Hồ khóa XX tổ chức Kỳ họp thứ 17. "
CONGRESS = "Sáng 5/8/2025, khai mạc Đại hội Đảng bộ huyện Sìn Hồ lần thứ XXIII, nhiệm kỳ 2025 - 2030. "


def offices(text: str, name: str = "Lò Văn Bình") -> list[Office]:
    article = read_article(Document.of("a", text))
    return [s for s in article.statements if isinstance(s, Office) and s.person == name]


def begun(text: str, role: str = "") -> tuple[str, str]:
    (office,) = (o for o in offices(text) if not role or o.role == role)
    assert (office.ended_by, office.until) == ("", "")
    return office.begun_by, office.since


def ended(text: str, role: str = "") -> tuple[str, str]:
    (office,) = (o for o in offices(text) if not role or o.role == role)
    assert (office.begun_by, office.since) == ("", "")
    return office.ended_by, office.until


@pytest.mark.parametrize(
    ("text", "event", "since"),
    [
        ("Tháng 9/2019, ông Lò Văn Bình được bầu giữ chức Bí thư Huyện ủy Sìn Hồ.", "elected", "2019-09"),
        ("Ông Lò Văn Bình được bầu làm Chủ tịch UBND huyện Sìn Hồ năm 2015.", "elected", "2015"),
        ("Ông Lò Văn Bình đắc cử đại biểu HĐND tỉnh Lai Châu khóa XV.", "elected", ""),
        (
            "Ngày 01/7/2025, UBND tỉnh phê chuẩn kết quả bầu ông Lò Văn Bình giữ chức Chủ tịch UBND huyện Sìn Hồ.",
            "elected",
            "2025-07-01",
        ),
        (
            "Ông Lò Văn Bình được bổ nhiệm giữ chức Giám đốc Sở Nội vụ tỉnh Lai Châu từ ngày 01/12/2023.",
            "appointed",
            "2023-12-01",
        ),
        ("Ban Bí thư chuẩn y ông Lò Văn Bình giữ chức Phó Bí thư Tỉnh ủy Lai Châu.", "appointed", ""),
        ("Đồng chí Lò Văn Bình được tăng cường giữ chức Bí thư Đảng ủy xã Tả Phìn từ 7/2025.", "assigned", "2025-07"),
        ("Chức Bí thư Huyện ủy Sìn Hồ được giao cho ông Lò Văn Bình từ ngày 1/2/2020.", "assigned", "2020-02-01"),
        ("Ông Lò Văn Bình được giao quyền Chủ tịch UBND huyện Sìn Hồ từ tháng 3/2024.", "acting", "2024-03"),
        ("Ông Lò Văn Bình được giao phụ trách chức Giám đốc Sở Nội vụ tỉnh Lai Châu.", "acting", ""),
        ("Ông Lò Văn Bình quê ở Sìn Hồ. Ông được bầu làm Chủ tịch UBND huyện năm 2011.", "elected", "2011"),
    ],
)
def test_taking_an_office(text: str, event: str, since: str) -> None:
    assert begun(text) == (event, since)


def test_the_verb_before_the_name_gives_the_office_behind_it_and_not_the_one_between() -> None:
    text = (
        "Ban Thường vụ Tỉnh ủy điều động đồng chí Lò Văn Bình, Phó Giám đốc Sở Nội vụ, "
        "giữ chức Bí thư Huyện ủy Sìn Hồ, nhiệm kỳ 2020 - 2025 từ ngày 15/11/2023."
    )
    assert begun(text, "Bí thư") == ("assigned", "2023-11-15")
    assert begun(text, "Phó Giám đốc") == ("", "")


def test_several_are_elected_by_one_verb() -> None:
    text = "Đại hội bầu các đồng chí Lò Văn Bình, Vàng A Chư giữ chức Phó Bí thư Huyện ủy Sìn Hồ."
    assert [o.begun_by for name in ("Lò Văn Bình", "Vàng A Chư") for o in offices(text, name)] == ["elected"] * 2


@pytest.mark.parametrize(
    ("text", "event", "until"),
    [
        ("Ông Lò Văn Bình bị cách chức Chủ tịch UBND huyện Sìn Hồ vào tháng 3/2019.", "left", "2019-03"),
        ("Ông Lò Văn Bình từ nhiệm chức Chủ tịch UBND huyện Sìn Hồ (tháng 3/2019).", "left", "2019-03"),
        ("Ông Lò Văn Bình thôi giữ chức Bí thư Huyện ủy Sìn Hồ do chuyển công tác.", "transferred", ""),
        ("Đồng chí Lò Văn Bình, Phó Bí thư Huyện ủy Sìn Hồ, nghỉ hưu từ ngày 01/11/2023.", "retired", "2023-11-01"),
        (
            "Trao quyết định nghỉ hưu cho đồng chí Lò Văn Bình, Phó Bí thư Huyện ủy Sìn Hồ, từ ngày 01/9/2022.",
            "retired",
            "2022-09-01",
        ),
        ("Bí thư Huyện ủy Sìn Hồ Lò Văn Bình đã từ trần ngày 3/5/2021.", "died", "2021-05-03"),
        (
            "Bà Vàng Thị Sua giữ chức Chủ tịch UBND huyện Sìn Hồ thay ông Lò Văn Bình nghỉ chế độ từ ngày 1/5/2022.",
            "retired",
            "2022-05-01",
        ),
    ],
)
def test_leaving_an_office(text: str, event: str, until: str) -> None:
    assert ended(text) == (event, until)


def test_who_moves_leaves_one_office_and_takes_another_on_the_same_day() -> None:
    text = (
        "Đồng chí Lò Văn Bình thôi giữ chức Phó Bí thư Huyện ủy Sìn Hồ, "
        "được chỉ định giữ chức Bí thư Huyện ủy Mường Tè kể từ ngày 15/6/2023."
    )
    assert ended(text, "Phó Bí thư") == ("transferred", "2023-06-15")
    assert begun(text, "Bí thư") == ("appointed", "2023-06-15")


def test_the_name_of_the_decision_says_what_its_list_does_not_and_its_date_is_not_the_day() -> None:
    text = (
        "Quyết định số 12-QĐ/TU, ngày 3/5/2023 của Ban Thường vụ Tỉnh ủy về luân chuyển cán bộ: đồng chí Lò Văn Bình "
        "thôi giữ chức Chánh Văn phòng Tỉnh ủy, giữ chức Bí thư Huyện ủy Sìn Hồ."
    )
    assert ended(text, "Chánh Văn phòng") == ("transferred", "")
    assert begun(text, "Bí thư") == ("assigned", "")


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư Huyện ủy Sìn Hồ Lò Văn Bình chủ trì.",
        "Ông Lò Văn Bình hiện giữ chức Bí thư Huyện ủy Sìn Hồ.",
        # nobody has taken or left anything yet
        "Hội nghị giới thiệu ông Lò Văn Bình, Trưởng phòng, để bầu giữ chức Chủ tịch UBND huyện Sìn Hồ.",
        "Ông Lò Văn Bình sẽ được bổ nhiệm giữ chức Giám đốc Sở Nội vụ tỉnh Lai Châu.",
        "Ông Lò Văn Bình đã xin thôi giữ chức Chủ tịch UBND huyện Sìn Hồ.",
        "Đề nghị miễn nhiệm chức danh Phó Chủ tịch UBND huyện Sìn Hồ đối với ông Lò Văn Bình.",
        # what a person is no longer does not end with retirement or death
        "Nguyên Bí thư Huyện ủy Sìn Hồ Lò Văn Bình từ trần ngày 3/5/2021.",
        "Đồng chí Lò Văn Bình (nguyên Bí thư Huyện ủy Sìn Hồ, nghỉ hưu năm 2015) dự.",
        "Đồng chí Lò Văn Bình, Bí thư Huyện ủy Sìn Hồ trao quyết định nghỉ hưu cho đồng chí Vàng A Chư.",
        "Thi hành kỷ luật đồng chí Lò Văn Bình, Bí thư Huyện ủy Sìn Hồ, từ ngày 1/3/2021.",
    ],
)
def test_no_event_and_no_date(text: str) -> None:
    found = [o for o in offices(text) if o.role != "Trưởng phòng"]
    assert found
    assert {(o.begun_by, o.ended_by, o.since, o.until) for o in found} == {("", "", "", "")}


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        (
            "Từ tháng 5/2010 đến tháng 8/2015, ông Lò Văn Bình giữ chức Phó Bí thư Huyện ủy Sìn Hồ.",
            "2010-05",
            "2015-08",
        ),
        ("Ông Lò Văn Bình giữ chức Phó Bí thư Huyện ủy Sìn Hồ từ năm 2010 đến năm 2015.", "2010", "2015"),
        ("Ông Lò Văn Bình, Bí thư Huyện ủy Sìn Hồ từ năm 2015, chia sẻ.", "2015", ""),
        # no day, and no year of the Party
        ("Ông Lò Văn Bình giữ chức Phó Bí thư Huyện ủy Sìn Hồ từ ngày 29/02/2023.", "", ""),
        ("Ông Lò Văn Bình giữ chức Phó Bí thư Huyện ủy Sìn Hồ từ năm 1920.", "", ""),
        # the bounds contradict each other: one of them is misread or misprinted
        ("Ông Lò Văn Bình giữ chức Phó Bí thư Huyện ủy Sìn Hồ từ năm 2015 đến năm 2010.", "", ""),
    ],
)
def test_bounds_in_a_biography_are_no_event(text: str, since: str, until: str) -> None:
    (office,) = offices(text)
    assert (office.begun_by, office.ended_by, office.since, office.until) == ("", "", since, until)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{CONGRESS}Ông Lò Văn Bình tái đắc cử Bí thư Huyện ủy Sìn Hồ.", "2025-08-05"),
        (f"{SESSION}Kỳ họp bầu ông Lò Văn Bình giữ chức Phó Chủ tịch UBND huyện Sìn Hồ.", "2023-07-12"),
        (f"{CONFERENCE}Hội nghị bầu đồng chí Lò Văn Bình giữ chức Phó Bí thư Huyện ủy Sìn Hồ.", "2023-11-12"),
        (
            f"{CONFERENCE}Hội nghị thảo luận Nghị quyết Đại hội Đảng bộ huyện lần thứ XX; bầu đồng chí Lò Văn Bình giữ "
            "chức Phó Bí thư Huyện ủy Sìn Hồ.",
            "2023-11-12",
        ),
        (
            "Chiều 12/11/2023, Ban Thường vụ Tỉnh ủy Lai Châu trao quyết định về công tác cán bộ. "
            "Theo đó, ông Lò Văn Bình được chỉ định giữ chức Bí thư Huyện ủy Sìn Hồ.",
            "2023-11-12",
        ),
        # it happened elsewhere, or nothing says where
        (f"{CONGRESS}Ông Lò Văn Bình từng được bầu làm Chủ tịch UBND huyện Sìn Hồ.", ""),
        (f"{SESSION}Tại kỳ họp thứ 15, ông Lò Văn Bình được bầu giữ chức Phó Chủ tịch UBND huyện Sìn Hồ.", ""),
        (f"{CONFERENCE}Phát biểu có ông Lò Văn Bình, người được chỉ định giữ chức Bí thư Huyện ủy Sìn Hồ.", ""),
        (f"{SESSION}Năm 2012, ông Lò Văn Bình công tác tại Sở Nội vụ, được bầu làm Chủ tịch UBND huyện Sìn Hồ.", ""),
    ],
)
def test_the_day_is_that_of_the_meeting_only_where_it_happens_there(text: str, day: str) -> None:
    assert begun(text)[1] == day


def test_who_retires_leaves_by_removal_at_the_session_but_not_by_a_decision_read_there() -> None:
    removed = "Kỳ họp miễn nhiệm chức danh Phó Chủ tịch UBND huyện Sìn Hồ đối với ông Lò Văn Bình (nghỉ hưu)."
    assert ended(SESSION + removed) == ("retired", "2023-07-12")
    decided = "Hội nghị công bố quyết định: ông Lò Văn Bình thôi giữ chức Bí thư Huyện ủy Sìn Hồ để nghỉ hưu."
    assert ended(CONFERENCE + decided) == ("retired", "")


def test_the_mention_that_tells_of_the_event_is_the_evidence() -> None:
    text = (
        f"{SESSION}Ông Lò Văn Bình, Phó Chủ tịch UBND huyện Sìn Hồ khóa XX, dự. "
        "Với 30/30 phiếu, ông Lò Văn Bình được bầu giữ chức Phó Chủ tịch UBND huyện Sìn Hồ."
    )
    document = Document.of("a", text)
    (office,) = (s for s in read_article(document).statements if isinstance(s, Office))
    assert (office.begun_by, office.since, office.term) == ("elected", "2023-07-12", "khóa XX")
    assert "được bầu" in document.quote(office.evidence.words)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("Ủy viên Ban Chấp hành Đảng bộ huyện Sìn Hồ khóa XXII, nhiệm kỳ 2020-2025, dự", "2020-2025"),
        ("Đại biểu Quốc hội khóa XV, dự", "khóa XV"),
        ("Bí thư Huyện ủy Sìn Hồ (nhiệm kỳ 2015 - 2020), dự", "2015-2020"),
        ("Bí thư Huyện ủy Sìn Hồ trình bày báo cáo nhiệm kỳ 2020-2025 của Hội Nông dân", ""),
        ("Bí thư Huyện ủy Sìn Hồ, nhiệm kỳ 2020-2025 của Đảng bộ tỉnh, dự", ""),
    ],
)
def test_the_term_of_an_office(words: str, term: str) -> None:
    (office,) = offices(f"Đồng chí Lò Văn Bình, {words}.")
    assert office.term == term


def test_the_term_is_of_the_office_that_it_stands_behind() -> None:
    found = offices("Đồng chí Lò Văn Bình, Phó Bí thư Huyện ủy, Chủ tịch HĐND huyện Sìn Hồ khóa XX, phát biểu.")
    assert [(o.role, o.term) for o in found] == [("Phó Bí thư", ""), ("Chủ tịch", "khóa XX")]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (CONGRESS, ["2025-2030"]),
        ("Ngày 12/7/2023 diễn ra Kỳ họp thứ 17, HĐND huyện Sìn Hồ khóa XX.", ["khóa XX"]),
        ("Sáng 5/8/2020, Huyện ủy Sìn Hồ tổ chức Hội nghị tổng kết công tác bầu cử nhiệm kỳ 2016 - 2021.", [""]),
    ],
)
def test_the_term_of_a_meeting(text: str, terms: list[str]) -> None:
    statements = read_article(Document.of("a", text)).statements
    assert [s.term for s in statements if isinstance(s, Meeting)] == terms


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Nghị quyết số 77-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XIII về rừng.", "khóa XIII"),
        ("Quán triệt Nghị quyết Đại hội Đảng bộ huyện Sìn Hồ lần thứ XX, nhiệm kỳ 2020 - 2025.", "2020-2025"),
        ("Nghị quyết số 08-NQ/HU của Huyện ủy về công tác nhân sự nhiệm kỳ 2025 - 2030.", ""),
    ],
)
def test_the_term_of_an_instrument(text: str, term: str) -> None:
    statements = read_article(Document.of("a", text)).statements
    assert [s.term for s in statements if isinstance(s, Instrument)] == [term]


def test_every_event_of_the_tables_is_a_concept() -> None:
    events = {entry["event"] for entry in (*table("tenure_events")["begun"], *table("tenure_events")["ended"])}
    assert events | {"left"} == {row["id"] for row in table("concepts")["tenure-event"]}
