"""Compare a real date with the weekday typed beside it: an Excel of another country swaps day and month unseen."""

from __future__ import annotations

import re
from datetime import date

from flows.problems import Mistake
from flows.reading.cells import Cell, Sheet
from flows.reading.headings import heading_text
from flows.vietnamese.dates import short_date, weekday
from flows.vietnamese.text import bare

LONGEST = 20
_WEEKDAY = re.compile(r"\(?\s*(?:ngay )?(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|t([2-7])|(chu nhat|cn))\s*\)?")
_NAMES = ("hai", "ba", "tu", "nam", "sau", "bay")


def weekday_in(text: str) -> int | None:
    """Return 0 for a text that says only Monday: "Thứ Hai", "(thứ 2)", "T2"."""
    found = _WEEKDAY.fullmatch(bare(text)) if len(text) <= LONGEST else None
    if found is None:
        return None
    name = found[1] or found[2]
    return 6 if found[3] else int(name) - 2 if name.isdigit() else _NAMES.index(name)


def weekday_doubt(sheet: Sheet, cell: Cell) -> Mistake | None:
    """Return the mistake when a cell with a real date stands in a row with another weekday."""
    if not isinstance(cell.value, date):
        return None
    for beside in sheet.filled(cell.row):
        named = weekday_in(heading_text(beside.value)) if isinstance(beside.value, str) else None
        if named is not None and named != cell.value.weekday():
            return _mistake(cell.value, beside, named)
    return None


def _mistake(day: date, beside: Cell, named: int) -> Mistake:
    message = f"{short_date(day)} là {weekday(day)}, nhưng ô {beside.address} ghi «{heading_text(beside.value)}»."
    swapped = date(day.year, day.day, day.month) if day.day <= 12 else None
    if swapped and swapped.weekday() == named:
        return Mistake(message, f"Excel có thể đã đảo ngày và tháng: nếu là {short_date(swapped)} thì gõ lại ô ngày.")
    return Mistake(message, "Sửa ngày hoặc sửa thứ.")
