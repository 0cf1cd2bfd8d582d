"""Whatever is asked: no fault, no path, no trace, and nothing of an article that runs.

Own fuzz, seeded and bounded: `CANBO_FUZZ=5000` asks more than the few hundred requests of a run of the tests.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from canbo.explorer.app import application
from canbo.explorer.limited import Limits
from canbo.graph.catalogue import load, names

ROUNDS = int(os.environ.get("CANBO_FUZZ", "400"))
LEAKS = re.compile(
    r'Traceback|File "|site-packages|\.py\b|/(?:home|tmp|root|usr|work|proc|etc)/|pyoxigraph|RuntimeError|ValueError'
)
ODD = [
    "", " ", "\x00", "\n", "\r\nX: y", "\t", "'", '"', "\\", "<", ">", "&", "%", "%00", "%ff", "..", "../..", "/", "//",
    ";",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}", "${7*7}", "{%raw%}", "' OR 1=1 --",
    "\ufeff",
    "\u202e", "\ud7ff", "\uffff", "😀", "ạ", "a\u0323", "đ", "Ngân Sơn", "nong binh cuong", "43-NQ/TW", "2023", "-1",
    "0",
    "1e9", "9" * 30, "NaN", "a" * 3000, "*", "NEAR(", "AND", "OR NOT", "^", '"a" "b', "(", ")", "person", "http://127.0.0.1/",
    "file:///etc/passwd", "urn:x", "https://w3id.org/canbo/person/nong-binh-cuong", "person/nong-binh-cuong",
    "?x", "$x",
]  # fmt: skip
THINGS = ["nong-binh-cuong", "ngan-son-062", "01-ngan-son-tong-ket-2022"]
SPARQL = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "*", "{", "}", "(", ")", "?s", "?p", "?o", "WHERE", "a", "FILTER",
    "OPTIONAL",
    "UNION", "MINUS", "BIND", "VALUES", "UNDEF", "GROUP BY", "ORDER BY", "LIMIT", "OFFSET", "10", "-1", '"x"', '"x"@vi',
    "<http://x/y>", "<x>", "foaf:name", "x:y", ".", ";", ",", "/", "^", "+", "!", "|", "COUNT(*)", "AS", "?n",
    "SERVICE",
    "SILENT", "FROM", "NAMED", "GRAPH", "INSERT", "DELETE", "LOAD", "PREFIX", "BASE", "REGEX", "IF", "EXISTS", "NOT",
    "#",
    "\\u0041", "'''", '"""', "<<", ">>", "LATERAL", "1e400", "NOW()", "UUID()", "true", "_:b", "[]", "()", "\x00", "ạ",
    "SHA512(?s)", "STRDT", "IRI(", "^^", "@", "REDUCED", "DISTINCT", "HAVING", "SUM(?o)", "xsd:integer(?o)", "rdf:type",
]  # fmt: skip


@pytest.fixture(scope="module")
def fuzzed(explorer_store: Path) -> Iterator[TestClient]:
    limits = Limits(seconds=3, answer_bytes=2_000_000, memory=1_000_000_000)
    app = application(explorer_store, limits=limits)
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def _routes(client: TestClient) -> list[Route]:
    app = client.app.app  # type: ignore[attr-defined]
    assert isinstance(app, Starlette)
    return [one for one in app.routes if isinstance(one, Route)]


def _check(answer: object, asked: str, *, most: int = 499) -> None:
    status, text = answer.status_code, answer.text  # type: ignore[attr-defined]
    assert status <= most or status in (503, 504), f"{status} for {asked!r}"
    assert "content-security-policy" in answer.headers, asked  # type: ignore[attr-defined]
    if status >= 400:
        # What was asked may be told again.
        assert not LEAKS.search(text.replace(asked, "")), f"{status} for {asked!r}: {text[:500]}"


def test_no_route_has_a_fault(fuzzed: TestClient) -> None:
    chosen = random.Random(5)
    routes = _routes(fuzzed)
    parameters = sorted({one.name for name in names() for one in load(name).parameters})
    others = [
        "q",
        "kind",
        "page",
        "node",
        "from",
        "to",
        "depth",
        "most",
        "lang",
        "table",
        "at",
        "query",
        "off",
        "since",
    ]
    kinds = ["person", "place", "body", "meeting", "instrument", "indicator", "article", "officials", "roles", "app.js"]
    for _ in range(ROUNDS):
        route = chosen.choice(routes)
        path = re.sub(r"{[^}]*}", lambda _: quote(chosen.choice([*ODD, *kinds, *THINGS]), safe="/"), route.path)
        some = chosen.sample([*others, *parameters], chosen.randrange(4))
        asked = path + ("?" + urlencode([(one, chosen.choice([*ODD, *kinds])) for one in some]) if some else "")
        method = chosen.choice(["GET"] * 8 + ["HEAD", "POST", "PUT", "OPTIONS", "BREW"])
        accept = chosen.choice(["*/*", "text/html", "application/json", "", ",;q=", "text/turtle;q=x", "a" * 500])
        headers = {"accept": accept, "cookie": chosen.choice(["", "lang=en", "lang=<x>", "=;;"])}
        _check(fuzzed.request(method, asked.encode("ascii", "replace").decode(), headers=headers), asked)


