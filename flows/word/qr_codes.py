"""QR codes: draw one as a picture for a paper, and read those that stand in pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import zxingcpp
from PIL import Image, ImageFilter

from flows.word.pictures import FixedPicture

_QR = zxingcpp.BarcodeFormat.QRCode
_DOTS = 8
"""Dots a module: 500 an inch where a module is 0.4 mm, for Word and printers soften the edges of fewer."""
_WIDE = 20.0
"""Millimetres."""
IN_MARGIN = 18.0
"""The same, of a code in a paper's left margin of 30 mm."""
_FEW_DOTS = 2_400
"""A sheet of A4 is as wide with 200 dots an inch."""


@lru_cache(maxsize=1)  # a paper is asked for what is blank in it, and printed
def qr_picture(text: str, wide: float = _WIDE) -> FixedPicture:
    """Return the QR of a text; at level L, for larger modules are read more surely than more of them."""
    code = zxingcpp.create_barcode(text, _QR, ec_level="L")
    modules, png = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False)).convert("1"), io.BytesIO()
    modules.resize((modules.width * _DOTS, modules.height * _DOTS)).save(png, "PNG")
    return FixedPicture("ma-qr", "Mã QR", png.getvalue(), wide)


@dataclass(frozen=True, slots=True)
class Seen:
    """A code in a picture, and by how many degrees, a multiple of 90, the picture must be turned left to be upright."""

    text: str
    turned: int


def codes_seen(image: Image.Image) -> list[Seen]:
    """Return the QR codes in a picture, whichever way it is turned."""
    found: list[zxingcpp.Barcode] = next(filter(None, map(_read, _looks(image.convert("L")))), [])
    return [Seen(one.text, round(one.orientation / 90) * 90 % 360) for one in found]


def _looks(gray: Image.Image) -> Iterator[Image.Image]:
    yield gray
    # Of the codes of a scanner with much grain one in five is read as it is, and every one a little blurred.
    yield gray.filter(ImageFilter.GaussianBlur(1))
    # Of long codes scanned with 150 dots an inch, a module is 2.4 dots: one in five was read only when enlarged.
    if gray.width < _FEW_DOTS:
        yield gray.resize((gray.width * 2, gray.height * 2))


def _read(gray: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormats(_QR))
