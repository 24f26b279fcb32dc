"""Read a sheet written the way Excel, LibreOffice, Google and WPS write it: bytes in, rows of cells out, fast.

Anything else in it (other prefixes, comments, an attribute out of order) is left to the scanner of any XML.
"""

from __future__ import annotations

import io
import re
from typing import IO

from flows.reading.cell import Cell, Value
from flows.reading.excel_cells import Reader
from flows.reading.excel_looks import PLAIN
from flows.reading.excel_pieces import IrregularError, Pieces
from flows.reading.excel_scanner import unmarked
from flows.reading.excel_sheet import SheetFacts, SheetScanner, column_of
from flows.reading.excel_strings import plain_text, scanned_runs
from flows.reading.grid import Grid, Line
from flows.reading.grids import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TooManyCellsError

_TEXT = r"[^<\x00-\x08\x0b-\x1f]"
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]+)"(?: s="(0|[1-9][0-9]*)")?(?: t="([a-zA-Z]+)")?(?:/>|>'
    r"(<f(?:/>| [^<>]*/>|(?: [^<>]*)?>[^<]*</f>))?"
    rf'(?:<v>({_TEXT}+)</v>|(<v/>|<v></v>)|<is><t(?: xml:space="preserve")?>({_TEXT}+)</t></is>|<is>(.*?)</is>)?'
    r"</c>)|(\S)",
    re.DOTALL,
)
_ROW = re.compile(r'\s*<row r="([0-9]{1,7})"([^<>]*?)(/?)>')
_BEGIN = re.compile("<sheetData>")
_HIDDEN = re.compile(' hidden="([^"]*)"')


def read_sheet(file: IO[bytes], reader: Reader, room: int) -> tuple[Grid, SheetFacts]:
    """Return the cells and what is merged and hidden; IrregularError for XML that only a whole parser understands."""
    pieces = Pieces(file, begin=_BEGIN, between="</row>", end="</sheetData>")
    rows = _Rows(reader, min(room, MAX_CELLS))
    for piece in pieces:
        rows.read(piece)
    frame = SheetScanner(reader, 0)
    frame.feed(io.BytesIO(f"{pieces.head}{pieces.tail}".encode()))
    if not frame.has_data or frame.has_rows:
        raise IrregularError
    return Grid(rows.lines), frame.facts(rows.hidden)


class _Rows:
    """The rows read so far."""

    def __init__(self, reader: Reader, room: int) -> None:
        self.lines: dict[int, Line] = {}
        self.hidden: set[int] = set()
        self._reader, self._room, self._last = reader, room, 0

    def read(self, piece: str) -> None:
        """Read a text of whole rows; </row> ends all of them but empty ones."""
        for text in piece.split("</row>"):
            begin = _ROW.match(text)
            while begin:
                self._begin(begin)
                if not begin[3]:
                    break
                text = text[begin.end() :]  # noqa: PLW2901 an empty row stands before
                begin = _ROW.match(text)
            if begin:
                self._fill(begin[1], text[begin.end() :])
            elif text.strip():
                raise IrregularError

    def _begin(self, begin: re.Match[str]) -> None:
        row, more = int(begin[1]), begin[2]
        if row <= self._last or begin[1][0] == "0" or "xmlns" in more or "'" in more:
            raise IrregularError
        self._last = row
        if "hidden" in more and (hidden := _HIDDEN.search(more)) and hidden[1] not in ("0", "f", "false"):
            self.hidden.add(row)

    def _fill(self, digits: str, text: str) -> None:
        row = int(digits)
        line = self._line(row, digits, _CELL.findall(text))
        if line and row <= MAX_ROWS:
            self._room -= len(line)
            if self._room < 0:
                raise TooManyCellsError("cells")
            self.lines[row] = tuple(line)

    def _line(self, row: int, digits: str, found: list[tuple[str, ...]]) -> list[Cell | None]:  # noqa: C901, PLR0912 calls would cost more than all the rest
        """Return the cells of a row at their places: the one loop through which millions of cells go."""
        reader, new, last = self._reader, tuple.__new__, 0
        line: list[Cell | None] = []
        plain, looks = reader.strings.plain, reader.looks
        for letters, own_row, style, kind, formula, text, blank, inline, rich, other in found:
            if other or own_row != digits:
                raise IrregularError
            column = COLUMNS.get(letters) or column_of(letters)
            if column <= last:
                raise IrregularError
            last = column
            look = looks.get(style)
            value: Value
            if text:
                if look is None and kind == "s":
                    value = plain[int(text)]
                elif look is None and not kind and text.isdecimal():
                    value = int(text)
                else:
                    value = reader.value(kind, plain_text(text), look or PLAIN)
            elif inline or rich:
                if kind != "inlineStr":
                    raise IrregularError
                runs = (("", unmarked(plain_text(inline))),) if inline else scanned_runs(rich)
                value = reader.inline(runs, look or PLAIN)
            elif formula and not (blank and kind == "str"):
                value = None
            else:
                continue
            if column > MAX_COLUMNS:
                continue
            if column > len(line) + 1:
                line += [None] * (column - len(line) - 1)
            struck = look is not None and look.is_struck and value is not None
            line.append(new(Cell, (row, column, value, struck, value is None)))
        return line


COLUMNS = {letters: column_of(letters) for letters in map(chr, range(ord("A"), ord("Z") + 1))}
