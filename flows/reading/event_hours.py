"""Read the hours that stand beside the days of an event: a cell's text in; first and last hour and session out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from flows.problems import Mistake
from flows.vietnamese.date_reading import read_hour
from flows.vietnamese.hour_reading import in_same_part, own_part, take_hours
from flows.vietnamese.text import bare, fold

OTHER_HOUR = Mistake(
    "Giờ ở ô này khác giờ đã ghi riêng; lấy giờ ghi riêng.", "Sửa cho khớp nhau hoặc xóa một chỗ.", "warning"
)
UNUSED_HOURS = Mistake(
    "Không dùng được giờ ghi trong ô này.", "Ghi giờ vào «Giờ» và «Giờ kết thúc», hoặc vào chương trình.", "warning"
)
UNUSED_SESSION = Mistake(
    "Không dùng được buổi ghi trong ô này.", "Ghi buổi vào «Buổi», hoặc vào chương trình.", "warning"
)
_SESSION = re.compile(r"\b(sáng|trưa|chiều|tối|cả ngày)\b")
# Typed without marks, "toi" may be tới.
_UNMARKED = re.compile(r"\b(sang|trua|chieu|ca ngay)\b")
_MARKED = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "ca ngay": "cả ngày"}
_EVERY_DAY = re.compile(r"\b(?:các|hằng|hàng|mỗi) ngày\b|\bcả ngày\b")
_ONLY_END = re.compile(r"\b(?:den|truoc)(?: het)?(?: luc)?\s*$")
_AFTERNOON = frozenset({"chiều", "tối"})


@dataclass(frozen=True, slots=True)
class EventHours:
    """What a cell of days says of hours; `mistakes` are warnings of what stands there and is not used."""

    starts: time | None = None
    ends: time | None = None
    session: str | None = None
    mistakes: tuple[Mistake, ...] = ()


def read_event_hours(text: str, *, several_days: bool = False) -> EventHours:
    """Return the hours and the session of "từ 7h30 đến 11h30 ngày 01/7/2026", "sáng ngày 01/7/2026".

    A session is that of several days only where it says so: "sáng các ngày 01, 02/7/2026".
    """
    # "tới" and "tối" are one without marks.
    folded = re.sub(r"\btới\b", "đến", fold(text))
    sessions = _sessions_in(folded)
    session = sessions[0] if len(sessions) == 1 else None
    starts, ends, doubts = _hours_in(folded, session, doubtful=len(sessions) > 1)
    if starts and ends and ends <= starts and not several_days:
        ends, doubts = None, (UNUSED_HOURS,)
    known = session if not several_days or _EVERY_DAY.search(folded) else None
    if known in _AFTERNOON and starts and starts < time(11):
        known = None  # "7h30 - 4h30 chiều": only the end is in the afternoon
    unused = sessions and not known and not (starts or doubts)
    return EventHours(starts, ends, known, (*doubts, *([UNUSED_SESSION] if unused else [])))


def _sessions_in(folded: str) -> list[str]:
    if folded.isascii():
        return list(dict.fromkeys(_MARKED[name] for name in _UNMARKED.findall(folded)))
    return list(dict.fromkeys(_SESSION.findall(folded)))


def _hours_in(
    folded: str, session: str | None, *, doubtful: bool
) -> tuple[time | None, time | None, tuple[Mistake, ...]]:
    """Return one hour or two; with several sessions an hour must bear its own: "7h30 sáng đến 4h30 chiều"."""
    line = bare(folded)
    _, typed = take_hours(line)
    if not typed:
        return None, None, ()
    doubtful = doubtful and not (all(map(own_part, typed)) and _are_ends(line, typed))
    hours = [_hour(text, session) for text in typed]
    first = line.find(typed[0])
    if doubtful or hours[0] is None or (len(hours) == 1 and _ONLY_END.search(line[:first])):
        return None, None, (UNUSED_HOURS,)
    if len(hours) == 1:
        return hours[0], None, ()
    if len(hours) > 2 or hours[1] is None:
        return hours[0], None, (UNUSED_HOURS,)
    return _start(hours[0], hours[1], typed), hours[1], ()


def _are_ends(line: str, typed: tuple[str, ...]) -> bool:
    """Whether the second hour ends what the first begins, perhaps days later."""
    between = line[line.find(typed[0]) + len(typed[0]) : line.rfind(typed[-1])]
    return len(typed) == 2 and re.search(r"\bden\b|(?<!\d)-|\s-", between) is not None


def _start(start: time, end: time, typed: tuple[str, ...]) -> time:
    """Return the start as meant; the afternoon that stands at the end alone need not be the start's."""
    if own_part(typed[0]) or not own_part(typed[1]):
        return start
    plain = read_hour(typed[0])[0]
    return in_same_part(plain, end, typed[0], typed[1]) if plain else start


def _hour(text: str, session: str | None) -> time | None:
    return read_hour(f"{session} {text}" if session in _AFTERNOON and not own_part(text) else text)[0]
