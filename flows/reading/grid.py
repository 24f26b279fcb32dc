"""The cells of a sheet, row by row: what Mapping[(row, column), Cell] promises, in a third of a dict's memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.reading.cell import Cell

Line = tuple[Cell | None, ...]
"""The cells of one row from column A on; None where there is none."""


class Grid(Mapping[tuple[int, int], Cell]):
    """Cells by (row, column); `lines` are its rows, in order."""

    __slots__ = ("_count", "lines")

    def __init__(self, lines: Mapping[int, Line]) -> None:
        """Take the rows as they are."""
        self.lines = lines
        self._count = -1

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
        if self._count < 0:
            self._count = sum(len(line) - line.count(None) for line in self.lines.values())
        return self._count


def line_of(cells: list[Cell]) -> Line:
    """Return a row's cells, ordered by column, at their places."""
    line: list[Cell | None] = []
    for cell in cells:
        line += [None] * (cell.column - 1 - len(line))
        line.append(cell)
    return tuple(line)


def _within(line: Line, columns: range) -> Line:
    kept = [cell if column in columns else None for column, cell in enumerate(line, 1)]
    return tuple(kept[: columns.stop - 1])
