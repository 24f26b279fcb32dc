"""Put the place of a code into the margin of a template: at the foot of each page, left of its text.

It stands in a frame of the header, at a place of the page, so that no line of the paper moves for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from flows.errors import TemplateError
from flows.word.package import read_parts
from flows.word.qr_codes import IN_MARGIN
from flows.word.template import DAMAGED, SAVE_AGAIN

_FROM_BELOW = Mm(9)
_LEAST = Mm(6)
"""Printers leave 4 to 5 mm along the edges blank."""
_A4, _LEFT = Mm(297), Mm(30)
"""Of a section that does not tell its page."""


def with_margin_code(template: bytes, word: str, file: str) -> bytes:
    """Return a template with a word of its values in the margin of each page; TemplateError for no Word file."""
    read_parts(template, file)
    try:
        document: Any = Document(io.BytesIO(template))
        done = set[str]()
        for section in document.sections:
            for name in _headers(document, section):
                header = getattr(section, name)
                # A later section has the headers of the one before, where it has none of its own.
                if name not in done or not header.is_linked_to_previous:
                    _put(header, section, word)
                    done.add(name)
        changed = io.BytesIO()
        document.save(changed)
    except DAMAGED as error:
        raise TemplateError(f"{file}: đây không phải tệp Word .docx đọc được.", SAVE_AGAIN) from error
    return changed.getvalue()


def _headers(document: Any, section: Any) -> Iterator[str]:  # noqa: ANN401 - untyped python-docx
    yield "header"
    if document.settings.odd_and_even_pages_header_footer:
        yield "even_page_header"
    if section.different_first_page_header_footer:
        yield "first_page_header"


def _put(header: Any, section: Any, word: str) -> None:  # noqa: ANN401 - untyped python-docx
    paragraph = header.add_paragraph(f"{{{{ {word} }}}}")
    header._element.insert(0, paragraph._p)  # noqa: SLF001 - python-docx adds at the end alone
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = form.first_line_indent = form.space_before = form.space_after = 0
    form.alignment, form.line_spacing = WD_ALIGN_PARAGRAPH.LEFT, 1.0
    side, margin, height = Mm(IN_MARGIN), section.left_margin or _LEFT, section.page_height or _A4
    lengths = {"w": side, "h": side, "x": max(_LEAST, (margin - side) // 2), "y": height - side - _FROM_BELOW}
    words = {"hRule": "exact", "wrap": "around", "hAnchor": "page", "vAnchor": "page"}
    frame = OxmlElement("w:framePr", attrs={qn(f"w:{name}"): value for name, value in words.items()})
    for name, length in lengths.items():
        frame.set(qn(f"w:{name}"), str(round(length / Pt(0.05))))
    paragraph._p.pPr.insert(0, frame)  # noqa: SLF001 - nor does it know frames
