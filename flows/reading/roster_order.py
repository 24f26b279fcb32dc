"""The order of an event's people: a dossier in, the same with its roster as the office wants it listed, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.model.event import AS_TYPED, BY_NAME, BY_UNIT, Event
from flows.model.person import Person
from flows.problems import Problem
from flows.reading.inbox import Dossier
from flows.vietnamese.names import sort_key
from flows.vietnamese.text import bare
from flows.vietnamese.unit_names import UnitName, unit_name

_WORDS = {BY_NAME: ("theo ten", "ten", "abc", "bang chu cai", "theo bang chu cai"), BY_UNIT: ("theo don vi", "don vi"),
          AS_TYPED: ("nhu danh sach", "nhu da go", "giu nguyen", "theo danh sach")}  # fmt: skip


def arranged(dossier: Dossier) -> Dossier:
    """Return the dossier with its people in the order its event asks for; who has a number already keeps it."""
    order = _order(dossier.event)
    if order is None:
        return replace(dossier, problems=(*dossier.problems, _unknown(dossier.event)))
    people = in_order(dossier.roster.people, order)
    return replace(dossier, roster=replace(dossier.roster, people=people))


def _order(event: Event) -> str | None:
    """Return the order that the event names, as typed without one; None when it cannot be understood."""
    typed = bare(event.roster_order or AS_TYPED)
    return next((order for order, words in _WORDS.items() if typed in words), None)


def _unknown(event: Event) -> Problem:
    message = f"Không hiểu thứ tự danh sách «{event.roster_order}»; giữ thứ tự như trong tệp."
    fix = f"Ghi «{AS_TYPED}», «{BY_UNIT}» hoặc «{BY_NAME}»."
    return Problem(event.place_of("thu_tu_danh_sach"), message, fix, "warning")


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
