"""The fonts that a template's text is set in: those that other computers may lack, and those of old code pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from flows.problems import Problem, Where
from flows.rendering.fields import Element, W
from flows.rendering.findings import Finding
from flows.rendering.tags import FILLED_PART, is_second

# Windows and Office have these; the Liberation and Carlito families measure like them elsewhere.
_STANDARD = (
    "Times New Roman; Arial; Arial Black; Arial Narrow; Calibri; Calibri Light; Cambria; Cambria Math; Candara; "
    "Comic Sans MS; Consolas; Constantia; Corbel; Courier New; Georgia; Impact; Lucida Console; Lucida Sans "
    "Unicode; Microsoft Sans Serif; Palatino Linotype; Segoe UI; Segoe UI Light; Segoe UI Semibold; Segoe UI "
    "Symbol; Segoe UI Emoji; Segoe Print; Segoe Script; Symbol; Sylfaen; Tahoma; Trebuchet MS; Verdana; Webdings; "
    "Wingdings; Wingdings 2; Wingdings 3; Aptos; Aptos Display; Aptos Narrow; Aptos Serif; Aptos Mono; Book "
    "Antiqua; Bookman Old Style; Century; Century Gothic; Century Schoolbook; Franklin Gothic Book; Franklin "
    "Gothic Medium; Garamond; Gill Sans MT; Monotype Corsiva; MS Gothic; MS Mincho; MS Sans Serif; MS Serif; "
    "SimSun; PMingLiU; Batang; Malgun Gothic; Yu Gothic; Yu Mincho; DengXian; Rockwell; Tw Cen MT; Ebrima; "
    "Liberation Serif; Liberation Sans; Liberation Mono; Carlito; Caladea; Tinos; Arimo"
)
STANDARD = frozenset(_STANDARD.casefold().split("; "))
# .VnTime and its family (TCVN3), VNI-Times and its (VNI); some programs drop the dot.
_LEGACY = re.compile(
    r"\.vn.*|vn(?:time|arial|avant|courier|book|century|clarendon|helv|3d).*|vni(?:[- ].*)?", re.IGNORECASE
)
_EMBEDDED = tuple(f"{W}{name}" for name in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"))
_DEFAULT = "Times New Roman"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_NAMES = {"major": f"{_A}majorFont", "minor": f"{_A}minorFont"}
_MOST_STYLES = 20


def foreign_fonts(parts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """Give each font that text is set in and that is neither standard nor embedded, at its first text."""
    fonts = _Fonts(parts)
    told: set[str] = set()
    for name in sorted(filter(FILLED_PART.fullmatch, parts)):
        for number, font in fonts.used(etree.fromstring(parts[name])):
            if font.casefold() not in told and not fonts.is_everywhere(font):
                told.add(font.casefold())
                yield Finding(_problem(font, file), name, number)


def _problem(font: str, file: str) -> Problem:
    where = Where(file, heading=font)
    if _LEGACY.fullmatch(font):
        fix = "Chuyển chữ sang Unicode (bằng UniKey hoặc công cụ chuyển mã), rồi đặt phông Times New Roman."
        message = f"Mẫu dùng phông «{font}» của bảng mã cũ; dữ liệu điền vào là Unicode nên sẽ in sai dấu."
        return Problem(where, message, fix, "warning")
    fix = "Đổi sang Times New Roman, hoặc nhúng phông vào tệp (Word: File > Options > Save > Embed fonts)."
    return Problem(where, f"Mẫu dùng phông «{font}» mà máy khác có thể không có.", fix, "warning")


class _Fonts:
    """What a package says of fonts: its styles, its theme, what it embeds."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        styles = _root(parts, "word/styles.xml")
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        self._normal = next((s for s in self._styles.values() if _is_normal(s)), None)
        self._defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        theme = next((parts[name] for name in sorted(parts) if re.fullmatch(r"word/theme/theme\d*\.xml", name)), None)
        self._theme = etree.fromstring(theme) if theme else etree.Element("none")
        table = _root(parts, "word/fontTable.xml")
        embedded = [font for font in table.iter(f"{W}font") if next(font.iter(*_EMBEDDED), None) is not None]
        self._embedded = {font.get(f"{W}name", "").casefold() for font in embedded}

    def is_everywhere(self, font: str) -> bool:
        """Tell whether a font is on every computer or comes with the file."""
        return font.casefold() in STANDARD or font.casefold() in self._embedded

    def used(self, root: Element) -> Iterator[tuple[int, str]]:
        """Give the fonts of the runs with text, each with the number of its paragraph."""
        for number, paragraph in enumerate(root.iter(f"{W}p")):
            if is_second(paragraph):
                continue
            for run in paragraph.iter(f"{W}r"):
                text = "".join(each.text or "" for each in run.iterfind(f"{W}t"))
                if text.strip() and next(run.iterancestors(f"{W}p")) is paragraph:
                    yield from ((number, font) for font in dict.fromkeys(self._of(run, paragraph, text)))

    def _of(self, run: Element, paragraph: Element, text: str) -> Iterator[str]:
        chain = [properties for properties in self._chain(run, paragraph) if properties is not None]
        # ECMA-376 part 1, 17.3.2.26: ASCII letters take `ascii`, accented Latin ones `hAnsi`.
        for kind, letters in (("ascii", [c for c in text if c < "\x80"]), ("hAnsi", [c for c in text if c >= "\x80"])):
            if any(letter.isalnum() for letter in letters):
                yield next((found for properties in chain if (found := self._named(properties, kind))), _DEFAULT)

    def _chain(self, run: Element, paragraph: Element) -> Iterator[Element | None]:
        """Give the properties that say how a run looks, the nearest first."""
        own = run.find(f"{W}rPr")
        yield own
        yield from self._of_style(_style_name(own, "rStyle"))
        named = _style_name(paragraph.find(f"{W}pPr"), "pStyle")
        yield from self._of_style(named or (self._normal.get(f"{W}styleId", "") if self._normal is not None else ""))
        yield self._defaults

    def _of_style(self, name: str) -> Iterator[Element | None]:
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name)
            if style is None:
                return
            yield style.find(f"{W}rPr")
            name = _style_name(style, "basedOn")

    def _named(self, properties: Element, kind: str) -> str:
        fonts = properties.find(f"{W}rFonts")
        if fonts is None:
            return ""
        theme = fonts.get(f"{W}{kind}Theme", "")
        return self._of_theme(theme) if theme else str(fonts.get(f"{W}{kind}", ""))

    def _of_theme(self, name: str) -> str:
        group = self._theme.find(f".//{_THEME_NAMES.get(name[:5], 'none')}/{_A}latin")
        return "" if group is None else str(group.get("typeface", ""))


def _root(parts: Mapping[str, bytes], name: str) -> Element:
    return etree.fromstring(parts[name]) if name in parts else etree.Element("none")


def _is_normal(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _style_name(properties: Element | None, tag: str) -> str:
    found = None if properties is None else properties.find(f"{W}{tag}")
    return "" if found is None else str(found.get(f"{W}val", ""))
