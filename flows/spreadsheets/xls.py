"""Read .xls of Excel 97-2003 (MS-XLS) with xlrd: values, fonts of runs, merges, hidden rows and columns."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import xlrd
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from xlrd.compdoc import CompDoc

from flows.spreadsheets.legacy_fonts import to_unicode
from flows.spreadsheets.limits import MAX_CELLS, TooManyCellsError
from flows.spreadsheets.sheet import Cell, Merge, Sheet, Value, percent

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_BEGINS, _ENDS, _IS_ENCRYPTED, _EXCEL_97 = 0x809, 0x0A, 0x2F, 0x600
_ALWAYS_SHOWN = 0


class LockedError(ValueError):
    """The workbook is encrypted."""


class OldError(ValueError):
    """The workbook is of Excel 95 or before."""


def read_bytes(file: str, content: bytes) -> Iterator[Sheet]:
    """Yield the worksheets, hidden ones too; any of xlrd's many errors when the file is damaged.

    Raises:
        LockedError: it has a password.
        OldError: it is older than Excel 97.
        TooManyCellsError: it holds more than an office ever fills.
    """
    _refuse_what_xlrd_cannot_name(content)
    # xlrd tells its doubts on stdout. One sheet after the other: a hostile file may have many large ones.
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True, on_demand=True,
                              ragged_rows=True)  # fmt: skip
    room = MAX_CELLS
    for number in range(book.nsheets):
        sheet = _sheet(file, book, book.sheet_by_index(number), room)
        room -= len(sheet.cells)
        book.unload_sheet(number)
        yield sheet


def _refuse_what_xlrd_cannot_name(content: bytes) -> None:
    """Tell a password and an old version by the first records: xlrd's errors have no types for them."""
    package = CompDoc(content, logfile=io.StringIO())
    # A workbook saved for both Excel 95 and 97 holds a Book beside its Workbook.
    stream = package.get_named_stream("Workbook") or package.get_named_stream("Book") or b""
    kind, _, version = struct.unpack_from("<HHH", stream)
    if (kind, version) != (_BEGINS, _EXCEL_97):
        raise OldError("no BIFF8")
    place = 0
    while place + 4 <= len(stream) and kind != _ENDS:
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _IS_ENCRYPTED:
            raise LockedError("FILEPASS")
        place += 4 + length


def _sheet(file: str, book: xlrd.Book, tab: xlrd.sheet.Sheet, room: int) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(tab.nrows):
        for column in range(tab.row_len(row)):
            value = _value(book, tab, row, column)
            if value is not None and value != "":
                struck = bool(_font(book, tab, row, column).struck_out)
                cells[row + 1, column + 1] = Cell(row + 1, column + 1, value, struck)
        if len(cells) > room:
            raise TooManyCellsError(tab.name)
    return Sheet(
        file,
        tab.name,
        cells,
        tuple(Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in tab.merged_cells),
        frozenset(row + 1 for row, look in tab.rowinfo_map.items() if look.hidden),
        frozenset(column + 1 for column, look in tab.colinfo_map.items() if look.hidden),
        tab.visibility != _ALWAYS_SHOWN,
    )


def _font(book: xlrd.Book, tab: xlrd.sheet.Sheet, row: int, column: int) -> xlrd.formatting.Font:
    return book.font_list[book.xf_list[tab.cell_xf_index(row, column)].font_index]


def _value(book: xlrd.Book, tab: xlrd.sheet.Sheet, row: int, column: int) -> Value:
    value: Any = tab.cell_value(row, column)
    match tab.cell_type(row, column):
        case xlrd.XL_CELL_TEXT:
            runs = tab.rich_text_runlist_map.get((row, column), ())
            fonts = [(0, _font(book, tab, row, column).name), *((at, book.font_list[font].name) for at, font in runs)]
            ends = pairwise([*fonts, (len(value), "")])
            return "".join(to_unicode(value[begin:end], name) for (begin, name), (end, _) in ends)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            look = book.xf_list[tab.cell_xf_index(row, column)]
            return _number(value, book.format_map[look.format_key].format_str, since_1904=bool(book.datemode))
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return None


def _number(number: float, code: str, *, since_1904: bool) -> Value:
    """Return the number, or the day and hour that its format shows, as openpyxl reads it."""
    if is_date_format(code):
        try:
            epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
            shown: Value = from_excel(number, epoch, timedelta=is_timedelta_format(code))
        except (ValueError, OverflowError):
            return number
        return shown
    if "%" in code:
        return percent(number)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
