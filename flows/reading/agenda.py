"""Read the agenda of an event: each row becomes an item with its day, hours, speaker and content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flows.model.event import AgendaItem, Event
from flows.model.fields import Field, field_named, fields_of
from flows.problems import Mistake, Problem
from flows.reading.agenda_time import When, contradicts, names_several_days, read_when, told_by
from flows.reading.cell_values import as_text, parse, says_nothing
from flows.reading.event_checks import hint, swapped, weekday_doubt
from flows.reading.headings import heading_text
from flows.reading.roster_rows import FEW_CELLS, is_example, is_footer
from flows.reading.table import Header, tables_of
from flows.reading.unread_cells import doubts_of, hidden_rows, nothing_read, unread_columns
from flows.vietnamese.dates import short_date
from flows.vietnamese.names import FAMILY_NAMES, looks_like_name, person_line, split_honorific
from flows.vietnamese.text import bare, fold

_WHEN = tuple(field_named(AgendaItem, key) for key in ("ngay", "buoi", "gio_bat_dau", "gio_ket_thuc", "thoi_gian"))
_WHAT = tuple(declared for declared in fields_of(AgendaItem) if declared not in _WHEN)
_SEVERAL = re.compile(r"[;\n]|\svà\s")
_NUMBER_ALONE = re.compile(r"\d+(?:[.,]0*)?[.)]?")
"""Rows that were numbered ahead of items that nobody wrote."""
_NUMBERED_DAY = re.compile(
    r"(?:[IVX]{1,4}|[A-ZĐ]|\d{1,2}(?=\W+(?:ngày|buổi|thứ) ))[.)/]? "
    r"(?:ngày (?:thứ |\d|nhất|hai|ba)|thứ (?:\d|hai|ba|tư|năm|sáu|bảy)|"
    r"(?:(?:buổi )?(?:sáng|chiều|tối)|chủ nhật|\d)"
    r"(?:[\W\d]|\b(?:ngày|thứ|tháng|năm|nhất|hai|ba|tư|sáu|bảy|chủ nhật)\b)*$)",
    re.IGNORECASE,
)
"""A row across the table with a number of its own: I | Ngày thứ nhất, II | Chiều 01/7; but not I | Sáng tạo trẻ."""
_ONLY_TIME = re.compile(r"(?:buoi )?(?:sang|chieu|toi)\b|ngay (?:thu )?\S+|thu \S+,? ngay\b")
_DEGREES = ("gs", "pgs", "ts", "th", "bs", "giáo sư", "phó giáo sư", "tiến s", "thạc s", "bác s")
NO_CONTENT = Mistake("Chưa có nội dung.", "Ghi nội dung của mục này, hoặc xóa dòng.")
OTHER_SESSION = Mistake(
    "Giờ này không khớp với buổi đã ghi.", "Ghi giờ theo 24 giờ: 1h30 chiều là 13h30; hoặc sửa buổi.", "warning"
)
BACKWARDS = Mistake("Giờ kết thúc không sau giờ bắt đầu.", "Sửa một trong hai giờ.")


@dataclass
class _Progress:
    """What was read so far: items, mistakes, and the day and session that a row across the table set.

    `is_doubtful` when that day could not be read.
    """

    header: Header
    event: Event
    standing: When = field(default_factory=When)
    is_doubtful: bool = False
    items: list[AgendaItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    carried: list[int] = field(default_factory=list)


def read_agenda(
    header: Header, event: Event, *, alone: bool = True
) -> tuple[tuple[AgendaItem, ...], tuple[Problem, ...]]:
    """Return the items of an agenda, in the order of the sheet, and every mistake.

    Rows that bear another event's code are passed over; those without a code are this event's when it is `alone`.
    """
    items: list[AgendaItem] = []
    problems: list[Problem] = []
    tables = tables_of(header)
    for table in tables:
        progress = _Progress(table, event, _titled(table, event))
        for row in _rows(progress, alone=alone):
            _pass(progress, row)
        items += progress.items
        problems += [*doubts_of(table), *progress.problems, *_summed_up(progress)]
    problems += unread_columns(tables)
    return tuple(items), tuple(problems if items or problems else nothing_read(header, "mục"))


def _titled(header: Header, event: Event) -> When:
    """Return the day that the title above a table tells: "Ngày thứ nhất (01/7/2024)"; a title of several days none."""
    above = [row for row in header.sheet.rows if row < header.top]
    own = header.sheet.filled(above[-1]) if above else ()
    text = heading_text(own[0].value) if len(own) == 1 else ""
    told = When() if names_several_days(text) else read_when(text, event)
    return When(told.day) if told.day in event.days and not told.mistakes else When()


def _rows(progress: _Progress, *, alone: bool) -> Iterator[int]:
    """Yield the rows of this event down to the foot of the page."""
    header = progress.header
    for row in header.body:
        own = header.sheet.filled(row)
        texts = [heading_text(cell.value) for cell in own]
        if any(map(is_example, own)) or (len(own) <= FEW_CELLS and header.titles.issuperset(texts)):
            continue
        if len(own) <= FEW_CELLS and any(map(is_footer, texts)) and not _has_time(progress, row):
            return
        if not _is_of(header, row, progress.event, alone=alone):
            continue
        if row in header.sheet.hidden_rows:
            progress.hidden.append(row)
        else:
            yield row


def _has_time(progress: _Progress, row: int) -> bool:
    """Whether a row is of the agenda though its words could be the foot's: a day in full, "TM. ..." as who speaks."""
    header, event = progress.header, progress.event
    content = header.cell(row, "noi_dung")
    if content.is_empty or content.row < row:
        standing = _standing(progress, row)
        return standing is not None and standing.day in event.days
    cells = (header.cell(row, declared.key) for declared in _WHEN)
    texts = [as_text(cell.value) for cell in cells if not cell.is_empty]
    return not is_footer(heading_text(content.value)) and any(read_when(text, event) != When() for text in texts)


