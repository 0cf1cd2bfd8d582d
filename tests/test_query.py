"""Running queries: nothing calls out, nothing is changed, parameters are terms, and errors say where."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from canbo import cli
from canbo.graph.catalogue import Query, load, load_file, names, parse
from canbo.graph.query import Solutions, Triples, Truth, prepare, run
from canbo.graph.sparql import QueryError, bind, check
from canbo.graph.store import open_store
from canbo.graph.terms import Type, place_key, to_term

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def store() -> ox.Store:
    found = ox.Store()
    found.load(
        b'<urn:a> <urn:p> "one" . <urn:b> <urn:p> "two" . <urn:a> <urn:n> 1 . <urn:b> <urn:n> 2 .', ox.RdfFormat.TURTLE
    )
    return found


def query(text: str) -> Query:
    return parse(text, "mine", "mine.rq")


def rows(store: ox.Store, text: str, **values: str) -> list[list[str]]:
    answer = run(store, query(text), values)
    assert isinstance(answer, Solutions)
    return [["" if cell is None else str(getattr(cell, "value", cell)) for cell in row] for row in answer.rows]


@pytest.fixture
def server() -> Iterator[tuple[str, list[bytes]]]:
    """A server on loopback that notes whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        met: list[bytes] = []
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = listening.accept()
                except TimeoutError:
                    continue
                with caller:
                    met.append(caller.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", met
        stop.set()
        thread.join()


CALLS_OUT = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <URL> { ?s ?q ?r } } }",
    "SELECT * { { SELECT ?s { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER(?o = 1 || NOT EXISTS { SERVICE <URL> { ?s ?p ?o } }) }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) { }",
    "SELECT * { ?s ?p ?o BIND(EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) }",
    "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE <URL> { ?s ?q ?r } })",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { VALUES ?e { <URL> } SERVICE ?e { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } FROM <URL> { ?s ?p ?o }",
    "ASK FROM <URL> { ?s ?p ?o }",
    "DESCRIBE ?s FROM <URL> { ?s ?p ?o }",
]


@pytest.mark.parametrize("text", CALLS_OUT)
def test_calling_out_is_refused(store: ox.Store, server: tuple[str, list[bytes]], text: str) -> None:
    url, met = server
    with pytest.raises(QueryError, match=r"SERVICE|FROM"):
        run(store, query(text.replace("URL", url)))
    assert met == []


def test_the_server_is_reached_where_it_is_allowed(store: ox.Store, server: tuple[str, list[bytes]]) -> None:
    """Without this the test above could not fail."""
    url, met = server
    answer = run(store, query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"), allow_service=True)
    assert isinstance(answer, Solutions)
    with pytest.raises(QueryError, match=r"mine\.rq cannot be run"):
        list(answer.rows)
    assert met


def test_allowed_from_is_run(store: ox.Store) -> None:
    answer = run(store, query("SELECT * FROM <urn:g> { ?s ?p ?o }"), allow_service=True)
    assert isinstance(answer, Solutions)
    assert list(answer.rows) == []


def test_words_in_strings_comments_and_names_are_no_clauses(store: ox.Store) -> None:
    text = 'PREFIX from: <urn:from#> # SERVICE FROM\nSELECT ?service { ?service <urn:p> "one" FILTER("FROM" != "") }'
    assert rows(store, text) == [["urn:a"]]


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <urn:x> <urn:p> 1 }", "DELETE WHERE { ?s ?p ?o }", "LOAD <urn:x>", "CLEAR ALL", "DROP DEFAULT"],
)
def test_updates_are_refused(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError, match="changes the store"):
        run(store, query(text))
    assert len(store) == 4


