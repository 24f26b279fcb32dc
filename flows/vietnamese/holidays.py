"""Days on which an office does not work; a day in; its name as a holiday, or the working days before it, out."""

from __future__ import annotations

from datetime import date, timedelta

from lunar_vn import SUPPORTED_YEAR_RANGE, solar_to_lunar

SATURDAY, SUNDAY = 5, 6
# Bộ luật Lao động 2019, Điều 112; days in lieu are decided each year and are not known here.
_SOLAR = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "ngày Chiến thắng 30/4",
    (5, 1): "ngày Quốc tế lao động 01/5",
    (9, 2): "ngày Quốc khánh 02/9",
}
_LUNAR = {
    (1, 1): "Tết Nguyên đán",
    (1, 2): "Tết Nguyên đán",
    (1, 3): "Tết Nguyên đán",
    (3, 10): "ngày Giỗ Tổ Hùng Vương",
}


def holiday(day: date) -> str:
    """Return the name of a holiday, "" for any other day."""
    first, last = SUPPORTED_YEAR_RANGE
    lunar = solar_to_lunar(day) if first <= day.year <= last else None
    by_moon = "" if lunar is None or lunar.leap else _LUNAR.get((lunar.month, lunar.day), "")
    return _SOLAR.get((day.month, day.day), "") or by_moon


def working_days(start: date, end: date) -> int:
    """Return how many working days there are from a day up to, but not with, another."""
    days = (start + timedelta(days=n) for n in range((end - start).days))
    return sum(day.weekday() < SATURDAY and not holiday(day) for day in days)
