"""Texts that are no articles, and how long the reader is busy with them: `make bench-hostile`.

Each is one line of a megabyte: what a rule looks for, over and over. Printed are the seconds for the megabyte (read and
mapped to RDF, one core) and, for lines short enough to be read as sentences, how much longer twice the text takes:
two means that the time grows with the text, four that it grows with its square. With `--check` each is only read.
"""

from __future__ import annotations

import argparse
import sys
import time

import canbo
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads

IRIS = Iris("https://w3id.org/canbo/")
MEGABYTE = 1_000_000
SENTENCE = 45_000  # characters; twice as many are still read as a sentence
# fmt: off
REPEATED = (
    ",", ", ", ".", ". ", "1", "12 ", "1.000 ", "%", "5% ", "A", "An ", "(", ")", '"', "/", "-", "- ", "|1", "\t",
    "\u200b", "nghiêng", "a\n", "\n", "Nghị quyết ", "đồng chí ", "đạt ", ", Bí thư Huyện ủy", "hội nghị ", "năm 2023 ",
    "ngày 5/7 ", "huyện Sìn Hồ ", "Huyện ủy Sìn Hồ ", "UBND ", "Ban ", "43-NQ/TW ", "khóa ", "Đại tá ",
    "các đồng chí: ", "đạt 5% kế hoạch, ", "kết nạp 5 đảng viên, ", "đồng chí Giàng A Páo, Bí thư Huyện ủy; ",
    "ông Páo được bầu giữ chức Bí thư; ",
)
SYLLABLES = (
    "An", "Bình", "Cương", "Dơ", "Hặc", "Khánh", "Lan", "Minh", "Nghĩa", "Oanh", "Páo", "Quân", "Sùng", "Tuyết", "Uyên",
    "Vân", "Xuân", "Yến",
)
# fmt: on


def names(count: int) -> str:
    """Return one sentence with so many names, all of them different."""
    middle, base = len(SYLLABLES) ** 2, len(SYLLABLES)
    full = (
        f"Lò {SYLLABLES[n // middle % base]} {SYLLABLES[n // base % base]} {SYLLABLES[n % base]}" for n in range(count)
    )
    return f"Dự hội nghị có các đồng chí: {', '.join(full)}."


def officials(count: int) -> str:
    """Return one sentence with so many persons and their offices."""
    people = names(count).removesuffix(".").split(": ", 1)[1].split(", ")
    return "Dự có: " + "; ".join(f"đồng chí {name}, Phó Bí thư Huyện ủy, Chủ tịch HĐND huyện" for name in people) + "."


def seconds(text: str) -> float:
    """Return the processor time of reading and mapping a text once."""
    begun = time.process_time()
    article_quads(canbo.read(text), IRIS)
    return time.process_time() - begun


def megabytes() -> dict[str, str]:
    """Return the lines of a megabyte, and the sentences full of people, by what they are made of."""
    lines = {repr(word): word * (MEGABYTE // len(word.encode())) for word in REPEATED}
    return lines | {"5,000 names": names(5000), "800 officials": officials(800)}


def main() -> int:
    """Print the table, or with `--check` only read the megabytes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="read the texts and print nothing")
    args = parser.parse_args()
    seconds("Bí thư Huyện ủy Sìn Hồ chủ trì.")
    if args.check:
        for text in megabytes().values():
            seconds(text)
        return 0
    print(f"{'repeated':44}{'s for 1 MB':>11}{'s for a sentence':>18}{'twice as long':>15}")
    for name, text in megabytes().items():
        if name.startswith("'") or name.startswith('"'):
            half, whole = (text[: SENTENCE * times] for times in (1, 2))
        else:
            half, whole = (names(2500), text) if "names" in name else (officials(400), text)
        once, twice = (min(seconds(part) for _ in range(3)) for part in (half, whole))
        print(f"{name:44}{seconds(text):11.2f}{once:18.3f}{twice / once:15.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
