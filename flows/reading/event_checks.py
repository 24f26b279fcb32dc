"""Check that the facts of an event agree: its days, weekdays, hours and numbers of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import product
from operator import ge, lt
from typing import Any, NamedTuple

from flows.model.event import AgendaItem, Event
from flows.model.person import Roster
from flows.problems import Mistake, Problem, Where
from flows.reading.headings import heading_text
from flows.spreadsheets.sheet import Cell, Sheet
from flows.vietnamese.date_reading import weekday_number
from flows.vietnamese.dates import SUNDAY, holiday, short_date, weekday, working_days
from flows.vietnamese.span_reading import Span
from flows.vietnamese.text import bare, fold

LONGEST_WEEKDAY = 20
"""Letters: a longer text says more than a weekday."""
USUAL = 31
"""Days: an event that is longer only because day and month changed places is doubted."""
SHORT = 10
AHEAD = 3
"""Working days between an invitation and its event: Quyết định 45/2018/QĐ-TTg asks it of state meetings."""
Places = Mapping[str, Where]
Doubts = Iterator[tuple[str, Mistake]]
Right = Callable[[date, date], bool]
_WEEKDAY = re.compile(r"\(?\s*(?:ngay )?(thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)\s*\)?")


def weekday_in(text: str) -> int | None:
    """Return 0 for a text that says only Monday: "Thứ Hai", "(thứ 2)", "T2"."""
    found = _WEEKDAY.fullmatch(bare(text)) if len(text) <= LONGEST_WEEKDAY else None
    return weekday_number(found[1]) if found else None


def weekday_doubt(sheet: Sheet, cell: Cell) -> Mistake | None:
    """Return the mistake when a cell with a real date stands in a row with another weekday."""
    if not isinstance(cell.value, date):
        return None
    for beside in sheet.filled(cell.row):
        named = weekday_in(heading_text(beside.value)) if isinstance(beside.value, str) else None
        if named is not None and named != cell.value.weekday():
            day, turned, said = cell.value, swapped(cell.value), heading_text(beside.value)
            fix = "Sửa ngày hoặc sửa thứ."
            if turned and turned.weekday() == named:
                fix = f"Excel có thể đã đảo ngày và tháng: nếu là {short_date(turned)} thì gõ lại ô ngày."
            return Mistake(f"{short_date(day)} là {weekday(day)}, nhưng ô {beside.address} ghi «{said}».", fix)
    return None


class Reading(NamedTuple):
    """A first and a last day as they may have been meant; `changed` names the fields that would be other days."""

    starts: date
    ends: date
    changed: tuple[str, ...]

    @property
    def length(self) -> int:
        """Return how many days it lasts."""
        return (self.ends - self.starts).days + 1


def swapped(day: date) -> date | None:
    """Return the day with day and month exchanged; None when that is the same day, or none."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _turned(day: date, cell: Cell | None) -> date | None:
    """Return the day that a cell may have meant: of a date, not of a text, which cannot have been swapped unseen."""
    return swapped(day) if cell is not None and isinstance(cell.value, date) else None


def meant(
    starts: date, ends: date, cells: Mapping[str, Cell], fits: Callable[[Reading], bool] = lambda _: True
) -> Reading | None:
    """Return the only other reading of the two days that fits; None when there is none, or several do.

    An end without a cell of its own follows the start.
    """
    end = cells.get("ngay_ket_thuc")
    first, last = [starts, _turned(starts, cells.get("ngay_bat_dau"))], [ends, _turned(ends, end)]
    one = starts == ends and not (end and isinstance(end.value, date))
    found = []
    for pair in zip(first, first, strict=True) if one else product(first, last):
        stored = {"ngay_bat_dau": (starts, pair[0]), "ngay_ket_thuc": (ends, pair[1])}
        changed = tuple(key for key, (old, new) in stored.items() if new != old and key in cells)
        if pair[0] and pair[1] and pair != (starts, ends):
            found.append(Reading(pair[0], pair[1], changed))
    found = [reading for reading in found if 0 < reading.length <= USUAL and fits(reading)]
    return found[0] if len(found) == 1 else None


def _both_readings(day: date) -> str:
    """Return what a stored day may be: 07/3/2024 hay 03/7/2024."""
    other = swapped(day)
    return f"{short_date(day)} hay {short_date(other)}" if other else short_date(day)


def retype(reading: Reading, starts: date, ends: date, places: Places) -> str:
    """Return what to do: which cells to type again, each with both readings."""
    stored = {"ngay_bat_dau": starts, "ngay_ket_thuc": ends}
    cells = "; ".join(f"ô {places[key].cell}: {_both_readings(stored[key])}" for key in reading.changed)
    return f"Excel có thể đã đảo ngày và tháng ({cells}). Gõ lại ngày cho đúng."


def hint(day: date, cell: Cell | None) -> str:
    """Return what to say of a single doubtful day that may have been swapped; "" when it cannot have been."""
    if cell is None or _turned(day, cell) is None:
        return ""
    return f"Excel có thể đã đảo ngày và tháng (ô {cell.address}: {_both_readings(day)}); nếu vậy thì gõ lại."


