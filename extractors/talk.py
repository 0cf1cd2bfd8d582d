"""Who spoke last at a meeting: whom a pronoun in the next sentence means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.extractors.document import Sentence
from canbo.extractors.person_mentions import PersonMention
from canbo.ontology import table

_TABLE = table("parts")
_ADVERBS = "|".join(f"(?:{p})" for p in _TABLE["adverbs"])
_SPEAKS = "|".join(f"(?:{p})" for p in _TABLE["verbs"]["speaks"])
# "Đồng chí đề nghị huyện …", "Bà cũng cho rằng …": the person is the last one who spoke
_PRONOUN = re.compile(r"(?:(?:Đồng chí|Ông|Bà|Anh|Chị|Cô)(?: ấy)?|Vị \w+)(?=\s+[^\W\d_A-ZĐ])")
# "Nói chuyện thân mật với cán bộ hai xã, đồng chí nhắc lại …": the clause before has the same subject
_BEHIND = re.compile(
    rf"[A-ZĐ][^,;.:\"]{{2,90}},\s+(?:đồng chí|ông|bà)"
    rf"(?=\s+(?:(?:{_ADVERBS})\s+){{0,2}}(?:{_SPEAKS})(?!\w))"
)


@dataclass
class Talk:
    """Who spoke last in the paragraph, for a sentence that goes on with a pronoun."""

    block: int = -1
    person: str = ""

    def pronoun(self, sentence: Sentence) -> re.Match[str] | None:
        """Return the match of a subject that is a pronoun for who spoke last, or None."""
        if not self.person or self.block != sentence.block:
            return None
        return _PRONOUN.match(sentence.text) or _BEHIND.match(sentence.text)

    def hear(self, sentence: Sentence, active: list[str], mentions: list[PersonMention]) -> None:
        """Remember who of `active` speaks or chairs last in a sentence, else who is the only person in it."""
        present = {m.person for m in mentions}
        if sentence.block != self.block:
            self.block, self.person = sentence.block, ""
        if active or len(present) == 1:
            self.person = active[-1] if active else mentions[0].person
        elif present:
            self.person = ""
