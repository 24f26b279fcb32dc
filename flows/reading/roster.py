"""Read a roster sheet: its table in, people and problems out; sections, totals and the foot are no people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flows.model.fields import Field, fields_of
from flows.model.person import PRIVATE_COLUMNS, Person
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell, Sheet
from flows.reading.columns import as_text, parse
from flows.reading.headings import heading_text
from flows.reading.people import RosterRow, classify, is_unit
from flows.reading.person_name import NameReading, read_name
from flows.reading.phones import read_identity, read_phone
from flows.reading.table import Column, Header
from flows.vietnamese.text import fold, heading_key

FARTHEST_GAP = 300
"""So many rows with nothing in them end a table."""

WITHDRAWN = ("rút tên", "xin rút", "đã rút", "rút khỏi", "không tham gia", "không tham dự", "thôi tham dự")
NO_UNIT = Mistake("Chưa có đơn vị.", "Ghi đơn vị vào ô này (chỉ ô gộp mới được hiểu là dùng chung).")


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What one roster sheet says; `results` and `attendance` tell whether such cells are filled anywhere."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    results: bool = False
    attendance: bool = False


def read_roster(header: Header) -> RosterReading:
    """Return every person of a roster sheet, in order, and every mistake."""
    people: list[Person] = []
    problems = [*_hidden_rows(header), *_private_columns(header)]
    marked = _marked_columns(header)
    unit = _sheet_unit(header.sheet)
    for row, section in _person_rows(header, problems):
        person, found = _person(header, row, section or unit, marked)
        people.append(person)
        problems += found
    return RosterReading(
        tuple(people),
        tuple([*problems, *_capitals(people, header)]),
        results=any(person.result or person.grade for person in people),
        attendance=bool(marked),
    )


def _sheet_unit(sheet: Sheet) -> str:
    return sheet.name.strip() if is_unit(sheet.name.strip()) else ""


def _person_rows(header: Header, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Yield each person's row with the section it stands under; totals and counts are compared as they pass."""
    section: RosterRow | None = None
    in_section = in_all = 0
    footer: RosterRow | None = None
    last = header.bottom
    for number in header.body():
        if number - last > FARTHEST_GAP or _is_hidden(header, number):
            continue
        last = number
        row = classify(header, number)
        if row.kind == "footer" or (footer and row.kind != "person"):
            problems += _compare(header, row, in_all) if row.kind in ("footer", "total") else []
            footer = footer or row
        elif row.kind == "section":
            problems += _compare(header, section, in_section)
            section, in_section = row, 0
        elif row.kind == "total":
            # A total below a section counts that section, or all so far: it must be one of them.
            problems += _compare(header, row, in_all) if row.count != in_section else []
        elif row.kind == "person" and footer:
            problems += _below_the_foot(header, row, footer)
        elif row.kind == "person":
            in_section, in_all = in_section + 1, in_all + 1
            yield number, section.text if section else ""
    problems += _compare(header, section, in_section)


def _is_hidden(header: Header, row: int) -> bool:
    return row in header.sheet.hidden_rows


def _compare(header: Header, row: RosterRow | None, people: int) -> list[Problem]:
    """Return a warning when a row claims another number of people than there are."""
    if row is None or row.count is None or row.count == people or row.cell is None:
        return []
    where = header.sheet.where.at(cell=row.cell.address)
    message = f"Ghi {row.count} người nhưng danh sách có {people} người."
    return [Problem(where, message, "Kiểm tra lại số người hoặc các dòng bị thiếu.", "warning")]


def _below_the_foot(header: Header, row: RosterRow, footer: RosterRow) -> list[Problem]:
    """Return a warning for a row below the foot that still reads like a person."""
    name = header.cell(row.number, "ho_ten")
    numbered = header.cell(row.number, "stt")
    if name is None or name.is_empty or numbered is None or not as_text(numbered.value).strip(".").isdigit():
        return []
    at = footer.cell.address if footer.cell else ""
    message = f"Dòng này nằm dưới phần cuối danh sách (ô {at}) nên không được đọc."
    fix = "Nếu là đại biểu, chuyển dòng lên trên phần cuối danh sách."
    return [Problem(header.place(row.number, "ho_ten"), message, fix, "warning")]


