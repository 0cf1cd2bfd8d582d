"""Whose office it is: its body and place, with the article's own unit where the words leave them out."""

from __future__ import annotations

import re

from canbo.extractors.context import Context
from canbo.extractors.offices import PARTY_ORGANS, OfficePhrase, committee_for


def body_and_place(office: OfficePhrase, context: Context) -> tuple[str, str]:
    """Return the names of the body that an office belongs to and of the unit that body governs, empty if not known."""
    body = office.body
    name, place = (body.name, body.place) if body else (office.default_body, "")
    word = body.word if body else ""
    if body is None and not office.default_body:
        name, word = _bare_office(office.role, context)
    if context.level == "xã" and name.endswith("Đảng ủy") and context.word:
        # in an article about a commune `Đảng ủy` alone is the commune's
        name, word = f"{name} {context.word}", context.word
    if name in PARTY_ORGANS and context.word:
        name, word = f"{name} {committee_for(context.word)}", context.word
    return name, place or _place(name, word, body.level if body else "", context)


_COMMITTEE_ROLE = re.compile(r"(?:Phó )?Bí thư|Ủy viên Ban (?:Thường vụ|Chấp hành)")


def _bare_office(role: str, context: Context) -> tuple[str, str]:
    """Return the body of an office that names none: a Party office is of the article's own committee."""
    if not _COMMITTEE_ROLE.match(role) or not context.word:
        return "", ""
    return committee_for(context.word), context.word


_LEVEL_OF = (
    (
        re.compile(
            r"Tỉnh ủy|tỉnh$|\bSở |Tỉnh đoàn|^Bộ Chỉ huy|^Đoàn ĐBQH|^Bộ đội Biên phòng"
            r"|^Chi cục (?!Thuế|Thống kê|Thi hành)"
        ),
        "tỉnh",
    ),
    (re.compile(r"Huyện ủy|Thị ủy|Quận ủy|(?:huyện|quận|thị xã)$|đoàn$"), "huyện"),
    (re.compile(r"Thành ủy|thành phố$"), "thành phố"),
    (re.compile(r"(?:xã|phường|thị trấn|đặc khu)$"), "xã"),
    (re.compile(r"^(?:Phòng|Hạt Kiểm lâm|Ban Chỉ huy Quân sự$)"), "huyện"),
)


def _place(name: str, word: str, level: str, context: Context) -> str:
    """Return the article's unit that a body without a name of its own governs."""
    if level == "trung ương" or word == "trung ương":
        return ""
    found = next((lv for rule, lv in _LEVEL_OF if rule.search(name)), level)
    if found == "thành phố":
        return context.city
    return context.places.get(found, "")
