"""Folders of workbooks: which files make which event, whose rows are whose, and what is passed over."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sheets import book, names, sheet, told

from flows.errors import MachineError
from flows.reading.inbox import read_inbox

EVENT = sheet(
    "Mã sự kiện | A-1\nTên sự kiện | Hội nghị\nNgày bắt đầu | 01/7/2024\nĐơn vị tổ chức | UBND", name="Sự kiện"
)
AGENDA = sheet("Thời gian | Nội dung\n8h00 | Khai mạc", name="Chương trình")
ROSTER = sheet("Họ và tên | Đơn vị\nLê An | xã A\nVũ Bình | xã A", name="Danh sách")
EVENTS = sheet(
    """
    Mã sự kiện | Tên sự kiện | Ngày bắt đầu | Đơn vị tổ chức
    A-1 | Hội nghị một | 01/7/2024 | UBND
    A-2 | Hội nghị hai | 02/7/2024 | UBND
    """,
    name="Sự kiện",
)
CODED = sheet(
    """
    Họ và tên | Mã sự kiện | Đơn vị | Có mặt
    Lê An | A-1 | xã A |
    Vũ Bình | A-2 | xã A | x
    Tạ Cúc | a-1 | xã A |
    """,
    name="Danh sách",
)


def read(folder):
    dossiers, problems = read_inbox([folder])
    return {d.event.code: d for d in dossiers}, problems


def everything(folder):
    dossiers, problems = read(folder)
    return [*(line for d in dossiers.values() for line in told(d.problems)), *told(problems)]


def test_a_workbook_in_the_inbox_is_an_event_wherever_its_sheets_stand(inputs):
    book(inputs / "hn.xlsx", ROSTER, sheet("", name="Sheet2"), AGENDA, EVENT, sheet("", name="Nháp"))
    dossiers, problems = read(inputs)
    made = dossiers["A-1"]
    assert names(made.roster.people) == ["Lê An", "Vũ Bình"]
    assert [item.content for item in made.agenda] == ["Khai mạc"]
    assert (made.problems, problems) == ((), ())
    assert made.folder == inputs
    assert made.roster.whole


def test_a_folder_is_one_event_with_a_roster_from_each_commune_also_below_it(inputs):
    book(inputs / "lop" / "su-kien.xlsx", EVENT)
    book(inputs / "lop" / "xa-a.xlsx", ROSTER)
    book(inputs / "lop" / "xa-b" / "ds.xlsx", sheet("Đơn vị | Họ tên\nxã B | Tạ Cúc", name="DS"))
    dossiers, problems = read(inputs)
    assert names(dossiers["A-1"].roster.people) == ["Lê An", "Vũ Bình", "Tạ Cúc"]
    assert problems == ()


def test_a_folder_of_one_event_may_be_named_outright(inputs):
    book(inputs / "lop" / "su-kien.xlsx", EVENT)
    book(inputs / "lop" / "xa-a.xlsx", ROSTER)
    dossiers, problems = read(inputs / "lop")
    assert len(dossiers["A-1"].roster.people) == 2
    assert problems == ()


@pytest.mark.parametrize("place", ["hn.xlsx", "ds.xlsx", "lop/ds.xlsx"])
def test_people_find_their_event_by_its_code_in_the_same_file_another_or_a_folder(inputs, place):
    if place == "hn.xlsx":
        book(inputs / "hn.xlsx", EVENTS, CODED)
    else:
        book(inputs / "hn.xlsx", EVENTS)
        book(inputs / place, CODED)
    dossiers, problems = read(inputs)
    assert {code: names(d.roster.people) for code, d in dossiers.items()} == {
        "A-1": ["Lê An", "Tạ Cúc"],
        "A-2": ["Vũ Bình"],
    }
    assert problems == ()
    assert {code: d.roster.has_attendance for code, d in dossiers.items()} == {"A-1": False, "A-2": True}


def test_people_of_no_event_are_errors_each_at_its_code(inputs):
    book(inputs / "hn.xlsx", EVENTS, sheet("Họ và tên | Mã sự kiện\nLê An | A-1\nVũ Bình | A-9\nTạ Cúc |", name="DS"))
    dossiers, problems = read(inputs)
    assert names(dossiers["A-1"].roster.people) == ["Lê An"]
    assert told(problems) == ["B3 Không có sự kiện nào mang mã này.", "B4 1 người không rõ thuộc sự kiện nào."]
    assert {problem.where.heading for problem in problems} == {"Mã sự kiện"}


def test_people_of_no_event_in_a_workbook_of_their_own_are_errors_each_at_its_code(inputs):
    book(inputs / "hn.xlsx", EVENTS)
    table = "Họ và tên | Mã sự kiện | Đơn vị\nLê An | A-1 | xã A\nVũ Bình | A-9 | xã A\nTạ Cúc | A-8 | xã A"
    book(inputs / "ds.xlsx", sheet(table, name="DS"))
    dossiers, problems = read(inputs)
    assert names(dossiers["A-1"].roster.people) == ["Lê An"]
    assert told(problems) == ["B3 Không có sự kiện nào mang mã này.", "B4 Không có sự kiện nào mang mã này."]


def test_a_row_without_a_code_belongs_to_the_only_event_of_its_file(inputs):
    book(inputs / "hn.xlsx", EVENT, sheet("Họ và tên | Mã sự kiện\nLê An | A-1\nVũ Bình |\nTạ Cúc | X-9", name="DS"))
    dossiers, problems = read(inputs)
    assert names(dossiers["A-1"].roster.people) == ["Lê An", "Vũ Bình"]
    assert told(problems) == ["B4 Không có sự kiện nào mang mã này."]


def test_agendas_are_shared_out_by_code_too(inputs):
    table = "Mã sự kiện | Thời gian | Nội dung\nA-1 | 8h00 | Một\nA-2 | 8h00 | Hai\nA-7 | 8h00 | Ba"
    book(inputs / "hn.xlsx", EVENTS, sheet(table, name="Chương trình"))
    dossiers, problems = read(inputs)
    assert {code: [i.content for i in d.agenda] for code, d in dossiers.items()} == {"A-1": ["Một"], "A-2": ["Hai"]}
    assert told(problems) == ["A4 Chương trình không rõ của sự kiện nào."]


def test_mistakes_in_a_shared_roster_go_to_the_event_of_their_row(inputs):
    table = "Họ và tên | Mã sự kiện | Năm sinh | Đơn vị\n#5 | A-1 | 1970 | xã A\nVũ Bình | A-2 | 31/02/1970 | xã A"
    book(inputs / "hn.xlsx", EVENTS, sheet(table, name="DS"))
    dossiers, _ = read(inputs)
    assert told(dossiers["A-1"].problems) == ["A2 Đây không phải họ tên người."]
    assert [p.where.cell for p in dossiers["A-2"].problems] == ["C3"]


def test_a_code_on_two_event_sheets_names_both_cells_and_holds_the_event_back(inputs):
    book(inputs / "a.xlsx", EVENT, ROSTER)
    book(inputs / "b.xlsx", EVENT)
    dossiers, problems = read(inputs)
    made = dossiers["A-1"]
    assert "ma_su_kien" in made.event.faulty
    assert [(p.where.file, p.where.cell) for p in made.problems] == [("a.xlsx", "B1"), ("b.xlsx", "B1")]
    assert "b.xlsx" in made.problems[0].message
    assert problems == ()


def test_an_unreadable_file_in_a_folder_leaves_the_roster_not_whole(inputs):
    book(inputs / "lop" / "su-kien.xlsx", EVENT, ROSTER)
    (inputs / "lop" / "xa-b.xlsx").write_bytes(b"khong phai bang tinh")
    dossiers, _ = read(inputs)
    assert not dossiers["A-1"].roster.whole
    assert names(dossiers["A-1"].roster.people) == ["Lê An", "Vũ Bình"]
    assert [p.where.file for p in dossiers["A-1"].problems] == ["xa-b.xlsx"]


def test_an_unreadable_file_beside_events_leaves_every_roster_not_whole(inputs):
    book(inputs / "a.xlsx", EVENT, ROSTER)
    book(inputs / "c.xlsx", sheet("Mã sự kiện | C-1\nTên sự kiện | Lễ", name="Sự kiện"))
    (inputs / "b.xlsx").write_bytes(b"khong phai bang tinh")
    dossiers, problems = read(inputs)
    assert not dossiers["A-1"].roster.whole
    assert [p.where.file for p in problems] == ["b.xlsx"]


def test_a_file_without_an_event_is_named(inputs):
    book(inputs / "ds.xlsx", ROSTER)
    book(inputs / "trong.xlsx", sheet("", name="Sheet1"))
    _, problems = read(inputs)
    assert [(p.where.file, p.where.sheet, p.message) for p in problems] == [
        ("ds.xlsx", "Danh sách", "Không có trang «Sự kiện» nào cho tệp này."),
        ("trong.xlsx", "", "Không có trang «Sự kiện» nào cho tệp này."),
    ]


@pytest.mark.parametrize(
    "name", ["~$hn.xlsx", ".~lock.hn.xlsx#", ".hn.xlsx", "hn.xlsx.tmp", "hn.xlsx.part", "._hn.xlsx"]
)
def test_what_programs_leave_about_is_passed_over(inputs, name):
    (inputs / name).write_bytes(b"x")
    (inputs / "lop").mkdir()
    (inputs / "lop" / name).write_bytes(b"x")
    (inputs / ".git").mkdir()
    book(inputs / ".git" / "a.xlsx", EVENT)
    assert read(inputs) == ({}, ())


@pytest.mark.parametrize(
    ("name", "message", "severity"),
    [
        ("ds.xlsb", "Không đọc được bảng tính dạng .xlsb.", "error"),
        ("su-kien.fods", "Không đọc được bảng tính dạng .fods.", "error"),
        ("cong-van.docx", "Tệp này không phải bảng tính nên không được đọc.", "warning"),
    ],
)
def test_a_file_that_is_not_read_is_told_with_what_to_save_it_as(inputs, name, message, severity):
    book(inputs / "hn.xlsx", EVENT, ROSTER)
    (inputs / name).write_bytes(b"x")
    [problem] = read(inputs)[1]
    assert (problem.where.file, problem.message, problem.severity) == (name, message, severity)
    assert ".xlsx" in problem.fix


def test_hidden_sheets_are_not_read(inputs):
    book(inputs / "hn.xlsx", EVENT, ROSTER, sheet("Họ và tên | Đơn vị\nTạ Cúc | xã C", name="Cũ"), hidden=("Cũ",))
    assert names(read(inputs)[0]["A-1"].roster.people) == ["Lê An", "Vũ Bình"]
    assert [(p.where.sheet, *told([p])) for p in read(inputs)[0]["A-1"].problems] == [
        ("Cũ", "? Trang «Cũ» đang ẩn, không được đọc.")
    ]


def test_an_empty_hidden_sheet_is_passed_over(inputs):
    book(inputs / "hn.xlsx", EVENT, ROSTER, sheet("", name="Trang2"), hidden=("Trang2",))
    assert everything(inputs) == []


NO_UNITS = "? Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị."


@pytest.mark.parametrize(
    ("file", "unit", "problems"),
    [
        ("Xã Hát Môn.xlsx", "xã Hát Môn", []),
        ("Thị_trấn_Phúc_Thọ.xlsx", "thị trấn Phúc Thọ", []),
        ("xa hat mon.xlsx", None, [f"{NO_UNITS} Tên tệp có vẻ là tên đơn vị nhưng không dấu, nên không dùng."]),
        ("ds.xlsx", None, [NO_UNITS]),
        ("Huyện Phúc Thọ.xlsx", None, [NO_UNITS]),
        ("Xã hội hóa.xlsx", None, [NO_UNITS]),
    ],
)
def test_a_roster_without_units_is_told_once_unless_its_file_is_named_as_a_unit(inputs, file, unit, problems):
    book(inputs / "lop" / "su-kien.xlsx", EVENT)
    book(inputs / "lop" / file, sheet("Họ và tên | Chức vụ\nLê An | Chủ tịch\nVũ Bình | Uỷ viên", name="DS"))
    made = read(inputs)[0]["A-1"]
    assert [person.unit for person in made.roster.people] == [unit, unit]
    assert told(made.problems) == problems


def test_a_file_named_as_a_unit_lends_it_to_nobody_where_sections_are_units(inputs):
    book(inputs / "lop" / "su-kien.xlsx", EVENT)
    table = "STT | Họ và tên | Chức vụ\n#1 | Lê An | Uỷ viên\nI | Xã Phúc Hòa |\n#2 | Vũ Bình | Chủ tịch"
    book(inputs / "lop" / "Xã Hát Môn.xlsx", sheet(table, name="DS"))
    made = read(inputs)[0]["A-1"]
    assert [person.unit for person in made.roster.people] == [None, "xã Phúc Hòa"]


@pytest.mark.parametrize(
    "table",
    [
        "Cơ quan ban hành | BAN THƯỜNG TRỰC\nĐịa danh | Hát Môn\nNgười ký | Lê An",
        "Cơ quan ban hành | Địa danh | Người ký\nBAN THƯỜNG TRỰC | Hát Môn | Lê An",
    ],
)
def test_a_sheet_of_the_office_overrides_for_this_event(inputs, table):
    book(inputs / "hn.xlsx", EVENT, sheet(table, name="Cơ quan"))
    office = read(inputs)[0]["A-1"].overrides
    assert (office.issuer, office.place, office.signatory) == ("BAN THƯỜNG TRỰC", "Hát Môn", "Lê An")


def test_a_sheet_that_nobody_understands_is_said_not_to_be_read(inputs):
    book(inputs / "hn.xlsx", EVENT, sheet("a | b\nc | d\ne | f\ng | h", name="Linh tinh"))
    assert everything(inputs) == ["? Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."]


def test_a_roster_in_the_sheet_of_the_event_is_read(inputs):
    table = "Mã sự kiện | A-1\nTên sự kiện | B\nNgày bắt đầu | 01/7/2024\nĐơn vị tổ chức | C\n|\nSTT | Họ tên | Chức vụ\n#1 | Lê An | D"
    book(inputs / "hn.xlsx", sheet(table, name="Tất cả"))
    assert names(read(inputs)[0]["A-1"].roster.people) == ["Lê An"]


def test_struck_hidden_and_merged_cells_come_through_a_real_file(inputs):
    table = "Họ và tên | Đơn vị\nLê An | xã A\n~Vũ Bình~ |\nTạ Cúc | xã B"
    book(inputs / "hn.xlsx", EVENT, sheet(table, name="DS", merges=("B2:B3",), hidden=(4,)))
    made = read(inputs)[0]["A-1"]
    assert [(p.name, p.unit, p.withdrawn) for p in made.roster.people] == [
        ("Lê An", "xã A", False),
        ("Vũ Bình", "xã A", True),
    ]
    assert told(made.problems) == [
        "? A4 1 dòng đang ẩn, không được đọc.",
        "? A3 1 người có họ tên bị gạch ngang, được hiểu là đã rút.",
    ]


def test_a_child_on_the_roster_is_doubted_for_excel_fills_in_the_running_year(inputs):
    table = "Họ và tên | Ngày sinh | Đơn vị\nLê An | @2015-07-01 | xã A\nVũ Bình | 1990 | xã A"
    book(inputs / "hn.xlsx", EVENT, sheet(table, name="DS"))
    assert everything(inputs) == ["? B2 Năm sinh cho thấy người này còn là trẻ em; có thể Excel đã tự điền năm."]


def test_pupils_are_no_doubt_on_a_list_of_pupils(inputs):
    table = "Họ và tên | Ngày sinh | Lớp\nLê An | 02/5/2014 | 6A\nVũ Bình | 2015 | 6A\nHà Thị Cúc | 1980 | giáo viên"
    book(inputs / "hn.xlsx", EVENT, sheet(table, name="DS"))
    assert everything(inputs) == []


def test_an_event_sheet_without_code_and_name_is_an_error_that_says_what_it_understood(inputs):
    event = "Địa điểm | Sân trường\nThời gian | 19/5/2026\nThành phần | Học sinh"
    book(inputs / "hn.xlsx", sheet(event, name="Thông tin"), sheet("Họ và tên | Lớp\nLê An | 6A", name="DS"))
    assert any(
        "gần giống trang sự kiện" in one and "hiểu «Địa điểm», «Thời gian», «Thành phần»" in one
        for one in everything(inputs)
    )


@pytest.mark.parametrize("born", ["@2030-03-05", "05/3/2030", "@2023-03-05", "@2024-07-01"])
def test_someone_born_after_the_event_or_just_before_is_an_error_that_does_not_quote_the_date(inputs, born):
    table = f"Họ và tên | Ngày sinh | Đơn vị\nLê An | {born} | xã A\nVũ Bình | 1990 | xã A"
    book(inputs / "hn.xlsx", EVENT, sheet(table, name="DS"))
    made = read(inputs)[0]["A-1"]
    message = "Ngày sinh sau ngày của sự kiện hoặc ngay trước đó; có thể Excel đã tự điền năm."
    assert told(made.problems) == [f"B2 {message}"]
    assert [person.held for person in made.roster.people] == [True, False]


def test_a_workbook_in_which_no_sheet_is_known_is_an_error_as_an_empty_one_is(inputs):
    strange = sheet("Hội nghị\nmua nước: 10 thùng\nmượn loa", name="SK")
    book(inputs / "hn.xlsx", strange)
    _, problems = read(inputs)
    assert [(p.severity, p.where.sheet) for p in problems] == [("warning", "SK"), ("error", "")]
    assert problems[1].message == "Không có trang «Sự kiện» nào cho tệp này."


def test_people_of_no_known_event_are_told_to_add_the_column_where_there_is_none(inputs):
    book(inputs / "hn.xlsx", EVENTS, ROSTER)
    _, (problem,) = read(inputs)
    assert problem.message == "2 người không rõ thuộc sự kiện nào."
    assert problem.fix.startswith("Thêm cột «Mã sự kiện» vào bảng")


def test_a_sheet_that_says_one_thing_of_the_office_is_its_override(inputs):
    book(inputs / "hn.xlsx", EVENT, sheet("Người ký | Bùi Ký", name="Cơ quan"))
    made = read(inputs)[0]["A-1"]
    assert made.overrides.signatory == "Bùi Ký"
    assert made.problems == ()


@pytest.mark.parametrize("closed", ["inputs", "lop-1"])
def test_a_folder_that_cannot_be_looked_into_is_the_machines_failure_and_nobody_counts_as_removed(
    tmp_path, monkeypatch, closed
):
    (tmp_path / "inputs" / "lop-1").mkdir(parents=True)
    iterdir = Path.iterdir

    def as_for_a_stranger(folder):
        if folder.name == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", as_for_a_stranger)
    with pytest.raises(MachineError, match=rf"Không xem được trong thư mục .*{closed} có gì"):
        read_inbox([tmp_path / "inputs"], tmp_path / "inputs")
