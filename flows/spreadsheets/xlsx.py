"""Read .xlsx and .xlsm (ECMA-376 part 1) with openpyxl's parser of sheets; macros are never looked at.

openpyxl's `load_workbook` does more than is needed here and lacks what is: 10,000 people cost it half a second more,
but 100,000 people 15 s and 623 MB where this way takes 9 s and 337 MB, and a file may cost 500 MB at most. It fills
merged ranges cell by cell (22 GB for one over a whole sheet), does not tell a formula without a result from one
whose result is "", and refuses workbooks for a colour or a date in their properties that it does not like. So its
parser of cells, numbers and days is fed row by row, with fonts and texts read beside it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet import _reader as tags
from openpyxl.xml.constants import SHEET_MAIN_NS

from flows.problems import Mistake, Problem, Where
from flows.spreadsheets.legacy_fonts import encoding_of, to_unicode
from flows.spreadsheets.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGES,
    MAX_ROWS,
    Bounded,
    Package,
    Relation,
    TooManyCellsError,
    without_covered,
)
from flows.spreadsheets.sheet import Cell, Merge, Sheet, Value, percent

MAIN_TYPES = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in ("openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled",
                 "openxmlformats-officedocument.spreadsheetml.template", "ms-excel.template.macroEnabled")
)  # fmt: skip
NO_CELLS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""Kinds of sheets that hold a diagram, a form or a program."""
MISSING = Mistake(
    "Tệp ghi tên trang này nhưng không chứa nội dung của nó.",
    "Mở tệp bằng Excel, lưu lại thành .xlsx rồi chép lại vào chỗ cũ.",
)
_NOWHERE = Relation("", "")
_FALSE = ("0", "f", "false")
_STRING, _RUN, _TEXT, _RUN_FONT = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t", "rFont"))
_UNCACHED = object()

Text = str | tuple[tuple[str, str], ...]
"""A text, or its runs: the name of each one's own font, "" for the cell's, and its letters."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says of a cell; `font` is named only where it may be one from before Unicode."""

    font: str = ""
    struck: bool = False
    is_day: bool = False
    is_duration: bool = False
    is_percent: bool = False


_PLAIN = _Look()


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts and styles by their number, and whether days count from 1904."""

    texts: Mapping[int, Text]
    looks: Mapping[int, _Look]
    since_1904: bool

    def parser(self) -> _Parser:
        """Return openpyxl's parser for one sheet."""
        days = {number for number, look in self.looks.items() if look.is_day}
        durations = {number for number, look in self.looks.items() if look.is_duration}
        epoch = MAC_EPOCH if self.since_1904 else WINDOWS_EPOCH
        texts: Any = self.texts  # its runs go through as they are
        return _Parser(BytesIO(), texts, data_only=True, epoch=epoch, date_formats=days, timedelta_formats=durations)


class _Parser(tags.WorkSheetParser):
    """openpyxl's parser; it also tells fonts of runs, and the formulas whose result the file does not hold."""

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Return place, value and style of a cell."""
        inline = element.find(tags.INLINE_STRING) if element.get("t") == "inlineStr" else None
        if inline is not None:
            element.remove(inline)
        cell: dict[str, Any] = super().parse_cell(element)
        if inline is not None:
            cell["value"] = _text(inline)
        elif cell["value"] is None and element.find(tags.FORMULA_TAG) is not None:
            # A formula that came to nothing has an empty result, one that was never worked out has none.
            came_to_nothing = element.get("t") == "str" and element.find(tags.VALUE_TAG) is not None
            cell["value"] = None if came_to_nothing else _UNCACHED
        return cell


def read_package(file: str, package: Package) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of a workbook, hidden ones too, and a problem for each that the file lacks."""
    main = _main_part(package)
    root, relations = package.tree(main), package.relations(main)
    book = _book(package, root, relations)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    room = MAX_CELLS
    for tab in root.iterfind("{*}sheets/{*}sheet"):
        # r:id, in whichever of its two namespaces.
        ids = [str(value) for key, value in tab.attrib.items() if str(key).endswith("}id")]
        kind, part = relations.get(ids[0], _NOWHERE) if ids else _NOWHERE
        name, is_hidden = tab.get("name", ""), tab.get("state", "visible") != "visible"
        if part in package and kind not in NO_CELLS:
            with package.open(part) as stream:
                sheets.append(replace(_sheet(Where(file, name), stream, book, room), is_hidden=is_hidden))
            room -= len(sheets[-1].cells)
        elif kind not in NO_CELLS:
            problems.append(MISSING.at(Where(file, name)))
    return tuple(sheets), tuple(problems)


