"""What an article states does not depend on how its page was saved: facts before and after a change are the same.

Articles are changed in each of these ways, by a seed of their own, and read again: each way has every other article at
hand, and the next way the others, for the time it takes. Facts are the rows of the
five tables; words that a row quotes are compared as rules read them (one kind of quote, dash and space).
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import canbo
from canbo.extractors.article import Article
from canbo.extractors.document import Kind
from canbo.extractors.normalise import clean, nfc
from canbo.ontology.folding import respell

ROOT = Path(__file__).parents[1]
FOLDERS = (
    ROOT / "examples" / "articles",
    ROOT / "tests" / "golden" / "articles",
    ROOT / "tests" / "regions" / "articles",
    ROOT.parent / "shared" / "evaluation" / "dev" / "articles",  # where the project is checked out beside it
)
ARTICLES = {
    f"{file.parent.parent.name}/{file.stem}": file for folder in FOLDERS for file in sorted(folder.glob("*.txt"))
}
EVERY = 2
Facts = Counter[tuple[str, ...]]
Change = Callable[[str, random.Random], str]


@cache
def source(name: str) -> str:
    return ARTICLES[name].read_text(encoding="utf-8")


def facts(article: Article) -> Facts:
    return Counter((s.table, *(as_read(cell) for cell in s.row().values())) for s in article.statements)


def as_read(words: str) -> str:
    return clean(nfc(words)).text.replace("\n", " ")


@cache
def article(name: str) -> Article:
    return canbo.read(source(name), "a")


# --- spelling and characters --------------------------------------------------------------------------------------
OLD_TONES = dict(zip("òóỏõọùúủũụ", "ooooouuuuu", strict=True))
MARKS = dict(zip("òóỏõọùúủũụ", "\u0300\u0301\u0309\u0303\u0323" * 2, strict=True))


def decomposed(text: str, chance: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def composed(text: str, chance: random.Random) -> str:
    return nfc(text)


def old_tones(text: str, chance: random.Random) -> str:
    """`hòa` as `hoà`, `ủy` as `uỷ`: the tone mark where it stood before the reform of spelling."""

    def moved(match: re.Match[str]) -> str:
        vowel, last = match.group()
        old = OLD_TONES[vowel.lower()] + unicodedata.normalize("NFC", last.lower() + MARKS[vowel.lower()])
        old = "".join(new.upper() if letter.isupper() else new for new, letter in zip(old, match.group(), strict=True))
        return old if respell(f"h{old}") == f"h{match.group()}" else match.group()

    return re.sub(r"(?<![qQ])(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY])(?!\w)", moved, nfc(text))


def odd_spaces(text: str, chance: random.Random) -> str:
    odd = ["  ", "\u00a0", "\u2009", "\u202f", " \u200b", "\u00a0 ", "\u3000"]
    return re.sub(" ", lambda _: chance.choice(odd) if chance.random() < 0.1 else " ", text)


def invisible(text: str, chance: random.Random) -> str:
    odd = ["\u200b", "\u00ad", "\ufeff", "\u2060"]
    return "".join(c + (chance.choice(odd) if c.isalpha() and chance.random() < 0.05 else "") for c in nfc(text))


def other_quotes(text: str, chance: random.Random) -> str:
    straight = re.sub("[“”„«»]", '"', text)
    sides = {line: iter("“”" * (line.count('"') // 2 + 1)) for line in straight.split("\n")}
    curly = "\n".join(re.sub('"', lambda _, s=sides[line]: next(s), line) for line in straight.split("\n"))
    return chance.choice([straight, curly])


def other_dashes(text: str, chance: random.Random) -> str:
    return re.sub("[-–—]", lambda _: chance.choice("-–—−"), text)


# --- lines --------------------------------------------------------------------------------------------------------
def windows_lines(text: str, chance: random.Random) -> str:
    return nfc(text).replace("\n", "\r\n")


def trailing_spaces(text: str, chance: random.Random) -> str:
    return "\n".join(line + " " * chance.randint(0, 2) for line in text.split("\n"))


TABLE_OR_LIST = re.compile(r"[-+*•]|.*[\t|]")
# A line that begins like an item of a list is one for any reader, so no line is cut there: `kinh tế - xã hội`.
ITEM = re.compile(r"[-–—*+•>»|(]|\d{1,2}[.)/]|[a-zđ]\)|[IVX]+\.")


def paragraphs(text: str, chance: random.Random) -> str:
    """Every paragraph on one line, an empty line between them; rows and items stay together."""
    lines = clean(nfc(text)).text.split("\n")
    joints = ["\n" if TABLE_OR_LIST.match(a) and TABLE_OR_LIST.match(b) else "\n\n" for a, b in pairwise(lines)]
    return "".join(line + joint for line, joint in zip(lines, [*joints, ""], strict=True))


def cut_at_random(text: str, chance: random.Random) -> str:
    return _cut(text, lambda line, word: bool(line) and chance.random() < 0.12)


def cut_at_a_width(text: str, chance: random.Random) -> str:
    width = chance.choice([60, 72, 80])
    return _cut(text, lambda line, word: len(line) + len(word) >= width)


def _cut(text: str, ends: Callable[[str, str], bool]) -> str:
    """Cut the lines of paragraphs between words, where `ends` says so of the line so far and the next word."""
    done = []
    for paragraph in paragraphs(text, random.Random(0)).split("\n"):
        if TABLE_OR_LIST.match(paragraph):
            done.append(paragraph)
            continue
        lines = [""]
        for word in paragraph.split(" "):
            if ends(lines[-1], word) and not ITEM.match(word):
                lines.append(word)
            else:
                lines[-1] = f"{lines[-1]} {word}".strip()
        done += lines
    return "\n".join(done)


# --- what a saved page has around an article ----------------------------------------------------------------------
DEBRIS = (
    "0:00 / 2:41", "Chia sẻ Facebook Zalo", "Lượt xem: 1.318", "[In trang]", "Bình luận (0)", "A- A A+", "Giọng nữ",
    "Gửi email", "Đọc thêm: Khai mạc giải bóng chuyền",
)  # fmt: skip
# Captions that name no gathering: "Quang cảnh hội nghị" in an article that reports none would be one.
CAPTIONS = ("Ảnh minh họa.", "Một góc chợ phiên", "Ảnh: Văn Hùng", "Các đại biểu trao đổi bên lề (Ảnh: Thu Hà)")
RELATED = "\n\nCác tin đã đưa:\n• Huyện ủy Bảo Lạc tổ chức hội nghị tổng kết năm 2019\n• Thu ngân sách đạt 12 tỷ đồng\n"
ELSEWHERE = (
    "\n\nTại huyện Mường Khương, Huyện ủy Mường Khương vừa tổ chức hội nghị. Đồng chí Giàng Seo Vần, Bí thư Huyện ủy "
    "Mường Khương, chủ trì. Tổng thu ngân sách huyện Mường Khương đạt 97,3 tỷ đồng."
)


def _inserted(text: str, chance: random.Random, lines: tuple[str, ...]) -> str:
    joint = "\n\n" if "\n\n" in text else "\n"
    blocks = text.split(joint)
    between = [n for n in range(1, len(blocks)) if not any(map(TABLE_OR_LIST.match, blocks[n - 1 : n + 1]))]
    for place in sorted(chance.sample(between, min(3, len(between))), reverse=True):
        blocks.insert(place, chance.choice(lines))
    return joint.join(blocks)


def debris(text: str, chance: random.Random) -> str:
    return _inserted(text, chance, DEBRIS)


def captions(text: str, chance: random.Random) -> str:
    return _inserted(text, chance, CAPTIONS)


def related_links(text: str, chance: random.Random) -> str:
    return text.rstrip() + RELATED


def byline(text: str, chance: random.Random) -> str:
    return text.rstrip() + "\n\nTin, ảnh: Khánh Duy\n"


CHANGES: tuple[Change, ...] = (
    decomposed, composed, old_tones, odd_spaces, invisible, other_quotes, other_dashes, windows_lines, trailing_spaces,
    paragraphs, cut_at_random, cut_at_a_width, debris, captions, related_links, byline,
)  # fmt: skip


def differences(before: Facts, after: Facts) -> list[str]:
    lost = [f"- {' | '.join(filter(None, row))}" for row in before - after]
    return lost + [f"+ {' | '.join(filter(None, row))}" for row in after - before]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_facts_do_not_depend_on_how_the_page_was_saved(change: Change) -> None:
    found = {}
    for name in list(ARTICLES)[CHANGES.index(change) % EVERY :: EVERY]:
        changed = change(source(name), random.Random(f"{name} {change.__name__}"))
        found[name] = differences(facts(article(name)), facts(canbo.read(changed, "a")))
    bad = {name: rows[:6] for name, rows in found.items() if rows}
    assert not bad, "\n".join(f"{n}: {r}" for n, r in bad.items())


def opens_with_its_district(read: Article) -> bool:
    body = read.document.body
    lead = next((s.block for s in body if s.kind is Kind.PROSE), 0)
    return read.level == "huyện" and any(read.place and read.place in s.text for s in body if s.block <= lead)


def test_a_paragraph_on_another_district_adds_its_facts_and_changes_none() -> None:
    """Only articles that open with their district are asked.

    One that never names its unit (`Huyện ủy đã tổ chức …`) gets the only one named, which is what it is for; one on a
    province or commune gets a district that it had not, and with it perhaps another province.
    """
    asked = [name for name in ARTICLES if opens_with_its_district(article(name))]
    assert len(asked) >= 20
    lost, gained, read = {}, 0, 0
    for name in asked:
        longer = canbo.read(source(name).rstrip() + ELSEWHERE, "a")
        before, after = facts(article(name)), facts(longer)
        if before - after:
            lost[name] = differences(before, after)
        gained += any("Giàng Seo Vần" in row and "Mường Khương" in row for row in after)
        read += longer.document.sentences[-1].kind is not Kind.DEBRIS  # behind links to other articles nothing is read
    assert not lost, "\n".join(f"{n}: {r}" for n, r in lost.items())
    assert gained == read >= 20


def test_changes_do_change_something() -> None:
    for change in CHANGES:
        changed = [n for n in ARTICLES if change(source(n), random.Random(f"{n} {change.__name__}")) != source(n)]
        assert len(changed) >= (1 if change is composed else len(ARTICLES) // 4), change.__name__
