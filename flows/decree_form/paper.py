"""Read a finished Word paper as the eye sees it: its texts with the letters they really have, and its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.text.run import Run

from flows.spreadsheets.legacy_fonts import encoding_of, to_unicode
from flows.word.effective_styles import EffectiveStyles, Look, Shape, has_line, value_at
from flows.word.package import packed, read_parts
from flows.word.paragraph_runs import Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Word can save in the standard's strict names, with macros and as a template: the same papers under other names.
_OTHER_NAMES = (
    (rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml)/main",
     rb"http://schemas.openxmlformats.org/\1/2006/main"),
    (rb"http://purl\.oclc\.org/ooxml/officeDocument/relationships",
     rb"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (rb"application/vnd\.(ms-word\.(document|template)\.macroEnabled\w*|openxmlformats[\w.-]+\.template)\.main\+xml",
     rb"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
)  # fmt: skip
_AROUND = frozenset(map(qn, (
    "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:fldSimple", "w:hyperlink", "w:dir",
    "w:bdo",
))) | {f"{_MC}AlternateContent", f"{_MC}Choice"}  # fmt: skip
_DRAWN = frozenset([qn("w:drawing"), qn("w:pict"), qn("w:object"), f"{_MC}AlternateContent"])
_PICTURES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata", qn("w:txbxContent"))
_TYPED_RULE = re.compile(r"[_\u2500\u2501]{3,}|[-\u2013\u2014=*\s]{5,}")
_PAGES = re.compile(rb"<Pages>(\d{1,6})</Pages>")


class Place(NamedTuple):
    """A cell: the number of its table, its row, its column."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a paragraph: its cell, its table's style, a border below its cell."""

    place: Place | None = None
    table: str = ""
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one look; `linked` says that it is a hyperlink, which Word colours."""

    text: str
    look: Look
    linked: bool = False

    @property
    def has_letters(self) -> bool:
        """Whether it shows letters or digits, whose look can be judged."""
        return any(sign.isalnum() for sign in self.text)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its place among all, its style's name, how many lines are drawn in it."""

    pieces: tuple[Piece, ...]
    shape: Shape
    around: Around = Around()
    style: str = ""
    drawn: int = 0
    number: int = -1

    @property
    def place(self) -> Place | None:
        """The cell it stands in."""
        return self.around.place

    @cached_property
    def text(self) -> str:
        """What it says, with line breaks and tabs."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def is_blank(self) -> bool:
        """Whether it shows no text."""
        return not self.text.strip()

    @property
    def is_rule(self) -> bool:
        """Whether it shows a line only: drawn, as a border, or typed."""
        if self.is_blank:
            return bool(self.drawn) or self.shape.border_above or self.shape.border_below
        return _TYPED_RULE.fullmatch(self.text.strip()) is not None

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle of the page, outside of tables."""
        return self.place is None and self.shape.align == WD_ALIGN_PARAGRAPH.CENTER

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its texts between line breaks and tabs, without the blank ones."""
        found: list[list[Piece]] = [[]]
        for piece in self.pieces:
            for number, text in enumerate(re.split(r"[\t\n]", piece.text)):
                if number:
                    found.append([])
                found[-1].append(replace(piece, text=text))
        parts = (Part(tuple(piece for piece in pieces if piece.text), self) for pieces in found)
        return tuple(part for part in parts if part.text)


@dataclass(frozen=True, eq=False)
class Part:
    """A text between line breaks and tabs, and the paragraph it stands in."""

    pieces: tuple[Piece, ...]
    paragraph: Paragraph

    @property
    def number(self) -> int:
        """The number of its paragraph."""
        return self.paragraph.number

    @cached_property
    def text(self) -> str:
        """What it says, with single blanks."""
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def is_capitals(self) -> bool:
        """Whether its letters show as capitals."""
        shown = [piece for piece in self.pieces if any(sign.isalpha() for sign in piece.text)]
        return bool(shown) and all(piece.look.capitals or piece.text == piece.text.upper() for piece in shown)

    def is_left_of(self, place: Place) -> bool:
        """Whether it stands in an earlier cell of the same row."""
        own = self.paragraph.place
        return own is not None and own[:2] == place[:2] and own.column < place.column


class PageSize(NamedTuple):
    """A page set up, in millimetres; None for what the file does not say."""

    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None


class PageNumber(NamedTuple):
    """A page number: where it stands, whether the first page shows it, and its look where it can be seen."""

    in_header: bool
    on_first: bool
    align: WD_ALIGN_PARAGRAPH | None = None
    look: Look | None = None


@dataclass(frozen=True)
class Paper:
    """A whole paper; `pages` is how many Word counted when it was saved, 0 when nobody did."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[PageSize, ...]
    page_numbers: tuple[PageNumber, ...] = ()
    pages: int = 0

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every text of the paper."""
        return tuple(part for paragraph in self.paragraphs for part in paragraph.parts)


def read_paper(data: bytes, file: str) -> Paper:
    """Return a paper.

    Raises TemplateError for what is no Word file or of monstrous size, and whatever python-docx raises for a damaged
    one.
    """
    parts = read_parts(data, file)
    known = {
        name: _in_usual_names(content) if name.endswith((".xml", ".rels")) else content
        for name, content in parts.items()
    }
    document = docx.Document(io.BytesIO(data if known == parts else packed(known)))
    reader = _Reader(document)
    paragraphs = reader.paragraphs(document.element.body, Around())
    sections = tuple(document.sections)
    pages = _PAGES.search(parts.get("docProps/app.xml", b""))
    return Paper(
        tuple(replace(paragraph, number=number) for number, paragraph in enumerate(paragraphs)),
        tuple(_page_size(section) for section in sections),
        tuple(each for number, section in enumerate(sections) for each in _page_numbers(section, number, reader)),
        int(pages[1]) if pages else 0,
    )


def _in_usual_names(content: bytes) -> bytes:
    for other, usual in _OTHER_NAMES:
        content = re.sub(other, usual, content)
    return content


class _Reader:
    """Walks through a body, header or footer, and counts the tables."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = EffectiveStyles(
            *(_part(document, name) for name in (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.THEME))
        )
        self._tables = count()

    def paragraphs(self, container: Element, around: Around) -> Iterator[Paragraph]:
        """Yield the paragraphs in their order, those of text boxes after their anchor's."""
        for each in container:
            if each.tag == qn("w:p"):
                yield from self._paragraph(each, around)
            elif each.tag == qn("w:tbl"):
                yield from self._table(each)
            elif each.tag in _AROUND:
                yield from self.paragraphs(each, around)

    def _table(self, table: Element) -> Iterator[Paragraph]:
        ident, style = next(self._tables), value_at(table, "w:tblPr/w:tblStyle") or ""
        bordered = has_line(table, "w:tblPr/w:tblBorders/w:bottom") or self._styles.draws_below(style)
        rows = (row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table)
        for number, row in enumerate(rows):
            cells = (cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row)
            for column, cell in enumerate(cells):
                below = bordered or has_line(cell, "w:tcPr/w:tcBorders/w:bottom")
                yield from self.paragraphs(cell, Around(Place(ident, number, column), style, below))

    def _paragraph(self, element: Element, around: Around) -> Iterator[Paragraph]:
        style = value_at(element.pPr, "w:pStyle") or ""
        runs = list(_runs(element, linked=False))
        pieces = tuple(piece for run, linked in runs for piece in self._pieces(run, style, around.table, linked=linked))
        drawings = (each for run, _ in runs for each in run if each.tag in _DRAWN)
        drawn = sum(next(each.iter(*_PICTURES), None) is None for each in drawings)
        yield Paragraph(pieces, self._styles.shape(around.table, element), around, style, drawn)
        for run, _ in runs:
            for box in _boxes(run):
                yield from self.paragraphs(box, replace(around, bordered=False))

    def _pieces(self, element: Element, style: str, table: str, *, linked: bool) -> Iterator[Piece]:
        text = Run(element, self._document).text
        if not text or (text.strip().isdigit() and value_at(element.rPr, "w:vertAlign") == "superscript"):
            return  # nothing, or the number of a note
        look = self._styles.look(table, style, element)
        if not look.hidden:
            legacy = next((font for font in look.fonts if encoding_of(font)), "")
            yield Piece(to_unicode(text, legacy) if legacy else text, look, linked)


