"""Personal names with a skewed distribution, so that namesakes come about as they really do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from corpus.data import table
from corpus.dice import Weighted, falling

KINH = "kinh"


@dataclass(frozen=True)
class _People:
    families: Weighted[str]
    middles: tuple[Weighted[str], Weighted[str]]
    givens: tuple[Weighted[str], Weighted[str]]
    shapes: tuple[list[str], list[str]]

    def name(self, random: Random, female: bool) -> str:
        parts = {
            "f": self.families.draw(random),
            "m": self.middles[female].draw(random),
            "g": self.givens[female].draw(random),
        }
        parts["mg"] = parts["m"] + parts["g"]
        shape = random.choice(self.shapes[female]).split()
        return " ".join(parts.get(part, part) for part in shape).replace("' ", "'")  # K' Brơi is written K'Brơi


@cache
def _people(id_: str) -> _People:
    row = table("names")["people"][id_]
    return _People(
        families=Weighted(list(row["families"]), list(row["families"].values())),
        middles=(falling(row["male_middle"], 4), falling(row["female_middle"], 4)),
        givens=(falling(row["male_given"]), falling(row["female_given"])),
        shapes=(row["male"], row["female"]),
    )


@cache
def _of_province(province: str) -> Weighted[str]:
    shares: dict[str, int] = table("names")["regions"].get(province, {})
    return Weighted([KINH, *shares], [100 - sum(shares.values()), *shares.values()])


def draw_name(random: Random, province: str, female: bool) -> str:
    """Return a full name as somebody from `province` (its name before the reform) may have it."""
    return _people(_of_province(province).draw(random)).name(random, female)
