"""Find the first of many namesakes who may be one with another: people of one name in; for each question one out.

Each person is kept under every key by which another may ask: a day also as its month, its year and as any. So a roster
of thousands of one name costs no more for each of them than one of a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from flows.model.person import Person
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.unit_names import unit_name

Key = tuple[object, object, object]

_ANY, _NONE = "any", "none"


class Namesakes:
    """People of one name, in order; those who are added to the list later are found too."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Take a list that may grow."""
        self._people = people
        self._first: dict[Key, int] = {}
        self._told = 0

    def first_like(self, person: Person) -> Person | None:
        """Return the first who may be this person: born alike, telephones not unlike, telephone or unit alike."""
        for place in range(self._told, len(self._people)):
            for key in _held(self._people[place]):
                self._first.setdefault(key, place)
        self._told = len(self._people)
        found = [self._first[key] for key in _asked(person) if key in self._first]
        return self._people[min(found)] if found else None


def _held(person: Person) -> Iterator[Key]:
    """Yield the keys by which others find a person."""
    births, unit = _held_births(person.born), unit_name(person.unit or "")
    yield from product(births, (person.phone or _NONE, _ANY), ((unit.name, unit.noun), (unit.name, _ANY)))
    if person.phone:
        yield from product(births, (person.phone,), (_ANY,))


def _asked(person: Person) -> Iterator[Key]:
    """Yield the keys by which a person finds others."""
    births, unit = _asked_births(person.born), unit_name(person.unit or "")
    nouns = (unit.noun, "") if unit.noun else (_ANY,)
    phones = (person.phone, _NONE) if person.phone else (_ANY,)
    yield from product(births, phones, [(unit.name, noun) for noun in nouns])
    if person.phone:
        yield from product(births, (person.phone,), (_ANY,))


def _held_births(born: date | PartialDay | None) -> tuple[object, ...]:
    if born is None:
        return _NONE, _ANY
    own = born if isinstance(born, date) else ("only", born.year, born.month)
    within = (("in", born.year, born.month), ("in", born.year)) if born.month else (("in", born.year),)
    return own, *within, _ANY


def _asked_births(born: date | PartialDay | None) -> tuple[object, ...]:
    if born is None:
        return (_ANY,)
    if isinstance(born, date):
        return born, ("only", born.year, born.month), ("only", born.year, None), _NONE
    if born.month is None:
        return ("in", born.year), _NONE
    return ("in", born.year, born.month), ("only", born.year, None), _NONE
