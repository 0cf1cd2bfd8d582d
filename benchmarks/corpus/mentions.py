"""How an article names people, and the record of what it said of whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from canbo.ontology.gazetteer import Unit
from corpus.cast import Actor, Post
from corpus.places import committee, word, youth
from corpus.world import Home

_SEAT = "Ủy viên Ban Thường vụ"


@dataclass(frozen=True, slots=True)
class Said:
    """A person that an article names, with an office, or without any (`post` is None)."""

    person: str
    name: str
    post: Post | None


@cache
def _unit_words(unit: Unit | None, named: bool) -> dict[str, str]:
    if unit is None:
        return {}
    name = f" {unit.name}" if named else ""
    return {
        "c": committee(unit),
        "l": word(unit),
        "p": name,
        "lp": f" {word(unit)}{name}" if named else "",
        "doan": youth(unit),
    }


def office_words(post: Post, named: bool) -> str:
    """Return an office as articles write it, with or without the unit's name."""
    return post.office.words.format_map(_unit_words(post.unit, named))


class Mentions:
    """The people of one article: `said` is what the article has told of them so far, in order.

    `named` says whether the article names the unit it is about.
    """

    def __init__(self, random: Random, home: Home, party: bool, named: bool) -> None:
        self._random = random
        self._home = home
        self._party = party
        self._named = named
        self._dashes = random.random() < 0.12
        self._short = random.random() < 0.5  # "Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Huyện ủy"
        self._main_only = random.random() < 0.15
        self._abbreviated = party and random.random() < 0.06
        self.said: dict[Said, None] = {}
        self._known: set[str] = set()

    def address(self, actor: Actor) -> str:
        """Return the word of address: `đồng chí`, `bà`."""
        if self._party and actor.posts:
            return "đ/c" if self._abbreviated else "đồng chí"
        return "bà" if actor.person.female else "ông"

    def knows(self, actor: Actor) -> bool:
        """Return whether the article has named somebody already."""
        return actor.person.id in self._known

    def first(self, actor: Actor) -> str:
        """Return the name with address and offices; without offices where they were told already."""
        if actor.person.id in self._known and self._random.random() < 0.9:
            return self.again(actor)
        rank = f"{actor.person.rank} " if actor.person.rank else ""
        address = rank if rank and self._random.random() < 0.5 else f"{self.address(actor)} {rank}"
        return f"{address.strip()} {self.bare(actor)}"

    def bare(self, actor: Actor) -> str:
        """Return the name and its offices, as in lists: `Đinh Văn Quyền, Bí thư Huyện ủy`."""
        self._known.add(actor.person.id)
        if not actor.posts:
            self._note(actor, None)
            return actor.person.name
        return f"{actor.person.name}{' - ' if self._dashes else ', '}{self._offices(actor)}"

    def again(self, actor: Actor) -> str:
        """Return how somebody is named who was there before; with offices where that is not so."""
        if actor.person.id not in self._known and actor.posts:
            return self.first(actor)
        if actor.posts and self._random.random() < 0.2:
            return self.title(actor)
        self._note(actor, None)
        self._known.add(actor.person.id)
        return f"{self.address(actor)} {actor.person.name}"

    def title(self, actor: Actor) -> str:
        """Return the main office and the name: `Bí thư Huyện ủy Đinh Văn Quyền`."""
        if not actor.posts or actor.posts[-1].status != "current" or actor.person.rank:
            self._known.add(actor.person.id)
            return self.first(actor) if actor.posts else self.again(actor)
        post = actor.posts[-1]
        self._note(actor, post)
        # "Bí thư Huyện ủy Ngân Sơn Đinh Văn Quyền" is written of people of another unit
        foreign = post.unit is not None and post.unit not in (self._home.unit, self._home.above)
        return f"{office_words(post, foreign)} {actor.person.name}"

    def office(self, actor: Actor) -> str:
        """Return the main office alone, as something the person now holds."""
        post = actor.posts[-1]
        self._note(actor, post)
        return office_words(post, False)

    def posts(self, actor: Actor, posts: tuple[Post, ...]) -> str:
        """Return these offices, and note them as the person's."""
        self._known.add(actor.person.id)
        shown = []
        for place, post in enumerate(posts):
            self._note(actor, post)
            last = place + 1 == len(posts) or posts[place + 1].unit != post.unit
            words = office_words(post, last and self._is_named(post))
            if self._short and not last and post.office.role == _SEAT:
                words = _SEAT
            shown.append(words)
        text = ", ".join(shown)
        return f"nguyên {text}" if posts and posts[0].status == "former" else text

    def _offices(self, actor: Actor) -> str:
        shown = actor.posts
        if len(shown) > 1 and (self._main_only or self._random.random() < 0.12):
            shown = shown[-1:]
        return self.posts(actor, shown)

    def _is_named(self, post: Post) -> bool:
        """Return whether the name of the office's unit is written: always of another unit, else now and then."""
        if post.unit == self._home.unit:
            return self._named and self._random.random() < 0.2
        if post.unit == self._home.above:
            return self._named and self._random.random() < 0.3
        return True

    def _note(self, actor: Actor, post: Post | None) -> None:
        if post is not None:
            self.said.pop(Said(actor.person.id, actor.person.name, None), None)
        elif any(one.person == actor.person.id for one in self.said):
            return
        self.said[Said(actor.person.id, actor.person.name, post)] = None
