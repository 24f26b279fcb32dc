"""Read a cell of an event that says more than its heading asks for: a day with its hour, an hour with its end."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from flows.model.fields import Field
from flows.problems import Mistake
from flows.reading.cells import Cell
from flows.reading.columns import Parsed, as_text, parse
from flows.vietnamese.date_reading import read_day, read_hours, read_moment, read_span
from flows.vietnamese.hours import hour_h
from flows.vietnamese.text import bare

HOUR_OF = {"ngay_bat_dau": "start_hour", "ngay_ket_thuc": "end_hour"}
"""Which hour stands beside a day: 7h30 ngày 01/7/2024."""

_BEFORE = re.compile(r"^(?:gửi )?trước(?: ngày)?(?=\s)", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"(?:thang\s*)?[0-9]{1,2}\s*[/.-]\s*[0-9]{4}|thang\s*[0-9]{1,2}(?:\s*nam\s*[0-9]{4})?")
BOTH_ENDS = "Ghi ngày đầu ở «Ngày bắt đầu», ngày cuối ở «Ngày kết thúc»; hoặc đổi tiêu đề ô này thành «Thời gian»."


def read_field(declared: Field, cell: Cell, year: int | None) -> tuple[Any, tuple[Mistake, ...], dict[str, time]]:
    """Return the value, the mistakes, and the hours by attribute that the cell tells beside its value."""
    value, mistakes = parse(declared, cell, year=year)
    if isinstance(cell.value, datetime) and declared.key in HOUR_OF and cell.value.time() != time():
        hour = cell.value.time()
        # Where the cell shows its day alone, nobody sees the hour.
        seen = Mistake(f"Ô ngày có cả giờ ({hour_h(hour)}), được dùng.", "Gõ lại ngày nếu không phải.", "warning")
        return value, (*mistakes, seen), {HOUR_OF[declared.key]: hour}
    if not isinstance(cell.value, str) or all(mistake.severity != "error" for mistake in mistakes):
        return value, mistakes, {}
    text = as_text(cell.value)
    match declared.key:
        case "ngay_bat_dau" | "ngay_ket_thuc":
            return _day_with_hour(declared.key, text, (value, mistakes))
        case "gio_bat_dau":
            return _hour_with_end(text, (value, mistakes))
        case "han_dang_ky" if found := _BEFORE.match(text):  # the plan itself says "gửi trước ngày"
            return (*read_day(text[found.end() :], year=year), {})
    return value, mistakes, {}


def _day_with_hour(key: str, text: str, parsed: Parsed) -> tuple[Any, tuple[Mistake, ...], dict[str, time]]:
    moment, slips = read_moment(text)
    if moment is not None:
        return moment.date(), slips, {HOUR_OF[key]: moment.time()}
    if _MONTH_ONLY.fullmatch(bare(text)):
        fix = "Ghi đủ ngày khi đã định, ví dụ 01/7/2024."
        return None, (Mistake(f"«{text[:60]}»: mới có tháng, chưa có ngày.", fix),), {}
    span, _ = read_span(text)
    if span is not None and span.start != span.end:
        return None, (Mistake(f"«{text[:60]}»: ô này ghi cả ngày đầu và ngày cuối.", BOTH_ENDS),), {}
    return (*parsed, {})


def _hour_with_end(text: str, parsed: Parsed) -> tuple[Any, tuple[Mistake, ...], dict[str, time]]:
    both, slips = read_hours(text)
    if both is None or slips or both[1] is None:
        return (*parsed, {})
    return both[0], (), {"end_hour": both[1]}
