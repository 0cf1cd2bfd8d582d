"""What a name of a place was found to mean, and why: the reasons are concepts of the scheme `place-reason`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from canbo.ontology.gazetteer import Unit

MOST_CANDIDATES = 12  # in the graph; 30 communes are called Tân Tiến, and the far ones tell nobody anything


class Reason(StrEnum):
    """Why a name means what it does; labels and definitions are in `ontology/tables/concepts.toml`."""

    ONLY_UNIT = "only-unit"
    TYPE_WORD = "type-word"
    OWN_UNIT = "own-unit"
    PROVINCE_FIRST = "province-before-district"
    IN_DISTRICT = "in-district"
    IN_PROVINCE = "in-province"
    OFFICE = "office"
    TITLE = "title"
    DATELINE = "dateline"
    SOURCE = "source"
    BODY = "body"
    DATE = "date"
    SEVERAL = "several"
    UNKNOWN = "unknown"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What `name` means: `unit`, or None where it is open, not in the gazetteer or not said (`reason` tells which).

    `candidates` are the units that it may be, nearest first: the unit alone where one was found. `detail` says what
    decided, in the words of the article or the gazetteer (`Kiên Giang`), and may be empty.
    """

    name: str
    unit: Unit | None
    candidates: tuple[Unit, ...]
    reason: Reason
    detail: str = ""

    @property
    def open(self) -> bool:
        """Tell whether the name may be one of several units."""
        return self.reason is Reason.SEVERAL
