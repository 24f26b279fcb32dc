"""Write the blank workbook that `vanthu new` hands out, with a heading, a note and a choice for each declared field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from flows.model.event import GROUPS, AgendaItem, Event
from flows.model.fields import Field, fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.spreadsheets.save_workbook import GRID, print_on_a4, put_text, saved
from flows.spreadsheets.sheet import Sheet, letters

VERSION = "2"
"""Written into the workbook's properties as vanthu.mau; raise it when a heading changes."""
EXAMPLE_MARK = "VÍ DỤ"
"""Begins the row of an example, which readers skip."""

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
_LONG_TEXTS = frozenset({"noi_dung", "ten_su_kien", "don_vi_to_chuc", "dia_diem", "ten_day_du"})
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
_GROUP = PatternFill("solid", start_color="FFBDD7EE", end_color="FFBDD7EE")
_GREY = Font("Calibri", italic=True, color="FF7F7F7F")
# Suggestions for fields that declare no choices, because other words are as right.
_SUGGESTED: dict[tuple[type, str], tuple[str, ...]] = {
    (Event, "loai_su_kien"): ("lớp bồi dưỡng", "lớp tập huấn", "hội nghị", "hội thảo"),
    (Event, "buoi"): ("Sáng", "Chiều", "Tối", "Cả ngày"),
    (AgendaItem, "buoi"): ("Sáng", "Chiều", "Tối"),
    (AgendaItem, "hinh_thuc"): ("giới thiệu về", "quán triệt", "phổ biến", "trao đổi về"),
    (Person, "ket_qua"): ("hoàn thành", "không hoàn thành"),
    (Person, "xep_loai"): ("Giỏi", "Khá", "Trung bình"),
    (Person, "co_mat"): ("x",),
}
# One person's: the words that go with the name Nguyễn Thị Hòa.
_EXAMPLES: dict[tuple[type, str], str] = {
    (Person, "xung_ho"): "bà", (Person, "gioi_tinh"): "Nữ", (Person, "xep_loai"): "Khá",
}  # fmt: skip
_HOW = "Đề mục có dấu * phải ghi; các đề mục khác để trống cũng được."
_EXAMPLE_HOW = f"{_HOW} Bấm vào một ô để xem cách ghi. Dòng {EXAMPLE_MARK} không được đọc, xóa đi cũng được."
HOW_TO_FILL = "Cách ghi"
"""Stands above the column of notes, whose texts are nobody's values."""
GUIDE_TITLE = "HƯỚNG DẪN ĐIỀN BẢNG TÍNH NÀY"
_GUIDE = (
    "Trang Sự kiện: ghi ở cột giữa, cột bên phải nói cách ghi. Chỉ đề mục có dấu * là phải ghi.",
    "Trang Chương trình: mỗi mục một dòng, ghi từ dòng dưới dòng VÍ DỤ.",
    "Trang Danh sách: mỗi người một dòng, ghi từ dòng dưới dòng VÍ DỤ. Cột nào không dùng thì xóa cả cột.",
    "Trang Cơ quan: chỉ ghi khi sự kiện này khác với tệp templates/co-quan.xlsx; thường để trống.",
    "Giấy mời làm ngay khi có danh sách; giấy chứng nhận, tin bài khi sự kiện đã xong, có Kết quả hoặc điểm danh.",
    "Ghi xong: để tệp này trong thư mục inputs, chạy vanthu check để soát, rồi vanthu run để làm giấy tờ.",
)
_OFFICES_AT = 10


def blank_workbook(offices: Sequence[str] = ()) -> bytes:
    """Return the blank workbook: how to fill it in, event, agenda, roster, office; always the same bytes.

    The names of the offices that may issue are offered as a list where an event names one.
    """
    book = Workbook()
    del book[book.sheetnames[0]]
    _guide_sheet(book.create_sheet("Hướng dẫn"), offices)
    listed = f"'Hướng dẫn'!$A${_OFFICES_AT + 1}:$A${_OFFICES_AT + len(offices)}" if offices else ""
    _pairs(book.create_sheet("Sự kiện"), "THÔNG TIN SỰ KIỆN", Event, listed)
    _table(book.create_sheet("Chương trình"), "CHƯƠNG TRÌNH", AgendaItem)
    _table(book.create_sheet("Danh sách"), "DANH SÁCH ĐẠI BIỂU", Person)
    _pairs(book.create_sheet("Cơ quan"), "THÔNG TIN CƠ QUAN (chỉ ghi những gì khác với tệp co-quan.xlsx)", Office)
    book.active = 1
    book.custom_doc_props.append(  # type: ignore[attr-defined]  # the stubs are older
        StringProperty(name="vanthu.mau", value=VERSION)
    )
    return saved(book)


