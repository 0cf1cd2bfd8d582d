"""The SPARQL endpoint: the cases of the SPARQL 1.1 Protocol that apply to a service that only reads one graph.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from canbo.explorer.accepting import preferred
from canbo.explorer.app import application
from canbo.explorer.limited import Job, Limits, Pool

ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 2"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <http://xmlns.com/foaf/0.1/Person> }"
JSON = "application/sparql-results+json"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
# Every triple with every other and every third: longer than anybody waits.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c = ?f && ?f = ?i && ?a != ?g) }"


# --- 2.1 query operation -------------------------------------------------------------------------------------------


def test_query_via_get(site: TestClient) -> None:
    answer = site.get("/sparql", params={"query": ASK}, headers={"accept": JSON})
    assert (answer.status_code, answer.headers["content-type"]) == (200, JSON)
    assert answer.json()["boolean"] is True


def test_query_via_post_urlencoded(site: TestClient) -> None:
    answer = site.post("/sparql", content=urlencode({"query": SELECT}), headers=FORM)
    assert answer.status_code == 200
    assert len(answer.json()["results"]["bindings"]) == 2


@pytest.mark.parametrize("kind", ["application/sparql-query", "Application/SPARQL-query; charset=UTF-8"])
def test_query_via_post_directly(site: TestClient, kind: str) -> None:
    answer = site.post("/sparql", content='ASK { FILTER("ạ" = "\\u1EA1") }'.encode(), headers={"content-type": kind})
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_bad_query_method(site: TestClient, method: str) -> None:
    answer = site.request(method, "/sparql", params={"query": ASK})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= {one.strip() for one in answer.headers["allow"].split(",")}


def test_bad_multiple_queries(site: TestClient) -> None:
    assert site.get(f"/sparql?query={quote(ASK)}&query={quote(ASK)}").status_code == 400
    assert site.post("/sparql", content=f"query={quote(ASK)}&query={quote(ASK)}", headers=FORM).status_code == 400
    assert site.post(f"/sparql?query={quote(ASK)}", content=ASK, headers=DIRECT).status_code == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "", "application/json", "application/sparql-update", "multipart/form-data"]
)
def test_bad_query_wrong_media_type(site: TestClient, kind: str) -> None:
    answer = site.post("/sparql", content=ASK, headers={"content-type": kind} if kind else {})
    assert answer.status_code == 415
    assert "application/sparql-query" in answer.headers["accept-post"]


def test_bad_query_missing_form_type(site: TestClient) -> None:
    request = site.build_request("POST", "/sparql", content=urlencode({"query": ASK}))
    request.headers.pop("content-type", None)
    assert site.send(request).status_code == 415


@pytest.mark.parametrize("charset", ["UTF-16", "iso-8859-1", "nothing-known", "a\x00b"])
def test_bad_query_non_utf8(site: TestClient, charset: str) -> None:
    headers = {"content-type": f"application/sparql-query; charset={charset}"}
    assert site.post("/sparql", content=ASK.encode("utf-16"), headers=headers).status_code == 400
    assert site.post("/sparql", content=b"ASK { FILTER('\xff' = '') }", headers=DIRECT).status_code == 400
    assert site.get("/sparql?query=%FF%FE").status_code == 400
    assert site.post("/sparql", content=b"query=\xff", headers=FORM).status_code == 400


@pytest.mark.parametrize(
    "query",
    ["", "SELECT", "ASK { ?s ?p }", "nonsense", "SELECT * { ?s nothing:known ?o }", "SELECT * { <relative> ?p ?o }",
     "SELECT ?a { } GROUP BY ?b", "ASK { FILTER(?x = '\\uD800') }", "ASK {" + "{" * 20_000 + "}" * 20_000 + "}",
     "\x00", "ASK { ?s ?p ?o } ASK { ?s ?p ?o }", "ASK { FILTER(" + "!" * 20_000 + "true) }"],
)  # fmt: skip
def test_bad_query_syntax(site: TestClient, query: str) -> None:
    answer = site.post("/sparql", content=query.encode(), headers=DIRECT)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Traceback" not in answer.text and "/" not in answer.text.replace("<http", "")[:400]


def test_missing_query_in_a_form(site: TestClient) -> None:
    assert site.post("/sparql", content="", headers=FORM).status_code == 400
    assert site.post(f"/sparql?query={quote(ASK)}", content="x=1", headers=FORM).status_code == 400


# --- 2.1.4 data set: a service may refuse that clients choose it ---------------------------------------------------


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_data_set_of_the_client_is_refused(site: TestClient, name: str) -> None:
    graph = urlencode({name: "http://127.0.0.1:9/graph.ttl"})
    asked = urlencode({"query": ASK})
    answers = [
        site.get(f"/sparql?{asked}&{graph}"),
        site.post("/sparql", content=f"{asked}&{graph}", headers=FORM),
        site.post(f"/sparql?{graph}", content=ASK, headers=DIRECT),
    ]
    assert [one.status_code for one in answers] == [400] * 3
    assert "default graph" in answers[0].text


# --- 2.1.6 accepted response formats -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        (JSON, JSON, '{"head"'),
        ("application/json", "application/json", '{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "s\r\nhttps://"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?s\n<https://"),
        ("*/*", JSON, '{"head"'),
        ("text/*", "text/csv; charset=utf-8", "s\r\n"),
        ("text/turtle, text/csv;q=.4, application/sparql-results+xml;q=.6", "application/sparql-results+xml", "<?xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml", "<?xml"),
    ],
)  # fmt: skip
def test_rows_come_in_the_format_asked_for(site: TestClient, accept: str, kind: str, begins: str) -> None:
    answer = site.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.text.startswith(begins)
    assert "accept" in answer.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("*/*", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    ],
)
def test_triples_come_in_the_format_asked_for(site: TestClient, accept: str, kind: str, form: ox.RdfFormat) -> None:
    for query in (CONSTRUCT, "DESCRIBE ?s { ?s a <http://xmlns.com/foaf/0.1/Person> }"):
        answer = site.get("/sparql", params={"query": query}, headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert len(list(ox.parse(answer.content, format=form))) > 5


def test_ask_in_xml(site: TestClient) -> None:
    answer = site.get("/sparql", params={"query": ASK}, headers={"accept": "application/sparql-results+xml"})
    assert "<boolean>true</boolean>" in answer.text


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (ASK, "image/png")])
def test_what_cannot_be_given_is_not_acceptable(site: TestClient, query: str, accept: str) -> None:
    answer = site.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 406
    assert ("text/turtle" if query == CONSTRUCT else JSON) in answer.text


@pytest.mark.parametrize(
    ("accept", "taken"),
    [(None, "a/b"), ("", "a/b"), ("c/d", "c/d"), ("c/*;q=0.3,a/b;q=.2", "c/d"), ("a/*;q=0, */*", "c/d"), ("x/y", ""),
     ("a/b;q=2", ""), ("a/b;q=x", ""), (";;,,", ""), ("A/B ; Q=0.5", "a/b"), ("*/*;q=0", "")],
)  # fmt: skip
def test_accept_is_read_as_the_standard_says(accept: str | None, taken: str) -> None:
    assert preferred(accept, ["a/b", "c/d"]) == taken


# --- reads only ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "DROP ALL",
     "LOAD <http://127.0.0.1:9/x.ttl>", "LOAD <file:///etc/passwd>", "CREATE GRAPH <a:a>",
     "PREFIX a: <a:> INSERT { a:a a:b a:c } WHERE { }"],
)  # fmt: skip
def test_updates_are_refused(site: TestClient, update: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = site.get("/sparql", params={"query": count}).text
    answers = [
        site.get("/sparql", params={"query": update}),
        site.get("/sparql", params={"update": update}),
        site.post("/sparql", content=urlencode({"update": update}), headers=FORM),
        site.post("/sparql", content=urlencode({"query": update}), headers=FORM),
        site.post("/sparql", content=update, headers=DIRECT),
    ]
    assert [one.status_code for one in answers] == [400] * 5
    assert (
        site.post("/sparql", content=update, headers={"content-type": "application/sparql-update"}).status_code == 415
    )
    assert site.get("/sparql", params={"query": count}).text == before


class _Listener:
    """A socket of loopback that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self.port = self._socket.getsockname()[1]
        self.came = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                self._socket.accept()[0].close()
                self.came += 1
            except TimeoutError:
                continue

    def close(self) -> None:
        time.sleep(0.5)
        self._over.set()
        self._thread.join()
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[_Listener]:
    one = _Listener()
    yield one
    if not one._over.is_set():
        one.close()


