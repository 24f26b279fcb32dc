"""Fill Word templates: a template is compiled once, and filled once for each paper.

docxtpl says what a template means. Here its patched text becomes one Jinja template a part, so that a paper costs no
more than its text; what no paper changes is compressed once. Values that are no text (images, sub-documents, rich
text) go through docxtpl itself, on the same template.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.exceptions import TemplateError as JinjaError

from flows.errors import TemplateError
from flows.word.merge_fields import with_tags
from flows.word.package import SAVE_AGAIN, damage_told, packed, read_bytes, read_parts
from flows.word.parts import Part, Properties, body_of, has_tags, margin_of, notes_of, settled_properties
from flows.word.pictures import FixedPicture, with_slot
from flows.word.sandbox import (
    ENVIRONMENT,
    SUBDOC,
    TOO_DEEP,
    NeedsDocxtplError,
    budget,
    legal_bytes,
    nested,
    printable,
    told,
    too_deep,
)

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_BLANK = re.compile(r"\[CẦN BỔ SUNG: ([^\]]*)\]".encode())
_LINK = "rIdVanthu"
_PRINTED_LINK = re.compile(rf'r:id="{_LINK}([0-9a-f]*)"')
_RELATED = re.compile(r'\sr:(?:id|embed|link|dm|lo|qs|cs|pict)="([^"]+)"')
_TAG = re.compile(r"\{\{(?:(?!\}\}).)*|\{%(?:(?!%\}).)*", re.DOTALL)
_EMPTY = re.compile(r"<w:t( [^>]*)?/>")


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


@dataclass(frozen=True, slots=True)
class Filling:
    """A finished document, and the headings of the blanks that were printed in it."""

    document: bytes
    blanks: tuple[str, ...] = ()


class Template:
    """A template as docxtpl defines it, with the office's words, sandboxed and escaped; may go to other processes."""

    def __init__(self, source: str | Path | bytes, *, names: Mapping[str, str] | None = None, file: str = "") -> None:
        """Compile a template from its path or bytes.

        `names` are expressions for Word's own merge fields by key or heading ({"ho_ten": "nguoi.ho_ten"}), `file`
        the name that messages give a template that came as bytes. Raises TemplateError for one that cannot be used.
        """
        self.file = file or ("mẫu" if isinstance(source, bytes) else Path(source).name)
        self._given = read_bytes(source, self.file), dict(names or {})
        self._source = with_tags(*self._given, self.file)
        docx = _opened(self._source, self.file)
        parts, package = _parts_of(docx, self.file)
        self._parts = [part for part in parts if has_tags(part.source)]
        for part in self._parts:
            self._compile(part)
        with budget():
            package |= {part.name: self._fill_part(part, {}) for part in parts if not has_tags(part.source)}
        self._package = package

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as the source: compiled code does not."""
        data, names = self._given
        return partial(Template, names=names, file=self.file), (data,)

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the finished document; the same values give the same bytes.

        Values may be what docxtpl takes, nested mappings and lists, RichText, Listing, InlineImage, Subdoc: the last
        two, and links, made with `docxtpl()`. Raises TemplateError for what cannot be printed.
        """
        return self.fill(values).document

    def fill(self, values: Mapping[str, object]) -> Filling:
        """Return the finished document with the headings of its `[CẦN BỔ SUNG: ...]`, in order, each once."""
        contents, pictures, package = dict[str, bytes](), dict[str, bytes](), self._package
        try:
            with budget() as left:
                for part in self._parts:
                    left.pictures = {}
                    contents[part.name] = self._fill_part(part, values)
                    for name, png in left.pictures.items():
                        package, pictures[f"word/media/{name}.png"] = with_slot(package, part.name, name), png
        except NeedsDocxtplError:
            return self._fill_by_docxtpl(values)
        own = contents | pictures
        fixed = {name: content for name, content in package.items() if name not in own}
        return Filling(packed(own, fixed), _blanks_in(contents.values()))

    def _fill_by_docxtpl(self, values: Mapping[str, object]) -> Filling:
        """Fill the template through docxtpl, with our words, sandbox and limits."""
        docx = OfficeTemplate(io.BytesIO(_base(self._source, values, self.file)))
        docx.init_docx()
        settled_properties(docx)
        sources = {part.name: part.source for part in self._parts}
        try:
            with budget():
                docx.render(dict(values), ENVIRONMENT.overlay(finalize=docx.printed), autoescape=True)
        except Exception as error:  # a template computes, so it can raise whatever Python can
            part = getattr(docx.current_rendering_part, "partname", "").lstrip("/")
            raise told(error, self.file, sources.get(part, ""), values) from error
        saved = io.BytesIO()
        docx.save(saved)
        parts = read_parts(saved.getvalue(), self.file)
        _refuse_strange_links(parts, docx.docx.part, self.file)
        return Filling(packed(parts), _blanks_in(parts[name] for name in sources))

    def docxtpl(self) -> OfficeTemplate:
        """Return a DocxTemplate to make images, sub-documents and links (`build_url_id`) for this template with."""
        docx = OfficeTemplate(io.BytesIO(self._source))
        docx.init_docx()
        return docx

    def _compile(self, part: Part | Properties) -> None:
        try:
            _ = part.template
        except TOO_DEEP as error:
            raise too_deep(self.file) from error
        except JinjaError as error:
            raise told(error, self.file, part.source, {}) from error

    def _fill_part(self, part: Part | Properties, values: Mapping[str, object]) -> bytes:
        try:
            return part.fill(values)
        except NeedsDocxtplError:
            raise
        except Exception as error:  # a template computes, so it can raise whatever Python can
            raise told(error, self.file, part.source, values) from error