def _main_part(package: Package) -> str:
    """Return the name of the part that lists the sheets: by its type, else where nearly all workbooks have it."""
    if "[Content_Types].xml" in package:
        for kind in package.tree("[Content_Types].xml").iterfind("{*}Override"):
            if kind.get("ContentType") in MAIN_TYPES:
                return kind.get("PartName", "").lstrip("/")
    named = (relation.target for relation in package.relations("").values() if relation.kind == "officeDocument")
    return next(named, "xl/workbook.xml")


def _book(package: Package, root: etree._Element, relations: Mapping[str, Relation]) -> _Book:
    parts = {relation.kind: relation.target for relation in relations.values()}
    styles, strings = parts.get("styles", ""), parts.get("sharedStrings", "")
    settings = root.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904", "0") not in _FALSE
    looks = _looks(package.tree(styles)) if styles in package else {}
    texts = dict(enumerate(_texts(package, strings))) if strings in package else {}
    return _Book(texts, looks, since_1904)


def _looks(styles: etree._Element) -> dict[int, _Look]:
    """Return the styles that matter, by their number; all others are plain."""
    # Strict and transitional workbooks differ in nothing but their namespaces here.
    fonts = [_font(font) for font in styles.iterfind("{*}fonts/{*}font")]
    listed = styles.iterfind("{*}numFmts/{*}numFmt")
    codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {code.get("numFmtId", ""): code.get("formatCode", "") for code in listed}
    looks = enumerate(_look(style, fonts, codes) for style in styles.iterfind("{*}cellXfs/{*}xf"))
    return {number: look for number, look in looks if look != _PLAIN}


def _font(font: etree._Element) -> _Look:
    name, strike = font.find("{*}name"), font.find("{*}strike")
    typed = name.get("val", "") if name is not None else ""
    struck = strike is not None and strike.get("val", "1") not in _FALSE
    return _Look(typed if encoding_of(typed) else "", struck)


def _look(style: etree._Element, fonts: list[_Look], codes: Mapping[str, str]) -> _Look:
    number, code = style.get("fontId", "0"), codes.get(style.get("numFmtId", "0"), "")
    font = fonts[int(number)] if number.isdecimal() and int(number) < len(fonts) else _PLAIN
    is_day = is_date_format(code)
    return _Look(font.font, font.struck, is_day, is_timedelta_format(code), not is_day and "%" in code)


def _texts(package: Package, strings: str) -> Iterator[Text]:
    """Yield the shared strings in order."""
    with package.open(strings) as part:
        stream = Bounded(part)
        for count, element in enumerate(_ended(stream, _STRING)):
            if count >= MAX_CELLS:
                raise TooManyCellsError("shared strings")
            yield _text(element)


def _text(element: Element) -> Text:
    """Return a text with the fonts of its runs; how to pronounce it (18.4.6) is no part of it."""
    whole = element.findtext(_TEXT)
    if whole:
        return _unmarked(whole)
    runs: list[tuple[str, str]] = []
    for run in element.iterfind(_RUN):
        font = run.find(f".//{_RUN_FONT}")
        runs.append(("" if font is None else font.get("val", ""), _unmarked(run.findtext(_TEXT) or "")))
    return tuple(runs) if any(font for font, _ in runs) or len(runs) > 1 else "".join(text for _, text in runs)