def _part(document: Document, relation: str) -> Element:
    """Return the root of a part that the document names, None where it names none."""
    try:
        return parse_xml(document.part.part_related_by(relation).blob)
    except KeyError:
        return None


def _runs(element: Element, *, linked: bool) -> Iterator[tuple[Element, bool]]:
    """Yield the runs of a paragraph that are printed; struck ones of tracked changes are not."""
    for each in element:
        if each.tag == qn("w:r"):
            yield each, linked
        elif each.tag in _AROUND:
            yield from _runs(each, linked=linked or each.tag == qn("w:hyperlink"))


def _boxes(run: Element) -> Iterator[Element]:
    """Yield the text boxes of a run; Word keeps each a second time for programs that know no shapes."""
    for box in run.iter(qn("w:txbxContent")):
        outer = next(box.iterancestors(qn("w:r")))
        if outer is run and next(box.iterancestors(f"{_MC}Fallback"), None) is None:
            yield box


def _page_size(section: Section) -> PageSize:
    names = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    page = PageSize(*(_millimetres(section, name) for name in names))
    gutter = _millimetres(section, "gutter")
    return page._replace(left=page.left + gutter) if gutter and page.left is not None else page


def _millimetres(section: Section, name: str) -> float | None:
    with suppress(ValueError):
        length = getattr(section, name)
        # A negative margin is one that the header may not push away.
        return None if length is None else abs(length.mm)
    return None


