"""Sheets as text tables: what a test reads, it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from textwrap import dedent

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import range_boundaries

from flows.model.person import Person
from flows.problems import Problem
from flows.reading.attendance_sheets import RosterReading
from flows.reading.roster import read_roster
from flows.reading.sheet_kinds import recognise
from flows.reading.table import Header
from flows.spreadsheets.sheet import Cell, Merge, Sheet, Value


def sheet(
    table: str,
    *,
    merges: Iterable[str] = (),
    hidden: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    name: str = "Danh sách",
    file: str = "ds.xlsx",
) -> Sheet:
    """Read a table of lines and "|" as a sheet; the first line is row 1, the first cell A.

    #12 is a number, @2024-07-01 a date, @08:00 an hour, @2024-07-01 08:00 both; ~text~ is struck through,
    =? a formula without a result, ↵ a line break in a cell. Nothing between two bars is an empty cell.
    """
    lines = dedent(table).strip("\n").split("\n")
    cells = {
        (row, column): _cell(row, column, text.strip(" "))
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line.split("|"), 1)
        if text.strip(" ")
    }
    return Sheet(file, name, cells, tuple(map(_merge, merges)), frozenset(hidden), frozenset(hidden_columns))


def _merge(place: str) -> Merge:
    left, top, right, bottom = range_boundaries(place)
    return Merge(top, left, bottom, right)


def _cell(row: int, column: int, text: str) -> Cell:
    if text == "=?":
        return Cell(row, column, uncached=True)
    struck = re.fullmatch("~(.*)~", text)
    return Cell(row, column, _value((struck[1] if struck else text).replace("↵", "\n")), struck=bool(struck))


def _value(text: str) -> Value:
    if text.startswith("#") and text[1:2].isdigit():
        return float(text[1:]) if "." in text else int(text[1:])
    if not re.fullmatch(r"@[\d: -]+", text):
        return text
    if "-" not in text:
        return time.fromisoformat(text[1:])
    return datetime.fromisoformat(text[1:]) if ":" in text else date.fromisoformat(text[1:])


def book(path: Path, *sheets: Sheet, hidden: Iterable[str] = ()) -> Path:
    """Write sheets as a real workbook."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for each in sheets:
        tab = workbook.create_sheet(each.name)
        for cell in each.cells.values():
            written = tab.cell(cell.row, cell.column, "=1+1" if cell.uncached else cell.value)
            written.font = Font(strike=cell.struck)
        for merge in each.merges:
            tab.merge_cells(None, merge.top, merge.left, merge.bottom, merge.right)
        for row in each.hidden_rows:
            tab.row_dimensions[row].hidden = True
        tab.sheet_state = "hidden" if each.name in hidden else "visible"
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def roster(table: str | Sheet, **more: object) -> RosterReading:
    """Read a text table that must be recognised as a roster."""
    read = table if isinstance(table, Sheet) else sheet(table, **more)
    form = recognise(read)
    assert isinstance(form, Header)
    assert form.record is Person
    return read_roster(form)


def names(people: RosterReading | Iterable[Person]) -> list[str]:
    """Return the names of people, in order."""
    return [person.name for person in (people.people if isinstance(people, RosterReading) else people)]


def told(problems: RosterReading | Iterable[Problem]) -> list[str]:
    """Return problems as "B3 Chưa có họ tên.", warnings with a "?" before the cell."""
    found = problems.problems if isinstance(problems, RosterReading) else problems
    return [f"{'' if p.is_error else '? '}{p.where.cell} {p.message}".replace("  ", " ") for p in found]
