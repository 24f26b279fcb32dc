"""The row that a blank workbook shows how to fill in: a field in, its example out; a table in, marks left there out."""

from __future__ import annotations

from itertools import takewhile

from flows.model.event import AgendaItem, Event
from flows.model.fields import Field
from flows.model.person import Person
from flows.problems import Problem
from flows.reading.columns import as_text
from flows.reading.people import EXAMPLE_MARK, is_example
from flows.reading.table import Header
from flows.vietnamese.text import fold

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
_TELLING = {AgendaItem: ("noi_dung",), Person: ("ho_ten", "ho_dem"), Event: ("ten_su_kien", "ma_su_kien")}
_NEAR = 50
"""Rows: examples stand right below the header."""
_OF_AN_EXAMPLE = ("mẫu", "ví dụ")


def choices_of(record: type, field: Field) -> tuple[str, ...]:
    """Return the words that a column offers."""
    return field.choices or _SUGGESTED.get((record, field.key), ())


def example_of(record: type, field: Field) -> str:
    """Return what stands in the example for a field."""
    return _EXAMPLES.get((record, field.key)) or field.example or next(iter(choices_of(record, field)), "")


def kept_marks(header: Header) -> list[Problem]:
    """Return a warning for each row that still bears the mark of the example though somebody typed over it."""
    near = takewhile(lambda row: row <= header.bottom + _NEAR, header.body())
    rows = (row for row in near if row not in header.sheet.hidden_rows)
    return [_kept(header, row) for row in rows if _is_typed_over(header, row)]


def _is_typed_over(header: Header, row: int) -> bool:
    own = header.sheet.filled(row)
    if not any(map(is_example, own[:2])):
        return False
    for column in header.columns:
        if column.field and column.field.key in _TELLING.get(header.record, ()):
            text = fold(as_text(header.sheet.cell(row, column.index).value))
            known = fold(example_of(header.record, column.field))
            if text and text != known and not any(word in text for word in _OF_AN_EXAMPLE):
                return True
    return False


def _kept(header: Header, row: int) -> Problem:
    cell = next(cell for cell in header.sheet.filled(row) if is_example(cell))
    message = f"Dòng này còn chữ «{EXAMPLE_MARK}» nên không được đọc, dù đã ghi nội dung khác với dòng ví dụ."
    fix = f"Xóa chữ «{EXAMPLE_MARK}» (ghi số thứ tự vào đó); nếu chỉ là ví dụ thì xóa cả dòng."
    return Problem(header.sheet.where.at(cell=cell.address), message, fix, "warning")
