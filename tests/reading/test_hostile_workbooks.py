"""A workbook made to harm the program ends in a Problem that names the file, in bounded time and memory."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from excel_files import MAIN, XML, in_dialect, relations, sheet_xml, write_excel

from flows.spreadsheets import xlsx
from flows.spreadsheets.sheet import Merge
from flows.spreadsheets.workbook import read_workbook

LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY e0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
AN = '<row r="1"><c r="A1" t="inlineStr"><is><t>An</t></is></c></row>'


def refusal(path: Path) -> str:
    sheets, (problem,) = read_workbook(path)
    assert sheets == ()
    assert (problem.where.file, problem.is_error, bool(problem.fix)) == (path.name, True, True)
    return problem.message


def values(path: Path) -> dict[str, object]:
    (sheet,), problems = read_workbook(path)
    assert problems == ()
    return {cell.address: cell.value for cell in sheet.cells.values()}


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"],
)
@pytest.mark.parametrize("entity", ["&e11;", "&file;", ""])
def test_a_document_type_is_refused_in_every_part(tmp_path, part, entity):
    text = f'<c r="A1" t="inlineStr"><is><t>{entity}</t></is></c>'
    xml = f'<x xmlns="{MAIN}"><sheetData><row r="1">{text}</row></sheetData><si><t>{entity}</t></si></x>'
    path = write_excel(tmp_path / "cuoi.xlsx", sheet_xml(AN), changed={part: f"{DOCTYPE}{xml}"})
    assert refusal(path).startswith(("Không đọc được tệp này: tệp hỏng", "Tệp khai báo quá nhiều"))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bom.xlsx"
    write_excel(path, sheet_xml(AN))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/media/bom.bin", "w") as bomb:
        for _ in range(401):
            bomb.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "quá nhiều ô" in refusal(path)


def test_a_size_that_lies_is_found_out(tmp_path):
    path = write_excel(tmp_path / "doi.xlsx", sheet_xml(AN * 1), strings="<si><t>An</t></si>" * 1000)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/sharedStrings.xml").file_size
    place = data.rfind(size.to_bytes(4, "little"))
    data[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert "hỏng" in refusal(path)


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = write_excel(tmp_path / "doi.xlsx", sheet_xml(AN))
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("xl/worksheets/sheet1.xml", sheet_xml(AN.replace("An", "Bình")))
    assert "hỏng" in refusal(path)


@pytest.mark.parametrize(
    "target", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "C:\\Windows\\win.ini"]
)
def test_a_target_outside_of_the_file_is_no_part_of_it(tmp_path, target):
    rels = relations(("worksheet", target))
    path = write_excel(tmp_path / "ngoai.xlsx", sheet_xml(AN), changed={"xl/_rels/workbook.xml.rels": rels})
    assert "không chứa nội dung" in refusal(path)


def test_names_like_paths_are_written_nowhere(tmp_path):
    path = write_excel(tmp_path / "duong.xlsx", sheet_xml(AN), changed={"../../thoat.txt": "x", "/tuyet/doi.txt": "y"})
    assert values(path) == {"A1": "An"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["duong.xlsx"]
    assert not (tmp_path.parent.parent / "thoat.txt").exists()


def test_a_declared_size_of_a_million_columns_is_not_believed(tmp_path):
    xml = sheet_xml(
        AN, before='<dimension ref="A1:XFD1048576"/><cols><col min="1" max="2147483647" hidden="1"/></cols>'
    )
    (sheet,), _ = read_workbook(write_excel(tmp_path / "rong.xlsx", xml))
    assert len(sheet.cells) == 1
    assert len(sheet.hidden_columns) == 16_384


@pytest.mark.parametrize("place", ["XFD1048576", "AAAA1", "A0", "A99999999"])
def test_a_cell_at_the_end_of_the_world_costs_nothing(tmp_path, place):
    number = "".join(filter(str.isdigit, place))
    far = f'<row r="{number}"><c r="{place}"><v>7</v></c></row>'
    sheets, problems = read_workbook(write_excel(tmp_path / "xa.xlsx", sheet_xml(AN + far)))
    assert problems or [cell.address for cell in sheets[0].cells.values()] == ["A1"]


def test_a_merge_over_the_whole_sheet_hides_all_but_its_corner(tmp_path):
    two = AN + '<row r="2"><c r="B2"><v>7</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:A1"/><mergeCell ref="B9:A1"/><mergeCell/></mergeCells>'
    path = write_excel(tmp_path / "gop.xlsx", sheet_xml(two, after=merges))
    assert values(path) == {"A1": "An"}
    (sheet,), _ = read_workbook(path)
    assert sheet.merges == (Merge(1, 1, 1_048_576, 16_384), Merge(1, 1, 1, 1))


def test_merges_upon_merges_are_refused(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="D{n}"><v>1</v></c></row>' for n in range(1, 2001))
    merges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 1900))
    path = write_excel(tmp_path / "gop.xlsx", sheet_xml(rows, after=f"<mergeCells>{merges}</mergeCells>"))
    assert "quá nhiều ô" in refusal(path)


@pytest.mark.parametrize("opening", ['<x xmlns="n">', "<si>"])
def test_a_depth_without_end_is_refused(tmp_path, opening):
    deep = f'{XML}<sst xmlns="{MAIN}">' + opening * 300_000
    path = write_excel(tmp_path / "sau.xlsx", sheet_xml(AN), changed={"xl/sharedStrings.xml": deep})
    assert refusal(path)


@pytest.mark.parametrize("dialect", ["excel", "prefixed"])
def test_more_cells_than_there_is_room_for_are_refused(tmp_path, monkeypatch, dialect):
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    path = write_excel(tmp_path / "nhieu.xlsx", in_dialect(dialect, sheet_xml(row)))
    monkeypatch.setattr(xlsx, "MAX_CELLS", 2)
    assert values(path) == {"A1": 1, "B1": 2}
    monkeypatch.setattr(xlsx, "MAX_CELLS", 1)
    assert "quá nhiều ô" in refusal(path)


@pytest.mark.parametrize("inside", ["<c/>" * 3_000_000, f"<c><v>{'7' * 10_000_000}</v></c>"])
def test_a_row_without_end_is_refused(tmp_path, inside):
    path = write_excel(tmp_path / "dai.xlsx", sheet_xml(f'<row r="1">{inside}</row>'))
    assert "quá nhiều ô" in refusal(path)


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "nan", "--1", "0x10", "\u00b2"])
def test_a_number_that_is_none_is_a_value_or_a_problem(tmp_path, number):
    sheets, problems = read_workbook(
        write_excel(tmp_path / "so.xlsx", sheet_xml(f'<row r="1"><c r="A1"><v>{number}</v></c></row>'))
    )
    assert sheets or problems[0].fix


@pytest.mark.parametrize("seed", range(0, 400, 100))
def test_damage_by_chance_ends_in_sheets_or_a_problem(tmp_path, seed, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
    import mutations  # noqa: PLC0415 the path is known only now

    files = mutations.good_files(tmp_path)
    originals = [path.read_bytes() for path in files]
    for number in range(seed, seed + 100):
        dice = random.Random(number)  # noqa: S311 no secret hangs on it
        pick = dice.randrange(len(files))
        files[pick].write_bytes(mutations.mutated(originals[pick], dice))
        assert mutations.outcome(files[pick]) in ("read", "refused")
