"""The figures of one article as clauses: each indicator once, as long as there are others."""

from __future__ import annotations

from datetime import date
from random import Random

from canbo.ontology.gazetteer import Unit
from corpus.calendar_words import period
from corpus.figures import LAST, Figure, figure, indicators, written
from corpus.phrases import templates
from corpus.places import word


class Counted:
    """Draws figures of a unit for the period that a meeting looks back on."""

    def __init__(self, seed: int, unit: Unit, day: date, random: Random, year: bool) -> None:
        self._seed = seed
        self._unit = unit
        self._random = random
        self._year, self._months, words = period(day)
        if self._months == 12:
            self.period = f"năm {self._year}" if year else "năm qua"
        else:
            self.period = f"{words}{'/' if words.startswith('quý') else ' '}{self._year}" if year else words
        ahead = self._year + 1
        self.next_year = f"năm {ahead}" if year else "năm tới"
        self._order: list[int] = []

    def sentence(self) -> str:
        """Return what an indicator has reached."""
        found = self._next(("level", "share", "stock"))
        return self._said(found, found.indicator.kind)

    def missed(self) -> str:
        """Return that an indicator stays behind its plan: one that does, or the one that is nearest to it."""
        tried = [self._figure(place) for place, one in enumerate(indicators()) if one.kind == "level"]
        behind = [one for one in tried if one.attained < 97] or [min(tried, key=lambda one: one.attained)]
        return self._said(self._random.choice(behind), "missed")

    def target(self) -> str:
        """Return what is planned of an indicator for the year after."""
        found = self._next(("level", "stock"))
        year = min(self._year + 1, LAST)
        ahead = figure(self._seed, self._unit, indicators().index(found.indicator), year, 12)
        return self._said(ahead, "target", value=ahead.plan if found.indicator.plans else ahead.value * 1.04)

    def _figure(self, place: int) -> Figure:
        return figure(self._seed, self._unit, place, self._year, self._months)

    def _next(self, kinds: tuple[str, ...]) -> Figure:
        known = indicators()
        for _ in range(2):
            for place in self._order:
                if known[place].kind in kinds:
                    self._order.remove(place)
                    return self._figure(place)
            self._order = self._random.sample(range(len(known)), len(known))
        raise AssertionError("unreachable: every kind has indicators")

    def _said(self, found: Figure, how: str, value: float | None = None) -> str:
        indicator = found.indicator
        shown = found.value if value is None else value
        change = found.change
        digits = 2 if indicator.kind == "share" else 1
        words = {
            "name": indicator.name,
            "v": written(shown, 0 if shown >= 1000 or value is not None else indicator.digits),
            "u": indicator.unit,
            "a": written(found.attained, 1),
            "b": self._random.choice(indicator.plans).replace("{l}", word(self._unit)) if indicator.plans else "",
            "g": f"{'tăng' if change >= 0 else 'giảm'} {written(max(abs(change), 0.1), digits)}%",
        }
        found_templates = templates("figure", how)
        return self._random.choice(found_templates).render(self._random, words.__getitem__)
