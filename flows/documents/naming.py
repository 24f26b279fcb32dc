"""What an event is called on paper: its name as typed in, the name that a sentence can hold and its category out."""

from __future__ import annotations

import re

from flows.model.event import Event
from flows.vietnamese.text import fold, upper_first, without_stop

CATEGORIES = ("lớp bồi dưỡng", "lớp tập huấn", "hội nghị", "hội thảo", "tọa đàm", "cuộc họp", "lễ", "đại hội", "lớp")
_OTHER_EVENTS = (
    "chương trình", "buổi", "cuộc", "ngày hội", "tuần lễ", "hội thi", "hội trại", "hội diễn", "giải", "trại",
    "diễn đàn", "gặp mặt", "kỷ niệm", "khóa", "phiên", "kỳ", "bồi dưỡng", "tập huấn", "sinh hoạt", "đêm", "các",
)  # fmt: skip
_LEADING = re.compile(r"(?:kế hoạch\s+|v/v:?\s+|về việc\s+|về\s+)?tổ chức\s+", re.IGNORECASE)


def event_name(event: Event) -> str:
    """Return the name for sentences that themselves say "tổ chức" and themselves end: "Tổ chức lớp A." is "Lớp A".

    Where "Tổ chức" is the noun (Tổ chức bộ máy ...) it belongs to the name.
    """
    name = without_stop(event.name)
    leading = _LEADING.match(name)
    rest = name[leading.end() :] if leading else ""
    return upper_first(rest) if _begins_with(rest, (*CATEGORIES, *_OTHER_EVENTS)) else name


def category(event: Event) -> str | None:
    """Return what the event is: as typed, else the first words of its name where they say it."""
    if event.category:
        return event.category
    return _begins_with(event_name(event), CATEGORIES)


def _begins_with(name: str, words: tuple[str, ...]) -> str | None:
    folded = fold(name)
    return next((word for word in words if folded.startswith(fold(word) + " ")), None)
