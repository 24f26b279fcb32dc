"""Read an event from its sheet: the name, days, hours, place and all else that its papers print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from flows.model.event import Event
from flows.model.fields import Field, field_named, fields_of
from flows.problems import Mistake, Problem, Where
from flows.reading.agenda_time import SESSION, When
from flows.reading.cell_values import Parsed, as_text, parse, says_nothing, says_placeholder
from flows.reading.event_checks import doubts_of_event, meant, retype, weekday_doubt
from flows.reading.headings import heading_text, likest
from flows.reading.roster_rows import FEW_CELLS, is_example, is_footer, is_total
from flows.reading.table import Header
from flows.reading.two_columns import Pairs
from flows.reading.unread_cells import doubts_of, unread_columns
from flows.spreadsheets.sheet import Cell, Sheet
from flows.vietnamese.dates import short_date
from flows.vietnamese.hours import (
    hour_h,
    hour_text,
    in_same_part,
    own_part,
    read_hour,
    read_hours,
    read_moment,
    take_hours,
)
from flows.vietnamese.span_reading import LONGEST, Span, read_span
from flows.vietnamese.text import bare

HOUR_OF = {"ngay_bat_dau": "start_hour", "ngay_ket_thuc": "end_hour"}
"""Which hour stands beside a day: 7h30 ngày 01/7/2024."""

_BEFORE = re.compile(r"^(?:gửi )?trước(?: ngày)?(?=\s)", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"(?:thang\s*)?[0-9]{1,2}\s*[/.-]\s*[0-9]{4}|thang\s*[0-9]{1,2}(?:\s*nam\s*[0-9]{4})?")
BOTH_ENDS = "Ghi ngày đầu ở «Ngày bắt đầu», ngày cuối ở «Ngày kết thúc»; hoặc đổi tiêu đề ô này thành «Thời gian»."
OTHER_HOUR = Mistake(
    "Giờ ở ô này khác giờ đã ghi riêng; lấy giờ ghi riêng.", "Sửa cho khớp nhau hoặc xóa một chỗ.", "warning"
)
UNUSED_HOURS = Mistake(
    "Không dùng được giờ ghi trong ô này.", "Ghi giờ vào «Giờ» và «Giờ kết thúc», hoặc vào chương trình.", "warning"
)
UNUSED_SESSION = Mistake(
    "Không dùng được buổi ghi trong ô này.", "Ghi buổi vào «Buổi», hoặc vào chương trình.", "warning"
)
# Typed without marks, "toi" may be tới.
_UNMARKED = re.compile(r"\b(sang|trua|chieu|ca ngay)\b")
_MARKED = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "ca ngay": "cả ngày"}
_EVERY_DAY = re.compile(r"\b(?:các|hằng|hàng|mỗi) ngày\b|\bcả ngày\b")
_ONLY_END = re.compile(r"\b(?:den|truoc)(?: het)?(?: luc)?\s*$")
_AFTERNOON = frozenset({"chiều", "tối"})
DATED = ("ngay_ket_thuc", "ngay_bat_dau", "ngay")
ALWAYS = ("ma_su_kien", "ten_su_kien", "ngay_bat_dau", "don_vi_to_chuc")
"""Without these no paper of the event can be made."""
_NAMING = ("ma_su_kien", "ten_su_kien", "ngay_bat_dau", "ngay")
Read = tuple[Event, tuple[Problem, ...]]


def read_field(declared: Field, cell: Cell, year: int | None) -> tuple[Any, tuple[Mistake, ...], dict[str, time]]:
    """Return the value, the mistakes, and the hours by attribute that the cell tells beside its value."""
    value, mistakes = parse(declared, cell, year=year)
    if isinstance(cell.value, datetime) and declared.key in HOUR_OF and cell.value.time() != time():
        hour = cell.value.time()
        # Where the cell shows its day alone, nobody sees the hour.
        seen = Mistake(f"Ô ngày có cả giờ ({hour_h(hour)}), được dùng.", "Gõ lại ngày nếu không phải.", "warning")
        return value, (*mistakes, seen), {HOUR_OF[declared.key]: hour}
    if not isinstance(cell.value, (str, time)) or all(mistake.severity != "error" for mistake in mistakes):
        return value, mistakes, {}
    text = as_text(cell.value)
    match declared.key:
        case "ngay_bat_dau" | "ngay_ket_thuc":
            return _day_with_hour(declared.key, text, (value, mistakes))
        case "gio_bat_dau":
            both, slips = read_hours(text)
            if both and both[1] and not slips:
                return both[0], (), {"end_hour": both[1]}
        case "han_dang_ky" if found := _BEFORE.match(text):  # the plan itself says "gửi trước ngày"
            return (*parse(declared, replace(cell, value=text[found.end() :]), year=year), {})
    return value, mistakes, {}


def _day_with_hour(key: str, text: str, parsed: Parsed) -> tuple[Any, tuple[Mistake, ...], dict[str, time]]:
    moment, slips = read_moment(text)
    if moment is not None:
        return moment.date(), slips, {HOUR_OF[key]: moment.time()}
    only, slips = read_hour(text.removesuffix(" cùng ngày"))
    if only and not slips:  # Thời gian bắt đầu: 7h30
        return None, (), {HOUR_OF[key]: only}
    if _MONTH_ONLY.fullmatch(bare(text)):
        fix = "Ghi đủ ngày khi đã định, ví dụ 01/7/2024."
        return None, (Mistake(f"«{text[:60]}»: mới có tháng, chưa có ngày.", fix),), {}
    span, _ = read_span(text)
    if span is not None and span.start != span.end:
        return None, (Mistake(f"«{text[:60]}»: ô này ghi cả ngày đầu và ngày cuối.", BOTH_ENDS),), {}
    return (*parsed, {})


def _hours_beside(text: str, *, several_days: bool) -> When:
    """Return the hours and the session of "từ 7h30 đến 11h30 ngày 01/7/2026", "sáng ngày 01/7/2026".

    A session is that of several days only where it says so: "sáng các ngày 01, 02/7/2026". Mistakes are warnings of
    what stands there and is not used.
    """
    folded = hour_text(text)
    unmarked = [_MARKED[name] for name in _UNMARKED.findall(folded)] if folded.isascii() else []
    sessions = list(dict.fromkeys(unmarked or SESSION.findall(folded)))
    session = sessions[0] if len(sessions) == 1 else None
    starts, ends, doubts = _hours_in(folded, session, doubtful=len(sessions) > 1)
    if starts and ends and ends <= starts and not several_days:
        ends, doubts = None, (UNUSED_HOURS,)
    known = session if not several_days or _EVERY_DAY.search(folded) else None
    if known in _AFTERNOON and starts and starts < time(11):
        known = None  # "7h30 - 4h30 chiều": only the end is in the afternoon
    unused = sessions and not known and not (starts or doubts)
    return When(None, known, starts, ends, (*doubts, *([UNUSED_SESSION] if unused else [])))


def _hours_in(
    folded: str, session: str | None, *, doubtful: bool
) -> tuple[time | None, time | None, tuple[Mistake, ...]]:
    """Return one hour or two; with several sessions an hour must bear its own: "7h30 sáng đến 4h30 chiều"."""
    line = bare(folded)
    _, typed = take_hours(line)
    if not typed:
        return None, None, ()
    hours, first = [_hour(text, session) for text in typed], line.find(typed[0])
    # With two of their own parts, the second ends what the first begins, perhaps days later.
    between = line[first + len(typed[0]) : line.rfind(typed[-1])]
    are_ends = len(typed) == 2 and all(map(own_part, typed)) and re.search(r"\bden\b|(?<!\d)-|\s-", between)
    is_only_end = len(hours) == 1 and _ONLY_END.search(line[:first])
    if (doubtful and not are_ends) or hours[0] is None or is_only_end:
        return None, None, (UNUSED_HOURS,)
    if len(hours) == 1:
        return hours[0], None, ()
    if len(hours) > 2 or hours[1] is None:
        return hours[0], None, (UNUSED_HOURS,)
    return _start(hours[0], hours[1], typed), hours[1], ()


def _start(start: time, end: time, typed: tuple[str, ...]) -> time:
    """Return the start as meant; the afternoon that stands at the end alone need not be the start's."""
    if own_part(typed[0]) or not own_part(typed[1]):
        return start
    plain = read_hour(typed[0])[0]
    return in_same_part(plain, end, typed[0], typed[1]) if plain else start


