"""Find the blanks that stand in a paper."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO

_SLOT = re.compile(r"\[\s*CẦN BỔ SUNG\s*:?\s*([^\]\n]*)", re.IGNORECASE)
_PART = re.compile(r"word/[^/]+\.xml")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_MOST_BYTES = 64_000_000
"""A larger part is no paper's."""


def blanks_in(paper: bytes) -> tuple[str, ...]:
    """Return the headings of the blanks that stand in a paper, each once; none for a file that cannot be read."""
    try:
        texts = list(_paragraphs(paper))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return ()
    found = (slot[1].strip() for text in texts for slot in _SLOT.finditer(text))
    return tuple(dict.fromkeys(heading or "?" for heading in found))


def _paragraphs(paper: bytes) -> Iterator[str]:
    """Yield the text of each paragraph; Word cuts a text into runs wherever it was typed in twice."""
    with zipfile.ZipFile(BytesIO(paper)) as package:
        for part in package.infolist():
            if _PART.fullmatch(part.filename) and part.file_size <= _MOST_BYTES:
                xml = package.read(part).decode("utf-8", "replace")
                for stretch in xml.split("</w:p>"):
                    yield unicodedata.normalize("NFC", unescape("".join(_TEXT.findall(stretch))))


def quoted(blanks: tuple[str, ...]) -> str:
    """Return the headings as messages name them: «Chức vụ», «Người ký»."""
    return ", ".join(f"«{heading}»" for heading in blanks)
