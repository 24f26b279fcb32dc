"""Warn of filled cells that are not read: of an unknown, doubled, hidden or private heading, or of an example row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from flows.model.person import Person
from flows.problems import Problem
from flows.reading.cell_values import as_text
from flows.reading.header_columns import Column
from flows.reading.headings import heading_text, is_column_number, is_of_relative, is_private, nearest
from flows.reading.roster_rows import is_example, is_footer, is_total
from flows.reading.table import ANCHORS, Header
from flows.spreadsheets.blank_workbook import EXAMPLE_MARK, example_of
from flows.spreadsheets.sheet import Cell, letters
from flows.vietnamese.text import fold, heading_key

IF_NEEDED = "Nếu cần dùng: đặt tiêu đề như trong tệp mẫu (vanthu new); nếu không, để nguyên."
FEWEST_VALUES = 2
SPLIT = "Nếu họ tên chia hai cột: gộp ô tiêu đề «Họ và tên» qua cả hai cột, hoặc ghi «Họ đệm» và «Tên»."
_FOR_PAPER = re.compile(
    r"(?:stt|tt|số tt|số thứ tự|so tt|no|thứ)$|(?:chữ |chu )?k[ýy](?: tên| ten| nhận| nhan)?$|(?:ghi ch[úu]|gc)\b"
)
"""Columns that are filled by hand on the printed sheet, number its rows, or only say the weekday."""
_MANY = frozenset({"co_mat", "ho_dem", "gioi_tinh", "ngay_sinh", "stt", "ghi_chu"})


def doubts_of(header: Header) -> list[Problem]:
    """Return a warning for each column whose values are not read though somebody filled them in."""
    doubts = [_doubt(header, column) for column in header.columns]
    return [doubt for doubt in doubts if doubt] + [*_nameless(header), *_no_given_names(header)]


def _doubt(header: Header, column: Column) -> Problem | None:
    if column.field is None:
        return _sensitive(header, column) if _is_private(header, column) else _mistyped(header, column)
    if column.index in header.sheet.hidden_columns:
        told = _at(header, column, "Cột đang ẩn, không được đọc.", "Bỏ ẩn cột nếu cần dùng.")
        return told if _is_filled(header, column.index) else None
    first = header.column(column.key)
    if column.value or (first and first.value) or column in header.more_posts:
        return None  # Đạt | Không đạt, Chính quyền | Đoàn thể: several columns of one field
    if first and first != column and column.key not in _MANY and _is_filled(header, column.index):
        at = Cell(header.bottom, first.index).address
        message = f"Đã có cột «{first.heading}» ({at}) cùng nghĩa; cột này không được đọc."
        return _at(header, column, message, "Gộp hai cột thành một, hoặc đổi tiêu đề.")
    return None


def unread_columns(headers: Sequence[Header]) -> list[Problem]:
    """Return one warning that lists the filled columns that no field reads, and one for those about relatives."""
    unread = [(header, column) for header in headers for column in header.columns if _is_unread(header, column)]
    of_others = [one for one in unread if is_of_relative(one[1].heading)]
    unknown = [one for one in unread if one not in of_others]
    family = "là của gia đình, người thân"
    found: list[Problem] = []
    for columns, why, fix in ((unknown, "không biết tiêu đề", IF_NEEDED), (of_others, family, "Cứ để nguyên.")):
        named = dict.fromkeys(f"«{column.heading}»" for _, column in columns)
        message = f"Không đọc {len(named)} cột vì {why}: {', '.join(named)}."
        found += [_at(header, column, message, fix) for header, column in columns[:1]]
    return found


def hidden_rows(header: Header, rows: Sequence[int], fix: str) -> list[Problem]:
    """Return one warning for all the rows that are hidden, at the first of them."""
    message = f"{len(rows)} dòng đang ẩn, không được đọc."
    return [Problem(header.sheet.where.at(cell=f"A{row}"), message, fix, "warning") for row in rows[:1]]


def nothing_read(header: Header, what: str) -> list[Problem]:
    """Return the warning for a table of which nothing was read though words stand below its header."""
    rows = (header.sheet.filled(row) for row in header.body)
    texts = (cell for own in rows if not any(map(is_example, own)) for cell in own if isinstance(cell.value, str))
    words = (cell for cell in texts if any(map(str.isalpha, heading_text(cell.value))))
    if (first := next(words, None)) is None:
        return []
    message = f"Không thấy {what} nào dưới dòng tiêu đề, dù ở đó có chữ."
    fix = "Ghi mỗi ô đúng dưới tiêu đề của nó; trang không dùng thì xóa."
    return [Problem(header.sheet.where.at(cell=first.address), message, fix, "warning")]


def _is_unread(header: Header, column: Column) -> bool:
    """Whether nothing else is said of a filled column with a heading of its own."""
    unknown = column.field is None and bool(column.leaf) and column.index not in header.sheet.hidden_columns
    if not unknown or _FOR_PAPER.match(heading_key(column.leaf)) or is_column_number(column.leaf):
        return False
    return not _is_private(header, column) and _is_filled(header, column.index) and _mistyped(header, column) is None


def _is_private(header: Header, column: Column) -> bool:
    return header.record is Person and is_private(column.leaf)


def _sensitive(header: Header, column: Column) -> Problem:
    if heading_key(column.leaf) == "dt":
        message = "Cột này có thể là dữ liệu cá nhân nhạy cảm, không được đọc."
        return _at(header, column, message, "Nếu là điện thoại, ghi tiêu đề «Điện thoại».")
    message = "Cột này là dữ liệu cá nhân nhạy cảm, không được đọc."
    return _at(header, column, message, "Nên xóa cột khỏi tệp nếu công việc không cần.")


def _mistyped(header: Header, column: Column) -> Problem | None:
    close, name = nearest(header.record, column.leaf), header.column("ho_ten")
    if close and close.key == "ho_dem" and name and heading_key(name.leaf) != "tên":
        return None  # the name is whole: a second half would be glued to it
    if close is None or close.key in header.keys or not _is_filled(header, column.index):
        return None
    message = f"Không hiểu tiêu đề «{column.leaf}»; ý bạn là «{close.heading}»?"
    return _at(header, column, message, f"Sửa tiêu đề thành «{close.heading}».")


def _no_given_names(header: Header) -> Iterator[Problem]:
    """Yield the error for a roster of family names only."""
    family = header.columns_of("ho_dem")
    if family and not header.column("ho_ten"):
        message = f"Có cột «{family[-1].heading}» mà không có cột «Tên»."
        yield replace(_at(header, family[-1], message, SPLIT), severity="error")


def _nameless(header: Header) -> Iterator[Problem]:
    """Yield columns with values and no heading, between or beside those that have one."""
    headed, hidden = {column.index for column in header.columns}, header.sheet.hidden_columns
    named = {name.index for key in ("ho_dem", "ho_ten") for name in header.columns_of(key)}
    seen = {cell.column for row in header.body[:200] for cell in header.sheet.filled(row)}
    for index in sorted(seen - headed - hidden):
        fewest = FEWEST_VALUES if index - 1 in named else 1
        if min(headed) <= index <= max(headed) + 1 and _is_filled(header, index, fewest):
            message = f"Cột {letters(index)} có dữ liệu nhưng không có tiêu đề, nên không đọc."
            doubt = _at(header, Column(index, "", "", None), message, "Ghi tiêu đề cho cột, hoặc xóa cột.")
            yield replace(doubt, severity="error", fix=SPLIT) if index - 1 in named else doubt


def _is_filled(header: Header, index: int, fewest: int = 1) -> bool:
    """Whether a column holds values in rows that look like records, not only a line of the foot or a stray remark."""
    filled = 0
    for row in header.body:
        own = header.sheet.filled(row)
        filled += any(cell.column == index for cell in own) and _is_record(header, row, own)
        if filled >= fewest:
            return True
    return False


def _is_record(header: Header, row: int, own: Sequence[Cell]) -> bool:
    if header.record is not Person:
        return len(own) > FEWEST_VALUES
    texts = [heading_text(cell.value) for cell in own]
    name = header.sheet.cell(row, header.name_index)
    return len(own) > 1 and not name.is_empty and not any(is_total(text) or is_footer(text) for text in texts)


def _at(header: Header, column: Column, message: str, fix: str) -> Problem:
    where = header.sheet.where.at(cell=Cell(header.bottom, column.index).address, heading=column.heading)
    return Problem(where, message, fix, "warning")


_NEAR_HEADER = 50
"""Rows: examples stand right below the header."""
_OF_AN_EXAMPLE = ("mẫu", "ví dụ")


def kept_marks(header: Header) -> list[Problem]:
    """Return a warning for each row that still bears the mark of the example though somebody typed over it."""
    near = takewhile(lambda row: row <= header.bottom + _NEAR_HEADER, header.body)
    rows = (row for row in near if row not in header.sheet.hidden_rows)
    marks = [next(filter(is_example, header.sheet.filled(row))) for row in rows if _is_typed_over(header, row)]
    message = f"Dòng này còn chữ «{EXAMPLE_MARK}» nên không được đọc, dù đã ghi nội dung khác với dòng ví dụ."
    fix = f"Xóa chữ «{EXAMPLE_MARK}» (ghi số thứ tự vào đó); nếu chỉ là ví dụ thì xóa cả dòng."
    return [Problem(header.sheet.where.at(cell=cell.address), message, fix, "warning") for cell in marks]


def _is_typed_over(header: Header, row: int) -> bool:
    own = header.sheet.filled(row)
    if not any(map(is_example, own[:2])):
        return False
    for column in header.columns:
        if column.field and column.key in ANCHORS[header.record]:
            text = fold(as_text(header.sheet.cell(row, column.index).value))
            known = fold(example_of(header.record, column.field))
            if text and text != known and not any(word in text for word in _OF_AN_EXAMPLE):
                return True
    return False
