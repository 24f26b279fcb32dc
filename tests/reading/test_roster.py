"""The shapes of real rosters, and the mix of them: people and problems exactly as expected."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import names, roster, sheet, told

from flows.reading.roster import merged_rosters


def test_case_1_any_number_of_title_rows_may_stand_above_the_header():
    for above in range(9):
        titles = ["UBND HUYỆN |  | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "DANH SÁCH ĐẠI BIỂU"] * 3
        table = "\n".join(
            [*(title or "|" for title in titles[:above]), "STT | Họ và tên | Chức vụ", "#1 | Lê An | Chủ tịch"]
        )
        read = roster(table)
        assert names(read) == ["Lê An"], above
        assert read.people[0].where.cell == f"B{above + 2}"
        assert told(read) == []


def test_case_2_birth_dates_stand_under_nam_and_nu():
    read = roster(
        """
        STT | Họ và tên | Ngày sinh |  | Chức vụ
        |  | Nam | Nữ |
        #1 | Lê An | 01/7/1965 |  | Chủ tịch
        #2 | Vũ Bích |  | @1970-03-05 | Phó Chủ tịch
        #3 | Tạ Cúc |  | 1972 | Uỷ viên
        """,
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    )
    assert [(p.name, p.gender, str(p.born)) for p in read.people] == [
        ("Lê An", "Nam", "1965-07-01"),
        ("Vũ Bích", "Nữ", "1970-03-05"),
        ("Tạ Cúc", "Nữ", "1972"),
    ]
    assert told(read) == []


def test_case_2_a_birth_date_in_both_columns_is_named():
    read = roster("Họ và tên | Nam | Nữ | Chức vụ\nLê An | 1965 | 1965 | Chủ tịch")
    assert told(read) == ["C2 Đánh dấu cả hai cột Nam và Nữ."]
    assert read.people[0].held


@pytest.mark.parametrize(
    "numbers",
    [
        "(1) | (2) | (3) | (4)",
        "#1 | #2 | #3 | #4",
        "A | B | #1 | #2",
        "(1) | (2) | (4) | (5)=(3)+(4)",
        "| (2) | (3) | (4)",
    ],
)
def test_case_3_a_row_that_numbers_the_columns_is_no_person(numbers):
    read = roster(f"STT | Họ và tên | Chức vụ | Đơn vị\n{numbers}\n#1 | Lê An | Chủ tịch | xã Hát Môn")
    assert names(read) == ["Lê An"]
    assert told(read) == []


def test_case_4_a_merged_unit_is_everybodys_and_a_blank_one_is_nobodys():
    read = roster(
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        #1 | Lê An | Chủ tịch | xã Hát Môn
        #2 | Vũ Bình | Phó Chủ tịch |
        #3 | Tạ Cúc | Uỷ viên |
        """,
        merges=("D2:D3",),
    )
    assert [p.unit for p in read.people] == ["xã Hát Môn", "xã Hát Môn", None]
    assert told(read) == ["D4 Chưa có đơn vị."]
    assert [p.held for p in read.people] == [False, False, True]


def test_case_5_sections_are_units_or_groups_and_no_people():
    read = roster(
        """
        STT | Họ và tên | Chức vụ
        A. KHỐI HUYỆN | |
        #1 | Lê An | Chủ tịch
        I. Xã Hát Môn | |
        #2 | Vũ Bình | Chủ tịch
        II. Thị trấn Phúc Thọ (02 đ/c) | |
        #3 | Tạ Cúc | Chủ tịch
        #4 | Đỗ Dũng | Uỷ viên
        * Đại biểu mời | |
        #5 | Hà Én | Bí thư
        """,
        merges=("A2:C2", "A4:C4", "A6:C6", "A9:C9"),
    )
    assert [(p.name, p.section, p.unit) for p in read.people] == [
        ("Lê An", "KHỐI HUYỆN", None),
        ("Vũ Bình", "xã Hát Môn", "xã Hát Môn"),
        ("Tạ Cúc", "thị trấn Phúc Thọ", "thị trấn Phúc Thọ"),
        ("Đỗ Dũng", "thị trấn Phúc Thọ", "thị trấn Phúc Thọ"),
        ("Hà Én", "Đại biểu mời", None),
    ]
    assert told(read) == ["? A6 Ghi 2 người nhưng danh sách có 3 người."]


@pytest.mark.parametrize(
    "line",
    [
        "I | Xã Hát Môn | |",
        "I. | Xã Hát Môn | |",
        "| Xã Hát Môn | |",
        "| I. Xã Hát Môn | |",
        "Xã Hát Môn | | |",
        "#1 | Xã Hát Môn | |",
        "| 1. Xã Hát Môn | |",
        "A | XÃ HÁT MÔN | |",
        "* | Xã Hát Môn: 1 đại biểu | |",
        "I | Xã Hát Môn | | #1",
        "Phần I. Xã Hát Môn | | |",
    ],
)
def test_case_5_a_section_is_recognised_wherever_it_stands(line):
    read = roster(f"STT | Họ và tên | Chức vụ | Ghi chú\n{line}\n#1 | Lê An | Chủ tịch |")
    assert names(read) == ["Lê An"]
    assert read.people[0].unit.casefold() == "xã hát môn"
    assert told(read) == []


