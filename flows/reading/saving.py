"""Save workbooks of our own making: an openpyxl workbook in, the same bytes for the same content out."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from flows.reading.harmless_text import harmless

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
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
