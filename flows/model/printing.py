"""Values as templates print them: each type in the form that offices write, a loud blank where nothing was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

from flows.model.fields import fields_of
from flows.vietnamese.dates import news_stamp, padded_date, short_date
from flows.vietnamese.hours import hour_minute
from flows.vietnamese.numbers import money


class Items(tuple[str, ...]):  # noqa: SLOT001 a tuple with a text beside it needs its __dict__
    """A list typed into one cell: loops give its items, print gives the cell as typed."""

    typed: str

    def __new__(cls, items: Iterable[str] = (), typed: str | None = None) -> Self:
        """Keep the items and the text they came from."""
        made = super().__new__(cls, items)
        made.typed = "\n".join(made) if typed is None else typed
        return made

    def __str__(self) -> str:
        """Return the cell as typed."""
        return self.typed


@dataclass(frozen=True, slots=True)
class Blank:
    """A declared field without a value; `heading` is what the clerk knows the field by.

    It is false, and empty in a loop; printed, it is plainly to be seen. What is computed with it is as blank.
    """

    heading: str
    is_blank: ClassVar[bool] = True

    def __str__(self) -> str:
        """Return the slot's text, which the editor must replace."""
        return f"[CẦN BỔ SUNG: {self.heading}]"

    def __bool__(self) -> bool:
        """A blank is falsy, so that `{% if %}` skips it."""
        return False

    def __iter__(self) -> Iterator[str]:
        """A blank holds nothing, so that loops print nothing."""
        return iter(())

    def __len__(self) -> int:
        """A blank holds nothing."""
        return 0

    def _unknown(self, _other: object) -> Self:
        return self

    def _untrue(self, _other: object) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _unknown
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _unknown
    __lt__ = __le__ = __gt__ = __ge__ = _untrue


class Absent(Blank):
    """A field without a value that the paper can do without: it prints nothing."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return nothing."""
        return ""


def optional(value: object, needed: Collection[str] = ()) -> object:
    """Return a value, or all of a record's or a list's but those needed, with nothing to be seen where it is blank."""
    if isinstance(value, Blank):
        return Absent(value.heading)
    if isinstance(value, Mapping):
        return {key: one if key in needed else optional(one) for key, one in value.items()}
    return list(map(optional, value)) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph beside the workbook, to be printed where a template names it."""

    path: Path

    def __str__(self) -> str:
        """Return its name, for templates that only mention it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Code:
    """A signed text, to be printed as a QR code."""

    text: str

    def __str__(self) -> str:
        """Return the text, for templates that only mention it."""
        return self.text


class PrintedDay(date):
    """A day that prints as offices write it in running text (Nghị định 30): 03/7/2024."""

    __str__ = short_date


class PrintedBirthday(date):
    """A birth date, in full digits as on identity papers: 03/07/1965."""

    __str__ = padded_date


class PrintedHour(time):
    """An hour that prints as 08 giờ 00 phút."""

    __str__ = hour_minute


class PrintedMoment(datetime):
    """A moment that prints as news sites stamp it: 03/07/2024 - 01:53 PM."""

    def __str__(self) -> str:
        """Return the stamp; of a day typed without an hour the day alone."""
        return news_stamp(self) if self.time() != time.min else padded_date(self)


class PrintedMoney(int):
    """An amount that prints as 1.500.000 đồng."""

    def __str__(self) -> str:
        """Return the amount with its unit."""
        return money(int(self))


def printable(value: object, kind: str = "") -> object:
    """Return the value in the form that prints right when a template names it without a filter."""
    match value:
        case datetime():
            return PrintedMoment(value.year, value.month, value.day, value.hour, value.minute)
        case date():
            form = PrintedBirthday if kind == "birth" else PrintedDay
            return form(value.year, value.month, value.day)
        case time():
            return PrintedHour(value.hour, value.minute)
        case int() if kind == "money":
            return PrintedMoney(value)
    return value


def as_values(record: Any, **derived: object) -> dict[str, object]:  # noqa: ANN401 any declared dataclass
    """Return a record as a mapping of template keys to printable values; `derived` adds or replaces keys."""
    kind: type = type(record)
    values = dict(_blanks(kind))
    for field in fields_of(kind):
        value = getattr(record, field.attribute)
        if value not in (None, "", ()):
            values[field.key] = printable(value, field.kind)
    return values | {key: printable(value) for key, value in derived.items() if value is not None}


# One for all people: of a hundred thousand, each with a score of empty cells, they would fill 150 MB.
@cache
def _blanks(record: type) -> Mapping[str, object]:
    return {field.key: Blank(field.heading) for field in fields_of(record)}
