"""What an event is called on paper: its name as typed in, the name that a sentence can hold and its category out."""

from __future__ import annotations

import re

from flows.documents.sentences import sentence_case
from flows.model.event import Event
from flows.model.printing import Blank
from flows.vietnamese.text import fold, lower_first, upper_first, without_stop
from flows.vietnamese.units import names_in

CATEGORIES = ("lớp bồi dưỡng", "lớp tập huấn", "hội nghị", "hội thảo", "tọa đàm", "cuộc họp", "lễ", "đại hội", "lớp")
_OTHER_EVENTS = (
    "chương trình", "buổi", "cuộc", "ngày hội", "tuần lễ", "hội thi", "hội trại", "hội diễn", "giải", "trại",
    "diễn đàn", "gặp mặt", "kỷ niệm", "khóa", "phiên", "kỳ", "bồi dưỡng", "tập huấn", "sinh hoạt", "đêm", "các",
)  # fmt: skip
_DEEDS = ("giám sát", "kiểm tra", "khảo sát", "thăm", "tặng quà", "thẩm tra", "đối thoại", "lấy ý kiến")
_LEADING = re.compile(r"(?:kế hoạch\s+|v/v:?\s+|về việc\s+|về\s+)?tổ chức\s+|dự\s+", re.IGNORECASE)
_ITSELF = (
    "hội nghị", "hội thảo", "đại hội", "cuộc họp", "ngày hội", "hội thi", "giải", "hội trại", "diễn đàn", "cuộc thi",
    "hội diễn", "hội khỏe", "liên hoan",
)  # fmt: skip
_COURSES = ("lớp bồi dưỡng", "lớp tập huấn", "khóa bồi dưỡng", "khóa tập huấn")
_WITH_NOUN = {"lễ": "buổi lễ", "tọa đàm": "buổi tọa đàm", "gặp mặt": "buổi gặp mặt", "chiến dịch": "đợt ra quân",
              "ra quân": "đợt ra quân", "kiểm tra": "đợt kiểm tra", "giám sát": "đợt giám sát",
              "khảo sát": "đợt khảo sát", "lớp": "lớp học", "khóa": "khóa học", "tập huấn": "lớp tập huấn",
              "bồi dưỡng": "lớp bồi dưỡng"}  # fmt: skip


def event_name(event: Event) -> str:
    """Return the name for sentences that themselves say "tổ chức" and themselves end: "Tổ chức lớp A." is "Lớp A".

    A name in capitals comes in sentence case; organiser, place and the units that these name keep their capitals.

    Where "Tổ chức" is the noun (Tổ chức bộ máy ...) it belongs to the name.
    """
    known = [each for each in (event.organiser, event.place) if each]
    name = sentence_case(without_stop(event.name), (*known, *(unit for text in known for unit in names_in(text))))
    leading = _LEADING.match(name)
    rest = name[leading.end() :] if leading else ""
    return upper_first(rest) if _begins_with(rest, (*CATEGORIES, *_OTHER_EVENTS)) else name


def deed(event: Event) -> str:
    """Return what the organiser does: "tổ chức Lớp A", and "giám sát việc ..." where the name is itself a deed."""
    name = event_name(event)
    return lower_first(name) if _begins_with(name, _DEEDS) else f"tổ chức {name or Blank('Tên sự kiện')}"


def event_noun(event: Event) -> str:
    """Return what sentences call the event after its name was said: "lớp bồi dưỡng", "buổi lễ", "hội nghị"."""
    typed = lower_first(event.short_name or "")
    if typed:
        begins = _begins_with(f"{typed} ", ("lễ", "tọa đàm", "gặp mặt"))
        return _WITH_NOUN[begins] if begins else typed
    for text in (event_name(event), event.category or ""):
        if found := _begins_with(f"{text} ", (*_COURSES, *_ITSELF, *_WITH_NOUN)):
            return _WITH_NOUN.get(found, found)
    return lower_first(event.category or "") or "chương trình"


def category(event: Event) -> str | None:
    """Return what the event is: as typed, else the first words of its name where they say it."""
    return event.category or _begins_with(event_name(event), CATEGORIES)


def _begins_with(name: str, words: tuple[str, ...]) -> str | None:
    folded = fold(name)
    return next((word for word in words if folded.startswith(fold(word) + " ")), None)
