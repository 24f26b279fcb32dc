"""What workbooks of .xlsx say, beyond what openpyxl makes of them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from excel_files import FORMATS, LOOKS, MAIN, RELATED, XML, in_dialect, relations, sheet_xml, write_excel
from openpyxl import Workbook

from flows.spreadsheets.sheet import Cell
from flows.spreadsheets.workbook import read_workbook

AN = '<row r="1"><c r="A1" t="inlineStr"><is><t>An</t></is></c></row>'


def cells(path) -> dict[str, object]:
    (sheet,), problems = read_workbook(path)
    assert problems == ()
    return {cell.address: cell.value for cell in sheet.cells.values()}


@pytest.mark.parametrize("dialect", ["excel", "prefixed"])
@pytest.mark.parametrize(
    ("inside", "cell"),
    [
        ('<c r="A1" t="str"><f>IF(B1="","","x")</f><v></v></c>', None),
        ('<c r="A1" t="str"><f>IF(B1="","","x")</f><v/></c>', None),
        ('<c r="A1"><f>SUM(B1:B9)</f></c>', Cell(1, 1, uncached=True)),
        ('<c r="A1"><f>SUM(B1:B9)</f><v></v></c>', Cell(1, 1, uncached=True)),
        ('<c r="A1" t="str"><f>SUM(B1:B9)</f></c>', Cell(1, 1, uncached=True)),
        ('<c r="A1"><f>SUM(B1:B9)</f><v>7</v></c>', Cell(1, 1, 7)),
    ],
)
def test_a_formula_that_came_to_nothing_is_no_formula_without_a_result(tmp_path, dialect, inside, cell):
    xml = in_dialect(dialect, sheet_xml(f'<row r="1">{inside}<c r="B1"><v>1</v></c></row>'))
    (sheet,), _ = read_workbook(write_excel(tmp_path / "a.xlsx", xml))
    assert sheet.cells.get((1, 1)) == cell


def test_a_strict_workbook_is_read_like_any_other(tmp_path):
    strict, related = (
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    book = f'<workbook xmlns="{strict}" xmlns:r="{related}"><sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>'
    rels = relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")).replace(
        RELATED, related
    )
    path = write_excel(
        tmp_path / "a.xlsx",
        sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>').replace(MAIN, strict),
        changed={"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels,
                 "xl/sharedStrings.xml": f'<sst xmlns="{strict}"><si><t>An</t></si></sst>'},
    )  # fmt: skip
    assert cells(path) == {"A1": "An"}


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./Worksheets/../worksheets/SHEET1.xml",
                                    "worksheets\\sheet1.xml"])  # fmt: skip
def test_a_part_is_found_however_it_is_named(tmp_path, target):
    changed = {"xl/_rels/workbook.xml.rels": relations(("worksheet", target))}
    assert cells(write_excel(tmp_path / "a.xlsx", sheet_xml(AN), changed=changed)) == {"A1": "An"}


@pytest.mark.parametrize("rels", [relations(), relations(("worksheet", "worksheets/khong-co.xml"))])
def test_a_sheet_that_the_file_only_names_is_told(tmp_path, rels):
    path = write_excel(tmp_path / "a.xlsx", sheet_xml(AN), changed={"xl/_rels/workbook.xml.rels": rels})
    _, (problem,) = read_workbook(path)
    assert (problem.where.file, problem.where.sheet, problem.is_error) == ("a.xlsx", "T1", True)


def test_a_sheet_that_is_a_diagram_is_passed_over(tmp_path):
    rels = relations(("chartsheet", "chartsheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))
    path = write_excel(
        tmp_path / "a.xlsx", "<chartsheet/>", sheet_xml(AN), changed={"xl/_rels/workbook.xml.rels": rels}
    )
    assert cells(path) == {"A1": "An"}


def test_a_workbook_without_a_sheet_is_told(tmp_path):
    path = write_excel(tmp_path / "a.xlsx", changed={"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'})
    assert "không có trang tính nào" in read_workbook(path)[1][0].message


def test_a_hidden_sheet_is_told_and_not_read(tmp_path):
    sheets = "".join(f'<sheet name="T{n}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
                     for n, state in enumerate(("visible", "hidden", "veryHidden"), 1))  # fmt: skip
    book = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>'
    read, problems = read_workbook(
        write_excel(tmp_path / "a.xlsx", *[sheet_xml(AN)] * 3, changed={"xl/workbook.xml": book})
    )
    assert [sheet.name for sheet in read] == ["T1"]
    assert [problem.where.sheet for problem in problems] == ["T2", "T3"]


@pytest.mark.parametrize(("since_1904", "shown"), [("0", datetime(2024, 7, 1)), ("1", datetime(2028, 7, 2))])
def test_days_count_from_1900_or_1904(tmp_path, since_1904, shown):
    book = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><workbookPr date1904="{since_1904}"/>
               <sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>"""
    style = LOOKS.index((0, 164 + FORMATS.index("dd/mm/yyyy")))
    hours = LOOKS.index((0, 164 + FORMATS.index("[h]:mm")))
    row = f'<row r="1"><c r="A1" s="{style}"><v>45474</v></c><c r="B1" s="{style}"><v>0.5</v></c><c r="C1" s="{hours}"><v>1.5</v></c></row>'
    path = write_excel(tmp_path / "a.xlsx", sheet_xml(row), changed={"xl/workbook.xml": book})
    assert cells(path) == {"A1": shown, "B1": time(12), "C1": timedelta(hours=36)}


