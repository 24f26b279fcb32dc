"""Show mistakes where they are: a copy of a workbook with its wrong cells marked, and a first sheet that lists them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from flows.problems import Problem
from flows.spreadsheets.limits import Package
from flows.spreadsheets.save_workbook import GRID, harmless, print_on_a4, put_text, saved
from flows.spreadsheets.sheet import INDEXED_CELLS, Sheet, Value, letters
from flows.spreadsheets.workbook import kind_of, read_workbook
from flows.spreadsheets.xlsx import read_package

RED, AMBER = "FFFF9C9C", "FFFFD95C"
LIST_TITLE = "Cần sửa"
"""The first sheet of a marked copy; a copy that comes back is read without it."""
STAMP = "vanthu: bản có đánh dấu của "
"""In a hidden column of the list, followed by the name of the workbook that the copy was made of."""
AUTHOR, KEPT = "vanthu", "--- Ghi chú có sẵn ---"
BEGINNINGS = ("LỖI: ", "CẢNH BÁO: ")
"""How our comments begin, whoever saved them since."""
MAX_MERGED = 500_000
"""openpyxl makes a cell of every place in a merged range."""

_WORDS = {"error": "Lỗi", "warning": "Cảnh báo"}
_COLUMNS = {"STT": 6, "Mức": 11, "Trang": 18, "Ô": 8, "Cột": 20, "Lỗi": 56, "Cách sửa": 56}
_HEADINGS_AT, _STAMPED = 3, "I"
_LINE, _PER_LINE = 15.5, 52
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_HINT = (
    "Sửa trong tệp gốc rồi lưu đè vào thư mục inputs; bấm địa chỉ ở cột Ô để tới ô cần sửa. "
    "Nếu đã sửa ngay ở bản này: chép bản này vào inputs và bỏ tệp gốc ra."
)
_VALUES_ONLY = "Bản này chỉ có giá trị các ô; màu, phông, công thức ở tệp gốc."
_NO_MACROS = "Bản này không có macro của tệp gốc."


@dataclass(frozen=True)
class _Copy:
    """The copy to be marked; `tabs` gives its sheets by the names that problems call them."""

    book: Workbook
    tabs: Mapping[str, Worksheet]
    remark: str = ""


def annotated(path: Path, problems: Sequence[Problem]) -> bytes | None:
    """Return the workbook with its wrong cells marked and a first sheet that lists all problems; None without any.

    Formats, widths, merges and formulas of an .xlsx or .xlsm stay; charts and shapes may be missing. Other formats, and
    what openpyxl does not open, come with their values, and a file that cannot be read as the list alone. The same file
    and problems give the same bytes.
    """
    if not problems:
        return None
    try:
        return _marked(_opened(path), path, problems)
    except Exception:  # noqa: BLE001 a damaged package fails anywhere; the clerk gets what can be read all the same
        return _marked(_rebuilt(path), path, problems)


def original_in(sheets: Iterable[Sheet]) -> str:
    """Return the name of the workbook that these sheets are a marked copy of, "" when they are none."""
    lists = (sheet for sheet in sheets if sheet.name.startswith(LIST_TITLE))
    texts = (cell.value for sheet in lists for cell in sheet.filled(1))
    stamps = (text for text in texts if isinstance(text, str) and text.startswith(STAMP))
    return next((stamp.removeprefix(STAMP) for stamp in stamps), "")


def _opened(path: Path) -> _Copy:
    """Return the workbook as openpyxl opens it, once we have read it within our limits; else its values."""
    if kind_of(path) != "excel":
        return _rebuilt(path)
    with ZipFile(path) as archive:
        package = Package(archive)
        sheets, _ = read_package(path.name, package)
        has_macros = "xl/vbaProject.bin" in package
    if sum(merge.size for sheet in sheets for merge in sheet.merges) > MAX_MERGED:
        return _rebuilt(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it will lose
        book = load_workbook(BytesIO(path.read_bytes()), rich_text=True)
    tabs: dict[str, Worksheet] = {tab.title: tab for tab in book.worksheets}
    # Its public ways make a cell of every place up to the last row and column.
    held = {title: len(tab._cells) for title, tab in tabs.items()}  # noqa: SLF001 see above
    if any(held.get(sheet.name, -1) < len(sheet.cells) for sheet in sheets):
        return _rebuilt(path)  # a strict workbook looks empty to openpyxl
    if original_in(sheets):
        _unmark(book, tabs)
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True  # openpyxl saves formulas without their results
    return _Copy(book, tabs, _NO_MACROS if has_macros else "")


def _unmark(book: Workbook, tabs: dict[str, Worksheet]) -> None:
    """Take out what an earlier run had marked: our own copy came back."""
    del book[next(name for name in tabs if name.startswith(LIST_TITLE))]
    for tab in book.worksheets:
        for cell in list(tab._cells.values()):  # noqa: SLF001 as above
            if cell.fill.start_color.rgb in (RED, AMBER):
                cell.fill = PatternFill()
            comment = cell.comment
            if comment is not None and (comment.author == AUTHOR or comment.text.startswith(BEGINNINGS)):
                kept = comment.text.partition(f"{KEPT}\n")[2]
                cell.comment = _comment(kept, "") if kept else None


def _rebuilt(path: Path) -> _Copy:
    """Return a copy of the values alone; of a file that cannot be read, one without any sheet."""
    book = Workbook()
    del book[book.sheetnames[0]]
    tabs = {sheet.name: _tab_of(book, sheet) for sheet in read_workbook(path)[0] if not original_in((sheet,))}
    return _Copy(book, tabs, _VALUES_ONLY if tabs else "")


def _tab_of(book: Workbook, sheet: Sheet) -> Worksheet:
    # Excel's rules for a tab's name: at most 31 letters, none of these.
    tab: Worksheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", "_", harmless(sheet.name))[:31] or "Trang")
    widths: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        _fill_in(tab.cell(row, column), cell.value)  # type: ignore[arg-type]  # nothing is merged yet
        if sheet.merge_at(row, column) is None:
            widths[column] = max(widths.get(column, 9), min(len(str(cell.value)) + 2, 45))
    for column, width in widths.items():
        tab.column_dimensions[letters(column)].width = width
    last_row, last_column = tab.max_row, tab.max_column
    for merge in (whole.within(last_row, last_column) for whole in sheet.merges):
        if merge.size <= INDEXED_CELLS:
            tab.merge_cells(start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right)
    return tab


def _fill_in(cell: Cell, value: Value) -> None:
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


def _marked(copy: _Copy, path: Path, problems: Sequence[Problem]) -> bytes:
    problems = sorted(problems, key=lambda problem: not problem.is_error)
    cells = [_cell_of(copy, path, problem) for problem in problems]
    at: dict[tuple[str, str], list[Problem]] = {}
    for problem, cell in zip(problems, cells, strict=True):
        if cell is not None:
            at.setdefault((cell.parent.title, cell.coordinate), []).append(problem)
    for (title, address), own in at.items():
        _mark(copy.book[title][address], own)
    _add_list(copy, path, list(zip(problems, cells, strict=True)))
    return saved(copy.book)


def _mark(cell: Cell, own: Sequence[Problem]) -> None:
    """Fill a cell and comment it, above what somebody else had written there."""
    text = "\n\n".join(dict.fromkeys(map(_told, own)))
    if cell.comment is not None:
        text += f"\n\n{KEPT}\n{cell.comment.text}"
    cell.fill = _solid(RED if any(problem.is_error for problem in own) else AMBER)
    cell.comment = _comment(harmless(text), AUTHOR)


def _told(problem: Problem) -> str:
    fix = f"\nCách sửa: {problem.fix}" if problem.fix else ""
    return f"{_WORDS[problem.severity].upper()}: {problem.message}{fix}"


def _comment(text: str, author: str) -> Comment:
    return Comment(text, author, width=340, height=min(24 + 17 * _lines(text, 46), 600))


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def _cell_of(copy: _Copy, path: Path, problem: Problem) -> Cell | None:
    """Return the cell to be marked, the corner of a merged range; None for what has no cell here."""
    where = problem.where
    tab = copy.tabs.get(where.sheet)
    if tab is None or not _is_of(path, problem) or not _is_address(where.cell):
        return None
    cell = tab[where.cell]
    if isinstance(cell, MergedCell):
        area = next(area for area in tab.merged_cells.ranges if where.cell in area)
        cell = tab.cell(area.min_row, area.min_col)
    return cell if isinstance(cell, Cell) else None


def _is_of(path: Path, problem: Problem) -> bool:
    """Whether a problem is one of this workbook."""
    return not problem.where.file or Path(problem.where.file).name == path.name


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    if found is None or int(found[2]) > 1_048_576:
        return False
    return len(found[1]) < 3 or found[1] <= "XFD"


def _add_list(copy: _Copy, path: Path, listed: Sequence[tuple[Problem, Cell | None]]) -> None:
    """Put the sheet that lists everything before all others, and show it first."""
    errors = sum(problem.is_error for problem, _ in listed)
    for other in copy.book.worksheets:
        other.sheet_view.tabSelected = False  # tabs that stay selected together would be edited together
    tab: Worksheet = copy.book.create_sheet(LIST_TITLE, 0)
    copy.book.active = 0
    for view in copy.book.views:
        view.firstSheet = 0
    title = f"{path.name}: {errors} lỗi, {len(listed) - errors} cảnh báo"
    put_text(tab["A1"], title, font=Font("Calibri", bold=True, size=14))
    put_text(tab[f"{_STAMPED}1"], STAMP + path.name)
    hint = "\n".join(filter(None, (_HINT, copy.remark)))
    put_text(tab["A2"], hint, font=Font("Calibri", italic=True, color="FF595959"), alignment=_placed())
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    looks = {"font": Font("Calibri", bold=True), "fill": _solid("FFD9E2F3"), "border": GRID, "alignment": middle}
    for column, heading in enumerate(_COLUMNS, 1):
        put_text(tab.cell(_HEADINGS_AT, column), heading, **looks)
    for number, (problem, place) in enumerate(listed, 1):
        _add_problem(tab, number, problem, place, path)
    tab.row_dimensions[2].height = _LINE * (hint.count("\n") + 1)
    tab.merge_cells("A2:G2")
    _lay_out(tab, _HEADINGS_AT + len(listed))


def _add_problem(tab: Worksheet, number: int, problem: Problem, place: Cell | None, path: Path) -> None:
    row, where = number + _HEADINGS_AT, problem.where
    sheet = where.sheet if _is_of(path, problem) else f"{where.file}: {where.sheet}"
    texts = (_WORDS[problem.severity], sheet, where.cell, where.heading, problem.message, problem.fix)
    for column, text in enumerate(("", *texts), 1):
        cell: Cell = tab.cell(row, column)  # type: ignore[assignment]  # nothing is merged here
        if text:
            put_text(cell, text)
        cell.font, cell.border = Font("Calibri"), GRID
        cell.alignment = _placed("center" if column in (1, 2, 4) else None)
    tab.cell(row, 1).value = number
    tab.cell(row, 2).fill = _solid(RED if problem.is_error else AMBER)
    if place is not None:
        quoted = place.parent.title.replace("'", "''")
        linked: Cell = tab.cell(row, 4)  # type: ignore[assignment]  # nothing is merged here
        linked.hyperlink = Hyperlink(ref="", location=f"'{quoted}'!{place.coordinate}", display=place.coordinate)
        linked.font = Font("Calibri", underline="single", color="FF0563C1")
    lines = max(_lines(problem.message, _PER_LINE), _lines(problem.fix, _PER_LINE), _lines(where.heading, 18),
                _lines(sheet, 16))  # fmt: skip
    tab.row_dimensions[row].height = _LINE * lines + 3


def _placed(horizontal: str | None = None) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="top", wrap_text=horizontal is None)


def _lines(text: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in text.split("\n"))


def _lay_out(tab: Worksheet, last_row: int) -> None:
    for column, width in enumerate(_COLUMNS.values(), 1):
        tab.column_dimensions[letters(column)].width = width
    tab.column_dimensions[_STAMPED].hidden = True
    tab.sheet_properties.tabColor = "FFC00000"
    tab.sheet_view.showGridLines, tab.sheet_view.tabSelected = False, True
    tab.freeze_panes = f"A{_HEADINGS_AT + 1}"
    tab.auto_filter.ref = f"A{_HEADINGS_AT}:{letters(len(_COLUMNS))}{last_row}"
    print_on_a4(tab, "landscape", _HEADINGS_AT)
