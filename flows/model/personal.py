"""One person's paper: what it shares with others, and its person in; all objects out when it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple, Self

from flows.model.copying import parts, restored
from flows.model.fields import Field
from flows.model.person import Person
from flows.model.printing import Blank

Objects = Mapping[str, object]
Own = Mapping[str, dict[str, object]]
Compose = Callable[[Person, int], Own]
"""A person and its place in the list in, the objects that are its own out; other processes can import it.

What is made of a private field beside the person's own object is printed whether a template asks for that field or not.
"""
PERSON = "nguoi"
"""The one of them that has the person's fields."""


class Withheld(NamedTuple):
    """What is not told of people: what stands in its place in their object, and which of their fields are told."""

    blanks: Mapping[str, Blank]
    told: tuple[bool, ...]

    @classmethod
    def of(cls, unasked: Iterable[Field]) -> Self:
        """Return what keeps these fields back; None is what they are where they are blank."""
        left = {field.attribute: field for field in unasked}
        blanks = {field.key: Blank(field.heading) for field in left.values()}
        return cls(blanks, tuple(field.name not in left for field in fields(Person)))


_NOTHING = Withheld.of(())


class Personal(Mapping[str, object]):
    """A paper's objects; its person's are made when they are asked for, and not kept.

    Those of a hundred thousand people would fill 120 MB until their papers' turn comes.
    """

    __slots__ = ("_compose", "_person", "_place", "_shared", "_withheld")

    def __init__(
        self, shared: Objects, compose: Compose, person: Person, place: int, withheld: Withheld = _NOTHING
    ) -> None:
        """Remember what they are made of."""
        self._shared = shared
        self._compose = compose
        self._person = person
        self._place = place
        self._withheld = withheld

    def plain(self) -> dict[str, object]:
        """Return all objects as they are printed."""
        own = self._compose(self._person, self._place)
        own[PERSON].update(self._withheld.blanks)
        return {**self._shared, **own}

    def without(self, withheld: Withheld) -> Personal:
        """Return the objects of a person of whom less is known."""
        return Personal(self._shared, self._compose, self._person, self._place, withheld)

    def parts(self) -> tuple[object, ...]:
        """Return what `restored` makes the same objects of: the person's fields come last, and those told only."""
        values = zip(parts(self._person)[1], self._withheld.told, strict=True)
        return self._shared, self._compose, self._place, *(value if told else None for value, told in values)

    @classmethod
    def restored(cls, told: Sequence[Any]) -> Personal:
        """Return the objects of these parts."""
        shared, compose, place, *values = told
        return cls(shared, compose, restored(Person, tuple(values)), place)

    def __getitem__(self, name: str) -> object:
        """Return one object."""
        return self._shared[name] if name in self._shared else self.plain()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the objects' names."""
        return iter(self.plain())

    def __len__(self) -> int:
        """Return how many objects there are."""
        return len(self.plain())
