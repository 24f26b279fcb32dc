"""Read .xls of Excel 97-2003 (MS-XLS, BIFF8): the bytes of its stream in, sheets with fonts and hidden rows out.

python-calamine reads them too, but without fonts, hidden rows and errors, and a damaged file can end the whole process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from flows.reading.cells import Cell, Merge, Sheet, Value
from flows.reading.excel_97_records import Segments, Text, records
from flows.reading.excel_numbers import DAYS_BUILT_IN, EPOCH_1900, EPOCH_1904, moment, shows_day
from flows.reading.grids import MAX_CELLS, TooManyCellsError, bounded, told_by_column
from flows.reading.legacy_fonts import to_unicode

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


class LockedError(ValueError):
    """The workbook is encrypted."""


class OldError(ValueError):
    """The workbook is of Excel 95 or before."""


class _Font(NamedTuple):
    name: str
    struck: bool


@dataclass
class _Globals:
    """What all sheets share."""

    fonts: list[_Font] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(DAYS_BUILT_IN))
    looks: list[tuple[int, int]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    tabs: list[tuple[int, str, bool]] = field(default_factory=list)
    epoch: datetime = EPOCH_1900

    def font(self, number: int) -> _Font:
        """Return a font; the fourth number is never used (MS-XLS 2.5.129)."""
        place = number - (number > 4)
        return self.fonts[place] if place < len(self.fonts) else _Font("", struck=False)


def read_stream(file: str, stream: bytes) -> Iterator[Sheet]:
    """Yield the worksheets of a workbook stream; ValueError, struct.error or IndexError when it is damaged."""
    if len(stream) < 8 or struct.unpack_from("<HHH", stream)[::2] != (0x809, 0x600):
        raise OldError("no BIFF8")
    book = _globals(stream)
    for place, name, hidden in book.tabs:
        yield replace(_Tab(book).read(file, name, stream, place), is_hidden=hidden)


def _globals(stream: bytes) -> _Globals:
    book = _Globals()
    for kind, parts in records(stream, 0):
        part = Segments(parts)
        match kind:
            case 0x2F:
                raise LockedError("FILEPASS")
            case 0x22:
                book.epoch = EPOCH_1904 if part.number("H") else EPOCH_1900
            case 0x31:
                flags = struct.unpack_from("<H", part.take(14), 2)[0]
                book.fonts.append(_Font(_short_string(part), struck=bool(flags & 8)))
            case 0x41E:
                number = part.number("H")
                book.formats[number] = part.string().text
            case 0xE0:
                book.looks.append((part.number("H"), part.number("H")))
            case 0x85:
                _add_tab(book, part)
            case 0xFC:
                part.number("I")
                book.texts = [part.string() for _ in range(part.number("I"))]
    return book


def _short_string(part: Segments) -> str:
    count, flags = part.number("B"), part.number("B")
    return part.letters(count, wide=bool(flags & 1))


def _add_tab(book: _Globals, part: Segments) -> None:
    place, hidden, kind = part.number("I"), part.number("B"), part.number("B")
    if kind == 0:
        book.tabs.append((place, _short_string(part), bool(hidden & 3)))


class _Tab:
    """One worksheet as it is read, record by record."""

    def __init__(self, book: _Globals) -> None:
        self._book = book
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Merge] = []
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._awaited: tuple[int, int, int] | None = None

    def read(self, file: str, name: str, stream: bytes, place: int) -> Sheet:
        """Return the sheet that begins at a place in the stream."""
        for kind, parts in records(stream, place):
            self._take(kind, parts)
            if len(self._cells) > MAX_CELLS:
                raise TooManyCellsError(name)
        rows, columns = frozenset(self._rows), frozenset(self._columns)
        return Sheet(file, name, told_by_column(self._cells), bounded(self._merges), rows, columns)

    def _take(self, kind: int, parts: list[bytes]) -> None:  # noqa: C901 one line for each of the format's records
        data = parts[0]
        match kind:
            case 0x208 if struct.unpack_from("<H", data, 12)[0] & 0x20:
                self._rows.add(struct.unpack_from("<H", data)[0] + 1)
            case 0x7D if struct.unpack_from("<H", data, 8)[0] & 1:
                first, last = struct.unpack_from("<HH", data)
                self._columns.update(range(first + 1, min(last, 255) + 2))
            case 0xE5:
                self._merges += [Merge(a + 1, c + 1, b + 1, d + 1) for a, b, c, d in struct.iter_unpack(
                    "<4H", data[2 : 2 + (len(data) - 2) // 8 * 8])]  # fmt: skip
            case 0xFD:
                row, column, look, text = struct.unpack_from("<HHHI", data)
                self._add_text(row, column, look, self._book.texts[text])
            case 0x203:
                self._add_number(*struct.unpack_from("<HHHd", data))
            case 0x27E:
                row, column, look, packed = struct.unpack_from("<HHHI", data)
                self._add_number(row, column, look, _unpacked(packed))
            case 0xBD:
                row, column = struct.unpack_from("<HH", data)
                for offset, (look, packed) in enumerate(
                    struct.iter_unpack("<HI", data[4 : 4 + (len(data) - 6) // 6 * 6])
                ):
                    self._add_number(row, column + offset, look, _unpacked(packed))
            case 0x205:
                self._add_flag(*struct.unpack_from("<HHHBB", data))
            case 0x06:
                self._add_result(*struct.unpack_from("<HHH8s", data))
            case 0x207 if self._awaited:
                self._add_text(*self._awaited, Segments(parts).string())
                self._awaited = None
            case 0x204 | 0xD6:
                part = Segments(parts)
                self._add_text(part.number("H"), part.number("H"), part.number("H"), part.string())

    def _add(self, row: int, column: int, look: int, value: Value) -> None:
        self._cells[row + 1, column + 1] = Cell(row + 1, column + 1, value, self._font(look).struck)

    def _font(self, look: int) -> _Font:
        return self._book.font(self._book.looks[look][0] if look < len(self._book.looks) else 0)

    def _add_text(self, row: int, column: int, look: int, text: Text) -> None:
        value = "".join(_told(self._book, text, self._font(look)))
        if value:
            self._add(row, column, look, value)

    def _add_number(self, row: int, column: int, look: int, number: float) -> None:
        code = self._book.formats.get(self._book.looks[look][1], "") if look < len(self._book.looks) else ""
        self._add(row, column, look, _value(number, code, self._book.epoch))

    def _add_flag(self, row: int, column: int, look: int, value: int, is_error: int) -> None:
        self._add(row, column, look, _ERRORS.get(value, "#N/A") if is_error else bool(value))

    def _add_result(self, row: int, column: int, look: int, result: bytes) -> None:
        """Take what a formula came to (MS-XLS 2.5.133 FormulaValue); a text follows in a record of its own."""
        if result[6:] != b"\xff\xff":
            self._add_number(row, column, look, struct.unpack("<d", result)[0])
        elif result[0] == 0:
            self._awaited = (row, column, look)
            self._cells[row + 1, column + 1] = Cell(row + 1, column + 1, uncached=True)
        elif result[0] in (1, 2):
            self._add_flag(row, column, look, result[2], result[0] - 1)


def _told(book: _Globals, text: Text, font: _Font) -> Iterator[str]:
    """Yield the runs of a text in Unicode."""
    begins = [(0, font.name), *((place, book.font(number).name) for place, number in text.runs)]
    ends = [place for place, _ in begins[1:]] + [len(text.text)]
    for (place, name), end in zip(begins, ends, strict=True):
        yield to_unicode(text.text[place:end], name)


def _unpacked(packed: int) -> float:
    """Return the number of an RK value (MS-XLS 2.5.217)."""
    if packed & 2:
        number = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number


def _value(number: float, code: str, epoch: datetime) -> Value:
    """Return the number, or the day and hour that its format shows, as openpyxl would read it."""
    if code and shows_day(code):
        try:
            return moment(number, epoch)
        except (ValueError, OverflowError):
            return number
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
