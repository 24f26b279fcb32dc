"""Judge the register by the manifests of outputs, and rebuild it from them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

from sqlalchemy import Connection, delete, insert, select

from flows.errors import RegisterError
from flows.numbering import ledger, people
from flows.numbering.allotting import Plan, plan
from flows.numbering.database import touch
from flows.numbering.entries import Entry, Finished, Manifested, NumberRequest, Slot, bare_symbol, number_of
from flows.numbering.identity import KnownPerson
from flows.numbering.refusals import unreadable
from flows.numbering.tables import META
from flows.problems import Mistake

_WAY_OUT = (
    "Chép bản sao lưu mới nhất của sổ về đúng chỗ, hoặc dựng lại sổ từ outputs: vanthu register --rebuild. "
    "Chưa cấp số nào để khỏi trùng."
)


def guard(name: str, entries: Iterable[Entry], manifested: Mapping[Slot, str], *, is_empty: bool) -> None:
    """Raise RegisterError when manifests hold numbers the register does not: it would give them again."""
    known = {(entry.slot, text) for entry in entries for text in (bare_symbol(entry.symbol), str(entry.number))}
    missing = [text for slot, text in manifested.items() if (slot, bare_symbol(text)) not in known]
    if missing and is_empty:
        message = f"Outputs có {len(missing)} văn bản đã có số (ví dụ {missing[0]}) mà sổ {name} không ghi số nào."
        raise RegisterError(message, _WAY_OUT)
    if missing:
        message = f"Sổ {name} thiếu {len(missing)} số mà outputs đã dùng (ví dụ {missing[0]}); có lẽ là bản sao cũ."
        raise RegisterError(message, _WAY_OUT)


def vouched(connection: Connection, outputs: str) -> Mapping[str, str]:
    """Return the stamps of those manifests of an outputs folder whose numbers the register is known to hold.

    Numbers never leave a register, so they need not be compared again; an older copy of it vouches for older ones.
    """
    mark = _mark(outputs)
    found = connection.execute(select(META.c.name, META.c.value).where(META.c.name.startswith(mark, autoescape=True)))
    return {name.removeprefix(mark): value for name, value in found}


def vouch(connection: Connection, outputs: str, stamps: Mapping[str, str]) -> None:
    """Write down the manifests whose numbers were compared; the rest is forgotten."""
    mark, before = _mark(outputs), vouched(connection, outputs)
    stale = [mark + folder for folder, stamp in before.items() if stamps.get(folder) != stamp]
    new = [(mark + folder, stamp) for folder, stamp in stamps.items() if before.get(folder) != stamp]
    for name in stale:
        connection.execute(delete(META).where(META.c.name == name))
    if new:
        connection.execute(insert(META), [{"name": name, "value": stamp} for name, stamp in new])


def _mark(outputs: str) -> str:
    """Return how the names of the register's facts on an outputs folder begin: several may share one register."""
    return f"manifest {hashlib.sha256(outputs.encode('utf-8', 'surrogatepass')).hexdigest()[:16]} "


def rebuild(
    connection: Connection, manifested: Sequence[Manifested], *, at: datetime, who: str
) -> Mapping[Slot, Mistake]:
    """Add the numbers, files and people that manifests remember and the register lacks."""
    numbers = {each: number_of(each.symbol, each.series) for each in manifested}
    void = {(each.slot, each.series, number): each for each, number in numbers.items() if number and each.void}
    for (_, _, number), each in void.items():
        # One after the other: a paper may have had several numbers.
        given = _given(connection, [_request(each, number)], at=at, who=who)
        _set(
            connection,
            given,
            {each.slot: {"state": "void", "reason": each.void, "day": _day(each.issued)}},
            at=at,
            who=who,
        )
    live = {each: number for each, number in numbers.items() if number is not None and not each.void}
    decided = _given(connection, [_request(each, number) for each, number in live.items()], at=at, who=who)
    issued: dict[Slot, dict[str, object]] = {
        each.slot: {"state": "issued", "day": _day(each.issued)} for each in live if each.issued
    }
    _set(connection, decided, issued, at=at, who=who)
    new = {given.request.slot for given in decided.given}
    files = [Finished(*each.slot, each.series, each.path, each.sha256) for each in live if each.slot in new]
    ledger.correct(connection, ledger.unrecorded(connection, files), at=at, who=who)
    for event in sorted({each.event for each in manifested}):
        _add_people(connection, event, [each for each in manifested if each.event == event and each.key])
    unread = {each.slot: unreadable(each.symbol) for each, number in numbers.items() if number is None}
    return decided.mistakes | unread


def _given(connection: Connection, requests: Sequence[NumberRequest], *, at: datetime, who: str) -> Plan:
    decided = plan(requests, ledger.held(connection, requests))
    # What the register does know it knows better than a manifest.
    decided.corrected.clear()
    ledger.write(connection, decided, at=at, who=who)
    return decided


def _set(
    connection: Connection, decided: Plan, values: Mapping[Slot, dict[str, object]], *, at: datetime, who: str
) -> None:
    """Change the state of the lines that were just written."""
    new = {(each.request.slot, each.number) for each in decided.given}
    written = [each for each in ledger.lines_of(connection, {slot.event for slot in values}) if each.slot in values]
    fresh = [each for each in written if (each.slot, each.number) in new]
    ledger.correct(connection, [(each.id, values[each.slot]) for each in fresh], at=at, who=who)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _request(entry: Manifested, number: int) -> NumberRequest:
    return NumberRequest(*entry.slot, entry.series, fixed=number, recipient=entry.recipient)


def _add_people(connection: Connection, event: str, entries: Sequence[Manifested]) -> None:
    known = people.known_people(connection, event)
    missing = {each.key: each for each in entries} | dict.fromkeys(person.key for person in known)
    new = list(_people([each for each in missing.values() if each], {person.ordinal for person in known}))
    if new:
        touch(connection)
        people.add_people(connection, event, new)


def _people(entries: Sequence[Manifested], taken: set[int]) -> Iterator[KnownPerson]:
    """Give everybody the ordinal that begins the file's name, if it is free, else one after all others."""
    after = max([*taken, *map(_ordinal, entries)], default=0)
    for entry in entries:
        ordinal = _ordinal(entry)
        if ordinal in taken or not ordinal:
            ordinal = after = after + 1
        taken.add(ordinal)
        yield KnownPerson(entry.key, ordinal, entry.recipient, "")


def _ordinal(entry: Manifested) -> int:
    found = re.match(r"(\d+)-", PurePosixPath(entry.path).name)
    return int(found[1]) if found else 0
