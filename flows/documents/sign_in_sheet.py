"""The sign-in sheet (danh sách điểm danh): one per event, a column to sign in for each sitting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents.facts import Base
from flows.documents.naming import event_name
from flows.model.case import Case
from flows.model.draft import Draft, Heading
from flows.model.event import AgendaItem, Event
from flows.vietnamese.dates import day_month
from flows.vietnamese.text import fold, upper_first

KIND = "danh-sach-diem-danh"
NAME = "Danh sách điểm danh"
PER_PERSON = False
ON_REQUEST = True
ONE_PAGE = False
NAME_LINE = False
NEEDS = frozenset({"dia_diem"})
WORDS = {
    "diem_danh.buoi": "các buổi, mỗi buổi một cột ký; có thể có cột để trống cho đủ bảng",
    "diem_danh.buoi[]": "tên buổi: Sáng 01/7",
    "diem_danh.do_rong": "mỗi cột ký rộng mấy phần mười hai",
}
_SITTINGS = frozenset({"buoi", "chuong_trinh.ngay", "chuong_trinh.buoi", "chuong_trinh.gio_bat_dau"})
MADE_FROM = {"diem_danh.buoi": _SITTINGS}
MOST_SITTINGS = 6
"""More columns than these leave no room to sign in; then there is one a day, at last a single one."""

WIDTHS = {1: 12, 2: 6, 3: 4, 4: 3, 5: 2, 6: 2}

NOON = 12


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is nobody to sign in."""
    return "" if case.people else "Chưa có danh sách đại biểu."


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's sheet."""
    event = case.event
    head = Heading(NAME.upper(), event_name(event), None, None)
    columns = sittings(case)
    width = WIDTHS[len(columns)]
    own = {"buoi": [*columns, *[""] * (12 // width - len(columns))], "do_rong": width}
    yield Draft(event.code, KIND, "", "", 0, KIND, head, {**base, "diem_danh": own})


def sittings(case: Case) -> list[str]:
    """Return a name for each sitting that its agenda tells of, else for each day: Sáng 01/7, Chiều 01/7."""
    named = [f"{name} {day_month(day)}".strip() for day in case.event.days for name in _on(day, case)]
    days = [f"Ngày {day_month(day)}" for day in case.event.days]
    return next((columns for columns in (named, days) if len(columns) <= MOST_SITTINGS), ["Ký tên"])


def _on(day: date, case: Case) -> list[str]:
    """Return the parts of the day at which there is something to attend."""
    items = [item for item in case.agenda if item.day == day or (item.day is None and len(case.event.days) == 1)]
    names = dict.fromkeys(name for name in map(_part_of_day, items) if name)
    return list(names) or _of_event(case.event)


def _part_of_day(item: AgendaItem) -> str:
    if item.session:
        return upper_first(fold(item.session).removeprefix("buổi ").strip())
    if item.starts is None:
        return ""
    return "Sáng" if item.starts.hour < NOON else "Chiều"


def _of_event(event: Event) -> list[str]:
    typed = fold(event.session or "").removeprefix("buổi ").strip()
    return [upper_first(typed)] if typed and typed != "cả ngày" else ["Ngày"]
