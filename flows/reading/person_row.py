"""Read one row of a roster: its cells in, a person and the mistakes in the row out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flows.model.fields import Field, field_named
from flows.model.person import Person
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell
from flows.reading.columns import DAMAGED, as_text, folded, parse
from flows.reading.counting import PersonRow
from flows.reading.grid import Line
from flows.reading.header_columns import Column
from flows.reading.layout import Layout, OneColumn, is_ditto
from flows.reading.person_name import NO_GIVEN_NAME, POSTS, NameReading, is_of_another_tongue, is_plain_name, read_name
from flows.reading.phones import identity_doubts, read_identity, read_phone
from flows.reading.sex_and_birth import divided_birth, sex
from flows.reading.table import Header
from flows.vietnamese.results import completion

NOTHING_ABOVE = Mistake("Ô ghi «như trên» nhưng phía trên không có gì.", "Ghi đủ vào ô này.")
WITHDRAWN = ("rút tên", "xin rút", "đã rút", "rút khỏi", "không tham gia", "không tham dự", "thôi tham dự")
_WITHDRAWN = re.compile(r"\(?\s*rút\s*(?:[.,;:()/-].*)?$")
"""Said alone: Rút; Rút (đi công tác); but not Rút kinh nghiệm."""
NO_UNIT = Mistake("Chưa có đơn vị.", "Ghi đơn vị vào ô này (chỉ ô gộp mới được hiểu là dùng chung).")
UNCLEAR_RESULT = Mistake(
    "Không rõ kết quả này là hoàn thành hay chưa.", "Ghi «hoàn thành» hoặc «không hoàn thành»; điểm ghi ở cột Xếp loại."
)
KNOWN_VALUES = 20_000
KNOWABLE = frozenset({str, date, datetime})


def _read_result(text: str) -> tuple[str, tuple[Mistake, ...]]:
    """Return the result as typed; one that says neither yes nor no is a mistake, for a certificate hangs on it."""
    return text, (UNCLEAR_RESULT,) if completion(text) is None else ()


_SPECIAL = {"phone": read_phone, "identity": read_identity, "result": _read_result}


@dataclass(frozen=True, slots=True)
class PersonReading:
    """What one row says; `attended` when an attendance cell of it is filled, `restored` when its capitals are ours.

    `unjudged_at` is where the result is missing of somebody who was always there.
    """

    person: Person
    problems: tuple[Problem, ...] = ()
    attended: bool = False
    restored: bool = False
    code_at: Where = Where()
    unjudged_at: Where | None = None

    @property
    def coded_at(self) -> Where:
        """Return the cell of the event's code, else that of the name."""
        return self.code_at if self.code_at.heading else self.person.where


def read_person(layout: Layout, standing: PersonRow) -> PersonReading:
    """Return one row's person; `held` when a mistake in the row must be mended first."""
    header, row = layout.header, standing.number
    line = layout.line(row)
    problems: list[Problem] = []
    values = _values(layout, row, line, problems)
    restored = _add_name(layout, row, line, values, problems)
    if layout.birth_parts:
        values |= divided_birth(layout, row, problems)
    values |= sex(layout, row, values, problems)
    others = len(problems)
    values["present"], attended = _attendance(layout, line, problems)
    values["is_uncounted"] = any(problem.is_error for problem in problems[others:])
    values["unit"] = values.get("unit") or _unit(layout, standing, values, problems)
    values["hamlet"] = values.get("hamlet") or standing.hamlet or None
    _judge_identity(layout, row, values, problems)
    withdrawn = _is_withdrawn(values.get("note")) or (layout.has_struck and is_struck(header, row))
    if withdrawn and values["name"]:  # there is no paper to hold back
        problems = [replace(problem, severity="warning") for problem in problems]
    where = header.place(row, layout.name_key)
    person = Person(
        **values,
        key=f"{where.sheet}!{where.cell}",
        section=standing.section or None,
        withdrawn=withdrawn,
        where=where,
        held=bool(problems) and any(problem.is_error for problem in problems),
    )
    unjudged = not (person.result or person.held or withdrawn) and bool(person.present) and all(person.present)
    unjudged_at = (header.place(row, "ket_qua") if header.column("ket_qua") else where) if unjudged else None
    return PersonReading(person, tuple(problems), attended, restored, header.place(row, "ma_su_kien"), unjudged_at)


def _values(layout: Layout, row: int, line: Line, problems: list[Problem]) -> dict[str, Any]:
    """Return the values of the fields with one column."""
    values: dict[str, Any] = {}
    for one in layout.plain:
        cell, value = line[one[3]], None
        if cell is not None:
            typed = cell[2]
            # Not by any type: 1, 1.0 and True are one key.
            if type(typed) in KNOWABLE and not cell[4]:
                value = one[4].get(typed)
                if value is None and one[5] and isinstance(typed, str) and one[5](typed):
                    value = typed
            if value is None:
                value = _first_read(layout, row, one, problems)
        values[one[2]] = value
    return values


