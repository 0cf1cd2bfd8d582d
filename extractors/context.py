"""What the article as a whole says: its main place, its date and the year it speaks of.

Every unit named in the article votes for itself, more in the title and the opening; the level that the article is
about is the one whose unit has most votes, level words alone (`toàn huyện`, `Huyện ủy`) included. A level that no
vote fixes stays unknown: the article's `huyện` is then an unnamed district.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from canbo.extractors.document import Document, Kind
from canbo.extractors.mentions import Mention, find_mentions
from canbo.extractors.triggers import Trigger
from canbo.extractors.units import LEVELS
from canbo.ontology import gazetteer

_TITLE_WEIGHT = 4
_LEAD_WEIGHT = 3


@dataclass(frozen=True)
class Context:
    """Article-level reading that every fact table uses.

    `places` gives the article's own unit of each level: `"tỉnh"` (province or central city), `"huyện"` (any unit
    of the district level) and `"xã"` (any unit of the commune level); a level that the article does not fix is
    missing. `level` is the level of the unit that the article is about, `""` where it is about none; `word` is
    its level word (`thị xã`). `city` is the unit that `thành phố` and `Thành ủy` mean here. `published` is the
    ISO date of the page or `""`; `year` the year the article speaks from, where known. `mentions` are all units named.
    """

    document: Document
    places: dict[str, str] = field(default_factory=dict)
    level: str = ""
    published: str = ""
    year: int | None = None
    word: str = ""
    city: str = ""
    mentions: tuple[Mention, ...] = ()

    @property
    def place(self) -> str:
        """Return the name of the unit that the article is about, without its type word, or an empty string."""
        return self.places.get(self.level, "")


# A level word that names no unit but says what the article is about: "toàn huyện", "của xã", "huyện nhà"
_WORDS = r"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)"
_GENERIC = Trigger(
    rf"(?:(?:toàn|của|trên địa bàn|ubnd|hđnd|đảng bộ|đảng ủy|mttq|công an)\s{_WORDS}\b(?!\s+hội)"
    r"|(tỉnh|thành|huyện|thị|quận) ủy\b)"
)
_OF_COMMITTEE = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "thị": "thị xã", "quận": "quận"}

_Votes = Counter[tuple[str, str, str]]


def read_context(
    document: Document, published: str = "", year: int | None = None, on: str = "", source: str = ""
) -> Context:
    """Return the context of an article; `published`, `year` and the date `on` which it speaks come from its dates,
    `source` is the province of its newspaper."""
    votes, mentions = _votes(document)
    generic = _generic(document)
    places = _places(votes, on or published or str(year or ""), source)
    weight: Counter[str] = Counter()
    for (level, name, _), count in votes.items():
        if places.get(level) == name:
            weight[level] += 2 * count  # a unit that is named weighs twice as much as a level word alone
    for word, count in generic.items():
        level = "huyện" if word == "thành phố" and places.get("huyện") and not _is_city(places) else _level(word)
        weight[level] += count
    level = max(sorted(weight), key=lambda lv: weight[lv]) if weight else ""
    word, city = _word(level, places, votes, generic), _city(places, votes)
    return Context(document, places, level, published, year, word, city, mentions)


def _votes(document: Document) -> tuple[_Votes, tuple[Mention, ...]]:
    """Return the votes for units, and all mentions that they come from."""
    votes: _Votes = Counter()
    mentions: list[Mention] = []
    blocks: dict[tuple[str, str], set[int]] = {}
    lead = next((s.block for s in document.body if s.kind is Kind.PROSE), 0)
    for sentence in document.sentences:
        if sentence.kind is Kind.DEBRIS and sentence.block > lead:
            continue  # links to other articles; before the opening a portal names itself
        title = sentence.kind is Kind.HEADING and sentence.block < lead
        weight = (
            _TITLE_WEIGHT
            if title
            else _LEAD_WEIGHT
            if sentence.block == lead and sentence.kind is not Kind.DEBRIS
            else 1
        )
        found = find_mentions(sentence, title=title)
        for one in found:
            votes[one.level, one.name, one.word] += weight
            blocks.setdefault((one.level, one.name), set()).add(sentence.block)
        mentions += found
    return _without_asides(votes, blocks, lead), tuple(mentions)


def _without_asides(votes: _Votes, blocks: dict[tuple[str, str], set[int]], lead: int) -> _Votes:
    """Leave one vote to units that one later paragraph speaks of, where another of their level is named before.

    A paragraph about another district names it again and again, the article's own is `huyện` for most of its text.
    """
    first: dict[str, int] = {}
    for (level, _), places in blocks.items():
        if len(places) > 1 or min(places) <= lead:
            first[level] = min(first.get(level, min(places)), *places)
    kept: _Votes = Counter()
    for (level, name, word), count in votes.items():
        places = blocks[level, name]
        aside = len(places) == 1 and min(places) > max(lead, first.get(level, min(places)))
        kept[level, name, word] = 1 if aside else count
    return kept


def _generic(document: Document) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence in document.body:
        for match in _GENERIC.finditer(sentence.text):
            word = match.group(1)
            counts[word.lower() if word else _OF_COMMITTEE[match.group(2).lower()]] += 1
    return counts


def _places(votes: _Votes, on: str, source: str) -> dict[str, str]:
    """Return the unit of each level with most votes; they must agree with the gazetteer as of `on`."""
    by_level: dict[str, Counter[str]] = {}
    for (level, name, _), count in votes.items():
        by_level.setdefault(level, Counter())[name] += count
    places = {level: _first(counts) for level, counts in by_level.items()}
    district, province = places.get("huyện"), places.get("tỉnh")
    of_source = _province_then(source, on)
    if district is None:
        return places if province else of_source | places | _above_commune(places.get("xã", ""), on)
    words = {word for level, name, word in votes if (level, name) == ("huyện", district)}
    homes = _homes(district, province, on, words)
    if len(set(homes)) == 1:
        stated = by_level.get("tỉnh", Counter())
        # a province that is named far more often than the district is the article's own, wherever the district is
        if province is None or homes[0] in stated or stated[province] <= by_level["huyện"][district]:
            places["tỉnh"] = homes[0] if province is None or homes[0] in stated or province not in homes else province
    elif homes and province not in homes:
        named = [name for name in by_level.get("tỉnh", Counter()) if name in homes]
        if len(named) == 1:
            places["tỉnh"] = named[0]
        elif not named and of_source.get("tỉnh") in homes:
            places |= of_source  # "(Báo Kiên Giang) - Huyện ủy Châu Thành …"
    return places


def _province_then(source: str, on: str) -> dict[str, str]:
    """Return the province of the newspaper as of `on`: Thái Nguyên for that of Bắc Kạn since July 2025."""
    units = gazetteer.find(source, level="tỉnh") if source else []
    then = {home.name for unit in units if (home := gazetteer.province_of(unit, on)) is not None}
    return {"tỉnh": then.pop()} if len(then) == 1 else {}


def _homes(district: str, province: str | None, on: str, words: set[str]) -> list[str]:
    """Return the provinces in which units called `district` were, or their areas are, as of `on`.

    Units of the kind that one of `words` says come alone: a `thành phố Hòa Bình` is not the huyện of another province.
    """
    found = gazetteer.find(district, level="huyện")
    kinds = {kind.id for kind in gazetteer.kinds().values() if kind.word in words}
    units = [unit for unit in found if {unit.kind, unit.former} & kinds] or found
    own = [home.name for unit in units if (home := gazetteer.province_of(unit)) is not None]
    if province in own:
        return own  # "huyện Ngân Sơn, tỉnh Bắc Kạn" may be said after the reform, too
    return [home.name for unit in units if (home := gazetteer.province_of(unit, on)) is not None]


def _above_commune(commune: str, on: str) -> dict[str, str]:
    """Return the province of the article's commune since the reform, when no district stands between them."""
    if not commune or not on or on < gazetteer.REFORM[: len(on)]:
        return {}
    units = gazetteer.find(commune, level="xã", on=on)
    homes = {home.name for unit in units if (home := gazetteer.province_of(unit)) is not None}
    return {"tỉnh": homes.pop()} if len(homes) == 1 and all(unit.reformed for unit in units) else {}


def _first(counts: Counter[str]) -> str:
    """Return what was counted most often; of equals what the article says first."""
    return max(counts, key=lambda name: counts[name])


def _level(word: str) -> str:
    return "tỉnh" if word == "thành phố" else LEVELS.get(word, "")


def _is_city(places: dict[str, str]) -> bool:
    return any(u.kind == "thanh-pho-trung-uong" for u in gazetteer.find(places.get("tỉnh", ""), level="tỉnh"))


def _city(places: dict[str, str], votes: _Votes) -> str:
    district = places.get("huyện", "")
    if any(word == "thành phố" and name == district for _, name, word in votes):
        return district
    return places.get("tỉnh", "") if _is_city(places) else ""


def _word(level: str, places: dict[str, str], votes: _Votes, generic: Counter[str]) -> str:
    """Return the level word of the article's own unit: as named, else as most often said."""
    said: Counter[str] = Counter()
    for (lv, name, word), count in votes.items():
        if lv == level and name == places.get(level):
            said[word] += count
    if not said:
        said.update({word: n for word, n in generic.items() if _level(word) == level})
    return _first(said) if said else ""
