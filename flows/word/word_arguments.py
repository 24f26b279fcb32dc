"""Read the arguments of a word as days, hours and numbers, or say which of them cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import wraps

from flows.errors import TemplateError
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.dates import OpenDate, PartialDay

_MOST_PLACES = 100
_MOST_BITS = 332


class WordError(TemplateError):
    """A word was given what it cannot write out; the message names it and the kind of what it got."""


def is_missing(value: object) -> bool:
    """Tell whether a value is a field without a value, which prints its own reminder."""
    return getattr(type(value), "is_blank", False) is True


def a_day(value: object) -> date | OpenDate:
    """Read a day, or one that is left open."""
    match value:
        case date() | OpenDate():
            return value
        case str():
            return datetime.fromisoformat(value.strip())
    raise ValueError


def a_known_day(value: object) -> date:
    """Read a day that is known."""
    day = a_day(value)
    if isinstance(day, OpenDate):
        raise TypeError
    return day


def a_birth_date(value: object) -> date | PartialDay:
    """Read a birth date, which may be known by its year or its month and year only."""
    born = value if isinstance(value, date | PartialDay) else read_day(str(value), birth=True)[0]
    if born is None:
        raise ValueError
    return born


def an_hour(value: object) -> time:
    """Read an hour."""
    match value:
        case datetime():
            return value.time()
        case time():
            return value
        case str():
            return time.fromisoformat(value.strip())
    raise ValueError


def a_number(value: object) -> int | Decimal:
    """Read a number."""
    match value:
        case bool():
            raise ValueError
        case int():
            if value.bit_length() > _MOST_BITS:
                raise ValueError
            return int(value)  # an amount that prints itself another way counts as its number
        case Decimal():
            return _of_use(value)
        case float() | str():
            number = _of_use(Decimal(_ungrouped(str(value).strip())))
            return int(number) if number == number.to_integral_value() else number
    raise ValueError


_BY_THREES = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")


def _ungrouped(text: str) -> str:
    """Return a number typed as text without its points: before three digits a point groups thousands."""
    return text.replace(".", "") if _BY_THREES.fullmatch(text) else text


def _of_use(number: Decimal) -> Decimal:
    """Return a number that a paper could hold: written out, 1e999999999 would fill the memory."""
    if not number.is_finite() or abs(number.adjusted()) > _MOST_PLACES:
        raise ValueError
    return number


def a_whole_number(value: object) -> int:
    """Read a whole number."""
    number = a_number(value)
    if not isinstance(number, int):
        raise TypeError
    return number


def a_moment(value: object) -> datetime:
    """Read a day with its hour."""
    match value:
        case datetime():
            return value
        case str():
            return datetime.fromisoformat(value.strip())
    raise ValueError


def word_of(name: str, function: Callable[..., object], *kinds: Callable[[object], object]) -> Callable[..., object]:
    """Wrap a function for templates: its arguments read by kind, missing ones handed through to the print."""

    @wraps(function)
    def word(*values: object) -> object:
        for value in values[: len(kinds)]:
            if is_missing(value):
                return value
        if any(isinstance(value, PartialDay) for value in values) and a_birth_date not in kinds:
            return next(str(value) for value in values if isinstance(value, PartialDay))
        try:
            read = [kind(value) for kind, value in zip(kinds, values)]  # noqa: B905 - what is left over is the function's
        except (ValueError, TypeError, InvalidOperation) as error:
            raise _refusal(name, values) from error
        try:
            return function(*read, *values[len(kinds) :])
        except (TypeError, ArithmeticError) as error:
            raise _refusal(name, values) from error
        except ValueError as error:
            raise WordError(f"«{name}»: {error}.") from error

    return word


def by_name(name: str, word: Callable[..., object], names: Sequence[str]) -> Callable[..., object]:
    """Let a word's arguments be named in a template too: khoang_ngay(tu=..., den=..., kieu='co_nam')."""

    @wraps(word)
    def named(*values: object, **given: object) -> object:
        rest = names[len(values) :]
        unknown = [one for one in given if one not in rest]
        if unknown:
            raise WordError(f"«{name}» không có tham số «{unknown[0]}»; các tham số: {', '.join(names)}.")
        return word(*values, *(given[one] for one in rest if one in given))

    return named


def _refusal(name: str, values: tuple[object, ...]) -> WordError:
    got = ", ".join(_named(value) for value in values) or "không có gì"
    return WordError(f"«{name}» không dùng được với {got}.")


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, "một đoạn chữ"),
    (bool, "đúng/sai"),
    ((date, OpenDate), "một ngày"),
    (time, "một giờ"),
    ((int, float, Decimal), "một số"),
    (type(None), "ô trống"),
    ((dict, list, tuple), "một danh sách"),
)


def _named(value: object) -> str:
    """Name a value by its kind; the value itself may be personal."""
    return next((name for kinds, name in _KINDS if isinstance(value, kinds)), type(value).__name__)
