"""One telling of an event: fills the slots of templates with what this article has for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from canbo.ontology.gazetteer import Level, Unit
from corpus import lists
from corpus.calendar_words import Term, roman, terms
from corpus.cast import Actor
from corpus.counted import Counted
from corpus.data import table
from corpus.events import Event
from corpus.mentions import Mentions
from corpus.papers import Paper
from corpus.phrases import Template, templates, theme_names
from corpus.places import code, committee, word

_NUMBERS = {"n2": (2, 9), "n10": (10, 58), "n30": (27, 52), "n60": (40, 80), "n100": (105, 340)}


@dataclass
class Scene:
    """The words of one article. `year` says whether years are told, `named` whether the unit is."""

    seed: int
    event: Event
    paper: Paper
    random: Random
    named: bool
    year: bool
    words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        event = self.event
        self.mentions = Mentions(self.random, event.home, self.paper.address == "party", self.named)
        self.people = dict(event.people)
        self.people |= {f"s{n}": actor for n, actor in enumerate(event.speakers[:3], 1)}
        if event.guests:
            self.people["guest"] = event.guests[0]
        self._waiting = list(event.speakers)
        self._voters = list(event.voters)
        self._moves = list(event.moves)
        self._themes = self.random.sample(theme_names(), len(theme_names()))
        self._used: set[int] = set()
        self.counted = Counted(self.seed, event.unit, event.day, self.random, self.year)
        self._set_words()

    def _set_words(self) -> None:
        event, unit, above = self.event, self.event.unit, self.event.home.above
        kind, upper = word(unit), word(above)
        shown = f"{kind} {unit.name}" if self.named else kind
        term, own = terms(event.unit, event.day), "" if not self.named else f" {unit.name}"
        self.words |= {
            "c": committee(unit),
            "cp": committee(unit) + own,
            "l": kind,
            "lp": shown,
            "P": unit.name if self.named else kind.capitalize(),
            "above_c": committee(above),
            "above_l": upper,
            "above_lp": f"{upper} {above.name}" if self.named else upper,
            "m": event.plan["meeting"],
            "ord": str(event.ordinal),
            "ordroman": roman(event.ordinal),
            "reporter": self.random.choice(table("world")["papers"]["reporters"]),
            "ins": event.instrument.get("words", ""),
            "ins_short": event.instrument.get("short", ""),
            "ins_about": event.instrument.get("about", ""),
            **self._instruments(unit, term),
            **self._dates(term),
        }
        visitor = event.people.get("visitor")
        if visitor is not None and visitor.posts[-1].unit is None:
            self.words |= {"above_c": "Trung ương", "above_l": "Trung ương"}

    def _instruments(self, unit: Unit, term: Term) -> dict[str, str]:
        """Return numbers of the unit's own instruments. They are the event's, and repeat from unit to unit."""
        low = 3 + sum(map(ord, self.event.key)) % 40
        dash = f"{low + 5}-CTr/{code(unit)}"
        return {
            "prog": f"Chương trình hành động số {dash}" if low % 3 else f"Kế hoạch số {low + 9}-KH/{code(unit)}",
            "nq1": f"{low}/NQ-HĐND",
            "nq2": f"{low + 2}/NQ-HĐND",
            "term": term.party,
            "hterm": term.state,
            "khoa": term.state_ordinal,
            "pkhoa": term.party_ordinal,
        }

    def _dates(self, term: Term) -> dict[str, str]:
        day, paper, random = self.event.day, self.paper, self.random
        shown = paper.day(day, year=self.year)
        after = paper.day(day + timedelta(days=1), year=self.year)
        of_day = random.choice(("Sáng ", "Chiều ", "Ngày ", "Sáng ngày ", "Chiều ngày ", "Ngày "))
        return {
            "date": paper.day(day),
            "D": of_day + shown,
            "D2": f"Trong hai ngày {day.day} và {after}"
            if day.month == (day + timedelta(days=1)).month
            else f"Ngày {shown}",
            "period": self.counted.period,
            "Period": self.counted.period,
            "next_year": self.counted.next_year,
        }

    def part(self, *path: str) -> str:
        """Return a text of the templates at `path`, of which the article has all people; empty where there is none.

        A template is not used twice as long as there is another.
        """
        found = templates(*path)
        fitting = found if path[0] == "words" else [one for one in found if self._has(one)]
        if not fitting:
            return ""
        fresh = [one for one in fitting if id(one) not in self._used] or fitting
        template = fresh[int(self.random.random() * len(fresh))]
        self._used.add(id(template))
        if "s" in template.needs:
            self.people["s"] = self._waiting.pop()
        if "v" in template.needs:
            self.people["v"] = self._voters.pop()
        return template.render(self.random, self.fill)

    def _has(self, template: Template) -> bool:
        here = template.needs <= self.people.keys() | {"s", "v"}
        if not here or not template.needs:
            return here
        return ("s" not in template.needs or bool(self._waiting)) and ("v" not in template.needs or bool(self._voters))

    def fill(self, name: str) -> str:
        """Return what stands for a slot; `^` behind its name makes the first letter a capital."""
        if name[-1] == "^":
            text = self.fill(name[:-1])
            return text[:1].upper() + text[1:]
        known = self.words.get(name)
        if known is not None:
            return known
        if "." in name:
            return self._person(*name.split("."))
        if name in _NUMBERS:
            return str(self.random.randint(*_NUMBERS[name]))
        made = getattr(self, f"_{name.lower()}", None)
        if made is not None:
            return str(made())
        return self.part("words", name)

    def _person(self, role: str, form: str) -> str:
        actor = self.people[role]
        if form == "cutri":
            address = "bà" if actor.person.female else "ông"
            return self.random.choice(
                (f"cử tri {self.mentions.again(actor)[len(address) + 1 :]}", self.mentions.again(actor))
            )
        if form == "who":
            return self.mentions.title(actor) if len(actor.person.name) < 24 else f"Lãnh đạo {self.words['above_l']}"
        return str(getattr(self.mentions, form)(actor))

    def _figs_same(self) -> str:
        return self.counted.sentence()

    _figs = _figs_same

    def _missed_figure(self) -> str:
        return self.counted.missed()

    def _target_figure(self) -> str:
        return self.counted.target()

    def _n1000(self) -> str:
        return f"1.{self.random.randint(100, 999)}"

    def _pct(self) -> str:
        return str(self.random.randint(83, 99))

    def _commune(self) -> str:
        if not self.named or not self.event.communes:
            return "xã vùng sâu" if self.event.unit.level is not Level.COMMUNE else "thôn xa trung tâm"
        one = self.event.communes[0]
        return f"{word(one)} {one.name}"

    def _commune_word(self) -> str:
        return "thôn" if self.event.unit.level is Level.COMMUNE else "xã"

    def _theme(self) -> str:
        """A paragraph on one theme: some of its sentences, in their order."""
        name = self._themes.pop() if self._themes else self.random.choice(theme_names())
        found = templates("themes", name)
        places = sorted(self.random.sample(range(len(found)), self.random.randint(2, len(found))))
        return " ".join(self._whole(found[place]) for place in places)

    def _whole(self, template: Template) -> str:
        text = template.render(self.random, self.fill)
        return text[:1].upper() + text[1:]

    def _chairs_list(self) -> str:
        return lists.chairs(
            self.mentions, self.random, [self.people[r] for r in ("chair", "second", "third") if r in self.people]
        )

    def _attend_list(self) -> str:
        count = self.random.choice((1, 2, 3, 3, 4, 6))
        third = [actor for actor in [self.people.get("third")] if actor is not None and not self.mentions.knows(actor)]
        others: list[Actor] = [*third, *self._waiting[-count:]]
        tail = self.part("words", "delegates")
        return lists.attendance(
            self.mentions, self.random, self.words["m"], guests=list(self.event.guests), others=others, tail=tail
        )

    def _appointment(self) -> str:
        if not self._moves:
            return ""
        number = f"{200 + sum(map(ord, self.event.key)) * 7 % 1700 + len(self._moves)}-QĐ/{code(self.event.unit)}"
        text = lists.appointment(self.mentions, self.random, self._moves.pop(0), self.words["c"])
        if self.random.random() < 0.5:
            text = f"Quyết định số {number}, ngày {self.words['date']} của Ban Thường vụ {self.words['cp']}: {text}"
        return text