def _unmarked(text: str) -> str:
    """Return a text without the sign that shields an underscore (22.9.2.19), as openpyxl does."""
    return text.replace("x005F_", "")


def _ended(stream: Bounded, *tags: str) -> Iterator[Element]:
    """Yield the elements of these names as they end; each is cleared when the next one is asked for."""
    for _, element in iterparse(stream):  # noqa: S314 Package refuses entities
        if element.tag in tags:
            yield element
            element.clear()
            stream.taken = 0


def _sheet(where: Where, part: IO[bytes], book: _Book, room: int) -> Sheet:
    parser, merges, hidden_columns = book.parser(), dict[Merge, None](), dict[int, range]()
    cells: dict[tuple[int, int], Cell] = {}
    hidden_rows, rows = set[int](), 0
    with warnings.catch_warnings():
        # openpyxl warns of days that no calendar has; they are told at their cells.
        warnings.simplefilter("ignore")
        for element in _ended(Bounded(part), tags.ROW_TAG, tags.COL_TAG, tags.MERGE_TAG):
            if element.tag == tags.ROW_TAG:
                rows += 1
                number, found = parser.parse_row(element)  # type: ignore[arg-type]  # the stubs want less of attrib
                parser.row_dimensions.clear()
                if element.get("hidden", "0") not in _FALSE:
                    hidden_rows.add(number)
                room -= len(found)
                if room < 0 or rows > LAST_ROW:
                    raise TooManyCellsError(where.sheet)
                _take(found, book, cells)
            elif element.tag == tags.COL_TAG:
                hidden_columns |= _columns(element)
            else:
                merges |= dict.fromkeys(islice(_merges(element), MAX_MERGES))
    shown = without_covered(cells, merges) if merges else cells
    columns = frozenset(column for hidden in hidden_columns.values() for column in hidden)
    return Sheet(where.file, where.sheet, shown, tuple(merges), frozenset(hidden_rows), columns)


def _take(found: list[dict[str, Any]], book: _Book, cells: dict[tuple[int, int], Cell]) -> None:
    """Add what openpyxl found in a row; a cell that comes again takes the place of the one before."""
    for one in found:
        row, column, value = one["row"], one["column"], one["value"]
        if value is None or not (0 < row <= MAX_ROWS and 0 < column <= MAX_COLUMNS):
            continue
        look = book.looks.get(one["style_id"], _PLAIN)
        if value is _UNCACHED:
            cells[row, column] = Cell(row, column, uncached=True)
        elif look.is_percent and isinstance(value, (int, float)) and not isinstance(value, bool):
            cells[row, column] = Cell(row, column, percent(value), look.struck)
        else:
            cells[row, column] = Cell(row, column, _in_unicode(value, look.font), look.struck)


def _in_unicode(value: Value | Text, font: str) -> Value:
    """Return a value with its texts in Unicode; a font that promises nothing leaves them to their column."""
    if isinstance(value, tuple):
        return "".join(to_unicode(text, own or font) for own, text in value)
    return to_unicode(value, font) if font and isinstance(value, str) else value


def _columns(element: Element) -> dict[int, range]:
    """Return the columns that an entry hides, by the first one; an entry that comes later counts."""
    first, last = int(element.get("min", "1")), int(element.get("max", "0"))
    is_hidden = element.get("hidden", "0") not in _FALSE
    return {first: range(first, min(last, LAST_COLUMN) + 1) if is_hidden else range(0)}


def _merges(element: Element) -> Iterator[Merge]:
    for one in element:
        try:
            left, top, right, bottom = range_boundaries(one.get("ref", ""))
        except ValueError:
            continue
        if top and left and bottom and right and top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN:
            yield Merge(top, left, bottom, right)
