"""What the styles of a workbook say about its cells: styles.xml in; per style font, stroke and date out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from flows.reading.excel_numbers import DAYS_BUILT_IN, DURATIONS_BUILT_IN, shows_day, shows_duration
from flows.reading.legacy_fonts import encoding_of
from flows.reading.office_package import child, children

FALSE = ("0", "f", "false")


class Look(NamedTuple):
    """What a style changes in the reading of a cell; `font` is named only where it may be one from before Unicode."""

    font: str = ""
    is_struck: bool = False
    is_day: bool = False
    is_duration: bool = False


PLAIN = Look()


def looks_of(styles: etree._Element) -> dict[str, Look]:
    """Return the styles that matter, by their number; all others are plain."""
    fonts = [_font(font) for font in _list(styles, "fonts", "font")]
    codes = {code.get("numFmtId", ""): code.get("formatCode", "") for code in _list(styles, "numFmts", "numFmt")}
    looks = {str(number): _look(style, fonts, codes) for number, style in enumerate(_list(styles, "cellXfs", "xf"))}
    return {number: look for number, look in looks.items() if look != PLAIN}


def is_on(element: etree._Element | None) -> bool:
    """Whether an element that is a switch stands there and is not switched off."""
    return element is not None and element.get("val", "1") not in FALSE


def legacy(name: str) -> str:
    """Return a font's name if text in it may be older than Unicode."""
    return name if encoding_of(name) else ""


def _list(styles: etree._Element, name: str, entry: str) -> Iterator[etree._Element]:
    found = child(styles, name)
    return children(found, entry) if found is not None else iter(())


def _font(font: etree._Element) -> Look:
    name = child(font, "name")
    return Look(legacy(name.get("val", "")) if name is not None else "", is_on(child(font, "strike")))


def _look(style: etree._Element, fonts: list[Look], codes: dict[str, str]) -> Look:
    number, format_id = style.get("fontId", "0"), style.get("numFmtId", "0")
    font = fonts[int(number)] if number.isdecimal() and int(number) < len(fonts) else PLAIN
    if format_id in codes:
        code = codes[format_id]
        return font._replace(is_day=shows_day(code), is_duration=shows_duration(code))
    built_in = int(format_id) if format_id.isdecimal() else 0
    return font._replace(is_day=built_in in DAYS_BUILT_IN, is_duration=built_in in DURATIONS_BUILT_IN)
