"""The pictures of papers: photographs, and QR codes, drawn, given a place in a template's margin, and read.

A square picture of a fixed size needs no docxtpl: it is drawn in the part's text, and the package has room for it. A
code in the margin stands at the foot of each page, left of the text, in a frame of the header: no line moves for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import zxingcpp
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image as WordImage
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import InlineImage
from PIL import Image, ImageFilter

from flows.word.package import damage_told, read_parts, relations_of
from flows.word.parts import DRAWING
from flows.word.sandbox import PartPicture

WIDEST = Mm(150)
"""The text is 165 mm wide; a photograph keeps a little air beside it."""
_QR = zxingcpp.BarcodeFormat.QRCode
_DOTS = 8
"""Dots a module: 500 an inch where a module is 0.4 mm, for Word and printers soften the edges of fewer."""
_WIDE = 20.0
"""Millimetres."""
IN_MARGIN = 18.0
"""The same, of a code in a paper's left margin of 30 mm."""
_FEW_DOTS = 2_400
"""A sheet of A4 is as wide with 200 dots an inch."""

_FROM_BELOW = Mm(9)
_LEAST = Mm(6)
"""Printers leave 4 to 5 mm along the edges blank."""
_A4, _LEFT = Mm(297), Mm(30)
"""Of a section that does not tell its page."""
_DRAWN = (
    '</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{size}" cy="{size}"/>'
    '<wp:docPr {number} name="{name}" descr="{told}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/'
    '2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http:'
    '//schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext '
    'cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
)


@dataclass(frozen=True, slots=True)
class FixedPicture(PartPicture):
    """A square PNG of a fixed size in millimetres; `name` is that of its file and of its relationship."""

    name: str
    told: str
    png: bytes
    size: float

    def __html__(self) -> str:
        """Return what stands for it in the text of a part."""
        return _DRAWN.format(size=Mm(self.size), name=self.name, told=self.told, number=DRAWING)


def with_slot(parts: Mapping[str, bytes], name: str, picture: str) -> dict[str, bytes]:
    """Return the parts of a package with room for a PNG of this name, to which one part is related."""
    relations = relations_of(name)
    here = parts.get(relations, b'<Relationships xmlns="%s"></Relationships>' % _RELATIONS)
    one = f'<Relationship Id="{picture}" Type="{RELATIONSHIP_TYPE.IMAGE}" Target="/word/media/{picture}.png"/>'
    types = parts[_TYPES]
    if b'Extension="png"' not in types:
        types = _before_end(types, b"</Types>", '<Default Extension="png" ContentType="image/png"/>')
    return {**parts, relations: _before_end(here, b"</Relationships>", one), _TYPES: types}


_TYPES = "[Content_Types].xml"
_RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"


def _before_end(content: bytes, end: bytes, added: str) -> bytes:
    # python-docx, which wrote the package, uses no prefixes here; an empty list it writes as one tag.
    whole = re.sub(rb"<(Relationships)([^>]*)/>\s*\Z", rb"<\1\2></\1>", content)
    return whole.replace(end, added.encode() + end)


def photograph(path: Path) -> InlineImage | None:
    """Return a photograph as templates print it, no wider than the text; None when Word takes no such file."""
    try:
        width = WordImage.from_file(str(path)).width
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, OSError):
        return None
    return InlineImage(None, str(path), width=min(width, WIDEST))


@lru_cache(maxsize=1)  # a paper is asked for what is blank in it, and printed
def qr_picture(text: str, wide: float = _WIDE) -> FixedPicture:
    """Return the QR of a text; at level L, for larger modules are read more surely than more of them."""
    code = zxingcpp.create_barcode(text, _QR, ec_level="L")
    modules, png = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False)).convert("1"), io.BytesIO()
    modules.resize((modules.width * _DOTS, modules.height * _DOTS)).save(png, "PNG")
    return FixedPicture("ma-qr", "Mã QR", png.getvalue(), wide)


def with_margin_code(template: bytes, word: str, file: str) -> bytes:
    """Return a template with a word of its values in the margin of each page; TemplateError for no Word file."""
    read_parts(template, file)
    with damage_told(file):
        document: Any = Document(io.BytesIO(template))
        done = set[str]()
        for section in document.sections:
            for name in _headers(document, section):
                header = getattr(section, name)
                # A later section has the headers of the one before, where it has none of its own.
                if name not in done or not header.is_linked_to_previous:
                    _put(header, section, word)
                    done.add(name)
        changed = io.BytesIO()
        document.save(changed)
    return changed.getvalue()


def _headers(document: Any, section: Any) -> Iterator[str]:  # noqa: ANN401 - untyped python-docx
    yield "header"
    if document.settings.odd_and_even_pages_header_footer:
        yield "even_page_header"
    if section.different_first_page_header_footer:
        yield "first_page_header"


def _put(header: Any, section: Any, word: str) -> None:  # noqa: ANN401 - untyped python-docx
    paragraph = header.add_paragraph(f"{{{{ {word} }}}}")
    header._element.insert(0, paragraph._p)  # noqa: SLF001 - python-docx adds at the end alone
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = form.first_line_indent = form.space_before = form.space_after = 0
    form.alignment, form.line_spacing = WD_ALIGN_PARAGRAPH.LEFT, 1.0
    side, margin, height = Mm(IN_MARGIN), section.left_margin or _LEFT, section.page_height or _A4
    lengths = {"w": side, "h": side, "x": max(_LEAST, (margin - side) // 2), "y": height - side - _FROM_BELOW}
    words = {"hRule": "exact", "wrap": "around", "hAnchor": "page", "vAnchor": "page"}
    frame = OxmlElement("w:framePr", attrs={qn(f"w:{name}"): value for name, value in words.items()})
    for name, length in lengths.items():
        frame.set(qn(f"w:{name}"), str(round(length / Pt(0.05))))
    paragraph._p.pPr.insert(0, frame)  # noqa: SLF001 - nor does it know frames


@dataclass(frozen=True, slots=True)
class Seen:
    """A code in a picture, and by how many degrees, a multiple of 90, the picture must be turned left to be upright."""

    text: str
    turned: int


def codes_seen(image: Image.Image) -> list[Seen]:
    """Return the QR codes in a picture, whichever way it is turned."""
    found: list[zxingcpp.Barcode] = next(filter(None, map(_read, _looks(image.convert("L")))), [])
    return [Seen(one.text, round(one.orientation / 90) * 90 % 360) for one in found]


def _looks(gray: Image.Image) -> Iterator[Image.Image]:
    yield gray
    # Of the codes of a scanner with much grain one in five is read as it is, and every one a little blurred.
    yield gray.filter(ImageFilter.GaussianBlur(1))
    # Of long codes scanned with 150 dots an inch, a module is 2.4 dots: one in five was read only when enlarged.
    if gray.width < _FEW_DOTS:
        yield gray.resize((gray.width * 2, gray.height * 2))


def _read(gray: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormats(_QR))
