"""Read and write the rows of the register's tables, inside a transaction that somebody else began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    text,
    update,
)

from flows.model.series import Series, bounds, is_term
from flows.model.signed_paper import Posted
from flows.numbering.database import chunks, touch
from flows.numbering.give_numbers import LARGEST, AlreadyGiven, Given, Plan, described
from flows.numbering.tables import (
    CODES,
    HOLDERS,
    LINES,
    NUMBERS,
    PAPERS,
    POSTED,
    Entry,
    Finished,
    Holder,
    IssuedCode,
    IssuedPaper,
    NumberRequest,
)

R = TypeVar("R", IssuedPaper, Holder, IssuedCode, Posted)
TABLES: Mapping[type, Table] = {IssuedPaper: PAPERS, Holder: HOLDERS, IssuedCode: CODES, Posted: POSTED}
"""Where each kind of record is written down."""
Changes = Mapping[int, Mapping[str, object]]
"""New values of columns by the line's id, in each line the same columns."""


def lines(connection: Connection, *conditions: ColumnElement[bool]) -> list[Entry]:
    """Return the lines that meet the conditions, by series and number."""
    order = (NUMBERS.c.year, NUMBERS.c.pattern, NUMBERS.c.number)
    return [_entry(row) for row in connection.execute(LINES.where(*conditions).order_by(*order))]


def lines_of(connection: Connection, events: Iterable[str]) -> list[Entry]:
    """Return the lines of some events."""
    parts = chunks(sorted(set(events)))
    return [entry for part in parts for entry in lines(connection, NUMBERS.c.event.in_(part))]


def _entry(row: Row[Any]) -> Entry:
    told = dict(row._mapping)  # noqa: SLF001 SQLAlchemy's public name for it
    moments = {name: datetime.fromisoformat(told[name]) for name in ("created", "changed")}
    return Entry(**{**told, **moments, "unit": told["unit"] or ""})


def already_given(connection: Connection, requests: Sequence[NumberRequest]) -> AlreadyGiven:
    """Return what the register holds that bears on the requests."""
    wishes: dict[Series, set[int]] = {}
    for request in requests:
        if request.fixed is not None and request.fixed <= LARGEST:
            wishes.setdefault(request.series.counted, set()).add(request.fixed)
    every = {request.series.counted for request in requests}
    highest = select(func.max(NUMBERS.c.number))
    with_start = {request.series.counted for request in requests if request.start > 1}
    return AlreadyGiven(
        lines_of(connection, {request.event for request in requests}),
        {(series, entry.number): entry for series in wishes for entry in _taken(connection, series, wishes[series])},
        {series: connection.execute(highest.where(_prints_like(series))).scalar() or 0 for series in every},
        {series for series in with_start if _has_earlier(connection, series)},
    )


def _taken(connection: Connection, series: Series, numbers: Iterable[int]) -> Iterator[Entry]:
    for part in chunks(sorted(numbers)):
        found = lines(connection, _prints_like(series), NUMBERS.c.number.in_(part))
        # The series' own line comes last, and so stands for the number.
        yield from sorted(found, key=lambda entry: entry.series == series)


def _has_earlier(connection: Connection, series: Series) -> bool:
    earlier = (NUMBERS.c.pattern == series.pattern, NUMBERS.c.year < series.year)
    return connection.execute(select(NUMBERS.c.id).where(*earlier).limit(1)).first() is not None


