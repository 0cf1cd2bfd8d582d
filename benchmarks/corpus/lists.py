"""Enumerations of people: who chaired, who attended, who was appointed to what."""

from __future__ import annotations

from random import Random

from corpus.cast import FORMER, Actor, Move, Post
from corpus.mentions import Mentions


def chairs(mentions: Mentions, random: Random, actors: list[Actor]) -> str:
    """Return those who chair, as the subject of `chủ trì hội nghị`."""
    if random.random() < 0.5 and len(actors) > 1:
        return "các đồng chí: " + "; ".join(mentions.bare(actor) for actor in actors)
    shown = [mentions.first(actor) for actor in actors[: random.choice((1, 2, 2))]]
    return " và ".join(shown)


def attendance(
    mentions: Mentions, random: Random, meeting: str, *, guests: list[Actor], others: list[Actor], tail: str
) -> str:
    """Return who attended: guests from above, others of the unit, and those who are not named (`tail`)."""
    everybody = [*guests, *others]
    if not everybody:
        return f"{_opening(random, meeting)} {tail}."
    shape = random.random()
    if shape < 0.3:
        return (
            f"{_opening(random, meeting)} các đồng chí: " + "; ".join(map(mentions.bare, everybody)) + f"; cùng {tail}."
        )
    if shape < 0.55:
        return (
            f"{_opening(random, meeting)} "
            + "; ".join(map(mentions.first, everybody))
            + random.choice((".", f"; {tail}."))
        )
    if shape < 0.7 and guests and others:
        first = f"{_opening(random, meeting)} " + "; ".join(map(mentions.first, guests)) + "."
        return first + " Cùng dự có các đồng chí: " + "; ".join(map(mentions.bare, others)) + "."
    if shape < 0.82:
        return f"{_opening(random, meeting)} " + ", ".join(map(mentions.title, everybody[:3])) + f" và {tail}."
    if shape < 0.92:
        lines = "\n".join(f"- {_upper(mentions.first(actor))};" for actor in everybody)
        return f"{_opening(random, meeting)}:\n{lines[:-1]}."
    return f"{_opening(random, meeting)} " + ", ".join(map(mentions.first, everybody)) + f" cùng {tail}."


def appointment(mentions: Mentions, random: Random, move: Move, committee: str) -> str:
    """Return a sentence on who takes and leaves which office."""
    actor = move.actor
    before = Actor(actor.person, move.left)
    if not move.taken:
        left = mentions.posts(before, tuple(_former(move))).removeprefix("nguyên ")
        return f"{mentions.address(actor)} {actor.person.name} thôi giữ chức {left} để nghỉ hưu theo chế độ."
    taken = mentions.posts(actor, move.taken[-1:])
    verb = random.choice(
        ("được điều động, bổ nhiệm giữ chức", "được phân công giữ chức", "giữ chức", "được chỉ định giữ chức")
    )
    if not move.left:
        return f"{mentions.address(actor)} {actor.person.name} {verb} {taken}."
    if random.random() < 0.4:
        left = mentions.posts(before, tuple(_former(move)[-1:])).removeprefix("nguyên ")
        return f"{mentions.address(actor)} {actor.person.name} thôi giữ chức {left}; {verb} {taken}."
    held = mentions.posts(before, tuple(_former(move)[-1:]))
    return f"{mentions.address(actor)} {actor.person.name}, {held}, {verb} {taken}."


def _former(move: Move) -> list[Post]:
    return [Post(post.office, post.unit, FORMER) for post in move.left if "viên" not in post.office.role]


def _opening(random: Random, meeting: str) -> str:
    return random.choice(
        (f"Dự {meeting} có", f"Tham dự {meeting} có", f"Đến dự {meeting} có", f"Cùng dự {meeting} có", "Cùng dự có")
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
