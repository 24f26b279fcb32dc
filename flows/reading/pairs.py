"""Read a sheet of two columns, heading and value: the form of the sheets "Sự kiện" and "Cơ quan"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flows.model.event import Event
from flows.model.fields import Field
from flows.problems import Problem, Where
from flows.reading.cells import Cell, Sheet
from flows.reading.headings import field_for, heading_text, nearest
from flows.reading.table import ANCHORS
from flows.reading.unread_pairs import Form, unread_cells

LONGEST_HEADING = 60
SEARCHED_ROWS = 300


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
    anchored = {cell.column for cell, declared in named if declared.key in ANCHORS[record]}
    if not anchored:
        return None  # a column of notes may name more fields, but no event
    column = Counter(cell.column for cell, _ in named if cell.column in anchored).most_common(1)[0][0]
    own = [(cell, declared) for cell, declared in named if cell.column == column]
    values = _value_column(sheet, [cell for cell, _ in own])
    pairs = _paired(sheet, record, own, values)
    return pairs if pairs.cells.keys() & ANCHORS[record] else None


def _named_cells(sheet: Sheet, record: type) -> list[tuple[Cell, Field]]:
    found: list[tuple[Cell, Field]] = []
    for row in sheet.rows[:SEARCHED_ROWS]:
        for cell in sheet.filled(row) if row not in sheet.hidden_rows else ():
            text = cell.value if isinstance(cell.value, str) and len(cell.value) <= 2 * LONGEST_HEADING else ""
            declared = field_for(record, heading_text(text)) if text else None
            if declared:
                found.append((cell, declared))
    return found


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
            cells[declared.key], places[declared.key] = _continued(sheet, heading, declared, value, problems), place
        elif not value.is_empty:
            problems.append(_twice(place, places[declared.key]))
    problems += _unknown(sheet, record, named, values)
    if record is Event:
        filled = [key for key, cell in cells.items() if not cell.is_empty]
        problems += unread_cells(Form(sheet, named[0][0].column, values, {cell.row for cell, _ in named}, filled))
    return Pairs(record, sheet, cells, places, tuple(problems))


def _continued(sheet: Sheet, heading: Cell, declared: Field, value: Cell, problems: list[Problem]) -> Cell:
    """Return the value with the lines that go on below it where the column of headings is blank."""
    more: list[Cell] = []
    row, beside = heading.row + 1, value.column
    while sheet.filled(row) and _heading_at(sheet, row, heading) and (below := sheet.cell(row, beside)):
        if below.address != value.address and not below.is_empty:
            more.append(below)
        row += 1
    if more and declared.kind in _LONG and isinstance(value.value, str | None):
        return value._replace(value="\n".join(str(cell.value) for cell in (value, *more) if not cell.is_empty))
    problems += [_stray(sheet, cell, heading) for cell in more]
    return value


_LONG = ("items", "paragraphs")


def _heading_at(sheet: Sheet, row: int, heading: Cell) -> bool:
    """Whether a row has no heading of its own: its cell is blank, or merged with the heading above."""
    left = [cell for cell in sheet.filled(row) if cell.column <= heading.column]
    merged = sheet.merge_at(row, heading.column)
    return not left and (merged is None or merged is sheet.merge_at(heading.row, heading.column))


def _stray(sheet: Sheet, cell: Cell, heading: Cell) -> Problem:
    where = sheet.where.at(cell=cell.address)
    message = f"Ô này không có đề mục bên cạnh nên không đọc (mục «{heading_text(heading.value)}» chỉ nhận một ô)."
    return Problem(where, message, "Ghi tất cả vào một ô, xuống dòng bằng Alt+Enter.", "warning")


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
    for row in sheet.rows[:SEARCHED_ROWS]:
        text = heading_text(sheet.cell(row, column).value) if row not in known else ""
        close = nearest(record, text) if text and not sheet.cell(row, values).is_empty else None
        if close and sheet.merge_at(row, values) is sheet.merge_at(row, column):
            where = sheet.where.at(cell=Cell(row, column).address, heading=text)
            message = f"Không hiểu đề mục «{text}»; ý bạn là «{close.heading}»?"
            problems.append(Problem(where, message, f"Sửa đề mục thành «{close.heading}».", "warning"))
    return problems
