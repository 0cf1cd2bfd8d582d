"""Judgements: what a person has decided of two mentions, one text line each, in a file that the user keeps.

    same	person	dev_01	Giàng A Páo	dev_07	Giàng A Páo	2026-03-01	hoa	photo in both

Fields are apart by tabs: verdict (`same`, `not same`, `unsure`), kind, then document and words of either mention, day,
author, reason. Words are a person's name, a meeting's title, an instrument's number or title, as the fact tables
give them; for a district that its article never names (kind `place`) the words are `huyện`, and the other side may be
an id of the gazetteer (`ngan-son-062`) with `-` for a document. Empty lines and lines that begin with `#` are kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from canbo.extractors.errors import CanboError
from canbo.graph.keys import name_key
from canbo.graph.linking.score import Verdict

KINDS = ("person", "meeting", "instrument", "place")
NO_DOCUMENT = "-"
_FIELDS = 9
_HEAD = "# verdict\tkind\tdocument\twords\tother document\tother words\tday\tauthor\treason\n"


class JudgementError(CanboError):
    """A file of judgements cannot be read or written; the message says which line, and what is wrong."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A mention: what a document calls a thing."""

    kind: str
    document: str
    words: str

    @property
    def key(self) -> str:
        """Return the reference as one string, by which its rows are found."""
        return f"{self.kind}|{self.document}|{name_key(self.words)}"

    def __str__(self) -> str:
        return f"{self.words!r} in {self.document}" if self.document != NO_DOCUMENT else self.words


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided of two mentions, when, by whom and why."""

    verdict: Verdict
    one: Reference
    other: Reference
    day: str = ""
    author: str = ""
    reason: str = ""

    def line(self) -> str:
        """Return the judgement as its line, without the line's end."""
        cells = (self.verdict.value, self.one.kind, self.one.document, self.one.words, self.other.document,
                 self.other.words, self.day, self.author, self.reason)  # fmt: skip
        return "\t".join(" ".join(cell.split()) for cell in cells)


class Judgements:
    """All judgements of a file, to be asked for those of one mention."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.all = tuple(sorted(set(judgements), key=Judgement.line))
        self._by_key: dict[str, list[Judgement]] = {}
        for one in self.all:
            for key in {one.one.key, one.other.key}:
                self._by_key.setdefault(key, []).append(one)

    def of(self, key: str) -> list[Judgement]:
        """Return the judgements on the mention with this key (`Reference.key`)."""
        return self._by_key.get(key, [])

    def __bool__(self) -> bool:
        return bool(self.all)


def read_judgements(file: Path) -> Judgements:
    """Return the judgements of `file`, none where it does not exist; JudgementError names a line that is none."""
    return Judgements(_read(file))


def parse(line: str, where: str = "judgement") -> Judgement:
    """Return the judgement of one line; JudgementError says what is wrong with it."""
    cells = line.rstrip("\r\n").split("\t")
    if not _FIELDS - 3 <= len(cells) <= _FIELDS:
        raise JudgementError(f"{where}: {len(cells)} fields, expected {_FIELDS} apart by tabs: {_HEAD[2:-1]}")
    cells += [""] * (_FIELDS - len(cells))
    if cells[0] not in list(Verdict):
        raise JudgementError(f"{where}: {cells[0]!r} is no verdict; one of {', '.join(Verdict)}")
    if cells[1] not in KINDS:
        raise JudgementError(f"{where}: {cells[1]!r} is no kind; one of {', '.join(KINDS)}")
    one, other = (Reference(cells[1], cells[n], cells[n + 1]) for n in (2, 4))
    if not all((one.document, one.words, other.document, other.words)):
        raise JudgementError(f"{where}: document and words of both mentions must be given")
    if one.key == other.key:
        raise JudgementError(f"{where}: both sides are {one}")
    return Judgement(Verdict(cells[0]), one, other, *cells[6:])


def append(file: Path, judgements: Iterable[Judgement]) -> None:
    """Add these to the end of `file`, which is made where there is none."""
    lines = "".join(one.line() + "\n" for one in judgements)
    try:
        new = not file.exists()
        before = b"" if new else file.read_bytes()
        broken = before and not before.endswith(b"\n")
        with file.open("a", encoding="utf-8", newline="\n") as out:
            out.write((_HEAD if new else "\n" if broken else "") + lines)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise JudgementError(f"{file} cannot be written: {error.strerror}") from error


def _read(file: Path) -> Iterator[Judgement]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except OSError as error:
        raise JudgementError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise JudgementError(f"{file} is not UTF-8: byte {error.start}") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield parse(line, f"{file}, line {number}")
