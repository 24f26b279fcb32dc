"""Parse one cell for one field: a cell in, a typed value or the mistakes in it out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from flows.model.fields import Field
from flows.model.printing import Items
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell, Value
from flows.reading.legacy_fonts import is_damaged
from flows.vietnamese.date_reading import Span, read_day, read_hour, read_hours, read_moment, read_open_date, read_span
from flows.vietnamese.dates import PartialDay, short_date
from flows.vietnamese.hours import hour_h
from flows.vietnamese.number_reading import read_day_count, read_money, read_number
from flows.vietnamese.text import clean, fold, lines_of, split_list

Parsed = tuple[Any, tuple[Mistake, ...]]

EXCEL_EPOCH = date(1899, 12, 30)
SERIAL_1950, SERIAL_2100 = 18264, 73051
UNCACHED = Mistake(
    "Ô là công thức nhưng tệp không giữ kết quả.",
    "Mở tệp bằng Excel, bấm lưu, rồi chép lại; hoặc gõ thẳng giá trị vào ô.",
)
BROKEN = Mistake("Ô đang báo lỗi công thức.", "Sửa công thức hoặc gõ thẳng giá trị vào ô.")
DAMAGED = Mistake(
    "Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).", "Gõ lại ô này bằng phông Unicode.", "warning"
)
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def parse(field: Field, cell: Cell, *, year: int | None = None) -> Parsed:
    """Return the cell's value as the field's kind wants it, None when blank, and the mistakes found.

    `year` completes days typed without one. A value comes with an error-free parse or with warnings only.
    """
    if cell.uncached:
        return None, (UNCACHED,)
    value = cell.value
    if isinstance(value, str):
        if field.kind == "digits" and value.isascii() and value.isdecimal():
            return value, ()
        return _parse_text(field.kind, value, year)
    return (None, ()) if value is None else _PARSERS[field.kind](value, year)


@lru_cache(maxsize=20_000)
def _parse_text(kind: str, text: str, year: int | None) -> Parsed:
    """Parse what was typed as text; the same units, posts and marks stand in row after row."""
    if text.strip().upper() in _ERRORS:
        return None, (BROKEN,)
    return _PARSERS[kind](text, year) if _tidy(text) else (None, ())


def problems_at(where: Where, mistakes: tuple[Mistake, ...]) -> list[Problem]:
    """Return the mistakes as problems at their place."""
    return [mistake.at(where) for mistake in mistakes]


def as_text(value: Value) -> str:
    """Return a cell as the person who typed it reads it."""
    match value:
        case bool():
            text = "có" if value else "không"
        case datetime() if value.time() != time():
            text = f"{hour_h(value.time())} ngày {short_date(value)}"
        case date():
            text = short_date(value)
        case time():
            text = hour_h(value)
        case float() if value.is_integer():
            text = str(int(value))
        case _:
            text = "" if value is None else _tidy(str(value))
    return text


@lru_cache(maxsize=10_000)
def _tidy(text: str) -> str:
    """Return clean text; the same posts and units stand in cell after cell."""
    return clean(text)


def _text(value: Value, _year: int | None) -> Parsed:
    text = as_text(value)
    return text or None, (DAMAGED,) if not text.isdecimal() and _is_damaged(text) else ()


folded = lru_cache(maxsize=10_000)(fold)
_is_damaged = lru_cache(maxsize=10_000)(is_damaged)


def _items(value: Value, _year: int | None) -> Parsed:
    text = as_text(value)
    return Items(split_list(text), text), ()


def _paragraphs(value: Value, _year: int | None) -> Parsed:
    text = as_text(value)
    return Items(lines_of(text), text), ()


def _serial(value: Value) -> date | None:
    """Return the day behind a number that Excel would show as a date, had the cell the format of one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and SERIAL_1950 <= value < SERIAL_2100:
        return EXCEL_EPOCH + timedelta(days=int(value))
    return None


def _real_day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else _serial(value)


