"""Takes the pictures of ten pages of the explorer over the bundled examples that the documentation shows.

  python scripts/make_screenshots.py [FOLDER]     (default: docs/screens; needs Chromium)

tests/test_screenshots.py takes the same pictures, and fails where a page has an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
CANBO = Path(sys.executable).with_name("canbo")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDTH = 1280
COLOURS = 128  # of a picture that is kept; pages are flat, and a third of the size is enough


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: its address, its height in pixels, and what must be visible before it is taken."""

    path: str
    height: int
    shows: str


PICTURES = {
    "home": Picture("/", 1060, ".tile"),
    "search": Picture("/search?q=ngan+son", 900, ".hits a"),
    "person": Picture("/person/trieu-tien-luu", 1140, ".track circle"),
    "place": Picture("/place/ngan-son-062", 1240, ".track circle"),
    "resolution": Picture("/instrument/43-nq-tw-ban-chap-hanh-trung-uong-dang-khoa-xiii", 1080, ".step.here"),
    "indicator": Picture("/indicator/thu-ngan-sach?place=place/ngan-son-062", 1060, ".chart rect"),
    "article": Picture(
        "/article/05-ngan-son-tong-ket-2024?words=thu+ng%C3%A2n+s%C3%A1ch+tr%C3%AAn+%C4%91%E1%BB%8Ba+b%C3%A0n"
        "+t%C4%83ng+10%2C9%25", 900, "mark.shown",
    ),
    "disagreements": Picture("/checks", 1000, ".case .quote"),
    "question": Picture("/queries/leaders-of-missed-targets?place=ng%C3%A2n+s%C6%A1n&year=2023", 900, "td a"),
    "graph": Picture("/graph?node=person/trieu-tien-luu", 900, "#g-panel h2"),
}  # fmt: skip


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store and give the address."""
    command = [str(CANBO), "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            assert running.stdout is not None
            yield running.stdout.readline().strip().rstrip("/")
        finally:
            running.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the Chromium of the system."""
    from playwright.sync_api import sync_playwright

    # In a container that runs as root Chromium's own sandbox cannot be set up.
    args = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=args)
        yield browser
        browser.close()


def take(page: Page, one: Picture, file: Path) -> None:
    """Take a picture of a page, with few colours so that it is small."""
    from PIL import Image

    page.set_viewport_size({"width": WIDTH, "height": one.height})
    page.goto(one.path)
    page.wait_for_load_state("networkidle")
    page.locator(one.shows).first.wait_for(state="visible")
    page.wait_for_timeout(500)  # the graph page lays its network out
    with Image.open(BytesIO(page.screenshot())) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    """Build the examples, serve them, and take all pictures."""
    import canbo

    if CHROMIUM is None:
        sys.exit("make_screenshots: no Chromium here; on Debian: apt-get install chromium")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        canbo.build([ROOT / "examples" / "articles"], Path(made) / "store")
        with served(Path(made) / "store") as address, chromium() as browser:
            for name, one in PICTURES.items():
                # Each in a browser of its own: nothing remembered from the page before.
                context = browser.new_context(base_url=address)
                take(context.new_page(), one, folder / f"{name}.png")
                context.close()
                print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
