"""What goes over the wire to a SPARQL server: who we are, when it is tried again, and what a user is told."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from canbo.graph.remote import client as module
from canbo.graph.remote.changes import is_one_request, requests
from canbo.graph.remote.client import Client
from canbo.graph.remote.endpoint import RemoteError, endpoint
from canbo.graph.settings import SettingError

ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "one"}}]}}
SECRET = "rất-bí-mật-123"
OPENSSL = shutil.which("openssl")


class Scripted(http.server.ThreadingHTTPServer):
    """A server that answers with the statuses of `script`, then with rows; it keeps the requests it got."""

    def __init__(self) -> None:
        self.script: list[tuple[int, dict[str, str]]] = []
        self.headers_sent = {"Content-Type": "application/sparql-results+json"}
        self.body = json.dumps(ROWS).encode()
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Scripted
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        status, headers = self.server.script.pop(0) if self.server.script else (200, self.server.headers_sent)
        if status == 0:  # hangs up
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        answer = self.server.body if status == 200 else b"the server's own words"
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scripted]:
    monkeypatch.setattr(module, "_PAUSE", 0.001)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("TOKEN", "USER", "PASSWORD", "UPDATE", "DATA", "TIMEOUT"):
        monkeypatch.delenv(f"CANBO_REMOTE_{name}", raising=False)
    with Scripted() as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.01,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def ask(url: str) -> list[str]:
    with Client(endpoint(url)) as client:
        found = client.query("SELECT ?x WHERE { ?x a ?y }")
        assert isinstance(found, ox.QuerySolutions)
        return [row["x"].value for row in found]


@pytest.mark.parametrize("status", [502, 503, 504, 0])
def test_it_is_tried_again_where_that_may_help(server: Scripted, status: int) -> None:
    server.script = [(status, {})] * 3
    assert ask(server.url) == ["one"]
    assert len(server.seen) == 4


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_it_is_not_tried_again_where_that_cannot_help(server: Scripted, status: int) -> None:
    server.script = [(status, {"WWW-Authenticate": 'Basic realm="x"'})]
    with pytest.raises(RemoteError, match=f"http://127.0.0.1.*{status}"):
        ask(server.url)
    assert len(server.seen) == 1


def test_after_five_times_a_server_that_is_down_is_told_so(server: Scripted) -> None:
    server.script = [(503, {"Retry-After": "0"})] * 9
    with pytest.raises(RemoteError, match="is not available \\(503\\), 5 times tried"):
        ask(server.url)
    assert len(server.seen) == 5


def test_a_server_that_says_when_is_waited_for(server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(module.time, "sleep", waited.append)
    server.script = [(503, {"Retry-After": "7"}), (503, {"Retry-After": "4000"}), (503, {"Retry-After": "later"})]
    ask(server.url)
    assert waited == [7.0, 30.0, 0.004]


def test_nobody_there(server: Scripted) -> None:
    free = server.url.replace(str(server.server_port), "9")
    with pytest.raises(RemoteError, match="cannot be reached, 5 times tried"):
        ask(free)


def test_an_update_that_takes_too_long_is_not_sent_again(server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANBO_REMOTE_TIMEOUT", "0.2")
    hold = threading.Event()
    monkeypatch.setattr(_Handler, "do_POST", lambda self: (server.seen.append(("POST", "", {}, b"")), hold.wait(5)))
    with Client(endpoint(server.url)) as client, pytest.raises(RemoteError, match="CANBO_REMOTE_TIMEOUT"):
        client.update("INSERT DATA { <a:b> <a:b> 1 }")
    hold.set()
    assert len(server.seen) == 1


@pytest.mark.parametrize("value", ["0", "-1", "soon", "inf", "nan"])
def test_a_timeout_is_a_number_of_seconds(server: Scripted, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CANBO_REMOTE_TIMEOUT", value)
    with pytest.raises(SettingError, match="CANBO_REMOTE_TIMEOUT"):
        ask(server.url)


def test_who_we_are(server: Scripted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def sent() -> str | None:
        ask(server.url)
        return server.seen[-1][2].get("Authorization")

    assert sent() is None
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login n password p\n")
    assert sent() == "Basic bjpw"
    monkeypatch.setenv("CANBO_REMOTE_USER", "u")
    monkeypatch.setenv("CANBO_REMOTE_PASSWORD", SECRET)
    assert sent() not in ("Basic bjpw", None)
    monkeypatch.setenv("CANBO_REMOTE_TOKEN", "t")
    assert sent() == "Bearer t"


def test_a_server_that_wants_digest_gets_it_and_from_then_on_only_that(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANBO_REMOTE_USER", "u")
    monkeypatch.setenv("CANBO_REMOTE_PASSWORD", SECRET)
    challenge = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="00ff", qop="auth", algorithm="MD5"'}
    server.script = [(401, {}), (401, challenge)]  # Virtuoso: no challenge where something else was tried
    with Client(endpoint(server.url)) as client:
        client.query("ASK { ?s ?p ?o }")
        client.query("ASK { ?s ?p ?o }")
    assert [(request[2].get("Authorization") or "none").split()[0] for request in server.seen] == [
        "Basic", "none", "Digest", "Digest",
    ]  # fmt: skip


def test_no_message_has_a_secret(server: Scripted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANBO_REMOTE_USER", "u")
    monkeypatch.setenv("CANBO_REMOTE_PASSWORD", SECRET)
    monkeypatch.setenv("CANBO_REMOTE_TOKEN", SECRET)
    for status in (301, 400, 401, 403, 404, 500, 503):
        server.script = [(status, {"Location": "https://example.org/"})] * 5
        with pytest.raises(RemoteError) as found:
            ask(server.url)
        assert SECRET not in str(found.value)
        assert "example.org" not in "".join(request[1] for request in server.seen)  # nor is it sent elsewhere
    with pytest.raises(RemoteError, match="CANBO_REMOTE_USER") as told:
        endpoint(f"https://u:{SECRET}@example.org/sparql")
    assert SECRET not in str(told.value)
    for name in ("TOKEN", "USER"):
        monkeypatch.delenv(f"CANBO_REMOTE_{name}")
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login u passwort {SECRET}\n")
    with pytest.raises(RemoteError, match="netrc file") as told:
        ask(server.url)
    assert SECRET not in str(told.value)


def test_an_answer_that_was_cut_off_is_an_error(server: Scripted) -> None:
    server.headers_sent["X-SPARQL-MaxRows"] = "10000"
    with pytest.raises(RemoteError, match="ResultSetMaxRows"):
        ask(server.url)


def test_a_page_is_no_answer(server: Scripted) -> None:
    server.headers_sent["Content-Type"] = "text/html"
    with pytest.raises(RemoteError, match="is this a SPARQL address"):
        ask(server.url)
    server.headers_sent["Content-Type"] = "application/sparql-results+json"
    server.body = b"{"
    with pytest.raises(RemoteError, match="is not application/sparql-results"):
        ask(server.url)


def test_the_graph_goes_with_every_query(server: Scripted) -> None:
    ask(f"{server.url}?default-graph-uri=https://example.org/g")
    assert urllib.parse.parse_qs(server.seen[-1][3].decode())["default-graph-uri"] == ["https://example.org/g"]


@pytest.mark.parametrize(
    ("url", "update", "data"),
    [
        ("http://localhost:7878/query", "http://localhost:7878/update", "http://localhost:7878/store"),
        ("http://[::1]:3030/ds/sparql", "http://[::1]:3030/ds/update", "http://[::1]:3030/ds/data"),
        ("https://e.org/ds/query", "https://e.org/ds/update", "https://e.org/ds/data"),
        ("https://e.org/repositories/r", "https://e.org/repositories/r/statements",
         "https://e.org/repositories/r/rdf-graphs/service"),
        ("https://e.org/sparql-auth", "https://e.org/sparql-auth", "https://e.org/sparql-graph-crud-auth"),
        ("https://e.org/sparql", "https://e.org/sparql", ""),
        ("https://e.org", "https://e.org/", ""),
    ],
)  # fmt: skip
def test_the_address_tells_the_others(url: str, update: str, data: str) -> None:
    found = endpoint(url)
    assert (found.update, found.data) == (update, data)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/sparql", "not encrypted"),
        ("http://127.0.0.1.example.org/sparql", "not encrypted"),
        ("ftp://example.org/sparql", "no address of a SPARQL server"),
        ("https:///sparql", "no address of a SPARQL server"),
        ("https://example.org/sparql?access_token=x", "default-graph-uri=IRI only"),
        ("https://example.org/sparql?default-graph-uri=a%3Ab%3E%20x", "no absolute IRI"),
    ],
)
def test_what_is_no_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(RemoteError, match=why):
        endpoint(url)


def test_other_addresses_must_be_on_the_same_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANBO_REMOTE_UPDATE", "https://elsewhere.example.org/update")
    with pytest.raises(RemoteError, match=r"must be an https:// address on example\.org"):
        endpoint("https://example.org/sparql")
    monkeypatch.setenv("CANBO_REMOTE_UPDATE", "https://example.org/u")
    assert endpoint("https://example.org/sparql").update == "https://example.org/u"


@pytest.mark.skipif(OPENSSL is None, reason="there is no openssl to make a certificate with")
def test_a_certificate_must_be_trusted(server: Scripted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([str(OPENSSL), *made], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    url = f"https://localhost:{server.server_port}/query"
    with pytest.raises(RemoteError, match="certificate of localhost is not trusted"):
        ask(url)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    assert ask(url) == ["one"]


def test_an_article_is_one_request_and_a_large_change_several() -> None:
    quads = [ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(n)) for n in range(25_000)]
    (one,) = requests(quads[:10], quads[10:2500], "a:g", ["INSERT DATA { <a:a> <a:done> 1 }"])
    assert one.count("DELETE DATA") == 1 and one.count("INSERT DATA") == 4
    assert is_one_request(10, 2490) and not is_one_request(10, 25_000)
    several = list(requests((), quads, "", ["INSERT DATA { <a:a> <a:done> 1 }"]))
    assert len(several) == 2 and "a:done" not in several[0] and several[1].endswith("<a:done> 1 }")
    store = ox.Store()
    for text in several:
        store.update(text)
    assert len(store) == 25_001
    assert list(requests((), (), "")) == []


def test_without_httpx_the_message_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "httpx.py").write_text("raise ModuleNotFoundError(\"No module named 'httpx'\", name='httpx')\n")
    done = subprocess.run(
        [sys.executable, "-m", "canbo", "status", "--store", "https://example.org/sparql"],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "canbo: a store on a server needs httpx: pip install 'canbo[remote]'\n"