INJECTIONS = [
    '"',
    "'",
    '" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #',
    'one" } UNION { ?s ?p ?o } #',
    "one\\",
    '\\" } ?s ?p ?o #',
    "\\u0022 } ?s ?p ?o #",
    "\\U00000022 }",
    "one\n} ?s ?p ?o",
    "?name",
    "UNDEF",
    "}",
    "# comment",
    "\x01 \x7f ﷐ 𝄞",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_a_value_is_a_value(store: ox.Store, value: str) -> None:
    """A value finds the triple that has it, and no other, whatever it looks like."""
    store.add(ox.Quad(ox.NamedNode("urn:c"), ox.NamedNode("urn:p"), ox.Literal(value)))
    head = "#+ parameters: [{name: name, type: string}]\n"
    for text in ("SELECT ?s { ?s <urn:p> ?name }", "SELECT ?s { VALUES ?name { UNDEF } ?s <urn:p> ?name }"):
        assert rows(store, head + text, name=value) == [["urn:c"]]


@pytest.mark.parametrize("value", ["urn:a> } ?s ?p ?o #", "<urn:a> <urn:b>", "a b", "urn:x{y}", "no iri"])
def test_an_iri_that_is_none_is_refused(store: ox.Store, value: str) -> None:
    with pytest.raises(QueryError, match=r"--thing .* expected an absolute IRI"):
        rows(store, "#+ parameters: [{name: thing, type: iri}]\nSELECT ?o { ?thing <urn:p> ?o }", thing=value)


def test_typed_terms(store: ox.Store) -> None:
    head = "#+ parameters: [{name: most, type: integer}]\n"
    assert rows(store, head + "SELECT ?s { ?s <urn:n> ?n FILTER(?n <= ?most) }", most="01") == [["urn:a"]]
    assert rows(store, "SELECT ?s { ?s <urn:n> ?n }", n=f'"2"^^<{XSD}integer>') == [["urn:b"]]
    assert rows(store, "SELECT ?o { ?s <urn:p> ?o }", s="<urn:b>") == [["two"]]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s <urn:p> ?name }",
        "SELECT ?s { BIND(?name AS ?o) ?s <urn:p> ?o }",
        "SELECT ?s { ?s <urn:p> ?o FILTER(?o = ?name) }",
        "SELECT ?s { { SELECT ?s { VALUES ?name { UNDEF } ?s <urn:p> ?name } } }",
        "SELECT (MAX(?x) AS ?s) { ?x <urn:p> ?name }",
        "SELECT (EXISTS { ?q ?r ?t } AS ?e) ?s { ?s <urn:p> ?name }",
    ],
)
def test_a_bound_parameter_reaches(store: ox.Store, text: str) -> None:
    """Oxigraph's own `substitutions` return both rows for the second of these, and refuse most of the others."""
    assert [row[-1] for row in rows(store, text, name="two")] == ["urn:b"]


def test_forms(store: ox.Store) -> None:
    assert run(store, query("ASK { ?s <urn:p> ?name }"), {"name": "one"}) == Truth(True)
    assert run(store, query("ASK { ?s <urn:p> ?name }"), {"name": "six"}) == Truth(False)
    made = run(store, query("CONSTRUCT { ?s <urn:q> ?name } WHERE { ?s <urn:p> ?name }"), {"name": "one"})
    assert isinstance(made, Triples)
    assert [triple.subject for triple in made.triples] == [ox.NamedNode("urn:a")]
    told = run(store, query("DESCRIBE ?s { ?s <urn:p> ?name }"), {"name": "two"})
    assert isinstance(told, Triples)
    assert len(list(told.triples)) == 2


@pytest.mark.parametrize(
    "text", ["CONSTRUCT WHERE { ?s ?p ?name }", "SELECT ?name { SELECT ?name { ?s ?p ?name } }", "DESCRIBE ?name"]
)
def test_no_place_for_a_parameter(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError, match="no group"):
        run(store, query(text), {"name": "one"})


def test_the_prepared_text_runs_in_rdflib() -> None:
    with open_store(mode="memory") as opened:
        opened.oxigraph.load(b'<urn:a> <urn:p> "one" . <urn:b> <urn:p> "two" .', ox.RdfFormat.TURTLE)
        text = prepare(query("SELECT ?s { ?s <urn:p> ?name }"), {"name": "two"})
        assert [str(row[0]) for row in opened.graph.query(text)] == ["urn:b"]


