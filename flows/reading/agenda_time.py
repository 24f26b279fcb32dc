"""Read when an item of an agenda takes place: its day, its part of the day, and its hours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time

from flows.model.event import AgendaItem, Event
from flows.model.fields import field_named
from flows.problems import Mistake
from flows.reading.cell_values import as_text, parse
from flows.reading.event_checks import weekday_in
from flows.spreadsheets.sheet import Cell
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.hours import hour_text, read_hour, read_hours
from flows.vietnamese.text import bare, fold

Mistakes = tuple[Mistake, ...]

FIGURES_OF_A_DAY = 3
SESSION = re.compile(r"\b(sáng|trưa|chiều|tối|cả ngày)\b")
_DATE = re.compile(
    r"(?<![\dhg:])(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?(?!\d|\s*[hg]|:\d)|"
    r"(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:\s*,?\s*năm\s+\d{4})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bngay (thu )?(nhat|hai|ba|tu|nam|sau|bay|\d{1,2})\b(?!\s*[/.-]\s*\d|\s*thang)")
_NTH_DAY = re.compile(r"\bngay thu (hai|ba|tu|nam|sau|bay|[2-7])\b")
_SESSION_HOURS = {"sáng": (time(4), time(12)), "chiều": (time(11), time(19)), "tối": (time(16), time(23, 59))}
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_HOUR = re.compile(r"\d{1,2}\s*(?:h|g|giờ|:)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(.*?\)")
_AROUND_HOURS = re.compile(r"\b(?:buổi|sáng|trưa|chiều|tối|cả ngày|ngày|lúc)\b|\(.*?\)", re.IGNORECASE)
_AROUND_HOURS_BUT_PARTS = re.compile(r"\b(?:buổi|cả ngày|ngày|lúc)\b|\(.*?\)", re.IGNORECASE)
_WEEKDAY_WORDS = re.compile(r"\bthứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|\bchủ nhật\b", re.IGNORECASE)
_DAY = field_named(AgendaItem, "ngay")


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says of the time of an item."""

    day: date | None = None
    session: str | None = None
    starts: time | None = None
    ends: time | None = None
    mistakes: Mistakes = ()

    def completed(self, other: When) -> When:
        """Return this with every gap filled from the other."""
        return When(
            self.day or other.day,
            self.session or other.session,
            self.starts or other.starts,
            self.ends or (other.ends if self.starts in (None, other.starts) or not other.starts else None),
            (*self.mistakes, *other.mistakes),
        )


def read_when(text: str, event: Event) -> When:
    """Return the day, session and hours a text tells: "Sáng 01/7", "8h00-9h30", "Ngày thứ hai"."""
    if not text:
        return When()
    session = SESSION.search(fold(text))
    day, mistakes, rest = _day_in(text, event)
    starts, ends, slips = _hours_in(rest)
    return When(day, session[1] if session else None, starts, ends, (*mistakes, *slips))


def _day_in(text: str, event: Event) -> tuple[date | None, Mistakes, str]:
    """Return the day and the text without it: a date, else the number of the day, else a weekday."""
    found = next((match for match in _DATE.finditer(text) if not _HOUR.search(match[0])), None)
    if found:
        day, mistakes = _dated(_with_weekday(text, found[0], event), event)
        return day, mistakes, text.replace(found[0], " ")
    numbered = _NUMBERED.search(bare(text))
    if numbered:
        day, mistakes = _nth_day(numbered[2], event, certain=bool(numbered[1]) or not numbered[2].isdigit())
        return day, mistakes, re.sub(r"(?i)ngày\s+(?:thứ\s+)?\w+", " ", text)
    weekday_number = weekday_in(text)
    on = [day for day in event.days if day.weekday() == weekday_number]
    if weekday_number is not None and len(on) != 1:
        return None, (Mistake(f"«{text}» không cho biết là ngày nào.", "Ghi ngày, ví dụ 01/7/2024."),), ""
    return (on[0] if on else None), (), text


def _with_weekday(text: str, dated: str, event: Event) -> str:
    """Return the date with the weekday beside it; an event's second day is "ngày thứ hai" whatever its weekday."""
    weekday = _WEEKDAY_WORDS.search(text)
    ordinal = _NTH_DAY.search(bare(text))
    if ordinal and _nth_day(ordinal[1], event, certain=True)[0] == _dated(dated, event)[0]:
        return dated
    return f"{weekday[0]}, {dated}" if weekday else dated


def _dated(typed: str, event: Event) -> tuple[date | None, Mistakes]:
    """Return a typed day; without a year it is of the event's, the later one for an event over New Year."""
    readings = [read_day(typed, year=year) for year in sorted({event.starts.year, event.ends.year})]
    day, mistakes = next((r for r in readings if r[0] in event.days), readings[0])
    return (None if isinstance(day, PartialDay) else day), mistakes


