"""Read one row of a roster: its cells in, a person and the mistakes in the row out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.model.fields import Field, field_named
from flows.model.person import Person
from flows.problems import Mistake, Problem, Where
from flows.reading.columns import DAMAGED, as_text, folded, parse
from flows.reading.counting import PersonRow
from flows.reading.header_columns import Column
from flows.reading.layout import Layout, is_ditto
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


def _read_result(text: str) -> tuple[str, tuple[Mistake, ...]]:
    """Return the result as typed; one that says neither yes nor no is a mistake, for a certificate hangs on it."""
    return text, (UNCLEAR_RESULT,) if completion(text) is None else ()


_SPECIAL = {"phone": read_phone, "identity": read_identity, "result": _read_result}


@dataclass(frozen=True, slots=True)
class PersonReading:
    """What one row says; `attended` when an attendance cell of it is filled, `restored` when its capitals are ours."""

    person: Person
    problems: tuple[Problem, ...] = ()
    attended: bool = False
    restored: bool = False
    code_at: Where = Where()

    @property
    def coded_at(self) -> Where:
        """Return the cell of the event's code, else that of the name."""
        return self.code_at if self.code_at.heading else self.person.where


def read_person(layout: Layout, standing: PersonRow) -> PersonReading:
    """Return one row's person; `held` when a mistake in the row must be mended first."""
    header, row = layout.header, standing.number
    problems: list[Problem] = []
    values = _values(layout, row, problems)
    name = _name(header, row, problems)
    values |= _from_name(name, values, header)
    values |= divided_birth(layout, row, problems)
    values |= sex(layout, row, values, problems)
    values["present"] = tuple(_marks(layout, row, problems))
    values["unit"] = values.get("unit") or _unit(layout, standing, values, problems)
    values["hamlet"] = values.get("hamlet") or standing.hamlet or None
    problems += _identity(layout, row, values)
    person = Person(
        **values,
        section=standing.section or None,
        withdrawn=_is_withdrawn(header, row, values),
        where=header.place(row, name_key(header)),
        held=any(problem.is_error for problem in problems),
    )
    return PersonReading(
        person, tuple(problems), _is_attended(layout, row), name.restored, header.place(row, "ma_su_kien")
    )


def _values(layout: Layout, row: int, problems: list[Problem]) -> dict[str, Any]:
    """Return the values of the fields with one column; what was read without a doubt before is known."""
    sheet, known = layout.header.sheet, layout.known
    values: dict[str, Any] = {}
    for field, column in layout.plain:
        cell = sheet.cell(row, column.index)
        typed, attribute = cell.value, field.attribute
        value = known.get((attribute, typed)) if isinstance(typed, str) and not cell.uncached else None
        if value is None and (typed is not None or cell.uncached):
            before = len(problems)
            value = _value(layout, row, field, column, problems)
            if isinstance(typed, str) and len(problems) == before and len(known) < KNOWN_VALUES and not is_ditto(typed):
                known[attribute, typed] = value
        values[attribute] = value
    return values


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


def name_key(header: Header) -> str:
    """Return the key of the column that stands for a person: the name's, else the family name's."""
    return "ho_ten" if header.column("ho_ten") else "ho_dem"


def _name(header: Header, row: int, problems: list[Problem]) -> NameReading:
    columns = (*header.columns_of("ho_dem"), *header.columns_of("ho_ten")[:1])
    cells = [header.sheet.cell(row, column.index) for column in columns]
    typed = cells[0].value if len(cells) == 1 and header.column("ho_ten") else None
    if isinstance(typed, str) and is_plain_name(typed):
        return NameReading(typed)
    parts = {cell.address: as_text(cell.value) for cell in cells}  # a name merged over both columns stands once
    mistakes = [mistake for cell in cells for mistake in parse(_NAME, cell)[1]]
    reading = read_name(" ".join(text for text in parts.values() if text))
    if DAMAGED in mistakes and is_of_another_tongue(reading.name):
        mistakes = [mistake for mistake in mistakes if mistake != DAMAGED]
    if not any(mistake.severity == "error" for mistake in mistakes):
        mistakes += [NO_GIVEN_NAME] if _lacks_given_name(parts) else reading.mistakes
    if mistakes:
        place = header.place(row, name_key(header))
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


def _marks(layout: Layout, row: int, problems: list[Problem]) -> Iterator[bool]:
    for declared, column in layout.sittings:
        cell = layout.cell(row, column)
        value, mistakes = parse(declared, cell)
        problems += [layout.problem(mistake, cell, column) for mistake in mistakes]
        yield bool(value)


def _is_attended(layout: Layout, row: int) -> bool:
    return any(not layout.cell(row, column).is_empty for _, column in layout.sittings)


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


def _identity(layout: Layout, row: int, values: dict[str, Any]) -> list[Problem]:
    column = layout.header.column("cccd")
    if column is None:
        return []
    doubts = identity_doubts(values.get("identity"), values.get("gender"), values.get("born"))
    return [layout.problem(doubt, layout.cell(row, column), column) for doubt in doubts]


def _is_withdrawn(header: Header, row: int, values: dict[str, Any]) -> bool:
    note = values.get("note")
    said = folded(note) if note else ""
    return is_struck(header, row) or bool(_WITHDRAWN.match(said)) or any(word in said for word in WITHDRAWN)


def is_struck(header: Header, row: int) -> bool:
    """Whether a line is drawn through the name in a row."""
    if not header.sheet.has_struck:
        return False
    cells = [header.cell(row, key) for key in ("ho_dem", "ho_ten")]
    return any(cell and cell.struck for cell in cells)