def _hidden_rows(header: Header) -> list[Problem]:
    hidden = [row for row in header.body() if _is_hidden(header, row)]
    if not hidden:
        return []
    message = f"{len(hidden)} dòng đang ẩn, không được đọc."
    where = header.sheet.where.at(cell=f"A{hidden[0]}")
    return [Problem(where, message, "Bỏ ẩn nếu đó là đại biểu; xóa hẳn nếu không.", "warning")]


def _private_columns(header: Header) -> list[Problem]:
    private = {heading_key(text) for text in PRIVATE_COLUMNS}
    return [
        Problem(
            header.sheet.where.at(cell=Cell(header.bottom, column.index).address, heading=column.heading),
            "Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
            "Nên xóa cột khỏi tệp nếu công việc không cần.",
            "warning",
        )
        for column in header.columns
        if column.field is None and heading_key(column.leaf) in private
    ]


def _marked_columns(header: Header) -> tuple[Column, ...]:
    """Return the attendance columns once any of them is filled: an empty sign-in column says nothing yet."""
    columns = header.columns_of("co_mat")
    rows = [row for row in header.body() if classify(header, row).kind == "person"]
    filled = any(not header.sheet.cell(row, column.index).is_empty for row in rows for column in columns)
    return columns if filled else ()


def _person(
    header: Header, row: int, section: str, marked: Sequence[Column]
) -> tuple[Person, list[Problem]]:
    """Return one row's person; `held` when a mistake in it must be mended first."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for declared in fields_of(Person):
        if declared.key in header.keys and declared.key not in _READ_APART:
            values[declared.attribute] = _value(header, row, declared, problems)
    name = _name(header, row, problems)
    values |= _from_name(name, values) | _sexed(header, row, values, problems)
    values["present"] = tuple(_present(header, row, column, problems) for column in marked)
    values["unit"] = values.get("unit") or _unit(header, row, section, problems)
    where = header.place(row, "ho_ten")
    held = any(problem.is_error for problem in problems)
    withdrawn = _is_withdrawn(header, row, values)
    return Person(**values, section=section or None, withdrawn=withdrawn, where=where, held=held), problems


_READ_APART = frozenset({"ho_ten", "ho_dem", "co_mat", "stt"})
_SPECIAL = {"phone": read_phone, "identity": read_identity}


def _value(header: Header, row: int, declared: Field, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    column = next((c for c in header.columns_of(declared.key) if not c.sex), None)
    if column is None:
        return None
    cell = header.sheet.cell(row, column.index)
    read = _SPECIAL.get(declared.attribute)
    value, mistakes = parse(declared, cell)
    if read and value is not None:
        value, mistakes = read(value)
    problems += [mistake.at(_place(header, cell, column)) for mistake in mistakes]
    return value


def _place(header: Header, cell: Cell, column: Column) -> Where:
    return header.sheet.where.at(cell=cell.address, heading=column.heading)


def _name(header: Header, row: int, problems: list[Problem]) -> NameReading:
    given, family = header.cell(row, "ho_ten"), header.cell(row, "ho_dem")
    parts = [as_text(cell.value) for cell in (family, given) if cell is not None and not cell.is_empty]
    reading = read_name(" ".join(parts))
    problems += [mistake.at(header.place(row, "ho_ten")) for mistake in reading.mistakes]
    return reading


def _from_name(name: NameReading, values: dict[str, Any]) -> dict[str, Any]:
    note = values.get("note") or name.note or None
    return {"name": name.name, "honorific": values.get("honorific") or name.honorific or None, "note": note}


def _sexed(header: Header, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return sex and birth date from columns Nam | Nữ, where the birth date or a mark stands in one of them."""
    for column in header.columns:
        cell = header.sheet.cell(row, column.index)
        if not column.sex or cell.is_empty or column.field is None:
            continue
        found: dict[str, Any] = {"gender": column.sex}
        if column.field.key == "ngay_sinh" or len(as_text(cell.value)) >= len("1965"):
            found["born"], mistakes = parse(_BIRTH, cell)
            problems += [mistake.at(_place(header, cell, column)) for mistake in mistakes]
        return found
    only_female = header.columns_of("gioi_tinh") and all(c.sex == "Nữ" for c in header.columns_of("gioi_tinh"))
    return {"gender": "Nam"} if only_female and not values.get("gender") else {}


