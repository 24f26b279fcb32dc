"""Remember the papers that went out: their hashes in; on a later day, when outputs are lost, which ones they were out.

An event's invitations bear one number, so its line cannot tell whose have gone out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Column, Connection, MetaData, String, Table, and_, bindparam, delete, insert, inspect, select

from flows.numbering.database import touch
from flows.numbering.entries import IssuedPaper

# Apart from the register's other tables: one made by an earlier version lacks it, and gets it when it is needed.
PAPERS = Table(
    "papers",
    MetaData(),
    Column("event", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("symbol", String, nullable=False),
    Column("sha256", String, nullable=False),
)
_PERSON = and_(PAPERS.c.event == bindparam("of_event"), PAPERS.c.key == bindparam("of_key"))


def of_event(connection: Connection, event: str) -> Iterator[IssuedPaper]:
    """Yield an event's papers that went out."""
    if inspect(connection).has_table(PAPERS.name):
        rows = connection.execute(select(PAPERS).where(PAPERS.c.event == event).order_by(PAPERS.c.kind, PAPERS.c.key))
        yield from map(IssuedPaper._make, rows)


def unrecorded(connection: Connection, gone_out: Iterable[IssuedPaper]) -> list[IssuedPaper]:
    """Return those that are not written down as they are."""
    wanted = list(gone_out)
    known = {paper for event in sorted({paper.event for paper in wanted}) for paper in of_event(connection, event)}
    return [paper for paper in wanted if paper not in known]


def record(connection: Connection, papers: Sequence[IssuedPaper]) -> None:
    """Write papers down, each in the place of what was known of it."""
    if not papers:
        return
    touch(connection)
    PAPERS.create(connection, checkfirst=True)
    places = [{"of_event": paper.event, "of_kind": paper.kind, "of_key": paper.key} for paper in papers]
    connection.execute(delete(PAPERS).where(_PERSON, PAPERS.c.kind == bindparam("of_kind")), places)
    connection.execute(insert(PAPERS), [paper._asdict() for paper in papers])


def forget(connection: Connection, event: str, key: str) -> None:
    """Erase one person's papers; the key holds the name."""
    if inspect(connection).has_table(PAPERS.name):
        connection.execute(delete(PAPERS).where(_PERSON), {"of_event": event, "of_key": key})
