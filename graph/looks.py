"""What pages of articles share: one style of marked words and facts, and the colours of the fact tables."""

from __future__ import annotations

from importlib.resources import files

from canbo.ontology import table

LANES = 5  # lines below the words; a fact that would need one more has its tint alone


def looks() -> str:
    """Return the style rules for marked words, facts and letters, without the colours of the tables."""
    return (files("canbo.graph") / "web" / "looks.css").read_text(encoding="utf-8")


def colours() -> str:
    """Return the rules that depend on the fact tables: their colours, their lanes, and how they are hidden."""
    return "".join(_colours(name, look["colour"], look["tint"]) for name, look in table("explain")["tables"].items())


def _colours(name: str, colour: str, tint: str) -> str:
    lanes = "".join(f".l{lane}-{name} {{ --l{lane}: var(--c-{name}); }}\n" for lane in range(LANES))
    hidden = f"body:has(#show-{name}:not(:checked))"
    return (
        f":root {{ --c-{name}: {colour}; --t-{name}: {tint}; }}\n"
        f".t-{name} {{ --c: {colour}; --b: {tint}; }}\n"
        f".seg.t-{name} {{ --b-{name}: var(--t-{name}); }}\n"
        f".n.t-{name} {{ color: {colour}; }}\n"
        f".legend b.t-{name} {{ background: {tint}; color: {colour}; border-color: {colour}; }}\n"
        f"{lanes}"
        # words keep their place when the facts on them are hidden; numbers and cards go
        f"{hidden} main {{ --c-{name}: transparent; --t-{name}: transparent; }}\n"
        f"{hidden} :is(.fact, .n).t-{name} {{ display: none; }}\n"
    )
