"""Mark cells in a workbook's package (ECMA-376 part 1, 18.2-18.3), put a sheet before all others: bytes in and out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from flows.reading.marked_comments import Comments
from flows.reading.marked_styles import Styles, tag
from flows.reading.package_parts import Parts

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected="(?:1|true)"')
_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")
_AFTER_NAMES = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
                "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What is put at one cell: the colour of its fill and the words of its comment."""

    colour: str
    text: str


class MarkedWorkbook:
    """A workbook to be marked; everything that is not marked stays byte for byte."""

    def __init__(self, data: bytes) -> None:
        """Open it; ValueError, KeyError or lxml's and zipfile's errors when it is no workbook of the usual dialect."""
        self._parts = Parts(data)
        self._book = self._parts.related("", "officeDocument")
        root = self._parts.xml(self._book)
        if root.tag != tag("workbook"):
            raise ValueError("no workbook of this dialect")
        self._sheets = _child(root, "sheets")
        self.styles = Styles(self._parts.xml(self._parts.related(self._book, "styles")))
        self.had_macros = self._without_macros()

    @property
    def tabs(self) -> dict[str, str]:
        """Return the part of each worksheet by its name, in order."""
        known = self._parts.relations(self._book)
        found = {one.get("name", ""): known[one.get(_ID, "")] for one in self._sheets if one.get(_ID, "") in known}
        return {name: part for name, (kind, part) in found.items() if kind == "worksheet"}

    def _without_macros(self) -> bool:
        """Take the macros out: under the name .xlsx Excel opens no workbook that has some."""
        own = [(i, part) for i, (kind, part) in self._parts.relations(self._book).items() if kind in _MACROS]
        for identity, part in own:
            self._parts.drop(part)
            self._parts.unrelate(self._book, identity)
        self._parts.set_type(self._book, _MAIN)
        return bool(own)

    def without_marks(self) -> None:
        """Take out what an earlier run had marked."""
        self.styles.without_marks()
        for part in self.tabs.values():
            Comments(self._parts, part).without_ours()

    def merged_at(self, part: str, address: str) -> str:
        """Return the corner of the merged range that a cell belongs to, else the cell."""
        row, column = _split(address)
        for one in self._parts.view(part).iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}"):
            first, _, last = one.get("ref", "").partition(":")
            (top, left), (bottom, right) = _split(first), _split(last or first)
            if top <= row <= bottom and left <= column <= right:
                return first
        return address

    def mark(self, part: str, marks: Mapping[str, Mark]) -> None:
        """Fill cells of a sheet and comment them."""
        rows = _numbered(_child(self._parts.xml(part), "sheetData"))
        for address, mark in marks.items():
            cell = _cell_at(self._parts.xml(part), rows, address)
            cell.set("s", str(self.styles.filled(int(cell.get("s", "0")), mark.colour)))
        Comments(self._parts, part).put({address: mark.text for address, mark in marks.items()})

    def remove(self, name: str) -> None:
        """Take a sheet out."""
        place = [one.get("name") for one in self._sheets].index(name)
        gone = self._sheets[place]
        self._sheets.remove(gone)
        part = self._parts.relations(self._book)[gone.get(_ID, "")][1]
        self._parts.drop(part)
        self._parts.unrelate(self._book, gone.get(_ID, ""))
        self._renumber(lambda n: None if n == place else n - (n > place))

    def put_first(self, name: str, sheet: bytes, titles: str) -> None:
        """Put a sheet before all others and show it first; `titles` are the rows printed on every page."""
        part = "xl/worksheets/vanthu-danh-sach.xml"
        self._parts.put(part, sheet, _SHEET)
        made = etree.Element(tag("sheet"), name=name)
        made.set("sheetId", str(max((int(one.get("sheetId", "0")) for one in self._sheets), default=0) + 1))
        made.set(_ID, self._parts.relate(self._book, "worksheet", part))
        self._sheets.insert(0, made)
        self._renumber(lambda n: n + 1)
        self._names().insert(0, _print_titles(name, titles))
        for view in self._parts.xml(self._book).iter(tag("workbookView")):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")
        # Tabs that stay selected together would be edited together.
        for known in [other for other in self.tabs.values() if other != part]:
            data = self._parts.read(known)
            if _SELECTED.search(data[:20_000]):
                self._select_only_first(known)

    def _select_only_first(self, part: str) -> None:
        for view in self._parts.xml(part).iter(tag("sheetView")):
            view.attrib.pop("tabSelected", "")

    def _names(self) -> etree._Element:
        root = self._parts.xml(self._book)
        found = root.find(tag("definedNames"))
        if found is None:
            found = etree.Element(tag("definedNames"))
            later = next((child for child in root if etree.QName(child).localname in _AFTER_NAMES), None)
            root.append(found) if later is None else later.addprevious(found)
        return found

    def _renumber(self, new: Callable[[int], int | None]) -> None:
        """Names that belong to one sheet say so by its place."""
        for one in list(self._names()):
            place = one.get("localSheetId")
            if place is None:
                continue
            changed = new(int(place))
            if changed is None:
                self._names().remove(one)
            else:
                one.set("localSheetId", str(changed))

    def saved(self) -> bytes:
        """Return the workbook."""
        if not len(self._names()):
            self._parts.xml(self._book).remove(self._names())
        return self._parts.saved()


def _print_titles(name: str, titles: str) -> etree._Element:
    made = etree.Element(tag("definedName"), name="_xlnm.Print_Titles", localSheetId="0")
    made.text = f"'{name}'!{titles}"
    return made


def _child(root: etree._Element, name: str) -> etree._Element:
    found = root.find(tag(name))
    if found is None:
        raise ValueError(f"no {name}")
    return found


def _split(address: str) -> tuple[int, int]:
    """Return row and column of an address, (0, 0) for what is none."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", address)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _numbered(data: etree._Element) -> dict[int, etree._Element]:
    """Return the rows by their number; one that does not say its own follows the one before."""
    rows: dict[int, etree._Element] = {}
    number = 0
    for row in data.iterchildren(tag("row")):
        number = int(row.get("r", number + 1))
        rows[number] = row
    return rows


def _cell_at(sheet: etree._Element, rows: dict[int, etree._Element], address: str) -> etree._Element:
    """Return the element of a cell, made in its place where there is none yet, with the look of its row or column."""
    number, column = _split(address)
    row = rows.get(number)
    if row is None:
        row = etree.Element(tag("row"), r=str(number))
        after = max((n for n in rows if n < number), default=0)
        data = _child(sheet, "sheetData")
        data.insert(data.index(rows[after]) + 1 if after else 0, row)
        rows[number] = row
    place = 0
    for cell in row.iterchildren(tag("c")):
        place = _split(cell.get("r", ""))[1] or place + 1
        if place == column:
            return cell
        if place > column:
            cell.addprevious(made := etree.Element(tag("c"), r=address, s=_style_of(sheet, row, column)))
            return made
    return etree.SubElement(row, tag("c"), r=address, s=_style_of(sheet, row, column))


def _style_of(sheet: etree._Element, row: etree._Element, column: int) -> str:
    if row.get("customFormat") in ("1", "true"):
        return row.get("s", "0")
    spans = sheet.iterfind(f"{tag('cols')}/{tag('col')}")
    own = (one for one in spans if int(one.get("min", "0")) <= column <= int(one.get("max", "0")))
    return next((one.get("style", "0") for one in own), "0")
