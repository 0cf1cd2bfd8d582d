"""What several test files share: a store of the bundled examples, and the explorer over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import canbo

ROOT = Path(__file__).parents[1]
# Markup, what ends a script, and a template's own braces, in the sentence of an office and in that of a figure.
HOSTILE = (
    "Huyện Ngân Sơn <script>alert(1)</script> {{ 7*7 }}\n"
    "Ngày 10/01/2024, đồng chí Nông Bình Cương <img src=x onerror=alert(2)>, Bí thư Huyện ủy Ngân Sơn chủ trì "
    "hội nghị.\n"
    "Thu ngân sách <script>alert(3)</script> năm 2023 đạt 12,5 tỷ đồng.\n"
)


@pytest.fixture(scope="session")
def explorer_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the bundled examples and one hostile article."""
    folder = tmp_path_factory.mktemp("explorer")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    canbo.build([ROOT / "examples" / "articles", folder / "hostile.txt"], folder / "store")
    return folder / "store"


@pytest.fixture(scope="session")
def _client(explorer_store: Path) -> Iterator[TestClient]:
    from canbo.explorer.app import application

    with TestClient(application(explorer_store), "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def site(_client: TestClient) -> TestClient:
    """Return a client of the explorer without cookies; faults come as answers, as a browser would get them."""
    _client.cookies.clear()
    return _client
