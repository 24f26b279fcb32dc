"""Keep the people of an event: rosters in, stable keys and ordinals out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from flows.numbering.database import chunks, read_meta, touch, write_rows
from flows.numbering.entries import Enrolment, Place, is_forgotten
from flows.numbering.identity import KnownPerson, Recognition, SeenPerson, first_key, recognise
from flows.numbering.tables import PEOPLE
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
    salt, known = read_meta(connection, "salt"), _known_of(connection, rosters)
    return EnrolmentPlans({event: plan_enrolment(salt + event, known[event], rosters[event]) for event in rosters})


def plan_enrolment(salt: str, known: Sequence[KnownPerson], people: Sequence[Enrolment]) -> EnrolmentPlan:
    """Recognise the people of a roster among those the event had."""
    erased = {person.mark: person for person in known if is_forgotten(person.key)}
    faces = [erased.get(face_mark(salt, each.name, each.unit)) for each in people] if erased else [None] * len(people)
    seen = [
        SeenPerson(each.name, each.unit, _mark(salt, each), _post(salt, each))
        for each, gone in zip(people, faces, strict=True)
        if gone is None
    ]
    plan = settle([person for person in known if not is_forgotten(person.key)], seen, list(erased.values()))
    places = iter(plan.places)
    plan.places = [next(places) if gone is None else _erased(gone) for gone in faces]
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
    taken = {person.key for person in known}
    last = max((person.ordinal for person in (*known, *erased)), default=0)
    spoken_for = _said(seen, lambda each: each.mark)
    posts = _said(seen, lambda each: each.post)
    for face, found in zip(seen, recognise(known, seen), strict=True):
        person = _newcomer(face, found, taken, last + 1) if found.known is None else _known(face, found, found.known)
        if not face.mark and person.mark and _likeness(face, person.mark) in spoken_for:
            # The next look would take this person for the row that does say that year.
            person = person._replace(mark="")
        if not face.post and person.post and _likeness(face, person.post) in posts:
            person = person._replace(post="")
        last = max(last, person.ordinal)
        taken.add(person.key)
        _note(plan, found.known, person)
        plan.places.append(Place(person.key, person.ordinal, _question(person.doubt or found.twins)))
    return plan


def write_enrolments(connection: Connection, planned: EnrolmentPlans) -> None:
    """Write what was planned."""
    if not planned:
        return
    touch(connection)
    for event, plan in planned.plans.items():
        add_people(connection, event, plan.new)
        for person in plan.changed:
            is_theirs = (PEOPLE.c.event == event, PEOPLE.c.key == person.key)
            connection.execute(update(PEOPLE).where(*is_theirs).values(dict(zip(_SAID, _row(person), strict=True))))


def add_people(connection: Connection, event: str, people: Sequence[KnownPerson]) -> None:
    """Add people whose keys and ordinals are free."""
    columns = ("event", "key", "ordinal", *_SAID)
    write_rows(connection, insert(PEOPLE), columns, ((event, each.key, each.ordinal, *_row(each)) for each in people))


_SAID = ("name", "unit", "mark", "doubt")


def _row(person: KnownPerson) -> tuple[str, ...]:
    # One column holds both marks.
    mark = f"{person.mark}/{person.post}" if person.post else person.mark
    return person.name, person.unit, mark, person.doubt


def _known_person(key: str, ordinal: int, *said: str) -> KnownPerson:
    name, unit, marks, doubt = said
    mark, _, post = marks.partition("/")
    return KnownPerson(key, ordinal, name, unit, mark, doubt, post)


def known_people(connection: Connection, event: str) -> list[KnownPerson]:
    """Return everybody the event ever had, in the order of their ordinals."""
    return _known_of(connection, [event])[event]


def _known_of(connection: Connection, events: Iterable[str]) -> Mapping[str, list[KnownPerson]]:
    known: dict[str, list[KnownPerson]] = {event: [] for event in events}
    for part in chunks(list(known)):
        rows = connection.execute(select(PEOPLE).where(PEOPLE.c.event.in_(part)).order_by(PEOPLE.c.ordinal))
        for event, *told in rows:
            known[event].append(_known_person(*told))
    return known


def _newcomer(face: SeenPerson, found: Recognition, taken: set[str], ordinal: int) -> KnownPerson:
    key = first_key(face.name, face.unit, taken)
    return KnownPerson(key, ordinal, face.name, face.unit, face.mark, found.doubt, face.post)


def _known(face: SeenPerson, found: Recognition, known: KnownPerson) -> KnownPerson:
    mark, post = face.mark or known.mark, face.post or known.post
    return KnownPerson(known.key, known.ordinal, face.name, face.unit, mark, found.doubt, post)


def _said(seen: Sequence[SeenPerson], what: Callable[[SeenPerson], str]) -> set[tuple[str, str, str]]:
    """Return who is said to have which year, or post; nothing where all rows say it, and nobody will ask."""
    if all(map(what, seen)):
        return set()
    return {_likeness(each, what(each)) for each in seen if what(each)}


def _likeness(face: SeenPerson, said: str) -> tuple[str, str, str]:
    return fold(face.name), fold(face.unit), said


def _note(plan: EnrolmentPlan, known: KnownPerson | None, person: KnownPerson) -> None:
    if known is None:
        plan.new.append(person)
    elif known != person:
        plan.changed.append(person)


def _question(doubt: str) -> Mistake | None:
    if not doubt:
        return None
    fix = (
        "Đối chiếu số trên giấy với danh sách. Nếu đúng là người của lần trước mà thành số mới: trả họ tên, đơn vị về "
        "như lần trước, chạy lại. Nếu là người khác: ghi ngày sinh để phân biệt."
    )
    return Mistake(doubt, fix, "warning")


def face_mark(salt: str, name: str, unit: str) -> str:
    """Return what is kept of an erased person: enough to know the row again, not to read the name back."""
    return hashlib.sha256(f"{salt}|{bare(name)}|{fold(unit)}".encode()).hexdigest()[:8]


def _post(salt: str, person: Enrolment) -> str:
    text = f"{salt}|{bare(person.name)}|{fold(person.post)}"
    return hashlib.sha256(text.encode()).hexdigest()[:8] if person.post.strip() else ""


def _mark(salt: str, person: Enrolment) -> str:
    # Hides the year from whoever leafs through the file; with the salt beside it, it is no secret.
    if person.birth_year is None:
        return ""
    return hashlib.sha256(f"{salt}|{bare(person.name)}|{person.birth_year}".encode()).hexdigest()[:8]
