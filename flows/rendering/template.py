"""A Word template, compiled once and filled many times: values in, the bytes of a .docx out."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from flows.rendering.compiling import Compiled, compile_package
from flows.rendering.environment import NeedsDocxtplError, Trace, named
from flows.rendering.faults import explained
from flows.rendering.merge_fields import with_tags
from flows.rendering.package import read_bytes, read_parts
from flows.rendering.parts import Part
from flows.rendering.slower import OfficeTemplate, fill_slowly, related_ids
from flows.rendering.values import check

_BLANK = re.compile(r"\[CẦN BỔ SUNG: ([^\]]*)\]")
_TAGS = re.compile(r"<[^>]*>")


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
        self._source = read_bytes(source, self.file)
        read_parts(self._source, self.file)
        if names:
            self._source = with_tags(self._source, names, self.file)
        with explained(self.file, self._source):
            self._compiled: Compiled = compile_package(self._source, self.file)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as the source: compiled code does not."""
        return _again, (self._source, self.file)

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the finished document; the same values give the same bytes.

        Values may be what docxtpl takes, nested mappings and lists, RichText, Listing, InlineImage, Subdoc: the last
        two, and links, made with `docxtpl()`. Raises TemplateError for what cannot be printed.
        """
        return self.fill(values).document

    def fill(self, values: Mapping[str, object]) -> Filling:
        """Return the finished document with the headings of its `[CẦN BỔ SUNG: ...]`, in order, each once."""
        with explained(self.file, self._source, values):
            try:
                return self._filled(values)
            except NeedsDocxtplError:
                return self._filled_slowly(values)

    def docxtpl(self) -> OfficeTemplate:
        """Return a DocxTemplate to make images, sub-documents and links (`build_url_id`) for this template with."""
        docx = OfficeTemplate(io.BytesIO(self._source))
        docx.init_docx()
        return docx

    def _filled(self, values: Mapping[str, object]) -> Filling:
        trace = Trace()
        context = named(values, trace)
        parts = self._compiled.parts
        texts = [part.text(context) for part in parts]
        if trace.markup:
            _require_known_relations(parts, texts)
        contents = [part.encode(text, markup=trace.markup) for part, text in zip(parts, texts, strict=True)]
        for content in contents:
            check(content, values, self.file)
        return Filling(self._compiled.frame.close(contents), _blanks(texts))

    def _filled_slowly(self, values: Mapping[str, object]) -> Filling:
        document = fill_slowly(self._source, values, self.file)
        parts = read_parts(document, self.file)
        texts = [_TAGS.sub("", parts[part.name].decode()) for part in self._compiled.parts]
        return Filling(document, _blanks(texts))


def _again(source: bytes, file: str) -> Template:
    return Template(source, file=file)


def _require_known_relations(parts: Sequence[Part], texts: Sequence[str]) -> None:
    """Raise where a value speaks of links or images its part does not have."""
    for part, text in zip(parts, texts, strict=True):
        if not related_ids(text) <= related_ids(part.source):
            raise NeedsDocxtplError


def _blanks(texts: list[str]) -> tuple[str, ...]:
    found = (unescape(heading) for text in texts for heading in _BLANK.findall(text))
    return tuple(dict.fromkeys(found))
