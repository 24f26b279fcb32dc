"""Photographs in papers: a file in; what a template prints as a picture out."""

from __future__ import annotations

from pathlib import Path

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.shared import Mm
from docxtpl import InlineImage

WIDEST = Mm(150)
"""The text is 165 mm wide; a photograph keeps a little air beside it."""


def photograph(path: Path) -> InlineImage | None:
    """Return the picture, no wider than the text; None when the file is no picture that Word takes."""
    try:
        width = Image.from_file(str(path)).width
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, OSError):
        return None
    return InlineImage(None, str(path), width=min(width, WIDEST))
