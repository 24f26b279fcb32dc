"""Turn one cell into the typed value that its field asks for, or tell what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from flows.model.fields import Field
from flows.model.printing import Items
from flows.problems import Mistake
from flows.spreadsheets.legacy_fonts import is_damaged
from flows.spreadsheets.sheet import Cell, Value
from flows.vietnamese.date_reading import read_day, read_open_date
from flows.vietnamese.dates import PartialDay, short_date
from flows.vietnamese.hours import hour_h, read_hour, read_hours, read_moment
from flows.vietnamese.numbers import read_day_count, read_money, read_number, read_rate
from flows.vietnamese.span_reading import Span, read_span
from flows.vietnamese.text import clean, fold, lines_of, split_list

Parsed = tuple[Any, tuple[Mistake, ...]]

EXCEL_EPOCH = date(1899, 12, 30)
SERIAL_1950, SERIAL_2100 = 18264, 73051
UNCACHED = Mistake(
    "Ô là công thức nhưng tệp không giữ kết quả.",
    "Mở tệp bằng Excel, bấm lưu, rồi chép lại; hoặc gõ thẳng giá trị vào ô.",
)
PLACEHOLDERS = frozenset({"-", "--", "---", "...", "....", ".....", "/", "n/a", "na", "_", "__", "___"})
NOTHING = frozenset({"0", "không", "không có", "ko", "chưa có", "trống", "k"})
"""What stands in a cell of a post or a unit to say that there is none."""
DITTO = frozenset(
    {'"', "''", "//", "-//-", "nt", "-nt-", "- nt -", "như trên", "-như trên-", "- như trên -", '-"-', '- " -'}
)
_COUNTED = frozenset(
    ["day", "open_day", "birth", "span", "hour", "hours", "moment", "number", "days", "money", "rate", "score"]
)
BROKEN = Mistake("Ô đang báo lỗi công thức.", "Sửa công thức hoặc gõ thẳng giá trị vào ô.")
DAMAGED = Mistake(
    "Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).", "Gõ lại ô này bằng phông Unicode.", "warning"
)
LOST = Mistake("Chữ trong ô đã mất khi chuyển tệp (hiện thành dấu �).", "Gõ lại ô này.")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
LAST_OF_FORMATTED_YEARS = 1905
_POINT = re.compile(r"(?<=\d)\.(?=\d{1,2}(?!\d))")
# No "v": one office ticks with it, the next one means vắng. "p" and "kp" are có phép and không phép: both absent.
MARKS_PRESENT = frozenset({"x", "xx", "✓", "✔", "√", "☑", "1", "có", "co", "đủ", "+", "có mặt", "dự", "đã ký",
                           "true"})  # fmt: skip
MARKS_ABSENT = frozenset({"0", "-", "–", "không", "k", "ko", "vắng", "v/m", "o", "vp", "kp", "vắng mặt", "vắng có phép",
                          "vắng không phép", "p", "cp", "có phép", "không phép", "false", "nghỉ", "chưa",
                          "☐"})  # fmt: skip


def parse(field: Field, cell: Cell, *, year: int | None = None) -> Parsed:
    """Return the cell's value as the field's kind wants it, None when blank, and the mistakes found.

    `year` completes days typed without one. A value comes with an error-free parse or with warnings only.
    """
    if cell.uncached:
        return None, (UNCACHED,)
    value = cell.value
    if isinstance(value, str) and value.strip().upper() in _ERRORS:
        return None, (BROKEN,)
    if isinstance(value, str) and "\ufffd" in value:
        return None, (LOST,)
    is_blank = value is None or (isinstance(value, str) and not clean(value))
    if is_blank or (field.kind in _COUNTED and value != "0" and says_nothing(value)):
        return None, ()
    return _PARSERS[field.kind](value, year)


def says_nothing(value: Value) -> bool:
    """Whether a cell only says that there is none: -, …, N/A, 0, không, chưa có."""
    return isinstance(value, str) and fold(value) in PLACEHOLDERS | NOTHING


def says_placeholder(value: Value) -> bool:
    """Whether a cell is only filled so as not to be blank: -, …, N/A."""
    return isinstance(value, str) and fold(value) in PLACEHOLDERS


def is_ditto(value: object) -> bool:
    """Whether a cell only says that it is as the one above."""
    return isinstance(value, str) and fold(value) in DITTO


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
            text = "" if value is None else clean(str(value))
    return text


def _text(value: Value, _year: int | None) -> Parsed:
    text = as_text(value)
    return text or None, (DAMAGED,) if is_damaged(text) else ()


def _items(value: Value, divided: Callable[[str], tuple[str, ...]]) -> Parsed:
    text = as_text(value)
    return Items(divided(text), text), ()


def _real_day(value: Value) -> date | None:
    """Return the day of a cell, also behind a number that Excel would show as a date if the cell were formatted so."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and SERIAL_1950 <= value < SERIAL_2100:
        return EXCEL_EPOCH + timedelta(days=int(value))
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _dated(value: Value, read: Callable[[str], Parsed], made: Callable[[date], object] = lambda day: day) -> Parsed:
    """Return what is made of the day of a cell, else what is read in its text."""
    real = _real_day(value)
    return (made(real), ()) if real else read(as_text(value))


