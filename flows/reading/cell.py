"""One cell of a spreadsheet: its address, its value, and what is special about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

Value = str | int | float | bool | date | datetime | time | timedelta | None


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Return the letters of a column counted from 1: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class Cell(NamedTuple):
    """One cell; `row` and `column` count from 1.

    `struck` is a line through the text; `uncached` a formula whose result the file does not hold. A tuple, because a
    national roster has millions of them and a tuple is made six times as fast as a frozen dataclass.
    """

    row: int
    column: int
    value: Value = None
    struck: bool = False
    uncached: bool = False

    @property
    def address(self) -> str:
        """Return the address as Excel shows it: D17."""
        return f"{letters(self.column)}{self.row}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen in the cell."""
        value = self.value
        return not self.uncached and (value is None or (isinstance(value, str) and not value.strip()))
