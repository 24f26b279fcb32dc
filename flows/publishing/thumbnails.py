"""First pages in small: PDFs in, JPEG pictures as data URIs for the page to look at out."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pypdfium2

# Pixels a point: enough to see that a page is whole, too few to read a birth date of 14 points off it.
_SCALE = 0.2
_QUALITY = 60


def first_page(pdf: Path) -> str:
    """Return the first page of a PDF in small; "" where it cannot be read."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError):
        return ""
    try:
        picture = document[0].render(scale=_SCALE).to_pil()
    except (pypdfium2.PdfiumError, IndexError):
        return ""
    finally:
        document.close()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
