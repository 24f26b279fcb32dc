"""Read what an event sheet says: cells by field in, an Event and every mistake out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import Any

from flows.model.event import Event
from flows.model.fields import field_named, fields_of
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell, Sheet
from flows.reading.columns import as_text, parse
from flows.reading.event_cells import read_field
from flows.reading.event_doubts import doubts_of_event
from flows.reading.event_hours import OTHER_HOUR, read_event_hours
from flows.reading.header_doubts import doubts_of
from flows.reading.headings import heading_text
from flows.reading.pairs import Pairs
from flows.reading.people import FEW_CELLS, is_example
from flows.reading.row_words import is_footer, is_total
from flows.reading.swapped_days import meant, retype
from flows.reading.table import Header
from flows.reading.weekdays import weekday_doubt
from flows.vietnamese.date_reading import Span, read_hour, read_hours
from flows.vietnamese.dates import short_date
from flows.vietnamese.span_reading import LONGEST

DATED = ("ngay_ket_thuc", "ngay_bat_dau", "ngay")
ALWAYS = ("ma_su_kien", "ten_su_kien", "ngay_bat_dau", "don_vi_to_chuc")
"""Without these no paper of the event can be made."""

Read = tuple[Event, tuple[Problem, ...]]


def events_of(form: Pairs | Header) -> list[Read]:
    """Return the events of a sheet: one from headings with values, one a row from a table."""
    if isinstance(form, Pairs):
        event, problems = read_event(form.cells, form.places, form.sheet)
        return [(event, (*form.problems, *problems))]
    found = [_from_row(form, row) for row in form.body() if _is_event(form, row)]
    return [(event, (*(doubts_of(form) if place == 0 else ()), *slips)) for place, (event, slips) in enumerate(found)]


def _is_event(header: Header, row: int) -> bool:
    """Whether a row is an event: neither hidden nor an example, a total or the foot of the page."""
    own = header.sheet.filled(row)
    texts = [heading_text(cell.value) for cell in own]
    named = any((cell := header.cell(row, key)) is not None and not cell.is_empty for key in _NAMING)
    apart = is_example(own[0]) or is_total(texts[0]) or (len(own) <= FEW_CELLS and any(map(is_footer, texts)))
    return named and not apart and row not in header.sheet.hidden_rows


_NAMING = ("ma_su_kien", "ten_su_kien", "ngay_bat_dau", "ngay")


def _from_row(header: Header, row: int) -> Read:
    cells = {key: cell for key in header.keys if (cell := header.cell(row, key)) is not None}
    places = {key: header.place(row, key).at(cell=cell.address) for key, cell in cells.items()}
    return read_event(cells, places, header.sheet, f"A{row}")


def read_event(cells: Mapping[str, Cell], places: Mapping[str, Where], sheet: Sheet, at: str = "") -> Read:
    """Return the event that these cells describe; keys that could not be read are in its `faulty`."""
    where = sheet.where.at(cell=at)
    values, problems = _parsed(cells, places)
    problems += _weekdays(cells, places, sheet)
    faulty = {key for key, place in places.items() if any(p.is_error and p.where == place for p in problems)}
    _settle_days(values, cells, places, problems, faulty)
    for key in ALWAYS:
        declared = field_named(Event, key)
        if not values.get(declared.attribute) and key not in faulty:
            problems.append(_missing(declared.heading, places.get(key, where)))
            faulty.add(key)
    if not faulty & {"ngay_bat_dau", "ngay_ket_thuc"}:
        doubts = doubts_of_event(values, cells, places)
        faulty |= {"ngay_bat_dau", "ngay_ket_thuc"} if any(doubt.is_error for doubt in doubts) else set()
        problems += doubts
    made = {"code": "", "name": "", "organiser": ""} | {key: v for key, v in values.items() if v is not None}
    sources = MappingProxyType(dict(places))
    return Event(**made, where=where, sources=sources, faulty=frozenset(faulty)), tuple(problems)


def _weekdays(cells: Mapping[str, Cell], places: Mapping[str, Where], sheet: Sheet) -> list[Problem]:
    """Return a mistake for each day beside which another weekday is typed; in a table a day has no such neighbour."""
    if len({cell.row for cell in cells.values()}) == 1:
        return []
    doubts = ((key, weekday_doubt(sheet, cells[key])) for key in DATED if key in cells)
    return [doubt.at(places[key]) for key, doubt in doubts if doubt]


def _missing(heading: str, where: Where) -> Problem:
    place = where if where.heading else where.at(heading=heading)
    return Problem(place, f"Chưa có «{heading}».", f"Ghi «{heading}» rồi lưu lại tệp.")


def _parsed(cells: Mapping[str, Cell], places: Mapping[str, Where]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values by attribute; a first and a last day lend each other the year that one of them lacks."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    beside: list[tuple[str, time, Where]] = []
    year = next((year for key in DATED if key in cells and (year := _year_in(key, cells[key]))), None)
    for declared in fields_of(Event):
        if declared.key in cells:
            value, mistakes, hours = read_field(declared, cells[declared.key], year)
            beside += [(attribute, hour, places[declared.key]) for attribute, hour in hours.items()]
            values[declared.attribute] = value
            told = () if declared.kind == "span" and _only_hours(cells[declared.key]) else mistakes
            problems += [mistake.at(places[declared.key]) for mistake in told]
    alone = _only_hours(cells["ngay"]) if "ngay" in cells else None
    if alone:
        values["start_hour"] = values.get("start_hour") or alone[0]
        values["end_hour"] = values.get("end_hour") or alone[1]
    return values, [*problems, *_filled(values, beside)]


def _filled(values: dict[str, Any], beside: Iterable[tuple[str, time, Where]]) -> Iterator[Problem]:
    """Fill hours that are blank from the cells that told them beside a day; one typed for itself goes before."""
    for attribute, hour, where in beside:
        own = values[attribute] = values.get(attribute) or hour
        if own != hour:
            yield OTHER_HOUR.at(where)


def _only_hours(cell: Cell) -> tuple[time, time | None] | None:
    """Return the hours of a cell "Thời gian" that holds nothing else: the days stand in cells of their own."""
    text = as_text(cell.value)
    both, slips = read_hours(text)
    if both and not slips:
        return both
    hour, slips = read_hour(text)
    return (hour, None) if hour and not slips else None


def _year_in(key: str, cell: Cell) -> int | None:
    value, _ = parse(field_named(Event, key), cell)
    last = value.end if isinstance(value, Span) else value
    return last.year if isinstance(last, date) else None


def _settle_days(
    values: dict[str, Any],
    cells: Mapping[str, Cell],
    places: Mapping[str, Where],
    problems: list[Problem],
    faulty: set[str],
) -> None:
    """Complete first and last day from each other or from a range in one cell, and refuse an end before the start."""
    if "ngay" in faulty and not values.get("starts"):
        faulty |= {"ngay_bat_dau", "ngay_ket_thuc"}
        return
    span: Span | None = values.get("span")
    if span is not None and "ngay_bat_dau" not in faulty:
        problems += _against_span(values, span, places)
        values["starts"], values["ends"] = values.get("starts") or span.start, values.get("ends") or span.end
        problems += _hours_from(values, cells["ngay"], span, places)
    starts: date | None = values.get("starts")
    if starts is None or "ngay_ket_thuc" in faulty:
        faulty |= {"ngay_bat_dau"} if "ngay_ket_thuc" in faulty else set()
        return
    ends = values["ends"] = values.get("ends") or starts
    if fault := _impossible(starts, ends):
        place = places.get("ngay_ket_thuc") or places.get("ngay") or places["ngay_bat_dau"]
        found = meant(starts, ends, cells)
        problems.append((replace(fault, fix=retype(found, starts, ends, places)) if found else fault).at(place))
        faulty |= {"ngay_bat_dau", "ngay_ket_thuc"}


def _impossible(starts: date, ends: date) -> Mistake | None:
    if ends < starts:
        message = f"Ngày kết thúc {short_date(ends)} trước ngày bắt đầu {short_date(starts)}."
        return Mistake(message, "Sửa một trong hai ngày.")
    if (ends - starts).days >= LONGEST:
        message = f"Sự kiện kéo dài {(ends - starts).days + 1} ngày."
        return Mistake(message, "Xem lại năm của ngày bắt đầu và ngày kết thúc.")
    return None


def _against_span(values: dict[str, Any], span: Span, places: Mapping[str, Where]) -> list[Problem]:
    given = (values.get("starts") or span.start, values.get("ends") or span.end)
    if given == (span.start, span.end):
        return []
    message = "Khoảng ngày ở ô này khác ngày bắt đầu, ngày kết thúc đã ghi riêng; lấy hai ngày ghi riêng."
    values["span"] = None
    return [Problem(places["ngay"], message, "Sửa cho khớp nhau hoặc xóa một chỗ.", "warning")]


def _hours_from(values: dict[str, Any], cell: Cell, span: Span, places: Mapping[str, Where]) -> list[Problem]:
    """Fill hours and session that are blank from the cell that holds the days, and tell what of it was not used."""
    told = read_event_hours(as_text(cell.value), several_days=span.start != span.end)
    mistakes = told.mistakes
    starts = values.get("start_hour")
    if starts and told.starts and starts != told.starts:
        mistakes = (*mistakes, OTHER_HOUR)
    else:
        values["start_hour"] = starts or told.starts
        values["end_hour"] = values.get("end_hour") or told.ends
    values["session"] = values.get("session") or told.session
    return [mistake.at(places["ngay"]) for mistake in mistakes]
