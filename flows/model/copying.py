"""Copy frozen values, or take them apart to travel: what `dataclasses` itself does, in less than half its time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import TypeVar

T = TypeVar("T")


def changed(value: T, **changes: object) -> T:
    """Return a copy of a slotted dataclass with these fields changed; nothing is checked, `__post_init__` not called.

    For what is copied once for each person of a roster; elsewhere `replace` refuses a name that is no field.
    """
    copy = restored(*parts(value))
    for name, one in changes.items():
        object.__setattr__(copy, name, one)
    return copy


def parts(value: T) -> tuple[type[T], tuple[object, ...]]:
    """Return what `restored` makes the same value of: so pickled, it takes a third of the time that dataclasses do."""
    kind: type = type(value)
    return kind, _reader(kind)[1](value)


def restored(kind: type[T], values: tuple[object, ...]) -> T:
    """Return a value of the class with these values of its fields, in their order."""
    named: type = kind
    names, _ = _reader(named)
    made = object.__new__(kind)
    # The loop runs in C.
    deque(map(object.__setattr__, repeat(made), names, values), maxlen=0)
    return made


@cache
def _reader(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """Return the names of a class's fields, of which it has several, and what takes all their values out of one."""
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
