"""The corpus of the benchmarks: the same seed gives the same bytes, and what it says of itself holds."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

import canbo
from canbo.ontology.folding import fold, respell
from canbo.ontology.gazetteer import REFORM, by_id, kinds

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
if str(BENCHMARKS) not in sys.path:  # its modules are no part of what is installed
    sys.path.insert(0, str(BENCHMARKS))
COUNT = 1200
Row = dict[str, str]


def make(folder: Path, count: int, *more: str, hash_seed: str = "0") -> Path:
    command = [sys.executable, BENCHMARKS / "make_corpus.py", folder, "--articles", str(count), *more]
    env = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return folder


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@dataclass(frozen=True)
class Corpus:
    folder: Path
    truth: list[Row]
    documents: list[Row]

    def text(self, document: str) -> str:
        return next(self.folder.rglob(f"{document}.txt")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus") / "c"
    make(folder, COUNT, "--jsonl", str(folder.with_suffix(".jsonl")))
    return Corpus(folder, rows(folder / "truth.tsv"), rows(folder / "documents.tsv"))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, corpus: Corpus) -> None:
    one = digests(make(tmp_path / "one", 80, "--seed", "7", hash_seed="1"))
    two = digests(make(tmp_path / "two", 80, "--seed", "7", hash_seed="2"))
    other = digests(make(tmp_path / "other", 80, "--seed", "8"))
    assert one == two
    articles = {name for name in one if name.endswith(".txt")}
    assert len(articles) == 80
    assert not {name for name in articles if one[name] == other[name]}
    # and a larger corpus begins with the smaller one
    larger = digests(corpus.folder)
    assert {name: larger[name] for name in articles} == {name: one[name] for name in articles}


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    command = [sys.executable, BENCHMARKS / "make_corpus.py", tmp_path, "--articles", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_lines_of_json_have_the_texts_of_the_files(corpus: Corpus) -> None:
    lines = corpus.folder.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == COUNT
    for line in lines[::97]:
        article = json.loads(line)
        assert article["text"] == corpus.text(article["id"])


def test_sizes_are_spread_as_those_of_real_articles(corpus: Corpus) -> None:
    sizes = sorted(int(row["bytes"]) for row in corpus.documents)
    assert len(sizes) == COUNT
    assert 3200 <= sum(sizes) / COUNT <= 4000
    assert sizes[0] >= 700
    assert sizes[-1] <= 9500
    assert sum(1000 <= size <= 8000 for size in sizes) / COUNT > 0.96
    assert sizes[COUNT // 10] < 2300
    assert sizes[COUNT * 9 // 10] > 5000
    assert {len(list(folder.iterdir())) for folder in corpus.folder.iterdir() if folder.is_dir()} == {
        1000,
        COUNT - 1000,
    }


def test_what_articles_say_is_read(corpus: Corpus) -> None:
    said: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in corpus.truth:
        if row["office"]:
            said[row["document"]].add((fold(row["person_name"]), fold(row["office"]), fold(row["body"])))
    stated = read = gatherings = 0
    for document in [row["document"] for row in corpus.documents][::20]:
        statements = canbo.read(corpus.text(document), document).statements
        found = {(fold(s.person), fold(s.role), fold(s.body)) for s in statements if s.table == "posts"}
        stated += len(said[document])
        read += len(said[document] & found)
        gatherings += any(s.table == "meetings" and s.main for s in statements)
    assert stated > 300
    assert read / stated > 0.85
    assert gatherings > 45  # of 60; a report of results has none


def test_truth_names_who_is_in_the_text(corpus: Corpus) -> None:
    texts: dict[str, str] = {}
    for row in corpus.truth:
        document = row["document"]
        if document not in texts:
            texts[document] = " ".join(respell(unicodedata.normalize("NFC", corpus.text(document))).split()).lower()
        assert respell(row["person_name"]).lower() in texts[document], row


def test_truth_names_units_of_its_time(corpus: Corpus) -> None:
    for row in corpus.truth:
        unit = by_id(row["place"]) if row["place"] else None
        if unit is None:
            assert not row["place"], row
            continue
        assert unit.code == row["place_code"]
        # a former office may be of a unit that is gone
        assert unit.valid(row["date"]) or row["status"] == "former", row
    assert {row["date"] >= REFORM for row in corpus.documents} == {True, False}


def test_namesakes_come_about_as_they_do(corpus: Corpus) -> None:
    persons: dict[str, set[str]] = defaultdict(set)
    in_unit: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in corpus.truth:
        persons[row["person_name"]].add(row["person"])
        if row["place"]:
            in_unit[row["place"], row["person_name"]].add(row["person"])
    shared = sum(len(found) > 1 for found in persons.values())
    assert 0.05 < shared / len(persons) < 0.4
    assert max(len(found) for found in persons.values()) >= 6
    assert 0 < sum(len(found) > 1 for found in in_unit.values()) < len(in_unit) * 0.02


def test_people_move_between_units_and_offices(corpus: Corpus) -> None:
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in corpus.truth:
        if row["place"] and row["office"]:
            held[row["person"]].add((row["place"], row["body"]))
    assert sum(len({place for place, _ in found}) > 1 for found in held.values()) > len(held) * 0.05
    # across the reform: somebody of a district and of a commune since then
    crossed = [p for p, found in held.items() if len({place.endswith("-2025") for place, _ in found}) > 1]
    assert crossed
    assert {row["status"] for row in corpus.truth} == {"", "current", "former"}
    assert any(row["office"].startswith("Quyền") for row in corpus.truth)


def test_unnamed_districts_and_years_keep_their_share(corpus: Corpus) -> None:
    unnamed = [row for row in corpus.documents if row["named"] == "no"]
    assert 0.03 < len(unnamed) / COUNT < 0.08
    for row in unnamed:
        unit = by_id(row["place"])
        assert unit is not None
        text = unicodedata.normalize("NFC", corpus.text(row["document"]))
        assert f"{kinds()[unit.kind].word} {unit.name}" not in text
        assert f"ủy {unit.name}" not in text
    assert 0.08 < sum(row["year"] == "no" for row in corpus.documents) / COUNT < 0.2
    assert 0.01 < sum(row["form"] == "NFD" for row in corpus.documents) / COUNT < 0.06
    assert 0.03 < sum(row["wrapped"] == "yes" for row in corpus.documents) / COUNT < 0.12


def test_some_meetings_are_told_twice_by_different_papers(corpus: Corpus) -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for row in corpus.documents:
        told[row["event"]].append(row["paper"])
    twice = [papers for papers in told.values() if len(papers) > 1]
    assert 0.08 < len(twice) / len(told) < 0.3
    assert sum(len(set(papers)) > 1 for papers in twice) > len(twice) * 0.8
    assert len({row["kind"] for row in corpus.documents}) >= 10
    texts = Counter(corpus.text(row["document"]) for row in corpus.documents)
    assert max(texts.values()) == 1


def test_a_chair_has_one_holder_at_a_time() -> None:
    from corpus.places import regions
    from corpus.world import World

    register = World(7).register(regions()[4])
    for chair, tenures in register.tenures.items():
        for one, next_ in pairwise(tenures):
            assert one.begin <= one.end <= next_.begin, chair
    assert any(tenure.acting for tenure in register.all())
    names = Counter((t.chair.key, t.person.id) for t in register.all())
    assert max(names.values()) < 4


def test_data_files_name_what_there_is() -> None:
    from corpus.careers import END
    from corpus.data import table
    from corpus.phrases import compiled
    from corpus.places import regions
    from corpus.seats import central_offices, seats

    provinces = {province.unit.name for region in regions() for province in region.provinces}
    assert len(provinces) == 63
    assert set(table("names")["regions"]) <= provinces
    for shares in table("names")["regions"].values():
        assert set(shares) <= set(table("names")["people"])
    for leader in table("names")["leaders"]:
        assert all(central_offices(seat) for seat, _, _ in leader["posts"])
    heirs = {heir for seat in seats().values() for heir in seat.heirs}
    assert heirs <= set(seats())
    assert END > 0
    with pytest.raises(ValueError, match="without"):
        compiled("a [b|c")


def test_pairs_are_counted_as_by_hand() -> None:
    from corpus.score import Known, Pairs, score

    truth = {
        ("a", "x"): Known("p1", "u"),
        ("b", "x"): Known("p1", "u"),
        ("c", "x"): Known("p1", "v"),
        ("d", "x"): Known("p2", "u"),
        ("e", "x"): Known("p2", ""),  # not read
        ("a", "y"): Known("p3", "u"),
    }
    found = {("a", "x"): "n1", ("b", "x"): "n1", ("c", "x"): "n2", ("d", "x"): "n1", ("a", "y"): "n1"}
    told = score(truth, found)
    # one person: ab, ac, bc, de; made one: ab, ad, bd
    assert told.all == Pairs(true=4, found=3, right=1)
    assert told.one_unit == Pairs(true=1, found=3, right=1)
    assert told.elsewhere == Pairs(true=3, found=0, right=0)
    assert (told.mentions, told.read) == (6, 5)
    assert told.all.recall == 0.25
    assert told.elsewhere.precision == 1.0


def test_persons_of_a_store_are_scored(corpus: Corpus, tmp_path: Path) -> None:
    from corpus.score import known, nodes, score

    # articles of the unit that most is told of: there are pairs to be found
    unit, _ = Counter(row["place"] for row in corpus.documents).most_common(1)[0]
    documents = [row["document"] for row in corpus.documents if row["place"] == unit]
    paths = [next(corpus.folder.rglob(f"{document}.txt")) for document in documents]
    canbo.build(paths, tmp_path / "store")
    with canbo.open_store(tmp_path / "store") as store:
        told = score(known(corpus.folder / "truth.tsv", documents), nodes(store))
    assert told.read > told.mentions * 0.9
    assert told.all.true > 5
    assert told.all.precision > 0.9
    assert told.one_unit.recall > 0.5


def test_linking_is_measured_and_the_stores_stay_as_they_were(tmp_path: Path) -> None:
    command = [sys.executable, BENCHMARKS / "linking.py", "--folder", tmp_path, "--sizes", "8", "16"]
    told = tmp_path / "told.json"
    done = subprocess.run([*command, "--json", told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "growth: whole n^" in done.stdout
    found = json.loads(told.read_text(encoding="utf-8"))
    assert [row["articles"] for row in found["sizes"]] == [8, 16]
    assert all(row["one more"] > row["reading"] > 0 for row in found["sizes"])
    assert {"date", "cores", "python", "versions"} <= set(found)
    with canbo.open_store(tmp_path / "store-16") as store:
        assert len(store.articles()) == 16
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "store-8", "store-16", "told.json"}
    scored = subprocess.run([*command, "--truth"], capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stderr
    assert "precision" in scored.stdout
    assert "0 added, 0 changed" in scored.stderr


def test_articles_added_bit_by_bit_and_changed_give_the_graph_of_all_at_once(tmp_path: Path) -> None:
    make(tmp_path / "corpus", 60)
    files = sorted((tmp_path / "corpus").glob("*/*.txt"))
    stale = tmp_path / "stale" / files[7].name
    stale.parent.mkdir()
    stale.write_text(files[40].read_text(encoding="utf-8"), encoding="utf-8")
    canbo.build([stale], tmp_path / "bit-by-bit")
    for begin, end in ((41, 60), (0, 1), (20, 41), (1, 20)):
        canbo.build(files[begin:end], tmp_path / "bit-by-bit")
    canbo.build(files, tmp_path / "at-once")
    with canbo.open_store(tmp_path / "bit-by-bit") as one, canbo.open_store(tmp_path / "at-once") as other:
        assert set(one.oxigraph) == set(other.oxigraph)
