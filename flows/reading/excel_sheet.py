"""Read a sheet of any XML: bytes in; its cells, and what is merged and hidden, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from flows.reading.cell import Cell, Value
from flows.reading.cells import Merge
from flows.reading.excel_cells import Reader, is_within
from flows.reading.excel_looks import FALSE
from flows.reading.excel_scanner import Scanner
from flows.reading.grid import Grid, Line, line_of
from flows.reading.grids import MAX_CELLS, TooManyCellsError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_MERGES = 200_000
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is to be known of a sheet beside its cells."""

    merges: tuple[Merge, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def scan_sheet(file: IO[bytes], reader: Reader, room: int) -> tuple[Grid, SheetFacts]:
    """Return the cells of a sheet of any XML, and what is merged and hidden."""
    scanner = SheetScanner(reader, room)
    scanner.feed(file)
    return scanner.grid(), scanner.facts()


class SheetScanner(Scanner):
    """A sheet as it passes; `room` is for how many cells."""

    def __init__(self, reader: Reader, room: int) -> None:
        """Listen to rows, cells, merges and columns."""
        super().__init__(
            {"sheetData": self._begin_data, "row": self._begin_row, "c": self._begin_cell, "v": self._begin_value,
             "f": self._begin_formula, "mergeCell": self._merge, "col": self._column},
            {"c": self._end_cell, "v": self._end_value, "is": self._end_inline},
        )  # fmt: skip
        self.has_data = self.has_rows = False
        self._reader, self._room = reader, room
        self._row = self._at = 0
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden_rows: dict[int, bool] = {}
        self._hidden_columns: dict[int, range] = {}
        self._merges: dict[Merge, None] = {}

    def grid(self) -> Grid:
        """Return the cells."""
        rows = ((row, self._rows[row]) for row in sorted(self._rows))
        return Grid({row: line_of([own[column] for column in sorted(own)]) for row, own in rows if own})

    def facts(self, hidden_rows: Iterable[int] = ()) -> SheetFacts:
        """Return what is merged and hidden."""
        rows = {row for row, hidden in self._hidden_rows.items() if hidden}
        columns = frozenset(column for hidden in self._hidden_columns.values() for column in hidden)
        return SheetFacts(tuple(self._merges), frozenset(rows.union(hidden_rows)), columns)

    def _begin_data(self, _: dict[str, str]) -> None:
        self.has_data = True

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.has_rows = True
        self._row = int(float(attributes["r"])) if "r" in attributes else self._row + 1
        self._at = 0
        if attributes.keys() - {"r", "spans"}:
            self._hidden_rows[self._row] = attributes.get("hidden", "0") not in FALSE

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
        self._formula = self._valued = False
        self._text = ""
        self._inline: str | None = None
        place = attributes.get("r")
        row, self._at = place_of(place) if place else (self._row, self._at + 1)
        self._place = (row, self._at)

    def _begin_formula(self, _: dict[str, str]) -> None:
        self._formula = True

    def _begin_value(self, _: dict[str, str]) -> None:
        self._valued = True
        self.text = []

    def _end_value(self) -> None:
        self._text = self.gathered()

    def _end_inline(self) -> None:
        self._inline = self._reader.inline(self.runs, self._reader.look(self._style))

    def _end_cell(self) -> None:
        row, column = self._place
        if not is_within(row, column):
            return
        own = self._rows.setdefault(row, {})
        cell = self._cell(row, column)
        if cell is None:
            own.pop(column, None)
            return
        self._room -= column not in own
        own[column] = cell
        if self._room < 0:
            raise TooManyCellsError("cells")

    def _cell(self, row: int, column: int) -> Cell | None:
        """Return the cell that has just ended, None when nothing is in it."""
        look = self._reader.look(self._style)
        value: Value = self._inline
        if self._kind != "inlineStr":
            value = self._reader.value(self._kind, self._text, look) if self._text else None
        if value is not None:
            return Cell(row, column, value, look.is_struck)
        # A formula that came to nothing has an empty result, one that was never worked out has none.
        came_to_nothing = self._kind == "str" and self._valued
        return Cell(row, column, uncached=True) if self._formula and not came_to_nothing else None

    def _merge(self, attributes: dict[str, str]) -> None:
        merge = merge_of(attributes.get("ref", ""))
        if merge and len(self._merges) < MAX_MERGES:
            self._merges[merge] = None

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "0"))
        is_hidden = attributes.get("hidden", "0") not in FALSE
        self._hidden_columns[first] = range(first, min(last, LAST_COLUMN) + 1) if is_hidden else range(0)


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of an address: D17 is (17, 4); ValueError for anything else."""
    found = _PLACE.fullmatch(address)
    if found is None:
        raise ValueError(address)
    return int(found[2]), column_of(found[1])


def column_of(letters: str) -> int:
    """Return the number of a column: AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def merge_of(reference: str) -> Merge | None:
    """Return a merged range, None for what is none: A1:C3; a single cell is merged with nothing."""
    first, _, last = reference.partition(":")
    begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if begin is None or end is None:
        return None
    merge = Merge(int(begin[2]), column_of(begin[1]), int(end[2]), column_of(end[1]))
    ordered = 0 < merge.top <= merge.bottom <= LAST_ROW and 0 < merge.left <= merge.right <= LAST_COLUMN
    return merge if ordered else None


def without_covered(grid: Grid, merges: Iterable[Merge]) -> Grid:
    """Return the cells without those under a merge: nobody sees them, only the corner."""
    lines = dict(grid.lines)
    for row, first, last in _covered(lines, merges):
        line = lines[row]
        if any(line[first - 1 : last]):
            lines[row] = (*line[: first - 1], *[None] * (min(last, len(line)) - first + 1), *line[last:])
    return Grid({row: line for row, line in lines.items() if any(line)})


def _covered(lines: Mapping[int, Line], merges: Iterable[Merge]) -> Iterator[tuple[int, int, int]]:
    """Yield row, first and last column of what lies under merges; merges of one sheet never overlap (18.3.1.55)."""
    last_row, last_column = max(lines, default=0), max(map(len, lines.values()), default=0)
    room = MAX_CELLS
    for merge in merges:
        bottom, right = min(merge.bottom, last_row), min(merge.right, last_column)
        room -= max(bottom - merge.top + 1, 0) * max(right - merge.left + 1, 1)
        if room < 0:
            raise TooManyCellsError("merges over one another")
        for row in range(merge.top, bottom + 1):
            if row in lines:
                yield row, merge.left + (row == merge.top), merge.right
