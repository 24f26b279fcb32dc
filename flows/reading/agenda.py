"""Read an agenda sheet: its table in, items with day, hours and speaker out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.problems import Mistake, Problem
from flows.reading.cells import Cell
from flows.reading.columns import as_text, parse
from flows.reading.headings import heading_text
from flows.reading.people import EXAMPLE_MARK
from flows.reading.table import Header
from flows.vietnamese.date_reading import read_day, read_hour, read_hours
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.text import bare, fold

_SESSION = re.compile(r"\b(sáng|trưa|chiều|tối)\b")
_DATE = re.compile(
    r"(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?",
    re.IGNORECASE,
)
_ORDINAL_DAY = re.compile(r"\bngay (?:thu )?(nhat|hai|ba|tu|nam|sau|bay|\d{1,2})\b(?!\s*[/.-]|\s*thang)")
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_HOUR = re.compile(r"\d{1,2}\s*(?:h|g|giờ|:)")
_WHEN = frozenset({"ngay", "buoi", "gio_bat_dau", "gio_ket_thuc", "thoi_gian"})

CARRIED = Mistake(
    "Không ghi ngày: được hiểu là cùng ngày với dòng trên.", "Ghi ngày vào ô này hoặc gộp ô với dòng trên.", "warning"
)


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says of the time of an item."""

    day: date | None = None
    session: str | None = None
    starts: time | None = None
    ends: time | None = None
    mistakes: tuple[Mistake, ...] = ()

    def completed(self, other: When) -> When:
        """Return this with every gap filled from the other."""
        return When(
            self.day or other.day,
            self.session or other.session,
            self.starts or other.starts,
            self.ends or other.ends,
            (*self.mistakes, *other.mistakes),
        )


def read_when(text: str, event: Event) -> When:
    """Return the day, session and hours a text tells: "Sáng 01/7", "8h00-9h30", "Ngày thứ hai"."""
    if not text:
        return When()
    session = _SESSION.search(fold(text))
    numbered = _ORDINAL_DAY.search(bare(text))
    if numbered:
        day, mistakes = _nth_day(numbered[1], event)
        rest = re.sub(r"(?i)ngày\s+(?:thứ\s+)?\w+", " ", text)
    else:
        day, mistakes, rest = _dated(text, event)
    starts, ends, slips = _hours(rest)
    return When(day, session[1] if session else None, starts, ends, (*mistakes, *slips))


def _nth_day(ordinal: str, event: Event) -> tuple[date | None, tuple[Mistake, ...]]:
    number = _ORDINALS.get(ordinal) or int(ordinal)
    if number <= len(event.days):
        return event.days[number - 1], ()
    return None, (Mistake(f"Sự kiện chỉ có {len(event.days)} ngày.", "Sửa lại ngày của mục này."),)


def _dated(text: str, event: Event) -> tuple[date | None, tuple[Mistake, ...], str]:
    found = _DATE.search(text)
    if not found or _HOUR.search(found[0]):
        return None, (), text
    with_weekday = text if not _HOUR.search(text) and not _SESSION.search(fold(text)) else found[0]
    day, mistakes = read_day(with_weekday, year=event.starts.year)
    return (None if isinstance(day, PartialDay) else day), mistakes, text.replace(found[0], " ")


def _hours(text: str) -> tuple[time | None, time | None, tuple[Mistake, ...]]:
    text = re.sub(r"(?i)\b(?:buổi|sáng|trưa|chiều|tối|ngày|lúc)\b|\(.*?\)", " ", text).strip(" ,;:-–\n")
    if not _HOUR.search(text):
        return None, None, ()
    both, mistakes = read_hours(text)
    if both:
        return both[0], both[1], mistakes
    start, slips = read_hour(text)
    return start, None, slips


def read_agenda(header: Header, event: Event) -> tuple[tuple[AgendaItem, ...], tuple[Problem, ...]]:
    """Return the items of an agenda, in the order of the sheet, and every mistake."""
    items: list[AgendaItem] = []
    problems: list[Problem] = []
    standing = When()
    for row in header.body():
        if row in header.sheet.hidden_rows or _is_example(header, row):
            continue
        content = header.cell(row, "noi_dung")
        spoken = _standing(header, row, event)
        if spoken is not None:
            standing = spoken.completed(replace(standing, session=None, starts=None, ends=None, mistakes=()))
        elif content is not None and not content.is_empty:
            item, found = _item(header, row, event, standing, items)
            items.append(item)
            problems += found
    return tuple(items), tuple(problems)


