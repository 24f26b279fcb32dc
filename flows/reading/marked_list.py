"""The sheet of an annotated copy that lists everything wrong: problems with their places in, the sheet's XML out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from flows.problems import Problem
from flows.reading.cells import letters
from flows.reading.harmless_text import harmless
from flows.reading.marked_styles import ERROR, HEADING, HINT, LINK, NUMBER, SHEETS, TEXT, TITLE, WARNING

LIST_TITLE = "Cần sửa"
"""The first sheet of an annotated copy; a copy that comes back is read without it."""
STAMP = "vanthu: bản có đánh dấu của "
"""In a hidden column of the list, followed by the name of the workbook that the copy was made of."""
TITLE_ROWS = "$3:$3"

WORDS = {"error": "Lỗi", "warning": "Cảnh báo"}
_COLUMNS = {"STT": 6, "Mức": 11, "Trang": 18, "Ô": 8, "Cột": 20, "Lỗi": 56, "Cách sửa": 56}
_STAMPED = "I"
_HEADINGS_AT = 3
_LINE, _PER_LINE = 15.5, 52

Listed = Sequence[tuple[Problem, tuple[str, str] | None, str]]
"""Each problem with its place (tab, cell) in this workbook, if it has one, and what its sheet is called in the list."""


def list_sheet(name: str, hint: str, listed: Listed, looks: Sequence[int]) -> bytes:
    """Return the sheet; `looks` are the numbers of the formats in the workbook's styles."""
    errors = sum(problem.is_error for problem, _, _ in listed)
    title = f"{name}: {errors} lỗi, {len(listed) - errors} cảnh báo"
    rows = [
        _row(1, 22, [_text("A1", title, looks[TITLE]), _text(f"{_STAMPED}1", STAMP + name, looks[TEXT])]),
        _row(2, _LINE * (hint.count("\n") + 1), [_text("A2", hint, looks[HINT])]),
        _row(_HEADINGS_AT, 20, [_text(f"{letters(n)}{_HEADINGS_AT}", heading, looks[HEADING])
                                for n, heading in enumerate(_COLUMNS, 1)]),
        *(_problem_row(n, *one, looks) for n, one in enumerate(listed, 1)),
    ]  # fmt: skip
    return _sheet(rows, list(_links(listed))).encode("utf-8")


def _sheet(rows: Sequence[str], links: Sequence[str]) -> str:
    widths = [*enumerate(_COLUMNS.values(), 1)]
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in widths)
    stamped = len(_COLUMNS) + 2
    last = f"{letters(len(_COLUMNS))}{len(rows)}"
    return (
        f'<worksheet xmlns="{SHEETS}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{_HEADINGS_AT}" '
        f'topLeftCell="A{_HEADINGS_AT + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}<col min="{stamped}" max="{stamped}" width="9" hidden="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{_HEADINGS_AT}:{last}"/><mergeCells count="1"><mergeCell ref="A2:G2"/></mergeCells>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, height: float, cells: Sequence[str]) -> str:
    return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def _text(address: str, text: str, look: int) -> str:
    """Return a cell of text; whatever it begins with, it is no formula."""
    if not text:
        return f'<c r="{address}" s="{look}"/>'
    # _x0041_ would be read as an A: ECMA-376 part 1, 22.9.2.19.
    shown = escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", harmless(text)))
    return f'<c r="{address}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _problem_row(number: int, problem: Problem, place: tuple[str, str] | None, sheet: str, looks: Sequence[int]) -> str:
    row = number + _HEADINGS_AT
    texts = (
        (WORDS[problem.severity], looks[ERROR if problem.is_error else WARNING]),
        (sheet, looks[TEXT]), (problem.where.cell, looks[LINK if place else NUMBER]),
        (problem.where.heading, looks[TEXT]), (problem.message, looks[TEXT]), (problem.fix, looks[TEXT]),
    )  # fmt: skip
    cells = [f'<c r="A{row}" s="{looks[NUMBER]}"><v>{number}</v></c>']
    cells += [_text(f"{letters(column)}{row}", text, look) for column, (text, look) in enumerate(texts, 2)]
    lines = max(_lines(problem.message, _PER_LINE), _lines(problem.fix, _PER_LINE), _lines(problem.where.heading, 18),
                _lines(sheet, 16))  # fmt: skip
    return _row(row, _LINE * lines + 3, cells)


def _lines(text: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in text.split("\n"))


def _links(listed: Listed) -> Iterator[str]:
    for number, (_, place, _) in enumerate(listed, 1):
        if place:
            quoted = place[0].replace("'", "''")
            target = quoteattr(f"'{quoted}'!{place[1]}")
            yield f'<hyperlink ref="D{number + _HEADINGS_AT}" location={target} display={quoteattr(place[1])}/>'
