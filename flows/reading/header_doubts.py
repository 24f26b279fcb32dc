"""Judge a header: columns that are private, hidden, twice there, mistyped or without a heading, as warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.model.person import Person
from flows.problems import Problem
from flows.reading.cells import Cell, letters
from flows.reading.header_columns import Column, is_column_number
from flows.reading.headings import is_private, nearest
from flows.reading.table import Header
from flows.vietnamese.text import bare, heading_key

FEWEST_VALUES = 2
SPLIT = "Nếu họ tên chia hai cột: gộp ô tiêu đề «Họ và tên» qua cả hai cột, hoặc ghi «Họ đệm» và «Tên»."
_FOR_PAPER = re.compile(r"(?:stt|tt|so tt|so thu tu|ky|chu ky|ghi chu|gc)(?![a-z])")
"""Columns that are filled by hand on the printed sheet, or number its rows."""
_MANY = frozenset({"co_mat", "ho_dem", "gioi_tinh", "ngay_sinh", "stt", "ghi_chu"})


def doubts_of(header: Header) -> list[Problem]:
    """Return a warning for each column whose values are not read though somebody filled them in."""
    doubts = [_doubt(header, column) for column in header.columns]
    return [doubt for doubt in doubts if doubt] + [*_nameless(header), *_no_given_names(header)]


def _doubt(header: Header, column: Column) -> Problem | None:
    if column.field is None:
        return _sensitive(header, column) if _is_private(header, column) else _mistyped(header, column)
    if column.index in header.sheet.hidden_columns:
        return _hidden(header, column) if _is_filled(header, column.index) else None
    first = header.column(column.field.key)
    if first and first != column and column.field.key not in _MANY and _is_filled(header, column.index):
        at = Cell(header.bottom, first.index).address
        message = f"Đã có cột «{first.heading}» ({at}) cùng nghĩa; cột này không được đọc."
        return _at(header, column.index, column.heading, message, "Gộp hai cột thành một, hoặc đổi tiêu đề.")
    return None


def unread_columns(headers: Sequence[Header]) -> list[Problem]:
    """Return one warning that lists the filled columns of a roster's tables that no field reads."""
    unread = [(header, column) for header in headers for column in header.columns if _is_unread(header, column)]
    if not unread:
        return []
    named = list(dict.fromkeys(f"«{column.heading}»" for _, column in unread))
    message = f"Không đọc {len(named)} cột vì không biết tiêu đề: {', '.join(named)}."
    header, column = unread[0]
    fix = "Nếu cần dùng: đặt tiêu đề như trong tệp mẫu (vanthu new); nếu không, để nguyên."
    return [_at(header, column.index, column.heading, message, fix)]


def _is_unread(header: Header, column: Column) -> bool:
    """Whether nothing else is said of a filled column with a heading of its own."""
    unknown = column.field is None and bool(column.leaf) and column.index not in header.sheet.hidden_columns
    if not unknown or _FOR_PAPER.match(bare(column.leaf)) or is_column_number(column.leaf):
        return False
    return not _is_private(header, column) and _is_filled(header, column.index) and _mistyped(header, column) is None


def _is_private(header: Header, column: Column) -> bool:
    return header.record is Person and is_private(column.leaf)


def _sensitive(header: Header, column: Column) -> Problem:
    if heading_key(column.leaf) == "dt":
        message = "Cột này có thể là dữ liệu cá nhân nhạy cảm, không được đọc."
        return _at(header, column.index, column.heading, message, "Nếu là điện thoại, ghi tiêu đề «Điện thoại».")
    message = "Cột này là dữ liệu cá nhân nhạy cảm, không được đọc."
    return _at(header, column.index, column.heading, message, "Nên xóa cột khỏi tệp nếu công việc không cần.")


def _mistyped(header: Header, column: Column) -> Problem | None:
    close = nearest(header.record, column.leaf)
    if close is None or close.key in header.keys or not _is_filled(header, column.index):
        return None
    message = f"Không hiểu tiêu đề «{column.leaf}»; ý bạn là «{close.heading}»?"
    return _at(header, column.index, column.heading, message, f"Sửa tiêu đề thành «{close.heading}».")


def _hidden(header: Header, column: Column) -> Problem:
    return _at(header, column.index, column.heading, "Cột đang ẩn, không được đọc.", "Bỏ ẩn cột nếu cần dùng.")


def _no_given_names(header: Header) -> Iterator[Problem]:
    """Yield the error for a roster of family names only."""
    family = header.columns_of("ho_dem")
    if header.record is Person and family and not header.column("ho_ten"):
        message = f"Có cột «{family[-1].heading}» mà không có cột «Tên»."
        yield replace(_at(header, family[-1].index, family[-1].heading, message, SPLIT), severity="error")


def _nameless(header: Header) -> Iterator[Problem]:
    """Yield columns with values and no heading, between or beside those that have one."""
    headed = {column.index for column in header.columns}
    names = (*header.columns_of("ho_dem"), *header.columns_of("ho_ten")) if header.record is Person else ()
    rows = list(header.body())
    seen = (
        {cell.column for row in rows[:200] for cell in header.sheet.filled(row)} - headed - header.sheet.hidden_columns
    )
    for index in sorted(seen):
        if min(headed) <= index <= max(headed) + 1 and _is_filled(header, index):
            message = f"Cột {letters(index)} có dữ liệu nhưng không có tiêu đề, nên không đọc."
            doubt = _at(header, index, "", message, "Ghi tiêu đề cho cột, hoặc xóa cột.")
            yield replace(doubt, severity="error", fix=SPLIT) if index - 1 in {name.index for name in names} else doubt


def _is_filled(header: Header, index: int) -> bool:
    """Whether a column holds values in rows that look like records, not only a line of the foot or a stray remark."""
    filled = 0
    for row in header.body():
        own = header.sheet.filled(row)
        filled += len(own) > FEWEST_VALUES and any(cell.column == index for cell in own)
        if filled >= FEWEST_VALUES:
            return True
    return filled > 0 and sum(1 for _ in header.body()) <= FEWEST_VALUES


def _at(header: Header, index: int, heading: str, message: str, fix: str) -> Problem:
    where = header.sheet.where.at(cell=Cell(header.bottom, index).address, heading=heading)
    return Problem(where, message, fix, "warning")
