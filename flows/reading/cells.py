"""What every spreadsheet format is read into: sheets of cells with address, value, font, merges and hidden rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from flows.problems import Where

Value = str | int | float | bool | date | datetime | time | None


def letters(column: int) -> str:
    """Return the letters of a column counted from 1: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


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
        return not self.uncached and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), its merges, and what is hidden."""

    file: str
    name: str
    cells: Mapping[tuple[int, int], Cell] = field(repr=False)
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def _merged(self) -> Mapping[tuple[int, int], Merge]:
        return {
            (row, column): merge
            for merge in self.merges
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that hold something, in order."""
        return tuple(sorted({row for (row, _), cell in self.cells.items() if not cell.is_empty}))

    @cached_property
    def _by_row(self) -> Mapping[int, tuple[Cell, ...]]:
        rows: dict[int, list[Cell]] = {}
        for _, cell in sorted(self.cells.items()):
            if not cell.is_empty:
                rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    @property
    def where(self) -> Where:
        """Return the sheet as a place."""
        return Where(self.file, self.name)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merge that a cell belongs to."""
        return self._merged.get((row, column))

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell; inside a merge, the value of its corner at the address of the corner."""
        merge = self.merge_at(row, column)
        place = (row, column) if merge is None else (merge.top, merge.left)
        return self.cells.get(place) or Cell(*place)

    def filled(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of a row that hold something, from left to right."""
        return self._by_row.get(row, ())

    def columns(self, row: int) -> Iterator[int]:
        """Yield the columns of a row that hold something themselves or through a merge."""
        own = {cell.column for cell in self.filled(row)}
        merged = {column for (r, column), m in self._merged.items() if r == row and not self.cell(r, column).is_empty}
        yield from sorted(own | merged)
