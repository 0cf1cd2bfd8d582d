"""Write the pages that are made from data: `make docs`.

docs/queries.md from the heads of the query files, docs/facts.md from ontology/facts.toml, docs/indicators.md from
ontology/tables/indicators.toml.

`--check` writes nothing and ends with 1 where a page is not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from canbo.graph.catalogue import Query, load, names
from canbo.ontology import table
from canbo.ontology.indicators import Indicator, indicators

DOCS = Path(__file__).parents[1] / "docs"


_OWN = """
## A query of your own

Any `.rq` file runs with `canbo query -f FILE.rq`; with a head like those in `queries/` its parameters have types and
names, without one every variable can be given as `--NAME VALUE`. Values never become text of the query: each is read
as a term of its type and stands in a data block. A query that would change the store, ask another server (`SERVICE`)
or load a graph (`FROM`) is refused unless `--allow-service` is given.

A line `#? place ?where canbo:searchKey ?place .` is a comment until `--place` is given; then the rest of the line is
part of the query (`#? place|person LIMIT 10000`: where either is given). So a question about one place begins with
that place. `FILTER(!BOUND(?place) || ?key = ?place)` answers the same but looks at everything first.

What was learned from the plans of Oxigraph 0.5 (its command line prints them: `oxigraph query --explain`), on ten
million triples:

- It multiplies guesses (10,000 for what leads to a thing, 10 for a property of it), and when the product no longer
  fits into a number, it builds every OPTIONAL for the whole graph. Put what must be there into a subquery with a
  `LIMIT` that is never reached: the guess begins again from there (`after-reform`: 3.6 s became 10 ms).
- A value that is known must stand in the subquery that it narrows: `VALUES ?place { UNDEF }` there is replaced.
- Put one triple into an OPTIONAL and nest them; put OPTIONALs last; make each branch of a UNION complete in itself.
- Put one triple into an EXISTS too, and nest them: two are joined anew for each row, from the whole graph (`vacancies`
  took 3.6 s where it takes 15 ms).
- Filter on a whole term (`?x canbo:searchKey ?key`) where you can, on a function of it only where you must, and then
  in a group of its own with the few things that the function is asked of (`compare-districts`)."""


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


_INDICATORS = """# Standard indicators

Made from `ontology/tables/indicators.toml` by `make docs`. The same scheme as SKOS is `ontology/indicators.ttl`:
concepts `https://w3id.org/canbo/standard-indicator/ID` below one top concept for each field, with `skos:altLabel`,
`skos:broader` and `canbo:unitKind`.

`canbo.ontology.indicators.standard(phrase)` returns the id of the indicator that an article's phrase names, or `None`.
Case, the place of tone marks, hyphens, commas and quotes, `tỷ` or `tỉ`, `sĩ` or `sỹ` and common abbreviations (`BHYT`,
`NTM`, `DTTS`) make no difference; neither do fillers before and after (`tổng`, `số`, `ước`, `trên địa bàn huyện`, `toàn
xã`, `của Đảng bộ huyện`, `6 tháng đầu năm 2023`), nor `bình quân` with a rate. All else must be a name in the table:
nothing is joined because it looks alike. A revenue is not an expenditure, `thu nội địa` not `thu ngân sách`, a rate not
a count (`tỷ lệ hộ nghèo`, `số hộ nghèo`), a reduction not a level (`giảm tỷ lệ hộ nghèo`). `hộ nghèo` alone is none of
them: it is a percentage in one article and a count in the next.

The unit kind is that of a level (`value`, `target`). Attainments, changes and ratios of any indicator may be
percentages, and an article may give a count as a share of the whole; so it tells what to expect of a figure, not what
it must be.

How much of what articles report has a standard indicator:

| gold | distinct phrases | figures |
|---|---|---|
| **held out**: the table was written without it | 55 of 152, 36 % | 135 of 271, 50 % |
| development set, bundled examples and golden set | 212 of 488, 43 % | 638 of 953, 67 % |

The other phrases stay as they are: most are of one article (`diện tích nuôi tôm nước lợ bị thiệt hại`), some could be
two things. A phrase takes 12 µs when it is first seen and 0.1 µs after that; the table loads in 30 ms, when first
asked.
"""


def standard_indicators() -> str:
    """Return the page of the standard indicators."""
    return _INDICATORS + "\n".join(_standard_indicators()) + "\n"


def _standard_indicators() -> Iterator[str]:
    for field in table("indicators")["field"]:
        yield ""
        yield f"## {field['vi']} ({field['en']})"
        yield ""
        yield "| id | tên | name | unit kind | broader | other names |"
        yield "|---|---|---|---|---|---|"
        for one in indicators().values():
            if _field(one) == field["id"]:
                broader = f"`{one.broader}`" if one.broader in indicators() else ""
                others = "; ".join(one.alt)
                yield f"| `{one.id}` | {one.vi} | {one.en} | {one.unit} | {broader} | {others} |"
    yield ""
    yield "## Unit kinds"
    yield ""
    yield "| id | tên | name |"
    yield "|---|---|---|"
    for kind in table("indicators")["unit-kind"]:
        yield f"| `{kind['id']}` | {kind['vi']} | {kind['en']} |"


def _field(one: Indicator) -> str:
    above = one.broader
    while above in indicators():
        above = indicators()[above].broader
    return above


PAGES = {"queries.md": queries, "facts.md": facts, "indicators.md": standard_indicators}


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
