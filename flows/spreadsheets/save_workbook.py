"""Save workbooks of our own making: text stays text, and the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

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


def put_text(cell: Cell, text: str) -> None:
    """Write text as text: whatever it begins with, it never becomes a formula, a number or an error value."""
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
