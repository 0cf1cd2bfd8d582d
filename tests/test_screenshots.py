"""The ten pictures of the documentation can be taken: pages are drawn without an error. Skipped without Chromium."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
LARGEST = 200_000  # bytes of a picture that is kept in docs/


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("make_screenshots", ROOT / "scripts" / "make_screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look up their annotations
    spec.loader.exec_module(module)
    return module


shots = _script()
needs_chromium = pytest.mark.skipif(shots.CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def address(explorer_store: Path) -> Iterator[str]:
    """Return the address of a running explorer."""
    with shots.served(explorer_store) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    with shots.chromium() as browser:
        yield browser


@needs_chromium
@pytest.mark.parametrize("name", list(shots.PICTURES))
def test_a_picture_can_be_taken(browser: Browser, address: str, name: str, tmp_path: Path) -> None:
    from PIL import Image

    faults: list[str] = []
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("response", lambda got: faults.append(got.url) if got.status >= 400 else None)
    shots.take(page, shots.PICTURES[name], tmp_path / f"{name}.png")
    context.close()
    assert faults == []
    with Image.open(tmp_path / f"{name}.png") as taken:
        assert taken.size == (shots.WIDTH, shots.PICTURES[name].height)
        # A blank page, or one without its style sheet, has hardly more than black and white.
        assert len(taken.convert("RGB").getcolors(1 << 24) or ()) > 40
    assert (tmp_path / f"{name}.png").stat().st_size < LARGEST


def test_the_documentation_has_each_picture() -> None:
    kept = {file.stem: file for file in (ROOT / "docs" / "screens").glob("*.png")}
    assert kept.keys() == shots.PICTURES.keys()
    assert len(kept) == 10
    shown = (ROOT / "docs" / "screenshots.md").read_text(encoding="utf-8")
    for name, file in kept.items():
        assert file.stat().st_size < LARGEST, name
        assert f"](screens/{name}.png)" in shown, name
