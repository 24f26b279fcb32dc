"""The office's stationery in both forms, with its dates and its ways of numbering."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import book, sheet, told

from flows.reading.offices import OFFICE_FILE, read_offices


def offices(tmp_path, *sheets):
    return read_offices(book(tmp_path / OFFICE_FILE, *sheets))


def test_a_row_is_an_office_and_lines_stay_lines(tmp_path):
    read, problems = offices(
        tmp_path,
        sheet(
            """
            CƠ QUAN BAN HÀNH | | | |
            Tên đầy đủ | Cơ quan chủ quản | Thẩm quyền ký | Có hiệu lực từ | đến
            VÍ DỤ | UBND | CHỦ TỊCH | |
            Ban Thường trực huyện | UỶ BAN MTTQ↵HUYỆN PHÚC THỌ | TM. BAN THƯỜNG TRỰC↵CHỦ TỊCH | | 30/6/2025
            Ban Thường trực xã | UỶ BAN MTTQ | CHỦ TỊCH | 01/7/2025 |
            Ghi chú: mỗi cơ quan một dòng | | | |
            """,
            name="Cơ quan",
        ),
    )
    assert [office.full_name for office in read] == ["Ban Thường trực huyện", "Ban Thường trực xã"]
    assert read[0].parent == "UỶ BAN MTTQ\nHUYỆN PHÚC THỌ"
    assert read[0].authority == ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")
    assert [office.valid_on(date(2025, 6, 30)) for office in read] == [True, False]
    assert problems == ()


def test_headings_down_a_column_are_one_office(tmp_path):
    read, problems = offices(
        tmp_path, sheet("Tên đầy đủ | UBND xã\nĐịa danh | Hát Môn\nNgười ký | Lê An", name="Cơ quan")
    )
    assert [(office.full_name, office.place, office.signatory) for office in read] == [("UBND xã", "Hát Môn", "Lê An")]
    assert problems == ()


@pytest.mark.parametrize(
    ("cell", "read", "message"),
    [
        ("tự động", "tự động", None), ("Tu dong", "tự động", None), ("Để trống", "để trống", None), ("không", "để trống", None),
        ("đôi khi", None, "B2 Không hiểu «đôi khi»."),
    ],
)  # fmt: skip
def test_the_way_of_numbering_is_one_of_two(tmp_path, cell, read, message):
    (office,), problems = offices(tmp_path, sheet(f"Tên đầy đủ | Cấp số chứng nhận\nUBND | {cell}"))
    assert office.certificate_numbers == read
    assert told(problems) == ([message] if message else [])


def test_a_symbol_without_room_for_the_number_is_doubted(tmp_path):
    _, problems = offices(tmp_path, sheet("Tên đầy đủ | Ký hiệu kế hoạch\nUBND | KH-MTTQ"))
    assert told(problems) == ["? B2 Ký hiệu thiếu chỗ ghi số."]


def test_a_wrong_date_of_validity_is_named(tmp_path):
    _, problems = offices(tmp_path, sheet("Tên đầy đủ | Có hiệu lực từ\nUBND | 31/02/2025"))
    assert [p.where.cell for p in problems] == ["B2"]


def test_no_file_no_office_and_no_row_are_said(tmp_path):
    assert told(read_offices(tmp_path / OFFICE_FILE)[1]) == [" Không có tệp thông tin cơ quan."]
    assert told(offices(tmp_path, sheet("a | b"))[1]) == [" Không tìm thấy cơ quan nào."]
