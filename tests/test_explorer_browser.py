"""The explorer in a real browser: Chromium of the system, driven by Playwright. Skipped where there is none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CANBO = Path(sys.executable).with_name("canbo")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
PHONE = {"width": 390, "height": 844}
PAGES = (
    "/", "/checks", "/list?kind=place", "/search?q=nguyen", "/person/trieu-tien-luu", "/place/ngan-son-062",
    "/body/huyen-uy-ngan-son-062", "/meeting/hoi-nghi-huyen-uy-ngan-son-062-2024-01-10",
    "/instrument/43-nq-tw-ban-chap-hanh-trung-uong-dang-khoa-xiii", "/indicator/thu-ngan-sach",
    "/article/05-ngan-son-tong-ket-2024", "/article/hostile", "/nothing",
)  # fmt: skip
# The contrast of every text with the nearest ground that is painted behind it, as WCAG 2.1 works it out.
CONTRAST = """() => {
  const light = (c) => {
    const v = c.map((x) => x / 255).map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const e = n.parentElement;
    if (!n.data.trim() || !e.checkVisibility() || e.closest("svg")) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(ground(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) bad.push(n.data.trim().slice(0, 40) + " " + style.color);
  }
  return bad;
}"""

# What a screen reader would call only "link" or "button".
UNNAMED = """() => [...document.querySelectorAll("a, button, input")]
  .filter((e) => !e.textContent.trim() && !e.labels?.length && !e.ariaLabel).map((e) => e.outerHTML)"""


@pytest.fixture(scope="module")
def address(explorer_store: Path) -> Iterator[str]:
    """Return the address of a running explorer."""
    command = [str(CANBO), "serve", "--store", str(explorer_store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            assert running.stdout is not None
            yield running.stdout.readline().strip().rstrip("/")
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    from playwright.sync_api import sync_playwright

    # In a container that runs as root Chromium's own sandbox cannot be set up.
    args = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=args)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page that fails the test when it meets an error or asks another host for anything."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    made.on("request", lambda asked: faults.append(asked.url) if not _is_local(asked.url, address) else None)
    yield made
    context.close()
    assert [fault for fault in faults if "404" not in fault] == []


def _is_local(url: str, address: str) -> bool:
    return url.startswith("data:") or urlsplit(url).netloc == urlsplit(address).netloc


def test_from_a_search_without_accents_to_the_sentence(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("nong binh cuong")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nông Bình Cương", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nông Bình Cương"
    page.locator(".held summary").first.click()
    words = page.locator(".held .quote").first
    quote = " ".join(words.inner_text().split()).strip("“”")
    words.click()
    page.wait_for_url(re.compile(r"/article/.*\?at=\d+-\d+"))
    shown = page.locator("mark.shown")
    assert " ".join("".join(shown.all_inner_texts()).split()) == quote
    assert shown.first.is_visible() and shown.first.evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_words_and_facts_lead_to_one_another(page: Page) -> None:
    page.goto("/article/05-ngan-son-tong-ket-2024")
    page.locator(".seg").nth(3).hover()
    assert page.locator("#tip").is_visible()
    page.locator(".seg").nth(3).click()
    assert page.locator("#list .fact.on").count() == 1
    page.locator("#show-posts").uncheck()
    assert not page.locator("#list .fact.t-posts").first.is_visible()
    page.locator("#list .things a").first.scroll_into_view_if_needed()


def test_a_link_on_a_card_is_followed(page: Page) -> None:
    page.goto("/article/05-ngan-son-tong-ket-2024")
    link = page.locator("#list .things a").first
    to = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{to}")


def test_the_language_is_switched_and_stays(page: Page) -> None:
    page.goto("/person/trieu-tien-luu")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Home").click()
    assert page.get_by_role("heading", name="In the store").is_visible()
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.locator("html").get_attribute("lang") == "vi"


def test_a_table_is_downloaded(page: Page) -> None:
    page.goto("/indicator/thu-ngan-sach")
    with page.expect_download() as waiting:
        page.locator("section[aria-labelledby=figures] .under a").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith("place,place_name,period,measure,value,")


def test_the_keyboard_finds_the_content_and_sees_where_it_is(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").evaluate("e => e.getBoundingClientRect().top >= 0")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_read_at_a_desk_and_on_a_phone(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(CONTRAST) == []
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(UNNAMED) == []


def test_pages_work_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/person/nong-binh-cuong")
    page.locator(".held summary").first.click()
    page.locator(".held .quote").first.click()
    assert page.locator("mark.shown").first.is_visible()
    page.locator("#show-posts").uncheck()
    assert not page.locator("#list .fact.t-posts").first.is_visible()
    context.close()