def is_guide(sheet: Sheet) -> bool:
    """Whether a sheet is the page that says how to fill the workbook in."""
    return sheet.cell(1, 1).value == GUIDE_TITLE


def _guide_sheet(tab: Worksheet, offices: Sequence[str]) -> None:
    lines = dict(enumerate(_GUIDE, start=3))
    if offices:
        lines[_OFFICES_AT] = "Các đơn vị tổ chức có trong tệp co-quan.xlsx (chọn ở trang Sự kiện):"
        lines |= dict(enumerate(offices, start=_OFFICES_AT + 1))
    _head(tab, GUIDE_TITLE, "")
    for row, line in lines.items():
        placed, font = Alignment(vertical="top", wrap_text=True), Font("Calibri", size=12, bold=row == _OFFICES_AT)
        put_text(tab[f"A{row}"], line, alignment=placed, font=font)
        tab.row_dimensions[row].height = 17 * (1 + len(line) // 70)
    tab.column_dimensions["A"].width = 72
    print_on_a4(tab, "portrait", 1)


def office_workbook(cells: Mapping[str, str]) -> bytes:
    """Return the workbook of an office's stationery, with one row below the example; its cells are given by key."""
    book = Workbook()
    del book[book.sheetnames[0]]
    tab = book.create_sheet("Cơ quan")
    _table(tab, "CƠ QUAN BAN HÀNH: mỗi dòng một cơ quan, dùng trong thời gian có hiệu lực của dòng ấy", Office)
    for column, field in enumerate(_fields(Office), start=2):
        put_text(tab[f"{letters(column)}{_HEADINGS_AT + 2}"], cells.get(field.key, ""))
    tab.row_dimensions[_HEADINGS_AT + 2].height = tab.row_dimensions[_HEADINGS_AT].height
    return saved(book)


def choices_of(record: type, field: Field) -> tuple[str, ...]:
    """Return the words that a column offers."""
    return field.choices or _SUGGESTED.get((record, field.key), ())


def example_of(record: type, field: Field) -> str:
    """Return what stands in the example for a field."""
    return _EXAMPLES.get((record, field.key)) or field.example or next(iter(choices_of(record, field)), "")


def _fields(record: type) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(record) if field.key not in _LEFT_OUT.get(record, ()))