def _is_of(header: Header, row: int, event: Event, *, alone: bool) -> bool:
    code = header.cell(row, "ma_su_kien")
    return alone if code.is_empty else fold(as_text(code.value)) == fold(event.code)


def _pass(progress: _Progress, row: int) -> None:
    standing = _standing(progress, row)
    if standing is not None:
        where = progress.header.sheet.where.at(cell=progress.header.sheet.filled(row)[-1].address)
        progress.problems += [mistake.at(where) for mistake in standing.mistakes]
        before = replace(progress.standing, session=None, starts=None, ends=None)
        if standing.day or standing.mistakes:
            progress.is_doubtful = bool(standing.mistakes)
        progress.standing = replace(standing.completed(before), mistakes=())
    elif not progress.header.cell(row, "noi_dung").is_empty or progress.header.known_in(row) > 1:
        progress.items.append(_item(progress, row))


def _standing(progress: _Progress, row: int) -> When | None:
    """Return the time that a row across the table gives to the rows below it: "Ngày 01/7/2024 (thứ Hai)"."""
    header, own = progress.header, progress.header.sheet.filled(row)
    is_numbered = len(own) == 2 and _NUMBERED_DAY.match(" ".join(heading_text(cell.value) for cell in own))
    own = own[1:] if is_numbered else own
    if len(own) != 1 or _NUMBER_ALONE.fullmatch(heading_text(own[0].value)):
        return None
    text, content = heading_text(own[0].value), header.column("noi_dung")
    when, merge = read_when(text, progress.event), header.sheet.merge_at(row, own[0].column)
    is_only_time = len(text) < 40 and _ONLY_TIME.match(bare(text))
    apart = content is None or own[0].column < content.index or is_only_time or (merge is not None and merge.is_wide)
    told = when.day or when.session or when.mistakes
    return when if told and apart and not when.starts else None


def _item(progress: _Progress, row: int) -> AgendaItem:
    header, slips = progress.header, list[_Slip]()
    values: dict[str, Any] = {declared.attribute: _value(header, row, declared, slips) for declared in _WHAT}
    values |= _speaker(values)
    if not values["content"]:
        slips.append(("noi_dung", NO_CONTENT.at(header.place(row, "noi_dung"))))
    own = _when(progress, row, slips)
    when = own.completed(progress.standing)
    day = when.day or _carried(progress, row, slips)
    slips += [("ngay", problem) for problem in _outside(header, row, progress.event, day)]
    if contradicts(when.session, when.starts):
        told = next((key for key in ("gio_bat_dau", "thoi_gian", "buoi") if header.column(key)), "noi_dung")
        slips.append(("buoi", OTHER_SESSION.at(header.place(row, told))))
    if when.starts and when.ends and when.ends <= when.starts and header.column("gio_ket_thuc"):
        slips.append(("gio_ket_thuc", BACKWARDS.at(header.place(row, "gio_ket_thuc"))))
    # A day merged over several rows is one mistake.
    progress.problems += [problem for _, problem in slips if problem not in progress.problems]
    values |= {"day": day, "session": when.session, "starts": when.starts, "ends": when.ends}
    faulty = {key for key, problem in slips if problem.is_error}
    # A cell "Thời gian" may have told the day as well as the hours.
    faulty |= {"ngay", "buoi", "gio_bat_dau"} if "thoi_gian" in faulty else set()
    faulty |= {"ngay"} if progress.is_doubtful and own.day is None else set()
    return AgendaItem(**values, where=header.place(row, "noi_dung"), faulty=frozenset(faulty))


