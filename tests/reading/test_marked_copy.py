"""The copy is the clerk's own workbook: what she knows stays, and marks do not breed."""

import io
import re
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from excel_files import MAIN, RELATED, sheet_xml, write_excel
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openxml_audit import OpenXmlValidator

from flows.problems import Problem, Where
from flows.reading.event_workbooks import is_passed_over, read_input
from flows.spreadsheets.marked_copy import AMBER, LIST_TITLE, RED, annotated, original_in
from flows.spreadsheets.workbook import read_workbook

WRONG = Problem(Where("ds.xlsx", "Danh sách", "B2"), "Sai.", "Sửa.")
DOUBT = Problem(Where("ds.xlsx", "Danh sách", "A2"), "Ngờ.", "Xem.", "warning")


def repacked(content, change):
    """Return a package with its parts as `change` makes them of a name and its bytes; None drops one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(stream, "w") as copy:
        parts = {name: package.read(name) for name in package.namelist()}
        for name, data in change(parts).items():
            copy.writestr(name, data)
    return stream.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(content, **more):
    with warnings.catch_warnings():
        # openpyxl warns of what it would lose.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), **more)


def bytes_of(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def office(tmp_path):
    """A roster with a chart, a formula with its result, runs of fonts, a comment and a name of its own."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "Danh sách"
    for line in (("Họ và tên", "Số", "Gấp đôi"), ("Lê An", 1, "=B2*2"), ("Vũ Bình", 2, "=B3*2")):
        tab.append(line)
    tab["D2"] = CellRichText(TextBlock(InlineFont(rFont=".VnTime", b=True), "Lª"), " An")
    chart = BarChart()
    chart.add_data(Reference(tab, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    tab.add_chart(chart, "E2")
    tab["A3"].comment = Comment("hỏi lại", "Chị Hoà")
    tab.defined_names["vung"] = DefinedName("vung", attr_text="'Danh sách'!$A$1:$B$3")
    book.create_sheet("Khác")
    path = tmp_path / "ds.xlsx"
    path.write_bytes(bytes_of(book))
    return path


def test_formulas_and_runs_of_fonts_stay(office):
    tab = opened(annotated(office, [WRONG]), rich_text=True)["Danh sách"]
    assert [tab["C2"].value, tab["C3"].value] == ["=B2*2", "=B3*2"]
    assert [str(run) for run in tab["D2"].value] == ["Lª", " An"]
    assert tab["D2"].value[0].font.rFont == ".VnTime"


def test_formulas_are_worked_out_anew_when_the_copy_is_opened(office):
    assert opened(annotated(office, [WRONG])).calculation.fullCalcOnLoad


def test_names_of_single_sheets_move_with_their_sheets(office):
    book = opened(annotated(office, [WRONG]))
    assert list(book["Danh sách"].defined_names) == ["vung"]
    assert book[LIST_TITLE].print_title_rows == "$3:$3"


def test_the_copy_breaks_no_rule_that_the_original_keeps(office, tmp_path):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(office, [WRONG, DOUBT]))
    # openpyxl writes the parts of a font in an order of its own, which Excel takes.
    rules = [
        {
            re.sub(r"\d+", "#", str(e))
            for e in OpenXmlValidator().validate(str(file)).errors
            if "[schema]" in str(e) and "/fonts[" not in str(e)
        }
        for file in (office, copy)
    ]
    assert rules[0] == rules[1]


def test_a_workbook_with_macros_comes_without_them_and_says_so(office, tmp_path):
    def with_macros(parts):
        main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        types = parts["[Content_Types].xml"].replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        more = f'<Relationship Id="rIdM" Type="{kind}" Target="vbaProject.bin"/></Relationships>'.encode()
        relations = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", more)
        return {
            **parts,
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/vbaProject.bin": b"x",
        }

    path = tmp_path / "ds.xlsm"
    path.write_bytes(repacked(office.read_bytes(), with_macros))
    copy = annotated(path, [Problem(Where("ds.xlsm", "Danh sách", "B2"), "Sai.")])
    after = parts_of(copy)
    assert "xl/vbaProject.bin" not in after
    assert b"macroEnabled" not in after["[Content_Types].xml"]
    assert "không có macro" in opened(copy)[LIST_TITLE]["A2"].value


def test_a_cell_that_was_not_there_is_made_in_its_place(office):
    problems = [Problem(WRONG.where.at(cell=cell), "Thiếu.") for cell in ("B9", "A5", "D2", "A9", "C5")]
    tab = opened(annotated(office, problems))["Danh sách"]
    assert {tab[cell].fill.start_color.rgb for cell in ("B9", "A5", "D2", "A9", "C5")} == {RED}
    assert [tab[cell].value for cell in ("A2", "B2", "A3", "B3")] == ["Lê An", 1, "Vũ Bình", 2]


def test_the_look_of_a_cell_is_kept_but_for_its_fill(office):
    book = opened(office.read_bytes())
    cell = book["Danh sách"]["B2"]
    cell.number_format, cell.font = "0.00", openpyxl.styles.Font(name="Times New Roman", bold=True, size=14)
    book.save(office)
    marked = opened(annotated(office, [WRONG]))["Danh sách"]["B2"]
    assert (marked.number_format, marked.font.name, marked.font.bold, marked.font.size) == (
        "0.00", "Times New Roman", True, 14,
    )  # fmt: skip


def test_boxes_that_excel_did_not_write_well_formed_are_kept(office):
    def with_break(parts):
        name = next(name for name in parts if name.endswith(".vml"))
        return {**parts, name: parts[name].replace(b"</v:textbox>", b"a<br>b</v:textbox>")}

    office.write_bytes(repacked(office.read_bytes(), with_break))
    tab = opened(annotated(office, [WRONG]))["Danh sách"]
    assert tab["A3"].comment.text == "hỏi lại"
    assert tab["B2"].comment.text == "LỖI: Sai.\nCách sửa: Sửa."


def test_of_a_conversation_of_excel_365_the_words_are_kept(office):
    def with_thread(parts):
        relations = "xl/worksheets/_rels/sheet1.xml.rels"
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        more = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/t.xml"/></Relationships>'.encode()
        thread = b'<ThreadedComments><threadedComment ref="A3"><text>x</text></threadedComment></ThreadedComments>'
        return {
            **parts,
            relations: parts[relations].replace(b"</Relationships>", more),
            "xl/threadedComments/t.xml": thread,
        }

    office.write_bytes(repacked(office.read_bytes(), with_thread))
    tab = opened(annotated(office, [WRONG, Problem(WRONG.where.at(cell="A3"), "Sai.")]))["Danh sách"]
    assert tab["A3"].comment.text == "LỖI: Sai.\n\n--- Ghi chú có sẵn ---\nhỏi lại"
    assert tab["A3"].fill.start_color.rgb == RED


def come_back(office, problems=(WRONG, DOUBT)):
    """Return the copy as somebody drops it into the inputs."""
    copy = office.with_name("ds.loi.xlsx")
    copy.write_bytes(annotated(office, list(problems)))
    return copy


def test_marks_do_not_breed(office):
    copy = come_back(office)
    again = annotated(copy, [Problem(Where(copy.name, "Danh sách", "A3"), "Vẫn sai.")])
    book = opened(again)
    tab = book["Danh sách"]
    assert book.sheetnames == [LIST_TITLE, "Danh sách", "Khác"]
    assert {cell.fill.start_color.rgb for cell in (tab["A2"], tab["B2"])} & {RED, AMBER} == set()
    assert [tab[cell].comment for cell in ("A2", "B2")] == [None, None]
    assert tab["A3"].comment.text == "LỖI: Vẫn sai.\n\n--- Ghi chú có sẵn ---\nhỏi lại"
    assert tab["A3"].fill.start_color.rgb == RED


def test_a_thousandth_copy_of_a_copy_is_no_larger_than_the_second(office):
    copy, sizes = come_back(office), []
    for _ in range(4):
        copy.write_bytes(annotated(copy, [Problem(Where(copy.name, "Danh sách", "B2"), "Sai.", "Sửa.")]))
        sizes.append(len(parts_of(copy.read_bytes())["xl/comments/comment1.xml"]))
    assert len(set(sizes[1:])) == 1


def test_another_s_words_come_back_when_ours_go(office):
    copy = come_back(office, [Problem(WRONG.where.at(cell="A3"), "Sai.")])
    again = annotated(copy, [Problem(Where(copy.name, "Danh sách", "B2"), "Sai.")])
    assert opened(again)["Danh sách"]["A3"].comment.text == "hỏi lại"


def test_a_copy_knows_its_original_and_is_read_without_its_list_when_it_is_alone(office):
    copy = come_back(office)
    assert original_in(read_workbook(copy)[0]) == "ds.xlsx"
    office.unlink()
    sheets, problems = read_input(copy)
    assert ([sheet.name for sheet in sheets], problems) == (["Danh sách", "Khác"], ())
    assert not is_passed_over(copy)


def test_beside_its_original_a_copy_is_passed_over_with_a_word(office):
    sheets, (problem,) = read_input(come_back(office))
    assert sheets == ()
    assert (problem.severity, problem.where.file) == ("warning", "ds.loi.xlsx")
    assert problem.message == "Đây là bản có đánh dấu lỗi của «ds.xlsx»; không đọc, vì tệp gốc còn ở cạnh."
    assert is_passed_over(office.with_name("ds.loi.xlsx"))


def test_a_copy_under_another_name_and_saved_by_another_program_is_known(office, tmp_path):
    copy = tmp_path / "đã sửa.xlsx"
    book = opened(come_back(office).read_bytes())
    book.save(copy)
    assert original_in(read_workbook(copy)[0]) == "ds.xlsx"


def test_a_sheet_of_the_clerk_s_own_with_the_same_title_is_a_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = LIST_TITLE
    book.active.append(["Họ và tên", "Đơn vị"])
    book.save(tmp_path / "ds.xlsx")
    assert [sheet.name for sheet in read_input(tmp_path / "ds.xlsx")[0]] == [LIST_TITLE]


def test_a_list_alone_is_told_to_hold_nothing(tmp_path):
    damaged = tmp_path / "hong.xlsx"
    damaged.write_bytes(b"%PDF-1.4")
    copy = tmp_path / "x" / "hong.loi.xlsx"
    copy.parent.mkdir()
    copy.write_bytes(annotated(damaged, [Problem(Where("hong.xlsx"), "Tệp hỏng.")]))
    sheets, (problem,) = read_input(copy)
    assert (sheets, problem.message) == ((), "Đây là bản danh sách lỗi, không có dữ liệu nào để đọc.")


def test_of_another_format_the_copy_says_that_it_has_the_values_alone():
    path = Path(__file__).parent / "xls" / "windows.xls"
    copy = annotated(path, [Problem(Where(path.name, "Danh sách", "D1"), "Sai.")])
    assert "chỉ có giá trị" in opened(copy)[LIST_TITLE]["A2"].value


ROWS = "".join(
    f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{name}</t></is></c></row>'
    for n, name in ((1, "Họ và tên"), (2, "Lê An"))
)
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="T1" sheetId="1" r:id="rId1"/></sheets></workbook>'
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@pytest.mark.parametrize(
    ("sheet", "changed"),
    [
        (sheet_xml(ROWS), {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts><font><sz val="to"/></font></fonts></styleSheet>'}),
        (sheet_xml(ROWS), {"docProps/core.xml": "<x/>", "xl/worksheets/_rels/sheet1.xml.rels": "<x"}),
        (sheet_xml(ROWS).replace(MAIN, STRICT), {"xl/workbook.xml": BOOK.replace(MAIN, STRICT)}),
        (sheet_xml(ROWS, after='<mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'), {}),
    ],
)  # fmt: skip
def test_what_openpyxl_does_not_open_comes_with_its_values(tmp_path, sheet, changed):
    path = write_excel(tmp_path / "ds.xlsx", sheet, changed=changed)
    book = opened(annotated(path, [Problem(Where("ds.xlsx", "T1", "A2"), "Sai.")]))
    assert "chỉ có giá trị" in book[LIST_TITLE]["A2"].value
    assert (book["T1"]["A2"].value, book["T1"]["A2"].fill.start_color.rgb) == ("Lê An", RED)


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
