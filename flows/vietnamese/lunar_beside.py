"""The lunar day that is written beside a day, "01/7/2024 (tức ngày 26 tháng 5 năm Giáp Thìn)": taken off, compared."""

from __future__ import annotations

import re
from datetime import date

from flows.vietnamese.dates import short_date
from flows.vietnamese.day_parts import Mistakes, Typed
from flows.vietnamese.lunar import lunar_date
from flows.vietnamese.text import bare

_LUNAR = re.compile(
    r"[\s,]*\(?\s*(?:tuc|nham)(?:\s+la)?(?:\s+ngay)?(?:\s+m[uo]ng)?\s+(?P<day>[0-9]{1,2})\s*(?:/|thang)\s*"
    r"(?P<month>[0-9]{1,2}|gieng|chap)\b[^()]*\)?$"
)
_MONTHS = {"gieng": 1, "chap": 12}

Lunar = tuple[int, int]
"""Day and month."""


def without_lunar(line: str) -> tuple[str, Lunar | None]:
    """Take the lunar day off the end of bare text."""
    found = _LUNAR.search(line)
    return (line[: found.start()], _numbers(found)) if found else (line, None)


def _numbers(found: re.Match[str]) -> Lunar:
    month = found["month"]
    return int(found["day"]), _MONTHS.get(month) or int(month)


def lunar_mistake(told: Lunar | None, day: date, typed: Typed) -> Mistakes:
    """Return the mistake when the day is another one by the moon; years that no table knows are not judged."""
    if told is None:
        return ()
    try:
        right = lunar_date(day)
    except ValueError:
        return ()
    found = _LUNAR.search(f"tuc {bare(right)}")
    if found is None or _numbers(found) == told:
        return ()
    fault = f"{short_date(day)} là {right} âm lịch"
    return (typed.mistake(fault, "Sửa ngày âm lịch, hoặc sửa ngày."),)
