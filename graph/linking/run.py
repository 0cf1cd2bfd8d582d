"""The entity layer, built from the statements that are in the store and from the user's judgements.

The result is a function of the set of statements and judgements: not of the order in which articles were read, nor of
what the layer was before. Where articles are new, changed or gone, only what they touch is built again: nodes that
statements share by their key alone (bodies, posts, indicators, places) are added to or taken from; persons, meetings
and instruments are compared anew among all statements that share a key (a name; a day of a unit; a number) with one
that changed. Linking everything is the same with every statement new, so there is one way to go, not two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.all_rows import AllRows
from canbo.graph.collector import rare_collections
from canbo.graph.iris import Iris
from canbo.graph.linking import (
    builds,
    indicators,
    instruments,
    links,
    meetings,
    persons,
    places,
    posts,
    shared,
    tenures,
    unnamed,
)
from canbo.graph.linking.bodies import BodyKind, TermKind
from canbo.graph.linking.decisions import Decisions
from canbo.graph.linking.delta import Delta
from canbo.graph.linking.index import Index, components
from canbo.graph.linking.judgements import Judgement, Judgements, Reference
from canbo.graph.linking.layer import Rewriting
from canbo.graph.linking.reach import Reach
from canbo.graph.linking.unnamed import UnnamedUnit, UnnamedUnits
from canbo.graph.marker import linking_fingerprint
from canbo.graph.namespaces import term, text
from canbo.graph.rows import InstrumentRow, MeetingRow, OfficeRow, ParticipationRow, Reader, Row
from canbo.graph.store import Store


@dataclass(frozen=True, slots=True)
class Before:
    """What an article had in the store before it was changed: its statements and the places that these named."""

    statements: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found beyond entities: judgements that contradict others, and mentions that no article has."""

    contradictions: tuple[Judgement, ...] = ()
    dangling: tuple[Reference, ...] = ()


def before(store: Store, article: str) -> Before:
    """Return what the article with this IRI has in the store now, to be kept until it is linked again."""
    reader = Reader(store.oxigraph)
    statements = reader.statements(article)
    return Before(frozenset(statements), frozenset(places.named(store.oxigraph, article, statements)))


def relink(store: Store, judgements: Judgements | None = None) -> Linked:
    """Build the whole entity layer of `store` anew."""
    # A layer is begun: if this is cut off, there is something to take out, which otherwise there is not.
    store.note(entities=False, links=store.marker.links or "begun")
    with rare_collections():
        reader = AllRows(store.oxigraph)
        changed = {article: Before() for article in reader.articles()}
        return _linked(_Run(store, judgements or Judgements(), reader, Rewriting(store)), changed)


def is_linked(store: Store) -> bool:
    """Tell whether the entity layer is that of today's rules, so that it can be brought up to date piece by piece."""
    return store.marker.entities and store.marker.links == linking_fingerprint()


def link(store: Store, changed: dict[str, Before], judgements: Judgements | None = None) -> Linked:
    """Bring the entity layer up to date where the articles with these IRIs are new, changed or gone."""
    return _linked(_Run(store, judgements or Judgements(), Reader(store.oxigraph), None), changed)


def _linked(run: _Run, changed: dict[str, Before]) -> Linked:
    try:
        return run.result(changed)
    finally:
        # Its parts refer to one another; the store could not be opened again until the collector came by.
        vars(run).clear()


