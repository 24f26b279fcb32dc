"""Headers: one row or three, merged or not, in any order and spelling; several tables in a sheet."""

from __future__ import annotations

import pytest
from sheets import names, roster, sheet, told

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.headings import field_for
from flows.reading.sheet_kinds import recognise
from flows.reading.table import header_of

RECORDS = (Event, AgendaItem, Person, Office)
ALIASES = [(record, field.key, text) for record in RECORDS for field in fields_of(record) for text in field.headings]


@pytest.mark.parametrize(("record", "key", "heading"), ALIASES)
def test_every_heading_of_a_field_names_that_field_however_it_is_typed(record, key, heading):
    for typed in (heading, heading.upper(), heading.lower(), f"{heading} *", f"{heading}:", f"{heading} (nếu có)",
                  heading.replace(" ", "\n"), f"  {heading} "):  # fmt: skip
        field = field_for(record, " ".join(typed.split()))
        assert field is not None, typed
        assert field.key == key, typed


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Ho va ten", "ho_ten"), ("HO TEN", "ho_ten"), ("hoten", "ho_ten"), ("NgaySinh", "ngay_sinh"), ("SDT", "dien_thoai"),
        ("Ngày sinh (dd/mm/yyyy)", "ngay_sinh"), ("1. Họ và tên", "ho_ten"), ("S.T.T", "stt"), ("Số TT", "stt"),
        ("Chuc vu", "chuc_vu"), ("ho_ten", "ho_ten"), ("don_vi", "don_vi"), ("Địa chỉ email", "email"), ("Tên", "ho_ten"),
    ],
)  # fmt: skip
def test_headings_without_marks_with_numbers_or_machine_names_are_understood(heading, key):
    assert field_for(Person, heading).key == key


@pytest.mark.parametrize(
    "heading", ["Khóa", "Lốp", "Trưởng", "Nơi sinh", "Dân tộc", "Năm", "Quê quán", "Điện thoại gia đình", "Sở"]
)
def test_headings_of_nothing_we_read_name_nothing(heading):
    assert field_for(Person, heading) is None


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("STT | Họ và tên | Chức vụ | Đơn vị | Ghi chú", Person),
        ("Họ tên | Thành phần | Ghi chú", Person),
        ("Họ tên | Vai trò | Mã sự kiện", Person),
        ("Ngày | Buổi | Nội dung | Báo cáo viên | Chức vụ", AgendaItem),
        ("Thời gian | Nội dung | Người thực hiện", AgendaItem),
        ("Mã sự kiện | Thời gian | Nội dung | Giảng viên | Hình thức | Ghi chú", AgendaItem),
        ("Mã sự kiện | Tên sự kiện | Thời gian | Địa điểm | Thành phần | Nội dung", Event),
        ("Mã lớp | Tên lớp | Từ ngày | Đến ngày | Người ký", Event),
        ("Tên đầy đủ | Địa danh | Người ký | Nơi nhận", Office),
        ("Cơ quan ban hành | Người ký | Từ ngày | Đến ngày", Office),
    ],
)
def test_a_sheet_is_what_most_of_its_headings_say(line, record):
    assert recognise(sheet(f"TIÊU ĐỀ\n{line}\n{'a | ' * line.count('|')} b")).record is record


@pytest.mark.parametrize(
    ("table", "merges"),
    [
        ("Họ tên | Năm sinh | Đơn vị\nLê An | 1965 | xã A", ()),
        ("Đơn vị | Năm sinh | Họ tên\nxã A | 1965 | Lê An", ()),
        ("Lớp | Họ tên | Quê | Đơn vị | Năm sinh\nB2 | Lê An | Hà Nội | xã A | 1965", ()),
        ("Họ tên | Năm sinh | | Đơn vị\n | Nam | Nữ |\nLê An | 1965 | | xã A", ("A1:A2", "B1:C1", "D1:D2")),
        ("Họ tên | Năm sinh | | Đơn vị\n | Nam | Nữ |\nLê An | 1965 | | xã A", ()),
        ("Lý lịch | | | Nơi làm\nHọ tên | Năm sinh | | Đơn vị\n | Nam | Nữ |\nLê An | 1965 | | xã A",
         ("A1:C1", "A2:A3", "B2:C2", "D2:D3")),
        ("Họ tên | Thông tin | | \n | Năm sinh | | Đơn vị\n | Nam | Nữ |\nLê An | 1965 | | xã A",
         ("A1:A3", "B1:D1", "B2:C2", "D2:D3")),
        ("Họ tên | Sinh | | Đơn vị\n | Năm sinh | Quê |\nLê An | 1965 | Hà Nội | xã A", ("A1:A2", "B1:C1", "D1:D2")),
    ],
)  # fmt: skip
def test_a_header_of_one_two_or_three_rows_gives_the_same(table, merges):
    read = roster(table, merges=merges)
    assert [(p.name, str(p.born), p.unit) for p in read.people] == [("Lê An", "1965", "xã A")]
    assert [line for line in told(read) if "Không đọc" not in line] == []


