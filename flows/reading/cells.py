"""What every spreadsheet format is read into: sheets of cells with address, value, font, merges and hidden rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from flows.problems import Where
from flows.reading.cell import Cell, Value, letters
from flows.reading.grid import Grid, Line

__all__ = ["Cell", "Merge", "Sheet", "Value", "letters"]


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
    def _grid(self) -> Grid:
        return Grid.of(self.cells)

    @cached_property
    def _lines(self) -> Mapping[int, Line]:
        return self._grid.lines

    @cached_property
    def _clamped(self) -> tuple[Merge, ...]:
        """Return the merges as far as there are cells: what lies beyond holds nothing."""
        last_row = max(self._grid.lines, default=0)
        last_column = max(map(len, self._grid.lines.values()), default=0)
        return tuple(
            Merge(m.top, m.left, max(m.top, min(m.bottom, last_row)), max(m.left, min(m.right, last_column)))
            for m in self.merges
        )

    @cached_property
    def _merged(self) -> Mapping[int, Mapping[int, Merge]]:
        """Return the merges by row and column; most rows have none."""
        found: dict[int, dict[int, Merge]] = {}
        for whole, merge in zip(self.merges, self._clamped, strict=True):
            if merge.size <= INDEXED_CELLS:
                for row in range(merge.top, merge.bottom + 1):
                    found.setdefault(row, {}).update(dict.fromkeys(range(merge.left, merge.right + 1), whole))
        return found

    @cached_property
    def _wide(self) -> tuple[tuple[Merge, Merge], ...]:
        """Return the few merges over most of the sheet, with as much of them as there are cells."""
        pairs = zip(self.merges, self._clamped, strict=True)
        return tuple((whole, seen) for whole, seen in pairs if seen.size > INDEXED_CELLS)[:MOST_WIDE_MERGES]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that hold something, in order."""
        return tuple(self._filled)

    @property
    def _filled(self) -> Mapping[int, tuple[Cell, ...]]:
        return self._grid.filled

    @property
    def has_struck(self) -> bool:
        """Whether a line is drawn through any cell."""
        return self._grid.has_struck

    @cached_property
    def headers(self) -> dict[type, Any]:
        """Return where the sheet's header was found to be, by record: several readings ask, and nothing changes."""
        return {}

    @cached_property
    def where(self) -> Where:
        """Return the sheet as a place."""
        return Where(self.file, self.name)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merge that a cell belongs to."""
        if not self.merges:
            return None
        found = self._merged.get(row)
        merge = found.get(column) if found else None
        return merge or next((wide for wide, _ in self._wide if wide.holds(row, column)), None)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell; inside a merge, the value of its corner at the address of the corner."""
        merge = self.merge_at(row, column) if self.merges else None
        if merge is not None:
            row, column = merge.top, merge.left
        line = self._lines.get(row, ())
        return (line[column - 1] if 0 < column <= len(line) else None) or Cell(row, column)

    def is_merged(self, row: int) -> bool:
        """Whether a row may hold cells of a merge."""
        return bool(self.merges) and (row in self._merged or bool(self._wide))

    def line(self, row: int, width: int) -> Line:
        """Return the first cells of a row, so many, as `cell` does; None where there is none."""
        if self.is_merged(row):
            return tuple(self.cell(row, column) for column in range(1, width + 1))
        own = self._lines.get(row, ())
        return own if len(own) >= width else (*own, *(None,) * (width - len(own)))

    def filled(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of a row that hold something, from left to right."""
        return self._filled.get(row, ())

    def columns(self, row: int) -> Iterator[int]:
        """Yield the columns of a row that hold something themselves or through a merge."""
        own = {cell.column for cell in self.filled(row)}
        own.update(at for at, merge in self._merged.get(row, {}).items() if self._is_shown(merge))
        for merge, seen in self._wide:
            if seen.top <= row <= seen.bottom and self._is_shown(merge):
                own.update(range(seen.left, seen.right + 1))
        yield from sorted(own)

    def _is_shown(self, merge: Merge) -> bool:
        return not self.cell(merge.top, merge.left).is_empty

    def part(self, *, rows: range, columns: range) -> Sheet:
        """Return the cells of some rows and columns, at their own addresses."""
        merges = tuple(merge for merge in self.merges if merge.top in rows and merge.left in columns)
        return replace(self, cells=self._grid.part(rows, columns), merges=merges)
