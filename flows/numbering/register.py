"""The register of numbers: requests in, numbers out, each given once and to one paper only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, select

from flows.errors import RegisterError, UsageError
from flows.numbering import (
    allotting,
    backups,
    dating,
    forgetting,
    holders,
    ledger,
    papers,
    people,
    rebuilding,
    renumbering,
    voiding,
)
from flows.numbering.database import WAIT, Database, read_meta
from flows.numbering.entries import (
    Allotment,
    Enrolment,
    Entry,
    Finished,
    Holder,
    IssuedPaper,
    Manifested,
    NumberRequest,
    Place,
    Slot,
    by_slot,
)
from flows.numbering.forgetting import Someone
from flows.numbering.tables import NUMBERS
from flows.problems import Mistake

T = TypeVar("T")
Lines = Mapping[str, Sequence[Entry]]
"""Lines of the register by their event."""


def open_register(target: str | Path, *, create: bool = True, wait: float = WAIT) -> Register:
    """Open the register: the path of a SQLite file, or an SQLAlchemy URL (it holds "://").

    A new file gets its tables, and its folder; with create=False a missing file is a RegisterError. `wait` is how
    many seconds another run may keep it busy. Raises RegisterError, or UsageError for a URL that is none.
    """
    return Register(Database(target, wait=wait, create=create), wait)


class Register:
    """The office's register; use it in a with statement.

    Every writing call is one transaction, looks first, and writes nothing, not even to the file's time, when there
    is nothing new.
    """

    def __init__(self, database: Database, wait: float = WAIT, *, rehearsing: bool = False) -> None:
        """Take over an open database; a rehearsal plans what it is asked, and writes nothing."""
        self._database = database
        self._wait = wait
        self._rehearsing = rehearsing

    def __enter__(self) -> Self:
        """Return the register."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the register."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def name(self) -> str:
        """The register's path, or its URL without the password."""
        return self._database.name

    def rehearsal(self) -> Register:
        """Return the same register to ask what it would give; enrolling, allotting and copying write nothing there."""
        return Register(self._database, self._wait, rehearsing=True)

    def undo_opening(self) -> None:
        """Close the register and take its file away again, if opening made it."""
        self.close()
        if self.is_new and self._database.path is not None:
            self._database.path.unlink(missing_ok=True)

    @property
    def is_new(self) -> bool:
        """Whether opening it made it."""
        return self._database.is_new

    def enrol(self, event: str, roster: Sequence[Enrolment]) -> tuple[Place, ...]:
        """Return each person's stable key and ordinal, in the order of the roster; see `enrol_all`."""
        return self.enrol_all({event: roster})[event]

    def enrol_all(self, rosters: Mapping[str, Sequence[Enrolment]]) -> Mapping[str, tuple[Place, ...]]:
        """Return everybody's stable key and ordinal, by event and in the order of its roster; all or nobody is entered.

        Pass everybody an event has, held back or not: who is missing counts as having left, keeps the place, and
        gets it again on coming back. How people are recognised: numbering.identity.
        """
        found = self._planned(
            lambda connection: people.plan_enrolments(connection, rosters),
            people.write_enrolments,
        )
        return {event: tuple(plan.places) for event, plan in found.plans.items()}

    def allot(self, requests: Sequence[NumberRequest], *, at: datetime, who: str = "") -> Allotment:
        """Give every request its number: the one it has, the one the user fixed if free, else the next of its series.

        The next number follows the highest ever used in the series, void ones too; `at` is the moment written down.
        """
        return self.allot_to({each.event for each in requests}, lambda _held: requests, at=at, who=who)[0]

    def allot_to(
        self, events: Collection[str], ask: Callable[[Lines], Sequence[NumberRequest]], *, at: datetime, who: str = ""
    ) -> tuple[Allotment, Lines]:
        """Allot what is asked for in view of the events' lines; return the numbers, and the lines that were there.

        Those that changed are returned as they now are. The new ones are `given`: a hundred thousand take two seconds
        to read back.
        """

        def look(connection: Connection) -> allotting.Plan:
            held = ledger.lines_of(connection, events)
            requests = ask(_by_event(held))
            return allotting.plan(requests, ledger.held(connection, requests, held))

        plan = self._planned(look, lambda connection, plan: ledger.write(connection, plan, at=at, who=who))
        lines = plan.held
        if plan.corrected:
            with self._database.reading() as connection:
                lines = ledger.lines_of(connection, events)
        given = () if self._rehearsing else plan.given
        return Allotment(plan.numbers, plan.mistakes, plan.kept, given), _by_event(lines)

    def _planned(self, look: Callable[[Connection], T], write: Callable[[Connection, T], None]) -> T:
        """Plan by a look, and write what is planned, if anything; plan again when somebody else wrote in between."""
        with self._database.reading() as connection:
            seen, plan = read_meta(connection, "revision"), look(connection)
        if plan and not self._rehearsing:
            with self._database.writing() as connection:
                if read_meta(connection, "revision") != seen:
                    plan = look(connection)
                write(connection, plan)
        return plan

    def issue(self, requests: Sequence[NumberRequest], *, at: datetime, who: str = "") -> Allotment:
        """Give numbers as allot does and mark them issued on the request's day, else on the day of `at`.

        An issued number keeps its day: another wish is a mistake. What days are refused: numbering.dating.
        """
        with self._database.writing() as connection:
            refused = dating.refused(connection, requests, at=at)
            asked = [each for each in requests if each.slot not in refused]
            plan, mistakes = self._issued(connection, asked, at=at, who=who)
        held = {slot for slot, mistake in mistakes.items() if mistake.severity == "error"}
        numbers = {slot: number for slot, number in plan.numbers.items() if slot not in held}
        return Allotment(numbers, {**dating.told_once(refused), **mistakes}, plan.kept)

    def _issued(
        self, connection: Connection, requests: Sequence[NumberRequest], *, at: datetime, who: str
    ) -> tuple[allotting.Plan, dict[Slot, Mistake]]:
        plan = allotting.plan(requests, ledger.held(connection, requests))
        ledger.write(connection, plan, at=at, who=who)
        late = ledger.issue(connection, requests, plan.numbers, at=at, who=who)
        return plan, {**dating.out_of_step(connection, plan.numbers), **plan.mistakes, **late}

    def renumber(self, requests: Sequence[NumberRequest], *, at: datetime, who: str = "") -> Allotment:
        """Give reserved papers numbers of the series they now ask for, the old ones void; see numbering.renumbering."""
        with self._database.writing() as connection:
            plan = renumbering.renumber(connection, requests, at=at, who=who)
        return Allotment(plan.numbers, plan.mistakes)

    def replace(self, old: Entry, request: NumberRequest, why: str, *, at: datetime, who: str = "") -> Allotment:
        """Make a number void (a reason is needed) and issue another one for its paper; all or nothing. UsageError."""
        asked = request._replace(anew=True, fixed=None)
        with self._database.writing() as connection:
            voiding.make_void(connection, old, why, at=at, who=who)
            for mistake in dating.refused(connection, [asked], at=at).values():
                raise UsageError(mistake.message, mistake.fix)
            plan, mistakes = self._issued(connection, [asked], at=at, who=who)
        return Allotment(plan.numbers, mistakes)

    def look_up(self, event: str) -> Mapping[Slot, Entry]:
        """Return the numbers an event holds, by slot, without giving any; the void one where there is no other."""
        return by_slot(self.rows(event=event))

    def record(self, finished: Sequence[Finished], *, at: datetime, who: str = "") -> None:
        """Write down file and sha256 of finished documents; what stands there already is not written again."""
        self._planned(
            lambda connection: ledger.unrecorded(connection, finished),
            lambda connection, news: ledger.correct(connection, news, at=at, who=who),
        )

    def papers(self, event: str) -> tuple[IssuedPaper, ...]:
        """Return the papers of an event that went out."""
        with self._database.reading() as connection:
            return tuple(papers.of_event(connection, event))

    def record_papers(self, gone_out: Sequence[IssuedPaper]) -> None:
        """Write down papers that went out; what stands there already is not written again."""
        with self._database.reading() as connection:
            news = papers.unrecorded(connection, gone_out)
        if news:
            with self._database.writing() as connection:
                papers.record(connection, papers.unrecorded(connection, gone_out))

    def holders(self) -> Mapping[tuple[str, str], Holder]:
        """Return what the certificates' book says of people, by event and key."""
        with self._database.reading() as connection:
            return holders.everybody(connection)

    def record_holders(self, told: Sequence[Holder]) -> None:
        """Write down what the book says of people; what stands there already is not written again."""
        self._planned(lambda connection: holders.unrecorded(connection, told), holders.record)

    def void(self, number: str, why: str, *, at: datetime, year: int | None = None, who: str = "") -> Entry:
        """Make a number void, as printed ("001/GCN"); nobody ever gets it again. Raises UsageError."""
        with self._database.writing() as connection:
            return voiding.void(connection, voiding.Wish(number, why, year), at=at, who=who)

    def rows(self, *, event: str | None = None, kind: str | None = None, year: int | None = None) -> tuple[Entry, ...]:
        """Return the register's lines by year, series and number."""
        wishes = ((NUMBERS.c.event, event), (NUMBERS.c.kind, kind), (NUMBERS.c.year, year))
        with self._database.reading() as connection:
            return tuple(ledger.lines(connection, *(column == wish for column, wish in wishes if wish is not None)))

    def everybody(self) -> tuple[Someone, ...]:
        """Return all people of all events who are not erased, with their numbers."""
        with self._database.reading() as connection:
            return tuple(forgetting.everybody(connection))

    def forget(self, event: str, key: str, *, at: datetime, who: str = "") -> tuple[Path, ...]:
        """Erase one person here and in the copies; the numbers stay taken. Return the copies that cannot be read."""
        with self._database.writing() as connection:
            forgetting.forget(connection, event, key, at=at, who=who)
        copies = backups.copies_of(self._database.path) if self._database.path else []
        return tuple(copy for copy in copies if not _forgotten_in(copy, event, key, at=at, who=who))

    def backup(self, *, at: datetime) -> Path | None:
        """Copy the register beside itself before a run that writes; see numbering.backups. A server backs up itself."""
        path = None if self._rehearsing else self._database.path
        return None if path is None else backups.backup(path, at=at, wait=self._wait)

    def guard(self, manifested: Mapping[Slot, str]) -> None:
        """Raise RegisterError when outputs hold numbers (printed, by slot) that the register does not know."""
        with self._database.reading() as connection:
            entries = ledger.lines_of(connection, (event for event, _, _ in manifested))
            is_empty = connection.execute(select(NUMBERS.c.id).limit(1)).first() is None
        rebuilding.guard(self.name, entries, manifested, is_empty=is_empty)

    def vouched(self, outputs: str) -> Mapping[str, str]:
        """Return the stamps of an outputs folder's manifests that need not be guarded again."""
        with self._database.reading() as connection:
            return rebuilding.vouched(connection, outputs)

    def vouch(self, outputs: str, stamps: Mapping[str, str]) -> None:
        """Remember that these manifests hold no number that the register does not know."""
        if self.vouched(outputs) != stamps:
            with self._database.writing() as connection:
                rebuilding.vouch(connection, outputs, stamps)

    def rebuild(self, manifested: Sequence[Manifested], *, at: datetime, who: str = "") -> Mapping[Slot, Mistake]:
        """Write down the numbers that manifests remember and the register lacks; return those that cannot be."""
        with self._database.writing() as connection:
            return rebuilding.rebuild(connection, manifested, at=at, who=who)


def _by_event(entries: Iterable[Entry]) -> Lines:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.event, []).append(entry)
    return found


def _forgotten_in(copy: Path, event: str, key: str, *, at: datetime, who: str) -> bool:
    try:
        with closing(Database(copy, create=False)) as database, database.writing() as connection:
            forgetting.forget(connection, event, key, at=at, who=who)
    except RegisterError:
        return False
    return True
