"""Read the cell that holds the days of an event."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from flows.problems import Mistake
from flows.vietnamese.date_reading import WEEKDAY, DayParts, judge, match_day, plain, weekday_number
from flows.vietnamese.dates import month_number, short_date, weekday
from flows.vietnamese.hours import hour_text, take_hours
from flows.vietnamese.lunar import lunar_mistake, without_lunar
from flows.vietnamese.text import Mistakes, Typed, bare

_NEXT_LINE = re.compile(r"(?<=[0-9])[ \t]*\n\s*(?=(?:ngày\s+)?[0-9]{1,2}\s*[/.-])", re.IGNORECASE)

LONGEST = 366
"""Days: a longer event is a year typed wrong."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an event, at least one, in order; a list may leave days out."""

    days: tuple[date, ...]

    @property
    def start(self) -> date:
        """The first day."""
        return self.days[0]

    @property
    def end(self) -> date:
        """The last day."""
        return self.days[-1]


_Written = tuple[list[DayParts], list[bool]]
"""Days as written, and for each but the first whether it ends a range."""


_FILLERS = re.compile(
    r"\b(?:thoi gian|bat dau|dien ra|khai mac|vao|trong|buoi|sang|trua|chieu|toi|ca ngay|du kien|cac)\b\s*[:,;]?\s*"
)
_ENDS = re.compile(r",?\s*(?:\bva\s+)?\bket thuc\b(?:\s+vao)?")
_COUNT_WORDS = ("mot", "hai", "ba", "bon", "nam")
_COUNT_WORD = "|".join(_COUNT_WORDS)
_COUNT = re.compile(
    rf"(?:(?P<count>[0-9]{{1,2}})(?:\s+(?:{_COUNT_WORD}))?|(?P<word>{_COUNT_WORD}))\s+ngay\b\s*[:,;]?\s*(?!thang|\s)(?=.)"
)
_COUNT_BEHIND = re.compile(r"[\s,;]+(?P<count>[0-9]{1,2})\s+ngay$")
_DAY_OR_MONTH = re.compile(r"(?<![0-9./-])(?<!den )(?<!den ngay )(?P<first>[0-9]{1,2})-(?P<second>[0-9]{1,2})$")
# How long within the days: "½ ngày, sáng 01/7/2024", "01/7/2024 (01 buổi)".
_HALF_DAY = re.compile(
    r"[\s,;]*(?:\(\s*)?(?<![0-9/])(?:(?:[0-9]{1,2}|mot|hai|ba|bon)\s+buoi|nua\s+ngay|(?:^|(?<=\())1/2\s+ngay)\b"
    r"\s*\)?\s*[:,;(-]?\s*"
)
_WEEKDAY_NAME = re.compile(rf"{WEEKDAY}|[2-7]")
_WEEKDAYS = re.compile(
    rf"\(?\s*\b{WEEKDAY}(?:\s*(?:,|-|&|\bva\b|\bden\b)\s*(?:{WEEKDAY}|[2-7](?![0-9]|\s*(?:[/.-]\s*[0-9]|thang\b))))+"
    r"\s*\)?\s*[:,;-]?\s*"
)
_LINK = re.compile(r"\s*,?\s*(?P<through>-|\bden\b(?:\s+het\b)?)\s*|\s*(?:,\s*va\b|[,;&]|\bva\b)\s*")


