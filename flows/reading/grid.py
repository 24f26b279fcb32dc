"""The cells of a sheet, row by row: what Mapping[(row, column), Cell] promises, in a third of a dict's memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from flows.reading.cell import Cell

Line = tuple[Cell | None, ...]
"""The cells of one row from column A on; None where there is none."""


class Grid(Mapping[tuple[int, int], Cell]):
    """Cells by (row, column); `lines` are its rows, in order."""

    def __init__(self, lines: Mapping[int, Line]) -> None:
        """Take the rows as they are."""
        self.lines = lines

    @classmethod
    def of(cls, cells: Mapping[tuple[int, int], Cell]) -> Grid:
        """Return any mapping of cells as a grid."""
        if isinstance(cells, Grid):
            return cells
        rows: dict[int, list[Cell]] = {}
        for place in sorted(cells):
            rows.setdefault(place[0], []).append(cells[place])
        return cls({row: line_of(own) for row, own in rows.items()})

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell at a place, None when there is none."""
        line = self.lines.get(row, ())
        return line[column - 1] if 0 < column <= len(line) else None

    def part(self, rows: range, columns: range) -> Grid:
        """Return the cells of some rows and columns, at their own addresses."""
        kept = {row: line for row, line in self.lines.items() if row in rows}
        if columns.start > 1 or any(len(line) >= columns.stop for line in kept.values()):
            kept = {row: _within(line, columns) for row, line in kept.items()}
        return Grid(kept)

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        """Return the cell at a place; KeyError when there is none."""
        cell = self.at(*place)
        if cell is None:
            raise KeyError(place)
        return cell

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield the places that have a cell, row by row."""
        return (cell[:2] for line in self.lines.values() for cell in line if cell is not None)

    def __len__(self) -> int:
        """Return the number of cells."""
        return sum(len(line) - line.count(None) for line in self.lines.values())

    @cached_property
    def filled(self) -> Mapping[int, tuple[Cell, ...]]:
        """Return the cells in which something is to be seen, for each row that has any."""
        told = ((row, tuple([cell for cell in line if cell is not None and _holds(cell)]))
                for row, line in self.lines.items())  # fmt: skip
        return {row: cells for row, cells in told if cells}

    @cached_property
    def has_struck(self) -> bool:
        """Whether a line is drawn through any cell."""
        return any(cell.struck for cells in self.filled.values() for cell in cells)


def line_of(cells: list[Cell]) -> Line:
    """Return a row's cells, ordered by column, at their places."""
    line: list[Cell | None] = []
    for cell in cells:
        line += [None] * (cell.column - 1 - len(line))
        line.append(cell)
    return tuple(line)


def _holds(cell: Cell) -> bool:
    """Say what Cell.is_empty denies: asked of every cell of a sheet, a property costs twice as much."""
    value = cell[2]
    return (value is not None and not (isinstance(value, str) and (not value or value.isspace()))) or cell[4]


def _within(line: Line, columns: range) -> Line:
    kept = [cell if column in columns else None for column, cell in enumerate(line, 1)]
    return tuple(kept[: columns.stop - 1])
