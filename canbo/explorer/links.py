"""From IRIs of the graph to URLs of the explorer: the URL of a thing is the path of its IRI."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from canbo.graph.iris import escaped

# Folders of IRIs that have pages; what is below an article (statements, places it alone knows) is below its page.
FOLDERS = frozenset(
    {"person", "place", "body", "post", "tenure", "meeting", "participation", "instrument", "indicator", "article"}
)
# Letters that stand in a path of a URL as they are; a percent sign is one of an IRI that is escaped already.
_PATH = "/%:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes URLs for the IRIs below `base`."""

    base: str

    def url(self, iri: str) -> str:
        """Return the path of the page of an IRI, empty where it has none."""
        path = iri.removeprefix(self.base)
        if path == iri or path.partition("/")[0] not in FOLDERS:
            return ""
        return "/" + quote(path, safe=_PATH)

    def words(self, document: str, begin: object, end: object) -> str:
        """Return the URL at which an article shows the words from `begin` to `end` highlighted."""
        return f"{self.article(document)}?at={begin}-{end}#char{begin}-{end}"

    def saying(self, document: str, words: str) -> str:
        """Return the URL that leads to where an article has these words first."""
        return f"{self.article(document)}?words={quote(words, safe='')}"

    def article(self, document: str) -> str:
        """Return the path of the page of an article by its document name."""
        return "/article/" + quote(escaped(document), safe=_PATH)


@dataclass(frozen=True, slots=True)
class View:
    """How what is drawn is shown: where it leads, and in which language."""

    links: Links
    lang: str
