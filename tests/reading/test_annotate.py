"""Mistakes shown where they are: the copy keeps what the clerk knows and marks what is wrong."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from flows.problems import Problem, Where
from flows.reading.annotate import AMBER, LIST_TITLE, RED, annotated

SHEET = Where("ds.xlsx", "Danh sách")
WRONG_DAY = Problem(SHEET.at(cell="B3", heading="Ngày sinh"), "31/02/1990 không có trong lịch.", "Sửa ô này.")
DOUBT = Problem(SHEET.at(cell="A3", heading="Họ và tên"), "Viết hoa cả.", "Kiểm tra lại.", "warning")


@pytest.fixture
def roster(tmp_path):
    """Write a title over two columns, a header, and one person."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "Danh sách"
    for line in (("DANH SÁCH", None), ("Họ và tên", "Ngày sinh"), ("LÊ AN", "31/02/1990"), (None, "=1+1")):
        tab.append(line)
    tab.merge_cells("A1:B1")
    tab["A2"].font = Font(bold=True)
    tab.column_dimensions["A"].width = 33
    tab["A3"].comment = Comment("hỏi lại xã", "Chị Hoà")
    path = tmp_path / "ds.xlsx"
    book.save(path)
    return path


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def colour(cell):
    return cell.fill.start_color.rgb


def listed(content):
    return [[cell.value for cell in row] for row in opened(content)[LIST_TITLE].iter_rows(min_row=4, max_col=7)]


def test_without_problems_there_is_no_copy(roster):
    assert annotated(roster, []) is None


def test_wrong_cells_are_red_and_doubtful_ones_amber(roster):
    tab = opened(annotated(roster, [WRONG_DAY, DOUBT]))["Danh sách"]
    assert colour(tab["B3"]) == RED
    assert colour(tab["A3"]) == AMBER
    assert tab["A2"].fill.fill_type is None


def test_an_error_outweighs_a_warning_in_one_cell(roster):
    also = Problem(WRONG_DAY.where, "Chưa đủ tuổi?", "Xem lại.", "warning")
    tab = opened(annotated(roster, [also, WRONG_DAY]))["Danh sách"]
    assert colour(tab["B3"]) == RED
    assert tab["B3"].comment.text == (
        "LỖI: 31/02/1990 không có trong lịch.\nCách sửa: Sửa ô này.\n\nCẢNH BÁO: Chưa đủ tuổi?\nCách sửa: Xem lại."
    )


def test_a_comment_that_was_there_is_kept_below_ours(roster):
    comment = opened(annotated(roster, [DOUBT]))["Danh sách"]["A3"].comment
    assert comment.text == "CẢNH BÁO: Viết hoa cả.\nCách sửa: Kiểm tra lại.\n\n--- Ghi chú có sẵn ---\nhỏi lại xã"


def test_what_the_clerk_knows_is_kept(roster):
    tab = opened(annotated(roster, [WRONG_DAY]))["Danh sách"]
    assert tab["B4"].value == "=1+1"
    assert tab["A2"].font.bold
    assert tab.column_dimensions["A"].width == 33
    assert [str(area) for area in tab.merged_cells.ranges] == ["A1:B1"]


def test_in_a_merged_range_the_corner_is_marked(roster):
    tab = opened(annotated(roster, [Problem(SHEET.at(cell="B1"), "Sai.")]))["Danh sách"]
    assert colour(tab["A1"]) == RED


def test_the_first_sheet_lists_every_problem_errors_first_with_a_link_to_its_cell(roster):
    whole = Problem(SHEET, "Không có cột Đơn vị.", "Thêm cột.")
    copy = annotated(roster, [WRONG_DAY, DOUBT, whole])
    book = opened(copy)
    assert book.sheetnames == [LIST_TITLE, "Danh sách"]
    assert listed(copy) == [
        [1, "Lỗi", "Danh sách", "B3", "Ngày sinh", "31/02/1990 không có trong lịch.", "Sửa ô này."],
        [2, "Lỗi", "Danh sách", None, None, "Không có cột Đơn vị.", "Thêm cột."],
        [3, "Cảnh báo", "Danh sách", "A3", "Họ và tên", "Viết hoa cả.", "Kiểm tra lại."],
    ]
    tab = book[LIST_TITLE]
    assert tab["D4"].hyperlink.location == "'Danh sách'!B3"
    assert tab["D5"].hyperlink is None
    assert tab["A1"].value == "ds.xlsx: 2 lỗi, 1 cảnh báo"
    assert tab.freeze_panes == "A4"
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False]


