"""The core properties of a document (title, subject, ...), whose texts docxtpl fills one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml

from flows.errors import TemplateError
from flows.rendering.environment import ENVIRONMENT
from flows.rendering.printing import printed

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate

# The ones docxtpl fills.
_FILLED = ("author", "comments", "identifier", "language", "subject", "title")
_MOST_CHARACTERS = 255
_SLOT = re.compile("\ue000(\\d)\ue000")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Properties:
    """The properties part, with a slot for each property docxtpl fills."""

    def __init__(self, docx: Any) -> None:  # noqa: ANN401 - untyped docxtpl
        """Read the properties of a document."""
        part = settle(docx)
        properties = part.core_properties
        texts = {name: getattr(properties, name) for name in _FILLED}
        for number, name in enumerate(_FILLED):
            setattr(properties, name, _slot(number))
        self.name = str(part.partname).lstrip("/")
        self.source = "\n".join(texts.values())
        self._texts = tuple(texts.values())
        self._xml = serialize_part_xml(part.element).decode()

    @cached_property
    def _templates(self) -> tuple[JinjaTemplate, ...]:
        return tuple(ENVIRONMENT.from_string(text) for text in self._texts)

    def text(self, context: Mapping[str, object]) -> str:
        """Return the filled part; raise TemplateError for a text that Word would not take."""
        filled = [printed(template, context) for template in self._templates]
        for name, text in zip(_FILLED, filled, strict=True):
            if len(text) > _MOST_CHARACTERS:
                raise TemplateError(
                    f"thuộc tính «{name}» của tài liệu dài quá {_MOST_CHARACTERS} ký tự.",
                    "Rút ngắn trong mẫu: Tệp > Thông tin > Thuộc tính.",
                )
        return _SLOT.sub(lambda slot: escape(filled[int(slot[1])], {"\r": "&#13;"}), self._xml)

    def encode(self, text: str, *, markup: bool) -> bytes:  # noqa: ARG002 - escaped either way
        """Return the bytes."""
        return text.encode()

    def around(self) -> tuple[str, str] | None:
        """Return that each property is a text of its own."""
        return None


def _slot(number: int) -> str:
    return f"\ue000{number}\ue000"


def settle(docx: Any) -> Any:  # noqa: ANN401 - untyped docxtpl and python-docx
    """Return the properties part; where there was none, docxtpl's default one with a time that stands still."""
    package = docx.docx.part.package
    missing = all(rel.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in package.rels.values())
    if missing:
        package.core_properties.modified = _EPOCH
    return package._core_properties_part  # noqa: SLF001 - python-docx has no other way to its name
