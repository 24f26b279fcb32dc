"""Warn of what is doubtful in a roster as a whole: unit spellings, swapped birth dates, abolished units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from flows.model.event import AgendaItem, Event
from flows.model.fields import field_named
from flows.model.office import Office
from flows.model.person import Columns, Person, cell_of
from flows.problems import Problem, grouped_by
from flows.reading.cell_values import as_text
from flows.reading.header_columns import Column
from flows.reading.table import Header
from flows.spreadsheets.sheet import Cell, letters
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.text import fold
from flows.vietnamese.units import UnitDoubt, UnitName, is_here, unit_doubts, unit_name

FIX = "Ghi tên đơn vị một cách ở mọi dòng: giấy tờ in đúng như đã gõ."
WHICH = "Ghi đủ: xã, phường, thị trấn hay huyện."

Spelling = tuple[UnitName, Cell]
MONTHS = 12
_MONTH_FIRST = re.compile(r"\s*(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-]\d{2,4}\b")
_EITHER_FIRST = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-](?!\1[/.-])(?:0?[1-9]|1[0-2])[/.-]\d{2,4}\b")
FEWEST = 2
"""Of each kind, dates and texts, before a column is doubted."""
_OF_EVENT = (
    "ten_su_kien", "dia_diem", "don_vi_to_chuc", "don_vi_phoi_hop", "chu_tri", "khai_mac", "thanh_phan",
    "to_chuc_thuc_hien", "lien_he", "noi_nhan", "co_quan_cap_chung_nhan",
)  # fmt: skip
"""Fields that speak of bodies as they are on the day; grounds and background speak of the past too."""
_OF_OFFICE = ("ten_day_du", "co_quan_chu_quan", "co_quan_ban_hanh", "noi_nhan")
_OF_PERSON = ("don_vi", "chuc_vu", "chuc_danh_dang")
_units_and_posts = attrgetter(*(field_named(Person, key).attribute for key in _OF_PERSON))


def columns_of(header: Header) -> dict[str, str]:
    """Return the columns of the fields that have one, by the fields' headings."""
    found = {key: header.columns_of(key) for key in header.keys}
    return {
        field_named(Person, key).heading: letters(columns[0].index)
        for key, columns in found.items()
        if len(columns) == 1
    }


def spelling_doubts(header: Header, rows: Iterable[int]) -> list[Problem]:
    """Return a warning where a unit is first spelled otherwise than above, or could be either of two units."""
    alike = grouped_by(_spellings(header, rows), lambda spelling: spelling[0].name)
    return [doubt for group in alike.values() if len(group) > 1 for doubt in _doubts(header, group)]


def _spellings(header: Header, rows: Iterable[int]) -> Iterator[Spelling]:
    """Yield each spelling where it stands first; capitals and the place of tones are none of their own."""
    seen: set[str] = set()
    for row in rows:
        cell = header.cell(row, "don_vi")
        if not isinstance(cell.value, str):
            continue
        typed = fold(as_text(cell.value))
        unit = unit_name(typed)
        if typed and typed not in seen and not unit.is_body:
            seen.add(typed)
            yield unit, cell


def _doubts(header: Header, group: list[Spelling]) -> Iterator[Problem]:
    firsts: dict[str, Cell] = {}
    for unit, cell in group:
        firsts.setdefault(unit.noun, cell)
    named = [cell for noun, cell in firsts.items() if noun]
    # Without a noun it can only mean the one unit that has one.
    bare = [firsts[""]] if "" in firsts and len(named) == 1 else []
    for unit, cell in group:
        if not unit.noun and len(named) > 1:
            message = f"Không rõ đơn vị này là {' hay '.join(f'«{as_text(other.value)}»' for other in named)}."
            yield _at(header, cell, message, WHICH)
            continue
        alike = [firsts[unit.noun], *(named[:1] if not unit.noun else []), *bare]
        if (first := min(alike, key=attrgetter("row"))) != cell:
            yield _at(header, cell, f"Đơn vị này ghi khác với ô {first.address} («{as_text(first.value)}»).", FIX)


def _at(header: Header, cell: Cell, message: str, fix: str) -> Problem:
    column = header.column("don_vi")
    where = header.sheet.where.at(cell=cell.address, heading=column.heading if column else "")
    return Problem(where, message, fix, "warning")