_OUT = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ sErViCe SILENT <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX x: <{url}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o . SERVICE ?where {{ ?a ?b ?c }} VALUES ?where {{ <{url}> }} }}",
    "ASK {{ OPTIONAL {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ ?s ?p ?o MINUS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ {{ ?s ?p ?o }} UNION {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "DESCRIBE ?s {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "DESCRIBE <{url}> FROM <{url}>",
    "ASK # {{\n{{ SERVICE\n#}}\n<{url}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERV\\u0049CE <{url}> {{ ?s ?p ?o }} }}",
    "ASK {{ LATERAL {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <a:a>",
]


@pytest.mark.parametrize("query", _OUT)
def test_no_query_reaches_another_server(site: TestClient, listener: _Listener, query: str) -> None:
    text = query.format(url=f"http://127.0.0.1:{listener.port}/")
    assert site.post("/sparql", content=text, headers=DIRECT).status_code == 400
    assert site.get("/sparql", params={"query": text}).status_code == 400
    listener.close()
    assert listener.came == 0


def test_the_listener_would_have_been_reached(listener: _Listener) -> None:
    # What the database does with SERVICE where nobody looks before: the test above can fail.
    with pytest.raises((OSError, RuntimeError)):
        list(ox.Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.port}/> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    listener.close()
    assert listener.came > 0