def test_case_5_sections_of_two_levels_count_their_own():
    read = roster(
        """
        STT | Họ và tên | Chức vụ
        A | KHỐI HUYỆN (01 người) |
        #1 | Lê An | Chủ tịch
        B | KHỐI XÃ (03 người) |
        I | Xã Hát Môn (02 đ/c) |
        #1 | Vũ Bình | Chủ tịch
        #2 | Tạ Cúc | Uỷ viên
        II | Xã Phúc Hòa (01 đ/c) |
        #1 | Đỗ Dũng | Chủ tịch
        C | KHÁCH MỜI (01 người) |
        #1 | Hà Én | Bí thư
        """
    )
    assert [p.unit for p in read.people] == [None, "xã Hát Môn", "xã Hát Môn", "xã Phúc Hòa", None]
    assert told(read) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tổng cộng: 2 đại biểu | | ", []),
        ("Tổng cộng | | #2", []),
        ("| Cộng | #2", []),
        ("| Tổng: 02 đ/c |", []),
        ("Tổng số: 2 người, trong đó 1 nữ | |", []),
        ("Tổng cộng 21 xã, 2 đại biểu | |", []),
        ("Tổng cộng | | 2", []),
        ("Tổng cộng | | =?", []),
        ("TỔNG CỘNG: 2 (Hai) đại biểu | |", []),
        ("Tong cong: 3 nguoi | |", ["? A4 Ghi 3 người nhưng danh sách có 2 người."]),
        ("Tổng cộng: 3 đại biểu | | ", ["? A4 Ghi 3 người nhưng danh sách có 2 người."]),
        ("| Cộng | #1", ["? B4 Ghi 1 người nhưng danh sách có 2 người."]),
    ],
)
def test_case_6_totals_are_compared(line, expected):
    read = roster(f"STT | Họ và tên | Chức vụ\n#1 | Lê An | Chủ tịch\n#2 | Vũ Bình | Uỷ viên\n{line}")
    assert names(read) == ["Lê An", "Vũ Bình"]
    assert told(read) == expected


def test_case_6_a_total_below_a_section_counts_the_section():
    read = roster(
        """
        STT | Họ và tên | Chức vụ
        I | Xã Hát Môn |
        #1 | Lê An | Chủ tịch
        | Cộng | #1
        II | Xã Phúc Hòa |
        #1 | Vũ Bình | Chủ tịch
        #2 | Tạ Cúc | Uỷ viên
        | Cộng | #3
        | Tổng cộng | #3
        """
    )
    assert names(read) == ["Lê An", "Vũ Bình", "Tạ Cúc"]
    assert told(read) == []  # 3 is all so far


