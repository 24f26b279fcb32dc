"""What pages look like: of PDFs small pictures and typefaces lent to accented letters, of scans whole pictures."""

from __future__ import annotations

import base64
import ctypes
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from flows.errors import UsageError

# ISO 32000-1, 9.6.4: the name of a font of which a part is embedded begins with six letters and a plus sign.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,]?(?:Bold|Italic|Oblique|Regular|Roman|Book|MT|PS)*$")
# Latin Extended Additional: what fonts for Western Europe lack.
_ACCENTED = re.compile("[\u1ea0-\u1ef9]")
_PLAIN = re.compile("[A-Za-z]")
_LONGEST = 128


def lent_typefaces(pdf: Path) -> tuple[str, ...]:
    """Return the families on a PDF's first page that only set accented letters; none of a file that is no PDF."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].get_textpage()
            text = page.get_text_range()
            accented, plain = (_families(page, text, letters) for letters in (_ACCENTED, _PLAIN))
    except (pypdfium2.PdfiumError, OSError):
        return ()
    return tuple(sorted(accented - plain))


def _families(page: Any, text: str, letters: re.Pattern[str]) -> frozenset[str]:  # noqa: ANN401 no types
    return frozenset(_family(page, found.start()) for found in letters.finditer(text))


def _family(page: Any, place: int) -> str:  # noqa: ANN401 the same
    name = ctypes.create_string_buffer(_LONGEST)
    pypdfium2.raw.FPDFText_GetFontInfo(page, place, name, _LONGEST, None)
    return _STYLE.sub("", _SUBSET.sub("", name.value.decode("utf-8", "replace")))


# Pixels a point: enough to see that a page is whole, too few to read a birth date of 14 points off it.
_SCALE = 0.2
_QUALITY = 60


def first_page(pdf: Path) -> str:
    """Return the first page of a PDF in small; "" where it cannot be read."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            picture = document[0].render(scale=_SCALE).to_pil()
    except (pypdfium2.PdfiumError, OSError, IndexError):
        return ""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


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
