"""Units as an article mentions them: where, at which level, and the units above that are said beside them.

Newspapers say whose a unit is right behind it: `xã Minh Hòa, huyện Châu Thành, tỉnh Kiên Giang`, `huyện Châu Thành
(tỉnh Kiên Giang)`, `phường 12 quận 10`. Units of one level in a row share what follows the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from canbo.extractors.bodies import find_bodies
from canbo.extractors.document import Sentence
from canbo.extractors.units import Unit, find_units, known_prefix, read_level, read_name
from canbo.extractors.words import CAPITALISED, any_of, capitalised_run, skip
from canbo.ontology import gazetteer, table

# What may stand between a unit and the one it lies in ("xã Minh Hòa thuộc huyện Châu Thành"), and between two of a row.
_LIES_IN = re.compile(r"\s?[,(-]\s?|\s(?:thuộc|của|ở|-)\s|\s", re.IGNORECASE)
_BESIDE = re.compile(r"\s?,\s?|\s(?:và|với)\s", re.IGNORECASE)
# A name behind these is a street's, a company's or a hotel's: "đường Thống Nhất", "Khách sạn Sông Cầu".
_NO_UNIT = re.compile(rf"(?<!\w)(?<!thành )(?:{any_of(table('names')['not_places'])})\s+$", re.IGNORECASE)
_LONGEST_WORD = 24
_RANK = {"xã": 0, "huyện": 1, "tỉnh": 2}


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in an article. Offsets are those of the clean text.

    `word` is its level word, that of its kind where the name stands alone (`bare`); `above` are the units that are
    said beside it as those it lies in, (name, level), the nearest first; `title` tells that a headline names it.
    """

    name: str
    word: str
    level: str
    begin: int
    end: int
    bare: bool = False
    title: bool = False
    above: tuple[tuple[str, str], ...] = ()


def find_mentions(sentence: Sentence, *, title: bool = False) -> list[Mention]:
    """Return the units that a sentence names, in order: with a level word, by a body, or by a name alone."""
    text = sentence.text
    # the embassy of a central body is in no unit ("BHXH Việt Nam Pháp"), so only the levels of units count
    units = [unit for unit in (*find_units(text), *find_bodies(text)) if unit.name and unit.level in _RANK]
    found = [(unit, False) for unit in units] + [(unit, True) for unit in _bare_units(text, units)]
    found.sort(key=lambda one: (one[0].begin, one[0].end))
    above = _above(text, [unit for unit, _ in found])
    at = sentence.begin
    return [
        Mention(unit.name, unit.word, unit.level, at + unit.begin, at + unit.end, bare, title, higher)
        for (unit, bare), higher in zip(found, above, strict=True)
    ]


def _bare_units(text: str, worded: Iterable[Unit]) -> Iterator[Unit]:
    """Yield gazetteer names that stand alone as a whole capitalised phrase (`Bù Gia Mập tổng kết …`).

    A name that is read with its level word is another unit where the levels differ: `phường Yên Bái` is no province.
    """
    levels = {unit.end: unit.level for unit in worded}
    pos = 0
    while match := CAPITALISED.search(text, pos):
        begin = match.start()
        run = capitalised_run(text, begin, 8)
        pos = run[-1][1] if run else match.end()
        known = known_prefix(text, begin) if len(run) > 1 else None
        if known is None or known[1] < pos or text[:begin].endswith(("'", '"')):
            continue
        unit, end = known
        if levels.get(end, unit.level) == unit.level and not _NO_UNIT.search(
            text, max(0, begin - _LONGEST_WORD), begin
        ):
            yield Unit(unit.name, gazetteer.kinds()[unit.kind].word, str(unit.level), begin, end)


def _above(text: str, units: list[Unit]) -> list[tuple[tuple[str, str], ...]]:
    """Return for each unit those that are said to be above it; read from the last one on, as chains go on."""
    above: list[tuple[tuple[str, str], ...]] = []
    after: Unit | None = None
    for unit in reversed(units):
        found: tuple[tuple[str, str], ...] = ()
        if after is not None and after.begin >= unit.end:
            between = text[unit.end : after.begin]
            rank, next_rank = _RANK.get(unit.level, -1), _RANK.get(after.level, -1)
            if rank < next_rank and _LIES_IN.fullmatch(between):
                found = ((after.name, after.level), *above[-1])
            elif rank == next_rank and _BESIDE.fullmatch(between):
                found = above[-1]
        if after is not None and after.begin < unit.end and unit.end == after.end:
            found = above[-1]  # the same words, with the level word and without
        above.append(found)
        after = unit
    return above[::-1]


_COMES = re.compile(r"\s?[,(]\s?")


def behind_above(text: str, pos: int) -> int:
    """Return the position behind the units above one that ends at `pos`: `, tỉnh Kiên Giang`, ` (Kiên Giang)`."""
    while comes := _COMES.match(text, pos):
        level = read_level(text, comes.end())
        if level is not None:
            named = read_name(text, skip(text, level[1]), level[0])
            end = named[1] if named else -1
        else:
            known = known_prefix(text, comes.end())
            end = known[1] if known else -1
        if end < 0:
            break
        pos = end + 1 if "(" in comes.group() and text[end : end + 1] == ")" else end
    return pos
