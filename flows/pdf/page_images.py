"""The pages of scans as pictures: of PDFs, and of pictures with one page or many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from flows.errors import UsageError

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
ENDINGS = PICTURES | {".pdf"}
DOTS = 200
"""An inch: three dots for a module of 0.41 mm."""


def images_of(path: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF or a picture, in order; UsageError for a file that is neither."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        fix = f"Các loại đọc được: {', '.join(sorted(ENDINGS))}."
        raise UsageError(f"{path.name}: không đọc được loại tệp này.", fix)
    try:
        yield from _pages(path) if ending == ".pdf" else _frames(path)
    except (pypdfium2.PdfiumError, UnidentifiedImageError, Image.DecompressionBombError, OSError) as error:
        raise UsageError(f"{path.name}: tệp hỏng hoặc không mở được.", "Quét lại, hoặc bỏ tệp này ra.") from error


def _pages(path: Path) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(path) as document:
        yield from (page.render(scale=DOTS / 72, grayscale=True).to_pil() for page in document)


def _frames(path: Path) -> Iterator[Image.Image]:
    with Image.open(path) as image:
        yield from (frame.copy() for frame in ImageSequence.Iterator(image))
