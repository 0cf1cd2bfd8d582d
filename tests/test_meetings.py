"""Meetings: what they are called, who holds them, number, date, and which one the article reports."""

from __future__ import annotations

import time

import pytest

from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.meetings import main_meeting, read
from canbo.extractors.ordinals import value
from canbo.extractors.statements import Meeting


def meetings(text: str, published: str = "", year: int | None = 2023) -> list[Meeting]:
    document = Document.of("x", text)
    places = {"huyện": "Sìn Hồ", "tỉnh": "Lai Châu"}
    return read(document, Context(document, places, level="huyện", published=published, year=year))


def main(text: str, published: str = "", year: int | None = 2023) -> Meeting:
    found = main_meeting(meetings(text, published, year))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "title", "body", "ordinal", "date"),
    [
        (
            "Sáng ngày 06/7/2023, Ban Chấp hành Đảng bộ huyện Sìn Hồ khóa XX, nhiệm kỳ 2020 - 2025 tổ chức Hội nghị "
            "lần thứ 17 (mở rộng) nhằm kiểm điểm công tác.",
            "Hội nghị lần thứ 17 (mở rộng)", "Ban Chấp hành Đảng bộ huyện", "17", "2023-07-06",
        ),
        (
            "Thông tin được nêu tại hội nghị sơ kết công tác quý 1, triển khai nhiệm vụ quý 2 do Huyện ủy tổ chức "
            "ngày 12-4.",
            "Hội nghị sơ kết công tác quý 1, triển khai nhiệm vụ quý 2", "Huyện ủy", "", "2023-04-12",
        ),
        (
            "Sáng 5-7, kỳ họp thứ tư HĐND huyện Sìn Hồ khóa XX khai mạc.",
            "Kỳ họp thứ tư HĐND huyện Sìn Hồ khóa XX", "HĐND huyện", "4", "2023-07-05",
        ),
        (
            "Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ XIX đã bầu bổ sung hai ủy viên. Nói tại hội nghị, ông A.",
            "Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ XIX", "Ban Chấp hành Đảng bộ huyện", "19", "",
        ),
        (
            "Chiều 3/4, đoàn công tác của tỉnh đã làm việc với Ban Thường vụ Huyện ủy về giảm nghèo.",
            "Buổi làm việc với Ban Thường vụ Huyện ủy", "", "", "2023-04-03",
        ),
    ],
)  # fmt: skip
def test_main(text: str, title: str, body: str, ordinal: str, date: str) -> None:
    row = main(text).row()
    assert row == {"title": title, "body": body, "place": "Sìn Hồ", "ordinal": ordinal, "date": date}


def test_repeated_references_are_one_row() -> None:
    text = (
        "Sáng 12/01, Huyện ủy tổ chức Hội nghị tổng kết phong trào năm 2023, phát động thi đua năm 2024.\n"
        "Dự hội nghị có đồng chí Bí thư. Quang cảnh hội nghị. Phát biểu tại Hội nghị, đồng chí biểu dương huyện."
    )
    (row,) = meetings(text, year=None)
    assert row.main and row.rule == "meeting.organised"
    assert row.date == "2024-01-12"


def test_bare_meeting() -> None:
    (row,) = meetings("Huyện có 12 xã. Phát biểu chỉ đạo tại hội nghị, Bí thư Huyện ủy nhấn mạnh kỷ cương.")
    assert (row.title, row.body, row.rule) == ("Hội nghị", "", "meeting.bare")


def test_committee_that_acts_at_the_meeting_holds_it() -> None:
    row = main("Tại hội nghị, Ban Chấp hành Đảng bộ huyện bàn thêm ba việc. Ông A kết luận hội nghị.")
    assert row.body == "Ban Chấp hành Đảng bộ huyện"


def test_congress_in_the_name_of_a_resolution_is_another_meeting() -> None:
    rows = meetings("Chủ trì hội nghị, đồng chí Bí thư yêu cầu thực hiện Nghị quyết Đại hội Đảng bộ huyện lần thứ XX.")
    assert [(r.title, r.ordinal, r.main) for r in rows] == [
        ("Hội nghị", None, True),
        ("Đại hội Đảng bộ huyện lần thứ XX", 20, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Đảng ủy xã tổ chức các hội nghị quán triệt nghị quyết.",
        "Sau lễ chào cờ, các em vào lớp.",
        "Huyện tổ chức nhiều hoạt động chào mừng các ngày lễ lớn.",
        "Thu ngân sách đạt 101% dự toán.",
    ],
)
def test_no_meeting(text: str) -> None:
    assert meetings(text) == []


@pytest.mark.parametrize(
    ("published", "year", "date"),
    [("2024-01-12", None, "2023-12-28"), ("", 2022, "2022-12-28"), ("", None, "")],
)
def test_year_only_where_the_article_fixes_it(published: str, year: int | None, date: str) -> None:
    assert main("Ngày 28/12, Huyện ủy tổ chức Hội nghị giao ban công tác.", published, year).date == date


