"""Say what letters and paragraphs of a Word file look like, once all its styles are taken together.

python-docx reads what each style, paragraph and run states. The order is Word's (ECMA-376 part 1, 17.7.2): defaults,
table style, paragraph style, character style, what stands at the text itself. Each level of styles turns a switch such
as bold (17.7.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from docx.enum.dml import MSO_COLOR_TYPE, MSO_THEME_COLOR
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.exceptions import PythonDocxError
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Length, Pt
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat
from lxml import etree

from flows.word.paragraph_runs import Element

Given = Mapping[str, Any]
"""Properties that one level states."""

_SWITCHES = {"bold": "bold", "italic": "italic", "capitals": "all_caps", "hidden": "hidden"}
_SHAPE = {
    "align": "alignment", "first": "first_line_indent", "left": "left_indent", "before": "space_before",
    "after": "space_after", "line": "line_spacing",
}  # fmt: skip
_WORDS_OWN: Given = {"size": Pt(10), "ascii": ("", "Times New Roman"), "hAnsi": ("", "Times New Roman")}
"""Letters of which a file says nothing; of a font the theme's name of it and its own."""
_BLACK_THEME = (MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.DARK_1)
_NO_LENGTH, _AUTOMATIC_GAP = Pt(0), Pt(14)
"""What stands unstated, and what Word puts around a paragraph whose spacing is automatic."""
_OFF = frozenset({None, "0", "false", "off", "none", "nil"})
_NOT_STATED = (ValueError, OverflowError, PythonDocxError, XmlchemyError)
"""What python-docx raises for a value that the standard does not know, or that is missing."""
_LONGEST_CHAIN = 50
_NAMES = {"w": nsmap["w"], "a": nsmap["a"]}


@dataclass(frozen=True, slots=True)
class Look:
    """The letters of a text: fonts of plain letters and of those with marks, size in points, colour "" for black."""

    fonts: tuple[str, str]
    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    underlined: bool = False
    colour: str = ""

    def fonts_of(self, text: str) -> Iterator[str]:
        """Yield the fonts that draw a text's letters: one for plain letters, one for those with marks."""
        # ECMA-376 part 1, 17.3.2.26: ASCII letters take `ascii`, accented Latin ones `hAnsi`.
        for font, is_plain in zip(self.fonts, (True, False), strict=True):
            if any(sign.isalnum() and sign.isascii() == is_plain for sign in text):
                yield font


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; `line` counts single lines, or is a length where the height of a line is fixed."""

    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    first: Length = _NO_LENGTH
    left: Length = _NO_LENGTH
    before: Length = _NO_LENGTH
    after: Length = _NO_LENGTH
    line: float | Length = 1.0
    exact: bool = False
    listed: bool = False
    close: bool = False
    """Whether there is no gap to a neighbour of the same style."""
    border_above: bool = False
    border_below: bool = False


class EffectiveStyles:
    """The styles and theme of one file."""

    def __init__(self, root: Element, theme: Element) -> None:
        """Take the parts of styles and theme, as python-docx parses them; without styles the letters are Word's own."""
        self._theme_part = theme
        styles = [] if root is None else list(root.iterchildren(qn("w:style")))
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles}
        usual = (style for style in styles if style.get(qn("w:default")) not in _OFF)
        self._usual = next((one.get(qn("w:styleId"), "") for one in usual if one.get(qn("w:type")) == "paragraph"), "")
        defaults = _defaults(root)
        self._letters = {**_WORDS_OWN, **_letters_of(defaults)}
        self._shape = _shape_of(defaults)

    def look(self, table: str, paragraph: str, run: Element) -> Look:
        """Return the look of a run, in a paragraph and a table of these styles."""
        levels = [self._chain(name, _letters_of) for name in (table, self._named(paragraph), _style_of(run.rPr))]
        given = {**self._letters, **levels[0], **levels[1], **levels[2]}
        for name in _SWITCHES:
            turned = sum(bool(level.get(name)) for level in levels) % 2 == 1
            given[name] = bool(self._letters.get(name)) or turned
        given |= _letters_of(run)
        plain, marked = (self._theme.get(theme) or name for theme, name in (given.pop("ascii"), given.pop("hAnsi")))
        return Look((plain, marked), given.pop("size").pt, **given)

    def shape(self, table: str, paragraph: Element) -> Shape:
        """Return how a paragraph stands."""
        style = self._named(_style_of(paragraph.pPr))
        levels = (self._shape, self._chain(table, _shape_of), self._chain(style, _shape_of), _shape_of(paragraph))
        return Shape(**{name: value for level in levels for name, value in level.items()})

    def draws_below(self, table: str) -> bool:
        """Whether a table style draws lines below its cells."""
        return any(has_line(style, "w:tblPr/w:tblBorders/w:bottom") for style in self._family(table))

    def _named(self, paragraph: str) -> str:
        """Return the style a paragraph has: the default one where it names none that is there."""
        return paragraph if paragraph in self._styles else self._usual

    def _family(self, ident: str) -> Iterator[Element]:
        """Yield a style and those it is based on, the nearest first."""
        for _ in range(_LONGEST_CHAIN):
            if ident in self._styles:
                yield self._styles[ident]
                ident = value_at(self._styles[ident], "w:basedOn") or ""

    def _chain(self, ident: str, read: Callable[[Element], Given]) -> Given:
        levels = [read(style) for style in self._family(ident)]
        return {name: value for level in reversed(levels) for name, value in level.items()}

    @cached_property
    def _theme(self) -> Mapping[str, str]:
        """The theme's fonts for text and for headings."""
        theme = self._theme_part
        found = {} if theme is None else {name: at(theme, f".//a:{name}Font") for name in ("minor", "major")}
        latin = {name: at(font, "a:latin") for name, font in found.items() if font is not None}
        return {name: font.get("typeface", "") for name, font in latin.items() if font is not None}


