"""One written day in; its numbers, and what the calendar says of them, out."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from flows.problems import Mistake
from flows.vietnamese.dates import month_number, padded_date, short_date, weekday
from flows.vietnamese.text import bare, clean

Mistakes = tuple[Mistake, ...]

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
        # Programs export ISO dates, some with a midnight behind.
        r"(?P<year>[0-9]{4})(?P<sep>[-/])(?P<month>[0-9]{1,2})(?P=sep)" + _D + r"(?:[ t]00:00(?::00(?:\.0+)?)?)?",
        rf"{_D}\s*(?P<sep>[/.])\s*{_M}\s*(?P=sep)\s*{_ANY_YEAR}",
        rf"{_D}\s*-\s*{_M}\s*-\s*{_Y}",
        # Dashes with blanks join days (30-6 - 02-7-2024); so do those before another day (28-29-30/7).
        rf"{_D}-{_M}-(?P<year>[0-9]{{2}})(?![0-9]|\s*[/.]|-[0-9])",
        rf"{_D}\s*thang\s*{_M}(?:\s*(?:,?\s*nam|[,/.-])\s*{_ANY_YEAR})?",
        rf"{_D}\s*[/.]\s*{_M}(?!\s*[/.]\s*[0-9])",
        # 27-8 is a day and month at the end only, or before another such day: 01-02/7 and 01-02, 05/7 are days.
        r"(?P<day>[0-9]{1,2})-" + _M + r"(?=\s*$|\s*(?:-|den)\s*(?:ngay\s*)?[0-9]{1,2}-[0-9]{1,2}(?:-[0-9]{2,4})?\s*$)",
        _D,
    )
)
_BEFORE = re.compile(rf"\s*(?:tu\s+)?(?:(?P<weekday>{WEEKDAY})\s*,?\s*)?(?:ngay\s*:?\s*)?(?:m[uo]ng\s+)?")
_AFTER = re.compile(rf"\s*@(?P<weekday>{WEEKDAY})")
_WEEKDAY_IN_BRACKETS = re.compile(rf",?\s*\(\s*({WEEKDAY})\s*\)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as typed; a birth date is private and is never repeated in a message."""

    text: str
    birth: bool = False

    @classmethod
    def of(cls, text: str, *, birth: bool = False) -> Typed:
        """Take a cell's text in one line."""
        return cls(" ".join(clean(text).split()), birth)

    @property
    def is_readable(self) -> bool:
        """Whether it is short enough to be a date; a paragraph is not worth a parser's time."""
        return len(self.text) <= 160

    def mistake(self, fault: str, fix: str, *, private: str = "") -> Mistake:
        """Say what is wrong with the day; of a birth date, without its figures."""
        if self.birth:
            return Mistake(f"Ngày sinh {private or fault}.", "Gõ ngày/tháng/năm, ví dụ 05/3/1970, hoặc chỉ năm sinh.")
        return Mistake(f"«{self.text[:60]}»: {fault}.", fix)

    def unreadable(self) -> Mistake:
        """Say that this is no day."""
        return self.mistake("không đọc được ngày", "Gõ ngày/tháng/năm, ví dụ 03/7/2024.", private="không đọc được")


@dataclass(frozen=True, slots=True)
class DayParts:
    """The numbers of a written day; what was not written is None."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def plain(text: str) -> str:
    """Return the text as the forms expect it: bare, a weekday in brackets behind an @, other brackets gone."""
    marked = _WEEKDAY_IN_BRACKETS.sub(r" @\1 ", bare(text))
    return re.sub(r"[()\[\]]", " ", marked).strip(" ,;.'\"")


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
    return DayParts(**numbers, weekday=_weekday_number(named) if named else None), (after or found).end()


def _weekday_number(name: str) -> int:
    if name[-1].isdigit():
        return int(name[-1]) - 2
    return 6 if name == "cn" else _WEEKDAYS.index(" ".join(name.split()))


def judge(parts: DayParts, typed: Typed, *, year: int | None = None) -> tuple[date | None, Mistakes]:
    """Return the day of the calendar, and what is wrong or doubtful about it; year is for days written without one."""
    if parts.month is None:
        return None, (typed.mistake("chưa có tháng", "Gõ cả ngày và tháng, ví dụ 03/7/2024."),)
    full_year = year if parts.year is None else _full_year(parts.year, birth=typed.birth)
    if full_year is None:
        example = f"{parts.day:02}/{month_number(parts.month)}/2024"
        return None, (typed.mistake("chưa có năm", f"Gõ cả năm, ví dụ {example}."),)
    if fault := _fault(parts.day, parts.month, full_year, typed):
        return None, (fault,)
    day = date(full_year, parts.month, parts.day)
    return day, _doubts(parts, day, typed)


def _full_year(year: int, *, birth: bool) -> int:
    if year >= 100:
        return year
    return year + (1900 if birth and year > _BIRTH_PIVOT else 2000)


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
