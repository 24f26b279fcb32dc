"""Remember what the certificates' book says of people beside their names: posts and results in, by person, out.

Nothing is kept of who has no number, for no book prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Column, Connection, MetaData, String, Table, and_, bindparam, delete, insert, inspect, select

from flows.numbering.database import touch, write_rows
from flows.numbering.entries import Holder

# Apart from the register's other tables: one made by an earlier version lacks it, and gets it when it is needed.
HOLDERS = Table(
    "holders",
    MetaData(),
    Column("event", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("workplace", String, nullable=False),
    Column("result", String, nullable=False),
)
_PERSON = and_(HOLDERS.c.event == bindparam("of_event"), HOLDERS.c.key == bindparam("of_key"))


def everybody(connection: Connection) -> Mapping[tuple[str, str], Holder]:
    """Return all holders of numbers, by event and key."""
    rows = connection.execute(select(HOLDERS)) if inspect(connection).has_table(HOLDERS.name) else ()
    return {(row[0], row[1]): Holder._make(row) for row in rows}


def unrecorded(connection: Connection, told: Iterable[Holder]) -> list[Holder]:
    """Return those that are not written down as they are."""
    wanted = list(told)
    known = set(_of_events(connection, wanted))
    return [one for one in wanted if one not in known]


def record(connection: Connection, told: Sequence[Holder]) -> None:
    """Write holders down, each in the place of what was known of it."""
    if not told:
        return
    touch(connection)
    HOLDERS.create(connection, checkfirst=True)
    places = {(one.event, one.key) for one in told}
    old = [one for one in _of_events(connection, told) if (one.event, one.key) in places]
    if old:
        connection.execute(delete(HOLDERS).where(_PERSON), [{"of_event": one.event, "of_key": one.key} for one in old])
    write_rows(connection, insert(HOLDERS), Holder._fields, told)


def forget(connection: Connection, event: str, key: str) -> None:
    """Erase what is known of one person."""
    if inspect(connection).has_table(HOLDERS.name):
        connection.execute(delete(HOLDERS).where(_PERSON), {"of_event": event, "of_key": key})


def _of_events(connection: Connection, told: Iterable[Holder]) -> Iterator[Holder]:
    if inspect(connection).has_table(HOLDERS.name):
        for event in sorted({one.event for one in told}):
            yield from map(Holder._make, connection.execute(select(HOLDERS).where(HOLDERS.c.event == event)).all())
