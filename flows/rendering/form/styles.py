"""What letters and paragraphs really look like: the styles of a file in, effective properties out.

The order is Word's (ECMA-376 part 1, 17.7.2): defaults, table style, paragraph style, character style, what stands
at the text itself; switches as bold are turned by each level of styles (17.7.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flows.rendering.fields import Element, W
from flows.rendering.form.paper import Look, Shape
from flows.rendering.form.shapes import OFF, child, has_line, number, shape_of, switch, value

Given = Mapping[str, Any]
"""Properties that one level states."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SWITCHES = ("b", "i", "caps", "vanish")
_LETTER_DEFAULTS: Given = {"sz": 10.0, "ascii": "Times New Roman", "hAnsi": "Times New Roman"}
_BLACK = frozenset({"", "auto", "000000"})
_BLACK_THEME = frozenset({"text1", "dark1", "tx1", "dk1"})
_THEME_FONTS = {"minor": "minorFont", "major": "majorFont"}
_LONGEST_CHAIN = 50


class Styles:
    """The styles and theme of one file."""

    def __init__(self, styles: Element, theme: Element) -> None:
        """Read the two parts; either may be None."""
        self._theme = _theme_fonts(theme)
        found = [] if styles is None else styles.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = next((s.get(f"{W}styleId", "") for s in found if _is_default(s)), "")
        defaults = child(styles, "docDefaults")
        self._letters = {**_LETTER_DEFAULTS, **self.letters(child(child(defaults, "rPrDefault"), "rPr"))}
        self._shape = shape_of(child(child(defaults, "pPrDefault"), "pPr"))
        self._chains: dict[tuple[str, str], Given] = {}
        self._looks: dict[tuple[str, str], tuple[Look, bool]] = {}

    def look(self, table: str, paragraph: str, direct: Element) -> tuple[Look, bool]:
        """Return the look of a run, and whether it is hidden."""
        if direct is not None and len(direct):
            return self._look(table, paragraph, direct)
        key = (table, paragraph)
        if key not in self._looks:
            self._looks[key] = self._look(table, paragraph, None)
        return self._looks[key]

    def _look(self, table: str, paragraph: str, direct: Element) -> tuple[Look, bool]:
        levels = [
            self._chain(table, "rPr", self.letters),
            self._chain(self._named(paragraph), "rPr", self.letters),
            self._chain(value(direct, "rStyle") or "", "rPr", self.letters),
        ]
        given = {**self._letters, **levels[0], **levels[1], **levels[2]}
        for name in _SWITCHES:
            turned = sum(bool(level.get(name)) for level in levels) % 2 == 1
            given[name] = bool(self._letters.get(name)) or turned
        given |= self.letters(direct)
        return _look(given), given["vanish"]

    def shape(self, table: str, paragraph: str, direct: Element) -> Shape:
        """Return the effective shape of a paragraph."""
        given = {
            **self._shape,
            **self._chain(table, "pPr", shape_of),
            **self._chain(self._named(paragraph), "pPr", shape_of),
            **shape_of(direct),
        }
        return Shape(**given)

    def _named(self, paragraph: str) -> str:
        """Return the style a paragraph has: the default one where it names none that is there."""
        return paragraph if paragraph in self._styles else self._default

    def table_border(self, table: str) -> bool:
        """Whether a table style draws lines below its cells."""
        return any(has_line(child(child(style, "tblPr"), "tblBorders"), "bottom") for style in self._line_of(table))

    def _line_of(self, ident: str) -> list[Element]:
        """Return a style and those it is based on, the nearest first."""
        line: list[Element] = []
        while ident in self._styles and len(line) < _LONGEST_CHAIN:
            line.append(self._styles[ident])
            ident = value(line[-1], "basedOn") or ""
        return line

    def _chain(self, ident: str, part: str, read: Callable[[Element], Given]) -> Given:
        key = (ident, part)
        if key not in self._chains:
            merged: dict[str, Any] = {}
            for style in reversed(self._line_of(ident)):
                merged |= read(child(style, part))
            self._chains[key] = merged
        return self._chains[key]

    def letters(self, element: Element) -> Given:
        """Return what a w:rPr states."""
        if element is None or not len(element):
            return {}
        given: dict[str, Any] = {name: on for name in _SWITCHES if (on := switch(element, name)) is not None}
        given |= self._fonts(child(element, "rFonts"))
        size = number(value(element, "sz"))
        if size is not None:
            given["sz"] = size / 2
        if child(element, "u") is not None:
            given["u"] = (value(element, "u") or "none") != "none"
        if child(element, "color") is not None:
            given["colour"] = _colour(child(element, "color"))
        return given

    def _fonts(self, fonts: Element) -> Given:
        if fonts is None:
            return {}
        given = {}
        for name in ("ascii", "hAnsi"):
            theme = self._theme.get(_THEME_FONTS.get((fonts.get(f"{W}{name}Theme") or "")[:5], ""))
            font = theme or fonts.get(f"{W}{name}")
            if font:
                given[name] = font
        return given


def _theme_fonts(theme: Element) -> Mapping[str, str]:
    if theme is None:
        return {}
    found = {name: next(theme.iter(f"{_A}{name}"), None) for name in _THEME_FONTS.values()}
    latin = {name: font.find(f"{_A}latin") for name, font in found.items() if font is not None}
    return {name: font.get("typeface", "") for name, font in latin.items() if font is not None}


def _is_default(style: Element) -> bool:
    is_default = style.get(f"{W}default", "0").lower() not in OFF
    return style.get(f"{W}type") == "paragraph" and is_default


def _colour(colour: Element) -> str:
    if colour.get(f"{W}themeColor") in _BLACK_THEME:
        return ""
    stated = (colour.get(f"{W}val") or "").lower()
    return "" if stated in _BLACK else stated


def _look(given: Given) -> Look:
    return Look(
        fonts=(given["ascii"], given["hAnsi"]),
        size=given["sz"],
        bold=given["b"],
        italic=given["i"],
        capitals=given["caps"],
        underlined=given.get("u", False),
        colour=given.get("colour", ""),
    )
