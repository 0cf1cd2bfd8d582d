"""The catalogue: query files with their heads, read into frozen values and checked.

A head is the block of `#+` lines at the start of a `.rq` file, YAML as grlc reads it (https://grlc.io): `summary`,
`question` (in Vietnamese), `description`, `parameters` and `columns`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from canbo.graph.sparql import QueryError, activate, check, tokens, variables
from canbo.graph.terms import Type, to_term

_TEXTS = ("summary", "question", "description")
_KEYS = {*_TEXTS, "parameters", "columns"}
_PARAMETER_KEYS = {"name", "type", "default", "example", "required", "description"}
# What the command line keeps for itself: no parameter may have these names.
RESERVED = frozenset({"store", "format", "file", "help", "allow_service"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: the SPARQL variable of the same name is bound to its value."""

    name: str
    type: Type
    description: str
    example: str = ""
    default: str = ""
    required: bool = False

    @property
    def option(self) -> str:
        """Return the option of the command line: `--from-date` for `from_date`."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer and what it means."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query file. `where` names it in messages; a file without a head has no declared parameters or columns."""

    name: str
    text: str
    where: str
    has_head: bool
    summary: str = ""
    question: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def form(self) -> str:
        """Return SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return next((t.text for t in tokens(self.text) if t.kind == "word" and t.text in _FORMS), "")


_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@cache
def names() -> tuple[str, ...]:
    """Return the names of all queries of the catalogue, sorted."""
    found = files("canbo.queries").iterdir()
    return tuple(sorted(entry.name.removesuffix(".rq") for entry in found if entry.name.endswith(".rq")))


@cache
def load(name: str) -> Query:
    """Return a query of the catalogue; QueryError with close matches for an unknown name."""
    if name not in names():
        close = difflib.get_close_matches(name, names(), n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(close)}?" if close else "see them all with: canbo queries"
        raise QueryError(f"there is no query {name!r}; {hint}")
    text = (files("canbo.queries") / f"{name}.rq").read_text(encoding="utf-8")
    return parse(text, name, f"query {name}")


def load_file(path: str | Path) -> Query:
    """Return the query in any file, with or without a head."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    return parse(text, path.stem, str(path))


def parse(text: str, name: str, where: str) -> Query:
    """Return the query of a text; QueryError where its head is not of the form described above."""
    lines = _head_lines(text)
    if not lines:
        return Query(name=name, text=text, where=where, has_head=False)
    try:
        head = yaml.safe_load("\n".join(line[2:].removeprefix(" ") for line in lines))
    except yaml.MarkedYAMLError as error:
        place = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise QueryError(f"{where}{place}: the #+ head is not YAML: {error.problem}") from error
    if not isinstance(head, dict):
        raise QueryError(f"{where}, line 1: the #+ head must have keys: {', '.join(sorted(_KEYS))}")
    return Query(
        name=name,
        text=text,
        where=where,
        has_head=True,
        **{key: " ".join(str(head.get(key) or "").split()) for key in _TEXTS},
        parameters=tuple(_parameter(entry, where) for entry in _entries(head, "parameters", list, where)),
        columns=tuple(
            Column(str(key), " ".join(str(value or "").split()))
            for key, value in dict(_entries(head, "columns", dict, where)).items()
        ),
    )


def _head_lines(text: str) -> list[str]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line)
    return lines


def _entries(head: dict[str, Any], key: str, kind: type, where: str) -> Any:
    found = head.get(key) or kind()
    if not isinstance(found, kind):
        raise QueryError(f"{where}: {key} in the #+ head must be a {'list' if kind is list else 'mapping'}")
    return found


def _parameter(entry: object, where: str) -> Parameter:
    if not isinstance(entry, dict) or not {"name", "type"} <= set(entry) <= _PARAMETER_KEYS:
        wanted = ", ".join(sorted(_PARAMETER_KEYS))
        raise QueryError(f"{where}: a parameter needs name and type, and may have of {wanted}; found {entry!r}")
    if entry["type"] not in list(Type):
        raise QueryError(f"{where}: type {entry['type']!r} of {entry['name']} is none of {', '.join(Type)}")
    return Parameter(
        name=str(entry["name"]),
        type=Type(entry["type"]),
        description=" ".join(str(entry.get("description", "")).split()),
        example=str(entry.get("example", "")),
        default=str(entry.get("default", "")),
        required=entry.get("required") is True,
    )


def lint(query: Query) -> list[str]:
    """Return what is wrong with a query file of the catalogue, one line for each finding."""
    try:
        for text in (query.text, activate(query.text)):
            check(text, query.where)
    except QueryError as error:
        return [str(error)]
    return [f"{query.where}: {problem}" for problem in (*_head_problems(query), *_body_problems(query))]


def _head_problems(query: Query) -> Iterator[str]:
    yield from (f"no {key} in its head" for key in _TEXTS if not getattr(query, key))
    if set(query.name) - set("abcdefghijklmnopqrstuvwxyz-"):
        yield "its name is not kebab-case"
    for column in query.columns:
        if not column.description:
            yield f"column {column.name} has no meaning"
    for one in query.parameters:
        if not one.description or not one.example:
            yield f"parameter {one.name} lacks description or example"
        if one.name in RESERVED:
            yield f"parameter {one.name} is an option of the command"
        for value in filter(None, (one.example, one.default)):
            try:
                to_term(one.type, value, one.name)
            except QueryError as error:
                yield str(error)


def _body_problems(query: Query) -> Iterator[str]:
    used = variables(activate(query.text))
    for one in query.parameters:
        if one.name not in used:
            yield f"parameter {one.name} is not a variable of the query"
    declared = tuple(column.name for column in query.columns)
    if query.form == "SELECT" and declared != projected(query.text):
        yield f"columns {declared} of the head are not those of the query, {projected(query.text)}"
    if query.form != "SELECT" and declared:
        yield "only SELECT queries have columns"


def projected(text: str) -> tuple[str, ...]:
    """Return the variables that the outermost SELECT returns, in order; `*` is not looked into."""
    found = list(tokens(text))
    begin = next(i for i, t in enumerate(found) if t.kind == "word" and t.text == "SELECT")
    names: list[str] = []
    depth = 0
    after_as = False
    for token in found[begin + 1 :]:
        if token.kind == "mark" and token.text == "{" and not depth:
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if token.kind == "variable" and (not depth or (depth == 1 and after_as)):
            names.append(token.text)
        after_as = token.kind == "word" and token.text == "AS"
    return tuple(names)