_Slip = tuple[str, Problem]
"""A key of an agenda item, and what is wrong with it."""


def _value(header: Header, row: int, declared: Field, slips: list[_Slip]) -> Any:  # noqa: ANN401 as typed by the field
    cell = header.cell(row, declared.key)
    if declared.key != "noi_dung" and says_nothing(cell.value):
        return None
    value, mistakes = parse(declared, cell)
    slips += [(declared.key, mistake.at(header.place(row, declared.key).at(cell=cell.address))) for mistake in mistakes]
    return value


def _speaker(values: dict[str, Any]) -> dict[str, Any]:
    """Divide "TS. Nguyễn Văn A - Giám đốc ..." into degree, name and post, where no column of their own says them."""
    typed = values["speaker"]
    if not typed or _SEVERAL.search(typed):
        return {}
    line, post = person_line(typed)
    _, name = split_honorific(line)
    if _begins_with_person(post) or not _is_person(name):
        return {}
    before = line.removesuffix(name).strip()
    degree = before if fold(before).startswith(_DEGREES) else ""
    if values["title"] and post:
        return {}
    found = {"speaker": line, "title": values["title"] or post or None}
    return {**found, "speaker": name, "degree": degree} if degree and not values["degree"] else found


def _is_person(name: str) -> bool:
    """Whether a line begins with a name, not with a body or a post: «Chi hội 3, Chi hội 7» are two bodies."""
    syllables = name.split()
    return bool(syllables) and (all(one[0].isupper() for one in syllables) or fold(syllables[0]) in FAMILY_NAMES)


def _begins_with_person(post: str) -> bool:
    """Whether what follows a name is a second person: «TS. Trần Thị Dung», «Lê Văn Bình»; no post begins so."""
    honorific, name = split_honorific(person_line(post)[0])
    syllables = name.split()
    named = 2 <= len(syllables) <= 5 and all(one[0].isupper() for one in syllables) and looks_like_name(name)
    return named and (bool(honorific) or fold(syllables[0]) in FAMILY_NAMES)


def _when(progress: _Progress, row: int, slips: list[_Slip]) -> When:
    header, when = progress.header, When()
    for declared in _WHEN:
        cell, column = header.cell(row, declared.key), header.column(declared.key)
        if column is None or cell.is_empty:
            continue
        told = told_by(declared.key, cell, progress.event, ordinal=bare(column.leaf) == "ngay thu")
        doubt = weekday_doubt(header.sheet, cell)
        place = header.place(row, declared.key).at(cell=cell.address)
        slips += [(declared.key, mistake.at(place)) for mistake in (*told.mistakes, *([doubt] if doubt else []))]
        when = when.completed(replace(told, mistakes=()))
    return when


def _carried(progress: _Progress, row: int, slips: list[_Slip]) -> date | None:
    """Return the day of an item that names none: the only day there is, else the one above, which is told once."""
    event, before = progress.event, progress.items[-1:]
    if event.starts == event.ends:
        return event.starts
    if before and before[0].day and not any(problem.is_error for _, problem in slips):
        progress.carried.append(row)
        return before[0].day
    return None


def _summed_up(progress: _Progress) -> list[Problem]:
    header, found = progress.header, list[Problem]()
    if progress.carried and header.column("ngay"):
        message = f"{len(progress.carried)} mục không ghi ngày, được hiểu là cùng ngày với mục trên."
        place = header.place(progress.carried[0], "ngay")
        found.append(Problem(place, message, "Ghi ngày từng mục, hoặc gộp ô Ngày của các mục cùng ngày.", "warning"))
    return [*found, *hidden_rows(header, progress.hidden, "Bỏ ẩn nếu cần; xóa hẳn nếu không.")]


def _outside(header: Header, row: int, event: Event, day: date | None) -> list[Problem]:
    if day is None or event.starts <= day <= event.ends or "ngay_bat_dau" in event.faulty:
        return []
    cell, where = header.cell(row, "ngay"), header.place(row, "ngay" if header.column("ngay") else "noi_dung")
    where = where if cell.is_empty else where.at(cell=cell.address)
    meant = hint(day, cell) if swapped(day) in event.days else ""
    fix = meant or "Sửa ngày của mục hoặc của sự kiện."
    return [Problem(where, f"Ngày này ({short_date(day)}) nằm ngoài thời gian của sự kiện.", fix)]
