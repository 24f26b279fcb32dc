"""Read the office's stationery: sheets "Cơ quan" in, offices with dates of validity out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flows.model.fields import fields_of
from flows.model.office import AUTOMATIC, BLANK, BY_TERM, BY_YEAR, ONE_SIDE, TWO_SIDES, Office, term_years
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell, Sheet
from flows.reading.columns import parse
from flows.reading.pairs import Pairs, pairs_of
from flows.reading.people import is_example
from flows.reading.table import Header, header_of
from flows.reading.workbook import read_workbook
from flows.vietnamese.text import bare

OFFICE_FILE = "co-quan.xlsx"

Read = tuple[Office, tuple[Problem, ...]]


def read_offices(path: Path) -> tuple[tuple[Office, ...], tuple[Problem, ...]]:
    """Return every office of templates/co-quan.xlsx."""
    if not path.exists():
        fix = "Đặt tệp này vào thư mục templates: nó cho biết đầu trang, ký hiệu, người ký của cơ quan."
        return (), (Problem(Where(path.name), "Không có tệp thông tin cơ quan.", fix),)
    sheets, problems = read_workbook(path)
    read = [found for sheet in sheets if (form := _form(sheet)) for found in offices_of(form)]
    offices = tuple(office for office, _ in read)
    found = tuple(problem for _, slips in read for problem in slips)
    if not offices and not problems:
        found = (Problem(Where(path.name), "Không tìm thấy cơ quan nào.", "Ghi mỗi cơ quan một dòng."),)
    return offices, (*problems, *found)


def _form(sheet: Sheet) -> Pairs | Header | None:
    table, pairs = header_of(sheet, Office), pairs_of(sheet, Office)
    return table if table and (pairs is None or table.score >= pairs.score) else pairs


def offices_of(form: Pairs | Header) -> list[Read]:
    """Return the offices of a sheet: one from headings with values, one a row from a table."""
    if isinstance(form, Pairs):
        return [_office(form.cells, form.places, form.sheet.where)]
    return [_from_row(form, row) for row in form.body() if _is_office(form, row)]


def _from_row(form: Header, row: int) -> Read:
    cells = {key: cell for key in form.keys if (cell := form.cell(row, key)) is not None}
    places = {key: form.place(row, key) for key in cells}
    return _office(cells, places, form.sheet.where.at(cell=f"A{row}"))


def _is_office(form: Header, row: int) -> bool:
    """Whether a row below the header is an office, not a note to the clerk."""
    own = form.sheet.filled(row)
    known = {column.index for column in form.columns if column.field}
    seen = row not in form.sheet.hidden_rows and not is_example(own[0])
    return seen and sum(cell.column in known for cell in own) > 1


def _office(cells: Mapping[str, Cell], places: Mapping[str, Where], where: Where) -> Read:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for declared in fields_of(Office):
        if declared.key in cells:
            value, mistakes = parse(declared, cells[declared.key])
            if declared.kind == "choice" and value is not None:
                value, mistakes = _CHOICES.get(declared.key, _policy)(value)
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
    return Office(**known, where=where, sources=MappingProxyType(dict(places)), faulty=faulty), tuple(problems)


_NO_SLOT = Mistake("Ký hiệu thiếu chỗ ghi số.", "Ghi {so} ở chỗ của số, ví dụ {so}/KH-MTTQ-BTT.", "warning")


def _of_term(values: Mapping[str, Any], places: Mapping[str, Where], where: Where) -> list[Problem]:
    """Return an error when numbers count by a term that is not told."""
    term = values.get("term") or ""
    if values.get("counted_by") != BY_TERM or term_years(term):
        return []
    message = f"Không hiểu nhiệm kỳ «{term}»." if term else "Đánh số theo nhiệm kỳ mà chưa ghi nhiệm kỳ nào."
    return [Problem(places.get("nhiem_ky", where), message, "Ghi «Nhiệm kỳ» như 2024-2029.")]


def _counting(text: str) -> tuple[str | None, tuple[Mistake, ...]]:
    """Return in what periods numbers count, from "năm" or "nhiệm kỳ"."""
    plain = bare(text).removeprefix("theo ")
    found = {"nam": BY_YEAR, "nhiem ky": BY_TERM}.get(plain)
    return found, () if found else (Mistake(f"Không hiểu «{text}».", f"Ghi «{BY_YEAR}» hoặc «{BY_TERM}»."),)


def _sides(text: str) -> tuple[str | None, tuple[Mistake, ...]]:
    """Return on how many sides of a sheet the office prints, from "một mặt" or "hai mặt"."""
    plain = bare(text).removeprefix("in ")
    found = {"mot mat": ONE_SIDE, "1 mat": ONE_SIDE, "hai mat": TWO_SIDES, "2 mat": TWO_SIDES}.get(plain)
    return found, () if found else (
        Mistake(f"Không hiểu «{text}».", f"Ghi «{ONE_SIDE}» hoặc «{TWO_SIDES}».", "warning"),
    )


_CHOICES: Mapping[str, Callable[[str], tuple[str | None, tuple[Mistake, ...]]]] = {
    "danh_so_theo": _counting,
    "cach_in": _sides,
}


def _policy(text: str) -> tuple[str | None, tuple[Mistake, ...]]:
    """Return how numbers are given, from "tự động" or "để trống"."""
    plain = bare(text)
    if plain.startswith("tu dong") or plain in ("co", "x"):
        return AUTOMATIC, ()
    if plain.startswith(("de trong", "khong")):
        return BLANK, ()
    return None, (Mistake(f"Không hiểu «{text}».", f"Ghi «{AUTOMATIC}» hoặc «{BLANK}»."),)
