"""Templates of `phrases.toml`: `[a|b]` is one of the alternatives, `{slot}` what the article has for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from corpus.data import table

_MARKS = re.compile(r"[\[\]|]|\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to be filled."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, one of which is taken."""

    of: tuple[Sequence_, ...]


Sequence_ = tuple[str | Slot | Choice, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled text; `needs` are the people it speaks of (`chair` for `{chair.first}`)."""

    parts: Sequence_
    needs: frozenset[str]

    def render(self, random: Random, fill: Callable[[str], str]) -> str:
        """Return the text with alternatives taken and slots filled."""
        out: list[str] = []
        _render(self.parts, random, fill, out)
        return "".join(out)


def _render(parts: Sequence_, random: Random, fill: Callable[[str], str], out: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Slot):
            out.append(fill(part.name))
        else:
            _render(part.of[int(random.random() * len(part.of))], random, fill, out)


def compiled(text: str) -> Template:
    """Return the template of a text; ValueError where a bracket has no partner."""
    stack: list[list[list[str | Slot | Choice]]] = [[[]]]
    needs = set()
    place = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > place:
            stack[-1][-1].append(text[place : mark.start()])
        place = mark.end()
        found = mark[0]
        if found == "[":
            stack.append([[]])
        elif found == "|":
            stack[-1].append([])
        elif found == "]":
            if len(stack) == 1:
                raise ValueError(f"a ] without [ in: {text}")
            done = stack.pop()
            stack[-1][-1].append(Choice(tuple(tuple(one) for one in done)))
        else:
            name = found[1:-1]
            stack[-1][-1].append(Slot(name))
            needs |= {name.partition(".")[0]} if "." in name else set()
    if len(stack) != 1 or len(stack[0]) != 1:
        raise ValueError(f"a [ without ], or a | outside of brackets, in: {text}")
    stack[0][0].append(text[place:])
    return Template(tuple(stack[0][0]), frozenset(needs))


@cache
def templates(*path: str) -> tuple[Template, ...]:
    """Return the templates at a path of `phrases.toml`: `templates("parts", "speech")`."""
    found: Any = table("phrases")
    for name in path:
        found = found[name]
    return tuple(compiled(text) for text in found)


@cache
def theme_names() -> tuple[str, ...]:
    """Return the names of the themes."""
    return tuple(table("phrases")["themes"])