def _hour(text: str, session: str | None) -> time | None:
    later = read_hour(f"{session} {text}")[0] if session in _AFTERNOON and not own_part(text) else None
    return later or read_hour(text)[0]  # "7h30 - 4h30 chiều": no 7h30 is in the afternoon


def events_of(form: Pairs | Header) -> list[Read]:
    """Return the events of a sheet: one from headings with values, one a row from a table."""
    if isinstance(form, Pairs):
        event, problems = read_event(form.cells, form.places, form.sheet, unread=form.unread)
        return [(event, (*form.problems(_told(form.unread, problems)), *problems))]
    rows = [row for row in form.body if _is_event(form, row)]
    found = [read_event(*form.record_at(row), form.sheet, f"A{row}", form.unread) for row in rows]
    told = {cell.address for cell in _told(form.unread, [one for _, slips in found for one in slips])}
    doubts = [doubt for doubt in (*doubts_of(form), *unread_columns([form])) if doubt.where.cell not in told]
    return [(event, (*(doubts if place == 0 else ()), *slips)) for place, (event, slips) in enumerate(found)]


def _told(unread: Iterable[Cell], problems: Iterable[Problem]) -> list[Cell]:
    """Return the headings of which an error says already that they likely mean a field that is missing."""
    wrong = {problem.where.cell for problem in problems if problem.is_error}
    return [cell for cell in unread if cell.address in wrong]


