"""How papers name an event: its name as typed and inside a sentence, its category, its days and hours."""

from __future__ import annotations

import re

from flows.documents.sentences import join, sentence_case
from flows.model.event import Event
from flows.model.printing import Blank
from flows.vietnamese.dates import day_list, short_date, weekday
from flows.vietnamese.hours import hour_minute
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
    "hội diễn", "hội khỏe", "liên hoan", "lễ hội",
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


_DAYS_IN_A_ROW = 14
WHEN_FROM = frozenset({"gio_bat_dau", "gio_ket_thuc", "buoi"})
"""The fields that `when` is made of."""


def is_long(event: Event) -> bool:
    """Whether the event takes weeks: nobody meets on each of its days, so they are not counted."""
    return is_unbroken(event) and len(event.days) > _DAYS_IN_A_ROW


def is_unbroken(event: Event) -> bool:
    """Whether the event goes on from its first day to its last without a gap."""
    return len(event.days) == (event.ends - event.starts).days + 1


def when(event: Event) -> str:
    """Return days and hours as plan and invitation say them; an hour says more than «buổi sáng»."""
    days, hour = event.days, event.start_hour
    session = "" if hour else _session(event.session or "")
    start, end = (f"ngày {short_date(day)} ({weekday(day)})" for day in (event.starts, event.ends))
    opening = f"{hour_minute(hour)}, {start}" if hour else start
    if len(days) == 1:
        return _when_one_day(event, opening, session)
    if not is_unbroken(event):
        return f"{len(days):02} ngày: {day_list(days)}" + (f", từ {hour_minute(hour)}" if hour else "")
    if session and session not in {HALF_DAY, WHOLE_DAY}:
        return f"buổi {session} các ngày {day_list(days)}"
    until = f"{hour_minute(event.end_hour)}, " if hour and event.end_hour else ""
    return f"{'' if is_long(event) else f'{len(days):02} ngày, '}từ {opening} đến {until}{end}"


def _when_one_day(event: Event, opening: str, session: str) -> str:
    if event.start_hour and event.end_hour:
        day = opening.partition(", ")[2]
        return f"từ {hour_minute(event.start_hour)} đến {hour_minute(event.end_hour)}, {day}"
    if session == HALF_DAY:
        return f"01 buổi, {opening}"
    if session == WHOLE_DAY:
        return opening.replace("ngày", WHOLE_DAY, 1)
    return f"buổi {session} {opening}" if session else opening


def at_place(place: str) -> str:
    """Return "tại Hội trường xã"; what is held online is held at no place."""
    return lower_first(place) if fold(place).startswith(("trực tuyến", "qua ")) else join("tại", place)


HALF_DAY, WHOLE_DAY = "một buổi", "cả ngày"
_WHOLE_DAYS = (
    "cả ngày", "ngày", "1 ngày", "01 ngày", "một ngày", "sáng, chiều", "sáng và chiều", "sáng chiều", "2 buổi",
)  # fmt: skip
_HALF_DAYS = ("1 buổi", "01 buổi", "một buổi", "nửa ngày", "1/2 ngày", "½ ngày")


def _session(typed: str) -> str:
    """Return sáng, chiều, tối as typed, or what says a whole day or half of one; "" for nothing."""
    told = fold(typed).removeprefix("buổi ").strip()
    return WHOLE_DAY if told in _WHOLE_DAYS else HALF_DAY if told in _HALF_DAYS else told
