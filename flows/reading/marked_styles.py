"""The looks of an annotated copy, added to a workbook's own styles (ECMA-376 part 1, 18.8): styles in, numbers out."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from lxml import etree

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RED, AMBER = "FFFF9C9C", "FFFFD95C"
_HEAD, _GRID = "FFD9E2F3", "FFBFBFBF"

TITLE, HINT, HEADING, TEXT, NUMBER, LINK, ERROR, WARNING = range(8)
"""Looks of the list's cells."""


def tag(name: str) -> str:
    """Return a name of the workbook's namespace."""
    return f"{{{SHEETS}}}{name}"


class Styles:
    """The styles of a workbook with ours added; nothing of the workbook's own is changed."""

    def __init__(self, root: etree._Element) -> None:
        """Take the tree of styles.xml; ValueError when it is of another dialect (ISO strict) or has no formats."""
        self._root = root
        formats = root.find(tag("cellXfs"))
        if formats is None or not len(formats):
            raise ValueError("no cell formats")
        self._formats = formats
        self._known: dict[tuple[int, str], int] = {}
        self.filled = cache(self._filled)
        self.fill = cache(self._fill)

    def _add(self, group: str, xml: str) -> int:
        parent = self._root.find(tag(group))
        if parent is None:
            raise ValueError(f"no {group}")
        parent.append(etree.fromstring(f'<x xmlns="{SHEETS}">{xml}</x>')[0])
        parent.set("count", str(len(parent)))
        return len(parent) - 1

    def _fill(self, colour: str) -> int:
        inner = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
        return self._add("fills", f'<fill><patternFill patternType="solid">{inner}</patternFill></fill>')

    def _filled(self, style: int, colour: str) -> int:
        """Return a cell's format with another fill."""
        made = deepcopy(self._formats[style if style < len(self._formats) else 0])
        made.set("fillId", str(self.fill(colour)))
        made.set("applyFill", "1")
        return self._append(made)

    def _append(self, made: etree._Element) -> int:
        self._formats.append(made)
        self._formats.set("count", str(len(self._formats)))
        return len(self._formats) - 1

    def without_marks(self) -> None:
        """Take our fills away from every format that has one: the copy came back."""
        fills = self._root.find(tag("fills"))
        ours = {str(n) for n, fill in enumerate(() if fills is None else fills) if _colour(fill) in (RED, AMBER)}
        for one in self._formats:
            if one.get("fillId") in ours:
                one.set("fillId", "0")

    def looks(self) -> tuple[int, ...]:
        """Return the formats of the list, in the order of TITLE, HINT and so on."""
        plain, bold, title, grey, link = (
            self._add("fonts", f'<font>{more}<sz val="{size}"/>{colour}<name val="Calibri"/><family val="2"/></font>')
            for more, size, colour in (
                ("", 11, ""), ("<b/>", 11, ""), ("<b/>", 14, ""), ("<i/>", 11, '<color rgb="FF595959"/>'),
                ("<u/>", 11, '<color rgb="FF0563C1"/>'),
            )
        )  # fmt: skip
        sides = "".join(f'<{side} style="thin"><color rgb="{_GRID}"/></{side}>' for side in _SIDES)
        grid = self._add("borders", f"<border>{sides}<diagonal/></border>")
        top, middle = '<alignment vertical="top" wrapText="1"/>', '<alignment horizontal="center" vertical="top"/>'
        head = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
        return tuple(
            self._append(etree.fromstring(
                f'<xf xmlns="{SHEETS}" numFmtId="{kind}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
                f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{place}</xf>'))
            for kind, font, fill, border, place in (
                (49, title, 0, 0, ""), (49, grey, 0, 0, '<alignment vertical="top" wrapText="1"/>'),
                (49, bold, self.fill(_HEAD), grid, head), (49, plain, 0, grid, top), (0, plain, 0, grid, middle),
                (49, link, 0, grid, middle), (49, plain, self.fill(RED), grid, middle),
                (49, plain, self.fill(AMBER), grid, middle),
            )
        )  # fmt: skip


_SIDES = ("left", "right", "top", "bottom")


def _colour(fill: etree._Element) -> str | None:
    colour = fill.find(f"{tag('patternFill')}/{tag('fgColor')}")
    return None if colour is None else colour.get("rgb")
