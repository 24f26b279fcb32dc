"""Read tables that are text: a .csv in any encoding, or a web page that a program saved under a spreadsheet's name."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product

from lxml import etree

from flows.problems import Mistake, Problem, Where
from flows.spreadsheets.legacy_fonts import likely_font
from flows.spreadsheets.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TooManyCellsError, declared
from flows.spreadsheets.sheet import Cell, Merge, Sheet

Place = tuple[int, int]
UNCLOSED = Mistake(
    'Dòng này có dấu ngoặc kép (") mở mà không đóng, nên không biết các ô sau nó ở đâu.',
    "Mở tệp bằng Excel, sửa dòng ấy, lưu lại thành .xlsx rồi chép lại vào chỗ cũ.",
)


def decode(data: bytes) -> str:
    """Return the text of a file that does not say its encoding: UTF-8, UTF-16, an old font's bytes, Windows-1258."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if data[1:400:2].count(0) > len(data[1:400:2]) * 0.5:
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        return text if likely_font(text.splitlines()) else data.decode("cp1258", errors="replace")


def read_csv(file: str, name: str, data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return a .csv as one sheet; every value stays the text it is."""
    text = decode(data).replace("\0", "")
    first, _, rest = text.partition("\n")
    # Excel's own hint to itself is no row: sep=;
    hint = re.fullmatch(r'"?sep=(.)"?\s*', first)
    body, delimiter = (rest, hint[1]) if hint else (text, _delimiter(text))
    rows = csv.reader(body.splitlines(keepends=True), delimiter=delimiter, strict=True)
    grid, row = dict[Place, Cell](), 0
    try:
        for row, values in enumerate(islice(rows, MAX_ROWS), start=1):
            for column, value in enumerate(values[:MAX_COLUMNS], start=1):
                if value:
                    grid[row, column] = Cell(row, column, _as_typed(value))
            if len(grid) > MAX_CELLS:
                raise TooManyCellsError(file)
    except csv.Error:
        return (), (UNCLOSED.at(Where(file, name, f"A{row + 1}")),)
    return (Sheet(file, name, grid),), ()


def _as_typed(value: str) -> str:
    """Return what the clerk sees in Excel: without the sign that says "this is text": '0912..., ="0912..."."""
    formula = re.fullmatch(r'="(.*)"', value)
    if formula:
        return formula[1]
    return value[1:] if value.startswith("'") and not value.endswith("'") else value


def _delimiter(text: str) -> str:
    """Return the sign that cuts most of the first rows into equally many parts."""
    sample = text[:20_000].splitlines()[:60]
    widths = {sign: Counter(map(len, csv.reader(sample, delimiter=sign))) for sign in ";\t,|"}
    alike = {sign: [(rows * width, width) for width, rows in own.items() if width > 1] for sign, own in widths.items()}
    return max(alike, key=lambda sign: max(alike[sign], default=(0, 0)))


@dataclass
class _Page:
    """The tables of a page one under another, as Excel lays them out when it opens the page."""

    grid: dict[Place, Cell] = field(default_factory=dict)
    taken: set[Place] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    bottom: int = 0


def read_html(file: str, name: str, data: bytes) -> tuple[Sheet, ...]:
    """Return the tables of a web page as one sheet, none when it has no table; spans become merges."""
    if data.count(b"<") > MAX_CELLS:
        raise TooManyCellsError(file)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    page = _Page()
    root = etree.fromstring(decode(data).encode("utf-8", errors="replace"), parser)
    for table in _nearest(root, "table"):
        _add_table(page, table)
    if not page.grid:
        return ()
    return (Sheet(file, name, page.grid, tuple(page.merges), frozenset(page.hidden)),)


def _nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a name that do not stand inside one another, nor in a table within."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != "table":
            yield from _nearest(child, tag)


def _add_table(page: _Page, table: etree._Element) -> None:
    """Add a table below what is there; a table inside one of its cells comes under that cell's row."""
    number = page.bottom
    for row in _nearest(table, "tr"):
        number += 1
        if number > MAX_ROWS:
            return
        page.bottom = max(page.bottom, number)
        if "display:none" in (row.get("style") or "").replace(" ", "").lower():
            page.hidden.add(number)
        _add_row(page, number, row)
        for inner in _nearest(row, "table"):
            _add_table(page, inner)
            number = page.bottom


def _add_row(page: _Page, number: int, row: etree._Element) -> None:
    column = 1
    for cell in row.iterchildren("td", "th"):
        while (number, column) in page.taken:
            column += 1
        if column > MAX_COLUMNS:
            return
        height, width = declared(cell.get("rowspan"), 2_000), declared(cell.get("colspan"), 100)
        merge = Merge(number, column, number + height - 1, column + width - 1)
        page.taken.update(product(range(number, merge.bottom + 1), range(column, merge.right + 1)))
        if merge.size > 1:
            page.merges.append(merge)
            page.bottom = max(page.bottom, merge.bottom)
        if text := _text(cell):
            page.grid[number, column] = Cell(number, column, text)
        column = merge.right + 1


def _text(cell: etree._Element) -> str:
    """Return the words of a cell; blanks of the source are one blank, <br> and paragraphs are line breaks."""
    lines = "".join(_pieces(cell)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(element: etree._Element) -> Iterable[str]:
    if element.tag in {"script", "style", "table"}:
        return
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield "\n" if child.tag in {"br", "p", "div", "tr", "li"} else ""
        yield from _pieces(child)
        yield "\n" if child.tag in {"p", "div", "tr", "li"} else ""
        yield " ".join((child.tail or "").split("\n"))
