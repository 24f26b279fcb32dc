"""Values of an event sheet whose heading nobody knows: rows of a sheet in, one warning that names them out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.problems import Problem
from flows.reading.cells import Cell, Sheet
from flows.reading.headings import field_for, heading_text, nearest
from flows.reading.people import is_example
from flows.reading.row_words import is_footer
from flows.vietnamese.text import heading_key

LONGEST = 60


class Form(NamedTuple):
    """Where headings and values of a form stand: two columns, the rows of known headings, the keys that are filled."""

    sheet: Sheet
    column: int
    values: int
    known: Collection[int]
    filled: Collection[str]


def unread_cells(form: Form) -> list[Problem]:
    """Return one warning for the values beside headings that name no field, at the first of them."""
    unread = [(cell, heading_text(cell.value)) for cell in _headings(form) if _is_unread(form, cell)]
    if not unread:
        return []
    told = ", ".join(f"{_value_of(form, cell).address} «{heading}»" for cell, heading in unread)
    message = f"Không đọc {len(unread)} ô vì không biết tiêu đề: {told}."
    first, heading = unread[0]
    where = form.sheet.where.at(cell=_value_of(form, first).address, heading=heading)
    return [Problem(where, message, _fix(form, unread), "warning")]


def _headings(form: Form) -> Iterator[Cell]:
    """Yield the cells between and right below the known headings: neither what is above nor another table below."""
    last = max(form.known)
    widest = max(len(form.sheet.filled(row)) for row in form.known)
    for row in range(min(form.known) + 1, form.sheet.rows[-1] + 1):
        own = form.sheet.filled(row)
        if row > last and not 1 < len(own) <= widest:
            return
        cell = form.sheet.cell(row, form.column)
        if row not in form.known and row not in form.sheet.hidden_rows and cell.row == row and len(own) <= widest:
            yield cell


def _is_unread(form: Form, cell: Cell) -> bool:
    """Whether a cell reads as a heading with a value of its own beside it, and nothing else is said of it."""
    text, value = heading_text(cell.value), _value_of(form, cell)
    if not isinstance(cell.value, str) or len(text) > LONGEST or not any(map(str.isalpha, text)):
        return False
    beside = value.row == cell.row and value.column != cell.column and not value.is_empty
    said = nearest(Event, text) or field_for(Office, text) or is_footer(text) or is_example(cell)
    return beside and not said


def _value_of(form: Form, cell: Cell) -> Cell:
    return form.sheet.cell(cell.row, form.values)


def _fix(form: Form, unread: list[tuple[Cell, str]]) -> str:
    meant = ((cell, _within(heading, form.filled)) for cell, heading in unread)
    near = ", ".join(f"«{heading}» ở ô {cell.address}" for cell, heading in meant if heading)
    if near:
        return f"Nếu cần dùng: sửa tiêu đề thành {near}; nếu không, để nguyên."
    return "Nếu cần dùng: đặt tiêu đề như trong tệp mẫu (vanthu new); nếu không, để nguyên."


def _within(text: str, filled: Collection[str]) -> str:
    """Return the heading that stands in a longer one, the first and longest: «Địa điểm» of «Địa điểm tổ chức»."""
    words = f" {heading_key(text)} "
    found = [
        (words.index(f" {key} "), -len(key), declared.heading)
        for declared in fields_of(Event)
        for key in map(heading_key, declared.headings)
        if declared.key not in filled and " " in key and f" {key} " in words
    ]
    return min(found)[2] if found else ""
