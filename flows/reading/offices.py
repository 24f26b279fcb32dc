"""Read the offices of templates/co-quan.xlsx, and choose the one that issues an event's papers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flows.model.event import Event
from flows.model.fields import Field, fields_of
from flows.model.office import BY_TERM, Office, term_years
from flows.problems import Mistake, Problem, Severity, Where
from flows.reading.cell_values import as_text, parse
from flows.reading.roster_rows import is_example
from flows.reading.sheet_kinds import recognise
from flows.reading.table import Header
from flows.reading.two_columns import Pairs
from flows.reading.unread_cells import doubts_of, unread_columns
from flows.spreadsheets.sheet import Cell
from flows.spreadsheets.workbook import read_workbook
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import bare, fold

OFFICE_FILE = "co-quan.xlsx"

Read = tuple[Office, tuple[Problem, ...]]
_NAMELESS = Mistake(
    "Cơ quan này chưa có «Tên đầy đủ», nên không sự kiện nào dùng được.", "Ghi «Tên đầy đủ».", "warning"
)

_NO_SLOT = Mistake("Ký hiệu thiếu chỗ ghi số.", "Ghi {so} ở chỗ của số, ví dụ {so}/KH-MTTQ-BTT.", "warning")
MOST_NAMES = 10
"""So many candidates are told, the most alike first."""
NAMING = frozenset({"ten_day_du", "co_quan_ban_hanh"})
"""The fields of a sheet "Cơ quan" that say which office it is about."""

_SWITCHES = ("cap_so", "ma_qr")
"""Of these fields «không» is an answer."""
_OF_PRINTING = ("cach_in", "ma_qr_chung_nhan", "ma_qr_van_ban")

Found = tuple[Office | None, list[Problem]]


def read_offices(path: Path) -> tuple[tuple[Office, ...], tuple[Problem, ...]]:
    """Return every office of templates/co-quan.xlsx."""
    if not path.exists():
        fix = "Đặt tệp này vào thư mục templates: nó cho biết đầu trang, ký hiệu, người ký của cơ quan."
        return (), (Problem(Where(path.name), "Không có tệp thông tin cơ quan.", fix),)
    sheets, problems = read_workbook(path)
    read = [found for form in map(recognise, sheets) if form and form.record is Office for found in offices_of(form)]
    offices = tuple(office for office, _ in read)
    found = tuple(problem for _, slips in read for problem in slips)
    found += tuple(_NAMELESS.at(office.where) for office in offices if not office.full_name)
    if not offices and not problems:
        found = (Problem(Where(path.name), "Không tìm thấy cơ quan nào.", "Ghi mỗi cơ quan một dòng."),)
    return offices, (*problems, *found)


def office_names(path: Path) -> tuple[str, ...]:
    """Return the full names of the offices that may issue, each once, as a blank workbook offers them."""
    offices, _ = read_offices(path)
    return tuple(dict.fromkeys(office.full_name for office in offices if office.full_name))


def offices_of(form: Pairs | Header) -> list[Read]:
    """Return the offices of a sheet: one from headings with values, one a row from a table."""
    if isinstance(form, Pairs):
        office, problems = _office(form.cells, form.places, form.sheet.where)
        return [(office, (*form.problems(), *problems))]
    rows = [row for row in form.body if _is_office(form, row)]
    found = [_office(*form.record_at(row), form.sheet.where.at(cell=f"A{row}")) for row in rows]
    doubts = [*doubts_of(form), *unread_columns([form])]
    return [(office, (*(doubts if place == 0 else ()), *slips)) for place, (office, slips) in enumerate(found)]


def _is_office(form: Header, row: int) -> bool:
    """Whether a row below the header is an office, not a note to the clerk."""
    own = form.sheet.filled(row)
    return row not in form.sheet.hidden_rows and not is_example(own[0]) and form.known_in(row) > 1


def _office(cells: Mapping[str, Cell], places: Mapping[str, Where], where: Where) -> Read:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    emptied = frozenset(field.key for field in fields_of(Office) if _says_none(field, cells.get(field.key)))
    for declared in fields_of(Office):
        if declared.key in cells and declared.key not in emptied:
            value, mistakes = parse(declared, cells[declared.key])
            if declared.kind == "choice" and value is not None:
                value, mistakes = _chosen(declared, value)
            values[declared.attribute] = value
            problems += [mistake.at(places[declared.key]) for mistake in mistakes]
            if declared.key.startswith("ky_hieu") and value and "{so" not in value:
                problems.append(_NO_SLOT.at(places[declared.key]))
    problems += _of_term(values, places, where)
    errors = {problem.where for problem in problems if problem.is_error}
    faulty = frozenset(key for key, place in places.items() if place in errors)
    if where in errors:  # the term that is not told has no cell
        faulty |= {"nhiem_ky"}
    known = {key: value for key, value in values.items() if value is not None}
    sources = MappingProxyType(dict(places))
    return Office(**known, where=where, sources=sources, faulty=faulty, emptied=emptied), tuple(problems)


def _says_none(field: Field, cell: Cell | None) -> bool:
    """Whether a cell says that the office has no such thing; of numbers and codes «không» is an answer."""
    said = fold(as_text(cell.value)) if cell else ""
    return said == "-" or (said == "không" and not field.key.startswith(_SWITCHES))


def _of_term(values: Mapping[str, Any], places: Mapping[str, Where], where: Where) -> list[Problem]:
    """Return an error when numbers count by a term that is not told."""
    term = values.get("term") or ""
    if values.get("counted_by") != BY_TERM or term_years(term):
        return []
    message = f"Không hiểu nhiệm kỳ «{term}»." if term else "Đánh số theo nhiệm kỳ mà chưa ghi nhiệm kỳ nào."
    return [Problem(places.get("nhiem_ky", where), message, "Ghi «Nhiệm kỳ» như 2024-2029.")]


def _chosen(field: Field, text: str) -> tuple[str | None, tuple[Mistake, ...]]:
    """Return what an office chose: how numbers are given and counted, how its papers are printed."""
    first, last = field.choices
    words = {bare(first): first, bare(last): last}
    if field.key.startswith(_SWITCHES):
        words |= {"co": first, "x": first, "khong": last}
    plain = re.sub(r"^(?:theo|in) ", "", bare(text)).replace("1 ", "mot ").replace("2 ", "hai ")
    for word, choice in words.items():
        if plain == word or (len(word) > 2 and plain.startswith(word)):  # tự động cấp, không in mã
            return choice, ()
    severity: Severity = "warning" if field.key in _OF_PRINTING else "error"
    return None, (Mistake(f"Không hiểu «{text}».", f"Ghi «{first}» hoặc «{last}».", severity),)


def office_of_event(event: Event, sheet: Office | None, offices: Sequence[Office]) -> Found:
    """Return the office that issues an event's papers, else why there is none.

    It is the office of the stationery that the event names. The sheet "Cơ quan" of the event's own workbook overrides
    it field by field; a sheet that names another office stands alone.
    """
    if sheet is not None and sheet.faulty & NAMING:
        return None, []  # nobody knows which office the sheet is about; the fault itself is told already
    row, why = _named(event.organiser, event.starts, offices)
    office = row
    if sheet is not None:
        office = sheet if _names_another(sheet, row) else row and row.overridden(sheet)
    if office is None:
        return None, [why.at(event.place_of("don_vi_to_chuc"))]
    if not office.valid_on(event.starts):
        return None, [_out_of_force(office, event.starts, offices).at(office.sources.get("hieu_luc_tu", office.where))]
    return office, []


def certifier_of_event(event: Event, office: Office, offices: Sequence[Office]) -> Found:
    """Return the office that gives an event's certificates: the one it names for them, else the event's own."""
    if not event.certificate_office or office.is_called(event.certificate_office):
        return office, []
    found, why = _named(event.certificate_office, event.starts, offices)
    return found, [] if found else [why.at(event.place_of("co_quan_cap_chung_nhan"))]


def _names_another(sheet: Office, row: Office | None) -> bool:
    """Whether a sheet names another office than the row: by its name, or by what stands at the head of its papers.

    The issuing body may be called the same everywhere (BAN THƯỜNG TRỰC): then the line above tells.
    """
    if row is None:
        return bool(sheet.full_name or sheet.issuer)
    if sheet.full_name and not row.is_called(sheet.full_name):
        return True
    if not sheet.issuer or row.is_called(sheet.issuer):
        return False
    same_parent = sheet.full_name or not sheet.parent or fold(sheet.parent) == fold(row.parent or "")
    return fold(sheet.issuer) != fold(row.issuer or "") or not same_parent


def _named(name: str, day: date, offices: Sequence[Office]) -> tuple[Office | None, Mistake]:
    """Return the office that bears a name, or one of its lines, and is in force that day; else why there is none."""
    names = {fold(one): one for one in (name, *name.split("\n"))}.values()
    named = [office for office in offices if any(map(office.is_called, names))]
    valid = [office for office in named if office.valid_on(day)]
    if len(valid) == 1:
        return valid[0], Mistake("")
    if named and not valid:
        return None, _out_of_force(named[0], day, offices)
    state = "Không có cơ quan tên này"
    fix = (
        f"Ghi đúng «Tên đầy đủ» của một cơ quan trong templates/{OFFICE_FILE}, hoặc thêm tên này vào «Tên khác» của "
        "cơ quan ấy; cơ quan mới thì thêm một dòng."
    )
    if sum(any(office.is_called(one) for office in valid) for one in names) > 1:
        state, fix = (
            "Ô này ghi nhiều cơ quan",
            "Chỉ ghi cơ quan ban hành văn bản; nơi khác ghi ở «Đơn vị phối hợp».",
        )
    elif valid:
        state = "Nhiều cơ quan cùng tên"
        fix = f"Mở templates/{OFFICE_FILE}, ghi «Có hiệu lực đến» của dòng cũ để mỗi ngày chỉ có một dòng."
    known = _listed(name, valid or [office for office in offices if office.valid_on(day)] or offices)
    return None, Mistake(f"{state} có hiệu lực ngày {short_date(day)}. Đang có: {known}.", fix)


def _out_of_force(office: Office, day: date, offices: Sequence[Office]) -> Mistake:
    since = f" từ ngày {short_date(office.valid_from)}" if office.valid_from else ""
    until = f" đến ngày {short_date(office.valid_to)}" if office.valid_to else ""
    known = _listed(office.called, [other for other in offices if other.valid_on(day)])
    message = f"«{office.called}» chỉ có hiệu lực{since}{until}, không phải ngày {short_date(day)}. Đang có: {known}."
    return Mistake(message, "Ghi cơ quan có hiệu lực ngày ấy; hoặc sửa ngày của sự kiện, thời gian có hiệu lực.")


def _listed(name: str, offices: Sequence[Office]) -> str:
    """Return the names of some offices, those most like a name first."""
    called = {fold(office.called): office.called for office in offices if office.called}
    alike = get_close_matches(fold(name), called, n=MOST_NAMES, cutoff=0)
    more = f"; và {len(called) - len(alike)} cơ quan nữa" if len(called) > len(alike) else ""
    return "; ".join(called[one] for one in alike) + more or "chưa có cơ quan nào"
