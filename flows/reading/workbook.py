"""Read any workbook: a path in; sheets of cells and problems out, whatever format the file is in."""

from __future__ import annotations

from pathlib import Path

from flows.pausing import collector_paused
from flows.problems import Mistake, Problem, Where
from flows.reading import excel_book, other_formats
from flows.reading.cells import Sheet
from flows.reading.office_package import MAX_UNPACKED, Package

__all__ = ["EXCEL", "MAX_UNPACKED", "SUFFIXES", "Sheets", "read_workbook"]

EXCEL = (".xlsx", ".xlsm")
SUFFIXES = (*EXCEL, *other_formats.SUFFIXES)

Sheets = tuple[tuple[Sheet, ...], tuple[Problem, ...]]

NO_SHEET = Mistake(
    "Tệp không có trang tính nào.", "Mở tệp bằng Excel xem còn dữ liệu không, lưu lại rồi chép lại vào chỗ cũ."
)


@collector_paused()
def read_workbook(path: Path) -> Sheets:
    """Return the visible sheets of a workbook, and a problem instead when it cannot be read."""
    fault = other_formats.fault_of(path)
    if fault:
        return (), (fault.at(Where(path.name)),)
    sheets, problems = _read_excel(path) if other_formats.kind_of(path) == "excel" else other_formats.read_other(path)
    found = _without_hidden((sheets, problems))
    return found if any(found) else ((), (NO_SHEET.at(Where(path.name)),))


def _without_hidden(read: Sheets) -> Sheets:
    """Return the visible sheets, and a warning for each hidden one that holds anything."""
    sheets, problems = read
    hidden = [_hidden(sheet) for sheet in sheets if sheet.is_hidden and sheet.rows]
    return tuple(sheet for sheet in sheets if not sheet.is_hidden), (*problems, *hidden)


def _hidden(sheet: Sheet) -> Problem:
    message = f"Trang «{sheet.name}» đang ẩn, không được đọc."
    return Problem(sheet.where, message, "Bỏ ẩn trang nếu cần dùng; xóa hẳn nếu không.", "warning")


def _read_excel(path: Path) -> Sheets:
    try:
        with Package(path) as package:
            return excel_book.read_package(path.name, package)
    except Exception as failure:  # noqa: BLE001 hostile bytes fail wherever a parser happens on them
        return (), (other_formats.mistake_of(failure).at(Where(path.name)),)
