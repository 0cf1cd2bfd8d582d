"""The grammar of units, bodies and offices, phrase by phrase."""

from __future__ import annotations

import pytest

from canbo.extractors.bodies import read_body
from canbo.extractors.normalise import respell
from canbo.extractors.offices import read_offices
from canbo.extractors.units import find_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("huyện Sìn Hồ", [("Sìn Hồ", "huyện")]),
        ("TP.Tân An và TP. Hà Nội", [("Tân An", "huyện"), ("Hà Nội", "tỉnh")]),
        ("UBND Q.Ninh Kiều", [("Ninh Kiều", "huyện")]),
        ("ẢNH: M.ĐĂNG - Q.KHẢI", []),
        ("quận 7, phường 14", [("7", "huyện"), ("14", "xã")]),
        ("tỉnh Bà Rịa -Vũng Tàu", [("Bà Rịa -Vũng Tàu", "tỉnh")]),
        ("xã Tân Lập Trần Thị Mai", [("Tân Lập", "xã")]),
        ("thành phố Đà nẵng", [("Đà Nẵng", "tỉnh")]),
        ("huyện Lê Quang Vĩnh Phú", []),
        ("thành phố Cảng xanh", []),
        ("kinh tế - xã hội Việt Nam, hợp tác xã Hồng Giang, Thông tấn xã Việt Nam", []),
        ("XÃ IA TUL - TỈNH GIA LAI", [("Ia Tul", "xã"), ("Gia Lai", "tỉnh")]),
    ],
)
def test_units_named_with_their_level(text: str, units: list[tuple[str, str]]) -> None:
    assert [(u.name, u.level) for u in find_units(text)] == units


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Huyện ủy Ngân Sơn", "Huyện ủy", "Ngân Sơn"),
        ("UBND TP Đà Nẵng", "UBND thành phố", "Đà Nẵng"),
        ("UBND Hà Nội", "UBND thành phố", "Hà Nội"),
        ("Ủy ban nhân dân tỉnh Kon Tum", "UBND tỉnh", "Kon Tum"),
        ("UBMTTQVN xã", "Ủy ban MTTQ xã", ""),
        ("Ban CHQS huyện", "Ban Chỉ huy Quân sự huyện", ""),
        ("UBKT Huyện ủy", "Ủy ban Kiểm tra Huyện ủy", ""),
        ("Ban Dân vận Tỉnh ủy", "Ban Dân vận Tỉnh ủy", ""),
        ("Sở GTVT", "Sở Giao thông vận tải", ""),
        ("Sở Xây dựng Hà Nội", "Sở Xây dựng", "Hà Nội"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", ""),
        ("Phòng Cấp phép xây dựng, Sở Xây dựng", "Phòng Cấp phép xây dựng Sở Xây dựng", ""),
        (
            "Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện và lãnh đạo",
            "Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện",
            "",
        ),
        ("Quốc hội Cuba", "Quốc hội", "Cuba"),
        ("Đảng ủy phường Khánh Hậu", "Đảng ủy phường", "Khánh Hậu"),
        ("UBND huyện Hoàng A Lử thẳng thắn", "UBND huyện", ""),
    ],
)
def test_bodies_without_their_place(text: str, name: str, place: str) -> None:
    body = read_body(text, 0)
    assert body is not None
    assert (body.name, body.place) == (name, place)


