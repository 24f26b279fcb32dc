"""Comments of an annotated copy (ECMA-376 part 1, 18.7; the boxes are VML, part 4, 14): texts by cell in, parts out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from flows.reading.harmless_text import harmless
from flows.reading.marked_styles import tag
from flows.reading.package_parts import Parts

AUTHOR = "vanthu"
KEPT = "--- Ghi chú có sẵn ---"
BEGINNINGS = ("LỖI: ", "CẢNH BÁO: ")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_VML, _BOX = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype></xml>"
)
_AFTER = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_WIDTH, _LETTERS, _LINE = 5, 46, 17


class Comments:
    """The comments of one sheet and their boxes."""

    def __init__(self, parts: Parts, sheet: str) -> None:
        """Take the sheet's own comments, if it has any."""
        self._parts, self._sheet = parts, sheet
        self._name = parts.related(sheet, "comments")
        threads = parts.related(sheet, "threadedComment")
        self._threads = {one.get("ref") for one in parts.view(threads)} if threads else set()

    def put(self, texts: Mapping[str, str]) -> None:
        """Write a comment at each address, above what somebody else had written there.

        A conversation of Excel 365 is left alone: it would be lost.
        """
        new = {address: text for address, text in texts.items() if address not in self._threads}
        if not new:
            return
        self._name = self._name or self._made()
        author = self._author()
        for address, text in new.items():
            before = self._taken(address)
            whole = harmless(text + (f"\n\n{KEPT}\n{before}" if before else ""))
            made = etree.SubElement(self._list(), tag("comment"), ref=address, authorId=str(author))
            run = etree.SubElement(etree.SubElement(made, tag("text")), tag("r"))
            words = etree.SubElement(run, tag("t"))
            words.text = whole
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            self._box(address, whole)

    def without_ours(self) -> None:
        """Take our own comments out; of one that kept another's words, those are left."""
        authors = self._authors() if self._name else []
        for one in list(self._list()) if self._name else ():
            text, number = _text(one), int(one.get("authorId", "0"))
            ours = number < len(authors) and authors[number] == AUTHOR
            if ours or text.startswith(BEGINNINGS):
                self._restore(one, text)

    def _restore(self, comment: etree._Element, text: str) -> None:
        address, kept = comment.get("ref", ""), text.partition(f"{KEPT}\n")[2]
        self._list().remove(comment)
        self._unbox(address)
        if kept:
            made = etree.SubElement(self._list(), tag("comment"), ref=address, authorId=str(self._author("")))
            etree.SubElement(etree.SubElement(made, tag("text")), tag("t")).text = kept
            self._box(address, kept)

    def _made(self) -> str:
        name = self._sheet.replace("worksheets/", "").removesuffix(".xml") + "-ghi-chu.xml"
        empty = f'<comments xmlns="{tag("")[1:-1]}"><authors/><commentList/></comments>'
        self._parts.put(name, empty.encode(), _TYPE)
        self._parts.relate(self._sheet, "comments", name)
        return name

    def _list(self) -> etree._Element:
        found = self._parts.xml(self._name).find(tag("commentList"))
        if found is None:
            raise ValueError("comments without a list")
        return found

    def _authors(self) -> list[str]:
        return [one.text or "" for one in self._parts.view(self._name).iter(tag("author"))]

    def _author(self, name: str = AUTHOR) -> int:
        known = self._authors()
        if name not in known:
            parent = self._parts.xml(self._name).find(tag("authors"))
            etree.SubElement(parent, tag("author")).text = name  # type: ignore[arg-type]  # the schema demands it
        return self._authors().index(name)

    def _taken(self, address: str) -> str:
        """Take a cell's comment out and return its words."""
        own = [one for one in self._list() if one.get("ref") == address]
        for one in own:
            self._list().remove(one)
            self._unbox(address)
        return "\n".join(map(_text, own))

    def _drawing(self) -> etree._Element:
        return self._parts.xml(self._drawing_name(), lenient=True)

    def _drawing_name(self) -> str:
        known = self._parts.related(self._sheet, "vmlDrawing")
        root = self._parts.xml(self._sheet)
        if known and root.find(tag("legacyDrawing")) is not None:
            identity = root.find(tag("legacyDrawing")).get(_RELATION)  # type: ignore[union-attr]  # just found
            return self._parts.relations(self._sheet)[identity or ""][1]
        name = self._name.removesuffix(".xml") + ".vml"
        self._parts.put(name, _DRAWING.encode())
        self._parts.set_default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        made = etree.Element(tag("legacyDrawing"))
        made.set(_RELATION, self._parts.relate(self._sheet, "vmlDrawing", name))
        later = next((child for child in root if etree.QName(child).localname in _AFTER), None)
        root.append(made) if later is None else later.addprevious(made)
        return name

    def _unbox(self, address: str) -> None:
        row, column = _place(address)
        for shape in list(self._drawing().iter(f"{_VML}shape")):
            data = shape.find(f"{_BOX}ClientData")
            if data is not None and data.get("ObjectType") == "Note" and _at(data) == (row, column):
                shape.getparent().remove(shape)  # type: ignore[union-attr]  # it is no root

    def _box(self, address: str, text: str) -> None:
        """Draw the box that shows the words, right of the cell and as high as they need."""
        row, column = _place(address)
        height = min(24 + _LINE * sum(len(line) // _LETTERS + 1 for line in text.split("\n")), 600)
        drawing = self._drawing()
        numbers = [
            int(found[1]) for one in drawing.iter(f"{_VML}shape") if (found := _NUMBER.search(one.get("id", "")))
        ]
        anchor = f"{column + 1}, 12, {row}, 4, {column + 1 + _WIDTH}, 40, {row + height // 20 + 1}, 4"
        drawing.append(etree.fromstring(
            '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{max([1024, *numbers]) + 1}" '
            'type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
            f'style="position:absolute;visibility:hidden;width:340px;height:{height}px;z-index:1">'
            '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        ))  # fmt: skip


_NUMBER = re.compile(r"_s(\d{1,9})$")


def _text(comment: etree._Element) -> str:
    return "".join(one.text or "" for one in comment.iter(tag("t")))


def _place(address: str) -> tuple[int, int]:
    """Return row and column counted from 0, as boxes do."""
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]  # an address
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(number) - 1, column - 1


def _at(data: etree._Element) -> tuple[int, int]:
    row, column = (data.findtext(f"{_BOX}{name}", "-1").strip() for name in ("Row", "Column"))
    return int(row or -1), int(column or -1)
