"""From the name of a place in an article to its node: a unit of the gazetteer, a node of the article, or open.

A name is looked up at the level that the words beside it tell, among the units that were valid when the article
speaks; where none was, among those until the reform of July 2025 (`nguyên Bí thư Huyện ủy Ngân Sơn` in 2026). Where
several units share it, the one in the province (for communes: the district) that the article speaks of is taken;
where that does not decide, the meaning stays open, and the statement keeps the name alone.
"""

from __future__ import annotations

import re
from functools import cached_property

import pyoxigraph as ox

from canbo.extractors.article import Article
from canbo.extractors.statements import Figure, Meeting, Office
from canbo.graph.iris import Iris, local_names
from canbo.graph.keys import name_key, search_key, sort_key
from canbo.graph.namespaces import LABEL, TYPE, term
from canbo.graph.scopes import NOWHERE, Scope, scope_of
from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import Level, Unit

_MAIN = (Level.PROVINCE, Level.DISTRICT)


class Places:
    """The places of one article."""

    def __init__(self, article: Article, iris: Iris) -> None:
        self._article = article
        self._iris = iris
        self._found: dict[tuple[str, Scope], ox.NamedNode | None] = {}
        self._scoped: dict[str, ox.NamedNode] = {}

    @property
    def about(self) -> ox.NamedNode | None:
        """Return the node of the unit that the article is about, or None where that is not known or open."""
        article = self._article
        levels = (Level(article.level),) if article.level else ()
        return self.node(article.place, Scope(levels)) if article.place else None

    def node(self, name: str, scope: Scope = NOWHERE, sentence: str = "") -> ox.NamedNode | None:
        """Return the node of the place called `name`, or None where it may be several units.

        `scope` is that of the body the place belongs to; without one, a type word before the name in `sentence`
        tells the level.
        """
        if not scope.levels:
            scope = self._scope_in(sentence, name) or self._own_scope(name)
        key = (name, scope)
        if key not in self._found:
            self._found[key] = self._look_up(name, scope)
        return self._found[key]

    def quads(self) -> list[ox.Quad]:
        """Return the description of the places that exist in this article only."""
        found = []
        for name, node in self._scoped.items():
            found += [
                ox.Quad(node, TYPE, term("schema:AdministrativeArea")),
                ox.Quad(node, LABEL, ox.Literal(name, language="vi")),
                ox.Quad(node, term("skos:prefLabel"), ox.Literal(name, language="vi")),
                ox.Quad(node, term("searchKey"), ox.Literal(search_key(name))),
                ox.Quad(node, term("sortKey"), ox.Literal(sort_key(name))),
            ]
        return found

    def _look_up(self, name: str, scope: Scope) -> ox.NamedNode | None:
        found = self._candidates(name, scope)
        if not found:
            if name not in self._scoped:
                self._scoped[name] = ox.NamedNode(
                    f"{self._iris.article(self._article.document.name)}/place/{self._local[name_key(name)]}"
                )
            return self._scoped[name]
        unit = found[0] if len(found) == 1 else self._choose(found, scope)
        return None if unit is None else self._iris.place(unit)

    def _choose(self, found: list[Unit], scope: Scope) -> Unit | None:
        if not scope.levels and any(unit.level is Level.PROVINCE for unit in found):
            # "Bắc Kạn" without a type word is the province, not its town.
            found = [unit for unit in found if unit.level is Level.PROVINCE]
        for near in (self._districts, self._provinces, self._provinces_then):
            if len(found) > 1:
                found = [unit for unit in found if self._above(unit) & near] or found
        if len(found) > 1:
            found = [unit for unit in found if self._existed(unit)]
        return found[0] if len(found) == 1 else None

    def _existed(self, unit: Unit) -> bool:
        """Tell whether a unit existed when the article speaks, or on the eve of the reform where that is not known."""
        return unit.valid(self._on) if self._on else unit.until == gazetteer.REFORM

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

    def _above(self, unit: Unit) -> set[str]:
        """Return the ids of the district and province that the unit belongs to, and of its province at the time."""
        above = gazetteer.above(unit)
        homes = (gazetteer.province_of(unit), gazetteer.province_of(unit, self._on))
        return {_lasting(home) for home in (above, *homes) if home is not None}

    def _scope_in(self, sentence: str, name: str) -> Scope:
        match = re.search(rf"([^\W\d]+(?: [^\W\d]+)?)\s+{re.escape(name)}(?!\w)", sentence) if name else None
        if match is None:
            return NOWHERE
        words = match[1].split()
        one, two = scope_of(words[-1]), scope_of(" ".join(words))
        # "trên địa bàn huyện Sìn Hồ": the word before the name; "thị xã Sơn Tây": the two before it.
        nearest = two if words[-1].lower() in ("xã", "phố", "trấn", "khu") and two.levels else one
        return nearest if nearest.kinds else NOWHERE

    def _own_scope(self, name: str) -> Scope:
        """Return the level of the article's own place where `name` is its name."""
        article = self._article
        own = article.level and name_key(name) == name_key(article.place)
        return Scope((Level(article.level),)) if own else NOWHERE

    @cached_property
    def _local(self) -> dict[str, str]:
        """Return the local name for each name of a place in the article, by its key."""
        return local_names({name_key(name): name for name in sorted(self._names)})

    @cached_property
    def _names(self) -> set[str]:
        told = (s.place for s in self._article.statements if isinstance(s, Office | Meeting | Figure))
        return {self._article.place, *told} - {""}

    @cached_property
    def _districts(self) -> frozenset[str]:
        return frozenset(_lasting(u) for u in self._near if u.level is Level.DISTRICT)

    @cached_property
    def _provinces(self) -> frozenset[str]:
        near = (gazetteer.province_of(unit) for unit in self._near)
        return frozenset(_lasting(unit) for unit in near if unit is not None)

    @cached_property
    def _provinces_then(self) -> frozenset[str]:
        """Return the provinces at the time, in which units of both editions may lie."""
        near = (gazetteer.province_of(unit, self._on) for unit in self._near)
        return frozenset(_lasting(unit) for unit in near if unit is not None)

    @cached_property
    def _on(self) -> str:
        """Return when the article speaks: of a year (2025 has two editions) its day of publication, where known."""
        as_of, published = self._article.as_of, self._article.metadata.published
        return published if as_of and published.startswith(as_of) else as_of

    @cached_property
    def _near(self) -> list[Unit]:
        """Return the units that the article names beyond doubt: its own, and those of its offices and meetings."""
        article = self._article
        named = [(article.place, Scope((Level(article.level),)))] if article.place and article.level else []
        for statement in article.statements:
            if isinstance(statement, Office | Meeting) and statement.place:
                scope = scope_of(statement.body)
                if set(scope.levels) <= set(_MAIN) and scope.levels:
                    named.append((statement.place, scope))
        units = (self._candidates(name, scope) for name, scope in dict.fromkeys(named))
        return [found[0] for found in units if len(found) == 1]


def _at(name: str, levels: tuple[Level, ...], on: str) -> list[Unit]:
    return [unit for level in levels for unit in gazetteer.find(name, level, on=on)]


def _lasting(unit: Unit) -> str:
    """Return the id of a unit by its last name under its code: `Huế` for `Thừa Thiên Huế`."""
    return gazetteer.by_code(unit.code, unit.level, reformed=unit.reformed)[0].id
