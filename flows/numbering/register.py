"""The office's register of numbers: open it, and ask it for people's places, numbers, issues, copies."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from flows.errors import RegisterError, UsageError
from flows.model.codes import SEED, OfficeKey
from flows.model.recorded_paper import Standing
from flows.model.signed_paper import Posted
from flows.numbering import backups, issue_numbers, people, queries, rebuild_register
from flows.numbering.database import Database, read_meta, touch
from flows.numbering.give_numbers import Plan, plan
from flows.numbering.people import Someone
from flows.numbering.queries import R
from flows.numbering.tables import (
    META,
    NUMBERS,
    Enrolment,
    Entry,
    Finished,
    Holder,
    IssuedCode,
    NumberRequest,
    Place,
    Slot,
    by_slot,
)
from flows.problems import Mistake, grouped_by

T = TypeVar("T")
Lines = Mapping[str, Sequence[Entry]]
"""Lines of the register by their event."""


class Register(Database):
    """The office's register; use it in a with statement.

    Every writing call is one transaction, looks first, and writes nothing, not even to the file's time, when there
    is nothing new.
    """

    is_rehearsing = False

    def rehearsal(self) -> Register:
        """Return the same register to ask what it would give; enrolling, allotting and copying write nothing there."""
        same = copy(self)
        same.is_rehearsing = True
        return same

    def undo_opening(self) -> None:
        """Close the register and take its file away again, if opening made it."""
        self.close()
        if self.is_new and self.path is not None:
            self.path.unlink(missing_ok=True)

    def enrol(self, rosters: Mapping[str, Sequence[Enrolment]]) -> Mapping[str, tuple[Place, ...]]:
        """Return everybody's stable key and ordinal, by event and in the order of its roster; all or nobody is entered.

        Pass everybody an event has, held back or not: who is missing counts as having left, keeps the place, and
        gets it again on coming back. How people are recognised: numbering.recognise_people.
        """
        found = self._planned(
            lambda connection: people.plan_enrolments(connection, rosters),
            people.write_enrolments,
        )
        return {event: tuple(plan.places) for event, plan in found.plans.items()}

    def allot(self, requests: Sequence[NumberRequest], *, at: datetime, who: str = "") -> Plan:
        """Give every request its number: the one it has, the one the user fixed if free, else the next of its series.

        The next number follows the highest ever used in the series, void ones too; `at` is the moment written down.
        """
        return self.allot_to({each.event for each in requests}, lambda _held: requests, at=at, who=who)[0]

    def allot_to(
        self, events: Collection[str], ask: Callable[[Lines], Sequence[NumberRequest]], *, at: datetime, who: str = ""
    ) -> tuple[Plan, Lines]:
        """Allot what is asked for in view of the events' lines; return the numbers, and the lines as they now are."""

        def look(connection: Connection) -> Plan:
            requests = ask(_by_event(queries.lines_of(connection, events)))
            return plan(requests, queries.already_given(connection, requests))

        done = self._planned(look, lambda connection, planned: queries.write(connection, planned, at=at, who=who))
        with self.reading() as connection:
            lines = queries.lines_of(connection, events)
        return done, _by_event(lines)

    def _planned(self, look: Callable[[Connection], T], write: Callable[[Connection, T], None]) -> T:
        """Plan by a look, and write what is planned, if anything; plan again when somebody else wrote in between."""
        with self.reading() as connection:
            seen, plan = read_meta(connection, "revision"), look(connection)
        if plan and not self.is_rehearsing:
            with self.writing() as connection:
                if read_meta(connection, "revision") != seen:
                    plan = look(connection)
                write(connection, plan)
        return plan

    def issue(self, requests: Sequence[NumberRequest], *, at: datetime, who: str = "") -> Plan:
        """Give numbers as allot does and mark them issued on the request's day, else on the day of `at`.

        An issued number keeps its day: another wish is a mistake. What days are refused: numbering.issue_numbers.
        """
        with self.writing() as connection:
            refused = issue_numbers.refused(connection, requests, at=at)
            asked = [each for each in requests if each.slot not in refused]
            done, mistakes = issue_numbers.issue(connection, asked, at=at, who=who)
        held = {slot for slot, mistake in mistakes.items() if mistake.severity == "error"}
        numbers = {slot: number for slot, number in done.numbers.items() if slot not in held}
        return Plan(numbers, {**issue_numbers.told_once(refused), **mistakes}, done.kept)

    def renumber(self, requests: Sequence[NumberRequest], *, at: datetime, who: str = "") -> Plan:
        """Give reserved papers numbers of the series they now ask for, and make the old ones void."""
        with self.writing() as connection:
            return issue_numbers.renumber(connection, requests, at=at, who=who)

    def replace(self, old: Entry, request: NumberRequest, why: str, *, at: datetime, who: str = "") -> Plan:
        """Make a number void (a reason is needed) and issue another one for its paper; all or nothing. UsageError."""
        asked = replace(request, anew=True, fixed=None)
        with self.writing() as connection:
            issue_numbers.make_void(connection, old, why, at=at, who=who)
            for mistake in issue_numbers.refused(connection, [asked], at=at).values():
                raise UsageError(mistake.message, mistake.fix)
            done, mistakes = issue_numbers.issue(connection, [asked], at=at, who=who)
        return Plan(done.numbers, mistakes)

    def look_up(self, event: str) -> Mapping[Slot, Entry]:
        """Return the numbers an event holds, by slot, without giving any; the void one where there is no other."""
        return by_slot(self.rows(event=event))

    def record(self, finished: Sequence[Finished], *, at: datetime, who: str = "") -> None:
        """Write down file and sha256 of finished documents; what stands there already is not written again."""
        self._planned(
            lambda connection: queries.unrecorded(connection, finished),
            lambda connection, news: queries.correct(connection, news, at=at, who=who),
        )

    def known(self, kind: type[R], event: str = "") -> tuple[R, ...]:
        """Return what is written down of papers that went out, people, codes or letters: of an event, else of all."""
        wanted = (queries.TABLES[kind].c.event == event,) if event else ()
        with self.reading() as connection:
            return tuple(queries.records(connection, kind, *wanted))

    def note(self, told: Sequence[R]) -> None:
        """Write down records of one kind, each in the place of the one of its key; none is written twice."""
        self._planned(lambda connection: queries.unknown(connection, told), queries.put)

    def holders(self) -> Mapping[tuple[str, str], Holder]:
        """Return what the certificates' book says of people, by event and key."""
        return {(holder.event, holder.key): holder for holder in self.known(Holder)}

    def codes(self) -> Mapping[str, int]:
        """Return the lines whose papers went out with a code, by the code's mark."""
        return {code.mark: code.line for code in self.known(IssuedCode)}

    def has_office_key(self) -> bool:
        """Whether the office has ever signed a code."""
        return bool(self._seed())

    def office_key(self) -> OfficeKey:
        """Return the key that signs the office's codes; a register without one takes that of its copies, or a new one.

        A rehearsal makes none for good.
        """
        seed = self._seed() or secrets.token_hex(SEED)
        with self.reading() as connection:
            known = read_meta(connection, "seed")
        if not known and not self.is_rehearsing:
            with self.writing() as connection:
                known = read_meta(connection, "seed")  # another run may have been quicker
                if not known:
                    touch(connection)
                    connection.execute(insert(META), {"name": "seed", "value": seed})
        return OfficeKey(bytes.fromhex(known or seed))

    def _seed(self) -> str:
        """Return the seed of the key, else that of the newest copy that has one; "" for none."""
        with self.reading() as connection:
            known = read_meta(connection, "seed")
        copies = backups.copies_of(self.path) if self.path and not known else []
        return known or next(filter(None, (backups.fact_of(copy, "seed") for copy in reversed(copies))), "")

    def claim(self, letter: Posted) -> bool:
        """Note that a letter is about to go; False where it is noted already, by whomever, and was not refused."""
        with self.writing() as connection:
            of_event = queries.records_of(connection, Posted, [letter.event])
            is_new = letter.id not in {one.id for one in of_event if one.state != "refused"}
            if is_new:
                queries.put(connection, [letter])
        return is_new

    def unclaim(self, letter: Posted) -> None:
        """Note that a letter did not go."""
        with self.writing() as connection:
            queries.unpost(connection, letter)

    def void(self, number: str, why: str, *, at: datetime, year: int | None = None, who: str = "") -> Entry:
        """Make a number void, as printed ("001/GCN"); nobody ever gets it again. Raises UsageError."""
        with self.writing() as connection:
            found = issue_numbers.find(connection, number, year)
            return issue_numbers.void(connection, found, why, at=at, who=who)

    def rows(self, *, event: str | None = None, kind: str | None = None, year: int | None = None) -> tuple[Entry, ...]:
        """Return the register's lines by year, series and number."""
        wishes = ((NUMBERS.c.event, event), (NUMBERS.c.kind, kind), (NUMBERS.c.year, year))
        with self.reading() as connection:
            return tuple(queries.lines(connection, *(column == wish for column, wish in wishes if wish is not None)))

    def everybody(self) -> tuple[Someone, ...]:
        """Return all people of all events who are not erased, with their numbers."""
        with self.reading() as connection:
            return tuple(people.everybody(connection))

    def forget(self, event: str, key: str, *, at: datetime, who: str = "") -> tuple[Path, ...]:
        """Erase one person here and in the copies; the numbers stay taken. Return the copies that cannot be read."""
        with self.writing() as connection:
            people.forget(connection, event, key, at=at, who=who)
        copies = backups.copies_of(self.path) if self.path else []
        return tuple(copy for copy in copies if not _forgotten_in(copy, event, key, at=at, who=who))

    def backup(self, *, at: datetime) -> Path | None:
        """Copy the register beside itself before a run that writes; see numbering.backups. A server backs up itself."""
        path = None if self.is_rehearsing else self.path
        return None if path is None else backups.backup(path, at=at, wait=self.wait)

    def guard(self, manifested: Mapping[Slot, str]) -> None:
        """Raise RegisterError when outputs hold numbers (printed, by slot) that the register does not know.

        So it does for an empty register beside copies with numbers.
        """
        with self.reading() as connection:
            entries = queries.lines_of(connection, {slot.event for slot in manifested})
            is_empty = connection.execute(select(NUMBERS.c.id).limit(1)).first() is None
        rebuild_register.guard(self.name, entries, manifested, is_empty=is_empty)

    def events(self) -> frozenset[str]:
        """Return the events that have numbers."""
        with self.reading() as connection:
            return frozenset(connection.execute(select(NUMBERS.c.event).distinct()).scalars())

    def rebuild(self, papers: Sequence[Standing], *, at: datetime, who: str = "") -> Mapping[Slot, Mistake]:
        """Write down the numbers that manifests remember and the register lacks; return those that cannot be."""
        with self.writing() as connection:
            return rebuild_register.rebuild(connection, papers, at=at, who=who)


open_register = Register
"""Open the register: the path of a SQLite file, or an SQLAlchemy URL (it holds "://"); see `Database`."""


def _by_event(entries: Iterable[Entry]) -> Lines:
    return grouped_by(entries, lambda entry: entry.event)


def _forgotten_in(kept: Path, event: str, key: str, *, at: datetime, who: str) -> bool:
    try:
        with Database(kept, create=False) as database, database.writing() as connection:
            people.forget(connection, event, key, at=at, who=who)
    except RegisterError:
        return False
    return True
