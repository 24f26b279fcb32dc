"""Read a sheet that has its headings in one column and their values beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, takewhile

from flows.model.event import Event
from flows.model.fields import Field, fields_of
from flows.model.office import Office
from flows.problems import Problem, Where, some_of
from flows.reading.headings import field_for, heading_text, nearest
from flows.reading.roster_rows import is_example, is_footer
from flows.reading.table import ANCHORS
from flows.reading.unread_cells import IF_NEEDED
from flows.spreadsheets.blank_workbook import HOW_TO_FILL
from flows.spreadsheets.sheet import Cell, Sheet
from flows.vietnamese.text import fold, heading_key, shortened

LONGEST_HEADING = 60
SEARCHED_ROWS = 300


@dataclass(frozen=True)
class Pairs:
    """Headings down a column with their values to the right: `cells` and `places` by field key.

    `headings` are the cells that name the fields, `values` the column of the values, `slips` what is wrong in them.
    """

    record: type
    sheet: Sheet
    cells: Mapping[str, Cell]
    places: Mapping[str, Where]
    headings: tuple[Cell, ...]
    values: int
    slips: tuple[Problem, ...] = ()

    @property
    def score(self) -> int:
        """Return how many different fields were recognised."""
        return len(self.cells)

    def problems(self, told: Collection[Cell] = ()) -> tuple[Problem, ...]:
        """Return what is wrong, and what is not read but for headings that are told already."""
        unread = [cell for cell in self.unread if cell not in told]
        near = {cell: close for cell in unread if (close := nearest(self.record, heading_text(cell.value)))}
        slips = (_mistyped(self, cell, close) for cell, close in near.items())
        return (*self.slips, *slips, *_listed(self, [cell for cell in unread if cell not in near]), *_beside(self))

    @cached_property
    def unread(self) -> tuple[Cell, ...]:
        """Return the cells that read as headings, have a value beside them, and name no field."""
        return tuple(cell for cell in _other_headings(self) if _is_unread(self, cell))

    def value_of(self, heading: Cell) -> Cell:
        """Return the cell beside a heading."""
        return self.sheet.cell(heading.row, self.values)


def pairs_of(sheet: Sheet, record: type) -> Pairs | None:
    """Return the pairs of a sheet for this record, from the column that names most fields; None if none does."""
    named = _named_cells(sheet, record)
    anchored = {cell.column for cell, declared in named if declared.key in ANCHORS[record]}
    if not anchored:
        return None  # a column of notes may name more fields, but no event
    column = Counter(cell.column for cell, _ in named if cell.column in anchored).most_common(1)[0][0]
    own = [(cell, declared) for cell, declared in named if cell.column == column]
    return _paired(sheet, record, own, _value_column(sheet, [cell for cell, _ in own]))


def _named_cells(sheet: Sheet, record: type) -> list[tuple[Cell, Field]]:
    rows = (row for row in sheet.rows[:SEARCHED_ROWS] if row not in sheet.hidden_rows)
    texts = (cell for row in rows for cell in sheet.filled(row) if isinstance(cell.value, str))
    short = (cell for cell in texts if len(str(cell.value)) <= 2 * LONGEST_HEADING)
    return [(cell, declared) for cell in short if (declared := field_for(record, heading_text(cell.value)))]


def _right_of(sheet: Sheet, cell: Cell) -> int:
    merge = sheet.merge_at(cell.row, cell.column)
    return (merge.right if merge else cell.column) + 1


def _value_column(sheet: Sheet, headings: list[Cell]) -> int:
    """Return the column that holds most of the values: the nearest one to the right that is not empty."""
    tally: Counter[int] = Counter()
    notes = _notes(sheet)
    for heading in headings:
        beside = [cell.column for cell in sheet.filled(heading.row)
                  if cell.column >= _right_of(sheet, heading) and cell.column not in notes]  # fmt: skip
        tally.update(beside[:1])
    return tally.most_common(1)[0][0] if tally else _right_of(sheet, headings[0])


def _paired(sheet: Sheet, record: type, named: list[tuple[Cell, Field]], values: int) -> Pairs:
    cells: dict[str, Cell] = {}
    places: dict[str, Where] = {}
    slips: list[Problem] = []
    for heading, declared in named:
        value = sheet.cell(heading.row, values)
        place = sheet.where.at(cell=Cell(heading.row, values).address, heading=heading_text(heading.value))
        if declared.key not in cells or cells[declared.key].is_empty:
            cells[declared.key], places[declared.key] = _continued(sheet, heading, declared, value, slips), place
        elif not value.is_empty:
            first = places[declared.key]
            message = f"Mục này đã có ở ô {first.cell} ({first.heading}); giá trị ở đây không được dùng."
            slips.append(Problem(place, message, "Xóa một trong hai dòng.", "warning"))
    return Pairs(record, sheet, cells, places, tuple(cell for cell, _ in named), values, tuple(slips))


def _continued(sheet: Sheet, heading: Cell, declared: Field, value: Cell, problems: list[Problem]) -> Cell:
    """Return the value with the lines that go on below it where the column of headings is blank."""
    rows = takewhile(lambda row: sheet.filled(row) and _has_no_heading(sheet, row, heading), count(heading.row + 1))
    below = (sheet.cell(row, value.column) for row in rows)
    more = [cell for cell in below if cell.address != value.address and not cell.is_empty]
    if more and declared.kind in ("items", "paragraphs") and isinstance(value.value, str | None):
        return replace(value, value="\n".join(str(cell.value) for cell in (value, *more) if not cell.is_empty))
    message = f"Ô này không có đề mục bên cạnh nên không đọc (mục «{heading_text(heading.value)}» chỉ nhận một ô)."
    fix = "Ghi tất cả vào một ô, xuống dòng bằng Alt+Enter."
    problems += [Problem(sheet.where.at(cell=cell.address), message, fix, "warning") for cell in more]
    return value


def _has_no_heading(sheet: Sheet, row: int, heading: Cell) -> bool:
    """Whether a row has no heading of its own: its cell is blank, or merged with the heading above."""
    left = [cell for cell in sheet.filled(row) if cell.column <= heading.column]
    merged = sheet.merge_at(row, heading.column)
    return not left and (merged is None or merged is sheet.merge_at(heading.row, heading.column))


def _other_headings(pairs: Pairs) -> Iterator[Cell]:
    """Yield the cells of the column of headings that name no field.

    Of those above the known ones, and of another table below, only what is nearly one of ours counts.
    """
    sheet, known = pairs.sheet, {cell.row for cell in pairs.headings}
    last, widest = max(known), max(len(sheet.filled(row)) for row in known)
    is_below, before = False, 0
    for row in sheet.rows[:SEARCHED_ROWS]:
        own = sheet.filled(row)
        is_below = is_below or (row > last and not (row == before + 1 and 1 < len(own) <= widest))
        before = row
        cell = sheet.cell(row, pairs.headings[0].column)
        if row in known or cell.row != row or row in sheet.hidden_rows:
            continue
        inside = row > min(known) and not is_below and len(own) <= widest
        if inside or nearest(pairs.record, heading_text(cell.value)):
            yield cell


def _is_unread(pairs: Pairs, cell: Cell) -> bool:
    """Whether a cell reads as a heading with a value of its own beside it, and nothing else is said of it."""
    text, value = heading_text(cell.value), pairs.value_of(cell)
    if not isinstance(cell.value, str) or len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)):
        return False
    beside = value.row == cell.row and value.column != cell.column and not value.is_empty
    return beside and not (field_for(_OTHER[pairs.record], text) or is_footer(text) or is_example(cell))


_OTHER = {Event: Office, Office: Event}
"""Whose headings may stand among those of an event, and the other way round."""


def _mistyped(pairs: Pairs, cell: Cell, close: Field) -> Problem:
    """Return the warning for a heading that is nearly one of ours: a slip of the keyboard would lose its value."""
    text = heading_text(cell.value)
    message = f"Không hiểu đề mục «{text}»; ý bạn là «{close.heading}»?"
    where = pairs.sheet.where.at(cell=cell.address, heading=text)
    return Problem(where, message, f"Sửa đề mục thành «{close.heading}».", "warning")


def _listed(pairs: Pairs, unread: list[Cell]) -> list[Problem]:
    """Return one warning for the values beside headings that name no field, at the first of them."""
    if not unread:
        return []
    told = ", ".join(f"{pairs.value_of(cell).address} «{heading_text(cell.value)}»" for cell in unread)
    message = f"Không đọc {len(unread)} ô vì không biết tiêu đề: {told}."
    where = pairs.sheet.where.at(cell=pairs.value_of(unread[0]).address, heading=heading_text(unread[0].value))
    meant = ((cell, _within(pairs, heading_text(cell.value))) for cell in unread)
    near = ", ".join(f"«{heading}» ở ô {cell.address}" for cell, heading in meant if heading)
    fix = f"Nếu cần dùng: sửa tiêu đề thành {near}; nếu không, để nguyên." if near else IF_NEEDED
    return [Problem(where, message, fix, "warning")]


def _beside(pairs: Pairs) -> list[Problem]:
    """Return one warning for days, hours and figures right of the values; other texts there say how to fill it in."""
    notes = _notes(pairs.sheet)
    found = [
        cell
        for heading in pairs.headings
        for cell in pairs.sheet.filled(heading.row)
        if cell.column >= _right_of(pairs.sheet, pairs.value_of(heading))
        and cell.column not in notes
        and _is_figure(cell)
    ]
    told = some_of([f"{cell.address} «{shortened(heading_text(cell.value), 40)}»" for cell in found], 5, "ô")
    message = f"Không đọc {len(found)} ô bên phải cột giá trị: {told}."
    fix = "Mỗi mục một ô: từ ngày, đến ngày là hai mục hoặc một ô «05-06/3/2026»; nếu chỉ là ghi chú, để nguyên."
    return [Problem(pairs.sheet.where.at(cell=cell.address), message, fix, "warning") for cell in found[:1]]


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell.value, str) or bool(re.match(r"(?:ngày |từ |đến )?\d", fold(cell.value)))


def _notes(sheet: Sheet) -> set[int]:
    """Return the columns in which a blank workbook says how to fill it in."""
    shown = (cell for row in sheet.rows[:SEARCHED_ROWS] for cell in sheet.filled(row))
    return {cell.column for cell in shown if cell.value == HOW_TO_FILL}


def _within(pairs: Pairs, text: str) -> str:
    """Return the heading that stands in a longer one, the first and longest: «Địa điểm» of «Địa điểm tổ chức»."""
    words = f" {heading_key(text)} "
    filled = {key for key, cell in pairs.cells.items() if not cell.is_empty}
    found = [
        (words.index(f" {key} "), -len(key), declared.heading)
        for declared in fields_of(pairs.record)
        for key in map(heading_key, declared.headings)
        if declared.key not in filled and " " in key and f" {key} " in words
    ]
    return min(found)[2] if found else ""
