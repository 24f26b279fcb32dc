"""A cell that holds one date in; the day, a birth date known in part, or a date to be signed out."""

from __future__ import annotations

import re
from datetime import date

from flows.vietnamese.dates import OpenDate, PartialDay
from flows.vietnamese.day_parts import WEEKDAY, Mistakes, Typed, judge, match_day, month_fault, plain

_SESSION = r"(?:(?:buoi\s+)?(?:sang|trua|chieu|toi|dem)\s*,?\s+)?"
_DAY_ONLY = re.compile(rf"{_SESSION}(?P<day>.*?)(?:\s*,?\s*@?(?P<weekday>{WEEKDAY}))?")
# What stands where a day or month is not known: .../7/1965, __/7/1965, xx/7/1965, 00/00/1965, --/7/1965.
_UNKNOWN = r"(?:[._?x-]+|00?)"
_PARTIAL_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?:sinh\s+)?(?:nam\s+|sn\s+)?(?P<year>[0-9]{4})",
        rf"{_UNKNOWN}?\s*/\s*{_UNKNOWN}?\s*/\s*(?P<year>[0-9]{{4}})",
        rf"{_UNKNOWN}?\s*/\s*(?P<month>[0-9]{{1,2}})\s*/\s*(?P<year>[0-9]{{4}})",
        r"(?:00-00-|00\.00\.)(?P<year>[0-9]{4})",
        r"(?:thang\s*)?(?P<month>[0-9]{1,2})\s*[/.-]\s*(?P<year>[0-9]{4})",
        rf"(?:ngay\s*{_UNKNOWN}?\s*)?thang\s*(?P<month>[0-9]{{1,2}})\s*,?\s*nam\s*(?P<year>[0-9]{{4}})",
    )
)
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
    if not typed.text:
        return None, ()
    if birth and (partial := _partial(typed)):
        return partial
    return _whole_day(typed, None if birth else year)


def _whole_day(typed: Typed, year: int | None) -> tuple[date | None, Mistakes]:
    """Read a cell with one day and nothing else."""
    return read_plain_day(plain(typed.text), typed, year) if typed.is_readable else (None, (typed.unreadable(),))


def read_plain_day(text: str, typed: Typed, year: int | None = None) -> tuple[date | None, Mistakes]:
    """Read plain text that is one day; typed is what a message shows."""
    cell = _DAY_ONLY.fullmatch(text)
    day = f"{cell['day']} @{cell['weekday']}" if cell and cell["weekday"] else (cell["day"] if cell else text)
    found = match_day(day)
    if found is None or found[1] != len(day) or found[0].month is None:
        return None, (typed.unreadable(),)
    return judge(found[0], typed, year=year)


def _partial(typed: Typed) -> tuple[PartialDay | None, Mistakes] | None:
    """Read a birth date of which the day, or day and month, are not known; None where all is written."""
    text = plain(typed.text) if typed.is_readable else ""
    match = next((found for form in _PARTIAL_FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    month, year = match.groupdict().get("month"), int(match["year"])
    if fault := month_fault(int(month or 1), year, typed):
        return None, (fault,)
    return PartialDay(typed.text, year, int(month) if month else None), ()


def read_open_date(text: str) -> tuple[date | OpenDate | None, Mistakes]:
    """Read a date that may still wait for its day: tháng 6/2024, ngày      tháng 6 năm 2024, năm 2024."""
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    line = plain(typed.text) if typed.is_readable else ""
    match = next((found for form in _OPEN_FORMS if (found := form.fullmatch(line))), None)
    return _open_date(match, typed) if match else _whole_day(typed, None)


def _open_date(match: re.Match[str], typed: Typed) -> tuple[OpenDate | None, Mistakes]:
    found = {name: int(figures) for name, figures in match.groupdict().items() if figures}
    if fault := month_fault(found.get("month", 1), found.get("year", 2000), typed):
        return None, (fault,)
    return OpenDate(**found), ()
