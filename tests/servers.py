"""Real SPARQL servers on loopback, for tests; a test is skipped, and says why, where one is not installed."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

GRAPH = "https://example.org/officials"
_WAIT = 60.0  # seconds
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CaseMode = 2
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
DavRoot = DAV
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000000
"""


@dataclass(frozen=True)
class Server:
    """A running server: what `--store` gets, and the environment that lets us in."""

    name: str
    url: str
    environment: dict[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run `oxigraph serve`, of the package of that name."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("there is no oxigraph server: pip install oxigraph")
    port = free_port()
    with _running([program, "serve", "-l", "db", "-b", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}/"):
        yield Server("oxigraph", f"http://127.0.0.1:{port}/query")


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso, of the Debian package virtuoso-opensource-7."""
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or client is None:
        pytest.skip("there is no Virtuoso: apt-get install virtuoso-opensource-7")
    sql, port = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=port), encoding="utf-8")
    with _running([program, "-f", "+configfile", "virtuoso.ini"], folder, f"http://127.0.0.1:{port}/sparql"):
        command = [client, f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", "exec=set password dba geheim;"]
        subprocess.run(command, check=True, capture_output=True, timeout=_WAIT)
        yield Server(
            "virtuoso",
            f"http://127.0.0.1:{port}/sparql-auth?default-graph-uri={GRAPH}",
            {"CANBO_REMOTE_USER": "dba", "CANBO_REMOTE_PASSWORD": "geheim"},
        )


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(url, process, folder / "out.log")
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _WAIT
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end and process.poll() is None:
        try:
            opener.open(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{process.args!r} did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
