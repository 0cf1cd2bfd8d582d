"""The gazetteer across the reform of 1 July 2025: the new units, and who replaced whom."""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import REFORM, Level, Share, Unit

PLACES = Path(__file__).parents[1] / "ontology" / "places"


def only(name: str, level: str | None = None, on: str = "") -> Unit:
    (unit,) = gazetteer.find(name, level, on=on)
    return unit


def home(unit: Unit, on: str = "") -> str:
    province = gazetteer.province_of(unit, on)
    return province.name if province is not None else ""


def stated(file: str, pattern: str) -> int:
    found = re.search(pattern, (PLACES / f"{file}.tsv").read_text(encoding="utf-8")[:1000])
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize(
    ("level", "file", "total"),
    [(Level.PROVINCE, "provinces-2025", 34), (Level.COMMUNE, "communes-2025", 3321)],
)
def test_as_many_new_units_as_the_package_has(level: Level, file: str, total: int) -> None:
    found = gazetteer.units(level, reformed=True)
    assert len(found) == total == stated(file, r"vietnam-provinces==2026\.9\.0 \((\d+) units\)")
    assert all(unit.since == REFORM and not unit.until and unit.reformed for unit in found)
    assert gazetteer.units(Level.DISTRICT, reformed=True) == ()


def test_the_data_stay_small() -> None:
    assert sum(file.stat().st_size for file in PLACES.glob("*.tsv")) < 900_000


def test_every_unit_of_the_eve_of_the_reform_has_a_successor() -> None:
    perhaps = 0
    for level in Level:
        for unit in gazetteer.units(level):
            found = gazetteer.succession(unit)
            if unit.until == REFORM:
                assert found, unit
                assert all(one.new.reformed for one in found), unit
            perhaps += any(one.share is Share.PERHAPS for one in found)
    assert perhaps == 2


def test_every_old_commune_of_the_table_is_there_and_no_other() -> None:
    """The packages' table has each commune of January 2025 but those that had gone or changed code since."""
    on_the_eve = [unit for unit in gazetteer.units(Level.COMMUNE) if unit.until == REFORM]
    lines = (PLACES / "succession.tsv").read_text(encoding="utf-8")
    told = set(re.findall(r"\b\d{5}\b", "\n".join(re.findall(r"^\d{5}\t(.*)$", lines, re.MULTILINE))))
    assert {unit.code for unit in on_the_eve} == told
    # 28 are not in it under their code; of these 7 have another one there, and 3 communes are in it only
    assert stated("succession", r"2026\.9\.0 \((\d+) old communes\)") == len(told) - 28 + 7


def test_every_new_unit_has_a_predecessor_and_a_province() -> None:
    provinces = set(gazetteer.units(Level.PROVINCE, reformed=True))
    for level in (Level.PROVINCE, Level.COMMUNE):
        for unit in gazetteer.units(level, reformed=True):
            assert any(one.share is not Share.PERHAPS for one in gazetteer.predecession(unit)), unit
            assert gazetteer.province_of(unit) in provinces
            assert gazetteer.kinds()[unit.kind].level is level


def test_a_commune_and_its_successors_are_in_provinces_that_replaced_each_other() -> None:
    for unit in gazetteer.units(Level.COMMUNE):
        old = gazetteer.province_of(unit)
        if old is not None and unit.until == REFORM:
            (new,) = gazetteer.successors(old, on=REFORM)
            assert {gazetteer.province_of(one) for one in gazetteer.successors(unit)} == {new}
            assert gazetteer.province_of(unit, on="2026") == new


def test_successors_and_predecessors_are_the_same_pairs() -> None:
    levels = [(level, reformed) for level in Level for reformed in (False, True)]
    every = [unit for level, reformed in levels for unit in gazetteer.units(level, reformed)]
    backward = {(one.old.id, one.new.id) for unit in every for one in gazetteer.predecession(unit)}
    forward = {(one.old.id, one.new.id) for unit in every for one in gazetteer.succession(unit)}
    assert backward <= forward
    # a district has no place in the tables: its successors follow from those of its communes
    assert {len(old.rpartition("-")[2]) for old, _ in forward - backward} == {3}


