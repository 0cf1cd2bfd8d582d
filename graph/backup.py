"""Backups: a directory with all of a store, made while it is read or written, and a store made of it again.

Database files never change once they are written, so a backup on the same disk shares them with the store (hard links)
and costs next to nothing; on another disk they are copied. What happens to the one later does not touch the other.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from canbo.graph import origins, refusals, settings
from canbo.graph.marker import NAME, StoreError, read_marker
from canbo.graph.store import DATABASE, Store, is_server, judgements_file, open_store

_JUDGEMENTS = "judgements.tsv"


@dataclass(frozen=True, slots=True)
class Backup:
    """What was backed up or restored: how many articles, and what became of the file of judgements.

    `judgements` is the file that was written; `kept` one that was there, differs, and was left as it is.
    """

    articles: int
    judgements: Path | None = None
    kept: Path | None = None


def backup(store: Store, folder: str | Path) -> Backup:
    """Write all of `store`, its user's judgements too, to the new directory `folder`; it appears whole or not at all.

    StoreError where there is something already, or where it cannot be written.
    """
    target = Path(folder)
    if store.path is None:
        raise StoreError(f"the store {store.shown} is no directory and cannot be backed up: export it")
    if target.exists():
        raise StoreError(f"{target} exists: a backup is a new directory, name another one")
    with _whole(target) as beside:
        _copy(store.oxigraph, store.path, beside)
        said = judgements_file(store)
        if said.is_file():
            shutil.copyfile(said, beside / _JUDGEMENTS)
        store.marker.write(beside)
    return Backup(len(store.articles()), target / _JUDGEMENTS if said.is_file() else None)


def restore(folder: str | Path, path: str | Path | None = None, *, replace: bool = False) -> Backup:
    """Make the store at `path` (default: `CANBO_STORE`) out of the backup `folder`, which stays as it is.

    A store that is there is an error unless it is to be replaced; a directory that is no store always is. Judgements
    that are there are left alone. StoreError where `folder` is no backup that this program can read.
    """
    where = path if path is not None else settings.store()
    if is_server(where):
        raise StoreError(f"{where} is a server: a backup is restored to a directory")
    source, target = Path(folder), Path(where)
    marker = read_marker(source)
    with open_store(source) as store:
        count = len(store.articles())
        _free(target, replace)
        with _whole(target, over=replace) as beside:
            _copy(store.oxigraph, source, beside)
            marker.write(beside)
        said = judgements_file(Store(store.oxigraph, marker, target, writable=False))
    return _restored_judgements(source / _JUDGEMENTS, said, count)


def _restored_judgements(saved: Path, said: Path, count: int) -> Backup:
    if not saved.is_file():
        return Backup(count)
    if not said.exists():
        shutil.copyfile(saved, said)
        return Backup(count, said)
    return Backup(count, kept=None if said.read_bytes() == saved.read_bytes() else said)


def _copy(database: ox.Store, folder: Path, target: Path) -> None:
    database.backup(str(target / DATABASE))
    for name in (origins.NAME, refusals.NAME):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, target / name)


def _free(target: Path, replace: bool) -> None:
    """Check that a store may be put at `target`."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not target.is_dir() or not (target / NAME).exists():
        raise StoreError(f"{target} is not a canbo store and not empty: choose another directory with --store")
    if not replace:
        raise StoreError(f"there is a store {target}: name another one with --store, or give --replace to lose it")
    try:
        ox.Store(str(target / DATABASE))  # nobody writes to it
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreError(f"the store {target} is being written; wait until that has finished") from None
        # what is damaged is replaced all the more


@contextmanager
def _whole(target: Path, *, over: bool = False) -> Iterator[Path]:
    """Give a directory to fill, which becomes `target` when the block ends without error."""
    beside, old = target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.old")
    try:
        for left in (beside, old):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        beside.mkdir(parents=True)
        yield beside
        if target.exists():
            if over:
                target.rename(old)
            else:
                target.rmdir()  # it is empty
        beside.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
