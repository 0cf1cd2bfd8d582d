"""Blocks and sentences of an article, and the offsets of evidence."""

from __future__ import annotations

import unicodedata

import pytest

from canbo.extractors.document import Document, Kind


def sentences(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in Document.of("a", text).sentences]


def test_page_furniture_is_debris_and_related_links_run_to_the_end() -> None:
    text = "Huyện ủy họp\n\n0:00 / 2:41\n\nNội dung.\n\nCác tin đã đưa:\n• Tin một\n• Tin hai"
    assert [kind for kind, _ in sentences(text)] == ["heading", "debris", "prose", "debris", "debris", "debris"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sáng nay, TP. Tân An họp. Hội nghị kéo dài.", 2),
        ("TS. Lê Văn A phát biểu. Q. 7 đạt kết quả.", 2),
        ("Đạt 1.412,6 tỷ đồng. Năm 2023 tăng 3.5 lần.", 2),
        ('"Việc của xã, xã làm ngay!" ông nói. Rồi ông đi.', 2),
        ("Hội nghị thông qua./.", 1),
        ("1. Kết quả nổi bật", 1),
        ("A. Lăng Tuấn và B. Hiếu viết.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_rows_items_and_headings_are_told_apart() -> None:
    text = "KẾT QUẢ NĂM 2023\n\nTT\tChỉ tiêu\n1\tThu ngân sách\n\n- Trồng rừng 120 ha;\n\nHội nghị bế mạc."
    assert [kind for kind, _ in sentences(text)] == ["heading", "row", "row", "item", "prose"]


def test_evidence_quotes_the_source_as_printed() -> None:
    printed = "Đồng chí Lò Văn\nHặc,  Bí thư Huyện uỷ\u200b Sìn Hồ\ncùng dự với\nđại biểu."
    document = Document.of("a", printed)
    sentence = document.sentences[0]
    begin = sentence.text.index("Lò Văn Hặc")
    evidence = document.evidence(sentence, begin, sentence.text.index(" cùng dự"))
    assert document.quote(evidence.words) == "Lò Văn\nHặc,  Bí thư Huyện uỷ\u200b Sìn Hồ"


def test_the_unicode_form_of_the_file_does_not_matter() -> None:
    text = "Huyện ủy Ngân Sơn tổ chức hội nghị."
    composed, decomposed = Document.of("a", text), Document.of("a", unicodedata.normalize("NFD", text))
    assert composed.text == decomposed.text
    assert composed.sha256 == decomposed.sha256


def test_a_heading_is_the_title_only_in_front() -> None:
    assert Document.of("a", "Tổng kết năm 2023\n\nHội nghị họp.").title == "Tổng kết năm 2023"
    assert Document.of("a", "Hội nghị họp.\n\nẢnh chụp").title == ""
    assert Kind.DEBRIS.value == "debris"


def test_what_is_too_long_for_a_sentence_is_data() -> None:
    document = Document.of("a", "Huyện ủy họp.\n\n" + "đồng chí " * 20_000 + ".\n\nHội nghị bế mạc.")
    assert [s.text for s in document.sentences] == ["Huyện ủy họp.", "Hội nghị bế mạc."]
    assert [len(s.text) for s in document.data] == [180_001]


@pytest.mark.parametrize("marks", ["../. ", "?!… ", '."" ', "...... ", './." '])
def test_a_run_of_marks_ends_one_sentence(marks: str) -> None:
    assert len(sentences(f"Huyện ủy họp{marks}Hội nghị bế mạc.")) == 2