_BIRTH = next(declared for declared in fields_of(Person) if declared.kind == "birth")


def _present(header: Header, row: int, column: Column, problems: list[Problem]) -> bool:
    cell = header.sheet.cell(row, column.index)
    value, mistakes = parse(column.field, cell) if column.field else (None, ())
    problems += [mistake.at(_place(header, cell, column)) for mistake in mistakes]
    return bool(value)


def _unit(header: Header, row: int, section: str, problems: list[Problem]) -> str | None:
    """Return the section's unit for a blank cell; a blank cell without one is a mistake, never filled from above."""
    if section and is_unit(section):
        return section
    if header.column("don_vi") and not header.column("thon") and not section:
        problems.append(NO_UNIT.at(header.place(row, "don_vi")))
    return section or None


def _is_withdrawn(header: Header, row: int, values: dict[str, Any]) -> bool:
    name = header.cell(row, "ho_ten")
    note = fold(values.get("note") or "")
    return bool(name and name.struck) or any(word in note for word in WITHDRAWN)


def _capitals(people: Sequence[Person], header: Header) -> list[Problem]:
    """Return one warning for all the names whose capitals were restored."""
    changed = [p for p in people if p.name and p.name != _typed_name(p, header)]
    if not changed:
        return []
    message = (
        f"{len(changed)} họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «{changed[0].name}»."
    )
    return [Problem(changed[0].where, message, "Đọc lại họ tên trên giấy tờ trước khi ký.", "warning")]


def _typed_name(person: Person, header: Header) -> str:
    row = _row_of(person)
    cells = [header.cell(row, key) for key in ("ho_dem", "ho_ten")]
    typed = " ".join(as_text(cell.value) for cell in cells if cell is not None and not cell.is_empty)
    return person.name if person.name in " ".join(typed.split()) else typed


def _row_of(person: Person) -> int:
    return int("".join(sign for sign in person.where.cell if sign.isdigit()) or 0)


def merged_rosters(readings: Sequence[RosterReading]) -> RosterReading:
    """Return several roster sheets of one event as one roster, namesakes and doubles told apart."""
    people = [person for reading in readings for person in reading.people]
    kept, problems = without_doubles(people)
    found = [problem for reading in readings for problem in reading.problems]
    return RosterReading(
        tuple(kept),
        (*found, *problems),
        results=any(reading.results for reading in readings),
        attendance=any(reading.attendance for reading in readings),
    )


def without_doubles(people: Sequence[Person]) -> tuple[list[Person], list[Problem]]:
    """Return the people without exact doubles, and a warning for each pair that may be one person."""
    seen: dict[tuple[str, str], list[Person]] = {}
    kept: list[Person] = []
    problems: list[Problem] = []
    for person in people:
        same = seen.setdefault((fold(person.name), fold(person.unit or "")), [])
        twin = next((other for other in same if _may_be_one(person, other)), None) if person.name else None
        if twin is None or not _is_one(person, twin):
            kept.append(person)
            same.append(person)
        if twin is not None:
            problems.append(_doubled(person, twin))
    return kept, problems


def _may_be_one(person: Person, other: Person) -> bool:
    return person.born is None or other.born is None or str(person.born) == str(other.born)


def _is_one(person: Person, other: Person) -> bool:
    return person.born is not None and person.born == other.born


def _doubled(person: Person, other: Person) -> Problem:
    at = other.where if other.where.sheet != person.where.sheet else replace(other.where, file="", sheet="")
    if _is_one(person, other):
        message = f"Trùng họ tên, đơn vị và ngày sinh với {at}: chỉ lấy dòng đầu."
        return Problem(person.where, message, "Xóa dòng thừa.", "warning")
    message = f"Có thể trùng người với {at}: cùng họ tên, cùng đơn vị."
    return Problem(person.where, message, "Ghi ngày sinh của cả hai nếu là hai người; xóa bớt nếu là một.", "warning")


def sheet_heading(header: Header) -> str:
    """Return the text above a header, for telling what a sheet is about."""
    return " ".join(heading_text(c.value) for row in header.sheet.rows if row < header.top for c in
                    header.sheet.filled(row))  # fmt: skip