def _is_example(header: Header, row: int) -> bool:
    return any(heading_text(cell.value).upper().startswith(EXAMPLE_MARK) for cell in header.sheet.filled(row))


def _standing(header: Header, row: int, event: Event) -> When | None:
    """Return the time that a row across the table gives to the rows below it: "Ngày 01/7/2024 (thứ Hai)"."""
    own = header.sheet.filled(row)
    if len(own) != 1:
        return None
    when = read_when(heading_text(own[0].value), event)
    merge = header.sheet.merge_at(row, own[0].column)
    wide = merge is not None and merge.right > merge.left
    content = header.column("noi_dung")
    apart = content is None or own[0].column < content.index
    return when if (when.day or when.session) and (wide or apart) and not when.starts else None


def _item(
    header: Header, row: int, event: Event, standing: When, before: Sequence[AgendaItem]
) -> tuple[AgendaItem, list[Problem]]:
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for declared in fields_of(AgendaItem):
        cell = header.cell(row, declared.key)
        if cell is not None and declared.key not in _WHEN:
            values[declared.attribute], mistakes = parse(declared, cell)
            problems += [mistake.at(header.place(row, declared.key)) for mistake in mistakes]
    when = _when(header, row, event, problems).completed(replace(standing, mistakes=()))
    day = when.day or _carried(header, row, event, before, problems)
    problems += _outside(header, row, event, day)
    where = header.place(row, "noi_dung")
    faulty = any(problem.is_error for problem in problems)
    shown = {"day": day, "session": when.session, "starts": when.starts, "ends": when.ends}
    return AgendaItem(**values, **shown, where=where, faulty=faulty), problems


def _when(header: Header, row: int, event: Event, problems: list[Problem]) -> When:
    when = When()
    for declared in fields_of(AgendaItem):
        cell = header.cell(row, declared.key)
        if declared.key in _WHEN and cell is not None and not cell.is_empty:
            told = _told(declared.key, cell, event)
            problems += [mistake.at(header.place(row, declared.key)) for mistake in told.mistakes]
            when = when.completed(replace(told, mistakes=()))
    return when


def _told(key: str, cell: Cell, event: Event) -> When:
    """Return what one of the time columns says; texts may say more than their heading."""
    declared = next(field for field in fields_of(AgendaItem) if field.key == key)
    if isinstance(cell.value, str):
        told = read_when(as_text(cell.value), event)
        if key == "gio_ket_thuc":
            return When(ends=told.starts, mistakes=told.mistakes)
        if told == When() and key != "buoi":
            wrong = Mistake(f"Không hiểu thời gian «{as_text(cell.value)[:40]}».", "Ghi như: 8h00 - 9h30, hoặc 01/7/2024.")
            return When(mistakes=(wrong,))
        return told
    value, mistakes = parse(declared, cell, year=event.starts.year)
    match key:
        case "ngay":
            return When(day=value, mistakes=mistakes)
        case "gio_bat_dau":
            return When(starts=value, mistakes=mistakes)
        case "gio_ket_thuc":
            return When(ends=value, mistakes=mistakes)
        case "thoi_gian" if isinstance(cell.value, date):
            return When(day=parse(_DAY, cell)[0])
        case "thoi_gian" if value:
            return When(starts=value[0], ends=value[1], mistakes=mistakes)
    return When(mistakes=mistakes)


_DAY = next(declared for declared in fields_of(AgendaItem) if declared.kind == "day")


def _carried(
    header: Header, row: int, event: Event, before: Sequence[AgendaItem], problems: list[Problem]
) -> date | None:
    """Return the day of an item that names none: the only day there is, else the one above, with a warning."""
    if event.starts == event.ends:
        return event.starts
    if before and before[-1].day and not any(problem.is_error for problem in problems):
        if header.column("ngay"):
            problems.append(CARRIED.at(header.place(row, "ngay")))
        return before[-1].day
    return None


def _outside(header: Header, row: int, event: Event, day: date | None) -> list[Problem]:
    if day is None or event.starts <= day <= event.ends:
        return []
    where = header.place(row, "ngay" if header.column("ngay") else "noi_dung")
    return [Problem(where, "Ngày này nằm ngoài thời gian của sự kiện.", "Sửa ngày của mục hoặc của sự kiện.")]