def test_words_that_only_look_like_it_pass(site: TestClient) -> None:
    text = 'SELECT ?service ("SERVICE FROM" AS ?b) { ?service a ?from FILTER(?from != <http://a/FROM>) } LIMIT 1'
    assert site.get("/sparql", params={"query": text}).status_code == 200


# --- limits --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tight(explorer_store: Path) -> Iterator[TestClient]:
    limits = Limits(seconds=4.0, at_once=1, waiting=1, query_bytes=2_000, answer_bytes=50_000, memory=400_000_000)
    with TestClient(application(explorer_store, limits=limits), "http://127.0.0.1") as client:
        yield client


def test_a_query_is_stopped_when_its_time_is_over(tight: TestClient) -> None:
    begin = time.monotonic()
    answer = tight.get("/sparql", params={"query": ENDLESS})
    assert answer.status_code == 504 and "4 seconds" in answer.text
    assert time.monotonic() - begin < 60
    # Its process is gone and the next query has another.
    assert tight.get("/sparql", params={"query": ASK}).status_code == 200


def test_a_query_that_takes_too_much_memory_is_stopped(explorer_store: Path) -> None:
    pool = Pool(explorer_store, Limits(seconds=60, memory=300_000_000))
    everything = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
    assert pool.run(Job(everything), "").status == "lost"
    assert pool.run(Job(ASK), "").status == "done"
    pool.close()


def test_too_large_a_query_and_too_large_an_answer(tight: TestClient) -> None:
    long = ASK + " #" + "x" * 2_000
    assert tight.get("/sparql", params={"query": long}).status_code == 413
    assert tight.post("/sparql", content=long, headers=DIRECT).status_code == 413
    pieces = (piece.encode() for piece in ("query=", *(["x" * 500] * 10)))
    assert tight.post("/sparql", content=pieces, headers=FORM).status_code == 413  # without a length
    for accept in ("*/*", "text/csv", "application/sparql-results+xml"):
        answer = tight.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"accept": accept})
        assert answer.status_code == 400 and "LIMIT" in answer.text
    assert tight.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}).status_code == 400


