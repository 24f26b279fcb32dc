"""Hours of the day: read them from a cell, and write them as an office does."""

from __future__ import annotations

import re
from datetime import datetime, time

from flows.vietnamese.date_reading import plain, read_plain_day, time_text
from flows.vietnamese.numbers import in_words
from flows.vietnamese.text import Mistakes, Typed, bare

# CLDR vi: sáng 04-12, chiều to 18, then tối; offices say trưa from 12 to 13 and tối until 22.
_SESSIONS = ((4, "đêm"), (12, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))


def hour_minute(hour: time) -> str:
    """Return the hour of an invitation: 08 giờ 00 phút."""
    return f"{hour.hour:02} giờ {hour.minute:02} phút"


def hour_h(hour: time) -> str:
    """Return the hour of an agenda: 08h00."""
    return f"{hour.hour:02}h{hour.minute:02}"


def session_of(hour: time) -> str:
    """Return the session of the day: sáng 04-12, trưa 12-13, chiều 13-18, tối 18-22, đêm."""
    return next(name for end, name in _SESSIONS if hour.hour < end)


def hour_range(start: time, end: time | None = None) -> str:
    """Return the hours of an agenda item: 08h00 - 09h30, or 08h00 where the end is open."""
    return hour_h(start) if end is None else f"{hour_h(start)} - {hour_h(end)}"


# An hour inside a longer text: minutes behind a blank may be the day instead ("8 giờ 01/7", "8 giờ 01-02/7").
_MINUTE_NOT_DAY = r"(?:00|3[2-9]|[45][0-9]|[0-9]{2}(?!\s*[/.]|\s*[-,]\s*[0-9]{1,2}\s*[/.]|\s+thang))(?![0-9])"
_TOKEN = (
    r"(?<![0-9/.:])(?:"
    r"[0-9]{1,2}\s*:\s*[0-9]{2}(?!\s*/)(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"|[0-9]{1,2}\s*(?:gio|g|h)(?::?[0-9]{1,2}(?![0-9/.])|\s+" + _MINUTE_NOT_DAY + r"|\s+ruoi\b|(?![a-z0-9]))"
    r"(?:\s*(?:phut|p|')(?![a-z]))?)(?:\s*(?:am|pm|sa|ch|sang|trua|chieu|toi)(?![a-z]))?"
)
_TOKENS = re.compile(rf"(?:\b(?:luc|hoi|tu)\s+)?({_TOKEN})(?:\s*(?:-|den)\s*({_TOKEN}))?\s*[,;]?")

