"""Hours in; the ways an office writes them out."""

from __future__ import annotations

from datetime import time

# CLDR vi: sáng 04-12, chiều to 18, then tối; offices say trưa from 12 to 13 and tối until 22.
_SESSIONS = ((4, "đêm"), (12, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))


def hour_minute(hour: time) -> str:
    """Return the hour of an invitation: 08 giờ 00 phút."""
    return f"{hour.hour:02} giờ {hour.minute:02} phút"


def hour_h(hour: time) -> str:
    """Return the hour of an agenda: 08h00."""
    return f"{hour.hour:02}h{hour.minute:02}"


def session_of(hour: time) -> str:
    """Return the session of the day: sáng 04-12, trưa 12-13, chiều 13-18, tối 18-22, đêm."""
    return next(name for end, name in _SESSIONS if hour.hour < end)


def hour_range(start: time, end: time | None = None) -> str:
    """Return the hours of an agenda item: 08h00 - 09h30, or 08h00 where the end is open."""
    return hour_h(start) if end is None else f"{hour_h(start)} - {hour_h(end)}"
