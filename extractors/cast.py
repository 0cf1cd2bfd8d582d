"""The cast of an article: the people of each sentence, read once for all fact tables.

Names are read twice: first where the words around show a name, then again with all full names of the article known,
so that a name is found where nothing marks it and `ông Hải` is the person named in full before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canbo.extractors.document import Document, Sentence
from canbo.extractors.offices import OfficeList
from canbo.extractors.people import Known, People, find_offices, read_people


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence and the people in it."""

    sentence: Sentence
    people: People


@dataclass(frozen=True, slots=True)
class Cast:
    """The scenes of an article in order, those without people too."""

    scenes: tuple[Scene, ...]

    def __iter__(self) -> Iterator[Scene]:
        return iter(self.scenes)


def read_cast(document: Document) -> Cast:
    """Return the people of every sentence that states facts.

    A headline in capitals does not show where names begin and end: its scene has no people.
    """
    read: list[tuple[Sentence, list[OfficeList]]] = []
    known: set[str] = set()
    for sentence in document.body:
        if sentence.text.isupper():
            read.append((sentence, []))
            continue
        offices = find_offices(sentence.text)
        people = read_people(sentence.text, offices)
        known.update(sentence.text[n.begin : n.end] for n in people.names)
        read.append((sentence, offices))
    places = _places(document.clean.text, known)
    names = Known.of(known - places)
    return Cast(
        tuple(
            Scene(s, People((), ()) if s.text.isupper() else _without(read_people(s.text, offices, names), places))
            for s, offices in read
        )
    )


_UNIT_WORDS = ("xã", "phường", "thị trấn", "huyện", "thị xã", "thôn", "bản", "ấp", "buôn", "làng")


def _places(text: str, names: set[str]) -> set[str]:
    """Return the names of two syllables that the article has as a unit's: "Cử tri Nậm Cha", "xã Nậm Cha"."""
    return {n for n in names if n.count(" ") == 1 and any(f"{word} {n}" in text for word in _UNIT_WORDS)}


def _without(people: People, places: set[str]) -> People:
    if not any(name.text in places for name in people.names):
        return people
    return People(tuple(name for name in people.names if name.text not in places), people.offices)
