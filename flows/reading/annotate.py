"""Show mistakes where they are: a workbook and its problems in, a copy with marked cells and a list of them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment

from flows.problems import Problem
from flows.reading.cells import Sheet, Value, letters
from flows.reading.copies import list_name, may_be_copy, original_in
from flows.reading.harmless_text import harmless
from flows.reading.marked_list import LIST_TITLE, TITLE_ROWS, WORDS, list_sheet
from flows.reading.marked_styles import AMBER, RED
from flows.reading.marked_workbook import Mark, MarkedWorkbook
from flows.reading.other_formats import kind_of
from flows.reading.package_parts import Parts
from flows.reading.saving import put_text, saved
from flows.reading.workbook import MAX_UNPACKED, read_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["AMBER", "LIST_TITLE", "RED", "annotated"]

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_HINT = (
    "Sửa trong tệp gốc rồi lưu đè vào thư mục inputs; bấm địa chỉ ở cột Ô để tới ô cần sửa. "
    "Nếu đã sửa ngay ở bản này: chép bản này vào inputs và bỏ tệp gốc ra."
)
_VALUES_ONLY = "Bản này chỉ có giá trị các ô; màu, phông, công thức ở tệp gốc."
_NO_MACROS = "Bản này không có macro của tệp gốc."

Place = tuple[str, str]


@dataclass(frozen=True)
class _Copy:
    """The copy to be marked; `tabs` gives the part of a tab by the name that problems call its sheet."""

    book: MarkedWorkbook
    tabs: Mapping[str, tuple[str, str]]
    remark: str = ""


def annotated(path: Path, problems: Sequence[Problem]) -> bytes | None:
    """Return the workbook with its wrong cells marked and a first sheet that lists all problems; None without any.

    An .xlsx or .xlsm is marked in its own package, so that charts, pictures, controls and results of formulas stay;
    .xls, .ods, .csv and web pages come as .xlsx with their values, and a file that cannot be opened as the list alone.
    The same file and problems give the same bytes.
    """
    if not problems:
        return None
    try:
        return _marked(_opened(path), path, problems)
    except Exception:  # noqa: BLE001 a damaged package fails anywhere; the clerk gets what can be read all the same
        return _marked(_rebuilt(path), path, problems)


def _opened(path: Path) -> _Copy:
    if kind_of(path) != "excel":
        return _rebuilt(path)
    data = path.read_bytes()
    if Parts(data).unpacked > MAX_UNPACKED:
        raise ValueError("unpacks to more than an office's roster ever holds")
    book = MarkedWorkbook(data)
    if may_be_copy(book.tabs) and original_in(read_workbook(path)[0]):
        # Our own copy came back: its marks and its list are of yesterday.
        book.without_marks()
        book.remove(list_name(book.tabs))
    return _Copy(book, {name: (name, part) for name, part in book.tabs.items()}, _NO_MACROS if book.had_macros else "")


def _rebuilt(path: Path) -> _Copy:
    """Return a copy of the values alone; of a file that cannot be read, one without any sheet but the list."""
    try:
        sheets = read_workbook(path)[0]
    except Exception:  # noqa: BLE001 the same damage
        sheets = ()
    book = openpyxl.Workbook()
    titles = {sheet.name: _tab_of(book, sheet).title for sheet in sheets}
    if titles:
        del book[book.sheetnames[0]]
    opened = MarkedWorkbook(saved(book))
    tabs = {name: (title, opened.tabs[title]) for name, title in titles.items()}
    return _Copy(opened, tabs, _VALUES_ONLY if tabs else "")


def _marked(copy: _Copy, path: Path, problems: Sequence[Problem]) -> bytes:
    problems = sorted(problems, key=lambda problem: not problem.is_error)
    places = [_place(copy, path, problem) for problem in problems]
    for title, part in copy.tabs.values():
        own = [
            (place[1], problem) for problem, place in zip(problems, places, strict=True) if place and place[0] == title
        ]
        if own:
            copy.book.mark(part, _marks(own))
    listed = [(problem, place, _sheet_of(problem, path)) for problem, place in zip(problems, places, strict=True)]
    hint = "\n".join(filter(None, (_HINT, copy.remark)))
    empty = [] if copy.tabs else list(copy.book.tabs)
    copy.book.put_first(LIST_TITLE, list_sheet(path.name, hint, listed, copy.book.styles.looks()), TITLE_ROWS)
    for name in empty:
        copy.book.remove(name)
    return copy.book.saved()


def _marks(own: Sequence[tuple[str, Problem]]) -> dict[str, Mark]:
    cells: dict[str, list[Problem]] = {}
    for address, problem in own:
        cells.setdefault(address, []).append(problem)
    return {
        address: Mark(RED if any(p.is_error for p in found) else AMBER, "\n\n".join(dict.fromkeys(map(_told, found))))
        for address, found in cells.items()
    }


def _told(problem: Problem) -> str:
    fix = f"\nCách sửa: {problem.fix}" if problem.fix else ""
    return f"{WORDS[problem.severity].upper()}: {problem.message}{fix}"


def _sheet_of(problem: Problem, path: Path) -> str:
    where = problem.where
    return (f"{where.file}: " if where.file and Path(where.file).name != path.name else "") + where.sheet


def _place(copy: _Copy, path: Path, problem: Problem) -> Place | None:
    """Return the tab and the cell to be marked, the corner of a merged range; None for what has no cell here."""
    where = problem.where
    if (where.file and Path(where.file).name != path.name) or where.sheet not in copy.tabs:
        return None
    title, part = copy.tabs[where.sheet]
    return (title, copy.book.merged_at(part, where.cell)) if _is_address(where.cell) else None


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    if found is None or int(found[2]) > 1_048_576:
        return False
    return len(found[1]) < 3 or found[1] <= "XFD"


def _tab_of(book: openpyxl.Workbook, sheet: Sheet) -> Worksheet:
    # Excel's rules for a tab's name: at most 31 letters, none of these.
    tab: Worksheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", "_", harmless(sheet.name))[:31] or "Trang")
    widths: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        _fill_in(tab, row, column, cell.value)
        if sheet.merge_at(row, column) is None:
            widths[column] = max(widths.get(column, 9), min(len(str(cell.value)) + 2, 45))
    for column, width in widths.items():
        tab.column_dimensions[letters(column)].width = width
    for merge in sheet.merges:
        tab.merge_cells(start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right)
    return tab


def _fill_in(tab: Worksheet, row: int, column: int, value: Value) -> None:
    cell = tab.cell(row, column)
    if isinstance(cell, MergedCell):
        return
    if isinstance(value, str):
        put_text(cell, value)
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, time):
        cell.number_format = "hh:mm"
