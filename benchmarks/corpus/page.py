"""A whole article: headline, parts in the order of its kind until its length is reached, and what surrounds it."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Literal

from canbo.ontology.gazetteer import Level
from corpus.data import table
from corpus.dice import dice
from corpus.events import Event
from corpus.mentions import Said
from corpus.papers import Paper
from corpus.scene import Scene

_PART = 330  # bytes that a part has on average
_MORE = ("theme", "figures", "speech", "theme", "theme", "figures", "theme", "speech", "theme", "theme", "theme")
_UNNAMED = ("hoi-nghi", "quan-triet", "ket-qua", "doi-thoai", "ky-hop")
_START = re.compile(r"((?:^|[.!?] |\n)“?)([^\W\d_])")
_TONES = {
    new: old
    for news, olds in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for new, old in zip(news.split(), olds.split(), strict=True)
}
_TONE = re.compile(r"([òóỏõọ][ae]|[ùúủũụ]y)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """An article: its text, what it said of whom, and how it was written."""

    event: Event
    text: str
    said: tuple[Said, ...]
    paper: str
    named: bool
    year: bool
    form: str  # NFC or NFD
    wrapped: bool


def write(seed: int, event: Event, paper: Paper, random: Random) -> Written:
    """Return an article on an event as a paper tells it."""
    # most tellings of a committee's own page leave out what its readers know
    may_hide = event.kind in _UNNAMED and event.unit.level is Level.DISTRICT and paper.local
    named = not may_hide or random.random() > 0.135
    year = random.random() > 0.13
    scene = Scene(seed, event, paper, random, named, year)
    length = min(max(random.lognormvariate(8.2, 0.5), 900), 7800)
    body = _body(scene, random, length)
    headline = scene.part("headlines", event.kind)
    headline = _capitals(headline)
    text = "\n\n".join([*_top(scene, random, headline), *body, *_bottom(scene, random)]) + "\n"
    wrapped = random.random() < 0.07
    if wrapped:
        text = _wrap(text, random.randint(72, 96))
    if paper.old:
        text = _TONE.sub(_respelled, text)
    form: Literal["NFC", "NFD"] = "NFD" if random.random() < 0.03 else "NFC"
    text = unicodedata.normalize(form, text)
    return Written(event, text, tuple(scene.mentions.said), paper.name, named, year, form, wrapped)


def _body(scene: Scene, random: Random, length: float) -> list[str]:
    plan: list[str] = scene.event.plan["plan"]
    place = plan.index("*")
    before = [_part(scene, random, name) for name in plan[:place]]
    size = sum(len(part.encode()) for part in before) + _PART * len(plan[place + 1 :])
    middle: list[str] = []
    fill = list(scene.event.plan["fill"])
    if random.random() < 0.6:
        random.shuffle(fill)
    for name in [*fill, *(() if scene.event.moves else _MORE)]:
        if size >= length:
            break
        middle.append(_part(scene, random, name))
        size += len(middle[-1].encode())
    # written in the order in which they stand: people are introduced where they come first
    behind = [_part(scene, random, name) for name in plan[place + 1 :]]
    return [_capitals(part.strip()) for part in [*before, *middle, *behind] if part]


def _part(scene: Scene, random: Random, name: str) -> str:
    if name[0] == "?":
        if random.random() < 0.5:
            return ""
        name = name[1:]
    return scene.part("page", name) if name == "caption" else scene.part("parts", name)


def _top(scene: Scene, random: Random, headline: str) -> list[str]:
    day, paper = scene.event.day + timedelta(days=random.choice((0, 1, 1, 2))), scene.paper
    lines = []
    if random.random() < 0.3 and (scene.named or paper.local):
        lines.append(_capitals(scene.part("page", "top")))
    if not scene.named:
        lines = []
    lines.append(headline.upper() if random.random() < 0.06 else headline)
    if scene.year and random.random() < 0.55:
        lines.append(paper.moment(day, random))
    return lines


def _bottom(scene: Scene, random: Random) -> list[str]:
    lines = []
    if random.random() < 0.75:
        lines.append(scene.words["reporter"])
    if random.random() < 0.2:
        titles = random.sample(table("phrases")["page"]["related_titles"], random.randint(2, 4))
        lines.append("\n".join([scene.part("page", "related"), *(f"» {title}" for title in titles)]))
    if random.random() < 0.15 and scene.named:
        lines.append(scene.part("page", "bottom"))
    return lines


def _capitals(text: str) -> str:
    """Return a text whose sentences begin with a capital."""
    return _START.sub(lambda found: found[1] + found[2].upper(), text)


def _wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n"))


def _respelled(found: re.Match[str]) -> str:
    """Return a syllable with its tone mark where older spelling has it: `uỷ`, `hoà`; but never `quỳ`."""
    start = found.string[found.start() - 1 : found.start()].lower()
    new = found[0]
    if start == "q":
        return new
    old = _TONES.get(new.lower(), new)
    return old.upper() if new.isupper() else old.capitalize() if new[0].isupper() else old


def telling(seed: int, number: int) -> Random:
    """Return the generator of the wording of the article of this number."""
    return dice(seed, "article", number)
