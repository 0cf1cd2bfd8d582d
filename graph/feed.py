"""What a build is fed with: files of articles one by one, then the rows of tables as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from canbo.graph.extraction import Text
from canbo.graph.reading import ReadError, Source, find_sources
from canbo.graph.summary import Remark
from canbo.graph.tabular import is_table, is_url, rows

# Called after each article with how many are done, how many there are at least, and the name of the one just done.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Feed:
    """Files of one article each, and tables of many."""

    sources: Sequence[Source]
    tables: Sequence[str | Path]

    def items(self, progress: Progress | None = None) -> Iterator[Source | Text | Remark]:
        """Yield all articles; of those with a name that another had, and of rows that are none, what is wrong.

        `progress` is told of an article when the next one is asked for.
        """
        done, total, names = 0, len(self.sources), set[str]()
        for item in self._each():
            name = item.source if isinstance(item, Remark) else item.name
            if self.tables and not isinstance(item, Remark):
                if name in names:
                    yield Remark(item.shown, f"{name}: another article of this run has this name")
                    continue
                names.add(name)
            yield item
            done += 1
            if progress is not None:
                progress(done, max(total, done), name)

    def _each(self) -> Iterator[Source | Text | Remark]:
        yield from self.sources
        for table in self.tables:
            yield from rows(table)


def find_feed(paths: Sequence[str | Path]) -> Feed:
    """Return the articles at `paths`: files and folders as `find_sources` has it, `.jsonl` and `.parquet` tables.

    ReadError for a path that is missing, a folder without articles, or a URL that is no table.
    """
    tables = [path for path in paths if is_table(path)]
    files = [path for path in paths if not is_table(path)]
    for path in paths:
        if is_url(path) and not is_table(path):
            raise ReadError(f"{path}: of other machines, tables are read: .jsonl, .jsonl.gz or .parquet")
        if is_table(path) and not is_url(path) and not Path(path).is_file():
            raise ReadError(f"{path}: there is no such file")
    return Feed(find_sources(files) if files or not tables else (), tables)
