"""Read .ods (OpenDocument 1.3, part 3) by hand: python-calamine tells none of its merges and fonts, odfpy is unkept."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path

from lxml import etree

from flows.spreadsheets.legacy_fonts import to_unicode
from flows.spreadsheets.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
    TooManyCellsError,
    declared,
)
from flows.spreadsheets.sheet import END, Cell, Merge, Sheet, Value, percent

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HOURS = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says of text and tabs; None where it leaves it to its parent."""

    parent: str = ""
    font: str | None = None
    struck: bool = False
    shown: bool = True


@dataclass
class _Tab:
    """One sheet as it is read, row by row."""

    name: str
    shown: bool
    looks: Mapping[str, _Look]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    column_looks: dict[int, str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


def read_package(path: Path) -> Iterator[Sheet]:
    """Yield the sheets, hidden ones too; etree.LxmlError, KeyError or ValueError when the package is damaged.

    Raises:
        TooManyCellsError: it holds more than an office ever fills.
    """
    looks: dict[str, _Look] = {}
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
            raise TooManyCellsError(path.name)
        for part in ("styles.xml", "content.xml"):
            if part in package.namelist() or part == "content.xml":
                with package.open(part) as stream:
                    for tab in _tabs(stream, looks):
                        hidden = frozenset(tab.hidden_rows), frozenset(tab.hidden_columns)
                        yield Sheet(path.name, tab.name, tab.cells, tuple(tab.merges), *hidden, not tab.shown)


def _tabs(stream: object, looks: dict[str, _Look]) -> Iterator[_Tab]:
    """Yield each sheet once it is complete; styles are collected on the way, and what is done is let go."""
    tags = [f"{_STYLE}style", f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row"]
    parser = etree.iterparse(stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True)
    open_tabs: list[_Tab] = []
    for event, element in parser:
        if element.tag == f"{_TABLE}table":
            if event == "start":
                look = _inherited(looks, element.get(f"{_TABLE}style-name", ""))
                open_tabs.append(_Tab(element.get(f"{_TABLE}name", ""), look.shown, looks))
                continue
            tab = open_tabs.pop()
            # A table inside another belongs to a drawing.
            if not open_tabs:
                yield tab
        elif event == "end":
            _take(element, looks, open_tabs)


def _take(element: etree._Element, looks: dict[str, _Look], open_tabs: list[_Tab]) -> None:
    if element.tag == f"{_STYLE}style":
        looks[element.get(f"{_STYLE}name", "")] = _look(element)
    elif len(open_tabs) == 1 and element.tag == f"{_TABLE}table-column":
        _take_columns(open_tabs[0], element)
    elif len(open_tabs) == 1:
        _take_row(open_tabs[0], element)
        element.clear()


def _look(style: etree._Element) -> _Look:
    text = style.find(f"{_STYLE}text-properties")
    tab = style.find(f"{_STYLE}table-properties")
    font = None if text is None else text.get(f"{_STYLE}font-name") or text.get(f"{_FORMAT}font-family")
    struck = text is not None and text.get(f"{_STYLE}text-line-through-style", "none") != "none"
    shown = tab is None or tab.get(f"{_TABLE}display") != "false"
    return _Look(style.get(f"{_STYLE}parent-style-name", ""), font, struck, shown)


def _inherited(looks: Mapping[str, _Look], name: str) -> _Look:
    """Return a style with the font of its nearest ancestor that has one."""
    own = found = looks.get(name, _Look())
    for _ in range(8):
        if found.font is not None or not found.parent:
            break
        found = looks.get(found.parent, _Look())
    return _Look(own.parent, found.font, own.struck or found.struck, own.shown)


def _count(element: etree._Element, name: str) -> int:
    return declared(element.get(f"{_TABLE}{name}"), END)


def _take_columns(tab: _Tab, element: etree._Element) -> None:
    first, tab.columns = tab.columns + 1, tab.columns + _count(element, "number-columns-repeated")
    for column in range(first, min(tab.columns, MAX_COLUMNS) + 1):
        tab.column_looks[column] = element.get(f"{_TABLE}default-cell-style-name", "")
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            tab.hidden_columns.add(column)


def _take_row(tab: _Tab, element: etree._Element) -> None:
    first, tab.rows = tab.rows + 1, tab.rows + _count(element, "number-rows-repeated")
    last = min(tab.rows, MAX_ROWS)
    if element.get(f"{_TABLE}visibility", "visible") != "visible":
        tab.hidden_rows.update(range(first, last + 1))
    cells = list(_cells_of(tab, first, element))
    if len(tab.cells) + len(cells) * max(last - first + 1, 0) > MAX_CELLS:
        raise TooManyCellsError(tab.name)
    for row in range(first, last + 1):
        tab.cells.update(((row, cell.column), replace(cell, row=row)) for cell in cells)


def _cells_of(tab: _Tab, row: int, element: etree._Element) -> Iterator[Cell]:
    column = 1
    for child in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        repeated = _count(child, "number-columns-repeated")
        right, bottom = _count(child, "number-columns-spanned"), _count(child, "number-rows-spanned")
        if right * bottom > 1:
            tab.merges.append(Merge(row, column, min(row + bottom - 1, MAX_ROWS), min(column + right - 1, MAX_COLUMNS)))
        look = _inherited(tab.looks, child.get(f"{_TABLE}style-name") or tab.column_looks.get(column, ""))
        value = _value(child, tab.looks, look.font or "")
        uncached = value is None and child.get(f"{_TABLE}formula") is not None
        if uncached or value not in (None, ""):
            for place in range(column, min(column + repeated - 1, MAX_COLUMNS) + 1):
                yield Cell(row, place, value, look.struck, uncached)
        column += repeated


def _value(cell: etree._Element, looks: Mapping[str, _Look], font: str) -> Value:
    """Return the value by its declared type, as openpyxl would have given it."""
    match cell.get(f"{_OFFICE}value-type"):
        case "percentage":
            return percent(float(cell.get(f"{_OFFICE}value", "")))
        case "float" | "currency":
            number = float(cell.get(f"{_OFFICE}value", ""))
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        case "date":
            return datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", ""))
        case "time":
            return _hour(cell.get(f"{_OFFICE}time-value", ""))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
    paragraphs = ("".join(_runs(p, looks, font)) for p in cell.iterchildren(f"{_TEXT}p"))
    return "\n".join(paragraphs) or None


def _hour(typed: str) -> time | str:
    found = _HOURS.fullmatch(typed)
    hour, minute, second = (int(part[:4]) for part in found.groups()) if found else (24, 0, 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else typed


def _runs(element: etree._Element, looks: Mapping[str, _Look], font: str) -> Iterator[str]:
    """Yield the text of a paragraph in Unicode, each run by its own font."""
    yield to_unicode(element.text or "", font)
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * declared(child.get(f"{_TEXT}c"), 1000)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if child.tag == f"{_TEXT}tab" else "\n"
        elif child.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            own = _inherited(looks, child.get(f"{_TEXT}style-name", "")).font
            yield from _runs(child, looks, own or font)
        yield to_unicode(child.tail or "", font)