def _is_event(header: Header, row: int) -> bool:
    """Whether a row is an event: neither hidden nor an example, a total or the foot of the page."""
    own = header.sheet.filled(row)
    texts = [heading_text(cell.value) for cell in own]
    named = not all(header.cell(row, key).is_empty for key in _NAMING)
    apart = is_example(own[0]) or is_total(texts[0]) or (len(own) <= FEW_CELLS and any(map(is_footer, texts)))
    return named and not apart and row not in header.sheet.hidden_rows


def read_event(
    cells: Mapping[str, Cell], places: Mapping[str, Where], sheet: Sheet, at: str = "", unread: Sequence[Cell] = ()
) -> Read:
    """Return the event that these cells describe; keys that could not be read are in its `faulty`.

    `unread` are headings that name nothing: one may be that of a field that is missing.
    """
    where = sheet.where.at(cell=at)
    values, problems = _parsed(cells, places)
    problems += _weekdays(cells, places, sheet)
    faulty = {key for key, place in places.items() if any(p.is_error and p.where == place for p in problems)}
    _settle_days(values, cells, places, problems, faulty)
    for key in ALWAYS:
        declared = field_named(Event, key)
        if not values.get(declared.attribute) and key not in faulty:
            problems.append(_missing(declared, places.get(key, where), unread if key not in places else ()))
            faulty.add(key)
    if not faulty & {"ngay_bat_dau", "ngay_ket_thuc"}:
        doubts = doubts_of_event(values, cells, places)
        faulty |= {"ngay_bat_dau", "ngay_ket_thuc"} if any(doubt.is_error for doubt in doubts) else set()
        problems += doubts
    made = {"code": "", "name": "", "organiser": ""} | {key: v for key, v in values.items() if v is not None}
    made["code"] = " ".join(made["code"].split())  # it names folders, runs and pages
    sources = MappingProxyType(dict(places))
    return Event(**made, where=where, sources=sources, faulty=frozenset(faulty)), tuple(problems)


def _weekdays(cells: Mapping[str, Cell], places: Mapping[str, Where], sheet: Sheet) -> list[Problem]:
    """Return a mistake for each day beside which another weekday is typed; in a table a day has no such neighbour."""
    if len({cell.row for cell in cells.values()}) == 1:
        return []
    doubts = ((key, weekday_doubt(sheet, cells[key])) for key in DATED if key in cells)
    return [doubt.at(places[key]) for key, doubt in doubts if doubt]


def _missing(declared: Field, where: Where, unread: Sequence[Cell]) -> Problem:
    """Return the error for a field that is not there, at the heading that is likely its own, if there is one."""
    heading, texts = declared.heading, {heading_text(cell.value): cell for cell in unread}
    wanted = [declared, *([field_named(Event, "ngay")] if declared.key == "ngay_bat_dau" else [])]
    alike = [text for text in texts if bare(text).split(". ")[-1].split(" ")[0] == bare(heading).split(" ")[0]]
    if found := likest(Event, wanted, texts) or (len(alike) == 1 and (alike[0], declared)):
        text, meant = found
        at = where.at(cell=texts[text].address, heading=text)
        return Problem(at, f"Chưa có «{heading}»; có lẽ là «{text}».", f"Sửa đề mục «{text}» thành «{meant.heading}».")
    place = where if where.heading else where.at(heading=heading)
    return Problem(place, f"Chưa có «{heading}».", f"Ghi «{heading}» rồi lưu lại tệp.")


def _parsed(cells: Mapping[str, Cell], places: Mapping[str, Where]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values by attribute; a first and a last day lend each other the year that one of them lacks."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    beside: list[tuple[str, time, Where]] = []
    alone = _only_hours(cells["ngay"]) if "ngay" in cells else None
    year = next((year for key in DATED if key in cells and (year := _year_in(key, cells[key]))), None)
    for declared in fields_of(Event):
        if declared.key in cells and not _is_nothing(declared, cells[declared.key]):
            value, mistakes, hours = read_field(declared, cells[declared.key], year)
            beside += [(attribute, hour, places[declared.key]) for attribute, hour in hours.items()]
            values[declared.attribute] = value
            told = () if declared.kind == "span" and alone else mistakes
            problems += [mistake.at(places[declared.key]) for mistake in told]
    if alone:
        values["start_hour"] = values.get("start_hour") or alone[0]
        values["end_hour"] = values.get("end_hour") or alone[1]
    return values, [*problems, *_filled(values, beside)]


def _is_nothing(declared: Field, cell: Cell) -> bool:
    """Whether a text only says that there is none: «Chủ trì: -»; «không» and 0 only where it may be missing."""
    if declared.key in ALWAYS:
        return False
    fills = says_placeholder if declared.required else says_nothing
    return declared.kind in ("text", "items", "paragraphs") and fills(cell.value)


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
    told = _hours_beside(as_text(cell.value), several_days=span.start != span.end)
    mistakes = told.mistakes
    starts = values.get("start_hour")
    if starts and told.starts and starts != told.starts:
        mistakes = (*mistakes, OTHER_HOUR)
    else:
        values["start_hour"] = starts or told.starts
        values["end_hour"] = values.get("end_hour") or told.ends
    values["session"] = values.get("session") or told.session
    return [mistake.at(places["ngay"]) for mistake in mistakes]