@pytest.mark.parametrize(("share", "shown"), [("1", "100%"), ("0.95", "95%"), ("0.125", "12,5%"), ("0.285", "28,5%")])
def test_a_percentage_is_read_as_it_is_shown(tmp_path, share, shown):
    styles = f"""<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><cellXfs><xf numFmtId="9" fontId="0"/></cellXfs></styleSheet>"""
    row = f'<row r="1"><c r="A1" s="0"><v>{share}</v></c></row>'
    path = write_excel(tmp_path / "a.xlsx", sheet_xml(row), changed={"xl/styles.xml": styles})
    assert cells(path) == {"A1": shown}


def test_a_style_that_no_list_has_is_plain(tmp_path):
    row = '<row r="1"><c r="A1" s="99999"><v>45474</v></c></row>'
    assert cells(write_excel(tmp_path / "a.xlsx", sheet_xml(row))) == {"A1": 45474}


def test_a_string_that_no_list_has_is_damage(tmp_path):
    row = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'
    assert "hỏng" in read_workbook(write_excel(tmp_path / "a.xlsx", sheet_xml(row)))[1][0].message


@pytest.mark.parametrize("part", ["xl/styles.xml", "docProps/core.xml", "xl/drawings/drawing1.xml"])
def test_what_is_no_cell_may_be_written_wrongly(tmp_path, part):
    odd = f"""<styleSheet xmlns="{MAIN}"><fonts><font><color rgb="đỏ"/><sz val="to"/></font></fonts>
              <fills><fill/></fills><cellXfs><xf numFmtId="x" fontId="99" fillId="7"/></cellXfs></styleSheet>"""
    assert cells(write_excel(tmp_path / "a.xlsx", sheet_xml(AN), changed={part: odd})) == {"A1": "An"}


def test_a_rule_that_openpyxl_does_not_like_hides_no_cell(tmp_path):
    rules = '<conditionalFormatting sqref="A1"><cfRule type="lạ"/></conditionalFormatting><dataValidations><dataValidation type="lạ"/></dataValidations>'
    assert cells(write_excel(tmp_path / "a.xlsx", sheet_xml(AN, after=rules))) == {"A1": "An"}


def test_a_run_with_a_font_that_openpyxl_does_not_like_is_read_by_its_name(tmp_path):
    run = '<is><r><rPr><sz val="to"/><charset val="x"/><rFont val=".VnTime"/></rPr><t>Lª</t></r><r><t> An</t></r></is>'
    row = f'<row r="1"><c r="A1" t="inlineStr">{run}</c></row>'
    assert cells(write_excel(tmp_path / "a.xlsx", sheet_xml(row))) == {"A1": "Lê An"}


def test_a_number_is_read_as_its_format_of_percent_shows_it(tmp_path):
    workbook = Workbook()
    for row, (value, form) in enumerate([(1, "0%"), (0.855, "0.0%"), (1, "0"), (True, "0%")], 1):
        cell = workbook.active.cell(row, 1, value)
        cell.number_format = form
    workbook.save(tmp_path / "a.xlsx")
    ((page,), _) = read_workbook(tmp_path / "a.xlsx")
    assert [page.cell(row, 1).value for row in range(1, 5)] == ["100%", "85,5%", 1, True]
