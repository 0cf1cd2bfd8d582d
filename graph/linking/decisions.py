"""The user's judgements, as one run of linking applies them: kept in the store, and looked up for statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.iris import digest
from canbo.graph.linking.delta import Delta
from canbo.graph.linking.judged import Judged
from canbo.graph.linking.judgements import Judgement, Judgements, Reference, parse
from canbo.graph.linking.persons import mention
from canbo.graph.linking.reach import JUDGED
from canbo.graph.linking.unnamed import UnnamedUnit
from canbo.graph.namespaces import LABEL, TYPE, term, text
from canbo.graph.rows import InstrumentRow, MeetingRow, OfficeRow, ParticipationRow, Row

FOLDER = "judgement"


class Decisions:
    """Judgements on the statements of a store; `contradictions` gathers those that contradict others."""

    def __init__(self, judgements: Judgements, delta: Delta) -> None:
        self.contradictions: list[Judgement] = []
        self._judgements = judgements
        self._delta = delta

    def keep(self) -> tuple[set[str], set[UnnamedUnit]]:
        """Keep the judgements in the store; return the statements and units of those that are new or gone."""
        look, iris = self._delta.look, self._delta.iris
        old = {text(q.subject): next(text(one.object) for one in look(q.subject, LABEL, None))
               for q in look(None, TYPE, term("Judgement"))}  # fmt: skip
        new = {iris.entity(FOLDER, digest(one.line(), 16)).value: one.line() for one in self._judgements.all}
        for iri in old.keys() - new.keys():
            self._delta.drop(ox.NamedNode(iri))
        for iri, line in new.items():
            node = ox.NamedNode(iri)
            self._delta.add([ox.Quad(node, TYPE, term("Judgement")), ox.Quad(node, LABEL, ox.Literal(line))])
        changed = [parse(line) for line in {*old.values()} ^ {*new.values()}]
        references = {reference for one in changed for reference in (one.one, one.other)}
        statements = {iri for reference in references for iri in self._statements_of(reference)}
        units = {unit for r in references if r.kind == "place" for unit in self._unit_of(r)}
        return statements, units

    def _statements_of(self, reference: Reference) -> list[str]:
        if reference.kind == "place":
            return []
        reader = self._delta.reader
        rows = map(reader.row, reader.statements(self._delta.iris.article(reference.document)))
        return [row.iri for row in rows if row is not None and _reference(row) == reference.key]

    def _unit_of(self, reference: Reference) -> list[UnnamedUnit]:
        found = self._delta.units.of_article(self._delta.iris.article(reference.document))
        return [unit for unit in found if unit.level.value == reference.words]

    def judged(self, rows: Iterable[Row]) -> Judged:
        """Return the judgements on these statements."""
        members: dict[str, list[Hashable]] = defaultdict(list)
        for row in rows:
            key = _reference(row)
            if key and self._judgements.of(key):
                member: Hashable = mention(row) if isinstance(row, OfficeRow | ParticipationRow) else row.iri
                if member not in members[key]:
                    members[key].append(member)
        said = dict.fromkeys(one for key in sorted(members) for one in self._judgements.of(key))
        return Judged(list(said), {key: tuple(found) for key, found in members.items()}, self.contradictions)

    def keys(self, rows: Iterable[Row]) -> set[str]:
        """Return the keys that statements share with those that they are judged along with."""
        keys = set()
        for row in rows:
            for one in self._judgements.of(_reference(row)) if self._judgements else ():
                keys.add(JUDGED + "|".join(sorted((one.one.key, one.other.key))))
        return keys

    def quads(self, node: ox.NamedNode, rows: Iterable[Row]) -> Iterator[ox.Quad]:
        """Yield the keys of judged statements as those of their entity."""
        for key in self.keys(rows):
            yield ox.Quad(node, term("linkKey"), ox.Literal(key))

    def dangling(self) -> Iterator[Reference]:
        """Yield the mentions of judgements that no article of the store has."""
        for reference in sorted({r for one in self._judgements.all for r in (one.one, one.other)}):
            if reference.document != "-" and not (
                self._statements_of(reference) or (reference.kind == "place" and self._unit_of(reference))
            ):
                yield reference


def _reference(row: Row) -> str:
    """Return the key under which judgements speak of a statement, empty where they cannot."""
    document = row.article.name
    if isinstance(row, OfficeRow | ParticipationRow):
        return Reference("person", document, row.person).key
    if isinstance(row, MeetingRow):
        return Reference("meeting", document, row.title).key
    if isinstance(row, InstrumentRow):
        return Reference("instrument", document, row.number or row.title).key
    return ""
