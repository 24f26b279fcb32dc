"""Compare the register with the manifests of outputs, and rebuild it from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

from sqlalchemy import Connection

from flows.errors import RegisterError
from flows.model.recorded_paper import Standing
from flows.model.series import Series
from flows.numbering import people, queries
from flows.numbering.backups import newest_copy, way_back
from flows.numbering.database import touch
from flows.numbering.give_numbers import Given, Plan, is_taken, plan
from flows.numbering.recognise_people import KnownPerson
from flows.numbering.tables import Entry, Finished, NumberRequest, Slot, bare_symbol
from flows.problems import Mistake


@dataclass(frozen=True, slots=True)
class _Remembered:
    """A number that a manifest remembers, with its paper."""

    paper: Standing

    @property
    def slot(self) -> Slot:
        """What the number was given to."""
        return Slot(self.paper.event, self.paper.kind, self.paper.key)

    @property
    def series(self) -> Series:
        """The series it was given in."""
        return Series(self.paper.series or "", self.paper.year or 0)

    @property
    def number(self) -> int:
        """The number in the symbol, 0 where that is none of the series: 012/GCN is 12; so is 012 alone."""
        before, _, after = self.series.counted.pattern.partition("{so}")
        shape = rf"(?:{re.escape(before)})?\s*(\d+)\s*(?:{re.escape(after)})?"
        found = re.fullmatch(shape, (self.paper.number or "").strip())
        return int(found[1]) if found else 0

    @property
    def place(self) -> tuple[Slot, Series, int]:
        """The line it has in a register."""
        return self.slot, self.series.counted, self.number

    @property
    def reason(self) -> str:
        """Why the number is void."""
        return self.paper.void or "số cũ, văn bản đã mang số khác"

    @property
    def day(self) -> date | None:
        """The day of its paper."""
        return _day(self.paper.issued) or _day(self.paper.day)

    def request(self) -> NumberRequest:
        """Return what would ask for it."""
        paper, own = self.paper, (self.paper.event, self.paper.kind, self.paper.key, self.series, self.number)
        return NumberRequest(*own, paper.recipient, paper.title, self.day, paper.signer)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def guard(name: str, entries: Iterable[Entry], manifested: Mapping[Slot, str], *, is_empty: bool) -> None:
    """Raise RegisterError when manifests or copies hold numbers the register does not: it would give them again."""
    known = {(entry.slot, text) for entry in entries for text in (bare_symbol(entry.symbol), str(entry.number))}
    missing = [text for slot, text in manifested.items() if (slot, bare_symbol(text)) not in known]
    newest = newest_copy(name) if is_empty else None
    if missing and is_empty:
        message = f"Outputs có {len(missing)} văn bản đã có số (ví dụ {missing[0]}) mà sổ {name} không ghi số nào."
    elif newest and newest[1]:
        message = f"Sổ {name} không ghi số nào, mà bản sao lưu của sổ có {newest[1]} số."
    elif missing:
        message = f"Sổ {name} thiếu {len(missing)} số mà outputs đã dùng (ví dụ {missing[0]}); có lẽ là bản sao cũ."
    else:
        return
    raise RegisterError(message, way_back(name, from_outputs=bool(missing)))


def rebuild(connection: Connection, papers: Sequence[Standing], *, at: datetime, who: str) -> Mapping[Slot, Mistake]:
    """Add the numbers, files and people that manifests remember and the register lacks, and how far each paper has got.

    Whatever is not a paper's last number is void. What the register knows of a paper it knows better than a manifest.
    """
    read = list(map(_Remembered, papers))
    remembered = [each for each in read if each.number]
    void = {each.place: each for each in remembered if each.paper.void}
    # Many papers may share a number; it went out once one of them did.
    standing = sorted((each for each in remembered if each.place not in void), key=lambda each: bool(each.paper.issued))
    places = {each.slot: each.place for each in remembered if each.place not in void}
    live = list({each.place: each for each in standing if each.place == places[each.slot]}.values())
    past = {each.place: each for each in standing if each.place != places[each.slot]} | void
    mistakes: dict[Slot, Mistake] = {}
    for generation in _generations(past.values()):
        mistakes |= _write_void(connection, generation, at=at, who=who)
    mistakes |= _write_live(connection, live, at=at, who=who)
    for event in sorted({each.event for each in papers}):
        _add_people(connection, event, [each for each in papers if each.event == event and each.key])
    return mistakes | {each.slot: _unreadable(each.paper.number) for each in read if not each.number}


def _unreadable(symbol: str | None) -> Mistake:
    return Mistake(f'"{symbol}" không đúng dạng ký hiệu của loại văn bản này.', "Kiểm tra ký hiệu trong co-quan.xlsx.")


def _generations(past: Iterable[_Remembered]) -> Iterator[Sequence[_Remembered]]:
    """Yield void numbers so that each comes after the one it replaces: a paper may have had several."""
    left = sorted(past, key=lambda each: (each.series.year, each.number))
    while left:
        symbols = {(each.slot, each.paper.number) for each in left}
        told = [(each, each.paper.replaces) for each in left]
        waiting = [each for each, old in told if old != each.paper.number and (each.slot, old) in symbols]
        yield [each for each in left if each not in waiting] or left
        left = waiting if len(waiting) < len(left) else []


def _write_void(
    connection: Connection, past: Sequence[_Remembered], *, at: datetime, who: str
) -> Mapping[Slot, Mistake]:
    lines = _by_place(connection, past)
    reserved = {
        lines[each.place].id: {"state": "void", "reason": each.reason, "day": each.day or lines[each.place].day}
        for each in past
        if each.place in lines and lines[each.place].state != "void"
    }
    queries.correct(connection, reserved, at=at, who=who)
    missing = [each for each in past if each.place not in lines]
    taken = queries.already_given(connection, [each.request() for each in missing]).taken
    owners = {each.place: taken.get(each.place[1:]) for each in missing}
    theirs = {place: owner for place, owner in owners.items() if owner is not None and owner.slot != place[0]}
    ids = {(line.slot, bare_symbol(line.symbol)): line.id for line in lines.values()}
    given = [
        Given(each.request(), each.number, ids.get((each.slot, bare_symbol(each.paper.replaces))), each.reason)
        for each in missing
        if each.place not in theirs
    ]
    queries.write(connection, Plan(given=given), at=at, who=who)
    return {place[0]: is_taken(owner, owner.symbol) for place, owner in theirs.items()}


def _write_live(
    connection: Connection, live: Sequence[_Remembered], *, at: datetime, who: str
) -> Mapping[Slot, Mistake]:
    requests = [each.request() for each in live]
    decided = plan(requests, queries.already_given(connection, requests))
    decided.corrected.clear()
    queries.write(connection, decided, at=at, who=who)
    new = {each.request.slot for each in decided.given}
    told = [(each.paper, each.series) for each in live if each.slot in new]
    known = [Finished(paper.event, paper.kind, paper.key, series, paper.path, paper.sha256) for paper, series in told]
    queries.correct(connection, queries.unrecorded(connection, known), at=at, who=who)
    lines = _by_place(connection, live)
    issued = {
        lines[each.place].id: {"state": "issued", "day": _day(each.paper.issued)}
        for each in live
        if each.paper.issued and each.place in lines and lines[each.place].state == "reserved"
    }
    queries.correct(connection, issued, at=at, who=who)
    return decided.mistakes


def _by_place(connection: Connection, remembered: Sequence[_Remembered]) -> dict[tuple[Slot, Series, int], Entry]:
    lines = queries.lines_of(connection, (each.slot.event for each in remembered))
    return {(line.slot, line.series, line.number): line for line in lines}


def _add_people(connection: Connection, event: str, entries: Sequence[Standing]) -> None:
    known = people.known_people(connection, event)
    missing = {each.key: each for each in entries} | dict.fromkeys(person.key for person in known)
    new = list(_people([each for each in missing.values() if each], {person.ordinal for person in known}))
    if new:
        touch(connection)
        people.add_people(connection, event, new)


def _people(entries: Sequence[Standing], taken: set[int]) -> Iterator[KnownPerson]:
    """Give everybody the ordinal that begins the file's name, if it is free, else one after all others."""
    after = max([*taken, *map(_ordinal, entries)], default=0)
    for entry in entries:
        ordinal = _ordinal(entry)
        if ordinal in taken or not ordinal:
            ordinal = after = after + 1
        taken.add(ordinal)
        yield KnownPerson(entry.key, ordinal, entry.recipient, entry.unit)


def _ordinal(entry: Standing) -> int:
    found = re.match(r"(\d+)-", PurePosixPath(entry.path).name)
    return int(found[1]) if found else 0