def _pairs(tab: Worksheet, title: str, record: type, offices: str = "") -> None:
    """Lay out headings down column A, values in B, how to fill each one in C; the fields of each paper under its name.

    `offices` is the range that lists the names of offices.
    """
    _head(tab, title, _HOW)
    groups = GROUPS if record is Event else {}
    row = _HEADINGS_AT
    for column, text in zip("ABC", ("Đề mục", "Ghi ở cột này", HOW_TO_FILL), strict=True):
        _box(tab[f"{column}{row}"], text, fill=_OPTIONAL, bold=True)
    for field in _fields(record):
        if field.key in groups:
            row += 1
            _box(tab[f"A{row}"], groups[field.key], fill=_GROUP, bold=True)
            tab.merge_cells(f"A{row}:C{row}")
        row += 1
        _heading(tab[f"A{row}"], record, field)
        _box(tab[f"B{row}"], "")
        tab[f"B{row}"].number_format = _format(field)
        _box(tab[f"C{row}"], _note(record, field, " "))
        tab[f"C{row}"].font = _GREY
        tab.row_dimensions[row].height = 15 * (1 + len(_note(record, field, " ")) // 62)
        is_office = field.key in ("don_vi_to_chuc", "co_quan_cap_chung_nhan")
        _offer(tab, field, f"B{row}", offices if is_office else _listed(record, field))
    for column, width in zip("ABC", (28, 62, 54), strict=True):
        tab.column_dimensions[column].width = width
    tab.freeze_panes = f"B{_HEADINGS_AT + 1}"
    print_on_a4(tab, "portrait", _HEADINGS_AT)


def _box(cell: Cell, text: str, *, fill: PatternFill | None = None, bold: bool = False) -> None:
    if text:
        put_text(cell, text)
    cell.font, cell.border = Font("Calibri", bold=bold), GRID
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    if fill:
        cell.fill = fill


def _table(tab: Worksheet, title: str, record: type) -> None:
    """Lay out headings along a row, with one example below that begins with the mark readers skip."""
    _head(tab, title, _EXAMPLE_HOW)
    number = Field("stt", "STT", "number", note="số thứ tự, chỉ để dễ nhìn")
    fields = [number, *(field for field in _fields(record) if field.key != "stt")]
    for column, field in enumerate(fields, start=1):
        _column(tab, column, record, field, EXAMPLE_MARK if column == 1 else example_of(record, field))
    tab.row_dimensions[_HEADINGS_AT].height = tab.row_dimensions[_HEADINGS_AT + 1].height = 32
    tab.freeze_panes = f"C{_HEADINGS_AT + 1}"
    tab.print_title_cols = "A:B"
    print_on_a4(tab, "landscape", _HEADINGS_AT, pages=1 + (record is Person))


def _column(tab: Worksheet, column: int, record: type, field: Field, example: str) -> None:
    name = letters(column)
    _heading(tab[f"{name}{_HEADINGS_AT}"], record, field)
    _box(tab[f"{name}{_HEADINGS_AT + 1}"], example)
    tab[f"{name}{_HEADINGS_AT + 1}"].font = _GREY
    for row in range(_HEADINGS_AT + 2, _HEADINGS_AT + 2 + _RULED_ROWS):
        _box(tab[f"{name}{row}"], "")
        tab[f"{name}{row}"].number_format = _format(field)
    tab.column_dimensions[name].number_format = _format(field)
    tab.column_dimensions[name].width = _width(record, field)
    if field.key != "stt":
        cells = f"{name}{_HEADINGS_AT + 1}:{name}{_LAST_ROW}"
        _offer(tab, field, cells, _listed(record, field), _note(record, field, "\n"))


def _head(tab: Worksheet, title: str, how: str) -> None:
    put_text(tab["A1"], title, font=Font("Calibri", bold=True, size=14))
    put_text(tab["A2"], how, font=_GREY)


def _heading(cell: Cell, record: type, field: Field) -> None:
    must = _must(record, field)
    _box(cell, f"{field.heading} *" if must else field.heading, fill=_REQUIRED if must else _OPTIONAL, bold=True)


def _must(record: type, field: Field) -> bool:
    """Whether leaving the heading's cell blank is a mistake."""
    return field.required or (record, field.key) == (Person, "don_vi")


def _note(record: type, field: Field, between: str) -> str:
    """Return how a field is filled in."""
    note = f"{field.note[:1].upper()}{field.note[1:]}." if field.note else ""
    choices = choices_of(record, field)
    known = example_of(record, field)
    shown = f"Chọn: {', '.join(choices)}." if choices else f"Ví dụ: {known}" if known else ""
    must = "Phải ghi." if _must(record, field) else ""
    return between.join(line for line in (must, note, _TYPED_AS.get(field.kind, ""), shown) if line)


def _listed(record: type, field: Field) -> str:
    choices = choices_of(record, field)
    return f'"{",".join(choices)}"' if choices else ""


def _offer(tab: Worksheet, field: Field, cells: str, listed: str, note: str = "") -> None:
    """Offer a list of choices, and show a note while the cell is chosen; only true choices refuse other words."""
    if not listed and not note:
        return
    rule = DataValidation(type="list" if listed else None, formula1=listed or None, allow_blank=True)
    rule.showErrorMessage = field.kind == "choice"
    rule.errorTitle, rule.error = "Chọn trong danh sách", f"Chọn một trong: {', '.join(field.choices)}."
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
