"""Whether the facts of an event fit together: its values and cells in, warnings and swapped days out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import ge, lt
from typing import Any

from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell
from flows.reading.swapped_days import hint, meant, overlong, retype, swapped
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


@dataclass(frozen=True, slots=True)
class _Day:
    """A day with its field and the cell that holds it."""

    key: str
    day: date
    cell: Cell | None


Right = Callable[[date, date], bool]


def _in_order(values: Mapping[str, Any], starts: date, ends: date, cells: Mapping[str, Cell]) -> Doubts:
    """Yield each day that stands on the wrong side of another one; either may have been swapped by Excel."""
    start = _Day("ngay_bat_dau", starts, cells.get("ngay_bat_dau"))
    end = _Day("ngay_ket_thuc", ends, cells.get("ngay_ket_thuc") or start.cell)
    published = values.get("published")
    days = {key: _Day(key, day, cells.get(key)) for key, day in (
        ("han_dang_ky", values.get("reply_by")), ("ngay_cap_chung_nhan", values.get("certified")),
        ("dang_luc", published.date() if isinstance(published, datetime) else None), ("ngay_ky", values.get("signed")),
    ) if isinstance(day, date)}  # fmt: skip
    rules: tuple[tuple[str, _Day, Right, str], ...] = (
        ("han_dang_ky", start, lt, "Hạn gửi danh sách không trước ngày bắt đầu."),
        ("dang_luc", start, ge, "Tin đăng trước ngày bắt đầu của sự kiện."),
        ("ngay_cap_chung_nhan", end, ge, "Giấy chứng nhận cấp trước ngày kết thúc."),
    )
    for key, other, right, message in rules:
        if key in days and not right(days[key].day, other.day):
            yield _doubt(message, days[key], other, right)
    if "ngay_ky" in days:
        yield from _signed(days["ngay_ky"], start, ends, days.get("han_dang_ky"))


def _signed(signed: _Day, start: _Day, ends: date, reply: _Day | None) -> Doubts:
    """Yield what is doubtful about the day of plan and invitation; one after the event is the certificates'."""
    day, starts = signed.day, start.day
    named = holiday(day) or (weekday(day) if day.weekday() == SUNDAY else "")
    if named:
        yield signed.key, Mistake(f"Ngày ký {short_date(day)} là {named}.", "Kiểm tra lại.", "warning")
    if day >= ends and day != starts:
        return
    if day >= starts:
        yield _doubt("Ngày ký không trước ngày bắt đầu của sự kiện.", signed, start, lt)
        return
    if (left := working_days(day, starts)) < AHEAD:
        message = (
            f"Từ ngày ký đến ngày bắt đầu chỉ có {left} ngày làm việc; giấy mời nên gửi trước ít nhất {AHEAD} ngày."
        )
        yield signed.key, Mistake(message, "Kiểm tra lại.", "warning")
    if reply and reply.day < day:
        yield _doubt("Hạn gửi danh sách trước ngày ký kế hoạch và giấy mời.", reply, signed, ge)


def _doubt(message: str, one: _Day, other: _Day, right: Right) -> tuple[str, Mistake]:
    """Return the warning; a swap is told where it puts the days in order."""
    told = ""
    if (turned := swapped(one.day)) and right(turned, other.day):
        told = hint(one.day, one.cell)
    if not told and (turned := swapped(other.day)) and right(one.day, turned):
        told = hint(other.day, other.cell)
    return one.key, Mistake(message, told or "Kiểm tra lại.", "warning")
