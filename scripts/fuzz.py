"""Fuzzing of the reader: `make fuzz` (five minutes), or `python scripts/fuzz.py --seconds 60 --seed 7`.

Articles are taken apart, put together wrongly, filled with the words that rules look for, with numbers, marks and
characters from all over Unicode, and read. `broken` says what does not hold that must hold of any text; such a text is
made smaller and written to a file. The same seed gives the same texts in the same order.

The texts come from a generator of our own and not from one that is led by coverage (atheris): the rules are patterns,
and a coverage of Python lines does not see which part of a pattern a text has reached.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from canbo.extractors.article import Article, read_article
from canbo.extractors.document import Document
from canbo.extractors.errors import CanboError
from canbo.extractors.statements import Office, Participation
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import term
from canbo.ontology import table

ROOT = Path(__file__).parents[1]
IRIS = Iris("https://w3id.org/canbo/")
# Seconds for 100,000 characters; articles take a twentieth of it, and a text of nothing but figures a third.
SLOW = 6.0
PATIENCE = 20.0  # seconds for making a text smaller
TABLES = ("bodies", "debris", "instruments", "measures", "meetings", "names", "parts", "posts", "roles", "units")
# fmt: off
MARKS = [",", ".", ";", ":", "-", "–", "(", ")", '"', "“", "”", "'", "/", "%", "./.", "…", "|", "\t", "\n", "\n\n", " "]
ODD = [
    "\u200b", "\u00a0", "\u00ad", "\ufeff", "\u0301", "\u0323", "İ", "ſ", "ß", "ǆ", "\u2028", "１２", "٣", "²", "½",
    "Ⅷ", "𝟗", "\r\n", "😀", "\u202e", "\x00", "\x85",
]
NUMBERS = [
    "5", "12,5%", "1.000", "26/34", "43-NQ/TW", "05/7", "30/02/2023", "31/12/9999", "năm 2023", "0", "00", "9" * 30,
    "1.2.3,4", "-7", "XIX", "lần thứ 0",
]
NAMES = ["Ngân Sơn", "Sìn Hồ", "Nông Bình Cương", "Giàng A Páo", "H'Yâo Niê", "TPHCM", "tỉnh", "huyện", "xã", "khóa"]
# fmt: on


def texts(seed: int, articles: list[str]) -> Iterator[tuple[str, str]]:
    """Yield texts without end, each with the name of the way it was made."""
    chance = random.Random(seed)
    words = sorted(set(_words()))
    while True:
        name, way = chance.choice(WAYS)
        yield name, way(chance, articles, words)


def _words() -> Iterator[str]:
    """Yield the words and pieces of patterns in the rule tables."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)

    for name in TABLES:
        yield from (text[:60] for text in strings(table(name)))
    yield from NAMES


def _token(chance: random.Random, words: list[str]) -> str:
    kind = chance.random()
    if kind < 0.6:
        word = chance.choice(words)
        return word.upper() if chance.random() < 0.1 else word.title() if chance.random() < 0.2 else word
    return chance.choice(NUMBERS if kind < 0.75 else MARKS if kind < 0.95 else ODD)


def _soup(chance: random.Random, articles: list[str], words: list[str]) -> str:
    joint = chance.choice([" ", " ", " ", ""])
    return joint.join(_token(chance, words) for _ in range(chance.randint(1, 120)))


def _edited(chance: random.Random, articles: list[str], words: list[str]) -> str:
    text = chance.choice(articles)
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randint(0, len(text)), chance.randint(0, 40)
        put = chance.choice(["", _token(chance, words), f" {_token(chance, words)} ", text[at : at + 200]])
        text = text[:at] + put + text[at + length :]
    return text


def _spliced(chance: random.Random, articles: list[str], words: list[str]) -> str:
    pieces = []
    for _ in range(chance.randint(2, 6)):
        text = chance.choice(articles)
        begin = chance.randint(0, len(text))
        pieces.append(text[begin : begin + chance.randint(1, 600)])
    return chance.choice(["", " ", "\n", "\n\n", ", "]).join(pieces)


