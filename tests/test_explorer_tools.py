"""The editor and, in a real browser (Debian's Chromium), forms and editor as readers use them.

Without a Chromium at /usr/bin/chromium (or in CANBO_CHROMIUM) the tests in the browser are skipped.
"""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from canbo.explorer.app import application
from canbo.explorer.assets import content
from canbo.explorer.pages.editor import GRIPS
from canbo.graph.catalogue import names
from canbo.graph.sparql import check

CHROMIUM = Path(os.environ.get("CANBO_CHROMIUM", "/usr/bin/chromium"))


def test_the_editor_page_has_the_narrowest_exception(site: TestClient) -> None:
    policy = site.get("/editor").headers["content-security-policy"]
    assert f"style-src 'self' '{GRIPS}';" in policy
    assert "unsafe" not in policy and "script-src 'self';" in policy
    assert GRIPS not in site.get("/queries").headers["content-security-policy"]


def test_the_examples_of_the_editor_can_be_run(site: TestClient) -> None:
    told = site.get("/editor.json").json()
    texts = {one["name"]: one["text"] for group in told["examples"] for one in group["queries"]}
    assert sorted(texts) == sorted(names())
    for name, text in texts.items():
        check(text, name)
        assert "#+" not in text
    assert "http://xmlns.com/foaf/0.1/Person" in told["classes"]
    assert "https://w3id.org/canbo/def#statedIn" in told["properties"]


def test_bundles_ask_nobody_for_maps_and_their_licences_are_there() -> None:
    static = Path(__file__).parents[1] / "canbo" / "explorer" / "static"
    for name in ("yasgui.js", "editor.css", "cytoscape.js", "d3-force.js"):
        assert b"sourceMappingURL" not in content(name), name
    licences = (static / "yasgui.LICENSES").read_text(encoding="utf-8")
    found = dict(re.findall(r"^(\S+ [0-9.]+): (.+)$", licences, re.MULTILINE))
    assert len(found) > 40 and not any("GPL" in one for one in found.values())
    assert "d3-quadtree" in (static / "d3-force.LICENSES").read_text(encoding="utf-8")


# --- in a browser --------------------------------------------------------------------------------------------------


@dataclass
class Browser:
    """A page over the explorer, and all that went wrong on it."""

    page: object
    base: str
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def served(explorer_store: Path) -> Iterator[str]:
    """Return the address of the explorer, served in this process."""
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(explorer_store), log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: object, served: str) -> Iterator[Browser]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)  # type: ignore[attr-defined]
    page = context.new_page()
    made = Browser(page, served)
    page.on("console", lambda one: made.faults.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: made.faults.append(str(one)))
    page.on("dialog", lambda one: (made.faults.append("a dialog: script of an article has run"), one.dismiss()))
    allowed = (served, "data:", "blob:")
    page.on("request", lambda one: None if one.url.startswith(allowed) else made.faults.append(one.url))
    yield made
    context.close()


def test_a_form_completes_asks_and_gives_a_file(browser: Browser, tmp_path: Path) -> None:
    page = browser.page
    page.goto(f"{browser.base}/queries/officials")
    page.fill("#p-place", "")
    page.type("#p-place", "ngan s")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#p-place", "aria-activedescendant")
    page.keyboard.press("Enter")
    assert page.input_value("#p-place") == "Ngân Sơn"
    assert page.get_attribute("#p-place", "aria-expanded") == "false"
    page.click("form.fields button")
    page.wait_for_selector("table")
    assert "Nông Bình Cương" in page.inner_text("table")
    with page.expect_download() as waiting:
        page.click('.under a:text-is("CSV")')
    waiting.value.save_as(tmp_path / "officials.csv")
    assert "Nông Bình Cương" in (tmp_path / "officials.csv").read_text(encoding="utf-8")
    assert not browser.faults


def test_the_editor_runs_a_query_of_the_catalogue(browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/editor")
    page.wait_for_selector(".tabPanel.active .yasqe_queryButton")
    page.select_option("#example", "career")
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".tabPanel.active .yasr table tbody tr")
    assert "Nông Bình Cương" in page.inner_text(".tabPanel.active .yasr")
    # The name's IRI leads to its page here, that of a datatype nowhere.
    links = page.eval_on_selector_all(".tabPanel.active .yasr a.iri", "all => all.map(one => one.getAttribute('href'))")
    assert "/person/nong-binh-cuong" in links and not any(one and one.startswith("http") for one in links)
    assert not browser.faults


