"""Keep the people of an event under lasting keys and ordinals, and erase one of them on request."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from flows.numbering import queries
from flows.numbering.database import chunks, read_meta, touch
from flows.numbering.recognise_people import KnownPerson, Recognition, SeenPerson, first_key, recognise
from flows.numbering.tables import (
    FORGOTTEN,
    NUMBERS,
    PEOPLE,
    Enrolment,
    Entry,
    IssuedPaper,
    Place,
    bare_symbol,
    forgotten_key,
    is_forgotten,
)
from flows.problems import Mistake
from flows.vietnamese.text import bare, fold


@dataclass(slots=True)
class EnrolmentPlan:
    """Places in the order of the roster, and the rows to write for them; none when everybody is known as written."""

    places: list[Place] = field(default_factory=list)
    new: list[KnownPerson] = field(default_factory=list)
    changed: list[KnownPerson] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything is to be written."""
        return bool(self.new or self.changed)


@dataclass(frozen=True, slots=True)
class EnrolmentPlans:
    """The plans of several events."""

    plans: Mapping[str, EnrolmentPlan]

    def __bool__(self) -> bool:
        """Tell whether anything is to be written."""
        return any(self.plans.values())


def plan_enrolments(connection: Connection, rosters: Mapping[str, Sequence[Enrolment]]) -> EnrolmentPlans:
    """Recognise the people of each event's roster among those it had."""
    salt, known = read_meta(connection, "salt"), _with_numbers(connection, _known_of(connection, rosters))
    return EnrolmentPlans({event: _plan_enrolment(salt + event, known[event], rosters[event]) for event in rosters})


def _with_numbers(
    connection: Connection, known: Mapping[str, Sequence[KnownPerson]]
) -> Mapping[str, Sequence[KnownPerson]]:
    """Return the people with the numbers on their papers, and the names that the issued ones bear."""
    numbers = defaultdict[tuple[str, str], list[str]](list)
    gone_out = defaultdict[tuple[str, str], dict[str, str]](dict)
    shared = set()
    for line in queries.lines_of(connection, known):
        numbers[line.event, line.key].append(line.symbol)
        if line.state == "issued":
            shared.add((line.event, line.symbol))
            gone_out[line.event, line.key][line.symbol] = line.recipient
    for paper in queries.records_of(connection, IssuedPaper, known):
        if (paper.event, paper.symbol) in shared and paper.symbol not in numbers[paper.event, paper.key]:
            numbers[paper.event, paper.key].append(paper.symbol)
            gone_out[paper.event, paper.key][paper.symbol] = ""
    return {
        event: [
            replace(one, numbers=tuple(numbers[event, one.key]), gone_out=gone_out[event, one.key]) for one in people
        ]
        for event, people in known.items()
    }


def _plan_enrolment(salt: str, known: Sequence[KnownPerson], people: Sequence[Enrolment]) -> EnrolmentPlan:
    """Recognise the people of a roster among those the event had."""
    erased = {person.mark: person for person in known if is_forgotten(person.key)}
    gone = [erased.get(_mark(salt, each.name, fold(each.unit))) for each in people]
    rows_left = (each for each, person in zip(people, gone, strict=True) if person is None)
    seen = [_seen(salt, each) for each in rows_left]
    plan = settle([person for person in known if not is_forgotten(person.key)], seen, list(erased.values()))
    places = iter(plan.places)
    plan.places = [next(places) if person is None else _erased(person) for person in gone]
    return plan


def _erased(person: KnownPerson) -> Place:
    message = "Người này đã được xóa dữ liệu theo yêu cầu nên không làm văn bản nào."
    question = Mistake(message, "Xóa dòng này khỏi bảng tính; người khác trùng tên thì ghi rõ đơn vị khác.", "warning")
    return Place(person.key, person.ordinal, question, forgotten=True)


