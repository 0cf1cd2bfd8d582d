"""From the name of a place in an article to its node: a unit of the gazetteer, a node of the article, or open.

A name is looked up at the level that the words beside it tell, among the units that were valid when the article
speaks; where none was, among those until the reform of July 2025 (`nguyên Bí thư Huyện ủy Ngân Sơn` in 2026). Where
several units share it, what the article says of where it is decides (`nearness.py`); where that does not, the meaning
stays open, and the statement keeps the name and the units that it may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from canbo.extractors.article import Article
from canbo.extractors.mentions import Mention
from canbo.extractors.statements import Evidence, Figure, Meeting, Office, Span
from canbo.graph.iris import Iris, local_names
from canbo.graph.keys import name_key, search_key, sort_key
from canbo.graph.nearness import ELSEWHERE, Near, decide
from canbo.graph.resolution import Reason, Resolution
from canbo.graph.scopes import NOWHERE, Scope, scope_before, scope_of
from canbo.graph.triples import TYPE, Triple, quoted, word
from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import Level, Unit

_MAIN = (Level.PROVINCE, Level.DISTRICT)
_Above = tuple[tuple[str, str], ...]


class Places:
    """The places of one article."""

    def __init__(self, article: Article, iris: Iris) -> None:
        self._article = article
        self._iris = iris
        self._found: dict[tuple[str, Scope, bool, frozenset[_Above]], Resolution] = {}
        self._said: dict[tuple[str, tuple[Level, ...]], list[tuple[Span, _Above]]] = {}
        self._scoped: dict[str, ox.NamedNode] = {}

    @property
    def about(self) -> ox.NamedNode | None:
        """Return the node of the unit that the article is about, or None where that is not known or open."""
        return self.node(self.own) if self.own is not None else None

    @cached_property
    def own(self) -> Resolution | None:
        """Return what the article's own place means, or None where it has none."""
        article = self._article
        if not article.place:
            return None
        scope = Scope((Level(article.level),)) if article.level else NOWHERE
        found = self._at_level(article.place, scope.levels[0]) if article.level else []
        found = found or self._candidates(article.place, scope)
        return self._choose(article.place, scope, found, self._above_anywhere(article.place, scope), self._bodies)

    def resolve(self, name: str, scope: Scope = NOWHERE, evidence: Evidence | None = None) -> Resolution:
        """Return what the place called `name` means.

        `scope` is that of the body the place belongs to; without one, a type word before the name in the sentence of
        `evidence` tells the level. Without a name the place is not stated.
        """
        if not name:
            return Resolution("", None, (), Reason.NOT_STATED)
        own = False
        if not scope.levels:
            sentence = self._article.document.quote(evidence.sentence) if evidence else ""
            told = scope_before(sentence, name)
            own = not told and self._is_own(name)
            scope = told or (Scope((Level(self._article.level),)) if own else NOWHERE)
        above = self._above(name, scope, evidence)
        key = (name, scope, own, above)
        if key not in self._found:
            bodies = self._bodies if self._is_own(name) else self._near
            found = self._choose(name, scope, self._candidates(name, scope), above, bodies)
            if own and found.reason is Reason.TYPE_WORD:
                found = replace(found, reason=Reason.OWN_UNIT)
            self._found[key] = found
        return self._found[key]

    def node(self, resolution: Resolution) -> ox.NamedNode | None:
        """Return the node of a place, or None where it is open or not stated."""
        if resolution.unit is not None:
            return self._iris.place(resolution.unit)
        if resolution.reason is not Reason.UNKNOWN:
            return None
        name = resolution.name
        if name not in self._scoped:
            self._scoped[name] = ox.NamedNode(
                f"{self._iris.article(self._article.document.name)}/place/{self._local[name_key(name)]}"
            )
        return self._scoped[name]

    def triples(self) -> Iterator[Triple]:
        """Yield the description of the places that exist in this article only."""
        for name, node in self._scoped.items():
            yield str(node), TYPE, word("schema:AdministrativeArea")
            label = str(ox.Literal(name, language="vi"))
            yield str(node), word("rdfs:label"), label
            yield str(node), word("skos:prefLabel"), label
            yield str(node), word("searchKey"), quoted(search_key(name))
            yield str(node), word("sortKey"), quoted(sort_key(name))

    # ---- Looking up -------------------------------------------------------------------------------------------------

    def _choose(
        self, name: str, scope: Scope, found: list[Unit], above: frozenset[_Above], bodies: list[Unit]
    ) -> Resolution:
        beside = self._beside(above)
        if not found or (beside and all(beside.rank(unit) == ELSEWHERE for unit in found)):
            # "xã Tân Tiến, huyện Bạch Thông" was merged before any edition: those of other provinces are not meant
            return Resolution(name, None, (), Reason.UNKNOWN)
        if len(found) == 1:
            return Resolution(name, found[0], tuple(found), *self._why_one(name, found[0]))
        if beside and beside.districts and not any(beside.rank(unit) == 0 for unit in found):
            return _open(name, [unit for unit in found if beside.rank(unit) != ELSEWHERE], [beside])
        reason, detail = Reason.SEVERAL, ""
        if not scope.levels and any(unit.level is Level.PROVINCE for unit in found):
            # "Bắc Kạn" without a type word is the province, not its town.
            found, reason = [unit for unit in found if unit.level is Level.PROVINCE], Reason.PROVINCE_FIRST
        told = [Near(Reason.OFFICE, tuple(bodies), self._on), *self._told]
        evidence = [beside, *told] if beside else told
        left, why, by = decide(found, evidence)
        if len(left) < len(found):
            found, reason, detail = left, why, by
        existed = [unit for unit in found if self._existed(unit)]
        if len(found) > 1 and len(existed) == 1:
            found, reason, detail = existed, Reason.DATE, self._on
        if len(found) == 1:
            return Resolution(name, found[0], tuple(found), reason, detail)
        return _open(name, existed or found, [*evidence, self._passing])

    def _why_one(self, name: str, unit: Unit) -> tuple[Reason, str]:
        """Return why a name that was looked up at the level its words tell is this unit, and its kind or the date."""
        if unit.reformed and _at(name, (unit.level,), ""):
            return Reason.DATE, self._on  # a unit of before July 2025 has the name, too
        on = self._on if self._on and unit.valid(self._on) else ""
        namesakes = any(other != unit for other in _at(name, _MAIN, on))
        return Reason.TYPE_WORD if namesakes else Reason.ONLY_UNIT, unit.kind

    def _existed(self, unit: Unit) -> bool:
        """Tell whether a unit existed when the article speaks, or on the eve of the reform where that is not known.

        Of names under one code only the first that was valid then: until 2025 there was no city of the rank of Huế.
        """
        if not self._on:
            return unit.until == gazetteer.REFORM
        same = gazetteer.by_code(unit.code, unit.level, reformed=unit.reformed)
        return unit.valid(self._on) and not any(one.until < unit.until and one.valid(self._on) for one in same)

    def _candidates(self, name: str, scope: Scope) -> list[Unit]:
        of_other_kind: list[Unit] = []
        for on in dict.fromkeys((self._on, "")):
            found = _at(name, scope.levels, on)
            if not found and not scope.kinds:
                # No type word says the level, or only a head that other levels have too ("Phòng … Sở Xây dựng").
                found = _at(name, _MAIN, on) or _at(name, (Level.COMMUNE,), on)
            of_kind = [unit for unit in found if unit.kind in scope.kinds or unit.former in scope.kinds]
            if of_kind or (found and not scope.kinds):
                return of_kind or found
            of_other_kind = of_other_kind or found  # "thành phố Thái Nguyên" in 2026 is not the province
        return of_other_kind

    # ---- What the article says of where a place is ------------------------------------------------------------------

    def _above(self, name: str, scope: Scope, evidence: Evidence | None) -> frozenset[_Above]:
        """Return the units said to be above this one: in the words of the statement, its sentence, or anywhere."""
        called = self._called(name, scope)
        for span in (evidence.words, evidence.sentence) if evidence and called else ():
            found = frozenset(above for at, above in called if span.begin <= at.begin and at.end <= span.end)
            if found:
                return found
        return frozenset(above for _, above in called)

    def _above_anywhere(self, name: str, scope: Scope) -> frozenset[_Above]:
        return frozenset(above for _, above in self._called(name, scope))

    def _called(self, name: str, scope: Scope) -> list[tuple[Span, _Above]]:
        """Return where the article says what is above a unit of this name and level, and what it says there."""
        key = name, scope.levels
        if key not in self._said:
            span = self._article.document.span
            mentions = self._mentions.get(name_key(name), ())
            at_level = (m for m in mentions if m.above and (not scope.levels or m.level in scope.levels))
            self._said[key] = [(span(m.begin, m.end), m.above) for m in at_level]
        return self._said[key]

    def _beside(self, above: Iterable[_Above]) -> Near | None:
        """Return the units named right behind the name: of `xã X, huyện Y, tỉnh Z` the Y that is in Z, and Z."""
        units: list[Unit] = []
        for chain in sorted(above):
            higher: list[Unit] = []
            for name, level in reversed(chain):
                found = self._at_level(name, Level(level))
                higher += decide(found, [Near(Reason.IN_PROVINCE, tuple(higher), self._on)])[0]
            units += higher
        return Near(Reason.IN_PROVINCE, tuple(units), self._on) if units else None

    def _at_level(self, name: str, level: Level) -> list[Unit]:
        """Return the units of a name and level that were valid when the article speaks, else those of before."""
        return _at(name, (level,), self._on) or _at(name, (level,), "")

    @cached_property
    def _told(self) -> tuple[Near, ...]:
        """Return what headline, dateline, newspaper and the rest of the article say."""
        clues = self._article.clues
        line = clues.dateline
        source = self._at_level(clues.source, Level.PROVINCE) if clues.source else []
        return (
            Near(Reason.TITLE, self._beyond_doubt(m for m in clues.mentions if m.title), self._on),
            Near(Reason.DATELINE, self._beyond_doubt([line] if line else []), self._on),
            Near(Reason.SOURCE, tuple(source), self._on),
            Near(Reason.BODY, self._beyond_doubt(clues.mentions, least=2), self._on),
        )

    @cached_property
    def _passing(self) -> Near:
        """Return the units named at least once: too little to decide, enough to say which candidates are near."""
        return Near(Reason.BODY, self._beyond_doubt(self._article.clues.mentions), self._on)

    def _beyond_doubt(self, mentions: Iterable[Mention], least: int = 1) -> tuple[Unit, ...]:
        """Return the provinces and districts that `least` of these mentions name where only one has the name."""
        places = dict.fromkeys((m.name, Level(m.level), m.end) for m in mentions if m.level in _MAIN)
        times = Counter((name, level) for name, level, _ in places)
        units = (self._at_level(name, level) for (name, level), count in times.items() if count >= least)
        return tuple(found[0] for found in units if len(found) == 1)

    @cached_property
    def _near(self) -> list[Unit]:
        """Return the article's own unit and those of its bodies."""
        own = self.own.unit if self.own is not None else None
        return [*([own] if own is not None else []), *self._bodies]

    @cached_property
    def _bodies(self) -> list[Unit]:
        """Return the units that the article's offices and meetings name beyond doubt."""
        named = []
        for statement in self._article.statements:
            if isinstance(statement, Office | Meeting) and statement.place:
                scope = scope_of(statement.body)
                if set(scope.levels) <= set(_MAIN) and scope.levels:
                    named.append((statement.place, scope))
        units = (self._candidates(name, scope) for name, scope in dict.fromkeys(named))
        return [found[0] for found in units if len(found) == 1]

    def _is_own(self, name: str) -> bool:
        article = self._article
        return bool(article.level) and name_key(name) == name_key(article.place)

    @cached_property
    def _on(self) -> str:
        """Return when the article speaks; of a year (2025 has two editions) the day that its page or opening tells."""
        as_of = self._article.as_of
        days = (self._article.metadata.published, self._article.clues.spoken_on)
        return next((day for day in days if as_of and day.startswith(as_of)), as_of)

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for mention in self._article.clues.mentions:
            found.setdefault(name_key(mention.name), []).append(mention)
        return found

    @cached_property
    def _local(self) -> dict[str, str]:
        """Return the local name for each name of a place in the article, by its key."""
        told = (s.place for s in self._article.statements if isinstance(s, Office | Meeting | Figure))
        names = {self._article.place, *told} - {""}
        return local_names({name_key(name): name for name in sorted(names)})


def _open(name: str, found: list[Unit], evidence: list[Near]) -> Resolution:
    """Return the resolution of a name that may be several units, the nearest first."""
    ordered = sorted(found, key=lambda unit: (*(near.rank(unit) for near in evidence), unit.reformed, unit.code))
    return Resolution(name, None, tuple(ordered), Reason.SEVERAL, str(len(ordered)))


def _at(name: str, levels: tuple[Level, ...], on: str) -> list[Unit]:
    return [unit for level in levels for unit in gazetteer.find(name, level, on=on)]
