"""Articles one after another, and the files they go to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from corpus.dice import dice
from corpus.events import Event, draw_event
from corpus.page import Written, telling, write
from corpus.papers import papers
from corpus.world import World

_AGAIN = 0.14  # of the articles tell a meeting that another paper has told
_FOLDER = 1000  # articles in a folder
TRUTH = ("document", "person_name", "person", "office", "body", "place_code", "date", "place", "status", "event")
DOCUMENTS = ("document", "event", "kind", "paper", "place", "date", "named", "year", "form", "wrapped", "bytes")


def articles(seed: int, count: int) -> Iterator[tuple[str, Written]]:
    """Yield articles with their names. The first hundred are the same however many are asked for."""
    world = World(seed)
    random = dice(seed, "articles")
    told: list[tuple[Event, int]] = []  # meetings that another paper has yet to tell, and how many told them
    for number in range(1, count + 1):
        again = random.random()
        if told and again < _AGAIN:
            event, before = told.pop(int(random.random() * len(told)))
        else:
            event, before = draw_event(world, random), 0
        if event.plan["meeting"] and before < 2:
            told.append((event, before + 1))
            del told[:-40]
        paper = papers(seed, event.home.above, event.unit, event.key)[before]
        yield f"a{number:06d}", write(seed, event, paper, telling(seed, number))


def write_corpus(folder: Path, seed: int, count: int, jsonl: Path | None = None) -> int:
    """Write `count` articles below `folder` with `truth.tsv` and `documents.tsv`; return the bytes of the articles."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    with ExitStack() as stack:
        truth = stack.enter_context(_table(folder / "truth.tsv", TRUTH))
        documents = stack.enter_context(_table(folder / "documents.tsv", DOCUMENTS))
        lines = stack.enter_context(jsonl.open("w", encoding="utf-8")) if jsonl is not None else None
        for number, (name, article) in enumerate(articles(seed, count)):
            data = article.text.encode()
            below = folder / f"{number // _FOLDER:03d}"
            if number % _FOLDER == 0:
                below.mkdir(exist_ok=True)
            (below / f"{name}.txt").write_bytes(data)
            total += len(data)
            truth.writelines(map(_line, truth_rows(name, article)))
            documents.write(_line(document_row(name, article, len(data))))
            if lines is not None:
                lines.write(json.dumps({"id": name, "text": article.text}, ensure_ascii=False) + "\n")
    return total


def truth_rows(name: str, article: Written) -> Iterator[tuple[str, ...]]:
    """Yield who is named, and with what: one row for each office, one without an office where there is none."""
    day = article.event.day.isoformat()
    for said in article.said:
        post, unit = said.post, said.post.unit if said.post is not None else None
        office = (post.role, post.body) if post is not None else ("", "")
        status = post.status if post is not None else ""
        code, place = (unit.code, unit.id) if unit is not None else ("", "")
        yield name, said.name, said.person, *office, code, day, place, status, article.event.key


def document_row(name: str, article: Written, size: int) -> tuple[str, ...]:
    """Return what kind of an article it is."""
    event = article.event
    flags = tuple("yes" if flag else "no" for flag in (article.named, article.year))
    wrapped = "yes" if article.wrapped else "no"
    day = event.day.isoformat()
    return name, event.key, event.kind, article.paper, event.unit.id, day, *flags, article.form, wrapped, str(size)


def _line(cells: tuple[str, ...]) -> str:
    return "\t".join(cells) + "\n"


def _table(path: Path, columns: tuple[str, ...]) -> TextIO:
    file = path.open("w", encoding="utf-8", newline="\n")
    file.write(_line(columns))
    return file
