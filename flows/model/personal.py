"""One person's paper: what it shares with others, and its person in; all objects out when it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from flows.model.copying import changed, parts, restored
from flows.model.fields import Field
from flows.model.person import Person

Objects = Mapping[str, object]
Compose = Callable[[Person, int], Objects]
"""A person and its place in the list in, the objects that are its own out; other processes can import it."""


class Personal(Mapping[str, object]):
    """A paper's objects; its person's are made when they are asked for, and not kept.

    Those of a hundred thousand people would fill 120 MB until their papers' turn comes.
    """

    __slots__ = ("_compose", "_person", "_place", "_shared")

    def __init__(self, shared: Objects, compose: Compose, person: Person, place: int) -> None:
        """Remember what they are made of."""
        self._shared = shared
        self._compose = compose
        self._person = person
        self._place = place

    def plain(self) -> dict[str, object]:
        """Return all objects as they are printed."""
        return {**self._shared, **self._compose(self._person, self._place)}

    def without(self, unasked: Iterable[Field]) -> Personal:
        """Return the objects of a person of whom these fields, None where they are blank, are not known."""
        less = {field.attribute: None for field in unasked if getattr(self._person, field.attribute)}
        return Personal(self._shared, self._compose, changed(self._person, **less), self._place) if less else self

    def parts(self) -> tuple[object, ...]:
        """Return what `restored` makes the same objects of: the person's fields come last."""
        return self._shared, self._compose, self._place, *parts(self._person)[1]

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
