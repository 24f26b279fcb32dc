"""Read a finished paper: the bytes of a .docx in, the paper as the eye sees it out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from flows.reading.legacy_fonts import encoding_of, to_unicode
from flows.rendering.fields import Element, W
from flows.rendering.form.pages import page_numbers_of, section_of
from flows.rendering.form.paper import Around, Paper, Paragraph, Piece, Place
from flows.rendering.form.shapes import child, has_line, value
from flows.rendering.form.styles import Styles
from flows.rendering.package import read_parts

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Word can save in the standard's strict names; what they mean is the same.
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
_STRICT_R = (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode())
_MAIN = "word/document.xml"
_AROUND = frozenset(
    [f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "hyperlink")]
    + [f"{_MC}AlternateContent", f"{_MC}Choice", f"{W}dir", f"{W}bdo"]
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset([f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent"])
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    f"{W}txbxContent",
)
_PAGES = re.compile(rb"<Pages>(\d{1,6})</Pages>")


def read_paper(data: bytes, file: str) -> Paper:
    """Return a paper.

    Raises:
        TemplateError: no Word file, or one of monstrous size.
        etree.XMLSyntaxError, KeyError: a damaged one.
    """
    parts = read_parts(data, file)
    main = _main_part(parts)
    root = parsed(parts[main])
    reader = Reader(Styles(_optional(parts, "word/styles.xml"), _optional(parts, "word/theme/theme1.xml")))
    body = child(root, "body")
    paragraphs = tuple(reader.paragraphs(body, Around()))
    sections = [] if body is None else list(body.iter(f"{W}sectPr"))
    related = _related(parts, main)
    numbers = page_numbers_of(sections, lambda ident: _optional(parts, related.get(ident, "")), reader.margin)
    pages = _PAGES.search(parts.get("docProps/app.xml", b""))
    return Paper(paragraphs, tuple(map(section_of, sections)), tuple(numbers), int(pages[1]) if pages else 0)


def parsed(content: bytes) -> Element:
    """Return a part's tree; entities are left alone, for papers come from anywhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content.replace(*_STRICT).replace(*_STRICT_R), parser)


def _optional(parts: Mapping[str, bytes], name: str) -> Element:
    return parsed(parts[name]) if name in parts else None


def _main_part(parts: Mapping[str, bytes]) -> str:
    if _MAIN in parts:
        return _MAIN
    relations = parsed(parts["_rels/.rels"])
    targets = [each.get("Target", "") for each in relations if each.get("Type", "").endswith("/officeDocument")]
    return targets[0].lstrip("/") if targets else _MAIN


def _related(parts: Mapping[str, bytes], main: str) -> Mapping[str, str]:
    """Return the parts that the document names, by the names it gives them."""
    folder, name = posixpath.split(main)
    relations = _optional(parts, f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    named = {each.get("Id", ""): each.get("Target", "") for each in relations if isinstance(each.tag, str)}
    return {ident: posixpath.normpath(posixpath.join("/", folder, to)).lstrip("/") for ident, to in named.items()}


class Reader:
    """Walks the body, and counts the tables."""

    def __init__(self, styles: Styles) -> None:
        """Read with the styles of the file."""
        self._styles = styles
        self._tables = count()

    def paragraphs(self, container: Element, around: Around) -> Iterator[Paragraph]:
        """Yield the paragraphs of a body, header or cell in their order, those of text boxes after their anchor's."""
        for each in () if container is None else container:
            if each.tag == f"{W}p":
                yield from self._paragraph(each, around)
            elif each.tag == f"{W}tbl":
                yield from self._table(each)
            elif each.tag in _AROUND:
                yield from self.paragraphs(each, around)

    def margin(self, root: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of a header or footer."""
        yield from self.paragraphs(root, Around())

    def _table(self, table: Element) -> Iterator[Paragraph]:
        ident = next(self._tables)
        properties = child(table, "tblPr")
        style = value(properties, "tblStyle") or ""
        bordered = has_line(child(properties, "tblBorders"), "bottom") or self._styles.table_border(style)
        for row_number, row in enumerate(table.iter(f"{W}tr")):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            for column, cell in enumerate(row.iter(f"{W}tc")):
                if next(cell.iterancestors(f"{W}tr")) is row:
                    own = has_line(child(child(cell, "tcPr"), "tcBorders"), "bottom")
                    around = Around(Place(ident, row_number, column), style, own or bordered)
                    yield from self.paragraphs(cell, around)

    def _paragraph(self, element: Element, around: Around) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        style = value(properties, "pStyle") or ""
        runs = list(_runs(element, linked=False))
        pieces = [piece for run, linked in runs for piece in self._pieces(run, style, around.table, linked=linked)]
        shape = self._styles.shape(around.table, style, properties)
        drawn = sum(_is_line(each) for run, _ in runs for each in run if each.tag in _DRAWN)
        yield Paragraph(tuple(pieces), shape, around.place, style, drawn, around.bordered)
        for run, _ in runs:
            for box in _boxes(run):
                yield from self.paragraphs(box, around._replace(bordered=False))

    def _pieces(self, run: Element, style: str, table: str, *, linked: bool) -> Iterator[Piece]:
        text = "".join(_text(each) for each in run if isinstance(each.tag, str))
        if not text or (text.strip().isdigit() and value(child(run, "rPr"), "vertAlign") == "superscript"):
            return  # nothing, or the number of a note
        look, is_hidden = self._styles.look(table, style, child(run, "rPr"))
        if is_hidden:
            return
        legacy = next((font for font in look.fonts if encoding_of(font)), "")
        yield Piece(to_unicode(text, legacy) if legacy else text, look, linked)


def _text(element: Element) -> str:
    name = element.tag.removeprefix(W)
    return element.text or "" if name == "t" else _SIGNS.get(name, "")


def _runs(element: Element, *, linked: bool) -> Iterator[tuple[Element, bool]]:
    """Yield the runs of a paragraph that are printed; struck ones of tracked changes are not."""
    for each in element:
        if each.tag == f"{W}r":
            yield each, linked
        elif each.tag in _AROUND:
            yield from _runs(each, linked=linked or each.tag == f"{W}hyperlink")


def _is_line(drawing: Element) -> bool:
    return next(drawing.iter(*_PICTURES), None) is None


def _boxes(run: Element) -> Iterator[Element]:
    """Yield the text boxes of a run; Word keeps each a second time for programs that know no shapes."""
    for box in run.iter(f"{W}txbxContent"):
        outer = next(box.iterancestors(f"{W}r"))
        if outer is run and next(box.iterancestors(f"{_MC}Fallback"), None) is None:
            yield box
