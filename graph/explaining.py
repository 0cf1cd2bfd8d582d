"""From what a user names (an article of a store, a file, a text just read) to its explanation, and to a file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from canbo.extractors.article import Article, read_article
from canbo.graph.explain import ExplainError, Explanation, explain_article, explain_stored
from canbo.graph.explain_page import page
from canbo.graph.explain_text import as_json, lines
from canbo.graph.offline import write_whole
from canbo.graph.reading import STDIN, find_sources, read_document
from canbo.graph.store import Store, open_store

FORMATS = ("text", "html", "json")
_ENDINGS = {".html": "html", ".htm": "html", ".json": "json"}


def explain(
    article: str | Path | Article, store: Store | str | Path | None = None, tables: Collection[str] = ()
) -> Explanation:
    """Return an article with its facts in their places; `tables` limits the facts to these fact tables.

    `article` is the document name of an article in `store` (None: `canbo.graph.settings.store`), the path of a `.txt`
    file, `-` for standard input, or what `canbo.read` returned; only the first needs a store. ReadError for a file
    that cannot be read, StoreError for a store, UnknownArticleError for a name that the store does not have,
    ExplainError for a table that does not exist.
    """
    if isinstance(article, Article):
        return explain_article(article, tables)
    if str(article) == STDIN or str(article).lower().endswith(".txt"):
        sources = find_sources([article])
        if len(sources) != 1:
            raise ExplainError(f"{article}: a folder of {len(sources)} articles; name one of them")
        return explain_article(read_article(read_document(sources[0])), tables)
    if isinstance(store, Store):
        return explain_stored(store, str(article), tables)
    with open_store(store) as opened:
        return explain_stored(opened, str(article), tables)


def format_of(file: str | Path | None, form: str = "") -> str:
    """Return the format to write: the one that is named, else that of the file's ending, else `text`."""
    if form and form not in FORMATS:
        raise ExplainError(f"--format {form!r}: choose one of {', '.join(FORMATS)}")
    return form or _ENDINGS.get(Path(file or "").suffix.lower(), "text")


def rendered(explained: Explanation, form: str, *, colour: bool = False) -> str:
    """Return the explanation in one of FORMATS; `colour` is for text."""
    if form == "html":
        return page(explained)
    return as_json(explained) if form == "json" else "\n".join(lines(explained, colour=colour)) + "\n"


def write(explained: Explanation, file: str | Path, form: str = "") -> None:
    """Write the explanation to `file`, whole or not at all; the format is as `format_of` has it."""
    try:
        write_whole(Path(file), rendered(explained, format_of(file, form)).encode())
    except OSError as error:
        raise ExplainError(f"{file}: cannot be written: {error.strerror}") from error
