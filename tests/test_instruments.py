"""Instruments: numbers in every spelling, naming phrases, dates, issuers, subjects, and what carries out what."""

from __future__ import annotations

import time

import pytest

from canbo.extractors.article import read_article
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.instrument_numbers import read_numbers
from canbo.extractors.instruments import read
from canbo.extractors.meetings import read as read_meetings
from canbo.extractors.statements import Instrument


def instruments(text: str) -> list[Instrument]:
    document = Document.of("x", text)
    context = Context(document, {"huyện": "Sìn Hồ", "tỉnh": "Lai Châu"}, level="huyện", year=2023)
    return read(document, context, read_meetings(document, context))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị quyết số 43-NQ/TW của", ["43-NQ/TW"]),
        ("NQ 43-NQ/TW", ["43-NQ/TW"]),
        ("Nghị quyết số 11 – NQ/TW", ["11-NQ/TW"]),
        ("các Nghị quyết số 18, 19-NQ/TW", ["18-NQ/TW", "19-NQ/TW"]),
        ("Nghị quyết số 18-NQ/TW và số 19-NQ/TW", ["18-NQ/TW", "19-NQ/TW"]),
        ("Nghị quyết 30a/2008/NQ-CP", ["30A/2008/NQ-CP"]),
        ("Quyết định 318/QĐ-TTg ngày", ["318/QĐ-TTG"]),
        ("Chỉ thị 05 của Bộ Chính trị", ["05"]),
        ("Quy định số 08-QĐi/TW.", ["08-QĐI/TW"]),
        ("Nghị quyết số 111/2015/QH13", ["111/2015/QH13"]),
        ("Chương trình số 3303/CTr-UBND", ["3303/CTR-UBND"]),
        ("thực hiện 43-NQ/TW", ["43-NQ/TW"]),
        ("Chỉ thị 25 CT/TW của Ban Bí thư", ["25-CT/TW"]),
        ("Kế hoạch số 62 KH/HU ngày", ["62-KH/HU"]),
        ("theo văn bản số 612 QĐ/HU", ["612-QĐ/HU"]),
        ("5 năm thực hiện NQ19-NQ/TW", ["19-NQ/TW"]),
        ("Quyết định số 22/2013 của UBND TP", ["22/2013"]),
        ("Kế hoạch 25 KH của", ["25"]),
        ("Kế hoạch 5 năm 2016-2020", []),
        ("Quyết định 12 nội dung", []),
        ("đạt 26/34 chỉ tiêu Nghị quyết", []),
        ("nghị quyết 2023 đề ra", []),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert [row.number for row in instruments(text)] == numbers


def test_date_issuer_and_subject() -> None:
    (row,) = instruments(
        "Quán triệt Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khóa XIII về phát huy "
        "sức mạnh đại đoàn kết; đồng chí nhấn mạnh."
    )
    assert row.row() == {
        "number": "43-NQ/TW",
        "kind": "Nghị quyết",
        "title": "về phát huy sức mạnh đại đoàn kết",
        "issuer": "Ban Chấp hành Trung ương Đảng khóa XIII",
        "date": "2023-11-24",
    }
    assert (row.mention, row.rule) == ("discussed", "instrument.numbered")


@pytest.mark.parametrize(
    ("text", "title", "issuer"),
    [
        (
            "thực hiện Nghị quyết Đại hội Đảng bộ huyện lần thứ XVIII.",
            "Nghị quyết Đại hội Đảng bộ huyện lần thứ XVIII", "Đại hội Đảng bộ huyện lần thứ XVIII",
        ),
        ("theo Nghị quyết Trung ương 4 (khóa XII).", "Nghị quyết Trung ương 4 (khóa XII)", "Trung ương 4 (khóa XII)"),
        (
            "thực hiện Nghị quyết năm 2012 của Ban Chấp hành Đảng bộ thành phố:",
            "Nghị quyết năm 2012 của Ban Chấp hành Đảng bộ thành phố", "Ban Chấp hành Đảng bộ thành phố",
        ),
        ("theo Luật Đất đai năm 2013, huyện", "Luật Đất đai năm 2013", ""),
    ],
)  # fmt: skip
def test_unnumbered(text: str, title: str, issuer: str) -> None:
    (row,) = instruments(text)
    assert (row.number, row.title, row.issuer) == ("", title, issuer)


@pytest.mark.parametrize(
    "text",
    [
        "đạt chỉ tiêu nghị quyết đề ra.",
        "các nghị quyết chuyên đề của tỉnh.",
        "quy định của pháp luật về đất đai.",
        "Về thi hành kỷ luật trong Đảng năm 2013.",
        "THI HÀNH KỶ LUẬT TRONG ĐẢNG NĂM 2013",
    ],
)
def test_bare_words_are_none(text: str) -> None:
    assert instruments(text) == []


