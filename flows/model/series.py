"""Series of numbers: how a number prints with its symbol, and in which year or term of office it is unique."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flows.problems import some_of

MOST_NUMBERS = 8
_LAST_YEAR = 9999
_SLOT = re.compile(r"\{so(?::0?(\d+))?\}")


def term_period(first: int, last: int) -> int:
    """Return a term of office as one number beside the years: 2024 to 2029 is 20242029."""
    return first * 10_000 + last


def overlap(one: int, other: int) -> bool:
    """Whether two periods have a year in common."""
    (first, last), (begins, ends) = bounds(one), bounds(other)
    return first <= ends and begins <= last


def bounds(period: int) -> tuple[int, int]:
    """Return the first and last year of a period."""
    return divmod(period, 10_000) if is_term(period) else (period, period)


def is_term(period: int) -> bool:
    """Whether a period is a term of office, not a year."""
    return period > _LAST_YEAR


def period_name(period: int) -> str:
    """Return a period in words: năm 2024, nhiệm kỳ 2024-2029."""
    return "nhiệm kỳ {}-{}".format(*bounds(period)) if is_term(period) else f"năm {period}"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of numbers, unique together with its year or its term (see `term_period`).

    `pattern` is the symbol with its slot: `{so}/KH-MTTQ-BTT`, `{so:03}/GCN`.
    """

    pattern: str
    year: int

    def on(self, day: date) -> Series:
        """Return the series that counts on a day; a term goes on over the years."""
        return self if is_term(self.year) else Series(self.pattern, day.year)

    @property
    def counted(self) -> Series:
        """The series that counts: 7/GCN and 007/GCN are the same number, whatever width is printed."""
        return Series(re.sub(r"\{so[^}]*\}", "{so}", self.pattern).strip(), self.year)

    def number(self, number: int) -> str:
        """Return the number alone; below ten it takes a zero (Nghị định 30, Phụ lục I, II.3.c)."""
        widths = [int(width) for width in _SLOT.findall(self.pattern) if width]
        return f"{number:0{widths[0] if widths else 2}}"

    def symbol(self, number: int | None) -> str:
        """Return number and symbol, with room to write the number by hand while there is none."""
        printed = "      " if number is None else self.number(number)
        return _SLOT.sub(lambda _slot: printed, self.pattern)


def spanned(numbers: Iterable[str]) -> str:
    """Return the lowest and the highest of some printed numbers where all between them are there, else the first."""
    places = sorted(dict.fromkeys(numbers), key=_counted)
    if len(places) > 2 and has_no_gap(places):
        return f"{places[0]} – {places[-1]}"
    return some_of(places, MOST_NUMBERS, "số")


def has_no_gap(places: Sequence[str]) -> bool:
    """Whether some printed numbers, in order and all of one symbol, have none missing between them."""
    alike = len({re.sub(r"\d+", "", number, count=1) for number in places}) == 1
    return alike and _counted(places[-1]) - _counted(places[0]) == len(places) - 1


def _counted(number: str) -> int:
    found = re.search(r"\d+", number)
    return int(found[0]) if found else 0
