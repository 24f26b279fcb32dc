"""The lines of the register: questions to and changes of the table `numbers`, inside somebody's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, or_, select, update

from flows.model.draft import Series, bounds, is_term
from flows.numbering.allotting import LARGEST, Held, Plan, described
from flows.numbering.database import chunks, touch, write_rows
from flows.numbering.entries import Entry, Finished, Given, NumberRequest, Slot, counted_in
from flows.numbering.refusals import already_issued
from flows.numbering.tables import LINES, NUMBERS
from flows.problems import Mistake

Change = tuple[int, dict[str, object]]


def lines(connection: Connection, *conditions: ColumnElement[bool]) -> list[Entry]:
    """Return the lines that meet the conditions, by series and number."""
    order = (NUMBERS.c.year, NUMBERS.c.pattern, NUMBERS.c.number)
    # By the thousand: asked for one by one, they take twice as long.
    parts = connection.execute(LINES.where(*conditions).order_by(*order)).partitions(1000)
    return [_entry(row) for part in parts for row in part]


def lines_of(connection: Connection, events: Iterable[str]) -> list[Entry]:
    """Return the lines of some events."""
    parts = chunks(sorted(set(events)))
    return [entry for part in parts for entry in lines(connection, NUMBERS.c.event.in_(part))]


def held(connection: Connection, requests: Sequence[NumberRequest], own: Sequence[Entry] | None = None) -> Held:
    """Return what the register holds that bears on the requests; `own` are their events' lines, if they were read."""
    every = {counted_in(request.series) for request in requests}
    wishes: dict[Series, set[int]] = {}
    for request in requests:
        if request.fixed is not None and request.fixed <= LARGEST:
            wishes.setdefault(counted_in(request.series), set()).add(request.fixed)
    return Held(
        lines_of(connection, _events(requests)) if own is None else own,
        {(series, entry.number): entry for series in wishes for entry in _taken(connection, series, wishes[series])},
        {series: _highest(connection, series) for series in every},
        {series for series in _with_start(requests) if _has_earlier(connection, series)},
    )


def write(connection: Connection, plan: Plan, *, at: datetime, who: str) -> None:
    """Write what was planned."""
    if plan.given:
        touch(connection)
        moment = at.isoformat()
        write_rows(connection, insert(NUMBERS), _COLUMNS, (_line(given, moment, who) for given in plan.given))
    corrected: list[Change] = [(entry.id, dict(described(request, entry))) for entry, request in plan.corrected]
    correct(connection, corrected, at=at, who=who)


def correct(connection: Connection, changes: Sequence[Change], *, at: datetime, who: str) -> None:
    """Change columns of lines, in each the same in the same order; the number and whom it was given to never change."""
    if not changes:
        return
    touch(connection)
    names, stamp = (*changes[0][1], "changed", "who"), (at.isoformat(), who)
    columns: dict[str, object] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(NUMBERS).where(NUMBERS.c.id == bindparam("line")).values(columns)
    rows = ((line, *map(_plain, values.values()), *stamp) for line, values in changes)
    write_rows(connection, statement, ("line", *(f"new_{name}" for name in names)), rows)


def issue(
    connection: Connection, requests: Sequence[NumberRequest], numbers: Mapping[Slot, int], *, at: datetime, who: str
) -> dict[Slot, Mistake]:
    """Mark the requests' numbers issued on their day; return those that were issued on another one."""
    wanted = {(each.slot, numbers[each.slot]): each for each in requests if each.slot in numbers}
    pairs = [(wanted.get((line.slot, line.number)), line) for line in _live(lines_of(connection, _events(requests)))]
    asked = [(request, line) for request, line in pairs if request is not None]
    news = [(request, line) for request, line in asked if line.state == "reserved"]
    changes: list[Change] = [(line.id, {"state": "issued", "day": request.day or at.date()}) for request, line in news]
    correct(connection, changes, at=at, who=who)
    late = [(request, line) for request, line in asked if line.state != "reserved"]
    return {line.slot: already_issued(line) for request, line in late if request.day not in (None, line.day)}