def _first_read(layout: Layout, row: int, one: OneColumn, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    """Return what a cell says; where nothing is doubtful in it, it is known from now on."""
    cell, before = layout.cell(row, one.column), len(problems)
    value = _value(layout, row, one.field, one.column, problems)
    is_sure = len(problems) == before and type(cell.value) in KNOWABLE and not cell.uncached
    if is_sure and len(one.known) < KNOWN_VALUES and not is_ditto(cell.value):
        one.known[cell.value] = value
    return value


def _value(layout: Layout, row: int, field: Field, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    cell = layout.header.sheet.cell(row, column.index)
    value, mistakes = parse(field, cell)
    if field.kind == "text" and is_ditto(value):
        return _as_above(layout, row, field, column, problems)
    read = _SPECIAL.get(field.attribute)
    if read and value is not None:
        value, mistakes = read(value)
    if mistakes:
        problems += [layout.problem(mistake, cell, column) for mistake in mistakes]
    return value


def _as_above(layout: Layout, row: int, field: Field, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    """Return what the person before has; what is wrong there has been told there."""
    said = layout.said_above(row, column)
    above = None if said is None else _value(layout, said, field, column, [])
    if above is None:
        problems.append(layout.problem(NOTHING_ABOVE, layout.cell(row, column), column))
    return above


def _add_name(layout: Layout, row: int, line: Line, values: dict[str, Any], problems: list[Problem]) -> bool:
    """Add what the name's cell tells to the values; return whether its capitals are ours."""
    cell = line[layout.name_place] if layout.name_place is not None else None
    if cell is not None and isinstance(cell.value, str) and is_plain_name(cell.value):
        values["name"] = cell.value
        return False
    name = _name(layout, row, problems)
    values |= _from_name(name, values, layout.header)
    return name.restored


def _name(layout: Layout, row: int, problems: list[Problem]) -> NameReading:
    cells = [layout.cell(row, column) for column in layout.names]
    parts = {cell.address: as_text(cell.value) for cell in cells}  # a name merged over both columns stands once
    mistakes = [mistake for cell in cells for mistake in parse(_NAME, cell)[1]]
    reading = read_name(" ".join(text for text in parts.values() if text))
    if DAMAGED in mistakes and is_of_another_tongue(reading.name):
        mistakes = [mistake for mistake in mistakes if mistake != DAMAGED]
    if not any(mistake.severity == "error" for mistake in mistakes):
        mistakes += [NO_GIVEN_NAME] if _lacks_given_name(parts) else reading.mistakes
    if mistakes:
        place = layout.header.place(row, layout.name_key)
        problems += [mistake.at(place) for mistake in mistakes]
    return reading


def _lacks_given_name(parts: Mapping[str, str]) -> bool:
    """Whether of the cells of a divided name only the last one is blank."""
    *family, given = parts.values() or ("",)
    return any(family) and not given


_NAME = field_named(Person, "ho_ten")


def _from_name(name: NameReading, values: dict[str, Any], header: Header) -> dict[str, Any]:
    """Return what the name cell tells; a post behind the name is the title where no column is for titles."""
    note, title = values.get("note") or name.note or None, values.get("title")
    found = {"name": name.name, "honorific": values.get("honorific") or name.honorific or None, "note": note}
    if name.note and not header.column("chuc_vu") and folded(name.note).startswith(POSTS):
        return {**found, "title": name.note, "note": values.get("note")}
    return {**found, "title": title}


def _attendance(layout: Layout, line: Line, problems: list[Problem]) -> tuple[tuple[bool, ...], bool]:
    """Return at which sittings the person was, and whether anything at all is said of it."""
    marks, attended = [], False
    for one in layout.sittings:
        cell, mark = line[one.place], None
        if cell is not None:
            attended = attended or not cell.is_empty
            mark = one.known.get(cell.value) if isinstance(cell.value, str) and not cell.uncached else None
            mark = _mark(layout, one, cell, problems) if mark is None else mark
        marks.append(bool(mark))
    return tuple(marks), attended


def _mark(layout: Layout, one: OneColumn, cell: Cell, problems: list[Problem]) -> bool:
    value, mistakes = parse(one.field, cell)
    problems += [layout.problem(mistake, cell, one.column) for mistake in mistakes]
    if isinstance(cell.value, str) and not mistakes and len(one.known) < KNOWN_VALUES:
        one.known[cell.value] = bool(value)
    return bool(value)


def _unit(layout: Layout, standing: PersonRow, values: dict[str, Any], problems: list[Problem]) -> str | None:
    """Return the section's unit for a blank cell; a blank cell without one is a mistake, never filled from above."""
    header, unit = layout.header, standing.unit or layout.sheet_unit
    column = header.column("don_vi")
    if column and not values.get("hamlet") and not unit and _is_blank(layout, standing.number, column, problems):
        problems.append(NO_UNIT.at(header.place(standing.number, "don_vi")))
    return unit or None


def _is_blank(layout: Layout, row: int, column: Column, problems: list[Problem]) -> bool:
    """Whether nothing at all is said of the unit: a cell with a mistake of its own has been reported."""
    address = layout.cell(row, column).address
    return all(problem.where.cell != address for problem in problems)


def _judge_identity(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> None:
    column = layout.header.column("cccd")
    if column is not None:
        doubts = identity_doubts(values.get("identity"), values.get("gender"), values.get("born"))
        problems += [layout.problem(doubt, layout.cell(row, column), column) for doubt in doubts]


def _is_withdrawn(note: str | None) -> bool:
    return note is not None and _says_withdrawn(note)


@lru_cache(maxsize=1_000)
def _says_withdrawn(note: str) -> bool:
    said = folded(note)
    return bool(_WITHDRAWN.match(said)) or any(word in said for word in WITHDRAWN)


def is_struck(header: Header, row: int) -> bool:
    """Whether a line is drawn through the name in a row."""
    if not header.sheet.has_struck:
        return False
    cells = [header.cell(row, key) for key in ("ho_dem", "ho_ten")]
    return any(cell and cell.struck for cell in cells)
