"""Days as an office writes them, and the days on which it does not work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from lunar_vn import SUPPORTED_YEAR_RANGE, solar_to_lunar

from flows.vietnamese.numbers import in_words, roman
from flows.vietnamese.text import join_list

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
"""The office's clock."""
BLANK = " " * 6
"""Room for the clerk's pen: what stands for a day, month or year that is given at signing."""


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date still to be signed: the day, and maybe more, is left blank."""

    year: int | None = None
    month: int | None = None

    def __str__(self) -> str:
        """Return the long form with its blanks, to be filled in by hand."""
        return long_date(self)


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A birth date known by its year or its month and year only; it prints as typed."""

    text: str
    year: int
    month: int | None = None

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
    first = "" if start == end else _shared(start, end)
    if form == "day_du":
        return f"từ {long_date(start)} đến {long_date(end)}" if first else long_date(end)
    if form == "tu_den":
        return f"từ ngày {first} đến ngày {short_date(end)}" if first else f"ngày {short_date(end)}"
    if start.year != end.year:
        return f"{short_date(start)} - {short_date(end)}"
    last = short_date(end) if form == "co_nam" else day_month(end)
    return f"{first}-{last}" if first else last


_RANGE_FORMS = ("", "co_nam", "tu_den", "day_du")


def _shared(start: date, end: date) -> str:
    """Write the start without what it shares with the end."""
    if start.year != end.year:
        return short_date(start)
    return _day(start) if start.month == end.month else day_month(start)


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


def born(day: date | PartialDay) -> str:
    """Return how papers say a birth date, as far as it is known: "Sinh ngày 02/3/1965", "Sinh năm 1965"."""
    if isinstance(day, date):
        return f"Sinh ngày {short_date(day)}"
    return f"Sinh tháng {day.month} năm {day.year}" if day.month else f"Sinh năm {day.year}"


SATURDAY, SUNDAY = 5, 6
# Bộ luật Lao động 2019, Điều 112; days in lieu are decided each year and are not known here.
_SOLAR = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "ngày Chiến thắng 30/4",
    (5, 1): "ngày Quốc tế lao động 01/5",
    (9, 2): "ngày Quốc khánh 02/9",
}
_LUNAR = {
    (1, 1): "Tết Nguyên đán",
    (1, 2): "Tết Nguyên đán",
    (1, 3): "Tết Nguyên đán",
    (3, 10): "ngày Giỗ Tổ Hùng Vương",
}


def holiday(day: date) -> str:
    """Return the name of a holiday, "" for any other day."""
    first, last = SUPPORTED_YEAR_RANGE
    lunar = solar_to_lunar(day) if first <= day.year <= last else None
    by_moon = "" if lunar is None or lunar.leap else _LUNAR.get((lunar.month, lunar.day), "")
    return _SOLAR.get((day.month, day.day), "") or by_moon


def working_days(start: date, end: date) -> int:
    """Return how many working days there are from a day up to, but not with, another."""
    days = (start + timedelta(days=n) for n in range((end - start).days))
    return sum(day.weekday() < SATURDAY and not holiday(day) for day in days)
