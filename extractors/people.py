"""People in a sentence: who is named, and which offices stand beside the name.

A sentence is read once from left to right into mentions: a name (after an address or rank, before an office, in a
list of names) or a row of offices. What joins a name and its offices is decided by the words between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from canbo.extractors.bare_bodies import completed
from canbo.extractors.names import (
    HONORIFIC,
    RANK,
    SURNAMES,
    Name,
    looks_like_person,
    read_name,
    skip_rank,
    title_case,
)
from canbo.extractors.offices import OfficeList, find_roles, read_offices, share_bodies
from canbo.extractors.units import known_prefix
from canbo.extractors.words import CAPITALISED, UPPER, capitalised_run, skip

_FORMER_BEFORE = re.compile(r"(?:nguyên|cựu|tân|(?<!ủy )quyền)\s+$", re.IGNORECASE)
_FORMER_REACH = 12  # the longest of these words and its spaces
# Before an office that several share: "các Phó Chủ tịch UBND tỉnh: A, B và C"
PLURAL = re.compile(
    r"(?:các|hai|ba|bốn|02|03|04)\s+(?:(?:đồng chí|đ/c|ông|bà|vị|nguyên)\s+(?:là\s+|nguyên\s+)?)?$", re.IGNORECASE
)
_PLURAL_REACH = 40
# "nguyên Bí thư Huyện ủy các thời kỳ: A, B" says behind the office that several held it
PLURAL_BEHIND = re.compile(r"\s+(?:qua\s+)?các thời kỳ\s*:?\s*", re.IGNORECASE)
# Where a name may begin without an address: at the start, after a mark or `và`, at a rank ("Đại tá Vì Văn Khiêm").
_OPEN = re.compile(r"(?:^|[:;,.\"(]|[-+*•]|\bvà|\bgồm|\bcó|\bdo|\bvới|\bcùng)\s*$", re.IGNORECASE)
# Behind a name that has no address: its office follows a comma, dash or bracket.
_BEFORE_OFFICE = re.compile(r"\s*(?:,|-|\(|:)\s*")
_OPENS_OFFICE = frozenset(",-(:")
_CAPITAL = re.compile(f"[{UPPER}]")


@dataclass(frozen=True, slots=True)
class People:
    """The mentions of a sentence in order of their place."""

    names: tuple[Name, ...]
    offices: tuple[OfficeList, ...]


@dataclass(frozen=True)
class Known:
    """The full names of an article: as written, and by the last words of each (`Hải`, `Thanh Hải`)."""

    written: frozenset[str] = frozenset()
    by_tail: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str]) -> Known:
        """Return the index of full names; a name that is the end of a longer one is a short form of it."""
        written = frozenset(names)
        by_tail: dict[str, set[str]] = {}
        for name in written:
            words = name.split(" ")
            for i in range(1, len(words)):
                by_tail.setdefault(" ".join(words[i:]), set()).add(title_case(name))
        short = {tail for tail, full in by_tail.items() if tail in written and len(full) == 1}
        tails = {
            tail: frozenset(n for n in full if n not in short) if len(full) > 1 else frozenset(full)
            for tail, full in by_tail.items()
        }
        return cls(written - short, tails)

    @cached_property
    def _last_words(self) -> tuple[str, ...]:
        last = {name.rpartition(" ")[2] for name in self.written | self.by_tail.keys()}
        return tuple(last | {word.upper() for word in last})

    def ends(self, text: str) -> bool:
        """Tell whether any of the names, or the end of one, could stand in a text: as written, or in capitals."""
        return any(word in text for word in self._last_words)

    def bearer(self, tail: str) -> str:
        """Return the one full name that ends with `tail`, or an empty string."""
        full = self.by_tail.get(tail, frozenset())
        return next(iter(full)) if len(full) == 1 else ""


NOBODY = Known()


def read_people(text: str, offices: list[OfficeList], known: Known = NOBODY) -> People:
    """Read the names beside the offices of a sentence; `known` holds full names that the article has elsewhere."""
    names: dict[int, Name] = {}
    for match in (*HONORIFIC.finditer(text), *RANK.finditer(text)):
        plural = match.group().lower().startswith("các")
        for name in _list_of_names(text, match.end(), offices, plural=plural):
            names.setdefault(name.begin, name)
        given = _given_name(text, skip(text, match.end()), known)
        if given is not None:
            names.setdefault(given.begin, given)
    for row in offices:
        times = PLURAL_BEHIND.match(text, row.end)
        if times or PLURAL.search(text, max(0, row.begin - _PLURAL_REACH), row.begin):
            for name in _list_of_names(text, times.end() if times else row.end, offices, plural=True):
                names.setdefault(name.begin, name)
        behind = _name_behind(text, row, known)
        if behind is None and row.offices[-1].body is None:
            behind = _given_name(text, skip(text, row.end), known)  # "Bộ trưởng Phước hứa …"
        if behind is not None:
            names.setdefault(behind.begin, behind)
    for name in _bare_names(text, offices, known):
        if not any(n.begin < name.end and name.begin < n.end for n in names.values()):
            names.setdefault(name.begin, name)
    inside = [
        _in_full(text, n, known)
        for n in names.values()
        if not any(r.begin <= n.begin and n.end <= r.end for r in offices)
    ]
    return People(tuple(sorted(inside, key=lambda n: n.begin)), tuple(offices))


def find_offices(text: str) -> list[OfficeList]:
    """Return the rows of offices in a sentence, in order."""
    found: list[OfficeList] = []
    pos = 0
    for match in find_roles(text):
        begin = match.start()
        if begin < pos:
            continue
        before = _FORMER_BEFORE.search(text, max(pos, begin - _FORMER_REACH), begin)
        row = read_offices(text, before.start() if before else begin)
        if row is not None:
            found.append(row)
        pos = row.end if row is not None else match.end()
    return completed(text, share_bodies(found))


def _in_full(text: str, name: Name, known: Known) -> Name:
    """Give `bà Thanh Hải` the full name that the article has for her, and a name cut short its end."""
    for _, end in reversed(capitalised_run(text, name.begin, 5)):
        # "Đặng Thị Kim Liên nói": `Liên` could begin a sentence, but the article has the name elsewhere
        if end > name.end and text[name.begin : end] in known.written:
            return Name(title_case(text[name.begin : end]), name.begin, end)
    full = "" if name.text in known.written else known.bearer(name.text)
    return replace(name, text=full) if full else name


def _given_name(text: str, pos: int, known: Known) -> Name | None:
    """Read an address with the end of a name (`ông Hải`) as the one known person whose name ends with it.

    "bà Hà Giang" is a person here although a province has the name.
    """
    run = capitalised_run(text, skip_rank(text, pos), _LONGEST_TAIL + 1)
    if not 0 < len(run) <= _LONGEST_TAIL:
        return None
    begin, end = run[0][0], run[-1][1]
    full = known.bearer(text[begin:end])
    return Name(full, begin, end) if full else None


_LONGEST_TAIL = 3


_NAME_JOINT = re.compile(r"\s*(?:,|;|\bvà\b|\bcùng\b)\s*(?:(?:đồng chí|đ/c|ông|bà)\s+)?", re.IGNORECASE)


def _list_of_names(text: str, pos: int, offices: list[OfficeList], *, plural: bool) -> list[Name]:
    """Read the name behind an address, and behind `các đồng chí` the names that go on with commas and `và`.

    Each may have its own offices behind it: "các đồng chí: A, Bí thư Huyện ủy; B".
    """
    pos = skip(text, pos)
    if plural and text[pos : pos + 1] == ":":
        pos = skip(text, pos + 1)
    found: list[Name] = []
    while True:
        name = read_name(text, pos)
        if name is None:
            return found
        found.append(name)
        behind = bisect_right(offices, name.end, key=lambda row: row.begin)
        own = offices[behind] if behind < len(offices) else None
        if own is not None and not _BEFORE_OFFICE.fullmatch(text, name.end, own.begin):
            own = None
        end = own.end + (text[own.end : own.end + 1] == ")") if own is not None else name.end
        joint = _NAME_JOINT.match(text, end) if plural else None
        if joint is None:
            return found
        pos = joint.end()


# "cựu Chủ tịch UBND tỉnh Cần Thơ (cũ) Mã Văn Thuận"
_OLD_UNIT = re.compile(r"\s*\((?:cũ|trước đây)\)", re.IGNORECASE)


def _name_behind(text: str, row: OfficeList, known: Known) -> Name | None:
    """Read the name that follows an office (`Bí thư Huyện ủy Vân Hồ Mùa A Sống`)."""
    old = _OLD_UNIT.match(text, row.end)
    start = skip(text, old.end() if old else row.end)
    if start == row.end:
        return None
    known_place = known_prefix(text, start)
    if known_place is not None:
        # "nguyên Bí thư Bình Phước Trần Văn Khoa": the place stands in for the body
        behind = read_name(text, skip(text, known_place[1]))
        if behind is not None and looks_like_person(behind.text):
            return behind
    name = read_name(text, start)
    if name is None:
        return None
    words = name.text.split(" ")
    if name.text in known.written or looks_like_person(name.text) or skip_rank(text, start) > start:
        return name
    body = row.offices[-1].body
    placed = body is None or body.place or body.level not in ("xã", "huyện") or body.name.startswith("Phòng ")
    # The body's place had no gazetteer entry, so it stands before the name: "Đảng ủy xã Ia Tul Kpă Thưng"
    for i in range(1, 1 if placed else len(words) - 1):
        rest = " ".join(words[i:])
        if rest in known.written or words[i] in SURNAMES:
            return Name(rest, name.end - len(rest), name.end)
    return name if len(words) >= 3 else None


def _bare_names(text: str, offices: list[OfficeList], known: Known) -> list[Name]:
    """Read names that stand at the head of a phrase with their office behind them, or that the article knows."""
    found = []
    for row in offices:
        before = _head_of(text, row.begin)
        if before is None:
            continue
        name = read_name(text, before)
        if name is not None and _BEFORE_OFFICE.fullmatch(text, name.end, row.begin):
            found.append(name)
    return found + list(_known_names(text, known)) if known.written else found


def _known_names(text: str, known: Known) -> Iterator[Name]:
    """Yield where the article's full names stand, the longest at each place."""
    if not any(name in text for name in known.written):
        return
    pos = 0
    while match := CAPITALISED.search(text, pos):
        pos = match.end()
        for _, end in reversed(capitalised_run(text, match.start(), 5)):
            if text[match.start() : end] in known.written:
                yield Name(title_case(text[match.start() : end]), match.start(), end)
                pos = end
                break


def _head_of(text: str, end: int) -> int | None:
    """Return where the capitalised phrase begins that stands right before an office at `end`."""
    if text[max(0, end - 60) : end].rstrip()[-1:] not in _OPENS_OFFICE:
        return None
    for match in reversed(list(_CAPITAL.finditer(text, max(0, end - 60), end))):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] == "'"):
            continue
        run = capitalised_run(text, skip_rank(text, start), 6)
        if run and _BEFORE_OFFICE.fullmatch(text, run[-1][1], end) and _OPEN.search(text, max(0, start - 12), start):
            return start
    return None
