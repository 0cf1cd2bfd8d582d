"""Offices in a career: `Quá trình công tác:` with a line for each span of years.

Such lines name nobody: whose they are stands above them. An office with both its years is past, one `đến nay` is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from canbo.extractors.cast import Scene
from canbo.extractors.document import Kind
from canbo.extractors.held_posts import Held
from canbo.extractors.names import Name
from canbo.extractors.triggers import Trigger
from canbo.extractors.words import pattern
from canbo.ontology import table

RULE = "post.career"
# "Trước khi về tỉnh, ông Bình đã kinh qua các vị trí:", "Tóm tắt quá trình công tác"
_ANNOUNCED = pattern(table("posts")["career"])
# "ông Bình sinh ngày 12/9/1976": a life follows, its lines need no announcement
_BORN = Trigger(r"sinh (?:ngày|năm|tháng)\s")
_DAY = r"(?:(?:đầu|giữa|cuối|tháng|năm|ngày)\s+)*(?:\d{1,2}\s?[/.-]\s?){0,2}(?:19|20)\d\d"
_NOW = r"(?:hiện )?nay"
# "+ Từ 1996 - 2001:", "• 5/2005 - 6/2010:", "Từ tháng 8/2020 đến nay là"
SPAN = re.compile(
    rf"(?<![\w/])(?:từ\s+)?(?P<since>{_DAY})\s*(?:-|–|đến(?: hết)?|tới)\s*(?:(?P<until>{_DAY})|(?P<now>{_NOW}))(?!\w)",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"\s*(?:[-+•*]\s*)?(?={SPAN.pattern})", re.IGNORECASE)
# "; từ 10/2015 là Phó Bí thư Tỉnh ủy": no end is said, so whether it is held still is open
_OPEN = re.compile(rf"(?<!\w)từ\s+{_DAY}(?!\s*(?:-|–|đến|tới)|\w)", re.IGNORECASE)


@dataclass
class Careers:
    """Whose career the lines tell that come next; empty where none is told."""

    person: str = ""
    last: str = field(default="", repr=False)

    def read(self, scene: Scene) -> list[Held]:
        """Return the offices of a scene that is a line of a career, and remember who comes next."""
        text = scene.sentence.text
        names = {name.text for name in scene.people.names}
        line = _HEAD.match(text)
        held = list(_line(scene, self.person)) if line and self.person and not names else []
        if len(names) == 1:
            self.last = next(iter(names))
        elif names:
            self.last = ""  # of whom of them a career behind tells is open
        if (announced := _ANNOUNCED.search(text)) or _BORN.search(text):
            self.person = self.last
        elif not line and (names or scene.sentence.kind is Kind.HEADING) and not announced:
            self.person = ""
        return held


def _line(scene: Scene, person: str) -> Iterator[Held]:
    """Yield the offices of one line, each with the span of years before it."""
    text = scene.sentence.text
    spans = [*SPAN.finditer(text), *_OPEN.finditer(text)]
    for row in scene.people.offices:
        span = max((s for s in spans if s.start() < row.begin), key=lambda s: s.start(), default=None)
        if span is None or span.re is _OPEN:
            continue
        for office in row.offices:
            if office.role == "Cán bộ":
                continue  # "1999 - 2005: Cán bộ Hạt Kiểm lâm huyện" is work, and no office
            yield Held(Name(person, row.begin, row.begin), office, span["now"] is None, RULE)