def _prints_like(series: Series) -> ColumnElement[bool]:
    """Return which lines print like those of a series: its own, and those by year in a term, or by term in a year."""
    same, year = NUMBERS.c.pattern == series.pattern, NUMBERS.c.year
    if is_term(series.year):
        return and_(same, or_(year == series.year, year.between(*bounds(series.year))))
    holds = and_(year > _YEARS, year // _YEARS <= series.year, year % _YEARS >= series.year)
    of_year = or_(NUMBERS.c.day.is_(None), NUMBERS.c.day.between(date(series.year, 1, 1), date(series.year, 12, 31)))
    return and_(same, or_(year == series.year, and_(holds, of_year)))


_YEARS = 10_000


def write(connection: Connection, plan: Plan, *, at: datetime, who: str) -> None:
    """Write what was planned."""
    if plan.given:
        touch(connection)
        stamp = {"created": at.isoformat(), "changed": at.isoformat(), "who": who}
        connection.execute(insert(NUMBERS), [{**_line(given), **stamp} for given in plan.given])
    correct(connection, {entry.id: described(request, entry) for entry, request in plan.corrected}, at=at, who=who)


def _line(given: Given) -> dict[str, object]:
    request = given.request
    said = ("event", "kind", "key", "day", "recipient", "title", "signer")
    return {
        "pattern": request.series.counted.pattern,
        "year": request.series.year,
        "number": given.number,
        "symbol": request.series.symbol(given.number),
        "state": "void" if given.void else "reserved",
        "reason": given.void,
        "replaces": given.replaces,
        **{name: getattr(request, name) for name in said},
    }


def correct(connection: Connection, changes: Changes, *, at: datetime, who: str) -> None:
    """Change columns of lines; the number and whom it was given to never change."""
    if changes:
        touch(connection)
        stamp = {"changed": at.isoformat(), "who": who}
        statement = update(NUMBERS).where(NUMBERS.c.id == bindparam("line"))
        connection.execute(statement, [{"line": line, **columns, **stamp} for line, columns in changes.items()])


def unrecorded(connection: Connection, finished: Sequence[Finished]) -> Changes:
    """Return what to change where documents are not written down as they now stand."""
    standing = {(each.slot, each.series.counted): each for each in finished}
    lines = lines_of(connection, {each.event for each in finished})
    found = ((line, standing.get((line.slot, line.series))) for line in lines)
    return {
        line.id: {"path": document.path, "sha256": document.sha256}
        for line, document in found
        if document and line.state != "void" and (document.path, document.sha256) != (line.path, line.sha256)
    }


def records_of(connection: Connection, kind: type[R], firsts: Iterable[str]) -> list[R]:
    """Return the records of some events; of codes, those of some marks."""
    first = TABLES[kind].primary_key.columns[0]
    return [one for part in chunks(sorted(set(firsts))) for one in records(connection, kind, first.in_(part))]


def unknown(connection: Connection, told: Sequence[R]) -> list[R]:
    """Return those records, all of one kind, that are not written down as they are."""
    if not told:
        return []
    first = TABLES[type(told[0])].primary_key.columns[0].name
    known = set(records_of(connection, type(told[0]), (getattr(one, first) for one in told)))
    return [one for one in told if one not in known]


def put(connection: Connection, records: Sequence[R]) -> None:
    """Write records, all of one kind, each in the place of what was known under its key."""
    table = TABLES[type(records[0])]
    touch(connection)
    _complete(connection, table)
    keys = table.primary_key.columns.keys()
    same = (table.c[name] == bindparam(f"_{name}") for name in keys)
    connection.execute(
        delete(table).where(*same), [{f"_{name}": getattr(one, name) for name in keys} for one in records]
    )
    connection.execute(insert(table), [asdict(one) for one in records])


def records(connection: Connection, kind: type[R], *conditions: ColumnElement[bool]) -> list[R]:
    """Return the records that meet the conditions, by their keys; none where the register lacks their table.

    Columns that a register of an earlier version lacks have their defaults.
    """
    table = TABLES[kind]
    names = _columns(connection, table)
    known = [column for column in table.columns if column.name in names]
    found = connection.execute(select(*known).where(*conditions).order_by(*table.primary_key)) if known else ()
    return [kind(**row._mapping) for row in found]  # noqa: SLF001 SQLAlchemy's public name for it


def keep_holder(connection: Connection, line: Entry) -> None:
    """Keep what the book says of the holder of a number that is to be void: the person's row may be corrected."""
    if not line.key:
        return
    theirs = HOLDERS.c.event == line.event, HOLDERS.c.key == line.key
    known = records(connection, Holder, *theirs)
    said = known[0] if known else Holder(line.event, line.key)
    put(connection, [replace(said, key=line.void_key, workplace=said.workplace or line.unit)])
    connection.execute(delete(HOLDERS).where(*theirs))


def unpost(connection: Connection, one: Posted) -> None:
    """Take a letter out of the outbox: it did not go."""
    touch(connection)
    same = (column == getattr(one, column.name) for column in POSTED.primary_key)
    connection.execute(delete(POSTED).where(*same))


def erase_papers_and_holder(connection: Connection, event: str, key: str) -> None:
    """Erase what is known of one person beside the numbers; the key holds the name."""
    for table in (PAPERS, HOLDERS, POSTED):
        if _columns(connection, table):
            theirs = or_(table.c.key == key, table.c.key.startswith(f"{key} ", autoescape=True))
            connection.execute(delete(table).where(table.c.event == event, theirs))


def _columns(connection: Connection, table: Table) -> set[str]:
    """Return the names of the columns that a table has in this register; none where it lacks the table."""
    seen = inspect(connection)
    return {column["name"] for column in seen.get_columns(table.name)} if seen.has_table(table.name) else set()


def _complete(connection: Connection, table: Table) -> None:
    """Give a register of an earlier version the table, and the columns that the table lacks."""
    table.create(connection, checkfirst=True)
    for name in set(table.columns.keys()) - _columns(connection, table):
        connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {name} VARCHAR NOT NULL DEFAULT ''"))