def test_no_query_makes_a_fault(fuzzed: TestClient) -> None:
    chosen = random.Random(6)
    done = 0
    texts = [load(name).text for name in names()]
    for _ in range(ROUNDS):
        if chosen.random() < 0.5:
            text = " ".join(chosen.choices(SPARQL, k=chosen.randrange(1, 25)))
        else:  # a query that is one, changed in some places
            words = chosen.choice(texts).split(" ")
            for _ in range(chosen.randrange(1, 4)):
                words[chosen.randrange(len(words))] = chosen.choice(SPARQL)
            text = " ".join(words)
        accept = chosen.choice(["*/*", "text/csv", "text/turtle", "application/sparql-results+xml", "image/png"])
        headers = {"content-type": "application/sparql-query", "accept": accept}
        answer = fuzzed.post("/sparql", content=text.encode(), headers=headers)
        _check(answer, text)
        done += answer.status_code == 200
    assert done > ROUNDS / 20, "the changed queries should sometimes run"


def test_no_request_of_the_protocol_makes_a_fault(fuzzed: TestClient) -> None:
    chosen = random.Random(7)
    kinds = [
        "application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update", "text/plain", "",
        ";",
        "multipart/form-data; boundary=x", "application/sparql-query; charset=utf-7",
        "application/sparql-query;charset",
        "APPLICATION/SPARQL-QUERY", "application/x-www-form-urlencoded; charset=idna",
    ]  # fmt: skip
    bodies = [b"", b"query=ASK%7B%7D", b"ASK{}", b"\xff\xfe", b"query=%", b"query", b"=&=&;", b"&" * 300, b"a=" * 300]
    for _ in range(ROUNDS // 2):
        headers = {"content-type": chosen.choice(kinds), "content-encoding": chosen.choice(["identity", "gzip", "x"])}
        if chosen.random() < 0.2:
            headers["content-length"] = chosen.choice(["-1", "x", "99999999999999999999", "0"])
        query = urlencode([(chosen.choice(["query", "update", "default-graph-uri", "x"]), chosen.choice(ODD))])
        asked = chosen.choice(["/sparql", f"/sparql?{query}", "/sparql?query=%ff", "/sparql?" + "&" * 200])
        _check(fuzzed.post(asked, content=chosen.choice(bodies), headers=headers), asked)


@pytest.mark.parametrize(
    "host", ["evil.example", "", "127.0.0.1.evil.example", "localhost:80@evil.example", "[::1", "a" * 3000]
)
@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK{}", "/graph.json?node=x", "/queries/roles.csv", "/editor.json", "/dataset"]
)
def test_every_route_is_behind_the_guard(fuzzed: TestClient, host: str, path: str) -> None:
    answer = fuzzed.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert fuzzed.post("/sparql", content="ASK{}", headers={"host": host}).status_code == 421


def test_pages_of_other_sites_cannot_ask_but_lead_here(fuzzed: TestClient) -> None:
    def asked(path: str, site: str, mode: str) -> int:
        return fuzzed.get(path, headers={"sec-fetch-site": site, "sec-fetch-mode": mode}).status_code

    assert asked("/sparql?query=ASK{}", "cross-site", "no-cors") == 403
    assert asked("/graph.json?node=person/nong-binh-cuong", "cross-site", "cors") == 403
    assert asked("/queries", "cross-site", "navigate") == 200
    assert asked("/sparql?query=ASK{}", "same-origin", "cors") == 200
    assert asked("/sparql?query=ASK{}", "none", "navigate") == 200


class _Markup(HTMLParser):
    """Finds what runs or loads something on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            held = (value or "").strip().lower()
            if name.startswith("on") or name == "style" or (name == "src" and not held.startswith("/static/")):
                self.found.append(f"{tag} {name}={value}")
            if name in ("href", "action") and held.startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"{tag} {name}={value}")
        if tag == "script" and not dict(attrs).get("src"):
            self.found.append("an inline script")
        if tag in ("iframe", "object", "embed", "base", "meta") and dict(attrs).keys() - {"charset", "name", "content"}:
            self.found.append(tag)


def test_no_page_has_markup_of_an_article_or_a_reader(fuzzed: TestClient) -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    asked = urlencode({"q": attack, "place": attack, "node": attack, "query": attack, "kind": attack, "lang": attack})
    pages = [
        "/queries",
        "/graph",
        "/editor",
        "/search",
        "/list",
        "/",
        "/nothing",
        *(f"/queries/{name}" for name in names()),
    ]
    for page in pages:
        for address in (page, f"{page}?{asked}", f"/{quote(attack, safe='')}"):
            parser = _Markup()
            parser.feed(fuzzed.get(address).text)
            assert not parser.found, (address, parser.found[:3])
