"""Statements: what one article says, one frozen value for each row of the fact tables.

The columns are declared in `ontology/facts.toml`; the fields here have the same names. A statement keeps the
place in the article that states it (`evidence`, code points of the article's NFC text) and the id of the rule
that read it. Empty string (or None for numbers) means: the article does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text: code-point offsets, `end` exclusive."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that state a fact, and the sentence they stand in (both offsets into `Document.text`)."""

    words: Span
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every statement has; `table` is its fact table."""

    table: ClassVar[str]
    evidence: Evidence
    rule: str

    def row(self) -> dict[str, str]:
        """Return the columns of the fact table as the strings that FACTS.md describes."""
        hidden = {"evidence", "rule", *getattr(self, "inner", ())}
        return {f.name: _cell(getattr(self, f.name)) for f in fields(self) if f.name not in hidden}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Statement):
    """A person holds, or held, an office of a body. `status` is `current` or `former`.

    `since` and `until` are the ISO dates (a year, month or day, as stated) from which the person holds it and no longer
    holds it. `begun_by` and `ended_by` are concepts of the scheme `tenure-event` where the article states the taking or
    leaving itself: `elected`, `appointed`, `assigned`, `acting`; `left`, `transferred`, `retired`, `died`. `term` is
    the term the office is stated with (`2020-2025`, `khóa XXII`).
    """

    table: ClassVar[str] = "posts"
    inner: ClassVar[tuple[str, ...]] = ("since", "until", "begun_by", "ended_by", "term")
    person: str
    role: str
    body: str = ""
    place: str = ""
    status: str = "current"
    since: str = ""
    until: str = ""
    begun_by: str = ""
    ended_by: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Statement):
    """A gathering. `date` is ISO; `main` is true for the meeting the article reports; `term` is its body's term."""

    table: ClassVar[str] = "meetings"
    inner: ClassVar[tuple[str, ...]] = ("main", "term")
    title: str
    body: str = ""
    place: str = ""
    ordinal: int | None = None
    date: str = ""
    main: bool = False
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Statement):
    """A person's part in the main meeting: `chairs`, `speaks` or `attends`."""

    table: ClassVar[str] = "participants"
    person: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Statement):
    """A resolution or other instrument.

    `mention` says how the article speaks of it: `adopted` (by the main meeting), `implemented`, `discussed` or
    `cited`. `applies` holds the `key` of each instrument of the same article that this one carries out, `term` the
    term of its issuer (`khóa XIII`).
    """

    table: ClassVar[str] = "resolutions"
    inner: ClassVar[tuple[str, ...]] = ("mention", "applies", "term")
    number: str = ""
    kind: str
    title: str = ""
    issuer: str = ""
    date: str = ""
    mention: str = "cited"
    applies: tuple[str, ...] = ()
    term: str = ""

    @property
    def key(self) -> str:
        """What tells this instrument from the others of the article: its number, else its naming phrase."""
        return self.number or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Statement):
    """A reported figure. Rows read from one sentence about one indicator share `group`.

    `value_text` is the figure as printed (`832.270.966.973 đồng`), because stores keep numbers by value.
    """

    table: ClassVar[str] = "indicators"
    inner: ClassVar[tuple[str, ...]] = ("value_text", "group")
    indicator: str
    measure: str
    value: Decimal
    unit: str = ""
    total: Decimal | None = None
    qualifier: str = "exact"
    place: str = ""
    period: str = ""
    basis: str = ""
    value_text: str = ""
    group: int = 0


STATEMENTS: tuple[type[Statement], ...] = (Office, Meeting, Participation, Instrument, Figure)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)


def plain(value: Decimal) -> str:
    """Write a decimal without exponent, grouping or idle zeros: `Decimal("1.50E3")` is `1500`."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
