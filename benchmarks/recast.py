"""Synthetic articles for the benchmark of linking: what real-looking articles state, said of other people and places.

The statements of the bundled articles are recast: another district with its province, another year, and for each
office a holder who keeps it for a term, so that articles about one district share officials, and names are shared by
people all over the country as they are in life. It measures linking, not reading: no text is written. The same seed
gives the same statements.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from canbo.extractors.article import Article, read_article
from canbo.extractors.statements import Figure, Meeting, Office, Participation, Statement
from canbo.graph.reading import find_sources, read_document
from canbo.ontology import gazetteer, table
from canbo.ontology.gazetteer import Unit

TOP = Path(__file__).resolve().parents[1]
YEARS = range(2013, 2025)
TERM = 4  # years for which an office keeps its holder
KEPT = (
    0.52  # of the statements of a model: the bundled articles are denser than the press, which has some 21 an article
)
_LEADERS = 40  # officials of the country whom many articles name


def models() -> list[Article]:
    """Return the articles that are recast, without those of the same unit told twice."""
    folders = (
        TOP / "examples" / "articles",
        TOP / "tests" / "golden" / "articles",
        TOP / "tests" / "regions" / "articles",
    )
    found = [read_article(read_document(source)) for folder in folders for source in find_sources([folder])]
    return [article for article in found if article.statements]


@cache
def districts() -> list[Unit]:
    """Return the districts of the eve of the reform."""
    found = (unit for units in gazetteer.districts().values() for unit in units)
    return sorted((unit for unit in found if unit.until == gazetteer.REFORM), key=lambda unit: unit.id)


def recast(number: int, seed: int, found: list[Article]) -> Article:
    """Return the article of this number."""
    draw = random.Random(f"{seed} {number}")
    model = found[draw.randrange(len(found))]
    unit, year = draw.choice(districts()), draw.choice(YEARS)
    province = gazetteer.province_of(unit)
    day = f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    kept = [s for s in model.statements if getattr(s, "main", False) or draw.random() < KEPT]
    statements = tuple(_recast(s, unit, province, year, day, seed) for s in kept)
    document = replace(model.document, name=f"s{number:06}")
    return replace(model, document=document, statements=statements, place=unit.name, level="huyện", as_of=day)


def _recast(  # noqa: PLR0917
    one: Statement, unit: Unit, province: Unit | None, year: int, day: str, seed: int
) -> Statement:
    if isinstance(one, Office):
        central = not one.place
        where = "" if central else _place(one.place, unit, province)
        return replace(one, person=_holder(one.person, "" if central else unit.id, year, seed), place=where)
    if isinstance(one, Participation):
        return replace(one, person=_holder(one.person, unit.id, year, seed))
    if isinstance(one, Meeting):
        return replace(one, place=unit.name if one.place else "", date=day if one.date else "")
    if isinstance(one, Figure):
        return replace(one, place=unit.name if one.place else "", period=str(year) if one.period else "")
    return one


def _place(place: str, unit: Unit, province: Unit | None) -> str:
    provinces = gazetteer.find(place, "tỉnh")
    return province.name if provinces and province is not None else unit.name


def _holder(model: str, unit: str, year: int, seed: int) -> str:
    """Return the name of who holds the office of a model's person in a unit in a year."""
    if not unit:
        model = str(random.Random(model).randrange(_LEADERS))
    return name(f"{seed} {model} {unit} {year // TERM}")


@cache
def name(key: str) -> str:
    """Return a name, drawn by the shares of ontology/tables/commonness.toml; rare words share what is left."""
    draw = random.Random(key)
    shares = table("commonness")
    words = [_word(draw, shares[part]) for part in ("family", "middle", "given")]
    return " ".join(word.capitalize() for word in words)


def _word(draw: random.Random, shares: dict[str, float]) -> str:
    left = max(1.0 - sum(shares.values()), 0.0)
    rare = [
        a + b
        for a in ("kh", "th", "ngh", "ph", "tr", "qu")
        for b in ("an", "ên", "ôi", "inh", "ương", "ẩm", "ịnh", "ót")
    ]
    words, weights = [*shares, *rare], [*shares.values(), *([left / len(rare)] * len(rare))]
    return draw.choices(words, weights)[0]


def articles(first: int, count: int, seed: int) -> Iterator[Article]:
    """Yield `count` articles from number `first` on."""
    found = models()
    for number in range(first, first + count):
        yield recast(number, seed, found)
