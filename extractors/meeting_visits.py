"""Gatherings that are told by their verb only: `Bí thư Tỉnh ủy đã làm việc với Huyện ủy`, `Ban Thường vụ họp`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from canbo.extractors.context import Context
from canbo.extractors.document import Document, Kind, Sentence
from canbo.extractors.meeting_dates import date_of, lead_date
from canbo.extractors.meeting_facts import delegation, in_full, place_of, subject
from canbo.extractors.meeting_mentions import Mention
from canbo.extractors.ordinals import ORDINAL, value
from canbo.extractors.statements import Meeting
from canbo.extractors.words import any_of
from canbo.ontology import table


def _told(entry: dict[str, Any]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?<!cuộc )(?<!buổi )(?<!kỳ )(?<!phiên )(?P<verb>{any_of(entry['verbs'])})"
        rf"\s+(?P<more>(?:{any_of(entry['with'])})\s[^,;:.()\"]{{3,90}})",
        re.IGNORECASE,
    )


_TOLD = [(entry, _told(entry)) for entry in table("meetings")["told"]]
_CUT = re.compile(r"\s(?:để|nhằm|và (?=yêu cầu|chỉ đạo|đề nghị)|vào|do|trong|sáng|chiều|ngày|có|gồm)\s.*$")
_ABOUT = re.compile(r"\svề\s.*$")
# "Ban Chấp hành Đảng bộ huyện họp lần thứ 12, đánh giá …"
_NUMBERED = re.compile(rf"(?<!cuộc )(?<!buổi )(?<!kỳ )(?<!phiên )\bhọp (?:phiên )?{ORDINAL.pattern}", re.IGNORECASE)
_LEAD = 5
_LATE = 10  # "Buổi chiều, làm việc với đoàn có …" stands behind what was visited
_FAR = 400


@dataclass(frozen=True, slots=True)
class Visit:
    """The words that tell of a gathering; offsets into the text of `sentence`, `verb` where its verb begins."""

    sentence: Sentence
    begin: int
    end: int
    title: str
    holder: bool
    ordinal: int | None = None

    def statement(self, document: Document, context: Context) -> Meeting:
        """Return the meeting; it belongs to the unit visited, or to the unit of the body that met."""
        mention = Mention(self.sentence, self.begin, self.end, "buoi-lam-viec", self.title)
        lead = next((s for s in document.body if s.kind is Kind.PROSE), self.sentence)
        text = self.sentence.text
        body = subject(text, self.begin) if self.holder else delegation(text, self.begin) or delegation(lead.text, _FAR)
        body = in_full(body, context) if body is not None else None
        return Meeting(
            evidence=document.evidence(self.sentence, self.begin, self.end),
            rule="meeting.told",
            title=self.title,
            body=body.name if body is not None else "",
            place=place_of(body, self.title, context, visit=self.title.startswith("Buổi làm việc")),
            ordinal=self.ordinal,
            date=date_of(mention, context, self.title) or lead_date(lead, context, self.title),
            main=True,
        )


def find_visit(document: Document) -> Visit | None:
    """Return the gathering that the opening tells of by a verb, or None."""
    for sentence in document.body[:_LEAD]:
        if (numbered := _NUMBERED.search(sentence.text)) and subject(sentence.text, numbered.start()) is not None:
            number = value(numbered["number"])
            return Visit(sentence, numbered.start(), numbered.end(), f"Hội nghị lần thứ {number}", True, number)
    for i, sentence in enumerate(document.body[:_LATE]):
        for entry, pattern in _TOLD:
            if i >= _LEAD and not entry.get("late"):
                continue
            match = pattern.search(sentence.text)
            if match is None:
                continue
            more = _CUT.sub("", match["more"])
            more = (more if entry.get("holder") else _ABOUT.sub("", more)).strip()
            end = match.start("more") + len(more)
            return Visit(sentence, match.start(), end, f"{entry['title']} {more}", bool(entry.get("holder")))
    return None
