"""The words of the explorer's pages in two languages, and which of them a reader wants."""

from __future__ import annotations

from canbo.extractors.errors import CanboError
from canbo.ontology import table

LANGUAGES = ("vi", "en")


class WordError(CanboError):
    """A page asks for a word that the table does not have."""


def say(key: str, lang: str, **values: object) -> str:
    """Return the text `key` of ontology/tables/explorer.toml in `lang`, with `values` in the places of `{name}`."""
    try:
        text: str = table("explorer")["words"][key][lang]
    except KeyError:
        raise WordError(f"ontology/tables/explorer.toml has no word {key!r} in {lang!r}") from None
    return text.format(**values) if values else text


def column(name: str, lang: str) -> str:
    """Return the heading of a column, the name itself where the table has none."""
    found: str = table("explorer")["columns"].get(name, {}).get(lang, name)
    return found


def number(value: float | str, lang: str) -> str:
    """Return a number as readers of `lang` write it: `12.345,6` in Vietnamese, `12,345.6` in English."""
    whole, _, part = str(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if not digits.isdigit():
        return str(value)
    point, comma = (",", ".") if lang == "vi" else (".", ",")
    grouped = f"{int(digits):,}".replace(",", comma)
    return sign + grouped + (point + part if part else "")


def day(value: str, lang: str) -> str:
    """Return an ISO date, month or year as readers write it: `06/07/2023` in Vietnamese; English keeps the ISO form."""
    parts = value.split("-")
    if lang == "vi" and all(part.isdigit() for part in parts) and len(parts) <= 3:
        return "/".join(reversed(parts))
    return value
