"""Write the workbook that `vanthu new` hands out: the declared fields in, a blank .xlsx to be filled in out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from flows.model.event import AgendaItem, Event
from flows.model.fields import Field, fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.cells import letters
from flows.reading.examples import choices_of, example_of
from flows.reading.people import EXAMPLE_MARK
from flows.reading.saving import put_text, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

VERSION = "1"
"""Written into the workbook's properties as vanthu.mau; raise it when a heading changes."""

_LAST_ROW = 2_000
_HEADINGS_AT = 3

# Second ways to say what another heading says: leaving them out leaves one way to fill the workbook in.
_LEFT_OUT: dict[type, frozenset[str]] = {
    Event: frozenset({"ngay"}),
    AgendaItem: frozenset({"ma_su_kien", "thoi_gian"}),
    Person: frozenset({"ma_su_kien", "ho_dem"}),
}
_FORMATS = {"day": "dd/mm/yyyy", "number": "0", "days": "0", "money": "#,##0"}
"""Everything else is text, so that Excel makes no date of 7/1965 and keeps the zeros of a telephone."""

_WIDE = {
    "paragraphs": 60,
    "items": 44,
    "day": 13,
    "hour": 10,
    "mark": 9,
    "marks": 9,
    "number": 10,
    "days": 10,
    "digits": 16,
}
_RULED_ROWS = 30
"""Rows below the example that are ruled; Excel carries the rules on as rows are filled in."""
_LONG_TEXTS = frozenset({"noi_dung", "ten_su_kien", "don_vi_to_chuc", "dia_diem"})
_TYPED_AS = {
    "items": "Nhiều mục thì mỗi mục một dòng (Alt+Enter).",
    "paragraphs": "Mỗi đoạn một dòng (Alt+Enter).",
    "day": "Ngày/tháng/năm.",
    "hour": "Giờ và phút.",
    "number": "Chỉ ghi số.",
    "money": "Chỉ ghi số, đơn vị đồng.",
    "digits": "Ghi đủ các chữ số, kể cả số 0 ở đầu.",
    "marks": "Đánh dấu x nếu có. Nhiều ngày thì chèn thêm cột bên cạnh, tiêu đề: Có mặt (02/7).",
}
_REQUIRED = PatternFill("solid", start_color="FFFCE4D6", end_color="FFFCE4D6")
_OPTIONAL = PatternFill("solid", start_color="FFD9E2F3", end_color="FFD9E2F3")
_THIN = Side(style="thin", color="FFBFBFBF")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = Font("Calibri", italic=True, color="FF7F7F7F")
_HOW = "Đề mục có dấu * phải ghi; các đề mục khác để trống cũng được. Bấm vào một ô để xem cách ghi."
_EXAMPLE_HOW = f"{_HOW} Dòng {EXAMPLE_MARK} không được đọc, xóa đi cũng được."


def blank_workbook() -> bytes:
    """Return the blank workbook: sheets Sự kiện, Chương trình, Danh sách, Cơ quan; always the same bytes."""
    book = Workbook()
    del book[book.sheetnames[0]]
    _pairs(book.create_sheet("Sự kiện"), "THÔNG TIN SỰ KIỆN", Event)
    _table(book.create_sheet("Chương trình"), "CHƯƠNG TRÌNH", AgendaItem)
    _table(book.create_sheet("Danh sách"), "DANH SÁCH ĐẠI BIỂU", Person)
    _pairs(book.create_sheet("Cơ quan"), "CƠ QUAN BAN HÀNH (chỉ ghi những gì khác với tệp co-quan.xlsx)", Office)
    book.custom_doc_props.append(  # type: ignore[attr-defined]  # the stubs are older
        StringProperty(name="vanthu.mau", value=VERSION)
    )
    return saved(book)


def _fields(record: type) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(record) if field.key not in _LEFT_OUT.get(record, ()))


def _pairs(tab: Worksheet, title: str, record: type) -> None:
    """Lay out headings down column A, values in B; how to fill each one shows when its cell is chosen.

    There is no column of notes: a reader looks for values in the column to the right that has most texts.
    """
    _head(tab, title, _HOW)
    for row, field in enumerate(_fields(record), start=_HEADINGS_AT):
        _heading(tab[f"A{row}"], field)
        value: Cell = tab[f"B{row}"]
        value.number_format = _format(field)
        value.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        value.border = _GRID
        _guide(tab, record, field, f"B{row}")
    tab.column_dimensions["A"].width, tab.column_dimensions["B"].width = 30, 80
    tab.freeze_panes = f"B{_HEADINGS_AT}"
    _print_on_a4(tab, "portrait")


