"""Read a roster sheet: its tables in, people and problems out; sections, totals and the foot are no people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.model.person import Person, Roster
from flows.problems import Problem
from flows.reading.counting import Walk, walk
from flows.reading.doubles import without_doubles, without_summaries
from flows.reading.header_doubts import doubts_of, unread_columns
from flows.reading.layout import Layout
from flows.reading.person_row import PersonReading, is_struck, read_person
from flows.reading.sheet_unit import no_unit, unit_above, unit_of_file
from flows.reading.table import Header, tables_of
from flows.reading.turned_births import turned_births
from flows.reading.unit_spellings import unit_doubts
from flows.vietnamese.names import is_uneven
from flows.vietnamese.text import bare


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What one roster sheet says: its people with what is wrong in their rows, and what is wrong with the sheet."""

    rows: tuple[PersonReading, ...]
    sheet_problems: tuple[Problem, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """Return every person, in order."""
        return tuple(row.person for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return every mistake: the sheet's, then the rows'."""
        return (*self.sheet_problems, *(problem for row in self.rows for problem in row.problems))

    def of_rows(self, rows: Sequence[PersonReading]) -> RosterReading:
        """Return the part of the reading that is about these rows."""
        return replace(self, rows=tuple(rows))


def read_roster(header: Header) -> RosterReading:
    """Return every person of a roster sheet, in order, and every mistake."""
    tables = tables_of(header)
    ways = [walk(table) for table in tables]
    everybody = sum(len(way.people) for way in ways)
    readings = [_read_table(table, way, everybody) for table, way in zip(tables, ways, strict=True)]
    rows = tuple(row for reading in readings for row in reading.rows)
    found = [problem for reading in readings for problem in reading.sheet_problems]
    return RosterReading(rows, (*found, *unread_columns(tables), *_capitals(rows), *_uneven(rows)))


def _read_table(header: Header, way: Walk, everybody: int) -> RosterReading:
    sectioned = any(standing.unit for standing in way.people)
    unit, doubts = unit_above(header, sectioned=sectioned)
    if not unit and not sectioned:
        unit = unit_of_file(header)
    numbers = [standing.number for standing in way.people]
    layout = Layout(header, unit, tuple(numbers))
    rows = tuple(read_person(layout, standing) for standing in way.people)
    doubts = doubts if rows and any(row.person.unit == unit for row in rows) else []
    doubts = [*doubts_of(header), *doubts, *turned_births(header, numbers), *unit_doubts(header, numbers)]
    if any(doubt.is_error for doubt in doubts):  # the names of all may be cut short
        rows = tuple(replace(row, person=replace(row.person, held=True)) for row in rows)
    found = (*_hidden_rows(way), *_struck_rows(header, way), *doubts, *way.doubts(everybody))
    return RosterReading(rows, found)


def _struck_rows(header: Header, way: Walk) -> list[Problem]:
    struck = [standing.number for standing in way.people if is_struck(header, standing.number)]
    if not struck:
        return []
    message = f"{len(struck)} người có họ tên bị gạch ngang, được hiểu là đã rút."
    fix = "Bỏ gạch ngang nếu vẫn tham dự; xóa hẳn dòng nếu không."
    return [Problem(header.place(struck[0], "ho_ten"), message, fix, "warning")]


def with_unit_doubt(reading: RosterReading, header: Header) -> RosterReading:
    """Return the reading with a warning when nothing at all in the sheet says where its people work."""
    people, headings = reading.people, " ".join(bare(column.heading) for column in header.columns)
    if not people or "don vi" in headings or header.column("don_vi") or any(p.unit or p.hamlet for p in people):
        return reading
    return replace(reading, sheet_problems=(*reading.sheet_problems, no_unit(header)))


def _hidden_rows(way: Walk) -> list[Problem]:
    if not way.hidden:
        return []
    message = f"{len(way.hidden)} dòng đang ẩn, không được đọc."
    where = way.sheet.where.at(cell=f"A{way.hidden[0]}")
    return [Problem(where, message, "Bỏ ẩn nếu đó là đại biểu; xóa hẳn nếu không.", "warning")]


def _capitals(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return one warning for all the names whose capitals were restored."""
    changed = [row.person for row in rows if row.restored]
    if not changed:
        return []
    message = f"{len(changed)} họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «{changed[0].name}»."
    return [Problem(changed[0].where, message, "Đọc lại họ tên trên giấy tờ trước khi ký.", "warning")]


def _uneven(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return one warning for all the names with capitals where names have none, or none where they have one."""
    doubtful = [row.person for row in rows if not (row.restored or row.person.held) and is_uneven(row.person.name)]
    if not doubtful:
        return []
    kept = f"được giữ như đã gõ, ví dụ «{doubtful[0].name}»"
    message = f"{len(doubtful)} họ tên có chữ hoa, chữ thường không đều, {kept}."
    return [Problem(doubtful[0].where, message, "Sửa lại nếu gõ nhầm.", "warning")]


def _only(reading: RosterReading, people: Sequence[Person]) -> RosterReading:
    """Return a reading with these of its people; of a sheet that is not read at all nothing is told."""
    if len(people) == len(reading.rows):
        return reading
    kept = {id(person) for person in people}
    return RosterReading(
        tuple(row for row in reading.rows if id(row.person) in kept), reading.sheet_problems if kept else ()
    )


def merged_rosters(readings: Sequence[RosterReading], *, whole: bool = True) -> tuple[Roster, tuple[Problem, ...]]:
    """Return several roster sheets of one event as one roster: summaries dropped, namesakes and doubles told apart."""
    left, dropped = without_summaries([reading.people for reading in readings])
    told = [_only(reading, people) for reading, people in zip(readings, left, strict=True)]
    people, doubled = without_doubles([person for reading in told for person in reading.people])
    rows = [row for reading in told for row in reading.rows]
    known = any(row.attended for row in rows)
    roster = Roster(
        tuple(people if known else [replace(person, present=()) for person in people]),
        has_results=any(row.person.result or row.person.grade for row in rows),
        has_attendance=known,
        whole=whole,
    )
    kept = {id(person) for person in people}
    unjudged = _unjudged([row for row in rows if id(row.person) in kept])
    return roster, (*dropped, *(problem for reading in told for problem in reading.problems), *doubled, *unjudged)


def _unjudged(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return a warning for those who were always there and have no result where others have one: no certificate."""
    left = [(row.person, row.unjudged_at) for row in rows if row.unjudged_at is not None]
    if not left or not any(row.person.result for row in rows):
        return []
    (first, where), *others = left
    more = f" và {len(others)} người nữa" if others else ""
    message = f"{first.called}{more} có mặt đủ mà không có kết quả, nên không có giấy chứng nhận."
    fix = "Ghi Kết quả của từng người như vậy: hoàn thành, hoặc không hoàn thành."
    return [Problem(where, message, fix, "warning")]
