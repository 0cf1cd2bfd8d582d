"""Disagreements and checks: what does not agree, with the words of both sides and without a verdict."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from canbo.explorer.asking import SHOWN, Answered
from canbo.explorer.grouping import Row, distinct
from canbo.explorer.lookup import lookup
from canbo.explorer.page import Asked, Page, page_routes
from canbo.graph.shape_messages import in_vietnamese
from canbo.graph.summary import Refused

NAVIGATION = (("checks", "/checks"),)
EACH = 20  # of one check on a page
_NAMES = ("holders", "figures", "rates", "totals")


@dataclass(frozen=True, slots=True)
class Case:
    """A row of a check, with the words of its sides."""

    row: Row
    sides: tuple[list[Row], ...] = ()


def checks(asked: Asked) -> Page:
    """Return the checks; of each `EACH` cases on a page, further ones with `?page=`."""
    index = lookup(asked.snapshot)
    answers = {name: index.answer(f"checks-{name}") for name in _NAMES}
    number = max(1, int(asked.query["page"]) if asked.query.get("page", "").isdecimal() else 1)
    answers["refused"] = _refused(asked)
    pages = max(1, *(-(-len(one) // EACH) for one in answers.values()))
    number = min(number, pages)
    refused = asked.snapshot.store.refusals.all()
    shown = {name: _shown(one, number) for name, one in answers.items()}
    values = {
        "answers": answers,
        "holders": [Case(row, _tenures(asked, row)) for row in shown["holders"]],
        "figures": [Case(row, _values(asked, row)) for row in shown["figures"]],
        "rates": shown["rates"],
        "totals": shown["totals"],
        "refused": [(one, _reasons(asked, one)) for one in refused[(number - 1) * EACH : number * EACH]],
        "number_of": number,
        "pages": pages,
    }
    return Page("checks.html", asked.say("checks_title"), tuple(answers.values()), "", values)


def _shown(answer: Answered, number: int) -> list[dict[str, str]]:
    return answer.rows[(number - 1) * EACH : number * EACH]


def _tenures(asked: Asked, row: Row) -> tuple[list[Row], ...]:
    if asked.form != "html":
        return ()
    return tuple(list(asked.ask("check-tenure", 3, node=row[name]).rows) for name in ("tenure", "other_tenure"))


def _values(asked: Asked, row: Row) -> tuple[list[Row], ...]:
    """Return what articles say of a figure, a list for each value."""
    if asked.form != "html":
        return ()
    named = {name: row[name] for name in ("place", "indicator", "period", "measure")}
    found = [
        one
        for one in asked.ask("check-figure", SHOWN, **named).rows
        if one["unit"] == row["unit"] and one["basis"] == row["basis"]
    ]
    return tuple([one for one in found if one["value"] == value["value"]] for value in distinct(found, "value"))


def _reasons(asked: Asked, one: Refused) -> list[str]:
    """Return why something was refused, in the language of the page."""
    return [in_vietnamese(reason) if asked.lang == "vi" else reason for reason in one.reasons]


def _refused(asked: Asked) -> Answered:
    """Return what was kept out of the store: no query has it, it is not in the graph."""
    rows = [
        (one.article, one.table, one.quote, "; ".join(one.values), "; ".join(_reasons(asked, one)))
        for one in asked.snapshot.store.refusals.all()
    ]
    cells = tuple(tuple(map(ox.Literal, row)) for row in rows)
    columns = ("document", "table", "quote", "values", "reasons")
    return Answered("checks-refused", "what was read and kept out because it does not conform", "", columns, cells)


ROUTES = page_routes("/checks", checks)