def settle(
    known: Sequence[KnownPerson], seen: Sequence[SeenPerson], erased: Sequence[KnownPerson] = ()
) -> EnrolmentPlan:
    """Return everybody's place: those recognised keep theirs, the others get the next ordinals in their order."""
    plan = EnrolmentPlan()
    others = {fold(row.name) for row in seen if bare(row.stands_for) == _NO}
    restored = [replace(each, name=each.was, was="") for each in known if each.was and fold(each.name) in others]
    back = {person.key: person for person in restored}
    known = [back.get(person.key, person) for person in known]
    plan.changed += restored
    taken = {person.key for person in known}
    last = max((person.ordinal for person in (*known, *erased)), default=0)
    years, posts = {_likeness(each, each.mark) for each in seen}, {_likeness(each, each.post) for each in seen}
    for row, found in zip(seen, recognise(known, seen), strict=True):
        person = _as_known(row, found) or _newcomer(row, found, taken, last + 1)
        # Left in place, the next look would take this person for the row that does say that year, or post.
        if person.mark and not row.mark and _likeness(row, person.mark) in years:
            person = replace(person, mark="")
        if person.post and not row.post and _likeness(row, person.post) in posts:
            person = replace(person, post="")
        last = max(last, person.ordinal)
        taken.add(person.key)
        if found.known is None:
            plan.new.append(person)
        elif found.known != person:
            plan.changed.append(person)
        question = _unknown_number(row, person) or _same_person(person) or _question(person.doubt or found.twins)
        plan.places.append(Place(person.key, person.ordinal, question))
    return plan


def _as_known(row: SeenPerson, found: Recognition) -> KnownPerson | None:
    known = found.known
    if known is None:
        return None
    if bare(known.name) != bare(row.name):  # marks are of the name too
        known = replace(known, mark="", post="")
    was = known.was or (known.name if found.is_renamed else "")
    if fold(was) == fold(row.name) or not known.out_as_another(row.name) or _is_answered(row, known):
        was = ""
    mark, post, born = row.mark or known.mark, row.post or known.post, row.born or known.born
    return replace(known, name=row.name, unit=row.unit, mark=mark, doubt=found.doubt, post=post, born=born, was=was)


def _newcomer(row: SeenPerson, found: Recognition, taken: set[str], ordinal: int) -> KnownPerson:
    key = first_key(row.name, row.unit, taken)
    return KnownPerson(key, ordinal, row.name, row.unit, row.mark, found.doubt, row.post, row.born)


def _likeness(row: SeenPerson, said: str) -> tuple[str, str, str]:
    return fold(row.name), fold(row.unit), said


def write_enrolments(connection: Connection, planned: EnrolmentPlans) -> None:
    """Write what was planned."""
    touch(connection)
    for event, plan in planned.plans.items():
        add_people(connection, event, plan.new)
        for person in plan.changed:
            is_theirs = (PEOPLE.c.event == event, PEOPLE.c.key == person.key)
            connection.execute(update(PEOPLE).where(*is_theirs).values(_row(event, person)))


def add_people(connection: Connection, event: str, people: Sequence[KnownPerson]) -> None:
    """Add people whose keys and ordinals are free."""
    if people:
        connection.execute(insert(PEOPLE), [_row(event, person) for person in people])


def _row(event: str, person: KnownPerson) -> dict[str, object]:
    # One column holds all marks.
    marks = "/".join(getattr(person, name) for name in _MARKS).rstrip("/")
    return {"event": event, "mark": marks, **{name: getattr(person, name) for name in _NAMED}}


def _known_person(told: RowMapping) -> KnownPerson:
    marks = dict(zip(_MARKS, told["mark"].split("/", 3), strict=False))
    return KnownPerson(**{name: told[name] for name in _NAMED}, **marks)


_NAMED, _MARKS = ("key", "ordinal", "name", "unit", "doubt"), ("mark", "post", "born", "was")


def known_people(connection: Connection, event: str) -> list[KnownPerson]:
    """Return everybody the event ever had, in the order of their ordinals."""
    return _known_of(connection, [event])[event]


def _known_of(connection: Connection, events: Iterable[str]) -> Mapping[str, list[KnownPerson]]:
    known: dict[str, list[KnownPerson]] = {event: [] for event in events}
    for part in chunks(list(known)):
        of_part = select(PEOPLE).where(PEOPLE.c.event.in_(part)).order_by(PEOPLE.c.ordinal)
        for told in connection.execute(of_part).mappings():
            known[told["event"]].append(_known_person(told))
    return known


def _question(doubt: str) -> Mistake | None:
    if not doubt:
        return None
    fix = (
        "Đối chiếu số trên giấy với danh sách. Nếu đúng là người của lần trước mà thành số mới: trả họ tên, đơn vị về "
        "như lần trước, chạy lại. Nếu là người khác: ghi ngày sinh để phân biệt."
    )
    return Mistake(doubt, fix, "warning")


