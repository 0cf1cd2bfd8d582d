"""Write docs/queries.md from the heads of the query files and docs/facts.md from ontology/facts.toml: `make docs`.

`--check` writes nothing and ends with 1 where a page is not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from canbo.graph.catalogue import Query, load, names
from canbo.ontology import table

DOCS = Path(__file__).parents[1] / "docs"


_OWN = """
## A query of your own

Any `.rq` file runs with `canbo query -f FILE.rq`; with a head like those in `queries/` its parameters have types and
names, without one every variable can be given as `--NAME VALUE`. Values never become text of the query: each is read
as a term of its type and stands in a data block. A query that would change the store, ask another server (`SERVICE`)
or load a graph (`FROM`) is refused unless `--allow-service` is given.

What was learned from the plans of Oxigraph, on a million triples: put one triple into an OPTIONAL and nest them (4.7 s
became 0.3 ms); put OPTIONALs last; make each branch of a UNION complete in itself; filter on a whole term
(`?x canbo:searchKey ?key`) where you can, on a function of it only where you must."""


def queries() -> str:
    """Return the page of the catalogue."""
    return "\n".join(_queries()) + "\n"


def _queries() -> Iterator[str]:
    yield "# The questions that `canbo query` answers"
    yield ""
    yield "Made from the heads of the files in `queries/` by `make docs`. `canbo queries NAME` prints the same in the"
    yield "terminal; `canbo query -f FILE.rq` runs a file of your own."
    yield ""
    yield "| query | question |"
    yield "|---|---|"
    for name in names():
        yield f"| [`{name}`](#{name}) | {load(name).question} |"
    for name in names():
        yield ""
        yield from _query(load(name))
    yield _OWN


def _query(query: Query) -> Iterator[str]:
    yield f"## {query.name}"
    yield ""
    yield f"*{query.question}* — {query.summary}."
    yield ""
    yield query.description.strip()
    if query.parameters:
        yield ""
        yield "| parameter | type | | meaning |"
        yield "|---|---|---|---|"
        for one in query.parameters:
            needed = "required" if one.required else f"default `{one.default}`" if one.default else ""
            yield f"| `{one.option}` | {one.type} | {needed} | {one.description}, e.g. `{one.example}` |"
    if query.columns:
        yield ""
        yield "| column | meaning |"
        yield "|---|---|"
        for column in query.columns:
            yield f"| `{column.name}` | {column.description} |"


def facts() -> str:
    """Return the page of the fact tables."""
    return "\n".join(_facts()) + "\n"


def _facts() -> Iterator[str]:
    yield "# The fact tables"
    yield ""
    yield "Made from `ontology/facts.toml`, the one declaration of their columns, by `make docs`. `canbo query posts`"
    yield "and so on return them, after the column `document` (the article's file name without its ending). An empty"
    yield "cell means: the article does not say."
    for name, declared in table("facts").items():
        yield ""
        yield f"## {name}"
        yield ""
        yield f"{declared['vi']}. {declared['en']}. Statements of class `canbo:{declared['class']}`."
        yield ""
        yield "| column | nghĩa | meaning | property |"
        yield "|---|---|---|---|"
        for column in declared["columns"]:
            properties = [column["property"], *([column["concept"]] if "concept" in column else [])]
            shown = ", ".join(f"`{p if ':' in p else 'canbo:' + p}`" for p in properties)
            yield f"| `{column['name']}` | {column['vi']} | {column['en']} | {shown} |"


PAGES = {"queries.md": queries, "facts.md": facts}


def main() -> int:
    """Write or check the pages."""
    stale = [name for name, page in PAGES.items() if not _is(DOCS / name, page())]
    if "--check" in sys.argv[1:]:
        print(*(f"docs/{name} is not up to date: make docs" for name in stale), sep="\n")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name} written")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
