"""An article: its text with every fact in its place, the facts beside it, and what was not read."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox
from markupsafe import Markup
from starlette.responses import RedirectResponse

from canbo.explorer.page import Asked, Page, missing, page_routes, redirect_routes
from canbo.extractors.statements import Span
from canbo.graph import explain_page
from canbo.graph.explain import ExplainError, Explanation, explain_stored
from canbo.graph.explain_page import Link
from canbo.graph.namespaces import TYPE, term
from canbo.ontology import table

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


def article(asked: Asked) -> Page | RedirectResponse:
    """Return the page of an article; `?at=100-142` marks these words and the sentence they stand in.

    `?words=` leads to the first place that has them.
    """
    store = asked.snapshot.store
    name = str(asked.path["name"])
    node = store.iris.article(name)
    if ox.Quad(ox.NamedNode(node), TYPE, term("schema:NewsArticle")) not in asked.data:
        raise missing(asked)
    about, facts, things = (asked.ask(one, node=node) for one in ("article", "article-facts", "article-things"))
    explained, problem = None, ""
    if asked.form == "html":
        try:
            explained = explain_stored(store, name)
        except ExplainError:
            problem = asked.say("no_text")
    words = asked.query.get("words", "")
    begin = explained.text.find(words) if explained and words else -1
    if begin >= 0:
        return RedirectResponse(asked.snapshot.links.words(name, begin, begin + len(words)), 303)
    leads: dict[str, list[Link]] = defaultdict(list)
    for row in things.rows:
        leads[row["fact"]].append(Link(asked.snapshot.links.url(row["thing"]), row["label"]))
    title = about.first["headline"] or name
    values = {
        "about": about.first,
        "name": name,
        "problem": problem,
        "explained": explained,
        "facts": facts,
        "things": things,
        **(_parts(explained, leads, asked.query.get("at", "")) if explained else {}),
    }
    return Page("article.html", title, (facts, things), node, values)


def _parts(explained: Explanation, leads: dict[str, list[Link]], at: str) -> dict[str, object]:
    """Return the parts of the page that `canbo explain` has too; they come escaped."""
    shown, sentence = _shown(explained, at)
    return {
        "text": Markup("\n".join(explain_page.lines(explained, shown, sentence))),
        "switches": Markup("\n".join(explain_page.switches(explained))),
        "cards": Markup(explain_page.cards(explained, leads)),
        "unread": Markup(explain_page.unread(explained)),
        "said": table("explain")["words"],
        "remarks": [table("explain")["remarks"][key] for key in explained.remarks],
    }


def _shown(explained: Explanation, at: str) -> tuple[Span | None, Span | None]:
    """Return the words that an address names, and the sentence that a fact of these words stands in."""
    found = _AT.fullmatch(at)
    if found is None or not int(found[1]) < int(found[2]) <= len(explained.text):
        return None, None
    shown = Span(int(found[1]), int(found[2]))
    return shown, next((fact.sentence for fact in explained.facts if fact.words == shown), None)


def statement(asked: Asked) -> RedirectResponse:
    """Lead from a statement to the words that state it."""
    iri = f"{asked.snapshot.store.iris.article(str(asked.path['name']))}/{asked.path['table']}/{asked.path['number']}"
    found = asked.ask("statement", node=iri) if asked.path["table"].isalpha() else None
    if not found:
        raise missing(asked)
    row = found.first
    return RedirectResponse(asked.snapshot.links.words(row["document"], row["begin"], row["end"]), 303)


ROUTES = [
    *redirect_routes("/article/{name}/{table}/{number:int}", statement),
    *page_routes("/article/{name}", article),
]
