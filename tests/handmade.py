"""Hand-made articles for the tests of the graph: what they state is written down here, not read from text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from canbo.extractors.article import Article
from canbo.extractors.document import Document
from canbo.extractors.metadata import Metadata
from canbo.extractors.statements import (
    Evidence,
    Figure,
    Instrument,
    Meeting,
    Office,
    Participation,
    Span,
    Statement,
)

TEXT = (
    "Huyện ủy Sìn Hồ tổ chức Hội nghị lần thứ 17. Đồng chí Giàng A Páo, Chủ tịch HĐND huyện, chủ trì. "
    "Thu ngân sách đạt 47,30 tỷ đồng, bằng 101,08% dự toán. Hội nghị thông qua Nghị quyết số 05-NQ/HU "
    "thực hiện Nghị quyết số 43-NQ/TW."
)


def evidence(words: str, text: str = TEXT) -> Evidence:
    """Return the evidence for `words`, the first time they stand in `text`."""
    begin = text.index(words)
    start = text.rfind(". ", 0, begin) + 2 if ". " in text[:begin] else 0
    end = text.find(". ", begin)
    return Evidence(Span(begin, begin + len(words)), Span(start, end + 1 if end >= 0 else len(text)))


def article(
    name: str, *statements: Statement, place: str = "", level: str = "", as_of: str = "", text: str = TEXT
) -> Article:
    """Return an article that states these statements."""
    page = Metadata(title="", published="", publisher="", byline="")
    return Article(Document.of(name, text), metadata=page, place=place, level=level, as_of=as_of, statements=statements)


def office(person: str, role: str, body: str, place: str = "", status: str = "current") -> Office:
    """Return an office, with some words of TEXT for evidence."""
    words = evidence("Giàng A Páo, Chủ tịch HĐND huyện")
    return Office(person=person, role=role, body=body, place=place, status=status, evidence=words, rule="test.office")


def sin_ho(name: str = "sin_ho") -> Article:
    """Return an article with a statement of every fact table."""
    meeting = Meeting(
        title="Hội nghị lần thứ 17",
        body="Huyện ủy",
        place="Sìn Hồ",
        ordinal=17,
        date="2023-07-06",
        main=True,
        evidence=evidence("Hội nghị lần thứ 17"),
        rule="test.meeting",
    )
    found = article(
        name,
        office("Giàng A Páo", "Chủ tịch", "HĐND huyện", "Sìn Hồ"),
        meeting,
        Participation(person="Giàng A Páo", part="chairs", evidence=evidence("chủ trì"), rule="test.participation"),
        *_instruments(),
        *_figures(),
        place="Sìn Hồ",
        level="huyện",
        as_of="2023-07-06",
    )
    page = Metadata(title="Hội nghị Huyện ủy", published="2023-07-07", publisher="BLC", byline="Hà Anh")
    return replace(found, metadata=page)


def _instruments() -> tuple[Instrument, Instrument]:
    adopted = Instrument(
        number="05-NQ/HU",
        kind="Nghị quyết",
        issuer="Huyện ủy",
        mention="adopted",
        applies=("43-NQ/TW",),
        evidence=evidence("Nghị quyết số 05-NQ/HU"),
        rule="test.instrument",
    )
    cited = Instrument(
        number="43-NQ/TW",
        kind="Nghị quyết",
        date="2023-11-24",
        mention="implemented",
        evidence=evidence("Nghị quyết số 43-NQ/TW"),
        rule="test.instrument",
    )
    return adopted, cited


def _figures() -> tuple[Figure, Figure]:
    amount = Figure(
        indicator="thu ngân sách",
        measure="value",
        value=Decimal("47.30"),
        unit="tỷ đồng",
        place="Sìn Hồ",
        period="2023-H1",
        value_text="47,30 tỷ đồng",
        group=1,
        evidence=evidence("47,30 tỷ đồng"),
        rule="test.figure",
    )
    share = replace(
        amount,
        measure="attainment",
        value=Decimal("101.08"),
        unit="%",
        basis="dự toán",
        value_text="101,08%",
        evidence=evidence("101,08% dự toán"),
    )
    return amount, share
