"""Records as the objects templates speak of: values that print in office form, and a loud blank where none is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

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


class Blank:
    """A declared field without a value: false, empty, and plainly to be seen where it is printed."""

    __slots__ = ("heading",)
    is_blank = True

    def __init__(self, heading: str) -> None:
        """Remember the heading that the clerk knows the field by."""
        self.heading = heading

    def __str__(self) -> str:
        """Return the slot's text, which the editor must replace."""
        return f"[CẦN BỔ SUNG: {self.heading}]"

    def __bool__(self) -> bool:
        """Be false, so that `{% if %}` sees a blank."""
        return False

    def __iter__(self) -> Iterator[str]:
        """Be empty, so that loops print nothing."""
        return iter(())

    def __len__(self) -> int:
        """Be empty."""
        return 0

    def __eq__(self, other: object) -> bool:
        """Be equal to a blank of the same heading."""
        return isinstance(other, Blank) and other.heading == self.heading

    def __hash__(self) -> int:
        """Hash as the heading does."""
        return hash(self.heading)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph beside the workbook, to be printed where a template names it."""

    path: Path

    def __str__(self) -> str:
        """Return its name, for templates that only mention it."""
        return self.path.name


class PrintedDay(date):
    """A day that prints as offices write it in running text: 03/7/2024."""

    def __str__(self) -> str:
        """Return the short form of Nghị định 30."""
        return short_date(self)


class PrintedBirthday(date):
    """A birth date, in full digits: 03/07/1965."""

    def __str__(self) -> str:
        """Return two digits for day and month, as identity papers do."""
        return padded_date(self)


class PrintedHour(time):
    """An hour that prints as 08 giờ 00 phút."""

    def __str__(self) -> str:
        """Return the office form."""
        return hour_minute(self)


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
    if type(value) is str:  # as nearly all are
        return value
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
    fields, typed = _reader(kind)
    values = dict(_blanks(kind))
    # Most cells are empty; then strings, which print as they are.
    for (key, form), value in zip(fields, typed(record), strict=True):
        if value is not None and value != "" and value != ():  # noqa: PLR1714 asked together they take twice as long
            values[key] = value if type(value) is str else printable(value, form)
    for key, value in derived.items():
        if value is not None:
            values[key] = value if type(value) is str else printable(value)
    return values


# One for all people: of a hundred thousand, each with a score of empty cells, they would fill 150 MB.
@cache
def _blanks(kind: type) -> Mapping[str, object]:
    return {field.key: Blank(field.heading) for field in fields_of(kind)}


@cache
def _reader(kind: type) -> tuple[tuple[tuple[str, str], ...], Callable[[object], tuple[object, ...]]]:
    """Return key and kind of each field, and what takes all the values out of a record."""
    fields = fields_of(kind)
    return tuple((field.key, field.kind) for field in fields), attrgetter(*(field.attribute for field in fields))