# Programs that export a day write its hour too: 1970-03-05 00:00:00.
_MIDNIGHT = re.compile(r"[\sT]+(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? AM)$", re.IGNORECASE)


def _day(value: Value, year: int | None) -> Parsed:
    real = _real_day(value)
    return (real, ()) if real else read_day(_MIDNIGHT.sub("", as_text(value)), year=year)


def _open_day(value: Value, _year: int | None) -> Parsed:
    real = _real_day(value)
    return (real, ()) if real else read_open_date(as_text(value))


def _birth(value: Value, _year: int | None) -> Parsed:
    if isinstance(value, (int, float)) and 1900 <= value <= 2100 and float(value).is_integer():
        return PartialDay(str(int(value)), int(value)), ()
    real = _real_day(value)
    return (real, ()) if real else read_day(_MIDNIGHT.sub("", as_text(value)), birth=True)


def _span(value: Value, year: int | None) -> Parsed:
    real = _real_day(value)
    return (Span((real,)), ()) if real else read_span(as_text(value), year=year)


def _hour(value: Value, _year: int | None) -> Parsed:
    match value:
        case datetime():
            return value.time(), ()
        case time():
            return value, ()
        case float() if 0 <= value < 1:
            minutes = round(value * 24 * 60) % (24 * 60)
            return time(minutes // 60, minutes % 60), ()
        case int() | float() if 0 < value < 24 and float(value).is_integer():
            return time(int(value)), ()
    return read_hour(as_text(value))


def _hours(value: Value, year: int | None) -> Parsed:
    if isinstance(value, str):
        return read_hours(as_text(value))
    start, mistakes = _hour(value, year)
    return (None if start is None else (start, None)), mistakes


def _moment(value: Value, _year: int | None) -> Parsed:
    if isinstance(value, datetime):
        return value, ()
    real = _real_day(value)
    return (datetime.combine(real, time()), ()) if real else read_moment(as_text(value))


def _count(value: Value, read: Callable[[str], Parsed]) -> Parsed:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and float(value).is_integer():
        return int(value), ()
    return read(as_text(value))


def _choice(value: Value, _year: int | None) -> Parsed:
    return fold(as_text(value)) or None, ()


# No "v": one office ticks with it, the next one means vắng. "p" and "kp" are có phép and không phép: both absent.
MARKS_PRESENT = frozenset({"x", "xx", "✓", "✔", "√", "☑", "1", "có", "co", "đủ", "+", "có mặt", "dự", "true"})
MARKS_ABSENT = frozenset({"0", "-", "–", "không", "k", "ko", "vắng", "v/m", "o", "vp", "kp", "vắng mặt", "vắng có phép",
                          "vắng không phép", "p", "có phép", "không phép", "false", "nghỉ", "chưa"})  # fmt: skip


def _mark(value: Value, _year: int | None) -> Parsed:
    text = "1" if value is True else "0" if value is False else folded(as_text(value))
    if text in MARKS_PRESENT or text in MARKS_ABSENT:
        return text in MARKS_PRESENT, ()
    # A sign-in column may hold a telephone or a date of birth: figures are never repeated.
    shown = "" if any(sign.isdigit() for sign in text) else f" «{as_text(value)[:20]}»"
    return None, (Mistake(f"Không hiểu dấu điểm danh{shown}.", "Ghi x nếu có mặt, để trống nếu vắng."),)


_PARSERS: dict[str, Callable[[Value, int | None], Parsed]] = {
    "text": _text,
    "digits": _text,
    "items": _items,
    "paragraphs": _paragraphs,
    "day": _day,
    "open_day": _open_day,
    "birth": _birth,
    "span": _span,
    "hour": _hour,
    "hours": _hours,
    "moment": _moment,
    "number": lambda value, _year: _count(value, read_number),
    "days": lambda value, _year: _count(value, read_day_count),
    "money": lambda value, _year: _count(value, read_money),
    "choice": _choice,
    "mark": _mark,
    "marks": _mark,
}
