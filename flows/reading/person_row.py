"""Read one row of a roster: its cells in, a person and the mistakes in the row out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flows.model.fields import Field, field_named, fields_of
from flows.model.person import Person
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell
from flows.reading.columns import DAMAGED, MARKS_ABSENT, as_text, folded, parse
from flows.reading.counting import PersonRow
from flows.reading.header_columns import Column
from flows.reading.person_name import NO_GIVEN_NAME, POSTS, NameReading, is_of_another_tongue, read_name
from flows.reading.phones import identity_doubts, read_identity, read_phone
from flows.reading.table import Header
from flows.vietnamese.results import completion
from flows.vietnamese.text import bare

WITHDRAWN = ("rút tên", "xin rút", "đã rút", "rút khỏi", "không tham gia", "không tham dự", "thôi tham dự")
_WITHDRAWN = re.compile(r"\(?\s*rút\s*(?:[.,;:()/-].*)?$")
"""Said alone: Rút; Rút (đi công tác); but not Rút kinh nghiệm."""
NO_UNIT = Mistake("Chưa có đơn vị.", "Ghi đơn vị vào ô này (chỉ ô gộp mới được hiểu là dùng chung).")
TWO_SEXES = Mistake("Đánh dấu cả hai cột Nam và Nữ.", "Chỉ để dấu hoặc năm sinh ở một cột.")
NO_SEX = Mistake("Không hiểu giới tính này.", "Ghi Nam hoặc Nữ.", "warning")
_SEXES = {"nam": "Nam", "nu": "Nữ", "ong": "Nam", "ba": "Nữ", "trai": "Nam", "gai": "Nữ", "male": "Nam", "female": "Nữ"}
_READ_APART = frozenset({"ho_ten", "ho_dem", "co_mat", "stt"})
UNCLEAR_RESULT = Mistake(
    "Không rõ kết quả này là hoàn thành hay chưa.", "Ghi «hoàn thành» hoặc «không hoàn thành»; điểm ghi ở cột Xếp loại."
)
_BIRTH = field_named(Person, "ngay_sinh")


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


@dataclass(frozen=True)
class Layout:
    """Which columns of a roster are read how; worked out once for all its rows."""

    header: Header
    sheet_unit: str = ""

    @cached_property
    def plain(self) -> tuple[tuple[Field, Column], ...]:
        """Return the fields that have one column, with it."""
        columns = ((field, self._plain_column(field.key)) for field in fields_of(Person))
        return tuple((field, column) for field, column in columns if column and field.key not in _READ_APART)

    def _plain_column(self, key: str) -> Column | None:
        return next((column for column in self.header.columns_of(key) if not column.sex), None)

    @cached_property
    def sexed(self) -> tuple[tuple[Field, Column], ...]:
        """Return the columns Nam and Nữ."""
        seen = [column for key in self.header.keys for column in self.header.columns_of(key) if column.sex]
        return tuple((column.field, column) for column in seen if column.field)

    @cached_property
    def only_women_are_marked(self) -> bool:
        """Whether there is a column Nữ and none for men, and somebody filled it in."""
        marks = self.header.columns_of("gioi_tinh")
        if not marks or any(column.sex != "Nữ" for column in marks):
            return False
        return any(_is_marked(self.cell(row, column)) for row in self.header.body() for column in marks)

    @cached_property
    def sittings(self) -> tuple[tuple[Field, Column], ...]:
        """Return the attendance columns."""
        return tuple((column.field, column) for column in self.header.columns_of("co_mat") if column.field)

    def cell(self, row: int, column: Column) -> Cell:
        """Return the cell of a column."""
        return self.header.sheet.cell(row, column.index)

    def problem(self, mistake: Mistake, cell: Cell, column: Column) -> Problem:
        """Return a mistake at its cell."""
        return mistake.at(self.header.sheet.where.at(cell=cell.address, heading=column.heading))


def read_person(layout: Layout, standing: PersonRow) -> PersonReading:
    """Return one row's person; `held` when a mistake in the row must be mended first."""
    header, row = layout.header, standing.number
    problems: list[Problem] = []
    values: dict[str, Any] = {field.attribute: _value(layout, row, field, column, problems)
                              for field, column in layout.plain}  # fmt: skip
    name = _name(header, row, problems)
    values |= _from_name(name, values, header)
    values |= _sex(layout, row, values, problems)
    values["present"] = tuple(_marks(layout, row, problems))
    values["unit"] = values.get("unit") or _unit(layout, standing, values, problems)
    problems += _identity(layout, row, values)
    person = Person(
        **values,
        section=standing.section or None,
        withdrawn=_is_withdrawn(header, row, values),
        where=header.place(row, "ho_ten"),
        held=any(problem.is_error for problem in problems),
    )
    return PersonReading(
        person, tuple(problems), _is_attended(layout, row), name.restored, header.place(row, "ma_su_kien")
    )


