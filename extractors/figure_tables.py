"""Tables of figures: rows of cells, with columns for plan, result and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from canbo.extractors.numbers import NUMBER, parse
from canbo.extractors.quantities import is_unit

_CELL = re.compile(rf"[-+]?\s*({NUMBER})\s*(%?)")
_COLUMNS = (
    ("name", re.compile(r"chỉ tiêu\s*$|nội dung|tên|danh mục|lĩnh vực|^chỉ tiêu", re.IGNORECASE)),
    ("unit", re.compile(r"đơn vị|đvt|\bđv\b", re.IGNORECASE)),
    ("change", re.compile(r"tăng|giảm", re.IGNORECASE)),
    ("ratio", re.compile(r"(?:%|tỷ lệ|tỉ lệ|\bso\b)[^|]*(?:cùng kỳ|\bck\b|năm (?:trước|\d{4}))", re.IGNORECASE)),
    (
        "attainment",
        re.compile(r"%|tỷ lệ|tỉ lệ|so với|so kế|so kh|th\s*/\s*kh|mức đạt|hoàn thành", re.IGNORECASE),
    ),
    ("skip", re.compile(r"cùng kỳ|năm trước|ghi chú|^\s*(?:stt|tt|số tt)\b", re.IGNORECASE)),
    ("target", re.compile(r"kế hoạch|\bkh\b|nghị quyết|dự toán|mục tiêu|chỉ tiêu giao|giao", re.IGNORECASE)),
    ("value", re.compile(r"thực hiện|kết quả|ước|đạt|\bth\b|năm \d{4}|\btháng\b|\bquý\b|lũy kế", re.IGNORECASE)),
)
# "Tổng đàn gà (triệu con)", "KH 2014 (tấn)": the unit stands behind the name or in the head of the column.
_IN_BRACKETS = re.compile(r"\s*\((?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()]{1,40})\)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "10 tháng", "Quý III", "6 tháng đầu năm": the part of a year that a column holds
_PART = re.compile(r"(?:\d{1,2} tháng|quý (?:[IV]+|\d))(?!\w)", re.IGNORECASE)
_ESTIMATE = re.compile(r"\bước\b", re.IGNORECASE)
_BARE = {1: ("value",), 2: ("target", "value"), 3: ("target", "value", "attainment")}
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]+|[a-zđ])[.)]?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a row: `begin` and `end` count the characters of the row's text."""

    indicator: str
    measure: str
    value: Decimal
    unit: str
    begin: int
    end: int
    year: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold: their kinds, the year that each names, and which are estimates."""

    kinds: tuple[str, ...]
    years: tuple[str, ...]
    units: tuple[str, ...]
    about: tuple[bool, ...]


def split(text: str) -> list[tuple[str, int]]:
    """Return the cells of a row with their offsets; cells are apart by tabs or bars."""
    cells = []
    at = 0
    for part in re.split(r"([\t|])", text):
        if part not in ("\t", "|"):
            cells.append((part.strip(), at + len(part) - len(part.lstrip())))
        at += len(part)
    if "|" in text and "\t" not in text:  # "| a | b |" has an empty cell at each end
        cells = cells[not cells[0][0] : len(cells) - (not cells[-1][0])]
    return cells


def header(text: str) -> Columns | None:
    """Return what each column holds if this row is a header (names of columns, no figures), else None."""
    cells = [cell for cell, _ in split(text)]
    kinds = tuple(next((kind for kind, pattern in _COLUMNS if pattern.search(cell)), "skip") for cell in cells)
    if len(kinds) < 3 or not {"target", "value"} & set(kinds):
        return None
    if any(_CELL.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells):
        return None  # "5 | Trường đạt chuẩn | trường | 62": a row with words of a header
    years = tuple(_year(cell) if kind in ("target", "value") else "" for cell, kind in zip(cells, kinds, strict=True))
    part = next((year for year in years if year and not year.isdigit()), "")  # a percentage is of the months beside it
    years = tuple(part if kind == "attainment" else year for kind, year in zip(kinds, years, strict=True))
    units = tuple(_unit_in(cell)[1] for cell in cells)
    return Columns(kinds, years, units, tuple(_ESTIMATE.search(cell) is not None for cell in cells))


def _year(cell: str) -> str:
    """Return the year in the head of a column, else its words where these name a part of a year."""
    if (found := _YEAR.search(cell)) is not None:
        return found.group()
    return cell if _PART.search(cell) is not None else ""


def _unit_in(cell: str) -> tuple[str, str]:
    """Return a name and the unit in brackets at its end: `Trồng rừng (ha)` is `Trồng rừng`, `ha`."""
    found = _IN_BRACKETS.search(cell)
    if found is None or not is_unit(found.group(1).strip()):
        return cell, ""
    return cell[: found.start()], found.group(1).strip().lower()


def row(text: str, header: Columns | None) -> Iterator[Cell]:
    """Yield the figures of a row; without a header, amounts are plan, result and percentage of plan, in order."""
    columns = list(header.kinds) if header is not None else None
    cells = split(text)
    if len(cells) > 2 and _LIST_NUMBER.match(cells[0][0]) and (columns is None or len(columns) < len(cells)):
        cells = cells[1:]
    numeric = [_CELL.fullmatch(cell) is not None for cell, _ in cells]
    words = [n for n, (cell, _) in enumerate(cells) if cell and not numeric[n] and cell not in ("-", "…", "...")]
    if not words or not any(numeric):
        return
    if columns is not None and len(columns) >= len(cells) and "name" in columns:
        kinds = columns
        name_at = columns.index("name")
        unit_at = columns.index("unit") if "unit" in columns else -1
    else:
        name_at = words[0]
        unit_at = words[1] if len(words) > 1 and words[1] == name_at + 1 else -1
        kinds = _bare_kinds(numeric, max(name_at, unit_at))
    if name_at >= len(cells) or numeric[name_at]:
        return
    name, unit = _unit_in(cells[name_at][0])
    name = name.strip(" -+*.:")
    unit = unit or (cells[unit_at][0].lower() if 0 <= unit_at < len(cells) else "")
    for number, (cell, at) in enumerate(cells):
        match = _CELL.fullmatch(cell)
        kind = kinds[number] if number < len(kinds) else "skip"
        if match is None or kind in ("name", "unit", "skip") or not name:
            continue
        value = parse(match.group(1)) * (-1 if cell.startswith("-") and kind == "change" else 1)
        percent = kind in ("attainment", "ratio", "change") or match.group(2)
        year, about, here = "", False, unit
        if header is not None and kinds is columns:
            year, about = header.years[number], header.about[number] and kind == "value"
            here = unit or header.units[number]
        yield Cell(name, kind, value, "%" if percent else here, at, at + len(cell), year, about)


def _bare_kinds(numeric: list[bool], text_end: int) -> list[str]:
    places = [n for n, is_number in enumerate(numeric) if is_number and n > text_end]
    kinds = ["skip"] * len(numeric)
    for place, kind in zip(places, _BARE.get(len(places), ()), strict=False):
        kinds[place] = kind
    return kinds
