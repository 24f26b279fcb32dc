"""What is no .xlsx: recognised by its content, read into the same cells, or refused with a word on what to do."""

import re
import struct
import zipfile
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.spreadsheets import csv_and_html, workbook
from flows.spreadsheets.sheet import Merge
from flows.spreadsheets.workbook import FOREIGN, kind_of, read_workbook

XLS = Path(__file__).parent / "xls"
MAC, WINDOWS = XLS / "mac.xls", XLS / "windows.xls"


@pytest.fixture
def written(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def values(path):
    """Return the one sheet's cells: {"A1": value}."""
    (sheet,), problems = read_workbook(path)
    assert not [problem for problem in problems if "đang ẩn" not in problem.message]
    return {cell.address: cell.value for cell in sheet.cells.values()}


def refusal(path):
    sheets, (problem,) = read_workbook(path)
    assert sheets == ()
    assert problem.fix
    assert problem.where.file == path.name
    return problem.message


def ods(tmp_path, rows, name="ds.ods", *, styles="", extra=()):
    """Write the rows as LibreOffice would; `extra` are further parts."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for prefix, space in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f'<office:spreadsheet><table:table table:name="Lớp">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
        for part, content in extra:
            package.writestr(part, content)
    return path


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def text(words, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


class TestXls:
    @pytest.mark.parametrize("path", [WINDOWS, MAC])
    def test_cells_are_those_that_openpyxl_would_give(self, path):
        assert {address: value for address, value in values(path).items() if int(address[1:]) < 8} == {
            "A1": "DANH SÁCH ĐẠI BIỂU",
            "A3": "STT", "B3": "Họ và tên", "C3": "Ngày sinh", "D3": "Số điện thoại",
            "A4": 1, "B4": "Nguyễn Văn Hùng", "C4": datetime(2024, 7, 1), "D4": 912345678,
            "A5": 2, "B5": "TRẦN VĂN", "C5": time(8), "D5": "0912 345 679",
            "A6": 3, "B6": "Nguyễn Văn Tâm", "C6": "1965", "D6": 1.5,
            "A7": 4, "B7": "Lê Rút Tên", "C7": True, "D7": -7,
        }  # fmt: skip

    def test_merges_strokes_and_hidden_rows_and_columns_are_known(self):
        (sheet,), (hidden,) = read_workbook(WINDOWS)
        assert (hidden.severity, hidden.message) == ("warning", "Trang «Trang ẩn» đang ẩn, không được đọc.")
        assert sheet.name == "Danh sách"
        assert sheet.merges == (Merge(1, 1, 1, 4),)
        assert sheet.hidden_rows == {9}
        assert sheet.hidden_columns == {6}
        assert [cell.address for cell in sheet.cells.values() if cell.struck] == ["B7"]

    def test_each_run_of_a_cell_has_its_own_font(self):
        assert values(WINDOWS)["B8"] == "Lê Văn An"

    def test_a_formula_that_came_to_nothing_is_an_empty_cell(self):
        assert "C8" not in values(WINDOWS)

    def test_texts_longer_than_a_record_are_whole(self):
        found = values(WINDOWS)
        assert all(found[f"B{n + 1}"] == f"Người thứ {n} " + "ă" * (n % 90) for n in range(20, 140))

    def test_a_password_is_named(self, written):
        # WRITEACCESS becomes FILEPASS.
        locked = WINDOWS.read_bytes().replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00")
        assert "mật khẩu" in refusal(written("khoa.xls", locked))

    def test_excel_95_is_named(self, written):
        old = WINDOWS.read_bytes().replace(struct.pack("<HHH", 0x809, 16, 0x600), struct.pack("<HHH", 0x809, 16, 0x500))
        assert "Excel 95" in refusal(written("cu.xls", old))

    def test_half_a_file_is_still_being_copied(self, written):
        assert "chưa chép xong" in refusal(written("do.xls", WINDOWS.read_bytes()[:3000]))

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=8))
    def test_no_damage_escapes(self, written, changes):
        data = bytearray(WINDOWS.read_bytes())
        for place, value in changes:
            data[place % len(data)] = value
        sheets, problems = read_workbook(written("hong.xls", bytes(data)))
        assert isinstance(sheets, tuple)
        assert all(problem.fix for problem in problems)


class TestOds:
    def test_values_are_typed(self, tmp_path):
        def cell(kind, value):
            name = "value" if kind in ("float", "currency") else f"{kind}-value"
            return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>?</text:p></table:table-cell>'

        path = ods(
            tmp_path,
            row(text("Lê<text:s/>Văn<text:line-break/>An"), cell("float", "3"), cell("currency", "1.5"))
            + row(cell("date", "2024-07-01"), cell("time", "PT08H00M00S"), cell("boolean", "true"), text("#N/A")),
        )
        assert values(path) == {
            "A1": "Lê Văn\nAn", "B1": 3, "C1": 1.5, "A2": datetime(2024, 7, 1), "B2": time(8), "C2": True, "D2": "#N/A",
        }  # fmt: skip

    def test_fonts_strokes_merges_and_hidden_rows_are_known(self, tmp_path):
        styles = (
            '<style:style style:name="a" style:family="table-cell"><style:text-properties style:font-name=".VnTime"/>'
            '</style:style><style:style style:name="b" style:parent-style-name="a" style:family="table-cell">'
            '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        )
        look = 'table:style-name="b" table:number-columns-spanned="2"'
        rows = row(text("Dòng", look), "<table:covered-table-cell/>", text("x")) + row(
            text("ẩn"), more='table:visibility="collapse"'
        )
        (sheet,), _ = read_workbook(ods(tmp_path, rows, styles=styles))
        assert [(cell.address, cell.value, cell.struck) for cell in sheet.cells.values()] == [
            ("A1", "Dũng", True), ("C1", "x", False), ("A2", "ẩn", False),
        ]  # fmt: skip
        assert sheet.merges == (Merge(1, 1, 1, 2),)
        assert sheet.hidden_rows == {2}

    def test_a_hidden_sheet_is_not_read_and_said_so(self, tmp_path):
        styles = '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
        rows = f'</table:table><table:table table:name="Ẩn" table:style-name="h">{row(text("x"))}'
        sheets, problems = read_workbook(ods(tmp_path, row(text("a")) + rows, styles=styles))
        assert [sheet.name for sheet in sheets] == ["Lớp"]
        assert [problem.message for problem in problems] == ["Trang «Ẩn» đang ẩn, không được đọc."]

    def test_days_of_a_book_that_counts_from_1904_are_the_same_days(self, tmp_path):
        settings = (
            '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
        )
        cell = '<table:table-cell office:value-type="date" office:date-value="2024-07-01"><text:p>?</text:p></table:table-cell>'
        rows = f'</table:table>{settings}<table:table table:name="Hai">{row(cell)}'
        sheets, _ = read_workbook(ods(tmp_path, row(text("a")) + rows))
        assert [cell.value for sheet in sheets for cell in sheet.cells.values()] == ["a", datetime(2024, 7, 1)]

    def test_comments_are_no_values(self, tmp_path):
        note = "<office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>An</text:p>"
        path = ods(tmp_path, row(f'<table:table-cell office:value-type="string">{note}</table:table-cell>'))
        assert values(path) == {"A1": "An"}

    def test_rows_without_end_at_the_foot_cost_nothing(self, tmp_path):
        blank = row(
            '<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1048570"'
        )
        assert values(ods(tmp_path, row(text("a")) + blank)) == {"A1": "a"}

    def test_a_filled_cell_repeated_a_billion_times_is_refused(self, tmp_path):
        wide = text("x", 'table:number-columns-repeated="2000000000"')
        assert "quá nhiều ô" in refusal(ods(tmp_path, row(wide, more='table:number-rows-repeated="999999999"')))

    def test_a_billion_laughs_stay_unheard(self, tmp_path):
        path = tmp_path / "cuoi.ods"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
            package.writestr("content.xml", f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e11;</x>')
        assert read_workbook(path)[0] == ()

    def test_a_password_is_named(self, tmp_path):
        extra = [("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")]
        assert "mật khẩu" in refusal(ods(tmp_path, "", extra=extra))

    def test_so_is_one_of_the_package_itself(self, tmp_path):
        path = ods(tmp_path, row(text("Lê An")))
        content = bytearray(path.read_bytes())
        for flags in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
            content[flags] |= 1
        path.write_bytes(content)
        assert "mật khẩu" in refusal(path)


TABLE = 'Họ và tên;Ngày sinh;SĐT\r\n"Lê; An";01/7/1965;\'0912345678\r\n"Trần\nBình";1966;="0912"\r\n'
READ = {
    "A1": "Họ và tên", "B1": "Ngày sinh", "C1": "SĐT",
    "A2": "Lê; An", "B2": "01/7/1965", "C2": "0912345678",
    "A3": "Trần\nBình", "B3": "1966", "C3": "0912",
}  # fmt: skip


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
    def test_every_unicode_encoding_is_read(self, written, encoding):
        assert values(written("ds.csv", TABLE.encode(encoding))) == READ

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp1258"])
    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    def test_every_delimiter_is_found_in_every_encoding(self, written, sign, encoding):
        bom = "\ufeff" if encoding == "utf-16-be" else ""
        table = bom + sign.join(("Ten", "Don vi")) + "\r\n" + sign.join(("Lê An", "xóm Hà")) + "\r\n"
        assert values(written("ds.csv", table.encode(encoding))) == {
            "A1": "Ten", "B1": "Don vi", "A2": "Lê An", "B2": "xóm Hà",
        }  # fmt: skip

    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    def test_the_delimiter_is_found_by_content(self, written, sign):
        lines = [sign.join(cells) for cells in (("Tên", "Chức vụ"), ("An", f'"Phó, Bí thư; xã{sign}"'), ("Bình", "x"))]
        assert values(written("ds.csv", "\n".join(lines)))["B2"] == f"Phó, Bí thư; xã{sign}"

    def test_excel_s_hint_is_no_row(self, written):
        assert values(written("ds.csv", "sep=|\nTên|Tuổi\n")) == {"A1": "Tên", "B1": "Tuổi"}

    def test_windows_1258_is_the_last_resort(self, written):
        # Windows-1258 writes the tone as a sign of its own.
        data = "Họ tên,Năm\nLê Văn Hùng,1965\n".replace("ọ", "o\u0323").encode("cp1258")
        assert values(written("ds.csv", data))["A2"] == "Lê Văn Hùng"

    def test_bytes_of_an_old_font_are_recognised(self, written):
        data = "Ho ten,Nam\nNguyÔn V¨n Hïng,1\nTrÇn B×nh,2\n".encode("latin-1")
        assert [values(written("ds.csv", data))[a] for a in ("A2", "A3")] == ["Nguyễn Văn Hùng", "Trần Bình"]

    def test_a_quote_left_open_is_named_with_its_row(self, written):
        _, (problem,) = read_workbook(written("ds.csv", 'Tên,Tuổi\nAn,1\n"Bình,2\nChi,3\n'))
        assert problem.where.cell == "A3"

    def test_the_sheet_has_the_file_s_name(self, written):
        assert read_workbook(written("Xã Hát Môn.csv", "a,b"))[0][0].name == "Xã Hát Môn"


class TestHtml:
    PAGE = """<html><head><meta charset="utf-8"></head><body>
        <table><tr><td colspan=2>DANH SÁCH<br>đại biểu</td></tr>
        <tr><th>Họ và
            tên</th><th rowspan=2>Ghi chú</th></tr>
        <tr><td>Lê <b>An</b></td></tr><tr style="display: none"><td>0912</td></tr></table></body></html>"""

    def test_a_page_named_xls_is_read_as_its_table(self, written):
        path = written("xuat.xls", self.PAGE)
        assert values(path) == {
            "A1": "DANH SÁCH\nđại biểu", "A2": "Họ và tên", "B2": "Ghi chú", "A3": "Lê An", "A4": "0912",
        }  # fmt: skip
        (sheet,), _ = read_workbook(path)
        assert set(sheet.merges) == {Merge(1, 1, 1, 2), Merge(2, 2, 3, 2)}
        assert sheet.hidden_rows == {4}

    def test_tables_follow_one_another(self, written):
        page = (
            "<table><tr><td>A</td></tr></table><p>x<table><tr><td>B<table><tr><td>C</td></tr></table></td></tr></table>"
        )
        assert values(written("x.xls", page)) == {"A1": "A", "A2": "B", "A3": "C"}

    def test_a_table_in_a_cell_of_another_is_read_as_a_table_under_that_row(self, written):
        page = """<table><tr><td>DANH SÁCH</td><td>2026</td></tr><tr><td>
            <table><tr><td>Họ và Tên</td><td>Đơn vị</td></tr><tr><td>&nbsp;Lê Văn An</td><td>Phòng Nội vụ</td></tr></table>
            </td></tr><tr><td>Người lập</td></tr></table>"""
        assert values(written("x.xls", page)) == {
            "A1": "DANH SÁCH", "B1": "2026", "A3": "Họ và Tên", "B3": "Đơn vị", "A4": "Lê Văn An", "B4": "Phòng Nội vụ",
            "A5": "Người lập",
        }  # fmt: skip

    def test_rows_inside_a_form_belong_to_their_table(self, written):
        page = "<table><form><tbody><tr><td>A</td></tr></tbody></form></table>"
        assert values(written("x.xls", page)) == {"A1": "A"}

    def test_a_page_without_a_table_is_no_spreadsheet(self, written):
        assert "không phải bảng tính" in refusal(written("x.xls", "<html><body>Lỗi 404</body></html>"))


class TestFaults:
    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("a.xlsx", b"", "trống"),
            ("a.csv", b"\xef\xbb\xbf \r\n", "trống"),
            ("a.xlsx", b"\0" * 5000, "chưa chép xong"),
            ("a.xlsx", b"PK\x03\x04" + b"x" * 500, "chưa chép xong"),
            ("a.xlsx", b"%PDF-1.7 ...", "không phải bảng tính"),
            ("a.xls", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "không phải bảng tính"),
            ("a.xlsx", b"Kinh gui", "không phải bảng tính"),
        ],
    )
    def test_each_fault_has_its_message(self, written, name, content, told):
        assert told in refusal(written(name, content))

    def test_a_word_document_under_another_name_is_no_spreadsheet(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
            package.writestr("word/document.xml", "<w/>")
        assert "không phải bảng tính" in refusal(tmp_path / "a.xlsx")

    @pytest.mark.parametrize("left", [0.2, 0.5, 0.9, 0.99])
    def test_a_real_workbook_that_is_still_being_copied_is_told_to_wait(self, tmp_path, left):
        book = openpyxl.Workbook()
        book.active.append(["Họ và tên", "Đơn vị"])
        book.save(tmp_path / "ds.xlsx")
        whole = (tmp_path / "ds.xlsx").read_bytes()
        (tmp_path / "ds.xlsx").write_bytes(whole[: int(len(whole) * left)])
        assert "chưa chép xong" in refusal(tmp_path / "ds.xlsx")

    def test_half_an_ods_is_still_being_copied(self, tmp_path):
        path = ods(tmp_path, row(text("a" * 5000)))
        path.write_bytes(path.read_bytes()[:300])
        assert "chưa chép xong" in refusal(path)

    @pytest.mark.parametrize("table", [TABLE, "<table><tr><td>1<td>2<tr><td>3<td>4</table>"])
    def test_more_than_an_office_fills_is_refused_whatever_the_format(self, written, monkeypatch, table):
        path = written("ds.csv", table)
        assert read_workbook(path)[0]
        monkeypatch.setattr(csv_and_html, "MAX_CELLS", 3)
        assert "quá nhiều ô" in refusal(path)

    @pytest.mark.parametrize("content", [WINDOWS.read_bytes(), TABLE.encode()])
    def test_a_file_too_long_to_be_loaded_as_a_whole_is_refused(self, written, monkeypatch, content):
        monkeypatch.setattr(workbook, "MAX_WHOLE", len(content) - 1)
        assert "quá nhiều ô" in refusal(written("ds.csv", content))

    @pytest.mark.parametrize("content", [b"MIME-Version: 1.0\r\n\r\n<html>", b"{\\rtf1 abc;def}"])
    def test_other_office_texts_named_xls_are_no_spreadsheets(self, written, content):
        assert "không phải bảng tính" in refusal(written("x.xls", content))

    def test_the_faults_have_each_their_own_words(self):
        faults = (workbook.EMPTY, workbook.COPYING, workbook.LOCKED, workbook.CLOSED, workbook.FOREIGN, workbook.DAMAGED,
                  workbook.OLD, workbook.TOO_BIG, workbook.NO_SHEET)  # fmt: skip
        assert len({fault.message for fault in faults}) == 9
        assert all(fault.fix for fault in faults)

    def test_an_encrypted_package_is_named(self, written):
        entry = "Workbook".encode("utf-16-le")
        name = "EncryptedPackage".encode("utf-16-le")
        data = WINDOWS.read_bytes()
        place = data.index(entry)
        changed = data[:place] + name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2) + data[place + 66 :]
        assert "mật khẩu" in refusal(written("khoa.xlsx", changed))

    def test_a_missing_file_is_told_not_raised(self, tmp_path):
        assert "Không mở được" in refusal(tmp_path / "x.xlsx")

    def test_every_fault_says_what_to_do(self):
        source = Path("flows/spreadsheets/workbook.py").read_text(encoding="utf-8")
        assert len(re.findall(r"^[A-Z_]+ = Mistake\(", source, re.MULTILINE)) == 9


class TestDisguises:
    def test_a_workbook_named_xls_is_read_as_what_it_is(self, tmp_path):
        book = openpyxl.Workbook()
        book.active["A1"] = "Lê An"
        book.save(tmp_path / "a.xlsx")
        (tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
        assert kind_of(tmp_path / "a.xls") == "excel"
        assert values(tmp_path / "a.xls") == {"A1": "Lê An"}

    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("a.xlsx", WINDOWS.read_bytes(), "xls"),
            ("a.xls", WINDOWS.read_bytes(), "xls"),
            ("a.xls", b"a\tb\n1\t2\n", "csv"),
            ("a.csv", b"mot cot", "csv"),
            ("a.xls", b"<TABLE><tr><td>1</td></tr></TABLE>", "html"),
            ("a.xls", b"\x00\x01\x02", FOREIGN),
        ],
    )
    def test_the_content_decides(self, written, name, content, kind):
        assert kind_of(written(name, content)) == kind


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: f"<table><tr><td>{text}".encode("utf-8", "replace")),
    )
)
@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods", "a.xlsx"])
def test_no_bytes_end_in_a_traceback(written, name, content):
    path = written(name, content)
    sheets, problems = read_workbook(path)
    assert isinstance(sheets, tuple)
    assert sheets or problems
