"""Fill a template with values that are no text: images, sub-documents, rich text and links, through docxtpl itself.

A square picture of a fixed size needs no docxtpl: it is drawn in the part's text, and the package has room for it.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from flows.errors import TemplateError
from flows.word.package import packed, read_parts
from flows.word.parts import DRAWING, settled_properties
from flows.word.sandbox import ENVIRONMENT, SUBDOC, PartPicture, budget, legal_bytes, nested, printable, told

WIDEST = Mm(150)
"""The text is 165 mm wide; a photograph keeps a little air beside it."""
_LINK = "rIdVanthu"
_PRINTED_LINK = re.compile(rf'r:id="{_LINK}([0-9a-f]*)"')
_RELATED = re.compile(r'\sr:(?:id|embed|link|dm|lo|qs|cs|pict)="([^"]+)"')
_TAG = re.compile(r"\{\{(?:(?!\}\}).)*|\{%(?:(?!%\}).)*", re.DOTALL)
_EMPTY = re.compile(r"<w:t( [^>]*)?/>")


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
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
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
        width = Image.from_file(str(path)).width
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, OSError):
        return None
    return InlineImage(None, str(path), width=min(width, WIDEST))


class OfficeTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, also to make images, sub-documents and links with; a link's id carries its address."""

    def patch_xml(self, src_xml: str) -> str:
        """Patch a part; docxtpl stumbles over an empty run inside a tag, as Word leaves where letters were deleted."""
        whole = _TAG.sub(lambda tag: _EMPTY.sub(r"<w:t\1></w:t>", tag[0]), src_xml)
        return str(super().patch_xml(whole))

    def build_url_id(self, url: str) -> str:
        """Return the id for `RichText.add(url_id=...)`."""
        return f"{_LINK}{url.encode().hex()}"

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:  # noqa: ANN401 - docxtpl's
        """Fill a part, and relate it to the addresses its links carry."""
        xml = super().render_xml_part(src_xml, part, context, jinja_env)
        legal_bytes(xml)
        return _PRINTED_LINK.sub(lambda link: f'r:id="{_related(part, link[1])}"', xml)

    def printed(self, value: Any) -> Any:  # noqa: ANN401 - any value
        """Return a value as it is printed: an image asks its own DocxTemplate which part is being written."""
        if isinstance(value, FixedPicture):
            value = InlineImage(self, io.BytesIO(value.png), width=Mm(value.size))
        elif isinstance(value, InlineImage):
            value = copy.copy(value)
            value.tpl = self
        return printable(value)


def _related(part: Any, address: str) -> str:  # noqa: ANN401 - untyped python-docx
    url = bytes.fromhex(address).decode()
    return str(part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def fill_by_docxtpl(
    data: bytes, values: Mapping[str, object], file: str, sources: Mapping[str, str]
) -> tuple[Mapping[str, bytes], bytes]:
    """Fill a template through docxtpl, with our words, sandbox and limits; return the parts and the document.

    `sources` are the texts of the parts, a paragraph a line, in which an error is found. Raises TemplateError.
    """
    docx = OfficeTemplate(io.BytesIO(_base(data, values, file)))
    docx.init_docx()
    settled_properties(docx)
    try:
        with budget():
            docx.render(dict(values), ENVIRONMENT.overlay(finalize=docx.printed), autoescape=True)
    except Exception as error:  # a template computes, so it can raise whatever Python can
        part = getattr(docx.current_rendering_part, "partname", "").lstrip("/")
        raise told(error, file, sources.get(part, ""), values) from error
    saved = io.BytesIO()
    docx.save(saved)
    parts = read_parts(saved.getvalue(), file)
    _refuse_strange_links(parts, docx.docx.part, file)
    return parts, packed(parts)


def _refuse_strange_links(parts: Mapping[str, bytes], part: Any, file: str) -> None:  # noqa: ANN401 - untyped python-docx
    """Raise for a link or image made with another DocxTemplate: nobody knows its address any more."""
    if not set(_RELATED.findall(parts[part.partname.lstrip("/")].decode())) <= set(part.rels):
        what = f"{file}: một giá trị có liên kết hoặc ảnh tạo từ một mẫu khác."
        raise TemplateError(what, "Tạo bằng Template.docxtpl() của chính mẫu này.")


def _base(data: bytes, values: Mapping[str, object], file: str) -> bytes:
    """Return the template the values belong to: a sub-document has put styles, images and numberings into its own."""
    subdocs: Iterator[Any] = (each for _, each in nested(values) if isinstance(each, SUBDOC))
    owners = {id(subdoc.docx): subdoc.docx for subdoc in subdocs}
    if not owners:
        return data
    if len(owners) > 1:
        what = f"{file}: các tài liệu con (Subdoc) thuộc nhiều mẫu khác nhau."
        raise TemplateError(what, "Tạo tất cả từ một Template.docxtpl().")
    buffer = io.BytesIO()
    next(iter(owners.values())).save(buffer)
    return buffer.getvalue()
