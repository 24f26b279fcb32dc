"""Read the people of a roster sheet, and merge the roster sheets of one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.model.person import Person, Roster
from flows.problems import Problem, Where, some_of
from flows.reading.attendance_sheets import RosterReading, joined
from flows.reading.doubles import without_doubles, without_summaries
from flows.reading.headings import session_in
from flows.reading.person_name import surnames_or_honorifics
from flows.reading.person_row import PersonReading, is_struck, read_person
from flows.reading.roster_checks import spelling_doubts, turned_births
from flows.reading.roster_columns import Layout
from flows.reading.roster_sections import Walk, no_unit, unit_above, unit_of_file, walk
from flows.reading.table import Header, tables_of, title_above
from flows.reading.unread_cells import doubts_of, hidden_rows, nothing_read, unread_columns
from flows.vietnamese.names import is_uneven
from flows.vietnamese.text import bare


def read_roster(header: Header) -> RosterReading:
    """Return every person of a roster sheet, in order, and every mistake."""
    tables = tables_of(header)
    ways = [walk(table) for table in tables]
    everybody = sum(len(way.people) for way in ways)
    titles = (title_above(replace(table, sheet=header.sheet)) for table in tables)
    read = (_read_table(table, way, everybody) for table, way in zip(tables, ways, strict=True))
    readings, doubts = joined([replace(one, name=title) for one, title in zip(read, titles, strict=True)])
    rows = tuple(row for reading in readings for row in reading.rows)
    found = [problem for reading in readings for problem in reading.sheet_problems]
    problems = (*found, *doubts, *unread_columns(tables), *_capitals(rows), *_uneven(rows))
    return RosterReading(rows, problems if rows or problems else tuple(nothing_read(header, "người")), readings[0].name)


def _read_table(header: Header, way: Walk, everybody: int) -> RosterReading:
    sectioned = any(standing.unit for standing in way.people)
    unit, doubts = unit_above(header, sectioned=sectioned)
    if not unit and not sectioned:
        unit = unit_of_file(header)
    numbers = [standing.number for standing in way.people]
    layout = Layout(header, unit, tuple(numbers))
    words = surnames_or_honorifics(layout)
    rows = tuple(read_person(layout, standing, words.get(standing.number)) for standing in way.people)
    doubts = doubts if rows and any(row.person.unit == unit for row in rows) else []
    doubts = [*doubts_of(header), *doubts, *turned_births(header, numbers), *spelling_doubts(header, numbers)]
    if any(doubt.is_error for doubt in doubts):  # the names of all may be cut short
        rows = tuple(replace(row, person=replace(row.person, held=True)) for row in rows)
    hidden = hidden_rows(header, way.hidden, "Bỏ ẩn nếu đó là đại biểu; xóa hẳn nếu không.")
    found = (*hidden, *_struck_rows(header, way), *doubts, *way.doubts(everybody))
    return RosterReading(rows, found)


def _struck_rows(header: Header, way: Walk) -> list[Problem]:
    struck = [standing.number for standing in way.people if is_struck(header, standing.number)]
    message = f"{len(struck)} người có họ tên bị gạch ngang, được hiểu là đã rút."
    fix = "Bỏ gạch ngang nếu vẫn tham dự; xóa hẳn dòng nếu không."
    return [Problem(header.place(row, "ho_ten"), message, fix, "warning") for row in struck[:1]]


def _declined(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return one warning for all those whose notes say that they are not to be invited."""
    gone = [row for row in rows if row.declined and row.person.name]
    named = some_of([f"{row.person.name} («{row.declined[:40]}»)" for row in gone], 5)
    message = f"{len(gone)} người không được mời vì ghi chú trong danh sách: {named}."
    return _at_first([row.person for row in gone], message, "Nếu vẫn mời ai, sửa ghi chú của người đó.")


