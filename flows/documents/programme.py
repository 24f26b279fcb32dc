"""The programme (chương trình): one per event, its agenda on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents import facts
from flows.documents.facts import Base
from flows.documents.naming import event_name
from flows.model.case import Case
from flows.model.draft import Draft, Heading

KIND = "chuong-trinh"
NAME = "Chương trình"
PER_PERSON = False
ON_REQUEST = True
ONE_PAGE = False
NAME_LINE = False
NEEDS = frozenset({"dia_diem"})
WORDS = {"chuong_trinh_in.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ"}
MADE_FROM = {"chuong_trinh_in.thoi_gian": facts.WHEN_FROM}


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is no agenda."""
    return "" if case.agenda else "Chưa có trang «Chương trình»."


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's programme."""
    event = case.event
    head = Heading(NAME.upper(), event_name(event), None, None)
    own = {"thoi_gian": facts.when(event)}
    yield Draft(event.code, KIND, "", "", 0, KIND, head, {**base, "chuong_trinh_in": own})
