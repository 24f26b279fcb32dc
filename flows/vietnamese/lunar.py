"""A day of the calendar in; its date in the Vietnamese lunar calendar out."""

from __future__ import annotations

from datetime import date

from flows.vietnamese.dates import month_number

_NAMED_MONTHS = {1: "Giêng", 12: "Chạp"}


def lunar_date(day: date) -> str:
    """Return the lunar date: ngày 26 tháng 5 năm Giáp Thìn; ngày 01 tháng 6 nhuận năm Ất Tỵ.

    The lunar year changes at Tết. Raises ValueError outside the years the calendar is known for.
    """
    from lunar_vn import SUPPORTED_YEAR_RANGE, solar_to_lunar  # noqa: PLC0415 - 30 ms, and few papers need it
    from lunar_vn.can_chi import get_year_can_chi  # noqa: PLC0415 - as above

    first, last = SUPPORTED_YEAR_RANGE
    if not first <= day.year <= last:
        raise ValueError(f"Âm lịch chỉ tính được cho các năm {first}-{last}, không cho năm {day.year}")
    lunar = solar_to_lunar(day)
    month = _NAMED_MONTHS.get(lunar.month, month_number(lunar.month))
    leap = " nhuận" if lunar.leap else ""
    return f"ngày {lunar.day:02} tháng {month}{leap} năm {get_year_can_chi(lunar.year)}"
