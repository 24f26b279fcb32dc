"""Read a sheet of two columns, heading and value: the form of the sheets "Sự kiện" and "Cơ quan"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flows.model.fields import Field
from flows.problems import Problem, Where
from flows.reading.cells import Cell, Sheet
from flows.reading.headings import field_for, heading_text, nearest
from flows.reading.table import ANCHORS

LONGEST_HEADING = 60


@dataclass(frozen=True)
class Pairs:
    """Headings down a column with their values to the right: `cells` and `places` by field key."""

    record: type
    sheet: Sheet
    cells: Mapping[str, Cell]
    places: Mapping[str, Where]
    problems: tuple[Problem, ...] = ()

    @property
    def score(self) -> int:
        """Return how many different fields were recognised."""
        return len(self.cells)


def pairs_of(sheet: Sheet, record: type) -> Pairs | None:
    """Return the pairs of a sheet for this record, from the column that names most fields; None if none does."""
    named = _named_cells(sheet, record)
    if not named:
        return None
    column = Counter(cell.column for cell, _ in named).most_common(1)[0][0]
    own = [(cell, declared) for cell, declared in named if cell.column == column]
    values = _value_column(sheet, [cell for cell, _ in own])
    pairs = _paired(sheet, record, own, values)
    return pairs if pairs.cells.keys() & ANCHORS[record] else None


def _named_cells(sheet: Sheet, record: type) -> list[tuple[Cell, Field]]:
    texts = ((cell, heading_text(cell.value)) for row in sheet.rows for cell in sheet.filled(row))
    found = ((cell, field_for(record, text)) for cell, text in texts if 0 < len(text) <= LONGEST_HEADING)
    return [(cell, declared) for cell, declared in found if declared]


def _right_of(sheet: Sheet, cell: Cell) -> int:
    merge = sheet.merge_at(cell.row, cell.column)
    return (merge.right if merge else cell.column) + 1


def _value_column(sheet: Sheet, headings: list[Cell]) -> int:
    """Return the column that holds most of the values: the nearest one to the right that is not empty."""
    tally: Counter[int] = Counter()
    for heading in headings:
        beside = [cell.column for cell in sheet.filled(heading.row) if cell.column >= _right_of(sheet, heading)]
        tally.update(beside[:1])
    return tally.most_common(1)[0][0] if tally else _right_of(sheet, headings[0])


def _paired(sheet: Sheet, record: type, named: list[tuple[Cell, Field]], values: int) -> Pairs:
    cells: dict[str, Cell] = {}
    places: dict[str, Where] = {}
    problems: list[Problem] = []
    for heading, declared in named:
        value = sheet.cell(heading.row, values)
        place = sheet.where.at(cell=Cell(heading.row, values).address, heading=heading_text(heading.value))
        if declared.key not in cells or cells[declared.key].is_empty:
            cells[declared.key], places[declared.key] = value, place
        elif not value.is_empty:
            problems.append(_twice(place, places[declared.key]))
    problems += _unknown(sheet, record, named, values)
    return Pairs(record, sheet, cells, places, tuple(problems))


def _twice(place: Where, first: Where) -> Problem:
    return Problem(
        place,
        f"Mục này đã có ở ô {first.cell} ({first.heading}); giá trị ở đây không được dùng.",
        "Xóa một trong hai dòng.",
        "warning",
    )


def _unknown(sheet: Sheet, record: type, named: list[tuple[Cell, Field]], values: int) -> list[Problem]:
    """Return a warning for each heading that is nearly one of ours: a slip of the keyboard would lose its value."""
    column, known = named[0][0].column, {cell.row for cell, _ in named}
    problems = []
    for row in sheet.rows:
        text = heading_text(sheet.cell(row, column).value) if row not in known else ""
        close = nearest(record, text) if text and not sheet.cell(row, values).is_empty else None
        if close and sheet.merge_at(row, values) is sheet.merge_at(row, column):
            where = sheet.where.at(cell=Cell(row, column).address, heading=text)
            message = f"Không hiểu đề mục «{text}»; ý bạn là «{close.heading}»?"
            problems.append(Problem(where, message, f"Sửa đề mục thành «{close.heading}».", "warning"))
    return problems
