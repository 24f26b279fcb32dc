"""The fonts that a template's text is set in: those that other computers may lack, and those of old code pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.oxml.parser import parse_xml

from flows.problems import Problem, Where
from flows.word.effective_styles import EffectiveStyles, value_at
from flows.word.paragraph_runs import Element, W
from flows.word.template_tags import FILLED_PART, Finding, is_second

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
_THEME = re.compile(r"word/theme/theme\d*\.xml")


def foreign_fonts(parts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """Give each font that text is set in and that is neither standard nor embedded, at its first text."""
    theme = next(filter(_THEME.fullmatch, sorted(parts)), "")
    styles = EffectiveStyles(_root(parts, "word/styles.xml"), _root(parts, theme))
    told = STANDARD | _embedded(parts)
    for name in sorted(filter(FILLED_PART.fullmatch, parts)):
        for number, font in _used(_root(parts, name), styles):
            if font.casefold() not in told:
                told |= {font.casefold()}
                yield Finding(_problem(font, file), name, number)


def _root(parts: Mapping[str, bytes], name: str) -> Element:
    return parse_xml(parts[name]) if name in parts else None


def _embedded(parts: Mapping[str, bytes]) -> frozenset[str]:
    table = _root(parts, "word/fontTable.xml")
    fonts = () if table is None else table.iter(f"{W}font")
    return frozenset(
        font.get(f"{W}name", "").casefold() for font in fonts if next(font.iter(*_EMBEDDED), None) is not None
    )


def _used(root: Element, styles: EffectiveStyles) -> Iterator[tuple[int, str]]:
    """Give the fonts of the runs with text, each with the number of its paragraph."""
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        if is_second(paragraph):
            continue
        style = value_at(paragraph.pPr, "w:pStyle") or ""
        for run in paragraph.iter(f"{W}r"):
            text = "".join(each.text or "" for each in run.iterfind(f"{W}t"))
            if text.strip() and next(run.iterancestors(f"{W}p")) is paragraph:
                yield from ((number, font) for font in styles.look("", style, run).fonts_of(text))


def _problem(font: str, file: str) -> Problem:
    where = Where(file, heading=font)
    if _LEGACY.fullmatch(font):
        fix = "Chuyển chữ sang Unicode (bằng UniKey hoặc công cụ chuyển mã), rồi đặt phông Times New Roman."
        message = f"Mẫu dùng phông «{font}» của bảng mã cũ; dữ liệu điền vào là Unicode nên sẽ in sai dấu."
        return Problem(where, message, fix, "warning")
    fix = "Đổi sang Times New Roman, hoặc nhúng phông vào tệp (Word: File > Options > Save > Embed fonts)."
    return Problem(where, f"Mẫu dùng phông «{font}» mà máy khác có thể không có.", fix, "warning")