def test_ids_are_unique_and_lead_back_to_the_unit() -> None:
    times = defaultdict(list)
    for level in Level:
        for reformed in (False, True):
            for unit in gazetteer.units(level, reformed):
                times[unit.id].append((unit.since, unit.until))
                assert gazetteer.by_id(unit.id) is unit
                assert unit.since < unit.until or unit.reformed
    assert all(len(validity) == 1 for validity in times.values())  # so no two validities of one id overlap
    assert gazetteer.by_id("thai-nguyen-20") is None


def test_ids_of_old_units_are_their_name_and_code() -> None:
    assert (only("Sìn Hồ").id, only("Hồ Chí Minh").id) == ("sin-ho-108", "ho-chi-minh-79")
    assert only("Hồ Chí Minh", "tỉnh", "2026").id == "ho-chi-minh-79-2025"


def test_a_district_before_and_a_commune_after() -> None:
    district = only("huyện Ngân Sơn")
    assert (home(district), home(district, "2025-06-30"), home(district, REFORM)) == (
        "Bắc Kạn",
        "Bắc Kạn",
        "Thái Nguyên",
    )
    assert gazetteer.find("Ngân Sơn", on="2026") == []
    commune = only("xã Ngân Sơn", "xã", "2025-08-14")
    assert (commune.code, commune.kind, home(commune), home(commune, "2023")) == (
        "01954",
        "xa",
        "Thái Nguyên",
        "Bắc Kạn",
    )
    assert commune in gazetteer.successors(district)
    assert gazetteer.find("Ngân Sơn", "xã", on="2025-06") == []


def test_a_commune_of_the_same_name_is_another_unit_after_the_reform() -> None:
    before = gazetteer.find("xã Hồng Quang", "xã", on="2025-06-30")
    after = gazetteer.find("xã Hồng Quang", "xã", on="2025-07-01")
    assert before and after and not {unit.id for unit in before} & {unit.id for unit in after}
    assert gazetteer.find("xã Hồng Quang", "xã", on="2025") == before + after


def test_provinces_that_are_no_more() -> None:
    province = only("Bắc Kạn", "tỉnh")
    assert [unit.name for unit in gazetteer.successors(province)] == ["Thái Nguyên"]
    assert gazetteer.find("Bắc Kạn", "tỉnh", on="2025-07") == []
    new = only("Thái Nguyên", "tỉnh", "2026")
    assert {unit.name for unit in gazetteer.predecessors(new)} == {"Bắc Kạn", "Thái Nguyên"}
    assert gazetteer.province_of(new, on="2024") is None  # its area was in two


def test_a_code_that_another_province_has_now() -> None:
    assert only("Lào Cai", "tỉnh").code == "10"
    assert only("Lào Cai", "tỉnh", "2026").code == "15" == only("Yên Bái", "tỉnh").code
    assert home(only("huyện Sa Pa") if gazetteer.find("huyện Sa Pa") else only("Sa Pa"), "2026") == "Lào Cai"


@pytest.mark.parametrize("written", ["TP.HCM", "Sài Gòn", "Thành phố Hồ Chí Minh"])
def test_ho_chi_minh_city_after_the_reform(written: str) -> None:
    unit = only(written, "tỉnh", "2025-07-01")
    assert {old.name for old in gazetteer.predecessors(unit)} == {"Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"}


def test_an_alias_of_a_code_does_not_go_to_the_unit_that_has_the_code_now() -> None:
    assert gazetteer.find("Bắc Cạn", "tỉnh", on="2026") == []
    assert gazetteer.find("TT Huế", "tỉnh", on="2026") == []
    assert only("Đắc Lắc", "tỉnh", "2026").name == "Đắk Lắk"


