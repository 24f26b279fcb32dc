"""What a row below a roster's header is, by its words."""

from __future__ import annotations

import pytest

from flows.reading.person_name import NameReading, read_name
from flows.reading.roster_rows import count_in, is_footer, is_group, is_total, is_unit, section_name


@pytest.mark.parametrize("text", ["Tổng cộng", "TỔNG CỘNG: 230 đại biểu", "Cộng", "Cộng:", "Tổng: 5", "Tổng số: 3", "Tong cong",
                                  "Cộng xã Hát Môn", "Tổng đại biểu: 5"])  # fmt: skip
def test_a_total_is_known_by_its_first_words(text):
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["Tổng công ty 36", "Tống Văn A", "Tổng Thị Cộng", "Công Tằng", "Tổng biên tập", "Cộng Hòa"]
)
def test_a_name_or_a_body_is_no_total(text):
    assert not is_total(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tổng cộng: 230 đại biểu", 230), ("Xã Hát Môn (12 đ/c)", 12), ("Xã Hát Môn (08)", 8), ("Tổng số: 230", 230),
        ("Danh sách này có 15 người./.", 15), ("Tổng cộng 21 xã, 230 đại biểu", 230), ("Cộng: 7.", 7), ("Xã Hát Môn", None),
        ("Tổng số: 230 (hai trăm ba mươi) đồng chí, 45 nữ", 230), ("Khu 3", None), ("Quận 1", None),
    ],
)  # fmt: skip
def test_the_count_in_a_line_is_that_of_people(text, count):
    assert count_in(text) == count


@pytest.mark.parametrize(("text", "name"), [("Xã Hát Môn (12 đ/c)", "xã Hát Môn"), ("KHỐI HUYỆN: 7 người", "KHỐI HUYỆN"),
                                            ("TT. Phúc Thọ", "TT. Phúc Thọ"), ("Quận 1", "Quận 1"), ("XÃ VÂN PHÚC (12 đ/c)", "xã Vân Phúc"), ("xã VÂN PHÚC", "xã Vân Phúc"),
                                            ("HUYỆN ỦY", "HUYỆN ỦY")])  # fmt: skip
def test_a_section_is_named_without_its_count(text, name):
    assert section_name(text) == name


def test_units_and_groups_are_told_apart():
    assert [is_unit(name) for name in ("xã Hát Môn", "X. Hát Môn", "Xãa", "Hội Nông dân")] == [True, True, False, False]
    assert [is_group(name) for name in ("Đại biểu mời", "Khối huyện", "xã Hát Môn", "Hội Nông dân")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("text", ["Lê An", "Ngô Thị Ghi", "Tạ Ngày", "Xác Văn Nhận", "Kế hoạch", "Ký Văn A", "Q Văn"])
def test_a_name_is_no_foot_of_the_page(text):
    assert not is_footer(text)


@pytest.mark.parametrize("name", ["Lê An", "Nguyễn Thị Hồng Ánh", "Y Thông", "Hoàng Ủy"])
def test_a_plain_name_is_left_as_it_is(name):
    assert read_name(name) == NameReading(name)