def _opened(data: bytes, file: str) -> Any:  # noqa: ANN401 - untyped docxtpl
    read_parts(data, file)
    docx: Any = OfficeTemplate(io.BytesIO(data))
    with damage_told(file):
        docx.render_init()
    if getattr(docx.docx.element, "body", None) is None:
        raise TemplateError(f"{file}: tài liệu không có nội dung.", SAVE_AGAIN)
    return docx


def _parts_of(docx: Any, file: str) -> tuple[list[Part | Properties], dict[str, bytes]]:  # noqa: ANN401 - as above
    """Return the parts that are filled, and all of them as python-docx saves them."""
    saved = io.BytesIO()
    with damage_told(file):
        parts = list(_filled_parts(docx))
        docx.docx.save(saved)
    return parts, read_parts(saved.getvalue(), file)


def _filled_parts(docx: Any) -> Iterator[Part | Properties]:  # noqa: ANN401 - untyped docxtpl
    """Give the parts docxtpl fills, in the order a reader meets their text."""
    yield body_of(docx)
    margins = (part for uri in (docx.HEADER_URI, docx.FOOTER_URI) for _, part in docx.get_headers_footers(uri))
    for part in {str(part.partname): part for part in margins}.values():
        yield margin_of(docx, part)
    # docxtpl fills footnotes once for each section, so in a document without sections never.
    for part in docx.docx.part.package.parts if len(docx.docx.sections) else ():
        if part.content_type == _FOOTNOTES:
            yield notes_of(docx, part)
    yield Properties(docx)


def _blanks_in(contents: Iterable[bytes]) -> tuple[str, ...]:
    found = (heading for content in contents for heading in _BLANK.findall(content))
    return tuple(dict.fromkeys(unescape(heading.decode()) for heading in found))


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


def filled_text(source: str, values: Mapping[str, object], file: str) -> str:
    """Return a text file filled with the words of templates, as for a mail; a value stands as typed. TemplateError."""
    plain = ENVIRONMENT.overlay(autoescape=False)
    try:
        with budget():
            return str(plain.from_string(source).render(dict(values)))
    except Exception as error:  # a template computes, so it can raise whatever Python can
        raise told(error, file, source, values) from error
