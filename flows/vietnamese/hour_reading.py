"""A cell that holds hours in; hours of a 24-hour day out."""

from __future__ import annotations

import re
from datetime import time

from flows.problems import Mistake
from flows.vietnamese.day_parts import Mistakes, Typed
from flows.vietnamese.hours import hour_h
from flows.vietnamese.text import bare, fold

# An hour inside a longer text: minutes behind a blank may be the day instead ("8 giờ 01/7", "8 giờ 01-02/7").
_MINUTE_NOT_DAY = r"(?:00|3[2-9]|[45][0-9]|[0-9]{2}(?!\s*[/.]|\s*[-,]\s*[0-9]{1,2}\s*[/.]|\s+thang))(?![0-9])"
_TOKEN = (
    r"(?<![0-9/.:])(?:"
    r"[0-9]{1,2}\s*:\s*[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s*(?:am|pm|sa|ch)\b)?"
    r"|[0-9]{1,2}\s*(?:gio|g|h)(?:[0-9]{1,2}(?![0-9/.])|\s+" + _MINUTE_NOT_DAY + r"|\s+ruoi\b|(?![a-z0-9]))"
    r"(?:\s*(?:phut|p|')(?![a-z]))?)(?:\s*(?:sang|trua|chieu|toi)(?![a-z]))?"
)
_TOKENS = re.compile(rf"(?:\b(?:luc|hoi|tu)\s+)?({_TOKEN})(?:\s*(?:-|den)\s*({_TOKEN}))?\s*[,;]?")

_HOUR = re.compile(
    r"(?:(?:luc|hoi|vao|tu)\s+)*(?:(?:buoi\s+)?(?P<before>sang|trua|chieu|toi)\s*[,:]?\s*(?:(?:luc|tu)\s+)?)?"
    r"(?P<hour>[0-9]{1,2})"
    r"(?:\s*:\s*(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"|\s*(?:gio|g|h)(?:\s*(?P<short>[0-9]{2})|\s*(?P<half>ruoi))?(?:\s*(?:phut|p|'))?)"
    r"(?:\s*(?P<after>am|pm|sa|ch|sang|trua|chieu|toi))?"
)
_HAS_UNIT = re.compile(r"[0-9]\s*[gh:]")
_OWN_PART = re.compile(r"(sang|trua|chieu|toi)$")
_RANGE = re.compile(r"(?P<start>.+?)\s*(?:-|\bden\b)\s*(?P<end>.+)")
_AFTERNOON = frozenset({"pm", "ch", "chieu", "toi"})
_MORNING = frozenset({"am", "sa", "sang"})


def in_same_part(start: time, end: time, start_text: str, end_text: str) -> time:
    """Return the start in the afternoon that only the end names, "2h - 5h chiều", unless it would lie behind the end.

    "7h30 - 4h30 chiều" begins in the morning. Both texts are bare.
    """
    named = _OWN_PART.search(end_text)
    if named is None or named[1] not in _AFTERNOON or re.search(r"sang|trua|chieu|toi|am|pm|sa|ch", start_text):
        return start
    later = start.replace(hour=start.hour + 12) if 1 <= start.hour < 12 else start
    return later if later < end else start


def own_part(hour: str) -> str:
    """Return the part of the day that is named behind an hour in bare text: chieu of "4h30 chieu"."""
    found = _OWN_PART.search(hour)
    return found[1] if found else ""


def take_hours(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the hours out of bare text about days: ("ngay 01/7/2024", ("8h00",)) of "8h00 ngay 01/7/2024"."""
    hours = tuple(hour for pair in _TOKENS.findall(text) for hour in pair if hour)
    return (_TOKENS.sub(" ", text).strip(" ,;-") if hours else text), hours


def read_hour(text: str) -> tuple[time | None, Mistakes]:
    """Read an hour: 8h, 8h30, 8 giờ, 08 giờ 00 phút, 8:00, 8g30, 01:53 PM, 2 giờ chiều; nothing typed is (None, ())."""
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    return read_bare_hour(bare(typed.text).strip(" .,;"), typed)


def read_bare_hour(text: str, typed: Typed) -> tuple[time | None, Mistakes]:
    """Read bare text that is one hour; typed is what a message shows."""
    match = _HOUR.fullmatch(text)
    if match is None:
        return None, (typed.mistake("không đọc được giờ", "Gõ giờ và phút, ví dụ 8h00 hoặc 13h30."),)
    hour, minute = _hour_and_minute(match)
    if hour > 23 or minute > 59:
        fault = f"không có {hour} giờ" if hour > 23 else f"không có phút {minute}"
        return None, (typed.mistake(fault, "Gõ giờ từ 0h00 đến 23h59, ví dụ 13h30."),)
    if hour > 12 and {match["before"], match["after"]} & _MORNING:
        return None, (typed.mistake(f"{hour} giờ không phải buổi sáng", "Sửa giờ, hoặc sửa buổi."),)
    return time(hour, minute), ()


def _hour_and_minute(match: re.Match[str]) -> tuple[int, int]:
    """Return the numbers, on a 24-hour clock; "14h chiều" is that already."""
    hour = int(match["hour"])
    part = match["after"] or match["before"] or ""
    if (part in _AFTERNOON and 1 <= hour < 12) or (part == "trua" and 1 <= hour <= 2):
        hour += 12
    if part in {"am", "sa"} and hour == 12:
        hour = 0
    return hour, 30 if match["half"] else int(match["minute"] or match["short"] or 0)


def read_hours(text: str) -> tuple[tuple[time, time | None] | None, Mistakes]:
    """Read an hour, or from one to another: 8h00 - 9h30, từ 8 giờ 00 đến 11 giờ 30; nothing typed is (None, ())."""
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    # "tới" and "tối" are one without marks.
    line = bare(re.sub(r"\btới\b", "đến", fold(typed.text))).strip(" .,;")
    match = _RANGE.fullmatch(line)
    if match is None:
        start, mistakes = read_bare_hour(line, typed)
        return ((start, None) if start else None), mistakes
    return _ordered(_start_of(match), match["end"], typed)


def _start_of(match: re.Match[str]) -> str:
    """Return the start with its unit: "8-9h30" leaves it to the end."""
    start = match["start"]
    return start if _HAS_UNIT.search(start) else f"{start}h"


def _ordered(start_text: str, end_text: str, typed: Typed) -> tuple[tuple[time, time | None] | None, Mistakes]:
    """Read both ends; the afternoon named at the start holds for the end too, one named at the end where it can."""
    session = re.match(r"(?:buoi\s+)?(?:chieu|toi)\b", start_text) or re.search(r"\b(?:chieu|toi)$", start_text)
    start, start_mistakes = read_bare_hour(start_text, typed)
    end, end_mistakes = read_bare_hour(f"{session[0]} {end_text}" if session else end_text, typed)
    mistakes = start_mistakes or end_mistakes
    start = start and end and in_same_part(start, end, start_text, end_text)
    if start is None or end is None:
        return None, mistakes
    if end <= start:
        fault = f"giờ kết thúc {hour_h(end)} không sau giờ bắt đầu {hour_h(start)}"
        return None, (Mistake(f"«{typed.text[:60]}»: {fault}.", "Gõ giờ bắt đầu trước, ví dụ 8h00 - 11h30."),)
    return (start, end), ()
