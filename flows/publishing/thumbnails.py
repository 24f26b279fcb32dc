"""First pages in small: PDFs in, JPEG pictures as data URIs for the page to look at out."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pypdfium2

_QUALITY = 55


def first_page(pdf: Path, width: int) -> str:
    """Return the first page of a PDF, so many pixels wide; "" where it cannot be read."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError):
        return ""
    try:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
    except (pypdfium2.PdfiumError, IndexError):
        return ""
    finally:
        document.close()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