def _defaults(styles: Element) -> Element:
    """Return the defaults of a file as a style, to be read as any other."""
    paths = ("w:docDefaults/w:pPrDefault/w:pPr", "w:docDefaults/w:rPrDefault/w:rPr")
    return _as_style(*(deepcopy(at(styles, path)) for path in paths if styles is not None))


def _as_style(*properties: Element) -> Element:
    style = OxmlElement("w:style")
    style.extend(each for each in properties if each is not None)
    return style


def at(element: Element, path: str) -> Element:
    """Return what stands at a path such as w:tcPr/w:tcBorders, or None."""
    return element.find(path, _NAMES)


def value_at(element: Element, path: str) -> str | None:
    """Return the w:val of what stands at a path."""
    found = None if element is None else at(element, path)
    return None if found is None else found.get(qn("w:val"))


def has_line(element: Element, path: str) -> bool:
    """Whether the border at a path draws a line."""
    return value_at(element, path) not in _OFF


def _style_of(properties: Element) -> str:
    return value_at(properties, "w:pStyle") or value_at(properties, "w:rStyle") or ""


def _letters_of(element: Element) -> Given:
    """Return what a style or a run states of its letters."""
    return {} if element.rPr is None else _stated_letters(etree.tostring(element.rPr))


def _shape_of(element: Element) -> Given:
    """Return what a style or a paragraph states of how it stands."""
    return {} if element.pPr is None else _stated_shape(etree.tostring(element.pPr))


# The papers of a template state the same over and over: `vanthu check` of 462 papers takes 10 s of a processor with
# these caches and 16 s without.
@lru_cache(maxsize=4096)
def _stated_letters(properties: bytes) -> Given:
    style = _as_style(parse_xml(properties))
    font = Font(style)
    given = _stated(font, {**_SWITCHES, "size": "size", "underlined": "underline"})
    if "underlined" in given:
        given["underlined"] = bool(given["underlined"])
    with suppress(*_NOT_STATED):
        given |= _colour(font)
    fonts = at(style, "w:rPr/w:rFonts")
    for name in () if fonts is None else ("ascii", "hAnsi"):
        theme, own = fonts.get(qn(f"w:{name}Theme"), "")[:5], fonts.get(qn(f"w:{name}"))
        given |= {name: (theme, own or "Times New Roman")} if theme or own else {}
    return given


def _colour(font: Font) -> Given:
    kind, colour = font.color.type, font.color
    if kind is None:
        return {}
    if kind is MSO_COLOR_TYPE.THEME and colour.theme_color in _BLACK_THEME:
        return {"colour": ""}
    return {"colour": "" if colour.rgb is None or not any(colour.rgb) else str(colour.rgb).lower()}


@lru_cache(maxsize=4096)
def _stated_shape(properties: bytes) -> Given:
    style = _as_style(parse_xml(properties))
    given = _stated(ParagraphFormat(style), _SHAPE)
    if "line" in given:
        given["exact"] = value_of(style.pPr, "w:spacing", "w:lineRule") == "exact"
    for name in ("before", "after"):
        if value_of(style.pPr, "w:spacing", f"w:{name}Autospacing") not in _OFF:
            given[name] = _AUTOMATIC_GAP
    if at(style.pPr, "w:numPr") is not None:
        given["listed"] = value_at(style.pPr, "w:numPr/w:numId") != "0"
    if at(style.pPr, "w:contextualSpacing") is not None:
        given["close"] = value_of(style.pPr, "w:contextualSpacing", "w:val", "1") not in _OFF
    if at(style.pPr, "w:pBdr") is not None:
        given["border_above"] = has_line(style.pPr, "w:pBdr/w:top")
        given["border_below"] = has_line(style.pPr, "w:pBdr/w:bottom")
    return given


def _stated(proxy: object, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what an object of python-docx states, but for what it cannot read."""
    given = {}
    for name, attribute in names.items():
        with suppress(*_NOT_STATED):
            given[name] = getattr(proxy, attribute)
    return {name: value for name, value in given.items() if value is not None}


def value_of(element: Element, path: str, attribute: str, default: str | None = None) -> str | None:
    """Return an attribute of what stands at a path."""
    found = at(element, path)
    return None if found is None else found.get(qn(attribute), default)
