"""SPARQL text before it is run: what form it has, that it only reads, and where a parameter's value goes.

Nothing here runs a query. Text is judged twice: the parsed query (rdflib's grammar) must have no SERVICE and no
dataset clause in any depth, and neither may the words of the text, in case two parsers ever read it differently.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from canbo.extractors.errors import CanboError

if TYPE_CHECKING:
    from pyparsing.exceptions import ParseBaseException

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CALLS_OUT = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM or FROM NAMED"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


class QueryError(CanboError):
    """A query cannot be run: malformed, not read-only, unknown, or with a parameter that does not fit."""


class CallsOutError(QueryError):
    """A query would ask other servers or load a URL; `what` names by what."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"{where}: the query has {what}, which would ask other servers or load a URL; "
            "leave it out, or allow it with --allow-service"
        )
        self.what = what


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a SPARQL text; `kind` is `word` (upper case in `text`), `variable` (bare name) or `mark`."""

    kind: str
    text: str
    begin: int
    end: int


# Terminals of the SPARQL 1.1 grammar, as far as needed to tell words, variables and braces from what stands in
# strings, IRIs, prefixed names, language tags and comments. https://www.w3.org/TR/sparql11-query/#sparqlGrammar
_TERMINALS = re.compile(
    r"""(?P<skip> \#[^\n\r]* | <[^<>"{}|^`\\\x00-\x20]*>
          | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
          | @[A-Za-z][A-Za-z0-9-]*
          | (?:[^\W\d_][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])* )
      | [?$](?P<variable>\w+)
      | (?P<word>[^\W\d]\w*)
      | (?P<mark>[{}()])""",
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words, variables, braces and parentheses of a SPARQL text, with offsets."""
    for match in _TERMINALS.finditer(text):
        kind = match.lastgroup
        if kind is not None and kind != "skip":
            value = match[kind]
            yield Token(kind, value.upper() if kind == "word" else value, match.start(), match.end())


def form_of(text: str) -> str:
    """Return what form a query has (one of FORMS), empty where it has none."""
    return next((token.text for token in tokens(text) if token.kind == "word" and token.text in FORMS), "")


def variables(text: str) -> tuple[str, ...]:
    """Return the names of all variables of a SPARQL text, in order of their first use."""
    return tuple(dict.fromkeys(token.text for token in tokens(text) if token.kind == "variable"))


@lru_cache(maxsize=256)
def check(text: str, where: str, allow_service: bool = False) -> None:
    """Raise QueryError where `text` is not a query that only reads this store; `where` names it in messages.

    With `allow_service`, SERVICE and dataset clauses may stand.
    """
    found = _calls_out(text, where)
    words = {token.text for token in tokens(text) if token.kind == "word"}
    found |= {word for word in ("SERVICE", "FROM") if word in words}
    if found and not allow_service:
        raise CallsOutError(where, " and ".join(sorted(found)))


def _calls_out(text: str, where: str) -> set[str]:
    """Parse the query and return what in it would call out."""
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(text)
    except ParseBaseException as error:
        raise _malformed(text, where, error) from None
    except (ValueError, RecursionError) as error:  # `\\U99999999` is no character; ten thousand braces
        raise QueryError(f"{where}: the query cannot be parsed: {error}") from None
    return {_CALLS_OUT[name] for name in _names(parsed) if name in _CALLS_OUT}


