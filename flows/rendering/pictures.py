"""A day and one of Word's date pictures in ("dd/MM/yyyy"); the day as Word would show it out."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from flows.vietnamese.dates import weekday

_PICTURE = re.compile(r"'[^']*'|d{1,4}|M{1,4}|y{2,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|AM/PM|am/pm", re.ASCII)


def as_pictured(value: object, picture: object = "dd/MM/yyyy") -> object:
    """Return a day or moment in a picture of Word's (ECMA-376, part 1, 17.16.4.1); another value as it is."""
    try:
        day = value if isinstance(value, date | time) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        return value
    return _PICTURE.sub(lambda piece: _piece_of_day(piece[0], day), str(picture))


def _piece_of_day(piece: str, day: date | time) -> str:
    if piece.startswith("'"):
        return piece[1:-1]
    if piece.lower() == "am/pm":
        return f"{day:%p}" if isinstance(day, datetime | time) else ""
    if piece[0] in "Hhms":
        return _padded(_clock(piece[0], day), piece)
    return _piece_of_date(piece, day) if isinstance(day, date) else ""


def _clock(letter: str, day: date | time) -> int:
    if not isinstance(day, datetime | time):
        return 0
    return {"H": day.hour, "h": (day.hour + 11) % 12 + 1, "m": day.minute, "s": day.second}[letter]


def _piece_of_date(piece: str, day: date) -> str:
    match piece[0], len(piece):
        case "y", length:
            return f"{day.year:04}" if length > 2 else f"{day.year % 100:02}"
        case "d", 3 | 4:
            return weekday(day)
        case "M", 3 | 4:
            return f"tháng {day.month}"
    return _padded(day.day if piece[0] == "d" else day.month, piece)


def _padded(number: int, piece: str) -> str:
    return f"{number:0{len(piece)}}"
