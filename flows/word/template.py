"""Fill Word templates: a template is compiled once, and filled once for each paper.

docxtpl says what a template means. Here its patched text becomes one Jinja template a part, so that a paper costs no
more than its text; what no paper changes is compressed once. Values that are no text (images, sub-documents, rich
text) go through docxtpl itself, on the same template.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import XmlchemyError
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from flows.errors import TemplateError
from flows.word.merge_fields import with_tags
from flows.word.package import packed, read_bytes, read_parts
from flows.word.parts import Part, Properties, body_of, has_tags, margin_of, notes_of
from flows.word.pictures import OfficeTemplate, fill_by_docxtpl, with_slot
from flows.word.sandbox import ENVIRONMENT, TOO_DEEP, NeedsDocxtplError, budget, told, too_deep

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_BLANK = re.compile(r"\[CẦN BỔ SUNG: ([^\]]*)\]".encode())
DAMAGED = (
    *(OpcError, PythonDocxError, XmlchemyError, etree.XMLSyntaxError),
    *(LookupError, ValueError, TypeError, AttributeError),
)
"""What python-docx raises for a part that is not what its type says."""
SAVE_AGAIN = "Mở bằng Word và lưu lại dạng .docx."


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
            sources = {part.name: part.source for part in self._parts}
            parts, document = fill_by_docxtpl(self._source, values, self.file, sources)
            return Filling(document, _blanks_in(parts[name] for name in sources))
        own = contents | pictures
        fixed = {name: content for name, content in package.items() if name not in own}
        return Filling(packed(own, fixed), _blanks_in(contents.values()))

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
    try:
        docx.render_init()
    except DAMAGED as error:
        raise TemplateError(f"{file}: đây không phải tệp Word .docx đọc được.", SAVE_AGAIN) from error
    if getattr(docx.docx.element, "body", None) is None:
        raise TemplateError(f"{file}: tài liệu không có nội dung.", SAVE_AGAIN)
    return docx


def _parts_of(docx: Any, file: str) -> tuple[list[Part | Properties], dict[str, bytes]]:  # noqa: ANN401 - as above
    """Return the parts that are filled, and all of them as python-docx saves them."""
    saved = io.BytesIO()
    try:
        parts = list(_filled_parts(docx))
        docx.docx.save(saved)
    except DAMAGED as error:
        # Without its frames: python-docx leaves its half-written file to be closed with them.
        told = error.with_traceback(None)
        raise TemplateError(f"{file}: đây không phải tệp Word .docx đọc được.", SAVE_AGAIN) from told
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


def filled_text(source: str, values: Mapping[str, object], file: str) -> str:
    """Return a text file filled with the words of templates, as for a mail; a value stands as typed. TemplateError."""
    plain = ENVIRONMENT.overlay(autoescape=False)
    try:
        with budget():
            return str(plain.from_string(source).render(dict(values)))
    except Exception as error:  # a template computes, so it can raise whatever Python can
        raise told(error, file, source, values) from error