_HOUR = re.compile(
    r"(?:(?:luc|hoi|vao|tu)\s+)*(?:(?:buoi\s+)?(?P<before>sang|trua|chieu|toi)\s*[,:]?\s*(?:(?:luc|tu)\s+)?)?"
    r"(?P<hour>[0-9]{1,2})"
    r"(?:\s*:\s*(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"|\s*(?:gio|g|h)(?:\s*:?\s*(?P<short>[0-9]{2})|\s*(?P<half>ruoi))?(?:\s*(?:phut|p|'))?)"
    r"(?:\s*(?P<after>am|pm|sa|ch|sang|trua|chieu|toi))?"
)
_WORD_OF_HOUR = {word: number for number in range(60) for word in (in_words(number), bare(in_words(number)))}
_IN_WORDS = "|".join(sorted(_WORD_OF_HOUR, key=len, reverse=True))
# tám giờ, tám giờ ba mươi phút, 14 giờ kém 15, hai giờ kém mười.
_SPOKEN = re.compile(
    rf"\b(?P<hour>[0-9]{{1,2}}|{_IN_WORDS})\s*(?:giờ|gio|g|h)\b"
    rf"(?:\s*(?P<less>kém|kem)\s*(?P<minutes>[0-9]{{1,2}}|{_IN_WORDS})(?:\s*(?:phút|phut|p)\b)?"
    rf"|\s+(?P<spelled>{_IN_WORDS})(?:\s+(?:phút|phut)\b|\s*$))?"
)
# 8AM, 8 a.m., 8:00 p.m.
_MERIDIEM = re.compile(r"(?P<bare>(?<![0-9:.])[0-9]{1,2}\s*)?(?P<half>(?<=[0-9\s])[ap])\.?\s?m\b\.?")
_HAS_UNIT = re.compile(r"[0-9]\s*[gh:]")
_OWN_PART = re.compile(r"(sang|trua|chieu|toi)$")
_RANGE = re.compile(r"(?P<start>.+?)\s*(?:-|\bden\b)\s*(?P<end>.+)")
_AFTERNOON = frozenset({"pm", "ch", "chieu", "toi"})
_PARTS = {"am": ("sáng", 0, 12), "sa": ("sáng", 0, 12), "sang": ("sáng", 0, 12), "trua": ("trưa", 10, 14),
          "chieu": ("chiều", 12, 18), "toi": ("tối", 17, 23)}  # fmt: skip
"""The first and the last hour that anybody calls so; «3h tối» and «8h chiều» are slips."""


def in_same_part(start: time, end: time, start_text: str, end_text: str) -> time:
    """Return the start in the afternoon that only the end names, "2h - 5h chiều", unless it would lie behind the end.

    "7h30 - 4h30 chiều" begins in the morning. Both texts are bare.
    """
    if own_part(end_text) not in _AFTERNOON or re.search(r"sang|trua|chieu|toi|am|pm|sa|ch", start_text):
        return start
    later = start.replace(hour=start.hour + 12) if 1 <= start.hour < 12 else start
    return later if later < end else start


def own_part(hour: str) -> str:
    """Return the part of the day that is named behind an hour in bare text: chieu of "4h30 chieu"."""
    found = _OWN_PART.search(hour)
    return found[1] if found else ""


def hour_text(text: str) -> str:
    """Return a cell about hours, folded, with them in figures: "8h" of "tám giờ" or 8AM, "13h45" of "14 giờ kém 15"."""
    with_units = _MERIDIEM.sub(
        lambda found: (f"{found['bare'].strip()}h " if found["bare"] else "") + f"{found['half']}m", time_text(text)
    )
    return _SPOKEN.sub(_in_figures, with_units)


def _in_figures(found: re.Match[str]) -> str:
    hour, less = _number(found["hour"]), _number(found["minutes"] or "0")
    if 0 < less < 60:
        return f"{(hour or 24) - 1}h{60 - less:02}"
    if found["less"] or (found["hour"].isdigit() and not found["spelled"]):
        return found[0]
    return f"{hour}h{_number(found['spelled']):02}" if found["spelled"] else f"{hour}h"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORD_OF_HOUR[word]


def take_hours(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the hours out of bare text about days: ("ngay 01/7/2024", ("8h00",)) of "8h00 ngay 01/7/2024"."""
    hours = tuple(hour for pair in _TOKENS.findall(text) for hour in pair if hour)
    return (_TOKENS.sub(" ", text).strip(" ,;-") if hours else text), hours


def read_hour(text: str) -> tuple[time | None, Mistakes]:
    """Read an hour: 8h, 8h30, 8 giờ, 08 giờ 00 phút, 8:00, 8g30, 01:53 PM, 2 giờ chiều; nothing typed is (None, ())."""
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    return read_bare_hour(bare(hour_text(typed.text)).strip(" .,;"), typed)


def read_bare_hour(text: str, typed: Typed) -> tuple[time | None, Mistakes]:
    """Read bare text that is one hour; typed is what a message shows."""
    match = _HOUR.fullmatch(text)
    if match is None:
        return None, (typed.mistake("không đọc được giờ", "Gõ giờ và phút, ví dụ 8h00 hoặc 13h30."),)
    hour, minute = int(match["hour"]), 30 if match["half"] else int(match["minute"] or match["short"] or 0)
    part = match["after"] or match["before"] or ""
    # On a 24-hour clock; "14h chiều" is that already.
    if (part in _AFTERNOON and 1 <= hour < 12) or (part == "trua" and 1 <= hour <= 2):
        hour += 12
    elif part in {"am", "sa"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        fault = f"không có {hour} giờ" if hour > 23 else f"không có phút {minute}"
        return None, (typed.mistake(fault, "Gõ giờ từ 0h00 đến 23h59, ví dụ 13h30."),)
    name, first, last = _PARTS.get(part, ("", 0, 23))
    if not first <= hour <= last:
        return None, (typed.mistake(f"{hour} giờ không phải buổi {name}", "Sửa giờ, hoặc sửa buổi."),)
    return time(hour, minute), ()


def read_hours(text: str) -> tuple[tuple[time, time | None] | None, Mistakes]:
    """Read an hour, or from one to another: 8h00 - 9h30, từ 8 giờ 00 đến 11 giờ 30; nothing typed is (None, ())."""
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    line = bare(hour_text(typed.text)).strip(" .,;")
    match = _RANGE.fullmatch(line)
    if match is None:
        start, mistakes = read_bare_hour(line, typed)
        return ((start, None) if start else None), mistakes
    # "8-9h30" leaves the unit to the end.
    start_text = match["start"] if _HAS_UNIT.search(match["start"]) else f"{match['start']}h"
    return _ordered(start_text, match["end"], typed)


def _ordered(start_text: str, end_text: str, typed: Typed) -> tuple[tuple[time, time | None] | None, Mistakes]:
    """Read both ends; the afternoon named at the start holds for the end too, one named at the end where it can."""
    session = re.match(r"(?:buoi\s+)?(?:chieu|toi)\b", start_text) or re.search(r"\b(?:chieu|toi)$", start_text)
    start, start_mistakes = read_bare_hour(start_text, typed)
    end, end_mistakes = read_bare_hour(f"{session[0]} {end_text}", typed) if session else (None, ())
    if end is None:  # the afternoon may end in the evening
        end, end_mistakes = read_bare_hour(end_text, typed)
    mistakes = start_mistakes or end_mistakes
    start = start and end and in_same_part(start, end, start_text, end_text)
    if start is None or end is None:
        return None, mistakes
    if end <= start:
        fault = f"giờ kết thúc {hour_h(end)} không sau giờ bắt đầu {hour_h(start)}"
        return None, (typed.mistake(fault, "Gõ giờ bắt đầu trước, ví dụ 8h00 - 11h30."),)
    return (start, end), ()


def read_moment(text: str) -> tuple[datetime | None, Mistakes]:
    """Read a day with its hour, in either order: 03/07/2024 - 01:53 PM, 13h53 ngày 03/7/2024; a day alone is midnight.

    Nothing typed is (None, ()).
    """
    typed = Typed.of(text)
    if not typed.is_readable:
        return None, typed.refusal
    line, hours = take_hours(bare(hour_text(typed.text)))
    if len(hours) > 1:
        return None, (typed.mistake("có hai giờ", "Chỉ gõ một giờ, ví dụ 13h53 ngày 03/7/2024."),)
    day, mistakes = read_plain_day(plain(line), typed)
    hour, hour_mistakes = read_bare_hour(hours[0], typed) if hours else (time(), ())
    if day is None or hour is None:
        return None, mistakes + hour_mistakes
    return datetime.combine(day, hour), mistakes