def against_agenda(event: Event, agenda: Iterable[AgendaItem]) -> tuple[Problem, ...]:
    """Return the error when an agenda lies outside its event, but wholly inside it with day and month exchanged."""
    days = [item.day for item in agenda if item.day]
    if not days or any(event.starts <= day <= event.ends for day in days):
        return ()
    first, last = swapped(event.starts) or event.starts, swapped(event.ends) or event.ends
    if (last - first).days >= USUAL or not all(first <= day <= last for day in days):
        return ()
    place = event.place_of("ngay_bat_dau" if "ngay_bat_dau" in event.sources else "ngay")
    message = f"Chương trình ở ngày {short_date(min(days))}, nhưng ngày bắt đầu là {_both_readings(event.starts)}."
    return (Problem(place, message, "Excel có thể đã đảo ngày và tháng: gõ lại ngày của sự kiện."),)


def doubts_of_event(values: Mapping[str, Any], cells: Mapping[str, Cell], places: Places) -> list[Problem]:
    """Return what does not fit: days counted, order of dates, a day of signing when no office works."""
    found = [*_counted(values, cells, places), *_in_order(values, cells)]
    return [doubt.at(places[key]) for key, doubt in found]


def _counted(values: Mapping[str, Any], cells: Mapping[str, Cell], places: Places) -> Doubts:
    span: Span | None = values.get("span")
    starts, ends = values["starts"], values["ends"]
    days = (ends - starts).days + 1
    length = len(span.days) if span else days
    counted = values.get("day_count")
    if not counted:
        both = {"ngay_bat_dau", "ngay_ket_thuc"}
        found = meant(starts, ends, cells, lambda r: set(r.changed) == both and r.length <= SHORT)
        if days > SHORT * 2 and found:
            message = f"Sự kiện kéo dài {days} ngày; nếu đảo ngày và tháng thì là {found.length} ngày."
            yield "ngay_bat_dau", Mistake(message, retype(found, starts, ends, places), "warning")
    elif counted != length:
        found = meant(starts, ends, cells, lambda r: r.length == counted)
        message = f"Ghi {counted} ngày nhưng từ ngày bắt đầu đến ngày kết thúc là {length} ngày."
        if found:
            yield found.changed[0], Mistake(message, retype(found, starts, ends, places))
        else:
            yield "so_ngay", Mistake(message, "Kiểm tra lại.", "warning")


class _Day(NamedTuple):
    """A day with its field and the cell that holds it."""

    key: str
    day: date
    cell: Cell | None


def _in_order(values: Mapping[str, Any], cells: Mapping[str, Cell]) -> Doubts:
    """Yield each day that stands on the wrong side of another one; either may have been swapped by Excel."""
    start = _Day("ngay_bat_dau", values["starts"], cells.get("ngay_bat_dau"))
    end = _Day("ngay_ket_thuc", values["ends"], cells.get("ngay_ket_thuc") or start.cell)
    published = values.get("published")
    days = {key: _Day(key, day, cells.get(key)) for key, day in (
        ("han_dang_ky", values.get("reply_by")), ("ngay_cap_chung_nhan", values.get("certified")),
        ("dang_luc", published.date() if isinstance(published, datetime) else None), ("ngay_ky", values.get("signed")),
    ) if isinstance(day, date)}  # fmt: skip
    for key, other, right, message in (
        ("han_dang_ky", start, lt, "Hạn gửi danh sách không trước ngày bắt đầu."),
        ("dang_luc", start, ge, "Tin đăng trước ngày bắt đầu của sự kiện."),
        ("ngay_cap_chung_nhan", end, ge, "Giấy chứng nhận cấp trước ngày kết thúc."),
    ):
        if key in days and not right(days[key].day, other.day):
            yield _doubt(message, days[key], other, right)
    if "ngay_ky" in days:
        yield from _signed(days["ngay_ky"], start, end.day, days.get("han_dang_ky"))


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
        message = f"Từ ngày ký đến ngày bắt đầu chỉ có {left} ngày làm việc"
        yield (
            signed.key,
            Mistake(f"{message}; giấy mời nên gửi trước ít nhất {AHEAD} ngày.", "Kiểm tra lại.", "warning"),
        )
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


def miscounted(event: Event, roster: Roster) -> tuple[Problem, ...]:
    """Return a warning where the number expected, or the number present, is not that of the roster.

    Nothing is said of a roster that is empty or not wholly read. Speakers may be counted or not.
    """
    people = [person for person in roster.people if not person.withdrawn]
    if not people or not roster.whole:
        return ()
    guests = [one for one in people if not fold(one.role or "").startswith(("báo cáo viên", "giảng viên"))]
    found = []
    if event.expected is not None and event.expected not in (len(people), len(guests)):
        message = f"Ghi {event.expected} người nhưng danh sách có {len(people)} người."
        found.append(_miscount(event, "so_luong_du_kien", message))
    present = [person for person in people if any(person.present)]
    always = [person for person in people if person.present and all(person.present)]
    if event.present is not None and roster.has_attendance and event.present not in (len(present), len(always)):
        message = f"Ghi {event.present} người có mặt nhưng danh sách đánh dấu {len(present)} người."
        found.append(_miscount(event, "so_co_mat", message))
    return tuple(found)


def _miscount(event: Event, key: str, message: str) -> Problem:
    fix = "Sửa số ở ô này, hoặc bổ sung danh sách: giấy tờ in số ở ô này."
    return Problem(event.place_of(key), message, fix, "warning")
