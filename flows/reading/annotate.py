"""Show mistakes where they are: a workbook and its problems in, a copy with marked cells and a list of them out."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from flows.problems import Problem
from flows.reading.cells import Sheet, Value, letters
from flows.reading.other_formats import kind_of
from flows.reading.saving import harmless, put_text, saved
from flows.reading.workbook import MAX_UNPACKED, read_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LIST_TITLE = "Cần sửa"
"""The first sheet of an annotated copy; readers that meet it in an input pass it over."""

AUTHOR = "vanthu"
RED, AMBER = (PatternFill("solid", start_color=colour, end_color=colour) for colour in ("FFFF9C9C", "FFFFD966"))
_HEAD = PatternFill("solid", start_color="FFD9E2F3", end_color="FFD9E2F3")
_THIN = Side(style="thin", color="FFBFBFBF")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_KEPT = "--- Ghi chú có sẵn ---"
_COLUMNS = {"STT": 6, "Mức": 11, "Trang": 18, "Ô": 8, "Cột": 22, "Lỗi": 62, "Cách sửa": 62}
_HINT = (
    "Sửa trong tệp gốc, không sửa bản này; lưu lại rồi chép vào thư mục inputs. Bấm địa chỉ ở cột Ô để tới ô cần sửa."
)
_WORDS = {"error": "Lỗi", "warning": "Cảnh báo"}


@dataclass(frozen=True)
class _Copy:
    """The copy to be marked; `tabs` finds a tab by the name that problems call its sheet."""

    book: openpyxl.Workbook
    tabs: Mapping[str, Worksheet]


def annotated(path: Path, problems: Sequence[Problem]) -> bytes | None:
    """Return the workbook with its wrong cells marked and a first sheet that lists all problems; None without any.

    What openpyxl keeps of an .xlsx is kept; .xls, .ods, .csv and web pages come as .xlsx with their values, and a file
    that cannot be opened as the list alone. The same file and problems give the same bytes.
    """
    if not problems:
        return None
    copy = _copy_of(path)
    places = [_place(copy, path, problem) for problem in problems]
    for place in dict.fromkeys(place for place in places if place):
        _mark(copy.book[place[0]], place[1], [p for p, at in zip(problems, places, strict=True) if at == place])
    _add_list(copy.book, path, list(zip(problems, places, strict=True)))
    return saved(copy.book)


Place = tuple[str, str]


def _copy_of(path: Path) -> _Copy:
    try:
        return _opened(path) if kind_of(path) == "excel" else _rebuilt(read_workbook(path)[0])
    except Exception:  # noqa: BLE001 a damaged package fails anywhere in openpyxl; the clerk gets the list all the same
        return _rebuilt(())


def _opened(path: Path) -> _Copy:
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
            return _rebuilt(())
    with warnings.catch_warnings(), path.open("rb") as file:
        # openpyxl warns of what it cannot keep.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, rich_text=True)
    if LIST_TITLE in book.sheetnames:
        # Somebody dropped our own annotated copy: its list is of yesterday.
        del book[LIST_TITLE]
    return _Copy(book, {tab.title: tab for tab in book.worksheets})


def _rebuilt(sheets: Sequence[Sheet]) -> _Copy:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    return _Copy(book, {sheet.name: _tab_of(book, sheet) for sheet in sheets})


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


def _place(copy: _Copy, path: Path, problem: Problem) -> Place | None:
    """Return the tab and the cell to be marked, the corner of a merged range; None for what has no cell here."""
    where = problem.where
    tab = copy.tabs.get(where.sheet)
    if where.file and Path(where.file).name != path.name:
        return None
    if tab is None or not _is_address(where.cell):
        return None
    merged = next((area for area in tab.merged_cells.ranges if where.cell in area), None)
    return tab.title, f"{letters(merged.min_col)}{merged.min_row}" if merged else where.cell


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    if found is None or int(found[2]) > 1_048_576:
        return False
    return len(found[1]) < 3 or found[1] <= "XFD"


def _mark(tab: Worksheet, address: str, problems: Sequence[Problem]) -> None:
    cell = tab[address]
    cell.fill = RED if any(problem.is_error for problem in problems) else AMBER
    told = list(dict.fromkeys(_told(problem) for problem in problems))
    before = _comment_before(cell.comment)
    text = harmless("\n\n".join([*told, *([f"{_KEPT}\n{before}"] if before else [])]))
    lines = sum(len(line) // 46 + 1 for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, height=min(24 + 17 * lines, 600), width=340)


def _comment_before(comment: Comment | None) -> str:
    """Return what somebody else had written there; of our own comment, what it had kept."""
    if comment is None:
        return ""
    _, mark, kept = comment.text.partition(f"{_KEPT}\n")
    return kept if mark else "" if comment.author == AUTHOR else comment.text


def _told(problem: Problem) -> str:
    fix = f"\nCách sửa: {problem.fix}" if problem.fix else ""
    return f"{_WORDS[problem.severity].upper()}: {problem.message}{fix}"


def _add_list(book: openpyxl.Workbook, path: Path, listed: Sequence[tuple[Problem, Place | None]]) -> None:
    tab: Worksheet = book.create_sheet(LIST_TITLE, 0)
    errors = sum(problem.is_error for problem, _ in listed)
    _write(
        tab, "A1", f"{path.name}: {errors} lỗi, {len(listed) - errors} cảnh báo", Font("Calibri", bold=True, size=14)
    )
    _write(tab, "A2", _HINT, Font("Calibri", italic=True, color="FF595959"))
    for column, (heading, width) in enumerate(_COLUMNS.items(), start=1):
        cell = _write(tab, f"{letters(column)}3", heading, Font("Calibri", bold=True))
        cell.fill, cell.border, cell.alignment = _HEAD, _GRID, Alignment("center", "center", wrap_text=True)
        tab.column_dimensions[letters(column)].width = width
    for number, (problem, place) in enumerate(listed, start=1):
        _list_row(tab, number, path, problem, place)
    _lay_out(book, tab)


def _list_row(tab: Worksheet, number: int, path: Path, problem: Problem, place: Place | None) -> None:
    where, row = problem.where, number + 3
    elsewhere = f"{where.file}: " if where.file and Path(where.file).name != path.name else ""
    texts = (_WORDS[problem.severity], elsewhere + where.sheet, where.cell, where.heading, problem.message, problem.fix)
    for column, text in enumerate(texts, start=2):
        cell = _write(tab, f"{letters(column)}{row}", text)
        cell.border, cell.alignment = _GRID, Alignment(vertical="top", wrap_text=True)
    tab[f"A{row}"].value = number
    tab[f"A{row}"].border, tab[f"A{row}"].alignment = _GRID, Alignment("center", "top")
    tab[f"B{row}"].fill = RED if problem.is_error else AMBER
    tab.row_dimensions[row].height = 15.5 * max(len(problem.message) // 58 + 1, len(problem.fix) // 58 + 1)
    if place:
        _link(tab[f"D{row}"], place)


def _link(cell: Cell, place: Place) -> None:
    title = place[0].replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{place[1]}")
    cell.font = Font("Calibri", color="FF0563C1", underline="single")


def _write(tab: Worksheet, address: str, text: str, font: Font | None = None) -> Cell:
    cell: Cell = tab[address]
    put_text(cell, text)
    if font:
        cell.font = font
    return cell


def _lay_out(book: openpyxl.Workbook, tab: Worksheet) -> None:
    """Open the copy at the list: heading always in sight, A4 across, all other tabs unselected."""
    tab.freeze_panes = "A4"
    tab.page_setup.orientation, tab.page_setup.paperSize = "landscape", 9
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.page_setup.fitToHeight = 0
    tab.print_title_rows = "3:3"
    tab.sheet_properties.tabColor = "FFC00000"
    book.active = 0
    for other in book.worksheets:
        # Tabs that stay selected together would be edited together.
        other.sheet_view.tabSelected = other is tab
