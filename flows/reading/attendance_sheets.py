"""Join the attendance sheets of several sessions into one list of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.model.fields import fields_of
from flows.model.person import Person
from flows.problems import Mistake, Problem
from flows.reading.doubles import is_called_summary, matched, may_be_one
from flows.reading.headings import session_in
from flows.reading.person_row import PersonReading
from flows.vietnamese.results import completion
from flows.vietnamese.text import fold

_RESULTS = ("result", "grade", "score")
_SHARED = tuple(field.attribute for field in fields_of(Person) if field.key != "ho_dem")
OTHER_RESULT = Mistake("Trái với kết quả ghi cho người này ở trang khác.", "Chỉ để lại kết quả đúng.")


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What a roster sheet, or a table of it, says: its people with what is wrong in their rows, and in the sheet.

    `name` is what it is called: by its title, else its sheet or file.
    """

    rows: tuple[PersonReading, ...]
    sheet_problems: tuple[Problem, ...] = ()
    name: str = ""

    @property
    def people(self) -> tuple[Person, ...]:
        """Return every person, in order."""
        return tuple(row.person for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return every mistake: the sheet's, then the rows'."""
        return (*self.sheet_problems, *(problem for row in self.rows for problem in row.problems))

    @property
    def sessions(self) -> int:
        """Return in how many columns attendance can be marked."""
        return max((len(row.person.present) for row in self.rows), default=0)

    @property
    def session(self) -> str:
        """Return the session that its name says: ngay 05-3, chieu; "" for none."""
        return session_in(self.name)

    @property
    def is_marked(self) -> bool:
        """Whether attendance is marked for anybody."""
        return any(row.attended for row in self.rows)

    def tells(self) -> frozenset[str]:
        """Return which results it holds."""
        return frozenset(each for each in _RESULTS if any(getattr(row.person, each) for row in self.rows))


def joined(listings: Sequence[RosterReading]) -> tuple[list[RosterReading], list[Problem]]:
    """Return the listings, those of the same people as one: each with the marks of all its sessions.

    Who is in one of them only was away from the sessions of the others. What was joined to another has no rows left.
    """
    left = list(listings)
    problems: list[Problem] = []
    for place, listing in enumerate(left):
        for base_place, base in enumerate(left[:place]):
            pairs = matched(base.people, listing.people, _may_be_same)
            if _are_sessions(base, listing, len(pairs)):
                left[base_place], left[place] = _together(base, listing, pairs), replace(listing, rows=())
                problems += _doubts(base, listing, pairs)
                break
    return left, problems


def _may_be_same(person: Person, other: Person) -> bool:
    unit = person.unit or other.unit
    return bool(person.name) and may_be_one(
        replace(person, unit=person.unit or unit), replace(other, unit=other.unit or unit)
    )


def _are_sessions(base: RosterReading, other: RosterReading, same: int) -> bool:
    """Whether two listings are of one roster, and the second tells of it what the first does not."""
    sizes = len(base.rows), len(other.rows)
    if not same or same * 2 < min(sizes):
        return False
    named = bool(other.session) and base.session != other.session
    if is_called_summary(base.name) or is_called_summary(other.name):
        return same * 2 > max(sizes) and base.tells() != other.tells()
    if not named and same * 2 <= max(sizes):
        return False
    marked = bool(other.sessions) and (named or not base.sessions or other.is_marked)
    return marked or bool(other.tells() - base.tells())


def _together(base: RosterReading, other: RosterReading, pairs: dict[int, int]) -> RosterReading:
    of_base = {own: place for place, own in pairs.items()}
    # One that nobody marked and no name calls a session only names people.
    counted = [not is_called_summary(one.name) and bool(one.session or one.is_marked) for one in (base, other)]
    sessions = [each.sessions * counts for each, counts in zip((base, other), counted, strict=True)]
    both = [(row, other.rows[of_base[place]] if place in of_base else None) for place, row in enumerate(base.rows)]
    rows = [_joined_row(row, again, sessions) for row, again in both]
    rows += [_joined_row(None, row, sessions) for place, row in enumerate(other.rows) if place not in pairs]
    return replace(base, name=other.name if is_called_summary(base.name) else base.name, rows=tuple(rows))


def _joined_row(row: PersonReading | None, again: PersonReading | None, sessions: Sequence[int]) -> PersonReading:
    """Return the reading of one person from that of each listing; None where the person is not in it."""
    first, *more = [each for each in (row, again) if each]
    marks = [each.person.present[:count] if each else (False,) * count
             for each, count in zip((row, again), sessions, strict=True)]  # fmt: skip
    person = replace(first.person, present=tuple(mark for part in marks for mark in part))
    problems = [*first.problems]
    for other in more:
        problems += [*other.problems, *_contradictions(first.person, other.person)]
        told = {key: getattr(other.person, key) for key in _SHARED if getattr(person, key) is None}
        person = replace(
            person,
            **told,
            held=any(problem.is_error for problem in problems),
            # Who is declined in one of two is only absent there.
            withdrawn=person.withdrawn and other.person.withdrawn,
            is_uncounted=person.is_uncounted or other.person.is_uncounted,
        )
    return replace(
        first,
        person=person,
        problems=tuple(problems),
        attended=any(each.attended for each in (first, *more)),
        declined="" if more and not person.withdrawn else first.declined,
    )


def _contradictions(person: Person, other: Person) -> list[Problem]:
    results = completion(person.result or ""), completion(other.result or "")
    grades = [(fold(getattr(person, each) or ""), fold(getattr(other, each) or "")) for each in ("grade", "score")]
    differ = set(results) == {True, False} or any(one and two and one != two for one, two in grades)
    return [OTHER_RESULT.at(other.where)] if differ else []


def _doubts(base: RosterReading, other: RosterReading, pairs: dict[int, int]) -> list[Problem]:
    """Return a warning for those who are in one of two listings only, and one where no name says that they are days."""
    of_base = set(pairs.values())
    found = []
    for listing, missing in ((other, [row for at, row in enumerate(base.rows) if at not in of_base]),
                             (base, [row for at, row in enumerate(other.rows) if at not in pairs])):  # fmt: skip
        if missing and listing.sessions:
            message = f"{len(missing)} người không có tên ở «{listing.name}», nên được hiểu là vắng ở đó."
            fix = f"Nếu có mặt, thêm vào «{listing.name}»."
            found.append(Problem(missing[0].person.where, message, fix, "warning"))
    if base.sessions and other.sessions and not (base.session and other.session):
        message = f"Ghi lại {len(pairs)} người của «{base.name}»; dấu điểm danh được hiểu là của một buổi khác."
        where = other.rows[0].person.where.at(cell="", heading="")
        found.append(Problem(where, message, "Nếu chỉ là bản chép lại, xóa bản thừa.", "warning"))
    return found