def test_a_title_that_names_a_field_is_no_header():
    header = header_of(sheet("Đơn vị | xã A\n\nSTT | Họ tên | Chức vụ\n#1 | Lê An | Uỷ viên"), Person)
    assert (header.top, header.bottom) == (3, 3)


def test_morning_and_afternoon_in_one_letter_are_sittings_of_the_day_above_them():
    read = roster(
        sheet(
            """
            Họ tên | Ngày thứ nhất | | Ngày 02/7 |
             | S | C | S | C
            (1) | (2) | (3) | (4) | (5)
            Lê An | x | x | | x
            """,
            merges=("A1:A2", "B1:C1", "D1:E1"),
        )
    )
    assert [person.present for person in read.people] == [(True, True, False, True)]
    assert told(read) == []


def test_attendance_columns_are_named_by_days_sittings_or_both():
    read = roster(
        "Họ tên | Điểm danh | | Sáng 02/7 | C2\n | @2024-07-01 | S2 | |\nLê An | x | | x | x",
        merges=("A1:A2", "B1:C1", "D1:D2", "E1:E2"),
    )
    assert read.people[0].present == (True, False, True, True)


def test_a_header_printed_again_on_the_next_page_is_nobody():
    read = roster(
        """
        DANH SÁCH ĐẠI BIỂU | | |
        STT | Họ và tên | Chức vụ | Đơn vị
        (1) | (2) | (3) | (4)
        #1 | Lê An | Chủ tịch | xã A
        DANH SÁCH ĐẠI BIỂU | | |
        STT | Họ và tên | Chức vụ | Đơn vị
        (1) | (2) | (3) | (4)
        #2 | Vũ Bình | Uỷ viên | xã A
        """,
        merges=("A1:D1", "A5:D5"),
    )
    assert [(p.name, p.section) for p in read.people] == [("Lê An", None), ("Vũ Bình", None)]
    assert told(read) == []


def test_a_row_of_machine_names_below_the_header_is_nobody():
    read = roster("STT | Họ và tên | Chức vụ | Đơn vị\nstt | hoten | chucvu | donvi\n#1 | Lê An | Uỷ viên | xã A")
    assert [(p.name, p.title) for p in read.people] == [("Lê An", "Uỷ viên")]


def test_two_tables_below_one_another_are_both_read_each_by_its_own_header():
    read = roster(
        """
        DANH SÁCH BÁO CÁO VIÊN | | |
        STT | Họ và tên | Chức vụ |
        #1 | Lê An | Tiến sỹ |
        Tổng cộng: 1 người | | |

        DANH SÁCH HỌC VIÊN | | |
        STT | Đơn vị | Họ và tên | Năm sinh
        #1 | xã A | Vũ Bình | 1970
        #2 | xã A | Tạ Cúc | 1971
        Tổng cộng: 2 người | | |
        """,
        merges=("A1:D1", "A6:D6"),
    )
    assert [(p.name, p.title, p.unit) for p in read.people] == [
        ("Lê An", "Tiến sỹ", None),
        ("Vũ Bình", None, "xã A"),
        ("Tạ Cúc", None, "xã A"),
    ]
    assert told(read) == []


def test_two_tables_side_by_side_are_both_read():
    read = roster(
        """
        STT | Họ và tên | Đơn vị | | STT | Họ và tên | Đơn vị
        #1 | Lê An | xã A | | #3 | Tạ Cúc | xã B
        #2 | Vũ Bình | xã A | | | |
        """
    )
    assert [(p.name, p.unit, p.where.cell) for p in read.people] == [
        ("Lê An", "xã A", "B2"),
        ("Vũ Bình", "xã A", "B3"),
        ("Tạ Cúc", "xã B", "F2"),
    ]
    assert told(read) == []


def test_the_event_and_its_roster_may_stand_in_one_sheet():
    from flows.reading.sheet_kinds import parts_of  # noqa: PLC0415 used here only

    parts = parts_of(
        sheet(
            """
            Mã sự kiện | A-1
            Tên sự kiện | Hội nghị
            Ngày bắt đầu | 01/7/2024

            DANH SÁCH |
            STT | Họ và tên | Chức vụ
            #1 | Lê An | Uỷ viên
            """
        )
    )
    assert [recognise(part).record for part in parts] == [Event, Person]
    assert names(roster(parts[1])) == ["Lê An"]
