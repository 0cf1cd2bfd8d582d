"""Units that an article never names: `Bí thư Huyện ủy` of which district?

An article of a local paper often speaks of `huyện` alone. That unit is the article's own thing, unless other articles
tell: where they give two of its officials the same offices of a named unit, or one of them in the province that the
article names, it is that unit; where two articles that name none share two officials, their units are one. One sign
alone leaves it `unsure`.

What is decided of a unit depends on the office statements with the names of its officials only, not on how persons
are linked, so the order of steps is fixed and nothing goes round in circles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from canbo.graph.iris import Iris, slug
from canbo.graph.keys import name_key, search_key
from canbo.graph.linking.bodies import article_slug, place_unit
from canbo.graph.linking.judgements import NO_DOCUMENT, Judgements, Reference
from canbo.graph.linking.links import UNITS, possible
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.score import Part, Score, Verdict
from canbo.graph.linking.tenures import holder_key
from canbo.graph.linking.times import years_apart
from canbo.graph.namespaces import term
from canbo.graph.rows import ArticleRow, OfficeRow, Reader, Row
from canbo.graph.scopes import scope_of
from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import Level

FOLDER = "unnamed-unit"
_LEVELS = (Level.DISTRICT, Level.COMMUNE)
_YEARS = 6  # offices that are further apart say nothing of one another: terms have five years
_SURE = 0.85
_Sign = tuple[str, bool]  # name, whether the role is the same, too
# Finds the statements (their IRIs) that have a key of `keys`.
Find = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, order=True)
class UnnamedUnit:
    """The unit of a level that an article speaks of without a name."""

    article: str
    level: Level


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an unnamed unit may be: a place, or the unnamed unit of another article, and the signs for it."""

    place: str
    unit: UnnamedUnit | None
    score: Score
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a set of unnamed units is: a place, or the unit of the first of their articles."""

    members: tuple[UnnamedUnit, ...]
    near: tuple[UnnamedUnit, ...]  # all that hang together by signs, also where these contradict one another
    place: str
    candidates: tuple[tuple[UnnamedUnit, Candidate], ...]


def level_of(row: Row) -> Level | None:
    """Return the level of the unit that a statement leaves unnamed, or None where it is named or of no unit."""
    if not row.unnamed:
        return None
    return next((level for level in scope_of(getattr(row, "body", "")).levels if level in _LEVELS), None)


def keys(row: Row) -> tuple[str, ...]:
    """Return what office statements are found by: name and body, and the name alone where the unit has none."""
    if not isinstance(row, OfficeRow):
        return ()
    open_ = (f"unnamed|{search_key(row.person)}",) if level_of(row) is not None else ()
    return (holder_key(row.person, row.body), *open_)


class UnnamedUnits:
    """The unnamed units of all articles, resolved when asked for."""

    def __init__(self, reader: Reader, iris: Iris, find: Find, judgements: Judgements) -> None:
        self._reader = reader
        self._iris = iris
        self._find = find
        self._judgements = judgements
        self._candidates: dict[UnnamedUnit, tuple[Candidate, ...]] = {}
        self._resolved: dict[UnnamedUnit, Resolved] = {}
        self._named_provinces: dict[str, set[str]] = {}

    def resolved(self, row: Row) -> Row:
        """Return a statement with its unit resolved: with a place, or with the article whose unit it is."""
        level = level_of(row)
        if level is None:
            return row
        found = self.of(UnnamedUnit(row.article.iri, level))
        if found.place:
            return replace(row, place=found.place, unnamed=False)
        return replace(row, scope=found.members[0].article)

    def of_article(self, article: str) -> list[UnnamedUnit]:
        """Return the units that an article leaves unnamed."""
        levels = {level_of(row) for row in self._reader.offices(article)}
        return [UnnamedUnit(article, level) for level in _LEVELS if level in levels]

    def sharing(self, keys: Iterable[str]) -> set[UnnamedUnit]:
        """Return the units of which an official is found by one of these keys of holders, with all that hang on them.

        What a unit may be depends on the statements with the name and body of one of its officials, and no others.
        """
        found: set[UnnamedUnit] = set()
        iris: set[str] = set()
        for key in sorted(set(keys)):
            unnamed = self._find(f"unnamed|{key.split('|')[1]}")
            if unnamed:
                iris |= set(unnamed).intersection(self._find(key))
        self._reader.fetch(iris)
        for iri in sorted(iris):
            row = self._reader.row(iri)
            level = level_of(row) if isinstance(row, OfficeRow) else None
            if row is not None and level is not None:
                found.update(self.of(UnnamedUnit(row.article.iri, level)).near)
        return found

    def of(self, unit: UnnamedUnit) -> Resolved:
        """Return what a unit is, with all that are the same."""
        if unit not in self._resolved:
            found = self._resolve(unit)
            for member in found.members:
                self._resolved[member] = found
        return self._resolved[unit]

    def _resolve(self, unit: UnnamedUnit) -> Resolved:
        members, waiting = {unit}, [unit]
        while waiting:
            for one in self.candidates(waiting.pop()):
                if one.unit is not None and one.score.verdict is Verdict.SAME and one.unit not in members:
                    members.add(one.unit)
                    waiting.append(one.unit)
        ordered = tuple(sorted(members))
        all_ = tuple((member, one) for member in ordered for one in self.candidates(member))
        places = {one.place for _, one in all_ if one.place and one.score.verdict is Verdict.SAME}
        if len(places) > 1:  # the signs contradict one another: the units stay what they are, each its article's
            return Resolved((unit,), ordered, "", tuple((member, one) for member, one in all_ if member == unit))
        return Resolved(ordered, ordered, next(iter(places), ""), all_)

    def candidates(self, unit: UnnamedUnit) -> tuple[Candidate, ...]:
        """Return what a unit may be, in a fixed order."""
        if unit not in self._candidates:
            self._candidates[unit] = tuple(self._found(unit))
        return self._candidates[unit]

    def _found(self, unit: UnnamedUnit) -> Iterator[Candidate]:
        signs: dict[tuple[str, UnnamedUnit | None], dict[_Sign, set[str]]] = defaultdict(lambda: defaultdict(set))
        own = [row for row in self._reader.offices(unit.article) if level_of(row) == unit.level]
        near = {row.iri: self._find(holder_key(row.person, row.body)) for row in own}
        self._reader.fetch(iri for iris in near.values() for iri in iris)
        for row in own:
            for other in self._alike(row, unit, near[row.iri]):
                target = UnnamedUnit(other.article.iri, unit.level) if other.unnamed else None
                sign = name_key(row.person), _same_role(row, other)
                signs["" if target else other.place, target][sign] |= {row.iri, other.iri}
        judged = {(place, target): verdict for place, target, verdict in self._judged(unit)}
        for place, target in sorted({*signs, *judged}, key=lambda one: (one[0], one[1] or unit)):
            score = self._score(unit, place, target, signs[place, target], judged.get((place, target)))
            if score.verdict is not None:
                sources = {iri for iris in signs[place, target].values() for iri in iris}
                if not sources:  # judged, without a sign
                    units = [unit] if target is None else [unit, target]
                    sources = {self._own(one)[0] for one in units}
                yield Candidate(place, target, score, tuple(sorted(sources)))

    def _alike(self, row: OfficeRow, unit: UnnamedUnit, near: Iterable[str]) -> Iterator[OfficeRow]:
        """Yield the offices in other articles with the name and body of `row`, in a unit that may be this one."""
        for iri in near:
            other = self._reader.row(iri)
            if not isinstance(other, OfficeRow) or other.article == row.article:
                continue
            if _holder(other) != _holder(row) or not _near_in_time(other.article, row.article):
                continue
            at_level = place_unit(other.place, self._iris) if other.place else None
            if level_of(other) == unit.level or (at_level is not None and at_level.level is unit.level):
                yield other

    def _score(
        self, unit: UnnamedUnit, place: str, other: UnnamedUnit | None, signs: dict[_Sign, set[str]],
        judged: Verdict | None,
    ) -> Score:  # fmt: skip
        # One sign for each official: who is secretary and chairman in both articles is one coincidence, not two.
        best = {name: max(same for other_name, same in signs if other_name == name) for name, _ in signs}
        parts = [
            Part("same-office" if same else "same-body", name, 0.45 if same else 0.3)
            for name, same in sorted(best.items())
        ]
        if judged is not None:
            verdict = None if judged is Verdict.NOT_SAME else judged
            return Score(1.0 if verdict else 0.0, verdict, (Part("judgement", judged.value, 1.0),))
        own, theirs = self._provinces(unit.article), self._provinces_of(place, other, unit)
        if own and theirs and not own & theirs:
            return Score(0.0, None, (*parts, Part("other-province", "", -1.0)))
        if own & theirs:
            parts.append(Part("same-province", ", ".join(sorted(own & theirs)), 0.45))
        value = min(0.99, sum(part.weight for part in parts))
        enough = value >= _SURE and len(parts) > 1
        return Score(value, Verdict.SAME if enough else Verdict.UNSURE if parts else None, tuple(parts))

    def _judged(self, unit: UnnamedUnit) -> Iterator[tuple[str, UnnamedUnit | None, Verdict]]:
        if not self._judgements:
            return
        own = Reference("place", self._reader.article(unit.article).name, unit.level.value)
        for one in self._judgements.of(own.key):
            far = one.other if one.one.key == own.key else one.one
            if far.document == NO_DOCUMENT:
                yield f"{self._iris.base}place/{far.words}", None, one.verdict
            elif far.words in set(Level):
                other = UnnamedUnit(self._iris.article(far.document), Level(far.words))
                if other in self.of_article(other.article):
                    yield "", other, one.verdict

    def _provinces_of(self, place: str, other: UnnamedUnit | None, unit: UnnamedUnit) -> set[str]:
        if other is not None:
            return self._provinces(other.article)
        found = place_unit(place, self._iris)
        on = self._reader.article(unit.article).as_of
        home = gazetteer.province_of(found, on) if found is not None else None
        return {home.name} if home is not None else set()

    def _provinces(self, article: str) -> set[str]:
        """Return the name of the province that an article names, none where it names several."""
        if article not in self._named_provinces:
            self._named_provinces[article] = self._find_provinces(article)
        return self._named_provinces[article]

    def _find_provinces(self, article: str) -> set[str]:
        about = self._reader.article(article)
        named = {row.place for row in self._reader.offices(article)} | {about.about}
        found = set()
        for iri in named - {""}:
            unit = place_unit(iri, self._iris)
            home = gazetteer.province_of(unit, about.as_of) if unit is not None else None
            if home is not None:
                found.add(home.name)
        return found if len(found) == 1 else set()

    def _own(self, unit: UnnamedUnit) -> list[str]:
        return [row.iri for row in self._reader.offices(unit.article) if level_of(row) == unit.level]

    def quads(self, unit: UnnamedUnit) -> Iterator[ox.Quad]:
        """Yield the description of an unnamed unit: what it is, or may be, and why."""
        found = self.of(unit)
        article = self._reader.article(unit.article)
        node = self.node(unit)
        own = self._own(unit)
        label = f"{unit.level.value} không nêu tên, bài {article.name}"
        yield from Described(node, "UnnamedUnit", label, own, searched=False).quads()
        for key in {key for iri in own if (row := self._reader.row(iri)) is not None for key in keys(row)[1:]}:
            yield ox.Quad(node, term("linkKey"), ox.Literal(key))
        if found.place:
            yield ox.Quad(node, term("resolvedTo"), ox.NamedNode(found.place))
        elif found.members[0] != unit:
            yield ox.Quad(node, term("resolvedTo"), self.node(found.members[0]))
        for member, one in found.candidates:
            if member == unit:
                other = ox.NamedNode(one.place) if one.place else self.node(one.unit or unit)
                settled = found.place == one.place if one.place else one.unit in found.members
                if one.score.verdict is Verdict.SAME and settled:
                    for part in one.score.parts:
                        yield ox.Quad(node, term("because"), ox.Literal(str(part)))
                else:  # said from both sides alike, so that either one can be built again alone
                    yield from possible(self._iris, UNITS, node, other, one.score, one.sources)

    def node(self, unit: UnnamedUnit) -> ox.NamedNode:
        """Return the node of an unnamed unit."""
        return self._iris.entity(FOLDER, f"{slug(unit.level.value)}-{article_slug(unit.article)}")


def _holder(row: OfficeRow) -> tuple[str, str]:
    return name_key(row.person), slug(row.body)


def _same_role(one: OfficeRow, other: OfficeRow) -> bool:
    return slug(one.role_name) == slug(other.role_name)


def _near_in_time(one: ArticleRow, other: ArticleRow) -> bool:
    return not (one.as_of and other.as_of) or years_apart(one.as_of, other.as_of) <= _YEARS
