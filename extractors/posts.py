"""The fact table `posts`: who holds, or held, which office."""

from __future__ import annotations

import re
from dataclasses import replace

from canbo.extractors.antecedents import Antecedent, read_pronoun
from canbo.extractors.careers import RULE as CAREER
from canbo.extractors.careers import Careers
from canbo.extractors.cast import Cast, Scene
from canbo.extractors.context import Context
from canbo.extractors.document import Document
from canbo.extractors.held_posts import Held, read_scene
from canbo.extractors.office_bodies import body_and_place
from canbo.extractors.statements import Meeting, Office
from canbo.extractors.tenure_dates import Setting, read_course
from canbo.extractors.tenure_events import Telling


def read(document: Document, context: Context, cast: Cast, main: Meeting | None) -> list[Office]:
    """Return the offices that the article states, one for each person and office, in order.

    `main` is the meeting that the article reports: what begins or ends at it has its day.
    """
    found: dict[tuple[str, str, str, str], Office] = {}
    before = Antecedent()
    told = ""
    careers = Careers()
    for scene in cast:
        held_here = careers.read(scene) or read_scene(scene)
        if not held_here:
            before.hear(scene, context, found.values())
            held_here = read_pronoun(scene, before.person)
        before.hear(scene, context, found.values())
        for held in held_here:
            office = _statement(document, context, scene, held, Setting(context, main, told))
            ministry = _MINISTER.match(office.role) is not None
            if office.body in ("", "Chi bộ") and not held.office.alone and not ministry:
                continue  # "các đại biểu A, B": a word for people, no office of a body; a cell of a hamlet
            key = (office.person, office.role, office.body, office.place)
            found[key] = _join(found[key], office) if key in found else office
        told = f"{told.rpartition(_BREAK)[2]}{_BREAK}{scene.sentence.text}"
    return _without_vaguer(_of_ministry(list(found.values())))


def _of_ministry(offices: list[Office]) -> list[Office]:
    """Give `Thứ trưởng A` the ministry, where the article names one only, and `Bộ trưởng B` the one B has elsewhere."""
    stated = {(o.person, o.role) for o in offices if _MINISTER.match(o.role) and o.body.startswith("Bộ ")}
    offices = [o for o in offices if o.body != "Chính phủ" or (o.person, o.role) not in stated]
    ministries = {o.body for o in offices if _MINISTER.match(o.role) and o.body.startswith("Bộ ")}
    if len(ministries) != 1:
        return [o for o in offices if o.body or not _MINISTER.match(o.role)]
    body = ministries.pop()
    return list(
        {
            (o.person, o.role, o.body, o.place): o
            for o in (replace(o, body=body) if _MINISTER.match(o.role) and not o.body else o for o in offices)
        }.values()
    )


_MINISTER = re.compile(r"(?:Bộ|Thứ) trưởng")


_BREAK = "\n"


def _join(first: Office, again: Office) -> Office:
    """Return one statement of two: the one that says the office was left, else that tells how it began or ended.

    A career says of each office but the last when it was left; who was in it before (`2004 - 2011`) may be in it again.
    """
    past = again.rule == CAREER and not first.begun_by
    left = again.status == "former" and (again.rule == "post.left" or past) and first.rule not in ("post.left", CAREER)
    back = first.rule == CAREER and first.status == "former" and again.status == "current"
    tells = again.status == first.status and _events(again) > _events(first)
    kept, other = (again, first) if left or tells or back else (first, again)
    if back:
        return kept
    return replace(
        kept,
        since=kept.since or other.since,
        until=kept.until or other.until,
        begun_by=kept.begun_by or other.begun_by,
        ended_by=kept.ended_by or other.ended_by,
        term=kept.term or other.term,
    )


def _events(office: Office) -> int:
    return bool(office.begun_by) + bool(office.ended_by)


def _statement(document: Document, context: Context, scene: Scene, held: Held, setting: Setting) -> Office:
    office = held.office
    body, place = body_and_place(office, context)
    begin, end = min(held.name.begin, office.begin), max(held.name.end, office.end)
    telling = Telling(scene.sentence.text, scene.people, held.name, office, held.rule, held.former)
    course = read_course(telling, setting)
    return Office(
        evidence=document.evidence(scene.sentence, begin, end),
        rule=held.rule,
        person=held.name.text,
        role=office.role,
        body=body,
        place=place,
        status="former" if held.former else "current",
        since=course.since,
        until=course.until,
        begun_by=course.begun_by,
        ended_by=course.ended_by,
        term=office.term,
    )


def _without_vaguer(offices: list[Office]) -> list[Office]:
    """Drop an office without body or place where the same person holds it with one."""
    result = []
    for office in offices:
        better = any(
            o is not office and o.person == office.person and o.role == office.role and o.status == office.status
            and ((office.body == "" and o.body != "") or (o.body == office.body and not office.place and o.place))
            for o in offices
        )  # fmt: skip
        if not better:
            result.append(office)
    return result