@pytest.mark.parametrize("text", ["hội nghị", "các đồng chí", "phát biểu", "Nguyễn Văn A"])
def test_other_words_are_no_body(text: str) -> None:
    assert read_body(text, 0) is None


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("TUV, Bí thư Huyện ủy", [("Tỉnh ủy viên", "Tỉnh ủy"), ("Bí thư", "Huyện ủy")]),
        ("Phó Bí thư, Chủ tịch UBND huyện", [("Phó Bí thư", "Huyện ủy"), ("Chủ tịch", "UBND huyện")]),
        (
            "Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Tỉnh ủy",
            [("Ủy viên Ban Thường vụ", "Tỉnh ủy"), ("Trưởng Ban", "Ban Dân vận Tỉnh ủy")],
        ),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã", [("Bí thư", "Đảng ủy xã"), ("Chủ tịch", "HĐND xã")]),
        (
            "UVBTV, Trưởng ban Dân vận, Chủ tịch Ủy ban MTTQ Việt Nam tỉnh",
            [
                ("Ủy viên Ban Thường vụ", "Tỉnh ủy"),
                ("Trưởng Ban", "Ban Dân vận Tỉnh ủy"),
                ("Chủ tịch", "Ủy ban MTTQ tỉnh"),
            ],
        ),
        ("Chánh Văn phòng UBND tỉnh", [("Chánh Văn phòng", "Văn phòng UBND tỉnh")]),
        ("Trưởng phòng Dân tộc huyện", [("Trưởng phòng", "Phòng Dân tộc huyện")]),
        ("Chánh Thanh tra Sở Giao thông vận tải", [("Chánh Thanh tra", "Thanh tra Sở Giao thông vận tải")]),
        (
            "Bí thư Đảng ủy, Giám đốc Sở Y tế",
            [("Bí thư", "Đảng ủy Sở Y tế"), ("Giám đốc", "Sở Y tế")],
        ),
        ("Trưởng Công an thị xã", [("Trưởng Công an", "Công an thị xã")]),
        ("Ủy viên BCH Đảng bộ tỉnh", [("Ủy viên Ban Chấp hành", "Đảng bộ tỉnh")]),
        ("Phó Chủ tịch Thường trực HĐND tỉnh", [("Phó Chủ tịch Thường trực", "HĐND tỉnh")]),
        ("quyền Chủ tịch UBND huyện", [("Quyền Chủ tịch", "UBND huyện")]),
        ("Phó Chánh Văn phòng phụ trách Văn phòng Huyện ủy", [("Phó Chánh Văn phòng", "Văn phòng Huyện ủy")]),
        (
            "Phó Chủ tịch UBND tỉnh (nguyên Bí thư Huyện ủy Tam Đường)",
            [("Phó Chủ tịch", "UBND tỉnh"), ("Bí thư", "Huyện ủy")],
        ),
        ("Trưởng Ban Kinh tế và Ngân sách HĐND xã", [("Trưởng Ban", "Ban Kinh tế và Ngân sách HĐND xã")]),
        (
            "Trưởng Ban Dân vận và Chủ tịch Hội Nông dân huyện",
            [("Trưởng Ban", "Ban Dân vận Huyện ủy"), ("Chủ tịch", "Hội Nông dân huyện")],
        ),
        ("Chỉ huy trưởng BCH Quân sự huyện", [("Chỉ huy trưởng", "Ban Chỉ huy Quân sự huyện")]),
        ("Chỉ huy trưởng BCH Quân sự tỉnh", [("Chỉ huy trưởng", "Bộ Chỉ huy Quân sự tỉnh")]),
        ("Phó Tư lệnh Vùng 5 Hải quân", [("Phó Tư lệnh", "Vùng 5 Hải quân")]),
        (
            "Chính trị viên Đồn Biên phòng CKQT Nậm Cắn nêu",
            [("Chính trị viên", "Đồn Biên phòng Cửa khẩu Quốc tế Nậm Cắn")],
        ),
        ("Chánh Văn phòng HĐND và UBND huyện", [("Chánh Văn phòng", "Văn phòng HĐND và UBND huyện")]),
        (
            "Phó Vụ trưởng Vụ Tổng hợp, Ban Tổ chức Trung ương",
            [("Phó Vụ trưởng", "Vụ Tổng hợp Ban Tổ chức Trung ương")],
        ),
        ("Ủy viên Ban Thuờng vụ Huyện ủy", [("Ủy viên Ban Thường vụ", "Huyện ủy")]),
        ("Thứ trưởng Lê Văn Hoàng cho rằng", [("Thứ trưởng", "")]),
        ("Bí thư Đoàn xã", [("Bí thư", "Đoàn xã")]),
    ],
)
def test_offices_in_a_row_fill_each_other(text: str, offices: list[tuple[str, str]]) -> None:
    row = read_offices(respell(text), 0)
    assert row is not None
    assert [(o.role, o.body.name if o.body else o.default_body) for o in row.offices] == offices


def test_a_place_named_once_is_of_all_offices_of_its_level() -> None:
    row = read_offices("Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Krông Bông", 0)
    assert row is not None
    assert [o.body.place for o in row.offices if o.body] == ["Krông Bông", "Krông Bông"]


def test_a_former_office_says_so_alone() -> None:
    row = read_offices("nguyên Bí thư Huyện ủy, Chủ tịch HĐND huyện", 0)
    assert row is not None
    assert [o.former for o in row.offices] == [True, False]
