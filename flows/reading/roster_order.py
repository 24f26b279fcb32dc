"""Sort the people of an event as its sheet asks: as typed, by unit, or by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.model.event import AS_TYPED, BY_NAME, BY_UNIT
from flows.model.person import Person
from flows.problems import Problem
from flows.reading.inbox import Dossier
from flows.vietnamese.names import sort_key
from flows.vietnamese.text import bare
from flows.vietnamese.units import UnitName, unit_name

_WORDS = {BY_NAME: ("theo ten", "ten", "abc", "bang chu cai", "theo bang chu cai"), BY_UNIT: ("theo don vi", "don vi"),
          AS_TYPED: ("nhu danh sach", "nhu da go", "giu nguyen", "theo danh sach")}  # fmt: skip


def arranged(dossier: Dossier) -> Dossier:
    """Return the dossier with its people in the order its event asks for; who has a number already keeps it."""
    typed = dossier.event.roster_order or AS_TYPED
    order = next((order for order, words in _WORDS.items() if bare(typed) in words), None)
    if order:
        people = in_order(dossier.roster.people, order)
        return replace(dossier, roster=replace(dossier.roster, people=people))
    message = f"Không hiểu thứ tự danh sách «{typed}»; giữ thứ tự như trong tệp."
    fix = f"Ghi «{AS_TYPED}», «{BY_UNIT}» hoặc «{BY_NAME}»."
    unknown = Problem(dossier.event.place_of("thu_tu_danh_sach"), message, fix, "warning")
    return replace(dossier, problems=(*dossier.problems, unknown))


def in_order(people: Sequence[Person], order: str) -> tuple[Person, ...]:
    """Return the people as typed, by given name, or unit by unit; who is equal stays in the order of the rows."""
    if order == BY_NAME:
        return tuple(sorted(people, key=lambda person: sort_key(person.sort_name or person.name)))
    if order == BY_UNIT:
        places = _places_of_units(people)
        return tuple(sorted(people, key=lambda person: places[unit_name(person.unit or "")]))
    return tuple(people)


def _places_of_units(people: Sequence[Person]) -> dict[UnitName, int]:
    """Number the units as they first come, for that order is the office's own; spellings of one unit share a place."""
    places: dict[UnitName, int] = {}
    for unit in (unit_name(person.unit or "") for person in people):
        if unit not in places:
            alike = {place for other, place in places.items() if other.may_be(unit)}
            places[unit] = min(alike, default=len(places)) if len(alike) < 2 else len(places)
    return places
