"""Whether a PDF's accented letters come from the typeface of the others: a PDF in, the typefaces lent out.

A font without all Vietnamese letters lends them from another one: «Thọ» with an «ọ» of another shape and width.
"""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

# ISO 32000-1, 9.6.4: the name of a font of which a part is embedded begins with six letters and a plus sign.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,]?(?:Bold|Italic|Oblique|Regular|Roman|Book|MT|PS)*$")
# Latin Extended Additional: what fonts for Western Europe lack.
_ACCENTED = re.compile("[\u1ea0-\u1ef9]")
_PLAIN = re.compile("[A-Za-z]")
_LONGEST = 128


def lent_typefaces(pdf: Path) -> tuple[str, ...]:
    """Return the families on a PDF's first page that only set accented letters; none of a file that is no PDF."""
    import pypdfium2  # noqa: PLC0415 most runs have no PDF to look at

    try:
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError):
        return ()
    try:
        page = document[0].get_textpage()
        text = page.get_text_range()
        accented, plain = (_families(page, pypdfium2.raw, text, letters) for letters in (_ACCENTED, _PLAIN))
        return tuple(sorted(accented - plain))
    finally:
        document.close()


def _families(page: Any, raw: Any, text: str, letters: re.Pattern[str]) -> frozenset[str]:  # noqa: ANN401 no types
    return frozenset(_family(page, raw, found.start()) for found in letters.finditer(text))


def _family(page: Any, raw: Any, place: int) -> str:  # noqa: ANN401 the same
    name = ctypes.create_string_buffer(_LONGEST)
    raw.FPDFText_GetFontInfo(page, place, name, _LONGEST, None)
    return _STYLE.sub("", _SUBSET.sub("", name.value.decode("utf-8", "replace")))