def _same_person(person: KnownPerson) -> Mistake | None:
    if not person.was:
        return None
    number = person.out_as_another(person.name)
    return Mistake(
        f"Cùng một người? Dòng này trùng ngày sinh, đơn vị với {person.was}, người đã có giấy số {number} phát hành và "
        "không còn trong danh sách. Giấy đã phát hành giữ nguyên.",
        f"Cùng một người (sai họ tên): ghi {number} vào cột «Thay cho số» của dòng này, hoặc phát hành bản thay thế: "
        f'vanthu issue MÃ --replace {number} --why "sai họ tên". Người khác: ghi «không» vào cột ấy.',
        "warning",
    )


def _unknown_number(row: SeenPerson, person: KnownPerson) -> Mistake | None:
    """Return what is to be said of a number that the row says it stands for, if nobody known had it."""
    if not row.stands_for or bare(row.stands_for) == _NO or _is_answered(row, person):
        return None
    message = f"«Thay cho số» ghi {row.stands_for}, mà không rõ số ấy là của ai đã ra khỏi danh sách này."
    return Mistake(message, "Ghi đúng số trên giấy đã phát hành, như 012/GCN; không thay ai thì để trống.", "warning")


def _is_answered(row: SeenPerson, person: KnownPerson) -> bool:
    return bare_symbol(row.stands_for) in map(bare_symbol, person.numbers)


_NO = "khong"


def _mark(salt: str, name: str, said: object) -> str:
    """Return what is kept of a birth year, a post, or an erased person: enough to know a row again.

    It hides what it stands for from whoever leafs through the file; with the salt beside it, it is no secret.
    """
    return hashlib.sha256(f"{salt}|{bare(name)}|{said}".encode()).hexdigest()[:8]


def _seen(salt: str, person: Enrolment) -> SeenPerson:
    year = "" if person.birth_year is None else _mark(salt, person.name, person.birth_year)
    post = _mark(salt, person.name, fold(person.post)) if person.post.strip() else ""
    born = _mark(salt, person.unit, person.born.isoformat()) if person.born else ""
    return SeenPerson(person.name, person.unit, year, post, born, person.stands_for)


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
        """Say who it is, of where, in which event, with which numbers."""
        unit = f", {self.unit}" if self.unit else ""
        numbers = f": số {', '.join(self.numbers)}" if self.numbers else ""
        return f"{self.name}{unit} ({self.event}){numbers}"


def everybody(connection: Connection) -> Iterator[Someone]:
    """Yield everybody who is not erased."""
    entries = queries.lines(connection)
    last = _last_days(entries)
    numbers = defaultdict[tuple[str, str], list[str]](list)
    for entry in entries:
        numbers[entry.event, entry.key].append(entry.symbol)
    columns = (PEOPLE.c.event, PEOPLE.c.key, PEOPLE.c.ordinal, PEOPLE.c.name, PEOPLE.c.unit)
    for event, key, ordinal, name, unit in connection.execute(
        select(*columns).order_by(PEOPLE.c.event, PEOPLE.c.ordinal)
    ):
        if not is_forgotten(key):
            yield Someone(event, key, ordinal, name, unit, tuple(numbers[event, key]), last.get(event))


def forget(connection: Connection, event: str, key: str, *, at: datetime, who: str) -> None:
    """Erase one person; the row of the person and the numbers stay, without the name. Nothing is done twice."""
    person = next((each for each in known_people(connection, event) if each.key == key), None)
    if person is None:
        return
    if connection.dialect.name == "sqlite":
        # Otherwise the old words stay readable in the file's free space.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    touch(connection)
    mark = _mark(read_meta(connection, "salt") + event, person.name, fold(person.unit))
    new = forgotten_key(person.ordinal)
    mine = (PEOPLE.c.event == event, PEOPLE.c.key == key)
    connection.execute(
        update(PEOPLE).where(*mine).values(key=new, name=FORGOTTEN, unit="", mark=mark, doubt=""),
    )
    queries.erase_papers_and_holder(connection, event, key)
    lines = queries.lines(connection, NUMBERS.c.event == event, NUMBERS.c.key == key)
    nameless = {"key": new, "recipient": FORGOTTEN, "path": "", "sha256": ""}
    told = {line.id: {**nameless, "reason": line.reason.replace(person.name, "…")} for line in lines}
    queries.correct(connection, told, at=at, who=who)


def _last_days(entries: list[Entry]) -> dict[str, date]:
    last: dict[str, date] = {}
    for entry in entries:
        day = max(entry.day or entry.created.date(), entry.created.date())
        last[entry.event] = max(last.get(entry.event, day), day)
    return last
