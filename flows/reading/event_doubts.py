"""Whether the facts of an event fit together: its values and cells in, warnings and swapped days out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell
from flows.reading.swapped_days import hint, meant, overlong, retype
from flows.vietnamese.date_reading import Span
from flows.vietnamese.dates import short_date, weekday
from flows.vietnamese.holidays import SUNDAY, holiday, working_days

AHEAD = 3
"""Working days between an invitation and its event: Quyết định 45/2018/QĐ-TTg asks it of state meetings."""

Places = Mapping[str, Where]
Doubts = Iterator[tuple[str, Mistake]]


def doubts_of_event(values: Mapping[str, Any], cells: Mapping[str, Cell], places: Places) -> list[Problem]:
    """Return what does not fit: days counted, order of dates, a day of signing when no office works."""
    starts, ends = values.get("starts"), values.get("ends")
    if not isinstance(starts, date) or not isinstance(ends, date):
        return []
    found = [*_counted(values, starts, ends, cells, places), *_in_order(values, starts, ends, cells)]
    return [doubt.at(places[key]) for key, doubt in found]


def _counted(values: Mapping[str, Any], starts: date, ends: date, cells: Mapping[str, Cell], places: Places) -> Doubts:
    span: Span | None = values.get("span")
    length = len(span.days) if span else (ends - starts).days + 1
    counted = values.get("day_count")
    if not counted:
        doubt = overlong(starts, ends, cells, places)
        yield from [("ngay_bat_dau", doubt)] if doubt else []
    elif counted != length:
        found = meant(starts, ends, cells, lambda r: (r.ends - r.starts).days + 1 == counted)
        message = f"Ghi {counted} ngày nhưng từ ngày bắt đầu đến ngày kết thúc là {length} ngày."
        if found:
            yield found.changed[0], Mistake(message, retype(found, starts, ends, places))
        else:
            yield "so_ngay", Mistake(message, "Kiểm tra lại.", "warning")


def _in_order(values: Mapping[str, Any], starts: date, ends: date, cells: Mapping[str, Cell]) -> Doubts:
    """Yield each day that stands on the wrong side of another one; either may have been swapped by Excel."""
    reply, signed, certified = values.get("reply_by"), values.get("signed"), values.get("certified")
    published = values.get("published")
    start_cell, end_cell = cells.get("ngay_bat_dau"), cells.get("ngay_ket_thuc")
    if isinstance(reply, date) and reply >= starts:
        yield _doubt("han_dang_ky", "Hạn gửi danh sách không trước ngày bắt đầu.", reply, cells, (starts, start_cell))
    if isinstance(published, datetime) and published.date() < starts:
        message = "Tin đăng trước ngày bắt đầu của sự kiện."
        yield _doubt("dang_luc", message, published.date(), cells, (starts, start_cell))
    if isinstance(certified, date) and certified < ends:
        message = "Giấy chứng nhận cấp trước ngày kết thúc."
        yield _doubt("ngay_cap_chung_nhan", message, certified, cells, (ends, end_cell or start_cell))
    if isinstance(signed, date):
        yield from _signed(signed, starts, ends, reply, cells)


def _signed(signed: date, starts: date, ends: date, reply: object, cells: Mapping[str, Cell]) -> Doubts:
    """Yield what is doubtful about the day of plan and invitation; one after the event is the certificates'."""
    start = (starts, cells.get("ngay_bat_dau"))
    named = holiday(signed) or (weekday(signed) if signed.weekday() == SUNDAY else "")
    if named:
        yield _doubt("ngay_ky", f"Ngày ký {short_date(signed)} là {named}.", signed, cells, start)
    if signed >= ends and signed != starts:
        return
    if signed >= starts:
        yield _doubt("ngay_ky", "Ngày ký không trước ngày bắt đầu của sự kiện.", signed, cells, start)
        return
    if (left := working_days(signed, starts)) < AHEAD:
        message = (
            f"Từ ngày ký đến ngày bắt đầu chỉ có {left} ngày làm việc; giấy mời nên gửi trước ít nhất {AHEAD} ngày."
        )
        yield _doubt("ngay_ky", message, signed, cells, start)
    if isinstance(reply, date) and reply < signed:
        yield _doubt("han_dang_ky", "Hạn gửi danh sách trước ngày ký kế hoạch và giấy mời.", reply, cells, start)


def _doubt(
    key: str, message: str, day: date, cells: Mapping[str, Cell], other: tuple[date, Cell | None]
) -> tuple[str, Mistake]:
    told = hint(day, cells.get(key)) or hint(*other)
    return key, Mistake(message, told or "Kiểm tra lại.", "warning")