def _table(tab: Worksheet, title: str, record: type) -> None:
    """Lay out headings along a row, with one example below that begins with the mark readers skip."""
    _head(tab, title, _EXAMPLE_HOW)
    number = Field("stt", "STT", "number", note="số thứ tự, chỉ để dễ nhìn")
    fields = [number, *(field for field in _fields(record) if field.key != "stt")]
    for column, field in enumerate(fields, start=1):
        _column(tab, column, record, field, EXAMPLE_MARK if column == 1 else example_of(record, field))
    tab.row_dimensions[_HEADINGS_AT].height = tab.row_dimensions[_HEADINGS_AT + 1].height = 32
    tab.freeze_panes = f"C{_HEADINGS_AT + 1}"
    tab.print_title_rows = f"{_HEADINGS_AT}:{_HEADINGS_AT}"
    tab.print_title_cols = "A:B"
    _print_on_a4(tab, "landscape", pages=1 + (record is Person))


def _column(tab: Worksheet, column: int, record: type, field: Field, example: str) -> None:
    name = letters(column)
    _heading(tab[f"{name}{_HEADINGS_AT}"], field)
    shown: Cell = tab[f"{name}{_HEADINGS_AT + 1}"]
    put_text(shown, example)
    shown.font, shown.border, shown.alignment = _GREY, _GRID, Alignment(vertical="top", wrap_text=True)
    for row in range(_HEADINGS_AT + 2, _HEADINGS_AT + 2 + _RULED_ROWS):
        ruled: Cell = tab[f"{name}{row}"]
        ruled.border, ruled.number_format = _GRID, _format(field)
        ruled.alignment = Alignment(vertical="top", wrap_text=True)
    tab.column_dimensions[name].number_format = _format(field)
    tab.column_dimensions[name].width = _width(record, field)
    if field.key != "stt":
        _guide(tab, record, field, f"{name}{_HEADINGS_AT + 1}:{name}{_LAST_ROW}")


def _head(tab: Worksheet, title: str, how: str) -> None:
    put_text(tab["A1"], title)
    tab["A1"].font = Font("Calibri", bold=True, size=14)
    put_text(tab["A2"], how)
    tab["A2"].font = _GREY


def _heading(cell: Cell, field: Field) -> None:
    put_text(cell, f"{field.heading} *" if field.required else field.heading)
    cell.font, cell.border = Font("Calibri", bold=True), _GRID
    cell.fill = _REQUIRED if field.required else _OPTIONAL
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    note = _note(field)
    if note:
        cell.comment = Comment(note, "vanthu", height=30 + 18 * (len(note) // 36 + note.count("\n")), width=280)


def _note(field: Field) -> str:
    """Return how a field is filled in, as lines."""
    note = f"{field.note[:1].upper()}{field.note[1:]}." if field.note else ""
    example = f"Ví dụ: {field.example}" if field.example else ""
    must = "Phải ghi." if field.required else ""
    return "\n".join(line for line in (must, note, _TYPED_AS.get(field.kind, ""), example) if line)


def _guide(tab: Worksheet, record: type, field: Field, cells: str) -> None:
    """Offer the choices, and show the note while the cell is chosen; only true choices refuse other words."""
    choices, note = choices_of(record, field), _note(field)
    if not choices and not note:
        return
    rule = DataValidation(
        type="list" if choices else None,
        formula1=f'"{",".join(choices)}"' if choices else None,
        allow_blank=True,
        showDropDown=False,
    )
    rule.showErrorMessage = field.kind == "choice"
    rule.errorTitle, rule.error = "Chọn trong danh sách", f"Chọn một trong: {', '.join(choices)}."
    # Excel refuses longer ones: ECMA-376 part 1, 18.3.1.32.
    rule.showInputMessage, rule.promptTitle, rule.prompt = bool(note), field.heading[:32], note[:255]
    rule.add(cells)
    tab.add_data_validation(rule)


def _format(field: Field) -> str:
    return _FORMATS.get(field.kind, "@")


def _width(record: type, field: Field) -> float:
    if field.key == "stt" or field.key in _LONG_TEXTS:
        return 8 if field.key == "stt" else 48
    longest = max(map(len, (field.heading, field.example, *choices_of(record, field))))
    return _WIDE.get(field.kind, min(max(longest + 4, 12), 30))


def _print_on_a4(tab: Worksheet, orientation: Literal["portrait", "landscape"], pages: int = 1) -> None:
    tab.page_setup.orientation = orientation
    tab.page_setup.paperSize = 9
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = pages, 0