def _typed_day(text: str, year: int | None) -> Parsed:
    """Read a day; a deadline's hour is no part of it, and no paper would print it."""
    day, mistakes = read_day(text, year=year)
    moment = None if day else read_moment(text)[0]
    if moment is None:
        return day, mistakes
    message = f"Ô ngày này có cả giờ ({hour_h(moment.time())}); giờ ở đây không in được."
    return None, (Mistake(message, f"Chỉ ghi ngày: {short_date(moment)}."),)


def _birth(value: Value, _year: int | None) -> Parsed:
    if isinstance(value, (int, float)) and 1900 <= value <= 2100 and float(value).is_integer():
        return PartialDay(str(int(value)), int(value)), ()
    real = _real_day(value)
    if real and real.year <= LAST_OF_FORMATTED_YEARS:
        return None, (_year_as_day(real),)
    return (real, ()) if real else read_day(as_text(value), birth=True)


def _year_as_day(day: date) -> Mistake:
    """Return the mistake of a year typed into a cell that Excel shows as a date: 1965 is its day 18/5/1905."""
    meant = (day - EXCEL_EPOCH).days
    if meant >= 1900:
        message = f"Ô hiện ngày {short_date(day)}; có lẽ là năm {meant} gõ vào ô có định dạng ngày."
        return Mistake(message, f"Nếu chỉ biết năm: định dạng ô thành Văn bản (Text) rồi gõ lại {meant}.")
    return Mistake(f"Ô hiện ngày {short_date(day)}, không thể là ngày sinh.", "Gõ lại ngày sinh, hoặc để trống ô.")


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
    return _dated(value, read_moment, lambda day: datetime.combine(day, time()))


def _count(value: Value, read: Callable[[str], Parsed]) -> Parsed:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 and float(value).is_integer():
        return int(value), ()
    return read(as_text(value))


def _score(value: Value, year: int | None) -> Parsed:
    text, mistakes = _text(round(value, 2) if isinstance(value, float) else value, year)
    return text and _POINT.sub(",", text), mistakes


def _mark(value: Value, _year: int | None) -> Parsed:
    text = "1" if value is True else "0" if value is False else fold(as_text(value))
    if text in MARKS_PRESENT or text in MARKS_ABSENT:
        return text in MARKS_PRESENT, ()
    # A sign-in column may hold a telephone or a date of birth: figures are never repeated.
    shown = "" if any(sign.isdigit() for sign in text) else f" «{as_text(value)[:20]}»"
    return None, (Mistake(f"Không hiểu dấu điểm danh{shown}.", "Ghi x nếu có mặt, để trống nếu vắng."),)


_PARSERS: dict[str, Callable[[Value, int | None], Parsed]] = {
    "text": _text,
    "score": _score,
    "digits": _text,
    "items": lambda value, _year: _items(value, split_list),
    "paragraphs": lambda value, _year: _items(value, lines_of),
    "day": lambda value, year: _dated(value, lambda text: _typed_day(text, year)),
    "open_day": lambda value, _year: _dated(value, read_open_date),
    "birth": _birth,
    "span": lambda value, year: _dated(value, lambda text: read_span(text, year=year), lambda day: Span((day,))),
    "hour": _hour,
    "hours": _hours,
    "moment": _moment,
    "number": lambda value, _year: _count(value, read_number),
    "days": lambda value, _year: _count(value, read_day_count),
    "money": lambda value, _year: _count(value, read_money),
    "rate": lambda value, _year: read_rate(as_text(value)),
    "choice": lambda value, _year: (fold(as_text(value)) or None, ()),
    "mark": _mark,
    "marks": _mark,
}
