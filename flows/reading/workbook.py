"""Read .xlsx and .xlsm with openpyxl: a path in, sheets of cells out; other formats go to their own reader."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.exceptions import InvalidFileException

from flows.problems import Problem, Where
from flows.reading import other_formats
from flows.reading.cells import Cell, Merge, Sheet
from flows.reading.grids import MAX_COLUMNS, MAX_ROWS, told_by_column
from flows.reading.legacy_fonts import encoding_of, to_unicode

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EXCEL = (".xlsx", ".xlsm")
SUFFIXES = (*EXCEL, *other_formats.SUFFIXES)
MAX_UNPACKED = 400 * 1024 * 1024

Sheets = tuple[tuple[Sheet, ...], tuple[Problem, ...]]


_DAMAGE = (
    InvalidFileException, zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError
)  # fmt: skip
"""What openpyxl raises on a damaged package, whichever its parser happens on."""


def read_workbook(path: Path) -> Sheets:
    """Return the visible sheets of a workbook, and a problem instead when it cannot be read."""
    fault = other_formats.fault_of(path)
    if fault:
        return (), (fault.at(Where(path.name)),)
    if other_formats.kind_of(path) != "excel":
        return _without_hidden(other_formats.read_other(path))
    return _without_hidden(_read_excel(path))


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
        _refuse_bombs(path)
        book = _load(path, values=True)
        formulas = _load(path, values=False) if _has_formulas(path) else None
    except _DAMAGE:
        return (), (_unreadable(path),)
    sheets = tuple(_sheet(path.name, tab, formulas[tab.title] if formulas else None) for tab in book.worksheets)
    book.close()
    return sheets, ()


def _unreadable(path: Path) -> Problem:
    return Problem(
        Where(path.name),
        "Không đọc được tệp này: tệp hỏng hoặc không phải bảng tính Excel.",
        "Mở tệp bằng Excel, lưu lại thành .xlsx rồi chép lại vào chỗ cũ.",
    )


def _refuse_bombs(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
            raise ValueError("unpacks to more than an office's roster ever holds")


def _load(path: Path, *, values: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings(), path.open("rb") as file:
        # openpyxl warns of parts it drops (drawings, validation); we only read cells. A path must end in .xlsx for it.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(file, data_only=values, rich_text=True)


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return any(
            b"<f>" in data or b"<f " in data
            for name in package.namelist()
            if name.startswith("xl/worksheets/")
            for data in (package.read(name),)
        )


def _sheet(file: str, tab: Worksheet, formulas: Worksheet | None) -> Sheet:
    cells = told_by_column({(cell.row, cell.column): cell for cell in _cells(tab, formulas)})
    merges = tuple(Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in tab.merged_cells.ranges)
    hidden = tab.sheet_state != "visible"
    return Sheet(file, tab.title, cells, merges, _hidden_rows(tab), _hidden_columns(tab), hidden)


def _hidden_rows(tab: Worksheet) -> frozenset[int]:
    return frozenset(row for row, look in tab.row_dimensions.items() if look.hidden)


def _hidden_columns(tab: Worksheet) -> frozenset[int]:
    return frozenset(
        column
        for look in tab.column_dimensions.values()
        if look.hidden
        for column in range(look.min or 0, (look.max or 0) + 1)
    )


def _cells(tab: Worksheet, formulas: Worksheet | None) -> Iterator[Cell]:
    rows, columns = min(tab.max_row, MAX_ROWS), min(tab.max_column, MAX_COLUMNS)
    for row, cells in enumerate(tab.iter_rows(max_row=rows, max_col=columns), 1):
        for column, cell in enumerate(cells, 1):
            if cell.value is not None:
                yield Cell(row, column, _value(cell), bool(cell.font.strike))
            elif formulas is not None and formulas.cell(row, column).data_type == "f":
                yield Cell(row, column, uncached=True)


def _value(cell: Any) -> Any:  # noqa: ANN401 openpyxl's cells hold anything
    if isinstance(cell.value, CellRichText):
        return "".join(_run(run, cell.font.name) for run in cell.value)
    if isinstance(cell.value, str):
        font = cell.font.name or ""
        return to_unicode(cell.value, font) if encoding_of(font) else cell.value
    return cell.value


def _run(run: Any, cell_font: str | None) -> str:  # noqa: ANN401 a run is text or a block
    font = getattr(getattr(run, "font", None), "rFont", None) or cell_font or ""
    return to_unicode(getattr(run, "text", run), font)