def test_short_reference_is_no_new_row() -> None:
    (row,) = instruments(
        "Huyện thực hiện Nghị quyết số 30a/2008/NQ-CP của Chính phủ. Nghị quyết 30a đã làm đổi thay bản làng."
    )
    assert (row.number, row.issuer) == ("30A/2008/NQ-CP", "Chính phủ")


def test_issuer_in_person_stands_before_the_verb() -> None:
    (row,) = instruments("Chủ tịch UBND tỉnh Lê Văn An đã ban hành Quyết định số 12/QĐ-UBND đôn đốc các huyện.")
    assert row.issuer == "Chủ tịch UBND tỉnh"
    (row,) = instruments("Chủ tịch UBND tỉnh dự hội nghị đã ban hành Quyết định số 12/QĐ-UBND.")
    assert row.issuer == ""


def test_day_of_a_list_is_that_of_each() -> None:
    rows = instruments("Quán triệt các Nghị quyết số 18, 19-NQ/TW, ngày 25-10-2017 của Trung ương.")
    assert [r.date for r in rows] == ["2017-10-25", "2017-10-25"]


def test_shared_issuer() -> None:
    rows = instruments("căn cứ Nghị quyết 45, Kết luận 81 của Bộ Chính trị.")
    assert [(r.kind, r.number, r.issuer) for r in rows] == [
        ("Nghị quyết", "45", "Bộ Chính trị"),
        ("Kết luận", "81", "Bộ Chính trị"),
    ]


def test_programme_applies_the_resolution() -> None:
    programme, resolution = instruments(
        "Tại hội nghị, Ban Chấp hành Đảng bộ huyện đã thông qua Chương trình hành động thực hiện Nghị quyết số "
        "57-NQ/TW của Bộ Chính trị."
    )
    assert programme.title == "Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW"
    assert (programme.mention, programme.applies) == ("adopted", ("57-NQ/TW",))
    assert programme.issuer == "Ban Chấp hành Đảng bộ huyện"
    assert (resolution.number, resolution.mention) == ("57-NQ/TW", "implemented")


def test_two_programmes_of_one_phrase() -> None:
    rows = instruments(
        "Đại biểu thông qua hai dự thảo Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW; Nghị quyết số "
        "59-NQ/TW. Kết luận hội nghị, đồng chí yêu cầu làm ngay."
    )
    assert [r.applies for r in rows if r.kind == "Chương trình hành động"] == [("57-NQ/TW",), ("59-NQ/TW",)]


def test_resolution_passed_at_a_session_has_its_council() -> None:
    (row,) = instruments(
        "Sáng 5/7, HĐND huyện khai mạc Kỳ họp thứ 8.\nKỳ họp đã biểu quyết thông qua Nghị quyết về phân bổ vốn đầu tư."
    )
    assert (row.title, row.issuer, row.mention) == ("Nghị quyết về phân bổ vốn đầu tư", "HĐND huyện", "adopted")


def test_quotation_is_the_subject() -> None:
    (row,) = instruments(
        'Chỉ thị 05 của Bộ Chính trị về "Đẩy mạnh học tập, làm theo phong cách Hồ Chí Minh", huyện đã làm tốt.'
    )
    assert row.title == 'về "Đẩy mạnh học tập, làm theo phong cách Hồ Chí Minh"'


def test_number_list_needs_a_code_or_the_word() -> None:
    assert [n.text for n in read_numbers("32, 15 xã", 0)] == ["32"]


@pytest.mark.parametrize("piece", ["A", "1", "AB ", "1 ", "/"])
def test_long_lines_are_linear(piece: str) -> None:
    document = Document.of("x", piece * (1_000_000 // len(piece)))
    assert document.body
    start = time.process_time()
    read(document, Context(document, {}), [])
    assert time.process_time() - start < 2


def test_a_numbered_programme_names_what_it_carries_out_and_not_that_ones_date() -> None:
    text = (
        "Huyện ủy tổ chức Hội nghị lần thứ 3. Hội nghị thống nhất ban hành Chương trình hành động số 02-CTr/HU "
        "thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học."
    )
    rows = {s.number: s for s in read_article(Document.of("a", text)).statements if isinstance(s, Instrument)}
    programme, resolution = rows["02-CTR/HU"], rows["57-NQ/TW"]
    assert (programme.title, programme.date, programme.applies) == (
        "thực hiện Nghị quyết số 57-NQ/TW",
        "",
        ("57-NQ/TW",),
    )
    assert (resolution.issuer, resolution.date) == ("Bộ Chính trị", "2024-12-22")
