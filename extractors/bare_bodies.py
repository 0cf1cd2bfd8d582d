"""Bodies that a phrase cuts short to their head: `Báo cáo của Văn phòng Thị ủy (do Chánh Văn phòng A trình bày)`.

What is left out stands with the person's other office (`Bí thư Ban cán sự đảng, Chủ tịch UBND tỉnh`), else before it in
the sentence (`công tác tại Sở Y tế, giữ chức Phó Giám đốc phụ trách Sở`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from canbo.extractors.bodies import Body, read_body
from canbo.extractors.offices import OfficeList, OfficePhrase
from canbo.ontology import gazetteer

_PARTY_GROUP = "Ban Cán sự đảng"
_HEADS = {
    "Văn phòng": re.compile(r"(?<!\w)(?:Văn phòng|VP)(?!\w)"),
    _PARTY_GROUP: re.compile(r"(?<!\w)Ban cán sự đảng(?!\w)", re.IGNORECASE),
    "Sở": re.compile(r"(?<!\w)Sở(?!\w)"),
}
# Whose Party group it is: that of the UBND or ministry that the person heads.
_WITH_GROUP = ("UBND ", "Bộ ")
_MEMBER = "Ủy viên Ban cán sự Đảng"
_MINISTERS = ("Bộ trưởng", "Thứ trưởng", "Thứ trưởng Thường trực")
_SO = re.compile(r"\s*Sở(?=\s*(?:[.,;:)]|$))")


def completed(text: str, rows: list[OfficeList]) -> list[OfficeList]:
    """Return the rows of a sentence, with the bodies in full that they name by the head alone."""
    return [_row(text, row) if any(map(_short, row.offices)) else row for row in rows]


def _short(office: OfficePhrase) -> bool:
    """Tell whether an office may need more than its own words: few do."""
    body = office.body
    if body is None:
        return office.role in (_MEMBER, *_MINISTERS) or office.role.endswith(" phụ trách")
    return body.name in _HEADS or body.name.startswith(("Ban Quản lý ", "Ban Đại diện "))


def _row(text: str, row: OfficeList) -> OfficeList:
    offices = [_placed(_office(text, row, office)) for office in row.offices]
    group = next(
        (o.body for o in offices if o.body is not None and o.body.name.startswith(f"{_PARTY_GROUP} Bộ ")), None
    )
    group = group or (_before(text, _PARTY_GROUP, row.begin) if any(o.role == _MEMBER for o in offices) else None)
    if group is not None and group.name.startswith(f"{_PARTY_GROUP} "):
        owner = replace(group, name=group.name.removeprefix(f"{_PARTY_GROUP} "))
        roles = (_MEMBER, *_MINISTERS) if owner.name.startswith("Bộ ") else (_MEMBER,)
        offices = [replace(o, body=owner) if o.body is None and o.role in roles else o for o in offices]
    return replace(row, offices=tuple(offices))


def _office(text: str, row: OfficeList, office: OfficePhrase) -> OfficePhrase:
    body = office.body
    if body is None and office.role.endswith(" phụ trách") and _SO.match(text, office.end):
        return replace(office, body=_before(text, "Sở", row.begin))
    if body is None or body.word or body.name not in _HEADS:
        return office
    if body.name == _PARTY_GROUP:
        others = (o.body for o in row.offices if o.body is not None)
        owner = next((o for o in others if o.name.startswith(_WITH_GROUP)), None)
        if owner is not None:
            return replace(office, body=replace(owner, name=f"{_PARTY_GROUP} {owner.name}"))
    return replace(office, body=_before(text, body.name, row.begin) or body)


def _placed(office: OfficePhrase) -> OfficePhrase:
    """Take the place out of the name of a management board, and call the head of a board so.

    "Giám đốc Ban Quản lý rừng phòng hộ Sông Cầu": the field of work goes on to the place. "Trưởng ban đại diện Hội đồng
    quản trị NHCSXH huyện" is `Trưởng Ban` of `Ban Đại diện …`, as every head of a `Ban`.
    """
    body = office.body
    if body is None:
        return office
    if body.name.startswith("Ban Đại diện "):
        return replace(office, role=office.role.removesuffix(" đại diện"))
    if body.word or not body.name.startswith("Ban Quản lý "):
        return office
    words = _COUNT.sub("", body.name).split(" ")
    for i in range(4, len(words)):
        place = " ".join(words[i:])
        if words[i - 1].islower() and gazetteer.find(place):
            return replace(office, body=replace(body, name=" ".join(words[:i]), place=place))
    return office


# "Sông Cầu 7 năm tù": the number counts what follows
_COUNT = re.compile(r" \d+$")


def _before(text: str, head: str, end: int) -> Body | None:
    """Return the last body of that head before an offset that is named in full."""
    for match in reversed([*_HEADS[head].finditer(text, 0, end)]):
        body = read_body(text, match.start())
        if body is not None and body.name != head:
            return body
    return None