def test_case_7_the_foot_of_the_page_holds_no_people_but_a_blank_row_is_no_end():
    read = roster(
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        #1 | Lê An | Chủ tịch | xã Hát Môn

        #2 | Vũ Bình | Uỷ viên | xã Hát Môn

        Danh sách này có 3 người./. | | |
        Ghi chú: đại biểu mang theo giấy mời | | |
        | | | Phúc Thọ, ngày      tháng 6 năm 2024
        NGƯỜI LẬP BIỂU | | | TM. BAN THƯỜNG TRỰC
        | | | CHỦ TỊCH

        | Hoàng Thị Cúc | | Lê Thị Toan
        """
    )
    assert names(read) == ["Lê An", "Vũ Bình"]
    assert told(read) == ["? A6 Ghi 3 người nhưng danh sách có 2 người."]


@pytest.mark.parametrize(
    "foot",
    [
        "Phúc Thọ, ngày 03 tháng 7 năm 2024",
        "Ngày 03 tháng 7 năm 2024",
        "NGƯỜI LẬP",
        "Người lập biểu",
        "TM. BAN THƯỜNG TRỰC",
        "KT. CHỦ TỊCH",
        "CHỦ TỊCH",
        "XÁC NHẬN CỦA ĐƠN VỊ",
        "Ghi chú:",
        "Ấn định danh sách có 01 người",
        "(Ký, ghi rõ họ tên)",
        "Nơi nhận:",
        "Hát Môn, ngày 3/7/2024",
    ],
)
def test_case_7_everything_below_the_first_line_of_the_foot_is_passed_over(foot):
    read = roster(f"STT | Họ và tên | Chức vụ\n#1 | Lê An | Chủ tịch\n| {foot} |\n| Lê Thị Toan |")
    assert names(read) == ["Lê An"]
    assert told(read) == []


def test_case_7_people_typed_below_the_foot_are_named_as_lost():
    read = roster(
        "STT | Họ và tên | Chức vụ\n#1 | Lê An | Chủ tịch\nGhi chú: | |\n#2 | Vũ Bình | Uỷ viên\n#3 | Tạ Cúc | Uỷ viên"
    )
    assert told(read) == ["B4 2 dòng nằm dưới phần cuối danh sách (ô A3) nên không được đọc."]


def test_posts_in_capitals_beside_names_are_no_foot_of_the_page():
    assert names(roster("Họ và tên | Chức vụ\nLê An | CHỦ TỊCH\nVũ Bình | GIÁM ĐỐC")) == ["Lê An", "Vũ Bình"]


@pytest.mark.parametrize("stt", ["#1", "01", "1.", "một", "=?", "", "#7.0", "TT01", "IV", "-"])
def test_case_8_the_number_of_a_row_means_nothing(stt):
    read = roster(f"STT | Họ và tên | Chức vụ\n{stt} | Lê An | Chủ tịch\n{stt} | Vũ Bình | Uỷ viên")
    assert names(read) == ["Lê An", "Vũ Bình"]
    assert told(read) == []


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        ("01/7/1965", "1965-07-01"),
        ("1-7-1965", "1965-07-01"),
        ("01.07.1965 ", "1965-07-01"),
        ("'01/07/1965", "1965-07-01"),
        ("\u00a001/07/1965", "1965-07-01"),
        ("@1965-07-01", "1965-07-01"),
        ("#23924", "1965-07-01"),
        ("1965-07-01", "1965-07-01"),
        ("1965", "1965"),
        ("#1965", "1965"),
        ("tháng 7/1965", "tháng 7/1965"),
        ("../7/1965", "../7/1965"),
    ],
)
def test_case_9_a_birth_date_is_read_in_every_form(cell, born):
    read = roster(f"Họ và tên | Ngày sinh\nLê An | {cell}")
    assert str(read.people[0].born) == born
    assert told(read) == []


@pytest.mark.parametrize("cell", ["31/02/1990", "01/13/1990", "abc", "#99", "@08:00", "#1965.5", "01/7/3065"])
def test_case_9_a_wrong_birth_date_is_named_without_being_quoted(cell):
    read = roster(f"Họ và tên | Ngày sinh\nLê An | {cell}\nVũ Bình | 1970")
    assert [p.where.cell for p in read.problems] == ["B2"]
    assert read.problems[0].where.heading == "Ngày sinh"
    assert cell.strip("#@") not in read.problems[0].message
    assert [p.held for p in read.people] == [True, False]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("#900000001", "0900000001"),
        ("#900000001.0", "0900000001"),
        ("0900.000.001", "0900000001"),
        ("0900 000 001", "0900000001"),
        ("+84900000001", "0900000001"),
        ("(+84) 900 000 001", "0900000001"),
        ("0900000001 / 0900000002", "0900000001 / 0900000002"),
        ("0900000001↵0900000002", "0900000001 / 0900000002"),
        ("#2438250001", "02438250001"),
    ],
)
def test_case_11_a_telephone_gets_its_zero_back(cell, phone):
    read = roster(f"Họ và tên | Số điện thoại\nLê An | {cell}")
    assert read.people[0].phone == phone
    assert told(read) == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("0168 000 0001", "? B2 Số di động 11 chữ số đã được đổi sang đầu số mới 10 chữ số."),
        ("9.00001E+08", "B2 Số đã bị Excel rút gọn, mất chữ số."),
        ("12345", "? B2 Không giống số điện thoại."),
        ("không có", "? B2 Không giống số điện thoại."),
    ],
)
def test_case_11_a_doubtful_telephone_is_named_without_being_quoted(cell, message):
    assert told(roster(f"Họ và tên | Điện thoại\nLê An | {cell}")) == [message]


@pytest.mark.parametrize(
    ("cell", "identity"),
    [
        ("001165001234", "001165001234"),
        ("#1165001234", "001165001234"),
        ("#36165001234", "036165001234"),
        ("001 165 001 234", "001165001234"),
        ("111222333", "111222333"),
        ("#11222333", "011222333"),
    ],
)
def test_case_11_an_identity_number_gets_its_zeros_back(cell, identity):
    read = roster(f"Họ và tên | Số CCCD\nLê Cúc | {cell}")
    assert read.people[0].identity == identity
    assert told(read) == []


def test_case_11_an_identity_number_that_tells_another_sex_or_year_is_doubted():
    read = roster(
        "Họ và tên | Giới tính | Năm sinh | CCCD\nLê An | Nam | 1970 | 001165001234\nVũ Cúc | Nữ | 1965 | 1.165E+09"
    )
    assert told(read) == [
        "? D2 Số căn cước không khớp với giới tính đã ghi.",
        "? D2 Số căn cước không khớp với năm sinh đã ghi.",
        "D3 Số đã bị Excel rút gọn, mất chữ số.",
    ]


@pytest.mark.parametrize(
    ("cell", "name", "honorific", "note"),
    [
        ("Đ/c Nguyễn Văn A", "Nguyễn Văn A", "đồng chí", None),
        ("  Nguyễn   Văn  A ", "Nguyễn Văn A", None, None),
        ("Nguyễn\u00a0Văn A", "Nguyễn Văn A", None, None),
        ("Nguyễn Văn A↵(Trưởng ban)", "Nguyễn Văn A", None, "Trưởng ban"),
        ("Nguyễn Văn A (thay đ/c B)", "Nguyễn Văn A", None, "thay đ/c B"),
        ("Nguyễn Văn↵An", "Nguyễn Văn An", None, None),
        ("Bà Lê Thị B - Trưởng thôn", "Lê Thị B", "bà", "Trưởng thôn"),
        ("Nguyễn Văn A, Trưởng ban", "Nguyễn Văn A", None, "Trưởng ban"),
        ("H'Hen Niê", "H'Hen Niê", None, None),
        ("Hoàng Thị Cúc", "Hoàng Thị Cúc", None, None),
        ("Y Bhiăng Niê", "Y Bhiăng Niê", None, None),
        ("Hòa thượng Thích A", "Thích A", "Hòa thượng", None),
    ],
)
def test_case_12_a_name_is_freed_of_what_stands_around_it(cell, name, honorific, note):
    read = roster(f"Họ và tên | Chức vụ\n{cell} | Uỷ viên")
    person = read.people[0]
    assert (person.name, person.honorific, person.note) == (name, honorific, note)
    assert told(read) == []


def test_case_12_capitals_are_restored_with_one_warning():
    read = roster("Họ và tên | Chức vụ\nNGUYỄN VĂN A | Uỷ viên\nnguyễn thị hoà | Uỷ viên\nLê An | Uỷ viên")
    assert names(read) == ["Nguyễn Văn A", "Nguyễn Thị Hoà", "Lê An"]
    assert told(read) == ["? A2 2 họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «Nguyễn Văn A»."]


@pytest.mark.parametrize("cell", ["#12345", "Nguyễn Văn A/Trần B", "@2024-07-01", "???", "Lê An2"])
def test_case_12_what_is_no_name_holds_back_its_row_only(cell):
    read = roster(f"Họ và tên | Chức vụ\n{cell} | Uỷ viên\nLê An | Uỷ viên")
    assert told(read) == ["A2 Đây không phải họ tên người."]
    assert [p.held for p in read.people] == [True, False]


@pytest.mark.parametrize("cell", ["Lê An↵Vũ Bình", "Lê An và Vũ Bình", "Lê An; Vũ Bình"])
def test_case_12_two_names_in_a_cell_are_not_made_one(cell):
    assert told(roster(f"Họ và tên | Chức vụ\n{cell} | Uỷ viên")) == ["A2 Ô có thể ghi hai người."]


@pytest.mark.parametrize(
    ("table", "merges"),
    [
        ("STT | Họ và tên | | Chức vụ\n| Họ đệm | Tên |\n#1 | Lê Thị | Toan | Chủ tịch", ("B1:C1", "A1:A2", "D1:D2")),
        ("STT | Họ và tên | | Chức vụ\n#1 | Lê Thị | Toan | Chủ tịch", ("B1:C1",)),
        ("STT | HỌ ĐỆM | TÊN | Chức vụ\n#1 | Lê Thị | Toan | Chủ tịch", ()),
        ("STT | Họ và tên đệm | Tên | Chức vụ\n#1 | Lê Thị | Toan | Chủ tịch", ()),
        ("STT | Họ và tên | | Chức vụ\n#1 | Lê Thị Toan | | Chủ tịch", ("B1:C1", "B2:C2")),
    ],
)
def test_case_13_a_name_in_two_columns_is_joined(table, merges):
    read = roster(table, merges=merges)
    assert names(read) == ["Lê Thị Toan"]
    assert told(read) == []


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("#1 | Lê Thị | Toan", ("Lê Thị", "Toan")),
        ("#1 | LÊ THỊ | TOAN", ("Lê Thị", "Toan")),
        ("#1 | Lê | Thị Toan", ("Lê", "Thị Toan")),
        ("#1 | Lê Thị | Toan (ốm)", (None, None)),  # which word ends the name is no longer certain
    ],
)
def test_family_and_given_name_of_two_columns_are_kept_apart_too(row, parts):
    [person] = roster(f"STT | Họ đệm | Tên\n{row}").people
    assert person.name.startswith("Lê")
    assert (person.family_name, person.given_name) == parts


def test_a_name_in_one_column_is_not_taken_apart():
    [person] = roster("STT | Họ và tên\n#1 | Lê Thị Toan").people
    assert (person.family_name, person.given_name) == (None, None)


def test_case_14_hidden_rows_are_skipped_and_counted():
    read = roster("STT | Họ và tên\n#1 | Lê An\n#2 | Vũ Bình\n#3 | Tạ Cúc", hidden=(3,))
    assert names(read) == ["Lê An", "Tạ Cúc"]
    assert told(read) == ["? A3 1 dòng đang ẩn, không được đọc."]


def test_case_14_a_hidden_row_of_machine_names_is_nobody():
    read = roster("STT | Họ và tên | Chức vụ\nstt | hoten | chucvu\n#1 | Lê An | Uỷ viên", hidden=(2,))
    assert names(read) == ["Lê An"]
    assert told(read) == []


def test_case_14_a_hidden_column_is_not_read():
    read = roster("Họ và tên | Điện thoại | Chức vụ\nLê An | 0900000001 | Uỷ viên", hidden_columns=(2,))
    assert read.people[0].phone is None
    assert told(read) == ["? B1 Cột đang ẩn, không được đọc."]


def test_case_15_sheets_of_communes_in_unequal_order_and_a_summary_of_them_all():
    hat_mon = roster("Họ và tên | Chức vụ\nLê An | Chủ tịch\nVũ Bình | Uỷ viên", name="Xã Hát Môn")
    phuc_hoa = roster("STT | Chức vụ | Họ tên\n#1 | Chủ tịch | Tạ Cúc", name="Phúc Hòa")
    everybody = roster(
        """
        Họ và tên | Chức vụ | Đơn vị
        Lê An | Chủ tịch | xã Hát Môn
        Vũ Bình | Uỷ viên | xã Hát Môn
        Tạ Cúc | Chủ tịch | xã Phúc Hòa
        """,
        name="Tổng hợp",
    )
    merged, problems = merged_rosters([everybody, hat_mon, phuc_hoa])
    assert [(p.name, p.unit) for p in merged.people] == [
        ("Lê An", "xã Hát Môn"),
        ("Vũ Bình", "xã Hát Môn"),
        ("Tạ Cúc", "Phúc Hòa"),
    ]
    assert told(problems) == [
        "? Trang này lặp lại 3 người đã có ở các trang khác, nên không đọc.",
        "? Không có cột Đơn vị: tên trang «Phúc Hòa» được lấy làm đơn vị.",
    ]


@pytest.mark.parametrize("sheet", ["Thôn 1", "Thôn Cẩm Đình", "Tổ dân phố số 3", "Chi bộ thôn 2", "Khu phố 5"])
def test_a_sheet_named_after_a_hamlet_is_the_unit_of_everybody(sheet):
    read = roster("Họ và tên | Chức vụ\nLê An | Trưởng thôn\nVũ Bình | Uỷ viên", name=sheet)
    assert [person.unit for person in read.people] == [sheet, sheet]
    assert told(read) == []


@pytest.mark.parametrize(
    ("table", "sheet", "units"),
    [
        ("Họ và tên | Đơn vị\nLê An | xã Hát Môn\nVũ Bình | xã Hát Môn", "Thôn 1", ["xã Hát Môn", "xã Hát Môn"]),
        ("Họ và tên | Chức vụ\nXã Hát Môn |\nLê An | Uỷ viên\nVũ Bình | Uỷ viên", "Thôn 1", ["xã Hát Môn"] * 2),
        ("Đơn vị: xã Hát Môn\nHọ và tên | Chức vụ\nLê An | Uỷ viên", "Thôn 1", ["xã Hát Môn"]),
        ("Họ và tên | Chức vụ\nLê An | Uỷ viên", "Tổ 1", [None]),
    ],
)
def test_a_sheet_named_after_a_hamlet_gives_way_to_what_the_table_says(table, sheet, units):
    assert [person.unit for person in roster(table, name=sheet).people] == units


def test_case_15_a_summary_with_somebody_more_is_read():
    one = roster("Họ và tên | Đơn vị\nLê An | xã Hát Môn\nVũ Bình | xã Hát Môn", name="A")
    more = roster("Họ và tên | Đơn vị\nLê An | xã Hát Môn\nVũ Bình | xã Hát Môn\nTạ Cúc | xã Hát Môn", name="Tổng hợp")
    merged, problems = merged_rosters([one, more])
    assert names(merged.people) == ["Lê An", "Vũ Bình", "Tạ Cúc"]
    assert told(problems) == ["? Trang này lặp lại 2 người đã có ở các trang khác, nên chỉ lấy 1 người còn lại."]


def test_case_17_a_unit_is_the_same_in_both_styles_of_tones_and_printed_as_typed():
    read = roster("Họ và tên | Ngày sinh | Đơn vị\nLê Hoà | 01/7/1965 | xã Phúc Hòa\nLê Hòa | 01/7/1965 | xã Phúc Hoà")
    merged, problems = merged_rosters([read])
    assert [(p.name, p.unit) for p in merged.people] == [("Lê Hoà", "xã Phúc Hòa")]
    assert told(problems) == ['? A3 Trùng họ tên, đơn vị và ngày sinh với ô A2 ("Họ và tên"): chỉ lấy dòng đầu.']


@pytest.mark.parametrize(
    ("first", "second", "kept", "warned"),
    [
        ("1965 | xã A", "1970 | xã A", 2, False),
        ("01/7/1965 | xã A", "02/7/1965 | xã A", 2, False),
        ("01/7/1965 | xã A", "01/7/1965 | xã B", 2, False),
        ("01/7/1965 | xã A", "01/7/1965 | xã A", 1, True),
        ("1965 | xã A", "01/7/1965 | xã A", 2, True),
        ("1965 | xã A", "1965 | xã A", 2, True),
        (" | xã A", " | xã A", 2, True),
        (" | xã A | 0900000001", " | xã A | 0900000002", 2, False),
        (" | xã A | 0900000001", " | xã B | 0900000001", 2, True),
    ],
)
def test_case_18_birth_and_telephone_tell_doubles_from_namesakes(first, second, kept, warned):
    read = roster(f"Họ và tên | Năm sinh | Đơn vị | SĐT\nLê An | {first}\nLê An | {second}")
    merged, problems = merged_rosters([read])
    assert len(merged.people) == kept
    assert [p.where.cell for p in problems] == (["A3"] if warned else [])


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "=?"])
def test_case_19_a_cell_without_a_value_is_named(error):
    read = roster(f"Họ và tên | Chức vụ | Đơn vị\nLê An | Uỷ viên | {error}\nVũ Bình | Uỷ viên | xã A")
    assert [p.where.cell for p in read.problems] == ["C2"]
    assert [p.held for p in read.people] == [True, False]


def test_case_19_a_name_without_a_value_is_named_once():
    read = roster("Họ và tên | Chức vụ\n=? | Uỷ viên")
    assert told(read) == ["A2 Ô là công thức nhưng tệp không giữ kết quả."]


def test_a_struck_name_has_withdrawn():
    read = roster("Họ và tên | Ghi chú\n~Lê An~ |\nVũ Bình | Xin rút tên\nTạ Cúc |")
    assert [p.withdrawn for p in read.people] == [True, True, False]


@pytest.mark.parametrize("mark", ["x", "X", "✓", "#1", "có"])
def test_a_mark_of_presence_is_read(mark):
    read = roster(f"Họ và tên | S1 | C1\nLê An | {mark} |\nVũ Bình | {mark} | {mark}")
    assert [p.present for p in read.people] == [(True, False), (True, True)]
    assert told(read) == []


def test_a_number_behind_a_name_that_tells_namesakes_apart_is_to_be_left_out():
    read = roster("Họ và tên | Đơn vị\nLê Văn An 1 | xã A\nLê Văn An 2 | xã A\nLê An | xã A")
    assert told(read) == ["A2 Sau họ tên có số.", "A3 Sau họ tên có số."]
    assert [p.held for p in read.people] == [True, True, False]
    fixes = {problem.fix for problem in read.problems}
    assert fixes == {"Bỏ số sau họ tên; người trùng tên phân biệt bằng đơn vị, năm sinh ở cột riêng."}


@pytest.mark.parametrize(
    ("one", "two", "asked"),
    [("#1970", "#1970", "đủ ngày, tháng sinh"), ("05/3/1970", "#1970", "đủ ngày, tháng sinh"), ("#1970", "", "ngày sinh"),
     ("", "", "ngày sinh")],
)  # fmt: skip
def test_of_namesakes_what_is_asked_for_is_what_they_lack(one, two, asked):
    table = f"Họ và tên | Năm sinh | Đơn vị\nLê An | {one} | xã A\nLê An | {two} | xã A"
    _, problems = merged_rosters([roster(table)])
    fixes = [problem.fix for problem in problems if "Có thể trùng người" in problem.message]
    assert fixes == [f"Ghi {asked} của cả hai nếu là hai người; xóa bớt nếu là một."]


@pytest.mark.parametrize("mark", ["p", "P", "có phép", "Không phép", "kp", "KP", "vắng không phép"])
def test_who_is_away_with_leave_or_without_is_absent(mark):
    read = roster(f"Họ tên | S1 | C1\nLê An | {mark} | x\nVũ Bình | x | x")
    assert read.people[0].present == (False, True)
    assert told(read) == []


@pytest.mark.parametrize("mark", ["v", "V"])
def test_v_is_no_mark_of_presence_for_it_often_means_absent(mark):
    read = roster(f"Họ và tên | S1\nLê An | {mark}\nVũ Bình | x")
    assert told(read) == [f"B2 Không hiểu dấu điểm danh «{mark}»."]
    assert [(p.present, p.held) for p in read.people] == [((False,), True), ((True,), False)]


@pytest.mark.parametrize(
    "headings",
    [
        "Điểm danh ngày 15/3 | Điểm danh ngày 16/3", "Có mặt sáng | Có mặt chiều", "Có mặt 15/3 | Có mặt 16/3",
        "Điểm danh buổi 1 | Điểm danh buổi 2", "Điểm danh (sáng 15/3) | Điểm danh (chiều 15/3)",
        "Điểm danh lần 1 | Điểm danh lần 2", "ĐIỂM DANH: S1 | ĐIỂM DANH: C1",
    ],
)  # fmt: skip
def test_an_attendance_heading_may_name_its_day_or_session(headings):
    read = roster(f"Họ và tên | {headings}\nLê An | x | x\nVũ Bình | x | ")
    assert [person.present for person in read.people] == [(True, True), (True, False)]
    assert told(read) == []


@pytest.mark.parametrize("heading", ["Kết quả học tập", "Kết quả lớp học", "KẾT QUẢ BỒI DƯỠNG"])
def test_a_result_heading_may_say_of_what(heading):
    read = roster(f"Họ và tên | {heading} | Ghi chú\nLê An | hoàn thành | a")
    assert read.people[0].result == "hoàn thành"
    assert told(read) == []


def test_columns_that_no_field_reads_are_told_once_a_sheet():
    read = roster(
        """
        STT (1) | Họ và tên | Chức vụ | Phòng nghỉ | Cỡ áo | Chữ ký | Ghi chú của văn phòng | Trống
        #1 | Lê An | Chủ tịch | 101 | L | x | a |
        #2 | Vũ Bình | Uỷ viên | 102 | M | x | b |
        """
    )
    assert told(read) == ["? D1 Không đọc 2 cột vì không biết tiêu đề: «Phòng nghỉ», «Cỡ áo»."]


def test_only_an_unread_mark_of_attendance_leaves_it_open_who_was_there():
    read = roster(
        """
        Họ và tên | Ngày sinh  | Có mặt
        Lê An     | 31/02/1990 | x
        Vũ Bình   | 02/3/1990  | hoãn
        Hà Cúc    | 02/3/1990  | v
        """
    )
    assert [(p.held, p.is_uncounted) for p in read.people] == [(True, False), (True, True), (True, True)]


def test_a_mistake_in_the_row_of_somebody_who_has_withdrawn_holds_nothing_back():
    read = roster("Họ và tên | Ngày sinh | Ghi chú\nLê An | 31/02/1990 | đã rút\nVũ Bình | 1990 |")
    assert [(p.withdrawn, p.held) for p in read.people] == [(True, False), (False, False)]
    assert told(read) == ["? B2 Ngày sinh không có trong lịch: tháng ấy không có ngày ấy."]


def test_a_row_without_a_name_is_nobody_who_could_have_withdrawn():
    (nobody,) = roster("STT | Họ và tên | Chức vụ | Ghi chú\n1 | =? | Chủ tịch | đã rút").people
    assert nobody.held


def test_struck_names_are_told_once():
    read = roster("Họ và tên | Chức vụ\n~Lê An~ | Uỷ viên\nVũ Bình | Uỷ viên\n~Tạ Cúc~ | Uỷ viên")
    assert told(read) == ["? A2 2 người có họ tên bị gạch ngang, được hiểu là đã rút."]


@pytest.mark.parametrize(
    ("section", "unit"),
    [("* Đại biểu mời", None), ("* Khách mời (01 đ/c)", None), ("- Báo cáo viên", None),
     ("* Khách mời:", None), ("* Khách mời: 01 đ/c", None), ("* Lãnh đạo", "thị trấn Phúc Thọ"), ("* Các đồng chí Uỷ viên", "thị trấn Phúc Thọ")],
)  # fmt: skip
def test_guests_below_a_unit_are_not_of_it(section, unit):
    read = roster(
        f"STT | Họ và tên | Chức vụ\nII | Thị trấn Phúc Thọ |\n#1 | Lê An | Uỷ viên\n{section} | |\n#2 | Vũ Bình | Bí thư",
        merges=("A4:C4",),
    )
    assert [person.unit for person in read.people] == ["thị trấn Phúc Thọ", unit]


def test_a_total_at_the_end_of_sections_may_count_the_last_or_all():
    table = "STT | Họ và tên | Chức vụ\nI | Xã A |\n#1 | Lê An | b\nII | Xã B |\n#1 | Vũ Bình | b\n#2 | Tạ Cúc | b\n"
    assert told(roster(f"{table}Tổng: 3 đ/c | |")) == []
    assert told(roster(f"{table}Tổng: 2 đ/c | |")) == []
    assert told(roster(f"{table}Tổng: 7 đ/c | |")) == ["? A7 Ghi 7 người nhưng danh sách có 2 người."]


@pytest.mark.parametrize("other", ["Đầu mối liên hệ", "Giáo viên hướng dẫn", "Thủ trưởng đơn vị"])
def test_names_under_the_role_of_somebody_else_are_no_participants(other):
    table = f"STT | Đơn vị | Người dự | | {other} |\n | | Họ và tên | Điện thoại | Họ và tên | Điện thoại\n#1 | xã A | Lê An | 0912345678 | Vũ Bình | 0912345679"
    assert names(roster(sheet(table, merges=("C1:D1", "E1:F1")))) == ["Lê An"]


def test_a_total_may_count_the_people_of_all_tables_of_the_sheet():
    side = "STT | Họ tên | Chức vụ | STT | Họ tên | Chức vụ\n#1 | Lê An | a | #2 | Vũ Bình | b\nTổng: 2 đ/c | | | | |"
    assert told(roster(side)) == []
    twice = "TT | Họ tên | Đơn vị | Họ tên | Đơn vị\n1 | Lê An | a | Vũ Bình | b"
    assert names(roster(twice)) == ["Lê An", "Vũ Bình"]
    men = "TT | NAM | | NỮ |\n | Họ và tên | Đơn vị | Họ và tên | Đơn vị\n#1 | Lê An | a | Vũ Bình | b\nTổng: 2 đ/c | | | |"
    assert names(roster(sheet(men, merges=("B1:C1", "D1:E1")))) == ["Lê An", "Vũ Bình"]
    both = "TT | Đơn vị | NAM | | NỮ |\n | | Họ và tên | Chức vụ | Họ và tên | Chức vụ\n#1 | xã A | Lê An | a | Vũ Bình | b\n#2 | xã B | Tạ Cúc | c | |"
    people = roster(sheet(both, merges=("C1:D1", "E1:F1"))).people
    assert [(one.name, one.unit) for one in people] == [("Lê An", "xã A"), ("Tạ Cúc", "xã B"), ("Vũ Bình", "xã A")]
    stacked = "STT | Họ tên | Chức vụ\n#1 | Lê An | a\nSTT | Họ tên | Thôn\n#1 | Vũ Bình | b\nTổng: 2 đ/c | |"
    assert told(roster(stacked)) == []


@pytest.mark.parametrize(("note", "withdrawn"), [("Rút", True), ("rút.", True), ("Rút (đi công tác)", True), ("(Rút)", True),
                                                 ("Rút kinh nghiệm", False), ("Rụt", False)])  # fmt: skip
def test_rut_alone_in_the_notes_is_withdrawn(note, withdrawn):
    assert roster(f"Họ và tên | Ghi chú\nLê An | {note}").people[0].withdrawn is withdrawn


@pytest.mark.parametrize(("typed", "note"), [("(thay đ/c B)", "thay đ/c B"), ("(Trưởng ban)", "Trưởng ban")])
def test_brackets_behind_a_name_are_the_note_where_it_is_blank(typed, note):
    read = roster(f"Họ và tên | Chức vụ | Ghi chú\nLê An {typed} | Uỷ viên |\nVũ Bình {typed} | Uỷ viên | ăn chay")
    assert [(p.name, p.note) for p in read.people] == [("Lê An", note), ("Vũ Bình", "ăn chay")]


@pytest.mark.parametrize(
    "cell", ["1.00165E+11", "1,00165E+11", "1E+11", "1.00165E 11", "#100165000000.0", "#100165000000", "#1165000000.0"]
)
def test_case_11_an_identity_number_that_excel_rounded_has_lost_digits(cell):
    assert told(roster(f"Họ và tên | Số CCCD\nLê Cúc | {cell}")) == ["B2 Số đã bị Excel rút gọn, mất chữ số."]


def test_an_empty_sign_in_column_says_nothing_of_attendance():
    merged, problems = merged_rosters([roster("Họ và tên | Ký nhận\nLê An |\nVũ Bình |")])
    assert not merged.has_attendance
    assert [p.present for p in merged.people] == [(), ()]
    assert problems == ()


def test_a_mark_that_nobody_understands_is_named():
    assert told(roster("Họ và tên | Có mặt\nLê An | hình như")) == ["B2 Không hiểu dấu điểm danh «hình như»."]
    assert told(roster("Họ và tên | Ký nhận\nLê An | 0900000001")) == ["B2 Không hiểu dấu điểm danh."]


def test_private_columns_are_not_read_and_said_to_be_so():
    read = roster("Họ và tên | Dân tộc | Tôn giáo | Chức vụ\nLê An | Kinh | không | Uỷ viên")
    assert told(read) == [
        "? B1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? C1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
    ]
    assert "Kinh" not in repr(read)


@pytest.mark.parametrize(
    "name",
    [
        "Đoàn Văn A", "Tống Thị B", "Phương Thảo", "Trương Văn C", "Cao Bá D", "Lưu Thị E", "Bàn Văn F", "Tổng Thị X",
        "Đảng Văn A", "Công Tằng", "Khối", "Lớp", "Các Thị", "Lữ Đoàn", "Thôn Nữ", "Ông Văn A", "Đoàn Thị Thư",
        "Chu Tịch", "Đ/c Vì Văn I", "Phòng A", "Nguyễn Thị Tổng Cộng",
    ],
)  # fmt: skip
def test_a_family_name_that_looks_like_a_group_stays_a_person(name):
    read = roster(f"STT | Họ và tên | Chức vụ\n#1 | {name} | Uỷ viên\n#2 | Lê An | Uỷ viên")
    assert len(read.people) == 2
    assert read.people[0].name in name


@pytest.mark.parametrize(
    "name",
    ["Đoàn Văn A", "Tống Thị B", "Phương Thảo", "Trương Văn C", "Cao Bá D", "Lưu Thị E", "Bàn Văn F", "Vì Văn G"],
)
def test_a_person_of_whom_only_the_name_is_filled_stays_a_person(name):
    assert names(roster(f"STT | Họ và tên | Chức vụ\n#1 | {name} |\n| Lê An |\n- | Vũ Bình |")) == [
        name,
        "Lê An",
        "Vũ Bình",
    ]


def test_a_row_without_a_name_is_named():
    read = roster("STT | Họ và tên | Chức vụ | Đơn vị\n#1 | | Chủ tịch | xã A\n#2 | Lê An | Uỷ viên | xã A")
    assert told(read) == ["B2 Chưa có họ tên."]


def test_the_example_row_of_a_blank_workbook_is_nobody():
    read = roster("STT | Họ và tên | Chức vụ\nVÍ DỤ | Nguyễn Thị Hòa | Trưởng ban\n#1 | Lê An | Uỷ viên")
    assert names(read) == ["Lê An"]


def test_far_below_the_list_nothing_is_read_and_it_is_said():
    far = "\n".join(["Họ và tên | Chức vụ", "Lê An | Uỷ viên", *["|"] * 400, "Nam | Nữ"])
    read = roster(far)
    assert names(read) == ["Lê An"]
    assert told(read) == ["? A403 Từ dòng 403 trở đi không đọc, vì cách phần trên hơn 300 dòng trống."]


def test_kem_theo_and_other_lines_above_are_no_people_and_a_unit_said_there_is_everybodys():
    read = roster(
        """
        DANH SÁCH ĐẠI BIỂU |
        (Kèm theo Kế hoạch số 12/KH-MTTQ-BTT ngày 03 tháng 6 năm 2024) |
        Đơn vị: xã Hát Môn |
        Họ và tên | Chức vụ
        Lê An | Chủ tịch
        """
    )
    assert [(p.name, p.unit) for p in read.people] == [("Lê An", "xã Hát Môn")]


def test_the_mix_of_them_in_one_sheet():
    read = roster(
        """
        UỶ BAN MTTQ VIỆT NAM | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | | | | |
        HUYỆN PHÚC THỌ | | | Độc lập - Tự do - Hạnh phúc | | | | |

        DANH SÁCH ĐẠI BIỂU THAM DỰ | | | | | | | |
        TT | Họ và tên↵(chữ in hoa) | Năm sinh | | Chức vụ * | Đơn vị công tác | SĐT (di động) | Điểm danh |
        | | Nam | Nữ | | | | 01/7 | 02/7
        (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9)
        A | KHỐI HUYỆN | | | | | | |
        01 | Đ/c NGUYỄN VĂN AN | 1965 | | Chủ tịch | MTTQ huyện | #900000001 | x | x
        2. | Lê Thị Bích↵(thay đ/c Cúc) | | 5/3/1970 | Uỷ viên | | 0900.000.002 | x |
        B | KHỐI XÃ | | | | | | |
        I | Xã Hát Môn (02 đ/c) | | | | | | |
        1 | Tống Văn Cường | 01/13/1970 | | Chủ tịch | | | |
        =? | ~Đoàn Thị Dung~ | | #1972 | Uỷ viên | | +84900000004 | vắng | vắng
        Tổng cộng: 5 đại biểu | | | | | | | |

        | | | | | Phúc Thọ, ngày 20 tháng 6 năm 2024 | | |
        NGƯỜI LẬP BIỂU | | | | | TM. BAN THƯỜNG TRỰC | | |
        | Hoàng Thị Cúc | | | | Lê Thị Toan | | |
        """,
        merges=("A4:I4", "A5:A6", "B5:B6", "C5:D5", "E5:E6", "F5:F6", "G5:G6", "H5:I5", "A8:I8", "F9:F10"),
    )
    assert [(p.name, p.unit, p.gender, str(p.born), p.phone, p.present, p.held) for p in read.people] == [
        ("Nguyễn Văn An", "MTTQ huyện", "Nam", "1965", "0900000001", (True, True), False),
        ("Lê Thị Bích", "MTTQ huyện", "Nữ", "1970-03-05", "0900000002", (True, False), False),
        ("Tống Văn Cường", "xã Hát Môn", "Nam", "None", None, (False, False), True),
        ("Đoàn Thị Dung", "xã Hát Môn", "Nữ", "1972", "0900000004", (False, False), False),
    ]
    assert told(read) == [
        "? B14 1 người có họ tên bị gạch ngang, được hiểu là đã rút.",
        "? A15 Ghi 5 người nhưng danh sách có 4 người.",
        "? B9 1 họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «Nguyễn Văn An».",
        "C13 Ngày sinh có tháng không có trong lịch (chỉ có tháng 1 đến tháng 12).",
    ]
    assert read.people[3].withdrawn
    assert read.people[0].born.year == date(1965, 1, 1).year


def test_a_column_whose_heading_is_mistyped_or_missing_or_double_is_named():
    read = roster(
        """
        Họ và tên | Chứcc vụ | Đơn vị | Đơn vị công tác | | Ghi chú
        Lê An | Chủ tịch | xã A | xã B | gì đó | a
        Vũ Bình | Uỷ viên | xã A | xã B | gì đó | b
        """
    )
    assert told(read) == [
        "? B1 Không hiểu tiêu đề «Chứcc vụ»; ý bạn là «Chức vụ»?",
        "? D1 Đã có cột «Đơn vị» (C1) cùng nghĩa; cột này không được đọc.",
        "? E1 Cột E có dữ liệu nhưng không có tiêu đề, nên không đọc.",
    ]


def test_merged_cells_of_a_hostile_sheet_take_no_time():
    read = roster(sheet("Họ và tên | Chức vụ\nLê An | Uỷ viên", merges=("A3:XFD1048576", "C1:XFD1048576")))
    assert names(read) == ["Lê An"]


def test_thanh_phan_and_vai_tro_are_the_role_of_a_person():
    assert [p.role for p in roster("Họ tên | Thành phần | Ghi chú\nLê An | học viên | a").people] == ["học viên"]
    assert [p.role for p in roster("Họ tên | Vai trò | Ghi chú\nLê An | báo cáo viên | a").people] == ["báo cáo viên"]


def test_a_name_divided_without_a_heading_is_an_error_and_never_cut_short_unseen():
    read = roster("STT | Họ và tên | | Chức vụ\n#1 | Lê Thị | Toan | Chủ tịch\n#2 | Vũ Văn | Bình | Uỷ viên")
    assert told(read) == ["C1 Cột C có dữ liệu nhưng không có tiêu đề, nên không đọc."]


def test_everything_wrong_is_said_at_once_with_file_sheet_cell_heading_and_fix():
    read = roster(
        "Họ và tên | Ngày sinh | Số CCCD | Đơn vị | Có mặt\n#7 | 31/02/1990 | 1.1E+11 |  | hả\nLê An | 1990 | | xã A | x",
        name="DS",
        file="xa-a.xlsx",
    )
    assert [p.where.cell for p in read.problems] == ["B2", "C2", "A2", "E2", "D2"]
    for problem in read.problems:
        assert (problem.where.file, problem.where.sheet) == ("xa-a.xlsx", "DS")
        assert problem.where.heading
        assert problem.message
        assert problem.fix
    assert [p.held for p in read.people] == [True, False]


def test_a_legend_under_the_list_is_nobody():
    read = roster("Họ tên | S1 | C1\nLê An | x | x\n* x: có mặt, v/m: vắng mặt")
    assert names(read) == ["Lê An"]
    assert told(read) == []


def test_a_unit_among_the_parameters_above_the_header_is_everybodys():
    read = roster("Huyện | Phúc Thọ\nXã | Hát Môn\n|\nSTT | Họ và tên | Chức vụ\n1 | Lê An | Uỷ viên")
    assert [p.unit for p in read.people] == ["xã Hát Môn"]


def test_sheets_that_are_no_places_lend_no_unit():
    for sheet_name in ("Lớp 1", "Sheet1", "Danh Sách", "Đại Biểu Mời", "DS", "Đợt Hai"):
        read = roster("Họ tên | Chức vụ\nLê An | Uỷ viên", name=sheet_name)
        assert (read.people[0].unit, told(read)) == (None, [])


UNJUDGED = """
Họ và tên | Có mặt (01/7) | Có mặt (02/7) | Kết quả
Lê An | x | x | {}
Hà Bình | x | x |
Vũ Chi | x | |
Đỗ Dung | x | x |
"""


def test_who_was_always_there_and_has_no_result_beside_those_of_others_is_told_at_the_cell():
    def doubts(result):
        _, problems = merged_rosters([roster(UNJUDGED.format(result))])
        return [(problem.where.cell, problem.message) for problem in problems]

    message = "Hà Bình và 1 người nữa có mặt đủ mà không có kết quả, nên không có giấy chứng nhận."
    assert ("D3", message) in doubts("hoàn thành")
    assert message not in dict(doubts("")).values()


def test_a_number_under_thon_or_chi_bo_is_called_by_its_heading():
    read = roster("Họ và tên | CHI BỘ | Thôn\nLê An | #1 | #2\nVũ Bình | Chi bộ 1 | 3B\nTạ Cúc | Thôn 4 | Bến")
    assert [(p.unit, p.hamlet) for p in read.people] == [
        ("Chi bộ 1", "Thôn 2"),
        ("Chi bộ 1", "Thôn 3B"),
        ("Thôn 4", "Bến"),
    ]