def _repeated(chance: random.Random, articles: list[str], words: list[str]) -> str:
    unit = chance.choice(["", " "]).join(_token(chance, words) for _ in range(chance.randint(1, 4)))
    unit += chance.choice(["", " ", ", ", "; "])
    return (unit or "x") * (chance.choice([200, 2_000, 10_000, 30_000]) // max(len(unit), 1))


def _wild(chance: random.Random, articles: list[str], words: list[str]) -> str:
    def char() -> str:
        code = chance.choice([chance.randint(0, 0x24F), chance.randint(0x1EA0, 0x1EFF), chance.randint(0, 0x10FFFF)])
        return "?" if 0xD800 <= code < 0xE000 else chr(code)

    return "".join(char() for _ in range(chance.randint(0, 300)))


EDITED, SPLICED, SOUP, REPEATED, WILD = (
    ("edited", _edited),
    ("spliced", _spliced),
    ("soup", _soup),
    ("repeated", _repeated),
    ("wild", _wild),
)
WAYS = [EDITED, EDITED, SPLICED, SOUP, SOUP, REPEATED, WILD]


def broken(text: str, slow: float = SLOW) -> str:
    """Return what does not hold of the reading of `text`, or an empty string; `slow` as `SLOW`."""
    begun = time.process_time()
    try:
        document = Document.of("fuzz", text)
        article = read_article(document)
        quads = article_quads(article, IRIS)
    except CanboError:
        return ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - begun
    if spent > 0.5 + slow * len(text) / 100_000:
        return f"slow: {spent:.1f} s for {len(text):,} characters"
    wrong = next(_wrong(article), "")
    quoted = {q.subject: q.object.value for q in quads if q.predicate == term("nif:anchorOf")}
    for node, words in quoted.items():
        begin, end = map(int, node.value.rpartition("/")[2].split("-"))
        if document.text[begin:end] != words:
            wrong = wrong or f"{node} quotes {words!r}"
    return wrong


def _wrong(article: Article) -> Iterator[str]:
    text = article.document.text
    for sentence in (*article.document.sentences, *article.document.data):
        span = article.document.span(sentence.begin, sentence.end)
        if not 0 <= span.begin < span.end <= len(text):
            yield f"a sentence at {span} of {len(text)}"
    for one in article.statements:
        words, sentence = one.evidence.words, one.evidence.sentence
        if not 0 <= sentence.begin <= words.begin < words.end <= sentence.end <= len(text):
            yield f"{one.rule}: words at {words} of sentence {sentence} of {len(text)}"
        if isinstance(one, Office | Participation) and not one.person.strip():
            yield f"{one.rule}: a person without a name"


def smaller(text: str, reason: str) -> str:
    """Return a part of `text` that breaks in the same way, by leaving out halves, quarters and so on."""
    kind, end = reason.partition(":")[0], time.monotonic() + PATIENCE
    size = len(text) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(text) and time.monotonic() < end:
            shorter = text[:at] + text[at + size :]
            if shorter and broken(shorter).partition(":")[0] == kind:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def main() -> int:
    """Fuzz for the time given; 1 where something is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"), help="folder for texts that break something")
    args = parser.parse_args()
    articles = [f.read_text(encoding="utf-8") for f in sorted(ROOT.glob("examples/articles/*.txt"))]
    counts: Counter[str] = Counter()
    failures: dict[str, str] = {}
    size, end, slowest = 0, time.monotonic() + args.seconds, (0.0, "")
    for name, text in texts(args.seed, articles):
        begun = time.monotonic()
        if begun > end:
            break
        reason = broken(text)
        slowest = max(slowest, (time.monotonic() - begun, f"{name}, {len(text):,} characters: {text[:40]!r}"))
        counts[name] += 1
        size += len(text)
        kind = reason.partition(":")[0] if reason.startswith("slow") else reason
        if kind and kind not in failures:
            failures[kind] = _keep(text, reason, args.out, len(failures) + 1)
    made = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    print(f"seed {args.seed}: {counts.total():,} texts with {size:,} characters ({made})")
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1]}")
    print(f"broken: {len(failures)}" if failures else "nothing broke")
    return 1 if failures else 0


def _keep(text: str, reason: str, folder: Path, number: int) -> str:
    print(f"BROKEN {reason}", flush=True)
    folder.mkdir(exist_ok=True)
    file = folder / f"{number:03}.txt"
    short = smaller(text, reason)
    file.write_text(short, encoding="utf-8", newline="")
    print(f"  {file}: {short[:200]!r}", flush=True)
    return str(file)


if __name__ == "__main__":
    sys.exit(main())