def test_malformed_query_names_file_line_and_column(tmp_path: Path, store: ox.Store) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("SELECT ?s\nWHERE {\n  ?s ?p }\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"bad\.rq, line 3, column 3: the query is malformed at"):
        run(store, load_file(path))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"SELECT", b"{" * 5000, b"SELECT * { ?s ?p \\U99999999 }"])
def test_no_query_at_all(tmp_path: Path, store: ox.Store, data: bytes) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(data)
    with pytest.raises(QueryError, match=r"bad\.rq"):
        run(store, load_file(path))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.rq: No such file"):
        load_file(tmp_path / "none.rq")


def test_unknown_names_come_with_close_ones(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="did you mean officials"):
        load("oficials")
    with pytest.raises(QueryError, match="did you mean --place"):
        run(store, load("officials"), {"plase": "Suối Mây"})
    with pytest.raises(QueryError, match='needs --place "'):
        run(store, load("officials"))
    with pytest.raises(QueryError, match="it has none"):
        run(store, load("judgements"), {"place": "Suối Mây"})


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("place", "Huyện Ngân Sơn", '"ngan son"'),
        ("place", "TP. Hồ Chí Minh", '"ho chi minh"'),
        ("place", "quận 7", '"7"'),
        ("place", "Tịnh Biên", '"tinh bien"'),
        ("place", "quan son", '"quan son"'),
        ("place", "Huyện", '"huyen"'),
        ("person", "NÔNG  Bình Cương", '"nong binh cuong"'),
        ("number", "43 – nq/tw", '"43-NQ/TW"'),
        ("date", "2023", f'"2023"^^<{XSD}gYear>'),
        ("date", "2023-07", f'"2023-07"^^<{XSD}gYearMonth>'),
        ("date", "2023-07-06", f'"2023-07-06"^^<{XSD}date>'),
        ("decimal", "104.10", f'"104.1"^^<{XSD}decimal>'),
        ("term", '"Sìn Hồ"@vi', '"Sìn Hồ"@vi'),
    ],
)
def test_terms(kind: str, value: str, expected: str) -> None:
    assert str(to_term(Type(kind), value, "x")) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", "2023-13"), ("date", "06/07/2023"), ("date", "2023-02-30"), ("year", "23"), ("integer", "1.5"),
     ("decimal", "1,5"), ("person", " "), ("person", "…"), ("number", "-"), ("term", "<a b>"), ("string", "\ud800")],
)  # fmt: skip
def test_values_of_the_wrong_form(kind: str, value: str) -> None:
    with pytest.raises(QueryError, match=r"--some-thing .* expected"):
        to_term(Type(kind), value, "some-thing")


def test_place_key_keeps_a_name_that_is_a_type_word() -> None:
    assert place_key("Xã Tả Phìn") == "ta phin"
    assert place_key("thị trấn") == "thi tran"


def test_checking_does_not_run(server: tuple[str, list[bytes]]) -> None:
    url, met = server
    with pytest.raises(QueryError):
        check(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} ", "mine.rq")
    assert met == []


def test_bound_text_is_still_checked_text() -> None:
    for name in names():
        one = load(name)
        text = prepare(one, {p.name: p.example for p in one.parameters})
        check(text, name)


def test_lines_of_a_parameter_count_where_it_has_a_value(store: ox.Store) -> None:
    """`#? name` lines are comments without the parameter; with `a|b`, either is enough."""
    head = "#+ parameters: [{name: name, type: string}, {name: number, type: integer}]\n"
    text = head + (
        "SELECT ?s {\n  ?s ?p ?o .\n  #? name ?s <urn:p> ?name .\n"
        "  #? number ?s <urn:n> ?number .\n}\nORDER BY ?s ?o\n#? name|number LIMIT 1"
    )
    every = rows(store, text)
    assert len(every) > 2
    assert rows(store, text, name="two") == [["urn:b"]]
    assert rows(store, text, number="1") == [["urn:a"]]
    assert rows(store, text, name="two", number="1") == []


