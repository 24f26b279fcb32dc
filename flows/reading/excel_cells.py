"""Understand the cells of an Excel sheet: type, style and text of a cell in; its value as the reader sees it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache, partial

from flows.reading.cell import Value
from flows.reading.excel_looks import PLAIN, Look
from flows.reading.excel_numbers import duration, iso_moment, moment
from flows.reading.excel_scanner import Run
from flows.reading.excel_strings import Strings, joined
from flows.reading.grids import MAX_COLUMNS, MAX_ROWS
from flows.reading.legacy_fonts import may_be_old, to_unicode


class Reader:
    """What the cells of a workbook need to be understood: its strings, its styles, its first day."""

    def __init__(self, strings: Strings, looks: Mapping[str, Look], epoch: datetime) -> None:
        """Take the styles that are not plain, by number."""
        self.strings = strings
        self.looks = {**looks, **({"": looks["0"]} if "0" in looks else {})}
        self.doubtful = strings.doubtful
        # No method of its own: in a circle with its cache it would outlive the reading of its workbook.
        self.day = lru_cache(maxsize=50_000)(partial(_day, epoch))

    def look(self, style: str) -> Look:
        """Return what a style says; a number that no style has is plain."""
        return self.looks.get(style) or self.looks.get(str(int(style or 0)), PLAIN)

    def value(self, kind: str, text: str, look: Look) -> Value:
        """Return the value of a cell that is not empty, by its type (18.18.11)."""
        match kind:
            case "" | "n":
                return self.day(text, look.is_duration) if look.is_day else number(text)
            case "s":
                return self.shared(int(text), look)
            case "b":
                return bool(int(text))
            case "d":
                return iso_moment(text)
        return self._text(text, look)

    def shared(self, index: int, look: Look) -> str:
        """Return a shared string in Unicode."""
        if index < 0:
            raise IndexError(index)
        return self.strings.told(index, look.font) if look.font else self.strings.plain[index]

    def inline(self, runs: tuple[Run, ...], look: Look) -> str:
        """Return a text that stands in the cell itself."""
        if len(runs) != 1 or runs[0][0]:
            return self._doubted(joined(runs, look.font))
        return self._text(runs[0][1], look)

    def _text(self, text: str, look: Look) -> str:
        return self._doubted(to_unicode(text, look.font) if look.font else text)

    def _doubted(self, text: str) -> str:
        """Note a text that may be older than Unicode all the same, whichever way it came: its column tells."""
        self.doubtful = self.doubtful or may_be_old(text)
        return text


def _day(epoch: datetime, text: str, is_duration: bool) -> Value:  # noqa: FBT001 a cache's key
    serial = number(text)
    try:
        return duration(serial) if is_duration else moment(serial, epoch)
    except (OverflowError, ValueError):
        return "#VALUE!"


def number(text: str) -> int | float:
    """Return a number; whole ones stay whole."""
    return float(text) if "." in text or "E" in text or "e" in text else int(text)


def is_within(row: int, column: int) -> bool:
    """Whether a place lies where offices fill cells."""
    return 0 < row <= MAX_ROWS and 0 < column <= MAX_COLUMNS
