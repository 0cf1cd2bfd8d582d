"""Who reads the articles of a build: this process, others of this machine, or a cluster. The results are the same."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import partial

from canbo.extractors.errors import CanboError
from canbo.graph.cluster import read_on
from canbo.graph.extraction import Extract, Task
from canbo.graph.workers import extract_all

# Yields the results of tasks in their order; `close` ends whatever is still at work.
Reader = Callable[[Iterable[Task]], Generator[Extract]]


class DispatchError(CanboError):
    """Two were asked to read the same articles."""


def reader(jobs: int = 1, cluster: str | None = None) -> Reader:
    """Return what reads in `jobs` processes, or with the Dask scheduler at `cluster`; DispatchError for both."""
    if cluster is None:
        return partial(extract_all, jobs=jobs)
    if jobs > 1:
        raise DispatchError("articles are read in processes of this machine (jobs) or on a cluster, not both")
    return partial(read_on, cluster)