def test_what_a_line_of_a_parameter_says_is_checked() -> None:
    """A query cannot call out by a line that is a comment until a value is given."""
    head = "#+ parameters: [{name: name, type: string}]\n"
    sly = parse(
        head + "SELECT ?s {\n?s ?p ?name .\n#? name SERVICE <http://127.0.0.1/> { ?s ?p ?o }\n}", "sly", "sly.rq"
    )
    prepare(sly)
    with pytest.raises(QueryError, match="SERVICE"):
        prepare(sly, {"name": "x"})


def test_bind_leaves_strings_alone() -> None:
    text = 'SELECT * { # VALUES ?x { UNDEF }\n ?s ?p "VALUES ?x { UNDEF }" , ?x }'
    bound = bind(text, {"x": ox.Literal("v")}, "mine.rq")
    assert bound == text.replace("SELECT * {", 'SELECT * { VALUES ?x { "v" }')


# --- the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> str:
    path = tmp_path / "store"
    with open_store(path, "write") as opened:
        opened.oxigraph.load(path=str(Path(__file__).parent / "data" / "catalogue.ttl"), format=ox.RdfFormat.TURTLE)
    return str(path)


def test_command_prints_data_only(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["query", "career", "--person", "Vừ A Sử", "--format", "csv", "--store", folder]
    assert cli.run(words) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith("name,role_name,body")
    assert len(out.splitlines()) == 3
    assert err == ""


def test_options_before_the_name(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["query", "--store", folder, "--format", "jsonl", "career", "--person=vu a su"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_nothing_found_is_an_answer(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["query", "career", "--person", "Không Ai", "--format", "csv", "--store", folder]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "nothing found" in err


def test_query_file(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?p { ?p foaf:name ?name }", encoding="utf-8")
    words = ["query", "-f", str(path), "--name", "Vừ A Sử", "--store", folder, "--format", "tsv"]
    assert cli.run(words) == 0
    assert capsys.readouterr().out == "p\nhttps://w3id.org/canbo/person/vu-a-su\n"
    path.write_text("SELECT ?p { SERVICE <http://127.0.0.1:9/> { ?p ?q ?r } }", encoding="utf-8")
    assert cli.run(["query", "-f", str(path), "--store", folder]) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query"], "canbo queries lists"),
        (["query", "carer"], "did you mean career"),
        (["query", "career", "--persom", "x"], "did you mean --person"),
        (["query", "career", "x"], "one word too many"),
        (["query", "career"], "needs --person"),
        (["query", "career", "--person", "x", "--format", "xml"], "choose one of table"),
        (["query", "career", "--person", "x", "--format", "turtle"], "rows, no triples"),
        (["query", "annotations", "--format", "csv"], "the answer is triples"),
        (["query", "-f", "none.rq"], "none.rq"),
        (["queries", "carer"], "did you mean career"),
        (["queries", "--text"], "needs the NAME"),
    ],
)
def test_usage_errors(
    folder: str, capsys: pytest.CaptureFixture[str], words: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANBO_STORE", folder)
    assert cli.run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_queries_lists_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["queries"]) == 0
    out = capsys.readouterr().out
    assert all(name in out and load(name).question in out for name in names())
    assert cli.run(["queries", "officials"]) == 0
    out = capsys.readouterr().out
    assert "--place PLACE (needed)" in out
    assert "certainty: " in out
    assert cli.run(["queries", "officials", "--text"]) == 0
    assert capsys.readouterr().out == load("officials").text
    for form in ("csv", "tsv", "json", "jsonl"):
        assert cli.run(["queries", "--format", form]) == 0
        assert "--place" in capsys.readouterr().out