def test_beyond_those_that_run_and_wait_queries_are_turned_away(tight: TestClient) -> None:
    found: list[tuple[int, str]] = []

    def ask() -> None:
        answer = tight.get("/sparql", params={"query": ENDLESS})
        found.append((answer.status_code, answer.headers.get("retry-after", "")))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found.count((503, "5")) >= 4
    assert {status for status, _ in found} == {503, 504}
    assert tight.get("/sparql", params={"query": ASK}).status_code == 200


def test_a_query_that_nobody_waits_for_is_stopped(explorer_store: Path) -> None:
    pool = Pool(explorer_store, Limits(seconds=60))
    gone = threading.Event()
    threading.Timer(1.0, gone.set).start()
    begin = time.monotonic()
    assert pool.run(Job(ENDLESS), "", gone).status == "late"
    assert time.monotonic() - begin < 30
    pool.close()


def test_workers_end_with_their_pool(explorer_store: Path) -> None:
    pool = Pool(explorer_store, Limits())
    assert pool.run(Job(ASK), "").status == "done"
    (worker,) = pool._idle
    pool.close()
    assert worker._process.poll() is not None


def test_a_worker_goes_on_to_the_new_state_of_the_store(explorer_store: Path) -> None:
    pool = Pool(explorer_store, Limits(at_once=1))
    assert [pool.run(Job(ASK), state).status for state in ("1", "1", "2")] == ["done"] * 3
    gone = Pool(explorer_store / "nothing", Limits())
    assert gone.run(Job(ASK), "1").status == "fault"
    for one in (pool, gone):
        one.close()


# --- service description and data set ------------------------------------------------------------------------------


def _rows(data: ox.Store, text: str) -> ox.QuerySolutions:
    found = data.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return found


SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"


@pytest.mark.parametrize(
    ("accept", "form"), [("*/*", "TURTLE"), ("application/ld+json", "JSON_LD"), ("application/rdf+xml", "RDF_XML")]
)
def test_get_without_a_query_gives_the_service_description(site: TestClient, accept: str, form: str) -> None:
    answer = site.get("/sparql", headers={"accept": accept, "host": "127.0.0.1:8765"})
    assert answer.status_code == 200
    found = ox.Store()
    found.extend(ox.parse(answer.content, format=getattr(ox.RdfFormat, form)))
    asked = f"SELECT ?e {{ ?s a <{SD}Service> ; <{SD}endpoint> ?e ; <{SD}supportedLanguage> <{SD}SPARQL11Query> }}"
    assert [row["e"].value for row in _rows(found, asked)] == ["http://127.0.0.1:8765/sparql"]


def test_a_browser_is_led_to_the_editor_and_others_are_told(site: TestClient) -> None:
    answer = site.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/editor")
    assert site.get("/sparql", headers={"accept": "image/png"}).status_code == 406


def test_the_data_set_is_described(site: TestClient) -> None:
    assert site.get("/.well-known/void", follow_redirects=False).headers["location"] == "/dataset"
    answer = site.get("/.well-known/void")
    found = ox.Store()
    found.extend(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))
    total = json.loads(site.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text)
    asked = f"SELECT ?n {{ ?d a <{VOID}Dataset> ; <{VOID}triples> ?n ; <{VOID}sparqlEndpoint> ?e }}"
    numbers = [row["n"].value for row in _rows(found, asked)]
    assert numbers == [total["results"]["bindings"][0]["n"]["value"]]
    people = f"ASK {{ ?p <{VOID}class> <http://xmlns.com/foaf/0.1/Person> ; <{VOID}entities> ?n FILTER(?n > 5) }}"
    assert bool(found.query(people))


@pytest.mark.parametrize("host", ["localhost:", "[::1]", "[::1]:80", "LOCALHOST.:1"])
def test_the_description_is_of_the_host_that_was_asked(site: TestClient, host: str) -> None:
    answer = site.get("/dataset", headers={"host": host})
    assert answer.status_code == 200
    name = host.lower().replace(".", "").removesuffix(":")
    assert f"<http://{name}/sparql>" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:99999999", '127.0.0.1:8765/"> <a', "localhost:80@evil.example", "[::1"])
def test_a_host_that_is_none_is_refused(site: TestClient, host: str) -> None:
    assert site.get("/dataset", headers={"host": host}).status_code == 421
