"""Save workbooks of our own making, and the register's books among them, ready to print.

Text stays text, and the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from flows.spreadsheets.sheet import letters

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST = 32_000
_THIN = Side(style="thin", color="FFBFBFBF")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
# What XML 1.0 has no place for, and lone surrogates, which no encoding has.
_SPOILING = re.compile("[\\000-\\010\\013\\014\\016-\\037\ud800-\udfff\ufffe\uffff]")
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def saved(book: Workbook) -> bytes:
    """Return the workbook as .xlsx; neither the clock nor the machine leaves a trace in it."""
    stream = io.BytesIO()
    book.save(stream)
    fixed = io.BytesIO()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>2024-01-01T00:00:00Z\g<2>", data)
            part = zipfile.ZipInfo(name, _ZIP_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(part, data)
    return fixed.getvalue()


def put_text(cell: Any, text: str, **looks: object) -> None:  # noqa: ANN401 the corner of a merge too
    """Write text as text: whatever it begins with, it never becomes a formula, a number or an error value.

    `looks` are the cell's font, border and so on, as openpyxl calls them.
    """
    for name, look in looks.items():
        setattr(cell, name, look)
    cell.value = harmless(text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "'", "\t", "\r")):
        cell.quotePrefix = True


def harmless(text: str) -> str:
    """Return the text without the signs that a workbook cannot hold, no longer than a cell."""
    return _SPOILING.sub("", text)[:_LONGEST]


def print_on_a4(
    tab: Worksheet, orientation: Literal["portrait", "landscape"], headings_at: int, pages: int = 1
) -> None:
    """Let a sheet be printed on A4, so many pages wide, with its row of headings on each."""
    tab.page_setup.orientation, tab.page_setup.paperSize = orientation, 9
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = pages, 0
    tab.print_title_rows = f"{headings_at}:{headings_at}"


FONT = "Times New Roman"
WIDEST, NARROWEST = 42, 7
PAGE = 150
"""Signs that a line of a lying A4 page holds at a size that is read with ease."""
LINE = 15.5
SheetRows = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""A book: its title, its headings, its rows."""

_EDGE = Side(style="thin")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def book_workbook(books: Iterable[SheetRows]) -> bytes:
    """Return a workbook with a sheet per book: A4 landscape, headings on every page, page numbers, a closing line."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, headings, rows in books:
        sheet = workbook.create_sheet(title.capitalize()[:31])
        _fill(sheet, title, headings, rows)
        _set_page(sheet, len(headings), len(rows))
    return saved(workbook)


def _fill(sheet: Worksheet, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    _line(sheet, 1, title, len(headings), Font(name=FONT, size=14, bold=True))
    for column, (heading, width) in enumerate(zip(headings, _widths(headings, rows), strict=True), 1):
        _box(sheet, 3, column, heading, bold=True)
        sheet.column_dimensions[letters(column)].width = width
    for place, row in enumerate(rows, 4):
        for column, text in enumerate(row, 1):
            _box(sheet, place, column, text)
        sheet.row_dimensions[place].height = _height(sheet, row)
    sheet.row_dimensions[3].height = max(2 * LINE, _height(sheet, headings))
    _line(sheet, len(rows) + 5, f"Sổ này có {len(rows)} dòng.", len(headings), Font(name=FONT, size=12, italic=True))


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns' widths in signs: the wide ones wrap, so that a page need not print them too small to read."""
    least = [max(len(heading) // 2 + 2, NARROWEST) for heading in headings]
    longest = [max([width, *(len(row[place]) + 2 for row in rows)]) for place, width in enumerate(least)]
    caps = (cap for cap in range(WIDEST, NARROWEST, -1) if sum(min(each, cap) for each in longest) <= PAGE)
    cap = next(caps, NARROWEST)
    widths = [min(each, cap) for each in longest]
    # A short book fills the page too: its widest column is the one with the most to say.
    widths[widths.index(max(widths))] += max(0, PAGE - sum(widths))
    return widths


def _height(sheet: Worksheet, texts: Sequence[str]) -> float:
    """Return a row's height in points: LibreOffice and Excel do not grow rows that a program wrote."""
    widths = [sheet.column_dimensions[letters(column)].width for column in range(1, len(texts) + 1)]
    return LINE * max([1, *(ceil(len(text) * 1.15 / width) for text, width in zip(texts, widths, strict=True))])


def _line(sheet: Worksheet, row: int, text: str, width: int, font: Font) -> None:
    put_text(sheet.cell(row, 1), text, font=font, alignment=Alignment(horizontal="center"))
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _box(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    placed = Alignment(wrap_text=True, vertical="center", horizontal="center" if bold else None)
    font = Font(name=FONT, size=11, bold=bold)
    put_text(sheet.cell(row, column), text, font=font, border=_BOX, alignment=placed)


def _set_page(sheet: Worksheet, width: int, rows: int) -> None:
    print_on_a4(sheet, "landscape", 3)
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"A1:{letters(width)}{rows + 5}"
    sheet.freeze_panes = "A4"
    sheet.oddFooter.center.text = "Trang &P/&N"  # type: ignore[union-attr]  # a new sheet has it
