"""Read an .xlsx or .xlsm (ECMA-376 part 1): a package in; its sheets of cells, and what is amiss with them, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TypeVar

from lxml import etree

from flows.problems import Problem, Where
from flows.reading.cells import Sheet
from flows.reading.excel_cells import Reader
from flows.reading.excel_looks import FALSE, Look, looks_of
from flows.reading.excel_numbers import EPOCH_1900, EPOCH_1904
from flows.reading.excel_pieces import IrregularError
from flows.reading.excel_rows import read_sheet
from flows.reading.excel_sheet import SheetFacts, scan_sheet, without_covered
from flows.reading.excel_strings import MAX_TEXT, Strings, read_strings, scan_strings
from flows.reading.grid import Grid
from flows.reading.grids import MAX_CELLS, TooManyCellsError, told_by_column
from flows.reading.office_package import Package, Relation, child, children

MAIN_TYPES = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in ("openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled",
                 "openxmlformats-officedocument.spreadsheetml.template", "ms-excel.template.macroEnabled")
)  # fmt: skip
NO_CELLS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""Kinds of sheets that hold a diagram, a form or a program."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet as the workbook lists it; `part` is "" when the file does not say where its cells are."""

    name: str
    part: str
    is_hidden: bool


def read_package(file: str, package: Package) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of a workbook, hidden ones too, and a problem for each that the file lacks."""
    main = main_part(package)
    root, relations = package.tree(main), package.relations(main)
    reader = _reader(package, root, relations)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    room = MAX_CELLS
    for tab in tabs_of(root, relations):
        if tab.part not in package:
            problems.append(_missing(Where(file, tab.name)))
            continue
        grid, facts = _sheet(package, tab.part, reader, room)
        room -= len(grid)
        grid = without_covered(grid, facts.merges) if facts.merges else grid
        grid = Grid.of(told_by_column(grid)) if reader.doubtful else grid
        sheets.append(Sheet(file, tab.name, grid, facts.merges, facts.hidden_rows, facts.hidden_columns, tab.is_hidden))
    return tuple(sheets), tuple(problems)


def main_part(package: Package) -> str:
    """Return the name of the part that lists the sheets: by its type, else where nearly all workbooks have it."""
    if "[Content_Types].xml" in package:
        for kind in children(package.tree("[Content_Types].xml"), "Override"):
            if kind.get("ContentType") in MAIN_TYPES:
                return kind.get("PartName", "").lstrip("/")
    named = (relation.target for relation in package.relations("").values() if relation.kind == "officeDocument")
    return next(named, "xl/workbook.xml")


def tabs_of(root: etree._Element, relations: dict[str, Relation]) -> Iterator[Tab]:
    """Yield the sheets in order, without those that have no cells by their nature."""
    listed = child(root, "sheets")
    for sheet in children(listed, "sheet") if listed is not None else ():
        # r:id, in whichever of its two namespaces.
        ids = [str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        relation = relations.get(ids[0]) if ids else None
        if relation is None or relation.kind not in NO_CELLS:
            is_hidden = sheet.get("state", "visible") != "visible"
            yield Tab(sheet.get("name", ""), relation.target if relation else "", is_hidden)


def _missing(where: Where) -> Problem:
    message = "Tệp ghi tên trang này nhưng không chứa nội dung của nó."
    return Problem(where, message, "Mở tệp bằng Excel, lưu lại thành .xlsx rồi chép lại vào chỗ cũ.")


def _reader(package: Package, root: etree._Element, relations: dict[str, Relation]) -> Reader:
    parts = {relation.kind: relation.target for relation in relations.values()}
    styles, strings = parts.get("styles", ""), parts.get("sharedStrings", "")
    settings = child(root, "workbookPr")
    since_1904 = settings is not None and settings.get("date1904", "0") not in FALSE
    looks: dict[str, Look] = looks_of(package.tree(styles)) if styles in package else {}
    texts = _either(package, strings, read_strings, scan_strings, MAX_TEXT) if strings in package else Strings()
    return Reader(texts, looks, EPOCH_1904 if since_1904 else EPOCH_1900)


def _sheet(package: Package, part: str, reader: Reader, room: int) -> tuple[Grid, SheetFacts]:
    return _either(
        package, part, lambda file: read_sheet(file, reader, room), lambda file: scan_sheet(file, reader, room)
    )


def _either(
    package: Package, part: str, read: Callable[[IO[bytes]], _T], scan: Callable[[IO[bytes]], _T], most: int = 1 << 40
) -> _T:
    """Return what a part holds, by the fast road if it is written as usual, else by way of a whole XML parser."""
    if package.size(part) > most:
        raise TooManyCellsError(part)
    try:
        with package.open(part) as file:
            return read(file)
    except IrregularError:
        with package.open(part) as file:
            return scan(file)
