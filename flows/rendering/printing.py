"""One part's compiled text in, what it prints out, finished as docxtpl finishes it before it repairs XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from flows.rendering.environment import ENVIRONMENT

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate

MOST_CHARACTERS = 200_000_000
_CHUNKS = 20_000
_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
# docxtpl's own functions, which need nothing of a document.
_DOCXTPL: Any = DocxTemplate(None)


def compiled(source: str) -> JinjaTemplate:
    """Compile a part's text in the office's environment."""
    return ENVIRONMENT.from_string(source)


def printed(template: JinjaTemplate, context: Mapping[str, object]) -> str:
    """Return what a compiled template prints of what its names mean; an endless text is stopped."""
    stream = template.root_render_func(Context(ENVIRONMENT, dict(context), template.name, template.blocks))
    pieces = list(islice(stream, _CHUNKS))
    if len(pieces) == _CHUNKS:
        size = sum(map(len, pieces))
        for piece in stream:
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise SecurityError("văn bản in ra dài quá mức")
            pieces.append(piece)
    return "".join(pieces)


def finished(text: str) -> str:
    """Return a filled text as docxtpl finishes it: its escapes for braces undone, breaks and tabs made Word's."""
    if "{_" in text or "_}" in text:
        text = text.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    if "\n" in text or "\t" in text or "\a" in text or "\f" in text:
        text = _with_breaks(text)
    return text


def _with_breaks(text: str) -> str:
    """Do what docxtpl's resolve_listing does, in the paragraphs that need it.

    It works on stretches that end with the first `</w:p>`, so that a stretch without such a character is left alone.
    """
    stretches = text.split("</w:p>")
    for index, stretch in enumerate(stretches[:-1]):
        if "\t" in stretch or "\a" in stretch or "\f" in stretch:
            stretches[index] = _DOCXTPL.resolve_listing(stretch + "</w:p>").removesuffix("</w:p>")
        elif "\n" in stretch:
            stretches[index] = _with_line_breaks(stretch)
    return "</w:p>".join(stretches)


def _with_line_breaks(stretch: str) -> str:
    """Break lines in the texts of the runs of a paragraph, whose end is cut off."""
    before, opening, paragraph = _cut(stretch, "<w:p")
    runs = paragraph.split("</w:r>")
    for index, run in enumerate(runs[:-1]):
        if "\n" in run:
            head, start, texts = _cut(run, "<w:r")
            runs[index] = head + start + _TEXT.sub(lambda found: found[0].replace("\n", _LINE_BREAK), texts)
    return before + opening + "</w:r>".join(runs)


def _cut(text: str, tag: str) -> tuple[str, str, str]:
    """Cut a text at the first such opening tag; without one, all of it comes before."""
    found = [at for at in (text.find(tag + ">"), text.find(tag + " ")) if at >= 0]
    at = min(found, default=len(text))
    return text[:at], text[at : at + len(tag)], text[at + len(tag) :]
