"""How much a value holds at all depths: what a template nests into itself is short to write and endless to print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2.exceptions import SecurityError

from flows.rendering.planned_words import MOST_CHARACTERS

MOST_TEXT = 10_000_000
MOST_DEEP = 100
_HOLDERS = (list, tuple, dict, set, frozenset)


def refuse_endless(value: object, most: int = MOST_TEXT) -> None:
    """Raise SecurityError for a value too large to be made a text of."""
    if isinstance(value, _HOLDERS) and _weight(value, {}, 0) > most:
        raise SecurityError("giá trị quá dài để in")


def held(value: Any) -> Any:  # noqa: ANN401 - whatever a template puts together
    """Return what a template put together; raise SecurityError where it is nested without end."""
    refuse_endless(value, MOST_CHARACTERS)
    return value


def hold_all(*values: object) -> None:
    """Raise SecurityError where a function is given what is nested without end."""
    for value in values:
        if isinstance(value, _HOLDERS):
            held(values)
            return


def _weight(value: Any, known: dict[int, int], depth: int) -> int:  # noqa: ANN401 - any holder
    """Return how many items and letters a value holds, those it holds twice counted twice."""
    if depth > MOST_DEEP:
        raise SecurityError("danh sách lồng nhau quá sâu")
    if id(value) not in known:
        inner = [*value, *value.values()] if isinstance(value, Mapping) else value
        known[id(value)] = sum(_share(each, known, depth + 1) for each in inner)
    return known[id(value)]


def _share(value: object, known: dict[int, int], depth: int) -> int:
    if isinstance(value, str):
        return 1 + len(value)
    return 1 + _weight(value, known, depth) if isinstance(value, _HOLDERS) else 1
