"""What is shipped: the wheel's names and files, the layers, the lock file, the texts of the project."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import canbo
from canbo.ontology.folding import respell

ROOT = Path(__file__).parents[1]
FOLDERS = ("ontology", "extractors", "graph", "queries")
# Lower layers first; a layer may import itself and what stands before it.
LAYERS = ("ontology", "extractors", "graph")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the wheel as built from a copy of the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in ("canbo", *FOLDERS):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "."]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next((source / "dist").glob("*.whl")))


def test_the_wheel_puts_nothing_beside_canbo(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"canbo"}


def test_every_source_and_data_file_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    wanted = {f"canbo/{p.relative_to(ROOT / 'canbo')}" for p in (ROOT / "canbo").rglob("*.py")} | {"canbo/py.typed"}
    wanted |= {
        f"canbo/{p.relative_to(ROOT / 'canbo')}"
        for p in (ROOT / "canbo" / "explorer").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    for folder in FOLDERS:
        files = (p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        wanted |= {f"canbo/{folder}/{p.relative_to(ROOT / folder)}" for p in files}
    assert wanted - shipped == set()


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == canbo.__version__
    assert f"## {canbo.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _imports(path: Path) -> set[str]:
    """Return the canbo modules that a file imports; those for type checking only count as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "canbo"}


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_import_downwards_only(layer: str) -> None:
    below = LAYERS[: LAYERS.index(layer) + 1]
    allowed = {*(f"canbo.{name}" for name in below), "canbo.queries"}
    for path in (ROOT / layer).rglob("*.py"):
        wrong = {
            name
            for name in _imports(path)
            if not any(name == a or name.startswith(a + ".") for a in allowed) and name != "canbo.__version__"
        }
        # "from canbo.ontology import gazetteer" shows as canbo.ontology.gazetteer, "import canbo.x" as itself
        wrong = {n for n in wrong if n not in {f"canbo.{name}" for name in below}}
        assert not wrong, f"{path.relative_to(ROOT)} imports upwards: {sorted(wrong)}"


def test_the_lock_file_pins_by_hash_and_names_no_host() -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z][^\s=]*==\S+.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert len(pins) > 30
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in lock


def _tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


# Official names and the formulas of office lists, which belong to nobody and are longer than a run that may agree.
_FORMULAS = (
    "về tiếp tục phát huy truyền thống, sức mạnh đại đoàn kết toàn dân tộc, "
    "xây dựng đất nước ta ngày càng phồn vinh, hạnh phúc",
    "Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khóa XIII",
    "của Ban Chấp hành Trung ương Đảng khóa XIII",
    "về Chiến lược bảo vệ Tổ quốc trong tình hình mới",
    "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "Hội nghị tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024",
    "Phương Thị Thanh, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh",
    "Quy hoạch tổng thể phát triển Khu du lịch quốc gia Sơn Trà",
    "của Bộ Chính trị về xử lý kỷ luật đảng viên vi phạm",
)


def test_no_text_of_the_seeds_or_the_national_press_is_in_the_project() -> None:
    shared = ROOT.parent / "shared" / "evaluation" / "dev" / "articles"
    if not shared.is_dir():
        pytest.skip("no shared articles beside the project")
    texts = [p.read_text(encoding="utf-8") for p in shared.glob("*.txt") if not p.name.startswith("dev_")]
    others = {run for text in texts for run in _runs(text)}
    for path in _tracked():
        if path.suffix in {".txt", ".md", ".py", ".toml", ".json", ".ttl", ".rq", ".csv", ".nt"} and path != Path(
            __file__
        ):
            copied = others & set(_runs(path.read_text(encoding="utf-8")))
            assert not copied, f"{path.relative_to(ROOT)}: {sorted(copied)[:3]}"


def _runs(text: str, length: int = 12) -> list[str]:
    """Return all runs of words, official names taken out, so that two writers have no reason to share one."""
    words = respell(" ".join(text.split())).lower()
    for name in _FORMULAS:
        words = words.replace(name.lower(), " § ")
    found = words.split()
    runs = (found[i : i + length] for i in range(len(found) - length + 1))
    return [" ".join(run) for run in runs if "§" not in run]


def test_no_registry_and_no_path_of_a_machine_is_named() -> None:
    # put together here, so that this file does not name them itself
    hosts = "|".join(
        r"\.".join(p) for p in (("pypi", "org"), ("registry", "npmjs"), ("deb", "debian"), ("python" + "hosted",))
    )
    for path in _tracked():
        if path.suffix in {".js"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not re.search(hosts, text), path
        assert not re.search("/work" + "/(?:main|shared)|/root" + "/", text), path
