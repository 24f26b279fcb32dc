"""The programme (chương trình): one per event, its agenda on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents.event_words import WHEN_FROM, event_name, when
from flows.documents.facts import Base
from flows.model.draft import Case, Draft, Heading

KIND = "chuong-trinh"
NAME = "Chương trình"
PER_PERSON = False
ON_REQUEST = True
SERIES = ""
NEEDS = frozenset({"dia_diem"})
WORDS = {"chuong_trinh_in.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ"}
MADE_FROM = {"chuong_trinh_in.thoi_gian": WHEN_FROM}


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is no agenda."""
    return "" if case.agenda else "Chưa có trang «Chương trình»."


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's programme."""
    event = case.event
    head = Heading(NAME.upper(), event_name(event), None, None)
    own = {"thoi_gian": when(event)}
    yield Draft.of_event(event.code, KIND, head, {**base, "chuong_trinh_in": own})
