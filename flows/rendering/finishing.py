"""A filled text in; the text as docxtpl finishes it before it repairs XML, and the blanks printed in it, out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_BLANK = re.compile(r"\[CẦN BỔ SUNG: ([^\]]*)\]")


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
            stretches[index] = _listed(stretch)
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


def _listed(stretch: str) -> str:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to import, and tabs in values are rare

    return str(DocxTemplate(None).resolve_listing(stretch + "</w:p>")).removesuffix("</w:p>")


def blanks_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the headings of the `[CẦN BỔ SUNG: ...]` in filled texts, in their order, each once."""
    found = [heading for text in texts for heading in _BLANK.findall(text)]
    if not found:
        return ()
    from html import unescape  # noqa: PLC0415 - most papers lack nothing

    return tuple(dict.fromkeys(map(unescape, found)))
