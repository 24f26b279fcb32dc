"""The sign-in sheet (danh sách điểm danh): one per event, a column to sign in for each sitting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents.event_words import WHEN_FROM, event_name, when
from flows.documents.facts import Base
from flows.model.draft import Case, Draft, Heading
from flows.model.event import AgendaItem
from flows.vietnamese.dates import day_month
from flows.vietnamese.text import fold, upper_first

KIND = "danh-sach-diem-danh"
NAME = "Danh sách điểm danh"
PER_PERSON = False
ON_REQUEST = True
SERIES = ""
NEEDS = frozenset({"dia_diem"})
WORDS = {
    "diem_danh.buoi": "các buổi, mỗi buổi một cột ký; có thể có cột để trống cho đủ bảng",
    "diem_danh.buoi[]": "tên buổi: Sáng 01/7",
    "diem_danh.do_rong": "mỗi cột ký rộng mấy phần mười hai",
    "diem_danh.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ",
}
_SITTINGS = frozenset({"buoi", "chuong_trinh.ngay", "chuong_trinh.buoi", "chuong_trinh.gio_bat_dau"})
MADE_FROM = {"diem_danh.buoi": _SITTINGS, "diem_danh.thoi_gian": WHEN_FROM}
MOST_SITTINGS = 6
"""More columns than these leave no room to sign in; then there is one a day, at last a single one."""


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is nobody to sign in."""
    return "" if case.people else "Chưa có danh sách đại biểu."


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's sheet."""
    event = case.event
    head = Heading(NAME.upper(), event_name(event), None, None)
    columns = sittings(case)
    width = 12 // len(columns)
    filled_up = [*columns, *[""] * (12 // width - len(columns))]
    own = {"buoi": filled_up, "do_rong": width, "thoi_gian": when(event)}
    yield Draft.of_event(event.code, KIND, head, {**base, "diem_danh": own})


def sittings(case: Case) -> list[str]:
    """Return a name for each sitting that its agenda tells of, else for each day: Sáng 01/7, Chiều 01/7."""
    named = [f"{name} {day_month(day)}".strip() for day in case.event.days for name in _on(day, case)]
    days = [f"Ngày {day_month(day)}" for day in case.event.days]
    return next((columns for columns in (named, days) if len(columns) <= MOST_SITTINGS), ["Ký tên"])


def _on(day: date, case: Case) -> list[str]:
    """Return the parts of the day at which there is something to attend."""
    items = [item for item in case.agenda if item.day == day or (item.day is None and len(case.event.days) == 1)]
    names = dict.fromkeys(name for name in map(_part_of_day, items) if name)
    typed = fold(case.event.session or "").removeprefix("buổi ").strip()
    return list(names) or [upper_first(typed) if typed and typed != "cả ngày" else "Ngày"]


def _part_of_day(item: AgendaItem) -> str:
    if item.session:
        return upper_first(fold(item.session).removeprefix("buổi ").strip())
    if item.starts is None:
        return ""
    return "Sáng" if item.starts.hour < 12 else "Chiều"