def test_the_editor_opens_a_query_from_a_form_and_completes(browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/queries/roles")
    page.click("text=Sửa truy vấn này")
    page.wait_for_selector(".tabPanel.active .yasqe_queryButton")
    assert "?role_name" in page.evaluate("editor.getTab().getYasqe().getValue()")
    page.evaluate("(() => { const one = editor.getTab().getYasqe(); one.setValue(''); one.focus(); })()")
    page.keyboard.type("SELECT * WHERE { ?a a foaf:", delay=30)
    page.wait_for_function("() => editor.getTab().getYasqe().getValue().startsWith('PREFIX foaf:')")
    page.keyboard.type("P", delay=30)
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint")
    assert "foaf:Person" in page.inner_text(".CodeMirror-hints")
    assert not browser.faults


def test_markup_of_an_article_does_not_run_in_the_editor(browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/editor")
    page.wait_for_selector(".tabPanel.active .yasqe_queryButton")
    text = 'SELECT ?quote { ?s nif:isString ?quote FILTER(CONTAINS(?quote, "onerror")) }'
    page.evaluate("text => editor.getTab().getYasqe().setValue(text)", text)
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".tabPanel.active .yasr table tbody tr")
    page.wait_for_timeout(500)
    assert page.eval_on_selector_all(".yasr img", "all => all.length") == 0
    # A library of the editor measures text as markup (which it does not show): the policy of the page stops it.
    assert all("Content Security Policy" in one for one in browser.faults)


def test_the_graph_begins_with_a_search_expands_and_filters(browser: Browser, tmp_path: Path) -> None:
    page = browser.page
    page.goto(f"{browser.base}/graph")
    page.wait_for_selector("#graph[data-ready]")
    page.type("#g-add", "nong binh cuong")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => network.nodes().length > 2")
    page.wait_for_selector("#g-panel h2")
    assert "Nông Bình Cương" in page.inner_text("#g-panel")
    assert "node=person%2Fnong-binh-cuong" in page.url
    before = page.evaluate("network.nodes().length")
    # The panel leads on: to a body, which is expanded.
    page.click("#g-panel li >> nth=0 >> button >> nth=0")
    page.click("#g-panel .acts button >> nth=0")
    page.wait_for_function(f"() => network.nodes().length > {before}")
    visible = page.evaluate("network.nodes(':visible').length")
    page.uncheck('#g-nodes input[value="person"]')
    # What is to be seen changes with the next frame.
    page.wait_for_function("() => !network.nodes('[kind = \"person\"]:visible').length")
    page.wait_for_function(f"() => network.nodes(':visible').length < {visible}")
    page.wait_for_url("**off=person**")
    page.check('#g-nodes input[value="person"]')
    page.fill("#g-since", "2090")
    page.wait_for_function("() => !network.edges(':visible').filter(one => one.data('first')).length")
    page.fill("#g-since", "")
    # The address has the picture.
    many = page.evaluate("network.nodes().length")
    page.reload()
    page.wait_for_selector("#graph[data-ready]")
    page.wait_for_function(f"() => network.nodes().length === {many}")
    with page.expect_download() as waiting:
        page.click('[data-do="picture"]')
    waiting.value.save_as(tmp_path / "graph.png")
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")
    assert not browser.faults


def test_the_graph_finds_a_path_and_shows_the_words(browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/graph?node=person/nong-binh-cuong")
    page.wait_for_selector("#graph[data-ready]")
    page.type("#g-to", "trieu tien luu")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => network.nodes('.onpath').length > 1")
    page.wait_for_selector('#g-said:has-text("Triệu Tiến Lưu")')
    assert "to=person%2Ftrieu-tien-luu" in page.url
    page.evaluate("network.getElementById('https://w3id.org/canbo/person/nong-binh-cuong').emit('tap')")
    page.click("#g-panel .how button >> nth=0")
    page.wait_for_selector("#g-panel blockquote a")
    assert page.get_attribute("#g-panel blockquote a", "href").startswith("/article/")
    assert not browser.faults
