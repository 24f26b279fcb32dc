"""Units that do not exist on the day of an event: what its sheets name in, a warning at each cell out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from flows.model.event import AgendaItem, Event
from flows.model.fields import field_named
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Mistake, Problem, Where
from flows.reading.person_place import Columns, place_of
from flows.vietnamese.units import UnitDoubt, is_here, unit_doubts

_OF_EVENT = (
    "ten_su_kien", "dia_diem", "don_vi_to_chuc", "don_vi_phoi_hop", "chu_tri", "khai_mac", "thanh_phan",
    "to_chuc_thuc_hien", "lien_he", "noi_nhan", "co_quan_cap_chung_nhan",
)  # fmt: skip
"""Fields that speak of bodies as they are on the day; grounds and background speak of the past too."""
_OF_OFFICE = ("ten_day_du", "co_quan_chu_quan", "co_quan_ban_hanh", "noi_nhan")
_OF_PERSON = ("don_vi", "chuc_vu", "chuc_danh_dang")
_units_and_posts = attrgetter(*(field_named(Person, key).attribute for key in _OF_PERSON))


def bygone_units(
    event: Event, agenda: Sequence[AgendaItem], people: Sequence[Person], columns: Columns
) -> tuple[Problem, ...]:
    """Return a warning for each unit that is named where the event speaks of its own day, and is not one then.

    People are many: a unit that they name is told once a sheet and column, at the first of them.
    """
    here = is_here(" ".join(filter(None, (event.organiser, event.place, event.name))))

    def judged(text: str) -> tuple[UnitDoubt, ...]:
        return unit_doubts(text, event.starts, here=here)

    found = [doubt.mistake.at(event.place_of(key)) for key, text in _told_by(event) for doubt in judged(text)]
    found += [doubt.mistake.at(_posts(item)) for item in agenda for doubt in judged(item.title or "")]
    told = {text for person in people for text in _units_and_posts(person) if text}
    known = {text: doubts for text in told if (doubts := judged(text))}
    return (*found, *(_of_people(people, columns, known) if known else ()))


def bygone_office(office: Office, event: Event, *keys: str) -> tuple[Problem, ...]:
    """Return a warning for each unit on the stationery that does not exist on the event's day."""
    here = is_here(office.full_name or office.place or "")
    texts = ((key, _text(getattr(office, field_named(Office, key).attribute))) for key in keys or _OF_OFFICE)
    doubts = ((key, doubt) for key, text in texts for doubt in unit_doubts(text, event.starts, here=here))
    return tuple(doubt.mistake.at(office.sources.get(key, office.where)) for key, doubt in doubts)


def _text(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _told_by(event: Event) -> Iterator[tuple[str, str]]:
    for key in _OF_EVENT:
        yield key, _text(getattr(event, field_named(Event, key).attribute))


def _told_by_person(person: Person) -> Iterator[tuple[str, str]]:
    yield from ((key, text) for key, text in zip(_OF_PERSON, _units_and_posts(person), strict=True) if text)


def _posts(item: AgendaItem) -> Where:
    return item.where.at(heading=f"{item.where.heading}, chức vụ báo cáo viên") if item.where.heading else item.where


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit that people of one sheet name in one column: the first cell and how many do."""

    where: Where
    mistake: Mistake
    count: int = 1


def _of_people(
    people: Iterable[Person], columns: Columns, known: Mapping[str, tuple[UnitDoubt, ...]]
) -> Iterator[Problem]:
    named: dict[tuple[str, str, str, str], _Named] = {}
    for person in people:
        for key, text in _told_by_person(person):
            for doubt in known.get(text, ()):
                at = (person.where.file, person.where.sheet, key, doubt.unit)
                first = named.get(at) or _Named(place_of(person, key, columns), doubt.mistake, 0)
                named[at] = replace(first, count=first.count + 1)
    for found in named.values():
        several = f" Có {found.count} người ghi như vậy." if found.count > 1 else ""
        yield replace(found.mistake, message=found.mistake.message + several).at(found.where)