def unrecorded(connection: Connection, finished: Sequence[Finished]) -> list[Change]:
    """Return the lines whose documents are not written down as they now stand."""
    standing = {
        (each.event, each.kind, each.key, counted.pattern, counted.year): each
        for each in finished
        for counted in [counted_in(each.series)]
    }
    columns = [NUMBERS.c[name] for name in ("event", "kind", "key", "pattern", "year", "id", "path", "sha256")]
    changes: list[Change] = []
    for part in chunks(sorted(_events(finished))):
        live = select(*columns).where(NUMBERS.c.event.in_(part), NUMBERS.c.state != "void")
        for event, kind, key, pattern, year, line, path, sha256 in connection.execute(live).all():
            document = standing.get((event, kind, key, pattern, year))
            if document is not None and (document.path, document.sha256) != (path, sha256):
                changes.append((line, {"path": document.path, "sha256": document.sha256}))
    return changes


def _live(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.state != "void")


def _events(items: Iterable[NumberRequest | Finished]) -> set[str]:
    return {item.event for item in items}


def _taken(connection: Connection, series: Series, numbers: Iterable[int]) -> Iterator[Entry]:
    for part in chunks(sorted(numbers)):
        for conditions in (_counted_beside(series), _counts_in(series)):
            yield from lines(connection, *conditions, NUMBERS.c.number.in_(part))


def _highest(connection: Connection, series: Series) -> int:
    question = select(func.max(NUMBERS.c.number))
    each = (question.where(*conditions) for conditions in (_counts_in(series), _counted_beside(series)))
    return max(connection.execute(one).scalar() or 0 for one in each)


def _with_start(requests: Iterable[NumberRequest]) -> set[Series]:
    return {counted_in(request.series) for request in requests if request.start > 1}


def _has_earlier(connection: Connection, series: Series) -> bool:
    earlier = (NUMBERS.c.pattern == series.pattern, NUMBERS.c.year < series.year)
    return connection.execute(select(NUMBERS.c.id).where(*earlier).limit(1)).first() is not None


def _counts_in(series: Series) -> tuple[ColumnElement[bool], ...]:
    return NUMBERS.c.pattern == series.pattern, NUMBERS.c.year == series.year


def _counted_beside(series: Series) -> tuple[ColumnElement[bool], ...]:
    """Return which lines print like the series' own though counted otherwise: by year in a term, by term in a year."""
    same, year = NUMBERS.c.pattern == series.pattern, NUMBERS.c.year
    if is_term(series.year):
        return same, year.between(*bounds(series.year))
    holds = and_(year // _YEARS <= series.year, year % _YEARS >= series.year)
    own = NUMBERS.c.day.between(date(series.year, 1, 1), date(series.year, 12, 31))
    return same, year > _YEARS, holds, or_(NUMBERS.c.day.is_(None), own)


_YEARS = 10_000


_COLUMNS = (
    *("pattern", "year", "number", "symbol", "event", "kind", "key", "state", "reason", "day"),
    *("recipient", "title", "signer", "created", "changed", "who", "replaces"),
)


def _line(given: Given, moment: str, who: str) -> tuple[object, ...]:
    """Return a new line in the order of `_COLUMNS`."""
    request, series = given.request, given.request.series
    return (
        counted_in(series).pattern,
        series.year,
        given.number,
        series.symbol(given.number),
        *request.slot,
        "void" if given.void else "reserved",
        given.void,
        request.day.isoformat() if request.day else None,
        request.recipient,
        request.title,
        request.signer,
        moment,
        moment,
        who,
        given.replaces,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _entry(row: Row[Any]) -> Entry:
    *told, created, changed, who, replaces, unit = row
    return Entry(*told, _moment(created), _moment(changed), who, replaces, unit or "")  # type: ignore[call-arg]


# A run writes down one moment for all its numbers.
_moment = lru_cache(maxsize=1 << 10)(datetime.fromisoformat)
