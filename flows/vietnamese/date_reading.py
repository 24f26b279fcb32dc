"""Read what a cell says of one day: a full date, a birth date known in part, or a date still to be signed."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from flows.problems import Mistake
from flows.vietnamese.dates import HANOI, OpenDate, PartialDay, month_number, padded_date, short_date, weekday
from flows.vietnamese.text import Mistakes, Typed, bare, fold

FIRST_YEAR, LAST_YEAR = 1900, 2099
# Two digits of a birth year: people on a roster are not children, so 16 to 99 are of the last century.
_BIRTH_PIVOT = 15
_WEEKDAYS = ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat")
WEEKDAY = r"(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu\s+nhat|cn)(?![a-z])"

_D, _M, _Y = r"(?P<day>[0-9]{1,2})(?![0-9])", r"(?P<month>[0-9]{1,2})(?![0-9])", r"(?P<year>[0-9]{4})(?![0-9])"
_ANY_YEAR = r"(?P<year>[0-9]{4}(?![0-9])|[0-9]{2}(?![0-9]|\s*[/.]))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})(?P<sep>[-/])(?P<month>[0-9]{1,2})(?P=sep)" + _D,
        rf"{_D}\s*(?P<sep>[/.])\s*{_M}\s*(?P=sep)\s*{_ANY_YEAR}",
        rf"{_D}\s*-\s*{_M}\s*-\s*{_Y}",
        # Dashes with blanks join days (30-6 - 02-7-2024); so do those before another day (28-29-30/7).
        rf"{_D}-{_M}-(?P<year>[0-9]{{2}})(?![0-9]|\s*[/.]|-[0-9])",
        rf"{_D}\s*thang\s*{_M}(?:\s*(?:,?\s*nam|[,/.-])\s*{_ANY_YEAR})?",
        rf"{_D}\s*[/.]\s*{_M}\s*,?\s*nam\s*{_Y}",
        rf"{_D}\s*[/.]\s*{_M}(?!\s*[/.]\s*[0-9])",
        # 27-8 is a day and month at the end only, or before another such day: 01-02/7 and 01-02, 05/7 are days.
        r"(?P<day>[0-9]{1,2})-" + _M + r"(?=\s*$|\s*(?:-|den)\s*(?:ngay\s*)?[0-9]{1,2}-[0-9]{1,2}(?:-[0-9]{2,4})?\s*$)",
        _D,
    )
)
_BEFORE = re.compile(rf"\s*(?:tu\s+)?(?:@?(?P<weekday>{WEEKDAY})\s*[,:-]?\s*)?(?:ngay\s*:?\s*)?(?:m[uo]ng\s+)?")
_AFTER = re.compile(rf"\s*@(?P<weekday>{WEEKDAY})")
_WEEKDAY_BEHIND = re.compile(rf"(?<=[0-9])[\s,-]+({WEEKDAY})$")
_WEEKDAY_IN_BRACKETS = re.compile(rf",?\s*\(\s*({WEEKDAY})\s*\)")


@dataclass(frozen=True, slots=True)
class DayParts:
    """The numbers of a written day; what was not written is None."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


# As programs write a moment (ISO 8601), and as a clerk writes "to".
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?(?![\d:])")
_MONTH_WORDS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
# Behind a day, and "năm" only before the year: "ngày … tháng … năm 2026" is to be filled in.
_MONTH_WORD = re.compile(
    rf"(\d\s+tháng\s+)(mười một|mười hai|(?!năm){'|(?!năm)'.join(_MONTH_WORDS[:9])}|năm(?=\s+năm\b))(?!\w)"
)
_MIDNIGHT = re.compile(r"(?<=\d{4})[\s,]+(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? (?:am|sa))$")
_THROUGH = re.compile(r"\s*(?:\btới\b|[-=]*>|[→÷~])\s*")
_PLUS_7 = timezone(timedelta(hours=7))


def time_text(text: str) -> str:
    """Return a cell about days and hours, folded: stamps of programs in local time, no midnight, "đến" for its signs.

    "tới" is one of them: without marks it would be "tối".
    """
    line = _STAMP.sub(lambda found: _local(found[0]), fold(text))
    line = _MONTH_WORD.sub(lambda found: f"{found[1]}{_MONTH_WORDS.index(found[2]) + 2}", line)
    return _THROUGH.sub(" đến ", _MIDNIGHT.sub("", line))


