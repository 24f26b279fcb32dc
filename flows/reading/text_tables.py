"""Tables that are text: the bytes of a .csv, or of a web page's table under any name, in; one sheet of cells out."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.problems import Problem, Where
from flows.reading.cells import Cell, Merge, Sheet
from flows.reading.grids import MAX_COLUMNS, MAX_ROWS, bounded, told_by_column
from flows.reading.legacy_fonts import likely_font

if TYPE_CHECKING:
    import lxml.html

Grid = Mapping[tuple[int, int], str]


def decode(data: bytes) -> str:
    """Return the text of a file that does not say its encoding: UTF-8, UTF-16, an old font's bytes, Windows-1258."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if data[1:400:2].count(0) > len(data[1:400:2]) * 0.5:
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _one_byte_a_letter(data)


def _one_byte_a_letter(data: bytes) -> str:
    text = data.decode("latin-1")
    return text if likely_font(text.splitlines()) else data.decode("cp1258", errors="replace")


def read_csv(file: str, name: str, data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return a .csv as one sheet; every value stays the text it is."""
    text = decode(data).replace("\0", "")
    first, _, rest = text.partition("\n")
    # Excel's own hint to itself is no row: sep=;
    hint = re.fullmatch(r'"?sep=(.)"?\s*', first)
    body, delimiter = (rest, hint[1]) if hint else (text, _delimiter(text))
    try:
        grid = dict(_grid(body, delimiter))
    except csv.Error:
        return (), (_unclosed(Where(file, name), body, delimiter),)
    return (Sheet(file, name, as_cells(grid)),), ()


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)


def _grid(text: str, delimiter: str) -> Iterator[tuple[tuple[int, int], str]]:
    for row, values in enumerate(_rows(text, delimiter), start=1):
        if row > MAX_ROWS:
            return
        for column, value in enumerate(values[:MAX_COLUMNS], start=1):
            if value:
                yield (row, column), _as_typed(value)


def _as_typed(value: str) -> str:
    """Return what the clerk sees in Excel: without the sign that says "this is text": '0912..., ="0912..."."""
    formula = re.fullmatch(r'="(.*)"', value)
    if formula:
        return formula[1]
    return value[1:] if value.startswith("'") and not value.endswith("'") else value


def _delimiter(text: str) -> str:
    """Return the sign that cuts most of the first rows into equally many parts."""
    sample = text[:20_000].splitlines()[:60]
    return max(";\t,|", key=lambda sign: _evenness(sample, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    widths = Counter(len(values) for values in csv.reader(lines, delimiter=sign) if len(values) > 1)
    return max(((rows * width, width) for width, rows in widths.items()), default=(0, 0))


def _unclosed(where: Where, text: str, delimiter: str) -> Problem:
    rows = 0
    try:
        for _ in _rows(text, delimiter):
            rows += 1
    except csv.Error:
        pass
    return Problem(
        where.at(cell=f"A{rows + 1}"),
        'Dòng này có dấu ngoặc kép (") mở mà không đóng, nên không biết các ô sau nó ở đâu.',
        "Mở tệp bằng Excel, sửa dòng ấy, lưu lại thành .xlsx rồi chép lại vào chỗ cũ.",
    )


def as_cells(grid: Grid) -> dict[tuple[int, int], Cell]:
    """Return the values as cells, in Unicode."""
    return told_by_column({place: Cell(*place, value) for place, value in grid.items()})


@dataclass
class _Page:
    """The tables of a page one under another, as Excel lays them out when it opens the page."""

    grid: dict[tuple[int, int], str] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    bottom: int = 0


def read_html(file: str, name: str, data: bytes) -> tuple[Sheet, ...]:
    """Return the tables of a web page as one sheet, none when it has no table; spans become merges."""
    import lxml.html  # noqa: PLC0415 a tenth of a second, and web pages are rare

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    page = _Page()
    root = lxml.html.document_fromstring(decode(data).encode("utf-8", errors="replace"), parser=parser)
    for table in root.iter("table"):
        if next(table.iterancestors("table"), None) is None:
            _add_table(page, table)
    if not page.grid:
        return ()
    return (Sheet(file, name, as_cells(page.grid), bounded(page.merges), frozenset(page.hidden)),)


def _add_table(page: _Page, table: lxml.html.HtmlElement) -> None:
    top = page.bottom
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
    for number, row in enumerate(rows, start=top + 1):
        if number > MAX_ROWS:
            return
        page.bottom = max(page.bottom, number)
        if "display:none" in (row.get("style") or "").replace(" ", "").lower():
            page.hidden.add(number)
        _add_row(page, number, row)


def _add_row(page: _Page, number: int, row: lxml.html.HtmlElement) -> None:
    column = 1
    for cell in row.iterchildren("td", "th"):
        while (number, column) in page.taken:
            column += 1
        if column > MAX_COLUMNS:
            return
        merge = Merge(number, column, number + _span(cell, "rowspan", 2_000), column + _span(cell, "colspan", 100))
        _place(page, merge, _text(cell))
        column = merge.right + 1


def _place(page: _Page, merge: Merge, text: str) -> None:
    places = [(r, c) for r in range(merge.top, merge.bottom + 1) for c in range(merge.left, merge.right + 1)]
    page.taken.update(places)
    if len(places) > 1:
        page.merges.append(merge)
        page.bottom = max(page.bottom, merge.bottom)
    if text:
        page.grid[merge.top, merge.left] = text


def _span(cell: lxml.html.HtmlElement, name: str, most: int) -> int:
    typed = (cell.get(name) or "").strip()
    return min(int(typed) - 1, most) if typed.isascii() and typed.isdecimal() and int(typed[:9]) > 0 else 0


def _text(cell: lxml.html.HtmlElement) -> str:
    """Return the words of a cell; blanks of the source are one blank, <br> and paragraphs are line breaks."""
    lines = "".join(_pieces(cell)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(element: lxml.html.HtmlElement) -> Iterable[str]:
    if element.tag in {"script", "style"}:
        return
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield "\n" if child.tag in {"br", "p", "div", "tr", "li"} else ""
        yield from _pieces(child)
        yield "\n" if child.tag in {"p", "div", "tr", "li"} else ""
        yield " ".join((child.tail or "").split("\n"))