def read_span(text: str, *, year: int | None = None) -> tuple[Span | None, Mistakes]:
    """Read the days of an event: "01-02/7/2024", "từ ngày 30/6 đến ngày 02/7/2024", "28, 29 và 30/7/2015".

    "-" and "đến" mean every day between, "," and "và" just those days. What a day leaves unsaid, month or year, it
    takes from the next one; days without any year take the one given. A number of days in the cell is checked
    ("02 ngày: 01-02/7/2024"), hours are passed over. Nothing typed is (None, ()).
    """
    typed = Typed.of(_NEXT_LINE.sub("; ", text))
    if not typed.is_readable:
        return None, typed.refusal
    plain_text, lunar = without_lunar(bare(hour_text(typed.text.replace("½", "nửa "))))
    weekdays, plain_text = _without_weekdays(plain_text)
    without_hours, _ = take_hours(_ENDS.sub(" den", _HALF_DAY.sub(" ", plain_text).strip()))
    count, line = _counted(plain(_FILLERS.sub("", without_hours)).lstrip("-+* "))
    written = _written(line)
    if written is None:
        return None, (_unreadable(typed),)
    if doubt := _two_readings(line, typed):
        return None, (doubt,)
    days, mistakes = _calendar_days(written, typed, year)
    if not days:
        return None, mistakes
    doubts = _miscount(count, days, typed) + lunar_mistake(lunar, days[0], typed) + _misnamed(weekdays, days, typed)
    return Span(days), mistakes + doubts


_CLASSES = re.compile(r"\b(?:lop|dot|khoa)\s*(?:thu\s+)?(?:[0-9]{1,2}|[ivx]{1,4}|nhat|hai|ba)\b\s*[:(-]?")
_MONTHS_ONLY = re.compile(r"^(?:tu\s+|trong\s+)?(?:thang|quy)\b")


def _unreadable(typed: Typed) -> Mistake:
    """Say why; the two ways of writing that hold several events, or no days yet, have a word of their own."""
    line = bare(typed.text)
    if len(_CLASSES.findall(line)) > 1:
        fix = "Mỗi lớp là một sự kiện: ghi mỗi lớp một dòng của bảng sự kiện (hoặc một tệp), có mã riêng và ngày riêng."
        return typed.mistake("một ô ghi ngày của nhiều lớp", fix)
    if _MONTHS_ONLY.search(line):
        return typed.mistake("mới có tháng, chưa có ngày", "Ghi đủ ngày khi đã định, ví dụ 01-02/7/2024.")
    return typed.mistake("không đọc được ngày", "Gõ ví dụ 01-02/7/2024, hoặc từ ngày 30/6 đến ngày 02/7/2024.")


def _two_readings(line: str, typed: Typed) -> Mistake | None:
    """Find 01-02 without a year: 20-11 is the day and month of a holiday, this may as well be two days of a month."""
    found = _DAY_OR_MONTH.search(line)
    if found is None or int(found["first"]) >= int(found["second"]):
        return None
    fault = f"{found[0]} có thể là hai ngày, hoặc ngày và tháng"
    return typed.mistake(fault, "Gõ cả tháng và năm, ví dụ 01-02/7/2024 hoặc 01/02/2024.")


def _without_weekdays(line: str) -> tuple[tuple[int, ...], str]:
    """Take off weekdays that stand apart from their days: (3, 4) of "thu 5, 6 (05, 06/3)"."""
    found = _WEEKDAYS.search(line)
    if found is None:
        return (), line
    names = _WEEKDAY_NAME.findall(found[0])
    return tuple(map(weekday_number, names)), f"{line[: found.start()]} {line[found.end() :]}"


def _misnamed(weekdays: tuple[int, ...], days: tuple[date, ...], typed: Typed) -> Mistakes:
    """Report weekdays that are not those of the days, nor of the first and last of them."""
    right = tuple(day.weekday() for day in days)
    if weekdays in ((), right, (right[0], right[-1])):
        return ()
    told = ", ".join(f"{short_date(day)} là {weekday(day)}" for day in days[:5])
    return (typed.mistake(told, "Sửa thứ, hoặc sửa ngày."),)


def _counted(line: str) -> tuple[int | None, str]:
    """Take the number of days off: (2, "01-02/7/2024") of "02 ngay: 01-02/7/2024"."""
    if match := _COUNT.match(line):
        count = int(match["count"]) if match["count"] else _COUNT_WORDS.index(match["word"]) + 1
        return count, line[match.end() :]
    if match := _COUNT_BEHIND.search(line):
        return int(match["count"]), line[: match.start()]
    return None, line


