"""Say when an event is: its days and hours as plan, invitation and letter print them."""

from __future__ import annotations

from flows.model.event import Event
from flows.vietnamese.dates import day_list, short_date, weekday
from flows.vietnamese.hours import hour_minute
from flows.vietnamese.text import fold

WHEN_FROM = frozenset({"gio_bat_dau", "gio_ket_thuc", "buoi"})
"""The fields that `when` is made of."""


def is_unbroken(event: Event) -> bool:
    """Whether the event goes on from its first day to its last without a gap."""
    return len(event.days) == (event.ends - event.starts).days + 1


def when(event: Event) -> str:
    """Return days and hours as plan and invitation say them; an hour says more than «buổi sáng»."""
    days, hour = event.days, event.start_hour
    session = "" if hour else _session(event.session or "")
    start, end = (f"ngày {short_date(day)} ({weekday(day)})" for day in (event.starts, event.ends))
    opening = f"{hour_minute(hour)}, {start}" if hour else start
    if len(days) == 1:
        return _when_one_day(event, opening, session)
    if not is_unbroken(event):
        return f"{len(days):02} ngày: {day_list(days)}" + (f", từ {hour_minute(hour)}" if hour else "")
    if session and session not in {HALF_DAY, WHOLE_DAY}:
        return f"buổi {session} các ngày {day_list(days)}"
    until = f"{hour_minute(event.end_hour)}, " if hour and event.end_hour else ""
    return f"{len(days):02} ngày, từ {opening} đến {until}{end}"


def _when_one_day(event: Event, opening: str, session: str) -> str:
    if event.start_hour and event.end_hour:
        day = opening.partition(", ")[2]
        return f"từ {hour_minute(event.start_hour)} đến {hour_minute(event.end_hour)}, {day}"
    if session == HALF_DAY:
        return f"01 buổi, {opening}"
    if session == WHOLE_DAY:
        return opening.replace("ngày", WHOLE_DAY, 1)
    return f"buổi {session} {opening}" if session else opening


HALF_DAY, WHOLE_DAY = "một buổi", "cả ngày"
_WHOLE_DAYS = (
    "cả ngày", "ngày", "1 ngày", "01 ngày", "một ngày", "sáng, chiều", "sáng và chiều", "sáng chiều", "2 buổi",
)  # fmt: skip
_HALF_DAYS = ("1 buổi", "01 buổi", "một buổi", "nửa ngày", "1/2 ngày", "½ ngày")


def _session(typed: str) -> str:
    """Return sáng, chiều, tối as typed, or what says a whole day or half of one; "" for nothing."""
    told = fold(typed).removeprefix("buổi ").strip()
    return WHOLE_DAY if told in _WHOLE_DAYS else HALF_DAY if told in _HALF_DAYS else told