@pytest.mark.parametrize("typed", ["=1+1", "+84912", "-5", "@x", "=HYPERLINK(1)", "#N/A", "a\x01b\ud800"])
def test_a_message_never_becomes_a_formula(roster, typed):
    tab = opened(annotated(roster, [Problem(SHEET.at(cell="B3"), typed, typed)]))[LIST_TITLE]
    assert tab["F4"].data_type == "s"
    assert tab["F4"].value == typed.replace("\x01", "").replace("\ud800", "")


@pytest.mark.parametrize("cell", ["B3:B9", "b3", "ZZZZ1", "XFE1", "A0", "A1048577", "17", "ô B3"])
def test_what_is_no_address_is_only_listed(roster, cell):
    copy = annotated(roster, [Problem(SHEET.at(cell=cell), "Sai.")])
    assert listed(copy)[0][3] == cell
    assert opened(copy)[LIST_TITLE]["D4"].hyperlink is None


def test_problems_of_another_file_are_listed_with_its_name(roster):
    elsewhere = Problem(Where("khac.xlsx", "Danh sách", "B3"), "Trùng mã.")
    copy = annotated(roster, [elsewhere])
    assert listed(copy)[0][2] == "khac.xlsx: Danh sách"
    assert opened(copy)["Danh sách"]["B3"].fill.fill_type is None


def test_the_same_input_gives_the_same_bytes(roster):
    first = annotated(roster, [WRONG_DAY, DOUBT])
    assert first == annotated(roster, [WRONG_DAY, DOUBT])
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_annotated_copy_that_comes_back_is_annotated_anew(roster):
    again = roster.with_name("ds.loi.xlsx")
    again.write_bytes(annotated(roster, [DOUBT, WRONG_DAY]))
    where = Where(again.name, "Danh sách", "A3")
    copy = annotated(again, [Problem(where, "Vẫn sai.")])
    assert opened(copy).sheetnames == [LIST_TITLE, "Danh sách"]
    assert opened(copy)["Danh sách"]["A3"].comment.text == "LỖI: Vẫn sai.\n\n--- Ghi chú có sẵn ---\nhỏi lại xã"


def test_a_csv_comes_as_a_workbook_of_its_values(tmp_path):
    path = tmp_path / "xã: Hát Môn [1].csv"
    path.write_text("Họ và tên,SĐT\nLê An,0912345678\n=1+1,x\n", encoding="utf-8")
    problem = Problem(Where(path.name, path.stem, "B2"), "Thiếu số.")
    tab = opened(annotated(path, [problem])).worksheets[1]
    assert tab.title == "xã_ Hát Môn _1_"
    assert [cell.value for cell in tab[2]] == ["Lê An", "0912345678"]
    assert (tab["A3"].value, tab["A3"].data_type) == ("=1+1", "s")
    assert colour(tab["B2"]) == RED


def test_an_old_workbook_keeps_days_and_merges():
    path = Path(__file__).parent / "xls" / "windows.xls"
    tab = opened(annotated(path, [Problem(Where(path.name, "Danh sách", "D1"), "Sai.")]))["Danh sách"]
    assert (tab["C4"].value.year, tab["C4"].number_format) == (2024, "dd/mm/yyyy")
    assert colour(tab["A1"]) == RED


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"%PDF-1.4"])
def test_what_cannot_be_opened_gets_the_list_alone(tmp_path, content):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(content)
    copy = annotated(path, [Problem(Where(path.name), "Tệp hỏng.", "Chép lại.")])
    assert opened(copy).sheetnames == [LIST_TITLE]
    assert listed(copy)[0][5:] == ["Tệp hỏng.", "Chép lại."]
