"""docxtpl's own way, for values that bring parts: sub-documents, links, images elsewhere than in the body."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate

from flows.errors import TemplateError
from flows.rendering.environment import ENVIRONMENT, TRACE
from flows.rendering.package import packed, read_parts
from flows.rendering.properties import settle
from flows.rendering.tracing import BRINGS_PARTS, SUBDOC, Trace
from flows.rendering.values import require_legal

if TYPE_CHECKING:
    from jinja2 import Environment

_LINK = "rIdVanthu"
_PRINTED_LINK = re.compile(rf'r:id="{_LINK}([0-9a-f]*)"')
_RELATED = re.compile(r'\sr:(?:id|embed|link|dm|lo|qs|cs|pict)="([^"]+)"')
_MOST_NESTED = 20


class OfficeTemplate(DocxTemplate):  # type: ignore[misc]
    """The DocxTemplate to make images, sub-documents and links with; a link's id carries its address."""

    def build_url_id(self, url: str) -> str:
        """Return the id for `RichText.add(url_id=...)`."""
        return f"{_LINK}{url.encode().hex()}"

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Environment | None = None) -> str:  # noqa: ANN401 - docxtpl's signature
        """Fill a part, and relate it to the addresses its links carry."""
        xml = super().render_xml_part(src_xml, part, context, jinja_env)
        require_legal(xml)
        return _PRINTED_LINK.sub(lambda link: f'r:id="{_related(part, link[1])}"', xml)


def _related(part: Any, address: str) -> str:  # noqa: ANN401 - untyped python-docx
    url = bytes.fromhex(address).decode()
    return str(part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def related_ids(text: str) -> frozenset[str]:
    """Return the ids of relations a text speaks of."""
    return frozenset(_RELATED.findall(text))


def fill_slowly(data: bytes, values: Mapping[str, object], file: str) -> bytes:
    """Fill a template through docxtpl, with our words, sandbox and escaping, and fixed times."""
    docx = OfficeTemplate(io.BytesIO(_base(data, values, file)))
    docx.init_docx()
    settle(docx)
    docx.render({**values, TRACE: Trace(docx)}, ENVIRONMENT, autoescape=True)
    buffer = io.BytesIO()
    docx.save(buffer)
    parts = read_parts(buffer.getvalue(), file)
    _refuse_strange_links(parts, docx.docx.part, file)
    return packed(parts)


def _refuse_strange_links(parts: Mapping[str, bytes], part: Any, file: str) -> None:  # noqa: ANN401 - untyped python-docx
    """Raise for a link or image made with another DocxTemplate: nobody knows its address any more."""
    text = parts[part.partname.lstrip("/")].decode()
    if not related_ids(text) <= set(part.rels):
        raise TemplateError(
            f"{file}: một giá trị có liên kết hoặc ảnh tạo từ một mẫu khác.",
            "Tạo bằng Template.docxtpl() của chính mẫu này.",
        )


def _base(data: bytes, values: Mapping[str, object], file: str) -> bytes:
    """Return the template the values belong to: a sub-document has put styles, images and numberings into its own."""
    subdocs: list[Any] = [part for part in bringing_parts(values) if isinstance(part, SUBDOC)]
    owners = {id(part.docx): part.docx for part in subdocs}
    if not owners:
        return data
    if len(owners) > 1:
        raise TemplateError(
            f"{file}: các tài liệu con (Subdoc) thuộc nhiều mẫu khác nhau.", "Tạo tất cả từ một Template.docxtpl()."
        )
    buffer = io.BytesIO()
    next(iter(owners.values())).save(buffer)
    return buffer.getvalue()


def bringing_parts(value: object, depth: int = 0) -> Iterator[Any]:
    """Give the images and sub-documents inside nested mappings and lists."""
    if isinstance(value, BRINGS_PARTS):
        yield value
    elif isinstance(value, Mapping) and depth < _MOST_NESTED:
        for inner in value.values():
            yield from bringing_parts(inner, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes) and depth < _MOST_NESTED:
        for inner in value:
            yield from bringing_parts(inner, depth + 1)
