"""Erase a person from the register: an event and a key in, numbers that are nobody's any more, yet taken, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from flows.numbering import holders, ledger, papers
from flows.numbering.database import read_meta, touch
from flows.numbering.entries import FORGOTTEN, Entry, forgotten_key, is_forgotten
from flows.numbering.people import face_mark, known_people
from flows.numbering.tables import NUMBERS, PEOPLE


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of an event as the register knows them; `last` is the event's last day that the register knows."""

    event: str
    key: str
    ordinal: int
    name: str
    unit: str
    numbers: tuple[str, ...] = ()
    last: date | None = None

    def __str__(self) -> str:
        """Read aloud: who, of where, in which event, with which numbers."""
        unit = f", {self.unit}" if self.unit else ""
        numbers = f": số {', '.join(self.numbers)}" if self.numbers else ""
        return f"{self.name}{unit} ({self.event}){numbers}"


def everybody(connection: Connection) -> Iterator[Someone]:
    """Yield everybody who is not erased."""
    entries = ledger.lines(connection)
    last = _last_days(entries)
    numbers: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        numbers.setdefault((entry.event, entry.key), []).append(entry.symbol)
    columns = (PEOPLE.c.event, PEOPLE.c.key, PEOPLE.c.ordinal, PEOPLE.c.name, PEOPLE.c.unit)
    for event, key, ordinal, name, unit in connection.execute(select(*columns).order_by(*columns[:3:2])):
        if not is_forgotten(key):
            yield Someone(event, key, ordinal, name, unit, tuple(numbers.get((event, key), ())), last.get(event))


def forget(connection: Connection, event: str, key: str, *, at: datetime, who: str) -> None:
    """Erase one person; the row of the person and the numbers stay, without the name. Nothing is done twice."""
    person = next((each for each in known_people(connection, event) if each.key == key), None)
    if person is None:
        return
    if connection.dialect.name == "sqlite":
        # Otherwise the old words stay readable in the file's free space.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    touch(connection)
    mark = face_mark(read_meta(connection, "salt") + event, person.name, person.unit)
    new = forgotten_key(person.ordinal)
    mine = (PEOPLE.c.event == event, PEOPLE.c.key == key)
    connection.execute(
        update(PEOPLE).where(*mine).values(key=new, name=FORGOTTEN, unit="", mark=mark, doubt=""),
    )
    papers.forget(connection, event, key)
    holders.forget(connection, event, key)
    lines = [each for each in ledger.lines(connection, NUMBERS.c.event == event) if each.key == key]
    ledger.correct(connection, [(line.id, _erased(line, new, person.name)) for line in lines], at=at, who=who)


def _erased(line: Entry, key: str, name: str) -> dict[str, object]:
    reason = line.reason.replace(name, "…")
    return {"key": key, "recipient": FORGOTTEN, "path": "", "sha256": "", "reason": reason}


def _last_days(entries: list[Entry]) -> dict[str, date]:
    last: dict[str, date] = {}
    for entry in entries:
        day = max(entry.day or entry.created.date(), entry.created.date())
        last[entry.event] = max(last.get(entry.event, day), day)
    return last