def _page_numbers(section: Section, number: int, reader: _Reader) -> Iterator[PageNumber]:
    """Yield the page numbers in the headers and footers that a section has of its own."""
    different = section.different_first_page_header_footer
    margins: Mapping[str, tuple[bool, bool]] = {
        "header": (True, not different),
        "footer": (False, not different),
        "even_page_header": (True, False),
        "even_page_footer": (False, False),
    }
    if different:
        margins = {**margins, "first_page_header": (True, True), "first_page_footer": (False, True)}
    for name, (in_header, on_first) in margins.items():
        margin = getattr(section, name)
        if not margin.is_linked_to_previous and _counts_pages(margin.part.element):
            yield _page_number(margin.part.element, reader, in_header=in_header, on_first=on_first and not number)


def _counts_pages(root: Element) -> bool:
    simple = (field.get(qn("w:instr")) for field in root.iter(qn("w:fldSimple")))
    split = (field.text for field in root.iter(qn("w:instrText")))
    return any("PAGE" in (instruction or "").upper().split() for instruction in (*simple, *split))


def _page_number(root: Element, reader: _Reader, *, in_header: bool, on_first: bool) -> PageNumber:
    shown = [paragraph for paragraph in reader.paragraphs(root, Around()) if not paragraph.is_blank]
    digits = next((each for each in shown if any(sign.isdigit() for sign in each.text)), shown[0] if shown else None)
    if digits is None:
        return PageNumber(in_header, on_first)
    # Word's own header style has a tab stop in the middle.
    at_the_stop = digits.shape.align == WD_ALIGN_PARAGRAPH.LEFT and digits.text.lstrip(" ").count("\t") == 1
    align = WD_ALIGN_PARAGRAPH.CENTER if at_the_stop else digits.shape.align
    return PageNumber(in_header, on_first, align, digits.pieces[-1].look)