def _unsure(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return one warning for all those whose notes give a reason for which they may not come; they are invited."""
    left = [row for row in rows if row.unsure and row.person.name]
    named = some_of([f"{row.person.name} («{row.unsure[:40]}»)" for row in left], 5)
    message = f"{len(left)} người có thể không dự, theo ghi chú: {named}. Vẫn làm giấy mời."
    fix = "Không mời ai thì ghi «không mời» vào ghi chú của người đó; vẫn mời thì để nguyên."
    return [Problem(row.noted_at, message, fix, "warning") for row in left[:1]]


def _at_first(people: Sequence[Person], message: str, fix: str) -> list[Problem]:
    """Return one warning for all these people, at the first of them; none for nobody."""
    return [Problem(person.where, message, fix, "warning") for person in people[:1]]


def with_unit_doubt(reading: RosterReading, header: Header) -> RosterReading:
    """Return the reading with a warning when nothing at all in the sheet says where its people work."""
    headings = " ".join(bare(column.heading) for column in header.columns)
    told = header.column("don_vi") or "don vi" in headings or "ma lop" in headings
    if told or not reading.rows or any(person.unit or person.hamlet for person in reading.people):
        return reading
    return replace(reading, sheet_problems=(*reading.sheet_problems, no_unit(header)))


def _capitals(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return one warning for all the names whose capitals were restored."""
    changed = [row.person for row in rows if row.restored]
    example = f"ví dụ «{changed[0].name}»" if changed else ""
    message = f"{len(changed)} họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, {example}."
    return _at_first(changed, message, "Đọc lại họ tên trên giấy tờ trước khi ký.")


def _uneven(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return one warning for all the names with capitals where names have none, or none where they have one."""
    doubtful = [row.person for row in rows if not (row.restored or row.person.held) and is_uneven(row.person.name)]
    kept = f"được giữ như đã gõ, ví dụ «{doubtful[0].name}»" if doubtful else ""
    message = f"{len(doubtful)} họ tên có chữ hoa, chữ thường không đều, {kept}."
    return _at_first(doubtful, message, "Sửa lại nếu gõ nhầm.")


def _only(reading: RosterReading, people: Sequence[Person]) -> RosterReading:
    """Return a reading with these of its people; of a sheet that is not read at all nothing is told."""
    if len(people) == len(reading.rows):
        return reading
    kept = {id(person) for person in people}
    rows = tuple(row for row in reading.rows if id(row.person) in kept)
    return replace(reading, rows=rows, sheet_problems=reading.sheet_problems if kept else ())


def merged_rosters(readings: Sequence[RosterReading], *, whole: bool = True) -> tuple[Roster, tuple[Problem, ...]]:
    """Return several roster sheets of one event as one roster: summaries dropped, namesakes and doubles told apart."""
    readings, repeated = joined([replace(reading, name=_called(reading)) for reading in readings])
    left, dropped = without_summaries([reading.people for reading in readings])
    told = [_only(reading, people) for reading, people in zip(readings, left, strict=True)]
    people, doubled = without_doubles([person for reading in told for person in reading.people])
    rows = [row for reading in told for row in reading.rows]
    known = any(row.attended for row in rows)
    roster = Roster(
        tuple(people if known else [replace(person, present=()) for person in people]),
        has_results=any(row.person.result or row.person.grade or row.person.score for row in rows),
        has_attendance=known,
        whole=whole,
    )
    kept = {id(person) for person in people}
    kept_rows = [row for row in rows if id(row.person) in kept]
    own = (problem for reading in told for problem in reading.problems)
    notes = (*_declined(kept_rows), *(() if known or roster.has_results else _unsure(kept_rows)))
    return roster, (*dropped, *repeated, *own, *doubled, *notes, *_unjudged(kept_rows))


def _called(reading: RosterReading) -> str:
    """Return what a sheet is called: by its own name, its title or its file's, the first that says a session."""
    where = reading.rows[0].person.where if reading.rows else Where()
    names = (where.sheet, reading.name, Path(where.file).stem)
    return next(filter(session_in, names), where.sheet)


def _unjudged(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return a warning for those who were always there and have no result where others have one: no certificate."""
    there = (row for row in rows if row.person.present and all(row.person.present))
    left = [row for row in there if not (row.person.result or row.person.held or row.person.withdrawn)]
    if not left or not any(row.person.result for row in rows):
        return []
    named = some_of([row.person.called for row in left], 1)
    message = f"{named} có mặt đủ mà không có kết quả, nên không có giấy chứng nhận."
    fix = "Ghi Kết quả của từng người như vậy: hoàn thành, hoặc không hoàn thành."
    return [Problem(left[0].result_at, message, fix, "warning")]
