"""Content negotiation: which of the media types that can be given a client wants most (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """Return the media type of `offered` that an Accept header wants most, empty where it takes none of them.

    Of equally wanted types the one that is offered first is taken; no header takes everything. The most specific range
    that a type falls under decides on it, and a range that cannot be read takes nothing.
    """
    if accept is None or not accept.strip():
        return offered[0] if offered else ""
    ranges = list(_ranges(accept))
    best, most = "", 0.0
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > most:
            best, most = media_type, quality
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((value for value in map(_weight, parameters) if value is not None), 1.0)
        if "/" in name:
            yield name, quality


def _weight(parameter: str) -> float | None:
    """Return the weight that `q=0.5` gives; None where the parameter is another, 0 for what is no weight."""
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return None
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    for fitting in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == fitting]
        if found:
            return max(found)
    return 0.0
