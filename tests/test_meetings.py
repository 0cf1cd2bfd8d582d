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
    document = Document.of("x", piece * (1_000_000 // len(piece)))
    assert document.body
    start = time.process_time()
    read(document, Context(document, {}))
    assert time.process_time() - start < 2
