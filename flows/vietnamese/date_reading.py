"""Cells with dates and hours in; days, spans, hours, moments and the user's mistakes out: the readers by one name."""

from __future__ import annotations

import re
from datetime import datetime, time

from flows.vietnamese.day_parts import Mistakes, Typed, plain
from flows.vietnamese.day_reading import read_day, read_open_date, read_plain_day
from flows.vietnamese.hour_reading import read_bare_hour, read_hour, read_hours, take_hours
from flows.vietnamese.span_reading import Span, read_span
from flows.vietnamese.text import bare

__all__ = [
    "Mistakes",
    "Span",
    "read_day",
    "read_hour",
    "read_hours",
    "read_moment",
    "read_open_date",
    "read_span",
]


def read_moment(text: str) -> tuple[datetime | None, Mistakes]:
    """Read a day with its hour, in either order: 03/07/2024 - 01:53 PM, 13h53 ngày 03/7/2024; a day alone is midnight.

    Nothing typed is (None, ()).
    """
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    if not typed.is_readable:
        return None, (typed.unreadable(),)
    # ISO joins date and hour by a T.
    line, hours = take_hours(re.sub(r"(?<=[0-9])t(?=[0-9])", " ", bare(typed.text)))
    if len(hours) > 1:
        return None, (typed.mistake("có hai giờ", "Chỉ gõ một giờ, ví dụ 13h53 ngày 03/7/2024."),)
    day, mistakes = read_plain_day(plain(line), typed)
    hour, hour_mistakes = read_bare_hour(hours[0], typed) if hours else (time(), ())
    if day is None or hour is None:
        return None, mistakes + hour_mistakes
    return datetime.combine(day, hour), mistakes
