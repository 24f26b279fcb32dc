"""Drafts on their way to other processes: packed by columns, in a quarter of the time that one by one takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from flows.model.draft import Booked, Draft, Heading
from flows.model.personal import Personal

T = TypeVar("T", bound=NamedTuple)
Columns = tuple[tuple[Any, ...], ...]
"""Values of like tuples, those of one field together."""


class Parcel:
    """Drafts that arrive as they are when they are pickled."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """Take the drafts."""
        self.drafts = drafts

    def __reduce__(self) -> tuple[object, ...]:
        """Be packed by columns."""
        drafts = columns_of(self.drafts)
        if not drafts:
            return Parcel, ((),)
        *plain, headings, values = drafts
        heads = list(columns_of(headings))
        heads[_BOOKED] = columns_of(heads[_BOOKED])
        return _unpacked, (plain, heads, _packed(values))


_BOOKED = Heading._fields.index("booked")


def columns_of(rows: Iterable[tuple[Any, ...]]) -> Columns:
    """Return the columns of like tuples."""
    return tuple(zip(*rows, strict=True))


def rows_of(kind: type[T], columns: Iterable[Iterable[Any]]) -> list[T]:
    """Return the tuples of these columns."""
    return list(map(kind._make, zip(*columns, strict=True)))


def _unpacked(plain: Sequence[Any], heads: list[Any], packed: tuple[Any, ...]) -> Parcel:
    heads[_BOOKED] = rows_of(Booked, heads[_BOOKED])
    return Parcel(rows_of(Draft, (*plain, rows_of(Heading, heads), _values(*packed))))


def _packed(values: Sequence[Mapping[str, object]]) -> tuple[Any, ...]:
    """Return the values of events' own papers, None in the place of persons', and those by columns."""
    own = [None if isinstance(each, Personal) else each for each in values]
    return own, columns_of(each.parts() for each in values if isinstance(each, Personal))


def _values(own: Iterable[Mapping[str, object] | None], columns: Columns) -> list[Mapping[str, object]]:
    persons = map(Personal.restored, zip(*columns, strict=True))
    return [next(persons) if each is None else each for each in own]
