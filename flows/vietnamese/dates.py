"""Days in; the ways an office writes them out; what no decree fixes is office habit."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from flows.vietnamese.numbers import in_words, roman
from flows.vietnamese.text import join_list

# A fresh process that fills 200 papers is done in the time that typing and dataclasses take to import.
TYPE_CHECKING = False
BLANK = " " * 6
"""Room for the clerk's pen: what stands for a day, month or year that is given at signing."""


class OpenDate(namedtuple("OpenDate", ("year", "month"), defaults=(None, None))):  # noqa: PYI024 - see above
    """A date still to be signed: the day, and maybe more, is left blank."""

    __slots__ = ()
    if TYPE_CHECKING:
        year: int | None
        month: int | None

    def __str__(self) -> str:
        """Return the long form with its blanks, to be filled in by hand."""
        return long_date(self)


class PartialDay(namedtuple("PartialDay", ("text", "year", "month"), defaults=(None,))):  # noqa: PYI024 - see above
    """A birth date known by its year or its month and year only; it prints as typed."""

    __slots__ = ()
    if TYPE_CHECKING:
        text: str
        year: int
        month: int | None

    def __str__(self) -> str:
        """Return the text as typed."""
        return self.text


AnyDay = date | OpenDate | PartialDay


def month_number(month: int) -> str:
    """Return the month as dates write it."""
    # Nghị định 30/2020, Phụ lục I: days under 10 and months 1 and 2 take a zero.
    return f"{month:02}" if month < 3 else str(month)


def _day(day: date | OpenDate) -> str:
    return f"{day.day:02}" if isinstance(day, date) else BLANK


def _month(day: date | OpenDate) -> str:
    return month_number(day.month) if day.month else BLANK


def _year(day: date | OpenDate) -> str:
    return f"{day.year:04}" if day.year else BLANK


def _spaced(word: str, number: str) -> str:
    """Join a word and its number by one blank; a number to come has its room already."""
    return f"{word}{number}" if number == BLANK else f"{word} {number}"


def long_date(day: AnyDay) -> str:
    """Return the date of a decree: ngày 03 tháng 7 năm 2024 (Nghị định 30/2020, Phụ lục I)."""
    if isinstance(day, PartialDay):
        return day.text
    parts = (_spaced("ngày", _day(day)), _spaced("tháng", _month(day)), _spaced("năm", _year(day)))
    return " ".join(parts).replace(f"{BLANK} ", BLANK)


def short_date(day: AnyDay) -> str:
    """Return the date of running text: 03/7/2024."""
    return day.text if isinstance(day, PartialDay) else f"{_day(day)}/{_month(day)}/{_year(day)}"


def padded_date(day: AnyDay) -> str:
    """Return the date of cards and web pages: 03/07/2024."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if isinstance(day, date) else short_date(day)


def day_month(day: date | OpenDate) -> str:
    """Return the day where the year is known: 03/7."""
    return f"{_day(day)}/{_month(day)}"


def month_year(day: date | OpenDate) -> str:
    """Return the month: tháng 7/2024."""
    return f"{_spaced('tháng', _month(day))}/{_year(day)}"


def quarter(day: date | OpenDate) -> str:
    """Return the quarter: quý III/2024."""
    return f"{_spaced('quý', roman((day.month + 2) // 3) if day.month else BLANK)}/{_year(day)}"


def weekday(day: date) -> str:
    """Return the day of the week inside a sentence: thứ Tư, Chủ nhật."""
    from babel.dates import get_day_names  # noqa: PLC0415 - 60 ms, and few papers need it

    # CLDR vi writes Thứ Tư and Chủ Nhật always; papers keep the capital for the day and for a line's start.
    name = get_day_names("wide", locale="vi")[day.weekday()]
    return name.capitalize() if day.weekday() == 6 else f"{name[:1].lower()}{name[1:]}"


def spelled_date(day: date) -> str:
    """Return the date in words, for diplomas and minutes: ngày mùng ba tháng bảy năm hai nghìn ..."""
    first_ten = "mùng " if day.day <= 10 else ""
    month = "tư" if day.month == 4 else in_words(day.month)
    return f"ngày {first_ten}{in_words(day.day)} tháng {month} năm {in_words(day.year)}"


def signing_line(place: str, day: date | OpenDate) -> str:
    """Return the line of place and date: Phúc Thọ, ngày 03 tháng 7 năm 2024."""
    return f"{place}, {long_date(day)}" if place else long_date(day)


def date_range(start: date, end: date, form: str = "") -> str:
    """Return the days from start to end in one of the forms "", "co_nam", "tu_den", "day_du".

    What both ends share, month or year, is written once. Raises ValueError for another form, or an end before start.
    """
    if form not in _RANGE_FORMS:
        known = ", ".join(f"'{name}'" for name in _RANGE_FORMS)
        raise ValueError(f"Không có dạng khoảng ngày '{form}'; các dạng có: {known}")
    if end < start:
        raise ValueError(f"Ngày kết thúc {short_date(end)} trước ngày bắt đầu {short_date(start)}")
    return _RANGE_FORMS[form](start, end)


def _compact(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{short_date(start)} - {short_date(end)}"
    return day_month(end) if start == end else f"{_shared(start, end)}-{day_month(end)}"


def _with_year(start: date, end: date) -> str:
    days = _compact(start, end)
    return days if start.year != end.year else f"{days}/{_year(end)}"


def _from_to(start: date, end: date) -> str:
    if start == end:
        return f"ngày {short_date(end)}"
    return f"từ ngày {_shared(start, end)} đến ngày {short_date(end)}"


def _in_full(start: date, end: date) -> str:
    return long_date(end) if start == end else f"từ {long_date(start)} đến {long_date(end)}"


def _shared(start: date, end: date) -> str:
    """Write the start without what it shares with the end."""
    if start.year != end.year:
        return short_date(start)
    return _day(start) if start.month == end.month else day_month(start)


_RANGE_FORMS = {"": _compact, "co_nam": _with_year, "tu_den": _from_to, "day_du": _in_full}


def day_list(days: Iterable[date]) -> str:
    """Return single days, in order and each once: 28, 29 và 30/7/2015."""
    ordered = sorted(set(days))
    shared = [_shared(day, following) for day, following in pairwise(ordered)]
    return join_list([*shared, *map(short_date, ordered[-1:])])


def news_stamp(moment: datetime) -> str:
    """Return the moment as the news page stamps it: 03/07/2024 - 01:53 PM."""
    from babel.dates import format_datetime  # noqa: PLC0415 - 60 ms, and few papers need it

    # CLDR vi says CH for PM; the page says AM and PM.
    return format_datetime(moment, "dd/MM/yyyy - hh:mm a", locale="en")
