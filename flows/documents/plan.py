"""The plan (kế hoạch, form 1.4 of Nghị định 30): one per event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents import facts
from flows.documents.facts import Base
from flows.documents.naming import event_name
from flows.model.case import Case
from flows.model.draft import Draft
from flows.model.printing import Blank

KIND = "ke-hoach"
NAME = "Kế hoạch"
PER_PERSON = False
ON_REQUEST = False
ONE_PAGE = False
NAME_LINE = False
NEEDS = frozenset(
    {"dia_diem", "thanh_phan", "so_luong_du_kien", "ngay_ky", "so_van_ban", *facts.OFFICE_NEEDS, "so_bat_dau_ke_hoach",
     "ky_hieu_ke_hoach", "cap_so_van_ban"}
)  # fmt: skip
WORDS = {
    "ke_hoach.thoi_gian": "số ngày, ngày và giờ, viết đủ",
    "ke_hoach.so_luong": "số lượng dự kiến, dưới 10 thêm số 0",
    "ke_hoach.chuyen_de": "các chuyên đề có người trình bày",
    "ke_hoach.chuyen_de[].noi_dung": "tên chuyên đề",
    "ke_hoach.chuyen_de[].nguoi_thuc_hien": "người trình bày",
}
MADE_FROM = {
    "ke_hoach.thoi_gian": facts.WHEN_FROM,
    "ke_hoach.chuyen_de": facts.TOPICS_FROM | facts.SPEAKERS_FROM,
}


def waits(_case: Case, _today: date) -> str:
    """Return nothing: a plan is due as soon as its event can be read."""
    return ""


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's plan."""
    event = case.event
    head = facts.paper_heading(case, NAME, f"Tổ chức {event_name(event)}", event.plan_number, "ky_hieu_ke_hoach")
    own = {"thoi_gian": facts.when(event), "so_luong": _headcount(case), "chuyen_de": _topics(case)}
    yield Draft(event.code, KIND, "", "", 0, KIND, head, {**base, "ke_hoach": own})


def _headcount(case: Case) -> object:
    expected = case.event.expected or len(case.people)
    return f"{expected:02}" if expected else Blank("Số lượng")


def _topics(case: Case) -> list[dict[str, str]]:
    return [{"noi_dung": topic, "nguoi_thuc_hien": speaker} for topic, speaker in facts.topics(case)]
