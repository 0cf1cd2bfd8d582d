"""What a build is fed with: files of articles one by one, then the rows of tables as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from canbo.graph.extraction import Extract, Item
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

    def items(self) -> Iterator[Item]:
        """Yield all articles; of those with a name that another had, and of rows that are none, what is wrong."""
        names = set[str]()
        for item in self._each():
            if not self.tables or isinstance(item, Remark):
                yield item
            elif item.name in names:
                yield Remark(item.shown, f"{item.name}: another article of this run has this name")
            else:
                names.add(item.name)
                yield item

    def told(self, found: Iterable[Extract], progress: Progress | None) -> Iterator[Extract]:
        """Yield results as they come; `progress` is told of one when the next one is asked for."""
        for done, one in enumerate(found, 1):
            yield one
            if progress is not None:
                progress(done, max(done, len(self.sources)), one.name)

    def processes(self, jobs: int) -> int:
        """Return how many of so many processes have something to read, which standard input is to this one only."""
        if any(source.path is None for source in self.sources):
            return 1
        return jobs if self.tables else min(jobs, len(self.sources))

    def _each(self) -> Iterator[Item]:
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
