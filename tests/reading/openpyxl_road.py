"""The referee: a workbook's sheets the way openpyxl's own load_workbook gives them."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText

from flows.spreadsheets.legacy_fonts import encoding_of, to_unicode, told_by_column
from flows.spreadsheets.limits import Package
from flows.spreadsheets.sheet import Cell, Merge, Sheet
from flows.spreadsheets.xlsx import read_package


def by_openpyxl(path: Path) -> list[Sheet]:
    """Read every sheet twice: for the values, and for the formulas that have none."""
    content = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    return [_sheet(path.name, *tabs) for tabs in zip(values.worksheets, formulas.worksheets, strict=True)]


def _sheet(file, tab, formulas) -> Sheet:
    cells = {(cell.row, cell.column): cell for row in tab.iter_rows() for cell in row}
    read = {place: _cell(place, cell, formulas.cell(*place).data_type) for place, cell in cells.items()}
    hidden_columns = (look for look in tab.column_dimensions.values() if look.hidden)
    return Sheet(
        file,
        tab.title,
        told_by_column({place: cell for place, cell in read.items() if cell is not None}),
        tuple(Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in tab.merged_cells.ranges),
        frozenset(row for row, look in tab.row_dimensions.items() if look.hidden),
        frozenset(column for look in hidden_columns for column in range(look.min, look.max + 1)),
        tab.sheet_state != "visible",
    )


def _cell(place, cell, data_type) -> Cell | None:
    if cell.value is not None:
        return Cell(*place, _value(cell), bool(cell.font.strike))
    return Cell(*place, uncached=True) if data_type == "f" else None


def _value(cell):
    font = cell.font.name or ""
    if isinstance(cell.value, CellRichText):
        return "".join(_run(run, font) for run in cell.value)
    # A font that promises nothing leaves the text to its column.
    return to_unicode(cell.value, font) if isinstance(cell.value, str) and encoding_of(font) else cell.value


def _run(run, cell_font: str) -> str:
    return to_unicode(str(run), getattr(getattr(run, "font", None), "rFont", None) or cell_font)


def by_us(path: Path) -> list[Sheet]:
    """Read every sheet as the program does, hidden ones too."""
    with zipfile.ZipFile(path) as archive:
        package = Package(archive)
        sheets, problems = read_package(path.name, package)
    assert not problems
    return [replace(sheet, cells=told_by_column(sheet.cells)) for sheet in sheets]


def plainly(sheets: list[Sheet]) -> list[object]:
    """Return all that a sheet says, in a form whose difference pytest can show: 1 is not True, 1.0 not 1."""
    return [
        (
            sheet.file, sheet.name, sheet.is_hidden, sorted(sheet.hidden_rows), sorted(sheet.hidden_columns),
            sorted(set(sheet.merges), key=repr),
            {Cell(*place).address: (repr(cell.value), cell.struck, cell.uncached) for place, cell in sorted(sheet.cells.items())},
        )
        for sheet in sheets
    ]  # fmt: skip
