"""The Vietnamese lunar calendar: the lunar date of a day, and the lunar date typed beside a day."""

from __future__ import annotations

import re
from datetime import date

from lunar_vn import SUPPORTED_YEAR_RANGE, solar_to_lunar
from lunar_vn.can_chi import get_year_can_chi

from flows.vietnamese.dates import month_number, short_date
from flows.vietnamese.text import Mistakes, Typed, bare

_NAMED_MONTHS = {1: "Giêng", 12: "Chạp"}


def lunar_date(day: date) -> str:
    """Return the lunar date: ngày 26 tháng 5 năm Giáp Thìn; ngày 01 tháng 6 nhuận năm Ất Tỵ.

    The lunar year changes at Tết. Raises ValueError outside the years the calendar is known for.
    """
    first, last = SUPPORTED_YEAR_RANGE
    if not first <= day.year <= last:
        raise ValueError(f"Âm lịch chỉ tính được cho các năm {first}-{last}, không cho năm {day.year}")
    lunar = solar_to_lunar(day)
    month = _NAMED_MONTHS.get(lunar.month, month_number(lunar.month))
    leap = " nhuận" if lunar.leap else ""
    return f"ngày {lunar.day:02} tháng {month}{leap} năm {get_year_can_chi(lunar.year)}"


_LUNAR = re.compile(
    r"[\s,]*(?:\(?\s*(?:tuc|nham)(?:\s+la)?\s+|"
    r"\((?=[^()]*\b(?:am lich|al|giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)\b))"
    r"(?:ngay\s+)?(?:m[uo]ng\s+)?(?P<day>[0-9]{1,2})\s*(?:/|thang)\s*(?P<month>[0-9]{1,2}|gieng|chap)\b[^()]*\)?$"
)
_MONTHS = {"gieng": 1, "chap": 12}

Lunar = tuple[int, int]
"""Day and month."""


def without_lunar(line: str) -> tuple[str, Lunar | None]:
    """Take the lunar day off the end of bare text."""
    found = _LUNAR.search(line)
    if found is None:
        return line, None
    return line[: found.start()], (int(found["day"]), _MONTHS.get(found["month"]) or int(found["month"]))


def lunar_mistake(told: Lunar | None, day: date, typed: Typed) -> Mistakes:
    """Return the mistake when the day is another one by the moon; years that no table knows are not judged."""
    if told is None:
        return ()
    try:
        right = lunar_date(day)
    except ValueError:
        return ()
    if without_lunar(f"tuc {bare(right)}")[1] in {None, told}:
        return ()
    return (typed.mistake(f"{short_date(day)} là {right} âm lịch", "Sửa ngày âm lịch, hoặc sửa ngày."),)
