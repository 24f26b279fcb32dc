"""Take a Word template apart once, through docxtpl's own patching: fixed parts in a frame, changing parts compiled."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from flows.errors import TemplateError
from flows.rendering.environment import named
from flows.rendering.frame import Frame
from flows.rendering.package import read_parts
from flows.rendering.parts import DRAWING, TAG, Body, Margin, Notes, Part
from flows.rendering.properties import Properties
from flows.rendering.tracing import Trace

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_ROW_TAG = re.compile(r"\{%|\{\{\s*(?:tr|tc|p)\s|\{#")
_NO_VALUES = named({}, Trace())


@dataclass(frozen=True)
class Compiled:
    """A template ready to be filled."""

    frame: Frame
    parts: tuple[Part, ...]


def compile_package(data: bytes, file: str) -> Compiled:
    """Compile a .docx that docxtpl can read."""
    docx = _opened(data, file)
    parts = list(_changing(docx))
    written = _written(docx, file)
    changing = [part for part in parts if TAG.search(part.source)]
    for part in parts:
        if part not in changing:
            written[part.name] = part.encode(part.text(_NO_VALUES), markup=False)
    return Compiled(Frame.of(written, [part.name for part in changing]), tuple(changing))


def sources(data: bytes, file: str) -> list[Part]:
    """Return the parts of a template that docxtpl fills, patched but not compiled."""
    return list(_changing(_opened(data, file)))


def _opened(data: bytes, file: str) -> Any:  # noqa: ANN401 - untyped docxtpl
    docx: Any = DocxTemplate(io.BytesIO(data))
    try:
        docx.render_init()
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        fix = "Mở bằng Word và lưu lại dạng .docx."
        raise TemplateError(f"{file}: đây không phải tệp Word .docx đọc được.", fix) from error
    if getattr(docx.docx.element, "body", None) is None:
        raise TemplateError(f"{file}: tài liệu không có nội dung.", "Mở bằng Word và lưu lại dạng .docx.")
    return docx


def _changing(docx: Any) -> Iterator[Part]:  # noqa: ANN401 - untyped docxtpl
    """Give the parts docxtpl fills, in the order a reader meets their text."""
    yield _body(docx)
    seen: set[str] = set()
    for uri in (docx.HEADER_URI, docx.FOOTER_URI):
        for _key, part in docx.get_headers_footers(uri):
            name = part.partname.lstrip("/")
            if name not in seen:
                seen.add(name)
                yield Margin(name, docx.patch_xml(docx.get_part_xml(part)))
    yield from _footnotes(docx)
    yield Properties(docx)


def _body(docx: Any) -> Body:  # noqa: ANN401 - untyped docxtpl
    root = docx.docx._element  # noqa: SLF001 - docxtpl's own way to it
    _fit_fixed_tables(docx, root.body)
    for drawing in root.body.iter(f"{{{_WP}}}docPr"):
        drawing.set("id", DRAWING[4:-1])
    name = docx.docx.part.partname.lstrip("/")
    return Body(name, docx.patch_xml(docx.get_xml()), root, usual=_is_usual(root))


def _is_usual(root: Any) -> bool:  # noqa: ANN401 - untyped python-docx
    """Tell whether the names in a document say which elements they are: one prefix each, the one Word gives it."""
    wanted = {_W: "w", _WP: "wp"}
    declared = [(prefix, uri) for prefix, uri in root.nsmap.items()]
    if len({uri for _, uri in declared}) < len(declared):
        return False
    return all(
        wanted.get(etree.QName(element).namespace or "", element.prefix) == element.prefix
        for element in root.iter(etree.Element)
    )


def _fit_fixed_tables(docx: Any, body: Any) -> None:  # noqa: ANN401 - untyped docxtpl
    """Fit now the grids of tables whose rows and cells no tag can change."""
    for table in list(body.iter(f"{{{_W}}}tbl")):
        grid = f"{{{_W}}}tblGrid"
        whole = all(inner.find(grid) is not None for inner in table.iter(table.tag))
        if whole and not _ROW_TAG.search("".join(table.itertext())):
            fitted = docx.fix_tables(etree.tostring(table, encoding="unicode", with_tail=False))
            table.replace(table.find(grid), fitted.find(grid))


def _footnotes(docx: Any) -> Iterator[Notes]:  # noqa: ANN401 - untyped docxtpl
    # docxtpl fills them once for each section, so in a document without sections never.
    if not len(docx.docx.sections):
        return
    for part in docx.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield Notes(part.partname.lstrip("/"), docx.patch_xml(part.blob.decode("utf-8")))


def _written(docx: Any, file: str) -> dict[str, bytes]:  # noqa: ANN401 - untyped docxtpl
    """Return the parts as python-docx writes them."""
    buffer = io.BytesIO()
    docx.docx.save(buffer)
    return read_parts(buffer.getvalue(), file)