def _nth_day(ordinal: str, event: Event, *, certain: bool) -> tuple[date | None, Mistakes]:
    """Return the day of that number; "Ngày 15" is the 15th of the month where the event has no 15 days."""
    number, days = _ORDINALS.get(ordinal) or int(ordinal), event.days
    nth = days[number - 1] if 0 < number <= len(days) else None
    dated = None if certain else next((day for day in days if day.day == number), None)
    if nth and dated and nth != dated:
        message = f"«Ngày {ordinal}» có thể là ngày thứ {number} của sự kiện, hoặc ngày {number:02} trong tháng."
        return None, (Mistake(message, "Ghi đủ ngày và tháng."),)
    if nth or dated:
        return nth or dated, ()
    return None, (Mistake(f"Sự kiện chỉ có {len(days)} ngày.", "Sửa lại ngày của mục này."),)


def _hours_in(text: str) -> tuple[time | None, time | None, Mistakes]:
    text = hour_text(text)
    if not _HOUR.search(text):
        return None, None, ()
    if not _HOUR.search(_IN_BRACKETS.sub(" ", text)):
        text = re.sub(r"[()]", " ", text)  # "Sáng 01/7 (8h00 - 11h30)"
    whole = _WEEKDAY_WORDS.sub(" ", _AROUND_HOURS_BUT_PARTS.sub(" ", text)).strip(" ,;:-–\n")
    if (named := read_hours(whole)[0]) and named[1]:
        return *named, ()
    afternoon = re.search(r"(?i)\b(?:chiều|tối)\b", text)
    hours = _WEEKDAY_WORDS.sub(" ", _AROUND_HOURS.sub(" ", text)).strip(" ,;:-–\n")
    both, mistakes = read_hours(f"{afternoon[0]} {hours}" if afternoon else hours)
    if both:
        return both[0], both[1], mistakes
    start, slips = read_hour(hours)
    return (start, None, ()) if start else (None, None, mistakes or slips)


def names_several_days(text: str) -> bool:
    """Whether a title tells of more than one day: "từ ngày 01 đến ngày 02/7/2024", "Ngày 01, 02/7"."""
    return len(re.findall(r"\d+", text)) > FIGURES_OF_A_DAY or bool(re.search(r"\d\s*(?:,|&|-|–|và|đến)\s*\d", text))


def told_by(key: str, cell: Cell, event: Event, *, ordinal: bool = False) -> When:
    """Return what a cell of a time column says; texts may say more than their heading, "Sáng 01/7" under Ngày.

    `ordinal` tells that the heading is "Ngày thứ", so that 2 and "hai" mean the second day.
    """
    if isinstance(cell.value, str):
        return _told_text(key, as_text(cell.value), event, ordinal=ordinal)
    if key == "ngay" and isinstance(cell.value, (int, float)) and 0 < cell.value <= 31:
        day, mistakes = _nth_day(str(int(cell.value)), event, certain=ordinal)
        return When(day, mistakes=mistakes)
    if key == "thoi_gian" and isinstance(cell.value, date):
        return When(parse(_DAY, cell)[0])
    value, mistakes = parse(field_named(AgendaItem, key), cell, year=event.starts.year)
    if key == "thoi_gian":
        starts, ends = value or (None, None)
        return When(starts=starts, ends=ends, mistakes=mistakes)
    said = {"ngay": "day", "gio_bat_dau": "starts", "gio_ket_thuc": "ends"}.get(key)
    return replace(When(mistakes=mistakes), **{said: value} if said else {})


def contradicts(session: str | None, starts: time | None) -> bool:
    """Whether an hour cannot be of the session that is named: 1h30 in the afternoon, 14h00 in the morning."""
    bounds = next((hours for name, hours in _SESSION_HOURS.items() if fold(session or "").endswith(name)), None)
    return starts is not None and bounds is not None and not bounds[0] <= starts <= bounds[1]


def _told_text(key: str, text: str, event: Event, *, ordinal: bool) -> When:
    number = bare(text).removeprefix("thu ")
    is_ordinal = ordinal and (number in _ORDINALS or (number.isdigit() and len(number) < 3))
    told = read_when(f"Ngày thứ {text}" if is_ordinal else text, event)
    if key == "gio_ket_thuc":
        return When(ends=told.starts, mistakes=told.mistakes or _not_understood(told, text))
    if key == "buoi":
        return told if told != When() else When(session=text)
    return told if told != When() else When(mistakes=_not_understood(told, text))


def _not_understood(told: When, text: str) -> Mistakes:
    if told.starts:
        return ()
    return (Mistake(f"Không hiểu thời gian «{text[:40]}».", "Ghi như: 8h00 - 9h30, hoặc 01/7/2024."),)
