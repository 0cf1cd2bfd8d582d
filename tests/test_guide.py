"""The guide for journalists says what a reader sees: its commands run, its words and figures are on the pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
# The pages that the guide leads through, in its order.
PAGES = (
    "/", "/search?q=nong+binh+cuong", "/person/nong-binh-cuong", "/queries",
    "/queries/targets-missed?place=ngan+son&year=2023", "/queries/leaders-of-missed-targets?place=ngan+son&year=2023",
    "/checks", "/queries/leaders?place=ngan+son&date=2023-12-15",
)  # fmt: skip
STRESSED = r"what did|is not|“đương nhiệm”|Figures beside"  # bold, and no words of a page
NOT_HERE = {"Người trùng tên", "Có thể là một"}  # sections that nobody on these pages has


def _run(block: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    done = subprocess.run(
        ["sh", "-ec", block], cwd=folder, env={"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_its_commands_run_in_order(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    done = [_run(block, tmp_path) for block in blocks]
    for count in ("14 read", "offices +140", "meetings +16", "parts taken +118", "instruments +30", "figures +209"):
        assert count in done[0]
    assert len((tmp_path / "missed.csv").read_text(encoding="utf-8").splitlines()) == 1 + 4
    quoted = re.search(r"^> (Chức danh .*)$", GUIDE, re.MULTILINE)
    assert quoted is not None
    assert quoted[1] in (tmp_path / "unread.tsv").read_text(encoding="utf-8")


def test_its_words_are_on_the_pages(site: TestClient) -> None:
    shown = " ".join(re.sub(r"<[^>]*>", " ", site.get(page).text) for page in PAGES)
    shown = " ".join(shown.split())
    words = [" ".join(word.split()) for word in re.findall(r"\*\*(.+?)\*\*", GUIDE, re.DOTALL)]
    words = [word.removesuffix(".") for word in words if not re.search(STRESSED, word)]
    assert len(words) > 20
    assert [word for word in words if word not in shown and word not in NOT_HERE] == []
    sections = (ROOT / "ontology" / "tables" / "explorer.toml").read_text(encoding="utf-8")
    assert [word for word in NOT_HERE if f'vi = "{word}"' not in sections] == []


@pytest.mark.parametrize("page", PAGES[4:6])
def test_its_answers_have_as_many_rows_as_it_says(site: TestClient, page: str) -> None:
    rows = 4 if "/targets-missed" in page else 25
    assert f"Trả lời: {rows} dòng" in site.get(page).text


def test_its_address_leads_to_the_sentence_it_cites(site: TestClient) -> None:
    cited = re.search(r"^> “([^”]+)” — ", GUIDE, re.MULTILINE)
    address = re.search(r"`(/article/\S+\?at=\d+-\d+)`", GUIDE)
    assert cited is not None
    assert address is not None
    marked = re.findall(r'<mark class="shown">(.*?)</mark>', site.get(address[1]).text, re.DOTALL)
    assert "".join(marked) == cited[1]


def test_its_secretaries_are_as_unknown_as_it_says(site: TestClient) -> None:
    rows = site.get(PAGES[-1].replace("leaders?", "leaders.json?")).json()["answers"]
    (answer,) = rows.values()
    secretaries = {row["certainty"] for row in answer["rows"] if row["office"].startswith("Bí thư")}
    assert secretaries == {"unknown"}
    certain = {row["office"] for row in answer["rows"] if row["certainty"] == "certain"}
    assert certain == {"Chủ tịch HĐND huyện Ngân Sơn", "Chủ tịch UBND huyện Ngân Sơn"}