def _names(root: object) -> Iterator[str]:
    """Yield the names of all nodes of a parse tree: subqueries, OPTIONAL, UNION, MINUS, EXISTS and all."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node.name
            waiting.extend(node.values())
        elif isinstance(node, (ParseResults, list, tuple, set)):
            waiting.extend(node)


def _malformed(text: str, where: str, error: ParseBaseException) -> QueryError:
    """Return the error for a text that is no query."""
    words = (token.text for token in tokens(text) if token.kind == "word")
    form = next((word for word in words if word in FORMS or word in _UPDATES), "")
    if form in _UPDATES:
        return QueryError(f"{where}: {form} changes the store; only {', '.join(FORMS)} queries are run")
    rest = text[error.loc :].split()
    reason = f"the query is malformed at {rest[0][:40]!r}" if rest else "the query ends too early"
    return QueryError(f"{where}, line {error.lineno}, column {error.column}: {reason}")


# A line of a query that counts only where a parameter has a value, or one of several: `#? place|person LIMIT 10000`.
_ONLY_WITH = re.compile(r"^([ \t]*)#\? (\w+(?:\|\w+)*) (.*)$", re.MULTILINE)


def activate(text: str, names: Collection[str] | None = None) -> str:
    """Return the query with the lines `#? NAME ...` of these parameters as part of it, of all where `names` is None.

    So a question about one place begins with that place, and the same question about all of them has no filter that
    no engine can see through (`!BOUND(?place) || ...` was measured: all places are looked at, for one as for all).
    """

    def line(found: re.Match[str]) -> str:
        wanted = names is None or any(name in names for name in found[2].split("|"))
        return f"{found[1]}{found[3]}" if wanted else found[0]

    return _ONLY_WITH.sub(line, text)


def bind(text: str, values: Mapping[str, ox.Literal | ox.NamedNode], where: str) -> str:
    """Return the query with the terms in data blocks (SPARQL 1.1, 10.2), from where the planner can use them.

    A data block `VALUES ?x { UNDEF }` that the text has for a parameter gets the term in place of UNDEF;
    a parameter without one gets a data block at the start of the outermost WHERE group. pyoxigraph's
    `substitutions` were measured and not taken: they do not reach BIND and subqueries (all rows came back), ask
    for the variable in the projection, and the planner does not see them (0.5 ms became 120 to 310 ms).
    """
    found = list(tokens(text))
    edits: list[tuple[int, int, str]] = []
    for name, term in values.items():
        blocks = _blocks(found, name)
        edits += [(block.begin, block.end, written(term)) for block in blocks]
        if not blocks:
            start = _group(found, where)
            edits.append((start, start, f" VALUES ?{name} {{ {written(term)} }}"))
    for begin, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def written(term: ox.Literal | ox.NamedNode) -> str:
    """Return a term as SPARQL, by the serialiser of the engine that reads it, and check that it is read back."""
    text = str(term)
    back: list[object] = []
    with contextlib.suppress(SyntaxError):
        found = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {text} }} }}")
        back = [solution["x"] for solution in found] if isinstance(found, ox.QuerySolutions) else []
    if back != [term]:
        raise QueryError(f"{term.value!r} cannot be a term of a query")
    return text


def _blocks(found: list[Token], name: str) -> list[Token]:
    """Return the UNDEF tokens of the data blocks `VALUES ?name { UNDEF }`."""
    wanted = [("word", "VALUES"), ("variable", name), ("mark", "{"), ("word", "UNDEF"), ("mark", "}")]
    windows = zip(*(found[i:] for i in range(len(wanted))), strict=False)
    return [window[3] for window in windows if [(t.kind, t.text) for t in window] == wanted]


def _group(found: list[Token], where: str) -> int:
    """Return the offset behind the brace that opens the outermost WHERE group."""
    begin = next((i for i, t in enumerate(found) if t.kind == "word" and t.text in FORMS), len(found))
    rest = found[begin:]
    if rest and rest[0].text == "CONSTRUCT" and [t.text for t in rest[1:2]] == ["{"]:
        rest = rest[[t.text for t in rest].index("}") + 1 :]
    elif rest and rest[0].text == "CONSTRUCT":
        rest = []
    depth = 0
    for i, token in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if token.kind == "mark" and token.text == "{" and not depth:
            if [t.text for t in rest[i + 1 : i + 2]] == ["SELECT"]:
                break
            return token.end
    raise QueryError(
        f"{where}: there is no group to put a parameter in; write WHERE {{ … }} (a subquery in braces of its own), "
        "or a data block VALUES ?name { UNDEF } where its value shall go"
    )