def _local(stamp: str) -> str:
    try:
        moment = datetime.fromisoformat(stamp.upper())
        # From 1960 to 1975 the zone was 8 hours ahead (tz database): browsers know that, other programs do not.
        told = [moment.astimezone(zone) for zone in (HANOI, _PLUS_7)] if moment.tzinfo else [moment]
        local = next((each for each in told if each.time() == time()), told[0])
    except (ValueError, OverflowError):
        return stamp
    return f"{local:%Y-%m-%d}" if local.time() == time() else f"{local:%Y-%m-%d %H:%M}"


def plain(text: str) -> str:
    """Return the text as the forms expect it: bare, a weekday in brackets behind an @, other brackets gone."""
    marked = _WEEKDAY_IN_BRACKETS.sub(r" @\1 ", bare(time_text(text)))
    return _WEEKDAY_BEHIND.sub(r" @\1", re.sub(r"[()\[\]]", " ", marked).strip(" ,;.'\""))


def match_day(text: str, start: int = 0) -> tuple[DayParts, int] | None:
    """Return the day written there in plain text and where it ends."""
    before = _BEFORE.match(text, start)
    begin = before.end() if before else start
    found = next((match for form in _FORMS if (match := form.match(text, begin))), None)
    if found is None:
        return None
    after = _AFTER.match(text, found.end())
    named = (after and after["weekday"]) or (before and before["weekday"])
    numbers = {name: int(figures) for name, figures in found.groupdict().items() if figures and name != "sep"}
    return DayParts(**numbers, weekday=weekday_number(named) if named else None), (after or found).end()


def weekday_number(name: str) -> int:
    """Return the number of a weekday in bare text, 0 for Monday: 3 for "thu nam", "t5" and "5"."""
    if name[-1].isdigit():
        return int(name[-1]) - 2
    return 6 if name == "cn" else _WEEKDAYS.index(" ".join(name.split()))


def judge(parts: DayParts, typed: Typed, *, year: int | None = None) -> tuple[date | None, Mistakes]:
    """Return the day of the calendar, and what is wrong or doubtful about it; year is for days written without one."""
    if parts.month is None:
        return None, (typed.mistake("chưa có tháng", "Gõ cả ngày và tháng, ví dụ 03/7/2024."),)
    full_year = year if parts.year is None else parts.year
    if full_year is None:
        example = f"{parts.day:02}/{month_number(parts.month)}/2024"
        return None, (typed.mistake("chưa có năm", f"Gõ cả năm, ví dụ {example}."),)
    if full_year < 100:
        full_year += 1900 if typed.birth and full_year > _BIRTH_PIVOT else 2000
    if fault := _fault(parts.day, parts.month, full_year, typed):
        return None, (fault,)
    day = date(full_year, parts.month, parts.day)
    return day, _doubts(parts, day, typed)


def _fault(day: int, month: int, year: int, typed: Typed) -> Mistake | None:
    """Find what the calendar does not have."""
    if fault := month_fault(month, year, typed, day):
        return fault
    days = monthrange(year, month)[1]
    if 1 <= day <= days:
        return None
    return typed.mistake(
        f"tháng {month_number(month)}/{year} không có ngày {day:02}, chỉ có {days} ngày",
        "Xem lại ngày và tháng; ngày viết trước, tháng viết sau.",
        private="không có trong lịch: tháng ấy không có ngày ấy",
    )


def month_fault(month: int, year: int, typed: Typed, day: int = 0) -> Mistake | None:
    """Find what the calendar of an office does not have of a month and a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        fault = f"năm {year:04} không hợp lý"
        return typed.mistake(fault, "Gõ năm bốn chữ số, ví dụ 2024.", private="có năm không hợp lý")
    if 1 <= month <= 12:
        return None
    return typed.mistake(
        f"tháng {month} không có trong lịch",
        _day_first(day, month, year),
        private="có tháng không có trong lịch (chỉ có tháng 1 đến tháng 12)",
    )


def _day_first(day: int, month: int, year: int) -> str:
    """Show how to write a date that was typed month first."""
    if 1 <= day <= 12 and 1 <= month <= monthrange(year, day)[1]:
        meant = date(year, day, month)
        return f"Viết ngày trước, tháng sau: ngày {month} tháng {day} thì gõ {short_date(meant)}."
    return "Viết ngày trước, tháng sau, tháng từ 1 đến 12, ví dụ 03/7/2024."


def _doubts(parts: DayParts, day: date, typed: Typed) -> Mistakes:
    """Report a year in two digits, and a weekday that is another day's."""
    doubts: list[Mistake] = []
    if parts.year is not None and parts.year < 100:
        seen = typed.mistake(
            f"năm viết hai chữ số, hiểu là {day.year}",
            f"Gõ đủ năm: {padded_date(day)}.",
            private="có năm viết hai chữ số",
        )
        doubts.append(Mistake(seen.message, seen.fix, "warning"))
    if parts.weekday is not None and parts.weekday != day.weekday():
        right = weekday(day)
        fix = f"Sửa thứ thành {right}, hoặc sửa ngày."
        doubts.append(typed.mistake(f"{short_date(day)} là {right}", fix, private="không khớp với thứ trong tuần"))
    return tuple(doubts)


