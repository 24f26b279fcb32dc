"""The copy is the clerk's own workbook: what is not marked stays byte for byte, and marks do not breed."""

import io
import re
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openxml_audit import OpenXmlValidator

from flows.problems import Problem, Where
from flows.reading.annotate import AMBER, LIST_TITLE, RED, annotated
from flows.reading.copies import is_passed_over, original_in, read_input
from flows.reading.workbook import read_workbook

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
    """A roster with a chart, a formula with its result, a slicer's data, a form control and a name of its own."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "Danh sách"
    for line in (("Họ và tên", "Số", "Gấp đôi"), ("Lê An", 1, "=B2*2"), ("Vũ Bình", 2, "=B3*2")):
        tab.append(line)
    chart = BarChart()
    chart.add_data(Reference(tab, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    tab.add_chart(chart, "E2")
    tab["A3"].comment = Comment("hỏi lại", "Chị Hoà")
    tab.defined_names["vung"] = DefinedName("vung", attr_text="'Danh sách'!$A$1:$B$3")
    book.create_sheet("Khác")
    path = tmp_path / "ds.xlsx"

    def change(parts):
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        sheet = sheet.replace("<f>B2*2</f><v/>", "<f>B2*2</f><v>2</v>").replace(
            "<f>B2*2</f><v></v>", "<f>B2*2</f><v>2</v>"
        )
        sheet = sheet.replace("</worksheet>", '<extLst><ext uri="{05C60535}">đường nhỏ</ext></extLst></worksheet>')
        return {**parts, "xl/worksheets/sheet1.xml": sheet.encode(), "xl/ctrlProps/ctrlProp1.xml": b"<formControlPr/>",
                "xl/slicers/slicer1.xml": b"<slicers/>"}  # fmt: skip

    path.write_bytes(repacked(bytes_of(book), change))
    return path


def test_every_part_that_is_not_marked_goes_out_as_it_came(office):
    before, after = parts_of(office.read_bytes()), parts_of(annotated(office, [WRONG]))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }  # fmt: skip
    assert {"xl/charts/chart1.xml", "xl/ctrlProps/ctrlProp1.xml", "xl/slicers/slicer1.xml"} <= after.keys() - changed
    assert "đường nhỏ" in after["xl/worksheets/sheet1.xml"].decode()


def test_results_of_formulas_stay(office):
    book = opened(annotated(office, [WRONG]), data_only=True)
    assert book["Danh sách"]["C2"].value == 2


def test_names_of_single_sheets_move_with_their_sheets(office):
    book = opened(annotated(office, [WRONG]))
    assert list(book["Danh sách"].defined_names) == ["vung"]
    assert book[LIST_TITLE].print_title_rows == "$3:$3"


def test_the_copy_breaks_no_rule_that_the_original_keeps(office, tmp_path):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(office, [WRONG, DOUBT]))
    rules = [
        sorted(
            re.sub(r"\d+", "#", str(e)) for e in OpenXmlValidator().validate(str(file)).errors if "[schema]" in str(e)
        )
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


def test_a_conversation_of_excel_365_is_left_alone(office):
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
    assert tab["A3"].comment.text == "hỏi lại"
    assert tab["A3"].fill.start_color.rgb == RED
    assert tab["B2"].comment.text.startswith("LỖI")


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