def _written(line: str) -> _Written | None:
    """Read days and links in turn; None where something else stands."""
    days, through, start = list[DayParts](), list[bool](), 0
    while found := match_day(line, start):
        days.append(found[0])
        if not line[found[1] :].strip():
            return days, through
        link = _LINK.match(line, found[1])
        if link is None:
            return None
        through.append(link["through"] is not None)
        start = link.end()
    return None


def _calendar_days(written: _Written, typed: Typed, year: int | None) -> tuple[tuple[date, ...], Mistakes]:
    """Return all days meant, or none and why."""
    completed, through = _completed(written[0]), written[1]
    if year is None and all(parts.month and parts.year is None for parts in completed):
        # Both ends of a range without a year are one mistake.
        fix = f"Gõ cả năm bốn chữ số ở cuối: {_with_months(completed, through)}/(năm)."
        return (), (typed.mistake("chưa có năm", fix),)
    judged = [judge(parts, typed, year=year) for parts in completed]
    mistakes = tuple({mistake.message: mistake for _, found in judged for mistake in found}.values())
    ends = [day for day, _ in judged if day]
    if len(ends) < len(judged):
        return (), mistakes
    if fault := _disorder(ends, through, typed):
        return (), (*mistakes, fault)
    days = list(ends[:1])
    for (before, day), is_range in zip(pairwise(ends), through, strict=True):
        gap = (day - before).days if is_range else 1
        days.extend(day - timedelta(left) for left in reversed(range(gap)))
    return tuple(dict.fromkeys(days)), mistakes


def _with_months(days: list[DayParts], through: list[bool]) -> str:
    """Return days as typed, each with its month unless that of the next day is the same: 18-19/11, 30/6 - 02/7."""
    months = [day.month for day in days]
    alike = [month == following for month, following in pairwise(months)] + [False]
    links = [" - " if link and not same else "-" if link else ", " for link, same in zip(through, alike, strict=False)]
    texts = (
        f"{day.day:02}" + (f"/{month_number(day.month)}" if day.month and not same else "")
        for day, same in zip(days, alike, strict=True)
    )
    return "".join(text + link for text, link in zip(texts, [*links, ""], strict=True))


def _completed(days: list[DayParts]) -> list[DayParts]:
    """Give each day the month and year of the next one, then the year of the one before where none follows."""
    completed = [days[-1]]
    for day in reversed(days[:-1]):
        following = completed[0]
        month = following.month if day.month is None else day.month
        completed.insert(0, replace(day, month=month, year=following.year if day.year is None else day.year))
    years = [day.year for day in completed if day.year is not None]
    return [day if day.year is not None or not years else replace(day, year=years[-1]) for day in completed]


def _disorder(ends: list[date], through: list[bool], typed: Typed) -> Mistake | None:
    """Find a day before its predecessor, and a span no event has."""
    for (before, day), is_range in zip(pairwise(ends), through, strict=True):
        if day < before or (day == before and not is_range):
            fault = f"ngày {short_date(day)} không sau ngày {short_date(before)}"
            return typed.mistake(fault, "Gõ ngày bắt đầu trước; nếu khác năm thì ghi năm ở cả hai ngày.")
    length = (ends[-1] - ends[0]).days + 1
    if length > LONGEST:
        return typed.mistake(f"kéo dài {length} ngày", "Xem lại năm của ngày bắt đầu và ngày kết thúc.")
    return None


def _miscount(count: int | None, days: tuple[date, ...], typed: Typed) -> Mistakes:
    """Report a number of days that is not theirs: "4 ngày (từ ngày 27/8 đến ngày 29/8/2019)" was printed once."""
    if count is None or count == len(days):
        return ()
    return (typed.mistake(f"ghi {count} ngày nhưng đếm được {len(days)} ngày", "Sửa số ngày, hoặc sửa ngày."),)
