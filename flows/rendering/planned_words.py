"""What the steps of a plan call: Jinja's own behaviour for plain values, and a refusal for all others.

Whatever is refused here is printed through Jinja, from the beginning; so nothing needs to be right but plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

MOST_TURNS = 1_000_000
"""As many turns of its loops may one document take."""
MOST_CHARACTERS = 200_000_000
"""As much text may it make, printed or not."""


class NotPlainError(Exception):
    """A value, or what a template does with it, is for Jinja."""


class Missing:
    """A name or key that has no value: false, empty, and for Jinja as soon as anything else is asked of it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Be false."""
        return False


MISSING = Missing()


def refuse(*_values: object) -> object:
    """Leave the document to Jinja."""
    raise NotPlainError


def known(value: object) -> object:
    """Return a value that is there."""
    if value is MISSING:
        raise NotPlainError
    return value


def text(value: object) -> str:
    """Return what a value prints."""
    if value is MISSING:
        return ""
    if hasattr(value, "__html__"):
        raise NotPlainError
    return str(value)


def soft(value: object) -> str:
    """Return a value as text, as filters take it; a kind of text that may print as another one is for Jinja."""
    if type(value) is str:
        return value
    if isinstance(value, str):
        raise NotPlainError
    return text(value)


def items(value: object) -> list[object] | tuple[object, ...] | str | dict[object, object]:
    """Return what a loop goes through; what can be gone through only once is for Jinja."""
    if value is MISSING:
        return ()
    if isinstance(value, list | tuple | str | dict) or getattr(type(value), "is_blank", False) is True:
        return value  # type: ignore[return-value] # a blank has a length and no items
    raise NotPlainError


def at(value: object, place: int) -> object:
    """Return the item at a place."""
    if not isinstance(value, list | tuple | str):
        raise NotPlainError
    try:
        return value[place]
    except IndexError:
        return MISSING


def part_of(value: object, start: int | None, stop: int | None) -> object:
    """Return the items between two places."""
    if not isinstance(value, list | tuple | str):
        raise NotPlainError
    return value[start:stop]


def is_defined(value: object) -> bool:
    """Tell whether a value is there."""
    # Only Jinja knows its own undefined values.
    if hasattr(type(value), "_fail_with_undefined_error"):
        raise NotPlainError
    return value is not MISSING


class Filter:
    """One of Jinja's filters for plain values, and how many arguments it takes at most, the value included."""

    __slots__ = ("function", "most")

    def __init__(self, function: Callable[..., object], most: int = 1) -> None:
        """Take the function, whose arguments are there."""
        self.function = function
        self.most = most


def _joined(values: object, between: object = "") -> str:
    if not isinstance(values, list | tuple):
        raise NotPlainError
    return soft(between).join([soft(value) for value in values])


def _length(value: object) -> int:
    if not isinstance(value, list | tuple | str | dict):
        raise NotPlainError
    return len(value)


def default(value: object, other: object = "", boolean: object = False) -> object:  # noqa: FBT002 - as in Jinja
    """Return the value, or another where it is missing."""
    return value if is_defined(value) and (value or not boolean) else other


FILTERS: Mapping[str, Filter] = {
    "upper": Filter(lambda value: soft(value).upper()),
    "lower": Filter(lambda value: soft(value).lower()),
    "capitalize": Filter(lambda value: soft(value).capitalize()),
    "trim": Filter(lambda value: soft(value).strip()),
    "string": Filter(soft),
    "join": Filter(_joined, 2),
    "length": Filter(_length),
    "count": Filter(_length),
    "default": Filter(default, 3),
    "d": Filter(default, 3),
}

LOOP: Mapping[str, str] = {
    "index": "(k{0} + 1)",
    "index0": "k{0}",
    "first": "(k{0} == 0)",
    "last": "(k{0} == c{0} - 1)",
    "length": "c{0}",
    "revindex": "(c{0} - k{0})",
    "revindex0": "(c{0} - k{0} - 1)",
}
"""What a loop knows of itself, in Python: its turn is k, and c the number of its items."""
