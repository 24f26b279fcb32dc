"""Numbers that Excel shows as days and hours: a number and its format in, what the reader of the sheet sees out."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

# All of this answers as openpyxl does (styles.numbers, utils.datetime); importing openpyxl for it costs half a second.
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 a sheet has no time zone
_SECONDS = 86_400
# ECMA-376 part 1, 18.8.30: those of the built-in formats that show a day, an hour or a duration.
DAYS_BUILT_IN = {
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
}  # fmt: skip
DURATIONS_BUILT_IN = frozenset({46})
_SET_APART = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_SHOWS_DAY = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_DURATION = re.compile(r"\[hh?\](:mm(:ss(\.0*)?)?)?|\[mm?\](:ss(\.0*)?)?|\[ss?\](\.0*)?", re.IGNORECASE)
_ISO = re.compile(
    r"(?P<date>(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2}))?T?"
    r"(?P<time>(?P<hour>\d{2}):(?P<minute>\d{2})(:(?P<second>\d{2})(?P<fraction>\.\d{1,3})?)?)?Z?"
)
_ISO_DURATION = re.compile(r"PT((?P<hours>\d+)H)?((?P<minutes>\d+)M)?((?P<seconds>\d+(\.\d{1,3})?)S)?")


@lru_cache(maxsize=1000)
def shows_day(code: str) -> bool:
    """Whether a format shows days or hours; only what it says of positive numbers counts."""
    return _SHOWS_DAY.search(_SET_APART.sub("", code.partition(";")[0])) is not None


@lru_cache(maxsize=1000)
def shows_duration(code: str) -> bool:
    """Whether a format counts hours beyond 24: [h]:mm."""
    return _DURATION.search(code.partition(";")[0]) is not None


def moment(number: float, epoch: datetime = EPOCH_1900) -> datetime | time:
    """Return the day and hour behind a number; ValueError or OverflowError when there is no such day."""
    day, fraction = divmod(number, 1)
    rest = timedelta(milliseconds=round(fraction * _SECONDS * 1000))
    if 0 <= number < 1 and rest.days == 0:
        return (EPOCH_1900 + rest).time()
    if 0 < number < 60 and epoch == EPOCH_1900:
        day += 1  # Excel counts a 29 February 1900
    return epoch + timedelta(days=day) + rest


def duration(number: float) -> timedelta:
    """Return the hours behind a number, to the millisecond."""
    found = timedelta(days=number)
    if found.microseconds:
        whole = found.total_seconds() // 1
        return timedelta(seconds=whole, microseconds=round(found.microseconds, -3))
    return found


def iso_moment(text: str) -> datetime | date | time | timedelta:
    """Return what a cell of type "d" says (18.18.11); ValueError when it says nothing."""
    found = _ISO.match(text)
    if found and any(found.groups()):
        parts = {key: int(found[key] or 0) for key in ("year", "month", "day", "hour", "minute", "second")}
        micro = int(float(found["fraction"] or 0) * 1_000_000)
        if not found["date"]:
            return time(parts["hour"], parts["minute"], parts["second"], micro)
        if not found["time"]:
            return date(parts["year"], parts["month"], parts["day"])
        return datetime(**parts, microsecond=micro)  # type: ignore[arg-type]  # noqa: DTZ001
    lasting = _ISO_DURATION.match(text)
    if lasting and any(lasting.groups()):
        return timedelta(**{key: float(value) for key, value in lasting.groupdict().items() if value})
    raise ValueError(text)