@dataclass
class _Run:
    """One run of linking."""

    store: Store
    judgements: Judgements
    reader: Reader
    whole: Rewriting | None

    def __post_init__(self) -> None:
        data = self.store.oxigraph
        self.iris: Iris = self.store.iris
        self.index = Index(data, self.whole is not None)
        self._holdings = posts.Holdings()
        units = UnnamedUnits(self.reader, self.iris, self.index.find, self.judgements)
        self.delta = Delta(data, self.store, self.iris, self.reader, units, self.whole)
        self.decisions = Decisions(self.judgements, self.delta)
        self.instruments = instruments.InstrumentLinker(self.iris, self.reader.numbers, self.reader.naming)
        self.meetings = meetings.MeetingLinker(self.iris, self._parts_of)
        self._nodes: dict[str, dict[str, ox.NamedNode]] = defaultdict(dict)

    def result(self, changed: dict[str, Before]) -> Linked:
        """Link what these articles touch; return what there is to say."""
        self._go(changed)
        if self.whole is not None:
            self.whole.finish()
        self.store.note(entities=True, links=linking_fingerprint())
        return Linked(tuple(dict.fromkeys(self.decisions.contradictions)), tuple(self.decisions.dangling()))

    # ---- the steps ---------------------------------------------------------------------------------------------
    def _go(self, changed: dict[str, Before]) -> None:
        statements = {iri for one in changed.values() for iri in one.statements}
        statements.update(iri for article in changed for iri in self.reader.statements(article))
        judged, judged_units = self.decisions.keep()
        statements |= judged
        for row in filter(None, map(self.reader.row, statements)):
            self.index.note(row.iri, unnamed.keys(row))
        statements |= self._units(statements, judged_units)
        touched = {iri: self.delta.row(iri) for iri in sorted(statements)}
        gone = {place for one in changed.values() for place in one.places} | places.governed(self.delta, touched)
        self._share(touched)
        builds.link(self.delta, changed)
        self.delta.apply()
        dirty = self._instruments(touched)
        dirty |= self._persons(touched)
        posts.link(self.delta, self._holdings)
        self._meetings(touched, dirty)
        self.delta.apply()
        named = {row.place for row in touched.values() if row is not None and row.place}
        places.link(self.delta, gone, named | self._named(changed))
        self.delta.apply()

    def _units(self, statements: set[str], judged: set[UnnamedUnit]) -> set[str]:
        """Resolve the unnamed units that these statements may say something about; return what is touched thereby."""
        units = self.delta.units
        offices = (row for iri in statements if isinstance(row := self.reader.row(iri), OfficeRow))
        holders = {tenures.holder_key(row.person, row.body) for row in offices}
        old_nodes = set()
        for iri in statements:
            for node in self.delta.derived(iri, (tenures.FOLDER,)):
                holders.update(self._keys_of(node))
            old_nodes.update(self.delta.derived(iri, (unnamed.FOLDER,)))
        found = units.sharing(holders) | {one for unit in judged for one in units.of(unit).near}
        touched: set[str] = set()
        for unit in sorted(found):
            node = units.node(unit)
            old = self._resolved_to(node)
            old_nodes.add(node)
            quads = list(units.quads(unit))
            new = {text(q.object) for q in quads if q.predicate == term("resolvedTo")}
            self.delta.add(quads)
            if old != new:
                rows = (self.reader.row(iri) for iri in self.reader.statements(unit.article))
                touched.update(row.iri for row in rows if row is not None and unnamed.level_of(row) == unit.level)
        for node in old_nodes:
            self.delta.drop(node)
            self._drop_links(node)
        return touched

    def _share(self, touched: dict[str, Row | None]) -> None:
        for kind in (BodyKind, TermKind, posts.PostKind):
            shared.link(kind(self.iris), self.delta, touched)
        if self.whole is not None:
            indicators.whole(self.delta)
        else:
            shared.link(indicators.IndicatorKind(self.iris), self.delta, touched)

    def _named(self, changed: Iterable[str]) -> set[str]:
        """Return the places that articles name, of all in one go where the whole layer is new."""
        data = self.store.oxigraph
        if self.whole is not None:
            return places.all_named(data)
        return {place for one in changed for place in places.named(data, one, self.reader.statements(one))}

    def _instruments(self, touched: dict[str, Row | None]) -> set[str]:
        """Link instruments; return the articles in which a statement's instrument is another node now."""
        seeds = {iri for iri in touched if "/instrument/" in iri}
        moved: set[str] = set()
        while seeds:
            for row in filter(None, map(self.delta.row, seeds)):
                self.index.note(row.iri, self._instrument_keys(row))
            groups = list(
                components(self._with_old(seeds, instruments.FOLDER), self._instrument_keys, self.index, self.delta.row)
            )
            found = [one for rows in groups for one in self._linked_instruments(rows)]
            now = {row.iri: self.iris.entity(instruments.FOLDER, one.local) for one in found for row in one.rows}
            here = self._moved(now, seeds, instruments.FOLDER)
            self._drop({*now, *seeds}, (instruments.FOLDER, links.INSTRUMENTS))
            self._nodes[instruments.FOLDER] |= now
            for one in found:
                quads = self.instruments.quads(one, lambda iri: self._node(iri, instruments.FOLDER))
                self.delta.add(
                    [*quads, *self.decisions.quads(self.iris.entity(instruments.FOLDER, one.local), one.rows)]
                )
            moved |= here
            # What carries out an instrument that has another node now must point there.
            near = [iri for article in here for iri in self._of_article(article, InstrumentRow) if iri not in now]
            seeds = {iri for iri in near if isinstance(told := self.delta.row(iri), InstrumentRow) and told.applies}
        return moved

    def _persons(self, touched: dict[str, Row | None]) -> set[str]:
        """Link persons with their tenures; return the articles in which a statement's person is another node now."""
        seeds = {iri for iri in touched if "/office/" in iri or "/participation/" in iri}
        found = Reach(self.delta, self.decisions.judged, self.decisions.keys).persons(seeds)
        now = {row.iri: self.iris.entity(persons.FOLDER, one.local) for one in found for row in one.rows}
        gone = {iri for iri in seeds if self.delta.row(iri) is None}
        moved = self._moved(now, gone, persons.FOLDER)
        self._drop_persons({*now, *gone})
        self._nodes[persons.FOLDER] |= now
        for one in found:
            quads = list(persons.quads(one, self.iris))
            self.delta.add(quads)
            if self.whole is not None:
                self._holdings.note(quads)
        return moved

    def _drop_persons(self, statements: Iterable[str]) -> None:
        for node in self._drop(statements, (persons.FOLDER, tenures.FOLDER, links.PERSONS)):
            self.delta.remove(self.delta.look(None, term("org:heldBy"), node))

    def _meetings(self, touched: dict[str, Row | None], moved: set[str]) -> None:
        """Link meetings, with who took part, in the touched articles and where persons or instruments have moved."""
        articles = moved | {
            _article(iri) for iri in touched if not iri.rpartition("/")[0].endswith(("/office", "/figure"))
        }
        gone = {iri for iri in touched if "/meeting/" in iri or "/participation/" in iri}
        seeds = {iri for article in articles for iri in self._of_article(article, MeetingRow)}
        for iri in seeds:
            row = self.delta.row(iri)
            if row is not None:
                self.index.note(iri, self._meeting_keys(row))
        seeds |= {iri for iri in gone if "/meeting/" in iri}
        dropped: set[str] = set(gone)
        for rows in components(self._with_old(seeds, meetings.FOLDER), self._meeting_keys, self.index, self.delta.row):
            dropped.update(row.iri for row in rows)
            dropped.update(part.iri for row in rows if isinstance(row, MeetingRow) for part in self._parts_of(row))
            for one in self.meetings.entities(rows, self.decisions.judged(rows)):
                quads = self.meetings.quads(one, lambda iri: self._node(iri, persons.FOLDER), self._instruments_of)
                node = self.iris.entity(meetings.FOLDER, one.local)
                self.delta.add([*quads, *self.decisions.quads(node, one.rows)])
        self._drop(dropped, (meetings.FOLDER, meetings.PARTICIPATION, links.MEETINGS))

    # ---- keys and look-ups ---------------------------------------------------------------------------------------
    def _instrument_keys(self, row: Row) -> tuple[str, ...]:
        return (*self.instruments.keys(row), *self.decisions.keys((row,))) if isinstance(row, InstrumentRow) else ()

    def _meeting_keys(self, row: Row) -> tuple[str, ...]:
        return (*self.meetings.keys(row), *self.decisions.keys((row,))) if isinstance(row, MeetingRow) else ()

    def _linked_instruments(self, rows: list[Row]) -> list[instruments.InstrumentEntity]:
        return self.instruments.entities(rows, self.decisions.judged(rows))

    def _with_old(self, seeds: Iterable[str], folder: str) -> set[str]:
        """Return seeds and all that they were compared with when they were linked before, which may be others' now."""
        found = set(seeds)
        for node in {node for iri in found for node in self.delta.derived(iri, (folder,))}:
            found.update(self.delta.sources(node))
            for key in self._keys_of(node):
                found.update(self.index.find(key))
        return found

    def _moved(self, now: dict[str, ox.NamedNode], gone: Iterable[str], folder: str) -> set[str]:
        """Return the articles of the statements whose entity is another node than before."""
        moved = set()
        for iri in {*now, *gone}:
            if self.delta.derived(iri, (folder,)) != [now[iri]] if iri in now else True:
                moved.add(_article(iri))
        return moved

    def _drop(self, statements: Iterable[str], folders: tuple[str, ...]) -> set[ox.NamedNode]:
        nodes = {node for iri in statements for node in self.delta.derived(iri, folders)}
        for node in nodes:
            self.delta.drop(node)
        return nodes

    def _drop_links(self, node: ox.NamedNode) -> None:
        for quad in self.delta.look(None, term("between"), node):
            if isinstance(quad.subject, ox.NamedNode):
                self.delta.drop(quad.subject)

    def _node(self, statement: str, folder: str) -> ox.NamedNode | None:
        """Return the entity of a statement: of this run, else of the store."""
        found = self._nodes[folder].get(statement)
        if found is None:
            found = next(iter(self.delta.derived(statement, (folder,))), None)
        return found

    def _keys_of(self, node: ox.NamedNode) -> list[str]:
        return [text(q.object) for q in self.delta.look(node, term("linkKey"), None)]

    def _resolved_to(self, node: ox.NamedNode) -> set[str]:
        return {text(q.object) for q in self.delta.look(node, term("resolvedTo"), None)}

    def _of_article(self, article: str, cls: type[Row]) -> list[str]:
        return [iri for iri in self.reader.statements(article) if isinstance(self.reader.row(iri), cls)]

    def _parts_of(self, meeting: MeetingRow) -> list[ParticipationRow]:
        rows = (self.reader.row(iri) for iri in self.reader.statements(meeting.article.iri) if "/participation/" in iri)
        return [row for row in rows if isinstance(row, ParticipationRow) and row.meeting == meeting.iri]

    def _instruments_of(self, meeting: MeetingRow) -> Iterator[tuple[str, ox.NamedNode]]:
        for iri in self.reader.statements(meeting.article.iri):
            row = self.reader.row(iri) if "/instrument/" in iri else None
            if not isinstance(row, InstrumentRow):
                continue
            how = row.mention.rpartition("/")[2]
            of = row.meeting or (meeting.iri if how == "discussed" and meeting.main else "")
            node = (
                self._node(iri, instruments.FOLDER) if how in ("adopted", "discussed") and of == meeting.iri else None
            )
            if node is not None:
                yield how, node


def _article(statement: str) -> str:
    return statement.rsplit("/", 2)[0]


__all__ = ["Before", "Linked", "before", "link", "relink"]