def turned_births(header: Header, rows: Sequence[int]) -> list[Problem]:
    """Return a warning for a column where every real date could be turned round and no text could be.

    An Excel that expects the month first takes 03/07/1965 for 7 March and leaves 25/03/1970 a text. What it saves as
    CSV is text throughout, the real dates with the month first.
    """
    return [problem for column in header.columns_of("ngay_sinh") for problem in _doubt(header, column, rows)]


def _doubt(header: Header, column: Column, rows: Sequence[int]) -> list[Problem]:
    cells = [header.sheet.cell(row, column.index) for row in rows]
    turned: list[Any] = [cell for cell in cells if isinstance(cell.value, date)]
    why = f"mọi ô ngày thật đều có ngày từ {MONTHS} trở xuống, mọi ô chữ đều trên {MONTHS}"
    if month_first := next((cell for cell in cells if _MONTH_FIRST.match(as_text(cell.value))), None):
        turned = [cell for cell in cells if _EITHER_FIRST.match(as_text(cell.value))]
        why = f"ô {month_first.address} ghi tháng trước, ngày sau"
    elif len(turned) < FEWEST or any(cell.value.day > MONTHS for cell in turned) or not _are_late(cells):
        return []
    if not turned:
        return []
    where = header.sheet.where.at(cell=turned[0].address, heading=column.heading)
    message = f"{len(turned)} ngày trong cột này có thể đã bị Excel đảo ngày với tháng: {why}."
    return [Problem(where, message, "Đối chiếu các ô ấy với hồ sơ; nếu sai, gõ lại đủ ngày, tháng, năm.", "warning")]


def _are_late(cells: Iterable[Cell]) -> bool:
    """Whether the texts are days that no Excel could have turned round, all of them."""
    typed = (read_day(as_text(cell.value), birth=True)[0] for cell in cells if isinstance(cell.value, str))
    late = [day.day > MONTHS for day in typed if isinstance(day, date)]
    return all(late) and len(late) >= FEWEST


def bygone_units(
    event: Event, agenda: Sequence[AgendaItem], people: Sequence[Person], columns: Columns
) -> tuple[Problem, ...]:
    """Return a warning for each unit that is named where the event speaks of its own day, and is not one then.

    People are many: a unit that they name is told once a sheet and column, at the first of them.
    """
    here = is_here(" ".join(filter(None, (event.organiser, event.place, event.name))))

    def judged(text: str) -> tuple[UnitDoubt, ...]:
        return unit_doubts(text, event.starts, here=here)

    told = [(key, _text(getattr(event, field_named(Event, key).attribute))) for key in _OF_EVENT]
    found = [doubt.mistake.at(event.place_of(key)) for key, text in told for doubt in judged(text)]
    for item in agenda:
        heading = f"{item.where.heading}, chức vụ báo cáo viên" if item.where.heading else ""
        found += [doubt.mistake.at(item.where.at(heading=heading)) for doubt in judged(item.title or "")]
    texts = {text for person in people for text in _units_and_posts(person) if text}
    known = {text: doubts for text in texts if (doubts := judged(text))}
    return (*found, *(_of_people(people, columns, known) if known else ()))


def bygone_office(office: Office, event: Event, *keys: str) -> tuple[Problem, ...]:
    """Return a warning for each unit on the stationery that does not exist on the event's day."""
    here = is_here(office.full_name or office.place or "")
    texts = ((key, _text(getattr(office, field_named(Office, key).attribute))) for key in keys or _OF_OFFICE)
    doubts = ((key, doubt) for key, text in texts for doubt in unit_doubts(text, event.starts, here=here))
    return tuple(doubt.mistake.at(office.sources.get(key, office.where)) for key, doubt in doubts)


def _text(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _of_people(
    people: Iterable[Person], columns: Columns, known: Mapping[str, tuple[UnitDoubt, ...]]
) -> Iterator[Problem]:
    named: dict[tuple[str, str, str, str], list[Problem]] = {}
    for person in people:
        for key, text in zip(_OF_PERSON, _units_and_posts(person), strict=True):
            for doubt in known.get(text, ()):
                at = (person.where.file, person.where.sheet, key, doubt.unit)
                named.setdefault(at, []).append(
                    doubt.mistake.at(cell_of(person, field_named(Person, key).heading, columns))
                )
    for first, *more in named.values():
        several = f" Có {len(more) + 1} người ghi như vậy." if more else ""
        yield replace(first, message=first.message + several)
