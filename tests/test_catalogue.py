"""The catalogue: every query is linted, run, and gives the answer that stands in tests/data/answers."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from canbo.graph.catalogue import Query, lint, load, names, parse
from canbo.graph.query import run
from canbo.graph.results import as_text
from canbo.graph.sparql import QueryError
from canbo.ontology import table

DATA = Path(__file__).parent / "data"
VALUES = {
    "place": "huyện Suối Mây",
    "person": "vu a su",
    "number": "77 – nq/tw",
    "date": "2023-12-15",
    "indicator": "THU NGÂN SÁCH",
    "fact": "https://w3id.org/canbo/tenure/1",
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    found = ox.Store()
    found.load(path=str(DATA / "catalogue.ttl"), format=ox.RdfFormat.TURTLE)
    return found


def values_for(query: Query) -> dict[str, str]:
    wanted = {one.name for one in query.parameters if one.required}
    if query.name in ("officials", "leaders"):
        wanted.add("date")
    return {name: VALUES[name] for name in wanted}


def test_enough_queries() -> None:
    assert len(names()) >= 42


@pytest.mark.parametrize("name", names())
def test_lint(name: str) -> None:
    assert lint(load(name)) == []


@pytest.mark.parametrize("name", names())
def test_answer(name: str, store: ox.Store) -> None:
    query = load(name)
    rows = query.form == "SELECT"
    expected = (DATA / "answers" / f"{name}.{'csv' if rows else 'nt'}").read_text(encoding="utf-8")
    assert expected.count("\n") > 1, "an answer without rows tests nothing"
    found = as_text(run(store, query, values_for(query)), "csv" if rows else "ntriples")
    assert _sorted_lists(found) == _sorted_lists(expected)


def _sorted_lists(text: str) -> list[str]:
    """GROUP_CONCAT has no order: compare the words of each line."""
    return [" ".join(sorted(line.split())) for line in text.splitlines()]


@pytest.mark.parametrize("name", names())
def test_limits_are_far_beyond_what_there_is(name: str) -> None:
    """They are hints for planners: one that was reached would leave out rows without a word."""
    # Of units that share one name there are dozens at most, of targets missed by one place 4,232 in 100,000 articles.
    least = {"after-reform": 1000, "leaders-of-missed-targets": 10_000}.get(name, 100_000)
    assert all(int(number) >= least for number in re.findall(r"\bLIMIT (\d+)", load(name).text))


def test_an_indicator_keeps_the_figures_of_that_name(store: ox.Store) -> None:
    query = load("resolution-chain")
    number = {"number": VALUES["number"]}
    every = _rows(store, query, number)
    some = _rows(store, query, number | {"indicator": VALUES["indicator"]})
    assert some == [row for row in every if VALUES["indicator"].lower() in row["indicator_name"].lower()]
    assert 0 < len(some) < len(every)


def _rows(store: ox.Store, query: Query, given: dict[str, str]) -> list[dict[str, str]]:
    return list(csv.DictReader(as_text(run(store, query, given), "csv").splitlines()))


def test_every_answer_has_its_query() -> None:
    assert {path.stem for path in (DATA / "answers").iterdir()} == set(names())


@pytest.mark.parametrize("name", ["posts", "meetings", "participants", "resolutions", "indicators"])
def test_table_queries_have_the_columns_of_the_facts(name: str) -> None:
    columns = [column.name for column in load(name).columns]
    facts = [column["name"] for column in table("facts")[name]["columns"]]
    assert columns == ["document", *facts, "quote", "begin", "end", "rule"]


@pytest.mark.parametrize(
    ("name", "parameter", "value", "column", "left"),
    [
        ("posts", "document", "02", "document", {"02"}),
        ("targets-missed", "place", "Bản Phố", "place_name", set()),
        ("targets-missed", "year", "2022", "period", set()),
        ("leaders-of-missed-targets", "place", "suối mây", "place_name", {"Suối Mây"}),
        ("leaders-of-missed-targets", "person", "Vừ A Sử", "name", set()),
        ("budget", "place", "ban pho", "place_name", {"Bản Phố"}),
        ("namesakes", "person", "Vừ A Sử", "name", set()),
        ("two-holders", "place", "Bản Phố", "post", set()),
        ("attendance", "person", "Vừ A Sử", "name", {"Vừ A Sử"}),
        ("attendance", "place", "Bản Phố", "name", set()),
        ("former-holders", "place", "Bản Phố", "name", set()),
        ("articles", "place", "Bản Phố", "document", {"03"}),
        ("places", "place", "Bản Phố", "place_name", {"Bản Phố"}),
        ("party-and-state", "place", "Bản Phố", "name", set()),
        ("disagreements", "place", "Bản Phố", "place_name", set()),
        ("roles", "place", "Bản Phố", "role_name", {"Tổ trưởng số hóa"}),
        ("rules", "document", "03", "rule", {"figure.value", "post.apposition"}),
        ("concepts-missing", "document", "01", "term", {"Chương trình hành động"}),
        ("issuers", "place", "Bản Phố", "issuer", set()),
        ("possible-duplicates", "person", "Vừ A Sử", "one", set()),
        ("possible-duplicates", "person", "Nguyễn Văn Minh", "one", {"Nguyễn Văn Minh"}),
        ("unnamed-districts", "document", "01", "document", set()),
        ("unnamed-districts", "document", "04", "document", {"04"}),
        ("unnamed-units", "document", "01", "document", set()),
        ("unnamed-units", "document", "04", "document", {"04"}),
    ],
)
def test_optional_parameters_narrow(
    store: ox.Store, name: str, parameter: str, value: str, column: str, left: set[str]
) -> None:
    text = as_text(run(store, load(name), {parameter: value}), "csv")
    assert {row[column] for row in csv.DictReader(text.splitlines())} == left


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-07-06", {"Lò Thị Hạnh": "certain", "Nguyễn Văn Minh": "unknown"}),
        ("2023", {"Lò Thị Hạnh": "certain"}),
        ("2024-06", {"Lò Thị Hạnh": "likely", "Nguyễn Văn Minh": "likely"}),
        ("2021", {"Lò Thị Hạnh": "unknown", "Nguyễn Văn Minh": "unknown"}),
    ],
)
def test_certainty_at_a_date(store: ox.Store, date: str, expected: dict[str, str]) -> None:
    text = as_text(run(store, load("officials"), {"place": "Suối Mây", "date": date}), "csv")
    found = {row["name"]: row["certainty"] for row in csv.DictReader(text.splitlines())}
    assert {name: found[name] for name in expected} == expected


def test_role_is_the_role_and_no_other(store: ox.Store) -> None:
    text = as_text(run(store, load("officials"), {"place": "Suối Mây", "role": "bi thu"}), "csv")
    assert [row["role_name"] for row in csv.DictReader(text.splitlines())] == ["Bí thư"]


HEAD = """#+ summary: people
#+ question: Ai?
#+ description: All of them.
#+ parameters:
#+   - {name: name, type: string, example: A, description: the name}
#+ columns:
#+   person: the person
SELECT ?person WHERE { ?person <urn:p> ?name }
"""


def test_a_good_head_is_clean() -> None:
    assert lint(parse(HEAD, "people", "people.rq")) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("#+ question: Ai?\n", "", "no question"),
        ("name: name", "name: nom", "nom is not a variable"),
        ("SELECT ?person", "SELECT ?person ?name", "columns"),
        ("person: the person", "man: the man", "columns"),
        ("person: the person", "person:", "no meaning"),
        ("name: name", "name: store", "an option of the command"),
        (", example: A", "", "lacks description or example"),
        ("type: string", "type: year", "expected a year"),
        ("<urn:p> ?name }", "<urn:p> ?name ", "ends too early"),
        ("<urn:p> ?name }", "<urn:p> ?name SERVICE <http://x/> {} }", "SERVICE"),
    ],
)
def test_lint_finds(old: str, new: str, finding: str) -> None:
    assert old in HEAD
    assert finding in " ".join(lint(parse(HEAD.replace(old, new), "people", "people.rq")))


def test_columns_of_expressions_are_seen() -> None:
    text = HEAD.replace("SELECT ?person", 'SELECT (CONCAT(STR(?x), "AS") AS ?person)')
    assert lint(parse(text, "people", "people.rq")) == []


@pytest.mark.parametrize("head", ["#+ a: [", "#+ - a", "#+ parameters: {a: b}", "#+ parameters: [{name: a}]"])
def test_a_bad_head_is_an_error_that_names_the_file(head: str) -> None:
    with pytest.raises(QueryError, match=r"mine\.rq"):
        parse(f"{head}\nSELECT * {{}}", "mine", "mine.rq")
