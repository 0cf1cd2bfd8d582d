"""Articles as rows of a table: JSON Lines and Parquet, on this machine or on any path that fsspec opens.

| column | |
|---|---|
| `document` (or `id`) | the document name, in the table once only |
| `text` | the article |
| `title`, `published`, `publisher`, `byline` | of its page, where the text itself does not say; may be missing |
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import IO

from canbo.graph import settings
from canbo.graph.extraction import Page, Text
from canbo.graph.reading import ReadError
from canbo.graph.summary import Remark

_LINES = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
_PARQUET = re.compile(r"\.parquet$", re.IGNORECASE)
_URL = re.compile(r"[a-z][a-z0-9+.-]*(?:::|://)", re.IGNORECASE)
_PAGE = ("title", "published", "publisher", "byline")
_ROWS = 500  # of a Parquet file, in memory at a time
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_table(path: object) -> bool:
    """Tell whether a path is a table of articles, and not an article or a folder of them."""
    name = str(path)
    return bool(_LINES.search(name) or _PARQUET.search(name))


def is_url(path: object) -> bool:
    """Tell whether a path is one that fsspec opens: `s3://bucket/articles.parquet`."""
    return _URL.match(str(path)) is not None


def rows(path: str | Path) -> Iterator[Text | Remark]:
    """Yield the articles of a table in the order of its rows; a Remark for a row, or the rest, that cannot be read."""
    try:
        for n, values in _parquet(path) if _PARQUET.search(str(path)) else _lines(path):
            yield _text(values, f"{path}, row {n}")
    except ReadError as error:
        yield Remark(str(path), str(error).removeprefix(f"{path}: "))


def _text(values: object, where: str) -> Text | Remark:
    if not isinstance(values, dict):
        return Remark(where, "this is no JSON object with the columns document and text")
    name, text = values.get("document", values.get("id")), values.get("text")
    if not isinstance(name, str | int) or not str(name).strip():
        return Remark(where, "there is no document name; a row has the columns document and text")
    if not isinstance(text, str) or not text.strip():
        return Remark(where, f"{name}: the text is empty")
    if len(text.encode()) > settings.max_bytes():
        return Remark(where, f"{name}: {len(text) / 1e6:.0f} million characters are more than an article has")
    page = {column: _said(values.get(column)) for column in _PAGE}
    if page["published"]:
        page["published"] = page["published"][:10]
        if not _is_day(page["published"]):
            return Remark(where, f"{name}: published is {values['published']!r} and no ISO date")
    return Text(str(name), text, where, Page(**page))


def _said(value: object) -> str:
    return "" if value is None else str(value).strip()


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _lines(path: str | Path) -> Iterator[tuple[int, object]]:
    """Yield line numbers and what stands there; empty lines are none."""
    try:
        with _opened(path) as lines:
            for n, line in enumerate(lines, 1):
                if line.strip():
                    yield n, _value(line)
    except (OSError, EOFError) as error:
        raise ReadError(f"{path}: it cannot be read: {error}") from error


def _value(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _parquet(path: str | Path) -> Iterator[tuple[int, object]]:
    try:
        from pyarrow import ArrowException, parquet
    except ModuleNotFoundError:
        raise ReadError(f"{path}: Parquet needs pyarrow: pip install 'canbo[cluster]'") from None
    try:
        with _opened(path) as file:
            table = parquet.ParquetFile(file)
            columns = [name for name in ("document", "id", "text", *_PAGE) if name in table.schema_arrow.names]
            batches = table.iter_batches(_ROWS, columns=columns)
            yield from enumerate((row for batch in batches for row in batch.to_pylist()), 1)
    except (OSError, ArrowException) as error:
        raise ReadError(f"{path}: it cannot be read: {error}") from error


def _opened(path: str | Path) -> AbstractContextManager[IO[bytes]]:
    """Open a file to read its bytes, unpacked."""
    packed = str(path).lower().endswith(".gz")
    if not is_url(path):
        import gzip

        return gzip.open(path, "rb") if packed else Path(path).open("rb")  # type: ignore[return-value]
    try:
        import fsspec
    except ModuleNotFoundError:
        raise ReadError(f"{path}: paths of other machines need fsspec: pip install 'canbo[cluster]'") from None
    try:
        opened: AbstractContextManager[IO[bytes]] = fsspec.open(str(path), "rb", compression="gzip" if packed else None)
    except (ImportError, ValueError) as error:  # s3:// needs s3fs, and fsspec says so
        raise ReadError(f"{path}: {error}") from None
    return opened
