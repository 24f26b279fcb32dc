"""What every spreadsheet format is read into: sheets of cells with address, value, font, merges and hidden rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
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

    @property
    def size(self) -> int:
        """Return the number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    @property
    def is_wide(self) -> bool:
        """Whether the range spans columns."""
        return self.right > self.left

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell belongs to the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


INDEXED_CELLS = 20_000
"""A merged range of more cells than this is looked through, not indexed: a hostile one spans the whole sheet."""
MOST_WIDE_MERGES = 50


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
    def _clamped(self) -> tuple[Merge, ...]:
        """Return the merges as far as there are cells: what lies beyond holds nothing."""
        last_row = max((row for row, _ in self.cells), default=0)
        last_column = max((column for _, column in self.cells), default=0)
        return tuple(
            Merge(m.top, m.left, max(m.top, min(m.bottom, last_row)), max(m.left, min(m.right, last_column)))
            for m in self.merges
        )

    @cached_property
    def _merged(self) -> Mapping[tuple[int, int], Merge]:
        return {
            (row, column): whole
            for whole, merge in zip(self.merges, self._clamped, strict=True)
            if merge.size <= INDEXED_CELLS
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }

    @cached_property
    def _wide(self) -> tuple[Merge, ...]:
        pairs = zip(self.merges, self._clamped, strict=True)
        return tuple(whole for whole, merge in pairs if merge.size > INDEXED_CELLS)[:MOST_WIDE_MERGES]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that hold something, in order."""
        return tuple(self._by_row)

    @cached_property
    def _by_row(self) -> Mapping[int, tuple[Cell, ...]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells.values():
            if not cell.is_empty:
                rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(sorted(rows[row], key=lambda cell: cell.column)) for row in sorted(rows)}

    @property
    def where(self) -> Where:
        """Return the sheet as a place."""
        return Where(self.file, self.name)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merge that a cell belongs to."""
        if not self.merges:
            return None
        found = self._merged.get((row, column))
        return found or next((merge for merge in self._wide if merge.holds(row, column)), None)

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
        for merge in self._clamped:
            if merge.top <= row <= merge.bottom and not self.cell(merge.top, merge.left).is_empty:
                own.update(range(merge.left, merge.right + 1))
        yield from sorted(own)

    def part(self, *, rows: range, columns: range) -> Sheet:
        """Return the cells of some rows and columns, at their own addresses."""
        cells = {at: cell for at, cell in self.cells.items() if at[0] in rows and at[1] in columns}
        merges = tuple(merge for merge in self.merges if merge.top in rows and merge.left in columns)
        return replace(self, cells=cells, merges=merges)
