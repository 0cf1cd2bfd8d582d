"""Offices told as a career: lines of years that name nobody."""

from __future__ import annotations

import pytest

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.extractors.statements import Office

LIFE = """Ông Lò Văn Bình được bầu làm Chủ tịch UBND huyện

Ông Lò Văn Bình, dân tộc Thái, sinh ngày 12/9/1976, quê huyện Na Rì.

Quá trình công tác:

• 8/1999 - 4/2005: Cán bộ Hạt Kiểm lâm huyện Na Rì;

• 5/2005 - 6/2010: Phó Chủ tịch UBND xã, rồi Chủ tịch UBND xã Kim Lư;

• Từ 2010 đến 2015: Huyện ủy viên, Chánh Văn phòng Huyện ủy Na Rì;

• 4/2015 đến nay: Phó Bí thư Huyện ủy Na Rì.
"""


def offices(text: str) -> list[Office]:
    return [o for o in read_article(Document.of("a", text)).statements if isinstance(o, Office)]


def told(text: str) -> list[tuple[str, str, str, str, str, str]]:
    return [(o.person, o.role, o.body, o.status, o.since, o.until) for o in offices(text) if o.rule == "post.career"]


def test_every_line_of_a_career_is_of_the_person_above_it() -> None:
    assert told(LIFE) == [
        ("Lò Văn Bình", "Phó Chủ tịch", "UBND xã", "former", "", ""),
        ("Lò Văn Bình", "Chủ tịch", "UBND xã", "former", "", ""),
        ("Lò Văn Bình", "Huyện ủy viên", "Huyện ủy", "former", "2010", "2015"),
        ("Lò Văn Bình", "Chánh Văn phòng", "Văn phòng Huyện ủy", "former", "2010", "2015"),
        ("Lò Văn Bình", "Phó Bí thư", "Huyện ủy", "current", "2015-04", ""),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "+ Từ 2005 - 2010: Bí thư Huyện ủy Na Rì.",
        "- Từ năm 2005 đến năm 2010 là Bí thư Huyện ủy Na Rì.",
        "Từ tháng 1/2005 đến tháng 2/2010, Bí thư Huyện ủy Na Rì.",
    ],
)
def test_a_span_of_years_is_written_in_many_ways(line: str) -> None:
    text = f"Trước khi về tỉnh, ông Lò Văn Bình đã kinh qua các vị trí:\n\n{line}\n"
    assert [row[:4] for row in told(text)] == [("Lò Văn Bình", "Bí thư", "Huyện ủy", "former")]


def test_an_open_span_does_not_say_whether_the_office_is_held_still() -> None:
    text = (
        "Ông Lò Văn Bình sinh năm 1970.\n\n"
        "+ Từ 9/2013 - 11/2015: Giám đốc Sở Tư pháp; từ 10/2015 là Phó Bí thư Huyện ủy Na Rì.\n"
    )
    assert [row[1] for row in told(text)] == ["Giám đốc"]


@pytest.mark.parametrize(
    "text",
    [
        # a term of a council and no career
        "Ông Lò Văn Bình phát biểu.\n\n- Từ 2016 - 2021: Chủ tịch UBND huyện Na Rì giải quyết 12 vụ việc.\n",
        # whose career it is of two persons, is open
        "Ông Lò Văn Bình và bà Hà Thị Nga kinh qua các chức vụ:\n\n+ Từ 2005 - 2010: Bí thư Huyện ủy Na Rì.\n",
        # a new section ends it
        "Ông Lò Văn Bình sinh năm 1970.\n\nCÁC DẤU MỐC CỦA HUYỆN\n\n+ Từ 2005 - 2010: Bí thư Huyện ủy Na Rì.\n",
    ],
)
def test_lines_of_years_that_are_no_career(text: str) -> None:
    assert told(text) == []


def test_an_office_that_the_career_ends_is_past() -> None:
    text = (
        "Kỳ họp bầu ông Lò Văn Bình, Phó Chủ tịch UBND huyện Na Rì làm Chủ tịch UBND huyện Na Rì.\n\n"
        "Quá trình công tác:\n\n+ 9/2013 - 11/2015: Phó Chủ tịch UBND huyện Na Rì.\n"
    )
    assert {(o.role, o.status) for o in offices(text)} == {("Phó Chủ tịch", "former"), ("Chủ tịch", "current")}


def test_who_comes_back_into_an_office_holds_it() -> None:
    text = (
        "Ông Lò Văn Bình sinh năm 1970.\n\n+ 2005 - 2010: Chủ tịch UBND huyện Na Rì.\n\n"
        "+ 2015 đến nay: Chủ tịch UBND huyện Na Rì.\n"
    )
    assert [row[1:] for row in told(text)] == [("Chủ tịch", "UBND huyện", "current", "2015", "")]
