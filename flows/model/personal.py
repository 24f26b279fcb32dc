"""One person's paper: what it shares with others, and its person in; all objects out when it is printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from flows.model.copying import parts, restored
from flows.model.fields import Field
from flows.model.person import Person
from flows.model.printing import Blank

Objects = Mapping[str, object]
Compose = Callable[[Person, int], Objects]
"""A person and its place in the list in, the objects that are its own out; other processes can import it."""


class Personal(Mapping[str, object]):
    """A paper's objects; its person's are made when they are asked for, and not kept.

    Those of a hundred thousand people would fill 120 MB until their papers' turn comes. `unasked` are the person's
    fields that the template does not name: they are blank.
    """

    __slots__ = ("_compose", "_person", "_place", "_shared", "_unasked")

    def __init__(
        self, shared: Objects, compose: Compose, person: Person, place: int, unasked: Collection[Field] = ()
    ) -> None:
        """Remember what they are made of."""
        self._shared = shared
        self._compose = compose
        self._person = person
        self._place = place
        self._unasked = unasked

    def plain(self) -> dict[str, object]:
        """Return all objects as they are printed."""
        own = {**self._shared, **self._compose(self._person, self._place)}
        person = own.get("nguoi")
        if self._unasked and isinstance(person, dict):
            own["nguoi"] = without(person, self._unasked)
        return own

    def without(self, unasked: Collection[Field]) -> Personal:
        """Return the objects with these fields of the person blank."""
        if not any(getattr(self._person, field.attribute) for field in unasked):
            return self
        return Personal(self._shared, self._compose, self._person, self._place, unasked)

    def parts(self) -> tuple[object, ...]:
        """Return what `restored` makes the same objects of: the person's fields come last."""
        return self._shared, self._compose, self._place, self._unasked, *parts(self._person)[1]

    @classmethod
    def restored(cls, told: Sequence[Any]) -> Personal:
        """Return the objects of these parts."""
        shared, compose, place, unasked, *values = told
        return cls(shared, compose, restored(Person, tuple(values)), place, unasked)

    def __getitem__(self, name: str) -> object:
        """Return one object."""
        return self._shared[name] if name in self._shared else self.plain()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the objects' names."""
        return iter(self.plain())

    def __len__(self) -> int:
        """Return how many objects there are."""
        return len(self.plain())


def without(person: Objects, unasked: Collection[Field]) -> Objects:
    """Return a person's values with these fields blank."""
    blanks = {field.key: Blank(field.heading) for field in unasked if person.get(field.key)}
    return {**person, **blanks} if blanks else person
