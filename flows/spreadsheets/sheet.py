"""What every spreadsheet format is read into: sheets of cells, with their merges and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from openpyxl.utils import get_column_letter

from flows.problems import Where

letters = get_column_letter
"""Return the letters of a column counted from 1: 1 is A, 28 is AB."""
Value = str | int | float | bool | date | datetime | time | timedelta | None

INDEXED_CELLS = 20_000
"""A merged range over more cells than this means nothing: a hostile one spans the whole sheet."""
END = 1 << 31
"""Behind the last row and the last column of any sheet."""


def percent(share: float) -> str:
    """Return a number as a cell of the format 0% shows it: 1 is 100%, 0.855 is 85,5%."""
    return f"{round(share * 100, 2):g}%".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `row` and `column` count from 1.

    `struck` is a line through the text; `uncached` a formula whose result the file does not hold.
    """

    row: int
    column: int
    value: Value = None
    struck: bool = False
    uncached: bool = False

    @property
    def address(self) -> str:
        """Return the address as Excel shows it: D17."""
        return f"{letters(self.column)}{self.row}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen in the cell."""
        value = self.value
        return not self.uncached and (value is None or (isinstance(value, str) and (not value or value.isspace())))


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """Return the number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    @property
    def is_wide(self) -> bool:
        """Whether the range spans columns."""
        return self.right > self.left

    def within(self, row: int, column: int) -> Merge:
        """Return the range cut off after this row and column; its corner stays."""
        bottom, right = max(self.top, min(self.bottom, row)), max(self.left, min(self.right, column))
        return Merge(self.top, self.left, bottom, right)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), its merges, and what is hidden."""

    file: str
    name: str
    cells: Mapping[tuple[int, int], Cell] = field(repr=False)
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    @cached_property
    def _filled(self) -> Mapping[int, tuple[Cell, ...]]:
        """Return the cells that hold something, by row and from left to right."""
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            if not self.cells[place].is_empty:
                rows.setdefault(place[0], []).append(self.cells[place])
        return {row: tuple(cells) for row, cells in rows.items()}

    @cached_property
    def _merged(self) -> Mapping[int, Mapping[int, Merge]]:
        """Return the merges by row and column, as far as there are cells: what lies beyond holds nothing."""
        found: dict[int, dict[int, Merge]] = {}
        last_row = max((row for row, _ in self.cells), default=0) if self.merges else 0
        last_column = max((column for _, column in self.cells), default=0) if self.merges else 0
        for whole in self.merges:
            seen = whole.within(last_row, last_column)
            for row in range(seen.top, seen.bottom + 1) if seen.size <= INDEXED_CELLS else ():
                found.setdefault(row, {}).update(dict.fromkeys(range(seen.left, seen.right + 1), whole))
        return found

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that hold something, in order."""
        return tuple(self._filled)

    @cached_property
    def where(self) -> Where:
        """Return the sheet as a place."""
        return Where(self.file, self.name)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merge that a cell belongs to."""
        return self._merged.get(row, {}).get(column)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell; inside a merge, the value of its corner at the address of the corner."""
        merge = self.merge_at(row, column) if self.merges else None
        if merge is not None:
            row, column = merge.top, merge.left
        return self.cells.get((row, column)) or Cell(row, column)

    def filled(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of a row that hold something, from left to right."""
        return self._filled.get(row, ())

    def columns(self, row: int) -> Iterator[int]:
        """Yield the columns of a row that hold something themselves or through a merge."""
        own = {cell.column for cell in self.filled(row)}
        merged = self._merged.get(row, {}).items()
        own.update(column for column, merge in merged if not self.cell(merge.top, merge.left).is_empty)
        yield from sorted(own)

    def part(self, *, rows: range = range(END), columns: range = range(END)) -> Sheet:
        """Return the cells of some rows and columns, at their own addresses."""
        shown = (cell for row, cells in self._filled.items() if row in rows for cell in cells)
        cells = {(cell.row, cell.column): cell for cell in shown if cell.column in columns}
        merges = tuple(merge for merge in self.merges if merge.top in rows and merge.left in columns)
        return replace(self, cells=cells, merges=merges)