_SESSION = re.compile(r"^(?:buoi\s+)?(?:sang|trua|chieu|toi|dem)\s*,?\s+")
# What stands where a day or month is not known: .../7/1965, __/7/1965, xx/7/1965, 00/00/1965, --/7/1965.
_UNKNOWN = r"(?:[._?x-]+|00?)"
_PARTIAL_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?:nam\s*)?(?P<year>[0-9]{4})(?:-00-00)?",
        rf"{_UNKNOWN}?\s*/\s*{_UNKNOWN}?\s*/\s*(?P<year>[0-9]{{4}})",
        rf"{_UNKNOWN}?\s*/\s*(?P<month>[0-9]{{1,2}})\s*/\s*(?P<year>[0-9]{{4}})",
        r"(?:00-00-|00\.00\.)(?P<year>[0-9]{4})",
        r"(?:thang\s*)?(?P<month>[0-9]{1,2})\s*[/.-]\s*(?P<year>[0-9]{4})",
        rf"(?:ngay\s*{_UNKNOWN}?\s*)?thang\s*(?P<month>[0-9]{{1,2}})\s*,?\s*nam\s*(?P<year>[0-9]{{4}})",
        r"(?P<year>[0-9]{4})\s*[-/]\s*(?P<month>[0-9]{1,2})(?:-00)?",
    )
)
_BORN = re.compile(r"^(?:s\.?\s?n\b\.?|(?:nam |ngay )?sinh\b)\s*:?\s*(?:ngay\b|nam\b)?\s*")
_BLANK = r"[._?\s]*"
_OPEN_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:ngay{_BLANK})?thang{_BLANK}(?P<month>[0-9]{{1,2}})?{_BLANK}(?:[/,-]|,?\s*nam)?{_BLANK}(?P<year>[0-9]{{4}})?",
        rf"(?:(?:ngay)?{_BLANK}/)?{_BLANK}(?P<month>[0-9]{{1,2}})?{_BLANK}[/-]{_BLANK}(?P<year>[0-9]{{4}})",
        r"(?:nam\s*)?(?P<year>[0-9]{4})",
    )
)


def read_day(text: str, *, year: int | None = None, birth: bool = False) -> tuple[date | PartialDay | None, Mistakes]:
    """Read one date, day first always; nothing typed is (None, ()).

    A day and month alone take the year given. A birth date may be a year or a month and year alone (PartialDay), never
    takes the year given, and no message repeats it. Two digits of a year are a warning, a wrong weekday an error.
    """
    typed = Typed.of(text, birth=birth)
    if not typed.is_readable:
        return None, typed.refusal
    if not birth:
        return read_plain_day(plain(typed.text), typed, year)
    text = _BORN.sub("", plain(typed.text))
    match = next((found for form in _PARTIAL_FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return read_plain_day(text, typed)
    known = {name: int(figures) for name, figures in match.groupdict().items()}
    if fault := month_fault(known.get("month", 1), known["year"], typed):
        return None, (fault,)
    return PartialDay(typed.text, **known), ()


def read_plain_day(text: str, typed: Typed, year: int | None = None) -> tuple[date | None, Mistakes]:
    """Read plain text that is one day; typed is what a message shows."""
    day = _SESSION.sub("", text)
    found = match_day(day)
    if found is None or found[1] != len(day) or found[0].month is None:
        return None, (typed.unreadable(),)
    return judge(found[0], typed, year=year)


def read_open_date(text: str) -> tuple[date | OpenDate | None, Mistakes]:
    """Read a date that may still wait for its day: tháng 6/2024, ngày      tháng 6 năm 2024, năm 2024."""
    typed = Typed.of(text)
    if not typed.is_readable:
        return None, typed.refusal
    line = plain(typed.text)
    match = next((found for form in _OPEN_FORMS if (found := form.fullmatch(line))), None)
    if match is None:
        return read_plain_day(line, typed)
    known = {name: int(figures) for name, figures in match.groupdict().items() if figures}
    if fault := month_fault(known.get("month", 1), known.get("year", 2000), typed):
        return None, (fault,)
    return OpenDate(**known), ()