def _value(layout: Layout, row: int, field: Field, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    cell = layout.cell(row, column)
    value, mistakes = parse(field, cell)
    read = _SPECIAL.get(field.attribute)
    if read and value is not None:
        value, mistakes = read(value)
    if mistakes:
        problems += [layout.problem(mistake, cell, column) for mistake in mistakes]
    return value


def _name(header: Header, row: int, problems: list[Problem]) -> NameReading:
    cells = [cell for key in ("ho_dem", "ho_ten") if (cell := header.cell(row, key)) is not None]
    parts = {cell.address: as_text(cell.value) for cell in cells}  # a name merged over both columns stands once
    mistakes = [mistake for cell in cells for mistake in parse(_NAME, cell)[1]]
    reading = read_name(" ".join(text for text in parts.values() if text))
    place = header.place(row, "ho_ten" if header.column("ho_ten") else "ho_dem")
    if is_of_another_tongue(reading.name):
        mistakes = [mistake for mistake in mistakes if mistake is not DAMAGED]
    if not any(mistake.severity == "error" for mistake in mistakes):
        mistakes += [NO_GIVEN_NAME] if _lacks_given_name(parts) else reading.mistakes
    problems += [mistake.at(place) for mistake in mistakes]
    return reading


def _lacks_given_name(parts: Mapping[str, str]) -> bool:
    """Whether of the two cells of a divided name only the first is filled."""
    family, *given = parts.values()
    return bool(family and given) and not any(given)


_NAME = field_named(Person, "ho_ten")


def _from_name(name: NameReading, values: dict[str, Any], header: Header) -> dict[str, Any]:
    """Return what the name cell tells; a post behind the name is the title where no column is for titles."""
    note, title = values.get("note") or name.note or None, values.get("title")
    found = {"name": name.name, "honorific": values.get("honorific") or name.honorific or None, "note": note}
    if name.note and not header.column("chuc_vu") and folded(name.note).startswith(POSTS):
        return {**found, "title": name.note, "note": values.get("note")}
    return {**found, "title": title}


def _sex(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return sex and birth date from columns Nam | Nữ, where the birth date or a mark stands in one of them."""
    filled = [(field, column, cell) for field, column in layout.sexed if _is_marked(cell := layout.cell(row, column))]
    if len({column.sex for _, column, _ in filled}) > 1:
        problems.append(layout.problem(TWO_SEXES, filled[1][2], filled[1][1]))
        return {}
    if not filled:
        return {"gender": "Nam"} if layout.only_women_are_marked else _typed_sex(layout, row, values, problems)
    field, column, cell = filled[0]
    found: dict[str, Any] = {"gender": column.sex}
    if field.key == "ngay_sinh" or len(as_text(cell.value)) >= len("1965"):
        found["born"], mistakes = parse(_BIRTH, cell)
        problems += [layout.problem(mistake, cell, column) for mistake in mistakes]
    return found


def _is_marked(cell: Cell) -> bool:
    return not cell.is_empty and folded(as_text(cell.value)) not in MARKS_ABSENT | {""}


def _typed_sex(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    typed = values.get("gender")
    sex = _SEXES.get(bare(typed)) if typed else None
    column = layout.header.column("gioi_tinh")
    if typed and sex is None and column:
        problems.append(layout.problem(NO_SEX, layout.cell(row, column), column))
    return {"gender": sex} if typed else {}


def _marks(layout: Layout, row: int, problems: list[Problem]) -> Iterator[bool]:
    for field, column in layout.sittings:
        cell = layout.cell(row, column)
        value, mistakes = parse(field, cell)
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
    cells = [header.cell(row, key) for key in ("ho_dem", "ho_ten")]
    return any(cell and cell.struck for cell in cells)