def test_capitals_become_sentence_case() -> None:
    row = main("HỘI NGHỊ GIAO BAN CÔNG TÁC XÂY DỰNG ĐẢNG\nDự hội nghị có ông A. Kết luận hội nghị, ông A đề nghị.")
    assert row.title == "Hội nghị giao ban công tác xây dựng đảng"


def test_evidence_quotes_the_words() -> None:
    document = Document.of("x", "Ngày 5/7, Huyện uỷ tổ chức Hội  nghị giao ban tháng 7.")
    (row,) = read(document, Context(document, {}, year=2023))
    assert document.quote(row.evidence.words) == "Hội  nghị giao ban tháng 7"


@pytest.mark.parametrize(
    ("text", "number"), [("XIX", 19), ("IV", 4), ("Năm", 5), ("nhất", 1), ("hai mươi mốt", 21), ("08", 8), ("x", None)]
)
def test_ordinals(text: str, number: int | None) -> None:
    assert value(text) == number


@pytest.mark.parametrize("piece", ["A", "1", "AB ", "1 ", "/"])
def test_long_lines_are_linear(piece: str) -> None:
    document = Document.of("x", "\n\n".join([piece * (90_000 // len(piece))] * 11))  # a megabyte of long sentences
    assert document.body
    start = time.process_time()
    read(document, Context(document, {}))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "body", "place", "ordinal"),
    [
        # whose delegation works with a district, and where
        (
            "Ngày 5/4, đoàn công tác của UBND tỉnh do đồng chí Lò Văn Bình làm trưởng đoàn đã có buổi làm việc với "
            "huyện Tam Đường về thu ngân sách.",
            "UBND tỉnh", "Tam Đường", None,
        ),
        (
            "Ngày 5/4, ông Lò Văn Bình, Trưởng Đoàn ĐBQH tỉnh, dẫn đầu đoàn công tác của Tỉnh ủy có buổi làm việc với "
            "Ban Thường vụ Huyện ủy Tam Đường.",
            "Tỉnh ủy", "Tam Đường", None,
        ),
        (
            "Ngày 5/4, tổ đại biểu HĐND tỉnh gồm ông Lò Văn Bình, bà Vàng Thị Mỷ có buổi tiếp xúc cử tri xã Nậm Cha. "
            "Đại biểu báo cáo chương trình kỳ họp.",
            "tổ đại biểu HĐND tỉnh", "Lai Châu", None,
        ),
        # told by the verb alone, with its number
        ("Ngày 5/4, Ban Chấp hành Đảng bộ huyện họp lần thứ 12, đánh giá kết quả.", "Ban Chấp hành Đảng bộ huyện",
         "Sìn Hồ", 12),
        ("Ngày 5/4, UBND huyện họp phiên thường kỳ tháng 4 bàn về giải ngân.", "UBND huyện", "Sìn Hồ", None),
        # numbers in brackets and at the end of the name
        ("Ngày 5/4, Huyện ủy tổ chức Hội nghị (lần thứ 11) tổng kết năm 2022.", "Huyện ủy", "Sìn Hồ", 11),
        ("Ngày 5/4, UBND huyện tổ chức hội nghị đối thoại doanh nghiệp lần 2 năm 2023 với 40 đơn vị.", "UBND huyện",
         "Sìn Hồ", 2),
        # an aside or a helper between holder and verb
        ("Ngày 5/4, Huyện ủy Sìn Hồ (Lai Châu) tổ chức Hội nghị tổng kết năm 2022.", "Huyện ủy", "Sìn Hồ", None),
        ("Ngày 5/4, Huyện ủy phối hợp Sở Nội vụ tổ chức Hội nghị tổng kết năm 2022.", "Huyện ủy", "Sìn Hồ", None),
        # the headline tells whose it is
        ("Huyện ủy Sìn Hồ tổng kết công tác năm 2022\n\nTại hội nghị ngày 5/4, ông A nói. Dự hội nghị có bà B.",
         "Huyện ủy", "Sìn Hồ", None),
    ],
)  # fmt: skip
def test_holder_place_and_number(text: str, body: str, place: str, ordinal: int | None) -> None:
    row = main(text)
    assert (row.body, row.place, row.ordinal, row.date) == (body, place, ordinal, "2023-04-05")


def test_a_committee_alone_is_that_of_the_articles_unit() -> None:
    document = Document.of("x", "Tại hội nghị, Ban Chấp hành bàn ba việc. Phát biểu tại hội nghị, ông A nói.")
    context = Context(document, {"huyện": "Sìn Hồ"}, level="huyện", word="huyện")
    assert [m.body for m in read(document, context)] == ["Ban Chấp hành Đảng bộ huyện"]


@pytest.mark.parametrize(
    ("text", "published", "year", "date"),
    [
        # the same day in full, elsewhere
        ("Sáng 5/4, Huyện ủy tổ chức Hội nghị tổng kết. Ảnh chụp ngày 5/4/2021.", "", 2023, "2021-04-05"),
        # a full date in the opening, before or after the turn of the year
        ("Ngày 2/1/2022, huyện đón mưa.\n\nSáng 28/12, Huyện ủy tổ chức Hội nghị tổng kết.", "", 2022, "2021-12-28"),
        ("Ngày 2/1/2022, huyện đón mưa.\n\nSáng 5/1, Huyện ủy tổ chức Hội nghị tổng kết.", "", 2022, "2022-01-05"),
        # a congress begins the term it is named with
        ("Sáng 5/4, Đảng bộ xã tổ chức Đại hội đại biểu lần thứ I, nhiệm kỳ 2025-2030.", "", 2024, "2025-04-05"),
        # the sentence says the month it reports on
        ("Sáng 6-2, ông A chủ trì hội nghị giao ban tháng 1-2017.", "", None, "2017-02-06"),
        # early in the year that the article plans for
        ("Hội nghị tổng kết diễn ra ngày 12/1. Thống nhất chương trình năm 2023.", "", 2022, "2023-01-12"),
        # no year before an instrument that the article names
        ("Sáng 5/4, Huyện ủy tổ chức Hội nghị tổng kết theo Quyết định 22/2013/QĐ-UBND.", "", 2002, ""),
        # days that are not the meeting's
        ("Sau phiên trù bị chiều 5/8, trong 2 ngày 6 và 7/8/2020, Đảng bộ huyện tổ chức Đại hội lần thứ XII.", "", None,
         "2020-08-06"),
        ("Báo Điện tử, ngày 20.12.2012 - Ngày 18/12/2012, Huyện ủy tổ chức Hội nghị tổng kết.", "", None, "2012-12-18"),
        # the day of the page
        ("Sáng nay, Huyện ủy tổ chức Hội nghị tổng kết.", "2023-03-01", None, "2023-03-01"),
        ("Chiều qua, Huyện ủy tổ chức Hội nghị tổng kết.", "2023-03-01", None, "2023-02-28"),
        ("Sáng nay, Huyện ủy tổ chức Hội nghị tổng kết.", "", 2023, ""),
    ],
)  # fmt: skip
def test_the_day_and_what_fixes_its_year(text: str, published: str, year: int | None, date: str) -> None:
    assert main(text, published, year).date == date


@pytest.mark.parametrize(
    ("text", "title", "ordinal"),
    [
        # the bracket explains the session and does not name it
        (
            "HĐND huyện Sìn Hồ tiến hành kỳ họp thứ 7 (kỳ họp thường lệ giữa năm).",
            "Kỳ họp thứ 7",
            7,
        ),
        ("Sáng 5/8, Huyện ủy khai mạc Đại hội XIII (nhiệm kỳ 2020 - 2025).", "Đại hội XIII (nhiệm kỳ 2020 - 2025)", 13),
    ],
)
def test_what_a_bracket_says_of_a_meeting(text: str, title: str, ordinal: int) -> None:
    found = main(text)
    assert (found.title, found.ordinal) == (title, ordinal)


def test_a_number_behind_a_congress_may_count_days() -> None:
    found = meetings("Huyện ủy tổ chức Đại hội. Đồng chí yêu cầu sau đại hội 30 ngày phải xong chương trình.")
    assert not [m for m in found if m.ordinal]


def test_the_session_of_the_headline_is_the_one_with_a_number() -> None:
    found = meetings(
        "HĐND huyện khai mạc kỳ họp cuối năm\n\nSáng 20/12/2023, HĐND huyện Sìn Hồ khai mạc kỳ họp lần thứ 3. "
        "Tại kỳ họp, các đại biểu thảo luận."
    )
    assert [(m.title, m.ordinal, m.main) for m in found] == [("Kỳ họp lần thứ 3", 3, True)]


def test_the_session_whose_results_are_announced_is_the_one_reported() -> None:
    found = meetings(
        "Ủy ban Kiểm tra Huyện ủy vừa ra thông báo kết quả Kỳ họp thứ 28. Tại kỳ họp, Ủy ban xem xét 2 vụ. "
        "Cũng tại kỳ họp, Ủy ban nghe báo cáo."
    )
    assert [(m.ordinal, m.main) for m in found] == [(28, True)]


def test_a_session_before_is_not_the_one_reported() -> None:
    found = meetings(
        "HĐND huyện Sìn Hồ khai mạc kỳ họp cuối năm. Báo cáo nêu việc thực hiện Nghị quyết Kỳ họp thứ 5. "
        "Tại kỳ họp, các đại biểu thảo luận."
    )
    assert [m.ordinal for m in found if m.main] == [None]