def test_numbered_districts_became_communes_with_names() -> None:
    new = gazetteer.successors(only("Quận 7"))
    assert {unit.name for unit in new} == {"Tân Hưng", "Tân Thuận", "Phú Thuận", "Tân Mỹ"}
    assert {gazetteer.kinds()[unit.kind].word for unit in new} == {"phường"}


def test_ten_districts_of_one_name_have_successors_of_their_own() -> None:
    found = gazetteer.find("Châu Thành", "huyện", on="2025-06")
    assert len(found) == 10
    heirs = [unit for one in found for unit in gazetteer.successors(one)]
    assert len(heirs) == len(set(heirs)) > 10
    assert gazetteer.find("Châu Thành", "huyện", on="2025-07-02") == []
    assert len({home(unit) for unit in gazetteer.find("Châu Thành", "xã", on="2026")}) > 1


def test_a_name_that_is_a_district_and_many_communes() -> None:
    assert only("Thống Nhất", "huyện", "2024").code == "738"
    before, after = (gazetteer.find("Thống Nhất", "xã", on=on) for on in ("2024", "2026"))
    assert len(before) > len(after) > 1
    assert {"phuong", "xa"} <= {unit.kind for unit in before}


def test_islands_without_communes() -> None:
    district = only("Lý Sơn")
    (new,) = gazetteer.successors(district)
    assert (new.kind, new.name, gazetteer.predecessors(new)) == ("dac-khu", "Lý Sơn", [district])
    assert new == only("đặc khu Lý Sơn", "xã", "2026")


def test_a_divided_commune_has_several_successors() -> None:
    unit = next(u for u in gazetteer.by_code("00016", "xã"))
    assert [(one.new.code, one.share) for one in gazetteer.succession(unit)] == [
        ("00004", Share.PART),
        ("00008", Share.PART),
    ]


def test_a_unit_that_was_gone_before_the_reform_is_followed_through_it() -> None:
    gone = only("Cửa Lò")
    assert [unit.name for unit in gazetteer.successors(gone)] == ["Vinh"]
    assert "Cửa Lò" in {unit.name for unit in gazetteer.successors(gone, on="2026")}
    renamed = only("Thừa Thiên Huế")
    (old,), (new,) = gazetteer.successors(renamed), gazetteer.successors(renamed, on="2026")
    assert (old.id, new.id) == ("hue-46", "hue-46-2025")
    assert gazetteer.successors(renamed, on="2024") == [renamed]
    assert gazetteer.predecessors(old) == [renamed]


def test_communes_that_were_gone_before_the_reform() -> None:
    gone = [unit for unit in gazetteer.units(Level.COMMUNE) if unit.until != REFORM]
    unknown = [unit for unit in gone if not gazetteer.successors(unit)]
    assert len(gone) == 841 and len(unknown) == 5  # of which the packages say nothing


def test_dates_and_parts_of_dates() -> None:
    unit = only("Cửa Lò")  # until 2025-01
    assert [unit.valid(on) for on in ("2024-12-31", "2024", "2025", "2025-01-15")] == [True, True, False, False]
    new = only("Huế", "tỉnh", "2026")
    assert [new.valid(on) for on in ("2025-06", "2025", "2025-07", "2025-06-30")] == [False, True, True, False]


def test_nothing_of_the_reform_is_read_before_it_is_asked_for() -> None:
    code = (
        "from canbo import ontology as o; from canbo.ontology import gazetteer as g; seen = []; lines = o.lines\n"
        "import canbo.ontology.units as u, canbo.ontology.reform as r\n"
        "u.lines = r.lines = lambda name: (seen.append(name), lines(name))[1]\n"
        "g.find('Sìn Hồ', on='2024-05'); g.province_of(g.find('Sìn Hồ')[0]); print(*seen)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert sorted(run.stdout.split()) == ["places/districts.tsv", "places/provinces.tsv"]
