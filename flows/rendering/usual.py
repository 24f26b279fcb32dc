"""The road that takes any template: compiled by Jinja and, where values bring parts of their own, filled by docxtpl."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from flows.rendering.compiling import Compiled, compile_package
from flows.rendering.environment import named
from flows.rendering.faults import explained
from flows.rendering.finishing import blanks_of
from flows.rendering.gallery import Gallery, Hanging
from flows.rendering.merge_fields import with_tags
from flows.rendering.package import read_parts
from flows.rendering.parts import Body, Part
from flows.rendering.slower import OfficeTemplate, fill_slowly, related_ids
from flows.rendering.tracing import NeedsDocxtplError, Trace
from flows.rendering.values import check

_TAGS = re.compile(r"<[^>]*>")
Filled = tuple[bytes, tuple[str, ...]]
"""A document, and the headings of the blanks printed in it."""


class Usual:
    """A template as docxtpl defines it, with the office's words, sandboxed and escaped."""

    def __init__(self, source: bytes, names: Mapping[str, str], file: str) -> None:
        """Compile a template; raise TemplateError for one that cannot be used."""
        self._file = file
        read_parts(source, file)
        self._source = with_tags(source, names, file) if names else source
        with explained(file, self._source):
            self.compiled: Compiled = compile_package(self._source, file)

    def fill(self, values: Mapping[str, object]) -> Filled:
        """Return the finished document with the headings of its blanks, in order, each once."""
        with explained(self._file, self._source, values):
            try:
                return self._filled(values)
            except NeedsDocxtplError:
                return self._filled_slowly(values)

    def docxtpl(self) -> OfficeTemplate:
        """Return a DocxTemplate of this template."""
        docx = OfficeTemplate(io.BytesIO(self._source))
        docx.init_docx()
        return docx

    def _filled(self, values: Mapping[str, object]) -> Filled:
        trace, hanging = Trace(), Hanging(lambda: self._gallery)
        parts = self.compiled.parts
        texts = list(self._texts(values, trace, hanging))
        if trace.markup:
            _require_known_relations(parts, texts, hanging.relations)
        contents = [part.encode(text, markup=trace.markup) for part, text in zip(parts, texts, strict=True)]
        for content in contents:
            check(content, values, self._file)
        document = self._gallery.close(contents, hanging) if hanging.parts else self.compiled.frame.close(contents)
        return document, blanks_of(texts)

    def _texts(self, values: Mapping[str, object], trace: Trace, hanging: Hanging) -> Iterator[str]:
        """Give the filled parts; images stand in the body only."""
        context = named(values, trace)
        for part in self.compiled.parts:
            trace.place = hanging.place if isinstance(part, Body) else None
            yield part.text(context)

    @cached_property
    def _gallery(self) -> Gallery:
        return Gallery(self.docxtpl(), self.compiled.frame, self._file)

    def _filled_slowly(self, values: Mapping[str, object]) -> Filled:
        document = fill_slowly(self._source, values, self._file)
        parts = read_parts(document, self._file)
        return document, blanks_of([_TAGS.sub("", parts[part.name].decode()) for part in self.compiled.parts])


def _require_known_relations(parts: Sequence[Part], texts: Sequence[str], of_images: frozenset[str]) -> None:
    """Raise where a value speaks of links or images its part does not have."""
    for part, text in zip(parts, texts, strict=True):
        known = related_ids(part.source) | (of_images if isinstance(part, Body) else frozenset())
        if not related_ids(text) <= known:
            raise NeedsDocxtplError
